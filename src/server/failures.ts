// Failures of the REST side: the codes and texts of GraphQL errors and user errors, as problems with an HTTP status.
import { STATUS_CODES } from 'node:http';
import type { FastifyReply } from 'fastify';
import type { ErrorFormatter } from '../operations/errors.js';
import { problem, protocolProblem } from '../webhooks/problems.js';

/** HTTP status of each code that can come up; 422 for whatever else the caller can put right. */
const STATUS: Readonly<Record<string, number>> = {
  BAD_USER_INPUT: 400,
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  TRANSACTION_NOT_ACTIONABLE: 409,
  SIZE_LIMIT_EXCEEDED: 413,
  RATE_LIMITED: 429,
  UPSTREAM_REJECTED: 502,
  UPSTREAM_UNAVAILABLE: 503,
  UPSTREAM_TIMEOUT: 504,
  INTERNAL_SERVER_ERROR: 500,
};
const UNPROCESSABLE = 422;

/** What the caller can put right. */
export interface CallerFault {
  readonly code: string;
  readonly message: string;
  readonly retryAt?: Date | null;
  readonly limit?: number | null;
}

/** Answers with what the caller can put right. @param status default: that of the code */
export function answerFault(reply: FastifyReply, fault: CallerFault, status?: number): FastifyReply {
  const { code, message, retryAt = null, limit = null } = fault;
  return refuse(reply, status ?? STATUS[code] ?? UNPROCESSABLE, message, {
    code,
    ...(limit === null ? {} : { limit }),
    ...(retryAt === null ? {} : { retryAt: retryAt.toISOString() }),
  });
}

/** Answers with what was thrown, as `formatError` tells it. */
export function answerFailure(reply: FastifyReply, error: unknown, formatError: ErrorFormatter): FastifyReply {
  // Nobody is there to read it, and that is no fault of the gateway.
  if (reply.raw.destroyed) return problem(reply, 503, 'Service Unavailable');
  const protocolStatus = error instanceof Error && 'statusCode' in error ? Number(error.statusCode) : 0;
  if (protocolStatus >= 400 && protocolStatus < 500) return protocolProblem(reply, protocolStatus);
  const { message, extensions: { code = 'INTERNAL_SERVER_ERROR', requestId: _id, ...facts } = {} } = formatError(error);
  return refuse(reply, STATUS[String(code)] ?? 500, message, { code, ...facts });
}

function refuse(
  reply: FastifyReply,
  status: number,
  detail: string,
  facts: Readonly<Record<string, unknown>>,
): FastifyReply {
  if (typeof facts.retryAt === 'string') reply.header('retry-after', secondsUntil(facts.retryAt));
  return problem(reply, status, STATUS_CODES[status] ?? 'Error', detail, facts);
}

function secondsUntil(instant: string): number {
  return Math.max(1, Math.ceil((Date.parse(instant) - Date.now()) / 1000));
}
