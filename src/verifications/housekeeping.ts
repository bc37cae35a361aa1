// What is removed with time: status events past their retention, handled callbacks, used idempotency keys, old guesses at passcodes, events of PingOne's platform, webhook deliveries. Safe to run on many instances.
import type { IdempotencyKeys } from '../store/idempotency.js';
import type { OtpAttempts } from '../store/otp-attempts.js';
import type { PlatformEvents } from '../store/platform-events.js';
import type { Starts } from '../store/starts.js';
import type { StatusLog } from '../store/status-log.js';
import type { WebhookDeliveries } from '../store/webhook-deliveries.js';
import type { Logger } from '../telemetry/logger.js';
import { Rounds } from './rounds.js';

const EVERY_MS = 10 * 60_000;
const BATCH = 5_000;
const DELIVERED_DAYS = 30;

export interface Housekept {
  readonly log: StatusLog;
  readonly starts: Starts;
  readonly idempotency: IdempotencyKeys;
  readonly otpAttempts: OtpAttempts;
  readonly platformEvents: PlatformEvents;
  readonly webhookDeliveries: WebhookDeliveries;
}

/** @param statusLogDays for how long status events are kept */
export function housekeeping(stores: Housekept, statusLogDays: number, logger: Logger): Rounds {
  const work = (stopping: AbortSignal) => clear(stores, statusLogDays, stopping);
  return new Rounds({ work, everyMs: EVERY_MS, onFailure: 'Housekeeping failed; it is tried again.' }, logger);
}

async function clear(stores: Housekept, statusLogDays: number, stopping: AbortSignal): Promise<void> {
  const inBatches = async (clearBatch: () => Promise<number>) => {
    while (!stopping.aborted && (await clearBatch()) === BATCH);
  };
  await inBatches(() => stores.log.clear(statusLogDays, BATCH));
  await stores.starts.clear();
  await stores.idempotency.clear();
  await stores.otpAttempts.clear();
  await stores.platformEvents.clear();
  await inBatches(() => stores.webhookDeliveries.clear(DELIVERED_DAYS, statusLogDays, BATCH));
}
