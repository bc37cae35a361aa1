// What mutations on a transaction have in common: finding it for the viewer, in a state that allows the action.
import { Permission } from '../auth/permissions.js';
import { maySee } from '../auth/viewer.js';
import type { VerificationRecord } from '../store/records.js';
import { type Action, notActionable, requireAction } from '../verifications/actions.js';
import { Refusal } from '../verifications/refusal.js';
import type { Context } from './context.js';
import { mayReadTransaction, readTransaction } from './read-transaction.js';

/** Someone else's transaction, one that is not there, and one that is gone at PingOne. */
export const TRANSACTION_NOT_FOUND = {
  code: 'NOT_FOUND',
  message: 'There is no such transaction.',
  field: ['input', 'transactionId'],
} as const;

/** A verification that the viewer may see, with actions of its own. */
const NO_TRANSACTION = {
  code: 'TRANSACTION_NOT_ACTIONABLE',
  message: 'This can be done with transactions of PingOne Verify only; see `allowedActions`.',
  field: ['input', 'transactionId'],
} as const;

/** A transaction that is known to belong to a user. */
export type OwnedRecord = VerificationRecord & { readonly userId: string };

/**
 * The transaction that an input names, as PingOne has it now.
 * @throws Refusal NOT_FOUND, or TRANSACTION_NOT_ACTIONABLE when its state does not allow the action
 */
export async function findActionable(
  context: Context,
  input: { readonly transactionId: string; readonly userId?: string | null },
  action: Action,
): Promise<OwnedRecord> {
  const record = await findReadable(context, input);
  requireAction(record, action);
  return record;
}

/**
 * The transaction that an input names, as PingOne has it now, whatever its state.
 * @throws Refusal NOT_FOUND; TRANSACTION_NOT_ACTIONABLE for one that the gateway knows to be deleted at PingOne, or to be a journey
 */
export async function findReadable(
  context: Context,
  input: { readonly transactionId: string; readonly userId?: string | null },
): Promise<OwnedRecord> {
  const { transactionId } = input;
  const known = await context.services.verifications.find(transactionId);
  if (known && known.deletedAt !== null && mayReadTransaction(context, known)) throw notActionable();
  if (known && isReadableJourney(context, known)) throw new Refusal([NO_TRANSACTION]);
  const node = await readTransaction(context, transactionId, input.userId ?? null);
  const userId = node?.record.userId ?? null;
  if (!node || userId === null) throw new Refusal([TRANSACTION_NOT_FOUND]);
  return { ...node.record, userId };
}

function isReadableJourney({ viewer }: Context, { source, userId }: VerificationRecord): boolean {
  return source === 'MITEK' && maySee(viewer, [Permission.MITEK_READ], userId);
}
