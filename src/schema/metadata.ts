// What each check of a transaction measured. How the checks stand is in verify-check.ts.
import { Field, Float, ID, Int, ObjectType } from 'type-graphql';
import { Pii } from '../auth/access.js';
import { Permission, PiiKind } from '../auth/permissions.js';
import { describedEnum } from './described-enum.js';
import { DateTimeScalar } from './scalars.js';

export const MetadataType = describedEnum('MetadataType', 'Kind of check that leaves metadata.', {
  LIVENESS: 'Whether a living person was there.',
  FACIAL_COMPARISON: 'Comparison of faces.',
  BIOGRAPHIC_MATCH: 'Comparison of biographic data.',
  DOCUMENT_AUTHENTICATION: 'Whether the document is genuine.',
  DOCUMENT_MANUAL_AUTHENTICATION: 'The same, looked at by people.',
  VOICE_ENROLLMENT: 'Recording of a reference voice. PingOne is retiring voice.',
  VOICE_VERIFICATION: 'Comparison of voices. PingOne is retiring voice.',
  AAMVA: 'US driving licence record.',
  AADHAAR: 'Indian Aadhaar record.',
  DATA_BASED_IDENTITY_VERIFICATION: 'Comparison with data of third parties.',
  UNKNOWN: 'A kind this schema has no name for.',
});
export type MetadataType = keyof typeof MetadataType;

export const MetadataProvider = describedEnum('MetadataProvider', 'Who ran a check for PingOne.', {
  AMAZON: 'Amazon: faces.',
  BABEL_STREET: 'Babel Street: biographic data.',
  BIOGRAPHIC_MATCHER: "PingOne's matcher: biographic data.",
  IDRND: 'ID R&D: liveness.',
  MITEK: 'Mitek: documents.',
  VERIFF: 'Veriff: documents.',
  DATAZOO: 'Data Zoo: third-party data.',
  TRANSUNION: 'TransUnion: third-party data.',
  UNKNOWN: 'A provider this schema has no name for.',
});
export type MetadataProvider = keyof typeof MetadataProvider;

export const MetadataStatus = describedEnum('MetadataStatus', 'How a check came out.', {
  SUCCESS: 'Passed.',
  FAIL: 'Did not pass.',
  UNKNOWN: 'A result this schema has no name for.',
});
export type MetadataStatus = keyof typeof MetadataStatus;

export const DocumentJudgement = describedEnum('DocumentJudgement', 'Result of a test of a document.', {
  AUTHENTIC: 'Looks genuine.',
  NOT_AUTHENTIC: 'Does not look genuine.',
  UNKNOWN: 'A result this schema has no name for.',
});
export type DocumentJudgement = keyof typeof DocumentJudgement;

@ObjectType({ description: 'A single test of a document.' })
export class DocumentTest {
  @Field(() => String, { description: "Name of the test, in the provider's words." })
  readonly name!: string;

  @Field(() => DocumentJudgement, { description: 'Its result.' })
  readonly judgement!: DocumentJudgement;

  @Field(() => String, { nullable: true, description: '`judgement` in upstream text.' })
  readonly judgementRaw!: string | null;
}

export const BiographicField = describedEnum('BiographicField', 'Biographic field.', {
  GIVEN_NAME: 'First name.',
  FAMILY_NAME: 'Last name.',
  NAME: 'Whole name.',
  ADDRESS: 'Postal address.',
  BIRTH_DATE: 'Date of birth.',
  UNKNOWN: 'A field this schema has no name for.',
});
export type BiographicField = keyof typeof BiographicField;

export const MatchConfidence = describedEnum('MatchConfidence', 'How sure a match is.', {
  HIGH: 'Sure.',
  MEDIUM: 'Fairly sure.',
  LOW: 'Hardly a match.',
  NOT_APPLICABLE: 'Could not be compared.',
  UNKNOWN: 'A level this schema has no name for.',
});
export type MatchConfidence = keyof typeof MatchConfidence;

@ObjectType({ description: 'How well one biographic field agrees.' })
export class BiographicMatch {
  @Field(() => BiographicField, { description: 'Which field.' })
  readonly field!: BiographicField;

  @Field(() => String, { nullable: true, description: '`field` in upstream text.' })
  readonly fieldRaw!: string | null;

  @Field(() => MatchConfidence, { description: 'How sure the match is.' })
  readonly confidence!: MatchConfidence;

  @Field(() => String, { nullable: true, description: '`confidence` in upstream text.' })
  readonly confidenceRaw!: string | null;

  @Field(() => Float, { nullable: true, description: 'Likeness, 0 to 1, if the provider gives one.' })
  readonly rawScore!: number | null;

  @Field(() => String, { nullable: true, description: 'Value that was asked about.' })
  @Pii(PiiKind.DOCUMENT, { requires: [Permission.PII_READ] })
  readonly probeValue!: string | null;

  @Field(() => String, { nullable: true, description: 'Value it was compared with.' })
  @Pii(PiiKind.DOCUMENT, { requires: [Permission.PII_READ] })
  readonly galleryValue!: string | null;
}

@ObjectType({ description: 'A number a provider gave.' })
export class Measurement {
  @Field(() => String, { description: "Where it stood in the provider's answer, such as `quality.score`." })
  readonly name!: string;

  @Field(() => Float, { description: 'The number.' })
  readonly value!: number;
}

@ObjectType({ description: 'What one check of a transaction measured.' })
export class VerificationMetadata {
  @Field(() => ID, { description: 'Metadata id.' })
  readonly id!: string;

  @Field(() => MetadataType, { description: 'What was checked.' })
  readonly type!: MetadataType;

  @Field(() => String, { nullable: true, description: '`type` in upstream text.' })
  readonly typeRaw!: string | null;

  @Field(() => MetadataProvider, { description: 'Who checked it.' })
  readonly provider!: MetadataProvider;

  @Field(() => String, { nullable: true, description: '`provider` in upstream text.' })
  readonly providerRaw!: string | null;

  @Field(() => MetadataStatus, { description: 'How it came out.' })
  readonly status!: MetadataStatus;

  @Field(() => String, { nullable: true, description: '`status` in upstream text.' })
  readonly statusRaw!: string | null;

  @Field(() => Int, { nullable: true, description: 'Attempt it stems from, counted from 1.' })
  readonly attempt!: number | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When PingOne stored it.' })
  readonly createdAt!: Date | null;

  @Field(() => Float, { nullable: true, description: 'Likeness of the faces, 0 to 100. For FACIAL_COMPARISON.' })
  readonly similarity!: number | null;

  @Field(() => Float, {
    nullable: true,
    description: 'Probability that a living person was there, 0 to 1. For LIVENESS.',
  })
  readonly probability!: number | null;

  @Field(() => [DocumentTest], { description: 'Single tests of the document. For the DOCUMENT types.' })
  readonly documentTests!: readonly DocumentTest[];

  @Field(() => [BiographicMatch], {
    description: 'Comparison with `requirements`, one entry per field. For BIOGRAPHIC_MATCH.',
  })
  readonly biographicMatches!: readonly BiographicMatch[];

  @Field(() => [Measurement], {
    description: 'Every other number the provider gave. Numbers only, so no personal data.',
  })
  readonly measurements!: readonly Measurement[];
}
