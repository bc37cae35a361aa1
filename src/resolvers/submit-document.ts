// submitVerifyDocument: evidence checked by its content and handed in, at most once per idempotency key.
import type { CollectedDocument } from '../datasources/pingone/collected-document.js';
import type { SubmitVerifyDocumentInput, SubmitVerifyDocumentPayload } from '../schema/collected-document-input.js';
import { toNewDocument } from '../verifications/document-content.js';
import { Refusal } from '../verifications/refusal.js';
import type { Context } from './context.js';
import { answer } from './failures.js';
import { findReadable } from './find-transaction.js';
import { handInDocument, NEW_DOCUMENT_RULES } from './hand-in-document.js';
import { once } from './once.js';
import { evidence } from './read-evidence.js';

export function submitDocument(
  context: Context,
  input: SubmitVerifyDocumentInput,
): Promise<SubmitVerifyDocumentPayload> {
  return answer({ document: null }, NEW_DOCUMENT_RULES, async () => ({
    document: await once(context.services.idempotency, {
      viewer: context.viewer,
      operation: 'submitVerifyDocument',
      key: input.idempotencyKey,
      input,
      signal: context.signal,
      create: () => create(context, input),
      reread: (id) => reread(context, input, id),
    }),
  }));
}

async function create(context: Context, input: SubmitVerifyDocumentInput) {
  const document = toNewDocument(input);
  const { verify } = context.services.pingOne;
  const value = await handInDocument(context, input, (key) => verify.submitDocument(key, document));
  return { id: value.id, value };
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
