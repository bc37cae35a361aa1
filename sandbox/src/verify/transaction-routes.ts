/** Verify transactions of a person: create, read, list, manual approval, delete. */
import { randomInt, randomUUID } from 'node:crypto';
import { findUser } from '../directory/routes.js';
import { ApiError, invalidRequest, notFound } from '../http/errors.js';
import { defined, isObject } from '../http/problems.js';
import type { VendorCall, VendorRoutes } from '../http/vendor-routes.js';
import type { Sandbox } from '../sandbox.js';
import type { PolicyRecord, TransactionRecord, TransactionRequest, TransactionStatus } from '../state/state.js';
import { type NewTransaction, readNewTransaction } from './create-body.js';
import type { Lifecycle } from './lifecycle.js';
import { sendLink } from './notifications.js';
import { checksOf, isRun, secondsOf, stepsOf } from './policies.js';
import { shownStatus, transactionResource } from './resource.js';

const APPROVABLE: readonly TransactionStatus[] = ['FAIL', 'IN_PROGRESS'];
const APPROVED_LIFETIME_MS = 30 * 60_000;
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const SHOWN_OF_A_PICTURE = 24;

/** Adds the routes; `routes` stands below one environment. */
export function addTransactionRoutes(routes: VendorRoutes, sandbox: Sandbox, lifecycle: Lifecycle): void {
  const all = '/users/:userId/verifyTransactions';
  routes.post(all, { 'application/json': (call) => create(call, sandbox, lifecycle) });
  routes.get(all, (call) => list(call, sandbox));
  routes.get(`${all}/:transactionId`, (call) =>
    transactionResource(sandbox, findTransaction(sandbox, call), {
      expandPolicy: call.query.get('expand') === 'verifyPolicy',
    }),
  );
  routes.put(`${all}/:transactionId`, { 'application/json': (call) => approve(call, sandbox, lifecycle) });
  routes.delete(`${all}/:transactionId`, (call) => {
    const transaction = findTransaction(sandbox, call);
    lifecycle.remove(transaction);
    sandbox.state.transactions.delete(transaction.id);
    sandbox.store.changed();
    call.reply.code(204);
  });
}

/** The transaction that a path names, which must belong to the person that the path names. @throws ApiError 404 */
export function findTransaction(sandbox: Sandbox, call: VendorCall): TransactionRecord {
  const user = findUser(sandbox, call.param('userId'));
  const transaction = sandbox.state.transactions.get(call.param('transactionId'));
  if (transaction?.userId !== user.id) throw notFound('The requested verify transaction');
  return transaction;
}

function create(call: VendorCall, sandbox: Sandbox, lifecycle: Lifecycle): object {
  const { state, clock, store } = sandbox;
  const user = findUser(sandbox, call.param('userId'));
  const wanted = readNewTransaction(call.body);
  const policy = policyFor(sandbox, wanted);
  const hasSelfie = wanted.requirements?.referenceSelfie !== undefined;
  if (policy !== undefined && needsSelfie(policy) && !hasSelfie) {
    wanted.problems.required('requirements.referenceSelfie');
  }
  wanted.problems.throwIfAny();
  if (policy === undefined) throw notFound('The requested verify policy');

  const key = { id: randomUUID(), code: String(randomInt(1_000_000)).padStart(6, '0') };
  const { requirements, callback, redirect, phone, email } = wanted;
  const results = sendLink(sandbox, key, user, { phone, email });
  const sendNotification = results.length === 0 ? undefined : defined({ email, phone, results });
  const echo = defined({ requirements, callback, redirect, sendNotification });
  const nowMs = clock.now();
  const now = new Date(nowMs).toISOString();
  const checks = checksOf(policy, hasSelfie);
  const transaction: TransactionRecord = {
    ...key,
    userId: user.id,
    policyId: policy.id,
    sequence: ++state.sequence,
    request: withShortPicture(echo),
    createdAt: now,
    updatedAt: now,
    expiresAt: new Date(nowMs + secondsOf(policy.transaction.timeout) * 1_000).toISOString(),
    status: checks.length === 0 ? 'NOT_REQUIRED' : 'REQUESTED',
    rawStatus: null,
    checks: Object.fromEntries(checks.map((check) => [check, 'REQUESTED'])),
    providerMessages: [],
    collectionEndsAt: null,
    enteredAtMs: Date.now(),
    steps: stepsOf(policy).map((name) => ({ name, outcome: null })),
    abandoned: false,
    documentKind: null,
    clients: [],
    plan: [],
    flaws: [],
    failedTries: [],
    otps: {},
    documents: [],
    previousDocuments: [],
    isClosed: false,
    evidence: [],
    evidenceEndsAt: null,
    metadata: [],
  };
  state.transactions.set(transaction.id, transaction);
  store.changed();
  const url = `${sandbox.environmentUrl()}/users/${user.id}/verifyTransactions/${transaction.id}`;
  call.reply.code(201).header('Location', url);
  const answer = transactionResource(sandbox, transaction, { echo });
  lifecycle.begin(transaction);
  return answer;
}

/** Undefined: there is no such policy, which is noted as the knob says. */
function policyFor(sandbox: Sandbox, { policyId, problems }: NewTransaction): PolicyRecord | undefined {
  const { policies } = sandbox.state;
  if (policyId === undefined) return [...policies.values()].find((policy) => policy.default);
  const policy = policies.get(policyId.toLowerCase());
  if (!UUID.test(policyId)) problems.invalid('verifyPolicy.id', 'must be a UUID');
  else if (policy === undefined && sandbox.knobs.get('unknownPolicy') === '400') {
    problems.invalid('verifyPolicy.id', 'does not exist');
  }
  return policy;
}

function needsSelfie(policy: PolicyRecord): boolean {
  return policy.facialComparison.verify === 'REQUIRED' && !isRun(policy.governmentId);
}

/** Only the answer to the creation shows the whole picture; it is not kept. */
function withShortPicture(request: TransactionRequest): TransactionRequest {
  const selfie = request.requirements?.referenceSelfie;
  if (selfie?.value === undefined) return request;
  const value = `${selfie.value.slice(0, SHOWN_OF_A_PICTURE)}...`;
  return { ...request, requirements: { ...request.requirements, referenceSelfie: { value } } };
}

function list(call: VendorCall, sandbox: Sandbox): object {
  const user = findUser(sandbox, call.param('userId'));
  const newest = [...sandbox.state.transactions.values()]
    .filter(({ userId }) => userId === user.id)
    .sort((a, b) => b.sequence - a.sequence)
    .slice(0, readLimit(call.query.get('limit')));
  const items = sandbox.knobs.get('listOrder') === 'newest' ? newest : newest.reverse();
  return {
    _links: { self: { href: `${sandbox.environmentUrl()}/users/${user.id}/verifyTransactions` } },
    _embedded: { verifyTransactions: items.map((item) => transactionResource(sandbox, item)) },
    size: items.length,
  };
}

function readLimit(text: string | null): number {
  if (text === null) return Number.POSITIVE_INFINITY;
  const limit = Number(text);
  if (Number.isInteger(limit) && limit >= 1) return limit;
  throw invalidRequest('The request could not be completed. The limit is not valid.', {
    code: 'INVALID_PARAMETER',
    target: 'limit',
    message: 'must be a whole number from 1',
  });
}

function approve(call: VendorCall, sandbox: Sandbox, lifecycle: Lifecycle): object {
  const transaction = findTransaction(sandbox, call);
  const wanted = isObject(call.body) ? call.body.transactionStatus : undefined;
  const status = isObject(wanted) ? wanted.status : undefined;
  const target = 'transactionStatus.status';
  if (status === undefined || status === null) {
    throw illegal(400, 'REQUIRED_VALUE', target, 'must not be empty');
  }
  if (status !== 'APPROVED_MANUALLY' && status !== 'APPROVED_NO_REQUEST') {
    throw illegal(400, 'INVALID_VALUE', target, 'must be APPROVED_MANUALLY or APPROVED_NO_REQUEST');
  }
  if (!APPROVABLE.includes(transaction.status) || transaction.rawStatus !== null) {
    const message = `is not allowed while the status is ${shownStatus(transaction)}`;
    throw illegal(sandbox.knobs.get('illegalApprovalStatus'), 'INVALID_VALUE', target, message);
  }
  if (sandbox.knobs.get('approvalMovesExpiry') === 'on') {
    transaction.expiresAt = new Date(sandbox.clock.now() + APPROVED_LIFETIME_MS).toISOString();
  }
  lifecycle.override(transaction, status);
  return transactionResource(sandbox, transaction);
}

function illegal(httpStatus: number, code: string, target: string, message: string): ApiError {
  return new ApiError(
    httpStatus,
    'INVALID_DATA',
    'The request could not be completed. One or more validation errors were in the request.',
    [{ code, target, message }],
  );
}
