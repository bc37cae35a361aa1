/** What the checks of a decided transaction measured, in the shape of each provider. */
import { randomUUID } from 'node:crypto';
import type { Sandbox } from '../sandbox.js';
import type { MetadataRecord, TransactionRecord, UserRecord } from '../state/state.js';
import { type GovernmentIdData, readDocument } from './identity-document.js';

const DOCUMENT_TESTS = [
  'Document Structure',
  'Document Data Comparison',
  'Human Face Presence',
  'Field Validation',
  'ID Document Blacklist',
  'Barcode Analysis',
];
const BIOGRAPHIC_FIELDS = ['given_name', 'family_name', 'name', 'address', 'birth_date'];

/** The measurements of a transaction that was just decided. Earlier attempts count as failed. */
export function measure(
  sandbox: Sandbox,
  transaction: TransactionRecord,
  user: UserRecord | undefined,
): MetadataRecord[] {
  const records: MetadataRecord[] = [];
  const createdAt = sandbox.clock.timestamp();
  for (let attempt = 1; attempt <= transaction.attempts; attempt++) {
    const isLatest = attempt === transaction.attempts;
    const passes = (check: string) => isLatest && transaction.checks[check] === 'SUCCESS';
    const add = (type: string, provider: string, passed: boolean, data: MetadataRecord['data']) =>
      records.push({ id: randomUUID(), type, provider, status: passed ? 'SUCCESS' : 'FAIL', data, attempt, createdAt });
    if (wasRun(transaction, 'GOVERNMENT_ID')) {
      const passed = passes('GOVERNMENT_ID');
      add('DOCUMENT_AUTHENTICATION', 'MITEK', passed, documentTests(passed));
    }
    for (const check of ['FACIAL_COMPARISON_DOCUMENT', 'FACIAL_COMPARISON_REFERENCE_SELFIE']) {
      const passed = passes(check);
      if (wasRun(transaction, check))
        add('FACIAL_COMPARISON', 'AMAZON', passed, { similarity: passed ? 98.42 : 31.07 });
    }
    if (wasRun(transaction, 'LIVENESS')) {
      const passed = passes('LIVENESS');
      const data = passed
        ? { probability: 0.97, quality: 0.88, score: 3.41 }
        : { probability: 0.12, quality: 0.85, score: -1.96 };
      add('LIVENESS', 'IDRND', passed, data);
    }
    if (isLatest && wasRun(transaction, 'GOVERNMENT_ID')) {
      const provider = sandbox.knobs.get('biographicProvider');
      const data = biographicMatch(provider, transaction, readDocument(user, transaction));
      if (data !== undefined) add('BIOGRAPHIC_MATCH', provider, true, data);
    }
  }
  return records;
}

function wasRun({ checks }: TransactionRecord, check: string): boolean {
  return checks[check] === 'SUCCESS' || checks[check] === 'FAIL';
}

function documentTests(passed: boolean): MetadataRecord['data'] {
  const judge = (name: string) => (passed || name !== 'Document Structure' ? 'AUTHENTIC' : 'NOT_AUTHENTIC');
  return { mitekVerifications: DOCUMENT_TESTS.map((name) => ({ name, judgement: judge(name) })) };
}

function biographicMatch(
  provider: string,
  { request: { requirements = {} } }: TransactionRecord,
  document: GovernmentIdData,
): MetadataRecord['data'] | undefined {
  const fields = BIOGRAPHIC_FIELDS.filter((field) => requirements[field] !== undefined);
  if (fields.length === 0) return undefined;
  const compared = fields.map((identifier) => {
    const { value, options } = requirements[identifier] ?? {};
    return compare(identifier, value === undefined ? (options ?? []) : [value], documentValue(identifier, document));
  });
  if (provider === 'BIOGRAPHIC_MATCHER') {
    return { biographic_match_results: compared.map(({ identifier, match }) => ({ identifier, match })) };
  }
  return { detailedResults: Object.fromEntries(compared.map((result) => [result.identifier, detailed(result)])) };
}

interface Comparison {
  readonly identifier: string;
  readonly probeValue: string;
  readonly galleryValue: string | undefined;
  readonly rawScore: number;
  readonly match: 'HIGH' | 'MEDIUM' | 'LOW' | 'NOT_APPLICABLE';
}

function detailed({ probeValue, galleryValue, rawScore, match }: Comparison): object {
  return { probeValue, ...(galleryValue === undefined ? {} : { galleryValue }), rawScore, confidence: match };
}

/** The best of several given values counts. */
function compare(identifier: string, given: readonly string[], onDocument: string | undefined): Comparison {
  let best: Comparison | undefined;
  for (const probeValue of given) {
    const rawScore = onDocument === undefined ? 0 : likeness(probeValue, onDocument);
    const match =
      onDocument === undefined ? 'NOT_APPLICABLE' : rawScore > 0.9 ? 'HIGH' : rawScore > 0.5 ? 'MEDIUM' : 'LOW';
    if (best === undefined || rawScore > best.rawScore)
      best = { identifier, probeValue, galleryValue: onDocument, rawScore, match };
  }
  return best ?? { identifier, probeValue: '', galleryValue: onDocument, rawScore: 0, match: 'NOT_APPLICABLE' };
}

function documentValue(identifier: string, document: GovernmentIdData): string | undefined {
  if (identifier === 'given_name') return document.firstName;
  if (identifier === 'family_name') return document.lastName;
  if (identifier === 'birth_date') return document.birthDate;
  const parts =
    identifier === 'name'
      ? [document.firstName, document.lastName]
      : [document.addressStreet, document.addressCity, document.addressState, document.addressZip];
  const known = parts.filter((part) => part !== undefined);
  if (known.length > 0) return known.join(' ');
  return identifier === 'name' ? document.fullName : undefined;
}

/** Share of common words, 0 to 1. */
function likeness(a: string, b: string): number {
  const words = (text: string) => new Set(text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []);
  const [left, right] = [words(a), words(b)];
  const common = [...left].filter((word) => right.has(word)).length;
  const all = left.size + right.size;
  return all === 0 ? 0 : Math.round((2 * common * 1_000) / all) / 1_000;
}
