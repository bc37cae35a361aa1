// What takes a guess at a passcode and what gives it back. On a real PostgreSQL, with parallel callers.
import { beforeEach, expect, test } from 'vitest';
import { UpstreamError } from '../datasources/http/errors.js';
import { OtpAttempts } from '../store/otp-attempts.js';
import { useStore } from '../store/store-fixture.js';
import { Refusal } from '../verifications/refusal.js';
import { OTP_LIMIT, OtpGuard } from './otp-guard.js';

const store = useStore();
const subject = { userId: 'alice', device: 'd1' };
const field = ['input', 'otp'];
let guard: OtpGuard;

beforeEach(async () => {
  await store.sql('truncate otp_attempts');
  guard = new OtpGuard(new OtpAttempts(store.db, OTP_LIMIT));
});

const wrong = new UpstreamError({ source: 'MFA', kind: 'rejected', status: 400, code: 'X', mayHaveTakenEffect: false });
const down = new UpstreamError({
  source: 'MFA',
  kind: 'unavailable',
  status: null,
  code: 'NOT_CONNECTED',
  mayHaveTakenEffect: false,
});

test('of a hundred parallel wrong passcodes five are looked at; the others are told when to try again', async () => {
  let looks = 0;
  const check = async () => {
    looks += 1;
    throw wrong;
  };
  const results = await Promise.allSettled(Array.from({ length: 100 }, () => guard.guard({ subject, field, check })));
  expect(looks).toBe(5);
  const refused = results.flatMap((result) =>
    result.status === 'rejected' && result.reason instanceof Refusal ? result.reason.faults : [],
  );
  expect(refused).toHaveLength(95);
  expect(refused[0]).toMatchObject({ code: 'OTP_ATTEMPTS_EXCEEDED', field, retryAt: expect.any(Date) });
});

const missing = new UpstreamError({
  source: 'MFA',
  kind: 'not-found',
  status: 404,
  code: 'NOT_FOUND',
  mayHaveTakenEffect: false,
});

test('a right passcode costs nothing, nor does a call that did not get through or found no device', async () => {
  for (let count = 0; count < 6; count += 1) {
    await guard.guard({ subject, field, check: async () => 'ok' });
    for (const error of [down, missing]) {
      await expect(guard.guard({ subject, field, check: () => Promise.reject(error) })).rejects.toBe(error);
    }
  }
});

test('an answer that says FAILED costs a guess', async () => {
  const check = () => guard.guard({ subject, field, check: async () => 'FAILED', isRight: () => false });
  for (let count = 0; count < 5; count += 1) expect(await check()).toBe('FAILED');
  await expect(check()).rejects.toBeInstanceOf(Refusal);
});
