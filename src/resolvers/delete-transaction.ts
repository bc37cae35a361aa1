// deleteVerifyTransaction: gone at PingOne, its timeline kept here.
import type { DeleteVerifyTransactionInput, DeleteVerifyTransactionPayload } from '../schema/verify-input.js';
import { actorOf } from './acting.js';
import type { Context } from './context.js';
import { answer, type RefusalRules } from './failures.js';
import { findActionable, TRANSACTION_NOT_FOUND } from './find-transaction.js';

const RULES: RefusalRules = { paths: {}, notFound: TRANSACTION_NOT_FOUND };

export function deleteTransaction(
  context: Context,
  input: DeleteVerifyTransactionInput,
): Promise<DeleteVerifyTransactionPayload> {
  return answer({ deletedTransactionId: null }, RULES, async () => {
    const record = await findActionable(context, input, 'DELETE');
    await context.services.verifications.delete(record, actorOf(context.viewer), context.signal);
    return { deletedTransactionId: record.id };
  });
}
