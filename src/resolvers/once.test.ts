// Idempotent creates: twins, repeats, conflicts, failures. On a real PostgreSQL.
import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { Viewer } from '../auth/viewer.js';
import { UpstreamError } from '../datasources/http/errors.js';
import type { IdempotencyKeys } from '../store/idempotency.js';
import { idempotencyOn, useStore } from '../store/store-fixture.js';
import { Refusal } from '../verifications/refusal.js';
import { type Create, once } from './once.js';

const store = useStore();
const viewer: Viewer = {
  id: 'backend',
  kind: 'SERVICE',
  displayName: null,
  permissions: new Set(),
  expiresAt: new Date(0),
};
let keys: IdempotencyKeys;
let made: string[];

beforeEach(() => {
  keys = idempotencyOn(store.db);
  made = [];
});

function work(key: string | null | undefined, changes: Partial<Create<string>> = {}): Create<string> {
  return {
    viewer,
    operation: 'createThing',
    key,
    input: { name: 'one', idempotencyKey: key },
    signal: new AbortController().signal,
    create: async () => {
      made.push(`thing ${made.length + 1}`);
      return { id: String(made.length), value: `made ${made.length}` };
    },
    reread: async (id) => `read again ${id}`,
    ...changes,
  };
}

test('without a key every call makes one', async () => {
  for (const key of [null, undefined]) await once(keys, work(key));
  expect(made).toHaveLength(2);
});

test('twenty twins make one thing; the others wait for it and read it', async () => {
  const key = randomUUID();
  const values = await Promise.all(Array.from({ length: 20 }, () => once(keys, work(key))));
  expect(made).toHaveLength(1);
  expect(values.filter((value) => value === 'made 1')).toHaveLength(1);
  expect(values.filter((value) => value === 'read again 1')).toHaveLength(19);
  expect(await once(keys, work(key))).toBe('read again 1');
});

test('the same input is the same in whatever order its fields stand', async () => {
  const key = randomUUID();
  const when = new Date(0);
  await once(keys, work(key, { input: { a: { x: 1, y: [1, 2] }, when, idempotencyKey: key } }));
  expect(await once(keys, work(key, { input: { idempotencyKey: key, when, a: { y: [1, 2], x: 1 } } }))).toBe(
    'read again 1',
  );
  await expect(once(keys, work(key, { input: { a: { x: 1, y: [2, 1] }, when } }))).rejects.toThrow();
});

describe('faults', () => {
  const faultOf = (key: string, changes: Partial<Create<string>> = {}) =>
    expect(once(keys, work(key, changes))).rejects;

  test('the key with other input is a conflict, and makes nothing', async () => {
    const key = randomUUID();
    await once(keys, work(key));
    await faultOf(key, { input: { name: 'other' } }).toMatchObject({
      faults: [{ code: 'IDEMPOTENCY_CONFLICT', field: ['input', 'idempotencyKey'] }],
    });
    expect(made).toHaveLength(1);
  });

  test('keys have 1 to 255 characters', async () => {
    const outOfRange = { faults: [{ code: 'OUT_OF_RANGE', field: ['input', 'idempotencyKey'] }] };
    await faultOf('').toMatchObject(outOfRange);
    await faultOf('a'.repeat(256)).toMatchObject(outOfRange);
    await once(keys, work('a'.repeat(255)));
    expect(made).toHaveLength(1);
  });
});

test('other callers and other operations may use the same key', async () => {
  const key = randomUUID();
  await once(keys, work(key));
  await once(keys, work(key, { viewer: { ...viewer, id: 'other' } }));
  await once(keys, work(key, { viewer: { ...viewer, kind: 'END_USER' } }));
  await once(keys, work(key, { operation: 'createOther' }));
  expect(made).toHaveLength(4);
});

describe('a create that fails', () => {
  const refused = new Refusal([{ code: 'INVALID_VALUE', message: 'No.', field: ['input', 'name'] }]);
  const failing = async () => {
    throw refused;
  };
  const lost = new UpstreamError({
    source: 'PINGONE_MFA',
    kind: 'timeout',
    status: null,
    code: 'DEADLINE_EXCEEDED',
    mayHaveTakenEffect: true,
  });

  test('gives its key back: a corrected call may use it', async () => {
    const key = randomUUID();
    await expect(once(keys, work(key, { create: failing }))).rejects.toBe(refused);
    expect(await once(keys, work(key, { input: { name: 'corrected' } }))).toBe('made 1');
  });

  test.each([lost, new Error('the store is away')])('without certainty keeps its key: %s', async (error) => {
    const key = randomUUID();
    const told: (Date | null)[] = [];
    const begun = Date.now();
    const losing = async (unsureSince: Date | null) => {
      told.push(unsureSince);
      throw error;
    };
    for (let call = 0; call < 3; call += 1) {
      await expect(once(keys, work(key, { create: losing }))).rejects.toBe(error);
    }
    expect(told).toEqual([null, expect.any(Date), told[1]]);
    expect(Math.abs(Number(told[1]) - begun)).toBeLessThan(5_000);
    await expect(once(keys, work(key, { input: { name: 'corrected' } }))).rejects.toMatchObject({
      faults: [{ code: 'IDEMPOTENCY_CONFLICT' }],
    });
    expect(await once(keys, work(key))).toBe('made 1');
    expect(await once(keys, work(key))).toBe('read again 1');
  });

  test('for certain gives its key back', async () => {
    const key = randomUUID();
    const create = async () => Promise.reject(lost.with({ mayHaveTakenEffect: false }));
    await expect(once(keys, work(key, { create }))).rejects.toThrow('DEADLINE_EXCEEDED');
    expect(await once(keys, work(key, { input: { name: 'corrected' } }))).toBe('made 1');
  });

  test('tells its own error, also when the key cannot be given back', async () => {
    vi.spyOn(keys, 'release').mockRejectedValue(new Error('the database is away'));
    await expect(once(keys, work(randomUUID(), { create: failing }))).rejects.toBe(refused);
  });
});

test('when only the noting fails, the key is kept: a repeat must not make another', async () => {
  const key = randomUUID();
  vi.spyOn(keys, 'complete').mockRejectedValueOnce(new Error('the database is away'));
  await expect(once(keys, work(key))).rejects.toThrow('the database is away');
  expect(await keys.claim({ caller: 'SERVICE backend', operation: 'createThing', key, input: 'other' })).toEqual({
    state: 'conflict',
  });
  expect(made).toHaveLength(1);
});

test('a twin stops waiting when its own time is over, with that as the reason', async () => {
  const key = randomUUID();
  let begun = false;
  let finish = () => {};
  const first = once(
    keys,
    work(key, {
      create: async () => {
        begun = true;
        await new Promise<void>((resolve) => {
          finish = resolve;
        });
        return { id: '1', value: 'made' };
      },
    }),
  );
  await vi.waitFor(() => expect(begun).toBe(true));
  const timedOut = new DOMException('over', 'TimeoutError');
  await expect(once(keys, work(key, { signal: AbortSignal.abort(timedOut) }))).rejects.toBe(timedOut);
  finish();
  expect(await first).toBe('made');
});
