// All metrics of the process in one place, so that names and labels can be read side by side. No ids in labels, ever.
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

export type Metrics = ReturnType<typeof createMetrics>;

/** Makes the registry and every metric in it. */
export function createMetrics() {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  return {
    registry,
    operations: new Histogram({
      name: 'idgw_operation_duration_seconds',
      help: 'GraphQL operations by type, transport and outcome.',
      labelNames: ['type', 'transport', 'outcome'] as const,
      buckets: SECONDS,
      registers,
    }),
    upstreamCalls: new Histogram({
      name: 'idgw_upstream_request_duration_seconds',
      help: 'Calls to PingOne and Mitek by source, method, path template and outcome.',
      labelNames: ['source', 'method', 'path', 'outcome'] as const,
      buckets: SECONDS,
      registers,
    }),
    subscriptions: new Gauge({
      name: 'idgw_subscriptions_active',
      help: 'Open subscriptions in this process.',
      registers,
    }),
    sockets: new Gauge({ name: 'idgw_sockets_active', help: 'Open WebSocket connections.', registers }),
    socketsClosed: new Counter({
      name: 'idgw_sockets_closed_total',
      help: 'Sockets closed by this side, by close code.',
      labelNames: ['code'] as const,
      registers,
    }),
    subscriptionsLagged: new Counter({
      name: 'idgw_subscriptions_lagged_total',
      help: 'Subscriptions ended because the client read too slowly.',
      registers,
    }),
    statusChanges: new Counter({
      name: 'idgw_status_changes_total',
      help: 'Changes of verifications by source, lifecycle reached and how it was learned.',
      labelNames: ['source', 'lifecycle', 'origin'] as const,
      registers,
    }),
    unknownStatuses: new Counter({
      name: 'idgw_unknown_upstream_status_total',
      help: 'Upstream statuses that the gateway has no name for.',
      labelNames: ['source'] as const,
      registers,
    }),
    callbacks: new Counter({
      name: 'idgw_callbacks_total',
      help: 'Callbacks received, by source and outcome; `unreadable` and `expired` are accepted ones that could not be applied.',
      labelNames: ['source', 'outcome'] as const,
      registers,
    }),
    platformEvents: new Counter({
      name: 'idgw_platform_events_total',
      help: 'Events in webhooks of the PingOne platform, by outcome; `refused` counts requests.',
      labelNames: ['outcome'] as const,
      registers,
    }),
    polls: new Counter({
      name: 'idgw_tracker_polls_total',
      help: 'Readings of tracked verifications, by outcome.',
      labelNames: ['outcome'] as const,
      registers,
    }),
    webhookAttempts: new Counter({
      name: 'idgw_webhook_attempts_total',
      help: 'Attempts to deliver outgoing webhooks and relayed callbacks, by outcome.',
      labelNames: ['kind', 'outcome'] as const,
      registers,
    }),
    webhookPending: new Gauge({
      name: 'idgw_webhook_deliveries_pending',
      help: 'Deliveries of the whole deployment that wait for an attempt.',
      registers,
    }),
    webhookOldestPending: new Gauge({
      name: 'idgw_webhook_oldest_pending_seconds',
      help: 'How long the oldest of them has waited.',
      registers,
    }),
    erasuresPending: new Gauge({
      name: 'idgw_erasures_pending',
      help: 'Places of redacted verifications, in the whole deployment, that are still to be erased.',
      registers,
    }),
    erasuresOldestPending: new Gauge({
      name: 'idgw_erasures_oldest_pending_seconds',
      help: 'How long the oldest of them has waited.',
      registers,
    }),
    pushDelay: new Histogram({
      name: 'idgw_push_delay_seconds',
      help: 'Time from the recording of a change to its hand-over to subscribers.',
      buckets: [0.001, 0.0025, ...SECONDS],
      registers,
    }),
  };
}
