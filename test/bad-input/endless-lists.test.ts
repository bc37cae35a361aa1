// Lists, and JSON, that go on and on: refused before they are walked, and with an answer that does not grow with them.
import { expect, test } from '../support/fixtures.js';
import type { Gateway } from '../support/gateway.js';
import { errorOf, expectUnharmed, json, type RawAnswer, RawSocket, send } from './raw.js';

const START = `mutation($input: CreateVerifyTransactionInput!) {
  createVerifyTransaction(input: $input) { verifyTransaction { id } userErrors { code field message limit } }
}`;
const ORDER = `mutation($input: SetDeviceOrderInput!) {
  setDeviceOrder(input: $input) { user { id } userErrors { code field message } }
}`;
const WATCH = 'subscription($id: ID!) { verifyTransactionStatusChanged(id: $id) { cursor } }';

interface UserError {
  readonly code: string;
  readonly field: readonly string[];
}

const ROWS: readonly (readonly [what: string, requirements: object])[] = [
  ['phone numbers that are none', { phones: '1' }],
  ['phone numbers', { phones: '+15125551234' }],
  ['e-mail addresses that are none', { emails: 'x' }],
  ['blank names', { givenName: '' }],
  ['dates of birth', { birthDate: '2999-01-01' }],
].map(([what, list]) => [what as string, list as object]);

test.for(ROWS)('%s: more than 1,000 are refused unread', async ([, list], { gateway, alice }) => {
  const answer = await mutate(gateway, alice.token, START, { userId: alice.id, requirements: times(1_001, list) });
  expect(answer.status).toBe(400);
  expect(errorOf(answer)).toMatchObject({ code: 'BAD_USER_INPUT', message: 'A list has at most 1000 entries.' });
});

test.for(ROWS)(
  '%s: what an end user may not give is told once, whatever it holds',
  async ([, list], { gateway, alice }) => {
    const input = { userId: alice.id, requirements: times(1_000, list) };
    const errors = userErrorsOf(await mutate(gateway, alice.token, START, input));
    expect(errors).toMatchObject([{ code: 'INVALID_VALUE', field: ['input', 'requirements'] }]);
  },
);

test.for(ROWS)(
  '%s: too many are told once, and none of them is looked at',
  async ([, list], { gateway, admin, alice }) => {
    const requirements = times(1_000, list);
    const errors = userErrorsOf(await mutate(gateway, admin.token, START, { userId: alice.id, requirements }));
    const [field = ''] = Object.keys(requirements);
    expect(errors).toMatchObject([{ code: 'OUT_OF_RANGE', field: ['input', 'requirements', field], limit: 20 }]);
  },
);

test('a hundred thousand headers are refused unread, a thousand with one sentence', async ({
  gateway,
  admin,
  alice,
}) => {
  const input = (count: number) => ({
    userId: alice.id,
    callback: { url: 'https://a.example', headers: Array(count).fill({ name: '', value: '' }) },
  });
  const many = await mutate(gateway, alice.token, START, input(100_000));
  expect([many.status, errorOf(many).code]).toEqual([400, 'BAD_USER_INPUT']);
  expect(many.text.length).toBeLessThan(1_000);
  const ofAlice = userErrorsOf(await mutate(gateway, alice.token, START, input(1_000)));
  expect(ofAlice).toMatchObject([{ code: 'INVALID_VALUE', field: ['input', 'callback'] }]);
  const ofAdmin = userErrorsOf(await mutate(gateway, admin.token, START, input(1_000)));
  expect(ofAdmin).toMatchObject([{ code: 'OUT_OF_RANGE', field: ['input', 'callback', 'headers'] }]);
});

test('of a thousand devices that do not exist, twenty are told', async ({ gateway, alice }) => {
  const input = { userId: alice.id, deviceIds: Array(1_000).fill('x') };
  const errors = userErrorsOf(await mutate(gateway, alice.token, ORDER, input));
  expect(errors).toHaveLength(20);
  expect(errors.at(-1)).toMatchObject({ code: 'NOT_FOUND', field: ['input', 'deviceIds', '19'] });
});

test('written into the document, a list has as many entries as the document has words', async ({
  gateway,
  admin,
  alice,
}) => {
  const document = (count: number) =>
    `mutation { createVerifyTransaction(input: { userId: "${alice.id}", requirements: { phones: [${'"1" '.repeat(count)}] } }) {
      verifyTransaction { id } userErrors { code field } } }`;
  const ask = (count: number) =>
    send(gateway, { headers: json(admin.token), body: JSON.stringify({ query: document(count) }) });
  expect(userErrorsOf(await ask(900))).toMatchObject([{ code: 'OUT_OF_RANGE' }]);
  expect(errorOf(await ask(1_001)).code).toBe('QUERY_TOO_COSTLY');
});

test.for([
  ['three million brackets', '['.repeat(3_000_000) + ']'.repeat(3_000_000)],
  ['two million phone numbers', `[${Array(2_000_000).fill('"1"').join()}]`],
  ['seven hundred thousand names', `{${Array.from({ length: 700_000 }, (_, key) => `"${key}":1`).join()}}`],
  ['65 levels', `${'['.repeat(63)}${']'.repeat(63)}`],
] as const)('%s are not even parsed', async ([, value], { gateway, alice }) => {
  const body = `{"query":"{ viewer { id } }","variables":{"x":${value}}}`;
  const answer = await send(gateway, { headers: json(alice.token), body });
  expect(answer.status).toBe(400);
  expect(errorOf(answer)).toMatchObject({ code: 'BAD_USER_INPUT', message: expect.stringContaining('64 levels') });
});

test('over a socket too, a list in the variables has an end', async ({ gateway, alice }) => {
  const socket = await RawSocket.signedIn(gateway, alice.token);
  socket.subscribe('1', WATCH, { id: 'x', more: Array(1_001).fill(0) });
  expect(await socket.next()).toMatchObject({ type: 'error', payload: [{ extensions: { code: 'BAD_USER_INPUT' } }] });
  socket.close();
});

test('after all that the gateway works', async ({ gateway, admin }) => {
  await expectUnharmed(gateway, admin.token);
});

/** Each field with so many of the same. */
function times(count: number, fields: object): Record<string, readonly unknown[]> {
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, Array(count).fill(value)]));
}

function mutate(gateway: Gateway, token: string, query: string, input: object): Promise<RawAnswer> {
  return send(gateway, { headers: json(token), body: JSON.stringify({ query, variables: { input } }) });
}

function userErrorsOf({ text }: RawAnswer): readonly UserError[] {
  const { data } = JSON.parse(text) as { readonly data: Record<string, { readonly userErrors: readonly UserError[] }> };
  return Object.values(data).flatMap(({ userErrors }) => userErrors);
}
