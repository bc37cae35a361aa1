/** FIDO and the desktop app within a device authentication: what is asked of them, and their answer. The proof itself is in ../fido.ts and ../desktop.ts. */
import { ApiError } from '../../http/errors.js';
import type { Sandbox } from '../../sandbox.js';
import { checkDesktopAnswer, newDesktopChallenge } from '../desktop.js';
import { usableDevices } from '../devices.js';
import { invalidValue } from '../errors.js';
import { fidoRequestOptions, newAssertionRequest, verifyAssertion } from '../fido.js';
import type { AuthenticationRecord } from '../flow-model.js';
import type { DeviceRecord } from '../model.js';
import { enter, policyOf } from './lifetime.js';

/** Asks for an assertion. @param devices those that may answer; empty lets the authenticator say who it is */
export function askForAssertion(
  sandbox: Sandbox,
  record: AuthenticationRecord,
  devices: readonly DeviceRecord[],
): void {
  const isDesktop = devices[0]?.desktop !== undefined;
  record.desktopChallenge = isDesktop ? newDesktopChallenge() : null;
  if (isDesktop) {
    record.fido = null;
    enter(sandbox, record, 'ASSERTION_REQUIRED');
    return;
  }
  const policy = policyOf(sandbox, record);
  const { rpId, challenge } = record.wishes;
  const request = newAssertionRequest(sandbox, policy, {
    rpId: rpId ?? devices[0]?.fido?.rpId,
    challenge: challenge ?? undefined,
  });
  const options = fidoRequestOptions(sandbox, policy, request, devices.length === 0 ? undefined : devices);
  record.fido = { ...request, options };
  enter(sandbox, record, 'ASSERTION_REQUIRED');
}

/**
 * Checks an assertion.
 * @returns the device that signed, or null when it was not good and the authentication has failed
 * @throws ApiError 400 when it was not good and may be tried again
 */
export async function checkAssertion(
  sandbox: Sandbox,
  record: AuthenticationRecord,
  assertion: unknown,
  origin: unknown,
): Promise<DeviceRecord | null> {
  try {
    const device = await proofOf(sandbox, record, assertion, origin);
    const { usable } = usableDevices(sandbox, device.userId, policyOf(sandbox, record));
    if (!usable.includes(device)) throw invalidValue('assertion', 'The device may not be used.');
    return device;
  } catch (thrown) {
    if (!(thrown instanceof ApiError) || sandbox.knobs.get('mfaBadAssertion') === '400') throw thrown;
    record.error = { code: 'INVALID_VALUE', message: 'The assertion could not be verified.' };
    enter(sandbox, record, 'FAILED');
    return null;
  }
}

/** @returns the device that has proven itself @throws ApiError 400 */
async function proofOf(
  sandbox: Sandbox,
  { fido, desktopChallenge, userId, selectedDeviceId }: AuthenticationRecord,
  assertion: unknown,
  origin: unknown,
): Promise<DeviceRecord> {
  const chosen = sandbox.state.mfa.devices.get(selectedDeviceId ?? '');
  if (fido !== null) {
    const devices = userId === null ? undefined : chosen === undefined ? [] : [chosen];
    return verifyAssertion(sandbox, fido, devices, assertion, origin);
  }
  if (typeof desktopChallenge !== 'string') throw new Error('No assertion was asked for.');
  checkDesktopAnswer(desktopChallenge, assertion, 'assertion');
  if (chosen === undefined) throw invalidValue('assertion', 'The device is gone.');
  return chosen;
}
