// Bodies of requests to PingOne MFA, in PingOne's spelling.

/** How a message is worded. */
export interface WireNotification {
  readonly policy?: { readonly id: string } | undefined;
  readonly template?:
    | {
        readonly name?: string | undefined;
        readonly variant?: string | undefined;
        readonly locale?: string | undefined;
        readonly variables?: Readonly<Record<string, unknown>> | undefined;
      }
    | undefined;
  readonly clientContext?: Readonly<Record<string, unknown>> | undefined;
}

export interface WireNewDevice {
  readonly type: string;
  readonly status: string;
  readonly nickname?: string | undefined;
  readonly phone?: string | undefined;
  readonly extension?: string | undefined;
  readonly email?: string | undefined;
  readonly rp?: { readonly id: string; readonly name?: string | undefined } | undefined;
  readonly serialNumber?: string | undefined;
  /** Passcode of a YubiKey. No page tells the name of this property. */
  readonly otp?: string | undefined;
  readonly policy?: { readonly id: string } | undefined;
  readonly notification?: WireNotification | undefined;
  /** No page tells the name of this property. */
  readonly userAgent?: string | undefined;
  readonly testMode?: boolean | undefined;
}

export interface WireNewDeviceAuthentication {
  readonly user?: { readonly id: string } | undefined;
  readonly policy?: { readonly id: string } | undefined;
  readonly selectedDevice?:
    | {
        readonly id?: string | undefined;
        readonly oneTime?:
          | {
              readonly type: string;
              readonly email?: string | undefined;
              readonly phone?: string | undefined;
              readonly testMode?: boolean | undefined;
            }
          | undefined;
        readonly otp?: string | undefined;
      }
    | undefined;
  readonly rp?: { readonly id: string } | undefined;
  readonly webAuthn?: { readonly challenge: string } | undefined;
  readonly compatibility?: string | undefined;
  readonly mobilePayload?: string | undefined;
  readonly application?: { readonly id: string } | undefined;
  readonly notification?: WireNotification | undefined;
  /** No page tells the name of this property. */
  readonly userAgent?: string | undefined;
}

export interface WireNewPairingKey {
  readonly applications?: readonly { readonly id: string }[] | undefined;
  readonly policy?: { readonly id: string } | undefined;
}

export interface WireNewAuthenticationCode {
  readonly application: { readonly id: string };
  readonly lifeTime?: { readonly duration: number; readonly timeUnit: string } | undefined;
  readonly userApproval: string;
  readonly clientContext?: Readonly<Record<string, unknown>> | undefined;
}
