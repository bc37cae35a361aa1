// What takes one of the messages that a user may cause and what gives it back. On a real PostgreSQL, with parallel callers.
import { beforeEach, expect, test } from 'vitest';
import { UpstreamError } from '../datasources/http/errors.js';
import { SentMessages } from '../store/sent-messages.js';
import { useStore } from '../store/store-fixture.js';
import { Refusal } from '../verifications/refusal.js';
import { MESSAGE_LIMIT, MessageGuard } from './message-guard.js';

const store = useStore();
const { toOneContact, inAll } = MESSAGE_LIMIT;
const subject = { userId: 'alice', contact: 'c' };
const send = async () => 'sent';
let guard: MessageGuard;

beforeEach(async () => {
  await store.sql('truncate otp_attempts');
  guard = new MessageGuard(new SentMessages(store.db, MESSAGE_LIMIT));
});

async function sentOf(sends: readonly Promise<unknown>[]): Promise<{ sent: number; refusals: readonly Refusal[] }> {
  const results = await Promise.allSettled(sends);
  const refusals = results.flatMap((result) => (result.status === 'rejected' ? [result.reason as Refusal] : []));
  return { sent: results.length - refusals.length, refusals };
}

test('of parallel messages to one contact some go out, of those to many contacts some more', async () => {
  const one = await sentOf(Array.from({ length: 40 }, () => guard.guard({ subject, send })));
  expect(one.sent).toBe(toOneContact);
  expect(one.refusals[0]?.faults).toMatchObject([
    { code: 'NOTIFICATION_LIMIT_EXCEEDED', retryAt: expect.any(Date), limit: toOneContact },
  ]);
  const many = await sentOf(
    Array.from({ length: 40 }, (_, index) => guard.guard({ subject: { ...subject, contact: `c${index}` }, send })),
  );
  expect(many.sent).toBe(inAll - toOneContact);
  expect(many.refusals[0]?.faults).toMatchObject([{ limit: inAll }]);
  expect(await guard.guard({ subject: { userId: 'bob', contact: 'c' }, send })).toBe('sent');
});

test('what was not sent does not count; what may have been does', async () => {
  const failing = (mayHaveTakenEffect: boolean) => async () => {
    throw new UpstreamError({ source: 'MFA', kind: 'rejected', status: 400, code: 'X', mayHaveTakenEffect });
  };
  const own = { userId: 'alice', contact: null };
  for (let count = 0; count <= inAll; count += 1) {
    await guard.guard({ subject: own, send, wasSent: () => false });
    await expect(guard.guard({ subject: own, send: failing(false) })).rejects.toBeInstanceOf(UpstreamError);
  }
  for (let count = 0; count < inAll; count += 1) {
    await expect(guard.guard({ subject: own, send: failing(true) })).rejects.toBeInstanceOf(UpstreamError);
  }
  await expect(guard.guard({ subject: own, send })).rejects.toBeInstanceOf(Refusal);
  expect(await guard.guard({ subject: own, send, isSilent: async () => true })).toBe('sent');
});
