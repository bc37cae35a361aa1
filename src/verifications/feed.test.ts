// The feed on a real PostgreSQL: in order, each once, nothing lost, whoever writes, reads or leaves at whatever moment.
import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Listener } from '../store/listener.js';
import type { StoredEvent } from '../store/records.js';
import { LOG_CHANNEL, StatusLog } from '../store/status-log.js';
import { newVerification, nextVersion, useStore } from '../store/store-fixture.js';
import { createLogger } from '../telemetry/logger.js';
import { createMetrics } from '../telemetry/metrics.js';
import { Feed, type FeedOptions } from './feed.js';
import { SubscriptionLagged } from './subscriber.js';

const store = useStore();
const closers: (() => Promise<void>)[] = [];
const never = () => false;
/** So rarely that only wake-ups count. */
const HARDLY_EVER_MS = 3_600_000;
let log: StatusLog;

beforeEach(() => {
  log = new StatusLog(store.db);
});

afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

/** A feed as one instance of the gateway has it; it hears of changes unless `deaf`. */
async function feed(options: Partial<FeedOptions> = {}, deaf = false) {
  const metrics = createMetrics();
  const started = new Feed(
    log,
    { sweepMs: HARDLY_EVER_MS, bufferSize: 64, ...options },
    createLogger('silent'),
    metrics,
  );
  await started.start();
  closers.push(() => started.stop());
  if (!deaf) {
    const wake = () => started.wake();
    const listener = new Listener(store.url, [LOG_CHANNEL], { onWake: wake, onConnected: wake, onError: wake });
    await listener.start();
    closers.push(() => listener.stop());
  }
  return started;
}

async function added(changes: Parameters<typeof newVerification>[0] = {}, events = 1) {
  const [first] = await log.add([newVerification(changes)]);
  if (!first) throw new Error('It was there already.');
  for (let version = 2; version <= events; version += 1) await grow(first.id);
  return first;
}

async function grow(id: string, lifecycle: 'IN_PROGRESS' | 'FINISHED' = 'IN_PROGRESS', on = log): Promise<void> {
  await on.change(id, (present) => nextVersion(present, { lifecycle }));
}

async function take(events: AsyncIterator<StoredEvent>, count: number): Promise<readonly StoredEvent[]> {
  const taken: StoredEvent[] = [];
  while (taken.length < count) {
    const { done, value } = await events.next();
    if (done || !value) throw new Error(`The feed ended after ${taken.length} of ${count} events.`);
    taken.push(value);
  }
  return taken;
}

const versions = (events: readonly StoredEvent[]) => events.map(({ version }) => version);
const upTo = (count: number, from = 1) => Array.from({ length: count - from + 1 }, (_, index) => index + from);

describe('following', () => {
  test('hands out what the log holds after the position, then what comes, without a seam', async () => {
    const instance = await feed();
    const { id, position } = await added({}, 3);
    const events = instance.follow({ verificationId: id }, position, never);
    expect(versions(await take(events, 2))).toEqual([2, 3]);
    const waiting = take(events, 2);
    await grow(id);
    await grow(id);
    expect(versions(await waiting)).toEqual([4, 5]);
  });

  test('each topic gets its own: one verification, one user, everybody', async () => {
    const instance = await feed();
    const userId = randomUUID();
    const [mine, alsoMine, strange] = [await added({ userId }), await added({ userId }), await added({ userId: null })];
    const head = await log.head();
    const one = take(instance.follow({ verificationId: mine.id }, head, never), 1);
    const user = take(instance.follow({ userId }, head, never), 2);
    const everybody = take(instance.follow({ everybody: true }, head, never), 3);
    for (const { id } of [strange, alsoMine, mine]) await grow(id);
    const ids = async (events: Promise<readonly StoredEvent[]>) => (await events).map((event) => event.verificationId);
    expect(await ids(one)).toEqual([mine.id]);
    expect(await ids(user)).toEqual([alsoMine.id, mine.id]);
    expect(await ids(everybody)).toEqual([strange.id, alsoMine.id, mine.id]);
  });

  test('remarks that made no version are not handed out', async () => {
    const instance = await feed();
    const { id } = await added();
    const events = instance.follow({ verificationId: id }, 0n, never);
    await take(events, 1);
    const waiting = take(events, 1);
    await log.change(id, (present) => {
      const {
        events: [event],
      } = nextVersion(present);
      return event ? { record: {}, events: [{ ...event, version: 1, grew: false }] } : null;
    });
    await grow(id);
    expect(versions(await waiting)).toEqual([2]);
  });

  test('a lost wake-up only delays: the sweep finds it', async () => {
    const instance = await feed({ sweepMs: 5 }, true);
    const { id } = await added();
    const events = instance.follow({ verificationId: id }, 0n, never);
    await take(events, 1);
    const waiting = take(events, 1);
    await grow(id);
    expect(versions(await waiting)).toEqual([2]);
  });
});

describe('under load', () => {
  test('many writers on several connections: everybody sees everything once, in the order of the log', async () => {
    const [writers, changesEach] = [8, 25];
    const instances = [await feed({ bufferSize: 1_000 }), await feed({ bufferSize: 1_000 })];
    const verifications = await Promise.all(upTo(writers).map(() => added()));
    const head = await log.head();
    const total = writers * changesEach;
    const readers = instances.map((instance) => take(instance.follow({ everybody: true }, head, never), total));
    const single = verifications.map(({ id }, index) =>
      // Half of them come while it goes on, from the start of the log.
      take(instances[index % 2]?.follow({ verificationId: id }, 0n, never) ?? fail(), changesEach + 1),
    );
    await Promise.all(
      verifications.map(async ({ id }) => {
        const own = new StatusLog(store.open());
        for (const _ of upTo(changesEach)) await grow(id, 'IN_PROGRESS', own);
      }),
    );
    const whole = (await log.read({ everybody: true }, head, total + 1)).map(({ position }) => position);
    expect(whole).toHaveLength(total);
    for (const reader of readers) expect((await reader).map(({ position }) => position)).toEqual(whole);
    for (const reader of single) expect(versions(await reader)).toEqual(upTo(changesEach + 1));
    // Who comes afterwards reads the very same.
    const late = await take(instances[0]?.follow({ everybody: true }, head, never) ?? fail(), total);
    expect(late.map(({ position }) => position)).toEqual(whole);
  });

  test('a burst larger than the buffer does not end a reader that keeps up', async () => {
    const instance = await feed({ bufferSize: 8 }, true);
    const { id, position } = await added();
    const events = instance.follow({ verificationId: id }, position, never);
    const told = take(events, 101);
    await grow(id);
    instance.wake();
    // All of it before the feed looks again.
    await Promise.all(upTo(100).map(() => grow(id)));
    instance.wake();
    expect(versions(await told)).toEqual(upTo(102, 2));
  });

  test('a reader that is slow while it catches up reads the log again; nothing is skipped or doubled', async () => {
    const instance = await feed({ bufferSize: 4 });
    const { id } = await added({}, 150);
    const slow = instance.follow({ verificationId: id }, 0n, never);
    const first = await take(slow, 30);
    const quick = instance.follow({ verificationId: id }, await log.head(), never);
    for (const version of upTo(170, 151)) {
      const told = take(quick, 1);
      await grow(id);
      expect(versions(await told)).toEqual([version]);
    }
    expect(versions([...first, ...(await take(slow, 140))])).toEqual(upTo(170));
    const live = take(slow, 1);
    await grow(id);
    expect(versions(await live)).toEqual([171]);
  });

  test('a reader that is slow live is ended, with the place from which it can go on; others notice nothing', async () => {
    const instance = await feed({ bufferSize: 4 });
    const { id } = await added();
    const slow = instance.follow({ verificationId: id }, 0n, never);
    const [start] = await take(slow, 1);
    const live = take(slow, 1);
    await grow(id);
    const delivered = [start, ...(await live)];
    const quick = instance.follow({ verificationId: id }, await log.head(), never);
    for (const version of upTo(12, 3)) {
      const told = take(quick, 1);
      await grow(id);
      expect(versions(await told)).toEqual([version]);
    }
    const lagged: unknown = await slow.next().catch((error: unknown) => error);
    if (!(lagged instanceof SubscriptionLagged)) throw new Error('The slow reader was not ended.');
    expect(lagged.position).toBe(delivered.at(-1)?.position);
    expect((await slow.next()).done).toBe(true);
    expect(instance.active).toBe(1);
    const resumed = instance.follow({ verificationId: id }, lagged.position, never);
    expect(versions(await take(resumed, 10))).toEqual(upTo(12, 3));
  });
});

describe('the end', () => {
  const whenFinal = (id: string) => async (last: StoredEvent | null) =>
    (last ?? (await log.find(id)))?.lifecycle === 'FINISHED';

  test('comes after the event that ends it', async () => {
    const instance = await feed();
    const { id } = await added();
    const events = instance.follow({ verificationId: id }, 0n, whenFinal(id));
    await take(events, 1);
    const rest = take(events, 2);
    await grow(id);
    await grow(id, 'FINISHED');
    expect((await rest).map(({ lifecycle }) => lifecycle)).toEqual(['IN_PROGRESS', 'FINISHED']);
    expect((await events.next()).done).toBe(true);
    expect(instance.active).toBe(0);
  });

  test('what is over already is told from the log, and then it ends', async () => {
    const instance = await feed();
    const { id, position } = await added({}, 3);
    await grow(id, 'FINISHED');
    const missed = instance.follow({ verificationId: id }, position, whenFinal(id));
    expect(versions(await take(missed, 3))).toEqual([2, 3, 4]);
    expect((await missed.next()).done).toBe(true);
    const nothing = instance.follow({ verificationId: id }, await log.head(), whenFinal(id));
    expect((await nothing.next()).done).toBe(true);
  });

  test('that comes between catching up and going live is told too', async () => {
    const instance = await feed({}, true);
    const { id, position } = await added();
    const events = instance.follow({ verificationId: id }, position, async (last) => {
      // The source reports the end at the very moment when it is asked for.
      if (!last) await grow(id, 'FINISHED');
      return true;
    });
    expect((await take(events, 1))[0]?.lifecycle).toBe('FINISHED');
    expect((await events.next()).done).toBe(true);
  });

  test('that comes between the question and the look into the log ends it too', async () => {
    const instance = await feed();
    const { id, position } = await added();
    const events = instance.follow({ verificationId: id }, position, async (last) => {
      const over = await whenFinal(id)(last);
      if (!last) await grow(id, 'FINISHED');
      return over;
    });
    expect((await take(events, 1))[0]?.lifecycle).toBe('FINISHED');
    expect((await events.next()).done).toBe(true);
    expect(instance.active).toBe(0);
  });

  test('leaving while waiting frees the subscriber at once', async () => {
    const instance = await feed();
    const { id, position } = await added();
    const events = instance.follow({ verificationId: id }, position, never);
    const waiting = events.next();
    await grow(id);
    expect((await waiting).value).toMatchObject({ version: 2 });
    const next = events.next();
    expect(instance.active).toBe(1);
    await events.return?.();
    expect((await next).done).toBe(true);
    expect(instance.active).toBe(0);
    expect((await events.next()).done).toBe(true);
  });

  test('leaving before the first event takes nothing up', async () => {
    const instance = await feed();
    const events = instance.follow({ everybody: true }, 0n, never);
    await events.return?.();
    expect(instance.active).toBe(0);
    expect((await events.next()).done).toBe(true);
  });

  test('stopping ends every subscription', async () => {
    const instance = await feed();
    const { id, position } = await added();
    const waiting = instance.follow({ verificationId: id }, position, never).next();
    const alsoWaiting = instance.follow({ everybody: true }, await log.head(), never).next();
    await instance.stop();
    expect(await Promise.all([waiting, alsoWaiting])).toMatchObject([{ done: true }, { done: true }]);
    expect(instance.active).toBe(0);
    expect((await instance.follow({ everybody: true }, await log.head(), never).next()).done).toBe(true);
  });
});

function fail(): never {
  throw new Error('There is no such instance.');
}
