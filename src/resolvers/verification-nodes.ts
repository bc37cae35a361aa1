// Verifications of either source and their events as the schema shows them. Everything personal inside is marked with its owner here.
import { ownedBy } from '../auth/ownership.js';
import type { MitekJourney } from '../schema/mitek-journey.js';
import type { User } from '../schema/user.js';
import type { Verification } from '../schema/verification.js';
import type { VerificationEvent } from '../schema/verification-event.js';
import { type VerifyTransaction, VerifyTransactionStatus } from '../schema/verify-transaction.js';
import type { StoredEvent, VerificationRecord } from '../store/records.js';
import { allowedActions } from '../verifications/actions.js';
import type { Context } from './context.js';
import { readUser } from './read-user.js';

/** A transaction on its way through an operation: what the schema shows, and the record it was made from. */
export interface TransactionNode extends VerifyTransaction {
  readonly record: VerificationRecord;
}

/** A journey on its way through an operation. What stands beside its record is read by the fields that need it. */
export interface JourneyNode extends MitekJourney {
  readonly record: VerificationRecord;
}

export type VerificationNode = TransactionNode | JourneyNode;

/** A verification of any source, made from its record alone. */
export function toVerificationNode(record: VerificationRecord): VerificationNode {
  return record.source === 'MITEK' ? toJourneyNode(record) : toTransactionNode(record);
}

export function toTransactionNode(record: VerificationRecord): TransactionNode {
  return ownedBy(record.userId, {
    ...common(record),
    status: toStatus(record.rawStatus),
    challenge: record.challenge,
    redactedAt: record.redactedAt,
    record,
  });
}

/** Whom a journey is for is typed into it: as much evidence as what a transaction compares with. */
export function toJourneyNode(record: VerificationRecord): JourneyNode {
  const evidenceOf = { type: 'MitekJourney', id: record.id };
  return ownedBy(record.userId, { ...common(record), challenge: record.challenge, record }, evidenceOf);
}

function common(record: VerificationRecord): Verification {
  return {
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
  };
}

export function toVerificationEvent(event: StoredEvent): VerificationEvent {
  return event;
}

/** The directory user a verification is about; null when it has none, or the caller may not see users. */
export function userOf(record: VerificationRecord, context: Context): Promise<User | null> | null {
  return record.userId === null ? null : readUser(context, record.userId);
}

function toStatus(raw: string | null): VerifyTransactionStatus {
  return raw !== null && isStatus(raw) ? raw : 'UNKNOWN';
}

function isStatus(text: string): text is VerifyTransactionStatus {
  return Object.hasOwn(VerifyTransactionStatus, text);
}
