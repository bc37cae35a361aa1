// What an operation may cost beside its length: how many nodes its lists can hold, judged with the variables before anything runs.
import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLArgument,
  GraphQLError,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isCompositeType,
  isInterfaceType,
  isListType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import { defaultsOf, type Variables } from './variables.js';

/** Nodes of all lists together. One event is about one verification, and comes again and again. */
export const MOST_NODES = { operation: 20_000, event: 1_000 } as const;

/** Reading any page is a query of its own, however short the page is. */
const LEAST_OF_PAGE = 10;
const MOST_OF_PAGE = 100;
/** For lists that have no pages: what they hold is up to others, and seldom more. */
const OTHER_LIST = 10;

/**
 * Refuses an operation whose lists can hold too many nodes: pages in pages multiply. Fields that `@skip` or `@include` may leave out count too.
 * @throws GraphQLError QUERY_TOO_COSTLY
 */
export function requireAffordable(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Variables | undefined,
): void {
  const root = schema.getRootType(operation.operation);
  if (!root) return;
  const most = operation.operation === 'subscription' ? MOST_NODES.event : MOST_NODES.operation;
  const count = new Count(schema, document, { ...defaultsOf(operation), ...variables });
  if (count.below(root, operation.selectionSet) <= most) return;
  const text = operation.operation === 'subscription' ? 'One event' : 'The operation';
  throw new GraphQLError(`${text} asks for lists of more than ${most} nodes together.`, {
    nodes: operation,
    extensions: { code: 'QUERY_TOO_COSTLY', http: { status: 400 } },
  });
}

/** Counts the nodes below a selection. Fragments are counted once in each selection, as they are run. */
class Count {
  private readonly fragments = new Map<string, FragmentDefinitionNode>();

  constructor(
    private readonly schema: GraphQLSchema,
    document: DocumentNode,
    private readonly variables: Variables,
  ) {
    for (const definition of document.definitions) {
      if (definition.kind === Kind.FRAGMENT_DEFINITION) this.fragments.set(definition.name.value, definition);
    }
  }

  below(
    type: GraphQLNamedType | undefined,
    { selections }: SelectionSetNode,
    spread: Set<string> = new Set<string>(),
  ): number {
    let nodes = 0;
    for (const selection of selections) {
      if (selection.kind === Kind.FIELD) nodes += this.ofField(type, selection);
      else if (selection.kind === Kind.INLINE_FRAGMENT) {
        const inner = selection.typeCondition ? this.schema.getType(selection.typeCondition.name.value) : type;
        nodes += this.below(inner, selection.selectionSet, spread);
      } else if (!spread.has(selection.name.value)) {
        spread.add(selection.name.value);
        const fragment = this.fragments.get(selection.name.value);
        if (!fragment) continue;
        nodes += this.below(this.schema.getType(fragment.typeCondition.name.value), fragment.selectionSet, spread);
      }
    }
    return nodes;
  }

  private ofField(parent: GraphQLNamedType | undefined, node: FieldNode): number {
    const field = isObjectType(parent) || isInterfaceType(parent) ? parent.getFields()[node.name.value] : undefined;
    // Introspection is bounded by the schema.
    if (!field || !node.selectionSet) return 0;
    const items = this.itemsOf(field, node);
    const below = this.below(getNamedType(field.type), node.selectionSet);
    return items === null ? below : items * (1 + below) + Math.max(0, LEAST_OF_PAGE - items);
  }

  /** How many objects a list can hold; null: the field is no list, or one that was counted where its page was asked for. */
  private itemsOf(field: GraphQLField<unknown, unknown>, node: FieldNode): number | null {
    const first = field.args.find(({ name }) => name === 'first');
    if (first) return Math.min(Math.max(this.numberOf(first, node), 0), MOST_OF_PAGE);
    const isPlainList = isListType(getNullableType(field.type)) && isCompositeType(getNamedType(field.type));
    return isPlainList && field.name !== 'edges' ? OTHER_LIST : null;
  }

  /** What is out of range is refused later; here it counts for as much as can be. */
  private numberOf({ name, defaultValue }: GraphQLArgument, { arguments: given = [] }: FieldNode): number {
    const argument = given.find((one) => one.name.value === name)?.value;
    if (argument?.kind === Kind.INT) return Number(argument.value);
    const value = argument?.kind === Kind.VARIABLE ? this.variables[argument.name.value] : undefined;
    const number = value === undefined ? defaultValue : value;
    return typeof number === 'number' && Number.isFinite(number) ? number : MOST_OF_PAGE;
  }
}
