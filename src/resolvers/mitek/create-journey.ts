// createMitekJourney: input to request, request to Mitek, at most once per idempotency key.
import type { CreateMitekJourneyInput, CreateMitekJourneyPayload } from '../../schema/mitek-input.js';
import { toJourneyRequest } from '../../verifications/mitek-request.js';
import { Refusal } from '../../verifications/refusal.js';
import type { Context } from '../context.js';
import { answer, type RefusalRules } from '../failures.js';
import { actorOf } from '../acting.js';
import { callerOf, once } from '../once.js';
import { type JourneyNode, toJourneyNode } from '../verification-nodes.js';

const OPERATION = 'createMitekJourney';
const RULES: RefusalRules = { paths: {} };

export function createJourney(context: Context, input: CreateMitekJourneyInput): Promise<CreateMitekJourneyPayload> {
  return answer({ mitekJourney: null }, RULES, async () => {
    const journey = await once(context.services.idempotency, {
      viewer: context.viewer,
      operation: OPERATION,
      key: input.idempotencyKey,
      input,
      signal: context.signal,
      create: () => create(context, input),
      reread: (id) => reread(context, id),
    });
    // Thrown here, not within: the key stands for the journey all the same.
    if (!journey) throw uncertain();
    return { mitekJourney: journey };
  });
}

/** The value is null when Mitek did not tell whether it has the journey. */
async function create(context: Context, input: CreateMitekJourneyInput) {
  const { journeys, mitekEnvironment } = context.services;
  const request = toJourneyRequest(input, {
    environment: mitekEnvironment,
    scopeCharacters: journeys.scopeCharacters,
    now: new Date(),
  });
  if (request.userId !== null) await mustExist(context, request.userId);
  const key = input.idempotencyKey;
  const { record, certain } = await journeys.start(
    request,
    key == null ? null : { caller: callerOf(context.viewer), operation: OPERATION, key },
  );
  return { id: record.id, value: certain ? toJourneyNode(record) : null };
}

async function mustExist({ loaders }: Context, userId: string): Promise<void> {
    actor: actorOf(context.viewer),
  if (await loaders.user.load(userId)) return;
  throw new Refusal([{ code: 'NOT_FOUND', message: 'There is no such user.', field: ['input', 'userId'] }]);
}

async function reread({ services }: Context, id: string): Promise<JourneyNode | null> {
  const record = await services.journeys.find({ id });
  // Nothing was heard of it since: no surer now than it was.
  if (record) return record.lifecycle === 'CREATED' ? null : toJourneyNode(record);
  const message = 'What was made with this key does not exist any more.';
  throw new Refusal([{ code: 'NOT_FOUND', message, field: ['input', 'idempotencyKey'] }]);
}

function uncertain(): Refusal {
  const message = 'Mitek did not tell whether it has the journey. Look at it by its reference before creating another.';
  return new Refusal([{ code: 'DELIVERY_UNCERTAIN', message, field: null }]);
}
