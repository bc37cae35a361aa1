// Comparing two records of biographic data. What a transaction compared is in metadata.ts.
import { Field, Float, ID, InputType, ObjectType } from 'type-graphql';
import { BiographicMatch, MatchConfidence } from './metadata.js';
import { DateScalar } from './scalars.js';
import { UserError } from './shared.js';

@InputType({
  description: 'Biographic data. Give one value where only that one is right, several where any of them will do.',
})
export class BiographicRecordInput {
  @Field(() => [String], { nullable: true, description: 'First name.' })
  readonly givenName?: readonly string[] | null;

  @Field(() => [String], { nullable: true, description: 'Last name.' })
  readonly familyName?: readonly string[] | null;

  @Field(() => [String], { nullable: true, description: 'Whole name.' })
  readonly name?: readonly string[] | null;

  @Field(() => [String], { nullable: true, description: 'Postal address in one line.' })
  readonly address?: readonly string[] | null;

  @Field(() => [DateScalar], { nullable: true, description: 'Date of birth.' })
  readonly birthDate?: readonly string[] | null;
}

@InputType({ description: 'Two records to compare.' })
export class MatchIdentityRecordInput {
  @Field(() => ID, { description: 'User on whose behalf they are compared.' })
  readonly userId!: string;

  @Field(() => BiographicRecordInput, { description: 'Record that is trusted.' })
  readonly gallery!: BiographicRecordInput;

  @Field(() => BiographicRecordInput, { description: 'Record to be checked against it; at least one field.' })
  readonly probe!: BiographicRecordInput;
}

@ObjectType({ description: 'How alike two records are.' })
export class IdentityRecordMatch {
  @Field(() => [BiographicMatch], { description: 'Field by field.' })
  readonly detailedResults!: readonly BiographicMatch[];

  @Field(() => Float, { nullable: true, description: 'Likeness over all fields, weighted, 0 to 1.' })
  readonly overallWeightedScore!: number | null;

  @Field(() => MatchConfidence, { nullable: true, description: 'How sure the match is over all.' })
  readonly overallConfidence!: MatchConfidence | null;

  @Field(() => String, { nullable: true, description: '`overallConfidence` in upstream text.' })
  readonly overallConfidenceRaw!: string | null;
}

@ObjectType({ description: 'Answer of matchIdentityRecord.' })
export class MatchIdentityRecordPayload {
  @Field(() => IdentityRecordMatch, { nullable: true, description: 'How alike the records are.' })
  readonly identityRecordMatch!: IdentityRecordMatch | null;

  @Field(() => [UserError], { description: 'What to put right.' })
  readonly userErrors!: readonly UserError[];
}
