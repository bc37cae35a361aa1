// What a failure is to a client: a user error where it can be mended, else a GraphQL error with a stable code. One table for both.
import { GraphQLError } from 'graphql';
import { UpstreamError, type UpstreamErrorDetail } from '../datasources/http/errors.js';
import type { UserError, UserErrorCode } from '../schema/shared.js';
import { type Fault, Refusal } from '../verifications/refusal.js';

/** Which input field an upstream property came from: wire path, such as `requirements.birth_date`, to our path. */
export type InputPaths = Readonly<Record<string, readonly string[]>>;

/** How one mutation reads upstream's refusals. */
export interface RefusalRules {
  readonly paths: InputPaths;
  /** Answer to a 404 or 410: which record of the input is missing. */
  readonly notFound?: Fault;
  /** Codes that mean something of their own here, by `<detail code> <wire path>`, the path without list positions. */
  readonly special?: Readonly<Record<string, UserErrorCode>>;
  /** One more than there may be, where the mutation makes something else than a device. */
  readonly tooMany?: UserErrorCode;
}

type Payload<T> = { [K in keyof T]: T[K] | null } & { userErrors: readonly UserError[] };

/**
 * Runs a mutation and answers its payload: the result, or what the caller can put right.
 * @param empty the payload's fields when nothing was made
 * @throws whatever cannot be put right by the caller
 */
export async function answer<T extends object>(
  empty: { readonly [K in keyof T]: null },
  rules: RefusalRules,
  work: () => Promise<T>,
): Promise<Payload<T>> {
  try {
    return { ...(await work()), userErrors: [] };
  } catch (error) {
    const userErrors = toUserErrors(error, rules);
    if (userErrors.length === 0) throw error;
    return { ...empty, userErrors };
  }
}

/** What of a failure a person or client can mend; empty when nothing. */
export function toUserErrors(error: unknown, rules: RefusalRules): readonly UserError[] {
  if (error instanceof Refusal) return error.faults.map(toUserError);
  if (!(error instanceof UpstreamError)) return [];
  if (error.kind === 'not-found' && rules.notFound) return [toUserError(rules.notFound)];
  if (error.kind === 'rate-limited')
    return error.details.filter(namesLimit).flatMap((detail) => mendable(detail, rules));
  if (error.kind !== 'rejected' || (error.status !== 400 && error.status !== 409)) return [];
  const details = error.details.length > 0 ? error.details : [{ code: error.code, target: null, innerError: null }];
  const known = details.flatMap((detail) => mendable(detail, rules));
  if (known.length === 0 && error.status === 409) {
    return [toUserError({ code: 'UNIQUENESS_VIOLATION', message: MESSAGE.UNIQUENESS_VIOLATION, field: ['input'] })];
  }
  return known;
}

/** The GraphQL error for everything else. Own GraphQL errors pass through; what nobody foresaw tells nothing of itself. */
export function toGraphQLError(error: unknown): GraphQLError {
  if (error instanceof GraphQLError) return error;
  if (!(error instanceof UpstreamError))
    return failure('INTERNAL_SERVER_ERROR', 'Something went wrong in the gateway.', {});
  const facts = {
    ...(error.correlationId === null ? {} : { correlationId: error.correlationId }),
    ...(error.retryAt === null ? {} : { retryAt: error.retryAt.toISOString() }),
  };
  const [code, message] = error.details.some((detail) => detail.code === 'INVALID_FILTER')
    ? WRONG_FILTER
    : UPSTREAM_FAILURE[error.kind];
  return failure(code, message, facts);
}

/** What a query answers when the thing it asks for does not exist (any more) upstream. */
export async function nullIfMissing<T>(read: Promise<T>): Promise<T | null> {
  return read.catch((error: unknown) => {
    if (error instanceof UpstreamError && error.kind === 'not-found') return null;
    throw error;
  });
}

const WRONG_FILTER = ['BAD_USER_INPUT', 'The identity service cannot filter by that.'] as const;

const UPSTREAM_FAILURE: Readonly<Record<UpstreamError['kind'], readonly [code: string, message: string]>> = {
  'not-found': ['UPSTREAM_REJECTED', 'The identity service does not know what was asked for.'],
  rejected: ['UPSTREAM_REJECTED', 'The identity service refused the request.'],
  unauthorized: ['UPSTREAM_REJECTED', 'The identity service refused the gateway’s own credentials.'],
  'rate-limited': ['RATE_LIMITED', 'The identity service is asked too often; try again later.'],
  unavailable: ['UPSTREAM_UNAVAILABLE', 'The identity service cannot be reached.'],
  timeout: ['UPSTREAM_TIMEOUT', 'The identity service did not answer in time.'],
  broken: ['UPSTREAM_UNAVAILABLE', 'The identity service gave an answer that makes no sense.'],
  'too-large': ['UPSTREAM_UNAVAILABLE', 'The identity service gave an answer that is too large.'],
};

/** Upstream's detail codes that a caller can act on, and what they are called here. */
const MENDABLE: Readonly<Record<string, UserErrorCode>> = {
  INVALID_VALUE: 'INVALID_VALUE',
  EMPTY_VALUE: 'INVALID_VALUE',
  CONSTRAINT_VIOLATION: 'INVALID_VALUE',
  REQUIRED_VALUE: 'REQUIRED_VALUE',
  OUT_OF_RANGE: 'OUT_OF_RANGE',
  SIZE_LIMIT_EXCEEDED: 'SIZE_LIMIT_EXCEEDED',
  UNIQUENESS_VIOLATION: 'UNIQUENESS_VIOLATION',
  ACCOUNT_NOT_USABLE: 'ACCOUNT_NOT_USABLE',
  PASSWORD_LOCKED_OUT: 'ACCOUNT_NOT_USABLE',
  INVALID_OTP: 'INVALID_OTP',
  EXTRA_OTP_REQUIRED: 'EXTRA_OTP_REQUIRED',
  NO_USABLE_DEVICES: 'NO_USABLE_DEVICES',
  NOTIFICATION_CONTENT_MISSING: 'NOTIFICATION_CONTENT_MISSING',
};

/** They name no vendor: several answer with the same codes. */
const MESSAGE: Readonly<Partial<Record<UserErrorCode, string>>> & { readonly UNIQUENESS_VIOLATION: string } = {
  INVALID_VALUE: 'This value is not accepted.',
  REQUIRED_VALUE: 'A value is needed here.',
  OUT_OF_RANGE: 'This value is outside the limits.',
  SIZE_LIMIT_EXCEEDED: 'This is too big.',
  UNIQUENESS_VIOLATION: 'Another record already has this value.',
  ACCOUNT_NOT_USABLE: 'The account is disabled or locked.',
  REFERENCE_SELFIE_REQUIRED: 'The policy compares faces without a document, so it needs a reference selfie.',
  VERIFY_POLICY_NOT_FOUND: 'There is no such verify policy.',
  TRANSACTION_NOT_ACTIONABLE: 'The state of the transaction does not allow this.',
  DOCUMENT_TYPE_NOT_ACCEPTED: 'The policy of the transaction does not take this kind of evidence.',
  INVALID_OTP: 'The passcode is wrong.',
  EXTRA_OTP_REQUIRED: 'The token has drifted; the next passcode that it shows is needed too.',
  OTP_ATTEMPTS_EXCEEDED: 'Too many wrong passcodes were tried.',
  NOTIFICATION_LIMIT_EXCEEDED: 'Too many messages were sent to this contact.',
  NOTIFICATION_CONTENT_MISSING: 'There is no text for this template, variant and locale.',
  DEVICE_LOCKED: 'The device is locked after failures.',
  DEVICE_AUTHENTICATION_NOT_ACTIONABLE: 'The device authentication has ended or waits for another step.',
  NOT_FOUND: 'There is no such record.',
  DEVICE_LIMIT_REACHED: 'The user has as many devices as allowed.',
  PAIRING_KEY_LIMIT_REACHED: 'The user has as many valid pairing keys as allowed.',
  APPLICATION_NOT_FOUND: 'There is no such application, or it is not set up for mobile MFA.',
  DEVICE_TYPE_NOT_ALLOWED: 'The policy does not allow this type of device.',
  DEVICE_AUTHENTICATION_POLICY_NOT_FOUND: 'There is no such device authentication policy.',
  NO_USABLE_DEVICES: 'The user has no device that can be used here.',
  INVALID_ASSERTION: 'The answer does not fit the challenge, the origin or the credential.',
};

function mendable(detail: UpstreamErrorDetail, rules: RefusalRules): readonly UserError[] {
  const special = rules.special?.[`${detail.code} ${(detail.target ?? '').replaceAll(/\[\d+\]/g, '')}`];
  const usual = isOtpQuota(detail) ? 'OTP_ATTEMPTS_EXCEEDED' : MENDABLE[detail.code];
  const code = limitOf(detail, rules) ?? special ?? usual;
  if (!code) return [];
  const { maximumValue, quotaLimit, maximumAllowed, coolDownExpiresAt } = detail.innerError ?? {};
  return [
    {
      code,
      message: MESSAGE[code] ?? 'This was refused.',
      field: inputPath(detail.target, rules.paths),
      retryAt: coolDownExpiresAt === undefined ? null : new Date(coolDownExpiresAt),
      limit: maximumValue ?? quotaLimit ?? maximumAllowed ?? null,
    },
  ];
}

/** PingOne MFA answers some of its limits with the status of being asked too often; those say which limit it is. */
function namesLimit(detail: UpstreamErrorDetail): boolean {
  return limitOf(detail, {}) !== null || isOtpQuota(detail);
}

/** Which limit was reached, where its bound stands beside it. */
function limitOf(
  { code, innerError }: UpstreamErrorDetail,
  { tooMany }: Pick<RefusalRules, 'tooMany'>,
): UserErrorCode | null {
  if (code !== 'LIMIT_EXCEEDED') return null;
  if (innerError?.deliveryMethod !== undefined) return 'NOTIFICATION_LIMIT_EXCEEDED';
  return innerError?.maximumAllowed === undefined ? null : (tooMany ?? 'DEVICE_LIMIT_REACHED');
}

function isOtpQuota({ code, target }: UpstreamErrorDetail): boolean {
  return code === 'QUOTA_EXCEEDED' && target?.split('.').at(-1) === 'otp';
}

/** The path of the longest known beginning of the wire path; the whole input when nothing fits. */
function inputPath(target: string | null, paths: InputPaths): readonly string[] {
  let known = target ?? '';
  while (known !== '') {
    const path = paths[known];
    if (path) return path;
    known = known.slice(0, Math.max(known.lastIndexOf('.'), known.lastIndexOf('['), 0));
  }
  return ['input'];
}

function toUserError({ code, message, field, retryAt, limit }: Fault): UserError {
  return { code, message, field, retryAt: retryAt ?? null, limit: limit ?? null };
}

function failure(code: string, message: string, facts: Record<string, unknown>): GraphQLError {
  return new GraphQLError(message, { extensions: { code, ...facts } });
}
