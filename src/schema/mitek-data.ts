// What Mitek found in a journey. The journey itself is in mitek-journey.ts.
import { Field, Float, ObjectType } from 'type-graphql';
import { Pii } from '../auth/access.js';
import { Permission, PiiKind } from '../auth/permissions.js';
import { Measurement } from './metadata.js';
import { MitekDocumentType } from './mitek-journey.js';
import { DateScalar } from './scalars.js';

@ObjectType({
  description:
    'What Mitek found on one document. Anything can be missing; a date is null unless the document shows day, month and year.',
})
export class MitekDocumentResult {
  @Field(() => MitekDocumentType, { description: 'Kind of document.' })
  readonly type!: MitekDocumentType;

  @Field(() => String, { nullable: true, description: '`type` in upstream text.' })
  readonly typeRaw!: string | null;

  @Field(() => Float, { nullable: true, description: 'Score.' })
  readonly score!: number | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether people looked at it.' })
  readonly manuallyReviewed!: boolean | null;

  @Field(() => [String], { description: "Problems found, in Mitek's words." })
  readonly errors!: readonly string[];

  @Field(() => String, { nullable: true, description: 'First name.' })
  @Pii(PiiKind.NAME, { requires: [Permission.PII_READ], owner: true })
  readonly firstName!: string | null;

  @Field(() => String, { nullable: true, description: 'Last name.' })
  @Pii(PiiKind.NAME, { requires: [Permission.PII_READ], owner: true })
  readonly lastName!: string | null;

  @Field(() => String, { nullable: true, description: 'Whole name.' })
  @Pii(PiiKind.NAME, { requires: [Permission.PII_READ], owner: true })
  readonly fullName!: string | null;

  @Field(() => String, { nullable: true, description: 'Document number.' })
  @Pii(PiiKind.DOCUMENT, { requires: [Permission.PII_READ], owner: true })
  readonly documentNumber!: string | null;

  @Field(() => String, { nullable: true, description: 'Personal number.' })
  @Pii(PiiKind.DOCUMENT, { requires: [Permission.PII_READ], owner: true })
  readonly personalNumber!: string | null;

  @Field(() => DateScalar, { nullable: true, description: 'Date of birth.' })
  @Pii(PiiKind.BIRTH, { requires: [Permission.PII_READ], owner: true })
  readonly birthDate!: string | null;

  @Field(() => String, { nullable: true, description: 'Place of birth.' })
  @Pii(PiiKind.BIRTH, { requires: [Permission.PII_READ], owner: true })
  readonly placeOfBirth!: string | null;

  @Field(() => DateScalar, { nullable: true, description: 'Date of issue.' })
  @Pii(PiiKind.DOCUMENT, { requires: [Permission.PII_READ], owner: true })
  readonly issueDate!: string | null;

  @Field(() => DateScalar, { nullable: true, description: 'Last day it is valid.' })
  @Pii(PiiKind.DOCUMENT, { requires: [Permission.PII_READ], owner: true })
  readonly expirationDate!: string | null;

  @Field(() => String, { nullable: true, description: 'Who issued it.' })
  @Pii(PiiKind.DOCUMENT, { requires: [Permission.PII_READ], owner: true })
  readonly issuer!: string | null;

  @Field(() => String, { nullable: true, description: 'Country.' })
  @Pii(PiiKind.DOCUMENT, { requires: [Permission.PII_READ], owner: true })
  readonly country!: string | null;

  @Field(() => String, { nullable: true, description: 'Nationality.' })
  @Pii(PiiKind.DEMOGRAPHIC, { requires: [Permission.PII_READ], owner: true })
  readonly nationality!: string | null;

  @Field(() => String, { nullable: true, description: 'Gender.' })
  @Pii(PiiKind.DEMOGRAPHIC, { requires: [Permission.PII_READ], owner: true })
  readonly gender!: string | null;

  @Field(() => String, { nullable: true, description: 'Postal address.' })
  @Pii(PiiKind.ADDRESS, { requires: [Permission.PII_READ], owner: true })
  readonly address!: string | null;
}

@ObjectType({ description: 'What Mitek found.' })
export class MitekVerificationData {
  @Field(() => Float, { nullable: true, description: 'Score over all.' })
  readonly score!: number | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether the outcome was confirmed.' })
  readonly confirmed!: boolean | null;

  @Field(() => [Measurement], { description: 'Scores of the single checks.' })
  readonly scores!: readonly Measurement[];

  @Field(() => String, { nullable: true, description: 'Name that was verified.' })
  @Pii(PiiKind.NAME, { requires: [Permission.PII_READ], owner: true })
  readonly name!: string | null;

  @Field(() => String, { nullable: true, description: 'Picture of the person as a data URI.' })
  @Pii(PiiKind.BIOMETRIC, { requires: [Permission.PII_READ], owner: true })
  readonly picture!: string | null;

  @Field(() => [MitekDocumentResult], { description: 'Documents that were looked at.' })
  readonly documents!: readonly MitekDocumentResult[];
}
