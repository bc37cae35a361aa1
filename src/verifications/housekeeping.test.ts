// What is removed with time, on a real PostgreSQL. The timer is the test's.
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { OtpAttempts } from '../store/otp-attempts.js';
import { PlatformEvents } from '../store/platform-events.js';
import { Starts } from '../store/starts.js';
import { StatusLog } from '../store/status-log.js';
import { idempotencyOn, newVerification, useStore } from '../store/store-fixture.js';
import { WebhookDeliveries } from '../store/webhook-deliveries.js';
import { createLogger } from '../telemetry/logger.js';
import { housekeeping } from './housekeeping.js';

const store = useStore();
const ROUND_MS = 10 * 60_000;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
});

afterEach(() => {
  vi.useRealTimers();
});

test('old events and used keys go each round; what is young stays', async () => {
  const log = new StatusLog(store.db);
  const idempotency = idempotencyOn(store.db);
  const otpAttempts = new OtpAttempts(store.db, { attempts: 5, attemptsOfUser: 20, windowSeconds: 900 });
  const [old, young] = await log.add([newVerification(), newVerification()]);
  await store.sql(`update verification_events set recorded_at = now() - interval '8 days' where verification_id = $1`, [
    old?.id,
  ]);
  const claim = { caller: 'c', operation: 'o', key: 'k', input: 'i' };
  await idempotency.claim(claim);
  await store.sql(`update idempotency_keys set created_at = now() - interval '2 days'`);
  const rounds = housekeeping(
    {
      log,
      starts: new Starts(store.db),
      idempotency,
      otpAttempts,
      platformEvents: new PlatformEvents(store.db),
      webhookDeliveries: new WebhookDeliveries(store.db),
    },
    7,
    createLogger('silent'),
  );
  rounds.start();
  vi.advanceTimersByTime(ROUND_MS - 1);
  expect(await log.countEvents(old?.id ?? '')).toBe(1);
  vi.advanceTimersByTime(1);
  await vi.waitFor(async () => expect(await store.sql('select * from idempotency_keys')).toEqual([]));
  expect(await log.countEvents(old?.id ?? '')).toBe(0);
  expect(await log.countEvents(young?.id ?? '')).toBe(1);
  await rounds.stop();
});

test('a round that fails does not end the ones after it', async () => {
  const log = new StatusLog(store.db);
  const idempotency = idempotencyOn(store.db);
  const otpAttempts = new OtpAttempts(store.db, { attempts: 5, attemptsOfUser: 20, windowSeconds: 900 });
  let begun = 0;
  vi.spyOn(log, 'clear').mockImplementation(async () => {
    begun += 1;
    if (begun === 1) throw new Error('The database is away.');
    return 0;
  });
  const ended = vi.spyOn(idempotency, 'clear');
  const rounds = housekeeping(
    {
      log,
      starts: new Starts(store.db),
      idempotency,
      otpAttempts,
      platformEvents: new PlatformEvents(store.db),
      webhookDeliveries: new WebhookDeliveries(store.db),
    },
    7,
    createLogger('silent'),
  );
  rounds.start();
  for (const round of [1, 2, 3]) {
    await vi.waitFor(() => {
      // None begins before the one before it is over.
      if (begun < round) vi.advanceTimersByTime(ROUND_MS);
      expect(begun).toBe(round);
    });
  }
  await rounds.stop();
  expect(ended).toHaveBeenCalledTimes(2);
  vi.advanceTimersByTime(ROUND_MS);
  expect(begun).toBe(3);
});
