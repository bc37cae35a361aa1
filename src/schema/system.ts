// Health of the gateway and of what it depends on, for operators.
import { Field, Float, Int, ObjectType } from 'type-graphql';
import { describedEnum } from './described-enum.js';
import { DateTimeScalar } from './scalars.js';

export const HealthState = describedEnum('HealthState', 'How well something works.', {
  OK: 'Works.',
  DEGRADED: 'Works with restrictions.',
  DOWN: 'Does not work.',
});
export type HealthState = keyof typeof HealthState;

export const DependencyName = describedEnum('DependencyName', 'Something the gateway depends on.', {
  DATABASE: "The gateway's database.",
  TOKEN_KEYS: "Keys for checking callers' tokens.",
  PINGONE_TOKEN: 'PingOne token endpoint.',
  PINGONE_USERS: 'PingOne directory.',
  PINGONE_VERIFY: 'PingOne Verify.',
  PINGONE_MFA: 'PingOne MFA.',
  MITEK: 'Mitek.',
});
export type DependencyName = keyof typeof DependencyName;

export const CircuitState = describedEnum('CircuitState', 'Whether calls are let through.', {
  CLOSED: 'Calls go through.',
  HALF_OPEN: 'A few calls go through, to see whether it works again.',
  OPEN: 'Calls are refused at once.',
});
export type CircuitState = keyof typeof CircuitState;

@ObjectType({ description: 'How well something the gateway depends on works.' })
export class DependencyStatus {
  @Field(() => DependencyName, { description: 'What it is.' })
  readonly name!: DependencyName;

  @Field(() => HealthState, { description: 'How well it works.' })
  readonly state!: HealthState;

  @Field(() => CircuitState, { description: 'Whether calls to it are let through.' })
  readonly circuit!: CircuitState;

  @Field(() => Float, {
    nullable: true,
    description: 'Ninth decile of its answer times over five minutes, in milliseconds.',
  })
  readonly p90LatencyMs!: number | null;

  @Field(() => Float, { nullable: true, description: 'Share of calls that failed over five minutes, 0 to 1.' })
  readonly errorRate!: number | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it last answered.' })
  readonly lastSuccessAt!: Date | null;

  @Field(() => String, { nullable: true, description: 'What an operator should know or do.' })
  readonly message!: string | null;
}

@ObjectType({ description: 'An operation that needs set-up.' })
export class OperationStatus {
  @Field(() => String, { description: 'Root field, such as `createMitekJourney`.' })
  readonly name!: string;

  @Field(() => Boolean, { description: 'Whether it is set up. If not, it answers OPERATION_NOT_CONFIGURED.' })
  readonly configured!: boolean;

  @Field(() => String, { nullable: true, description: 'What is missing.' })
  readonly message!: string | null;
}

@ObjectType({ description: 'Health of the gateway.' })
export class SystemStatus {
  @Field(() => HealthState, { description: 'The worst state among the parts that are needed.' })
  readonly state!: HealthState;

  @Field(() => String, { description: 'Version of the gateway.' })
  readonly version!: string;

  @Field(() => DateTimeScalar, { description: 'When this process started.' })
  readonly startedAt!: Date;

  @Field(() => DateTimeScalar, { description: 'When this was put together.' })
  readonly checkedAt!: Date;

  @Field(() => [DependencyStatus], { description: 'What the gateway depends on.' })
  readonly dependencies!: readonly DependencyStatus[];

  @Field(() => [OperationStatus], { description: 'Operations that need set-up, and whether they have it.' })
  readonly operations!: readonly OperationStatus[];

  @Field(() => Int, { description: 'Live subscriptions in this process.' })
  readonly activeSubscriptions!: number;

  @Field(() => Int, { description: 'Callbacks received and not yet dealt with.' })
  readonly pendingCallbacks!: number;

  @Field(() => Int, { description: 'Unfinished verifications that have been silent for too long.' })
  readonly stuckVerifications!: number;
}
