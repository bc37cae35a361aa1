/** The vendor's error catalogue and the shape of its error bodies; which check raises which error lives with the checks. */
import { randomUUID } from 'node:crypto';

export interface ErrorDetail {
  readonly code: string;
  readonly message: string;
  readonly target?: string;
  readonly innerError?: { readonly [name: string]: unknown };
}

export interface ErrorBody {
  readonly id: string;
  readonly code: string;
  readonly message: string;
  readonly details?: readonly ErrorDetail[];
}

/** An answer of class 4xx or 5xx in the vendor's shape. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly details: readonly ErrorDetail[] = [],
    readonly retryAfterSeconds?: number,
  ) {
    super(message);
  }

  body(): ErrorBody {
    return {
      id: randomUUID(),
      code: this.code,
      message: this.message,
      ...(this.details.length > 0 ? { details: this.details } : {}),
    };
  }
}

/** 400: well formed, but a rule of the vendor is broken. */
export function invalidData(...details: ErrorDetail[]): ApiError {
  return new ApiError(
    400,
    'INVALID_DATA',
    'The request could not be completed. One or more validation errors were in the request.',
    details,
  );
}

/** 400: malformed. */
export function invalidRequest(message: string, ...details: ErrorDetail[]): ApiError {
  return new ApiError(400, 'INVALID_REQUEST', message, details);
}

/** 401: no token, or one that is not good. */
export function invalidToken(): ApiError {
  const message = 'The request could not be completed. You do not have access to this resource.';
  return new ApiError(401, 'ACCESS_FAILED', message, [
    { code: 'INVALID_TOKEN', message: 'The access token is missing, malformed or expired.' },
  ]);
}

/** 403: unknown environment, missing role. The vendor makes no difference between them. */
export function insufficientPermissions(): ApiError {
  const message = 'The request could not be completed. You do not have access to this resource.';
  return new ApiError(403, 'ACCESS_FAILED', message, [
    {
      code: 'INSUFFICIENT_PERMISSIONS',
      message: 'The actor attempting to perform the request is not authorized.',
    },
  ]);
}

/** 404. */
export function notFound(what: string): ApiError {
  return new ApiError(404, 'NOT_FOUND', `The request could not be completed. ${what} was not found.`);
}

/** 405. */
export function methodNotAllowed(): ApiError {
  return new ApiError(405, 'METHOD_NOT_ALLOWED', 'The request method is not supported for this resource.');
}

/** 409, for the private capture calls and the control API. */
export function conflict(message: string): ApiError {
  return new ApiError(409, 'REQUEST_FAILED', message);
}

/** 415. */
export function unsupportedMediaType(accepted: readonly string[]): ApiError {
  return new ApiError(415, 'INVALID_REQUEST', `The content type is not supported. Supported: ${accepted.join(', ')}.`);
}

/** 429, with the seconds after which the next call is allowed. */
export function requestLimited(retryAfterSeconds: number): ApiError {
  return new ApiError(
    429,
    'REQUEST_LIMITED',
    'The request could not be completed. The limit of requests was reached.',
    [{ code: 'LIMIT_EXCEEDED', message: 'Too many requests.', innerError: { retryAfter: retryAfterSeconds } }],
    retryAfterSeconds,
  );
}

/** The catalogued error of a status, for faults that name only a status. */
export function errorOfStatus(status: number): ApiError {
  if (status === 401) return invalidToken();
  if (status === 403) return insufficientPermissions();
  if (status === 404) return notFound('The requested resource');
  if (status === 405) return methodNotAllowed();
  if (status === 409) return conflict('The request conflicts with the present state of the resource.');
  if (status === 415) return unsupportedMediaType(['application/json']);
  if (status === 429) return requestLimited(1);
  if (status < 500) return new ApiError(status, 'INVALID_REQUEST', 'The request could not be completed.');
  if (status === 500) return new ApiError(500, 'UNEXPECTED_ERROR', 'An unexpected error occurred.');
  return new ApiError(status, 'SERVICE_UNAVAILABLE', 'The service is not available at the moment.');
}
