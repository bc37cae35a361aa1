// The HTTP route of the API: POST only, a valid token first, then Apollo Server. Errors before it have the same form as after it.
import { isUtf8 } from 'node:buffer';
import type { ApolloServer } from '@apollo/server';
import { fastifyApolloHandler } from '@as-integrations/fastify';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { GraphQLError } from 'graphql';
import { KeysUnavailable, type Tokens, Unauthenticated } from '../auth/tokens.js';
import type { Viewer } from '../auth/viewer.js';
import { type Caller, createContext } from '../operations/context.js';
import type { ErrorFormatter } from '../operations/errors.js';
import { LIMITS, tooLong } from '../operations/limits.js';
import { faultOfVariables } from '../operations/texts.js';
import type { Context, Services } from '../resolvers/context.js';
import { runInScope } from '../telemetry/scope.js';
import { whenGone } from './gone.js';
import { JSON_BOUNDS, withinJsonBounds } from './json-bounds.js';

export const GRAPHQL_PATH = '/graphql';

/** One picture of 5 MB in Base64, and the rest of its document. */
const MAX_BODY_BYTES = 8 * 1024 * 1024;

const UTF8_JSON = 'Send application/json in UTF-8.';
const TOO_MUCH_JSON = `The request body has more than ${JSON_BOUNDS.levels} levels or ${JSON_BOUNDS.values} values.`;
/** No charset at all, or this one. */
const CHARSET_UTF8 = /^(?!.*\bcharset\s*=)|\bcharset\s*=\s*"?utf-?8"?\s*(?:;|$)/i;

export interface GraphQLRouteParts {
  readonly operations: ApolloServer<Context>;
  readonly services: Services;
  readonly tokens: Tokens;
  readonly formatError: ErrorFormatter;
}

/** Adds the route to an encapsulated part of the server. */
export async function registerGraphQL(app: FastifyInstance, parts: GraphQLRouteParts): Promise<void> {
  const { operations, services, tokens, formatError } = parts;
  const viewers = new WeakMap<FastifyRequest, Viewer>();
  const handle = fastifyApolloHandler(operations, {
    context: async (request, reply) => createContext(services, callerOf(viewers, request), whenGone(reply)),
  });

  app.setErrorHandler(async (error, request, reply) => {
    const { status, known } = describe(error);
    const formatted = runInScope(request.id, () => formatError(known));
    return reply
      .code(status)
      .type('application/json')
      .send({ errors: [formatted] });
  });

  // Bytes that are no UTF-8 would otherwise be replaced in silence, in names of people too.
  const parseJson = app.getDefaultJsonParser('error', 'error');
  app.removeAllContentTypeParsers();
  app.addContentTypeParser<Buffer>('application/json', { parseAs: 'buffer' }, (request, body, done) => {
    if (!CHARSET_UTF8.test(request.headers['content-type'] ?? '')) done(refusal(415, 'BAD_USER_INPUT', UTF8_JSON));
    else if (!isUtf8(body)) done(refusal(400, 'BAD_USER_INPUT', 'The request body is not in UTF-8.'));
    else if (!withinJsonBounds(body)) done(refusal(400, 'BAD_USER_INPUT', TOO_MUCH_JSON));
    else return parseJson(request, body.toString(), done);
  });

  app.addHook('onRequest', async (request, reply) => {
    if (request.method === 'OPTIONS') return;
    if (request.method !== 'POST') {
      reply.header('allow', 'POST');
      throw refusal(405, 'OPERATION_NOT_ALLOWED', 'Operations are sent with POST.');
    }
    viewers.set(request, await tokens.viewerOf(request.headers.authorization));
  });

  app.route({
    method: ['POST', 'GET', 'HEAD', 'PUT', 'PATCH', 'DELETE'],
    url: GRAPHQL_PATH,
    bodyLimit: MAX_BODY_BYTES,
    handler: async (request, reply) => {
      checkBody(request.body);
      return runInScope(request.id, () => handle.call(app, request, reply));
    },
  });
}

function callerOf(viewers: WeakMap<FastifyRequest, Viewer>, request: FastifyRequest): Caller {
  const viewer = viewers.get(request);
  if (!viewer) throw new Error('A request reached the API without a viewer.');
  return { viewer, ipAddress: request.ip, userAgent: request.headers['user-agent'] ?? null };
}

function checkBody(body: unknown): void {
  if (typeof body !== 'object' || body === null || !('query' in body)) return;
  if (typeof body.query === 'string' && body.query.length > LIMITS.queryCharacters) throw tooLong();
  const fault = 'variables' in body ? faultOfVariables(body.variables) : null;
  if (fault) throw fault;
}

function refusal(status: number, code: string, message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code, http: { status } } });
}

/** What an error thrown before Apollo takes over means. */
function describe(error: unknown): { readonly status: number; readonly known: unknown } {
  if (error instanceof GraphQLError) {
    const { http } = error.extensions;
    return { status: isStatus(http) ? http.status : 400, known: error };
  }
  if (error instanceof Unauthenticated) return { status: 401, known: error };
  if (error instanceof KeysUnavailable) return { status: 503, known: error };
  const status = error instanceof Error && 'statusCode' in error ? Number(error.statusCode) : 500;
  if (status === 413) return { status, known: refusal(status, 'BAD_USER_INPUT', 'The request body is too large.') };
  if (status === 415) return { status, known: refusal(status, 'BAD_USER_INPUT', UTF8_JSON) };
  if (status >= 400 && status < 500) {
    return { status, known: refusal(status, 'BAD_USER_INPUT', 'The request body is not well-formed JSON.') };
  }
  return { status: 500, known: error };
}

function isStatus(http: unknown): http is { status: number } {
  return typeof http === 'object' && http !== null && 'status' in http && typeof http.status === 'number';
}
