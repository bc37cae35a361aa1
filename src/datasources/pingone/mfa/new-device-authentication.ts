// Writes a device authentication to start in PingOne's words.
import type { OpenObject } from '../values.js';
import type { OneTimeDeviceType } from './device-authentication.js';
import { type MessageSettings, toWireNotification } from './new-device.js';
import type { WireNewDeviceAuthentication } from './wire-requests.js';

type Text = string | null | undefined;

/** FIDO authenticators a browser can use. */
export type WebAuthnCompatibility = 'FULL' | 'SECURITY_KEY_ONLY' | 'NONE';

/** What an authentication is started with; null and left out mean the same. At most one of `deviceId` and `oneTimeDevice`. */
export interface NewDeviceAuthentication {
  /** Left out: who it is comes from the FIDO credential; then `rpId` is needed. */
  readonly userId?: Text;
  /** Default: the environment's policy. */
  readonly policyId?: Text;
  readonly deviceId?: Text;
  readonly oneTimeDevice?:
    | { readonly type: OneTimeDeviceType; readonly phone?: Text; readonly email?: Text; readonly testMode?: boolean }
    | null
    | undefined;
  /** To be checked at once. A secret. */
  readonly otp?: Text;
  /** Default STRONG_AUTHENTICATION. */
  readonly notificationType?: 'STRONG_AUTHENTICATION' | 'TRANSACTION' | null | undefined;
  readonly notification?: MessageSettings | null | undefined;
  readonly rpId?: Text;
  /** Base64URL, at least 32 bytes. */
  readonly challenge?: Text;
  readonly compatibility?: WebAuthnCompatibility | null | undefined;
  /** Needs `applicationId`. */
  readonly mobilePayload?: Text;
  readonly applicationId?: Text;
  /** Texts and numbers to show in the app. */
  readonly clientContext?: OpenObject | null | undefined;
  readonly userAgent?: Text;
}

const TEMPLATES = { STRONG_AUTHENTICATION: 'strong_authentication', TRANSACTION: 'transaction' } as const;

/** The body that starts this authentication. Only what has a value is sent. */
export function toWireNewDeviceAuthentication(authentication: NewDeviceAuthentication): WireNewDeviceAuthentication {
  const { userId, policyId, rpId, challenge, applicationId } = authentication;
  return {
    user: reference(userId),
    policy: reference(policyId),
    selectedDevice: toSelectedDevice(authentication),
    rp: reference(rpId),
    webAuthn: challenge ? { challenge } : undefined,
    compatibility: authentication.compatibility ?? undefined,
    mobilePayload: authentication.mobilePayload || undefined,
    application: reference(applicationId),
    notification: toNotification(authentication),
    userAgent: authentication.userAgent || undefined,
  };
}

function reference(id: Text): { readonly id: string } | undefined {
  return id ? { id } : undefined;
}

function toSelectedDevice({
  deviceId,
  oneTimeDevice,
  otp,
}: NewDeviceAuthentication): WireNewDeviceAuthentication['selectedDevice'] {
  if (!deviceId && !oneTimeDevice && !otp) return undefined;
  return {
    id: deviceId || undefined,
    oneTime: oneTimeDevice
      ? {
          type: oneTimeDevice.type,
          email: oneTimeDevice.email || undefined,
          phone: oneTimeDevice.phone || undefined,
          testMode: oneTimeDevice.testMode || undefined,
        }
      : undefined,
    otp: otp || undefined,
  };
}

/** The template of an ordinary sign-on is upstream's own default, so it is named only along with something else. */
function toNotification(authentication: NewDeviceAuthentication): WireNewDeviceAuthentication['notification'] {
  const { notification, notificationType, clientContext } = authentication;
  const { templateVariant, templateLocale, templateVariables } = notification ?? {};
  const chosen = notificationType === 'TRANSACTION' || templateVariant || templateLocale || templateVariables;
  return toWireNotification(notification, {
    name: chosen ? TEMPLATES[notificationType ?? 'STRONG_AUTHENTICATION'] : undefined,
    clientContext: clientContext ?? undefined,
  });
}
