// Verifications and their events as the schema shows them. Everything personal inside is marked with its owner here.
import { ownedBy } from '../auth/ownership.js';
import type { User } from '../schema/user.js';
import type { VerificationAction } from '../schema/verification.js';
import type { VerificationEvent } from '../schema/verification-event.js';
import { type EvidenceState, type VerifyTransaction, VerifyTransactionStatus } from '../schema/verify-transaction.js';
import type { StoredEvent, VerificationRecord } from '../store/records.js';
import type { Context } from './context.js';
import { readUser } from './read-user.js';

/** A transaction on its way through an operation: what the schema shows, and the record it was made from. */
export interface TransactionNode extends VerifyTransaction {
  readonly record: VerificationRecord;
}

/** Time for which PingOne keeps what was verified, counted from the decision. */
const EVIDENCE_MS = 30 * 60 * 1000;

export function toTransactionNode(record: VerificationRecord): TransactionNode {
  return ownedBy(record.userId, {
    id: record.id,
    source: record.source,
    reference: record.reference,
    lifecycle: record.lifecycle,
    decision: record.decision,
    version: record.version,
    createdAt: record.createdAt,
    updatedAt: record.updatedAt,
    expiresAt: record.expiresAt,
    finishedAt: record.finishedAt,
    upstream: { rawStatus: record.rawStatus, rawResult: record.rawResult, receivedAt: record.receivedAt },
    allowedActions: allowedActions(record),
    status: toStatus(record.rawStatus),
    challenge: record.challenge,
    redactedAt: null,
    record,
  });
}

export function toVerificationEvent(event: StoredEvent): VerificationEvent {
  return event;
}

/** The directory user a verification is about; null when it has none, or the caller may not see users. */
export function userOf(record: VerificationRecord, context: Context): Promise<User | null> | null {
  return record.userId === null ? null : readUser(context, record.userId);
}

/** Whether PingOne still holds what was collected. */
export function evidenceOf(record: VerificationRecord, now: Date = new Date()): EvidenceState {
  if (record.deletedAt !== null) return 'DELETED';
  const expiresAt = evidenceExpiresAt(record);
  if (expiresAt !== null) return now < expiresAt ? 'AVAILABLE' : 'DELETED';
  return record.rawStatus === 'PARTIAL' || record.rawStatus === 'IN_PROGRESS' ? 'AVAILABLE' : 'NONE';
}

/** When PingOne deletes, or deleted, what was verified; null while nothing is decided. */
export function evidenceExpiresAt(record: VerificationRecord): Date | null {
  if (record.deletedAt !== null) return record.deletedAt;
  if (record.lifecycle !== 'FINISHED' || record.finishedAt === null) return null;
  return new Date(record.finishedAt.getTime() + EVIDENCE_MS);
}

function allowedActions(record: VerificationRecord): readonly VerificationAction[] {
  const approvable = record.deletedAt === null && (record.rawStatus === 'FAIL' || record.rawStatus === 'IN_PROGRESS');
  return approvable ? ['APPROVE'] : [];
}

function toStatus(raw: string | null): VerifyTransactionStatus {
  return raw !== null && isStatus(raw) ? raw : 'UNKNOWN';
}

function isStatus(text: string): text is VerifyTransactionStatus {
  return Object.hasOwn(VerifyTransactionStatus, text);
}
