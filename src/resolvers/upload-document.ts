// Evidence that comes in as bytes: what submitVerifyDocument and updateVerifyDocument do, by another way and under the same rules.
import type { Readable } from 'node:stream';
import type { GraphQLSchema } from 'graphql';
import { asMutation, type MutationField } from '../auth/enforce.js';
import {
  type CollectedDocument,
  documentForm,
  documentTypeOf,
  type KnownCollectedDocumentType,
} from '../datasources/pingone/collected-document.js';
import { incomingPicture, wholePicture } from '../verifications/incoming-picture.js';
import { type Fault, Refusal } from '../verifications/refusal.js';
import type { Context } from './context.js';
import { answer } from './failures.js';
import { handInDocument, NEW_DOCUMENT_RULES, REPLACED_DOCUMENT_RULES, replaceDocument } from './hand-in-document.js';

export interface DocumentUpload {
  readonly transactionId: string;
  readonly userId: string | null;
  /** The one whose place it takes; null: it is a new one. */
  readonly documentId: string | null;
  /** Name of a collected document type, or any other text. */
  readonly type: string;
  /** Bytes; not destroyed. */
  readonly content: Readable;
}

export interface UploadAnswer {
  readonly document?: CollectedDocument | null;
  readonly userErrors: readonly Required<Omit<Fault, 'code'> & { readonly code: string }>[];
}

export class DocumentUploads {
  private readonly submit: MutationField;
  private readonly update: MutationField;

  /** @param schema whose mutations say who may do this, and what it is called in the audit log */
  constructor(schema: GraphQLSchema) {
    this.submit = mutationOf(schema, 'submitVerifyDocument');
    this.update = mutationOf(schema, 'updateVerifyDocument');
  }

  /**
   * Hands in a picture, or puts it in the place of another.
   * @throws GraphQLError FORBIDDEN, NotAPicture, DocumentTooLarge, UpstreamError, or what the content breaks off with
   */
  take(context: Context, upload: DocumentUpload): Promise<UploadAnswer> {
    const { transactionId, userId, documentId } = upload;
    const args = { input: { transactionId, userId } };
    return documentId === null
      ? asMutation(this.submit, args, context, null, () => submitUpload(context, upload))
      : asMutation(this.update, args, context, null, () => replaceByUpload(context, upload, documentId));
  }
}

function submitUpload(context: Context, upload: DocumentUpload): Promise<UploadAnswer> {
  const { verify } = context.services.pingOne;
  return answer({ document: null }, NEW_DOCUMENT_RULES, async () => {
    const type = pictureTypeNamed(upload.type);
    return {
      document: await handInDocument(context, upload, (key) =>
        withPicture(upload.content, (picture) => verify.submitDocumentStream(key, { type }, picture, context.signal)),
      ),
    };
  });
}

/** PingOne's call for this is one that may be repeated, so all of the picture must be at hand. */
function replaceByUpload(context: Context, upload: DocumentUpload, documentId: string): Promise<UploadAnswer> {
  const { verify } = context.services.pingOne;
  return answer({ document: null }, REPLACED_DOCUMENT_RULES, async () => {
    const type = pictureTypeNamed(upload.type);
    return {
      document: await replaceDocument(context, upload, async (key) => {
        const content = await withPicture(upload.content, wholePicture);
        return verify.updateDocument(key, documentId, { type, value: content.toString('base64') }, context.signal);
      }),
    };
  });
}

async function withPicture<T>(content: Readable, work: (picture: Readable) => Promise<T>): Promise<T> {
  const picture = await incomingPicture(content);
  try {
    return await work(picture);
  } finally {
    picture.destroy();
  }
}

/** @throws Refusal INVALID_VALUE for what is no type of document, or none that is a picture */
function pictureTypeNamed(text: string): KnownCollectedDocumentType {
  const type = documentTypeOf(text);
  if (type !== null && PICTURES.includes(documentForm(type))) return type;
  const message = 'This is no kind of evidence that is a picture.';
  throw new Refusal([{ code: 'INVALID_VALUE', message, field: ['input', 'type'] }]);
}

const PICTURES: readonly string[] = ['PICTURE', 'PICTURE_OR_TEXT'];

function mutationOf(schema: GraphQLSchema, name: string): MutationField {
  const field = schema.getMutationType()?.getFields()[name];
  if (!field) throw new Error(`The schema has no mutation ${name}.`);
  return field;
}
