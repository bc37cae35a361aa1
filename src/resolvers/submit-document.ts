// submitVerifyDocument: evidence checked by its content and handed in, at most once per idempotency key.
import type { CollectedDocument, NewDocument } from '../datasources/pingone/collected-document.js';
import type { TransactionKey } from '../datasources/pingone/verify.js';
import type { SubmitVerifyDocumentInput, SubmitVerifyDocumentPayload } from '../schema/collected-document-input.js';
import { toNewDocument } from '../verifications/document-content.js';
import { Refusal } from '../verifications/refusal.js';
import { createAndSettle, isSince } from '../verifications/settle.js';
import type { Context } from './context.js';
import { answer } from './failures.js';
import { findReadable } from './find-transaction.js';
import { handInDocument, NEW_DOCUMENT_RULES } from './hand-in-document.js';
import { once } from './once.js';
import { evidence } from './read-evidence.js';

const OPERATION = 'submitVerifyDocument';

export function submitDocument(
  context: Context,
  input: SubmitVerifyDocumentInput,
): Promise<SubmitVerifyDocumentPayload> {
  return answer({ document: null }, NEW_DOCUMENT_RULES, async () => ({
    document: await once(context.services.idempotency, {
      viewer: context.viewer,
      operation: OPERATION,
      key: input.idempotencyKey,
      input,
      signal: context.signal,
      create: (unsureSince) => create(context, input, unsureSince),
      reread: (id) => reread(context, input, id),
    }),
  }));
}

async function create(context: Context, input: SubmitVerifyDocumentInput, unsureSince: Date | null) {
  const document = toNewDocument(input);
  const { verify } = context.services.pingOne;
  const value = await handInDocument(context, input, (key) =>
    createAndSettle({
      source: 'PINGONE_VERIFY',
      unsureSince,
      create: () => verify.submitDocument(key, document),
      find: (since) => findHandedIn(context, key, document, since),
    }),
  );
  return { id: value.id, value };
}

/** PingOne keeps the latest of each kind. */
async function findHandedIn(
  { services }: Context,
  key: TransactionKey,
  { type, voiceSampleIndex = null }: NewDocument,
  since: Date,
): Promise<readonly CollectedDocument[]> {
  const fitting = (await services.pingOne.verify.listDocuments(key)).filter(
    (document) =>
      document.type === type &&
      (voiceSampleIndex === null || document.voiceSampleIndex === voiceSampleIndex) &&
      (document.status === 'COLLECTED' || document.status === 'PROCESSED') &&
      isSince(document, since),
  );
  return services.idempotency.notAnothers(OPERATION, fitting);
}

async function reread(
  context: Context,
  input: SubmitVerifyDocumentInput,
  documentId: string,
): Promise<CollectedDocument> {
  const record = await findReadable(context, input);
  const key = { userId: record.userId, transactionId: record.id };
  const document = await context.loaders.document.load({ key, documentId });
  if (document) return evidence(record, document);
  const message = 'What was handed in with this key does not exist any more.';
  throw new Refusal([{ code: 'NOT_FOUND', message, field: ['input', 'idempotencyKey'] }]);
}
