// Device authentications for resolvers: whose they are is known only once they are read, and someone else's looks like none.
import { ownedBy } from '../../auth/ownership.js';
import type { Permission } from '../../auth/permissions.js';
import { holds, isUser } from '../../auth/viewer.js';
import type { DeviceAuthentication as MfaAuthentication } from '../../datasources/pingone/mfa/device-authentication.js';
import type { DeviceAuthentication } from '../../schema/device-authentication.js';
import type { OtpSubject } from '../../store/otp-attempts.js';
import type { Context } from '../context.js';
import { contactName } from './contact-name.js';
import { readDevice } from './read-devices.js';

/** A device authentication with what its fields are resolved from. */
export interface AuthenticationNode extends DeviceAuthentication {
  readonly userId: string | null;
  readonly policyId: string | null;
  readonly selectedDeviceId: string | null;
}

/** The authentication as upstream has it; null when there is none, or none that the viewer may touch with this permission. */
export async function findAuthentication(
  { loaders, viewer }: Context,
  id: string,
  permission: Permission,
): Promise<MfaAuthentication | null> {
  const found = await loaders.deviceAuthentication.load(id);
  return found && (holds(viewer, [permission]) || isUser(viewer, found.userId)) ? found : null;
}

/** As the schema shows it, marked as its user's. */
export async function toAuthenticationNode(context: Context, found: MfaAuthentication): Promise<AuthenticationNode> {
  const { error, userId } = found;
  const ids = userId === null ? [] : (error?.unavailableDeviceIds ?? []);
  const unavailable = await Promise.all(ids.map((id) => readDevice(context, userId ?? '', id)));
  return ownedBy(userId, {
    ...found,
    error: error && { ...error, unavailableDevices: unavailable.filter((device) => device !== null) },
  });
}

/** Whose device a passcode is asked of; null while nobody is known. A contact used once is told by its name. */
export function otpSubjectOf({ userId, selectedDeviceId, oneTimeDevice }: MfaAuthentication): OtpSubject | null {
  if (userId === null) return null;
  const contact = oneTimeDevice && contactName(oneTimeDevice.maskedContact);
  return { userId: userId.toLowerCase(), device: contact ?? selectedDeviceId?.toLowerCase() ?? null };
}
