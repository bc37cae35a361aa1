/** What a person does, step by step: taking, refusing and skipping steps. Which status follows is lifecycle.ts and verdict.ts. */
import { conflict } from '../http/errors.js';
import type { Sandbox } from '../sandbox.js';
import type { CaptureStep, FailureReason, PolicyRecord, StepName, TransactionRecord } from '../state/state.js';
import { addCaptured } from './documents.js';
import { FAILURES, isOffence, isPossible } from './failures.js';
import { magicOf } from './magic-names.js';
import { isOptional, retriesOf } from './policies.js';
import { addFlaw, firstTry } from './verdict.js';

const CHECKS: { readonly [step in StepName]: readonly string[] } = {
  consent: [],
  email: ['EMAIL'],
  phone: ['PHONE'],
  document: ['GOVERNMENT_ID', 'FACIAL_COMPARISON_DOCUMENT'],
  selfie: ['FACIAL_COMPARISON_DOCUMENT', 'FACIAL_COMPARISON_REFERENCE_SELFIE', 'LIVENESS'],
};

/** Whether every step was done by the person. */
export function isCollected(transaction: TransactionRecord): boolean {
  return transaction.steps.every(({ outcome }) => outcome !== null);
}

/** The step, which must be one that can be taken now. @throws ApiError 409 */
export function openStep(transaction: TransactionRecord, name: StepName): CaptureStep {
  const step = transaction.steps.find((candidate) => candidate.name === name);
  if (step === undefined) throw conflict(`This transaction does not ask for the step "${name}".`);
  if (step.outcome !== null) throw conflict(`The step "${name}" was done already.`);
  const consent = transaction.steps.find((candidate) => candidate.name === 'consent');
  if (name !== 'consent' && consent?.outcome === null) throw conflict('The person has not given consent yet.');
  return step;
}

/**
 * Takes a step, or refuses what was shown when the person may try again.
 * @param reasons what the person chose to be wrong
 * @returns whether the step is done
 */
export function takeStep(
  sandbox: Sandbox,
  transaction: TransactionRecord,
  step: CaptureStep,
  reasons: readonly FailureReason[],
): boolean {
  const { users, policies } = sandbox.state;
  const policy = policies.get(transaction.policyId);
  const magic = magicOf(users.get(transaction.userId), transaction);
  const isFirstOfRetry = magic.some(({ effect }) => effect === 'RETRY') && transaction.failedTries.length === 0;
  const forced = isFirstOfRetry ? firstTry(transaction).filter((failed) => failed.step === step.name) : [];
  const wrong = [...reasons, ...magic.flatMap(({ flaws }) => flaws), ...forced.flatMap((failed) => failed.reasons)];
  const shown = wrong.filter(
    (reason) => FAILURES[reason].step === step.name && isPossible(reason, transaction) && isOffence(reason, policy),
  );
  const { name } = step;
  if (shown.length > 0 && (name === 'document' || name === 'selfie')) {
    const tried = transaction.failedTries.filter((failed) => failed.step === name).length;
    if (tried < retriesOf(name, policy) || forced.length > 0) {
      transaction.failedTries.push({ step: name, reasons: shown });
      return false;
    }
  }
  for (const reason of reasons) addFlaw(transaction, reason);
  step.outcome = reasons.length === 0 ? 'pass' : 'fail';
  addCaptured(transaction, name, sandbox.clock.timestamp());
  return true;
}

/** Whether a step can be left out: none of its checks is required. */
export function isSkippable(name: StepName, transaction: TransactionRecord, policy: PolicyRecord | undefined): boolean {
  if (name === 'consent') return false;
  const own = CHECKS[name].filter((check) => transaction.checks[check] !== undefined);
  // The comparison of faces needs both pictures, so either of them counts as much as it does.
  return own.every((check) => isOptional(check, policy));
}

/** Leaves a step out: its checks are not run. */
export function skipStep(transaction: TransactionRecord, step: CaptureStep): void {
  step.outcome = 'skip';
  for (const check of CHECKS[step.name]) {
    if (transaction.checks[check] !== undefined) transaction.checks[check] = 'NOT_REQUIRED';
  }
}

/** A status that did not come from the page stands for steps that were done somewhere else. */
export function assumeSteps(transaction: TransactionRecord, now: string): void {
  const { status, steps } = transaction;
  const done = steps.filter(({ outcome }) => outcome !== null).length;
  const assumed = { INITIATED: 1, PARTIAL: done > 1 ? 0 : 2, IN_PROGRESS: steps.length };
  const count = status === 'INITIATED' || status === 'PARTIAL' || status === 'IN_PROGRESS' ? assumed[status] : 0;
  for (const step of steps.slice(0, count)) {
    if (step.outcome !== null) continue;
    step.outcome = 'pass';
    if (step.name === 'document') transaction.documentKind ??= 'driver_license';
    addCaptured(transaction, step.name, now);
  }
}
