// Bodies announced by who has not proved itself: the answer comes before any of them is sent, so nobody has them kept in memory.
import { createHmac, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import builtIn from '../../profiles/mitek/4.4.json' with { type: 'json' };
import { expect, test } from '../support/fixtures.js';
import { createJourney, journeyThat } from '../support/journeys.js';
import { CANARY, type RawRequest, send, sendHead } from './raw.js';

const folder = mkdtempSync(join(tmpdir(), 'idgw-unread-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const SECRET = 'the-secret-of-these-tests';
test.override('env', { PINGONE_WEBHOOK_SECRET: SECRET });

const JSON_TYPE = { 'content-type': 'application/json' };
const MIB = 1024 * 1024;
const ANNOUNCED = { ...JSON_TYPE, 'content-length': String(MIB) };

const REFUSED: readonly (readonly [name: string, request: RawRequest])[] = [
  ['a callback of PingOne without a secret', { path: `/callbacks/pingone/${randomUUID()}` }],
  [
    'a callback of PingOne with a wrong secret',
    { path: `/callbacks/pingone/${randomUUID()}`, headers: { 'x-callback-secret': CANARY } },
  ],
  ['a webhook of the platform without a secret', { path: '/webhooks/pingone' }],
  [
    'a webhook of the platform with a wrong secret',
    { path: '/webhooks/pingone', headers: { 'x-webhook-secret': CANARY } },
  ],
  ['a callback of Mitek for no journey', { path: `/callbacks/mitek/${randomUUID()}/${CANARY}` }],
];

test.for(REFUSED)('%s is refused at its head', async ([, { headers, ...request }], { gateway }) => {
  const answer = await sendHead(gateway, { ...request, headers: { ...ANNOUNCED, ...headers } });
  expect(answer.status).toBe(401);
  const endless = await sendHead(gateway, {
    ...request,
    headers: { ...JSON_TYPE, 'transfer-encoding': 'chunked', ...headers },
  });
  expect(endless.status).toBe(401);
});

test('a callback of Mitek with another token is refused at its head', async ({ gateway, admin, sandbox }) => {
  const { reference } = await createJourney(admin);
  const { callbackUrl } = await sandbox.journey(reference);
  const path = new URL(callbackUrl ?? '').pathname.replace(/[^/]+$/, CANARY);
  expect((await sendHead(gateway, { path, headers: ANNOUNCED })).status).toBe(401);
});

test('what a signature can lack without the body, is told without it', async ({ startGateway, admin }) => {
  const profile = join(folder, 'signed.json');
  writeFileSync(
    profile,
    JSON.stringify({ ...builtIn, callback: { ...builtIn.callback, url: 'fixed', auth: ['hmac'] } }),
  );
  const key = 'a-key-of-these-tests';
  const gateway = await startGateway({ env: { MITEK_PROFILE_FILE: profile, MITEK_CALLBACK_HMAC_KEYS: key } });
  const { reference } = await createJourney(admin);
  const path = '/callbacks/mitek';
  for (const signature of ['', 'abcd', CANARY]) {
    const headers = { ...ANNOUNCED, 'x-mitek-signature': signature };
    expect((await sendHead(gateway, { path, headers })).status).toBe(401);
  }
  const body = JSON.stringify({ reference, status: 'COMPLETED', result: 'PASS' });
  const signed = (text: string) => ({
    ...JSON_TYPE,
    'x-mitek-signature': createHmac('sha256', key).update(text).digest('hex'),
  });
  expect((await send(gateway, { path, headers: signed(`${body} `), body })).status).toBe(401);
  expect((await send(gateway, { path, headers: signed(body), body })).status).toBe(200);
  await journeyThat(admin, reference, 'it is decided', ({ decision }) => decision === 'APPROVED');
});
