// One form for phone numbers: E.164. The only place that reads one.
import { parsePhoneNumberFromString } from 'libphonenumber-js';

/** Digits in groups, with or without `+` or `00` before the country code. */
const SPELLING = /^(?:\+|00)?[\d\s.()[\]-]{3,40}$/;

/**
 * The number in E.164 form, such as `+15125551234`; null when it is none.
 *
 * The length must be right for the country; whether somebody has the number is not known here, as numbering plans change faster than lists of them.
 *
 * @param text with its country code; separators (blank, dot, dash, brackets), a missing `+` and `00` in place of `+` are taken.
 */
export function normalisePhone(text: string): string | null {
  const spelled = text.trim();
  if (!SPELLING.test(spelled)) return null;
  const digits = spelled.replace(/\D/g, '').replace(/^00/, '');
  const number = parsePhoneNumberFromString(`+${digits}`);
  return number?.isPossible() ? number.number : null;
}
