// MFA devices for resolvers, marked as the data of their user. Each user's list is read once per operation, however it is asked for.
import { ownedBy } from '../../auth/ownership.js';
import type { Device } from '../../datasources/pingone/mfa/device.js';
import type { DeviceStatus, DeviceType } from '../../schema/device.js';
import type { Context } from '../context.js';

/** Which devices to show; null: all. */
export interface DeviceChoice {
  readonly status: DeviceStatus | null;
  readonly types: readonly DeviceType[] | null;
}

/** Devices of a user, in order; those that stand in no order come last. Chosen here, so that one reading serves every choice. */
export async function readDevices(
  { loaders }: Context,
  userId: string,
  { status, types }: DeviceChoice,
): Promise<readonly Device[]> {
  const { devices } = await loaders.devicesOf.load(userId);
  return devices
    .filter(
      (device) => (status === null || device.status === status) && (types === null || types.includes(device.type)),
    )
    .map(shown);
}

/** The device used without asking; null when the devices have no order. */
export async function readDefaultDevice({ loaders }: Context, userId: string): Promise<Device | null> {
  const { devices, order } = await loaders.devicesOf.load(userId);
  const device = devices.find(({ id }) => id === order[0]);
  return device ? shown(device) : null;
}

/** One device; null when there is none. */
export async function readDevice({ loaders }: Context, userId: string, deviceId: string): Promise<Device | null> {
  const device = await loaders.device.load({ userId, deviceId });
  return device && shown(device);
}

/** The device with its whole contact: read itself where it came from a device authentication, which masks it. */
export async function withContact({ loaders }: Context, device: Device): Promise<Device> {
  if (!device.contactHidden) return device;
  return (await loaders.device.load({ userId: device.userId, deviceId: device.id })) ?? device;
}

/** The device as it may be shown after its making, when its key is no longer told; marked as its user's. */
export function shown(device: Device): Device {
  return ownedBy(device.userId, { ...device, secret: null, keyUri: null });
}
