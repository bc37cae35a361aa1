// Answers verifications of either source: one, and lists of them.
import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Ctx, FieldResolver, ID, Info, Int, type Maybe, Query, Resolver, Root } from 'type-graphql';
import { Access } from '../auth/access.js';
import { Permission } from '../auth/permissions.js';
import { User } from '../schema/user.js';
import { Verification } from '../schema/verification.js';
import { VerificationConnection, VerificationFilter } from '../schema/verification-list.js';
import type { Context } from './context.js';
import { orAll } from './list-filters.js';
import { readVerification, readVerifications } from './read-verifications.js';

/** Verifications of either source, and those of a user. */
@Resolver(() => User)
export class VerificationListResolver {
  @Query(() => Verification, { nullable: true, description: 'One verification of either source.' })
  @Access({ requires: [Permission.VERIFY_READ, Permission.MITEK_READ], owner: 'record' })
  async verification(
    @Arg('id', () => ID, { description: 'Transaction id or journey id.' }) id: string,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Verification | null> {
    return readVerification(context, id, info);
  }

  @Query(() => VerificationConnection, {
    nullable: true,
    description: 'Every verification the gateway tracks, newest first.',
  })
  @Access({ requires: [Permission.VERIFY_READ, Permission.MITEK_READ] })
  async verifications(
    @Arg('filter', () => VerificationFilter, {
      nullable: true,
      description: 'Only verifications that meet all of these.',
    })
    filter: Maybe<VerificationFilter>,
    @Arg('first', () => Int, { defaultValue: 20, description: 'Page size, 1 to 100.' }) first: number,
    @Arg('after', () => String, { nullable: true, description: 'Cursor of the last verification already seen.' })
    after: Maybe<string>,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<VerificationConnection | null> {
    const { lifecycle, decision, ...rest } = filter ?? {};
    const narrowed = { ...rest, lifecycle: orAll(lifecycle), decision: orAll(decision) };
    return readVerifications(context, narrowed, { first, after: after ?? null }, info);
  }

  @FieldResolver(() => VerificationConnection, {
    name: 'verifications',
    nullable: true,
    description: 'Verifications of either source, newest first.',
  })
  @Access({ requires: [Permission.VERIFY_READ, Permission.MITEK_READ], owner: true })
  async verificationsOfUser(
    @Root() { id: userId }: User,
    @Arg('first', () => Int, { defaultValue: 20, description: 'Page size, 1 to 100.' }) first: number,
    @Arg('after', () => String, { nullable: true, description: 'Cursor of the last one already seen.' })
    after: Maybe<string>,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<VerificationConnection | null> {
    return readVerifications(context, { userId }, { first, after: after ?? null }, info);
  }
}
