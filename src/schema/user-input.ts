// What goes in to create a directory user, and what comes back. The user itself is in user.ts.
import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { EmailAddressScalar, PhoneNumberScalar } from './scalars.js';
import { UserError } from './shared.js';
import { User, UserVerifyStatus } from './user.js';

@InputType({ description: 'Parts of a name, each at most 256 characters.' })
export class PersonNameInput {
  @Field(() => String, { nullable: true, description: 'First name.' })
  readonly given?: string | null;

  @Field(() => String, { nullable: true, description: 'Middle name.' })
  readonly middle?: string | null;

  @Field(() => String, { nullable: true, description: 'Last name.' })
  readonly family?: string | null;

  @Field(() => String, { nullable: true, description: 'Whole name. Default: made from the parts.' })
  readonly formatted?: string | null;

  @Field(() => String, { nullable: true, description: 'Title before the name.' })
  readonly honorificPrefix?: string | null;

  @Field(() => String, { nullable: true, description: 'Addition after the name.' })
  readonly honorificSuffix?: string | null;
}

@InputType({ description: 'Phone numbers of a user.' })
export class UserPhonesInput {
  @Field(() => PhoneNumberScalar, { nullable: true, description: 'Main number.' })
  readonly primary?: string | null;

  @Field(() => PhoneNumberScalar, { nullable: true, description: 'Mobile number.' })
  readonly mobile?: string | null;
}

@InputType({ description: 'Postal address.' })
export class PostalAddressInput {
  @Field(() => String, { nullable: true, description: 'Street and number.' })
  readonly streetAddress?: string | null;

  @Field(() => String, { nullable: true, description: 'Town.' })
  readonly locality?: string | null;

  @Field(() => String, { nullable: true, description: 'State, province or region.' })
  readonly region?: string | null;

  @Field(() => String, { nullable: true, description: 'Post code, at most 40 characters.' })
  readonly postalCode?: string | null;

  @Field(() => String, { nullable: true, description: 'Country, ISO 3166-1, two capital letters.' })
  readonly countryCode?: string | null;
}

@InputType({ description: 'A user to create.' })
export class CreateUserInput {
  @Field(() => String, { description: 'Sign-on name, unique, 1 to 128 characters.' })
  readonly username!: string;

  @Field(() => EmailAddressScalar, { nullable: true, description: 'E-mail address.' })
  readonly email?: string | null;

  @Field(() => PersonNameInput, { nullable: true, description: 'Name.' })
  readonly name?: PersonNameInput | null;

  @Field(() => UserPhonesInput, { nullable: true, description: 'Phone numbers.' })
  readonly phones?: UserPhonesInput | null;

  @Field(() => PostalAddressInput, { nullable: true, description: 'Postal address.' })
  readonly address?: PostalAddressInput | null;

  @Field(() => String, { nullable: true, description: 'Nickname, at most 256 characters.' })
  readonly nickname?: string | null;

  @Field(() => String, { nullable: true, description: 'Title, at most 256 characters.' })
  readonly title?: string | null;

  @Field(() => String, { nullable: true, description: 'Id in another system, at most 1024 characters.' })
  readonly externalId?: string | null;

  @Field(() => ID, { nullable: true, description: 'Population. Default: that of the environment.' })
  readonly populationId?: string | null;

  @Field(() => String, { nullable: true, description: 'Locale, such as `en-US`.' })
  readonly locale?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Preferred languages, in the form of an Accept-Language header.',
  })
  readonly preferredLanguage?: string | null;

  @Field(() => String, { nullable: true, description: 'Time zone, such as `Europe/Madrid`.' })
  readonly timezone?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Repeats with the same key and input within 24 hours get the first answer. 1 to 255 characters.',
  })
  readonly idempotencyKey?: string | null;
}

@ObjectType({ description: 'Answer of createUser.' })
export class CreateUserPayload {
  @Field(() => User, { nullable: true, description: 'The new user.' })
  readonly user!: User | null;

  @Field(() => [UserError], { description: 'What to put right.' })
  readonly userErrors!: readonly UserError[];
}

@InputType({ description: 'New verify status of a user.' })
export class SetUserVerifyStatusInput {
  @Field(() => ID, { description: 'User id.' })
  readonly userId!: string;

  @Field(() => UserVerifyStatus, { defaultValue: UserVerifyStatus.ENABLED, description: 'New status.' })
  readonly verifyStatus!: UserVerifyStatus;
}

@ObjectType({ description: 'Answer of setUserVerifyStatus.' })
export class SetUserVerifyStatusPayload {
  @Field(() => User, { nullable: true, description: 'The user, changed.' })
  readonly user!: User | null;

  @Field(() => [UserError], { description: 'What to put right.' })
  readonly userErrors!: readonly UserError[];
}
