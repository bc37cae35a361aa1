// Webhooks of PingOne's platform as anybody could send them: without the secret nothing is heard, and with it nothing in a body is believed,
// kept as it came, or able to harm what comes after.
import { randomUUID } from 'node:crypto';
import { expect, test } from '../support/fixtures.js';
import type { Gateway } from '../support/gateway.js';
import { CANARY, expectNoEcho, expectUnharmed, type RawAnswer, type RawRequest, send } from './raw.js';

const PATH = '/webhooks/pingone';
const SECRET = 'the-secret-of-these-tests';
const HEADER = 'x-webhook-secret';
const SIGNED = { [HEADER]: SECRET, 'content-type': 'application/json' };
const MIB = 1024 * 1024;
const NO_SECRET = 'The request does not bring the secret of the webhook.';
const TOO_LARGE = 'The body has more than 1048576 bytes.';

test.override('env', {
  LOG_LEVEL: 'debug',
  PINGONE_WEBHOOK_SECRET: SECRET,
  // What is read of a transaction, is read because of an event.
  POLL_FAST_SECONDS: '3600',
  POLL_SLOW_SECONDS: '3600',
});
test.override('knobs', { callbacks: 'off' });

const event = (changes: object = {}) => ({
  id: randomUUID(),
  action: { type: 'VALIDATION_TRANSACTION.UPDATED' },
  ...changes,
});
const claims = (id: string) => ({ resources: [{ type: 'VALIDATION_TRANSACTION', id }] });

const REFUSED: readonly (readonly [name: string, headers: RawRequest['headers']])[] = [
  ['no secret', {}],
  ['an empty secret', { [HEADER]: '' }],
  ['a wrong secret', { [HEADER]: CANARY }],
  ['a secret that is cut off', { [HEADER]: SECRET.slice(0, -1) }],
  ['a secret that goes on', { [HEADER]: `${SECRET}x` }],
  ['a secret in capitals', { [HEADER]: SECRET.toUpperCase() }],
  ['two secrets, one of which is right', { [HEADER]: [SECRET, CANARY] }],
  ['the right secret twice', { [HEADER]: [SECRET, SECRET] }],
  ['the secret in another header', { authorization: `Bearer ${SECRET}` }],
  ['the secret in a cookie', { cookie: `${HEADER}=${SECRET}` }],
];

test.for(REFUSED)('%s: 401', async ([, headers], { gateway, alice, sandbox }) => {
  const { id } = await alice.startVerification();
  await sandbox.clearRequests();
  const body = JSON.stringify([event({ ...claims(id), note: CANARY })]);
  const answer = await send(gateway, { path: PATH, headers: { 'content-type': 'application/json', ...headers }, body });
  expectProblem(answer, 401, 'Unauthorized', NO_SECRET);
  expect((await sandbox.requests()).filter(({ path }) => path.includes(id))).toEqual([]);
});

const HARMLESS: readonly (readonly [
  name: string,
  body: RawRequest['body'],
  headers?: Readonly<Record<string, string>>,
])[] = [
  ['no body', ''],
  ['no JSON', `<${CANARY}/>`],
  ['broken JSON', `[{"id":"${CANARY}`],
  ['a text', `"${CANARY}"`],
  ['null', 'null'],
  ['bytes that are no UTF-8', Buffer.from([0x5b, 0xff, 0xfe, 0x5d])],
  ['a form', `id=${CANARY}`, { 'content-type': 'application/x-www-form-urlencoded' }],
  ['files', `--x\r\n${CANARY}`, { 'content-type': 'multipart/form-data; boundary=x' }],
  ['another type', `{"id":"${CANARY}"}`, { 'content-type': 'application/x-ndjson' }],
  ['500,000 levels', '['.repeat(500_000)],
  [
    '100,000 levels in an event',
    JSON.stringify(event()).replace('{', `{"x":${'['.repeat(100_000)}${']'.repeat(100_000)},`),
  ],
  ['a hundred thousand lines', `{"id":"${CANARY}"}\n`.repeat(100_000)],
  ['ten thousand empty events', `[${'{},'.repeat(9_999)}{}]`],
  ['an id with a NUL', JSON.stringify([event({ id: `${CANARY}\u0000` })])],
  ['an id with a quotation mark', JSON.stringify([event({ id: `${CANARY}' or 1=1 --` })])],
  ['an id that is a list', JSON.stringify([event({ id: [CANARY] })])],
  ['an id of 1 MB', JSON.stringify([event({ id: CANARY.padEnd(MIB, 'x') })])],
  ['two ids', `[{"id":"${randomUUID()}","id":"${CANARY} x","action":{"type":"VERIFY_TRANSACTION"}}]`],
  ['keys of prototypes', `[{"__proto__":${JSON.stringify(event())},"constructor":{"prototype":{"id":"${CANARY}"}}}]`],
  ['a kind that every object has', JSON.stringify([event({ action: { type: 'constructor' } })])],
  ['a kind with a NUL', JSON.stringify([event({ action: { type: `VERIFY_TRANSACTION\u0000.${CANARY}` } })])],
  ['an actor that is a number', JSON.stringify([event({ actors: 4711 })])],
  ['an actor whose id is a path', JSON.stringify([event({ actors: { user: { id: `../${CANARY}` } } })])],
  ['resources that are a text', JSON.stringify([event({ resources: CANARY })])],
  ['resources that are none', JSON.stringify([event({ resources: [null, 7, CANARY, [], {}] })])],
  [
    'ten thousand resources',
    JSON.stringify([event({ resources: Array.from({ length: 10_000 }, () => ({ id: randomUUID() })) })]),
  ],
  ['a link to somewhere else', JSON.stringify([event({ resources: [{ href: `https://${CANARY}.example/users/x` }] })])],
  [
    'a link with a NUL',
    JSON.stringify([event({ resources: [{ href: `/users/${randomUUID()}\u0000/verifyTransactions/x` }] })]),
  ],
  ['an environment that is another', JSON.stringify([event({ resources: [{ environment: { id: CANARY } }] })])],
];

test.for(HARMLESS)(
  'the right secret with %s is answered with 200, and no more',
  async ([, body, headers], { gateway }) => {
    const answer = await send(gateway, {
      path: PATH,
      headers: { ...SIGNED, ...headers },
      ...(body === undefined ? {} : { body }),
    });
    expect([answer.status, answer.text]).toEqual([200, '']);
  },
);

test('no type is as good as any', async ({ gateway }) => {
  const answer = await send(gateway, { path: PATH, headers: { [HEADER]: SECRET }, body: `{"id":"${CANARY}"}` });
  expect([answer.status, answer.text]).toEqual([200, '']);
});

test('an event that claims a success is a sign to look, and no more', async ({ gateway, alice, sandbox }) => {
  const { id } = await alice.startVerification();
  const watch = alice.watch(id);
  await watch.take(1);
  await sandbox.move(id, 'INITIATED');
  const body = JSON.stringify([
    event({ ...claims(id), transactionStatus: { status: 'SUCCESS' }, result: { status: 'SUCCESS' } }),
  ]);
  expect((await send(gateway, { path: PATH, headers: SIGNED, body })).status).toBe(200);
  expect(await watch.take(1)).toMatchObject([{ lifecycle: 'IN_PROGRESS', rawStatus: 'INITIATED', decision: 'NONE' }]);
});

test('a body above 5 MiB is not taken in, whoever sends it', async ({ gateway }) => {
  const body = CANARY.padEnd(6 * MIB, 'x');
  expectProblem(await send(gateway, { path: PATH, headers: SIGNED, body }), 413, 'Payload Too Large', TOO_LARGE);
  expectProblem(await send(gateway, { path: PATH, body }), 401, 'Unauthorized', NO_SECRET);
});

test.for([
  ['GET', PATH],
  ['PUT', PATH],
  ['DELETE', PATH],
  ['POST', `${PATH}/`],
  ['POST', `${PATH}/${CANARY}`],
  ['POST', PATH.toUpperCase()],
  ['POST', '/webhooks'],
  ['POST', `/webhooks/${CANARY}`],
] as const)('%s %s is not there', async ([method, path], { gateway }) => {
  expectProblem(await send(gateway, { method, path, headers: { [HEADER]: SECRET } }), 404, 'Not Found');
});

test('without a secret in its configuration the gateway has no such address', async ({ startGateway, newDatabase }) => {
  const gateway: Gateway = await startGateway({ env: { PINGONE_WEBHOOK_SECRET: '' }, database: await newDatabase() });
  for (const headers of [SIGNED, { [HEADER]: '' }]) {
    expectProblem(await send(gateway, { path: PATH, headers, body: '[]' }), 404, 'Not Found');
  }
});

test('after all that the gateway works, and has written down none of it', async ({ gateway, alice, database }) => {
  await expectUnharmed(gateway, alice.token);
  expect(gateway.logs()).not.toContain(SECRET);
  expectNoEcho(await (await fetch(`${gateway.url}/metrics`)).text());
  const [kept] = await database.sql(
    "select count(*)::int as events, string_agg(e::text, ' ') as text from platform_events e",
  );
  expectNoEcho(String(kept?.text));
});

function expectProblem({ status, headers, text }: RawAnswer, expected: number, title: string, detail?: string): void {
  expectNoEcho(text);
  expect([status, headers['content-type']]).toEqual([expected, expect.stringContaining('application/problem+json')]);
  expect(JSON.parse(text)).toEqual({
    type: 'about:blank',
    title,
    status: expected,
    ...(detail === undefined ? {} : { detail }),
    instance: `urn:request:${headers['x-request-id']}`,
  });
}
