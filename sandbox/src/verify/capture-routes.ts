/** The private calls of the web page a person walks through, and the QR picture that leads to it. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import QRCode from 'qrcode';
import { z } from 'zod';
import { conflict, insufficientPermissions, invalidRequest, notFound } from '../http/errors.js';
import { type VendorCall, VendorRoutes } from '../http/vendor-routes.js';
import { drawMatrix } from '../pictures/matrix.js';
import type { Sandbox } from '../sandbox.js';
import type { ContactStep, FailureReason, TransactionRecord } from '../state/state.js';
import { isCollected, isSkippable, openStep, skipStep, takeStep } from './capture.js';
import { captureState } from './capture-state.js';
import type { Lifecycle } from './lifecycle.js';
import { checkOtp, sendOtp } from './otp.js';

import { isActionable, webVerificationUrl } from './resource.js';
import { verdictOf } from './verdict.js';

const BASE = '/v1/idValidations/webVerifications/:transactionId';

const codeBody = z.object({ code: z.string() });
const outcomeBody = codeBody.extend({
  outcome: z.enum(['pass', 'fail', 'skip']).default('pass'),
  kind: z.enum(['driver_license', 'passport', 'passport_card', 'identity_card']).default('driver_license'),
});
const sendBody = codeBody.extend({
  option: z.int().min(0).max(99).default(0),
  address: z.string().max(254).optional(),
});
const checkBody = codeBody.extend({ otp: z.string().max(20) });

/** Adds the routes. They take the six-digit code instead of a token. */
export function addCaptureRoutes(app: FastifyInstance, sandbox: Sandbox, lifecycle: Lifecycle): void {
  const routes = new VendorRoutes(app);
  const post = (path: string, act: (call: VendorCall) => TransactionRecord) =>
    routes.post(`${BASE}/${path}`, { 'application/json': (call) => captureState(sandbox, act(call)) });

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

  post('consent', (call) => {
    const transaction = open(sandbox, call, codeBody).transaction;
    const step = openStep(transaction, 'consent');
    noteClient(transaction, call.request);
    takeStep(sandbox, transaction, step, []);
    void lifecycle.walk(transaction, ['INITIATED']);
    goOn(sandbox, lifecycle, transaction);
    return transaction;
  });

  for (const name of ['document', 'selfie'] as const) {
    post(name, (call) => {
      const { transaction, body } = open(sandbox, call, outcomeBody);
      const step = openStep(transaction, name);
      if (name === 'document') transaction.documentKind = body.kind;
      if (body.outcome === 'skip') {
        const policy = sandbox.state.policies.get(transaction.policyId);
        if (!isSkippable(name, transaction, policy)) throw conflict(`The step "${name}" cannot be left out.`);
        skipStep(transaction, step);
      } else takeStep(sandbox, transaction, step, body.outcome === 'fail' ? [wrongOn(name, transaction)] : []);
      goOn(sandbox, lifecycle, transaction);
      return transaction;
    });
  }

  for (const name of ['email', 'phone'] as const) {
    post(`${name}/send`, (call) => {
      const { transaction, body } = open(sandbox, call, sendBody);
      openStep(transaction, name);
      sendOtp(sandbox, transaction, name, body);
      return transaction;
    });
    post(`${name}/check`, (call) => {
      const { transaction, body } = open(sandbox, call, checkBody);
      check(sandbox, transaction, name, body.otp);
      goOn(sandbox, lifecycle, transaction);
      return transaction;
    });
  }

  post('abandon', (call) => {
    const { transaction } = open(sandbox, call, codeBody);
    transaction.abandoned = true;
    return transaction;
  });
  routes.refuseOtherMethods();
}

/** What the buttons for a bad picture mean. */
function wrongOn(step: 'document' | 'selfie', { checks }: TransactionRecord): FailureReason {
  if (step === 'document') return 'UNREADABLE';
  return Object.keys(checks).some((name) => name.startsWith('FACIAL_COMPARISON')) ? 'FACE' : 'LIVENESS';
}

/** A wrong passcode is told to the person; after the last one the step has failed. */
function check(sandbox: Sandbox, transaction: TransactionRecord, name: ContactStep, otp: string): void {
  const step = openStep(transaction, name);
  const result = checkOtp(sandbox, transaction, name, otp);
  if (result === 'wrong') throw conflict('The passcode is not right.');
  takeStep(sandbox, transaction, step, result === 'right' ? [] : [name === 'email' ? 'EMAIL' : 'PHONE']);
}

/** Moves on when everything is there, or when the first of several things is. */
function goOn(sandbox: Sandbox, lifecycle: Lifecycle, transaction: TransactionRecord): void {
  sandbox.store.changed();
  if (isCollected(transaction)) {
    transaction.isClosed = true;
    void lifecycle.walk(transaction, verdictOf(sandbox, transaction));
    return;
  }
  lifecycle.watchAgain(transaction);
  const done = transaction.steps.filter(({ outcome }) => outcome !== null);
  if (done.length > 1 && lifecycle.destination(transaction) !== 'PARTIAL')
    void lifecycle.walk(transaction, ['PARTIAL']);
}

function find(sandbox: Sandbox, transactionId: string, code: string | null): TransactionRecord {
  const transaction = sandbox.state.transactions.get(transactionId);
  if (transaction === undefined) throw notFound('The requested verify transaction');
  if (transaction.code !== code) throw insufficientPermissions();
  return transaction;
}

function open<Body extends { readonly code: string }>(
  sandbox: Sandbox,
  call: VendorCall,
  schema: z.ZodType<Body>,
): { readonly transaction: TransactionRecord; readonly body: Body } {
  const result = schema.safeParse(call.body);
  if (!result.success) throw invalidRequest('The request body is not what this call takes.');
  const transaction = find(sandbox, call.param('transactionId'), result.data.code);
  if (!isActionable(sandbox, transaction)) throw conflict('The transaction has ended.');
  if (transaction.abandoned) throw conflict('The transaction was abandoned.');
  sandbox.store.changed();
  return { transaction, body: result.data };
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
