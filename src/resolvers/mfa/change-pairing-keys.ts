// createPairingKey and deletePairingKey.
import { ownedBy } from '../../auth/ownership.js';
import { UpstreamError } from '../../datasources/http/errors.js';
import type { PairingKey } from '../../datasources/pingone/mfa/pairing-key.js';
import type {
  CreatePairingKeyInput,
  CreatePairingKeyPayload,
  DeletePairingKeyInput,
  DeletePairingKeyPayload,
} from '../../schema/pairing-key.js';
import { Refusal } from '../../verifications/refusal.js';
import type { Context } from '../context.js';
import { answer, type RefusalRules } from '../failures.js';
import { once } from '../once.js';
import { explainMissing } from './explain.js';

const CREATE_RULES: RefusalRules = {
  paths: { applications: ['input', 'applicationIds'], policy: ['input', 'policyId'] },
  notFound: { code: 'NOT_FOUND', message: 'There is no such user.', field: ['input', 'userId'] },
  special: {
    'INVALID_VALUE policy.id': 'DEVICE_AUTHENTICATION_POLICY_NOT_FOUND',
    'INVALID_VALUE applications.id': 'APPLICATION_NOT_FOUND',
    'LIMIT_EXCEEDED ': 'PAIRING_KEY_LIMIT_REACHED',
  },
  tooMany: 'PAIRING_KEY_LIMIT_REACHED',
};

const KEY_NOT_FOUND = {
  code: 'NOT_FOUND',
  message: 'There is no such pairing key.',
  field: ['input', 'pairingKeyId'],
} as const;

export function createPairingKey(context: Context, input: CreatePairingKeyInput): Promise<CreatePairingKeyPayload> {
  const { viewer, services, signal, loaders } = context;
  const { userId } = input;
  const policyId = input.policyId ?? services.mfaPolicyId;
  return answer({ pairingKey: null }, CREATE_RULES, async () => {
    const key = await once<PairingKey>(services.idempotency, {
      viewer,
      operation: 'createPairingKey',
      key: input.idempotencyKey,
      input,
      signal,
      create: async () => {
        const { applicationIds } = input;
        const value = await services.pingOne.mfa
          .createPairingKey(userId, { applicationIds, policyId })
          .catch((error: unknown) => explainMissing(context, input, error));
        return { id: value.id, value };
      },
      reread: async (pairingKeyId) => {
        const made = await loaders.pairingKey.load({ userId, pairingKeyId });
        if (made) return { ...made, code: null };
        const message = 'The pairing key that was made with this key no longer exists.';
        throw new Refusal([{ code: 'NOT_FOUND', message, field: ['input', 'idempotencyKey'] }]);
      },
    });
    return { pairingKey: ownedBy(userId, key) };
  });
}

export function deletePairingKey(
  context: Context,
  { userId, pairingKeyId }: DeletePairingKeyInput,
): Promise<DeletePairingKeyPayload> {
  const key = { userId, pairingKeyId };
  return answer({ deletedPairingKeyId: null }, { paths: {}, notFound: KEY_NOT_FOUND }, async () => {
    try {
      await context.services.pingOne.mfa.deletePairingKey(key, context.signal);
    } catch (error) {
      if (error instanceof UpstreamError && error.kind === 'rejected') await requireUnclaimed(context, key);
      throw error;
    }
    context.loaders.pairingKey.clear(key);
    context.services.watchers.pairingKeys.lookAgain(key);
    return { deletedPairingKeyId: pairingKeyId };
  });
}

/** PingOne only says that it refuses; the key itself tells why. @throws Refusal when it was claimed or has failed */
async function requireUnclaimed(
  { loaders }: Context,
  key: { readonly userId: string; readonly pairingKeyId: string },
): Promise<void> {
  const present = await loaders.pairingKey.load(key);
  if (!present || present.status === 'UNCLAIMED') return;
  const message = 'The pairing key was claimed or has failed.';
  throw new Refusal([{ code: 'PAIRING_KEY_NOT_ACTIONABLE', message, field: ['input', 'pairingKeyId'] }]);
}
