// Why PingOne refuses, where it only says that it does: a device that is blocked or locked, MFA turned off, a record that is missing.
import { UpstreamError } from '../../datasources/http/errors.js';
import type { Device } from '../../datasources/pingone/mfa/device.js';
import { type Fault, Refusal } from '../../verifications/refusal.js';
import type { Context } from '../context.js';
import { readDevice } from './read-devices.js';

/** Who was to use which device, and where the input says so. */
export interface DeviceUse {
  readonly userId: string | null;
  /** Null: whichever fits. */
  readonly deviceId: string | null;
  /** Of the device; without one, of whoever was to use any. */
  readonly field: readonly string[];
}

const NO_USABLE_DEVICES = 'NO_USABLE_DEVICES';
/** Properties that name the device, in the calls that start an authentication and take it on. */
const DEVICE_TARGETS: readonly (string | null)[] = ['selectedDevice', 'selectedDevice.id', 'device', 'device.id'];

/**
 * Explains why a device was refused.
 * @throws Refusal that says why, or `error` itself where the device is no reason
 */
export async function explainDevice(context: Context, use: DeviceUse, error: unknown): Promise<never> {
  if (!(error instanceof UpstreamError) || error.kind !== 'rejected') throw error;
  if ([error.code, ...error.details.map(({ code }) => code)].includes(NO_USABLE_DEVICES)) {
    throw new Refusal([await whyNoDevice(context, use)]);
  }
  const { userId, deviceId, field } = use;
  const isAboutDevice = error.details.some(
    ({ code, target }) => code === 'INVALID_VALUE' && DEVICE_TARGETS.includes(target),
  );
  const fault = userId && deviceId && isAboutDevice ? await whyNot(context, userId, deviceId, field) : null;
  throw fault ? new Refusal([fault]) : error;
}

/** Why there is no usable device. What cannot be found out is not said: then there is none. */
export async function whyNoDevice(context: Context, { userId, deviceId, field }: DeviceUse): Promise<Fault> {
  const [mfaEnabled, fault] = await Promise.all([
    userId ? context.loaders.mfaEnabled.load(userId).catch(() => null) : null,
    userId && deviceId ? whyNot(context, userId, deviceId, field).catch(() => null) : null,
  ]);
  if (mfaEnabled === false) return { code: 'MFA_DISABLED', message: 'MFA is turned off for the user.', field };
  return fault ?? { code: NO_USABLE_DEVICES, message: 'The user has no device that can be used here.', field };
}

/** Upstream's 404 does not say of whom: of the user, or of the policy that the input names. @throws what it was */
export async function explainMissing(
  context: Context,
  { policyId }: { readonly policyId?: string | null | undefined },
  error: unknown,
): Promise<never> {
  const isMissing = error instanceof UpstreamError && error.kind === 'not-found';
  if (!isMissing || policyId == null || (await context.loaders.devicePolicy.load(policyId))) throw error;
  const message = 'There is no such device authentication policy.';
  throw new Refusal([{ code: 'DEVICE_AUTHENTICATION_POLICY_NOT_FOUND', message, field: ['input', 'policyId'] }]);
}

async function whyNot(
  context: Context,
  userId: string,
  deviceId: string,
  field: readonly string[],
): Promise<Fault | null> {
  context.loaders.device.clear({ userId, deviceId });
  const device = await readDevice(context, userId, deviceId);
  return device ? obstacleOf(device, field) : { code: 'NOT_FOUND', message: 'The user has no such device.', field };
}

function obstacleOf({ block, lock, status }: Device, field: readonly string[]): Fault | null {
  if (block?.status === 'BLOCKED') {
    return { code: 'DEVICE_BLOCKED', message: 'An operator has blocked the device.', field };
  }
  if (lock?.status === 'LOCKED') {
    return { code: 'DEVICE_LOCKED', message: 'The device is locked after failures.', field, retryAt: lock.expiresAt };
  }
  if (status !== 'ACTIVATION_REQUIRED') return null;
  return { code: 'DEVICE_NOT_ACTIONABLE', message: 'The device waits for its activation.', field };
}
