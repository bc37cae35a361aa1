// One attempt against real servers: what each way to fail is called, and that names are judged by what they stand for at that moment.
import type { LookupAddress } from 'node:dns';
import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Sender, type SenderOptions } from './sender.js';

const names = vi.hoisted(() => ({ addresses: [] as LookupAddress[], asked: 0 }));
vi.mock('node:dns', async (original) => ({
  ...(await original<typeof import('node:dns')>()),
  lookup: (_host: string, _options: object, done: (error: null, addresses: LookupAddress[]) => void) => {
    names.asked += 1;
    setImmediate(() => done(null, names.addresses));
  },
}));

const never = new AbortController().signal;
const stops: (() => Promise<unknown>)[] = [];

beforeEach(() => {
  names.addresses = [];
  names.asked = 0;
});

afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
});

function sender(options: Partial<SenderOptions> = {}): Sender {
  const made = new Sender({ allowPrivate: true, timeoutMs: 5_000, ...options });
  stops.push(() => made.close());
  return made;
}

async function server(listener: RequestListener): Promise<{ url: string; port: number; connections: () => number }> {
  let connections = 0;
  const listening = createServer(listener).listen(0, '127.0.0.1');
  listening.on('connection', () => {
    connections += 1;
  });
  await once(listening, 'listening');
  stops.push(async () => {
    listening.closeAllConnections();
    listening.close();
  });
  const { port } = listening.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/hooks`, port, connections: () => connections };
}

const message = { headers: { 'content-type': 'application/json' }, body: '{}' };

test.each([
  [200, {}, { httpStatus: 200, failure: null, retryAfterMs: 0 }],
  [202, {}, { httpStatus: 202, failure: null, retryAfterMs: 0 }],
  [301, { location: 'http://127.0.0.1:1/' }, { httpStatus: 301, failure: 'REDIRECTED', retryAfterMs: 0 }],
  [400, {}, { httpStatus: 400, failure: 'REFUSED', retryAfterMs: 0 }],
  [410, {}, { httpStatus: 410, failure: 'GONE', retryAfterMs: 0 }],
  [429, { 'retry-after': '120' }, { httpStatus: 429, failure: 'REFUSED', retryAfterMs: 120_000 }],
  [503, { 'retry-after': '9999999' }, { httpStatus: 503, failure: 'REFUSED', retryAfterMs: 86_400_000 }],
  [503, { 'retry-after': 'Thu, 01 Jan 1970 00:00:00 GMT' }, { httpStatus: 503, failure: 'REFUSED', retryAfterMs: 0 }],
  [503, { 'retry-after': 'soon' }, { httpStatus: 503, failure: 'REFUSED', retryAfterMs: 0 }],
])('an answer of %i with %j', async (status, headers, outcome) => {
  const { url } = await server((_request, response) => response.writeHead(status, headers).end('anything'));
  expect(await sender().send({ url, ...message }, never)).toEqual(outcome);
});

test('an endless answer is accepted by its head and not read on', async () => {
  let written = 0;
  const { url } = await server((_request, response) => {
    response.writeHead(200);
    const chunk = Buffer.alloc(64 * 1024);
    const write = () => {
      written += chunk.length;
      if (!response.destroyed && written < 64 * 1024 * 1024) response.write(chunk, write);
    };
    write();
  });
  expect(await sender().send({ url, ...message }, never)).toMatchObject({ httpStatus: 200, failure: null });
  expect(written).toBeLessThan(32 * 1024 * 1024);
});

test('who does not answer in time has failed', async () => {
  const { url } = await server(() => undefined);
  const outcome = await sender({ timeoutMs: 100 }).send({ url, ...message }, never);
  expect(outcome).toEqual({ httpStatus: null, failure: 'TIMEOUT', retryAfterMs: 0 });
});

test('the stop of the gateway is no failure of the receiver', async () => {
  const stop = new AbortController();
  const { url } = await server(() => stop.abort(new Error('The gateway is stopping.')));
  await expect(sender().send({ url, ...message }, stop.signal)).rejects.toThrow('The gateway is stopping.');
});

test('failures to connect are told apart', async () => {
  const { url, port } = await server((request) => request.socket.destroy());
  const failureAt = async (address: string) => (await sender().send({ url: address, ...message }, never)).failure;
  expect(await failureAt(url)).toBe('CONNECTION_LOST');
  expect(await failureAt(`https://127.0.0.1:${port}/`)).toBe('TLS_FAILED');
  expect(await failureAt('http://127.0.0.1:1/')).toBe('NOT_CONNECTED');
});

test.each<[string, LookupAddress[]]>([
  ['private', [{ address: '127.0.0.1', family: 4 }]],
  [
    'public and private',
    [
      { address: '8.8.8.8', family: 4 },
      { address: '127.0.0.1', family: 4 },
    ],
  ],
  ['private in IPv6', [{ address: '::ffff:127.0.0.1', family: 6 }]],
  ['nothing', []],
])('a name that stands for %s is not connected to, however often its address changes', async (_what, addresses) => {
  const { port, connections } = await server((_request, response) => response.end());
  const guarded = sender({ allowPrivate: false });
  names.addresses = addresses;
  for (let count = 1; count <= 2; count += 1) {
    const outcome = await guarded.send({ url: `https://hooks.example.test:${port}/`, ...message }, never);
    expect(outcome).toEqual({ httpStatus: null, failure: 'ADDRESS_REFUSED', retryAfterMs: 0 });
    expect(names.asked).toBe(count);
  }
  expect(connections()).toBe(0);
});

test('a literal address, and plain http, are refused without a look-up', async () => {
  const { url, port, connections } = await server((_request, response) => response.end());
  const guarded = sender({ allowPrivate: false });
  for (const address of [
    url,
    `https://127.0.0.1:${port}/`,
    `https://[::ffff:7f00:1]:${port}/`,
    `https://0x7f.1:${port}/`,
  ]) {
    expect((await guarded.send({ url: address, ...message }, never)).failure).toBe('ADDRESS_REFUSED');
  }
  expect([connections(), names.asked]).toEqual([0, 0]);
});
