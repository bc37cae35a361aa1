// What calls that change something inside a transaction have in common: its timeline tells of them, and its state is read again.
import { UpstreamError } from '../datasources/http/errors.js';
import type { TransactionKey } from '../datasources/pingone/verify.js';
import type { EventType } from '../store/records.js';
import { type Action, requireAction } from '../verifications/actions.js';
import { Refusal } from '../verifications/refusal.js';
import { actorOf } from './acting.js';
import type { Context } from './context.js';
import type { RefusalRules } from './failures.js';
import { type OwnedRecord, TRANSACTION_NOT_FOUND } from './find-transaction.js';
import { readTransaction } from './read-transaction.js';

/** PingOne may know that a transaction takes no such call before the status that it shows says so. */
export const STATUS_RULES = {
  paths: { transactionStatus: ['input', 'transactionId'] },
  special: {
    'INVALID_VALUE transactionStatus.status': 'TRANSACTION_NOT_ACTIONABLE',
    'CONSTRAINT_VIOLATION transactionStatus.status': 'TRANSACTION_NOT_ACTIONABLE',
  },
} as const satisfies RefusalRules;

export interface TransactionCall<T> {
  readonly action: Action;
  /** What the timeline calls it; null: it leaves the transaction as it was. */
  readonly event: EventType | null;
  readonly send: (key: TransactionKey) => Promise<T>;
}

/**
 * Makes a call inside a transaction that was found and may be acted on.
 * @throws Refusal NOT_FOUND or TRANSACTION_NOT_ACTIONABLE when the transaction has moved on meanwhile; the record is refreshed then
 * @throws UpstreamError for any other refusal or failure
 */
export async function actOnTransaction<T>(
  context: Context,
  record: OwnedRecord,
  { action, event, send }: TransactionCall<T>,
): Promise<T> {
  const { verifications } = context.services;
  const key = { userId: record.userId, transactionId: record.id };
  try {
    const result = await send(key);
    forget(context, key);
    if (event !== null) {
      await verifications.note(record.id, event, { actor: actorOf(context.viewer) });
      await verifications.refresh(record.id);
    }
    return result;
  } catch (error) {
    forget(context, key);
    if (!(error instanceof UpstreamError)) throw error;
    if (isRefusal(error)) await requireStill(context, record, action);
    else if (error.mayHaveTakenEffect && event !== null) await verifications.refresh(record.id);
    throw error;
  }
}

/** What was read of the transaction in this operation shows the state before the call. */
function forget({ loaders }: Context, key: TransactionKey): void {
  loaders.transaction.clear(key);
  loaders.documents.clear(key);
  loaders.document.clearAll();
}

function isRefusal({ kind, status }: UpstreamError): boolean {
  return kind === 'not-found' || (kind === 'rejected' && (status === 400 || status === 409));
}

/** The state in which the transaction was found may be older than the refusal. */
async function requireStill(context: Context, { id, userId }: OwnedRecord, action: Action): Promise<void> {
  const present = await readTransaction(context, id, userId);
  if (!present) throw new Refusal([TRANSACTION_NOT_FOUND]);
  requireAction(present.record, action);
}
