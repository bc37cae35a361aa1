// Data that PingOne Verify got out of the evidence. What is read off a document is in government-id.ts.
import { Field, ID, Int, ObjectType } from 'type-graphql';
import { Pii } from '../auth/access.js';
import { Permission, PiiKind } from '../auth/permissions.js';
import { describedEnum } from './described-enum.js';
import { GovernmentIdData } from './government-id.js';
import { DateTimeScalar } from './scalars.js';

export const VerifiedDataType = describedEnum('VerifiedDataType', 'Kind of verified data.', {
  SELFIE: 'Selfie.',
  GOVERNMENT_ID: 'Data read off the identity document.',
  FRONT_IMAGE: 'Front of the document.',
  BACK_IMAGE: 'Back of the document.',
  BARCODE: 'Barcode of the document.',
  CROPPED_PORTRAIT: 'Portrait cut out of the document.',
  CROPPED_DOCUMENT: 'Document cut out of the picture.',
  CROPPED_SIGNATURE: 'Signature cut out of the document.',
  VOICE_SAMPLE: 'Voice sample. PingOne is retiring voice.',
  VOICE_INPUT: 'Voice recording. PingOne is retiring voice.',
  END_USER_CLIENT: 'Browser and address the person used.',
  UNKNOWN: 'A kind this schema has no name for. Its content cannot be read.',
});
export type VerifiedDataType = keyof typeof VerifiedDataType;

export const VerifiedDataAttempt = describedEnum('VerifiedDataAttempt', 'Which attempts to read.', {
  ALL: 'Every attempt.',
  LATEST: 'The last one.',
  ATTEMPT_1: 'The first.',
  ATTEMPT_2: 'The second.',
  ATTEMPT_3: 'The third.',
  ATTEMPT_4: 'The fourth.',
});
export type VerifiedDataAttempt = keyof typeof VerifiedDataAttempt;

export const ImageFormat = describedEnum('ImageFormat', 'Picture format.', {
  JPEG: 'JPEG.',
  PNG: 'PNG.',
  UNKNOWN: 'A format this schema has no name for.',
});
export type ImageFormat = keyof typeof ImageFormat;

@ObjectType({ description: 'A picture.' })
export class VerifiedImage {
  @Field(() => ImageFormat, { nullable: true, description: 'Picture format.' })
  readonly format!: ImageFormat | null;

  @Field(() => String, { nullable: true, description: '`format` in upstream text.' })
  readonly formatRaw!: string | null;

  @Field(() => String, { nullable: true, description: 'The picture as a data URI.' })
  @Pii(PiiKind.BIOMETRIC, { requires: [Permission.PII_READ], owner: true })
  readonly dataUri!: string | null;

  @Field(() => String, { nullable: true, description: 'SHA-256 of the picture, in hexadecimal digits.' })
  readonly sha256!: string | null;

  @Field(() => Int, { nullable: true, description: 'Size in bytes.' })
  readonly bytes!: number | null;
}

@ObjectType({ description: 'A barcode.' })
export class BarcodeData {
  @Field(() => String, { nullable: true, description: 'Text in it.' })
  @Pii(PiiKind.DOCUMENT, { requires: [Permission.PII_READ], owner: true })
  readonly text!: string | null;
}

@ObjectType({ description: 'A voice recording.' })
export class VoiceData {
  @Field(() => String, { nullable: true, description: 'The sound as a data URI.' })
  @Pii(PiiKind.BIOMETRIC, { requires: [Permission.PII_READ], owner: true })
  readonly dataUri!: string | null;

  @Field(() => Int, { nullable: true, description: 'Size in bytes.' })
  readonly bytes!: number | null;
}

@ObjectType({ description: 'A browser and its address.' })
export class EndUserClientSource {
  @Field(() => String, { nullable: true, description: 'IP address.' })
  @Pii(PiiKind.NETWORK, { requires: [Permission.PII_READ], owner: true })
  readonly ipAddress!: string | null;

  @Field(() => String, { nullable: true, description: 'User agent.' })
  @Pii(PiiKind.NETWORK, { requires: [Permission.PII_READ], owner: true })
  readonly userAgent!: string | null;
}

@ObjectType({ description: 'Browsers and addresses the person used.' })
export class EndUserClientData {
  @Field(() => [EndUserClientSource], { description: 'One entry per device.' })
  readonly sources!: readonly EndUserClientSource[];
}

@ObjectType({
  description:
    'A piece of data that PingOne Verify got out of the evidence. Exactly one content field is filled, according to the type.',
})
export class VerifiedData {
  @Field(() => ID, { description: 'Verified data id.' })
  readonly id!: string;

  @Field(() => VerifiedDataType, { description: 'What it is.' })
  readonly type!: VerifiedDataType;

  @Field(() => String, { nullable: true, description: '`type` in upstream text.' })
  readonly typeRaw!: string | null;

  @Field(() => Int, { nullable: true, description: 'Attempt it stems from, counted from 1.' })
  readonly attempt!: number | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When PingOne stored it.' })
  readonly createdAt!: Date | null;

  @Field(() => GovernmentIdData, { nullable: true, description: 'Content of GOVERNMENT_ID.' })
  readonly governmentId!: GovernmentIdData | null;

  @Field(() => BarcodeData, { nullable: true, description: 'Content of BARCODE.' })
  readonly barcode!: BarcodeData | null;

  @Field(() => VoiceData, { nullable: true, description: 'Content of VOICE_SAMPLE and VOICE_INPUT.' })
  readonly voice!: VoiceData | null;

  @Field(() => EndUserClientData, { nullable: true, description: 'Content of END_USER_CLIENT.' })
  readonly endUserClient!: EndUserClientData | null;
}
