/** What the web page is told about a transaction. */
import type { Sandbox } from '../sandbox.js';
import { type ContactStep, isFinal, type TransactionRecord } from '../state/state.js';
import { isCollected, isSkippable } from './capture.js';
import { FAILURES } from './failures.js';
import { otpState } from './otp.js';
import { isActionable } from './resource.js';

const CONTACTS: readonly ContactStep[] = ['email', 'phone'];

export function captureState(sandbox: Sandbox, transaction: TransactionRecord): object {
  const { users, policies } = sandbox.state;
  const profile = users.get(transaction.userId)?.profile;
  const policy = policies.get(transaction.policyId);
  const { redirect } = transaction.request;
  return {
    id: transaction.id,
    status: transaction.status,
    expiresAt: transaction.expiresAt,
    serverTime: sandbox.clock.timestamp(),
    ended: isFinal(transaction.status) || !(isActionable(sandbox, transaction) || isCollected(transaction)),
    timedOut: Object.values(transaction.checks).includes('TRANSACTION_TIMED_OUT'),
    abandoned: transaction.abandoned,
    steps: transaction.steps.map(({ name, outcome }) => ({
      name,
      state: outcome === null ? 'todo' : 'done',
      ...(outcome === null && isSkippable(name, transaction, policy) ? { skippable: true } : {}),
    })),
    person: { firstName: profile?.name?.given ?? profile?.username ?? '' },
    policy: {
      governmentId: policy?.governmentId.verify,
      facialComparison: policy?.facialComparison.verify,
      liveness: policy?.liveness.verify,
    },
    otp: Object.fromEntries(
      CONTACTS.filter((name) => transaction.steps.some((step) => step.name === name)).map((name) => [
        name,
        otpState(sandbox, transaction, name),
      ]),
    ),
    retry: retryOf(transaction),
    ...(redirect === undefined ? {} : { redirect }),
    webVerificationCode: transaction.code,
  };
}

/** Null unless the last thing that happened is that a picture was refused. */
function retryOf({ steps, failedTries }: TransactionRecord): object | null {
  const last = failedTries.at(-1);
  const step = steps.find(({ name }) => name === last?.step);
  if (last === undefined || step?.outcome !== null) return null;
  const messages = last.reasons.map((reason) => FAILURES[reason].message);
  return { step: last.step, tries: failedTries.length, message: messages.join(' ') };
}
