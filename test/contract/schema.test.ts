// The schema as clients and enforcement see it. That schema.graphql is up to date is checked by scripts/print-schema.ts.
import { readFile } from 'node:fs/promises';
import {
  buildSchema,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
  getDirectiveValues,
  isAbstractType,
  isIntrospectionType,
  isObjectType,
} from 'graphql';
import { beforeAll, expect, test } from 'vitest';
import { accessRuleOf, piiKindOf } from '../../src/auth/access.js';
import { buildGatewaySchema } from '../../src/operations/schema.js';
import { resolvers } from '../../src/resolvers/index.js';

let schema: GraphQLSchema;
let published: GraphQLSchema;

beforeAll(async () => {
  schema = buildGatewaySchema(resolvers);
  published = buildSchema(await readFile(new URL('../../schema.graphql', import.meta.url), 'utf8'));
});

test('the rules that are enforced are the rules that are published', () => {
  const enforced = allFields(schema).map(([coordinate, field]) => {
    const rule = accessRuleOf(field);
    const access = rule && { requires: [...rule.requires].sort(), owner: rule.owner !== undefined };
    return [coordinate, { access, pii: piiKindOf(field) }];
  });
  const told = allFields(published).map(([coordinate, field]) => {
    const access = directiveOf(field, 'access');
    const requires = Array.isArray(access?.requires) ? [...access.requires].sort() : [];
    return [coordinate, { access: access && { requires, owner: access.owner }, pii: directiveOf(field, 'pii')?.kind }];
  });
  expect(Object.fromEntries(enforced)).toEqual(Object.fromEntries(told));
});

test.each([
  ['Query.viewer', [], undefined],
  ['Query.user', ['USERS_READ'], 'id'],
  ['Query.users', ['USERS_READ'], undefined],
  ['Query.verifyTransaction', ['VERIFY_READ'], 'record'],
  ['Query.verifyPolicy', ['VERIFY_READ'], undefined],
  ['Query.verifyPolicies', ['VERIFY_READ'], undefined],
  ['Query.systemStatus', ['SYSTEM_READ'], undefined],
  ['Mutation.createUser', ['USERS_WRITE'], undefined],
  ['Mutation.createVerifyTransaction', ['VERIFY_WRITE'], 'input.userId'],
  ['Mutation.approveVerifyTransaction', ['VERIFY_APPROVE'], undefined],
  ['Subscription.verifyTransactionStatusChanged', ['VERIFY_READ'], 'record'],
  ['Subscription.verificationStatusChanged', ['VERIFY_READ', 'MITEK_READ'], 'userId'],
])('%s asks for %j, owner by %s', (coordinate, requires, owner) => {
  const field = allFields(schema).find(([name]) => name === coordinate)?.[1];
  expect(field && accessRuleOf(field)).toEqual(owner === undefined ? { requires } : { requires, owner });
});

test('a verification is told apart by its source, at once and from plain data', () => {
  const type = schema.getType('Verification');
  if (!isAbstractType(type)) throw new Error('Verification is not an interface');
  const resolveType = type.resolveType as (value: unknown) => unknown;
  expect(resolveType({ source: 'PINGONE_VERIFY' })).toBe('VerifyTransaction');
});

test('a field that only hands on a property has no resolver; one that is worked out keeps it', () => {
  const fields = objectType('VerifyTransaction').getFields();
  const resolved = Object.values(fields).filter(({ resolve }) => resolve !== undefined);
  expect(fields.status?.resolve).toBeUndefined();
  expect(fields.version?.resolve).toBeUndefined();
  expect(resolved.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['user', 'timeline', 'qrCode', 'verifiedData']),
  );
  expect(objectType('GovernmentIdData').getFields().firstName?.resolve).toBeUndefined();
});

test('every part of the schema says what it is', () => {
  const silent = allFields(schema).flatMap(([coordinate, field]) => [
    ...(field.description ? [] : [coordinate]),
    ...field.args.filter(({ description }) => !description).map(({ name }) => `${coordinate}(${name}:)`),
  ]);
  expect(silent).toEqual([]);
  expect(schema.description).toContain('Rights.');
});

function objectType(name: string): GraphQLObjectType {
  const type = schema.getType(name);
  if (!isObjectType(type)) throw new Error(`${name} is not an object type`);
  return type;
}

function allFields(of: GraphQLSchema): [string, GraphQLField<unknown, unknown>][] {
  return Object.values(of.getTypeMap())
    .filter(isObjectType)
    .filter((type) => !isIntrospectionType(type))
    .flatMap((type) => Object.values(type.getFields()).map((field) => [`${type.name}.${field.name}`, field]));
}

function directiveOf(field: GraphQLField<unknown, unknown>, name: string): Record<string, unknown> | undefined {
  const directive = published.getDirective(name);
  if (!directive || !field.astNode) throw new Error(`${field.name} was not read from text`);
  return getDirectiveValues(directive, field.astNode);
}
