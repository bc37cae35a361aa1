// Answers the audit log: who did or read what through the gateway.
import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Ctx, FieldResolver, Info, Int, type Maybe, Query, Resolver, Root } from 'type-graphql';
import { Access } from '../auth/access.js';
import { Permission } from '../auth/permissions.js';
import { AuditEvent, AuditEventConnection, AuditLogFilter } from '../schema/audit.js';
import { User } from '../schema/user.js';
import type { StoredAuditEntry } from '../store/audit-log.js';
import type { Context } from './context.js';
import { checkPageSize } from './paging.js';
import { readUser } from './read-user.js';
import { asksFor } from './selection.js';

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
    @Info() info: GraphQLResolveInfo,
  ): Promise<AuditEventConnection | null> {
    return readAuditLog(context, filter ?? {}, { first, after: after ?? null }, info);
  }

  @FieldResolver(() => User, { nullable: true, description: 'User the record is about.' })
  async user(@Root() { userId }: StoredAuditEntry, @Ctx() context: Context): Promise<User | null> {
    return userId === null ? null : readUser(context, userId);
  }
}

async function readAuditLog(
  { services: { auditLog, cursors } }: Context,
  filter: AuditLogFilter,
  { first, after }: { readonly first: number; readonly after: string | null },
  info: GraphQLResolveInfo,
): Promise<AuditEventConnection> {
  checkPageSize(first);
  const before = after === null ? null : BigInt(cursors.toPlace(LIST, after));
  // One more than asked for tells whether there is a next page.
  const [entries, totalCount] = await Promise.all([
    auditLog.read(filter, before, first + 1),
    asksFor(info, ['totalCount']) ? auditLog.count(filter) : null,
  ]);
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
