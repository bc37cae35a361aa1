// Answers the audit log: who did or read what through the gateway.
import { Arg, Ctx, FieldResolver, Int, type Maybe, Query, Resolver, Root } from 'type-graphql';
import { Access } from '../auth/access.js';
import { Permission } from '../auth/permissions.js';
import { AuditEvent, AuditEventConnection, AuditLogFilter } from '../schema/audit.js';
import { User } from '../schema/user.js';
import type { StoredAuditEntry } from '../store/audit-log.js';
import type { Context } from './context.js';
import { checkPageSize } from './paging.js';
import { readUser } from './read-user.js';

const LIST = 'audit log';

/** The audit log. */
@Resolver(() => AuditEvent)
export class AuditLogResolver {
  @Query(() => AuditEventConnection, {
    nullable: true,
    description: 'Who did or read what through the gateway, newest first.',
  })
  @Access({ requires: [Permission.AUDIT_READ] })
  async auditLog(
    @Arg('filter', () => AuditLogFilter, { nullable: true, description: 'Only entries that meet all of these.' })
    filter: Maybe<AuditLogFilter>,
    @Arg('first', () => Int, { defaultValue: 20, description: 'Page size, 1 to 100.' }) first: number,
    @Arg('after', () => String, { nullable: true, description: 'Cursor of the last entry already seen.' })
    after: Maybe<string>,
    @Ctx() context: Context,
  ): Promise<AuditEventConnection | null> {
    return readAuditLog(context, filter ?? {}, first, after ?? null);
  }

  @FieldResolver(() => User, { nullable: true, description: 'User the record is about.' })
  async user(@Root() { userId }: StoredAuditEntry, @Ctx() context: Context): Promise<User | null> {
    return userId === null ? null : readUser(context, userId);
  }
}

async function readAuditLog(
  { services: { auditLog, cursors } }: Context,
  filter: AuditLogFilter,
  first: number,
  after: string | null,
): Promise<AuditEventConnection> {
  checkPageSize(first);
  const before = after === null ? null : BigInt(cursors.toPlace(LIST, after));
  // One more than asked for tells whether there is a next page.
  const [entries, totalCount] = await Promise.all([auditLog.read(filter, before, first + 1), auditLog.count(filter)]);
  const edges = entries.slice(0, first).map((node) => ({ node, cursor: cursors.ofPlace(LIST, String(node.position)) }));
  return {
    edges,
    pageInfo: {
      hasNextPage: entries.length > first,
      hasPreviousPage: after !== null,
      startCursor: edges.at(0)?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
    totalCount,
  };
}
