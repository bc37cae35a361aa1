// Whether evidence can be read, as the record tells it and as PingOne has just answered. What a record tells is decided in verifications/.
import { setImmediate as otherFields } from 'node:timers/promises';
import type { VerifiedData } from '../datasources/pingone/verified-data.js';
import type { VerificationRecord } from '../store/records.js';
import { type EvidenceState, evidenceExpiresAt, evidenceStateOf, requireKept } from '../verifications/evidence.js';
import type { Context } from './context.js';

/**
 * State of the evidence of a transaction. PingOne's clock is not ours, and data can be deleted there early: where this operation reads
 * verified data of a decided transaction and there is none left, it is DELETED whatever the record says.
 */
export async function readEvidenceState(context: Context, record: VerificationRecord): Promise<EvidenceState> {
  const state = evidenceStateOf(record);
  return state === 'AVAILABLE' && (await isSeenGone(context, record)) ? 'DELETED' : state;
}

/** When PingOne deletes the evidence, or by when it had; null while it is not known. */
export async function readEvidenceEnd(context: Context, record: VerificationRecord): Promise<Date | null> {
  const end = evidenceExpiresAt(record);
  const now = new Date();
  return end !== null && end > now && (await readEvidenceState(context, record)) === 'DELETED' ? now : end;
}

/** @throws Refusal VERIFIED_DATA_EXPIRED when nothing was found that was there */
export async function requireFound(
  context: Context,
  record: VerificationRecord,
  found: readonly VerifiedData[],
): Promise<void> {
  requireKept(record, found.length > 0 ? evidenceStateOf(record) : await readEvidenceState(context, record));
}

/** Costs a call only when every read came back empty, and each of them for some kinds of data only. */
async function isSeenGone({ loaders }: Context, { id, userId, lifecycle }: VerificationRecord): Promise<boolean> {
  if (userId === null || lifecycle !== 'FINISHED') return false;
  const key = { userId, transactionId: id };
  // Fields beside this one begin to read in the same turn; those reads are to be known here.
  await otherFields();
  const reads = await Promise.allSettled(loaders.verifiedDataReads(key));
  const answers = reads.flatMap((read) => (read.status === 'fulfilled' ? [read.value] : []));
  if (answers.length === 0 || answers.some((items) => items.length > 0)) return false;
  const all = await loaders.verifiedData.load({ key, types: null, attempt: 'LATEST' }).catch(() => null);
  return all?.length === 0;
}
