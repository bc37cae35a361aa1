// Single values out of upstream's answers: each read gives the value, or null where it is not what it should be. None throws.

/** Any JSON object, as upstream sends it where its shape is open. */
export type OpenObject = Readonly<Record<string, unknown>>;

const INT_MAX = 2 ** 31 - 1;

/** An instant in RFC 3339 form. */
export function instant(text: string | null | undefined): Date | null {
  if (text === null || text === undefined) return null;
  const date = new Date(text);
  return Number.isNaN(date.getTime()) ? null : date;
}

/** An instant that upstream always sends. One record without it is no reason to fail the list that it is in. */
export function certainInstant(...texts: readonly (string | null | undefined)[]): Date {
  return texts.map(instant).find((date) => date !== null) ?? new Date(0);
}

/** A whole calendar day that exists, `YYYY-MM-DD`. */
export function calendarDay(value: unknown): string | null {
  if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(value)) return null;
  const date = new Date(`${value}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(value) ? value : null;
}

/** A whole number of 32 bits. */
export function wholeNumber(value: unknown): number | null {
  return typeof value === 'number' && Number.isInteger(value) && Math.abs(value) <= INT_MAX ? value : null;
}

/** Any finite number. */
export function finiteNumber(value: unknown): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}

/** A status or verdict as upstream spells it; in place of U+0000, which the database has no room for, stands U+FFFD. */
export function upstreamWord(text: string): string {
  return text.replaceAll('\0', '\ufffd');
}

/** Text that is not blank; a number counts as its digits. */
export function filledText(value: unknown): string | null {
  const text = typeof value === 'number' ? String(value) : value;
  return typeof text === 'string' && text.trim() !== '' ? text : null;
}

/** An absolute URL, as it was written. */
export function absoluteUrl(text: string | null | undefined): string | null {
  return text !== null && text !== undefined && URL.canParse(text) ? text : null;
}

/** A JSON object; an empty one in place of anything else. */
export function openObject(value: unknown): OpenObject {
  return isOpenObject(value) ? value : {};
}

export function isOpenObject(value: unknown): value is OpenObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A JSON array; an empty one in place of anything else. */
export function openList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
