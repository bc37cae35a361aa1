// One connection over a real WebSocket: stuck readers, silent peers, floods, the end of the token. The long times are the test's.
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { Socket } from './socket.js';

const DAY_MS = 86_400_000;
let server: Server;
let upgrades: WebSocketServer;
let client: WebSocket;
let socket: Socket;
/** Codes with which our side closed. */
let codes: number[];

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'setTimeout', 'clearTimeout', 'Date', 'performance'] });
  codes = [];
  server = createServer();
  upgrades = new WebSocketServer({ server });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const connected = new Promise<WebSocket>((resolve) => {
    upgrades.once('connection', resolve);
  });
  client = new WebSocket(`ws://127.0.0.1:${port}`);
  const [raw] = await Promise.all([connected, once(client, 'open')]);
  socket = new Socket(raw, (code) => codes.push(code));
});

afterEach(async () => {
  vi.useRealTimers();
  client.terminate();
  for (const left of upgrades.clients) left.terminate();
  upgrades.close();
  server.close();
  await once(server, 'close');
});

const closed = async () => Number((await once(client, 'close'))[0]);

/** Resolves when our side knows that the connection is gone. */
async function gone(): Promise<void> {
  if (!socket.gone.aborted) await once(socket.gone, 'abort');
}

describe('sending', () => {
  test('resolves when the text was taken, and does nothing when the connection is gone', async () => {
    const received = once(client, 'message');
    await socket.send('hello');
    expect(String((await received)[0])).toBe('hello');
    client.close();
    await gone();
    await socket.send('too late');
    expect(codes).toEqual([]);
  });

  test('to a client that reads no more ends with 1013 when too much piles up', async () => {
    client.pause();
    const text = 'x'.repeat(512 * 1024);
    const pending: Promise<void>[] = [];
    while (codes.length === 0) pending.push(socket.send(text));
    expect(codes).toEqual([1013]);
    expect(pending.length).toBeLessThan(50);
    vi.advanceTimersByTime(1_001);
    await gone();
    await Promise.all(pending);
  });

  test('that gets stuck for fifteen seconds ends with 1013, however little it is', async () => {
    client.pause();
    let stuck: Promise<void> | null = null;
    while (stuck === null) {
      // What the operating system still takes is not stuck.
      const sent = socket.send('x'.repeat(64 * 1024));
      const taken = await Promise.race([sent.then(() => true), turns().then(() => false)]);
      if (!taken) stuck = sent;
    }
    expect(codes).toEqual([]);
    vi.advanceTimersByTime(12_000);
    expect(codes).toEqual([]);
    vi.advanceTimersByTime(12_000);
    expect(codes).toEqual([1013]);
    vi.advanceTimersByTime(1_001);
    await gone();
    await stuck;
  });
});

describe('keep-alive', () => {
  test('a client that answers stays, however long it is silent', async () => {
    for (let round = 0; round < 10; round += 1) {
      const pinged = once(client, 'ping');
      vi.advanceTimersByTime(12_000);
      await pinged;
      // The pong is on its way before this answer to it.
      await roundTrip();
    }
    expect(socket.gone.aborted).toBe(false);
  });

  test('one that does not answer is cut', async () => {
    client.pause();
    vi.advanceTimersByTime(24_000);
    await gone();
    expect(codes).toEqual([]);
  });
});

describe('messages', () => {
  test('are handed on as text, in order', async () => {
    const heard = listen();
    for (const text of ['one', 'two', '']) client.send(text);
    await roundTrip();
    expect(heard).toEqual(['one', 'two', '']);
  });

  test('that are binary are refused with 1008', async () => {
    const heard = listen();
    client.send(Buffer.from('one'));
    expect(await closed()).toBe(1008);
    expect(heard).toEqual([]);
    expect(codes).toEqual([1008]);
  });

  test('that come too fast are refused with 1008, and those after it are not listened to', async () => {
    const heard = listen();
    for (let count = 0; count < 3_000; count += 1) client.send(`${count}`);
    expect(await closed()).toBe(1008);
    expect(heard).toHaveLength(1_200);
    expect(codes).toEqual([1008]);
  });

  test('may come again when the minute is over', async () => {
    const heard = listen();
    for (let minute = 0; minute < 3; minute += 1) {
      for (let count = 0; count < 1_199; count += 1) client.send('x');
      await roundTrip();
      vi.setSystemTime(Date.now() + 60_001);
    }
    expect(heard).toHaveLength(3 * 1_199);
    expect(codes).toEqual([]);
  });
});

describe('closing', () => {
  test('tells the client why, and resolves when it is gone, also when asked twice', async () => {
    const answer = once(client, 'close');
    await Promise.all([socket.close(1012, 'Service restart', 0), socket.close(1012, 'Service restart', 0)]);
    expect((await answer).map(String)).toEqual(['1012', 'Service restart']);
    expect(codes).toEqual([1012]);
    await socket.close(1012, 'Service restart', 0);
    expect(socket.gone.aborted).toBe(true);
  });

  test('cuts a client that does not answer when the grace is over', async () => {
    client.pause();
    const done = socket.close(1012, 'Service restart', 5_000);
    vi.advanceTimersByTime(4_999);
    expect(socket.gone.aborted).toBe(false);
    vi.advanceTimersByTime(1);
    await done;
    expect(socket.gone.aborted).toBe(true);
  });

  test.each([
    ['now', 0],
    ['long ago', -DAY_MS],
    ['in an hour', 3_600_000],
    ['in 24.8 days', 2 ** 31 - 1],
    ['in 60 days, longer than one timer can wait', 60 * DAY_MS],
  ])('happens at the moment it is told: %s', async (_when, inMs) => {
    // Keep-alive has no part in this; its rounds would have to be answered for weeks.
    vi.clearAllTimers();
    socket.closeAt(new Date(Date.now() + inMs), 4403, 'Token expired');
    if (inMs > 0) vi.advanceTimersByTime(inMs - 1);
    expect(codes).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(codes).toEqual([4403]);
    expect(await closed()).toBe(4403);
  });
});

function listen(): string[] {
  const heard: string[] = [];
  socket.onMessage(async (text) => {
    heard.push(text);
  });
  return heard;
}

/** Resolves when everything sent before has been heard. */
async function roundTrip(): Promise<void> {
  const answer = once(client, 'pong');
  client.ping();
  await answer;
}

/** Long enough for the operating system to take what it has room for. */
async function turns(): Promise<void> {
  for (let count = 0; count < 200; count += 1) await new Promise((resolve) => setImmediate(resolve));
}
