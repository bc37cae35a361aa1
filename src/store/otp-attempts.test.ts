// Guesses at passcodes are counted together by all instances, and never one too many gets through. On a real PostgreSQL.
import { beforeEach, expect, test } from 'vitest';
import { OtpAttempts } from './otp-attempts.js';
import { useStore } from './store-fixture.js';

const store = useStore();
const LIMIT = { attempts: 5, attemptsOfUser: 12, windowSeconds: 900 };
const device = { userId: 'alice', device: 'd1' };
let attempts: OtpAttempts;

beforeEach(async () => {
  attempts = new OtpAttempts(store.db, LIMIT);
  await store.sql('truncate otp_attempts, otp_subjects, otp_contacts');
});

function granted(outcomes: readonly { readonly state: string }[]): number {
  return outcomes.filter(({ state }) => state === 'reserved').length;
}

test('of a hundred parallel guesses of two instances five get through', async () => {
  const other = new OtpAttempts(store.open(), LIMIT);
  const outcomes = await Promise.all(
    Array.from({ length: 100 }, (_, index) => (index % 2 === 0 ? attempts : other).reserve(device)),
  );
  expect(granted(outcomes)).toBe(5);
});

test('says when the next guess is possible', async () => {
  for (let count = 0; count < 5; count += 1) await attempts.reserve(device);
  const outcome = await attempts.reserve(device);
  if (outcome.state !== 'spent') throw new Error('A sixth guess got through.');
  const waitMs = outcome.retryAt.getTime() - Date.now();
  expect(waitMs).toBeGreaterThan(880_000);
  expect(waitMs).toBeLessThan(920_000);
  expect(await attempts.lockedUntil(device)).toEqual(outcome.retryAt);
});

test('guesses that were given back, and old ones, do not count', async () => {
  for (let count = 0; count < 7; count += 1) {
    const outcome = await attempts.reserve(device);
    if (outcome.state === 'reserved') await attempts.giveBack(device, outcome.id);
  }
  expect(await attempts.lockedUntil(device)).toBeNull();
  const brief = new OtpAttempts(store.db, { attempts: 1, attemptsOfUser: 1, windowSeconds: 0 });
  expect(granted([await brief.reserve(device), await brief.reserve(device)])).toBe(2);
});

test('each device has its own guesses, and those at any device count for all', async () => {
  const any = { userId: 'alice', device: null };
  for (let count = 0; count < 3; count += 1) await attempts.reserve(device);
  for (let count = 0; count < 2; count += 1) await attempts.reserve(any);
  expect(granted([await attempts.reserve(any)])).toBe(0);
  expect(granted([await attempts.reserve(device)])).toBe(0);
  expect(granted([await attempts.reserve({ userId: 'alice', device: 'd2' })])).toBe(1);
  expect(granted([await attempts.reserve({ userId: 'bob', device: 'd1' })])).toBe(1);
});

test('guesses at a contact count together, whichever device they were made at', async () => {
  const at = (name: string, contact: string | null) => attempts.reserve({ userId: 'alice', device: name, contact });
  const outcomes = [at('d1', 'c'), at('d2', 'c'), at('c', null), at('d3', 'c'), at('d4', 'c'), at('d5', 'c')];
  expect(granted(await Promise.all(outcomes))).toBe(5);
  expect(granted([await at('d6', 'c'), await at('c', null)])).toBe(0);
  expect(granted([await at('d1', 'other'), await at('d7', 'other'), await at('d7', null)])).toBe(3);
});

test('at more and more devices a user comes to an end too, and so does their row', async () => {
  const outcomes = await Promise.all(
    Array.from({ length: 50 }, (_, index) => attempts.reserve({ userId: 'alice', device: `d${index}` })),
  );
  expect(granted(outcomes)).toBe(12);
  const spent = await attempts.reserve(device);
  expect(spent).toMatchObject({ state: 'spent', retryAt: await attempts.lockedUntil(device) });
  expect(await store.sql('select jsonb_array_length(guesses) as count from otp_attempts')).toEqual([{ count: 12 }]);
});

test('remembers the contact of a device for a day, for its user', async () => {
  const waiting = { userId: 'alice', deviceId: 'd1' };
  expect(await attempts.contactOf(waiting)).toBeNull();
  await attempts.noteContact(waiting, 'contact');
  expect(await attempts.contactOf(waiting)).toBe('contact');
  expect(await attempts.contactOf({ ...waiting, userId: 'bob' })).toBeNull();
  await store.sql(`update otp_contacts set noted_at = now() - interval '2 days'`);
  await attempts.clear();
  expect(await attempts.contactOf(waiting)).toBeNull();
});

test('remembers whose device an authentication asks for', async () => {
  expect(await attempts.subjectOf('a1')).toBeNull();
  await attempts.note('a1', device);
  await attempts.note('a1', { userId: 'alice', device: 'd2' });
  expect(await attempts.subjectOf('a1')).toEqual({ userId: 'alice', device: 'd2' });
});
