// Sockets that break the protocol: each way has its close code, and only the socket that broke it is closed.
import { randomUUID } from 'node:crypto';
import { SOCKET_LIMITS } from '../../src/server/sockets.js';
import { expect, test } from '../support/fixtures.js';
import { CANARY, expectNoEcho, expectUnharmed, RawSocket } from './raw.js';

test.override('env', { LOG_LEVEL: 'debug' });

const WATCH_ALL = 'subscription { verificationStatusChanged { cursor } }';
const WATCH = 'subscription($id: ID!) { verifyTransactionStatusChanged(id: $id) { cursor version } }';

test.for([
  ['from a page elsewhere', { headers: { origin: `https://${CANARY}.example` } }, 403],
  ['from a page without an origin', { headers: { origin: 'null' } }, 403],
  ['at another path', { path: `/${CANARY}` }, 404],
] as const)('a socket opened %s is refused', async ([, options, status], { gateway }) => {
  expect(await RawSocket.refusal(gateway, options)).toBe(status);
});

test('a page of the gateway itself may open a socket', async ({ gateway }) => {
  const socket = await RawSocket.open(gateway, { headers: { origin: gateway.url } });
  socket.close();
});

/** What is sent on a fresh socket, and how it ends. */
const BEFORE_INIT: readonly (readonly [name: string, sent: readonly (string | Buffer | object)[], code: number])[] = [
  ['a subscription before the sign-in', [{ id: '1', type: 'subscribe', payload: { query: WATCH_ALL } }], 4401],
  ['text that is no JSON', [CANARY], 4400],
  ['truncated JSON', [`{"type":"${CANARY}`], 4400],
  ['a list', [[{ type: 'connection_init' }]], 4400],
  ['null', ['null'], 4400],
  ['no type', [{ id: CANARY }], 4400],
  ['a type that does not exist', [{ type: CANARY }], 4400],
  ['a type of the former protocol', [{ id: '1', type: 'start', payload: { query: CANARY } }], 4400],
  ['a sign-in whose payload is text', [{ type: 'connection_init', payload: CANARY }], 4400],
  ['bytes', [Buffer.from(`{"type":"connection_init","payload":"${CANARY}"}`)], 1008],
];

test.for(BEFORE_INIT)('%s closes the socket', async ([, sent, code], { gateway }) => {
  const socket = await RawSocket.open(gateway);
  for (const message of sent) socket.send(message);
  await expectEnd(socket, code);
});

test('no subprotocol: 4406', async ({ gateway }) => {
  await expectEnd(await RawSocket.open(gateway, { protocols: [] }), 4406);
});

test('no sign-in within seconds: 4408', async ({ gateway }) => {
  await expectEnd(await RawSocket.open(gateway), 4408);
});

test('two sign-ins: 4429', async ({ gateway, admin }) => {
  const socket = await RawSocket.signedIn(gateway, admin.token);
  socket.send({ type: 'connection_init', payload: { authorization: `Bearer ${admin.token}` } });
  await expectEnd(socket, 4429);
});

test('two sign-ins at once: 4429', async ({ gateway, admin }) => {
  const socket = await RawSocket.open(gateway);
  for (const _ of [1, 2]) socket.send({ type: 'connection_init', payload: { authorization: `Bearer ${admin.token}` } });
  await expectEnd(socket, 4429);
});

const AFTER_INIT: readonly (readonly [name: string, message: string | Buffer | object, code: number])[] = [
  ['a subscription without an id', { type: 'subscribe', payload: { query: WATCH_ALL } }, 4400],
  ['an id that is a number', { id: 4711, type: 'subscribe', payload: { query: WATCH_ALL } }, 4400],
  ['an empty id', { id: '', type: 'subscribe', payload: { query: WATCH_ALL } }, 4400],
  ['a subscription without a query', { id: '1', type: 'subscribe', payload: { variables: { id: CANARY } } }, 4400],
  ['a query that is a list', { id: '1', type: 'subscribe', payload: { query: [CANARY] } }, 4400],
  ['variables that are text', { id: '1', type: 'subscribe', payload: { query: WATCH, variables: CANARY } }, 4400],
  [
    'an operation name that is a number',
    { id: '1', type: 'subscribe', payload: { query: WATCH, operationName: 1 } },
    4400,
  ],
  ['a message that only the gateway sends', { id: '1', type: 'next', payload: { data: CANARY } }, 4400],
  ['a frame above 64 KiB', { type: 'ping', payload: { x: CANARY.padEnd(SOCKET_LIMITS.frameBytes, 'x') } }, 1009],
  ['bytes', Buffer.from('{"type":"ping"}'), 1008],
];

test.for(AFTER_INIT)('signed in, %s closes the socket', async ([, message, code], { gateway, admin }) => {
  const socket = await RawSocket.signedIn(gateway, admin.token);
  socket.send(message);
  await expectEnd(socket, code);
});

test.for([
  ['one', '1'],
  ['one longer than a close frame has room for', CANARY.padEnd(2_000, 'x')],
] as const)('an id twice, %s: 4409', async ([, id], { gateway, admin }) => {
  const socket = await RawSocket.signedIn(gateway, admin.token);
  socket.subscribe(id, WATCH_ALL);
  socket.subscribe(id, WATCH_ALL);
  expect(await socket.end()).toMatchObject({ code: 4409 });
});

test.for(['__proto__', 'constructor', 'toString'])('an id is just an id, %s too', async (id, { gateway, alice }) => {
  const transaction = await alice.startVerification();
  const socket = await RawSocket.signedIn(gateway, alice.token);
  socket.subscribe(id, WATCH, { id: transaction.id });
  expect(await socket.next()).toMatchObject({ id, type: 'next', payload: { data: expect.anything() } });
  socket.close();
});

test('a frame of 64 KiB is taken', async ({ gateway, admin }) => {
  const socket = await RawSocket.signedIn(gateway, admin.token);
  const empty = JSON.stringify({ type: 'ping', payload: { x: '' } });
  socket.send(empty.replace('""', `"${'x'.repeat(SOCKET_LIMITS.frameBytes - empty.length)}"`));
  expect(await socket.next()).toMatchObject({ type: 'pong' });
  socket.close();
});

test('more than 1,200 messages in a minute: 1008', async ({ gateway, admin }) => {
  const socket = await RawSocket.signedIn(gateway, admin.token);
  for (let sent = 0; sent < 1_200; sent += 1) socket.send({ type: 'pong' });
  await expectEnd(socket, 1008);
});

test('one subscription more than a socket may have: RATE_LIMITED, and the others go on', async ({ gateway, admin }) => {
  const socket = await RawSocket.signedIn(gateway, admin.token);
  const most = SOCKET_LIMITS.subscriptionsPerSocket;
  for (let number = 0; number <= most; number += 1) socket.subscribe(`feed ${number}`, WATCH_ALL);
  expect(await socket.next()).toMatchObject({
    id: `feed ${most}`,
    type: 'error',
    payload: [{ extensions: { code: 'RATE_LIMITED' } }],
  });
  socket.send({ type: 'ping' });
  expect(await socket.next()).toEqual({ type: 'pong' });
  socket.close();
});

test.for([
  ['a query', { query: `query { user(id: "${CANARY}") { id } }` }, 'OPERATION_NOT_ALLOWED'],
  [
    'a mutation',
    { query: `mutation { createUser(input: { username: "${CANARY}" }) { user { id } } }` },
    'OPERATION_NOT_ALLOWED',
  ],
  ['introspection', { query: '{ __schema { types { name } } }' }, 'OPERATION_NOT_ALLOWED'],
  ['an operation that is not in the document', { query: WATCH_ALL, operationName: 'Absent' }, 'BAD_USER_INPUT'],
  [
    'two operations and no name',
    { query: 'subscription A { verificationStatusChanged { cursor } } query B { viewer { id } }' },
    'BAD_USER_INPUT',
  ],
  [
    'two feeds in one',
    { query: 'subscription { a: verificationStatusChanged { cursor } b: verificationStatusChanged { cursor } }' },
    'GRAPHQL_VALIDATION_FAILED',
  ],
  [
    'a cursor that is none',
    { query: `subscription { verificationStatusChanged(after: "${CANARY}") { cursor } }` },
    'CURSOR_INVALID',
  ],
  ['an id that does not exist', { query: WATCH, variables: { id: CANARY } }, 'NOT_FOUND'],
  ['an id of 50 kB', { query: WATCH, variables: { id: CANARY.padEnd(50_000, 'x') } }, 'NOT_FOUND'],
  ['an id with U+0000', { query: WATCH, variables: { id: `${CANARY}\0` } }, 'BAD_USER_INPUT'],
] as const)('%s is refused and the socket stays open', async ([, payload, code], { gateway, admin }) => {
  const socket = await RawSocket.signedIn(gateway, admin.token);
  const errors = await refusalOf(socket, payload);
  expectNoEcho(JSON.stringify(errors));
  expect(errors).toMatchObject([{ extensions: { code, requestId: expect.any(String) } }]);
  socket.send({ type: 'ping' });
  expect(await socket.next()).toEqual({ type: 'pong' });
  socket.close();
});

test('a transaction of another person is answered like one that does not exist', async ({ gateway, alice, bob }) => {
  const { id } = await alice.startVerification();
  const socket = await RawSocket.signedIn(gateway, bob.token);
  const asking = async (asked: string) => {
    const errors = await refusalOf(socket, { query: WATCH, variables: { id: asked } });
    return JSON.stringify(errors).replace(/"requestId":"[^"]+"/, '"requestId":"…"');
  };
  const absent = await asking(randomUUID());
  expect(await asking(id)).toBe(absent);
  expect(absent).toContain('"code":"NOT_FOUND"');
  socket.close();
});

test('ending what was never begun harms nobody', async ({ gateway, admin }) => {
  const socket = await RawSocket.signedIn(gateway, admin.token);
  for (const id of [CANARY, '__proto__', 'constructor']) socket.send({ id, type: 'complete' });
  socket.send({ type: 'ping' });
  expect(await socket.next()).toEqual({ type: 'pong' });
  socket.close();
});

test('a token that runs out closes its socket: 4403', async ({ gateway, sandbox }) => {
  const token = await sandbox.token({ user: 'alice', expiresInSeconds: 2 });
  const socket = await RawSocket.signedIn(gateway, token);
  expect(await socket.end()).toEqual({ code: 4403, reason: 'Token expired' });
});

test('after all that the gateway works, and has written down none of it', async ({ gateway, admin }) => {
  await expectUnharmed(gateway, admin.token);
});

/** The errors of a subscription that cannot be: found in the document, or when its feed was to be opened. */
async function refusalOf(socket: RawSocket, payload: object): Promise<unknown> {
  socket.send({ id: 'refused', type: 'subscribe', payload });
  const first = await socket.next();
  if (first.type === 'error') return first.payload;
  expect(await socket.next()).toEqual({ id: 'refused', type: 'complete' });
  return (first.payload as { readonly errors: unknown }).errors;
}

async function expectEnd(socket: RawSocket, code: number): Promise<void> {
  const end = await socket.end();
  expectNoEcho(end.reason);
  expect(end.code).toBe(code);
}
