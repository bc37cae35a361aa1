/** What a phone does with an authentication code: scanning it, and saying yes or no. */
import { conflict, notFound } from '../../http/errors.js';
import type { Sandbox } from '../../sandbox.js';
import { usableDevices } from '../devices.js';
import type { AuthenticationCodeRecord } from '../flow-model.js';
import type { DeviceRecord } from '../model.js';
import { defaultMfaPolicy } from '../policies.js';
import { settleCode } from './resource.js';

export type CodeAction = 'claim' | 'approve' | 'deny';

/** A code by its id or by its eight characters. @throws ApiError 404 */
export function findCode(sandbox: Sandbox, idOrCode: string): AuthenticationCodeRecord {
  const { authenticationCodes } = sandbox.state.mfa;
  const typed = idOrCode.trim().toUpperCase();
  const code = authenticationCodes.get(idOrCode) ?? [...authenticationCodes.values()].find((one) => one.code === typed);
  if (code === undefined) throw notFound('The authentication code');
  return settleCode(sandbox, code);
}

/**
 * Scans a code, or answers one that was scanned.
 * @param deviceId the phone that scans; without it, any that has the application
 * @throws ApiError 409 when the code is in no state for it, or no phone can scan it
 */
export function actOnCode(
  sandbox: Sandbox,
  code: AuthenticationCodeRecord,
  action: CodeAction,
  deviceId: string | undefined,
): void {
  if (code.status !== (action === 'claim' ? 'UNCLAIMED' : 'CLAIMED')) {
    throw conflict(`The authentication code is ${code.status}.`);
  }
  if (action === 'claim') {
    const device = scanningDevice(sandbox, code, deviceId);
    code.claim = { userId: device.userId, deviceId: device.id };
    code.status = code.userApproval === 'REQUIRED' ? 'CLAIMED' : 'COMPLETED';
  } else code.status = action === 'approve' ? 'COMPLETED' : 'DENIED';
  code.updatedAt = sandbox.clock.timestamp();
  sandbox.store.changed();
}

function scanningDevice(sandbox: Sandbox, code: AuthenticationCodeRecord, deviceId: string | undefined): DeviceRecord {
  const { mfa } = sandbox.state;
  const candidates = deviceId === undefined ? [...mfa.devices.values()] : [mfa.devices.get(deviceId)];
  const device = candidates.find((one) => one?.mobile?.applicationId === code.applicationId && one.status === 'ACTIVE');
  if (device === undefined) throw conflict('There is no phone with the application of this code. Pair one first.');
  const { usable } = usableDevices(sandbox, device.userId, defaultMfaPolicy(mfa));
  if (!usable.includes(device)) throw conflict('The phone is locked, blocked or not allowed by the policy.');
  return device;
}
