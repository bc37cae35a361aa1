// Finding journeys for a viewer: someone else's looks exactly like one that does not exist.
import { GraphQLError, type GraphQLResolveInfo } from 'graphql';
import { notFoundError } from '../../auth/enforce.js';
import { ownedBy } from '../../auth/ownership.js';
import { Permission } from '../../auth/permissions.js';
import { maySee } from '../../auth/viewer.js';
import type { MitekVerificationData } from '../../schema/mitek-data.js';
import type { StoredJourney } from '../../store/journeys.js';
import type { VerificationRecord } from '../../store/records.js';
import type { JourneyPerson } from '../../verifications/mitek-data.js';
import type { Context } from '../context.js';
import { asksFor } from '../selection.js';
import { type JourneyNode, toJourneyNode } from '../verification-nodes.js';

/** How a caller names a journey: by one of the two. */
export interface JourneyName {
  readonly id?: string | null | undefined;
  readonly reference?: string | null | undefined;
}

const READ = [Permission.MITEK_READ];

/**
 * One journey, as the gateway knows it.
 * @returns null when it does not exist or is not the viewer's to see
 * @throws GraphQLError BAD_USER_INPUT unless it is named by exactly one of id and reference
 */
export async function readJourney(context: Context, name: JourneyName): Promise<JourneyNode | null> {
  const record = await context.services.journeys.find(named(name));
  return record && maySee(context.viewer, READ, record.userId) ? toJourneyNode(record) : null;
}

/** The same for a feed. @throws GraphQLError NOT_FOUND when there is none for the viewer */
export async function findOwnJourney(context: Context, name: JourneyName): Promise<VerificationRecord> {
  const node = await readJourney(context, name);
  if (!node) throw notFoundError();
  return node.record;
}

/** What the journey has beside its verification; read once per operation. */
export async function journeyOf({ id }: JourneyNode, { loaders }: Context): Promise<StoredJourney> {
  const journey = await loaders.journey.load(id);
  if (!journey) throw new Error('A journey has no row of its own.');
  return journey;
}

/** Whom it was created for; null once the time of that is over. */
export async function personOf(node: JourneyNode, context: Context): Promise<JourneyPerson | null> {
  return context.services.journeys.data.personOf(await journeyOf(node, context));
}

/** What of it is sealed with the findings. */
const SEALED = ['name', 'picture', 'documents'];

/** What Mitek found. Of what is past its time the scores remain; of what was erased, nothing. */
export async function findingsOf(
  node: JourneyNode,
  context: Context,
  info: GraphQLResolveInfo,
): Promise<MitekVerificationData | null> {
  const journey = await journeyOf(node, context);
  if (journey.redactedAt !== null || journey.findingsUntil === null) return null;
  const sealed = asksFor(info, SEALED) ? await context.loaders.findings.load(node.id) : null;
  const found = sealed && context.services.journeys.data.findingsOf(sealed);
  const { score, confirmed, scores } = journey;
  const data: MitekVerificationData = {
    score,
    confirmed,
    scores: scores ?? [],
    name: found?.name ?? null,
    picture: found?.picture ?? null,
    documents: found?.documents ?? [],
  };
  return ownedBy(node.record.userId, data, { type: 'MitekJourney', id: node.id });
}

function named({ id, reference }: JourneyName): { readonly id: string } | { readonly reference: string } {
  if (typeof id === 'string' && typeof reference !== 'string') return { id };
  if (typeof reference === 'string' && typeof id !== 'string') return { reference };
  throw new GraphQLError('Give exactly one of `id` and `reference`.', { extensions: { code: 'BAD_USER_INPUT' } });
}
