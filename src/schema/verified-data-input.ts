// What goes in to reveal verified data or redraw a selfie, and what comes back. The data itself is in verified-data.ts.
import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { UserError } from './shared.js';
import { VerifiedData, VerifiedDataType } from './verified-data.js';

@InputType({ description: 'A copy of a selfie to make.' })
export class ReplaceSelfieBackgroundInput {
  @Field(() => ID, { description: 'Transaction id.' })
  readonly transactionId!: string;

  @Field(() => ID, { nullable: true, description: 'Its user. Needed only if it was not created through this gateway.' })
  readonly userId?: string | null;

  @Field(() => ID, {
    nullable: true,
    description: 'Verified data id of the selfie. Default: that of the last attempt.',
  })
  readonly selfieId?: string | null;

  @Field(() => String, { defaultValue: '#FFFFFF', description: 'Colour as `#RRGGBB`.' })
  readonly backgroundColor!: string;

  @Field(() => Int, { nullable: true, description: 'Width of the aspect ratio, 1 to 1000.' })
  readonly aspectWidth?: number | null;

  @Field(() => Int, { nullable: true, description: 'Height of the aspect ratio, 1 to 1000.' })
  readonly aspectHeight?: number | null;
}

@ObjectType({ description: 'Answer of replaceSelfieBackground.' })
export class ReplaceSelfieBackgroundPayload {
  @Field(() => VerifiedData, { nullable: true, description: 'The new picture.' })
  readonly verifiedData!: VerifiedData | null;

  @Field(() => [UserError], { description: 'What to put right.' })
  readonly userErrors!: readonly UserError[];
}

@InputType({ description: 'Verified data to read.' })
export class RevealVerifiedDataInput {
  @Field(() => ID, { description: 'Transaction id.' })
  readonly transactionId!: string;

  @Field(() => ID, { nullable: true, description: 'Its user. Needed only if it was not created through this gateway.' })
  readonly userId?: string | null;

  @Field(() => [VerifiedDataType], { description: 'What to read; at least one.' })
  readonly types!: readonly VerifiedDataType[];

  @Field(() => String, { description: 'Why, for the audit log; 3 to 500 characters.' })
  readonly reason!: string;
}

@ObjectType({ description: 'Answer of revealVerifiedData.' })
export class RevealVerifiedDataPayload {
  @Field(() => [VerifiedData], { nullable: true, description: 'The data, last attempt.' })
  readonly verifiedData!: readonly VerifiedData[] | null;

  @Field(() => ID, { nullable: true, description: 'Entry of the audit log that holds the reason.' })
  readonly auditEventId!: string | null;

  @Field(() => [UserError], { description: 'What to put right.' })
  readonly userErrors!: readonly UserError[];
}
