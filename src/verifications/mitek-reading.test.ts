// Callbacks of Mitek that are hard to apply: unreadable, failing, contradicting, too old, unknown. On a real PostgreSQL.
import { beforeEach, describe, expect, test } from 'vitest';
import { JourneyInbox } from '../store/mitek-inbox.js';
import { useStore } from '../store/store-fixture.js';
import {
  calledBack,
  claimOf,
  type Instance,
  instanceOn,
  journeyRequest,
  OTHER_SECRET,
  SECRET,
  says,
} from './journey-fixture.js';

const store = useStore();
const signal = new AbortController().signal;
const CALLBACKS = 'idgw_callbacks_total';
const FINDINGS = { name: 'Ada Lovelace', documentResults: [{ type: 'passport', documentNumber: 'X1' }] };

beforeEach(async () => {
  await store.sql('truncate verifications, verification_starts, callback_inbox cascade');
});

async function newJourney({ journeys }: Instance): Promise<string> {
  return (await journeys.start(journeyRequest(), null)).record.id;
}

/** Callbacks as they stand in the inbox, in the order in which they came. */
async function inboxOf(id: string) {
  return store.sql(
    `select handled_at is not null as handled, body_sealed is not null as sealed from callback_inbox
     where start_id = $1 order by received_at`,
    [id],
  );
}

async function ages(id: string, hours: number): Promise<void> {
  const past = `received_at - make_interval(hours => $2)`;
  await store.sql(`update callback_inbox set received_at = ${past} where start_id = $1`, [id, hours]);
}

describe('a callback whose key is not configured', () => {
  test('is set aside, counted once, and holds up no later one', async () => {
    const instance = instanceOn(store);
    const id = await newJourney(instance);
    await calledBack(store, id, { status: 'SENT' }, OTHER_SECRET);
    await calledBack(store, id, { status: 'COMPLETED', result: 'PASS', results: FINDINGS });
    const record = await instance.journeys.reading.readClaimed(await claimOf(instance, id), signal);
    expect(record).toMatchObject({ lifecycle: 'FINISHED', decision: 'APPROVED', version: 3 });
    expect(await inboxOf(id)).toEqual([
      { handled: true, sealed: true },
      { handled: true, sealed: false },
    ]);
    await instance.journeys.reading.readClaimed(await claimOf(instance, id), signal);
    expect(await instance.counted(CALLBACKS, { outcome: 'unreadable' })).toBe(1);
  });

  test('is taken up by an instance that has the key, and by no other', async () => {
    const [old, young] = [instanceOn(store), instanceOn(store, { secrets: [OTHER_SECRET, SECRET] })];
    const id = await newJourney(old);
    await calledBack(store, id, { status: 'COMPLETED', result: 'FAIL' }, OTHER_SECRET);
    await old.journeys.reading.readClaimed(await claimOf(old, id), signal);
    await old.journeys.reading.takeUpAsides();
    expect(await inboxOf(id)).toEqual([{ handled: true, sealed: true }]);

    await store.sql('update verifications set next_poll_at = null where id = $1', [id]);
    await young.journeys.reading.takeUpAsides();
    expect(await inboxOf(id)).toEqual([{ handled: false, sealed: true }]);
    expect(await store.sql('select next_poll_at <= now() as due from verifications')).toEqual([{ due: true }]);
    const record = await young.journeys.reading.readClaimed(await claimOf(young, id), signal);
    expect(record).toMatchObject({ lifecycle: 'FINISHED', decision: 'DENIED' });
    expect(await inboxOf(id)).toEqual([{ handled: true, sealed: false }]);
  });
});

test('a callback that fails holds up no later one, and is tried again', async () => {
  const instance = instanceOn(store, { polled: true });
  const id = await newJourney(instance);
  instance.mitek.readJourney.mockRejectedValueOnce(new Error('Mitek is away.'));
  await calledBack(store, id, { status: 'COMPLETED', result: 'PASS' });
  await calledBack(store, id, { status: 'CONFIRMATION' });
  await expect(instance.journeys.reading.readClaimed(await claimOf(instance, id), signal)).rejects.toThrow('away');
  expect(await instance.verifications.mustFind(id)).toMatchObject({ lifecycle: 'IN_REVIEW' });
  instance.mitek.readJourney.mockResolvedValue(says('COMPLETED', 'PASS'));
  const record = await instance.journeys.reading.readClaimed(await claimOf(instance, id), signal);
  expect(record).toMatchObject({ lifecycle: 'FINISHED', decision: 'APPROVED' });
  expect((await inboxOf(id)).every(({ handled }) => handled)).toBe(true);
});

test('two instances at the same callbacks apply each once, so that no contradiction counts twice', async () => {
  const first = instanceOn(store);
  const id = await newJourney(first);
  await calledBack(store, id, { status: 'COMPLETED', result: 'FAIL' });
  await calledBack(store, id, { status: 'COMPLETED', result: 'PASS' });
  // Its lease had run out while it was at work, so that another was given the very same.
  const slow = instanceOn(store, { waiting: await new JourneyInbox(store.db).waiting(id) });
  const claim = await claimOf(first, id);
  await first.journeys.reading.readClaimed(claim, signal);
  await slow.journeys.reading.readClaimed(claim, signal);
  expect(await first.verifications.mustFind(id)).toMatchObject({ decision: 'DENIED', rawResult: 'PASS', version: 4 });
});

describe('a callback that nobody could apply', () => {
  test('is emptied after the time for which findings are kept, counted, and told from those set aside', async () => {
    const instance = instanceOn(store, { dataHours: 3 });
    const [waits, aside] = [await newJourney(instance), await newJourney(instance)];
    await calledBack(store, waits, { status: 'COMPLETED', result: 'PASS', results: FINDINGS });
    await calledBack(store, aside, { status: 'SENT' }, OTHER_SECRET);
    await instance.journeys.reading.readClaimed(await claimOf(instance, aside), signal);
    for (const id of [waits, aside]) await ages(id, 2);
    await instance.journeys.reading.expireCallbacks();
    expect(await store.sql('select 1 from callback_inbox where body_sealed is null')).toEqual([]);

    for (const id of [waits, aside]) await ages(id, 2);
    await instance.journeys.reading.expireCallbacks();
    for (const id of [waits, aside]) expect(await inboxOf(id)).toEqual([{ handled: true, sealed: false }]);
    expect(await instance.counted(CALLBACKS, { outcome: 'expired' })).toBe(1);
    expect(await instance.verifications.mustFind(waits)).toMatchObject({ lifecycle: 'SENT' });
  });

  test('is emptied also where its create was never settled', async () => {
    const instance = instanceOn(store);
    const id = await newJourney(instance);
    await calledBack(store, id, { status: 'SENT', results: FINDINGS });
    await store.sql('update verification_starts set verification_id = null where id = $1', [id]);
    await store.sql('delete from verifications where id = $1', [id]);
    await ages(id, 25);
    await instance.journeys.reading.expireCallbacks();
    expect(await inboxOf(id)).toEqual([{ handled: true, sealed: false }]);
  });
});

test('an unknown status raises the alarm of a journey that is over, too, and changes nothing of it', async () => {
  const instance = instanceOn(store);
  const id = await newJourney(instance);
  const unknown = () => instance.counted('idgw_unknown_upstream_status_total', { source: 'MITEK' });
  await calledBack(store, id, { status: 'COMPLETED', result: 'PASS' });
  await instance.journeys.reading.readClaimed(await claimOf(instance, id), signal);
  await calledBack(store, id, { status: 'SENT' });
  await instance.journeys.reading.readClaimed(await claimOf(instance, id), signal);
  expect(await unknown()).toBe(0);
  await calledBack(store, id, { status: 'TELEPORTED' });
  await instance.journeys.reading.readClaimed(await claimOf(instance, id), signal);
  expect(await unknown()).toBe(1);
  await instance.journeys.reading.readClaimed(await claimOf(instance, id), signal);
  expect(await unknown()).toBe(1);
  const over = { lifecycle: 'FINISHED', decision: 'APPROVED', rawStatus: 'COMPLETED', version: 3 };
  expect(await instance.verifications.mustFind(id)).toMatchObject(over);
});
