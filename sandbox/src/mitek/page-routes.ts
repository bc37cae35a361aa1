/** The pages of journeys on Mitek's origin, and the private calls by which they read and move one. */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { read } from '../control/input.js';
import { notFound } from '../http/errors.js';
import { addAssets, HTML_TYPE, sendPage } from '../pages/assets.js';
import { renderJourneyPage, renderNoJourneyPage } from '../pages/mitek/page.js';
import { nextStep } from './journeys.js';
import { textsFor } from './languages.js';
import type { Mitek } from './mitek.js';
import { isFinal, type JourneyRecord, STEP_OUTCOMES, STEPS } from './model.js';
import { documentTypeOf } from './scope.js';

const actInput = z.discriminatedUnion('action', [
  z.strictObject({ action: z.literal('begin') }),
  z.strictObject({
    action: z.literal('step'),
    step: z.enum(STEPS),
    outcome: z.enum(STEP_OUTCOMES),
    documentType: z.string().max(64).optional(),
  }),
  z.strictObject({ action: z.literal('cancel') }),
  z.strictObject({ action: z.literal('abandon') }),
]);

/** What the page shows. */
export interface JourneyView {
  readonly view: 'welcome' | 'selfie' | 'documents' | 'attachments' | 'checking' | 'review' | 'result';
  /** How it ended; null while it goes on. */
  readonly outcome: 'passed' | 'failed' | 'expired' | 'cancelled' | 'abandoned' | 'bypassed' | null;
  readonly steps: readonly { readonly name: string; readonly isDone: boolean }[];
}

type WithId = { Params: { lang: string; id: string } };

/** Adds them. They need no authentication: whoever has the link may walk. */
export function addJourneyPages(app: FastifyInstance, mitek: Mitek): void {
  const find = (request: FastifyRequest<WithId>): JourneyRecord => {
    const journey = mitek.sandbox.state.mitek.journeys.get(request.params.id);
    if (journey === undefined) throw notFound('The journey');
    return journey;
  };
  addAssets(app);

  app.get<WithId>('/:lang/checkid/request/:id', async (request, reply) => {
    const journey = mitek.sandbox.state.mitek.journeys.get(request.params.id);
    const language = textsFor(request.params.lang);
    if (journey === undefined) return sendPage(reply.code(404), HTML_TYPE, renderNoJourneyPage(language));
    const known = Object.values(mitek.profile.documentTypes);
    const tokens = journey.documentTypes.length > 0 ? journey.documentTypes : known;
    const documents = tokens.map((token) => ({ token, type: documentTypeOf(token, mitek.profile) }));
    const { name, note, attachmentKeys } = journey;
    const steps = journey.progress.map((step) => step.name);
    return sendPage(reply, HTML_TYPE, renderJourneyPage({ ...language, name, note, steps, documents, attachmentKeys }));
  });

  app.get<WithId>('/:lang/checkid/request/:id/state', async (request) => viewOf(find(request)));

  app.post<WithId>('/:lang/checkid/request/:id/state', async (request) => {
    const journey = find(request);
    const act = read(actInput, request.body);
    if (act.action === 'begin') mitek.journeys.begin(journey);
    else if (act.action === 'cancel') mitek.journeys.leave(journey, 'CANCELLED');
    else if (act.action === 'abandon') mitek.journeys.leave(journey, 'ABANDONED');
    else {
      const shown = act.documentType === undefined ? [] : [act.documentType];
      mitek.journeys.finishStep(journey, act.step, act.outcome, act.step === 'documents' ? shown : []);
    }
    return viewOf(journey);
  });
}

function viewOf(journey: JourneyRecord): JourneyView {
  const steps = journey.progress.map(({ name, outcome }) => ({ name, isDone: outcome !== null }));
  const step = nextStep(journey);
  if (isFinal(journey)) return { view: 'result', outcome: outcomeOf(journey), steps };
  if (journey.status !== 'SENT') return { view: 'review', outcome: null, steps };
  if (!journey.isStarted) return { view: 'welcome', outcome: null, steps };
  return { view: step === undefined || journey.plan.length > 0 ? 'checking' : step.name, outcome: null, steps };
}

function outcomeOf({ status, result }: JourneyRecord): JourneyView['outcome'] {
  if (status === 'EXPIRED') return 'expired';
  if (status === 'CANCELLED') return 'cancelled';
  if (status === 'ABANDONED') return 'abandoned';
  if (status === 'BYPASSED') return 'bypassed';
  return result === 'PASS' ? 'passed' : 'failed';
}
