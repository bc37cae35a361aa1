/** Error bodies of Mitek. Its own are not published; these have a code, a message and the fields that are wrong. */
import type { FastifyInstance } from 'fastify';
import { toApiError } from '../http/error-answers.js';
import { type ApiError, notFound } from '../http/errors.js';
import type { Log } from '../state/log.js';

/** Turns everything that a route throws, and every unknown path, into such a body. */
export function addMitekErrors(app: FastifyInstance, log: Log): void {
  app.setErrorHandler(async (thrown, request, reply) => {
    const error = toApiError(thrown);
    if (error.status >= 500) {
      const text = thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown);
      log.warn('a route of Mitek failed', { path: request.url.split('?')[0], error: text });
    }
    return reply.code(error.status).send(bodyOf(error));
  });
  app.setNotFoundHandler(async (_request, reply) => reply.code(404).send(bodyOf(notFound('The requested resource'))));
}

function bodyOf({ code, message, details }: ApiError): object {
  const errors = details.map((detail) => ({ field: detail.target ?? null, message: detail.message }));
  return { code, message, ...(errors.length > 0 ? { errors } : {}) };
}
