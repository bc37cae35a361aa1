/** What counts as a valid phone number and e-mail address. */
import { parsePhoneNumberFromString } from 'libphonenumber-js';

/** Whether a text is a phone number with its country code; separators and a missing plus are tolerated, as documented. */
export function isPhone(text: string): boolean {
  if (!/^\+?[\d\s().-]+$/.test(text)) return false;
  const digits = text.replace(/\D/g, '');
  return parsePhoneNumberFromString(`+${digits}`)?.isValid() ?? false;
}

/** Whether a text has the form of an e-mail address. */
export function isEmail(text: string): boolean {
  return text.length <= 254 && /^[^\s@<>"]+@[^\s@<>"]+\.[^\s@<>".]+$/.test(text);
}
