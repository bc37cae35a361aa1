// At most one passcode is checked per request, so that a document full of aliases is no list of guesses. How often in all is counted elsewhere.
import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
  valueFromASTUntyped,
} from 'graphql';
import { notAllowed } from './errors.js';
import { defaultsOf, type Variables } from './variables.js';

/** Has a passcode always. */
const CHECK = 'checkOtp';
/** May have one in its input. */
const MAY_CHECK: readonly string[] = ['activateDevice', 'createDeviceAuthentication'];

/**
 * Refuses an operation that would check more than one passcode. Fields that `@skip` or `@include` may leave out count too.
 * @throws GraphQLError OPERATION_NOT_ALLOWED
 */
export function requireOnePasscode(
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Variables | undefined,
): void {
  if (operation.operation !== 'mutation') return;
  const values = { ...defaultsOf(operation), ...variables };
  const checks = rootFields(document, operation).filter((field) => checksPasscode(field, values));
  // Fields of one name are one field: the document would not be valid otherwise.
  if (new Set(checks.map(({ alias, name }) => (alias ?? name).value)).size > 1) {
    throw notAllowed('A request may check one passcode only.');
  }
}

function rootFields(document: DocumentNode, operation: OperationDefinitionNode): readonly FieldNode[] {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  }
  const fieldsOf = ({ selections }: SelectionSetNode): readonly FieldNode[] =>
    selections.flatMap((selection) => {
      if (selection.kind === Kind.FIELD) return [selection];
      if (selection.kind === Kind.INLINE_FRAGMENT) return fieldsOf(selection.selectionSet);
      const fragment = fragments.get(selection.name.value);
      // Once is enough: spread again it names the same fields.
      fragments.delete(selection.name.value);
      return fragment ? fieldsOf(fragment.selectionSet) : [];
    });
  return fieldsOf(operation.selectionSet);
}

function checksPasscode({ name, arguments: given = [] }: FieldNode, variables: Variables): boolean {
  if (name.value === CHECK) return true;
  if (!MAY_CHECK.includes(name.value)) return false;
  return given.some((argument) => {
    const input: unknown = valueFromASTUntyped(argument.value, variables);
    return typeof input === 'object' && input !== null && 'otp' in input && input.otp != null && input.otp !== '';
  });
}
