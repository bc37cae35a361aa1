// The tracker against a source of the test: when it reads again, when it stops, and what deadlines and failures do. On a real PostgreSQL.
import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { UpstreamError } from '../datasources/http/errors.js';
import type { VerificationRecord } from '../store/records.js';
import { Starts } from '../store/starts.js';
import { StatusLog } from '../store/status-log.js';
import { newVerification, nextVersion, useStore } from '../store/store-fixture.js';
import { type Claim, Tracking } from '../store/tracking.js';
import { createLogger } from '../telemetry/logger.js';
import { createMetrics } from '../telemetry/metrics.js';
import { type ReadAtSource, Tracker, type TrackerOptions } from './tracker.js';

const store = useStore();
const HOUR_MS = 3_600_000;
const pace = { fastMs: 2_000, slowMs: 30_000 };
const closers: (() => Promise<void>)[] = [];
let log: StatusLog;
let tracking: Tracking;
let expired: Claim[];

beforeEach(async () => {
  await store.sql('truncate verifications, verification_starts, callback_inbox cascade');
  log = new StatusLog(store.db);
  tracking = new Tracking(store.db);
  expired = [];
});

afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

function track(read: ReadAtSource, options: Partial<TrackerOptions> = {}): Tracker {
  const expire = async (claim: Claim) => {
    expired.push(claim);
    return claim.record;
  };
  const tracker = new Tracker(
    tracking,
    { read, expire, isPolled: () => true },
    { pace, concurrency: 4, leaseMs: 60_000, idleMs: HOUR_MS, ...options },
    createLogger('silent'),
    createMetrics(),
  );
  closers.push(() => tracker.stop());
  tracker.start();
  return tracker;
}

async function due(changes: Partial<VerificationRecord> = {}, inMs = 0): Promise<VerificationRecord> {
  const now = Date.now();
  const lives = { createdAt: new Date(now - 60_000), expiresAt: new Date(now + HOUR_MS), ...changes };
  const [added] = await log.add([newVerification(lives, inMs)]);
  if (!added) throw new Error('It was there already.');
  return added;
}

async function quietFor(id: string, seconds: number): Promise<void> {
  await store.sql('update verifications set active_at = now() - make_interval(secs => $2) where id = $1', [
    id,
    seconds,
  ]);
}

/** Waits until the reading is done. @returns milliseconds until the next one; null: none */
async function released(id: string): Promise<number | null> {
  for (;;) {
    const [row] = await store.sql(
      `select lease_owner, (extract(epoch from next_poll_at - now()) * 1000)::float8 as in_ms
       from verifications where id = $1`,
      [id],
    );
    const inMs = row?.in_ms === null ? null : Number(row?.in_ms);
    if (row?.lease_owner === null && (inMs === null || inMs > 0)) return inMs;
  }
}

function about(inMs: number | null, expectedMs: number): void {
  expect(inMs).toBeGreaterThan(expectedMs - 1_500);
  expect(inMs).toBeLessThanOrEqual(expectedMs + 100);
}

test('what is woken while it is being read is read again as soon as that is done', async () => {
  const { id } = await due();
  const looked = vi.spyOn(tracking, 'nextDueInMs');
  const readings: boolean[] = [];
  let finish = () => {};
  const tracker = track(async ({ record, woken }) => {
    readings.push(woken);
    if (readings.length > 1) return { ...record, lifecycle: 'FINISHED' };
    await new Promise<void>((resolve) => {
      finish = resolve;
    });
    return record;
  });
  await vi.waitFor(() => expect(readings).toHaveLength(1));
  looked.mockClear();
  await tracking.wake(id);
  // As the notification does. It finds the verification taken, and sleeps.
  tracker.wake();
  await vi.waitFor(() => expect(looked.mock.settledResults).toMatchObject([{ type: 'fulfilled' }]));
  finish();
  expect(await released(id)).toBeNull();
  expect(readings).toEqual([false, true]);
});

describe('after a reading', () => {
  test('that found nothing new, it waits the longer the longer it has been quiet', async () => {
    const { id } = await due();
    await quietFor(id, 60);
    track(async ({ record }) => record);
    about(await released(id), 12_000);
  });

  test('that found a change, it is quick again', async () => {
    const { id } = await due();
    await quietFor(id, 600);
    track(async ({ record }) => {
      const changed = await log.change(record.id, (present) => nextVersion(present));
      return changed?.record ?? null;
    });
    about(await released(id), pace.fastMs);
  });

  test.each([
    ['that found a final state', { lifecycle: 'FINISHED' } as const],
    ['that found it gone', null],
  ])('%s, it stops', async (_what, outcome) => {
    const { id } = await due();
    track(async ({ record }) => (outcome ? { ...record, ...outcome, version: 2 } : null));
    expect(await released(id)).toBeNull();
  });

  test('it reads just past the deadline', async () => {
    const { id } = await due({ expiresAt: new Date(Date.now() + 5_000) });
    await quietFor(id, 600);
    track(async ({ record }) => record);
    about(await released(id), 5_050);
  });

  test('old ones without a deadline are left alone', async () => {
    const { id } = await due({ expiresAt: null, createdAt: new Date(Date.now() - 25 * HOUR_MS) });
    const young = await due({ expiresAt: null });
    track(async ({ record }) => record);
    expect(await released(id)).toBeNull();
    expect(await released(young.id)).not.toBeNull();
  });
});

describe('past the deadline', () => {
  const lived = (sinceDeadlineMs: number, lengthMs = 60_000) => {
    const expiresAt = new Date(Date.now() - sinceDeadlineMs);
    return { expiresAt, createdAt: new Date(expiresAt.getTime() - lengthMs) };
  };

  test.each(['REQUESTED', 'INITIATED', 'PARTIAL', null])(
    '%s has expired, and is still read for a while',
    async (rawStatus) => {
      const { id } = await due({ ...lived(1_000), rawStatus });
      track(async ({ record }) => record);
      expect(await released(id)).not.toBeNull();
      expect(expired.map(({ record }) => record.id)).toEqual([id]);
    },
  );

  test('checks that run go on running, up to one more length of its time', async () => {
    const { id } = await due({ ...lived(50_000), rawStatus: 'IN_PROGRESS', lifecycle: 'IN_PROGRESS' });
    track(async ({ record }) => record);
    expect(await released(id)).not.toBeNull();
    expect(expired).toEqual([]);
  });

  test('checks that run even longer have expired, and nobody reads on', async () => {
    const { id } = await due({ ...lived(61_000), rawStatus: 'IN_PROGRESS', lifecycle: 'IN_PROGRESS' });
    track(async ({ record }) => record);
    expect(await released(id)).toBeNull();
    expect(expired.map(({ record }) => record.id)).toEqual([id]);
  });

  test('one that has expired already is watched to the end of that time, and expires once', async () => {
    const state = { lifecycle: 'EXPIRED', provisional: true } as const;
    const young = await due({ ...lived(30_000), ...state });
    const old = await due({ ...lived(61_000), ...state });
    track(async ({ record }) => record);
    expect(await released(young.id)).not.toBeNull();
    expect(await released(old.id)).toBeNull();
    expect(expired).toEqual([]);
  });
});

describe('failures', () => {
  const failure = (retryAt: Date | null) =>
    new UpstreamError({
      source: 'PingOne',
      kind: 'rate-limited',
      status: 429,
      code: 'REQUEST_LIMITED',
      mayHaveTakenEffect: false,
      retryAt,
    });

  test('pause as upstream asks, or at the pace of its quiet', async () => {
    const asked = await due({ userId: 'asked' });
    const plain = await due({ userId: 'plain' });
    await quietFor(plain.id, 60);
    track(async ({ record }) => {
      throw failure(record.userId === 'asked' ? new Date(Date.now() + 120_000) : null);
    });
    about(await released(asked.id), 120_000);
    about(await released(plain.id), 12_000);
  });

  test('leave callbacks to be dealt with, also those of a finished verification', async () => {
    const { id } = await due({ lifecycle: 'FINISHED', decision: 'DENIED', rawStatus: 'FAIL' }, HOUR_MS);
    const starts = new Starts(store.db);
    const start = { id: randomUUID(), source: 'PINGONE_VERIFY', reference: 'r', userId: 'ana' } as const;
    await starts.reserve({ ...start, secretHash: Buffer.alloc(32) });
    await starts.confirm(start.id, id);
    await starts.recordCallback(start.id, 'PINGONE_VERIFY');
    let readings = 0;
    const tracker = track(async ({ record }) => {
      readings += 1;
      if (readings === 1) throw failure(null);
      return record;
    });
    about(await released(id), pace.fastMs);
    expect(await starts.countWaiting()).toBe(1);
    // As if the pause were over; nobody wakes it a second time.
    await store.sql(`update verifications set next_poll_at = now(), woken_at = now() - interval '1 hour'`);
    await store.sql(`update callback_inbox set received_at = now() - interval '1 hour'`);
    tracker.wake();
    expect(await released(id)).toBeNull();
    expect(readings).toBe(2);
    expect(await starts.countWaiting()).toBe(0);
  });

  test('a finished one that nobody asked about is not read', async () => {
    const { id } = await due({ lifecycle: 'FINISHED' });
    track(async () => {
      throw new Error('It was read.');
    });
    expect(await released(id)).toBeNull();
  });
});

describe('running', () => {
  test('it reads at most so many at one time, and all of them in the end', async () => {
    const ids = await Promise.all(Array.from({ length: 20 }, async () => (await due()).id));
    let [now, most] = [0, 0];
    track(
      async ({ record }) => {
        now += 1;
        most = Math.max(most, now);
        await store.sql('select 1');
        now -= 1;
        return record;
      },
      { concurrency: 3 },
    );
    for (const id of ids) expect(await released(id)).not.toBeNull();
    expect(most).toBe(3);
  });

  test('a wake-up is followed at once, however long it would have slept', async () => {
    const read: string[] = [];
    const tracker = track(async ({ record }) => {
      read.push(record.id);
      return null;
    });
    const { id } = await due();
    tracker.wake();
    expect(await released(id)).toBeNull();
    expect(read).toEqual([id]);
  });

  test('two instances share the work: each verification is read once', async () => {
    const ids = await Promise.all(Array.from({ length: 30 }, async () => (await due()).id));
    const read: string[] = [];
    const note: ReadAtSource = async ({ record }) => {
      read.push(record.id);
      return null;
    };
    track(note);
    track(note);
    for (const id of ids) expect(await released(id)).toBeNull();
    expect(read.sort()).toEqual(ids.sort());
  });

  test('stopping breaks off what is being read and leaves it to others, at once', async () => {
    const { id } = await due();
    let begin: (() => void) | null = null;
    const begun = new Promise<void>((resolve) => {
      begin = resolve;
    });
    const tracker = track(async (_claim, signal) => {
      begin?.();
      await new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
      return null;
    });
    await begun;
    expect(await tracking.claim('other', 1, 60_000)).toEqual([]);
    await tracker.stop();
    expect((await tracking.claim('other', 1, 60_000)).map(({ record }) => record.id)).toEqual([id]);
  });
});
