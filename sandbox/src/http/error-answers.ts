/** Turns everything that a route throws, and every unknown path, into the vendor's error bodies. */
import type { FastifyInstance } from 'fastify';
import type { Log } from '../state/log.js';
import { ApiError, errorOfStatus, invalidRequest, notFound, unsupportedMediaType } from './errors.js';

export function addErrorAnswers(app: FastifyInstance, log: Log): void {
  app.setErrorHandler(async (thrown, request, reply) => {
    const error = toApiError(thrown);
    if (error.status >= 500) {
      const text = thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown);
      log.warn('a route failed', { path: request.url.split('?')[0], error: text });
    }
    if (error.retryAfterSeconds !== undefined) reply.header('Retry-After', String(error.retryAfterSeconds));
    return reply.code(error.status).send(error.body());
  });
  app.setNotFoundHandler(async (_request, reply) => reply.code(404).send(notFound('The requested resource').body()));
}

/** Vendor media types carry JSON too; an empty body is no body. */
export function addJsonBodies(app: FastifyInstance): void {
  app.removeContentTypeParser(['application/json', 'text/plain']);
  const mediaTypes = /^application\/(?:vnd\.pingidentity\.[\w.-]+\+)?json(?:\s*;|$)/i;
  app.addContentTypeParser(mediaTypes, { parseAs: 'string' }, (_request, text, done) => {
    if (text === '') return done(null, undefined);
    try {
      done(null, JSON.parse(text.toString()));
    } catch {
      done(invalidRequest('The request body is not valid JSON.'), undefined);
    }
  });
}

/** What a route threw, as an error of the catalogue. */
export function toApiError(thrown: unknown): ApiError {
  if (thrown instanceof ApiError) return thrown;
  const status = statusOf(thrown);
  if (status === 413) return new ApiError(413, 'INVALID_REQUEST', 'The request body is too large.');
  if (status === 415) return unsupportedMediaType(['application/json']);
  return errorOfStatus(status !== undefined && status >= 400 && status < 500 ? status : 500);
}

function statusOf(thrown: unknown): number | undefined {
  if (typeof thrown !== 'object' || thrown === null || !('statusCode' in thrown)) return undefined;
  return typeof thrown.statusCode === 'number' ? thrown.statusCode : undefined;
}
