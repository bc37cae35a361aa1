/** The part of the control API that decides verifications: outcomes with their reasons, any status, any evidence and metadata. */
import { randomUUID } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { conflict, notFound } from '../http/errors.js';
import type { Sandbox } from '../sandbox.js';
import { type FailedTry, type FailureReason, isFinal, type TransactionRecord } from '../state/state.js';
import type { Callbacks } from '../verify/callbacks.js';
import { FAILURES, isPossible } from '../verify/failures.js';
import type { Lifecycle } from '../verify/lifecycle.js';
import { MAGIC_NAMES } from '../verify/magic-names.js';
import { shownStatus, webVerificationUrl } from '../verify/resource.js';
import { read } from './input.js';
import { OUTCOMES, pathTo } from './walk.js';

const REASONS = Object.keys(FAILURES) as FailureReason[];
const STATUSES = ['REQUESTED', ...OUTCOMES, 'APPROVED_MANUALLY', 'APPROVED_NO_REQUEST', 'NOT_REQUIRED'] as const;
const RECENT_TRANSACTIONS = 50;

const reason = z.enum(REASONS);
const outcomeInput = z.strictObject({
  outcome: z.enum(OUTCOMES),
  /** Why it fails; without it, the most usual reason under the policy. */
  reason: z.union([reason, z.array(reason).min(1)]).optional(),
  /** How many attempts the evidence shows, the last of them deciding. */
  attempts: z.int().min(1).max(4).default(1),
});
/** Any text: a status that no published list has is shown as it is. */
const statusInput = z.strictObject({ status: z.string().min(1).max(64) });
const attempt = z.int().min(1).max(4).default(1);
const metadataInput = z.strictObject({
  type: z.string().min(1).max(64),
  provider: z.string().min(1).max(64),
  status: z.string().min(1).max(64).default('SUCCESS'),
  data: z.record(z.string(), z.unknown()).default({}),
  attempt,
});
const evidenceInput = z.strictObject({
  type: z.string().min(1).max(64),
  data: z.record(z.string(), z.unknown()),
  attempt,
});

type WithId = { Params: { id: string }; Querystring: { wait?: string } };

/** Adds the routes below `/sandbox/verify`, and the tables of reasons and magic names. */
export function addVerifyControl(
  app: FastifyInstance,
  parts: { readonly sandbox: Sandbox; readonly lifecycle: Lifecycle; readonly callbacks: Callbacks },
): void {
  const { sandbox, lifecycle, callbacks } = parts;
  const find = (id: string) => {
    const transaction = sandbox.state.transactions.get(id);
    if (transaction === undefined) throw notFound('The verify transaction');
    return transaction;
  };

  app.get('/sandbox/outcomes', async () => ({
    reasons: REASONS.map((name) => ({ name, message: FAILURES[name].message, shows: FAILURES[name].shows })),
    magicNames: MAGIC_NAMES.map(({ name, description }) => ({ name, description })),
  }));

  app.get('/sandbox/verify', async () => {
    const { transactions, users } = sandbox.state;
    const newest = [...transactions.values()].slice(-RECENT_TRANSACTIONS).reverse();
    return newest.map((transaction) => ({
      id: transaction.id,
      userId: transaction.userId,
      username: users.get(transaction.userId)?.profile.username ?? null,
      status: shownStatus(transaction),
      createdAt: transaction.createdAt,
      expiresAt: transaction.expiresAt,
      webVerificationUrl: webVerificationUrl(sandbox, transaction),
    }));
  });

  app.post<WithId>('/sandbox/verify/:id', async (request, reply) => {
    const transaction = find(request.params.id);
    const isStatus = typeof request.body === 'object' && request.body !== null && 'status' in request.body;
    if (transaction.clients.length === 0) {
      transaction.clients.push({ ipAddress: request.ip, userAgent: 'sandbox control API' });
    }
    const walk = isStatus
      ? setStatus(lifecycle, transaction, read(statusInput, request.body).status)
      : decide(sandbox, lifecycle, transaction, read(outcomeInput, request.body));
    if (request.query.wait !== undefined && request.query.wait !== '0') {
      await walk;
      await callbacks.settled(transaction.id);
    }
    return reply.code(202).send({ id: transaction.id, status: shownStatus(transaction), plan: transaction.plan });
  });

  app.post<WithId>('/sandbox/verify/:id/metaData', async (request, reply) => {
    const transaction = find(request.params.id);
    const record = { ...read(metadataInput, request.body), id: randomUUID(), createdAt: sandbox.clock.timestamp() };
    transaction.metadata = [...transaction.metadata, record];
    sandbox.store.changed();
    return reply.code(201).send({ id: record.id });
  });

  app.post<WithId>('/sandbox/verify/:id/verifiedData', async (request, reply) => {
    const transaction = find(request.params.id);
    const record = { ...read(evidenceInput, request.body), id: randomUUID(), createdAt: sandbox.clock.timestamp() };
    transaction.evidence = [...transaction.evidence, record];
    sandbox.store.changed();
    return reply.code(201).send({ id: record.id });
  });
}

/** Enters a status at once, whatever it is. */
async function setStatus(lifecycle: Lifecycle, transaction: TransactionRecord, text: string): Promise<void> {
  const status = STATUSES.find((candidate) => candidate === text);
  lifecycle.override(transaction, status ?? { raw: text });
}

/** Walks to an outcome through the states between. */
function decide(
  sandbox: Sandbox,
  lifecycle: Lifecycle,
  transaction: TransactionRecord,
  { outcome, reason: given, attempts }: z.infer<typeof outcomeInput>,
): Promise<void> {
  const reasons = given === undefined ? [] : [given].flat();
  const present = lifecycle.destination(transaction);
  const path = pathTo(outcome, transaction, present, sandbox.knobs.get('walkThroughPartial') === 'on');
  if (path === undefined) throw conflict(`A transaction that is ${present} cannot become ${outcome}.`);
  if (reasons.length > 0 && outcome !== 'FAIL') throw conflict('Only the outcome FAIL has a reason.');
  const impossible = reasons.find((name) => !isPossible(name, transaction));
  if (impossible !== undefined)
    throw conflict(`The policy of this transaction runs no check that ${impossible} fails.`);
  if (isFinal(outcome)) transaction.flaws = reasons;
  if (attempts > 1) transaction.failedTries = earlierTries(transaction, attempts - 1);
  return lifecycle.walk(transaction, path);
}

function earlierTries({ steps }: TransactionRecord, count: number): FailedTry[] {
  const has = (name: string) => steps.some((step) => step.name === name);
  const one: FailedTry[] = [];
  if (has('document')) one.push({ step: 'document', reasons: ['UNREADABLE'] });
  if (has('selfie')) one.push({ step: 'selfie', reasons: ['LIVENESS'] });
  return Array.from({ length: count }, () => one).flat();
}
