// Tries again, from time to time, what could not be erased at its source, and measures how much waits. Safe to run on many instances.
import { describeError, type Logger } from '../telemetry/logger.js';
import type { Metrics } from '../telemetry/metrics.js';
import type { Redaction } from './redaction.js';

/** As short as the first pause after a failure. */
const EVERY_MS = 2_000;

export class RedactionUpkeep {
  private timer: NodeJS.Timeout | null = null;
  private running: Promise<void> | null = null;

  constructor(
    private readonly redaction: Redaction,
    private readonly logger: Logger,
    private readonly metrics: Pick<Metrics, 'erasuresPending' | 'erasuresOldestPending'>,
  ) {}

  start(): void {
    this.timer = setInterval(() => {
      this.running ??= this.work().finally(() => {
        this.running = null;
      });
    }, EVERY_MS);
    this.timer.unref();
  }

  async stop(): Promise<void> {
    if (this.timer) clearInterval(this.timer);
    await this.running;
  }

  /** One round; never throws. */
  async work(): Promise<void> {
    try {
      await this.redaction.retry();
      const { pending, oldestSeconds } = await this.redaction.backlog();
      this.metrics.erasuresPending.set(pending);
      this.metrics.erasuresOldestPending.set(oldestSeconds);
    } catch (error) {
      this.logger.warn({ err: describeError(error) }, 'Erasing again failed; it is tried once more.');
    }
  }
}
