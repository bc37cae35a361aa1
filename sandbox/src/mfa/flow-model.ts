/** The shapes of what passes by in MFA: device authentications, pairing keys, authentication codes. Devices are in model.ts. */

export type AuthenticationStatus =
  | 'DEVICE_SELECTION_REQUIRED'
  | 'OTP_REQUIRED'
  | 'ASSERTION_REQUIRED'
  | 'PUSH_CONFIRMATION_REQUIRED'
  | 'PUSH_CONFIRMATION_TIMED_OUT'
  | 'PUSH_CONFIRMATION_REJECTED'
  | 'COMPLETED'
  | 'FAILED';

/** A contact that a passcode goes to without any device being made. */
export interface OneTimeDevice {
  readonly type: 'EMAIL' | 'SMS' | 'VOICE';
  /** E-mail address or E.164. */
  readonly address: string;
  readonly testMode: boolean;
  readonly code: string;
  readonly expiresAt: string;
}

/** A question on a phone. */
export interface PushRecord {
  readonly sentAt: string;
  readonly expiresAt: string;
  /** The number the person has to find among `choices`; null when a plain yes is enough. */
  readonly number: string | null;
  readonly choices: readonly string[];
}

export interface FlowError {
  readonly code: string;
  readonly message: string;
  readonly unavailableDevices?: readonly { readonly id: string }[];
}

export interface AuthenticationRecord {
  readonly id: string;
  /** Null until a person is known. */
  userId: string | null;
  readonly policyId: string;
  status: AuthenticationStatus;
  selectedDeviceId: string | null;
  oneTime: OneTimeDevice | null;
  /** What the authenticator has to sign, and the options text that was sent. */
  fido: {
    readonly challenge: string;
    readonly rpId: string;
    readonly userVerification: 'required' | 'preferred' | 'discouraged';
    readonly options: string;
  } | null;
  /** What the desktop app has to repeat; left out while another device is asked. */
  desktopChallenge?: string | null;
  push: PushRecord | null;
  /** Asked for at creation and used again with each selection. */
  readonly wishes: {
    readonly rpId: string | null;
    readonly challenge: string | null;
    readonly compatibility: string | null;
    readonly applicationId: string | null;
    readonly template: {
      readonly name?: string;
      readonly locale?: string;
      readonly variant?: string;
      readonly variables?: { readonly [name: string]: string };
    } | null;
    readonly notificationsPolicyId: string | null;
    readonly clientContext: { readonly [name: string]: unknown } | null;
  };
  authenticators: readonly string[];
  error: FlowError | null;
  /** The person passed because MFA is off for them. */
  isBypassed: boolean;
  readonly createdAt: string;
  updatedAt: string;
  /** When the resource is gone. */
  expiresAt: string;
}

export interface PairingKeyRecord {
  readonly id: string;
  readonly userId: string;
  readonly code: string;
  status: 'UNCLAIMED' | 'CLAIMED' | 'FAILED';
  readonly applicationIds: readonly string[];
  readonly policyId: string;
  error: FlowError | null;
  readonly createdAt: string;
  updatedAt: string;
  readonly expiresAt: string;
}

export interface AuthenticationCodeRecord {
  readonly id: string;
  readonly code: string;
  readonly applicationId: string;
  readonly clientContext: { readonly [name: string]: unknown } | null;
  readonly lifeTime: { readonly duration: number; readonly timeUnit: 'SECONDS' | 'MINUTES' };
  readonly userApproval: 'REQUIRED' | 'NOT_REQUIRED';
  status: 'UNCLAIMED' | 'CLAIMED' | 'COMPLETED' | 'DENIED' | 'EXPIRED';
  /** Who scanned it and with what. */
  claim: { readonly userId: string; readonly deviceId: string } | null;
  readonly createdAt: string;
  updatedAt: string;
  readonly expiresAt: string;
}
