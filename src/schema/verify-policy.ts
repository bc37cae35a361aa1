// Verify policies: what a transaction has to check. Read only.
import { Field, ID, Int, ObjectType } from 'type-graphql';
import { describedEnum } from './described-enum.js';
import { DateTimeScalar } from './scalars.js';
import { TimeSpan } from './shared.js';

export const CheckRequirement = describedEnum('CheckRequirement', 'Whether a check is asked for.', {
  REQUIRED: 'It must pass.',
  OPTIONAL: 'It is run, and failing it does not fail the transaction.',
  DISABLED: 'It is not run.',
  UNKNOWN: 'A value this schema has no name for.',
});
export type CheckRequirement = keyof typeof CheckRequirement;

export const InspectionType = describedEnum('InspectionType', 'How a document is inspected.', {
  AUTOMATIC: 'By software.',
  MANUAL: 'By people.',
  STEP_UP: 'By software, then by people if in doubt.',
  UNKNOWN: 'A way this schema has no name for.',
});
export type InspectionType = keyof typeof InspectionType;

export const Threshold = describedEnum('Threshold', 'How strict a check is.', {
  LOW: 'Lenient.',
  MEDIUM: 'Middling.',
  HIGH: 'Strict.',
  UNKNOWN: 'A level this schema has no name for.',
});
export type Threshold = keyof typeof Threshold;

@ObjectType({ description: 'Check of the identity document.' })
export class GovernmentIdPolicy {
  @Field(() => CheckRequirement, { description: 'Whether it is asked for.' })
  readonly verify!: CheckRequirement;

  @Field(() => String, { nullable: true, description: '`verify` in upstream text.' })
  readonly verifyRaw!: string | null;

  @Field(() => InspectionType, { nullable: true, description: 'How it is inspected.' })
  readonly inspectionType!: InspectionType | null;

  @Field(() => String, { nullable: true, description: '`inspectionType` in upstream text.' })
  readonly inspectionTypeRaw!: string | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether an expired document fails.' })
  readonly failExpiredId!: boolean | null;

  @Field(() => Int, { nullable: true, description: 'How often the person may try again, 0 to 3.' })
  readonly retryAttempts!: number | null;
}

@ObjectType({ description: 'A check with a threshold.' })
export class ThresholdCheckPolicy {
  @Field(() => CheckRequirement, { description: 'Whether it is asked for.' })
  readonly verify!: CheckRequirement;

  @Field(() => String, { nullable: true, description: '`verify` in upstream text.' })
  readonly verifyRaw!: string | null;

  @Field(() => Threshold, { nullable: true, description: 'How strict it is.' })
  readonly threshold!: Threshold | null;

  @Field(() => String, { nullable: true, description: '`threshold` in upstream text.' })
  readonly thresholdRaw!: string | null;

  @Field(() => Int, { nullable: true, description: 'How often the person may try again, 0 to 3.' })
  readonly retryAttempts!: number | null;
}

@ObjectType({ description: 'Limits of a passcode that proves a contact.' })
export class ContactOtpPolicy {
  @Field(() => Int, { nullable: true, description: 'How often it may be typed wrong.' })
  readonly attempts!: number | null;

  @Field(() => TimeSpan, { nullable: true, description: 'How long it is good for.' })
  readonly lifeTime!: TimeSpan | null;

  @Field(() => Int, { nullable: true, description: 'How often it may be sent.' })
  readonly deliveries!: number | null;

  @Field(() => TimeSpan, { nullable: true, description: 'Wait between two sendings.' })
  readonly cooldown!: TimeSpan | null;

  @Field(() => String, { nullable: true, description: 'Template of the message.' })
  readonly templateName!: string | null;

  @Field(() => String, { nullable: true, description: 'Variant of the template.' })
  readonly variantName!: string | null;
}

@ObjectType({ description: 'Proof of a contact by one-time passcode.' })
export class ContactCheckPolicy {
  @Field(() => CheckRequirement, { description: 'Whether it is asked for.' })
  readonly verify!: CheckRequirement;

  @Field(() => String, { nullable: true, description: '`verify` in upstream text.' })
  readonly verifyRaw!: string | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether the proven contact becomes an MFA device.' })
  readonly createMfaDevice!: boolean | null;

  @Field(() => ContactOtpPolicy, { nullable: true, description: 'Limits of the passcode.' })
  readonly otp!: ContactOtpPolicy | null;
}

@ObjectType({ description: 'Time limits of a transaction.' })
export class VerifyTransactionPolicy {
  @Field(() => TimeSpan, { nullable: true, description: 'Time for the whole.' })
  readonly timeout!: TimeSpan | null;

  @Field(() => TimeSpan, { nullable: true, description: 'Time for collecting.' })
  readonly dataCollectionTimeout!: TimeSpan | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether it only collects and leaves the checks out.' })
  readonly dataCollectionOnly!: boolean | null;
}

@ObjectType({ description: 'What a transaction has to check.' })
export class VerifyPolicy {
  @Field(() => ID, { description: 'Policy id.' })
  readonly id!: string;

  @Field(() => ID, { nullable: true, description: 'PingOne environment.' })
  readonly environmentId!: string | null;

  @Field(() => String, { description: 'Name.' })
  readonly name!: string;

  @Field(() => String, { nullable: true, description: 'Description.' })
  readonly description!: string | null;

  @Field(() => Boolean, { description: 'Whether it is used when a transaction names no policy.' })
  readonly default!: boolean;

  @Field(() => GovernmentIdPolicy, { nullable: true, description: 'Check of the identity document.' })
  readonly governmentId!: GovernmentIdPolicy | null;

  @Field(() => ThresholdCheckPolicy, { nullable: true, description: 'Comparison of faces.' })
  readonly facialComparison!: ThresholdCheckPolicy | null;

  @Field(() => ThresholdCheckPolicy, { nullable: true, description: 'Check that a living person is there.' })
  readonly liveness!: ThresholdCheckPolicy | null;

  @Field(() => ContactCheckPolicy, { nullable: true, description: 'Proof of the e-mail address.' })
  readonly email!: ContactCheckPolicy | null;

  @Field(() => ContactCheckPolicy, { nullable: true, description: 'Proof of the phone number.' })
  readonly phone!: ContactCheckPolicy | null;

  @Field(() => VerifyTransactionPolicy, { nullable: true, description: 'Time limits.' })
  readonly transaction!: VerifyTransactionPolicy | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was made.' })
  readonly createdAt!: Date | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it last changed.' })
  readonly updatedAt!: Date | null;
}
