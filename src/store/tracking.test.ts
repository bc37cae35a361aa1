// Who reads which verification when: exclusive claims, leases that run out, wake-ups, callbacks. On a real PostgreSQL.
import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, test } from 'vitest';
import { Starts } from './starts.js';
import { StatusLog } from './status-log.js';
import { at, newVerification, nextVersion, useStore } from './store-fixture.js';
import { type Claim, Tracking } from './tracking.js';

const store = useStore();
const LEASE_MS = 60_000;
let tracking: Tracking;
let other: Tracking;

beforeEach(async () => {
  await store.sql('truncate verifications, verification_starts, callback_inbox cascade');
  tracking = new Tracking(store.db);
  other = new Tracking(store.db);
});

/** Adds one that is due in so many milliseconds, or never. */
async function due(inMs: number | null, changes: Parameters<typeof newVerification>[0] = {}): Promise<string> {
  const item = newVerification(changes, inMs);
  await new StatusLog(store.db).add([item]);
  return item.record.id;
}

/** Sets back what is stored of a verification, as if time had passed. */
async function age(id: string, column: string, seconds: number): Promise<void> {
  await store.sql(`update verifications set ${column} = ${column} - make_interval(secs => $2) where id = $1`, [
    id,
    seconds,
  ]);
}

async function claimOne(owner = 'one', by = tracking): Promise<Claim> {
  const [claim] = await by.claim(owner, 1, LEASE_MS);
  if (!claim) throw new Error('Nothing was due.');
  return claim;
}

async function started(verificationId: string): Promise<string> {
  const start = {
    id: randomUUID(),
    source: 'PINGONE_VERIFY',
    reference: randomUUID(),
    userId: 'ana',
    secretHash: Buffer.alloc(32),
  } as const;
  const starts = new Starts(store.db);
  await starts.reserve(start);
  await starts.confirm(start.id, verificationId);
  return start.id;
}

describe('claiming', () => {
  test('takes what is due, the longest due first, and no more than asked for', async () => {
    await due(60_000);
    await due(null);
    const late = await due(-1_000);
    const later = await due(-5_000);
    await due(-100);
    const claims = await tracking.claim('one', 2, LEASE_MS);
    expect(claims.map(({ record }) => record.id).sort()).toEqual([late, later].sort());
  });

  test('is exclusive: however many claim at once, each verification goes to one of them', async () => {
    const ids = await Promise.all(Array.from({ length: 40 }, () => due(0)));
    const instances = [tracking, new Tracking(store.open()), new Tracking(store.open())];
    const claims = await Promise.all(
      Array.from({ length: 24 }, (_, index) => instances[index % 3]?.claim(`owner ${index}`, 5, LEASE_MS)),
    );
    const taken = claims.flat().map((claim) => claim?.record.id);
    expect(new Set(taken).size).toBe(taken.length);
    const rest = await tracking.claim('rest', 100, LEASE_MS);
    expect([...taken, ...rest.map(({ record }) => record.id)].sort()).toEqual([...ids].sort());
  });

  test('a claim whose owner died is free again when its lease has run out', async () => {
    const id = await due(0);
    await claimOne('one');
    expect(await other.claim('two', 1, LEASE_MS)).toEqual([]);
    await age(id, 'lease_until', LEASE_MS / 1000 + 1);
    const again = await claimOne('two', other);
    expect(again.record.id).toBe(id);
    await tracking.release(again, 'one', null, true);
    expect(await tracking.claim('one', 1, LEASE_MS)).toEqual([]);
  });

  test('tells how long it has been quiet and how much time is left', async () => {
    const id = await due(0, { expiresAt: new Date(Date.now() + 600_000) });
    await age(id, 'active_at', 30);
    const claim = await claimOne();
    expect(claim.quietMs).toBeGreaterThanOrEqual(30_000);
    expect(claim.quietMs).toBeLessThan(60_000);
    expect(claim.remainingMs).toBeGreaterThan(500_000);
    expect(claim.remainingMs).toBeLessThanOrEqual(600_000);
    await due(0, { expiresAt: null });
    expect((await claimOne()).remainingMs).toBeNull();
    await due(0, { expiresAt: at(0) });
    expect((await claimOne()).remainingMs).toBeLessThan(0);
  });

  test('a change is a sign of life', async () => {
    const id = await due(0);
    await age(id, 'active_at', 300);
    await new StatusLog(store.db).change(id, (present) => nextVersion(present));
    expect((await claimOne()).quietMs).toBeLessThan(60_000);
  });
});

describe('releasing', () => {
  test('says when to read next, or that there is nothing more to read', async () => {
    const id = await due(0);
    await tracking.release(await claimOne(), 'one', 60_000, true);
    expect(await tracking.claim('one', 1, LEASE_MS)).toEqual([]);
    const inMs = await tracking.nextDueInMs();
    expect(inMs).toBeGreaterThan(30_000);
    expect(inMs).toBeLessThanOrEqual(60_000);
    await age(id, 'next_poll_at', 61);
    await tracking.release(await claimOne(), 'one', null, true);
    expect(await tracking.nextDueInMs()).toBeNull();
  });

  test('a wake-up during the reading makes it due at once, even if nothing more was to be read', async () => {
    const id = await due(0);
    const claim = await claimOne();
    expect(claim.woken).toBe(false);
    await tracking.wake(id);
    expect(await other.claim('two', 1, LEASE_MS)).toEqual([]);
    await tracking.release(claim, 'one', null, true);
    expect(await claimOne('two', other)).toMatchObject({ record: { id }, woken: true });
  });

  test('a wake-up before the reading was answered by it', async () => {
    const id = await due(60_000);
    await tracking.wake(id);
    const claim = await claimOne();
    expect(claim).toMatchObject({ woken: true, calledBack: false });
    // The clock of the test is coarser than that of the database: one more reading at most.
    await store.sql(`update verifications set woken_at = woken_at - interval '1 ms'`);
    await tracking.release(claim, 'one', 60_000, true);
    expect(await tracking.claim('one', 1, LEASE_MS)).toEqual([]);
    await age(id, 'next_poll_at', 61);
    await age(id, 'woken_at', 61);
    expect((await claimOne()).woken).toBe(false);
  });
});

describe('when something is due next', () => {
  test('nothing, something later, something already, something that is being read', async () => {
    expect(await tracking.nextDueInMs()).toBeNull();
    await due(null);
    expect(await tracking.nextDueInMs()).toBeNull();
    const id = await due(-5_000);
    expect(await tracking.nextDueInMs()).toBe(0);
    await claimOne();
    const inMs = await tracking.nextDueInMs();
    expect(inMs).toBeGreaterThan(LEASE_MS / 2);
    expect(inMs).toBeLessThanOrEqual(LEASE_MS);
    await age(id, 'lease_until', 61);
    expect(await tracking.nextDueInMs()).toBe(0);
  });

  test('what has been due for long is counted as stuck', async () => {
    await due(-120_000);
    await due(-1_000);
    await due(null);
    expect(await tracking.countStuck(60_000)).toBe(1);
  });
});

describe('callbacks', () => {
  test('make their verification due and are handled by the reading that follows', async () => {
    const starts = new Starts(store.db);
    const id = await due(60_000);
    const startId = await started(id);
    await starts.recordCallback(startId, 'PINGONE_VERIFY');
    await starts.recordCallback(startId, 'PINGONE_VERIFY');
    expect(await starts.countWaiting()).toBe(2);
    const claim = await claimOne();
    expect(claim).toMatchObject({ woken: true, calledBack: true });
    await store.sql(`update callback_inbox set received_at = received_at - interval '1 ms'`);
    await tracking.release(claim, 'one', null, true);
    expect(await starts.countWaiting()).toBe(0);
  });

  test('stay when the reading failed, and when they came in after it began', async () => {
    const starts = new Starts(store.db);
    const id = await due(60_000);
    const startId = await started(id);
    await starts.recordCallback(startId, 'PINGONE_VERIFY');
    await tracking.release(await claimOne(), 'one', 0, false);
    expect(await starts.countWaiting()).toBe(1);
    const again = await claimOne();
    expect(again.calledBack).toBe(true);
    await starts.recordCallback(startId, 'PINGONE_VERIFY');
    await store.sql(`update callback_inbox set received_at = received_at - interval '1 hour' where received_at <= $1`, [
      again.claimedAt,
    ]);
    await tracking.release(again, 'one', null, true);
    expect(await starts.countWaiting()).toBeGreaterThanOrEqual(1);
    expect((await claimOne()).calledBack).toBe(true);
  });

  test('that come before the verification is known are found by its first reading', async () => {
    const starts = new Starts(store.db);
    const start = {
      source: 'PINGONE_VERIFY',
      reference: 'early',
      userId: 'ana',
      secretHash: Buffer.alloc(32),
    } as const;
    const startId = randomUUID();
    await starts.reserve({ ...start, id: startId });
    await starts.recordCallback(startId, 'PINGONE_VERIFY');
    const id = await due(0);
    await starts.confirm(startId, id);
    expect((await claimOne()).calledBack).toBe(true);
  });
});
