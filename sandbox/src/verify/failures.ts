/** The one table of what can be wrong with what a person hands in: which check fails, and what the vendor says. */
import type { FailureReason, PolicyRecord, StepName, TransactionRecord } from '../state/state.js';

export interface Failure {
  /** The step at which it shows. */
  readonly step: StepName;
  /** The checks that fail, as far as the transaction runs them. */
  readonly checks: readonly string[];
  /** Text in `providerMessagesList`. */
  readonly message: string;
  /** What the measurements show, for people. */
  readonly shows: string;
}

const DOCUMENT = { step: 'document', checks: ['GOVERNMENT_ID'] } as const;

export const FAILURES: { readonly [reason in FailureReason]: Failure } = {
  DOCUMENT: {
    ...DOCUMENT,
    message: 'The document does not look genuine.',
    shows: 'DOCUMENT_AUTHENTICATION: Document Structure and Barcode Analysis are NOT_AUTHENTIC.',
  },
  UNREADABLE: {
    ...DOCUMENT,
    message: 'The document is not readable. Please photograph it again without glare.',
    shows: 'DOCUMENT_AUTHENTICATION: Field Validation is NOT_AUTHENTIC. No document data.',
  },
  UNSUPPORTED: {
    ...DOCUMENT,
    message: 'The document is not supported.',
    shows: 'DOCUMENT_AUTHENTICATION: Document Data Comparison is NOT_AUTHENTIC. No document data.',
  },
  EXPIRED_DOCUMENT: {
    ...DOCUMENT,
    message: 'The document has expired.',
    shows: 'The expiration date has passed. It fails only under a policy with failExpiredId.',
  },
  DATA: {
    ...DOCUMENT,
    message: 'The data on the document does not match the data of the person.',
    shows: "BIOGRAPHIC_MATCH: LOW, for the document is someone else's.",
  },
  FACE: {
    step: 'selfie',
    checks: ['FACIAL_COMPARISON_DOCUMENT', 'FACIAL_COMPARISON_REFERENCE_SELFIE'],
    message: 'The face on the selfie does not match.',
    shows: 'FACIAL_COMPARISON: similarity 31.07.',
  },
  LIVENESS: {
    step: 'selfie',
    checks: ['LIVENESS'],
    message: 'It could not be confirmed that a living person took the selfie.',
    shows: 'LIVENESS: probability 0.12.',
  },
  EMAIL: {
    step: 'email',
    checks: ['EMAIL'],
    message: 'The e-mail address could not be verified.',
    shows: 'The EMAIL check fails.',
  },
  PHONE: {
    step: 'phone',
    checks: ['PHONE'],
    message: 'The phone number could not be verified.',
    shows: 'The PHONE check fails.',
  },
  TIMEOUT: {
    step: 'consent',
    checks: [],
    message: 'The transaction was not completed in time.',
    shows: 'Every check that was not finished is TRANSACTION_TIMED_OUT.',
  },
};

/** Looked through in this order when a failure was asked for without a reason. */
const USUAL: readonly FailureReason[] = ['UNREADABLE', 'FACE', 'LIVENESS', 'EMAIL', 'PHONE'];

/** The checks of a transaction that a reason fails. */
export function checksFailedBy(reason: FailureReason, { checks }: TransactionRecord): string[] {
  return FAILURES[reason].checks.filter((check) => checks[check] !== undefined && checks[check] !== 'NOT_REQUIRED');
}

/** Whether a reason can fail a transaction at all. */
export function isPossible(reason: FailureReason, transaction: TransactionRecord): boolean {
  return reason === 'TIMEOUT' || checksFailedBy(reason, transaction).length > 0;
}

/** The reason for a failure that nobody gave one for. */
export function usualReason(transaction: TransactionRecord): FailureReason {
  return USUAL.find((reason) => isPossible(reason, transaction)) ?? 'TIMEOUT';
}

/** Whether a policy takes offence at a reason; an expired document is fine unless it says otherwise. */
export function isOffence(reason: FailureReason, policy: PolicyRecord | undefined): boolean {
  return reason !== 'EXPIRED_DOCUMENT' || policy?.governmentId.failExpiredId === true;
}
