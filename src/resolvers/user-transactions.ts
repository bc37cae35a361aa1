// The transactions of one user, newest first. PingOne lists them all at once, so pages are cut here.

import type { Transaction } from '../datasources/pingone/transaction.js';
import type { VerifyTransactionConnection } from '../schema/verify-transaction.js';
import type { Context } from './context.js';
import { cursorInvalid } from './cursors.js';
import { checkPageSize } from './paging.js';
import { type TransactionNode, toTransactionNode } from './verification-nodes.js';

/** @throws GraphQLError BAD_USER_INPUT for a size outside 1 to 100; CURSOR_INVALID for a cursor of another list */
export async function readTransactionsOf(
  context: Context,
  userId: string,
  first: number,
  after: string | null,
): Promise<VerifyTransactionConnection> {
  checkPageSize(first);
  const { cursors } = context.services;
  const list = `transactions of ${userId}`;
  const all = await context.loaders.transactionsOf.load(userId);
  const start = after === null ? 0 : placeAfter(all, cursors.toPlace(list, after));
  const page = await toNodes(context, all.slice(start, start + first));
  const edges = page.map((node) => ({ node, cursor: cursors.ofPlace(list, node.id) }));
  return {
    edges,
    pageInfo: {
      hasNextPage: start + first < all.length,
      hasPreviousPage: start > 0,
      startCursor: edges.at(0)?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
    totalCount: all.length,
  };
}

/** The one created last; null when there is none. */
export async function readLatestTransactionOf(context: Context, userId: string): Promise<TransactionNode | null> {
  const all = await context.loaders.transactionsOf.load(userId);
  const [latest] = await toNodes(context, all.slice(0, 1));
  return latest ?? null;
}

/** What the list said is as fresh as a reading of its own, so fields of these transactions ask no further. */
async function toNodes(context: Context, transactions: readonly Transaction[]): Promise<readonly TransactionNode[]> {
  for (const transaction of transactions) {
    context.loaders.transaction.prime({ userId: transaction.userId, transactionId: transaction.id }, transaction);
  }
  const records = await context.services.verifications.observeAll(transactions);
  return transactions.flatMap(({ id }) => {
    const record = records.get(id);
    return record ? [toTransactionNode(record)] : [];
  });
}

function placeAfter(all: readonly Transaction[], id: string): number {
  const index = all.findIndex((transaction) => transaction.id === id);
  if (index === -1) throw cursorInvalid({});
  return index + 1;
}
