// Behind a proxy: where a request comes from is what the proxy says, and what anybody else says of it is not believed.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import builtIn from '../../profiles/mitek/4.4.json' with { type: 'json' };
import { json, RawSocket, send } from '../bad-input/raw.js';
import { test as base, expect } from '../support/fixtures.js';
import type { Gateway } from '../support/gateway.js';
import { createJourney, journeyThat, readJourney } from '../support/journeys.js';

/** The tests stand where the proxy does. */
const PROXY = '127.0.0.1';
const SECOND_PROXY = '10.1.2.3';
const CLIENT = '203.0.113.9';
const MITEK = '198.51.100.7';

const folder = mkdtempSync(join(tmpdir(), 'idgw-proxies-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const profile = join(folder, 'addresses.json');
writeFileSync(profile, JSON.stringify({ ...builtIn, callback: { ...builtIn.callback, auth: ['address-list'] } }));
const env = { MITEK_PROFILE_FILE: profile, MITEK_CALLBACK_ADDRESSES: MITEK };

const test = base
  .override('env', { ...env, TRUSTED_PROXIES: `${PROXY}, 10.0.0.0/8` })
  .extend('bare', async ({ startGateway }) => startGateway({ env: { TRUSTED_PROXIES: '' } }));

const FORWARDED: readonly (readonly [name: string, forwarded: string | readonly string[] | null, seen: string])[] = [
  ['a client of the proxy', CLIENT, CLIENT],
  ['a client that made up where it comes from', `198.51.100.99, ${CLIENT}`, CLIENT],
  ['a client that made up a proxy of ours', `${SECOND_PROXY}, ${CLIENT}`, CLIENT],
  ['a client behind two proxies', `${CLIENT}, ${SECOND_PROXY}`, CLIENT],
  ['a header for each proxy', [CLIENT, SECOND_PROXY], CLIENT],
  ['a client with an address of IPv6', '2001:db8::9', '2001:db8::9'],
  ['the proxy itself', null, PROXY],
];

/** What a mutation of staff leaves in the audit log. @param headers beside those that it needs */
async function seenFrom(
  gateway: Gateway,
  token: string,
  headers: Readonly<Record<string, string | readonly string[]>>,
) {
  const query = `mutation { deleteWebhookEndpoint(input: { id: "00000000-0000-4000-8000-000000000000" }) { userErrors { code } } }`;
  const done = await send(gateway, { headers: { ...json(token), ...headers }, body: JSON.stringify({ query }) });
  expect(done.status).toBe(200);
  return lastAddress(gateway, token);
}

async function lastAddress(gateway: Gateway, token: string): Promise<string | null> {
  const query = '{ auditLog(first: 1) { edges { node { ipAddress } } } }';
  const { text } = await send(gateway, { headers: json(token), body: JSON.stringify({ query }) });
  const { data } = JSON.parse(text) as { data: { auditLog: { edges: { node: { ipAddress: string | null } }[] } } };
  return data.auditLog.edges[0]?.node.ipAddress ?? null;
}

const forwardedFor = (forwarded: string | readonly string[] | null) =>
  forwarded === null ? {} : { 'x-forwarded-for': forwarded };

test.for(FORWARDED)(
  '%s stands in the audit log by its own address',
  async ([, forwarded, seen], { gateway, admin }) => {
    expect(await seenFrom(gateway, admin.token, forwardedFor(forwarded))).toBe(seen);
  },
);

test('over a socket, too', async ({ gateway, admin, alice, sandbox }) => {
  const { id } = await alice.startVerification();
  await sandbox.finish(id, 'SUCCESS');
  await alice.watch(id).untilFinal();
  for (const [, forwarded, seen] of FORWARDED.filter(([, header]) => typeof header === 'string')) {
    const socket = await RawSocket.signedIn(gateway, admin.token, { 'x-forwarded-for': String(forwarded) });
    socket.subscribe(
      '1',
      'subscription ($id: ID!) { verifyTransactionStatusChanged(id: $id) { verification { ... on VerifyTransaction { verifiedData(types: [GOVERNMENT_ID]) { governmentId { lastName } } } } } }',
      { id },
    );
    expect(await socket.next()).toMatchObject({ type: 'next' });
    expect(await lastAddress(gateway, admin.token)).toBe(seen);
    socket.close();
  }
});

test('without trusted proxies the last hop counts, whatever a request says', async ({ bare, admin }) => {
  expect(await seenFrom(bare, admin.token, forwardedFor(CLIENT))).toBe(PROXY);
});

test('callbacks of Mitek are judged by the same address', async ({ gateway, bare, admin, sandbox }) => {
  const { reference } = await createJourney(admin);
  const { callbackUrl } = await sandbox.journey(reference);
  const path = new URL(callbackUrl ?? '').pathname;
  const body = JSON.stringify({ reference, status: 'COMPLETED', result: 'PASS' });
  const callBack = async (to: Gateway, forwarded: string | null) => {
    const headers = { 'content-type': 'application/json', ...forwardedFor(forwarded) };
    return (await send(to, { path, headers, body })).status;
  };
  for (const forwarded of [CLIENT, `${MITEK}, ${CLIENT}`, `no address`, null]) {
    expect(await callBack(gateway, forwarded), String(forwarded)).toBe(401);
  }
  expect(await callBack(bare, MITEK)).toBe(401);
  expect(await readJourney(admin, reference)).toMatchObject({ decision: 'NONE' });
  expect(await callBack(gateway, MITEK)).toBe(200);
  await journeyThat(admin, reference, 'it is decided', ({ decision }) => decision === 'APPROVED');
});
