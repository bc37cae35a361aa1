// Pictures that are still on their way in: what they are is told by their first bytes, before any of them goes on.
import { Readable } from 'node:stream';
import { DocumentTooLarge, MAX_DOCUMENT_BYTES } from '../datasources/pingone/document-stream.js';
import { pictureTypeOf } from './document-content.js';

/** The content is neither of the kinds of picture that are taken. */
export class NotAPicture extends Error {
  override readonly name = 'NotAPicture';
  constructor() {
    super('This is not a JPEG or PNG picture.');
  }
}

const START_BYTES = 8;

/**
 * Looks at the beginning of what comes in.
 * @param content bytes; not destroyed
 * @returns all of it, beginning included; to be destroyed when it is not needed any more
 * @throws NotAPicture, or what `content` breaks off with
 */
export async function incomingPicture(content: Readable): Promise<Readable> {
  const chunks: AsyncIterator<Uint8Array> = content.iterator({ destroyOnReturn: false });
  const start = await startOf(chunks);
  if (pictureTypeOf(start) === null) {
    await chunks.return?.();
    throw new NotAPicture();
  }
  return Readable.from(together(start, chunks), { objectMode: false });
}

/** All of a picture, for calls that cannot take it piece by piece. @throws DocumentTooLarge, or what `content` breaks off with */
export async function wholePicture(content: Readable): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  let bytes = 0;
  for await (const piece of content as AsyncIterable<Uint8Array>) {
    bytes += piece.length;
    if (bytes > MAX_DOCUMENT_BYTES) throw new DocumentTooLarge();
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}

async function startOf(chunks: AsyncIterator<Uint8Array>): Promise<Uint8Array> {
  let start: Uint8Array = new Uint8Array();
  while (start.length < START_BYTES) {
    const next = await chunks.next();
    if (next.done === true) break;
    start = Buffer.concat([start, next.value]);
  }
  return start;
}

async function* together(start: Uint8Array, rest: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array, void> {
  try {
    yield start;
    for (let next = await rest.next(); next.done !== true; next = await rest.next()) yield next.value;
  } finally {
    await rest.return?.();
  }
}
