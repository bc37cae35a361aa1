// Answers what verifications of every source have in common.
import { Arg, FieldResolver, ID, Int, type Maybe, Resolver, Root, Subscription } from 'type-graphql';
import { Access } from '../auth/access.js';
import { Permission } from '../auth/permissions.js';
import { User } from '../schema/user.js';
import { Verification } from '../schema/verification.js';
import { VerificationEventConnection, VerificationStatusEvent } from '../schema/verification-event.js';
import { notWired } from './not-wired.js';

/** Fields of every verification; a source may say `user` again in its own words. */
@Resolver(() => Verification)
export class VerificationResolver {
  @FieldResolver(() => User, { nullable: true, description: 'Whom it is about, if it is linked to a directory user.' })
  async user(@Root() verification: Verification): Promise<User | null> {
    return notWired(verification);
  }

  @FieldResolver(() => VerificationEventConnection, { description: 'All that happened to it, oldest first.' })
  async timeline(
    @Root() verification: Verification,
    @Arg('first', () => Int, { defaultValue: 20, description: 'Page size, 1 to 100.' }) first: number,
    @Arg('after', () => String, { nullable: true, description: 'Cursor of the last event already seen.' })
    after: Maybe<string>,
  ): Promise<VerificationEventConnection> {
    return notWired(verification, first, after);
  }

  @Subscription(() => VerificationStatusEvent, {
    subscribe: () => notWired(),
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
    userId: Maybe<string>,
    @Arg('after', () => String, { nullable: true, description: '`cursor` of the last event already seen.' })
    after: Maybe<string>,
  ): VerificationStatusEvent {
    return notWired(event, userId, after);
  }
}

/** The verification a status event is about. */
@Resolver(() => VerificationStatusEvent)
export class VerificationStatusEventResolver {
  @FieldResolver(() => Verification, {
    description: 'The verification as it is now, which can be newer than the change.',
  })
  async verification(@Root() event: VerificationStatusEvent): Promise<Verification> {
    return notWired(event);
  }
}
