// The form of every error: a code, the request id, and never a value that somebody sent. Through Apollo Server and through graphql-js alone.
import { ApolloServer } from '@apollo/server';
import {
  GraphQLBoolean,
  GraphQLEnumType,
  GraphQLError,
  GraphQLID,
  GraphQLInputObjectType,
  GraphQLInt,
  GraphQLList,
  GraphQLNonNull,
  GraphQLObjectType,
  GraphQLScalarType,
  GraphQLSchema,
  GraphQLString,
  graphql,
} from 'graphql';
import { describe, expect, test, vi } from 'vitest';
import { KeysUnavailable, Unauthenticated } from '../auth/tokens.js';
import { UpstreamError, type UpstreamErrorKind } from '../datasources/http/errors.js';
import { DateScalar } from '../schema/scalars.js';
import { createLogger } from '../telemetry/logger.js';
import { runInScope } from '../telemetry/scope.js';
import { createErrorFormatter, notAllowed, unauthenticated } from './errors.js';

/** Stands in every bad value; must never come back. */
const CANARY = 'Canary7351';

const Colour = new GraphQLEnumType({ name: 'Colour', values: { RED: {}, GREEN: {} } });
const Picky = new GraphQLScalarType({
  name: 'Picky',
  parseValue: (value) => {
    throw new TypeError(`I do not like ${String(value)}`);
  },
  parseLiteral: (node) => {
    throw new TypeError(`I do not like ${'value' in node ? String(node.value) : 'this'}`);
  },
});
const Input = new GraphQLInputObjectType({
  name: 'Input',
  fields: () => ({
    name: { type: new GraphQLNonNull(GraphQLString) },
    count: { type: GraphQLInt },
    colour: { type: Colour },
    day: { type: DateScalar },
    picky: { type: Picky },
    list: { type: new GraphQLList(Input) },
  }),
});
const args = {
  input: { type: Input },
  id: { type: GraphQLID },
  text: { type: GraphQLString },
  flag: { type: GraphQLBoolean },
  count: { type: GraphQLInt },
  colour: { type: Colour },
  day: { type: DateScalar },
  picky: { type: Picky },
};
let thrown: () => unknown = () => new Error('unset');
const schema = new GraphQLSchema({
  query: new GraphQLObjectType({
    name: 'Query',
    fields: {
      echo: { type: GraphQLString, args },
      fails: {
        type: GraphQLString,
        resolve: () => {
          throw thrown();
        },
      },
      answersNonsense: { type: GraphQLInt, resolve: () => CANARY },
    },
  }),
});

const logger = createLogger('silent');
const formatError = createErrorFormatter(logger, { hideSchema: false });
const apollo = new ApolloServer({
  schema,
  formatError: (_formatted, error) => formatError(error),
  includeStacktraceInErrorResponses: false,
  logger: { debug() {}, info() {}, warn() {}, error() {} },
});

async function overHttp(query: string, variables: Record<string, unknown> = {}) {
  const { body } = await runInScope('request-1', () => apollo.executeOperation({ query, variables }));
  if (body.kind !== 'single') throw new Error('The answer comes in parts.');
  return body.singleResult.errors ?? [];
}

async function overSocket(source: string, variableValues: Record<string, unknown> = {}) {
  const { errors } = await graphql({ schema, source, variableValues });
  return runInScope('request-1', () => (errors ?? []).map((error) => formatError(error)));
}

const variable = (type: string, argument: string) => `query Q($v: ${type}) { echo(${argument}: $v) }`;

describe.each([
  ['over HTTP', overHttp],
  ['without Apollo', overSocket],
])('%s, bad values are named and not echoed', (transport, ask) => {
  test.each<[string, unknown, string, string?]>([
    [variable('Int', 'count'), CANARY, 'Variable "$v" has an invalid value: Int cannot represent non-integer value.'],
    [
      variable('String', 'text'),
      { [CANARY]: CANARY },
      'Variable "$v" has an invalid value: String cannot represent a non string value.',
    ],
    [
      variable('Boolean', 'flag'),
      CANARY,
      'Variable "$v" has an invalid value: Boolean cannot represent a non boolean value.',
    ],
    [variable('ID', 'id'), [CANARY], 'Variable "$v" has an invalid value: ID cannot represent value.'],
    [
      variable('Colour', 'colour'),
      CANARY,
      'Variable "$v" has an invalid value: The value does not exist in "Colour" enum.',
    ],
    [variable('Picky', 'picky'), CANARY, 'Variable "$v" has an invalid value: Expected type "Picky".'],
    [variable('Input', 'input'), CANARY, 'Variable "$v" has an invalid value: Expected type "Input" to be an object.'],
    [variable('Input', 'input'), { count: CANARY }, ''],
    [
      variable('Input', 'input'),
      { name: 'a', count: CANARY },
      'Variable "$v" has an invalid value at "v.count": Int cannot represent non-integer value.',
    ],
    [
      variable('Input', 'input'),
      { name: 'a', list: [{ name: null }] },
      'Variable "$v" has an invalid value at "v.list[0].name": Expected non-nullable type "String!" not to be null.',
    ],
    [
      variable('Input', 'input'),
      { name: 'a', list: [{ name: 'b', colour: CANARY }] },
      'Variable "$v" has an invalid value at "v.list[0].colour": The value does not exist in "Colour" enum.',
    ],
    [
      variable('Input', 'input'),
      { name: `${CANARY}" at "v.${CANARY}"; Expected type "${CANARY}"`, count: 'x' },
      'Variable "$v" has an invalid value at "v.count": Int cannot represent non-integer value.',
    ],
    [variable('Int!', 'count'), null, 'Variable "$v" of non-null type "Int!" must not be null.'],
  ])('variable %s = %j', async (query, value, message) => {
    const errors = await ask(query, { v: value });
    expect(errors.length).toBeGreaterThan(0);
    expect(JSON.stringify(errors)).not.toContain(CANARY);
    for (const { extensions } of errors) expect(extensions).toEqual({ code: 'BAD_USER_INPUT', requestId: 'request-1' });
    if (message !== '') expect(errors[0]?.message).toBe(message);
  });

  test.each([
    `{ echo(count: "${CANARY}") }`,
    `{ echo(count: ${'7351'.repeat(9)}) }`,
    `{ echo(text: ${CANARY}) }`,
    `{ echo(flag: "${CANARY}") }`,
    `{ echo(colour: ${CANARY}) }`,
    `{ echo(colour: "${CANARY}") }`,
    `{ echo(day: "${CANARY}") }`,
    `{ echo(picky: "${CANARY}") }`,
    `{ echo(input: "${CANARY}") }`,
    `{ echo(input: { name: ${CANARY} }) }`,
  ])('literal %s', async (query) => {
    const errors = await ask(query);
    expect(errors.length).toBeGreaterThan(0);
    expect(JSON.stringify(errors)).not.toContain(CANARY);
    expect(JSON.stringify(errors)).not.toContain('7351');
    if (transport === 'over HTTP') expect(errors[0]?.extensions?.code).toBe('GRAPHQL_VALIDATION_FAILED');
  });

  test.each([
    `{ echo(text: "${CANARY} }`,
    `{ echo(text: "a" "${CANARY}") }`,
    `{ echo(text: """${CANARY}) }`,
    `{ echo(text: "\\u{${CANARY}}") }`,
    `{ echo(text: "\\${CANARY}") }`,
    `"${CANARY}"`,
    `{ echo } ${CANARY}`,
    `{ echo } 7351`,
    `{ echo # ${CANARY}`,
    `{ echo(text: 7351${CANARY}) }`,
    `query ${CANARY} ${CANARY} { echo }`,
    `{ ... on ${CANARY} }`,
  ])('syntax %s', async (query) => {
    const [error] = await ask(query);
    expect(error?.message).toMatch(/^Syntax Error/);
    expect(JSON.stringify(error)).not.toContain(CANARY);
    expect(JSON.stringify(error)).not.toContain('7351');
    expect(error?.extensions).toEqual({ code: 'GRAPHQL_PARSE_FAILED', requestId: 'request-1' });
  });

  test('a variable that is missing', async () => {
    const [error] = await ask('query Q($v: Int!) { echo(count: $v) }');
    expect(error?.message).toBe('Variable "$v" of required type "Int!" was not provided.');
    expect(error?.extensions?.code).toBe('BAD_USER_INPUT');
  });

  test('more faults of variables than are told at once are still the fault of the input', async () => {
    const list = Array.from({ length: 60 }, () => ({ name: CANARY, count: CANARY }));
    const errors = await ask(variable('Input', 'input'), { v: { name: 'a', list } });
    expect(new Set(errors.map(({ extensions }) => extensions?.code))).toEqual(new Set(['BAD_USER_INPUT']));
    expect(JSON.stringify(errors)).not.toContain(CANARY);
  });
});

test('a name of an operation that is not there is not echoed', async () => {
  const { body } = await apollo.executeOperation({ query: 'query A { echo } query B { echo }', operationName: CANARY });
  expect(body).toMatchObject({ singleResult: { errors: [{ extensions: { code: 'BAD_USER_INPUT' } }] } });
  expect(JSON.stringify(body)).not.toContain(CANARY);
});

describe('what resolvers throw', () => {
  const upstream = (kind: UpstreamErrorKind) =>
    new UpstreamError({
      source: 'PingOne',
      kind,
      status: 400,
      code: CANARY,
      details: [{ code: CANARY, target: CANARY, innerError: null }],
      correlationId: 'c-1',
      retryAt: new Date(0),
      mayHaveTakenEffect: false,
      cause: new Error(CANARY),
    });

  test.each<[string, () => unknown, string, string]>([
    ['an unforeseen error', () => new Error(CANARY), 'INTERNAL_SERVER_ERROR', 'Something went wrong in the gateway.'],
    ['a text', () => CANARY, 'INTERNAL_SERVER_ERROR', 'Something went wrong in the gateway.'],
    [
      'a GraphQL error without a code',
      () => new GraphQLError(CANARY),
      'INTERNAL_SERVER_ERROR',
      'Something went wrong in the gateway.',
    ],
    [
      'an internal error that says more',
      () => new GraphQLError(CANARY, { extensions: { code: 'INTERNAL_SERVER_ERROR' } }),
      'INTERNAL_SERVER_ERROR',
      'Something went wrong in the gateway.',
    ],
    ['no valid token', () => new Unauthenticated(), 'UNAUTHENTICATED', 'A valid bearer token is needed.'],
    ['no keys', () => new KeysUnavailable(CANARY), 'UPSTREAM_UNAVAILABLE', 'Tokens cannot be checked right now.'],
    [
      'the deadline',
      () => new DOMException(CANARY, 'TimeoutError'),
      'UPSTREAM_TIMEOUT',
      'The operation took too long.',
    ],
    ['an error of ours', () => notAllowed('Not here.'), 'OPERATION_NOT_ALLOWED', 'Not here.'],
    ['another error of ours', () => unauthenticated(), 'UNAUTHENTICATED', 'A valid bearer token is needed.'],
  ])('%s', async (_what, error, code, message) => {
    thrown = error;
    for (const ask of [overHttp, overSocket]) {
      expect(await ask('{ fails }')).toMatchObject([
        { message, path: ['fails'], extensions: { code, requestId: 'request-1' } },
      ]);
      expect(JSON.stringify(await ask('{ fails }'))).not.toMatch(/Canary|stack|"http"/);
    }
  });

  test.each<[UpstreamErrorKind, string]>([
    ['not-found', 'UPSTREAM_REJECTED'],
    ['rejected', 'UPSTREAM_REJECTED'],
    ['unauthorized', 'UPSTREAM_REJECTED'],
    ['rate-limited', 'RATE_LIMITED'],
    ['unavailable', 'UPSTREAM_UNAVAILABLE'],
    ['timeout', 'UPSTREAM_TIMEOUT'],
    ['broken', 'UPSTREAM_UNAVAILABLE'],
    ['too-large', 'UPSTREAM_UNAVAILABLE'],
  ])('an upstream failure: %s is %s, with what helps and no text of upstream', async (kind, code) => {
    thrown = () => upstream(kind);
    const facts = { code, requestId: 'request-1', correlationId: 'c-1', retryAt: '1970-01-01T00:00:00.000Z' };
    for (const ask of [overHttp, overSocket]) {
      const errors = await ask('{ fails }');
      expect(errors).toMatchObject([{ extensions: facts }]);
      expect(JSON.stringify(errors)).not.toContain(CANARY);
    }
  });

  test('a resolver that answers what its type cannot hold tells nothing of it', async () => {
    for (const ask of [overHttp, overSocket]) {
      const errors = await ask('{ answersNonsense }');
      expect(errors).toMatchObject([{ extensions: { code: 'INTERNAL_SERVER_ERROR' } }]);
      expect(JSON.stringify(errors)).not.toContain(CANARY);
    }
  });

  test('only what nobody foresaw is logged, and without its value', async () => {
    const log = vi.spyOn(logger, 'error');
    thrown = () => new Error(CANARY);
    await overSocket('{ fails }');
    thrown = () => upstream('timeout');
    await overSocket('{ fails }');
    expect(log).toHaveBeenCalledTimes(1);
    log.mockRestore();
  });
});

test('in production names of the schema are not suggested', () => {
  const suggestion = new GraphQLError('Cannot query field "usr" on type "Query". Did you mean "user" or "users"?', {
    extensions: { code: 'GRAPHQL_VALIDATION_FAILED' },
  });
  expect(formatError(suggestion).message).toContain('Did you mean');
  const hiding = createErrorFormatter(logger, { hideSchema: true });
  expect(hiding(suggestion).message).toBe('Cannot query field "usr" on type "Query".');
});
