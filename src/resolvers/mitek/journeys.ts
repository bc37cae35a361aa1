// Answers Mitek journeys: create, read, watch. What they have in common with other verifications is answered in verifications.ts.
import type { GraphQLResolveInfo } from 'graphql';
import {
  Arg,
  Ctx,
  FieldResolver,
  ID,
  Info,
  type Maybe,
  Mutation,
  Query,
  Resolver,
  Root,
  Subscription,
} from 'type-graphql';
import { Access, Pii } from '../../auth/access.js';
import { Permission, PiiKind } from '../../auth/permissions.js';
import { MitekVerificationData } from '../../schema/mitek-data.js';
import { CreateMitekJourneyInput, CreateMitekJourneyPayload } from '../../schema/mitek-input.js';
import {
  MitekDeliveryMethod,
  MitekJourney,
  MitekJourneyResult,
  MitekJourneyStatus,
  MitekLanguage,
  MitekScope,
} from '../../schema/mitek-journey.js';
import { DateScalar, DateTimeScalar, UrlScalar } from '../../schema/scalars.js';
import { User } from '../../schema/user.js';
import { VerificationStatusEvent } from '../../schema/verification-event.js';
import type { Context } from '../context.js';
import { statusEvents } from '../status-events.js';
import { type JourneyNode, userOf } from '../verification-nodes.js';
import { createJourney } from './create-journey.js';
import { findingsOf, findOwnJourney, type JourneyName, journeyOf, personOf, readJourney } from './read-journey.js';

/** Mitek journeys. */
@Resolver(() => MitekJourney)
export class MitekJourneyResolver {
  @Query(() => MitekJourney, { nullable: true, description: 'One Mitek journey. Give exactly one argument.' })
  @Access({ requires: [Permission.MITEK_READ], owner: 'record' })
  async mitekJourney(
    @Arg('id', () => ID, { nullable: true, description: 'Journey id.' }) id: Maybe<string>,
    @Arg('reference', () => String, { nullable: true, description: 'The reference it was created with.' })
    reference: Maybe<string>,
    @Ctx() context: Context,
  ): Promise<MitekJourney | null> {
    return readJourney(context, { id, reference });
  }

  @Mutation(() => CreateMitekJourneyPayload, {
    description: 'Creates a Mitek journey; Mitek sends the link by e-mail or SMS.',
  })
  @Access({ requires: [Permission.MITEK_WRITE] })
  async createMitekJourney(
    @Arg('input', () => CreateMitekJourneyInput, { description: 'Whom to verify, and how.' })
    input: CreateMitekJourneyInput,
    @Ctx() context: Context,
  ): Promise<CreateMitekJourneyPayload> {
    return createJourney(context, input);
  }

  @Subscription(() => VerificationStatusEvent, {
    subscribe: async ({ args, context }: { args: JourneyName & { after?: Maybe<string> }; context: Context }) => {
      const record = await findOwnJourney(context, args);
      return statusEvents(context, args.after, (after) => context.services.watching.watchOne(record, after));
    },
    description:
      'Each change of one Mitek journey; ends after the final one. Give exactly one of `id` and `reference`.',
  })
  @Access({ requires: [Permission.MITEK_READ], owner: 'record' })
  mitekJourneyStatusChanged(
    @Root() event: VerificationStatusEvent,
    @Arg('id', () => ID, { nullable: true, description: 'Journey id.' }) _id: Maybe<string>,
    @Arg('reference', () => String, { nullable: true, description: 'The reference it was created with.' })
    _reference: Maybe<string>,
    @Arg('after', () => String, { nullable: true, description: '`cursor` of the last event already seen.' })
    _after: Maybe<string>,
  ): VerificationStatusEvent {
    return event;
  }

  @FieldResolver(() => User, {
    nullable: true,
    description: 'Whom it is about, if it was linked to a directory user.',
  })
  async user(@Root() journey: JourneyNode, @Ctx() context: Context): Promise<User | null> {
    return userOf(journey.record, context);
  }

  @FieldResolver(() => MitekJourneyStatus, { description: "Mitek's own status." })
  async status(@Root() { record }: JourneyNode, @Ctx() { services }: Context): Promise<MitekJourneyStatus> {
    return services.journeys.wordsOf(record).status;
  }

  @FieldResolver(() => MitekJourneyResult, {
    nullable: true,
    description: "Mitek's verdict. Null while there is none.",
  })
  async result(@Root() { record }: JourneyNode, @Ctx() { services }: Context): Promise<MitekJourneyResult | null> {
    return services.journeys.wordsOf(record).result;
  }

  @FieldResolver(() => ID, { nullable: true, description: "Mitek's id of the journey, where known." })
  async requestId(@Root() journey: JourneyNode, @Ctx() context: Context): Promise<string | null> {
    return (await journeyOf(journey, context)).requestId;
  }

  @FieldResolver(() => UrlScalar, { nullable: true, description: 'Page on which the person goes through the journey.' })
  @Pii(PiiKind.CREDENTIAL, { requires: [Permission.MITEK_WRITE], owner: true })
  async journeyUrl(@Root() journey: JourneyNode, @Ctx() context: Context): Promise<string | null> {
    return (await personOf(journey, context))?.journeyUrl ?? null;
  }

  @FieldResolver(() => String, { nullable: true, description: 'Full legal name it was created with.' })
  @Pii(PiiKind.NAME, { requires: [Permission.PII_READ], owner: true })
  async name(@Root() journey: JourneyNode, @Ctx() context: Context): Promise<string | null> {
    return (await personOf(journey, context))?.name ?? null;
  }

  @FieldResolver(() => MitekDeliveryMethod, { description: 'How the link was sent.' })
  async deliveryMethod(@Root() journey: JourneyNode, @Ctx() context: Context): Promise<MitekDeliveryMethod> {
    return (await journeyOf(journey, context)).deliveryMethod;
  }

  @FieldResolver(() => String, { nullable: true, description: 'E-mail address the link went to.' })
  @Pii(PiiKind.CONTACT, { requires: [Permission.PII_READ], owner: true })
  async email(@Root() journey: JourneyNode, @Ctx() context: Context): Promise<string | null> {
    return (await personOf(journey, context))?.email ?? null;
  }

  @FieldResolver(() => String, { nullable: true, description: 'Phone number the link went to.' })
  @Pii(PiiKind.CONTACT, { requires: [Permission.PII_READ], owner: true })
  async phone(@Root() journey: JourneyNode, @Ctx() context: Context): Promise<string | null> {
    return (await personOf(journey, context))?.phone ?? null;
  }

  @FieldResolver(() => String, { description: 'Mitek environment.' })
  async environment(@Root() journey: JourneyNode, @Ctx() context: Context): Promise<string> {
    return (await journeyOf(journey, context)).environment;
  }

  @FieldResolver(() => Boolean, { description: 'Whether the defaults of that environment decide what is asked for.' })
  async useDefaults(@Root() journey: JourneyNode, @Ctx() context: Context): Promise<boolean> {
    return (await journeyOf(journey, context)).useDefaults;
  }

  @FieldResolver(() => MitekScope, { nullable: true, description: 'What is asked for. Null with `useDefaults`.' })
  async scope(@Root() journey: JourneyNode, @Ctx() context: Context): Promise<MitekScope | null> {
    return (await journeyOf(journey, context)).scope;
  }

  @FieldResolver(() => DateScalar, { nullable: true, description: 'Last day on which it can be done.' })
  async endDate(@Root() journey: JourneyNode, @Ctx() context: Context): Promise<string | null> {
    return (await journeyOf(journey, context)).endDate;
  }

  @FieldResolver(() => [String], { description: 'Order of the pages.' })
  async tabsOrder(@Root() journey: JourneyNode, @Ctx() context: Context): Promise<readonly string[]> {
    return (await journeyOf(journey, context)).tabsOrder;
  }

  @FieldResolver(() => String, { nullable: true, description: 'Welcome text of the first page.' })
  @Pii(PiiKind.FREE_TEXT, { requires: [Permission.PII_READ], owner: true })
  async note(@Root() journey: JourneyNode, @Ctx() context: Context): Promise<string | null> {
    return (await personOf(journey, context))?.note ?? null;
  }

  @FieldResolver(() => MitekLanguage, {
    nullable: true,
    description: "Language of the pages. Null: Mitek's default, English.",
  })
  async language(@Root() journey: JourneyNode, @Ctx() context: Context): Promise<MitekLanguage | null> {
    return (await journeyOf(journey, context)).language;
  }

  @FieldResolver(() => MitekVerificationData, {
    nullable: true,
    description: 'What Mitek found. Null until the first callback that brings it, and after redaction.',
  })
  async verificationData(
    @Root() journey: JourneyNode,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<MitekVerificationData | null> {
    return findingsOf(journey, context, info);
  }

  @FieldResolver(() => DateTimeScalar, { nullable: true, description: 'When personal data was erased on request.' })
  async redactedAt(@Root() journey: JourneyNode, @Ctx() context: Context): Promise<Date | null> {
    return (await journeyOf(journey, context)).redactedAt;
  }
}
