// approveVerifyTransaction: a person decides, with a reason that is kept.
import type { ApproveVerifyTransactionInput, ApproveVerifyTransactionPayload } from '../schema/verify-input.js';
import { actorOf, checkReason } from './acting.js';
import type { Context } from './context.js';
import { answer, type RefusalRules } from './failures.js';
import { findActionable, TRANSACTION_NOT_FOUND } from './find-transaction.js';
import { toTransactionNode } from './verification-nodes.js';

const RULES: RefusalRules = {
  paths: { transactionStatus: ['input', 'status'] },
  notFound: TRANSACTION_NOT_FOUND,
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
    const present = await findActionable(context, input, 'APPROVE');
    const by = { actor: actorOf(context.viewer), reason: input.reason.trim() };
    const { verifications } = context.services;
    const { record, transaction } = await verifications.approve(present, input.status, by, context.signal);
    const key = { userId: present.userId, transactionId: present.id };
    context.loaders.transaction.clear(key).prime(key, transaction);
    return { verifyTransaction: toTransactionNode(record) };
  });
}
