// Which calls send a passcode to somebody, so that those of end users can be counted. How many there may be is in authentications/.
import type { Sending } from '../../authentications/message-guard.js';
import type { Device } from '../../datasources/pingone/mfa/device.js';
import type { DeviceAuthentication } from '../../datasources/pingone/mfa/device-authentication.js';
import type { Context } from '../context.js';

const SENT_PASSCODES: readonly string[] = ['EMAIL', 'SMS', 'VOICE', 'WHATSAPP'];

/** Whether devices of this type are sent their passcodes. */
export function isSentPasscodes(type: string): boolean {
  return SENT_PASSCODES.includes(type);
}

/** Sends what may be a message: for an end user one of a few, for others as it is. @throws Refusal, and what `send` throws */
export function sendMessage<T>({ viewer, services }: Context, sending: Sending<T>): Promise<T> {
  return viewer.kind === 'END_USER' ? services.messageGuard.guard(sending) : sending.send();
}

/**
 * Starts an authentication, or takes it on, with a device that the user has.
 * @param deviceId null: any
 */
export function sendToDevice(
  context: Context,
  { userId, deviceId }: { readonly userId: string; readonly deviceId: string | null },
  send: () => Promise<DeviceAuthentication>,
): Promise<DeviceAuthentication> {
  const isSilent = async () => {
    const { devices } = await context.loaders.devicesOf.load(userId);
    const possible = devices.filter(({ id }) => deviceId === null || id === deviceId);
    return possible.length > 0 && possible.every(({ type, testMode }) => testMode === true || !isSentPasscodes(type));
  };
  return sendMessage(context, { subject: { userId, contact: null }, send, wasSent: wasMessageSent, isSilent });
}

/** Whether an authentication has come to a message. What is not told is taken to have been sent. */
export function wasMessageSent(found: DeviceAuthentication): boolean {
  if (found.status !== 'OTP_REQUIRED' || found.test !== null) return false;
  const device: Device | undefined = found.devices.find(({ id }) => id === found.selectedDeviceId);
  return found.oneTimeDevice !== null || device === undefined || isSentPasscodes(device.type);
}
