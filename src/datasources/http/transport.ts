// Tells what a broken connection means for the call that was on it.
import { UpstreamError } from './errors.js';

/** Codes of failures before anything was written: such a call had no effect and may be sent again whatever its method. */
const NEVER_SENT: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'UND_ERR_CONNECT_TIMEOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
]);
const TOO_LATE: ReadonlySet<string> = new Set(['UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT']);

/** The typed form of an error of the HTTP client. @param expired whether the call's deadline has passed. */
export function connectionFailure(
  source: string,
  error: unknown,
  expired: boolean,
  correlationId: string | null,
): UpstreamError {
  const code = codeOf(error);
  const common = { source, status: null, correlationId, cause: error };
  if (expired || TOO_LATE.has(code))
    return new UpstreamError({ ...common, kind: 'timeout', code: 'DEADLINE_EXCEEDED', mayHaveTakenEffect: true });
  if (NEVER_SENT.has(code))
    return new UpstreamError({ ...common, kind: 'unavailable', code: 'NOT_CONNECTED', mayHaveTakenEffect: false });
  return new UpstreamError({ ...common, kind: 'unavailable', code: 'CONNECTION_LOST', mayHaveTakenEffect: true });
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}
