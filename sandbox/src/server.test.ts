/** What the sandbox as a whole promises: issuer, error catalogue, rate limits, restart. */
import { createRemoteJWKSet, jwtVerify } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { TestSandbox } from './test-sandbox.js';

let sandbox: TestSandbox;
beforeAll(async () => {
  sandbox = await TestSandbox.start();
});
afterAll(() => sandbox.stop());

describe('issuer', () => {
  test('demo tokens verify against the published keys', async () => {
    const { ready } = sandbox;
    const { json } = await sandbox.call('GET', `/${ready.environmentId}/as/.well-known/openid-configuration`);
    expect(json).toMatchObject({ issuer: ready.issuer, jwks_uri: ready.jwks });
    const keys = createRemoteJWKSet(new URL(ready.jwks));
    const verify = (token: string) => jwtVerify(token, keys, { issuer: ready.issuer, audience: 'identity-gateway' });

    const { payload: alice } = await verify(ready.tokens.alice);
    expect(alice).toMatchObject({ sub: ready.users.alice, client_id: 'demo-app', roles: [], name: 'Alice Anderson' });
    expect((alice.exp ?? 0) - (alice.iat ?? 0)).toBe(12 * 3_600);
    expect((await verify(ready.tokens.support)).payload.roles).toEqual(['support']);
    expect((await verify(ready.tokens.admin)).payload.roles).toEqual(['admin']);
  });

  test('the worker token is of another audience than the tokens of people', async () => {
    const { json } = await sandbox.requestToken(sandbox.ready.clientId, sandbox.ready.clientSecret);
    expect(json).toMatchObject({ token_type: 'Bearer', expires_in: 3_600 });
    const keys = createRemoteJWKSet(new URL(sandbox.ready.jwks));
    await expect(jwtVerify(String(json.access_token), keys, { audience: 'identity-gateway' })).rejects.toThrow('aud');
  });

  test('the backend signs in as a service with its own id as subject', async () => {
    const { clientId, clientSecret } = sandbox.ready.backend;
    const { json } = await sandbox.requestToken(clientId, clientSecret);
    const keys = createRemoteJWKSet(new URL(sandbox.ready.jwks));
    const { payload } = await jwtVerify(String(json.access_token), keys, { audience: 'identity-gateway' });
    expect(payload).toMatchObject({ sub: 'backend', client_id: 'backend' });
    expect(payload.scope).toContain('gateway:verify.write');
    expect(payload.scope).not.toContain('gateway:privacy.erase');
  });

  test('a wrong secret is an OAuth error', async () => {
    const answer = await sandbox.requestToken(sandbox.ready.clientId, 'wrong');
    expect(answer.status).toBe(401);
    expect(answer.json).toMatchObject({ error: 'invalid_client' });
  });

  test('credentials may stand in the form, and other grants are refused', async () => {
    const { environmentId, clientId, clientSecret } = sandbox.ready;
    const post = (form: { [name: string]: string }) =>
      sandbox.call('POST', `/${environmentId}/as/token`, new URLSearchParams(form).toString(), {
        contentType: 'application/x-www-form-urlencoded',
      });
    const client = { client_id: clientId, client_secret: clientSecret };
    expect((await post({ grant_type: 'client_credentials', ...client })).status).toBe(200);
    expect((await post({ grant_type: 'password', ...client })).json).toMatchObject({ error: 'unsupported_grant_type' });
    expect((await post(client)).json).toMatchObject({ error: 'invalid_request' });
  });

  test('tests can have tokens of any kind', async () => {
    const { json } = await sandbox.call('POST', '/sandbox/tokens', { user: 'bob', expiresInSeconds: -5, roles: ['x'] });
    const keys = createRemoteJWKSet(new URL(sandbox.ready.jwks));
    await expect(jwtVerify(String(json.token), keys)).rejects.toThrow('exp');
  });
});

describe('error catalogue', () => {
  const detail = (code: string) => expect.objectContaining({ code });

  test('without a good token: 401 INVALID_TOKEN', async () => {
    for (const token of [null, 'nonsense', sandbox.ready.tokens.admin]) {
      const answer = await sandbox.api('GET', '/users', undefined, { token });
      expect(answer.status).toBe(401);
      expect(answer.json).toMatchObject({ code: 'ACCESS_FAILED', details: [detail('INVALID_TOKEN')] });
    }
  });

  test('an unknown environment is 403, and so is a missing role', async () => {
    const { json } = await sandbox.requestToken(sandbox.ready.clientId, sandbox.ready.clientSecret);
    const token = String(json.access_token);
    const path = '/v1/environments/0e5b0000-1111-4a11-8a11-000000000001/users';
    const foreign = await sandbox.call('GET', path, undefined, { token });
    expect(foreign.status).toBe(403);
    expect(foreign.json).toMatchObject({ code: 'ACCESS_FAILED', details: [detail('INSUFFICIENT_PERMISSIONS')] });

    await sandbox.turn({ workerRoles: ['Environment Admin'] });
    expect((await sandbox.api('GET', '/verifyPolicies')).status).toBe(200);
    expect((await sandbox.api('GET', `${sandbox.alice}/verifyTransactions`)).status).toBe(403);
    await sandbox.turn({ workerRoles: ['Identity Data Admin'] });
  });

  test.each([
    { method: 'GET', path: '/nothing', status: 404, code: 'NOT_FOUND' },
    { method: 'GET', path: '/users/nobody', status: 404, code: 'NOT_FOUND' },
    { method: 'PATCH', path: '/users', status: 405, code: 'METHOD_NOT_ALLOWED' },
    { method: 'DELETE', path: '/verifyPolicies', status: 405, code: 'METHOD_NOT_ALLOWED' },
    {
      method: 'POST',
      path: '/users',
      body: '<a/>',
      contentType: 'application/xml',
      status: 415,
      code: 'INVALID_REQUEST',
    },
    {
      method: 'POST',
      path: '/users',
      body: '{}',
      contentType: 'application/vnd.pingidentity.user.import+json',
      status: 415,
      code: 'INVALID_REQUEST',
    },
    { method: 'POST', path: '/users', body: '{"username"', status: 400, code: 'INVALID_REQUEST' },
    { method: 'POST', path: '/users', body: '[]', status: 400, code: 'INVALID_REQUEST' },
  ])('$method $path with $body: $status $code', async ({ method, path, body, contentType, status, code }) => {
    const answer = await sandbox.api(method, path, body, contentType === undefined ? {} : { contentType });
    expect(answer.status).toBe(status);
    expect(answer.json).toMatchObject({ code, id: expect.any(String), message: expect.any(String) });
    expect(answer.headers.get('correlation-id')).toMatch(/^[0-9a-f-]{36}$/);
  });

  test('a rate group that is used up answers 429 with Retry-After, and the others go on', async () => {
    await sandbox.turn({ verifyRequestsPerMinute: 2 });
    await sandbox.call('POST', '/sandbox/clock', { advanceSeconds: 61 });
    const statuses: number[] = [];
    for (let call = 0; call < 3; call++) statuses.push((await sandbox.api('GET', '/verifyPolicies')).status);
    expect(statuses).toEqual([200, 200, 429]);
    const refused = await sandbox.api('GET', '/verifyPolicies');
    expect(refused.json).toMatchObject({ code: 'REQUEST_LIMITED', details: [detail('LIMIT_EXCEEDED')] });
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(50);
    expect((await sandbox.api('GET', '/users?limit=1')).status).toBe(200);
    await sandbox.call('POST', '/sandbox/clock', { advanceSeconds: 60 });
    expect((await sandbox.api('GET', '/verifyPolicies')).status).toBe(200);
    await sandbox.turn({ verifyRequestsPerMinute: 6_000 });
  });
});

test('after a restart people, tokens and transactions are the same and walks go on', async () => {
  const before = sandbox.ready;
  await sandbox.turn({ dwellMs: 300 });
  const verification = await sandbox.verification();
  await sandbox.call('POST', `/sandbox/verify/${verification.id}`, { outcome: 'SUCCESS' });
  await sandbox.restart();

  const { tokens: _old, ...steady } = before;
  expect(sandbox.ready).toMatchObject(steady);
  const keys = createRemoteJWKSet(new URL(sandbox.ready.jwks));
  await expect(jwtVerify(before.tokens.alice, keys, { issuer: sandbox.ready.issuer })).resolves.toBeDefined();
  await sandbox.turn({ dwellMs: 5 });
  await sandbox.untilStatus(verification.path, 'SUCCESS');
});
