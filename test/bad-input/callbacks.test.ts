// PingOne's callback as anybody could send it: only the secret of a transaction wakes it up, and nothing in the body is believed.
import { randomUUID } from 'node:crypto';
import { expect, test } from '../support/fixtures.js';
import type { TestSandbox } from '../support/sandbox.js';
import { CANARY, expectNoEcho, expectUnharmed, type RawAnswer, type RawRequest, send } from './raw.js';

// What is read, is read because of a callback.
test.override('env', { LOG_LEVEL: 'debug', POLL_FAST_SECONDS: '3600', POLL_SLOW_SECONDS: '3600' });
test.override('knobs', { callbacks: 'off' });

const JSON_TYPE = { 'content-type': 'application/json' };
const NO_SECRET = 'The callback does not bring the secret of its transaction.';
const TOO_LARGE = 'The body has more than 1048576 bytes.';

interface Callback {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
}

interface Callbacks {
  readonly own: Callback;
  readonly other: Callback;
}

const REFUSED: readonly (readonly [name: string, request: (callbacks: Callbacks) => RawRequest])[] = [
  ['no secret', ({ own }) => ({ path: own.path })],
  ['an empty secret', ({ own }) => ({ path: own.path, headers: { 'x-callback-secret': '' } })],
  ['a wrong secret', ({ own }) => ({ path: own.path, headers: { 'x-callback-secret': CANARY } })],
  ['the secret of another transaction', ({ own, other }) => ({ path: own.path, headers: other.headers })],
  [
    'a right and a wrong secret',
    ({ own }) => ({ path: own.path, headers: { 'x-callback-secret': [CANARY, secretOf(own)] } }),
  ],
  ['a secret that goes on', ({ own }) => ({ path: own.path, headers: { 'x-callback-secret': `${secretOf(own)}x` } })],
  ['an id that does not exist', ({ own }) => ({ path: `/callbacks/pingone/${randomUUID()}`, headers: own.headers })],
  ['an id that is none', ({ own }) => ({ path: `/callbacks/pingone/${CANARY}`, headers: own.headers })],
  ['an id in capitals', ({ own }) => ({ path: upperCased(own.path), headers: own.headers })],
  ['an id with more behind it', ({ own }) => ({ path: `${own.path}%00`, headers: own.headers })],
];

test.for(REFUSED)('%s: 401', async ([, request], { gateway, alice, sandbox }) => {
  const callbacks = {
    own: await callbackOf(sandbox, alice.id, (await alice.startVerification()).id),
    other: await callbackOf(sandbox, alice.id, (await alice.startVerification()).id),
  };
  const { headers, ...rest } = request(callbacks);
  const answer = await send(gateway, { body: '{}', ...rest, headers: { ...JSON_TYPE, ...headers } });
  expectProblem(answer, 401, 'Unauthorized', NO_SECRET);
});

const ACCEPTED: readonly (readonly [name: string, request: RawRequest])[] = [
  ['no body', {}],
  ['broken JSON', { headers: JSON_TYPE, body: `{"${CANARY}` }],
  ['a form', { headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: `status=${CANARY}` }],
  ['bytes without a type', { body: Buffer.from([0xff, 0x00, 0xfe]) }],
  ['a body that claims success', { headers: JSON_TYPE, body: '{"transactionStatus":{"status":"SUCCESS"}}' }],
];

test.for(ACCEPTED)(
  'the right secret with %s is a wake-up and no more',
  async ([, request], { gateway, alice, sandbox }) => {
    const { id } = await alice.startVerification();
    const watch = alice.watch(id);
    expect(await watch.take(1)).toMatchObject([{ lifecycle: 'SENT' }]);
    await sandbox.move(id, 'INITIATED');
    const { path, headers } = await callbackOf(sandbox, alice.id, id);
    const answer = await send(gateway, { ...request, path, headers: { ...request.headers, ...headers } });
    expect([answer.status, answer.text]).toEqual([200, '']);
    expect(await watch.take(1)).toMatchObject([{ lifecycle: 'IN_PROGRESS', rawStatus: 'INITIATED', decision: 'NONE' }]);
  },
);

test('a body above 1 MiB is not taken in, whoever sends it', async ({ gateway, alice, sandbox }) => {
  const { path, headers } = await callbackOf(sandbox, alice.id, (await alice.startVerification()).id);
  const body = CANARY.padEnd(2 * 1024 * 1024, 'x');
  expectProblem(
    await send(gateway, { path, headers: { ...JSON_TYPE, ...headers }, body }),
    413,
    'Payload Too Large',
    TOO_LARGE,
  );
});

test.for(['GET', 'PUT', 'DELETE'])('%s is not how a callback comes', async (method, { gateway, alice, sandbox }) => {
  const { path, headers } = await callbackOf(sandbox, alice.id, (await alice.startVerification()).id);
  expectProblem(await send(gateway, { method, path, headers }), 404, 'Not Found');
});

test('after all that the gateway works, and has written down none of it', async ({ gateway, alice, sandbox }) => {
  await expectUnharmed(gateway, alice.token);
  const { headers } = await callbackOf(sandbox, alice.id, (await alice.startVerification()).id);
  expect(gateway.logs()).not.toContain(headers['x-callback-secret']);
});

/** Where PingOne was told to call back, and what it was told to bring. */
async function callbackOf({ ready }: TestSandbox, userId: string, id: string): Promise<Callback> {
  const client = `${encodeURIComponent(ready.clientId)}:${encodeURIComponent(ready.clientSecret)}`;
  const signIn = await fetch(`${ready.issuer}/token`, {
    method: 'POST',
    headers: { authorization: `Basic ${Buffer.from(client).toString('base64')}` },
    body: new URLSearchParams({ grant_type: 'client_credentials' }),
  });
  const { access_token: token } = (await signIn.json()) as { access_token: string };
  const url = `${ready.pingone}/v1/environments/${ready.environmentId}/users/${userId}/verifyTransactions/${id}`;
  const transaction = await fetch(url, { headers: { authorization: `Bearer ${token}` } });
  const { callback } = (await transaction.json()) as { callback: { url: string; headers: Record<string, string> } };
  return { path: new URL(callback.url).pathname, headers: callback.headers };
}

function secretOf({ headers }: Callback): string {
  return headers['x-callback-secret'] ?? '';
}

function upperCased(path: string): string {
  return path.replace(/[^/]+$/, (id) => id.toUpperCase());
}

function expectProblem({ status, headers, text }: RawAnswer, expected: number, title: string, detail?: string): void {
  expectNoEcho(text);
  expect(status).toBe(expected);
  expect(headers['content-type']).toContain('application/problem+json');
  expect(JSON.parse(text)).toEqual({
    type: 'about:blank',
    title,
    status: expected,
    ...(detail === undefined ? {} : { detail }),
    instance: `urn:request:${headers['x-request-id']}`,
  });
}
