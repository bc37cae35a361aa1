// The bare HTTP server: request ids, safe headers, CORS by allow-list. What it serves is registered by app.ts.
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import cors from '@fastify/cors';
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { type AddressRanges, isWithin } from '../config/address-ranges.js';
import { problem, protocolProblem } from '../webhooks/problems.js';

const LINGER_MS = 5_000;
const REQUEST_ID_HEADER = 'x-request-id';
const REQUEST_ID = /^[A-Za-z0-9._-]{8,128}$/;
const CORS_MAX_AGE_SECONDS = 600;
const KEEP_ALIVE_MS = 65_000;
const REQUEST_TIMEOUT_MS = 60_000;

export interface ServerOptions {
  /** Browser origins that may call; none: only pages of the gateway itself. */
  readonly corsOrigins: readonly string[];
  /** Proxies whose X-Forwarded-For is believed. Default: none. */
  readonly trustedProxies?: AddressRanges;
}

/** A request's `ip` is its client's address, as far as trusted proxies tell it: see client-address.ts. */
export async function createServer(options: ServerOptions): Promise<FastifyInstance> {
  const { trustedProxies = [] } = options;
  const app = Fastify({
    logger: false,
    trustProxy: trustedProxies.length > 0 && ((address) => isWithin(trustedProxies, address)),
    // A caller's id is taken over where it can do no harm in a log, so that traces of several systems meet.
    genReqId: ({ headers }) => {
      const given = headers[REQUEST_ID_HEADER];
      return typeof given === 'string' && REQUEST_ID.test(given) ? given : randomUUID();
    },
    keepAliveTimeout: KEEP_ALIVE_MS,
    requestTimeout: REQUEST_TIMEOUT_MS,
    forceCloseConnections: 'idle',
    return503OnClosing: true,
    // Paths that cannot be read reach no route and no hook, and Fastify's own answer would repeat them.
    frameworkErrors: (error, request, reply) => {
      setHeaders(request, reply);
      void protocolProblem(reply, error.statusCode ?? 400);
    },
  });
  app.addHook('onRequest', async (request, reply) => setHeaders(request, reply));
  let closing = false;
  app.addHook('preClose', async () => {
    closing = true;
  });
  app.addHook('onSend', async (_request, reply) => {
    // A connection that is kept alive after its last answer would hold up the end of the server.
    if (closing) reply.header('connection', 'close');
  });
  app.addHook('onSend', async (request, reply) => {
    if (!request.raw.complete) await takeRest(request, reply);
  });
  app.setNotFoundHandler((_request, reply) => problem(reply, 404, 'Not Found'));
  app.setErrorHandler((error, _request, reply) => {
    const status = error instanceof Error && 'statusCode' in error ? Number(error.statusCode) : 500;
    return status >= 400 && status < 500
      ? protocolProblem(reply, status)
      : problem(reply, 500, 'Internal Server Error');
  });
  if (options.corsOrigins.length > 0) {
    await app.register(cors, {
      origin: [...options.corsOrigins],
      methods: ['POST'],
      allowedHeaders: ['authorization', 'content-type', REQUEST_ID_HEADER],
      exposedHeaders: [REQUEST_ID_HEADER, 'retry-after'],
      maxAge: CORS_MAX_AGE_SECONDS,
    });
  }
  return app;
}

/** Stops taking requests and waits for those under way; after `graceMs` their connections are cut. */
export async function closeWithin(app: FastifyInstance, graceMs: number): Promise<void> {
  const cut = setTimeout(() => app.server.closeAllConnections(), graceMs);
  await app.close();
  clearTimeout(cut);
}

/** Headers that every answer has. */
function setHeaders({ id }: FastifyRequest, reply: FastifyReply): void {
  reply.header(REQUEST_ID_HEADER, id);
  reply.header('x-content-type-options', 'nosniff');
  reply.header('cache-control', 'no-store');
}

/**
 * A connection that is closed under a body still coming in takes the answer with it, so the rest is read and dropped for a while:
 * beside the answer where the connection stays, before it where the client wants it closed after the answer.
 */
async function takeRest({ raw }: FastifyRequest, reply: FastifyReply): Promise<void> {
  reply.removeHeader('connection');
  raw.on('data', () => undefined).resume();
  const enough = setTimeout(() => raw.destroy(), LINGER_MS);
  raw.once('close', () => clearTimeout(enough));
  if (raw.headers.connection?.toLowerCase() !== 'close') return;
  const patience = AbortSignal.timeout(LINGER_MS / 2);
  await once(raw, 'end', { signal: patience }).catch(() => undefined);
}
