// What a delivery says and how it is signed, after the Standard Webhooks specification 1.0.0. Ids and states only, never personal data.
import { randomBytes } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import type { DeliveredEvent } from '../../store/webhook-deliveries.js';

const SECRET_BYTES = 32;

/** A new signing secret, as receivers are given it. */
export function newSecret(): string {
  return `whsec_${randomBytes(SECRET_BYTES).toString('base64')}`;
}

/**
 * The body, the same in every attempt.
 * @param cursor position of the event in the status log, as clients know it
 */
export function bodyOf(event: DeliveredEvent, cursor: string): string {
  const { verificationId, source, eventType, version, lifecycle, decision, occurredAt } = event;
  return JSON.stringify({
    type: `verification.${eventType.toLowerCase()}`,
    timestamp: occurredAt.toISOString(),
    // The caller's own reference is left out: it can be anything, a name too, and the id is enough to find it.
    data: { verificationId, source, eventType, version, lifecycle, decision, cursor },
  });
}

/**
 * The headers of one attempt.
 * @param secrets all that are live; each adds a signature, so that receivers can change theirs at any time. None: not signed.
 * @param own headers that the receiver wants to see
 */
export function headersOf(
  deliveryId: string,
  at: Date,
  body: string,
  secrets: readonly string[],
  own: Readonly<Record<string, string>> = {},
): Record<string, string> {
  const signatures = secrets.map((secret) => new Webhook(secret).sign(deliveryId, at, body));
  return {
    'user-agent': 'identity-gateway',
    ...Object.fromEntries(Object.entries(own).map(([name, value]) => [name.toLowerCase(), value])),
    'content-type': 'application/json',
    'webhook-id': deliveryId,
    'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
    ...(signatures.length > 0 ? { 'webhook-signature': signatures.join(' ') } : {}),
  };
}
