// Which arguments and input fields an operation gives a value to, by their coordinates in the published schema.
import {
  type GraphQLInputType,
  getNamedType,
  isInputObjectType,
  parse,
  TypeInfo,
  typeFromAST,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import { schema } from './answers.js';

/** `Query.device(id:)` for an argument, `CreateDeviceInput.type` for an input field. Null counts as not given. */
export function inputsGiven(document: string, variables: object): ReadonlySet<string> {
  const given = new Set<string>();
  const info = new TypeInfo(schema);
  const values = new Map<string, unknown>(Object.entries(variables));
  visit(
    parse(document),
    visitWithTypeInfo(info, {
      VariableDefinition: ({ variable, type }) => {
        const inputType = typeFromAST(schema, type as Parameters<typeof typeFromAST>[1]);
        noteInput(values.get(variable.name.value), inputType as GraphQLInputType | undefined, given);
        return false;
      },
      Argument: ({ name, value }) => {
        const isNull =
          value.kind === 'NullValue' || (value.kind === 'Variable' && (values.get(value.name.value) ?? null) === null);
        if (!isNull) given.add(`${info.getParentType()?.name}.${info.getFieldDef()?.name}(${name.value}:)`);
      },
    }),
  );
  return given;
}

/** Whether the published schema has this input field or argument. */
export function isInput(coordinate: string): boolean {
  const [, typeName = '', fieldName = '', argument] = /^(\w+)\.(\w+)(?:\((\w+):\))?$/.exec(coordinate) ?? [];
  const type = schema.getType(typeName);
  if (isInputObjectType(type)) return argument === undefined && fieldName in type.getFields();
  const field = type && 'getFields' in type ? type.getFields()[fieldName] : undefined;
  return field !== undefined && 'args' in field && field.args.some(({ name }) => name === argument);
}

function noteInput(value: unknown, type: GraphQLInputType | undefined, given: Set<string>): void {
  if (value === null || value === undefined || !type) return;
  const named = getNamedType(type);
  if (!isInputObjectType(named)) return;
  if (Array.isArray(value)) for (const item of value) noteInput(item, named, given);
  else {
    for (const [name, part] of Object.entries(value)) {
      if (part === null || part === undefined) continue;
      given.add(`${named.name}.${name}`);
      noteInput(part, named.getFields()[name]?.type, given);
    }
  }
}
