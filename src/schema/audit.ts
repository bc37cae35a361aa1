// The audit log as GraphQL shows it. What is recorded, and when, is decided in audit/.
import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { Pii } from '../auth/access.js';
import { Permission, PiiKind } from '../auth/permissions.js';
import { describedEnum } from './described-enum.js';
import { DateTimeScalar } from './scalars.js';
import { Actor, PageInfo } from './shared.js';

export const AuditOutcome = describedEnum('AuditOutcome', 'What came of an audited call.', {
  SUCCEEDED: 'It was done.',
  DENIED: 'The caller had no right to it.',
  FAILED: 'It was not done, for a reason in the input or at the source.',
});
export type AuditOutcome = keyof typeof AuditOutcome;

@ObjectType({
  description: 'Something that was done, read or refused. Entries are chained, so that a changed or missing one shows.',
})
export class AuditEvent {
  @Field(() => ID, { description: 'Entry id.' })
  readonly id!: string;

  @Field(() => DateTimeScalar, { description: 'When.' })
  readonly occurredAt!: Date;

  @Field(() => Actor, { description: 'Who.' })
  readonly actor!: Actor;

  @Field(() => String, {
    description: 'Root field that was called, such as `revealVerifiedData`, or the callback that came in.',
  })
  readonly action!: string;

  @Field(() => AuditOutcome, { description: 'What came of it.' })
  readonly outcome!: AuditOutcome;

  @Field(() => String, { nullable: true, description: 'Kind of record it was done to, as a type of this schema.' })
  readonly targetType!: string | null;

  @Field(() => ID, { nullable: true, description: 'Id of that record.' })
  readonly targetId!: string | null;

  @Field(() => [String], { description: 'Personal data that was read: paths of `@pii` fields, without their values.' })
  readonly fields!: readonly string[];

  @Field(() => String, { nullable: true, description: 'Reason the actor gave.' })
  @Pii(PiiKind.FREE_TEXT, { requires: [Permission.AUDIT_READ] })
  readonly reason!: string | null;

  @Field(() => ID, { nullable: true, description: 'Request id, as in `extensions.requestId` of the response.' })
  readonly requestId!: string | null;

  @Field(() => String, { nullable: true, description: 'Address the actor came from.' })
  @Pii(PiiKind.NETWORK, { requires: [Permission.AUDIT_READ] })
  readonly ipAddress!: string | null;

  @Field(() => String, { nullable: true, description: 'User agent of the actor.' })
  @Pii(PiiKind.NETWORK, { requires: [Permission.AUDIT_READ] })
  readonly userAgent!: string | null;

  @Field(() => String, { description: 'Hash of this entry.' })
  readonly hash!: string;

  @Field(() => String, { nullable: true, description: 'Hash of the entry before it. Null in the first.' })
  readonly previousHash!: string | null;
}

@ObjectType({ description: 'An entry and its cursor.' })
export class AuditEventEdge {
  @Field(() => AuditEvent, { description: 'The entry.' })
  readonly node!: AuditEvent;

  @Field(() => String, { description: 'Its cursor.' })
  readonly cursor!: string;
}

@ObjectType({ description: 'A page of the audit log.' })
export class AuditEventConnection {
  @Field(() => [AuditEventEdge], { description: 'Entries with their cursors.' })
  readonly edges!: readonly AuditEventEdge[];

  @Field(() => PageInfo, { description: 'Where the page lies.' })
  readonly pageInfo!: PageInfo;

  @Field(() => Int, { nullable: true, description: 'How many there are in all.' })
  readonly totalCount!: number | null;
}

@InputType({ description: 'Which entries to list. All given conditions must hold.' })
export class AuditLogFilter {
  @Field(() => ID, { nullable: true, description: 'Done by this actor.' })
  readonly actorId?: string | null;

  @Field(() => String, { nullable: true, description: 'This action.' })
  readonly action?: string | null;

  @Field(() => ID, { nullable: true, description: 'Done to the record with this id.' })
  readonly targetId?: string | null;

  @Field(() => ID, { nullable: true, description: 'About this user.' })
  readonly userId?: string | null;

  @Field(() => AuditOutcome, { nullable: true, description: 'With this outcome.' })
  readonly outcome?: AuditOutcome | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'At this time or later.' })
  readonly occurredAfter?: Date | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Before this time.' })
  readonly occurredBefore?: Date | null;
}
