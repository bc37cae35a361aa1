// How long PingOne holds what was collected, and whether it holds it now.
import type { VerificationRecord } from '../store/records.js';
import { Refusal } from './refusal.js';

/** NONE: nothing was handed in so far. DELETED: there was something, and it is gone. */
export type EvidenceState = 'NONE' | 'AVAILABLE' | 'DELETED';

/** Time for which PingOne keeps documents and verified data. */
const KEPT_MS = 30 * 60 * 1000;

const NOTHING_HANDED_IN: readonly (string | null)[] = ['REQUESTED', 'INITIATED', 'NOT_REQUIRED', 'APPROVED_NO_REQUEST'];

/** @param record of a PingOne transaction */
export function evidenceStateOf(record: VerificationRecord, now: Date = new Date()): EvidenceState {
  if (record.deletedAt !== null) return 'DELETED';
  if (NOTHING_HANDED_IN.includes(record.rawStatus)) return 'NONE';
  const expiresAt = evidenceExpiresAt(record);
  return expiresAt === null || now < expiresAt ? 'AVAILABLE' : 'DELETED';
}

/** When PingOne deletes, or deleted, what was verified; null while the transaction is undecided. */
export function evidenceExpiresAt(record: VerificationRecord): Date | null {
  if (record.deletedAt !== null) return record.deletedAt;
  return record.finishedAt === null ? null : new Date(record.finishedAt.getTime() + KEPT_MS);
}

/** @throws Refusal VERIFIED_DATA_EXPIRED when what there was is gone */
export function requireKept(record: VerificationRecord): void {
  if (evidenceStateOf(record) !== 'DELETED') return;
  const message = 'PingOne has deleted the data of this transaction.';
  throw new Refusal([{ code: 'VERIFIED_DATA_EXPIRED', message, field: ['input', 'transactionId'] }]);
}
