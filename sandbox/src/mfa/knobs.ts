/** The knobs of MFA: what its documentation leaves open or says in two ways. The table of all knobs takes them in. */

export interface MfaKnobs {
  readonly mfaSettingsReset: '200' | '204';
  readonly mfaDeviceCapStatus: '400' | '429';
  readonly mfaDuplicateContact: 'allow' | 'refuse';
  readonly mfaPolicyRequired: 'on' | 'off';
  readonly mfaFidoBinary: 'signedBytes' | 'base64url';
  readonly mfaFidoOptions: 'text' | 'object';
  readonly mfaTestOtpType: 'string' | 'integer';
  readonly mfaLockReason: 'locked' | 'always';
  readonly mfaBypassField: 'both' | 'request' | 'response';
  readonly mfaHalfEnrolledLimit: number;
  readonly mfaRejectedPush: 'REJECTED' | 'FAILED';
  readonly mfaNoUsableDevices: 'failed' | '400';
  readonly mfaUserTokens: 'accept' | 'refuse';
  readonly mfaPairingKeyDigits: number;
  readonly mfaCodeApplication: 'application' | 'applications';
  readonly mfaAuthenticationMinutes: number;
  readonly mfaExpiredAuthentication: '404' | '410';
  readonly mfaBadAssertion: '400' | 'FAILED';
  readonly mfaExhaustedOtp: '400' | 'FAILED';
  readonly mfaMissingContent: 'replace' | 'refuse';
}

const choice = (...choices: string[]) => ({ kind: 'choice' as const, choices });
const integer = (min: number, max: number) => ({ kind: 'integer' as const, min, max });

interface Row<Value> {
  readonly default: Value;
  readonly type: ReturnType<typeof choice> | ReturnType<typeof integer>;
  readonly description: string;
}

export const MFA_KNOBS: { readonly [Name in keyof MfaKnobs]: Row<MfaKnobs[Name]> } = {
  mfaSettingsReset: {
    default: '200',
    type: choice('200', '204'),
    description: 'Answer to DELETE of mfaSettings: 200 with the settings, or 204 without.',
  },
  mfaDeviceCapStatus: {
    default: '400',
    type: choice('400', '429'),
    description: 'HTTP status of the answer to one device too many.',
  },
  mfaDuplicateContact: {
    default: 'allow',
    type: choice('allow', 'refuse'),
    description: 'Whether a person may add the same e-mail address or number twice in the same way; else 409.',
  },
  mfaPolicyRequired: {
    default: 'off',
    type: choice('on', 'off'),
    description: 'Whether a new device must name its policy.',
  },
  mfaFidoBinary: {
    default: 'signedBytes',
    type: choice('signedBytes', 'base64url'),
    description: 'How bytes stand in FIDO options: lists of signed bytes, or Base64URL texts.',
  },
  mfaFidoOptions: {
    default: 'text',
    type: choice('text', 'object'),
    description: 'What FIDO options are: a text that holds JSON, or the JSON object itself.',
  },
  mfaTestOtpType: {
    default: 'string',
    type: choice('string', 'integer'),
    description: 'JSON type of test.otp. As a number it loses zeros in front.',
  },
  mfaLockReason: {
    default: 'locked',
    type: choice('locked', 'always'),
    description: 'Whether lock.reason stands only beside LOCKED, or beside UNLOCKED too once there was one.',
  },
  mfaBypassField: {
    default: 'both',
    type: choice('both', 'request', 'response'),
    description:
      'Names under which a policy shows that people without MFA are blocked: blockUsersWithDisabledMfa, bypassBlockedWhenMfaDisabled, or both.',
  },
  mfaHalfEnrolledLimit: {
    default: 50,
    type: integer(0, 1_000),
    description: 'How many devices of one person may wait for their activation.',
  },
  mfaRejectedPush: {
    default: 'REJECTED',
    type: choice('REJECTED', 'FAILED'),
    description: 'Status after a person has denied a push: PUSH_CONFIRMATION_REJECTED or FAILED.',
  },
  mfaNoUsableDevices: {
    default: 'failed',
    type: choice('failed', '400'),
    description: 'Answer when a person has no usable device: 201 with status FAILED, or HTTP 400.',
  },
  mfaUserTokens: {
    default: 'accept',
    type: choice('accept', 'refuse'),
    description: 'Whether device authentications take the token of a person, or only that of a worker.',
  },
  mfaPairingKeyDigits: {
    default: 12,
    type: integer(12, 14),
    description: 'Digits of a numeric pairing key.',
  },
  mfaCodeApplication: {
    default: 'application',
    type: choice('application', 'applications'),
    description: 'How an authentication code names its application: one object, or a list.',
  },
  mfaAuthenticationMinutes: {
    default: 30,
    type: integer(1, 1_440),
    description: 'How long a device authentication can be read and acted on, in minutes of the vendor clock.',
  },
  mfaExpiredAuthentication: {
    default: '404',
    type: choice('404', '410'),
    description: 'HTTP status of the answer about a device authentication whose time is over.',
  },
  mfaBadAssertion: {
    default: '400',
    type: choice('400', 'FAILED'),
    description: 'Answer to a FIDO assertion that is not good: HTTP 400, or 200 with status FAILED.',
  },
  mfaExhaustedOtp: {
    default: '400',
    type: choice('400', 'FAILED'),
    description: 'Answer to the wrong passcode that locks a device: HTTP 400, or 200 with status FAILED.',
  },
  mfaMissingContent: {
    default: 'replace',
    type: choice('replace', 'refuse'),
    description: 'A message in a variant, which nobody has written: sent in the usual words, or refused with 400.',
  },
};
