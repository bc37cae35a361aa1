// Answers what verifications of every source have in common.
import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Ctx, FieldResolver, ID, Info, Int, type Maybe, Resolver, Root, Subscription } from 'type-graphql';
import { Access } from '../auth/access.js';
import { Permission } from '../auth/permissions.js';
import { User } from '../schema/user.js';
import { Verification } from '../schema/verification.js';
import { VerificationEventConnection, VerificationStatusEvent } from '../schema/verification-event.js';
import type { Context } from './context.js';
import { type StatusEventNode, statusEvents } from './status-events.js';
import { readTimeline } from './timeline.js';
import { toVerificationNode, userOf, type VerificationNode } from './verification-nodes.js';

/** Fields of every verification; a source may say `user` again in its own words. */
@Resolver(() => Verification)
export class VerificationResolver {
  @FieldResolver(() => User, { nullable: true, description: 'Whom it is about, if it is linked to a directory user.' })
  async user(@Root() verification: VerificationNode, @Ctx() context: Context): Promise<User | null> {
    return userOf(verification.record, context);
  }

  @FieldResolver(() => VerificationEventConnection, { description: 'All that happened to it, oldest first.' })
  async timeline(
    @Root() verification: VerificationNode,
    @Arg('first', () => Int, { defaultValue: 20, description: 'Page size, 1 to 100.' }) first: number,
    @Arg('after', () => String, { nullable: true, description: 'Cursor of the last event already seen.' })
    after: Maybe<string>,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<VerificationEventConnection> {
    return readTimeline(context, verification.record, { first, after: after ?? null }, info);
  }

  @Subscription(() => VerificationStatusEvent, {
    subscribe: async ({
      args,
      context,
    }: {
      args: { userId?: Maybe<string>; after?: Maybe<string> };
      context: Context;
    }) => {
      const { watching } = context.services;
      const { userId } = args;
      return statusEvents(context, args.after, (after) =>
        userId == null ? watching.watchAll(after) : watching.watchUser(userId, after),
      );
    },
    description:
      "Each change of any verification, or of one user's. Does not end. For one user the present state is one event for each unfinished\n" +
      'verification; for all users there is none: read `verifications` first and subscribe with its `feedCursor`.',
  })
  @Access({ requires: [Permission.VERIFY_READ, Permission.MITEK_READ], owner: 'userId' })
  verificationStatusChanged(
    @Root() event: VerificationStatusEvent,
    @Arg('userId', () => ID, {
      nullable: true,
      description: 'Only verifications of this user. End users must name themselves.',
    })
    _userId: Maybe<string>,
    @Arg('after', () => String, { nullable: true, description: '`cursor` of the last event already seen.' })
    _after: Maybe<string>,
  ): VerificationStatusEvent {
    return event;
  }
}

/** The verification a status event is about. */
@Resolver(() => VerificationStatusEvent)
export class VerificationStatusEventResolver {
  @FieldResolver(() => Verification, {
    description: 'The verification as it is now, which can be newer than the change.',
  })
  async verification(@Root() event: StatusEventNode, @Ctx() context: Context): Promise<Verification> {
    return toVerificationNode(await context.services.verifications.mustFind(event.verificationId));
  }
}
