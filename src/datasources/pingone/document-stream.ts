// Writes the body of a document while its content still arrives: the JSON around it, and the content in Base64.
import type { Readable } from 'node:stream';
import { type DocumentKind, toWireDocumentType } from './collected-document.js';

/** Largest content of one document that is passed on, in bytes. */
export const MAX_DOCUMENT_BYTES = 5 * 1024 * 1024;

/** Thrown when more content arrives than one document may have. */
export class DocumentTooLarge extends Error {
  override readonly name = 'DocumentTooLarge';
  readonly maxBytes = MAX_DOCUMENT_BYTES;
  constructor() {
    super(`A document may have ${MAX_DOCUMENT_BYTES} bytes at most.`);
  }
}

/**
 * The body of a new document, a piece for each piece of content; no more than one is held at a time.
 *
 * @param content is left as it is when the call ends before it does (it may be a request that is still to be answered); who opened it ends it.
 * @throws DocumentTooLarge, or what `content` breaks off with.
 */
export function documentBody(kind: DocumentKind, content: Readable): AsyncGenerator<Uint8Array, void> {
  content.on('error', () => undefined); // it may break off while the call still waits for its turn; reading it tells then
  return pieces(kind, content);
}

async function* pieces(kind: DocumentKind, content: Readable): AsyncGenerator<Uint8Array, void> {
  yield Buffer.from(`${JSON.stringify({ type: toWireDocumentType(kind) }).slice(0, -1)},"value":"`);
  let bytes = 0;
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of content.iterator({ destroyOnReturn: false })) {
    const piece = Buffer.concat([rest, bytesOf(chunk)]);
    bytes += piece.length - rest.length;
    if (bytes > MAX_DOCUMENT_BYTES) throw new DocumentTooLarge();
    const wholeGroups = piece.length - (piece.length % 3); // Base64 writes three bytes at a time
    yield Buffer.from(piece.toString('base64', 0, wholeGroups));
    rest = piece.subarray(wholeGroups);
  }
  yield Buffer.from(`${rest.toString('base64')}"}`);
}

function bytesOf(chunk: unknown): Uint8Array {
  if (chunk instanceof Uint8Array) return chunk;
  throw new TypeError('The content of a document is a stream of bytes.');
}
