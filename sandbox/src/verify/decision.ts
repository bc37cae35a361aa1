/** What a final status does to the checks of a transaction, and which evidence and measurements it leaves behind. */
import type { Sandbox } from '../sandbox.js';
import {
  isFinal,
  type StepName,
  type TransactionRecord,
  type TransactionStatus,
  type UserRecord,
} from '../state/state.js';
import { collectEvidence } from './evidence.js';
import { measure } from './metadata.js';

const STEP_OF_CHECK: { readonly [check: string]: StepName } = {
  GOVERNMENT_ID: 'document',
  FACIAL_COMPARISON_DOCUMENT: 'selfie',
  FACIAL_COMPARISON_REFERENCE_SELFIE: 'selfie',
  LIVENESS: 'selfie',
};

const MESSAGES: { readonly [step in StepName]: string } = {
  consent: 'The contact data could not be verified.',
  document: 'The document is not readable. Please photograph it again without glare.',
  selfie: 'The face on the selfie does not match.',
};

/**
 * Settles a transaction that has just entered a final status.
 * @param previous the status it came from; an approval after a decision leaves checks and evidence as they were
 */
export function decide(
  sandbox: Sandbox,
  transaction: TransactionRecord,
  user: UserRecord | undefined,
  previous: TransactionStatus,
): void {
  const { status, checks } = transaction;
  if (isFinal(previous)) return;
  if (Object.values(checks).includes('TRANSACTION_TIMED_OUT')) {
    transaction.providerMessages = ['The transaction was not completed in time.'];
    return;
  }
  if (status === 'SUCCESS' || status === 'FAIL') {
    settleChecks(transaction);
    transaction.metadata = measure(sandbox, transaction, user);
  }
  transaction.evidence = collectEvidence(sandbox, transaction);
  const retentionMs = sandbox.knobs.get('evidenceRetentionMinutes') * 60_000;
  transaction.evidenceEndsAt = new Date(sandbox.clock.now() + retentionMs).toISOString();
}

/** Checks run for everything received, whatever becomes of the others. */
function settleChecks(transaction: TransactionRecord): void {
  const { checks, steps, status } = transaction;
  const failed = failedSteps(transaction);
  for (const check of Object.keys(checks)) {
    // Liveness has nothing to do with whose face it is.
    const isAlive = check === 'LIVENESS' && steps.some(({ name }) => name === 'document');
    const step = STEP_OF_CHECK[check] ?? 'consent';
    checks[check] = failed.includes(step) && !isAlive ? 'FAIL' : 'SUCCESS';
  }
  if (status === 'FAIL') transaction.providerMessages = failed.map((step) => MESSAGES[step]);
}

/** The steps that the person failed; the most telling one, when a FAIL came from elsewhere. */
function failedSteps({ steps, status }: TransactionRecord): StepName[] {
  const failed = steps.filter(({ outcome }) => outcome === 'fail').map(({ name }) => name);
  if (failed.length > 0 || status !== 'FAIL') return failed;
  const last: StepName = steps.some(({ name }) => name === 'document') ? 'document' : (steps.at(-1)?.name ?? 'consent');
  return [last];
}
