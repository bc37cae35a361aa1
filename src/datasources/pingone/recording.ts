// Pictures and sounds out of Base64 text: what they are, how big they are, and as data URIs.
import { createHash } from 'node:crypto';

export interface Recording {
  readonly dataUri: string;
  /** SHA-256 in hexadecimal digits. */
  readonly sha256: string;
  readonly bytes: number;
}

/** First bytes that give a kind of content away, in hexadecimal digits. What upstream says of it is not relied on. */
const MAGIC: readonly (readonly [start: RegExp, contentType: string])[] = [
  [/^ffd8ff/, 'image/jpeg'],
  [/^89504e470d0a1a0a/, 'image/png'],
  [/^52494646.{8}57454250/, 'image/webp'],
  [/^52494646.{8}57415645/, 'audio/wav'],
  [/^494433/, 'audio/mpeg'],
  [/^4f676753/, 'audio/ogg'],
];

/** @param base64 with or without the prefix of a data URI. @returns null when it holds nothing. */
export function toRecording(base64: unknown): Recording | null {
  if (typeof base64 !== 'string') return null;
  const content = Buffer.from(base64Of(base64), 'base64');
  if (content.length === 0) return null;
  return {
    dataUri: `data:${contentTypeOf(content)};base64,${content.toString('base64')}`,
    sha256: createHash('sha256').update(content).digest('hex'),
    bytes: content.length,
  };
}

/** Base64 text without the prefix of a data URI. */
export function base64Of(text: string): string {
  return text.startsWith('data:') ? text.slice(text.indexOf(',') + 1) : text;
}

function contentTypeOf(content: Buffer): string {
  const start = content.toString('hex', 0, 12);
  return MAGIC.find(([magic]) => magic.test(start))?.[1] ?? 'application/octet-stream';
}
