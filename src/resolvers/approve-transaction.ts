// approveVerifyTransaction: a person decides, with a reason that is kept.
import type { ApproveVerifyTransactionInput, ApproveVerifyTransactionPayload } from '../schema/verify-input.js';
import { requireAction } from '../verifications/actions.js';
import { Refusal } from '../verifications/refusal.js';
import { actorOf, checkReason } from './acting.js';
import type { Context } from './context.js';
import { answer, type RefusalRules } from './failures.js';
import { readTransaction } from './read-transaction.js';
import { toTransactionNode } from './verification-nodes.js';

const NOT_FOUND = {
  code: 'NOT_FOUND',
  message: 'There is no such transaction.',
  field: ['input', 'transactionId'],
} as const;

const RULES: RefusalRules = {
  paths: { transactionStatus: ['input', 'status'] },
  notFound: NOT_FOUND,
  special: {
    'INVALID_VALUE transactionStatus.status': 'TRANSACTION_NOT_ACTIONABLE',
    'CONSTRAINT_VIOLATION transactionStatus.status': 'TRANSACTION_NOT_ACTIONABLE',
  },
};

export function approveTransaction(
  context: Context,
  input: ApproveVerifyTransactionInput,
): Promise<ApproveVerifyTransactionPayload> {
  return answer({ verifyTransaction: null }, RULES, async () => {
    checkReason(input.reason);
    const node = await readTransaction(context, input.transactionId, input.userId ?? null);
    const userId = node?.record.userId ?? null;
    if (!node || userId === null) throw new Refusal([NOT_FOUND]);
    requireAction(node.record, 'APPROVE');
    const by = { actor: actorOf(context.viewer), reason: input.reason.trim() };
    const { record, transaction } = await context.services.verifications.approve(
      { ...node.record, userId },
      input.status,
      by,
      context.signal,
    );
    context.loaders.transaction.clear({ userId, transactionId: transaction.id });
    context.loaders.transaction.prime({ userId, transactionId: transaction.id }, transaction);
    return { verifyTransaction: toTransactionNode(record) };
  });
}
