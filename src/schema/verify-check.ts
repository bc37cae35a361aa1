// The checks within a transaction and the kinds of document that passed. What a check measured is in metadata.ts.
import { Field, ObjectType } from 'type-graphql';
import { describedEnum } from './described-enum.js';

export const VerifyCheckType = describedEnum('VerifyCheckType', 'What a transaction can check.', {
  GOVERNMENT_ID: 'The identity document.',
  FACIAL_COMPARISON_DOCUMENT: 'The face against the portrait in the document.',
  FACIAL_COMPARISON_REFERENCE_SELFIE: 'The face against the picture the caller supplied.',
  LIVENESS: 'Whether a living person is in front of the camera.',
  EMAIL: 'Control of the e-mail address.',
  PHONE: 'Control of the phone number.',
  VOICE: 'The voice.',
  UNKNOWN: 'A check this schema has no name for.',
});
export type VerifyCheckType = keyof typeof VerifyCheckType;

export const VerifyCheckStatus = describedEnum('VerifyCheckStatus', 'How a check stands.', {
  REQUESTED: 'Not begun.',
  IN_PROGRESS: 'Running.',
  SUCCESS: 'Passed.',
  FAIL: 'Did not pass.',
  NOT_REQUIRED: 'Not needed.',
  TIMED_OUT: 'Not done before time ran out.',
  UNKNOWN: 'A status this schema has no name for.',
});
export type VerifyCheckStatus = keyof typeof VerifyCheckStatus;

@ObjectType({ description: 'One check within a transaction.' })
export class VerifyCheck {
  @Field(() => VerifyCheckType, { description: 'What is checked.' })
  readonly check!: VerifyCheckType;

  @Field(() => String, { nullable: true, description: '`check` in upstream text.' })
  readonly checkRaw!: string | null;

  @Field(() => VerifyCheckStatus, { description: 'How it stands.' })
  readonly status!: VerifyCheckStatus;

  @Field(() => String, { nullable: true, description: '`status` in upstream text.' })
  readonly statusRaw!: string | null;
}

export const VerifiedDocumentType = describedEnum('VerifiedDocumentType', 'Kind of identity document.', {
  DRIVER_LICENSE: 'Driving licence.',
  PASSPORT: 'Passport.',
  PASSPORT_CARD: 'Passport card.',
  IDENTIFICATION_CARD: 'National identity card.',
  RESIDENCE_PERMIT: 'Residence permit.',
  UNKNOWN: 'A kind this schema has no name for.',
});
export type VerifiedDocumentType = keyof typeof VerifiedDocumentType;

@ObjectType({ description: 'A kind of document that passed.' })
export class VerifiedDocument {
  @Field(() => VerifiedDocumentType, { description: 'The kind.' })
  readonly type!: VerifiedDocumentType;

  @Field(() => String, { nullable: true, description: '`type` in upstream text.' })
  readonly typeRaw!: string | null;
}
