// Which calls are tried again, and how long upstream may make them wait.
import { once } from 'node:events';
import { createServer } from 'node:net';
import { describe, expect, test } from 'vitest';
import { afterwards, clientOf, closedPort, failureOf, Thing, thing, upstream } from './client-fixture.js';
import { UpstreamError } from './errors.js';
import { isRetryable, retryAtOf } from './retries.js';
import { json, reset, truncated } from './scripted-server.js';

describe('trying again', () => {
  const refusals = [400, 403, 404, 405, 409, 410, 415, 422];
  const passing = [408, 429, 500, 502, 503, 504];

  test.each(passing)('a read is tried again after %i, three times at most', async (status) => {
    const server = await upstream(json(status, {}), json(status, {}), json(200, { id: 't1' }));
    const { client } = clientOf(server.url);
    await expect(client.get(thing, Thing)).resolves.toEqual({ id: 't1' });
    expect(server.seen).toHaveLength(3);
  });

  test('the fourth try is not made', async () => {
    const server = await upstream(json(500, {}));
    const { client, pauses } = clientOf(server.url);
    expect(await failureOf(client.get(thing, Thing))).toMatchObject({ kind: 'unavailable', status: 500 });
    expect(server.seen).toHaveLength(3);
    expect(pauses).toHaveLength(2);
  });

  test.each(refusals)('nothing is tried again after %i', async (status) => {
    const server = await upstream(json(status, {}));
    const { client } = clientOf(server.url);
    expect(await failureOf(client.get(thing, Thing))).toMatchObject({ status, mayHaveTakenEffect: false });
    expect(server.seen).toHaveLength(1);
  });

  test.each(passing)('a POST is not tried again after %i', async (status) => {
    const server = await upstream(json(status, {}));
    const { client } = clientOf(server.url);
    expect(await failureOf(client.post(thing, {}, Thing))).toMatchObject({ status, mayHaveTakenEffect: status >= 500 });
    expect(server.seen).toHaveLength(1);
  });

  test('PUT and DELETE are tried again unless told otherwise', async () => {
    const server = await upstream(json(503, {}), json(200, { id: 't1' }), json(503, {}), json(204, ''), json(503, {}));
    const { client } = clientOf(server.url);
    await client.put(thing, {}, Thing);
    await client.delete(thing);
    expect((await failureOf(client.delete(thing, { retry: 'never' }))).status).toBe(503);
    expect(server.seen.map(({ method }) => method)).toEqual(['PUT', 'PUT', 'DELETE', 'DELETE', 'DELETE']);
  });

  test('a connection that breaks is tried again for a read only', async () => {
    const server = await upstream(reset, truncated, json(200, { id: 't1' }), reset);
    const { client } = clientOf(server.url);
    await expect(client.get(thing, Thing)).resolves.toEqual({ id: 't1' });
    const error = await failureOf(client.post(thing, {}, Thing));
    expect(error).toMatchObject({ kind: 'unavailable', code: 'CONNECTION_LOST', mayHaveTakenEffect: true });
    expect(server.seen).toHaveLength(4);
  });

  test('a POST that was never sent is tried again, and had no effect', async () => {
    const port = await closedPort();
    const { client, calls } = clientOf(`http://127.0.0.1:${port}`);
    const error = await failureOf(client.post(thing, {}, Thing));
    expect(error).toMatchObject({ kind: 'unavailable', code: 'NOT_CONNECTED', mayHaveTakenEffect: false });
    expect(calls).toHaveLength(3);
  });

  test('a POST reaches a server that comes up between two tries', async () => {
    const port = await closedPort();
    const late = createServer((socket) => {
      const body = '{"id":"t1"}';
      socket.once('data', () =>
        socket.end(
          `HTTP/1.1 201 Created\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
        ),
      );
    });
    afterwards(async () => void late.close());
    const { client } = clientOf(`http://127.0.0.1:${port}`, {
      pause: async () => {
        late.listen(port, '127.0.0.1');
        await once(late, 'listening');
      },
    });
    await expect(client.post(thing, {}, Thing)).resolves.toEqual({ id: 't1' });
  });

  test('only what passes is retryable', () => {
    const failure = { source: 'S', kind: 'unavailable', mayHaveTakenEffect: false } as const;
    const closed = new UpstreamError({ ...failure, status: null, code: 'CIRCUIT_OPEN' });
    const late = new UpstreamError({ ...failure, kind: 'timeout', status: null, code: 'DEADLINE_EXCEEDED' });
    expect([isRetryable(closed, 'idempotent'), isRetryable(late, 'idempotent')]).toEqual([false, false]);
  });
});

describe('Retry-After', () => {
  test('is waited for when the deadline allows', async () => {
    const server = await upstream(json(429, {}, { 'retry-after': '3' }), json(200, { id: 't1' }));
    const { client, pauses } = clientOf(server.url);
    await client.get(thing, Thing);
    expect(pauses).toHaveLength(1);
    expect(pauses[0]).toBeGreaterThan(1_000);
    expect(pauses[0]).toBeLessThanOrEqual(3_000);
  });

  test('past the deadline fails at once and says when to come back', async () => {
    const server = await upstream(json(429, {}, { 'retry-after': '7' }));
    const { client, pauses } = clientOf(server.url);
    const before = Date.now();
    const error = await failureOf(client.get(thing, Thing));
    expect(error.kind).toBe('rate-limited');
    expect(error.retryAt?.getTime()).toBeGreaterThanOrEqual(before + 7_000);
    expect(pauses).toEqual([]);
    expect(server.seen).toHaveLength(1);
  });

  test.each([
    ['12', 12_000],
    ['86400', 30_000],
    ['99999999999999999999', 30_000],
    [new Date(Date.now() + 3_600_000).toUTCString(), 30_000],
    ['Thu, 01 Jan 1970 00:00:00 GMT', 0],
  ])('%s is at most 30 s away', (header, waitMs) => {
    const waited = (retryAtOf(header)?.getTime() ?? Number.NaN) - Date.now();
    expect(waited).toBeGreaterThan(waitMs - 5_000);
    expect(waited).toBeLessThanOrEqual(waitMs);
  });

  test.each([undefined, '', 'soon', '-'])('%j names no moment', (header) => {
    expect(retryAtOf(header)).toBeNull();
  });
});
