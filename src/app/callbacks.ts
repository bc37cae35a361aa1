// Registers what calls the gateway: PingOne's callbacks and platform events, and Mitek's callbacks, as far as they are set up.
import type { FastifyInstance } from 'fastify';
import type { Keys } from '../auth/keys.js';
import type { Config } from '../config/config.js';
import type { PlatformEvents } from '../store/platform-events.js';
import type { Starts } from '../store/starts.js';
import type { Metrics } from '../telemetry/metrics.js';
import type { Journeys } from '../verifications/mitek-journeys.js';
import { registerMitekCallback } from '../webhooks/mitek-callback.js';
import { registerPingOneCallback } from '../webhooks/pingone-callback.js';
import { registerPingOnePlatform } from '../webhooks/pingone-platform.js';
import type { MitekSetUp } from './mitek.js';

export interface CallbackParts {
  readonly starts: Starts;
  readonly journeys: Journeys;
  readonly mitekSetUp: MitekSetUp | null;
  readonly platformEvents: PlatformEvents;
  /** Told of platform events of users that nobody has looked up yet. */
  readonly onNews: () => void;
  readonly keys: Keys;
  readonly metrics: Metrics;
}

export async function registerCallbacks(app: FastifyInstance, config: Config, parts: CallbackParts): Promise<void> {
  const { starts, journeys, mitekSetUp, platformEvents, onNews, keys, metrics } = parts;
  await app.register((part) => registerPingOneCallback(part, { starts, metrics }));
  if (config.platformWebhooks) {
    const { platformWebhooks, pingOne } = config;
    const { environmentId } = pingOne;
    await app.register((part) =>
      registerPingOnePlatform(part, { ...platformWebhooks, events: platformEvents, metrics, environmentId, onNews }),
    );
  }
  if (mitekSetUp) {
    const { profile, guard } = mitekSetUp;
    const { store, inbox } = journeys;
    await app.register((part) => registerMitekCallback(part, { store, inbox, profile, guard, keys, metrics }));
  }
}
