// What a transaction was started with, as it can be read back. The inputs are in verify-input.ts.
import { Field, ID, ObjectType } from 'type-graphql';
import { Pii } from '../auth/access.js';
import { Permission, PiiKind } from '../auth/permissions.js';
import { describedEnum } from './described-enum.js';
import { DateScalar, UrlScalar } from './scalars.js';

@ObjectType({
  description:
    'Data the caller asked to compare with what the document shows. A list holds the spellings that count as right.',
})
export class VerifyRequirements {
  @Field(() => [String], { nullable: true, description: 'First name.' })
  @Pii(PiiKind.NAME, { requires: [Permission.PII_READ], owner: true })
  readonly givenName!: readonly string[] | null;

  @Field(() => [String], { nullable: true, description: 'Last name.' })
  @Pii(PiiKind.NAME, { requires: [Permission.PII_READ], owner: true })
  readonly familyName!: readonly string[] | null;

  @Field(() => [String], { nullable: true, description: 'Whole name.' })
  @Pii(PiiKind.NAME, { requires: [Permission.PII_READ], owner: true })
  readonly name!: readonly string[] | null;

  @Field(() => [String], { nullable: true, description: 'Postal address.' })
  @Pii(PiiKind.ADDRESS, { requires: [Permission.PII_READ], owner: true })
  readonly address!: readonly string[] | null;

  @Field(() => [DateScalar], { nullable: true, description: 'Date of birth.' })
  @Pii(PiiKind.BIRTH, { requires: [Permission.PII_READ], owner: true })
  readonly birthDate!: readonly string[] | null;

  @Field(() => [String], { nullable: true, description: 'E-mail addresses the person can prove.' })
  @Pii(PiiKind.CONTACT, { requires: [Permission.PII_READ], owner: true })
  readonly emails!: readonly string[] | null;

  @Field(() => [String], { nullable: true, description: 'Phone numbers the person can prove.' })
  @Pii(PiiKind.CONTACT, { requires: [Permission.PII_READ], owner: true })
  readonly phones!: readonly string[] | null;

  @Field(() => Boolean, {
    description: 'Whether a reference selfie was given. The picture itself cannot be read back.',
  })
  readonly hasReferenceSelfie!: boolean;
}

@ObjectType({ description: 'Where the person goes after capture.' })
export class VerifyRedirect {
  @Field(() => UrlScalar, { description: 'The address.' })
  readonly url!: string;

  @Field(() => String, { nullable: true, description: 'Text shown before going there.' })
  readonly message!: string | null;
}

@ObjectType({ description: 'Where the caller is told of changes.' })
export class VerifyCallback {
  @Field(() => UrlScalar, { description: 'The address.' })
  readonly url!: string;

  @Field(() => [String], { description: 'Names of the headers sent with it. Their values cannot be read back.' })
  readonly headerNames!: readonly string[];
}

export const NotificationMethod = describedEnum('NotificationMethod', 'Way to send a message.', {
  SMS: 'Text message.',
  EMAIL: 'E-mail.',
  UNKNOWN: 'A way this schema has no name for.',
});
export type NotificationMethod = keyof typeof NotificationMethod;

@ObjectType({ description: 'What became of one message.' })
export class NotificationResult {
  @Field(() => NotificationMethod, { description: 'How it was sent.' })
  readonly method!: NotificationMethod;

  @Field(() => String, { nullable: true, description: '`method` in upstream text.' })
  readonly methodRaw!: string | null;

  @Field(() => Boolean, { description: 'Whether it was handed over for delivery.' })
  readonly sent!: boolean;

  @Field(() => ID, { nullable: true, description: "PingOne's id of the message." })
  readonly notificationId!: string | null;
}

@ObjectType({ description: 'Messages with the link.' })
export class VerifyNotifications {
  @Field(() => String, { nullable: true, description: 'Phone number they went to.' })
  @Pii(PiiKind.CONTACT, { requires: [Permission.PII_READ], owner: true })
  readonly phone!: string | null;

  @Field(() => String, { nullable: true, description: 'E-mail address they went to.' })
  @Pii(PiiKind.CONTACT, { requires: [Permission.PII_READ], owner: true })
  readonly email!: string | null;

  @Field(() => [NotificationResult], { description: 'One entry per message.' })
  readonly results!: readonly NotificationResult[];
}
