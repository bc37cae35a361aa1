// Whether a text is a contact at all. Phone numbers have their own file, phone.ts.

/** One address as people write it: RFC 5321 lengths, no quotes, no comments, a dotted host. */
const EMAIL =
  /^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z0-9-]{2,63}$/;

export function isEmailAddress(text: string): boolean {
  return text.length <= 254 && EMAIL.test(text) && !text.includes('..');
}
