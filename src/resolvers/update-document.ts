// updateVerifyDocument and deleteVerifyDocument: evidence put in the place of other evidence, or taken back.
import type {
  DeleteVerifyDocumentInput,
  DeleteVerifyDocumentPayload,
  UpdateVerifyDocumentInput,
  UpdateVerifyDocumentPayload,
} from '../schema/collected-document-input.js';
import { toNewDocument } from '../verifications/document-content.js';
import { actOnTransaction, STATUS_RULES } from './act-on-transaction.js';
import type { Context } from './context.js';
import { answer, type RefusalRules } from './failures.js';
import { findActionable } from './find-transaction.js';
import { DOCUMENT_NOT_FOUND, REPLACED_DOCUMENT_RULES, replaceDocument } from './hand-in-document.js';

const DELETE_RULES: RefusalRules = { ...STATUS_RULES, notFound: DOCUMENT_NOT_FOUND };

export function updateDocument(
  context: Context,
  input: UpdateVerifyDocumentInput,
): Promise<UpdateVerifyDocumentPayload> {
  return answer({ document: null }, REPLACED_DOCUMENT_RULES, async () => {
    const document = toNewDocument(input);
    const { verify } = context.services.pingOne;
    return {
      document: await replaceDocument(context, input, async (key) => {
        // A voice sample stays the one of several that it was; nothing else is counted.
        const present =
          document.type === 'VOICE_SAMPLE' ? await verify.readDocument(key, input.documentId, context.signal) : null;
        const { voiceSampleIndex = null } = present ?? {};
        return verify.updateDocument(key, input.documentId, { ...document, voiceSampleIndex }, context.signal);
      }),
    };
  });
}

export function deleteDocument(
  context: Context,
  input: DeleteVerifyDocumentInput,
): Promise<DeleteVerifyDocumentPayload> {
  return answer({ deletedDocumentId: null }, DELETE_RULES, async () => {
    const record = await findActionable(context, input, 'DELETE_DOCUMENT');
    await actOnTransaction(context, record, {
      action: 'DELETE_DOCUMENT',
      event: 'DOCUMENT_DELETED',
      send: (key) => context.services.pingOne.verify.deleteDocument(key, input.documentId, context.signal),
    });
    return { deletedDocumentId: input.documentId };
  });
}
