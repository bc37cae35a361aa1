// Whether a text can be somebody's full legal name, whatever the script it is written in. What becomes of it is decided elsewhere.
import type { FaultCode } from './refusal.js';

export interface NameFault {
  readonly code: FaultCode;
  readonly message: string;
  readonly limit: number | null;
}

const MAX_NAME = 200;
/** Also ends of lines that are none of ASCII, and what turns the direction of everything around it. */
const CONTROL = /[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/u;
const PICTURE = /[\p{So}\p{Extended_Pictographic}]/u;

/** What is wrong with a full name; null when nothing is. Letters of any script are fine, and so are digits and punctuation beside them. */
export function faultOfName(text: string): NameFault | null {
  const fault = (code: FaultCode, message: string, limit: number | null = null) => ({ code, message, limit });
  if (text.trim() === '') return fault('REQUIRED_VALUE', 'A full name is needed.');
  if (text.length > MAX_NAME) return fault('OUT_OF_RANGE', `A name has at most ${MAX_NAME} characters.`, MAX_NAME);
  if (CONTROL.test(text)) return fault('INVALID_VALUE', 'A name holds no line breaks and no other control characters.');
  if (PICTURE.test(text)) return fault('INVALID_VALUE', 'A name holds no pictures and no symbols.');
  if (wordsOf(text).filter((word) => /\p{L}/u.test(word)).length < 2) {
    return fault('INVALID_VALUE', 'This must be a full name of at least two words with letters in them.');
  }
  return null;
}

/** The words of a name; what stands between them is nothing but space. */
export function wordsOf(name: string): readonly string[] {
  return name.trim().split(/\s+/);
}
