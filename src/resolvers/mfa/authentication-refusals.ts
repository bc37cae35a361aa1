// What PingOne's refusals of a device authentication mean to a client; a failure that comes as a result means the same.
import { UpstreamError } from '../../datasources/http/errors.js';
import type { DeviceAuthentication } from '../../datasources/pingone/mfa/device-authentication.js';
import { type RefusalRules, toUserErrors } from '../failures.js';

/** What a step has PingOne look at. */
export type Proof = 'otp' | 'assertion';

const AUTHENTICATION_FIELD = ['input', 'deviceAuthenticationId'];
export const OTP_FIELD: readonly string[] = ['input', 'otp'];

export const NOT_FOUND = {
  code: 'NOT_FOUND',
  message: 'There is no such device authentication.',
  field: AUTHENTICATION_FIELD,
} as const;
export const NOT_ACTIONABLE = {
  code: 'DEVICE_AUTHENTICATION_NOT_ACTIONABLE',
  message: 'The device authentication has ended or waits for another step.',
  field: AUTHENTICATION_FIELD,
} as const;

export const CREATE_RULES: RefusalRules = {
  paths: {
    user: ['input', 'userId'],
    policy: ['input', 'policyId'],
    'selectedDevice.id': ['input', 'deviceId'],
    'selectedDevice.oneTime': ['input', 'oneTimeDevice'],
    'selectedDevice.oneTime.phone': ['input', 'oneTimeDevice', 'phone'],
    'selectedDevice.oneTime.email': ['input', 'oneTimeDevice', 'email'],
    'selectedDevice.otp': OTP_FIELD,
    otp: OTP_FIELD,
    rp: ['input', 'rpId'],
    'webAuthn.challenge': ['input', 'challenge'],
    compatibility: ['input', 'compatibility'],
    mobilePayload: ['input', 'mobilePayload'],
    application: ['input', 'applicationId'],
    notification: ['input', 'notification'],
    userAgent: ['input', 'userAgent'],
  },
  notFound: { code: 'NOT_FOUND', message: 'There is no such user.', field: ['input', 'userId'] },
  special: {
    'INVALID_VALUE user.id': 'NOT_FOUND',
    'INVALID_VALUE policy.id': 'DEVICE_AUTHENTICATION_POLICY_NOT_FOUND',
    'INVALID_VALUE application.id': 'APPLICATION_NOT_FOUND',
    'LIMIT_EXCEEDED ': 'NOTIFICATION_LIMIT_EXCEEDED',
  },
};
export const STEP_RULES: RefusalRules = {
  paths: {
    status: AUTHENTICATION_FIELD,
    otp: OTP_FIELD,
    assertion: ['input', 'assertion'],
    origin: ['input', 'origin'],
    reason: ['input', 'reason'],
  },
  notFound: NOT_ACTIONABLE,
  special: {
    'INVALID_VALUE status': 'DEVICE_AUTHENTICATION_NOT_ACTIONABLE',
    'INVALID_VALUE assertion': 'INVALID_ASSERTION',
    'INVALID_VALUE origin': 'INVALID_ASSERTION',
  },
};
/** Of a step whose proof was given as PingOne's own text. */
export const RAW_RULES: RefusalRules = {
  ...STEP_RULES,
  paths: { ...STEP_RULES.paths, assertion: ['input', 'assertionRaw'] },
};
export const SELECT_RULES: RefusalRules = {
  ...STEP_RULES,
  paths: {
    status: AUTHENTICATION_FIELD,
    device: ['input', 'deviceId'],
    compatibility: ['input', 'compatibility'],
    // No passcode was given: its limit is the reason why the device is locked.
    otp: ['input', 'deviceId'],
  },
  special: {
    'INVALID_VALUE status': 'DEVICE_AUTHENTICATION_NOT_ACTIONABLE',
    'QUOTA_EXCEEDED otp': 'DEVICE_LOCKED',
    'LIMIT_EXCEEDED ': 'NOTIFICATION_LIMIT_EXCEEDED',
  },
};

/** Whether PingOne only says that it refuses; what it was asked is well formed, so it is the state that does not allow it. */
export function refusesState(error: unknown): boolean {
  if (!(error instanceof UpstreamError) || error.kind !== 'rejected') return false;
  if (toUserErrors(error, STEP_RULES).length > 0 && error.status !== 409) return false;
  return (
    error.status === 409 || (error.status === 400 && error.details.length === 0 && error.code !== 'INVALID_REQUEST')
  );
}

/**
 * A failure that PingOne answers as a result, as the refusal that it answers at other times.
 * @param proof what was looked at, for a failure without a reason
 * @param lockedUntil when a device that was guessed at can be used again
 * @returns null where nothing has failed, or nobody can mend it
 */
export function toRefusal(
  { status, statusRaw, error }: DeviceAuthentication,
  rules: RefusalRules,
  proof: Proof | null,
  lockedUntil: Date | null,
): UpstreamError | null {
  if (status !== 'FAILED' && statusRaw !== 'OTP_FAILED') return null;
  const code = error?.code ?? (proof && WRONG[proof]);
  if (!code) return null;
  const innerError = lockedUntil && { coolDownExpiresAt: lockedUntil.getTime() };
  const refusal = new UpstreamError({
    source: 'PINGONE_MFA',
    kind: 'rejected',
    status: 400,
    code,
    details: [{ code, target: proof, innerError }],
    mayHaveTakenEffect: true,
  });
  return toUserErrors(refusal, rules).length > 0 ? refusal : null;
}

const WRONG: Readonly<Record<Proof, string>> = { otp: 'INVALID_OTP', assertion: 'INVALID_VALUE' };
