// What lists may cost, in the words of the published schema: pages in pages, with sizes written out, in variables and by default.
import { readFileSync } from 'node:fs';
import {
  buildSchema,
  type GraphQLError,
  Kind,
  type OperationDefinitionNode,
  parse,
  specifiedRules,
  validate,
} from 'graphql';
import { describe, expect, test } from 'vitest';
import { MOST_NODES, requireAffordable } from './cost.js';

const schema = buildSchema(readFileSync(new URL('../../schema.graphql', import.meta.url), 'utf8'));

function isRefused(text: string, variables?: Record<string, unknown>): boolean {
  const document = parse(text);
  expect(validate(schema, document, specifiedRules)).toEqual([]);
  const operation = document.definitions.find(
    (one): one is OperationDefinitionNode => one.kind === Kind.OPERATION_DEFINITION,
  );
  if (!operation) throw new Error('There is an operation.');
  try {
    requireAffordable(schema, document, operation, variables);
    return false;
  } catch (error) {
    expect((error as GraphQLError).extensions).toMatchObject({ code: 'QUERY_TOO_COSTLY', http: { status: 400 } });
    return true;
  }
}

const page = (first: number | string, below = 'id') => `verifications(first: ${first}) { edges { node { ${below} } } }`;
const ofUser = (below: string) => `{ user(id: "1") { ${below} } }`;

describe('what is asked for day by day is taken', () => {
  test.each([
    ['a long page', `{ ${page(100)} }`],
    ['long pages side by side', `{ ${Array.from({ length: 15 }, (_, n) => `p${n}: ${page(100)}`).join(' ')} }`],
    ['a page with its timelines', `{ ${page(100, 'timeline(first: 20) { edges { node { id } } }')} }`],
    ['a page with all of each timeline', `{ ${page(100, 'timeline(first: 100) { edges { node { id } } }')} }`],
    ['a page with the newest of each', `{ ${page(100, 'timeline(first: 1) { totalCount }')} }`],
    ['a page with whom it is about', `{ ${page(100, 'user { id devices { id } }')} }`],
    [
      'a page with all evidence',
      `{ ${page(100, '... on VerifyTransaction { documents { id } verifiedData { id } metadata { id } statusDetails { check } }')} }`,
    ],
    [
      'one event with its timeline',
      `subscription { verificationStatusChanged { verification { timeline(first: 100) { totalCount } } } }`,
    ],
  ])('%s', (_what, text) => {
    expect(isRefused(text)).toBe(false);
  });
});

describe('what multiplies is refused', () => {
  const inPage = (inner: string) => ofUser(page(100, `user { ${inner} }`));
  const whole = (first: number | string) => page(first, 'timeline(first: 2) { totalCount }');
  test.each<[string, string, Record<string, unknown>?]>([
    ['a page in each of a page in a page', inPage(whole(100))],
    [
      'by default',
      ofUser(
        `verifications { edges { node { user { verifications { edges { node { user {
          verifications { edges { node { timeline { totalCount } } } }
        } } } } } } } }`,
      ),
    ],
    ['short pages in a page in a page', ofUser(page(50, `user { ${page(50, 'timeline(first: 1) { totalCount }')} }`))],
    ['in a variable', `query($n: Int!) ${ofUser(page('$n', `user { ${whole('$n')} }`))}`, { n: 100 }],
    ['by default of a variable', `query($n: Int! = 100) ${ofUser(page('$n', `user { ${whole('$n')} }`))}`],
    [
      'in fragments',
      `${ofUser(page(100, '...F'))} fragment F on Verification { ... { user { ...G } } } fragment G on User { ${whole(100)} }`,
    ],
    ['that may be left out', inPage(whole(100).replace(') {', ') @include(if: false) {'))],
    [
      'in lists that have no pages',
      ofUser('devices { user { devices { user { devices { user { devices { user { devices { id } } } } } } } } }'),
    ],
    [
      'side by side',
      ofUser(
        Array.from({ length: 15 }, (_, n) => `p${n}: ${page(100, 'timeline(first: 20) { totalCount }')}`).join(' '),
      ),
    ],
    ['by nonsense', `query($n: Int!) ${ofUser(page('$n', `user { ${whole('$n')} }`))}`, { n: '1' }],
    [
      'below zero',
      `query($n: Int!) ${inPage(`${page('$n')} ${whole(100).replace('verifications', 'p: verifications')}`)}`,
      { n: -1e9 },
    ],
    [
      'in one event',
      `subscription { verificationStatusChanged { verification { user { ${page(50, 'timeline { totalCount }')} } } } }`,
    ],
  ])('%s', (_what, text, variables) => {
    expect(isRefused(text, variables)).toBe(true);
  });

  test('with variables, what they hold counts', () => {
    // n × (1 + n × (1 + 10)), as a page counts at least 10.
    const text = `query($n: Int! = 100) ${ofUser(page('$n', `user { ${page('$n', 'timeline(first: 2) { totalCount }')} }`))}`;
    expect(isRefused(text, { n: 42 })).toBe(false);
    expect(isRefused(text, { n: 43 })).toBe(true);
  });
});

test('a size that cannot be is left to those who say so', () => {
  expect(isRefused(`{ ${page(1_000_000)} }`)).toBe(false);
  expect(isRefused(`{ ${page(-5)} }`)).toBe(false);
});

test('fragments that double are counted once in each selection', () => {
  const levels = 25;
  const doubling = Array.from({ length: levels }, (_, n) => `fragment F${n} on User { ...F${n + 1} ...F${n + 1} }`);
  const text = `${ofUser('...F0')} ${doubling.join(' ')} fragment F${levels} on User { __typename ${page(100)} }`;
  expect(isRefused(text)).toBe(false);
});

test('introspection costs nothing here', () => {
  expect(isRefused('{ __schema { types { fields { args { type { ofType { name } } } } } } }')).toBe(false);
});

test('an operation may be larger than what one event brings', () => {
  expect(MOST_NODES.operation).toBeGreaterThan(MOST_NODES.event);
});
