// Which of a user's devices is the one whose create was not answered.
import type { Device } from '../../datasources/pingone/mfa/device.js';
import type { NewDevice } from '../../datasources/pingone/mfa/new-device.js';
import { isSince } from '../../verifications/settle.js';
import type { Context } from '../context.js';

/** Name of the mutation, by which idempotency keys tell what they stand for. */
export const CREATE_DEVICE = 'createDevice';

/** Those of the user that may be it. @param since when its create began */
export async function findLostDevices(
  { services }: Context,
  userId: string,
  wanted: NewDevice,
  since: Date,
): Promise<readonly Device[]> {
  const { devices } = await services.pingOne.mfa.listDevices(userId, { types: [wanted.type] });
  const fitting = devices.filter(
    (device) =>
      device.type === wanted.type &&
      isSince(device, since) &&
      isSame(wanted.email?.toLowerCase(), device.email?.toLowerCase()) &&
      isSame(digitsOf(wanted.phone), digitsOf(device.phone)) &&
      isSame(wanted.serialNumber, device.serialNumber),
  );
  return services.idempotency.notAnothers(CREATE_DEVICE, fitting);
}

/** What was not asked for, and what upstream does not tell, is no difference. */
function isSame(wanted: string | null | undefined, there: string | null | undefined): boolean {
  return !wanted || !there || wanted === there;
}

/** Upstream may write a number with separators. */
function digitsOf(phone: string | null | undefined): string | undefined {
  return phone?.replace(/\D/g, '');
}
