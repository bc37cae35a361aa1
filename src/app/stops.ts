// What has to be stopped again, in the order in which it was started.
import { describeError, type Logger } from '../telemetry/logger.js';

/** A part that works in the background. */
export interface Worker {
  start(): void;
  stop(): Promise<unknown>;
}

export class Stops {
  private readonly stops: (() => Promise<unknown>)[] = [];

  constructor(private readonly logger: Logger) {}

  /** Has something stopped before everything that was added earlier. */
  add(stop: () => Promise<unknown>): void {
    this.stops.push(stop);
  }

  /** Starts a part, and has it stopped. */
  begin(worker: Worker): void {
    worker.start();
    this.add(() => worker.stop());
  }

  /** Stops everything, the last first. One that fails does not keep the others. */
  async all(): Promise<void> {
    for (const stop of this.stops.reverse().splice(0)) {
      await stop().catch((error: unknown) =>
        this.logger.warn({ err: describeError(error) }, 'A part did not stop cleanly.'),
      );
    }
  }
}
