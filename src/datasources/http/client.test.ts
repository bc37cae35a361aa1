// One upstream call: what is sent, the deadline, credentials and what is told about it.
import { describe, expect, test } from 'vitest';
import { currentScope, runInScope } from '../../telemetry/scope.js';
import { clientOf, failureOf, signal, Thing, thing, upstream } from './client-fixture.js';
import { path } from './path.js';
import { json, silence } from './scripted-server.js';

describe('sending', () => {
  test('asks for JSON, sends the credentials and the media type that selects the operation', async () => {
    const server = await upstream(json(200, { id: 't1', added: 'tomorrow' }));
    const { client } = clientOf(`${server.url}/v1`, {
      authorization: { header: async () => 'Bearer abc', refused: () => undefined },
    });
    const contentType = 'application/vnd.pingidentity.device.block+json';
    await expect(client.post(thing, { a: 1 }, Thing, { contentType, query: { q: 'x y' } })).resolves.toEqual({
      id: 't1',
    });
    expect(server.seen[0]).toMatchObject({
      method: 'POST',
      url: '/v1/things/t1?q=x%20y',
      body: '{"a":1}',
      headers: { accept: 'application/json', authorization: 'Bearer abc', 'content-type': contentType },
    });
  });

  test('an id that can be no path segment is not found, without a call', async () => {
    const server = await upstream(json(200, { id: 't1' }));
    const { client } = clientOf(server.url);
    const error = await failureOf(client.get(path`/things/${'..'}`, Thing));
    expect(error).toMatchObject({ kind: 'not-found', code: 'UNADDRESSABLE', mayHaveTakenEffect: false });
    expect(server.seen).toHaveLength(0);
  });

  test('each attempt is told to the observer and to the scope of the caller, by path template', async () => {
    const server = await upstream(json(503, {}), json(200, { id: 't1' }, { 'correlation-id': 'c-2' }));
    const { client, calls } = clientOf(server.url);
    const recorded = await runInScope('r1', async () => {
      await client.get(thing, Thing);
      return currentScope()?.upstreamCalls;
    });
    const expected = [
      { source: 'THINGS', method: 'GET', pathTemplate: '/things/{thingId}', status: 503, correlationId: null },
      { source: 'THINGS', method: 'GET', pathTemplate: '/things/{thingId}', status: 200, correlationId: 'c-2' },
    ];
    expect(recorded).toMatchObject(expected);
    expect(calls.map(({ outcome }) => outcome)).toEqual(['unavailable', 'ok']);
  });
});

describe('whether a failed call may have had an effect', () => {
  const answers = (...statuses: readonly number[]) => statuses.map((status) => json(status, {}));
  const retry = { statuses: [429, 502, 503] };

  test.for([
    [[503, 503, 503], false],
    [[429, 503, 503], false],
    [[502, 503, 503], true],
    [[503, 502, 502], true],
    [[503, 500], true],
  ] as const)('%j: %j, where 503 says that it was not taken on', async ([statuses, may]) => {
    const server = await upstream(...answers(...statuses));
    const { client } = clientOf(server.url);
    const error = await failureOf(client.post(thing, {}, Thing, { retry, untakenStatuses: [503] }));
    expect(error.mayHaveTakenEffect).toBe(may);
  });

  test('of 503 nobody knows where nothing is said of it', async () => {
    const server = await upstream(...answers(503));
    const { client } = clientOf(server.url);
    expect((await failureOf(client.post(thing, {}, Thing))).mayHaveTakenEffect).toBe(true);
  });
});

describe('time', () => {
  test('no answer before the deadline is a timeout that may have taken effect', async () => {
    const server = await upstream(silence);
    const { client, calls } = clientOf(server.url);
    const error = await failureOf(client.post(thing, {}, Thing, { timeoutMs: 50 }));
    expect(error).toMatchObject({ kind: 'timeout', code: 'DEADLINE_EXCEEDED', status: null, mayHaveTakenEffect: true });
    expect(calls.map(({ outcome }) => outcome)).toEqual(['timeout']);
  });

  test('a body that stalls is a timeout too', async () => {
    const server = await upstream((response) => {
      response.writeHead(200, { 'content-type': 'application/json' }).write('{"id":');
    });
    const { client } = clientOf(server.url);
    expect((await failureOf(client.get(thing, Thing, { timeoutMs: 50 }))).kind).toBe('timeout');
  });

  test('credentials that never come are a timeout without effect', async () => {
    const server = await upstream(json(200, { id: 't1' }));
    const authorization = { header: () => new Promise<string>(() => undefined), refused: () => undefined };
    const { client } = clientOf(server.url, { authorization });
    const error = await failureOf(client.post(thing, {}, Thing, { timeoutMs: 20 }));
    expect(error).toMatchObject({ kind: 'timeout', mayHaveTakenEffect: false });
  });

  test('a caller that leaves gets its own reason and the connection is given up', async () => {
    const closed = signal();
    const server = await upstream((response) => {
      response.on('close', () => closed.tell());
    });
    const { client, calls } = clientOf(server.url);
    const caller = new AbortController();
    const call = client.post(thing, {}, Thing, { signal: caller.signal });
    await server.arrived(1);
    caller.abort('gone');
    await expect(call).rejects.toBe('gone');
    await closed.happened;
    expect(calls.map(({ outcome }) => outcome)).toEqual(['aborted']);
  });
});

describe('credentials', () => {
  function tokens(...values: readonly string[]) {
    const refused: string[] = [];
    const authorization = {
      header: async () => values[Math.min(refused.length, values.length - 1)] ?? '',
      refused: (header: string) => void refused.push(header),
    };
    return { authorization, refused };
  }

  test('a 401 is answered by new credentials once, also for a POST', async () => {
    const server = await upstream(json(401, { code: 'ACCESS_FAILED' }), json(201, { id: 't1' }));
    const { authorization, refused } = tokens('Bearer old', 'Bearer new');
    const { client } = clientOf(server.url, { authorization });
    await expect(client.post(thing, {}, Thing)).resolves.toEqual({ id: 't1' });
    expect(refused).toEqual(['Bearer old']);
    expect(server.seen.map(({ headers }) => headers.authorization)).toEqual(['Bearer old', 'Bearer new']);
  });

  test('a second 401 is the answer', async () => {
    const server = await upstream(json(401, { code: 'ACCESS_FAILED', message: 'secret words' }));
    const { authorization } = tokens('Bearer a');
    const { client } = clientOf(server.url, { authorization });
    expect(await failureOf(client.get(thing, Thing))).toMatchObject({ kind: 'unauthorized', code: 'ACCESS_FAILED' });
    expect(server.seen).toHaveLength(2);
  });
});

test('stats tell answers, failures and the last success', async () => {
  const server = await upstream(json(200, { id: 't1' }), json(404, {}), json(500, {}), json(429, {}));
  const { client } = clientOf(server.url);
  expect(client.stats()).toEqual({ p90LatencyMs: null, errorRate: null, lastSuccessAt: null });
  await client.get(thing, Thing);
  for (const _ of [404, 500, 429]) await failureOf(client.get(thing, Thing, { retry: 'never' }));
  expect(client.stats()).toMatchObject({
    errorRate: 0.5,
    lastSuccessAt: expect.any(Date),
    p90LatencyMs: expect.any(Number),
  });
});
