// Mitek's callback: who knows the journey's token, and brings what else is asked for, may say how it goes. It is kept first and applied after.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type Keys, sameBytes, sha256, stableText } from '../auth/keys.js';
import { type JourneyNews, toNews } from '../datasources/mitek/news.js';
import type { MitekProfile } from '../datasources/mitek/profile.js';
import type { CallbackStart, JourneyStore } from '../store/journeys.js';
import type { JourneyInbox } from '../store/mitek-inbox.js';
import type { Metrics } from '../telemetry/metrics.js';
import type { CallbackGuard } from './mitek-callback-guard.js';
import { problem } from './problems.js';

/** Where Mitek calls back; id and token of the journey follow, unless the profile has one address for all. */
export const MITEK_CALLBACK_PATH = '/callbacks/mitek';

const MAX_BODY_BYTES = 1024 * 1024;
const MAX_DEPTH = 32;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const JSON_TYPE = /^application\/(?:json|[\w.+-]+\+json)\b/i;
/** Compared with when there is no such journey, so that the time of the answer does not tell. */
const NO_HASH = Buffer.alloc(32);

export interface MitekCallbackParts {
  readonly store: JourneyStore;
  readonly inbox: JourneyInbox;
  readonly profile: MitekProfile;
  readonly guard: CallbackGuard;
  readonly keys: Keys;
  readonly metrics: Metrics;
}

interface JourneyRequest {
  readonly Params: { readonly id: string; readonly token: string };
}

/** Adds the route. Bodies are JSON of at most 1 MiB, nested at most 32 deep, and read only of who has proved itself as far as that goes without. */
export async function registerMitekCallback(app: FastifyInstance, parts: MitekCallbackParts): Promise<void> {
  const { guard, store, inbox, metrics, profile } = parts;
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(JSON_TYPE, { parseAs: 'buffer', bodyLimit: MAX_BODY_BYTES }, (_request, body, done) =>
    done(null, body),
  );

  const refuse = (reply: FastifyReply) => {
    metrics.callbacks.inc({ source: 'MITEK', outcome: 'refused' });
    return problem(reply, 401, 'Unauthorized', 'The callback does not prove that it comes from Mitek.');
  };

  /** @param start null: it is for no journey whose callbacks are taken */
  const take = async (reply: FastifyReply, start: CallbackStart | null, body: unknown, news: JourneyNews) => {
    if (!start || start.isOver || news.reference !== start.reference) return refuse(reply);
    const text = stableText(body);
    const identity = stableText(['MITEK', start.reference, news.rawStatus, news.rawResult, text]);
    const isNew = await inbox.receive(start.id, {
      bodySealed: parts.keys.seal(text),
      dedupKey: parts.keys.mac('callback repeat', Buffer.from(identity)),
    });
    metrics.callbacks.inc({ source: 'MITEK', outcome: isNew ? 'accepted' : 'repeated' });
    return reply.code(200).send();
  };

  if (profile.callback.url === 'fixed') {
    const onRequest = async (request: FastifyRequest, reply: FastifyReply) => {
      if (!guard.admitsHead(request)) return refuse(reply);
    };
    app.post(MITEK_CALLBACK_PATH, { onRequest }, async (request, reply) => {
      const raw = rawBodyOf(request);
      if (!guard.admitsBody({ headers: request.headers, ip: request.ip, body: raw })) return refuse(reply);
      const body = parse(raw);
      if (body === undefined) return unreadable(reply);
      const news = toNews(profile, body);
      const start = news.reference === null ? null : await store.startOf({ reference: news.reference });
      return take(reply, start, body, news);
    });
    return;
  }

  const started = new WeakMap<FastifyRequest, CallbackStart>();
  const onRequest = async (request: FastifyRequest<JourneyRequest>, reply: FastifyReply) => {
    const { id, token } = request.params;
    const start = UUID.test(id) ? await store.startOf({ id }) : null;
    const isKnown = sameBytes(sha256(token), start?.secretHash ?? NO_HASH) && start !== null;
    if (!isKnown || start.isOver || !guard.admitsHead(request)) return refuse(reply);
    started.set(request, start);
  };
  app.post<JourneyRequest>(`${MITEK_CALLBACK_PATH}/:id/:token`, { onRequest }, async (request, reply) => {
    const raw = rawBodyOf(request);
    if (!guard.admitsBody({ headers: request.headers, ip: request.ip, body: raw })) return refuse(reply);
    const body = parse(raw);
    if (body === undefined) return unreadable(reply);
    return take(reply, started.get(request) ?? null, body, toNews(profile, body));
  });
}

function unreadable(reply: FastifyReply): FastifyReply {
  return problem(reply, 400, 'Bad Request', `The body must be a JSON object, nested at most ${MAX_DEPTH} deep.`);
}

function rawBodyOf({ body }: FastifyRequest): Buffer {
  return Buffer.isBuffer(body) ? body : Buffer.alloc(0);
}

/** Undefined when it is no JSON object, or one that is nested too deep. */
function parse(raw: Buffer): unknown {
  try {
    const body: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(raw));
    const isObject = typeof body === 'object' && body !== null && !Array.isArray(body);
    return isObject && isWithin(body, MAX_DEPTH) ? body : undefined;
  } catch {
    return undefined;
  }
}

function isWithin(value: unknown, depth: number): boolean {
  if (typeof value !== 'object' || value === null) return true;
  return depth > 0 && Object.values(value).every((part) => isWithin(part, depth - 1));
}
