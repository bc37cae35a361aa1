// Idempotency keys: who may create, who waits, who gets what was made, and for how long. On a real PostgreSQL.
import { beforeEach, expect, test } from 'vitest';
import { sha256 } from '../auth/keys.js';
import type { IdempotencyClaim, IdempotencyKeys } from './idempotency.js';
import { idempotencyOn, useStore } from './store-fixture.js';

const store = useStore();
let keys: IdempotencyKeys;

beforeEach(async () => {
  keys = idempotencyOn(store.db);
  await store.sql('truncate idempotency_keys');
});

function claim(changes: Partial<IdempotencyClaim> = {}): IdempotencyClaim {
  return { caller: 'SERVICE backend', operation: 'create', key: 'k', input: 'input', ...changes };
}

async function age(seconds: number): Promise<void> {
  await store.sql(
    `update idempotency_keys
      set created_at = created_at - make_interval(secs => $1), claimed_at = claimed_at - make_interval(secs => $1)`,
    [seconds],
  );
}

test('of twenty twins one creates, the others are told that it runs, and later what was made', async () => {
  const outcomes = await Promise.all(Array.from({ length: 20 }, () => keys.claim(claim())));
  expect(outcomes.filter(({ state }) => state === 'mine')).toHaveLength(1);
  expect(outcomes.filter(({ state }) => state === 'running')).toHaveLength(19);
  await keys.complete(claim(), 'made-1');
  expect(await keys.claim(claim())).toEqual({ state: 'done', resultId: 'made-1' });
});

test('other input under the same key is a conflict, running or done', async () => {
  await keys.claim(claim());
  const otherwise = claim({ input: 'other input' });
  expect(await keys.claim(otherwise)).toEqual({ state: 'conflict' });
  await keys.complete(claim(), 'made-1');
  expect(await keys.claim(otherwise)).toEqual({ state: 'conflict' });
});

test('keys of different callers and of different operations never meet', async () => {
  await keys.claim(claim());
  expect(await keys.claim(claim({ caller: 'END_USER backend' }))).toEqual({ state: 'mine', unsureSince: null });
  expect(await keys.claim(claim({ operation: 'createUser' }))).toEqual({ state: 'mine', unsureSince: null });
});

test('a released key can be claimed again, also with corrected input; a used one is not released', async () => {
  await keys.claim(claim());
  await keys.release(claim());
  const corrected = claim({ input: 'corrected' });
  expect(await keys.claim(corrected)).toEqual({ state: 'mine', unsureSince: null });
  await keys.complete(corrected, 'made-1');
  await keys.release(corrected);
  expect(await keys.claim(corrected)).toEqual({ state: 'done', resultId: 'made-1' });
});

test('a first call that has been silent for a minute is taken over, by one, and only with the same input', async () => {
  await keys.claim(claim());
  await age(59);
  expect(await keys.claim(claim())).toEqual({ state: 'running' });
  await age(2);
  expect(await keys.claim(claim({ input: 'other' }))).toEqual({ state: 'conflict' });
  const outcomes = await Promise.all(Array.from({ length: 10 }, () => keys.claim(claim())));
  expect(outcomes.filter(({ state }) => state === 'mine')).toHaveLength(1);
});

test('who takes over is told when the first call began, also the second time', async () => {
  await keys.claim(claim());
  const [first] = await store.sql('select created_at from idempotency_keys');
  await age(61);
  const begun = new Date(Number(first?.created_at) - 61_000);
  expect(await keys.claim(claim())).toEqual({ state: 'mine', unsureSince: begun });
  expect(await keys.claim(claim())).toEqual({ state: 'running' });
  await age(61);
  expect(await keys.claim(claim())).toEqual({ state: 'mine', unsureSince: new Date(begun.getTime() - 61_000) });
  await keys.complete(claim(), 'made-1');
  expect(await keys.claim(claim())).toEqual({ state: 'done', resultId: 'made-1' });
});

test('a key that is left unsure goes to the next with the same input, at once and to one alone', async () => {
  await keys.claim(claim());
  await keys.leaveUnsure(claim());
  expect(await keys.claim(claim({ input: 'other' }))).toEqual({ state: 'conflict' });
  const outcomes = await Promise.all(Array.from({ length: 10 }, () => keys.claim(claim())));
  expect(outcomes.filter(({ state }) => state === 'running')).toHaveLength(9);
  expect(outcomes).toContainEqual({ state: 'mine', unsureSince: expect.any(Date) });
  await keys.complete(claim(), 'made-1');
  await keys.leaveUnsure(claim());
  expect(await keys.claim(claim())).toEqual({ state: 'done', resultId: 'made-1' });
});

test('tells what no key of the same operation stands for', async () => {
  await keys.claim(claim());
  await keys.complete(claim(), 'made-1');
  await keys.claim(claim({ operation: 'other' }));
  await keys.complete(claim({ operation: 'other' }), 'made-2');
  const made = ['made-1', 'made-2', 'made-3'].map((id) => ({ id }));
  expect(await keys.notAnothers('create', made)).toEqual([{ id: 'made-2' }, { id: 'made-3' }]);
  expect(await keys.notAnothers('create', [])).toEqual([]);
});

test('after 24 hours the key is as new, and what it stood for is forgotten', async () => {
  await keys.claim(claim());
  await keys.complete(claim(), 'made-1');
  await age(24 * 3600 - 60);
  expect(await keys.claim(claim())).toMatchObject({ state: 'done' });
  await keys.clear();
  expect(await keys.claim(claim())).toMatchObject({ state: 'done' });
  await age(120);
  expect(await keys.claim(claim({ input: 'other' }))).toEqual({ state: 'mine', unsureSince: null });
  await age(24 * 3600 + 1);
  await keys.clear();
  expect(await store.sql('select * from idempotency_keys')).toEqual([]);
});

test('a repeat is known while the secret of the gateway is being replaced, and by what earlier releases kept', async () => {
  const kept = async () => (await store.sql('select input_hash from idempotency_keys'))[0]?.input_hash;
  await idempotencyOn(store.db, ['old']).claim(claim());
  await idempotencyOn(store.db, ['old']).complete(claim(), 'made-1');
  for (const secrets of [['new', 'old'], ['old', 'new'], ['old']]) {
    const others = idempotencyOn(store.db, secrets);
    expect(await others.claim(claim())).toEqual({ state: 'done', resultId: 'made-1' });
    expect(await others.claim(claim({ input: 'other' }))).toEqual({ state: 'conflict' });
  }
  expect(await kept()).not.toEqual(sha256('input'));

  await store.sql('update idempotency_keys set input_hash = $1', [sha256('input')]);
  expect(await keys.claim(claim())).toEqual({ state: 'done', resultId: 'made-1' });
  expect(await keys.claim(claim({ input: 'other' }))).toEqual({ state: 'conflict' });
  await store.sql('update idempotency_keys set result_id = null');
  await age(61);
  expect(await keys.claim(claim())).toMatchObject({ state: 'mine' });
  expect(await kept()).not.toEqual(sha256('input'));
});

test('equal inputs of different callers cannot be told from what is kept', async () => {
  await keys.claim(claim());
  await keys.claim(claim({ caller: 'END_USER ana' }));
  const rows = await store.sql('select distinct input_hash from idempotency_keys');
  expect(rows).toHaveLength(2);
});
