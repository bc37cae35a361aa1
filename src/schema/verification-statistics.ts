// Counts and durations over verifications. How they are counted is in store/.
import { Field, Float, ID, Int, ObjectType } from 'type-graphql';
import { describedEnum } from './described-enum.js';
import { DateTimeScalar } from './scalars.js';
import { VerificationDecision, VerificationLifecycle, VerificationSource } from './verification.js';

export const FunnelStage = describedEnum('FunnelStage', 'Stage on the way to an approval.', {
  CREATED: 'Created.',
  SENT: 'Confirmed by the source, link out.',
  STARTED: 'Begun by the person.',
  FINISHED: 'Decided.',
  APPROVED: 'Approved.',
});
export type FunnelStage = keyof typeof FunnelStage;

@ObjectType({ description: 'How many verifications are in a lifecycle.' })
export class LifecycleCount {
  @Field(() => VerificationLifecycle, { description: 'The lifecycle.' })
  readonly lifecycle!: VerificationLifecycle;

  @Field(() => Int, { description: 'How many.' })
  readonly count!: number;
}

@ObjectType({ description: 'How many verifications have a decision.' })
export class DecisionCount {
  @Field(() => VerificationDecision, { description: 'The decision.' })
  readonly decision!: VerificationDecision;

  @Field(() => Int, { description: 'How many.' })
  readonly count!: number;
}

@ObjectType({ description: 'How many verifications ran under a policy, and how many of them were approved.' })
export class PolicyCount {
  @Field(() => ID, { description: 'The policy id.' })
  readonly verifyPolicyId!: string;

  @Field(() => Int, { description: 'How many.' })
  readonly count!: number;

  @Field(() => Int, { description: 'How many were approved.' })
  readonly approved!: number;
}

@ObjectType({ description: 'How many verifications failed for a reason.' })
export class ReasonCount {
  @Field(() => String, { description: 'The failed check, or the upstream reason code.' })
  readonly reason!: string;

  @Field(() => Int, { description: 'How many.' })
  readonly count!: number;
}

@ObjectType({ description: 'How many verifications a source ran.' })
export class SourceCount {
  @Field(() => VerificationSource, { description: 'The source.' })
  readonly source!: VerificationSource;

  @Field(() => Int, { description: 'How many.' })
  readonly count!: number;
}

@ObjectType({ description: 'How many verifications got at least as far as a stage.' })
export class FunnelStep {
  @Field(() => FunnelStage, { description: 'The stage.' })
  readonly stage!: FunnelStage;

  @Field(() => Int, { description: 'How many.' })
  readonly count!: number;
}

@ObjectType({ description: 'Counts for one part of a period, by time of creation.' })
export class StatisticsBucket {
  @Field(() => DateTimeScalar, { description: 'Start of the part.' })
  readonly from!: Date;

  @Field(() => Int, { description: 'Created.' })
  readonly created!: number;

  @Field(() => Int, { description: 'Of these, approved.' })
  readonly approved!: number;

  @Field(() => Int, { description: 'Of these, denied.' })
  readonly denied!: number;

  @Field(() => Int, { description: 'Of these, expired, cancelled or abandoned.' })
  readonly dropped!: number;
}

@ObjectType({ description: 'Counts and durations over verifications.' })
export class VerificationStatistics {
  @Field(() => DateTimeScalar, { description: 'Start of the period.' })
  readonly from!: Date;

  @Field(() => DateTimeScalar, { description: 'End of the period.' })
  readonly to!: Date;

  @Field(() => Int, { description: 'Verifications created in it.' })
  readonly total!: number;

  @Field(() => [LifecycleCount], { description: 'Count for each lifecycle that occurs.' })
  readonly byLifecycle!: readonly LifecycleCount[];

  @Field(() => [DecisionCount], { description: 'Count for each decision that occurs.' })
  readonly byDecision!: readonly DecisionCount[];

  @Field(() => [SourceCount], { description: 'Count for each source that occurs.' })
  readonly bySource!: readonly SourceCount[];

  @Field(() => [PolicyCount], { description: 'Count and approvals for each verify policy that occurs.' })
  readonly byPolicy!: readonly PolicyCount[];

  @Field(() => [ReasonCount], {
    description: 'Why verifications were denied or failed, most frequent first, at most 20.',
  })
  readonly failureReasons!: readonly ReasonCount[];

  @Field(() => [FunnelStep], { description: 'How many got at least this far, in order.' })
  readonly funnel!: readonly FunnelStep[];

  @Field(() => Float, { nullable: true, description: 'Median time from creation to decision, in seconds, within 2 %.' })
  readonly medianSecondsToDecision!: number | null;

  @Field(() => Float, {
    nullable: true,
    description: 'Time within which nine of ten were decided, in seconds, within 2 %.',
  })
  readonly p90SecondsToDecision!: number | null;

  @Field(() => [StatisticsBucket], { description: 'The period cut into equal parts: hours up to two days, else days.' })
  readonly buckets!: readonly StatisticsBucket[];
}
