// activateDevice: a passcode, which is guarded against guessing, or an attestation.
import { toAttestationText } from '../../datasources/pingone/mfa/fido.js';
import type { DeviceProof } from '../../datasources/pingone/mfa/mfa.js';
import type { ActivateDeviceInput, ActivateDevicePayload } from '../../schema/device-input.js';
import { type Fault, Refusal } from '../../verifications/refusal.js';
import type { Context } from '../context.js';
import { answer, type RefusalRules } from '../failures.js';
import { actOnDevice, DEVICE_NOT_FOUND, toDeviceKey, whileWaiting } from './act-on-device.js';

const RULES: RefusalRules = {
  paths: { otp: ['input', 'otp'], attestation: ['input', 'attestation'], origin: ['input', 'origin'] },
  notFound: DEVICE_NOT_FOUND,
  special: {
    'INVALID_VALUE attestation': 'INVALID_ASSERTION',
    'INVALID_VALUE origin': 'INVALID_ASSERTION',
    'INVALID_DATA attestation': 'INVALID_ASSERTION',
  },
};

/** Of a proof that was given as PingOne's own text. */
const RAW_RULES: RefusalRules = { ...RULES, paths: { ...RULES.paths, attestation: ['input', 'attestationRaw'] } };

export function activateDevice(context: Context, input: ActivateDeviceInput): Promise<ActivateDevicePayload> {
  const { pingOne, otpGuard } = context.services;
  return answer({ device: null }, input.attestationRaw ? RAW_RULES : RULES, async () => {
    const proof = toProof(input);
    const key = toDeviceKey(input);
    const check = () => actOnDevice(context, key, (signal) => pingOne.mfa.activateDevice(key, proof, signal));
    return whileWaiting(context, key, async () => {
      if (!('otp' in proof)) return check();
      const subject = { userId: key.userId, device: key.deviceId, contact: await otpGuard.contactOf(key) };
      return otpGuard.guard({ subject, field: ['input', 'otp'], check });
    });
  });
}

/** @throws Refusal unless there is exactly one proof */
function toProof({ otp, attestation, attestationRaw, origin, oathResync }: ActivateDeviceInput): DeviceProof {
  const given = [otp, attestation, attestationRaw].filter((proof) => proof != null && proof !== '');
  if (given.length !== 1) {
    const message = 'Give exactly one of `otp`, `attestation` and `attestationRaw`.';
    throw refusal({ code: given.length === 0 ? 'REQUIRED_VALUE' : 'INVALID_VALUE', message, field: ['input'] });
  }
  if (otp) return { otp, oathResync };
  if (attestationRaw) return { attestation: attestationRaw, origin };
  if (!origin) {
    const message = 'A FIDO attestation needs the origin of its page.';
    throw refusal({ code: 'REQUIRED_VALUE', message, field: ['input', 'origin'] });
  }
  const text = attestation ? toAttestationText(attestation) : null;
  if (text === null) {
    const message = 'This is not the answer of `navigator.credentials.create` in its JSON form.';
    throw refusal({ code: 'INVALID_VALUE', message, field: ['input', 'attestation'] });
  }
  return { attestation: text, origin };
}

function refusal(fault: Fault): Refusal {
  return new Refusal([fault]);
}
