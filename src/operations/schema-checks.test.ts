// Building the schema stops, with the field's name, where an access rule is missing or wrong.
import {
  type GraphQLFieldConfig,
  type GraphQLFieldConfigMap,
  GraphQLInputObjectType,
  GraphQLInt,
  GraphQLNonNull,
  GraphQLObjectType,
  GraphQLSchema,
  GraphQLString,
} from 'graphql';
import { expect, test } from 'vitest';
import type { AccessRule } from '../auth/access.js';
import { Permission, PiiKind } from '../auth/permissions.js';
import { checkAccessRules } from './schema-checks.js';

type Field = GraphQLFieldConfig<unknown, unknown>;

const readers: AccessRule = { requires: [Permission.PII_READ], owner: true };
const text: Field = { type: GraphQLString };
const input = new GraphQLInputObjectType({ name: 'ThingInput', fields: { userId: { type: GraphQLString } } });

test.each<[string, Field]>([
  ['Thing.field holds personal data and has no access rule', { ...text, extensions: { pii: PiiKind.NAME } }],
  [
    'Thing.field is guarded and so must be nullable',
    { type: new GraphQLNonNull(GraphQLString), extensions: { access: readers } },
  ],
  [
    'Thing.field is below the root, where the owner is that of its object',
    { ...text, extensions: { access: { requires: [], owner: 'record' } } },
  ],
])('%s', (message, field) => {
  expect(() => checkAccessRules(schemaWith({ field }))).toThrow(message);
});

test.each<[string, Partial<Field>]>([
  ['has no access rule', {}],
  ['says that its owner is "true"', guardedBy(true)],
  ['says that its owner is "userId", which is none of its arguments', guardedBy('userId')],
  [
    'says that its owner is "input", which is none of its arguments',
    { ...guardedBy('input'), args: { input: { type: input } } },
  ],
  [
    'says that its owner is "input.id", which is none of its arguments',
    { ...guardedBy('input.id'), args: { input: { type: input } } },
  ],
])('a root field that %s', (message, root) => {
  expect(() => checkAccessRules(schemaWith({ field: text }, { extensions: {}, ...root }))).toThrow(
    `Query.thing ${message}`,
  );
});

test.each<[string, Partial<Field>]>([
  ['record', guardedBy('record')],
  ['result', guardedBy('result')],
  ['id', { ...guardedBy('id'), args: { id: { type: GraphQLString } } }],
  ['input.userId', { ...guardedBy('input.userId'), args: { input: { type: new GraphQLNonNull(input) } } }],
])('a root field whose owner is found by %s is well', (_, root) => {
  expect(() => checkAccessRules(schemaWith({ field: text }, root))).not.toThrow();
});

test.each(
  [
    [
      'firstName',
      'username',
      'honorificPrefix',
      'email',
      'phones',
      'birthDate',
      'addressZip',
      'countryCode',
      'hairColor',
    ],
    ['externalId', 'documentNumber', 'ipAddress', 'userAgent', 'signingSecret', 'dataUri', 'probeValue', 'reason'],
  ].flat(),
)('a field called %s must be marked as personal data', (name) => {
  expect(() => checkAccessRules(schemaWith({ [name]: text }))).toThrow(`Thing.${name} sounds like personal data`);
  const marked = { ...text, extensions: { access: readers, pii: PiiKind.NAME } };
  expect(() => checkAccessRules(schemaWith({ [name]: marked }))).not.toThrow();
});

test('longer words, counts and instants are not taken for personal data', () => {
  expect(() => checkAccessRules(schemaWith({ filename: text, phoneCount: { type: GraphQLInt } }))).not.toThrow();
});

test('all faults are told at once', () => {
  const broken = schemaWith({ email: text, phone: text }, { extensions: {} });
  expect(() => checkAccessRules(broken)).toThrow(/Query\.thing.*Thing\.email.*Thing\.phone/s);
});

function guardedBy(owner: AccessRule['owner']): Partial<Field> {
  return { extensions: { access: { requires: [], owner } } };
}

function schemaWith(
  fields: GraphQLFieldConfigMap<unknown, unknown>,
  root: Partial<Field> = { extensions: { access: { requires: [] } } },
): GraphQLSchema {
  const thing = new GraphQLObjectType({ name: 'Thing', fields });
  const query = new GraphQLObjectType({ name: 'Query', fields: { thing: { type: thing, ...root } } });
  return new GraphQLSchema({ query });
}
