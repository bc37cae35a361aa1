// The status log on a real PostgreSQL: dense versions under concurrency, positions in order, retention, snapshots.
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { describe, expect, test } from 'vitest';
import { LOG_CHANNEL, StatusLog } from './status-log.js';
import { at, grown, newVerification, nextVersion, useStore } from './store-fixture.js';

const store = useStore();
const log = () => new StatusLog(store.db);

async function added(changes: Parameters<typeof newVerification>[0] = {}, on: StatusLog = log()) {
  const [record] = await on.add([newVerification(changes)]);
  if (!record) throw new Error('The verification was there already.');
  return record;
}

describe('adding', () => {
  test('keeps every property, and the first event has the position of the record', async () => {
    const item = newVerification({
      reference: 'order-7',
      redirectUrl: 'https://example.test',
      callbackHeaderNames: ['x-key', 'with "quotes", and {brackets}'],
      callbackSealed: Buffer.from([0, 1, 255]),
      finishedAt: at(5),
    });
    const [record] = await log().add([item]);
    expect(record).toMatchObject(item.record);
    expect(await log().find(item.record.id)).toMatchObject({ ...item.record, position: record?.position });
    const [event] = await log().read({ verificationId: item.record.id }, 0n, 10);
    expect(event).toMatchObject({ type: 'CREATED', version: 1, position: record?.position, userId: 'ana' });
  });

  test('is idempotent: what is there stays as it is and gets no second event', async () => {
    const item = newVerification();
    await log().add([item]);
    await log().change(item.record.id, (present) => nextVersion(present, { lifecycle: 'IN_PROGRESS' }));
    expect(await log().add([item, newVerification({ id: item.record.id })])).toEqual([]);
    expect(await log().find(item.record.id)).toMatchObject({ version: 2, lifecycle: 'IN_PROGRESS' });
    expect(await log().countEvents(item.record.id)).toBe(2);
    expect(await log().add([])).toEqual([]);
  });

  test('of more than one statement has room for', async () => {
    const items = Array.from({ length: 2_200 }, () => newVerification({ userId: 'many' }));
    expect(await log().add(items)).toHaveLength(items.length);
    expect(await log().findMany(items.map(({ record }) => record.id))).toHaveLength(items.length);
  });

  test('of the same ones by many at once, in any order, adds each once and blocks nobody', async () => {
    const items = Array.from({ length: 8 }, () => newVerification());
    const results = await Promise.all(
      Array.from({ length: 8 }, (_, index) => log().add(index % 2 === 0 ? items : [...items].reverse())),
    );
    expect(
      results
        .flat()
        .map(({ id }) => id)
        .sort(),
    ).toEqual(items.map(({ record }) => record.id).sort());
    for (const { record } of items) expect(await log().countEvents(record.id)).toBe(1);
  });
});

describe('changing', () => {
  test('by many at once gives each its own version: dense, in order, nothing lost', async () => {
    const { id } = await added();
    const instances = [log(), new StatusLog(store.open()), new StatusLog(store.open())];
    await Promise.all(
      Array.from({ length: 45 }, (_, index) => instances[index % 3]?.change(id, (present) => nextVersion(present))),
    );
    const events = await log().read({ verificationId: id }, 0n, 100);
    expect(events.map(({ version }) => version)).toEqual(Array.from({ length: 46 }, (_, index) => index + 1));
    expect(await log().find(id)).toMatchObject({ version: 46, position: events.at(-1)?.position });
  });

  test('nothing leaves everything as it is and wakes nobody', async () => {
    const record = await added();
    expect(await log().change(record.id, () => null)).toEqual({ record, events: [] });
    expect(await log().change(randomUUID(), () => nextVersion(record))).toBeNull();
  });

  test('a remark is in the timeline and is not pushed; it moves no version and no position', async () => {
    const record = await added();
    const actor = { id: 'admin', kind: 'OPERATOR', displayName: 'Ada "the" Admin' } as const;
    const remark = grown({ grew: false, type: 'APPROVED_BY_OPERATOR', actor, reason: 'seen it' });
    await log().change(record.id, () => ({ record: {}, events: [remark] }));
    expect(await log().find(record.id)).toEqual(record);
    expect(await log().read({ verificationId: record.id }, record.position, 10)).toEqual([]);
    const [pushedNot] = await log().read({ verificationId: record.id }, record.position, 10, { all: true });
    expect(pushedNot).toMatchObject({ grew: false, actor, reason: 'seen it' });
  });

  test('that fails half-way is undone as a whole', async () => {
    const record = await added();
    const twice = grown({ version: 1, lifecycle: 'FINISHED' });
    await expect(log().change(record.id, () => ({ record: { version: 9 }, events: [twice] }))).rejects.toThrow();
    expect(await log().find(record.id)).toEqual(record);
  });

  test('wakes those who listen, once it can be read', async () => {
    const listener = new pg.Client({ connectionString: store.url });
    await listener.connect();
    try {
      await listener.query(`listen ${LOG_CHANNEL}`);
      const record = await added();
      const woken = new Promise<string | undefined>((resolve) => {
        listener.on('notification', ({ payload }) => {
          if (payload === record.id) resolve(payload);
        });
      });
      await log().change(record.id, (present) => nextVersion(present));
      expect(await woken).toBe(record.id);
    } finally {
      await listener.end();
    }
  });
});

describe('reading', () => {
  test('by verification, by user, and everything: after a position, in order, up to a limit', async () => {
    const userId = randomUUID();
    const head = await log().head();
    const one = await added({ userId });
    const other = await added({ userId });
    await added({ userId: null });
    await log().change(one.id, (present) => nextVersion(present));
    const ofUser = await log().read({ userId }, 0n, 10);
    expect(ofUser.map(({ verificationId }) => verificationId)).toEqual([one.id, other.id, one.id]);
    expect(await log().read({ userId }, one.position, 1)).toEqual([ofUser[1]]);
    const everything = await log().read({ everybody: true }, head, 10);
    expect(everything).toHaveLength(4);
    const positions = everything.map(({ position }) => position);
    expect(positions).toEqual([...positions].sort((a, b) => (a < b ? -1 : 1)));
    expect(await log().head()).toBe(positions.at(-1));
  });

  test('the unfinished ones of a user are listed in the order of their last change, up to one moment', async () => {
    const userId = randomUUID();
    const first = await added({ userId });
    const second = await added({ userId });
    await added({ userId, lifecycle: 'FINISHED' });
    await added({ userId, deletedAt: at(1) });
    await log().change(first.id, (present) => nextVersion(present));
    const { records, head } = await log().unfinishedOf(userId, ['SENT', 'IN_PROGRESS']);
    expect(records.map(({ id }) => id)).toEqual([second.id, first.id]);
    expect(head).toBe(await log().head());
  });

  test('who has read a position never finds a smaller one later, however long writers take to commit', async () => {
    const writers = 6;
    const changesEach = 12;
    const records = await Promise.all(Array.from({ length: writers }, () => added()));
    const start = await log().head();
    let writing = true;
    const work = Promise.all(
      records.map(async ({ id }) => {
        const own = new StatusLog(store.open());
        for (let count = 0; count < changesEach; count += 1) await own.change(id, (present) => nextVersion(present));
      }),
    ).finally(() => {
      writing = false;
    });
    const seen: bigint[] = [];
    for (let more = true; more; ) {
      const last = !writing;
      const page = await log().read({ everybody: true }, seen.at(-1) ?? start, 7);
      seen.push(...page.map(({ position }) => position));
      more = !last || page.length > 0;
    }
    await work;
    expect(seen).toHaveLength(writers * changesEach);
    const all = (await log().read({ everybody: true }, start, 1_000)).map(({ position }) => position);
    expect(seen).toEqual(all);
  });

  test('a writer whose commit takes long holds back the later ones too', async () => {
    // Commits of events marked HELD wait for a lock that the test holds.
    await store.sql(`create function hold() returns trigger language plpgsql as
      $$ begin perform pg_advisory_xact_lock_shared(99); return null; end $$`);
    await store.sql(`create constraint trigger hold after insert on verification_events deferrable initially deferred
      for each row when (new.raw_status = 'HELD') execute function hold()`);
    const [slow, quick] = [await added(), await added()];
    const start = await log().head();
    const holder = new pg.Client({ connectionString: store.url });
    await holder.connect();
    try {
      await holder.query('select pg_advisory_lock(99)');
      const first = log().change(slow.id, (present) => nextVersion(present, { rawStatus: 'HELD' }));
      await until(async () => (await waitingForLocks()) === 1);
      const second = log().change(quick.id, (present) => nextVersion(present));
      await until(async () => (await waitingForLocks()) === 2);
      expect(await log().read({ everybody: true }, start, 10)).toEqual([]);
      await holder.query('select pg_advisory_unlock(99)');
      await Promise.all([first, second]);
      const ids = (await log().read({ everybody: true }, start, 10)).map(({ verificationId }) => verificationId);
      expect(ids).toEqual([slow.id, quick.id]);
    } finally {
      await holder.end();
    }
  });
});

describe('retention', () => {
  test('clears what is too old, bit by bit, and says up to where', async () => {
    const { id } = await added();
    for (let count = 0; count < 4; count += 1) await log().change(id, (present) => nextVersion(present));
    const events = await log().read({ verificationId: id }, 0n, 10);
    await store.sql(
      `update verification_events set recorded_at = now() - interval '91 days'
       where position <= $1`,
      [events[2]?.position],
    );
    const old = Number(
      (await store.sql(`select count(*) from verification_events where position <= $1`, [events[2]?.position]))[0]
        ?.count,
    );
    expect(await log().clear(92, 100)).toBe(0);
    expect(await log().floor()).toBe(0n);
    expect(await log().clear(90, old - 1)).toBe(old - 1);
    expect(await log().floor()).toBeLessThan(events[2]?.position ?? 0n);
    expect(await log().clear(90, old - 1)).toBe(1);
    expect(await log().floor()).toBe(events[2]?.position);
    expect((await log().read({ verificationId: id }, 0n, 10)).map(({ version }) => version)).toEqual([4, 5]);
    expect(await log().clear(90, 100)).toBe(0);
    expect(await log().floor()).toBe(events[2]?.position);
    expect(await log().find(id)).toMatchObject({ version: 5 });
  });
});

async function waitingForLocks(): Promise<number> {
  const [row] = await store.sql(`select count(*)::int as count from pg_locks
    where locktype = 'advisory' and not granted and database = (select oid from pg_database where datname = current_database())`);
  return Number(row?.count);
}

async function until(condition: () => Promise<boolean>): Promise<void> {
  while (!(await condition()));
}
