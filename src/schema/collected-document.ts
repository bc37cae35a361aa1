// Evidence as it was handed in. What PingOne got out of it is in verified-data.ts.
import { Field, ID, Int, ObjectType } from 'type-graphql';
import { Pii } from '../auth/access.js';
import { Permission, PiiKind } from '../auth/permissions.js';
import { describedEnum } from './described-enum.js';
import { DateTimeScalar } from './scalars.js';

export const CollectedDocumentType = describedEnum(
  'CollectedDocumentType',
  'Kind of evidence. Which ones a transaction takes depends on its policy.',
  {
    DRIVER_LICENSE_FRONT: 'Front of a driving licence.',
    DRIVER_LICENSE_BACK: 'Back of a driving licence.',
    DRIVER_LICENSE_CODE: 'Barcode of a driving licence.',
    PASSPORT_FRONT: 'Picture page of a passport.',
    PASSPORT_CARD_FRONT: 'Front of a passport card.',
    PASSPORT_CARD_BACK: 'Back of a passport card.',
    SELFIE: 'Selfie.',
    PHONE: 'Phone number.',
    EMAIL: 'E-mail address.',
    VOICE_SAMPLE: 'One of several voice samples. PingOne is retiring voice.',
    VOICE_INPUT: 'Voice recording to compare. PingOne is retiring voice.',
    UNKNOWN: 'A kind this schema has no name for.',
  },
);
export type CollectedDocumentType = keyof typeof CollectedDocumentType;

export const CollectedDocumentStatus = describedEnum('CollectedDocumentStatus', 'How a piece of evidence stands.', {
  REQUIRED: 'Needed, not there yet.',
  OPTIONAL: 'May be given.',
  COLLECTED: 'Handed in.',
  PROCESSED: 'Checked.',
  SKIPPED: 'Left out.',
  UNKNOWN: 'A status this schema has no name for.',
});
export type CollectedDocumentStatus = keyof typeof CollectedDocumentStatus;

export const DocumentSourceProvider = describedEnum('DocumentSourceProvider', 'Who handed in a piece of evidence.', {
  AUTHENTICATED_CLIENT: 'A server-side client, such as this gateway.',
  UNKNOWN: 'A way this schema has no name for.',
});
export type DocumentSourceProvider = keyof typeof DocumentSourceProvider;

@ObjectType({ description: 'Where a piece of evidence came from.' })
export class DocumentSource {
  @Field(() => DocumentSourceProvider, { description: 'Who handed it in.' })
  readonly provider!: DocumentSourceProvider;

  @Field(() => String, { nullable: true, description: '`provider` in upstream text.' })
  readonly providerRaw!: string | null;
}

@ObjectType({ description: 'A piece of evidence as it was handed in. PingOne deletes it after 30 minutes.' })
export class CollectedDocument {
  @Field(() => ID, { description: 'Document id.' })
  readonly id!: string;

  @Field(() => ID, { nullable: true, description: 'PingOne environment.' })
  readonly environmentId!: string | null;

  @Field(() => CollectedDocumentType, { description: 'What it is.' })
  readonly type!: CollectedDocumentType;

  @Field(() => String, { nullable: true, description: '`type` in upstream text.' })
  readonly typeRaw!: string | null;

  @Field(() => Int, { nullable: true, description: 'Place among several voice samples, from 1.' })
  readonly voiceSampleIndex!: number | null;

  @Field(() => String, { nullable: true, description: 'Content: Base64 JPEG, Base64 sound, or text.' })
  @Pii(PiiKind.BIOMETRIC, { requires: [Permission.PII_READ], owner: true })
  readonly value!: string | null;

  @Field(() => CollectedDocumentStatus, { description: 'How it stands.' })
  readonly status!: CollectedDocumentStatus;

  @Field(() => String, { nullable: true, description: '`status` in upstream text.' })
  readonly statusRaw!: string | null;

  @Field(() => DocumentSource, { nullable: true, description: 'Where it came from.' })
  readonly source!: DocumentSource | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was handed in.' })
  readonly createdAt!: Date | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it last changed.' })
  readonly updatedAt!: Date | null;
}
