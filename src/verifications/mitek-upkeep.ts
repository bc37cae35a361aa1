// What journeys need from time to time: creates without an outcome are settled, personal data goes when its time is over. Safe to run on many instances.
import { describeError, type Logger } from '../telemetry/logger.js';
import type { Journeys } from './mitek-journeys.js';

/** Well below the time after which a repeated idempotency key makes another journey. */
const EVERY_MS = 5_000;
const ROUNDS_PER_PURGE = 6;

export class JourneyUpkeep {
  private timer: NodeJS.Timeout | null = null;
  private running: Promise<void> = Promise.resolve();
  private round = 0;

  constructor(
    private readonly journeys: Journeys,
    private readonly logger: Logger,
  ) {}

  start(): void {
    this.running = this.work();
    this.timer = setInterval(() => {
      this.running = this.running.then(() => this.work());
    }, EVERY_MS);
    this.timer.unref();
  }

  async stop(): Promise<void> {
    if (this.timer) clearInterval(this.timer);
    await this.running;
  }

  private async work(): Promise<void> {
    try {
      await this.journeys.adopt();
      if (this.round % ROUNDS_PER_PURGE === 0) await this.journeys.purge();
      this.round += 1;
    } catch (error) {
      this.logger.warn({ err: describeError(error) }, 'The upkeep of Mitek journeys failed; it is tried again.');
    }
  }
}
