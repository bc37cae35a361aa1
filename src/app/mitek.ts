// Puts the parts of Mitek together: what is configured, the client, the journeys. Its callbacks are registered in callbacks.ts.
import type { Keys } from '../auth/keys.js';
import { type Config, ConfigError } from '../config/config.js';
import type { ObservedCall } from '../datasources/http/call.js';
import { Mitek } from '../datasources/mitek/mitek.js';
import { loadProfile } from '../datasources/mitek/profile.js';
import { doubtsOf } from '../datasources/mitek/profile-schema.js';
import type { Database } from '../store/database.js';
import { JourneyStore } from '../store/journeys.js';
import { JourneyInbox } from '../store/mitek-inbox.js';
import type { Starts } from '../store/starts.js';
import type { Logger } from '../telemetry/logger.js';
import type { Metrics } from '../telemetry/metrics.js';
import { Journeys } from '../verifications/mitek-journeys.js';
import type { Verifications } from '../verifications/verifications.js';
import { MITEK_CALLBACK_PATH } from '../webhooks/mitek-callback.js';
import { createCallbackGuard } from '../webhooks/mitek-callback-guard.js';
import type { Stops } from './stops.js';

export interface MitekParts {
  readonly db: Database;
  readonly verifications: Verifications;
  readonly starts: Starts;
  readonly keys: Keys;
  /** Where the gateway is reached from outside. */
  readonly publicUrl: () => string;
  readonly firstPollInMs: number;
  /** Told of each call to Mitek. */
  readonly onCall: (call: ObservedCall) => void;
  readonly logger: Logger;
  readonly metrics: Metrics;
}

export type MitekSetUp = NonNullable<ReturnType<typeof setUpMitek>>;

/** How long findings are kept where Mitek is not set up any more. */
const DATA_HOURS = 24;

/**
 * What is needed to work with Mitek; null when it is not set up.
 * @throws ConfigError when the profile is wrong, or anybody could call back
 */
export function setUpMitek({ mitek, production }: Config, logger: Logger) {
  if (mitek === null) return null;
  const profile = loadProfile(mitek.profileFile, mitek.apiVersion);
  for (const doubt of doubtsOf(profile)) logger.warn(`The profile of Mitek is hardly meant so: ${doubt}.`);
  const guard = createCallbackGuard(profile, mitek.callback);
  if (guard.isOpen) {
    const message = 'The profile of Mitek has one callback address for all journeys and asks callbacks for nothing.';
    if (production)
      throw new ConfigError([`${message} Add basic, header-secret, hmac or address-list to callback.auth.`]);
    logger.warn(`${message} Anybody who reaches it can decide journeys; production refuses to start so.`);
  }
  return { ...mitek, profile, guard };
}

/** The client, null where Mitek is not set up; and the journeys, which can be read without it. */
export function createMitek(setUp: MitekSetUp | null, { db, publicUrl, onCall, ...parts }: MitekParts, stops: Stops) {
  const mitek = setUp && new Mitek(setUp, onCall);
  if (mitek) stops.add(() => mitek.close());
  const journeys = new Journeys({
    ...parts,
    store: new JourneyStore(db),
    inbox: new JourneyInbox(db),
    mitek,
    callbackBase: () => `${publicUrl()}${MITEK_CALLBACK_PATH}`,
    dataHours: setUp?.dataHours ?? DATA_HOURS,
  });
  return { mitek, journeys };
}
