/** Where a transaction goes once everything was handed in: what is wrong with it, and whether the policy minds. */
import type { Sandbox } from '../sandbox.js';
import type {
  BiographicField,
  FailedTry,
  FailureReason,
  PlannedStatus,
  PolicyRecord,
  TransactionRecord,
  UserRecord,
} from '../state/state.js';
import { biographicComparisons } from './biographic.js';
import { checksFailedBy, isOffence, isPossible, usualReason } from './failures.js';
import { reaches } from './likeness.js';
import { type MagicEffect, magicOf, UNKNOWN_STATUS } from './magic-names.js';
import { isOptional } from './policies.js';

/** The statuses still to come, after noting what is wrong. */
export function verdictOf(sandbox: Sandbox, transaction: TransactionRecord): PlannedStatus[] {
  const { users, policies } = sandbox.state;
  const policy = policies.get(transaction.policyId);
  const user = users.get(transaction.userId);
  if (policy?.transaction.dataCollectionOnly === true) return ['IN_PROGRESS', 'SUCCESS'];
  const magic = magicOf(user, transaction);
  const has = (effect: MagicEffect) => magic.some((row) => row.effect === effect);
  for (const { flaws } of magic) for (const flaw of flaws) addFlaw(transaction, flaw);
  if (!isMatched(user, transaction, policy)) addFlaw(transaction, 'DATA');
  if (has('RETRY') && transaction.failedTries.length === 0) transaction.failedTries.push(...firstTry(transaction));
  if (has('MANUAL')) return ['IN_PROGRESS'];
  if (has('UNKNOWN_STATUS')) return ['IN_PROGRESS', { raw: UNKNOWN_STATUS }];
  const isRefused =
    transaction.flaws.includes('TIMEOUT') ||
    failedChecks(transaction, policy).some((check) => !isOptional(check, policy));
  return ['IN_PROGRESS', isRefused ? 'FAIL' : 'SUCCESS'];
}

/** The try that a person called so fails first. */
export function firstTry({ steps }: TransactionRecord): FailedTry[] {
  if (steps.some(({ name }) => name === 'document')) return [{ step: 'document', reasons: ['UNREADABLE'] }];
  return steps.some(({ name }) => name === 'selfie') ? [{ step: 'selfie', reasons: ['LIVENESS'] }] : [];
}

/** Notes a reason once, if the transaction runs a check that it could fail. */
export function addFlaw(transaction: TransactionRecord, reason: FailureReason): void {
  if (!transaction.flaws.includes(reason) && isPossible(reason, transaction)) transaction.flaws.push(reason);
}

/** The checks that fail. A transaction that has failed always has one, for whatever reason is at hand. */
export function failedChecks(transaction: TransactionRecord, policy: PolicyRecord | undefined): string[] {
  const { flaws, status } = transaction;
  const failedBy = (reasons: readonly FailureReason[]) => [
    ...new Set(reasons.flatMap((reason) => checksFailedBy(reason, transaction))),
  ];
  const failed = failedBy(flaws.filter((reason) => isOffence(reason, policy)));
  if (status !== 'FAIL' || failed.some((check) => !isOptional(check, policy))) return failed;
  if (flaws.length === 0) flaws.push(usualReason(transaction));
  return failedBy(flaws);
}

/** Whether the document agrees with what was asked for as well as the policy wants. */
function isMatched(
  user: UserRecord | undefined,
  transaction: TransactionRecord,
  policy: PolicyRecord | undefined,
): boolean {
  const rules = policy?.identityRecordMatching ?? {};
  const requirements = transaction.request.requirements ?? {};
  const fields = Object.keys(rules) as BiographicField[];
  const compared = biographicComparisons(user, transaction);
  return fields.every((field) => {
    const rule = rules[field];
    if (rule === undefined) return true;
    if (requirements[field] === undefined) return !rule.fieldRequired;
    const result = compared.find((comparison) => comparison.field === field);
    return result !== undefined && reaches(result.confidence, rule.threshold);
  });
}
