// Handing in, replacing and taking back one piece of evidence, however its content comes in.
import type { CollectedDocument } from '../datasources/pingone/collected-document.js';
import type { TransactionKey } from '../datasources/pingone/verify.js';
import { actOnTransaction, STATUS_RULES } from './act-on-transaction.js';
import type { Context } from './context.js';
import type { RefusalRules } from './failures.js';
import { findActionable, TRANSACTION_NOT_FOUND } from './find-transaction.js';
import { evidence } from './read-evidence.js';

/** The part of an input that names a transaction. */
export interface TransactionInput {
  readonly transactionId: string;
  readonly userId?: string | null;
}

/** A piece of evidence that is not there, or not any more. */
export const DOCUMENT_NOT_FOUND = {
  code: 'NOT_FOUND',
  message: 'There is no such piece of evidence.',
  field: ['input', 'documentId'],
} as const;

/** How PingOne's refusals of a new document are read. */
export const NEW_DOCUMENT_RULES: RefusalRules = {
  paths: { ...STATUS_RULES.paths, type: ['input', 'type'], value: ['input', 'value'] },
  notFound: TRANSACTION_NOT_FOUND,
  special: { ...STATUS_RULES.special, 'INVALID_VALUE type': 'DOCUMENT_TYPE_NOT_ACCEPTED' },
};

/** The same for one that takes the place of another. */
export const REPLACED_DOCUMENT_RULES: RefusalRules = { ...NEW_DOCUMENT_RULES, notFound: DOCUMENT_NOT_FOUND };

type Send = (key: TransactionKey) => Promise<CollectedDocument>;

/**
 * Hands in a piece of evidence for a transaction of the viewer's.
 * @param send makes the call; not made unless the transaction takes evidence
 * @throws Refusal NOT_FOUND or TRANSACTION_NOT_ACTIONABLE
 * @throws UpstreamError to be read with NEW_DOCUMENT_RULES
 */
export async function handInDocument(
  context: Context,
  input: TransactionInput,
  send: Send,
): Promise<CollectedDocument> {
  const record = await findActionable(context, input, 'SUBMIT_DOCUMENT');
  const call = { action: 'SUBMIT_DOCUMENT', event: 'DOCUMENT_SUBMITTED', send } as const;
  return evidence(record, await actOnTransaction(context, record, call));
}

/** The same for one that takes the place of another. @throws UpstreamError to be read with REPLACED_DOCUMENT_RULES */
export async function replaceDocument(
  context: Context,
  input: TransactionInput,
  send: Send,
): Promise<CollectedDocument> {
  const record = await findActionable(context, input, 'UPDATE_DOCUMENT');
  const call = { action: 'UPDATE_DOCUMENT', event: 'DOCUMENT_UPDATED', send } as const;
  return evidence(record, await actOnTransaction(context, record, call));
}
