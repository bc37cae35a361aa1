// Checks what is said of a person: names, addresses, dates of birth, each in one or several spellings. Comparing is PingOne's.
import type { Fault } from './refusal.js';

type Texts = readonly string[] | null | undefined;

/** Several texts of one field are alternatives, of which any will do. */
export interface BiographicRecord {
  readonly givenName?: Texts;
  readonly familyName?: Texts;
  readonly name?: Texts;
  readonly address?: Texts;
  /** `YYYY-MM-DD`. */
  readonly birthDate?: Texts;
}

export const BIOGRAPHIC_FIELDS = ['givenName', 'familyName', 'name', 'address', 'birthDate'] as const;

const MAX_OPTIONS = 20;
const MAX_TEXT = 1024;

/** What is wrong with a record. @param path where it stands in the input */
export function biographicFaults(record: BiographicRecord, path: readonly string[]): readonly Fault[] {
  return BIOGRAPHIC_FIELDS.flatMap((field) => {
    const here = [...path, field];
    const number = numberFault(record[field], here);
    // Of too many, none is looked at.
    if (number) return [number];
    return [...(field === 'birthDate' ? futureFaults(record[field], here) : []), ...textFaults(record[field], here)];
  });
}

function numberFault(texts: Texts, field: readonly string[]): Fault | null {
  if (!texts) return null;
  if (texts.length === 0) {
    return { code: 'REQUIRED_VALUE', message: 'Give at least one value, or leave this out.', field };
  }
  if (texts.length <= MAX_OPTIONS) return null;
  return { code: 'OUT_OF_RANGE', message: `At most ${MAX_OPTIONS} can be given.`, field, limit: MAX_OPTIONS };
}

function textFaults(texts: Texts, path: readonly string[]): readonly Fault[] {
  return (texts ?? []).flatMap((text, index) => textFault(text, [...path, String(index)]));
}

function textFault(text: string, field: readonly string[]): readonly Fault[] {
  if (text.trim() === '') return [{ code: 'INVALID_VALUE', message: 'A value must not be blank.', field }];
  if (text.length <= MAX_TEXT) return [];
  return [{ code: 'OUT_OF_RANGE', message: `This must have 1 to ${MAX_TEXT} characters.`, field, limit: MAX_TEXT }];
}

function futureFaults(dates: Texts, path: readonly string[]): readonly Fault[] {
  const today = new Date().toISOString().slice(0, 10);
  const message = 'A date of birth cannot lie ahead.';
  return (dates ?? []).flatMap((date, index) =>
    date > today ? [{ code: 'OUT_OF_RANGE', message, field: [...path, String(index)] } as const] : [],
  );
}
