// Puts the parts of outgoing webhooks together: what is stored, what changes it, what sends it.
import type { Keys } from '../../auth/keys.js';
import type { Database } from '../../store/database.js';
import type { StatusLog } from '../../store/status-log.js';
import { WebhookDeliveries } from '../../store/webhook-deliveries.js';
import { WebhookEndpoints } from '../../store/webhook-endpoints.js';
import { WebhookList } from '../../store/webhook-list.js';
import type { Logger } from '../../telemetry/logger.js';
import type { Metrics } from '../../telemetry/metrics.js';
import { Dispatcher } from './dispatcher.js';
import { Sender } from './sender.js';
import { Webhooks } from './webhooks.js';

export interface OutgoingParts {
  readonly db: Database;
  readonly log: StatusLog;
  readonly keys: Keys;
  /** A position of the status log as clients know it. */
  readonly cursorOf: (position: bigint) => string;
  readonly logger: Logger;
  readonly metrics: Metrics;
}

export interface OutgoingOptions {
  /** Plain http, and addresses that are not public, are allowed too. */
  readonly allowPrivate: boolean;
  /** Wait after each failed attempt; after the last one the delivery is given up. */
  readonly retryMs: readonly number[];
  /** How long attempts under way may take when the gateway stops. */
  readonly drainMs: number;
}

export interface OutgoingWebhooks {
  readonly webhooks: Webhooks;
  readonly deliveries: WebhookDeliveries;
  readonly dispatcher: Pick<Dispatcher, 'start' | 'wake' | 'stop'>;
}

const DISPATCHER = {
  concurrency: 64,
  perTarget: 8,
  perKind: 48,
  perKindUnproven: 24,
  quickMs: 2_000,
  leaseMs: 15_000,
  idleMs: 1_000,
} as const;
/** Longest time a receiver may take; below the lease of an attempt. */
const TIMEOUT_MS = 10_000;

export function createOutgoingWebhooks(parts: OutgoingParts, options: OutgoingOptions): OutgoingWebhooks {
  const { db, log, keys } = parts;
  const { allowPrivate, retryMs, drainMs } = options;
  const deliveries = new WebhookDeliveries(db);
  const sender = new Sender({ allowPrivate, timeoutMs: TIMEOUT_MS });
  const dispatcher = new Dispatcher({ ...parts, deliveries, sender }, { ...DISPATCHER, retryMs, drainMs });
  const endpoints = new WebhookEndpoints(db);
  return {
    webhooks: new Webhooks({ endpoints, deliveries, list: new WebhookList(db), log, keys, allowPrivate }),
    deliveries,
    dispatcher: {
      start: () => dispatcher.start(),
      wake: () => dispatcher.wake(),
      stop: async () => {
        await dispatcher.stop();
        await sender.close();
      },
    },
  };
}
