// How long PingOne holds what was collected, and whether it holds it now.
import type { Lifecycle, VerificationRecord } from '../store/records.js';
import { Refusal } from './refusal.js';

/** NONE: nothing was handed in so far. DELETED: there was something, and it is gone. */
export type EvidenceState = 'NONE' | 'AVAILABLE' | 'DELETED';

/** Time for which PingOne keeps documents and verified data. */
const KEPT_MS = 30 * 60 * 1000;

const HANDED_IN: readonly (string | null)[] = ['PARTIAL', 'IN_PROGRESS', 'SUCCESS', 'APPROVED_MANUALLY'];

/** Whether a state shows that something was handed in. A transaction that ran out of time may have got nothing. */
export function showsEvidence(lifecycle: Lifecycle, rawStatus: string | null): boolean {
  return HANDED_IN.includes(rawStatus) || (rawStatus === 'FAIL' && lifecycle === 'FINISHED');
}

/** @param record of a PingOne transaction */
export function evidenceStateOf(record: VerificationRecord, now: Date = new Date()): EvidenceState {
  if (!record.hasEvidence) return 'NONE';
  if (record.redactedAt !== null) return 'DELETED';
  const expiresAt = evidenceExpiresAt(record);
  return expiresAt === null || now < expiresAt ? 'AVAILABLE' : 'DELETED';
}

/** When PingOne deletes, or deleted, what was verified; null while the transaction is undecided. */
export function evidenceExpiresAt(record: VerificationRecord): Date | null {
  if (record.deletedAt !== null) return record.deletedAt;
  if (!record.hasEvidence) return null;
  const end = record.finishedAt === null ? null : new Date(record.finishedAt.getTime() + KEPT_MS);
  const { redactedAt } = record;
  return redactedAt !== null && (end === null || redactedAt < end) ? redactedAt : end;
}

/** @throws Refusal VERIFIED_DATA_EXPIRED when what there was is gone */
export function requireKept(record: VerificationRecord, state: EvidenceState = evidenceStateOf(record)): void {
  if (state !== 'DELETED') return;
  const message = 'PingOne has deleted the data of this transaction.';
  throw new Refusal([{ code: 'VERIFIED_DATA_EXPIRED', message, field: ['input', 'transactionId'] }]);
}
