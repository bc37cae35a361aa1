// Mitek journeys as GraphQL shows them, and pages of them. What Mitek found is in mitek-data.ts, what goes in is in mitek-input.ts.
import { Field, ID, Int, ObjectType } from 'type-graphql';
import { describedEnum } from './described-enum.js';
import { PageInfo, UpstreamState } from './shared.js';
import { Verification, VerificationAction, VerificationSource } from './verification.js';

export const MitekJourneyStatus = describedEnum('MitekJourneyStatus', "Mitek's status of a journey.", {
  SENT: 'Link sent; may have been started.',
  CONFIRMATION: 'Waits for confirmation by people.',
  COMPLETED: 'Done; see `result`.',
  EXPIRED: 'Time ran out.',
  CANCELLED: 'Called off.',
  ABANDONED: 'The person gave up.',
  BYPASSED: 'Passed over; nothing was checked.',
  UNKNOWN: 'A status this schema has no name for; see `upstream.rawStatus`.',
});
export type MitekJourneyStatus = keyof typeof MitekJourneyStatus;

export const MitekJourneyResult = describedEnum('MitekJourneyResult', "Mitek's verdict.", {
  PASS: 'Passed.',
  FAIL: 'Did not pass.',
  FRAUD: 'Did not pass; fraud suspected.',
  UNKNOWN: 'A verdict this schema has no name for; see `upstream.rawResult`. It never counts as approved.',
});
export type MitekJourneyResult = keyof typeof MitekJourneyResult;

export const MitekDeliveryMethod = describedEnum('MitekDeliveryMethod', 'How the link of a journey is sent.', {
  EMAIL: 'By e-mail; needs `email`.',
  SMS: 'By text message; needs `phone`.',
});
export type MitekDeliveryMethod = keyof typeof MitekDeliveryMethod;

export const MitekDocumentType = describedEnum('MitekDocumentType', 'Kind of document in a journey.', {
  DRIVING_LICENCE: 'Driving licence.',
  PASSPORT: 'Passport.',
  NATIONAL_ID: 'National identity card.',
  UNKNOWN: 'A kind this schema has no name for.',
});
export type MitekDocumentType = keyof typeof MitekDocumentType;

@ObjectType({ description: 'What a journey asks for.' })
export class MitekScope {
  @Field(() => Boolean, { description: 'A selfie.' })
  readonly selfie!: boolean;

  @Field(() => Boolean, { description: 'Identity documents.' })
  readonly documents!: boolean;

  @Field(() => [MitekDocumentType], { description: 'Which documents. Empty: any.' })
  readonly documentTypes!: readonly MitekDocumentType[];

  @Field(() => Boolean, { description: 'Attachments.' })
  readonly attachments!: boolean;

  @Field(() => [String], { description: "Which attachments, by the tenant's own keys. Empty: all." })
  readonly attachmentKeys!: readonly string[];
}

export const MitekLanguage = describedEnum('MitekLanguage', 'Language of a journey.', {
  BRAZILIAN_PORTUGUESE: 'Portuguese as used in Brazil.',
  BULGARIAN: 'Bulgarian.',
  DANISH: 'Danish.',
  DUTCH: 'Dutch.',
  ENGLISH: 'English.',
  FINNISH: 'Finnish.',
  FRENCH: 'French.',
  GERMAN: 'German.',
  GREEK: 'Greek.',
  HUNGARIAN: 'Hungarian.',
  ITALIAN: 'Italian.',
  JAPANESE: 'Japanese.',
  LATVIAN: 'Latvian.',
  LITHUANIAN: 'Lithuanian.',
  NORWEGIAN: 'Norwegian.',
  POLISH: 'Polish.',
  PORTUGUESE: 'Portuguese.',
  ROMANIAN: 'Romanian.',
  RUSSIAN: 'Russian.',
  SLOVAKIAN: 'Slovak.',
  SPANISH: 'Spanish.',
  SWEDISH: 'Swedish.',
  TURKISH: 'Turkish.',
  US_ENGLISH: 'English as used in the USA.',
});
export type MitekLanguage = keyof typeof MitekLanguage;

@ObjectType({
  implements: Verification,
  description:
    'An identity verification run by Mitek. What it found arrives with the callbacks; it cannot be fetched from Mitek later.',
})
export class MitekJourney extends Verification {
  @Field(() => ID, { description: 'Journey id, made by the gateway.' })
  override readonly id!: string;

  @Field(() => VerificationSource, { description: 'Always MITEK.' })
  override readonly source!: VerificationSource;

  @Field(() => UpstreamState, { description: "Status and result in Mitek's words." })
  override readonly upstream!: UpstreamState;

  @Field(() => [VerificationAction], { description: 'What can be done with it now, as far as its state goes.' })
  override readonly allowedActions!: readonly VerificationAction[];

  @Field(() => String, {
    nullable: true,
    description: 'Challenge for apps that wait for the result; made by the gateway.',
  })
  readonly challenge!: string | null;
}

@ObjectType({ description: 'A journey and its cursor.' })
export class MitekJourneyEdge {
  @Field(() => MitekJourney, { description: 'The journey.' })
  readonly node!: MitekJourney;

  @Field(() => String, { description: 'Its cursor.' })
  readonly cursor!: string;
}

@ObjectType({ description: 'A page of Mitek journeys.' })
export class MitekJourneyConnection {
  @Field(() => [MitekJourneyEdge], { description: 'Journeys with their cursors.' })
  readonly edges!: readonly MitekJourneyEdge[];

  @Field(() => PageInfo, { description: 'Where the page lies.' })
  readonly pageInfo!: PageInfo;

  @Field(() => Int, { nullable: true, description: 'How many there are in all.' })
  readonly totalCount!: number | null;
}
