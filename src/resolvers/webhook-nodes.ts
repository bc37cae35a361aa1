// Stored endpoints and deliveries of outgoing webhooks as the schema shows them.
import { VerificationEventType } from '../schema/verification-event.js';
import type { WebhookDelivery, WebhookEndpoint } from '../schema/webhook.js';
import type { StoredEndpoint } from '../store/webhook-endpoints.js';
import type { ListedDelivery } from '../store/webhook-list.js';
import { liveSecrets } from '../webhooks/deliveries/secrets.js';

/** An endpoint without its secrets: only how many are live. */
export function toEndpointNode({ secrets, eventTypes, ...endpoint }: StoredEndpoint): WebhookEndpoint {
  return {
    ...endpoint,
    eventTypes: eventTypes.filter(isEventType),
    liveSecrets: liveSecrets(secrets, new Date()).length,
  };
}

/** @param cursor its position in the status log, as clients know it */
export function toDeliveryNode(delivery: ListedDelivery, endpoint: StoredEndpoint, cursor: string): WebhookDelivery {
  const { id, eventType, verificationId, status, attempts, nextAttemptAt, occurredAt } = delivery;
  return {
    id,
    endpoint: toEndpointNode(endpoint),
    eventType,
    cursor,
    verificationId,
    status,
    attempts: attempts.map((attempt) => ({ ...attempt, at: new Date(attempt.at) })),
    nextAttemptAt,
    createdAt: occurredAt,
  };
}

function isEventType(text: string): text is VerificationEventType {
  return Object.hasOwn(VerificationEventType, text);
}
