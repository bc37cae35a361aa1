// Directory users as they are read. What goes in is in user-input.ts; their verifications are resolved elsewhere.
import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { Pii } from '../auth/access.js';
import { Permission, PiiKind } from '../auth/permissions.js';
import { describedEnum } from './described-enum.js';
import { DateTimeScalar, EmailAddressScalar } from './scalars.js';
import { PageInfo } from './shared.js';

@ObjectType({ description: 'Parts of a name.' })
export class PersonName {
  @Field(() => String, { nullable: true, description: 'First name.' })
  @Pii(PiiKind.NAME, { requires: [Permission.USERS_READ], owner: true })
  readonly given!: string | null;

  @Field(() => String, { nullable: true, description: 'Middle name.' })
  @Pii(PiiKind.NAME, { requires: [Permission.USERS_READ], owner: true })
  readonly middle!: string | null;

  @Field(() => String, { nullable: true, description: 'Last name.' })
  @Pii(PiiKind.NAME, { requires: [Permission.USERS_READ], owner: true })
  readonly family!: string | null;

  @Field(() => String, { nullable: true, description: 'Whole name, ready to show.' })
  @Pii(PiiKind.NAME, { requires: [Permission.USERS_READ], owner: true })
  readonly formatted!: string | null;

  @Field(() => String, { nullable: true, description: 'Title before the name, such as Dr.' })
  @Pii(PiiKind.NAME, { requires: [Permission.USERS_READ], owner: true })
  readonly honorificPrefix!: string | null;

  @Field(() => String, { nullable: true, description: 'Addition after the name, such as Jr.' })
  @Pii(PiiKind.NAME, { requires: [Permission.USERS_READ], owner: true })
  readonly honorificSuffix!: string | null;
}

@ObjectType({ description: 'Phone numbers of a user.' })
export class UserPhones {
  @Field(() => String, { nullable: true, description: 'Main number.' })
  @Pii(PiiKind.CONTACT, { requires: [Permission.USERS_READ], owner: true })
  readonly primary!: string | null;

  @Field(() => String, { nullable: true, description: 'Mobile number.' })
  @Pii(PiiKind.CONTACT, { requires: [Permission.USERS_READ], owner: true })
  readonly mobile!: string | null;
}

@ObjectType({ description: 'Postal address.' })
export class PostalAddress {
  @Field(() => String, { nullable: true, description: 'Street and number.' })
  @Pii(PiiKind.ADDRESS, { requires: [Permission.USERS_READ], owner: true })
  readonly streetAddress!: string | null;

  @Field(() => String, { nullable: true, description: 'Town.' })
  @Pii(PiiKind.ADDRESS, { requires: [Permission.USERS_READ], owner: true })
  readonly locality!: string | null;

  @Field(() => String, { nullable: true, description: 'State, province or region.' })
  @Pii(PiiKind.ADDRESS, { requires: [Permission.USERS_READ], owner: true })
  readonly region!: string | null;

  @Field(() => String, { nullable: true, description: 'Post code.' })
  @Pii(PiiKind.ADDRESS, { requires: [Permission.USERS_READ], owner: true })
  readonly postalCode!: string | null;

  @Field(() => String, { nullable: true, description: 'Country, ISO 3166-1, two letters.' })
  @Pii(PiiKind.ADDRESS, { requires: [Permission.USERS_READ], owner: true })
  readonly countryCode!: string | null;
}

@ObjectType({ description: 'A group of directory users.' })
export class Population {
  @Field(() => ID, { description: 'Population id.' })
  readonly id!: string;

  @Field(() => String, { nullable: true, description: 'Its name.' })
  readonly name!: string | null;
}

export const UserAccountStatus = describedEnum('UserAccountStatus', 'State of a sign-on account.', {
  OK: 'Usable.',
  LOCKED: 'Locked after failures.',
  UNKNOWN: 'A state this schema has no name for.',
});
export type UserAccountStatus = keyof typeof UserAccountStatus;

@ObjectType({ description: 'State of the sign-on account.' })
export class UserAccount {
  @Field(() => Boolean, { nullable: true, description: 'Whether the user can authenticate now.' })
  readonly canAuthenticate!: boolean | null;

  @Field(() => UserAccountStatus, { description: 'Locked or not.' })
  readonly status!: UserAccountStatus;

  @Field(() => String, { nullable: true, description: '`status` in upstream text.' })
  readonly statusRaw!: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was locked.' })
  readonly lockedAt!: Date | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When the lock ends by itself.' })
  readonly unlockAt!: Date | null;
}

export const UserLifecycleStatus = describedEnum('UserLifecycleStatus', "Stage of an account's life.", {
  ACCOUNT_OK: 'In order.',
  VERIFICATION_REQUIRED: 'The user must confirm the account first.',
  UNKNOWN: 'A stage this schema has no name for.',
});
export type UserLifecycleStatus = keyof typeof UserLifecycleStatus;

@ObjectType({ description: 'Where the account stands in its life.' })
export class UserLifecycle {
  @Field(() => UserLifecycleStatus, { description: 'The stage.' })
  readonly status!: UserLifecycleStatus;

  @Field(() => String, { nullable: true, description: '`status` in upstream text.' })
  readonly statusRaw!: string | null;
}

export const UserVerifyStatus = describedEnum('UserVerifyStatus', 'Old verify flag of a user.', {
  NOT_INITIATED: 'Never set.',
  ENABLED: 'On.',
  DISABLED: 'Off.',
  UNKNOWN: 'A value this schema has no name for.',
});
export type UserVerifyStatus = keyof typeof UserVerifyStatus;

@ObjectType({ description: 'A user of the PingOne directory.' })
export class User {
  @Field(() => ID, { description: 'PingOne user id.' })
  readonly id!: string;

  @Field(() => String, { nullable: true, description: 'Sign-on name.' })
  @Pii(PiiKind.IDENTIFIER, { requires: [Permission.USERS_READ], owner: true })
  readonly username!: string | null;

  @Field(() => String, { nullable: true, description: 'E-mail address.' })
  @Pii(PiiKind.CONTACT, { requires: [Permission.USERS_READ], owner: true })
  readonly email!: string | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether the e-mail address was proven.' })
  readonly emailVerified!: boolean | null;

  @Field(() => PersonName, { nullable: true, description: 'Name.' })
  readonly name!: PersonName | null;

  @Field(() => UserPhones, { nullable: true, description: 'Phone numbers.' })
  readonly phones!: UserPhones | null;

  @Field(() => PostalAddress, { nullable: true, description: 'Postal address.' })
  readonly address!: PostalAddress | null;

  @Field(() => String, { nullable: true, description: 'Nickname.' })
  @Pii(PiiKind.NAME, { requires: [Permission.USERS_READ], owner: true })
  readonly nickname!: string | null;

  @Field(() => String, { nullable: true, description: 'Job or other title.' })
  readonly title!: string | null;

  @Field(() => String, { nullable: true, description: 'Id in another system.' })
  @Pii(PiiKind.IDENTIFIER, { requires: [Permission.USERS_READ], owner: true })
  readonly externalId!: string | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether the user may sign on.' })
  readonly enabled!: boolean | null;

  @Field(() => Population, { nullable: true, description: 'Population the user belongs to.' })
  readonly population!: Population | null;

  @Field(() => String, { nullable: true, description: 'Locale, such as `en-US`.' })
  readonly locale!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Languages the user prefers, in the form of an Accept-Language header; messages use it.',
  })
  readonly preferredLanguage!: string | null;

  @Field(() => String, { nullable: true, description: 'Time zone, such as `Europe/Madrid`.' })
  readonly timezone!: string | null;

  @Field(() => UserAccount, { nullable: true, description: 'Whether the account is locked.' })
  readonly account!: UserAccount | null;

  @Field(() => UserLifecycle, {
    nullable: true,
    description: 'Whether the account itself awaits verification (of its e-mail address; not an identity check).',
  })
  readonly lifecycle!: UserLifecycle | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When the user last signed on.' })
  readonly lastSignOnAt!: Date | null;

  @Field(() => UserVerifyStatus, {
    nullable: true,
    description: 'Old verify flag of the user. PingOne Verify no longer acts on it.',
  })
  readonly verifyStatus!: UserVerifyStatus | null;

  @Field(() => String, { nullable: true, description: '`verifyStatus` in upstream text.' })
  readonly verifyStatusRaw!: string | null;

  @Field(() => DateTimeScalar, { description: 'When the record was made.' })
  readonly createdAt!: Date;

  @Field(() => DateTimeScalar, { description: 'When the record last changed.' })
  readonly updatedAt!: Date;
}

@InputType({ description: 'Which users to list. All given conditions must hold.' })
export class UserFilter {
  @Field(() => String, {
    nullable: true,
    description: 'Start of the user name, e-mail address, first name or last name.',
  })
  readonly search?: string | null;

  @Field(() => String, { nullable: true, description: 'Exact user name.' })
  readonly username?: string | null;

  @Field(() => EmailAddressScalar, { nullable: true, description: 'Exact e-mail address.' })
  readonly email?: string | null;

  @Field(() => String, { nullable: true, description: 'Exact id in another system.' })
  readonly externalId?: string | null;

  @Field(() => ID, { nullable: true, description: 'Members of this population.' })
  readonly populationId?: string | null;

  @Field(() => Boolean, { nullable: true, description: 'Enabled or disabled users.' })
  readonly enabled?: boolean | null;
}

@ObjectType({ description: 'A user and its cursor.' })
export class UserEdge {
  @Field(() => User, { description: 'The user.' })
  readonly node!: User;

  @Field(() => String, { description: 'Its cursor.' })
  readonly cursor!: string;
}

@ObjectType({ description: 'A page of users.' })
export class UserConnection {
  @Field(() => [UserEdge], { description: 'Users with their cursors.' })
  readonly edges!: readonly UserEdge[];

  @Field(() => PageInfo, { description: 'Where the page lies.' })
  readonly pageInfo!: PageInfo;

  @Field(() => Int, { nullable: true, description: 'How many there are in all, where the source tells.' })
  readonly totalCount!: number | null;
}
