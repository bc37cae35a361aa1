/** The private calls of the web page a person walks through, and the QR picture that leads to it. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import QRCode from 'qrcode';
import { z } from 'zod';
import { conflict, insufficientPermissions, invalidRequest, notFound } from '../http/errors.js';
import { VendorRoutes } from '../http/vendor-routes.js';
import type { Sandbox } from '../sandbox.js';
import { isFinal, type PolicyRecord, type StepName, type TransactionRecord } from '../state/state.js';
import { isCollected, type Lifecycle } from './lifecycle.js';
import { drawMatrix } from './pictures.js';
import { isActionable, webVerificationUrl } from './resource.js';

const BASE = '/v1/idValidations/webVerifications/:transactionId';

const codeBody = z.object({ code: z.string() });
const outcomeBody = codeBody.extend({
  outcome: z.enum(['pass', 'fail']).default('pass'),
  kind: z.enum(['driver_license', 'passport', 'identity_card']).default('driver_license'),
});

/** Adds the routes. They take the six-digit code instead of a token. */
export function addCaptureRoutes(app: FastifyInstance, sandbox: Sandbox, lifecycle: Lifecycle): void {
  const routes = new VendorRoutes(app);

  routes.get(BASE, (call) => {
    const transaction = find(sandbox, call.param('transactionId'), call.query.get('code'));
    return captureState(sandbox, transaction);
  });

  routes.get(`${BASE}/qr`, (call) => {
    const transaction = sandbox.state.transactions.get(call.param('transactionId'));
    if (transaction === undefined || !isActionable(sandbox, transaction))
      throw notFound('The requested verify transaction');
    return answerQr(sandbox, transaction, call.request, call.reply);
  });

  const step = (name: StepName) => {
    routes.post(`${BASE}/${name}`, {
      'application/json': (call) => {
        const { code, outcome, kind } = read(outcomeBody, call.body);
        const transaction = findOpen(sandbox, call.param('transactionId'), code);
        if (name === 'consent') noteClient(transaction, call.request);
        if (name === 'document') transaction.documentKind = kind;
        takeStep(sandbox, lifecycle, transaction, name, name === 'consent' ? 'pass' : outcome);
        return captureState(sandbox, transaction);
      },
    });
  };
  for (const name of ['consent', 'document', 'selfie'] as const) step(name);

  routes.post(`${BASE}/abandon`, {
    'application/json': (call) => {
      const transaction = findOpen(sandbox, call.param('transactionId'), read(codeBody, call.body).code);
      transaction.abandoned = true;
      sandbox.store.changed();
      return captureState(sandbox, transaction);
    },
  });
  routes.refuseOtherMethods();
}

function takeStep(
  sandbox: Sandbox,
  lifecycle: Lifecycle,
  transaction: TransactionRecord,
  name: StepName,
  outcome: 'pass' | 'fail',
): void {
  const step = transaction.steps.find((candidate) => candidate.name === name);
  if (step === undefined) throw conflict(`This transaction does not ask for the step "${name}".`);
  if (step.outcome !== null) throw conflict(`The step "${name}" was done already.`);
  const consent = transaction.steps.find((candidate) => candidate.name === 'consent');
  if (name !== 'consent' && consent?.outcome === null) throw conflict('The person has not given consent yet.');
  step.outcome = outcome;
  if (name === 'consent') void lifecycle.walk(transaction, ['INITIATED']);
  if (isCollected(transaction)) void lifecycle.walk(transaction, ['IN_PROGRESS', verdict(sandbox, transaction)]);
  else if (name !== 'consent' && lifecycle.destination(transaction) !== 'PARTIAL') {
    void lifecycle.walk(transaction, ['PARTIAL']);
  }
}

/** An optional check that fails does not fail the transaction. */
function verdict(sandbox: Sandbox, transaction: TransactionRecord): 'SUCCESS' | 'FAIL' {
  const policy = sandbox.state.policies.get(transaction.policyId);
  const failed = transaction.steps.filter(({ outcome }) => outcome === 'fail');
  return failed.some(({ name }) => policy !== undefined && isRequired(policy, name)) ? 'FAIL' : 'SUCCESS';
}

function isRequired(policy: PolicyRecord, step: StepName): boolean {
  if (step === 'document') return policy.governmentId.verify === 'REQUIRED';
  return policy.facialComparison.verify === 'REQUIRED' || policy.liveness.verify === 'REQUIRED';
}

function find(sandbox: Sandbox, transactionId: string, code: string | null): TransactionRecord {
  const transaction = sandbox.state.transactions.get(transactionId);
  if (transaction === undefined) throw notFound('The requested verify transaction');
  if (transaction.code !== code) throw insufficientPermissions();
  return transaction;
}

function findOpen(sandbox: Sandbox, transactionId: string, code: string): TransactionRecord {
  const transaction = find(sandbox, transactionId, code);
  if (!isActionable(sandbox, transaction)) throw conflict('The transaction has ended.');
  if (transaction.abandoned) throw conflict('The transaction was abandoned.');
  return transaction;
}

function captureState(sandbox: Sandbox, transaction: TransactionRecord): object {
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
    steps: transaction.steps.map(({ name, outcome }) => ({ name, state: outcome === null ? 'todo' : 'done' })),
    person: { firstName: profile?.name?.given ?? profile?.username ?? '' },
    policy: {
      governmentId: policy?.governmentId.verify,
      facialComparison: policy?.facialComparison.verify,
      liveness: policy?.liveness.verify,
    },
    ...(redirect === undefined ? {} : { redirect }),
    webVerificationCode: transaction.code,
  };
}

function noteClient(transaction: TransactionRecord, request: FastifyRequest): void {
  transaction.clients.push({ ipAddress: request.ip, userAgent: request.headers['user-agent'] ?? 'unknown' });
}

/** Published uses differ: some read a data URI as text, others put the address into a picture element. */
function answerQr(
  sandbox: Sandbox,
  transaction: TransactionRecord,
  request: FastifyRequest,
  reply: FastifyReply,
): string | Buffer {
  const { modules } = QRCode.create(webVerificationUrl(sandbox, transaction), { errorCorrectionLevel: 'M' });
  const jpeg = drawMatrix((row, column) => modules.get(row, column) === 1, modules.size);
  const form = sandbox.knobs.get('qrMediaType');
  const asImage = form === 'image' || (form === 'negotiate' && (request.headers.accept ?? '').startsWith('image/'));
  reply
    .type(asImage ? 'image/jpeg' : 'text/plain; charset=utf-8')
    .header('Cache-Control', 'no-store')
    .header('Vary', 'Accept');
  return asImage ? jpeg : `data:image/jpeg;base64,${jpeg.toString('base64')}`;
}

function read<T>(schema: z.ZodType<T>, body: unknown): T {
  const result = schema.safeParse(body);
  if (result.success) return result.data;
  throw invalidRequest('The request body is not what this call takes.');
}
