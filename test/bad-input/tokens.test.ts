// Tokens that are forged, foreign or out of date: all of them are answered alike, over HTTP and on a socket.
import { createPublicKey } from 'node:crypto';
import { exportJWK, generateKeyPair } from 'jose';
import { test as base, expect } from '../support/fixtures.js';
import { assemble, Issuer } from './issuer.js';
import { CANARY, errorOf, expectNoEcho, expectUnharmed, RawSocket, send } from './raw.js';

const test = base
  // biome-ignore lint/correctness/noEmptyPattern: vitest wants a pattern here.
  .extend('issuer', { scope: 'file' }, async ({}, { onCleanup }) => {
    const issuer = await Issuer.start();
    onCleanup(() => issuer.stop());
    return issuer;
  })
  .extend('env', { scope: 'file' }, async ({ issuer }) => ({
    LOG_LEVEL: 'debug',
    AUTH_ISSUER: issuer.url,
    AUTH_JWKS_URL: `${issuer.url}/jwks`,
  }));

const QUERY = JSON.stringify({ query: '{ viewer { id } }' });

/** Makes the text of an Authorization header. */
type Forge = (issuer: Issuer) => Promise<string> | string;

const bearer = async (token: Promise<string> | string) => `Bearer ${await token}`;
const signed =
  (changes: object): Forge =>
  (issuer) =>
    bearer(issuer.sign({ name: CANARY, ...changes }));
const unsigned =
  (alg: string): Forge =>
  (issuer) =>
    bearer(assemble({ alg, kid: 'the-key' }, issuer.claims({ name: CANARY })));
const inSeconds = (seconds: number) => Math.floor(Date.now() / 1000) + seconds;

const FORGERIES: readonly (readonly [name: string, forge: Forge])[] = [
  ['nothing', () => ''],
  ['a scheme alone', () => 'Bearer '],
  ['another scheme', () => `Basic ${Buffer.from(`admin:${CANARY}`).toString('base64')}`],
  ['a token without its scheme', (issuer) => issuer.sign()],
  ['garbage', () => `Bearer ${CANARY}`],
  ['garbage in three parts', () => `Bearer ${CANARY}.${CANARY}.${CANARY}`],
  ['an encrypted token', () => `Bearer ${CANARY}.a.b.c.d`],
  ['two tokens', async (issuer) => `Bearer ${await issuer.sign()}, Bearer ${await issuer.sign()}`],

  ['alg none', unsigned('none')],
  ['alg None', unsigned('None')],
  ['alg NONE', unsigned('NONE')],
  ['no alg', (issuer) => bearer(assemble({ kid: 'the-key' }, issuer.claims()))],
  ['HS256 under the public key', async (issuer) => bearer(issuer.sign({}, { alg: 'HS256' }, pemOf(issuer)))],
  [
    'an algorithm that is not allowed',
    async (issuer) => bearer(issuer.sign({}, { alg: 'RS512' }, (await generateKeyPair('RS512')).privateKey)),
  ],
  ['the key of someone else', async (issuer) => bearer(issuer.sign({}, {}, await strongKey()))],
  ['a key that nobody published', async (issuer) => bearer(issuer.sign({}, { kid: CANARY }, await strongKey()))],
  [
    'a key in the token itself',
    async (issuer) => bearer(issuer.sign({}, { jwk: await strongJwk() }, await strongKey())),
  ],
  [
    'a key at an address in the token',
    async (issuer) => bearer(issuer.sign({}, { jku: `${issuer.url}/${CANARY}` }, await strongKey())),
  ],
  ['a demand that is not understood', (issuer) => unknownDemand(issuer)],
  ['a signature cut off', async (issuer) => bearer((await issuer.sign()).replace(/[^.]*$/, ''))],
  [
    'the signature of another token',
    async (issuer) =>
      bearer(
        assemble({ alg: 'RS256', kid: 'the-key' }, issuer.claims({ sub: CANARY }), (await issuer.sign()).split('.')[2]),
      ),
  ],
  ['a signature with one character more', async (issuer) => bearer(`${await issuer.sign()}AAAA`)],

  ['another audience', signed({ aud: 'another-api' })],
  ['no audience', signed({ aud: undefined })],
  ['another issuer', signed({ iss: `https://${CANARY}.example` })],
  ['no issuer', signed({ iss: undefined })],
  ['an expiry in the past', signed({ exp: inSeconds(-60) })],
  ['no expiry', signed({ exp: undefined })],
  ['an expiry that is text', signed({ exp: 'never' })],
  ['a beginning in the future', signed({ nbf: inSeconds(600) })],
  ['no subject', signed({ sub: undefined })],
  ['an empty subject', signed({ sub: '' })],
  ['a subject that is a number', signed({ sub: 4711 })],
  [
    'a token of the worker',
    signed({ aud: ['https://api.pingone.com'], sub: undefined, client_id: 'worker', env: CANARY }),
  ],
];

test.for(FORGERIES)('%s: 401 and UNAUTHENTICATED', async ([, forge], { gateway, issuer }) => {
  const authorization = await forge(issuer);
  const headers = { 'content-type': 'application/json', ...(authorization ? { authorization } : {}) };
  const answer = await send(gateway, { headers, body: QUERY });
  expect(answer.status).toBe(401);
  // One answer to all: what was wrong would help whoever tries.
  const { requestId } = errorOf(answer);
  expect(JSON.parse(answer.text)).toEqual({
    errors: [{ message: 'A valid bearer token is needed.', extensions: { code: 'UNAUTHENTICATED', requestId } }],
  });
});

test.for(FORGERIES)('%s on a socket: 4403', async ([, forge], { gateway, issuer }) => {
  const socket = await RawSocket.open(gateway);
  socket.send({ type: 'connection_init', payload: { authorization: await forge(issuer) } });
  expect(await socket.end()).toEqual({ code: 4403, reason: 'Forbidden' });
});

test.for([
  ['no payload', undefined],
  ['an empty payload', {}],
  ['an object for a token', { authorization: { token: CANARY } }],
  ['a list of tokens', { authorization: [CANARY] }],
] as const)('%s on a socket: 4403', async ([, payload], { gateway }) => {
  const socket = await RawSocket.open(gateway);
  socket.send({ type: 'connection_init', payload });
  expect(await socket.end()).toEqual({ code: 4403, reason: 'Forbidden' });
});

test('a token in the address is no token', async ({ gateway, issuer }) => {
  const path = `/graphql?access_token=${await issuer.sign()}`;
  const answer = await send(gateway, { path, headers: { 'content-type': 'application/json' }, body: QUERY });
  expect(answer.status).toBe(401);
});

test('a token of 1 MB is not even read', async ({ gateway }) => {
  const authorization = `Bearer ${CANARY.padEnd(1_000_000, 'x')}`;
  const answer = await send(gateway, { headers: { 'content-type': 'application/json', authorization }, body: QUERY });
  expectNoEcho(answer.text);
  expect(answer.status).toBe(431);
  const socket = await RawSocket.open(gateway);
  socket.send({ type: 'connection_init', payload: { authorization } });
  expect(await socket.end()).toMatchObject({ code: 1009 });
});

test('a token of 20 kB, for which a frame has room, is refused unread', async ({ gateway }) => {
  const socket = await RawSocket.open(gateway);
  socket.send({ type: 'connection_init', payload: { authorization: `Bearer ${CANARY.padEnd(20_000, 'x')}` } });
  expect(await socket.end()).toMatchObject({ code: 4403 });
});

test('without a token nothing of a request is looked at', async ({ gateway }) => {
  const answer = await send(gateway, { headers: { 'content-type': 'text/plain' }, body: `{${CANARY}` });
  expect(errorOf(answer).code).toBe('UNAUTHENTICATED');
  expectNoEcho(answer.text);
});

test('a good token works in any spelling of its scheme, and forgeries fetched the keys no oftener than it', async ({
  gateway,
  issuer,
}) => {
  for (const scheme of ['Bearer', 'bearer', 'BEARER']) {
    const headers = { 'content-type': 'application/json', authorization: `${scheme} ${await issuer.sign()}` };
    expect((await send(gateway, { headers, body: QUERY })).status).toBe(200);
  }
  expect(issuer.fetches).toBeLessThanOrEqual(2);
});

test('after all that the gateway works, and has written down none of it', async ({ gateway, issuer }) => {
  await expectUnharmed(gateway, await issuer.sign());
});

const others = generateKeyPair('RS256', { extractable: true });

async function strongKey() {
  return (await others).privateKey;
}

async function strongJwk() {
  return exportJWK((await others).publicKey);
}

/** The public key as the text that a naive verifier would take for a shared secret. */
function pemOf(issuer: Issuer): Uint8Array {
  const pem = createPublicKey({ key: { ...issuer.publicJwk }, format: 'jwk' }).export({ type: 'spki', format: 'pem' });
  return Buffer.from(pem);
}

async function unknownDemand(issuer: Issuer): Promise<string> {
  const [, payload, signature] = (await issuer.sign()).split('.');
  const header = Buffer.from(JSON.stringify({ alg: 'RS256', kid: 'the-key', crit: ['b64'], b64: false }));
  return `Bearer ${header.toString('base64url')}.${payload}.${signature}`;
}
