// Lists of verifications of either source, and what can be asked of them. One verification is in verification.ts.
import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { DateTimeScalar } from './scalars.js';
import { PageInfo } from './shared.js';
import { Verification, VerificationDecision, VerificationLifecycle, VerificationSource } from './verification.js';

@InputType({ description: 'Which verifications to list. All given conditions must hold.' })
export class VerificationFilter {
  @Field(() => VerificationSource, { nullable: true, description: 'Only this source.' })
  readonly source?: VerificationSource | null;

  @Field(() => [VerificationLifecycle], { nullable: true, description: 'Only these lifecycles. Null or empty: any.' })
  readonly lifecycle?: readonly VerificationLifecycle[] | null;

  @Field(() => [VerificationDecision], { nullable: true, description: 'Only these decisions. Null or empty: any.' })
  readonly decision?: readonly VerificationDecision[] | null;

  @Field(() => ID, { nullable: true, description: 'Only of this user.' })
  readonly userId?: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Created at this time or later.' })
  readonly createdAfter?: Date | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Created before this time.' })
  readonly createdBefore?: Date | null;

  @Field(() => String, { nullable: true, description: 'Exact reference.' })
  readonly reference?: string | null;

  @Field(() => ID, { nullable: true, description: 'Only under this verify policy.' })
  readonly verifyPolicyId?: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Finished at this time or later.' })
  readonly finishedAfter?: Date | null;
}

@ObjectType({ description: 'A verification and its cursor.' })
export class VerificationEdge {
  @Field(() => Verification, { description: 'The verification.' })
  readonly node!: Verification;

  @Field(() => String, { description: 'Its cursor.' })
  readonly cursor!: string;
}

@ObjectType({ description: 'A page of verifications.' })
export class VerificationConnection {
  @Field(() => [VerificationEdge], { description: 'Verifications with their cursors.' })
  readonly edges!: readonly VerificationEdge[];

  @Field(() => PageInfo, { description: 'Where the page lies.' })
  readonly pageInfo!: PageInfo;

  @Field(() => Int, { nullable: true, description: 'How many there are in all.' })
  readonly totalCount!: number | null;

  @Field(() => String, {
    description:
      'Position of the status log when this page was read; subscribe with it as `after` and no change falls between list and stream.',
  })
  readonly feedCursor!: string;
}
