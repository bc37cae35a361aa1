// Answers who the caller is.
import { FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { Access } from '../auth/access.js';
import { User } from '../schema/user.js';
import { Viewer } from '../schema/viewer.js';
import { notWired } from './not-wired.js';

/** The caller and its own directory record. */
@Resolver(() => Viewer)
export class ViewerResolver {
  @Query(() => Viewer, { description: 'The caller: who the token stands for and what it may do.' })
  @Access({ requires: [] })
  async viewer(): Promise<Viewer> {
    return notWired();
  }

  @FieldResolver(() => User, {
    nullable: true,
    description: "The caller's own directory record, if the caller is an end user.",
  })
  async user(@Root() viewer: Viewer): Promise<User | null> {
    return notWired(viewer);
  }
}
