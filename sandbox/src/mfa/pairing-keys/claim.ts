/** What a phone does with a pairing key: using it makes the phone a device of the person. */
import { ApiError, conflict, notFound } from '../../http/errors.js';
import type { Sandbox } from '../../sandbox.js';
import { addDevice, blankDevice, checkRoom } from '../devices.js';
import type { PairingKeyRecord } from '../flow-model.js';
import type { DeviceRecord, MfaPolicyRecord } from '../model.js';
import { newSecret } from '../oath.js';
import { defaultMfaPolicy } from '../policies.js';
import { isValid } from './routes.js';

/** What the phone says about itself. */
export interface Phone {
  readonly model: string;
  readonly os: 'ANDROID' | 'iOS';
  readonly osVersion: string;
  readonly pushEnabled: boolean;
  readonly otpEnabled: boolean;
  /** One of the applications of the key; its first when left out. */
  readonly applicationId?: string | undefined;
  /** Makes the pairing fail with this code of the vendor's kit for phones. */
  readonly error?: string | undefined;
}

/** A key by its id, or by the code a person types. @throws ApiError 404 */
export function findKey(sandbox: Sandbox, idOrCode: string): PairingKeyRecord {
  const typed = idOrCode.replace(/[\s-]/g, '').toUpperCase();
  const { pairingKeys } = sandbox.state.mfa;
  const key = pairingKeys.get(idOrCode) ?? [...pairingKeys.values()].find(({ code }) => code === typed);
  if (key === undefined) throw notFound('The pairing key');
  return key;
}

/**
 * Uses a key up.
 * @returns the new device, or null when the pairing failed and the key says why
 * @throws ApiError 409 when the key was used before or has run out
 */
export function claimKey(sandbox: Sandbox, key: PairingKeyRecord, phone: Phone): DeviceRecord | null {
  if (!isValid(sandbox, key)) {
    throw conflict(key.status === 'UNCLAIMED' ? 'The pairing key has expired.' : 'The pairing key was used.');
  }
  const policy = sandbox.state.mfa.policies.get(key.policyId) ?? defaultMfaPolicy(sandbox.state.mfa);
  const applicationId = phone.applicationId ?? key.applicationIds[0] ?? '';
  const error = failureOf(sandbox, key, policy, applicationId, phone);
  const now = sandbox.clock.timestamp();
  key.updatedAt = now;
  key.status = error === undefined ? 'CLAIMED' : 'FAILED';
  key.error = error ?? null;
  sandbox.store.changed();
  if (error !== undefined) return null;
  const device: DeviceRecord = {
    ...blankDevice(sandbox, { userId: key.userId, type: 'MOBILE', policyId: policy.id }),
    oath: { secret: newSecret(), kind: 'TOTP', digits: 6, pairingEndsAt: null, nextCounter: 0, resyncCounter: null },
    mobile: {
      applicationId,
      model: { name: phone.model, marketingName: phone.model },
      os: { type: phone.os, version: phone.osVersion },
      pushEnabled: phone.pushEnabled,
      otpEnabled: phone.otpEnabled,
    },
  };
  addDevice(sandbox, device);
  return device;
}

function failureOf(
  sandbox: Sandbox,
  key: PairingKeyRecord,
  policy: MfaPolicyRecord,
  applicationId: string,
  phone: Phone,
): PairingKeyRecord['error'] | undefined {
  if (phone.error !== undefined) return { code: phone.error, message: 'The device could not be paired.' };
  const rule = policy.mobile.applications.find(({ id }) => id === applicationId);
  if (!key.applicationIds.includes(applicationId) || rule === undefined) {
    return { code: 'INVALID_VALUE', message: 'The pairing key is not for this application.' };
  }
  if (!policy.mobile.enabled || rule.pairingDisabled === true) {
    return { code: 'INVALID_VALUE', message: 'The policy does not allow this kind of device to be paired.' };
  }
  try {
    checkRoom(sandbox, key.userId);
    return undefined;
  } catch (thrown) {
    if (!(thrown instanceof ApiError)) throw thrown;
    const [detail] = thrown.details;
    return { code: detail?.code ?? thrown.code, message: detail?.message ?? thrown.message };
  }
}
