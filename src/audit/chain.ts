// How audit entries are bound to each other: a changed, missing or added one breaks the chain.
import { createHash } from 'node:crypto';
import type { AuditEntry } from '../store/audit-log.js';

/** SHA-256, in hexadecimal digits, over the entry and the hash of the one before it. */
export function hashOf(entry: AuditEntry, previousHash: string | null): string {
  // A list, so that the text is the same whatever the order of properties in memory.
  const text = JSON.stringify([
    previousHash,
    entry.id,
    entry.occurredAt.toISOString(),
    [entry.actor.kind, entry.actor.id, entry.actor.displayName],
    entry.action,
    entry.outcome,
    entry.targetType,
    entry.targetId,
    entry.userId,
    entry.fields,
    entry.reason,
    entry.requestId,
    entry.ipAddress,
    entry.userAgent,
  ]);
  return createHash('sha256').update(text).digest('hex');
}
