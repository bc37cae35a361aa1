/** The part of the control API that shows and decides journeys: any status and result, walks, deliveries that go wrong, forgeries. */
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { read } from '../control/input.js';
import { conflict, notFound } from '../http/errors.js';
import { DELIVERIES, FORGERIES } from './callbacks.js';
import { MITEK_NAMES } from './magic-names.js';
import type { Mitek } from './mitek.js';
import { type JourneyRecord, RESULTS } from './model.js';

const RECENT_JOURNEYS = 50;

/** Any text: a word that no published list has is sent as it is. */
const word = z.string().min(1).max(64);
const stateInput = z.strictObject({
  status: word,
  result: word.nullable().default(null),
  reviewedBy: z.string().min(1).max(200).optional(),
  delivery: z.enum(DELIVERIES).default('normal'),
  /** For `late`: when it comes. */
  delayMs: z.int().min(0).max(600_000).optional(),
});
const walkInput = z.strictObject({ outcome: z.enum(RESULTS) });
const forgeryInput = z.strictObject({ forged: z.enum(FORGERIES) });

type WithReference = { Params: { reference: string }; Querystring: { wait?: string } };

/** Adds the routes below `/sandbox/mitek`. They take no token. */
export function addMitekControl(app: FastifyInstance, mitek: Mitek): void {
  const { journeys, callbacks } = mitek;
  const find = (reference: string) => {
    const journey = journeys.find(reference);
    if (journey === undefined) throw notFound('The journey');
    return journey;
  };
  const show = (journey: JourneyRecord) => ({ ...journey, link: mitek.linkOf(journey) });

  app.get<{ Querystring: { limit?: string } }>('/sandbox/mitek', async (request) => {
    const limit = Number(request.query.limit ?? RECENT_JOURNEYS);
    return journeys.all().slice(-Math.max(1, limit)).reverse().map(show);
  });
  app.get('/sandbox/mitek/magic-names', async () => MITEK_NAMES);
  app.get<WithReference>('/sandbox/mitek/:reference', async (request) => show(find(request.params.reference)));

  app.post<WithReference>('/sandbox/mitek/:reference', async (request, reply) => {
    const journey = find(request.params.reference);
    const walk = move(mitek, journey, request.body);
    const isWaiting = request.query.wait !== undefined && request.query.wait !== '0';
    const forgedAnswer = isWaiting || has(request.body, 'forged') ? await walk : undefined;
    if (isWaiting) await callbacks.settled(journey.requestId);
    const { status, result, deliveries } = journey;
    const forgery = forgedAnswer === undefined ? {} : { forgedAnswer };
    return reply.code(202).send({ reference: journey.reference, status, result, deliveries, ...forgery });
  });
}

/** Begins what is asked for. @returns the answer to a forgery; for everything else undefined, when it has happened */
function move(mitek: Mitek, journey: JourneyRecord, body: unknown): Promise<string | undefined> {
  const { journeys, callbacks } = mitek;
  if (has(body, 'forged')) {
    if (journey.callbackUrl === null) throw conflict('The journey has no callback address.');
    const { forged } = read(forgeryInput, body);
    if (forged === 'signature' && !callbacks.areSigned) {
      throw conflict(
        'The profile asks callbacks for no basic, header-secret or hmac, so that one without is no forgery.',
      );
    }
    return callbacks.forge(journey, forged);
  }
  if (has(body, 'outcome')) {
    const { outcome } = read(walkInput, body);
    return journeys.finish(journey, { status: 'COMPLETED', result: outcome }).then(() => undefined);
  }
  const { status, result, reviewedBy, delivery, delayMs } = read(stateInput, body);
  const state = { status, result, ...(reviewedBy === undefined ? {} : { reviewedBy }) };
  journeys.set(journey, state, delivery, delayMs);
  return Promise.resolve(undefined);
}

function has(body: unknown, name: string): boolean {
  return typeof body === 'object' && body !== null && name in body;
}
