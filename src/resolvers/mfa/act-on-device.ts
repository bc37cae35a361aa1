// What calls on one device have in common: what they refuse, and that what was read of the device before no longer holds.
import { canonicalId } from '../../authentications/canonical-id.js';
import { UpstreamError } from '../../datasources/http/errors.js';
import type { Device } from '../../datasources/pingone/mfa/device.js';
import { Refusal } from '../../verifications/refusal.js';
import type { Context } from '../context.js';
import type { RefusalRules } from '../failures.js';
import { readDevice, shown } from './read-devices.js';

export const DEVICE_NOT_FOUND = {
  code: 'NOT_FOUND',
  message: 'There is no such device.',
  field: ['input', 'deviceId'],
} as const;

export const DEVICE_RULES: RefusalRules = { paths: {}, notFound: DEVICE_NOT_FOUND };

/** Names a device in an input. */
export interface DeviceInput {
  readonly userId: string;
  readonly deviceId: string;
}

/** Names the device in its one spelling. @throws Refusal NOT_FOUND for ids that no device has */
export function toDeviceKey({ userId, deviceId }: DeviceInput): DeviceInput {
  const key = { userId: canonicalId(userId), deviceId: canonicalId(deviceId) };
  if (key.userId === null || key.deviceId === null) throw new Refusal([DEVICE_NOT_FOUND]);
  return { userId: key.userId, deviceId: key.deviceId };
}

/**
 * Makes a call on a device.
 * @param send answers with the device after it; null: it has to be read
 * @throws Refusal NOT_FOUND, UpstreamError
 */
export async function actOnDevice(
  context: Context,
  { userId, deviceId }: DeviceInput,
  send: (signal: AbortSignal) => Promise<Device | null>,
): Promise<{ device: Device }> {
  let changed: Device | null;
  try {
    changed = await send(context.signal);
  } finally {
    forgetDevices(context, userId, deviceId);
  }
  const device = changed ? shown(changed) : await readDevice(context, userId, deviceId);
  if (!device) throw new Refusal([DEVICE_NOT_FOUND]);
  return { device };
}

/**
 * As `send`, for a device that still waits for activation: where PingOne refuses, the device may be the reason.
 * @param unfit what is wrong with such a device; null: nothing
 */
export async function whileWaiting<T>(
  context: Context,
  input: DeviceInput,
  send: () => Promise<T>,
  unfit?: (device: Device) => string | null,
): Promise<T> {
  try {
    return await send();
  } catch (error) {
    const isRefused = error instanceof UpstreamError && error.kind === 'rejected';
    if (!isRefused || (error.status !== 400 && error.status !== 409)) throw error;
    const device = await readDevice(context, input.userId, input.deviceId).catch(() => null);
    const message = device?.status === 'ACTIVE' ? 'The device is active already.' : device && (unfit?.(device) ?? null);
    if (!message) throw error;
    throw new Refusal([{ code: 'DEVICE_NOT_ACTIONABLE', message, field: ['input', 'deviceId'] }]);
  }
}

/** What was read in this operation shows the devices before the call. */
export function forgetDevices({ loaders }: Context, userId: string, deviceId: string): void {
  loaders.devicesOf.clear(userId);
  loaders.device.clear({ userId, deviceId });
}
