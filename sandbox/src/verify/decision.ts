/** What a final status does to the checks of a transaction, and which evidence and measurements it leaves behind. */
import type { Sandbox } from '../sandbox.js';
import { isFinal, type PolicyRecord, type TransactionRecord, type TransactionStatus } from '../state/state.js';
import { collectEvidence } from './evidence.js';
import { FAILURES } from './failures.js';
import { measure } from './metadata.js';
import { failedChecks } from './verdict.js';

/**
 * Settles a transaction that has just entered a final status.
 * @param previous the status it came from; an approval after a decision leaves checks and evidence as they were
 */
export function decide(sandbox: Sandbox, transaction: TransactionRecord, previous: TransactionStatus): void {
  const { status, checks, flaws } = transaction;
  if (isFinal(previous)) return;
  transaction.isClosed = true;
  if (status === 'FAIL' && flaws.includes('TIMEOUT')) runOutOfTime(transaction);
  if (Object.values(checks).includes('TRANSACTION_TIMED_OUT')) {
    transaction.providerMessages = [FAILURES.TIMEOUT.message];
    return;
  }
  const policy = sandbox.state.policies.get(transaction.policyId);
  if (status === 'SUCCESS' || status === 'FAIL') {
    settleChecks(transaction, policy);
    if (policy?.transaction.dataCollectionOnly !== true) transaction.metadata = measure(sandbox, transaction, policy);
  }
  for (const document of transaction.documents) document.status = 'PROCESSED';
  transaction.evidence = collectEvidence(sandbox, transaction, policy);
  const retentionMs = sandbox.knobs.get('evidenceRetentionMinutes') * 60_000;
  transaction.evidenceEndsAt = new Date(sandbox.clock.now() + retentionMs).toISOString();
}

/** Marks every check that was not finished, as the vendor's own clients look for it. */
export function runOutOfTime({ checks }: TransactionRecord): void {
  for (const [check, status] of Object.entries(checks)) {
    if (status === 'REQUESTED' || status === 'IN_PROGRESS') checks[check] = 'TRANSACTION_TIMED_OUT';
  }
}

/** Checks run for everything received, whatever becomes of the others. */
function settleChecks(transaction: TransactionRecord, policy: PolicyRecord | undefined): void {
  const { checks, status } = transaction;
  const isRunAtAll = policy?.transaction.dataCollectionOnly !== true || status === 'FAIL';
  const failed = failedChecks(transaction, policy);
  for (const [check, present] of Object.entries(checks)) {
    if (present === 'NOT_REQUIRED') continue;
    checks[check] = failed.includes(check) ? 'FAIL' : isRunAtAll ? 'SUCCESS' : 'NOT_REQUIRED';
  }
  if (status === 'FAIL') transaction.providerMessages = transaction.flaws.map((reason) => FAILURES[reason].message);
}
