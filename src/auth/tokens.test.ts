// Bearer tokens, judged with real keys from a real JWKS server: what is taken, what caller it makes, and what a bad issuer does.
import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { exportJWK, exportSPKI, generateKeyPair, type JWK, SignJWT } from 'jose';
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { Keys } from './keys.js';
import { Permission } from './permissions.js';
import { StatusTokens } from './status-token.js';
import { KeysUnavailable, type TokenRules, Tokens, Unauthenticated } from './tokens.js';

type KeyPair = Awaited<ReturnType<typeof generateKeyPair>>;

const ISSUER = 'https://issuer.example.test';
const statusTokens = new StatusTokens(new Keys(['s'.repeat(32)]));
let first: KeyPair;
let second: KeyPair;
let published: JWK[];
let fetches: number;
let down: boolean;
let url: string;
let stop: () => Promise<void>;

beforeAll(async () => {
  first = await generateKeyPair('RS256', { extractable: true });
  second = await generateKeyPair('RS256', { extractable: true });
});

beforeEach(async () => {
  published = [await publicJwk(first, 'first')];
  fetches = 0;
  down = false;
  const server = createServer((_request, response) => {
    fetches += 1;
    response.writeHead(down ? 503 : 200, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ keys: published }));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  url = `http://127.0.0.1:${address.port}/jwks`;
  stop = async () => {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  };
});

afterEach(async () => {
  vi.useRealTimers();
  await stop();
});

async function publicJwk({ publicKey }: KeyPair, kid: string): Promise<JWK> {
  return { ...(await exportJWK(publicKey)), kid, alg: 'RS256', use: 'sig' };
}

function judge(rules: Partial<TokenRules> = {}): Tokens {
  const all = { issuer: ISSUER, audience: 'gateway', jwksUrl: url, algorithms: ['RS256'], rolesClaim: 'roles' };
  return new Tokens({ ...all, permissions: {}, ...rules }, statusTokens);
}

const nowSeconds = () => Math.floor(Date.now() / 1000);

function sign(
  claims: Record<string, unknown>,
  { pair = first, kid = 'first', alg = 'RS256', header = {} } = {},
): Promise<string> {
  const whole = { iss: ISSUER, aud: 'gateway', sub: 'ana', exp: nowSeconds() + 3600, ...claims };
  return new SignJWT(whole).setProtectedHeader({ ...header, alg, kid }).sign(pair.privateKey);
}

async function bearer(claims: Record<string, unknown>, options: Parameters<typeof sign>[1] = {}): Promise<string> {
  return `Bearer ${await sign(claims, options)}`;
}

const base64 = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

describe('who the caller is', () => {
  test('a person without roles is an end user and has no permissions, whatever the scopes say', async () => {
    const viewer = await judge().viewerOf(await bearer({ scope: 'openid gateway:users.read', name: 'Ana' }));
    expect(viewer).toEqual({
      id: 'ana',
      kind: 'END_USER',
      displayName: 'Ana',
      permissions: new Set(),
      expiresAt: expect.any(Date),
    });
  });

  test.each([
    ['a list', ['support'], 'OPERATOR'],
    ['text', 'support other', 'OPERATOR'],
    ['an empty list', [], 'END_USER'],
    ['empty text', '', 'END_USER'],
    ['null', null, 'END_USER'],
    ['a number', 7, 'END_USER'],
    ['an object', { support: true }, 'END_USER'],
    ['a list without text', [7, null], 'END_USER'],
  ])('roles given as %s', async (_form, roles, kind) => {
    const viewer = await judge({ permissions: { support: ['USERS_READ'] } }).viewerOf(await bearer({ roles }));
    expect(viewer.kind).toBe(kind);
    expect([...viewer.permissions]).toEqual(kind === 'OPERATOR' ? ['USERS_READ'] : []);
  });

  test('the claim of the roles can have any name', async () => {
    const tokens = judge({ rolesClaim: 'https://example.test/groups', permissions: { staff: ['USERS_READ'] } });
    const viewer = await tokens.viewerOf(await bearer({ 'https://example.test/groups': ['staff'], roles: [] }));
    expect(viewer.kind).toBe('OPERATOR');
  });

  test('a client that is its own subject is a service; its scopes are its permissions', async () => {
    const claims = { sub: 'backend', client_id: 'backend', scope: 'gateway:verify.read gateway:pii.read unknown' };
    const viewer = await judge().viewerOf(await bearer(claims));
    expect(viewer.kind).toBe('SERVICE');
    expect([...viewer.permissions].sort()).toEqual(['PII_READ', 'VERIFY_READ']);
    const acting = await judge().viewerOf(await bearer({ ...claims, sub: 'ana' }));
    expect(acting).toMatchObject({ kind: 'END_USER', permissions: new Set() });
  });

  test('the configured map adds to the scopes of the gateway; a star is everything', async () => {
    const permissions = { boss: ['*'], reader: ['USERS_READ', 'MFA_READ'], 'gateway:users.read': [] };
    const rights = async (claims: Record<string, unknown>) => [
      ...(await judge({ permissions }).viewerOf(await bearer(claims))).permissions,
    ];
    expect(await rights({ roles: ['boss'] })).toEqual(Object.values(Permission));
    expect(await rights({ roles: ['reader'], scope: 'gateway:verify.read' })).toEqual([
      'VERIFY_READ',
      'USERS_READ',
      'MFA_READ',
    ]);
    expect(await rights({ roles: ['x'], scope: 'gateway:users.read' })).toEqual([]);
    expect(await rights({ roles: ['constructor', '__proto__', 'toString'] })).toEqual([]);
  });

  test('a status token is told apart from the tokens of the issuer, and costs no fetch', async () => {
    const pass = { verificationId: 'v', userId: 'ana', expiresAt: new Date(Date.now() + 60_000) };
    expect(await judge().viewerOf(`Bearer ${statusTokens.tokenOf(pass)}`)).toMatchObject({ followsOnly: 'v' });
    await expect(judge().viewerOf('Bearer idgws_made-up')).rejects.toBeInstanceOf(Unauthenticated);
    expect(fetches).toBe(0);
  });
});

describe('what is refused', () => {
  test.each<[string, unknown]>([
    ['nothing', undefined],
    ['null', null],
    ['a number', 7],
    ['an empty text', ''],
    ['another scheme', 'Basic YTpi'],
    ['no token', 'Bearer '],
    ['two tokens', 'Bearer a.b.c, Bearer a.b.c'],
    ['no token at all', 'Bearer ölig'],
    ['too long a token', `Bearer ${'a'.repeat(20_000)}`],
    ['garbage', 'Bearer a.b.c'],
  ])('%s', async (_what, authorization) => {
    await expect(judge().viewerOf(authorization)).rejects.toBeInstanceOf(Unauthenticated);
    expect(fetches).toBe(0);
  });

  test.each<[string, () => Promise<string>]>([
    ['another issuer', () => sign({ iss: `${ISSUER}/` })],
    ['another audience', () => sign({ aud: 'somebody else' })],
    ['expired', () => sign({ exp: nowSeconds() - 6 })],
    ['not yet valid', () => sign({ nbf: nowSeconds() + 60 })],
    ['without an end', () => sign({ exp: undefined })],
    ['without a subject', () => sign({ sub: undefined })],
    ['with an empty subject', () => sign({ sub: '' })],
    ['signed with another key', () => sign({}, { pair: second })],
    ['of a key nobody published', () => sign({}, { kid: 'unheard-of' })],
    [
      'that brings its own key',
      async () => sign({}, { pair: second, header: { jwk: await publicJwk(second, 'first') } }),
    ],
    [
      'with a critical header nobody knows',
      async () => (await sign({})).replace(/^[^.]+/, base64({ alg: 'RS256', kid: 'first', crit: ['x'], x: 1 })),
    ],
    ['without a signature', async () => (await sign({})).replace(/[^.]+$/, '')],
    ['that says it needs none', async () => `${base64({ alg: 'none' })}.${(await sign({})).split('.')[1]}.`],
    [
      'whose claims were changed',
      async () => {
        const [header, , signature] = (await sign({})).split('.');
        return `${header}.${base64({ iss: ISSUER, aud: 'gateway', sub: 'bob', exp: nowSeconds() + 60 })}.${signature}`;
      },
    ],
    [
      'signed with the public key as a password',
      async () => {
        const body = `${base64({ alg: 'HS256', kid: 'first' })}.${(await sign({})).split('.')[1]}`;
        return `${body}.${createHmac('sha256', await exportSPKI(first.publicKey))
          .update(body)
          .digest('base64url')}`;
      },
    ],
  ])('a token %s', async (_what, token) => {
    const error: unknown = await judge()
      .viewerOf(`Bearer ${await token()}`)
      .catch((refused: unknown) => refused);
    expect(error).toBeInstanceOf(Unauthenticated);
    expect(error).toMatchObject({ message: 'A valid bearer token is needed.' });
  });

  test('a token of an algorithm that is not allowed, though its key is published', async () => {
    await expect(judge({ algorithms: ['ES256'] }).viewerOf(await bearer({}))).rejects.toBeInstanceOf(Unauthenticated);
  });

  test('clocks may differ by five seconds; the scheme may be written in any case', async () => {
    expect((await judge().viewerOf(await bearer({ exp: nowSeconds() - 3 }))).id).toBe('ana');
    expect((await judge().viewerOf(`bearer   ${await sign({})}`)).id).toBe('ana');
  });
});

describe('the keys of the issuer', () => {
  test('are fetched once for many tokens, also when they come at once', async () => {
    const tokens = judge();
    const token = await bearer({});
    await Promise.all(Array.from({ length: 50 }, () => tokens.viewerOf(token)));
    expect(fetches).toBe(1);
    expect(tokens.health).toMatchObject({ reachable: true, lastSuccessAt: expect.any(Date) });
  });

  test('a rotation costs one more fetch, half a minute after the last at the earliest', async () => {
    const tokens = judge();
    await tokens.viewerOf(await bearer({}));
    published = [await publicJwk(second, 'second')];
    const rotated = await bearer({}, { pair: second, kid: 'second' });
    await expect(tokens.viewerOf(rotated)).rejects.toBeInstanceOf(Unauthenticated);
    expect(fetches).toBe(1);
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 31_000 });
    expect((await tokens.viewerOf(rotated)).id).toBe('ana');
    await tokens.viewerOf(rotated);
    expect(fetches).toBe(2);
    await expect(tokens.viewerOf(await bearer({}))).rejects.toBeInstanceOf(Unauthenticated);
    expect(fetches).toBe(2);
  });

  test('a thousand tokens of made-up keys make it ask twice at most', async () => {
    const tokens = judge();
    const [header, ...rest] = (await sign({})).split('.');
    expect(header).toBeDefined();
    for (let count = 0; count < 1_000; count += 1) {
      const forged = [base64({ alg: 'RS256', kid: `made-up-${count}` }), ...rest].join('.');
      await expect(tokens.viewerOf(`Bearer ${forged}`)).rejects.toBeInstanceOf(Unauthenticated);
    }
    expect(fetches).toBeLessThanOrEqual(2);
    expect((await tokens.viewerOf(await bearer({}))).id).toBe('ana');
  });

  test('while the issuer is down the known keys go on, and it is asked once a second at most', async () => {
    const tokens = judge();
    await tokens.viewerOf(await bearer({}));
    down = true;
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 3_600_000 });
    for (let count = 0; count < 20; count += 1) {
      expect((await tokens.viewerOf(await bearer({ sub: `user ${count}` }))).id).toBe(`user ${count}`);
      await expect(tokens.viewerOf(await bearer({}, { kid: `made-up-${count}` }))).rejects.toBeInstanceOf(
        Unauthenticated,
      );
    }
    expect(fetches).toBe(2);
    expect(tokens.health.reachable).toBe(false);
    vi.setSystemTime(Date.now() + 1_001);
    down = false;
    await tokens.viewerOf(await bearer({}));
    expect(fetches).toBe(3);
    expect(tokens.health.reachable).toBe(true);
  });

  test('that were never had leave every token unjudged, which is not the fault of the caller', async () => {
    down = true;
    const tokens = judge();
    await expect(tokens.viewerOf(await bearer({}))).rejects.toBeInstanceOf(KeysUnavailable);
    await expect(tokens.viewerOf(await bearer({}))).rejects.toBeInstanceOf(KeysUnavailable);
    expect(fetches).toBe(1);
    expect(tokens.health).toEqual({ reachable: false, lastSuccessAt: null });
  });

  test('an issuer that answers nonsense is as good as down', async () => {
    published = [];
    const tokens = judge({ jwksUrl: url.replace(/:\d+/, ':1') });
    await expect(tokens.viewerOf(await bearer({}))).rejects.toBeInstanceOf(KeysUnavailable);
    await expect(judge().viewerOf(await bearer({}))).rejects.toBeInstanceOf(Unauthenticated);
  });
});
