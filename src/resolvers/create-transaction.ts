// createVerifyTransaction: input to request, request to PingOne, at most once per idempotency key.
import { Permission } from '../auth/permissions.js';
import { holds } from '../auth/viewer.js';
import { UpstreamError } from '../datasources/http/errors.js';
import type { CreateVerifyTransactionInput, CreateVerifyTransactionPayload } from '../schema/verify-input.js';
import { Refusal } from '../verifications/refusal.js';
import { toStartRequest } from '../verifications/start-request.js';
import { actorOf } from './acting.js';
import type { Context } from './context.js';
import { answer, type RefusalRules } from './failures.js';
import { callerOf, once } from './once.js';
import { readTransaction } from './read-transaction.js';
import { type TransactionNode, toTransactionNode } from './verification-nodes.js';

const OPERATION = 'createVerifyTransaction';
const RULES: RefusalRules = {
  paths: {
    verifyPolicy: ['input', 'verifyPolicyId'],
    'sendNotification.phone': ['input', 'notification', 'phone'],
    'sendNotification.email': ['input', 'notification', 'email'],
    sendNotification: ['input', 'notification'],
    'redirect.url': ['input', 'redirect', 'url'],
    'redirect.message': ['input', 'redirect', 'message'],
    redirect: ['input', 'redirect'],
    requirements: ['input', 'requirements'],
    'requirements.given_name': ['input', 'requirements', 'givenName'],
    'requirements.family_name': ['input', 'requirements', 'familyName'],
    'requirements.name': ['input', 'requirements', 'name'],
    'requirements.address': ['input', 'requirements', 'address'],
    'requirements.birth_date': ['input', 'requirements', 'birthDate'],
    'requirements.email': ['input', 'requirements', 'emails'],
    'requirements.phone': ['input', 'requirements', 'phones'],
    'requirements.referenceSelfie': ['input', 'requirements', 'referenceSelfie'],
  },
  notFound: { code: 'NOT_FOUND', message: 'There is no such user.', field: ['input', 'userId'] },
  special: {
    'REQUIRED_VALUE requirements.referenceSelfie': 'REFERENCE_SELFIE_REQUIRED',
    'REQUIRED_VALUE requirements.referenceSelfie.value': 'REFERENCE_SELFIE_REQUIRED',
    'INVALID_VALUE verifyPolicy.id': 'VERIFY_POLICY_NOT_FOUND',
    'INVALID_VALUE verifyPolicy': 'VERIFY_POLICY_NOT_FOUND',
  },
};

export function createTransaction(
  context: Context,
  input: CreateVerifyTransactionInput,
): Promise<CreateVerifyTransactionPayload> {
  return answer({ verifyTransaction: null }, RULES, async () => ({
    verifyTransaction: await once(context.services.idempotency, {
      viewer: context.viewer,
      operation: OPERATION,
      key: input.idempotencyKey,
      input,
      signal: context.signal,
      create: () => create(context, input),
      reread: (id) => reread(context, id, input.userId),
    }),
  }));
}

async function create(context: Context, input: CreateVerifyTransactionInput) {
  const request = toStartRequest(input, {
    actor: actorOf(context.viewer),
    mayDecideEverything: holds(context.viewer, [Permission.VERIFY_WRITE]),
    allowedOrigins: context.services.redirectOrigins,
  });
  const key = input.idempotencyKey;
  const { record, transaction } = await context.services.verifications
    .start(request, key == null ? null : { caller: callerOf(context.viewer), operation: OPERATION, key })
    .catch((error: unknown) => explain(context, input, error));
  // What PingOne answered to the create is the freshest there is; no field needs to ask again.
  context.loaders.transaction.prime({ userId: transaction.userId, transactionId: transaction.id }, transaction);
  return { id: record.id, value: toTransactionNode(record) };
}

/** Upstream's 404 tells neither a user nor a policy that does not exist. @throws what it was */
async function explain(
  context: Context,
  { verifyPolicyId }: CreateVerifyTransactionInput,
  error: unknown,
): Promise<never> {
  const isMissing = error instanceof UpstreamError && error.kind === 'not-found';
  if (!isMissing || verifyPolicyId == null || (await context.loaders.policy.load(verifyPolicyId))) throw error;
  const message = 'There is no such verify policy.';
  throw new Refusal([{ code: 'VERIFY_POLICY_NOT_FOUND', message, field: ['input', 'verifyPolicyId'] }]);
}

async function reread(context: Context, id: string, userId: string): Promise<TransactionNode> {
  const record = await context.services.verifications.find(id);
  const node = (await readTransaction(context, id, userId)) ?? (record ? toTransactionNode(record) : null);
  if (node) return node;
  const message = 'What was made with this key does not exist any more.';
  throw new Refusal([{ code: 'NOT_FOUND', message, field: ['input', 'idempotencyKey'] }]);
}
