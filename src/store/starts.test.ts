// Starts: one reference, one verification. Reserved, withdrawn, abandoned. On a real PostgreSQL.
import { randomUUID } from 'node:crypto';
import { beforeEach, expect, test } from 'vitest';
import { sha256 } from '../auth/keys.js';
import { type Start, Starts } from './starts.js';
import { idempotencyOn, useStore } from './store-fixture.js';

const store = useStore();
let starts: Starts;

beforeEach(async () => {
  await store.sql('truncate verification_starts cascade');
  starts = new Starts(store.db);
});

function start(reference: string, changes: Partial<Start> = {}): Start {
  const id = randomUUID();
  return { id, source: 'PINGONE_VERIFY', reference, userId: 'ana', secretHash: sha256(id), ...changes };
}

async function age(id: string, minutes: number): Promise<void> {
  await store.sql(`update verification_starts set started_at = now() - make_interval(mins => $2) where id = $1`, [
    id,
    minutes,
  ]);
}

test('of twenty that want a reference at once, one gets it', async () => {
  const all = await Promise.all(Array.from({ length: 20 }, () => starts.reserve(start('wanted'))));
  expect(all.filter(Boolean)).toHaveLength(1);
});

test('the same reference at another source is another one', async () => {
  expect(await starts.reserve(start('shared'))).toBe(true);
  expect(await starts.reserve(start('shared', { source: 'MITEK' }))).toBe(true);
});

test('a withdrawn start leaves its reference to others, and its secret opens nothing any more', async () => {
  const first = start('refused');
  await starts.reserve(first);
  expect(await starts.secretHashOf(first.id)).toEqual(first.secretHash);
  await starts.withdraw(first.id);
  expect(await starts.secretHashOf(first.id)).toBeNull();
  expect(await starts.reserve(start('refused'))).toBe(true);
});

test('an abandoned start loses its reference after ten minutes, one that made a verification never', async () => {
  const abandoned = start('abandoned');
  await starts.reserve(abandoned);
  await age(abandoned.id, 9);
  expect(await starts.reserve(start('abandoned'))).toBe(false);
  await age(abandoned.id, 11);
  const takers = await Promise.all(Array.from({ length: 5 }, () => starts.reserve(start('abandoned'))));
  expect(takers.filter(Boolean)).toHaveLength(1);
  expect(await starts.secretHashOf(abandoned.id)).toBeNull();

  const done = start('done');
  await starts.reserve(done);
  await starts.confirm(done.id, randomUUID());
  await age(done.id, 60 * 24 * 365);
  expect(await starts.reserve(start('done'))).toBe(false);
});

test('an abandoned start that was called back loses its reference all the same', async () => {
  const abandoned = start('called back');
  await starts.reserve(abandoned);
  await starts.recordCallback(abandoned.id, 'PINGONE_VERIFY');
  await age(abandoned.id, 11);
  expect(await starts.reserve(start('called back'))).toBe(true);
});

test('a callback for a start that is gone is dropped in silence', async () => {
  const before = await starts.countWaiting();
  await starts.recordCallback(randomUUID(), 'PINGONE_VERIFY');
  expect(await starts.countWaiting()).toBe(before);
});

test('callbacks are cleared a day after they were dealt with, those that wait never', async () => {
  const one = start('clearing');
  await starts.reserve(one);
  for (let count = 0; count < 3; count += 1) await starts.recordCallback(one.id, 'PINGONE_VERIFY');
  const ids = await store.sql('select id from callback_inbox where start_id = $1', [one.id]);
  const handle = 'update callback_inbox set handled_at = now() - make_interval(hours => $2) where id = $1';
  await store.sql(handle, [ids[0]?.id, 25]);
  await store.sql(handle, [ids[1]?.id, 23]);
  await starts.clear();
  expect(await store.sql('select id from callback_inbox where start_id = $1', [one.id])).toHaveLength(2);
});

test('what a key began before a crash is found by that key alone, until it is confirmed', async () => {
  const idempotency = { caller: 'END_USER ana', operation: 'createVerifyTransaction', key: 'a key' };
  const keys = idempotencyOn(store.db);
  const claim = { ...idempotency, input: 'an input' };
  await keys.claim(claim);
  const interrupted = start('interrupted', { idempotency });
  await starts.reserve(interrupted);
  await starts.reserve(start('another'));
  expect(await starts.interrupted('PINGONE_VERIFY', idempotency)).toMatchObject({
    id: interrupted.id,
    reference: 'interrupted',
  });
  expect(await starts.interrupted('MITEK', idempotency)).toBeNull();
  expect(await starts.interrupted('PINGONE_VERIFY', { ...idempotency, key: 'another' })).toBeNull();
  expect(await starts.interrupted('PINGONE_VERIFY', { ...idempotency, caller: 'END_USER bob' })).toBeNull();

  await starts.confirm(interrupted.id, 'a transaction');
  expect(await starts.interrupted('PINGONE_VERIFY', idempotency)).toBeNull();
  expect(await keys.claim(claim)).toEqual({ state: 'done', resultId: 'a transaction' });
});

test('what a key began a day ago says nothing about the key of today', async () => {
  const idempotency = { caller: 'END_USER ana', operation: 'createVerifyTransaction', key: 'an old key' };
  const old = start('of yesterday', { idempotency });
  await starts.reserve(old);
  await age(old.id, 24 * 60);
  expect(await starts.interrupted('PINGONE_VERIFY', idempotency)).toBeNull();
});

test('a start that nobody comes back for is looked for after two minutes, with a key after ten, by one instance a minute', async () => {
  const keyed = { caller: 'SERVICE backend', operation: 'create', key: randomUUID() };
  const [young, left, waiting, done, journey] = [
    start('young'),
    start('left'),
    start('waiting', { idempotency: keyed }),
    start('made'),
    start('journey', { source: 'MITEK' }),
  ] as const;
  for (const one of [young, left, waiting, done, journey]) await starts.reserve(one);
  await starts.confirm(done.id, randomUUID());
  await age(young.id, 1);
  for (const one of [left, waiting, done, journey]) await age(one.id, 3);

  const takers = await Promise.all(Array.from({ length: 5 }, () => starts.takeLeft()));
  expect(takers.filter(Boolean)).toMatchObject([{ id: left.id, reference: 'left', userId: 'ana', isLast: false }]);
  await age(waiting.id, 11);
  expect(await starts.takeLeft()).toMatchObject({ id: waiting.id });
  expect(await starts.takeLeft()).toBeNull();
  await store.sql(`update verification_starts set looked_for_at = looked_for_at - interval '61 seconds'`);
  await age(left.id, 60 * 24 + 1);
  expect(await starts.takeLeft()).toMatchObject({ id: left.id, isLast: true });
});

test('a start that has made a verification is not withdrawn by who finds nothing of it', async () => {
  const made = start('made meanwhile');
  await starts.reserve(made);
  await starts.confirm(made.id, randomUUID());
  await starts.withdraw(made.id);
  expect(await starts.secretHashOf(made.id)).toEqual(made.secretHash);
});
