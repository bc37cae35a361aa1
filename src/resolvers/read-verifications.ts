// Verifications of either source from the store: one, or a page of many.
import type { GraphQLResolveInfo } from 'graphql';
import { Permission } from '../auth/permissions.js';
import { mayFollow } from '../auth/viewer.js';
import type { Verification } from '../schema/verification.js';
import type { VerificationConnection } from '../schema/verification-list.js';
import type { ListFilter, ListPlace } from '../store/list-filter.js';
import type { VerificationRecord } from '../store/records.js';
import { whileWanted } from '../telemetry/scope.js';
import type { Context } from './context.js';
import { cursorInvalid } from './cursors.js';
import { checkPageSize } from './paging.js';
import { readTransaction } from './read-transaction.js';
import { asksFor, asksOnlyFor } from './selection.js';
import { toVerificationNode } from './verification-nodes.js';

const READ = [Permission.VERIFY_READ, Permission.MITEK_READ];

/** Fields that both sources have, all of them answered from the store. */
const COMMON = [
  '__typename',
  'id',
  'source',
  'reference',
  'user',
  'lifecycle',
  'decision',
  'version',
  'createdAt',
  'updatedAt',
  'expiresAt',
  'finishedAt',
  'upstream',
  'allowedActions',
  'timeline',
];

/**
 * One verification. PingOne is asked only for what the store does not hold, or for a transaction of the viewer's that it does not know.
 * @returns null when it does not exist or is not the viewer's to see
 */
export async function readVerification(
  context: Context,
  id: string,
  info: GraphQLResolveInfo,
): Promise<Verification | null> {
  const record = await context.services.verifications.find(id);
  if (!record) return readTransaction(context, id, null);
  if (!mayFollow(context.viewer, READ, { id, ownerId: record.userId })) return null;
  if (record.source === 'PINGONE_VERIFY' && record.deletedAt === null && !asksOnlyFor(info, COMMON)) {
    return readTransaction(context, id, null);
  }
  return toVerificationNode(record);
}

/** A page of verifications, whose nodes are as one source shows them where the list is of one source only. */
interface Page<Node> extends Omit<VerificationConnection, 'edges'> {
  readonly edges: readonly { readonly node: Node; readonly cursor: string }[];
}

/** @throws GraphQLError BAD_USER_INPUT for a size outside 1 to 100; CURSOR_INVALID for a cursor of another list or filter */
export async function readVerifications(
  context: Context,
  filter: ListFilter,
  paging: { readonly first: number; readonly after: string | null },
  info: GraphQLResolveInfo,
): Promise<VerificationConnection> {
  return readPage(context, filter, paging, info, toVerificationNode);
}

/** The same for a list of one source. @param toNode how that source shows a verification */
export async function readPage<Node>(
  { services: { verificationList, cursors }, signal }: Context,
  filter: ListFilter,
  { first, after }: { readonly first: number; readonly after: string | null },
  info: GraphQLResolveInfo,
  toNode: (record: VerificationRecord) => Node,
): Promise<Page<Node>> {
  checkPageSize(first);
  const list = nameOf(filter);
  const from = after === null ? null : toPlace(cursors.toPlace(list, after));
  // One more than asked for tells whether there is a next page.
  const count = asksFor(info, ['totalCount']);
  const { entries, total, head } = await whileWanted(signal, () =>
    verificationList.read(filter, from, first + 1, { count }),
  );
  const edges = entries.slice(0, first).map(({ record, place }) => ({
    node: toNode(record),
    cursor: cursors.ofPlace(list, `${place.createdAtMicros} ${place.id}`),
  }));
  return {
    edges,
    pageInfo: {
      hasNextPage: entries.length > first,
      hasPreviousPage: after !== null,
      startCursor: edges.at(0)?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
    totalCount: total,
    feedCursor: cursors.ofPosition(head),
  };
}

/** Lists with the same filter have the same name, whatever order it was given in. */
function nameOf(filter: ListFilter): string {
  const given = Object.entries(filter).flatMap(([name, value]): [string, unknown][] => {
    if (value === null || value === undefined) return [];
    return [[name, Array.isArray(value) ? [...new Set<unknown>(value)].sort() : value]];
  });
  return `verifications ${JSON.stringify(given.sort(([one], [other]) => (one < other ? -1 : 1)))}`;
}

function toPlace(text: string): ListPlace {
  const [micros, id] = text.split(' ');
  if (micros === undefined || id === undefined) throw cursorInvalid({});
  return { createdAtMicros: BigInt(micros), id };
}
