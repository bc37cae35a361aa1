// The worker token: one request for all, renewed ahead, kept while it lasts, and silent about the secret.
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { clientOf, failureOf, upstream } from '../http/client-fixture.js';
import { json, type Step } from '../http/scripted-server.js';
import { basicAuthorization, WorkerToken } from './token.js';

const credentials = { environmentId: 'env-1', clientId: 'id:1', clientSecret: 'se cret+é%' };
const issued = (token: string, seconds = 3600) =>
  json(200, { access_token: token, token_type: 'Bearer', expires_in: seconds });

async function worker(...steps: readonly Step[]) {
  const server = await upstream(...steps);
  const { client } = clientOf(server.url, { source: 'PINGONE_TOKEN', authorization: basicAuthorization(credentials) });
  return { token: new WorkerToken(client, credentials), server };
}

function pass(seconds: number): void {
  vi.setSystemTime(Date.now() + seconds * 1_000);
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'] });
});
afterEach(() => {
  vi.useRealTimers();
});

describe('WorkerToken', () => {
  test('asks once for all callers, as RFC 6749 says', async () => {
    const { token, server } = await worker(issued('t1'));
    await expect(Promise.all([token.header(), token.header(), token.header()])).resolves.toEqual(
      Array.from({ length: 3 }, () => 'Bearer t1'),
    );
    await token.header();
    expect(server.seen).toHaveLength(1);
    expect(server.seen[0]).toMatchObject({
      method: 'POST',
      url: '/env-1/as/token',
      body: 'grant_type=client_credentials',
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        authorization: `Basic ${Buffer.from('id%3A1:se+cret%2B%C3%A9%25').toString('base64')}`,
      },
    });
  });

  test('is renewed behind the callers when it nears its end', async () => {
    const { token, server } = await worker(issued('t1'), issued('t2'));
    await token.header();
    pass(2_880);
    await expect(token.header()).resolves.toBe('Bearer t1');
    await server.arrived(2);
    await vi.waitFor(async () => expect(await token.header()).toBe('Bearer t2'));
    expect(server.seen).toHaveLength(2);
  });

  test('serves on until its end when it cannot be renewed, then the failure shows', async () => {
    const { token, server } = await worker(issued('t1'), json(500, {}));
    await token.header();
    pass(3_000);
    await expect(token.header()).resolves.toBe('Bearer t1');
    await server.arrived(4);
    pass(599);
    await expect(token.header()).resolves.toBe('Bearer t1');
    pass(10);
    expect(await failureOf(token.header())).toMatchObject({
      source: 'PINGONE_TOKEN',
      kind: 'unavailable',
      status: 500,
    });
  });

  test('after a failure the endpoint is left alone for a moment', async () => {
    const { token, server } = await worker(json(400, { error: 'invalid_client' }), issued('t1'));
    await failureOf(token.header());
    await failureOf(token.header());
    expect(server.seen).toHaveLength(1);
    pass(1);
    await expect(token.header()).resolves.toBe('Bearer t1');
  });

  test.each([400, 401, 404])('a refusal of the worker (%i) is never the mistake of a caller', async (status) => {
    const { token } = await worker(json(status, { error: 'invalid_client', error_description: 'no such client' }));
    const error = await failureOf(token.header());
    expect(error).toMatchObject({ kind: 'unauthorized', code: 'invalid_client', status });
    expect(String(error.stack)).not.toContain('se cret');
    expect(JSON.stringify(error)).not.toMatch(/se cret|se\+cret/);
  });

  test.each([
    { access_token: 'a b', token_type: 'Bearer' },
    { access_token: 't\r\nx: y', token_type: 'Bearer' },
    { access_token: 't1', token_type: 'mac' },
    { token_type: 'Bearer' },
  ])('%j is no token', async (answer) => {
    const { token } = await worker(json(200, answer));
    expect((await failureOf(token.header())).kind).toBe('broken');
  });

  test('a refused token is replaced; a late refusal of an older one is not heeded', async () => {
    const { token, server } = await worker(issued('t1'), issued('t2'));
    const first = await token.header();
    token.refused(first);
    await expect(token.header()).resolves.toBe('Bearer t2');
    token.refused(first);
    await expect(token.header()).resolves.toBe('Bearer t2');
    expect(server.seen).toHaveLength(2);
  });
});
