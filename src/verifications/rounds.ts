// Work that every instance does again and again, one round after the other.
import { describeError, type Logger } from '../telemetry/logger.js';

export interface RoundsOptions {
  readonly work: () => Promise<void>;
  /** From the begin of one round to that of the next, in milliseconds; a round that takes longer is not disturbed. */
  readonly everyMs: number;
  /** What is logged when a round fails; the next one comes all the same. */
  readonly onFailure: string;
}

export class Rounds {
  private timer: NodeJS.Timeout | null = null;
  private running: Promise<void> | null = null;

  constructor(
    private readonly options: RoundsOptions,
    private readonly logger: Logger,
  ) {}

  start(): void {
    this.timer = setInterval(() => {
      this.running ??= this.round().finally(() => {
        this.running = null;
      });
    }, this.options.everyMs);
    this.timer.unref();
  }

  /** Begins no round any more, and waits for the one under way. */
  async stop(): Promise<void> {
    if (this.timer) clearInterval(this.timer);
    await this.running;
  }

  private async round(): Promise<void> {
    try {
      await this.options.work();
    } catch (error) {
      this.logger.warn({ err: describeError(error) }, this.options.onFailure);
    }
  }
}
