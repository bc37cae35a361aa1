// Errors of the REST side, in one form (RFC 9457). GraphQL errors have their own, in operations/errors.ts.
import { STATUS_CODES } from 'node:http';
import type { FastifyReply } from 'fastify';

/** What is wrong with a request that does not hold to HTTP, by status. */
const DETAIL: Readonly<Record<number, (reply: FastifyReply) => string>> = {
  400: () => 'The request cannot be read.',
  413: ({ request }) => `The body has more than ${request.routeOptions.bodyLimit} bytes.`,
  414: () => 'The path is too long.',
  415: () => 'The body is of a type that is not taken here.',
};

/** Answers a request that does not hold to HTTP. @param status 400 to 499 */
export function protocolProblem(reply: FastifyReply, status: number): FastifyReply {
  return problem(reply, status, STATUS_CODES[status] ?? 'Bad Request', DETAIL[status]?.(reply));
}

/**
 * Answers a problem.
 * @param detail a sentence for developers; never a value that was sent
 * @param facts further members, such as `code`
 */
export function problem(
  reply: FastifyReply,
  status: number,
  title: string,
  detail?: string,
  facts: Readonly<Record<string, unknown>> = {},
): FastifyReply {
  return reply
    .code(status)
    .type('application/problem+json')
    .send({
      type: 'about:blank',
      title,
      status,
      ...(detail ? { detail } : {}),
      ...facts,
      instance: `urn:request:${reply.request.id}`,
    });
}
