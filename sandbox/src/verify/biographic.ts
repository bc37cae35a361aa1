/** Compares what was asked for with what stands on the document. */
import type { BiographicField, TransactionRecord, UserRecord } from '../state/state.js';
import { type GovernmentIdData, readDocument } from './identity-document.js';
import { BIOGRAPHIC_FIELDS, type Comparison, compare } from './likeness.js';

/** One comparison for each biographic field of the request. A wrong document without a request is held against the directory. */
export function biographicComparisons(user: UserRecord | undefined, transaction: TransactionRecord): Comparison[] {
  const asked = probesOf(user, transaction);
  if (asked.length === 0) return [];
  const document = readDocument(user, transaction);
  return asked.map(({ field, probes }) => compare(field, probes, documentValues(field, document)));
}

interface Probe {
  readonly field: BiographicField;
  readonly probes: readonly string[];
}

function probesOf(user: UserRecord | undefined, { request, flaws }: TransactionRecord): Probe[] {
  const { requirements = {} } = request;
  const asked: Probe[] = [];
  for (const field of BIOGRAPHIC_FIELDS) {
    const { value, options = [] } = requirements[field] ?? {};
    if (requirements[field] !== undefined) asked.push({ field, probes: value === undefined ? options : [value] });
  }
  if (asked.length > 0 || !flaws.includes('DATA')) return asked;
  const { given, family } = user?.profile.name ?? {};
  if (given !== undefined) asked.push({ field: 'given_name', probes: [given] });
  if (family !== undefined) asked.push({ field: 'family_name', probes: [family] });
  return asked;
}

function documentValues(field: BiographicField, document: GovernmentIdData): string[] {
  const { firstName, middleName, lastName, fullName, birthDate } = document;
  const joined = (...parts: (string | undefined)[]) => parts.filter((part) => part !== undefined).join(' ');
  const values: { readonly [name in BiographicField]: readonly (string | undefined)[] } = {
    given_name: [firstName],
    family_name: [lastName],
    name: [joined(firstName, lastName), joined(firstName, middleName, lastName), fullName],
    address: [joined(document.addressStreet, document.addressCity, document.addressState, document.addressZip)],
    birth_date: [birthDate],
  };
  return values[field].filter((value): value is string => value !== undefined && value !== '');
}
