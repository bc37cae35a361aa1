/** The calls of Mitek's request API: create, and where the profile names them status, cancel and deletion. */
import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { ApiError, conflict, notFound, unsupportedMediaType } from '../http/errors.js';
import { callbackBody } from './callback-body.js';
import { readCreateBody } from './create-body.js';
import { sendInvitation } from './messages.js';
import type { Mitek } from './mitek.js';
import type { JourneyRecord } from './model.js';
import { setAt } from './pointers.js';

/** Adds the calls that take Basic authentication. Another version in the path is not found. */
export function addMitekRoutes(app: FastifyInstance, mitek: Mitek): void {
  const { profile, sandbox } = mitek;
  const { paths } = profile;
  const { knobs } = sandbox;

  app.addHook('onRequest', async (request, reply) => {
    if (isClient(request, mitek)) return;
    reply.header('WWW-Authenticate', 'Basic realm="mitek", charset="UTF-8"');
    throw new ApiError(401, 'UNAUTHORIZED', 'The client id or the secret is missing or wrong.');
  });

  app.post(routeOf(paths.create, profile.version), async (request, reply) => {
    if (!/^application\/json\b/i.test(request.headers['content-type'] ?? '')) {
      throw unsupportedMediaType(['application/json']);
    }
    const wanted = readCreateBody(request.body, { profile, knobs, nowMs: sandbox.clock.now() });
    const present = mitek.journeys.find(wanted.reference);
    const rule = knobs.get('mitekDuplicateReference');
    if (present !== undefined && rule === 'same') return createAnswer(reply.code(200), mitek, present);
    if (present !== undefined && rule === 'refuse') throw conflict('The reference was used before.');
    const journey = mitek.journeys.create(wanted);
    sendInvitation(sandbox, journey, mitek.linkOf(journey));
    return createAnswer(reply.code(201), mitek, journey);
  });

  const find = ({ params }: FastifyRequest): JourneyRecord => {
    const id: unknown = Object.values(typeof params === 'object' && params !== null ? params : {})[0];
    const journey = mitek.journeys.find(String(id));
    if (journey === undefined) throw notFound('The request');
    return journey;
  };
  if (paths.status !== null) {
    app.get(routeOf(paths.status, profile.version), async (request) => callbackBody(find(request), { profile, knobs }));
  }
  if (paths.cancel !== null) {
    app.post(routeOf(paths.cancel, profile.version), async (request, reply) => {
      mitek.journeys.leave(find(request), 'CANCELLED');
      return reply.code(204).send();
    });
  }
  if (paths.delete !== null) {
    app.delete(routeOf(paths.delete, profile.version), async (request, reply) => {
      mitek.journeys.erase(find(request));
      return reply.code(204).send();
    });
  }
}

function createAnswer(reply: FastifyReply, mitek: Mitek, journey: JourneyRecord): FastifyReply {
  const form = mitek.sandbox.knobs.get('mitekAnswer');
  const { link, requestId } = mitek.profile.response;
  const body = {};
  if (form !== 'link') setAt(body, requestId[0] ?? '/id', journey.requestId);
  if (form !== 'id') setAt(body, link[0] ?? '/link', mitek.linkOf(journey));
  return reply.send(body);
}

function isClient(request: FastifyRequest, { sandbox }: Mitek): boolean {
  const { clientId, clientSecret } = sandbox.state.mitek;
  const given = /^Basic ([A-Za-z0-9+/]+=*)$/i.exec(request.headers.authorization ?? '')?.[1] ?? '';
  const digest = (text: string) => createHash('sha256').update(text).digest();
  const credentials = Buffer.from(given, 'base64').toString();
  return timingSafeEqual(digest(credentials), digest(`${clientId}:${clientSecret}`));
}

/** A path of the profile as a route: its version is fixed, its other parts are open. */
function routeOf(path: string, version: string): string {
  return path.replaceAll('{version}', version).replace(/\{(reference|requestId)\}/g, ':$1');
}
