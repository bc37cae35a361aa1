// Answers the journeys of a directory user.
import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Ctx, FieldResolver, Info, Int, type Maybe, Resolver, Root } from 'type-graphql';
import { Access } from '../../auth/access.js';
import { Permission } from '../../auth/permissions.js';
import { MitekJourneyConnection } from '../../schema/mitek-journey.js';
import { User } from '../../schema/user.js';
import type { Context } from '../context.js';
import { readPage } from '../read-verifications.js';
import { toJourneyNode } from '../verification-nodes.js';

/** Journeys of directory users. */
@Resolver(() => User)
export class UserJourneysResolver {
  @FieldResolver(() => MitekJourneyConnection, {
    nullable: true,
    description: 'Mitek journeys linked to the user, newest first.',
  })
  @Access({ requires: [Permission.MITEK_READ], owner: true })
  async mitekJourneys(
    @Root() { id: userId }: User,
    @Arg('first', () => Int, { defaultValue: 20, description: 'Page size, 1 to 100.' }) first: number,
    @Arg('after', () => String, { nullable: true, description: 'Cursor of the last one already seen.' })
    after: Maybe<string>,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<MitekJourneyConnection | null> {
    const filter = { userId, source: 'MITEK' } as const;
    return readPage(context, filter, { first, after: after ?? null }, info, toJourneyNode);
  }
}
