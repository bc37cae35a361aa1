/** The control API over real HTTP: faults, request list, knobs, reset. */
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type Json, TestSandbox } from '../test-sandbox.js';

let sandbox: TestSandbox;
beforeAll(async () => {
  sandbox = await TestSandbox.start();
});
afterAll(() => sandbox.stop());
afterEach(() => sandbox.call('DELETE', '/sandbox/faults'));

const fault = (body: object) => sandbox.call('POST', '/sandbox/faults', body);
const readAlice = () => sandbox.api('GET', sandbox.alice);
const list = (json: Json): Json[] => [...json];

describe('faults', () => {
  test('answer a status with Retry-After, as often as asked', async () => {
    await fault({ match: { method: 'get', path: '/users/' }, status: 429, retryAfterSeconds: 7, times: 2 });
    const first = await readAlice();
    expect(first.status).toBe(429);
    expect(first.headers.get('retry-after')).toBe('7');
    expect(first.json).toMatchObject({ code: 'REQUEST_LIMITED' });
    expect((await sandbox.api('POST', '/users', { username: 'fault-1' })).status).toBe(201);
    expect((await readAlice()).status).toBe(429);
    expect((await readAlice()).status).toBe(200);
  });

  test('503 carries a date', async () => {
    await fault({ match: { path: '*/users/*' }, status: 503, retryAfterSeconds: 60, times: 1 });
    const wait = Date.parse((await readAlice()).headers.get('retry-after') ?? '') - Date.now();
    expect(wait).toBeGreaterThan(55_000);
  });

  test('break the connection, before or after the work was done', async () => {
    await fault({ match: { path: '/users' }, reset: true, times: 1 });
    await expect(readAlice()).rejects.toThrow();
    await fault({ match: { method: 'POST', path: '/users' }, reset: true, when: 'after', times: 1 });
    await expect(sandbox.api('POST', '/users', { username: 'fault-2' })).rejects.toThrow();
    expect((await sandbox.api('POST', '/users', { username: 'fault-2' })).status).toBe(400);
  });

  test('cut the body off', async () => {
    await fault({ truncate: true, times: 1 });
    await expect(readAlice()).rejects.toThrow();
    expect((await readAlice()).status).toBe(200);
  });

  test('answer another body and type', async () => {
    await fault({ status: 502, body: '<html>bad gateway</html>', contentType: 'text/html', times: 1 });
    const answer = await readAlice();
    expect(answer).toMatchObject({ status: 502, text: '<html>bad gateway</html>' });
    expect(answer.headers.get('content-type')).toContain('text/html');
    await fault({ body: { surprise: true }, times: 1 });
    expect(await readAlice()).toMatchObject({ status: 200, text: '{"surprise":true}' });
    await fault({ status: 500, when: 'after', times: 1 });
    expect((await readAlice()).json).toMatchObject({ code: 'UNEXPECTED_ERROR' });
  });

  test('delay, reach the token endpoint, are listed and removed', async () => {
    await fault({ match: { path: '/as/token' }, status: 500, delayMs: 20 });
    expect((await sandbox.requestToken('a', 'b')).status).toBe(500);
    const [only] = list((await sandbox.call('GET', '/sandbox/faults')).json);
    expect(only).toMatchObject({ hits: 1, delayMs: 20 });
    expect((await sandbox.call('DELETE', `/sandbox/faults/${String(only?.id)}`)).status).toBe(200);
    expect((await sandbox.requestToken('a', 'b')).status).toBe(401);
  });

  test('never strike with probability 0, always with 1, and unknown properties are refused', async () => {
    await fault({ status: 500, probability: 0 });
    expect((await readAlice()).status).toBe(200);
    await fault({ status: 500, probability: 1, times: 1 });
    expect((await readAlice()).status).toBe(500);
    expect((await fault({ stauts: 500 })).status).toBe(400);
  });
});

test('the request list holds vendor calls, oldest first, and can be emptied', async () => {
  expect((await sandbox.call('DELETE', '/sandbox/requests')).status).toBe(204);
  const { id, code } = await sandbox.verification();
  await sandbox.call('GET', `/v1/idValidations/webVerifications/${id}?code=${code}`);
  await fault({ match: { path: '/users' }, reset: true, times: 1 });
  await readAlice().catch(() => undefined);
  const answer = await sandbox.api('GET', '/users?limit=1');
  const entries = list((await sandbox.call('GET', '/sandbox/requests')).json);
  expect(entries.map((entry) => [entry.method, entry.status])).toEqual([
    ['POST', 201],
    ['GET', null],
    ['GET', 200],
  ]);
  const environment = `/v1/environments/${sandbox.ready.environmentId}`;
  expect(entries[0]).toEqual({
    at: expect.any(String),
    method: 'POST',
    host: new URL(sandbox.ready.pingone).host,
    path: `${environment}${sandbox.alice}/verifyTransactions`,
    contentType: 'application/json',
    status: 201,
    correlationId: expect.any(String),
  });
  expect(entries[2]).toMatchObject({
    path: `${environment}/users?limit=1`,
    contentType: null,
    correlationId: answer.headers.get('correlation-id'),
  });
});

test('knobs are one table; unknown names and values are refused', async () => {
  const rows = list((await sandbox.call('GET', '/sandbox/knobs')).json);
  expect(rows.find((row) => row.name === 'dwellMs')).toMatchObject({ value: 5, default: 500 });
  for (const row of rows) expect(String(row.description)).toMatch(/\.$/);
  expect((await sandbox.call('PUT', '/sandbox/knobs', { nonsense: 1 })).json.message).toContain('nonsense');
  expect((await sandbox.call('PUT', '/sandbox/knobs', { dwellMs: -1 })).status).toBe(400);
  expect((await sandbox.call('PUT', '/sandbox/knobs', { callbacks: 'off', dwellMs: 'x' })).status).toBe(400);
  const after = list((await sandbox.call('GET', '/sandbox/knobs')).json);
  expect(after).toEqual(rows);
});

test('a reset brings back people, policies, knobs and clock, and keeps ids and tokens', async () => {
  const before = await readAlice();
  const { path } = await sandbox.verification();
  await sandbox.api('POST', '/users', { username: 'gone' });
  await sandbox.call('POST', '/sandbox/clock', { advanceSeconds: 3_600 });
  expect((await sandbox.call('POST', '/sandbox/reset')).status).toBe(204);
  expect((await readAlice()).json).toEqual(before.json);
  expect((await sandbox.api('GET', path)).status).toBe(404);
  expect((await sandbox.api('GET', '/users?filter=username%20eq%20%22gone%22')).json).toMatchObject({ count: 0 });
  expect((await sandbox.call('GET', '/sandbox/clock')).json).toMatchObject({ offsetMs: 0 });
  expect(
    list((await sandbox.call('GET', '/sandbox/knobs')).json).every(
      (row) => JSON.stringify(row.value) === JSON.stringify(row.default),
    ),
  ).toBe(true);
});
