// Work that every instance does again and again, one round after the other.
import { describeError, type Logger } from '../telemetry/logger.js';

export interface RoundsOptions {
  /** One round. @param stopping aborted when there is no more time for a long one */
  readonly work: (stopping: AbortSignal) => Promise<void>;
  /** From the begin of one round to that of the next, in milliseconds; a round that takes longer is not disturbed. */
  readonly everyMs: number;
  /** What is logged when a round fails; the next one comes all the same. */
  readonly onFailure: string;
}

export class Rounds {
  private readonly stopping = new AbortController();
  private timer: NodeJS.Timeout | null = null;
  private running: Promise<void> | null = null;

  constructor(
    private readonly options: RoundsOptions,
    private readonly logger: Logger,
  ) {}

  /** The first round comes after one interval. */
  start(): void {
    this.timer = setInterval(() => this.begin(), this.options.everyMs);
    this.timer.unref();
  }

  /** The first round comes at once. */
  startAtOnce(): void {
    this.start();
    this.begin();
  }

  /** Begins no round any more, and waits for the one under way. */
  async stop(): Promise<void> {
    this.stopping.abort();
    if (this.timer) clearInterval(this.timer);
    await this.running;
  }

  private begin(): void {
    this.running ??= this.round().finally(() => {
      this.running = null;
    });
  }

  private async round(): Promise<void> {
    try {
      await this.options.work(this.stopping.signal);
    } catch (error) {
      this.logger.warn({ err: describeError(error) }, this.options.onFailure);
    }
  }
}
