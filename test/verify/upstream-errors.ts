// Every way in which PingOne can fail to answer a call, and what it means. How the gateway passes it on is in error-matrix.test.ts.
import type { FaultInput } from '../../sandbox/src/http/faults.js';

/** What a failure means, whatever was asked. */
export type Meaning =
  /** 400: the details say what is wrong with the call. */
  | { readonly kind: 'bad request'; readonly details: readonly Detail[]; readonly code: string }
  /** 409. */
  | { readonly kind: 'conflict'; readonly details: readonly Detail[] }
  /** A limit of MFA's, which says its bound. */
  | {
      readonly kind: 'limit';
      readonly status: 400 | 429;
      readonly code: 'DEVICE_LIMIT_REACHED' | 'NOTIFICATION_LIMIT_EXCEEDED' | 'OTP_ATTEMPTS_EXCEEDED';
    }
  | { readonly kind: 'not found' }
  /** 401 and 403: for the operator to mend. */
  | { readonly kind: 'unauthorized' }
  /** The call itself was wrong: our mistake. */
  | { readonly kind: 'refused' }
  | { readonly kind: 'rate limited'; readonly tellsWhen: boolean }
  | { readonly kind: 'unavailable' };

export interface Detail {
  readonly code: string;
  /** `HERE` stands for a property of the call that fails. */
  readonly target?: string;
  readonly innerError?: object;
}

export interface UpstreamFailure {
  readonly name: string;
  readonly fault: Partial<FaultInput>;
  readonly meaning: Meaning;
  /** Counts against the health of the service, which others must not feel. */
  readonly isOutage?: boolean;
}

export const HERE = 'HERE';

/** Stands in every text of PingOne's; none of it may reach a client or the log. */
export const CANARY = 'Zwitscherton-4207';

/** Codes of details that PingOne documents for status 400. */
const DETAIL_CODES = [
  'ACCOUNT_NOT_USABLE',
  'CONSTRAINT_VIOLATION',
  'EMPTY_VALUE',
  'INVALID_FILTER',
  'INVALID_OTP',
  'INVALID_PARAMETER',
  'INVALID_VALUE',
  'MFA_AUTH_METHODS_CONFLICT',
  'NO_PASSWORD',
  'OUT_OF_RANGE',
  'REQUIRED_VALUE',
  'SIZE_LIMIT_EXCEEDED',
  'UNIQUENESS_VIOLATION',
];

/** A code that nobody has heard of. */
const NEW_CODE = 'PLANETS_MISALIGNED';

const LATER_SECONDS = 25;

const body = (code: string, ...details: readonly Detail[]) => ({
  id: '0e5b0000-9999-4a99-8a99-000000000009',
  code,
  message: `The request could not be completed. ${CANARY}`,
  ...(details.length === 0
    ? {}
    : { details: details.map((detail) => ({ message: `${CANARY} was not accepted.`, ...detail })) }),
});

const badRequest = (name: string, code: string, ...details: readonly Detail[]): UpstreamFailure => ({
  name: `400 ${name}`,
  fault: { status: 400, body: body(code, ...details) },
  meaning: { kind: 'bad request', details, code },
});

const failure = (status: number, meaning: Meaning, code: string, ...details: readonly Detail[]): UpstreamFailure => ({
  name: [status, code, ...details.map((detail) => detail.code)].join(' '),
  fault: { status, body: body(code, ...details) },
  meaning,
});

const unauthorized = { kind: 'unauthorized' } as const;
const notFound = { kind: 'not found' } as const;
const refused = { kind: 'refused' } as const;
const unavailable = { kind: 'unavailable' } as const;
const outage = (name: string, fault: Partial<FaultInput>): UpstreamFailure => ({
  name,
  fault,
  meaning: unavailable,
  isOutage: true,
});
const rateLimited = (code: string, retryAfterSeconds?: number): UpstreamFailure => ({
  ...failure(429, { kind: 'rate limited', tellsWhen: retryAfterSeconds !== undefined }, 'REQUEST_LIMITED', { code }),
  name: `429 ${code}${retryAfterSeconds === undefined ? '' : ' with Retry-After'}`,
  fault: {
    status: 429,
    body: body('REQUEST_LIMITED', { code }),
    ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
  },
});

const uniqueness = { code: 'UNIQUENESS_VIOLATION', target: HERE };

export const UPSTREAM_FAILURES: readonly UpstreamFailure[] = [
  ...DETAIL_CODES.map((code) => badRequest(code, 'INVALID_DATA', { code, target: HERE })),
  badRequest('INVALID_VALUE of no property', 'INVALID_DATA', { code: 'INVALID_VALUE' }),
  badRequest('of a code that is new', 'REQUEST_FAILED', { code: NEW_CODE, target: HERE }),
  badRequest('REQUEST_FAILED without details', 'REQUEST_FAILED'),
  badRequest('INVALID_REQUEST without details', 'INVALID_REQUEST'),
  badRequest(
    'two details and a bound',
    'INVALID_DATA',
    { code: 'OUT_OF_RANGE', target: HERE, innerError: { maximumValue: 42, allowedValues: [CANARY] } },
    { code: 'SIZE_LIMIT_EXCEEDED', target: 'somethingElse' },
  ),

  failure(401, unauthorized, 'ACCESS_FAILED', { code: 'INVALID_TOKEN' }),
  failure(401, unauthorized, 'ACCESS_FAILED', { code: 'INSUFFICIENT_PERMISSIONS' }),
  failure(403, unauthorized, 'ACCESS_FAILED', { code: 'INSUFFICIENT_PERMISSIONS' }),
  failure(403, unauthorized, 'ACCESS_FAILED', { code: 'LICENSE_EXCEEDED', innerError: { quotaLimit: 3 } }),
  failure(403, unauthorized, 'ACCESS_FAILED'),

  failure(404, notFound, 'NOT_FOUND'),
  failure(410, notFound, 'GONE'),
  failure(405, refused, 'METHOD_NOT_ALLOWED'),
  {
    name: '409 without details',
    fault: { status: 409, body: body('CONFLICT') },
    meaning: { kind: 'conflict', details: [] },
  },
  {
    name: '409 UNIQUENESS_VIOLATION',
    fault: { status: 409, body: body('INVALID_DATA', uniqueness) },
    meaning: { kind: 'conflict', details: [uniqueness] },
  },
  failure(415, refused, 'INVALID_REQUEST'),
  failure(422, refused, 'INVALID_DATA', { code: 'INVALID_VALUE', target: HERE }),

  rateLimited('LIMIT_EXCEEDED', LATER_SECONDS),
  rateLimited('QUOTA_EXCEEDED', LATER_SECONDS),
  rateLimited('LIMIT_EXCEEDED'),

  outage('500 UNEXPECTED_ERROR', { status: 500, body: body('UNEXPECTED_ERROR') }),
  outage('500 in HTML', { status: 500, body: `<h1>${CANARY}</h1>`, contentType: 'text/html' }),
  outage('502 in HTML', { status: 502, body: `<h1>${CANARY}</h1>`, contentType: 'text/html' }),
  outage('503 with Retry-After', { status: 503, body: body('BUSY'), retryAfterSeconds: LATER_SECONDS }),
  outage('504 without a body', { status: 504, body: '' }),
  outage('408', { status: 408, body: body('TIMED_OUT') }),
  outage('a connection that breaks', { reset: true }),
  outage('half an answer', { status: 200, body: { text: CANARY.repeat(100) }, truncate: true }),

  {
    name: '200 in HTML',
    fault: { status: 200, body: `<h1>${CANARY}</h1>`, contentType: 'text/html' },
    meaning: unavailable,
  },
  {
    name: '200 as plain text',
    fault: { status: 200, body: { id: CANARY }, contentType: 'text/plain' },
    meaning: unavailable,
  },
  {
    name: '200 that is no JSON',
    fault: { status: 200, body: `{"id": ${CANARY}`, contentType: 'application/json' },
    meaning: unavailable,
  },
];

const limit = (
  status: 400 | 429,
  code: (Meaning & { readonly kind: 'limit' })['code'],
  detail: Detail,
): UpstreamFailure => ({
  name: `${status} ${detail.code}, that is ${code}`,
  fault: { status, body: body(status === 400 ? 'REQUEST_FAILED' : 'REQUEST_LIMITED', detail) },
  meaning: { kind: 'limit', status, code },
});

const COOL_DOWN_ENDS_AT_MS = Date.UTC(2040, 0, 1);
const tooManyDevices = { code: 'LIMIT_EXCEEDED', innerError: { maximumAllowed: 5 } };
const tooManyMessages = {
  code: 'LIMIT_EXCEEDED',
  innerError: { deliveryMethod: 'SMS', coolDownExpiresAt: COOL_DOWN_ENDS_AT_MS },
};
const tooManyGuesses = {
  code: 'QUOTA_EXCEEDED',
  target: 'otp',
  innerError: { coolDownExpiresAt: COOL_DOWN_ENDS_AT_MS },
};

/** What MFA adds to them. */
export const MFA_FAILURES: readonly UpstreamFailure[] = [
  ...['EXTRA_OTP_REQUIRED', 'NO_USABLE_DEVICES', 'PASSWORD_LOCKED_OUT'].map((code) =>
    badRequest(code, 'REQUEST_FAILED', { code }),
  ),
  limit(400, 'DEVICE_LIMIT_REACHED', tooManyDevices),
  limit(429, 'DEVICE_LIMIT_REACHED', tooManyDevices),
  limit(400, 'NOTIFICATION_LIMIT_EXCEEDED', tooManyMessages),
  limit(400, 'OTP_ATTEMPTS_EXCEEDED', tooManyGuesses),
];
