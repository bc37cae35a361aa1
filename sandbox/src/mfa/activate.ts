/** Activates devices with what proves them: a passcode, an attestation, the answer of a desktop app. */
import { invalidData } from '../http/errors.js';
import type { Sandbox } from '../sandbox.js';
import { objectOf } from './create-body.js';
import { checkDesktopAnswer } from './desktop.js';
import { activateDevice, checkActiveRoom } from './devices.js';
import { invalidValue, requestFailed } from './errors.js';
import { keepAttestation } from './fido.js';
import type { DeviceRecord, MfaPolicyRecord } from './model.js';
import { checkOtp } from './otp.js';
import { defaultMfaPolicy } from './policies.js';

/** The policy that a device was added under. */
export function policyOfDevice(sandbox: Sandbox, device: DeviceRecord): MfaPolicyRecord {
  const { mfa } = sandbox.state;
  return mfa.policies.get(device.policyId) ?? defaultMfaPolicy(mfa);
}

/**
 * Activates a device.
 * @throws ApiError 400 when the proof is wrong, or the device is active already
 */
export async function activate(sandbox: Sandbox, device: DeviceRecord, input: unknown): Promise<void> {
  const body = objectOf(input);
  if (device.status === 'ACTIVE') {
    throw requestFailed({ code: 'INVALID_VALUE', target: 'status', message: 'Device is already ACTIVE' });
  }
  checkActiveRoom(sandbox, device.userId);
  if (device.fido !== undefined)
    await keepAttestation(sandbox, device, policyOfDevice(sandbox, device), body.attestation, body.origin);
  else if (device.desktop !== undefined) checkDesktopAnswer(device.desktop.challenge, body.attestation, 'attestation');
  else checkOtp(sandbox, device, policyOfDevice(sandbox, device), readOtp(body.otp), body.oathResync === true);
  activateDevice(sandbox, device);
}

/** Reads `otp`, a text because zeros in front count. @throws ApiError 400 */
export function readOtp(otp: unknown): string {
  if (typeof otp === 'string' && otp !== '') return otp;
  if (otp !== undefined && otp !== null && otp !== '') throw invalidValue('otp', 'must be a string');
  throw invalidData({ code: 'REQUIRED_VALUE', target: 'otp', message: 'must not be empty' });
}
