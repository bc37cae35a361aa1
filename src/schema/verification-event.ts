// What happened to a verification: the entries of its timeline and the events sent to subscribers.
import { Field, ID, Int, ObjectType } from 'type-graphql';
import { Access, Pii } from '../auth/access.js';
import { Permission, PiiKind } from '../auth/permissions.js';
import { describedEnum } from './described-enum.js';
import { DateTimeScalar } from './scalars.js';
import { Actor, PageInfo } from './shared.js';
import { VerificationDecision, VerificationLifecycle } from './verification.js';

export const VerificationEventType = describedEnum('VerificationEventType', 'What happened to a verification.', {
  CREATED: 'It was recorded.',
  SENT: 'The source confirmed it.',
  NOTIFICATION_SENT: 'A message with the link or a passcode was sent.',
  STATUS_CHANGED: 'Lifecycle or decision changed.',
  DECISION_AMENDED:
    'The source sent a second, different final result. The first stays in force until a person looks at it.',
  DELIVERY_UNCERTAIN: 'The source did not answer the create call; whether it started is unsure.',
  DOCUMENT_SUBMITTED: 'A piece of evidence was handed in.',
  DOCUMENT_UPDATED: 'A piece of evidence was replaced.',
  DOCUMENT_DELETED: 'A piece of evidence was taken back.',
  DOCUMENTS_PROCESSED: 'Collection was closed and the checks started.',
  APPROVED_BY_OPERATOR: 'An operator decided it by hand.',
  DATA_REVEALED: 'Verified data was read with a reason.',
  DATA_EXPIRED: 'The source deleted the collected data at the end of its retention.',
  DELETED: 'It was deleted at the source.',
  REDACTED: 'Its personal data was erased.',
});
export type VerificationEventType = keyof typeof VerificationEventType;

export const VerificationEventOrigin = describedEnum(
  'VerificationEventOrigin',
  'How the gateway came to know of an event.',
  {
    API_CALL: 'A call to this API.',
    CALLBACK: 'A callback of the source.',
    UPSTREAM_READ: 'Reading at the source.',
    DEADLINE: 'A deadline that passed.',
  },
);
export type VerificationEventOrigin = keyof typeof VerificationEventOrigin;

@ObjectType({ description: 'One thing that happened to a verification.' })
export class VerificationEvent {
  @Field(() => ID, { description: 'Event id.' })
  readonly id!: string;

  @Field(() => VerificationEventType, { description: 'What happened.' })
  readonly type!: VerificationEventType;

  @Field(() => VerificationEventOrigin, { description: 'How the gateway came to know.' })
  readonly origin!: VerificationEventOrigin;

  @Field(() => Int, { description: 'Version of the verification after it.' })
  readonly version!: number;

  @Field(() => VerificationLifecycle, { description: 'Lifecycle after it.' })
  readonly lifecycle!: VerificationLifecycle;

  @Field(() => VerificationDecision, { description: 'Decision after it.' })
  readonly decision!: VerificationDecision;

  @Field(() => VerificationLifecycle, { nullable: true, description: 'Lifecycle before it, if that changed.' })
  readonly previousLifecycle!: VerificationLifecycle | null;

  @Field(() => VerificationDecision, { nullable: true, description: 'Decision before it, if that changed.' })
  readonly previousDecision!: VerificationDecision | null;

  @Field(() => String, { nullable: true, description: 'Status text of the source at that point.' })
  readonly rawStatus!: string | null;

  @Field(() => DateTimeScalar, {
    description: 'When it happened, as far as known; else when the gateway learned of it.',
  })
  readonly occurredAt!: Date;

  @Field(() => Actor, { nullable: true, description: 'Who did it, where someone did.' })
  @Access({ requires: [Permission.AUDIT_READ] })
  readonly actor!: Actor | null;

  @Field(() => String, { nullable: true, description: 'Reason the actor gave.' })
  @Pii(PiiKind.FREE_TEXT, { requires: [Permission.AUDIT_READ] })
  readonly reason!: string | null;
}

@ObjectType({ description: 'An event and its cursor.' })
export class VerificationEventEdge {
  @Field(() => VerificationEvent, { description: 'The event.' })
  readonly node!: VerificationEvent;

  @Field(() => String, { description: 'Its cursor.' })
  readonly cursor!: string;
}

@ObjectType({ description: 'A page of a timeline.' })
export class VerificationEventConnection {
  @Field(() => [VerificationEventEdge], { description: 'Events with their cursors.' })
  readonly edges!: readonly VerificationEventEdge[];

  @Field(() => PageInfo, { description: 'Where the page lies.' })
  readonly pageInfo!: PageInfo;

  @Field(() => Int, { nullable: true, description: 'How many there are in all.' })
  readonly totalCount!: number | null;
}

@ObjectType({ description: 'A change of a verification, as sent to subscribers.' })
export class VerificationStatusEvent {
  @Field(() => String, { description: 'Keep it, and pass it as `after` when subscribing again.' })
  readonly cursor!: string;

  @Field(() => Int, {
    description: 'Version of the verification after the change; drop an event that is not newer than what you have.',
  })
  readonly version!: number;

  @Field(() => VerificationLifecycle, { description: 'Lifecycle after the change.' })
  readonly lifecycle!: VerificationLifecycle;

  @Field(() => VerificationDecision, { description: 'Decision after the change.' })
  readonly decision!: VerificationDecision;

  @Field(() => VerificationLifecycle, {
    nullable: true,
    description: 'Lifecycle before it. Null in the first event and when unchanged.',
  })
  readonly previousLifecycle!: VerificationLifecycle | null;

  @Field(() => VerificationDecision, {
    nullable: true,
    description: 'Decision before it. Null in the first event and when unchanged.',
  })
  readonly previousDecision!: VerificationDecision | null;

  @Field(() => String, { nullable: true, description: 'Status text of the source.' })
  readonly rawStatus!: string | null;

  @Field(() => DateTimeScalar, { description: 'When the change happened.' })
  readonly occurredAt!: Date;
}
