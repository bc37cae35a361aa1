// Watching with a scripted PingOne and a clock of its own: how often it looks, what is told to whom, and when it ends.
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { UpstreamError, type UpstreamErrorKind } from '../datasources/http/errors.js';
import { createLogger } from '../telemetry/logger.js';
import { createMetrics } from '../telemetry/metrics.js';
import type { Kind } from './watched-object.js';
import { Watcher } from './watcher.js';

interface State {
  readonly status: string;
  readonly expiresAt?: Date;
}

const SIGNAL = new AbortController().signal;
const waiting: State = { status: 'WAITING' };
const done: State = { status: 'DONE' };
const kind: Kind<State> = {
  name: 'thing',
  statusOf: ({ status }) => status,
  isOver: ({ status, expiresAt }, now) => status === 'DONE' || (expiresAt !== undefined && expiresAt <= now),
  deadlineOf: ({ expiresAt }) => expiresAt ?? null,
  paceOf: ({ status }) => (status === 'PUSH' ? { fastMs: 1_000, slowMs: 1_000 } : { fastMs: 1_000, slowMs: 3_000 }),
};

let stopAll: (() => Promise<void>)[] = [];

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(async () => {
  await Promise.all(stopAll.map((stop) => stop()));
  stopAll = [];
  vi.useRealTimers();
});

/** A watcher before an upstream that answers what `upstream.answer` makes. */
function start(first: State = waiting) {
  const upstream = { reads: 0, answer: async (_signal: AbortSignal): Promise<State> => first };
  const watcher = new Watcher<string, State>(
    kind,
    (_id, signal) => {
      upstream.reads += 1;
      return upstream.answer(signal);
    },
    createLogger('silent'),
    createMetrics(),
  );
  stopAll.push(() => watcher.stop());
  return { upstream, watcher };
}

/** Follows an object; `seen` grows as events come, and has 'end' last. */
async function follow(watcher: Watcher<string, State>, id = 'a') {
  const events = watcher.follow(id, await watcher.present(id, SIGNAL));
  const seen: string[] = [];
  void (async () => {
    for await (const { status } of events) seen.push(status);
    seen.push('end');
  })();
  await vi.advanceTimersByTimeAsync(0);
  return { seen, leave: () => events.return?.() };
}

function failure(kindOfFailure: UpstreamErrorKind, retryAt: Date | null = null): UpstreamError {
  return new UpstreamError({
    source: 'TEST',
    kind: kindOfFailure,
    status: null,
    code: 'TEST',
    mayHaveTakenEffect: false,
    retryAt,
  });
}

const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);

test('the present state comes first, then each change, and it ends after the final one', async () => {
  const { upstream, watcher } = start();
  const { seen } = await follow(watcher);
  expect(seen).toEqual(['WAITING']);
  await pass(1_000);
  upstream.answer = async () => ({ status: 'PUSH' });
  await pass(3_000);
  upstream.answer = async () => done;
  await pass(1_000);
  expect(seen).toEqual(['WAITING', 'PUSH', 'DONE', 'end']);
  expect(watcher).toMatchObject({ active: 0, polled: 0 });
});

test('what is final already is told once and never polled', async () => {
  const { upstream, watcher } = start(done);
  const { seen } = await follow(watcher);
  await pass(60_000);
  expect(seen).toEqual(['DONE', 'end']);
  expect(upstream.reads).toBe(1);
});

test('however many watch, the object is read once per interval, and not at all when nobody does', async () => {
  const { upstream, watcher } = start({ status: 'PUSH' });
  const crowd = await Promise.all(Array.from({ length: 200 }, () => follow(watcher)));
  const { reads } = upstream;
  await pass(10_000);
  expect(upstream.reads - reads).toBe(10);
  expect(watcher).toMatchObject({ active: 200, polled: 1 });
  for (const { leave } of crowd) await leave();
  expect(watcher).toMatchObject({ active: 0, polled: 0 });
  await pass(60_000);
  expect(upstream.reads - reads).toBe(10);
  expect(crowd.every(({ seen }) => seen.join() === 'PUSH,end')).toBe(true);
});

test('somebody who joins within a second costs no call', async () => {
  const { upstream, watcher } = start();
  await follow(watcher);
  await pass(500);
  const { seen } = await follow(watcher);
  expect(upstream.reads).toBe(1);
  expect(seen).toEqual(['WAITING']);
});

test('what stands still is looked at ever more seldom, up to three seconds', async () => {
  const { upstream, watcher } = start();
  await follow(watcher);
  await pass(60_000);
  const before = upstream.reads;
  await pass(30_000);
  expect(upstream.reads - before).toBe(10);
});

test('time that runs out is looked at when it has', async () => {
  const expiresAt = new Date(Date.now() + 30_000);
  const { watcher } = start({ status: 'WAITING', expiresAt });
  const { seen } = await follow(watcher);
  await pass(29_900);
  expect(seen).toEqual(['WAITING']);
  await pass(200);
  expect(seen).toEqual(['WAITING', 'end']);
});

test.each<UpstreamErrorKind>(['timeout', 'unavailable', 'rate-limited', 'broken', 'rejected', 'unauthorized'])(
  'a failure of the kind %s delays a feed and does not end it',
  async (kindOfFailure) => {
    const { upstream, watcher } = start();
    const { seen } = await follow(watcher);
    upstream.answer = async () => Promise.reject(failure(kindOfFailure));
    await pass(120_000);
    const before = upstream.reads;
    await pass(60_000);
    expect(upstream.reads - before).toBe(2);
    expect(seen).toEqual(['WAITING']);
    upstream.answer = async () => done;
    await pass(30_000);
    expect(seen).toEqual(['WAITING', 'DONE', 'end']);
  },
);

test('nothing is sent before the time that PingOne has named, whoever asks', async () => {
  const { upstream, watcher } = start();
  const { seen } = await follow(watcher);
  const tooMany = failure('rate-limited', new Date(Date.now() + 21_000));
  upstream.answer = async () => Promise.reject(tooMany);
  await pass(1_000);
  const before = upstream.reads;
  watcher.lookAgain('a');
  expect(await watcher.present('a', SIGNAL)).toEqual(waiting);
  await pass(19_000);
  expect(upstream.reads).toBe(before);
  upstream.answer = async () => done;
  await pass(1_100);
  expect(seen).toEqual(['WAITING', 'DONE', 'end']);
});

test('what is gone ends the feed without another event', async () => {
  const { upstream, watcher } = start();
  const { seen } = await follow(watcher);
  upstream.answer = async () => Promise.reject(failure('not-found'));
  await pass(1_000);
  expect(seen).toEqual(['WAITING', 'end']);
  await expect(watcher.present('a', SIGNAL)).rejects.toMatchObject({ kind: 'not-found' });
});

test('what a mutation was given is told at once, and an older reading does not undo it', async () => {
  const { upstream, watcher } = start();
  const { seen } = await follow(watcher);
  let answer = (_state: State) => {};
  upstream.answer = () =>
    new Promise((resolve) => {
      answer = resolve;
    });
  await pass(1_000);
  watcher.note('a', { status: 'PUSH' });
  await pass(0);
  expect(seen).toEqual(['WAITING', 'PUSH']);
  answer(waiting);
  upstream.answer = async () => ({ status: 'PUSH' });
  await pass(2_000);
  expect(seen).toEqual(['WAITING', 'PUSH']);
});

test('a hint has it looked at at once', async () => {
  const { upstream, watcher } = start();
  const { seen } = await follow(watcher);
  upstream.answer = async () => done;
  watcher.lookAgain('a');
  await pass(0);
  expect(seen).toEqual(['WAITING', 'DONE', 'end']);
});

test('a client that does not read keeps the newest states and costs no more room than a few', async () => {
  const { upstream, watcher } = start();
  const events = watcher.follow('a', await watcher.present('a', SIGNAL));
  expect(await events.next()).toMatchObject({ value: waiting });
  for (let number = 1; number <= 40; number += 1) watcher.note('a', { status: `STEP_${number}` });
  upstream.answer = async () => done;
  await pass(1_000);
  const left: string[] = [];
  for await (const { status } of events) left.push(status);
  expect(left).toHaveLength(16);
  expect(left.slice(-2)).toEqual(['STEP_40', 'DONE']);
});

test('a stop ends every feed and breaks off the reading under way', async () => {
  const { upstream, watcher } = start();
  const { seen } = await follow(watcher);
  upstream.answer = (signal) =>
    new Promise((_, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason), { once: true });
    });
  await pass(1_000);
  await watcher.stop();
  await pass(0);
  expect(seen).toEqual(['WAITING', 'end']);
  expect(watcher).toMatchObject({ active: 0, polled: 0 });
});
