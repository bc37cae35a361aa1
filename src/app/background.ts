// Starts what works without being asked: reading due verifications, sending webhooks, making good what was interrupted, clearing what is old.
import type { Config } from '../config/config.js';
import type { VerificationRecord } from '../store/records.js';
import type { Claim, Tracking } from '../store/tracking.js';
import type { Logger } from '../telemetry/logger.js';
import type { Metrics } from '../telemetry/metrics.js';
import type { Adoption } from '../verifications/adoption.js';
import { type Housekept, housekeeping } from '../verifications/housekeeping.js';
import type { Journeys } from '../verifications/mitek-journeys.js';
import { JourneyUpkeep } from '../verifications/mitek-upkeep.js';
import type { Redaction } from '../verifications/redaction.js';
import { redactionUpkeep } from '../verifications/redaction-upkeep.js';
import { Rounds } from '../verifications/rounds.js';
import { Tracker } from '../verifications/tracker.js';
import type { Verifications } from '../verifications/verifications.js';
import type { OutgoingWebhooks } from '../webhooks/deliveries/outgoing.js';
import type { Stops } from './stops.js';

export interface BackgroundParts extends Omit<Housekept, 'webhookDeliveries'> {
  readonly tracker: Tracker;
  readonly adoption: Adoption;
  readonly outgoing: OutgoingWebhooks;
  readonly verifications: Verifications;
  readonly journeys: Journeys;
  readonly redaction: Redaction;
  readonly logger: Logger;
  readonly metrics: Metrics;
}

const TRACKER = { concurrency: 16, leaseMs: 20_000, idleMs: 1_000 } as const;
const SETTLE_EVERY_MS = 5_000;

/** What reads due verifications of either source. */
export function createTracker(
  { pollFastMs: fastMs, pollSlowMs: slowMs }: Config,
  parts: Pick<BackgroundParts, 'verifications' | 'journeys' | 'logger' | 'metrics'> & { readonly tracking: Tracking },
): Tracker {
  const { tracking, verifications, journeys, logger, metrics } = parts;
  const reading = {
    read: (claim: Claim, signal: AbortSignal) =>
      claim.record.source === 'MITEK'
        ? journeys.reading.readClaimed(claim, signal)
        : verifications.readClaimed(claim, signal),
    expire: (claim: Claim) => verifications.expireClaimed(claim),
    isPolled: ({ source }: VerificationRecord) => source === 'PINGONE_VERIFY' || journeys.reading.arePolled,
  };
  return new Tracker(tracking, reading, { ...TRACKER, pace: { fastMs, slowMs } }, logger, metrics);
}

export function startBackground(stops: Stops, config: Config, parts: BackgroundParts): void {
  const { outgoing, verifications, logger, metrics } = parts;
  stops.begin(parts.tracker);
  if (config.platformWebhooks) stops.begin(parts.adoption);
  stops.begin(outgoing.dispatcher);
  stops.begin(
    new Rounds(
      {
        work: () => verifications.settleLeftStarts(),
        everyMs: SETTLE_EVERY_MS,
        onFailure: 'What an interrupted create made could not be settled; it is tried again.',
      },
      logger,
    ),
  );
  stops.begin(new JourneyUpkeep(parts.journeys, logger));
  stops.begin(redactionUpkeep(parts.redaction, logger, metrics));
  stops.begin(housekeeping({ ...parts, webhookDeliveries: outgoing.deliveries }, config.statusLogDays, logger));
}
