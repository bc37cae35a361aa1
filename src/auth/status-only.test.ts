// Which selections count as asking for a status, in every form that a document can give them.
import { type FragmentDefinitionNode, GraphQLObjectType, getOperationAST, Kind, parse } from 'graphql';
import { expect, test } from 'vitest';
import { buildGatewaySchema } from '../operations/schema.js';
import { resolvers } from '../resolvers/index.js';
import { asksForStatusOnly } from './status-only.js';

const schema = buildGatewaySchema([...resolvers]);

test.each([
  'query { verifyTransaction(id: "1") { __typename id status lifecycle decision version expiresAt } }',
  'query { mine: verifyTransaction(id: "1") { ...Status } } fragment Status on VerifyTransaction { state: status }',
  'query { verifyTransaction(id: "1") { ... on Verification { id } ... { version } } }',
  'subscription { verifyTransactionStatusChanged(id: "1") { cursor version lifecycle decision previousLifecycle previousDecision rawStatus occurredAt } }',
  'subscription { verifyTransactionStatusChanged(id: "1") { verification { id ... on VerifyTransaction { status } } } }',
])('open: %s', (document) => {
  expect(isOpen(document)).toBe(true);
});

test.each([
  'query { viewer { id } }',
  'query { verifyTransactions: verifyTransaction(id: "1") { reference } }',
  'query { verifyTransaction(id: "1") { id user { id } } }',
  'query { verifyTransaction(id: "1") { id: challenge } }',
  'query { verifyTransaction(id: "1") { id challenge @skip(if: true) } }',
  'query { verifyTransaction(id: "1") { ...One } } fragment One on VerifyTransaction { id ...Two } fragment Two on Verification { timeline { totalCount } }',
  'query { verifyTransaction(id: "1") { ... on Verification { ... on VerifyTransaction { qrUrl } } } }',
  'subscription { verificationStatusChanged { cursor } }',
  'subscription { verifyTransactionStatusChanged(id: "1") { verification { upstream { rawStatus } } } }',
  'mutation { createUser(input: {}) { user { id } } }',
])('closed: %s', (document) => {
  expect(isOpen(document)).toBe(false);
});

test('fragments that spread each other many times over are read once each', () => {
  const levels = Array.from({ length: 60 }, (_none, level) => level);
  const fragments = levels.map(
    (level) => `fragment F${level} on VerifyTransaction { ...F${level + 1} ...F${level + 1} }`,
  );
  const last = 'fragment F60 on VerifyTransaction { __typename }';
  expect(isOpen(`{ verifyTransaction(id: "1") { ...F0 } } ${fragments.join(' ')} ${last}`)).toBe(true);
});

/** Judges the first root field as the execution would hand it over. */
function isOpen(text: string): boolean {
  const document = parse(text);
  const operation = getOperationAST(document);
  const parentType = operation && schema.getRootType(operation.operation);
  const fieldNode = operation?.selectionSet.selections[0];
  if (!(parentType instanceof GraphQLObjectType) || fieldNode?.kind !== Kind.FIELD) throw new Error('No root field');
  const definitions = document.definitions.filter(
    (definition): definition is FragmentDefinitionNode => definition.kind === Kind.FRAGMENT_DEFINITION,
  );
  const fragments = Object.fromEntries(definitions.map((fragment) => [fragment.name.value, fragment]));
  return asksForStatusOnly({ parentType, fieldNodes: [fieldNode], fragments, schema });
}
