// Errors of the REST side, in one form (RFC 9457). GraphQL errors have their own, in operations/errors.ts.
import type { FastifyReply } from 'fastify';

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
