// What journeys need from time to time: creates without an outcome are settled, callbacks that could not be read are taken up, personal data goes when its time is over. Safe to run on many instances.
import { describeError, type Logger } from '../telemetry/logger.js';
import type { Journeys } from './mitek-journeys.js';
import { Rounds } from './rounds.js';

/** Well below the time after which a repeated idempotency key makes another journey. */
const EVERY_MS = 5_000;
/** Rounds after which everything has had its turn. */
const CYCLE = 6;
const FAILURE = 'The upkeep of Mitek journeys failed; it is tried again.';

export class JourneyUpkeep {
  private readonly rounds: Rounds;
  private round = 0;

  constructor(
    private readonly journeys: Journeys,
    private readonly logger: Logger,
  ) {
    this.rounds = new Rounds({ work: () => this.work(), everyMs: EVERY_MS, onFailure: FAILURE }, logger);
  }

  start(): void {
    this.rounds.startAtOnce();
  }

  stop(): Promise<void> {
    return this.rounds.stop();
  }

  private async work(): Promise<void> {
    const turn = this.round % CYCLE;
    this.round += 1;
    const { journeys } = this;
    await this.attempt(() => journeys.adopt());
    if (turn === 0) {
      await this.attempt(() => journeys.purge());
      await this.attempt(() => journeys.reading.takeUpAsides());
    }
    // Last, so that what a gateway finds at its start is applied before it is let go, however long nobody was there to do so.
    if (turn === CYCLE - 1) {
      await this.attempt(() => journeys.expireRequests());
      await this.attempt(() => journeys.reading.expireCallbacks());
    }
  }

  /** What fails keeps nothing else from its turn: an outcome that cannot be settled least of all the removal of personal data. */
  private async attempt(task: () => Promise<void>): Promise<void> {
    try {
      await task();
    } catch (error) {
      this.logger.warn({ err: describeError(error) }, FAILURE);
    }
  }
}
