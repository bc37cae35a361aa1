// Verify policies are read once a minute, whoever asks.
import { setTimeout as delay } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { UpstreamError } from './http/errors.js';
import { toPolicy } from './pingone/verify-policy.js';
import { PolicyCache } from './policy-cache.js';

const policy = (id: string, isDefault = false) => toPolicy({ id, default: isDefault });
const failure = (kind: UpstreamError['kind']) =>
  new UpstreamError({ source: 'PINGONE_VERIFY', kind, status: null, code: 'TEST', mayHaveTakenEffect: false });

/** A cache over an upstream whose answers are given; and the calls that reached it. */
function cacheOver(answers: { read?: () => Promise<never>; maxAgeMs?: number } = {}) {
  const calls: string[] = [];
  const upstream = {
    readPolicy: async (id: string) => {
      calls.push(id);
      return (await answers.read?.()) ?? policy(id);
    },
    listPolicies: async () => {
      calls.push('list');
      return [policy('p1'), policy('p2', true)];
    },
  };
  return { calls, answers, cache: new PolicyCache(upstream, answers.maxAgeMs) };
}

test('parallel and later reads share one call', async () => {
  const { cache, calls } = cacheOver();
  const [one, other] = await Promise.all([cache.read('p1'), cache.read('p1')]);
  expect(one).toBe(other);
  await cache.read('p1');
  await Promise.all([cache.list(), cache.default()]);
  expect(calls).toEqual(['p1', 'list']);
  expect(await cache.default()).toMatchObject({ id: 'p2' });
});

test('an answer is read again when it is too old', async () => {
  const { cache, calls } = cacheOver({ maxAgeMs: 20 });
  await cache.read('p1');
  await delay(40);
  await cache.read('p1');
  expect(calls).toEqual(['p1', 'p1']);
});

test('a failure is not kept', async () => {
  const { cache, calls, answers } = cacheOver({ read: () => Promise.reject(failure('unavailable')) });
  await expect(cache.read('p1')).rejects.toMatchObject({ kind: 'unavailable' });
  delete answers.read;
  expect(await cache.read('p1')).toMatchObject({ id: 'p1' });
  expect(calls).toEqual(['p1', 'p1']);
});

test('a policy that is not there is null', async () => {
  const { cache } = cacheOver({ read: () => Promise.reject(failure('not-found')) });
  expect(await cache.read('p1')).toBeNull();
});

test('a caller who leaves does not take the answer away from the others', async () => {
  const { cache, calls } = cacheOver();
  const leaving = new AbortController();
  const left = cache.read('p1', leaving.signal);
  const stayed = cache.read('p1', new AbortController().signal);
  leaving.abort(new Error('gone'));
  await expect(left).rejects.toThrow('gone');
  expect(await stayed).toMatchObject({ id: 'p1' });
  expect(calls).toEqual(['p1']);
});
