// The timeline of a verification, page by page.
import type { GraphQLResolveInfo } from 'graphql';
import type { VerificationEventConnection } from '../schema/verification-event.js';
import type { VerificationRecord } from '../store/records.js';
import { whileWanted } from '../telemetry/scope.js';
import type { Context } from './context.js';
import { checkPageSize } from './paging.js';
import { asksFor } from './selection.js';
import { toVerificationEvent } from './verification-nodes.js';

/** @throws GraphQLError BAD_USER_INPUT for a size outside 1 to 100; CURSOR_INVALID for a foreign cursor */
export async function readTimeline(
  { services: { cursors, verifications }, signal }: Context,
  record: VerificationRecord,
  { first, after }: { readonly first: number; readonly after: string | null },
  info: GraphQLResolveInfo,
): Promise<VerificationEventConnection> {
  checkPageSize(first);
  const from = after === null ? 0n : cursors.toPosition(after);
  // One more than asked for tells whether there is a next page.
  const count = asksFor(info, ['totalCount']);
  const { events, total } = await whileWanted(signal, () =>
    verifications.timeline(record.id, from, first + 1, { count }),
  );
  const edges = events.slice(0, first).map((event) => ({
    node: toVerificationEvent(event),
    cursor: cursors.ofPosition(event.position),
  }));
  return {
    edges,
    pageInfo: {
      hasNextPage: events.length > first,
      hasPreviousPage: after !== null,
      startCursor: edges.at(0)?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
    totalCount: total,
  };
}
