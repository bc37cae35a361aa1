// createMitekJourney: input to request, request to Mitek, at most once per idempotency key.
import type { CreateMitekJourneyInput, CreateMitekJourneyPayload } from '../../schema/mitek-input.js';
import type { UserError } from '../../schema/shared.js';
import { wasConfirmed } from '../../verifications/mitek-journey.js';
import { toJourneyRequest } from '../../verifications/mitek-request.js';
import { Refusal } from '../../verifications/refusal.js';
import { actorOf } from '../acting.js';
import type { Context } from '../context.js';
import { answer, type RefusalRules } from '../failures.js';
import { callerOf, once } from '../once.js';
import { type JourneyNode, toJourneyNode } from '../verification-nodes.js';

const OPERATION = 'createMitekJourney';
const RULES: RefusalRules = { paths: {} };

/** A journey that was asked for. */
interface Made {
  readonly journey: JourneyNode;
  /** Mitek has confirmed it. */
  readonly isCertain: boolean;
}

export async function createJourney(
  context: Context,
  input: CreateMitekJourneyInput,
): Promise<CreateMitekJourneyPayload> {
  const { made, userErrors } = await answer({ made: null }, RULES, async () => ({
    made: await once(context.services.idempotency, {
      viewer: context.viewer,
      operation: OPERATION,
      key: input.idempotencyKey,
      input,
      signal: context.signal,
      create: () => create(context, input),
      reread: (id) => reread(context, id),
    }),
  }));
  if (!made) return { mitekJourney: null, userErrors };
  // Kept, and the key stands for it: whoever asked has to be able to find it.
  return { mitekJourney: made.journey, userErrors: made.isCertain ? [] : [UNCERTAIN] };
}

async function create(
  context: Context,
  input: CreateMitekJourneyInput,
): Promise<{ readonly id: string; readonly value: Made }> {
  const { journeys, mitekEnvironment } = context.services;
  const request = toJourneyRequest(input, {
    // Asked first, so that it is told together with everything else.
    isUserKnown: input.userId == null || (await context.loaders.user.load(input.userId)) !== null,
    actor: actorOf(context.viewer),
    environment: mitekEnvironment,
    scopeCharacters: journeys.scopeCharacters,
    now: new Date(),
  });
  const key = input.idempotencyKey;
  const { record, certain } = await journeys.start(
    request,
    key == null ? null : { caller: callerOf(context.viewer), operation: OPERATION, key },
  );
  return { id: record.id, value: { journey: toJourneyNode(record), isCertain: certain } };
}

async function reread({ services }: Context, id: string): Promise<Made> {
  const record = await services.journeys.find({ id });
  // Nothing was heard of it since: no surer now than it was.
  if (record) return { journey: toJourneyNode(record), isCertain: wasConfirmed(record) };
  const message = 'What was made with this key does not exist any more.';
  throw new Refusal([{ code: 'NOT_FOUND', message, field: ['input', 'idempotencyKey'] }]);
}

const UNCERTAIN: UserError = {
  code: 'DELIVERY_UNCERTAIN',
  message: 'Mitek did not tell whether it has this journey. Read it again before creating another.',
  field: null,
  retryAt: null,
  limit: null,
};
