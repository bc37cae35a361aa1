// Data read off an identity document. Nothing else of the evidence.
import { Field, ObjectType } from 'type-graphql';
import { Pii } from '../auth/access.js';
import { Permission, PiiKind } from '../auth/permissions.js';
import { describedEnum } from './described-enum.js';
import { DateScalar } from './scalars.js';

export const GovernmentIdType = describedEnum('GovernmentIdType', 'Part of a document that was read.', {
  DRIVERS_LICENSE_FRONT: 'Front of a driving licence.',
  DRIVERS_LICENSE_BACK: 'Back of a driving licence.',
  PASSPORT_PICTURE_PAGE: 'Picture page of a passport.',
  IDENTIFICATION_CARD_FRONT: 'Front of an identity card.',
  RESIDENCE_PERMIT: 'Residence permit.',
  UNKNOWN: 'A part this schema has no name for.',
});
export type GovernmentIdType = keyof typeof GovernmentIdType;

@ObjectType({
  description:
    'Data read off an identity document. Anything can be missing; a date is null unless the document shows day, month and year.',
})
export class GovernmentIdData {
  @Field(() => String, { nullable: true, description: 'First name.' })
  @Pii(PiiKind.NAME, { requires: [Permission.PII_READ], owner: true })
  readonly firstName!: string | null;

  @Field(() => String, { nullable: true, description: 'Middle name.' })
  @Pii(PiiKind.NAME, { requires: [Permission.PII_READ], owner: true })
  readonly middleName!: string | null;

  @Field(() => String, { nullable: true, description: 'Last name.' })
  @Pii(PiiKind.NAME, { requires: [Permission.PII_READ], owner: true })
  readonly lastName!: string | null;

  @Field(() => String, { nullable: true, description: 'Whole name; some documents give only this.' })
  @Pii(PiiKind.NAME, { requires: [Permission.PII_READ], owner: true })
  readonly fullName!: string | null;

  @Field(() => String, { nullable: true, description: 'Gender.' })
  @Pii(PiiKind.DEMOGRAPHIC, { requires: [Permission.PII_READ], owner: true })
  readonly gender!: string | null;

  @Field(() => DateScalar, { nullable: true, description: 'Date of birth.' })
  @Pii(PiiKind.BIRTH, { requires: [Permission.PII_READ], owner: true })
  readonly birthDate!: string | null;

  @Field(() => String, { nullable: true, description: 'Country of the address or document.' })
  @Pii(PiiKind.DOCUMENT, { requires: [Permission.PII_READ], owner: true })
  readonly country!: string | null;

  @Field(() => String, { nullable: true, description: 'Country that issued it.' })
  @Pii(PiiKind.DOCUMENT, { requires: [Permission.PII_READ], owner: true })
  readonly issuingCountry!: string | null;

  @Field(() => String, { nullable: true, description: 'Nationality.' })
  @Pii(PiiKind.DEMOGRAPHIC, { requires: [Permission.PII_READ], owner: true })
  readonly nationality!: string | null;

  @Field(() => String, { nullable: true, description: 'Street and number.' })
  @Pii(PiiKind.ADDRESS, { requires: [Permission.PII_READ], owner: true })
  readonly addressStreet!: string | null;

  @Field(() => String, { nullable: true, description: 'Town.' })
  @Pii(PiiKind.ADDRESS, { requires: [Permission.PII_READ], owner: true })
  readonly addressCity!: string | null;

  @Field(() => String, { nullable: true, description: 'State or province.' })
  @Pii(PiiKind.ADDRESS, { requires: [Permission.PII_READ], owner: true })
  readonly addressState!: string | null;

  @Field(() => String, { nullable: true, description: 'Post code.' })
  @Pii(PiiKind.ADDRESS, { requires: [Permission.PII_READ], owner: true })
  readonly addressZip!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Number on the back, or that on the front again, according to provider.',
  })
  @Pii(PiiKind.DOCUMENT, { requires: [Permission.PII_READ], owner: true })
  readonly idNumber!: string | null;

  @Field(() => String, { nullable: true, description: 'Number on the front.' })
  @Pii(PiiKind.DOCUMENT, { requires: [Permission.PII_READ], owner: true })
  readonly documentNumber!: string | null;

  @Field(() => String, { nullable: true, description: 'Personal number.' })
  @Pii(PiiKind.DOCUMENT, { requires: [Permission.PII_READ], owner: true })
  readonly personalNumber!: string | null;

  @Field(() => [GovernmentIdType], { description: 'Parts of documents that were read.' })
  readonly idTypes!: readonly GovernmentIdType[];

  @Field(() => String, { nullable: true, description: 'Those parts in upstream text.' })
  readonly idTypesRaw!: string | null;

  @Field(() => DateScalar, { nullable: true, description: 'Date of issue.' })
  @Pii(PiiKind.DOCUMENT, { requires: [Permission.PII_READ], owner: true })
  readonly issueDate!: string | null;

  @Field(() => DateScalar, { nullable: true, description: 'Last day it is valid.' })
  @Pii(PiiKind.DOCUMENT, { requires: [Permission.PII_READ], owner: true })
  readonly expirationDate!: string | null;

  @Field(() => String, { nullable: true, description: 'Weight, as printed.' })
  @Pii(PiiKind.DEMOGRAPHIC, { requires: [Permission.PII_READ], owner: true })
  readonly weight!: string | null;

  @Field(() => String, { nullable: true, description: 'Height, as printed.' })
  @Pii(PiiKind.DEMOGRAPHIC, { requires: [Permission.PII_READ], owner: true })
  readonly height!: string | null;

  @Field(() => String, { nullable: true, description: 'Hair colour, as printed.' })
  @Pii(PiiKind.DEMOGRAPHIC, { requires: [Permission.PII_READ], owner: true })
  readonly hairColor!: string | null;

  @Field(() => String, { nullable: true, description: 'Eye colour, as printed.' })
  @Pii(PiiKind.DEMOGRAPHIC, { requires: [Permission.PII_READ], owner: true })
  readonly eyeColor!: string | null;
}
