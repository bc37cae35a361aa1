// PingOne MFA's objects as they travel, in PingOne's spelling. Turning them into the gateway's own model is done beside it.
import { z } from 'zod';
import { anything, embedded, flag, number, optional, reference, text, timeSpan } from '../wire-values.js';

/** A code of digits; where it comes as a number it has lost its leading zeros. */
const digits = (length: number) =>
  optional(z.union([z.string(), z.int().transform((code) => String(code).padStart(length, '0'))]));
/** A number, also where it comes as text. */
const count = optional(z.union([z.number(), z.string().regex(/^\d+$/).transform(Number)]));
const usability = optional(z.object({ status: text, reason: text }));
const failure = optional(
  z.object({ code: text, message: text, unavailableDevices: optional(z.array(z.object({ id: z.string() }))) }),
);
/** JSON text as documented, seen as an object too. */
const credentialOptions = optional(z.union([z.string(), z.record(z.string(), z.unknown())]));

/** An answer that tells nothing new, or nothing at all. */
export const WireAnything = z.unknown();

export const WireApplication = z.object({
  id: z.string().nullish(),
  name: text,
  nativeName: text,
  version: text,
  pushSandbox: flag,
});
export type WireApplication = z.output<typeof WireApplication>;

const device = {
  environment: reference,
  user: reference,
  type: text,
  status: text,
  nickname: text,
  displayName: text,
  phone: text,
  extension: text,
  email: text,
  secret: text,
  keyUri: text,
  /** The key of an authenticator app has been seen here too. */
  properties: optional(z.object({ secret: text, keyUri: text })),
  oathToken: text,
  serialNumber: text,
  rp: optional(z.object({ id: text, name: text })),
  platform: text,
  publicKeyCredentialCreationOptions: credentialOptions,
  pingIdDesktopCredentialCreationOptions: text,
  attributes: optional(z.object({ previousDeviceType: text, isCrossPlatform: flag })),
  credentialId: text,
  backup: optional(z.object({ backupEligibility: flag, backupState: flag })),
  os: optional(z.object({ type: text, version: text })),
  model: optional(z.object({ name: text, marketingName: text })),
  manufacturer: text,
  application: optional(WireApplication),
  sdkVersion: text,
  locale: text,
  pushEnabled: flag,
  otpEnabled: flag,
  pushStatus: usability,
  otpStatus: usability,
  /** Milliseconds since 1970. */
  pushFails: optional(z.array(z.number())),
  allowPushNotification: flag,
  rooted: flag,
  lockEnabled: flag,
  lock: optional(z.object({ status: text, expiresAt: text, reason: text })),
  block: optional(z.object({ status: text, blockedAt: text })),
  usableStatus: usability,
  testMode: flag,
  test: optional(z.object({ otp: digits(6) })),
  createdAt: text,
  updatedAt: text,
};

export const WireDevice = z.object({ id: z.string().min(1), ...device });
export type WireDevice = z.output<typeof WireDevice>;

/** Devices of a user; their order is sent only where it was asked for and the user has one. */
export const WireDeviceList = z
  .object({
    _embedded: z
      .object({ devices: z.array(WireDevice).default([]), order: optional(z.array(z.object({ id: z.string() }))) })
      .nullish(),
  })
  .transform(({ _embedded }) => ({ devices: _embedded?.devices ?? [], order: _embedded?.order ?? [] }));
export type WireDeviceList = z.output<typeof WireDeviceList>;

export const WireMfaEnabled = z.object({ mfaEnabled: z.boolean() });

const otpLimits = optional(
  z.object({
    failure: optional(z.object({ count, coolDown: timeSpan })),
    lifeTime: timeSpan,
    window: optional(z.object({ stepSize: timeSpan })),
    otpLength: count,
  }),
);
const method = optional(
  z.object({
    enabled: flag,
    pairingDisabled: flag,
    promptForNicknameOnPairing: flag,
    otp: otpLimits,
    /** Where FIDO2 has its limits. */
    failure: optional(z.object({ count, coolDown: timeSpan })),
    applications: optional(z.array(z.object({ id: z.string() }))),
  }),
);

export const WireDevicePolicy = z.object({
  id: z.string().min(1),
  environment: reference,
  name: text,
  default: flag,
  forSignOnPolicy: flag,
  authentication: optional(z.object({ deviceSelection: text })),
  sms: method,
  email: method,
  voice: method,
  whatsApp: method,
  mobile: method,
  totp: method,
  oathToken: method,
  fido2: method,
  platform: method,
  securityKey: method,
  yubikey: method,
  desktop: method,
  pingIdDesktopGen2: method,
  createdAt: text,
  updatedAt: text,
});
export type WireDevicePolicy = z.output<typeof WireDevicePolicy>;
export type WireMethod = WireDevicePolicy['sms'];
export const WireDevicePolicyList = embedded('deviceAuthenticationPolicies', WireDevicePolicy);

export const WireMfaSettings = z.object({
  environment: reference,
  pairing: optional(z.object({ maxAllowedDevices: number, pairingKeyFormat: text })),
  /** Older place of what stands in the policies now. */
  authentication: optional(z.object({ deviceSelection: text })),
});
export type WireMfaSettings = z.output<typeof WireMfaSettings>;

/** A device as a device authentication shows it; that of a one-time contact has no id. */
const WireShownDevice = z.object({ id: text, ...device });

export const WireDeviceAuthentication = z.object({
  id: z.string().min(1),
  environment: reference,
  status: z.string(),
  user: reference,
  policy: reference,
  selectedDevice: optional(
    z.object({ id: text, oneTime: optional(z.object({ type: text, email: text, phone: text })) }),
  ),
  application: optional(WireApplication),
  authenticators: optional(z.array(z.string())),
  publicKeyCredentialRequestOptions: credentialOptions,
  pingIdDesktopCredentialRequestOptions: text,
  bypassAllowed: flag,
  userBypassEnabled: flag,
  test: optional(z.object({ otp: digits(6) })),
  error: failure,
  createdAt: text,
  updatedAt: text,
  /** What can be done next, by name. */
  _links: optional(z.record(z.string(), z.unknown()).transform(Object.keys)),
  _embedded: optional(
    z.object({ devices: optional(z.array(WireShownDevice)), blockedDevices: optional(z.array(WireShownDevice)) }),
  ),
});
export type WireDeviceAuthentication = z.output<typeof WireDeviceAuthentication>;

export const WirePairingKey = z.object({
  id: z.string().min(1),
  user: reference,
  code: digits(12),
  status: text,
  applications: optional(z.array(WireApplication)),
  error: failure,
  createdAt: text,
  updatedAt: text,
  expiresAt: text,
});
export type WirePairingKey = z.output<typeof WirePairingKey>;

export const WireAuthenticationCode = z.object({
  id: z.string().min(1),
  code: digits(8),
  uri: text,
  status: text,
  userApproval: text,
  user: reference,
  application: optional(WireApplication),
  /** The same in another shape, as some pages have it. */
  applications: optional(z.array(WireApplication)),
  lifeTime: timeSpan,
  clientContext: anything,
  device: optional(WireDevice),
  _embedded: optional(z.object({ device: optional(WireDevice) })),
  error: failure,
  createdAt: text,
  updatedAt: text,
  expiresAt: text,
});
export type WireAuthenticationCode = z.output<typeof WireAuthenticationCode>;
