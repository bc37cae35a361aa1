// What goes in to create a Mitek journey, and what comes back. The journey itself is in mitek-journey.ts.
import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { MitekDeliveryMethod, MitekDocumentType, MitekJourney, MitekLanguage } from './mitek-journey.js';
import { DateScalar, EmailAddressScalar, PhoneNumberScalar } from './scalars.js';
import { UserError } from './shared.js';

@InputType({ description: 'What a journey asks for; at least one of selfie, documents, attachments.' })
export class MitekScopeInput {
  @Field(() => Boolean, { defaultValue: false, description: 'A selfie, to compare faces.' })
  readonly selfie!: boolean;

  @Field(() => Boolean, { defaultValue: false, description: 'Identity documents.' })
  readonly documents!: boolean;

  @Field(() => [MitekDocumentType], {
    nullable: true,
    description: 'Which documents. Only with `documents`. Default: any.',
  })
  readonly documentTypes?: readonly MitekDocumentType[] | null;

  @Field(() => Boolean, { defaultValue: false, description: 'Attachments.' })
  readonly attachments!: boolean;

  @Field(() => [String], {
    nullable: true,
    description: "Which attachments, by the tenant's own keys. Only with `attachments`. Default: all.",
  })
  readonly attachmentKeys?: readonly string[] | null;
}

@InputType({ description: 'A Mitek journey to create.' })
export class CreateMitekJourneyInput {
  @Field(() => ID, { nullable: true, description: 'Directory user to link it to.' })
  readonly userId?: string | null;

  @Field(() => String, {
    description:
      'Full legal name as on the document, at least two words with letters; middle names are not needed. At most 200 characters, no pictures and symbols.',
  })
  readonly name!: string;

  @Field(() => MitekDeliveryMethod, { description: 'How to send the link.' })
  readonly deliveryMethod!: MitekDeliveryMethod;

  @Field(() => EmailAddressScalar, {
    nullable: true,
    description: 'E-mail address. Needed with EMAIL; with SMS it is kept here and not told to Mitek.',
  })
  readonly email?: string | null;

  @Field(() => PhoneNumberScalar, {
    nullable: true,
    description:
      'Phone number, beginning with `+` or `00`. Needed with SMS; with EMAIL it is kept here and not told to Mitek.',
  })
  readonly phone?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Mitek environment; letter case matters. Default: that of the deployment, else `live`.',
  })
  readonly environment?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Your own unique id, letters, digits and dashes. Default: a random one.',
  })
  readonly reference?: string | null;

  @Field(() => Boolean, {
    defaultValue: false,
    description: "True: what is asked for comes from the environment's defaults, and `scope` must be left out.",
  })
  readonly useDefaults!: boolean;

  @Field(() => MitekScopeInput, { nullable: true, description: 'What to ask for. Needed without `useDefaults`.' })
  readonly scope?: MitekScopeInput | null;

  @Field(() => DateScalar, {
    nullable: true,
    description: "Last day on which it can be done, at most 365 days ahead. Default: Mitek's.",
  })
  readonly endDate?: string | null;

  @Field(() => [String], {
    nullable: true,
    description:
      'Order of the pages, such as `selfie`, `documents`, `attachments`; list all of them, also those not asked for. Default: from the scope.',
  })
  readonly tabsOrder?: readonly string[] | null;

  @Field(() => String, {
    nullable: true,
    description: 'Welcome text of the first page, in place of the one set at Mitek.',
  })
  readonly note?: string | null;

  @Field(() => MitekLanguage, { nullable: true, description: 'Language of the pages. Default: English.' })
  readonly language?: MitekLanguage | null;

  @Field(() => String, {
    nullable: true,
    description: 'Repeats with the same key and input within 24 hours get the first answer. 1 to 255 characters.',
  })
  readonly idempotencyKey?: string | null;
}

@ObjectType({ description: 'Answer of createMitekJourney.' })
export class CreateMitekJourneyPayload {
  @Field(() => MitekJourney, {
    nullable: true,
    description: 'The new journey; also beside DELIVERY_UNCERTAIN, so that it can be read again.',
  })
  readonly mitekJourney!: MitekJourney | null;

  @Field(() => [UserError], { description: 'What to put right.' })
  readonly userErrors!: readonly UserError[];
}
