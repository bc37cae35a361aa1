// Finding transactions for a viewer: someone else's looks exactly like one that does not exist.
import { notFoundError } from '../auth/enforce.js';
import { ownedBy } from '../auth/ownership.js';
import { Permission } from '../auth/permissions.js';
import { mayFollow } from '../auth/viewer.js';
import type { Transaction } from '../datasources/pingone/transaction.js';
import type { VerificationRecord } from '../store/records.js';
import type { Context } from './context.js';
import { type TransactionNode, toTransactionNode } from './verification-nodes.js';

const READ = [Permission.VERIFY_READ];

/**
 * Reads one transaction at PingOne and takes note of its state.
 * @param userId its user, for one that the gateway does not know yet
 * @returns null when it does not exist or is not the viewer's to see
 */
export async function readTransaction(
  context: Context,
  id: string,
  userId: string | null,
): Promise<TransactionNode | null> {
  const { verifications } = context.services;
  const known = await verifications.find(id);
  if (known && known.source !== 'PINGONE_VERIFY') return null;
  const owner = known?.userId ?? userId ?? (context.viewer.kind === 'END_USER' ? context.viewer.id : null);
  if (owner === null || !mayFollow(context.viewer, READ, { id, ownerId: owner })) return null;
  const transaction = await context.loaders.transaction.load({ userId: owner, transactionId: id });
  if (transaction) return toTransactionNode(await verifications.observe(transaction, 'UPSTREAM_READ'));
  if (known) await verifications.observeGone(known);
  return null;
}

/** Whether a verification is a transaction, and the viewer's to see. */
export function mayReadTransaction({ viewer }: Context, { id, source, userId }: VerificationRecord): boolean {
  return source === 'PINGONE_VERIFY' && mayFollow(viewer, READ, { id, ownerId: userId });
}

/** The viewer's tracked transaction. @throws GraphQLError NOT_FOUND when it is not there, or not the viewer's to see */
export async function findOwnTransaction(context: Context, id: string): Promise<VerificationRecord> {
  const record = await context.services.verifications.find(id);
  if (!record || !mayReadTransaction(context, record)) throw notFoundError();
  return record;
}

/**
 * What PingOne says of a transaction, marked as its user's; read once per operation, however many fields ask. Null when it is gone there.
 * It is evidence: what the person is compared with, and where messages went, tells as much of a person as what was found.
 */
export async function transactionOf(node: TransactionNode, context: Context): Promise<Transaction | null> {
  const { id, userId, deletedAt, redactedAt } = node.record;
  if (userId === null || deletedAt !== null) return null;
  const transaction = await context.loaders.transaction.load({ userId, transactionId: id });
  const shown = transaction && redactedAt !== null ? { ...transaction, ...NOT_SHOWN } : transaction;
  return shown && ownedBy(userId, shown, { type: 'VerifyTransaction', id });
}

/** What PingOne keeps in a transaction whose personal data was erased. */
const NOT_SHOWN = {
  requirements: null,
  redirect: null,
  notifications: null,
  providerMessages: null,
  qrUrl: null,
  webVerificationUrl: null,
  webVerificationCode: null,
} as const satisfies Partial<Transaction>;
