// Tries again, from time to time, what could not be erased at its source, and measures how much waits. Safe to run on many instances.
import type { Logger } from '../telemetry/logger.js';
import type { Metrics } from '../telemetry/metrics.js';
import type { Redaction } from './redaction.js';
import { Rounds } from './rounds.js';

/** As short as the first pause after a failure. */
const EVERY_MS = 2_000;

export type ErasureGauges = Pick<Metrics, 'erasuresPending' | 'erasuresOldestPending'>;

export function redactionUpkeep(redaction: Redaction, logger: Logger, metrics: ErasureGauges): Rounds {
  const work = () => eraseAgain(redaction, metrics);
  return new Rounds({ work, everyMs: EVERY_MS, onFailure: 'Erasing again failed; it is tried once more.' }, logger);
}

/** One round. */
export async function eraseAgain(redaction: Redaction, metrics: ErasureGauges): Promise<void> {
  await redaction.retry();
  const { pending, oldestSeconds } = await redaction.backlog();
  metrics.erasuresPending.set(pending);
  metrics.erasuresOldestPending.set(oldestSeconds);
}
