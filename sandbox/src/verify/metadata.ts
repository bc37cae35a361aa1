/** What the checks of a decided transaction measured, in the shape of each provider. */
import { randomUUID } from 'node:crypto';
import type { Sandbox } from '../sandbox.js';
import type { FailureReason, MetadataRecord, PolicyRecord, TransactionRecord } from '../state/state.js';
import { biographicComparisons } from './biographic.js';
import type { Comparison } from './likeness.js';

type Data = MetadataRecord['data'];
type Add = (type: string, provider: string, passed: boolean, data: Data) => void;

/** The tests that a document goes through, and the reasons that make one fail. */
const DOCUMENT_TESTS: readonly (readonly [name: string, ...failedBy: FailureReason[]])[] = [
  ['Document Structure', 'DOCUMENT'],
  ['Document Data Comparison', 'UNSUPPORTED'],
  ['Human Face Presence'],
  ['Field Validation', 'UNREADABLE', 'EXPIRED_DOCUMENT'],
  ['ID Document Blacklist'],
  ['Barcode Analysis', 'DOCUMENT'],
];
const VERIFF_REASONS: { readonly [reason in FailureReason]?: string } = {
  DOCUMENT: 'document not genuine',
  UNREADABLE: 'image not readable',
  UNSUPPORTED: 'unsupported document',
  EXPIRED_DOCUMENT: 'document expired',
};
const FACE_CHECKS = ['FACIAL_COMPARISON_DOCUMENT', 'FACIAL_COMPARISON_REFERENCE_SELFIE'];

/** The measurements of a transaction that was just decided: first those of pictures that were refused, then the last ones. */
export function measure(
  sandbox: Sandbox,
  transaction: TransactionRecord,
  policy: PolicyRecord | undefined,
): MetadataRecord[] {
  const records: MetadataRecord[] = [];
  const createdAt = sandbox.clock.timestamp();
  const at = (attempt: number): Add => {
    return (type, provider, passed, data) =>
      records.push({ id: randomUUID(), type, provider, status: passed ? 'SUCCESS' : 'FAIL', data, attempt, createdAt });
  };
  const { failedTries, flaws } = transaction;
  const attempts = { document: 1, selfie: 1 };
  for (const { step, reasons } of failedTries) {
    const add = at(attempts[step]);
    attempts[step] += 1;
    if (step === 'document') measureDocument(transaction, policy, reasons, false, add);
    else measureSelfie(transaction, (check) => !reasons.includes(check === 'LIVENESS' ? 'LIVENESS' : 'FACE'), add);
  }
  const passes = (check: string) => transaction.checks[check] === 'SUCCESS';
  const isGenuine = passes('GOVERNMENT_ID') || flaws.every((reason) => VERIFF_REASONS[reason] === undefined);
  measureDocument(transaction, policy, isGenuine ? [] : flaws, isGenuine, at(attempts.document));
  measureSelfie(transaction, passes, at(attempts.selfie));
  measureNames(sandbox, transaction, at(1));
  return records;
}

function measureDocument(
  transaction: TransactionRecord,
  policy: PolicyRecord | undefined,
  reasons: readonly FailureReason[],
  passed: boolean,
  add: Add,
): void {
  if (!wasRun(transaction, 'GOVERNMENT_ID')) return;
  const { inspectionType = 'AUTOMATIC', provider, verifyAamva } = policy?.governmentId ?? {};
  const tests = { mitekVerifications: mitekTests(reasons) };
  if (inspectionType !== 'MANUAL') {
    const isVeriff = provider?.auto === 'VERIFF';
    add('DOCUMENT_AUTHENTICATION', isVeriff ? 'VERIFF' : 'MITEK', passed, isVeriff ? veriffResult(reasons) : tests);
  }
  if (inspectionType === 'MANUAL' || (inspectionType === 'STEP_UP' && !passed)) {
    add('DOCUMENT_MANUAL_AUTHENTICATION', 'MITEK', passed, tests);
  }
  if (verifyAamva === true) {
    const match = { documentNumberMatch: passed, lastNameMatch: passed, birthDateMatch: passed };
    add('AAMVA', 'MITEK', passed, { aamvaResults: match });
  }
}

function measureSelfie(transaction: TransactionRecord, passes: (check: string) => boolean, add: Add): void {
  for (const check of FACE_CHECKS.filter((name) => wasRun(transaction, name))) {
    const passed = passes(check);
    add('FACIAL_COMPARISON', 'AMAZON', passed, { similarity: passed ? 98.42 : 31.07 });
  }
  if (!wasRun(transaction, 'LIVENESS')) return;
  const data = passes('LIVENESS')
    ? { probability: 0.97, quality: 0.88, score: 3.41 }
    : { probability: 0.12, quality: 0.85, score: -1.96 };
  add('LIVENESS', 'IDRND', passes('LIVENESS'), data);
}

function measureNames(sandbox: Sandbox, transaction: TransactionRecord, add: Add): void {
  if (!wasRun(transaction, 'GOVERNMENT_ID')) return;
  const compared = biographicComparisons(sandbox.state.users.get(transaction.userId), transaction);
  if (compared.length === 0) return;
  const passed = !transaction.flaws.includes('DATA');
  if (sandbox.knobs.get('biographicProvider') === 'BIOGRAPHIC_MATCHER') {
    const results = compared.map(({ field, confidence }) => ({ identifier: field, match: confidence }));
    add('BIOGRAPHIC_MATCH', 'BIOGRAPHIC_MATCHER', passed, { biographic_match_results: results });
  } else add('BIOGRAPHIC_MATCH', 'BABEL_STREET', passed, { detailedResults: detailedResults(compared) });
}

/** Comparisons by field, in the shape that record matching has too. */
export function detailedResults(compared: readonly Comparison[]): { readonly [field: string]: object } {
  return Object.fromEntries(
    compared.map(({ field, probeValue, galleryValue, rawScore, confidence }) => [
      field,
      {
        ...(probeValue === undefined ? {} : { probeValue }),
        ...(galleryValue === undefined ? {} : { galleryValue }),
        rawScore,
        confidence,
      },
    ]),
  );
}

function wasRun({ checks }: TransactionRecord, check: string): boolean {
  return checks[check] === 'SUCCESS' || checks[check] === 'FAIL';
}

function mitekTests(reasons: readonly FailureReason[]): readonly object[] {
  return DOCUMENT_TESTS.map(([name, ...failedBy]) => {
    const isFailed = failedBy.some((reason) => reasons.includes(reason));
    return { name, judgement: isFailed ? 'NOT_AUTHENTIC' : 'AUTHENTIC' };
  });
}

/** The vendor publishes no shape for it; this one has a code and a reason as Veriff's own answers have. */
function veriffResult(reasons: readonly FailureReason[]): Data {
  const reason = reasons.map((name) => VERIFF_REASONS[name]).find((text) => text !== undefined);
  return reason === undefined ? { status: 'approved', code: 9001 } : { status: 'declined', code: 9102, reason };
}
