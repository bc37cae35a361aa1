/** The shapes of everything that MFA remembers: devices, policies, settings; what they do lives beside. */
import type { AuthenticationCodeRecord, AuthenticationRecord, PairingKeyRecord } from './flow-model.js';

export type DeviceType =
  | 'EMAIL'
  | 'SMS'
  | 'VOICE'
  | 'WHATSAPP'
  | 'TOTP'
  | 'FIDO2'
  | 'PLATFORM'
  | 'SECURITY_KEY'
  | 'OATH_TOKEN'
  | 'YUBIKEY'
  | 'MOBILE'
  | 'PINGID_DESKTOP_GEN2'
  /** Paired by PingID itself; here they can only be read and removed. */
  | 'PINGID_MOBILE'
  | 'PINGID_DESKTOP';

/** Devices that a passcode is sent to. */
export type MessageType = 'EMAIL' | 'SMS' | 'VOICE' | 'WHATSAPP';

export interface MfaTimeSpan {
  readonly duration: number;
  readonly timeUnit: 'SECONDS' | 'MINUTES' | 'HOURS' | 'DAYS';
}

/** How the text of a message is chosen and filled. */
export interface NotificationTemplate {
  readonly name?: string;
  readonly locale?: string;
  readonly variant?: string;
  readonly variables?: { readonly [name: string]: string };
}

/** A passcode that was sent and not yet used. */
export interface IssuedOtp {
  readonly code: string;
  readonly issuedAt: string;
  readonly expiresAt: string;
}

/** The private half of a device that makes passcodes by itself. */
export interface OathSecret {
  /** Base32. */
  readonly secret: string;
  readonly kind: 'TOTP' | 'HOTP';
  readonly digits: 6 | 8;
  readonly serialNumber?: string;
  /** Until when the secret may be used to pair; null for tokens that were imported. */
  readonly pairingEndsAt: string | null;
  /** Next counter that is still good; for TOTP, the number of the next time step. Codes are good once. */
  nextCounter: number;
  /** Set while two passcodes in a row are asked for: the counter after the first of them. */
  resyncCounter: number | null;
}

/** A FIDO credential, or the challenge for making one. */
export interface FidoRecord {
  readonly rpId: string;
  readonly rpName: string;
  /** Base64URL; good until the device is active. */
  readonly challenge: string;
  /** Base64URL; what the authenticator keeps as the user's name. */
  readonly userHandle: string;
  readonly userVerification: 'required' | 'preferred' | 'discouraged';
  credential: {
    /** Base64URL. */
    readonly id: string;
    /** COSE key in Base64URL. */
    readonly publicKey: string;
    counter: number;
    readonly transports: readonly string[];
    readonly attestationType: string;
    readonly aaguid: string;
    readonly isCrossPlatform: boolean;
    readonly backupEligible: boolean;
    readonly backedUp: boolean;
  } | null;
}

/** A paired app on a phone. */
export interface MobileDetails {
  readonly applicationId: string;
  readonly model: { readonly name: string; readonly marketingName: string };
  readonly os: { readonly type: 'ANDROID' | 'iOS'; readonly version: string };
  pushEnabled: boolean;
  otpEnabled: boolean;
}

export interface DeviceRecord {
  readonly id: string;
  readonly userId: string;
  readonly type: DeviceType;
  status: 'ACTIVE' | 'ACTIVATION_REQUIRED';
  nickname: string | null;
  readonly policyId: string;
  readonly createdAt: string;
  updatedAt: string;
  lock: { status: 'LOCKED' | 'UNLOCKED'; expiresAt: string | null; reason: 'OTP' | 'PUSH' | null };
  block: { status: 'BLOCKED' | 'UNBLOCKED'; blockedAt: string | null };
  /** Wrong passcodes or denied pushes since the last right one. */
  failures: number;
  readonly email?: string;
  /** E.164. */
  readonly phone?: string;
  readonly extension?: string;
  /** Passcodes are told in the answer and not sent. */
  readonly testMode: boolean;
  readonly template: NotificationTemplate | null;
  otp: IssuedOtp | null;
  readonly oath?: OathSecret;
  readonly fido?: FidoRecord;
  readonly mobile?: MobileDetails;
  readonly desktop?: { readonly unitId: string; readonly challenge: string };
  readonly serialNumber?: string;
  /** What the passcodes of a YubiKey begin with. */
  readonly keyId?: string;
}

export interface OtpFailureRule {
  readonly count: number;
  readonly coolDown: MfaTimeSpan;
}

export interface OtpMethod {
  readonly enabled: boolean;
  readonly pairingDisabled?: boolean;
  readonly promptForNicknameOnPairing?: boolean;
  readonly otp: {
    readonly failure: OtpFailureRule;
    readonly lifeTime: MfaTimeSpan;
    readonly otpLength: number;
  };
}

/** Authenticator apps and hardware tokens: nothing is sent. */
export interface OathMethod {
  readonly enabled: boolean;
  readonly pairingDisabled?: boolean;
  readonly promptForNicknameOnPairing?: boolean;
  readonly otp: { readonly failure: OtpFailureRule };
  readonly uriParameters?: { readonly [name: string]: string };
}

export interface FidoMethod {
  readonly enabled: boolean;
  readonly pairingDisabled?: boolean;
  readonly promptForNicknameOnPairing?: boolean;
  readonly fido2PolicyId?: string;
  readonly failure?: OtpFailureRule;
}

export interface MobileApplicationRule {
  readonly id: string;
  readonly push: { readonly enabled: boolean; readonly numberMatching: { readonly enabled: boolean } };
  readonly otp: { readonly enabled: boolean };
  readonly pushTimeout: MfaTimeSpan;
  readonly pairingKeyLifetime: MfaTimeSpan;
  readonly pushLimit: { readonly count: number; readonly timePeriod: MfaTimeSpan; readonly lockDuration: MfaTimeSpan };
  readonly pairingDisabled?: boolean;
}

export interface MobileMethod {
  readonly enabled: boolean;
  readonly promptForNicknameOnPairing?: boolean;
  readonly otp: {
    readonly failure: OtpFailureRule;
    readonly window: { readonly stepSize: MfaTimeSpan };
  };
  readonly applications: readonly MobileApplicationRule[];
}

export type DeviceSelection = 'DEFAULT_TO_FIRST' | 'PROMPT_TO_SELECT' | 'ALWAYS_DISPLAY_DEVICES';

export interface MfaPolicyRecord {
  readonly id: string;
  readonly name: string;
  default: boolean;
  readonly forSignOnPolicy: boolean;
  readonly authentication: { readonly deviceSelection: DeviceSelection };
  readonly newDeviceNotification: 'NONE' | 'EMAIL_THEN_SMS' | 'SMS_THEN_EMAIL';
  /** Null takes the environment's default. */
  readonly notificationsPolicyId: string | null;
  readonly ignoreUserLock: boolean;
  readonly blockDisabledUsers: boolean;
  readonly blockUsersWithDisabledMfa: boolean;
  readonly sms: OtpMethod;
  readonly voice: OtpMethod;
  readonly email: OtpMethod;
  readonly whatsApp: OtpMethod;
  readonly mobile: MobileMethod;
  readonly totp: OathMethod;
  readonly oathToken: OathMethod;
  readonly yubikey: OathMethod;
  readonly fido2: FidoMethod;
  readonly platform: FidoMethod;
  readonly securityKey: FidoMethod;
  readonly pingIdDesktopGen2: FidoMethod;
  readonly createdAt: string;
  updatedAt: string;
}

/** When the same address may be written to again. */
export interface NotificationsPolicyRecord {
  readonly id: string;
  readonly name: string;
  readonly default: boolean;
  readonly cooldown: {
    readonly enabled: boolean;
    /** Waits before the second, the third and every later message. */
    readonly periods: readonly [MfaTimeSpan, MfaTimeSpan, MfaTimeSpan];
    /** After so many messages again, the address rests for 30 minutes. */
    readonly resendLimit: number;
  };
  readonly createdAt: string;
  readonly updatedAt: string;
}

export interface Fido2PolicyRecord {
  readonly id: string;
  readonly name: string;
  readonly default: boolean;
  readonly deviceDisplayName: string;
  readonly relyingPartyId: string;
  readonly discoverableCredentials: 'DISCOURAGED' | 'PREFERRED' | 'REQUIRED';
  readonly authenticatorAttachment: 'PLATFORM' | 'CROSS_PLATFORM' | 'BOTH';
  readonly userVerification: {
    readonly option: 'REQUIRED' | 'PREFERRED' | 'DISCOURAGED';
    readonly enforceDuringAuthentication: boolean;
  };
  readonly userPresenceTimeout: MfaTimeSpan;
  readonly backupEligibility: { readonly allow: boolean; readonly enforceDuringAuthentication: boolean };
  readonly attestationRequirements: 'NONE' | 'DIRECT';
  readonly createdAt: string;
  readonly updatedAt: string;
}

export interface MfaSettingsRecord {
  pairing: { readonly maxAllowedDevices: number; readonly pairingKeyFormat: 'NUMERIC' | 'ALPHANUMERIC' };
  lockout: { readonly failureCount: number; readonly durationSeconds?: number } | null;
  phoneExtensions: { readonly enabled: boolean };
  users: { readonly mfaEnabled: boolean };
  updatedAt: string;
}

export interface ApplicationRecord {
  readonly id: string;
  readonly name: string;
  readonly description?: string;
  readonly type: 'NATIVE_APP' | 'WEB_APP' | 'WORKER';
  readonly createdAt: string;
}

/** What MFA knows about a person beyond the directory. */
export interface MfaUserRecord {
  /** Null stands for the setting of the environment. */
  mfaEnabled: boolean | null;
  /** Ids of active devices, the default first; null when the order was removed. */
  order: string[] | null;
  /** Wrong passcodes and denied pushes of all devices since the last success. */
  failures: number;
  lockedUntil: string | null;
}

/** Messages to one address that count against the waits between them. */
export interface DeliveryRecord {
  count: number;
  lastAt: string;
}

export interface MfaState {
  /** Ids of the seeded policies and of the seeded application by key; they outlive a reset. */
  readonly seedIds: { [key: string]: string };
  settings: MfaSettingsRecord;
  readonly users: Map<string, MfaUserRecord>;
  readonly devices: Map<string, DeviceRecord>;
  readonly policies: Map<string, MfaPolicyRecord>;
  readonly notificationsPolicies: Map<string, NotificationsPolicyRecord>;
  readonly fido2Policies: Map<string, Fido2PolicyRecord>;
  readonly applications: Map<string, ApplicationRecord>;
  /** Imported hardware tokens by serial number. */
  readonly oathTokens: Map<string, OathSecret>;
  /** By method and address, such as `SMS +14155552671`. */
  readonly deliveries: Map<string, DeliveryRecord>;
  readonly authentications: Map<string, AuthenticationRecord>;
  readonly pairingKeys: Map<string, PairingKeyRecord>;
  readonly authenticationCodes: Map<string, AuthenticationCodeRecord>;
}

/** How long a span is, in milliseconds. */
export function spanMs({ duration, timeUnit }: MfaTimeSpan): number {
  return duration * { SECONDS: 1_000, MINUTES: 60_000, HOURS: 3_600_000, DAYS: 86_400_000 }[timeUnit];
}
