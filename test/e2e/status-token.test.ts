// Every field of the published schema, asked with a status token over the transport that takes it: only a status answers.
import { readFileSync } from 'node:fs';
import {
  buildSchema,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLObjectType,
  getNamedType,
  isCompositeType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
  isRequiredArgument,
  isRequiredInputField,
} from 'graphql';
import { describe } from 'vitest';
import { type Message, RawSocket } from '../bad-input/raw.js';
import { HandOverDocument } from '../generated/graphql.js';
import { test as base, expect } from '../support/fixtures.js';
import { Person } from '../support/person.js';

const schema = buildSchema(readFileSync(new URL('../../schema.graphql', import.meta.url), 'utf8'));

const STATUS = ['id', 'lifecycle', 'decision', 'version', 'expiresAt'];
const TRANSACTION_STATUS = [...STATUS, 'status'];
const CHANGE = ['cursor', 'version', 'lifecycle', 'decision', 'previousLifecycle', 'previousDecision', 'rawStatus'];
const EVENT = [...CHANGE, 'occurredAt', 'verification'];

interface Outcome {
  readonly data: unknown;
  readonly codes: readonly unknown[];
}

/** An app that holds the status token of a transaction. */
const test = base.extend('app', { scope: 'file' }, async ({ gateway, sandbox: { ready } }) => {
  const alice = new Person({ gateway, token: ready.tokens.alice, userId: ready.users.alice });
  const { id, webVerificationUrl, challenge } = await alice.startVerification();
  const input = { webVerificationUrl: webVerificationUrl ?? '', challenge: challenge ?? '' };
  const { createExternalClientResponse: made } = await alice.ask(HandOverDocument, { input });
  const token = made?.externalClientResponse?.statusToken ?? '';
  const person = new Person({ gateway, token, userId: null });
  const query = async (document: string): Promise<Outcome> => {
    const { data, errors = [] } = await person.query(document);
    return { data, codes: errors.map(({ extensions }) => extensions.code) };
  };
  /** The first answer of a subscription. */
  const watch = async (document: string): Promise<Outcome> => {
    const socket = await RawSocket.signedIn(gateway, token);
    socket.subscribe('1', document);
    const answer = outcomeOf(await socket.next());
    socket.close();
    return answer;
  };
  return { id, query, watch };
});

describe('at the root', () => {
  const queries = fieldsOf(schema.getQueryType()).filter(({ name }) => name !== 'verifyTransaction');
  const subscriptions = fieldsOf(schema.getSubscriptionType());
  const others = subscriptions.filter(({ name }) => name !== 'verifyTransactionStatusChanged');

  test.for(queries.map((field) => [field.name, field] as const))('Query.%s is closed', async ([, field], { app }) => {
    expect(await app.query(`{ ${call(field)} }`)).toMatchObject({ codes: ['FORBIDDEN'] });
  });

  test.for(fieldsOf(schema.getMutationType()).map((field) => [field.name, field] as const))(
    'Mutation.%s is closed',
    async ([, field], { app }) => {
      expect(await app.query(`mutation { ${call(field)} }`)).toMatchObject({ codes: ['FORBIDDEN'] });
    },
  );

  test.for(others.map((field) => [field.name, field] as const))(
    'Subscription.%s is closed',
    async ([, field], { app }) => {
      expect(await app.watch(`subscription { ${call(field)} }`)).toMatchObject({ codes: ['FORBIDDEN'] });
    },
  );

  test('an open field beside a closed one does not open it', async ({ app: { id, query } }) => {
    const document = `{ mine: verifyTransaction(id: "${id}") { id } viewer { id } }`;
    const { data, codes } = await query(document);
    expect(codes).toEqual(['FORBIDDEN']);
    expect(JSON.stringify(data)).not.toContain('viewer":{');
  });
});

describe('of the transaction', () => {
  test.for(rowsOf('VerifyTransaction', TRANSACTION_STATUS))('%s is open: %s', async ([name, open, field], { app }) => {
    const { data, codes } = await app.query(`{ verifyTransaction(id: "${app.id}") { ${call(field)} } }`);
    if (open) {
      expect({ data, codes }).toEqual({ data: { verifyTransaction: { [name]: expect.anything() } }, codes: [] });
    } else expect({ data, codes }).toEqual({ data: { verifyTransaction: null }, codes: ['FORBIDDEN'] });
  });
});

describe('of a change', () => {
  const feed = (id: string, selection: string) =>
    `subscription { verifyTransactionStatusChanged(id: "${id}") { ${selection} } }`;

  test.for(rowsOf('VerificationStatusEvent', EVENT))('%s is open: %s', async ([name, open, field], { app }) => {
    const { data, codes } = await app.watch(feed(app.id, call(field)));
    expect(codes).toEqual(open ? [] : ['FORBIDDEN']);
    expect(Boolean(data)).toBe(open);
    if (open) expect(data).toMatchObject({ verifyTransactionStatusChanged: { [name]: expect.toSatisfy(() => true) } });
  });

  test.for([...rowsOf('Verification', STATUS), ...rowsOf('VerifyTransaction', TRANSACTION_STATUS)])(
    'verification.%s is open: %s',
    async ([, open, field, type], { app }) => {
      const selection = `verification { ... on ${type} { ${call(field)} } }`;
      const { data, codes } = await app.watch(feed(app.id, selection));
      expect(codes).toEqual(open ? [] : ['FORBIDDEN']);
      expect(Boolean(data)).toBe(open);
    },
  );
});

type Row = readonly [field: string, open: boolean, definition: GraphQLField<unknown, unknown>, type: string];

function rowsOf(typeName: string, open: readonly string[]): readonly Row[] {
  const type = schema.getType(typeName);
  if (!isObjectType(type) && !isInterfaceType(type)) throw new Error(`The schema has no ${typeName}.`);
  return Object.values(type.getFields()).map((field) => [field.name, open.includes(field.name), field, typeName]);
}

function fieldsOf(type: GraphQLObjectType | null | undefined): readonly GraphQLField<unknown, unknown>[] {
  return Object.values(type?.getFields() ?? {});
}

/** The field with the least that makes it a valid selection. */
function call({ name, args, type }: GraphQLField<unknown, unknown>): string {
  const given = args.filter(isRequiredArgument).map((argument) => `${argument.name}: ${literal(argument.type)}`);
  const below = isCompositeType(getNamedType(type)) ? ' { __typename }' : '';
  return `${name}${given.length > 0 ? `(${given.join(', ')})` : ''}${below}`;
}

const LITERALS: Readonly<Record<string, string>> = {
  Int: '1',
  Float: '1',
  Boolean: 'true',
  DateTime: '"2026-03-01T10:00:00Z"',
  Date: '"2026-03-01"',
  URL: '"https://example.com/?txnid=1"',
  JSONObject: '{}',
};

function literal(type: GraphQLInputType): string {
  if (isNonNullType(type)) return literal(type.ofType);
  if (isListType(type)) return '[]';
  if (isEnumType(type)) return type.getValues()[0]?.name ?? '';
  if (!isInputObjectType(type)) return LITERALS[type.name] ?? '"x"';
  const fields = Object.values(type.getFields());
  const given = fields.filter(isRequiredInputField).map((field) => `${field.name}: ${literal(field.type)}`);
  return `{ ${given.join(', ')} }`;
}

function outcomeOf({ type, payload }: Message): Outcome {
  const body = (type === 'error' ? { errors: payload } : payload) as {
    readonly data?: unknown;
    readonly errors?: readonly { readonly extensions?: { readonly code?: string } }[];
  };
  return { data: body.data ?? null, codes: (body.errors ?? []).map(({ extensions }) => extensions?.code) };
}
