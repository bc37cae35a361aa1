// Answers who the caller is.
import { Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { Access } from '../auth/access.js';
import { ownedBy } from '../auth/ownership.js';
import { Permission } from '../auth/permissions.js';
import { User } from '../schema/user.js';
import { Viewer } from '../schema/viewer.js';
import type { Context } from './context.js';
import { readUser } from './read-user.js';

/** The caller and its own directory record. */
@Resolver(() => Viewer)
export class ViewerResolver {
  @Query(() => Viewer, { description: 'The caller: who the token stands for and what it may do.' })
  @Access({ requires: [] })
  async viewer(@Ctx() { viewer }: Context): Promise<Viewer> {
    const { id, kind, displayName, expiresAt } = viewer;
    const permissions = Object.values(Permission).filter((permission) => viewer.permissions.has(permission));
    return ownedBy(kind === 'END_USER' ? id : null, { id, kind, displayName, permissions, expiresAt });
  }

  @FieldResolver(() => User, {
    nullable: true,
    description: "The caller's own directory record, if the caller is an end user.",
  })
  async user(@Root() { id, kind }: Viewer, @Ctx() context: Context): Promise<User | null> {
    return kind === 'END_USER' ? readUser(context, id) : null;
  }
}
