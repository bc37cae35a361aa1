// A PingOne transaction in the terms of the status log: as an observation, and as a verification to begin with.
import type { Transaction } from '../datasources/pingone/transaction.js';
import type { EventOrigin, NewEvent } from '../store/records.js';
import type { NewVerification } from '../store/status-log.js';
import { showsEvidence } from './evidence.js';
import { meaningOf } from './pingone-status.js';
import { isDenial, reasonsOf } from './reasons.js';
import type { StartRequest } from './start-request.js';
import { isFinal, type Observation } from './transitions.js';

export interface NewVerificationSource {
  readonly origin: EventOrigin;
  /** What it was started with; left out for one that was made elsewhere. */
  readonly request?: StartRequest;
  /** Encrypts what is kept of the client's callback. */
  readonly seal: (text: string) => Buffer;
  /** What is kept of the link to the capture page. */
  readonly macOf: (link: string) => Buffer;
  /** First reading after this, in milliseconds. */
  readonly firstPollInMs: number;
}

/** What PingOne says of a transaction now. */
export function toObservation(transaction: Transaction, origin: EventOrigin): Observation {
  return {
    ...meaningOf(transaction.status, transaction.verificationStatus),
    rawStatus: transaction.status,
    rawResult: null,
    upstreamUpdatedAt: transaction.updatedAt,
    expiresAt: transaction.expiresAt,
    origin,
    receivedAt: new Date(),
    reasons: failedChecks(transaction),
  };
}

/** The record and the first events of a transaction that is not tracked yet. */
export function toNewVerification(
  transaction: Transaction,
  { origin, request, seal, macOf, firstPollInMs }: NewVerificationSource,
): NewVerification {
  const seen = toObservation(transaction, origin);
  const { lifecycle, decision } = seen;
  const over = isFinal(lifecycle);
  const callback = request?.clientCallback ?? null;
  const record = {
    id: transaction.id,
    source: 'PINGONE_VERIFY',
    userId: transaction.userId,
    reference: request?.reference ?? null,
    lifecycle,
    decision,
    version: 1,
    rawStatus: seen.rawStatus,
    rawResult: null,
    verifyPolicyId: transaction.verifyPolicyId,
    challenge: request?.challenge ?? null,
    linkMac: transaction.webVerificationUrl === null ? null : macOf(transaction.webVerificationUrl),
    redirectUrl: request?.transaction.redirect?.url ?? null,
    redirectMessage: request?.transaction.redirect?.message ?? null,
    callbackUrl: callback?.url ?? null,
    callbackHeaderNames: Object.keys(callback?.headers ?? {}),
    callbackSealed: callback ? seal(JSON.stringify(callback)) : null,
    provisional: false,
    reasons: isDenial(decision) ? reasonsOf(seen) : [],
    hasEvidence: showsEvidence(lifecycle, seen.rawStatus),
    createdAt: transaction.createdAt,
    updatedAt: transaction.updatedAt,
    expiresAt: transaction.expiresAt,
    finishedAt: over ? transaction.updatedAt : null,
    deletedAt: null,
    upstreamUpdatedAt: transaction.updatedAt,
    receivedAt: seen.receivedAt,
  } as const;
  const created: NewEvent = {
    type: 'CREATED',
    origin,
    version: 1,
    grew: true,
    lifecycle,
    decision,
    previousLifecycle: null,
    previousDecision: null,
    rawStatus: seen.rawStatus,
    occurredAt: request ? transaction.createdAt : transaction.updatedAt,
    actor: request?.actor ?? null,
    reason: null,
  };
  const sent = (transaction.notifications?.results ?? []).filter((result) => result.sent);
  const events = request
    ? [created, ...sent.map(() => ({ ...created, type: 'NOTIFICATION_SENT', grew: false, actor: null }) as const)]
    : [created];
  return { record, events, firstPollInMs: over ? null : firstPollInMs };
}

/** Checks that did not pass, as PingOne names them. */
function failedChecks({ checks }: Transaction): readonly string[] {
  return checks.filter(({ status }) => status === 'FAIL').map(({ check, checkRaw }) => checkRaw ?? check);
}
