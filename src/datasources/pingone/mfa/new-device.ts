// Writes a device to add, and the wording of its message, in PingOne's words.
import type { OpenObject } from '../values.js';
import type { KnownDeviceStatus, KnownDeviceType } from './device.js';
import type { WireNewDevice, WireNotification } from './wire-requests.js';

type Text = string | null | undefined;

/** How a message is worded. */
export interface MessageSettings {
  /** Default: the environment's notification policy. */
  readonly policyId?: Text;
  readonly templateVariant?: Text;
  readonly templateLocale?: Text;
  /** Names to texts. */
  readonly templateVariables?: OpenObject | null | undefined;
}

/** What a device is added with; null and left out mean the same. */
export interface NewDevice {
  /** Phones with an app are paired with a pairing key, not added. */
  readonly type: Exclude<KnownDeviceType, 'MOBILE' | 'PINGID_MOBILE' | 'PINGID_DESKTOP' | 'BROWSER'>;
  readonly status: KnownDeviceStatus;
  readonly nickname?: Text;
  /** For SMS, VOICE and WHATSAPP. */
  readonly phone?: Text;
  /** For VOICE. */
  readonly extension?: Text;
  /** For EMAIL. */
  readonly email?: Text;
  /** For FIDO devices, in place of the policy's. */
  readonly rp?: { readonly id: string; readonly name?: Text } | null | undefined;
  /** For OATH_TOKEN. */
  readonly serialNumber?: Text;
  /** Passcode of the key, for YUBIKEY. A secret. */
  readonly yubiKeyOtp?: Text;
  /** Default: the environment's policy. */
  readonly policyId?: Text;
  readonly notification?: MessageSettings | null | undefined;
  readonly userAgent?: Text;
  /** True: nothing is sent, and the passcode is in the answer. */
  readonly testMode?: boolean | null | undefined;
}

/** The body that adds this device. Only what has a value is sent. */
export function toWireNewDevice(device: NewDevice): WireNewDevice {
  const { rp } = device;
  return {
    type: device.type,
    status: device.status,
    nickname: device.nickname || undefined,
    phone: device.phone || undefined,
    extension: device.extension || undefined,
    email: device.email || undefined,
    rp: rp ? { id: rp.id, name: rp.name || undefined } : undefined,
    serialNumber: device.serialNumber || undefined,
    otp: device.yubiKeyOtp || undefined,
    policy: device.policyId ? { id: device.policyId } : undefined,
    notification: toWireNotification(device.notification),
    userAgent: device.userAgent || undefined,
    testMode: device.testMode || undefined,
  };
}

/**
 * How a message is worded, as it travels; undefined where nothing is asked for.
 *
 * @param more template name and facts for the app, which only an authentication has.
 */
export function toWireNotification(
  message: MessageSettings | null | undefined,
  more: { readonly name?: string | undefined; readonly clientContext?: OpenObject | undefined } = {},
): WireNotification | undefined {
  const { policyId, templateVariant, templateLocale, templateVariables } = message ?? {};
  const template = {
    name: more.name,
    variant: templateVariant || undefined,
    locale: templateLocale || undefined,
    variables: templateVariables ?? undefined,
  };
  const notification = {
    policy: policyId ? { id: policyId } : undefined,
    template: isEmpty(template) ? undefined : template,
    clientContext: more.clientContext,
  };
  return isEmpty(notification) ? undefined : notification;
}

function isEmpty(object: object): boolean {
  return Object.values(object).every((value) => value === undefined);
}
