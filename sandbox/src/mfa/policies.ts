/** Device authentication policies: how one is made from the few choices a test gives, and what each says about a device. */
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import {
  type DeviceType,
  type FidoMethod,
  type MfaPolicyRecord,
  type MfaState,
  type NotificationsPolicyRecord,
  type OathMethod,
  type OtpFailureRule,
  type OtpMethod,
  spanMs,
} from './model.js';

const METHODS = [
  'sms',
  'voice',
  'email',
  'whatsApp',
  'mobile',
  'totp',
  'oathToken',
  'yubikey',
  'fido2',
  'platform',
  'securityKey',
  'pingIdDesktopGen2',
] as const;
export type MethodName = (typeof METHODS)[number];

const METHOD_OF: { readonly [Type in DeviceType]: MethodName } = {
  EMAIL: 'email',
  SMS: 'sms',
  VOICE: 'voice',
  WHATSAPP: 'whatsApp',
  TOTP: 'totp',
  FIDO2: 'fido2',
  PLATFORM: 'platform',
  SECURITY_KEY: 'securityKey',
  OATH_TOKEN: 'oathToken',
  YUBIKEY: 'yubikey',
  MOBILE: 'mobile',
  PINGID_DESKTOP_GEN2: 'pingIdDesktopGen2',
  PINGID_MOBILE: 'mobile',
  PINGID_DESKTOP: 'pingIdDesktopGen2',
};

const span = z.strictObject({
  duration: z.int().min(0).max(1_000_000),
  timeUnit: z.enum(['SECONDS', 'MINUTES', 'HOURS', 'DAYS']).default('SECONDS'),
});

/** The choices of a policy. Wider than the vendor's ranges, so that a test need not wait. */
export const mfaPolicyInput = z.strictObject({
  name: z.string().min(1).max(256),
  default: z.boolean().optional(),
  deviceSelection: z.enum(['DEFAULT_TO_FIRST', 'PROMPT_TO_SELECT', 'ALWAYS_DISPLAY_DEVICES']).optional(),
  /** Methods that may be used; all when left out. */
  methods: z.array(z.enum(METHODS)).optional(),
  pairingDisabled: z.boolean().optional(),
  promptForNicknameOnPairing: z.boolean().optional(),
  failureCount: z.int().min(1).max(1_000).optional(),
  coolDown: span.optional(),
  otpLifeTime: span.optional(),
  otpLength: z.int().min(6).max(10).optional(),
  pushTimeout: span.optional(),
  pairingKeyLifetime: span.optional(),
  pushLimit: z.strictObject({ count: z.int().min(1), timePeriod: span, lockDuration: span }).optional(),
  numberMatching: z.boolean().optional(),
  mobileOtp: z.boolean().optional(),
  mobilePush: z.boolean().optional(),
  ignoreUserLock: z.boolean().optional(),
  blockUsersWithDisabledMfa: z.boolean().optional(),
  /** Key of a seeded notification policy, or the id of one. */
  notificationsPolicy: z.string().optional(),
  fido2PolicyId: z.string().optional(),
  /** Issuer that an authenticator app shows. */
  issuer: z.string().max(64).optional(),
});
export type MfaPolicyInput = z.infer<typeof mfaPolicyInput>;

/** Makes a policy; what is not said is as the vendor's own default policy has it, with every method on. */
export function createMfaPolicy(
  state: MfaState,
  input: MfaPolicyInput,
  createdAt: string,
  id: string = randomUUID(),
): MfaPolicyRecord {
  const has = (method: MethodName) => input.methods?.includes(method) ?? true;
  const failure: OtpFailureRule = {
    count: input.failureCount ?? 3,
    coolDown: input.coolDown ?? { duration: 2, timeUnit: 'MINUTES' },
  };
  const base = (method: MethodName) => ({
    enabled: has(method),
    pairingDisabled: input.pairingDisabled ?? false,
    promptForNicknameOnPairing: input.promptForNicknameOnPairing ?? false,
  });
  const message = (method: MethodName): OtpMethod => ({
    ...base(method),
    otp: {
      failure,
      lifeTime: input.otpLifeTime ?? { duration: 30, timeUnit: 'MINUTES' },
      otpLength: input.otpLength ?? 6,
    },
  });
  const oath = (method: MethodName): OathMethod => ({ ...base(method), otp: { failure } });
  const fido = (method: MethodName): FidoMethod => ({
    ...base(method),
    failure,
    ...(input.fido2PolicyId === undefined ? {} : { fido2PolicyId: input.fido2PolicyId }),
  });
  const notifications = input.notificationsPolicy;
  return {
    id,
    name: input.name,
    default: input.default ?? false,
    forSignOnPolicy: false,
    authentication: { deviceSelection: input.deviceSelection ?? 'DEFAULT_TO_FIRST' },
    newDeviceNotification: 'NONE',
    notificationsPolicyId:
      notifications === undefined ? null : (state.seedIds[`notificationsPolicy.${notifications}`] ?? notifications),
    ignoreUserLock: input.ignoreUserLock ?? false,
    blockDisabledUsers: true,
    blockUsersWithDisabledMfa: input.blockUsersWithDisabledMfa ?? true,
    sms: message('sms'),
    voice: message('voice'),
    email: message('email'),
    whatsApp: message('whatsApp'),
    mobile: {
      enabled: has('mobile'),
      promptForNicknameOnPairing: input.promptForNicknameOnPairing ?? false,
      otp: { failure, window: { stepSize: { duration: 30, timeUnit: 'SECONDS' } } },
      applications: [...state.applications.values()]
        .filter(({ type }) => type === 'NATIVE_APP')
        .map(({ id: applicationId }) => ({
          id: applicationId,
          push: { enabled: input.mobilePush ?? true, numberMatching: { enabled: input.numberMatching ?? false } },
          otp: { enabled: input.mobileOtp ?? true },
          pushTimeout: input.pushTimeout ?? { duration: 40, timeUnit: 'SECONDS' },
          pairingKeyLifetime: input.pairingKeyLifetime ?? { duration: 10, timeUnit: 'MINUTES' },
          pushLimit: input.pushLimit ?? {
            count: 5,
            timePeriod: { duration: 10, timeUnit: 'MINUTES' },
            lockDuration: { duration: 30, timeUnit: 'MINUTES' },
          },
          pairingDisabled: input.pairingDisabled ?? false,
        })),
    },
    totp: { ...oath('totp'), uriParameters: { issuer: input.issuer ?? 'Sandbox Bank' } },
    oathToken: oath('oathToken'),
    yubikey: oath('yubikey'),
    fido2: fido('fido2'),
    platform: fido('platform'),
    securityKey: fido('securityKey'),
    pingIdDesktopGen2: fido('pingIdDesktopGen2'),
    createdAt,
    updatedAt: createdAt,
  };
}

/** The environment's default policy. */
export function defaultMfaPolicy({ policies }: MfaState): MfaPolicyRecord {
  const policy = [...policies.values()].find((candidate) => candidate.default) ?? [...policies.values()][0];
  if (policy === undefined) throw new Error('MFA has no policy.');
  return policy;
}

/** The rules of a policy for one type of device. */
export function methodOf<Type extends DeviceType>(policy: MfaPolicyRecord, type: Type) {
  return policy[METHOD_OF[type]];
}

/** How often a device may fail under a policy, and for how long it then rests. */
export function failureRuleOf(policy: MfaPolicyRecord, type: DeviceType): { count: number; coolDownMs: number } {
  const method = methodOf(policy, type);
  const rule = 'otp' in method ? method.otp.failure : 'failure' in method ? method.failure : undefined;
  return { count: rule?.count ?? 3, coolDownMs: rule === undefined ? 120_000 : spanMs(rule.coolDown) };
}

/** The notification policy that a policy uses. */
export function notificationsPolicyOf(
  { notificationsPolicies }: MfaState,
  policy: MfaPolicyRecord,
): NotificationsPolicyRecord | undefined {
  const named = notificationsPolicies.get(policy.notificationsPolicyId ?? '');
  return named ?? [...notificationsPolicies.values()].find((candidate) => candidate.default);
}
