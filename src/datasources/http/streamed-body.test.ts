// A body that is sent while it arrives: when it may be sent again, and whose failure it is.
import { once } from 'node:events';
import { createServer } from 'node:http';
import { expect, test, vi } from 'vitest';
import { afterwards, clientOf, closedPort, failureOf, Thing, thing, upstream } from './client-fixture.js';
import { json, silence } from './scripted-server.js';
import { StreamedBody } from './streamed-body.js';

const chunks = (...texts: readonly string[]) => texts.map((text) => Buffer.from(text));

async function* broken(): AsyncGenerator<Uint8Array, void> {
  yield Buffer.from('{"a":');
  throw new Error('The sender hung up.');
}

/** Gives its start and then nothing more. */
async function* stuck(): AsyncGenerator<Uint8Array, void> {
  yield Buffer.from('{"a":');
  await new Promise(() => undefined);
}

async function* of(...pieces: readonly Uint8Array[]): AsyncGenerator<Uint8Array, void> {
  yield* pieces;
}

test('arrives as it was given', async () => {
  const server = await upstream(json(201, { id: 't1' }));
  const { client, calls } = clientOf(server.url);
  const body = new StreamedBody(of(...chunks('{"a":', '', '1}')));
  expect(await client.postStream(thing, body, Thing)).toEqual({ id: 't1' });
  expect(server.seen[0]).toMatchObject({ body: '{"a":1}', headers: { 'content-type': 'application/json' } });
  expect(body).toMatchObject({ begun: true, complete: true, failure: null });
  expect(calls.map(({ outcome }) => outcome)).toEqual(['ok']);
});

test('a call that never left is tried again with the whole body', async () => {
  const port = await closedPort();
  const body = new StreamedBody(of(...chunks('{"a":', '1}')));
  const seen: string[] = [];
  const server = createServer(async (request, response) => {
    let text = '';
    for await (const chunk of request) text += chunk;
    seen.push(text);
    response.writeHead(201, { 'content-type': 'application/json' }).end('{"id":"t1"}');
  });
  afterwards(async () => {
    server.closeAllConnections();
    server.close();
  });
  const { client } = clientOf(`http://127.0.0.1:${port}`, {
    pause: async () => {
      expect(body.begun).toBe(false);
      server.listen(port, '127.0.0.1');
      await once(server, 'listening');
    },
  });
  expect(await client.postStream(thing, body, Thing)).toEqual({ id: 't1' });
  expect(seen).toEqual(['{"a":1}']);
});

test('after a refused token it is not sent again, but the next call has a new one', async () => {
  const refused = vi.fn();
  const server = await upstream(json(401, {}));
  const { client } = clientOf(server.url, { authorization: { header: async () => 'Bearer old', refused } });
  const error = await failureOf(client.postStream(thing, new StreamedBody(of(...chunks('1'))), Thing));
  expect(error).toMatchObject({ kind: 'unauthorized', status: 401 });
  expect(refused).toHaveBeenCalledExactlyOnceWith('Bearer old');
  expect(server.seen).toHaveLength(1);
});

test('a source that breaks off is not the fault of the service', async () => {
  const server = await upstream(json(201, { id: 't1' }));
  const { client, calls } = clientOf(server.url);
  await expect(client.postStream(thing, new StreamedBody(broken()), Thing)).rejects.toThrow('The sender hung up.');
  expect(server.seen).toHaveLength(0);
  expect(calls.map(({ outcome }) => outcome)).toEqual(['aborted']);
  expect(client.stats().errorRate).toBeNull();
});

test('nor is a source that is too slow, and what came of it took no effect', async () => {
  const server = await upstream(json(201, { id: 't1' }));
  const { client, calls } = clientOf(server.url);
  const error = await failureOf(client.postStream(thing, new StreamedBody(stuck()), Thing, { timeoutMs: 50 }));
  expect(error).toMatchObject({ kind: 'timeout', mayHaveTakenEffect: false });
  expect(calls.map(({ outcome }) => outcome)).toEqual(['aborted']);
});

test('a service that does not answer to a whole body is', async () => {
  const server = await upstream(silence);
  const { client, calls } = clientOf(server.url);
  const error = await failureOf(
    client.postStream(thing, new StreamedBody(of(...chunks('1'))), Thing, { timeoutMs: 80 }),
  );
  expect(error).toMatchObject({ kind: 'timeout', mayHaveTakenEffect: true });
  expect(calls.map(({ outcome }) => outcome)).toEqual(['timeout']);
});

test('an answer before the end of the body is the answer', async () => {
  const server = createServer((_, response) => {
    response.writeHead(404, { 'content-type': 'application/json' }).end('{"code":"NOT_FOUND"}');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  afterwards(async () => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const { client } = clientOf(`http://127.0.0.1:${port}`);
  const error = await failureOf(client.postStream(thing, new StreamedBody(stuck()), Thing));
  expect(error).toMatchObject({ kind: 'not-found', code: 'NOT_FOUND', mayHaveTakenEffect: false });
});

test('a caller that leaves gets its own reason', async () => {
  const server = await upstream(silence);
  const { client } = clientOf(server.url);
  const caller = new AbortController();
  const call = client.postStream(thing, new StreamedBody(stuck()), Thing, { signal: caller.signal });
  caller.abort(new Error('gone'));
  await expect(call).rejects.toThrow('gone');
});

test('slow bodies leave room for quick calls', async () => {
  const server = await upstream(json(200, { id: 't1' }));
  const { client } = clientOf(server.url, { gate: { maxRunning: 2, maxWaiting: 0 } });
  const caller = new AbortController();
  const slow = Array.from({ length: 16 }, () =>
    client.postStream(thing, new StreamedBody(stuck()), Thing, { signal: caller.signal }).catch(() => 'left'),
  );
  expect(await client.get(thing, Thing)).toEqual({ id: 't1' });
  caller.abort();
  expect(await Promise.all(slow)).toEqual(Array.from({ length: 16 }, () => 'left'));
});
