// What is removed with time: status events past their retention, handled callbacks, used idempotency keys, old guesses at passcodes, events of PingOne's platform, webhook deliveries. Safe to run on many instances.
import type { IdempotencyKeys } from '../store/idempotency.js';
import type { OtpAttempts } from '../store/otp-attempts.js';
import type { PlatformEvents } from '../store/platform-events.js';
import type { Starts } from '../store/starts.js';
import type { StatusLog } from '../store/status-log.js';
import type { WebhookDeliveries } from '../store/webhook-deliveries.js';
import { describeError, type Logger } from '../telemetry/logger.js';

const EVERY_MS = 10 * 60_000;
const BATCH = 5_000;
const DELIVERED_DAYS = 30;

export class Housekeeping {
  private timer: NodeJS.Timeout | null = null;
  private running: Promise<void> = Promise.resolve();
  private stopped = false;

  constructor(
    private readonly stores: {
      readonly log: StatusLog;
      readonly starts: Starts;
      readonly idempotency: IdempotencyKeys;
      readonly otpAttempts: OtpAttempts;
      readonly platformEvents: PlatformEvents;
      readonly webhookDeliveries: WebhookDeliveries;
    },
    private readonly statusLogDays: number,
    private readonly logger: Logger,
  ) {}

  start(): void {
    this.timer = setInterval(() => {
      this.running = this.running.then(() => this.clear());
    }, EVERY_MS);
    this.timer.unref();
  }

  async stop(): Promise<void> {
    this.stopped = true;
    if (this.timer) clearInterval(this.timer);
    await this.running;
  }

  private async clear(): Promise<void> {
    try {
      while (!this.stopped && (await this.stores.log.clear(this.statusLogDays, BATCH)) === BATCH);
      await this.stores.starts.clear();
      await this.stores.idempotency.clear();
      await this.stores.otpAttempts.clear();
      await this.stores.platformEvents.clear();
      while (!this.stopped && (await this.clearDeliveries()) === BATCH);
    } catch (error) {
      this.logger.warn({ err: describeError(error) }, 'Housekeeping failed; it is tried again.');
    }
  }

  private clearDeliveries(): Promise<number> {
    return this.stores.webhookDeliveries.clear(DELIVERED_DAYS, this.statusLogDays, BATCH);
  }
}
