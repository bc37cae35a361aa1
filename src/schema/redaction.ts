// What goes in to erase the personal data of a verification, and the receipt that comes back.
import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { describedEnum } from './described-enum.js';
import { DateTimeScalar } from './scalars.js';
import { UserError } from './shared.js';
import { Verification } from './verification.js';

export const RedactionTarget = describedEnum(
  'RedactionTarget',
  'Place that can hold personal data of a verification.',
  {
    PINGONE_DOCUMENTS: 'Documents at PingOne.',
    PINGONE_VERIFIED_DATA: 'Verified data at PingOne.',
    PINGONE_METADATA: 'Metadata at PingOne.',
    MITEK_JOURNEY: 'The journey at Mitek.',
    GATEWAY_STORE: 'What the gateway stored.',
  },
);
export type RedactionTarget = keyof typeof RedactionTarget;

export const RedactionOutcome = describedEnum('RedactionOutcome', 'What came of erasing.', {
  ERASED: 'Erased.',
  NOTHING_THERE: 'There was nothing.',
  NOT_POSSIBLE: 'The source offers no way, or none is set up.',
  FAILED: 'It failed; it is tried again.',
});
export type RedactionOutcome = keyof typeof RedactionOutcome;

@InputType({ description: 'A verification whose personal data is to be erased.' })
export class RedactVerificationInput {
  @Field(() => ID, { description: 'Transaction id or journey id.' })
  readonly verificationId!: string;

  @Field(() => String, { description: 'Why, for the audit log; 3 to 500 characters.' })
  readonly reason!: string;
}

@ObjectType({ description: 'What was erased in one place.' })
export class RedactionItem {
  @Field(() => RedactionTarget, { description: 'The place.' })
  readonly target!: RedactionTarget;

  @Field(() => RedactionOutcome, { description: 'What came of it.' })
  readonly outcome!: RedactionOutcome;

  @Field(() => String, {
    nullable: true,
    description: 'More about it, such as what an operator has to do by hand.',
  })
  readonly detail!: string | null;
}

@ObjectType({ description: 'What was erased where.' })
export class RedactionReceipt {
  @Field(() => ID, { description: 'Receipt id, also in the audit log.' })
  readonly id!: string;

  @Field(() => DateTimeScalar, { description: 'When it was done.' })
  readonly completedAt!: Date;

  @Field(() => [RedactionItem], { description: 'One entry per place.' })
  readonly items!: readonly RedactionItem[];
}

@ObjectType({ description: 'Answer of redactVerification.' })
export class RedactVerificationPayload {
  @Field(() => Verification, { nullable: true, description: 'The verification, without personal data.' })
  readonly verification!: Verification | null;

  @Field(() => RedactionReceipt, { nullable: true, description: 'What was erased where, and what could not be.' })
  readonly receipt!: RedactionReceipt | null;

  @Field(() => [UserError], { description: 'What to put right.' })
  readonly userErrors!: readonly UserError[];
}
