// processVerifyDocuments: collection is closed and the checks start.
import type { GraphQLResolveInfo } from 'graphql';
import { UpstreamError } from '../datasources/http/errors.js';
import type { CollectedDocument } from '../datasources/pingone/collected-document.js';
import type { ProcessVerifyDocumentsInput, ProcessVerifyDocumentsPayload } from '../schema/collected-document-input.js';
import { Refusal } from '../verifications/refusal.js';
import { actOnTransaction, STATUS_RULES } from './act-on-transaction.js';
import type { Context } from './context.js';
import { answer, type RefusalRules } from './failures.js';
import { findActionable, type OwnedRecord, TRANSACTION_NOT_FOUND } from './find-transaction.js';
import { evidence } from './read-evidence.js';
import { readTransaction } from './read-transaction.js';
import { asksFor } from './selection.js';
import { toTransactionNode } from './verification-nodes.js';

const RULES: RefusalRules = { ...STATUS_RULES, notFound: TRANSACTION_NOT_FOUND };

/** The call has no body, so what upstream calls a wrong or missing value can only be the evidence, or the status. */
const ABOUT_EVIDENCE = ['REQUIRED_VALUE', 'INVALID_VALUE', 'EMPTY_VALUE', 'CONSTRAINT_VIOLATION'];

export function processDocuments(
  context: Context,
  input: ProcessVerifyDocumentsInput,
  info: GraphQLResolveInfo,
): Promise<ProcessVerifyDocumentsPayload> {
  return answer({ documents: null, verifyTransaction: null }, RULES, async () => {
    const record = await findActionable(context, input, 'PROCESS_DOCUMENTS');
    const told = await complete(context, record);
    const documents = asksFor(info, ['documents']) ? await readDocuments(context, record, told) : told;
    const node = await readTransaction(context, record.id, record.userId);
    return { documents: evidence(record, documents), verifyTransaction: node ?? toTransactionNode(record) };
  });
}

async function complete(context: Context, record: OwnedRecord): Promise<readonly CollectedDocument[]> {
  try {
    return await actOnTransaction(context, record, {
      action: 'PROCESS_DOCUMENTS',
      event: 'DOCUMENTS_PROCESSED',
      send: (key) => context.services.pingOne.verify.completeDocuments(key, context.signal),
    });
  } catch (error) {
    if (!(error instanceof UpstreamError) || !tellsOfMissingEvidence(error)) throw error;
    const message = 'Evidence that the policy requires is missing.';
    throw new Refusal([{ code: 'DOCUMENTS_MISSING', message, field: ['input', 'transactionId'] }]);
  }
}

/** What upstream answers is one document, all of them or nothing, so only a list of several is known to be whole. */
async function readDocuments(
  { loaders }: Context,
  { id, userId }: OwnedRecord,
  told: readonly CollectedDocument[],
): Promise<readonly CollectedDocument[]> {
  return told.length > 1 ? told : loaders.documents.load({ userId, transactionId: id });
}

function tellsOfMissingEvidence({ kind, status, code, details }: UpstreamError): boolean {
  if (kind !== 'rejected' || status !== 400) return false;
  return details.length === 0
    ? code !== 'INVALID_REQUEST'
    : details.some((detail) => ABOUT_EVIDENCE.includes(detail.code) && !detail.target?.startsWith('transactionStatus'));
}
