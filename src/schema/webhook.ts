// Outgoing webhooks as they are read: endpoints and deliveries. What goes in is in webhook-input.ts.
import { Field, ID, Int, ObjectType } from 'type-graphql';
import { describedEnum } from './described-enum.js';
import { DateTimeScalar, UrlScalar } from './scalars.js';
import { PageInfo } from './shared.js';
import { VerificationEventType } from './verification-event.js';

@ObjectType({
  description:
    'An address that status events are sent to, signed as Standard Webhooks says. The body holds ids and states, never personal data.',
})
export class WebhookEndpoint {
  @Field(() => ID, { description: 'Endpoint id.' })
  readonly id!: string;

  @Field(() => UrlScalar, { description: 'Where events are sent.' })
  readonly url!: string;

  @Field(() => String, { nullable: true, description: 'What it is for.' })
  readonly description!: string | null;

  @Field(() => [VerificationEventType], { description: 'Which kinds of event it gets. Empty: all.' })
  readonly eventTypes!: readonly VerificationEventType[];

  @Field(() => Boolean, {
    description:
      'Whether events are sent to it. The gateway turns it off when the address answers 410 (Gone): the last attempt of its newest delivery\n' +
      'then has the failure `GONE`, and `failingSince` tells since when.',
  })
  readonly enabled!: boolean;

  @Field(() => DateTimeScalar, { description: 'When it was added.' })
  readonly createdAt!: Date;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When a delivery last succeeded.' })
  readonly lastSuccessAt!: Date | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'Since when every delivery has failed; null while it works.',
  })
  readonly failingSince!: Date | null;

  @Field(() => Int, { description: 'How many signing secrets are live.' })
  readonly liveSecrets!: number;
}

export const WebhookDeliveryStatus = describedEnum('WebhookDeliveryStatus', 'Where a delivery stands.', {
  PENDING: 'Waiting for its next attempt.',
  DELIVERED: 'Accepted.',
  DEAD: 'Given up after the last attempt.',
});
export type WebhookDeliveryStatus = keyof typeof WebhookDeliveryStatus;

@ObjectType({ description: 'One attempt to deliver.' })
export class WebhookAttempt {
  @Field(() => DateTimeScalar, { description: 'When.' })
  readonly at!: Date;

  @Field(() => Int, { nullable: true, description: 'HTTP status of the answer; null if none came.' })
  readonly httpStatus!: number | null;

  @Field(() => Int, { description: 'How long it took, in milliseconds.' })
  readonly durationMs!: number;

  @Field(() => String, { nullable: true, description: 'Why it failed, in short.' })
  readonly failure!: string | null;
}

@ObjectType({ description: 'One event on its way to one endpoint.' })
export class WebhookDelivery {
  @Field(() => ID, { description: 'Delivery id; the `webhook-id` header, the same in every attempt.' })
  readonly id!: string;

  @Field(() => WebhookEndpoint, { description: 'Where it goes.' })
  readonly endpoint!: WebhookEndpoint;

  @Field(() => VerificationEventType, { description: 'Kind of event.' })
  readonly eventType!: VerificationEventType;

  @Field(() => String, { description: 'Position of the event in the status log.' })
  readonly cursor!: string;

  @Field(() => ID, { description: 'The verification it is about.' })
  readonly verificationId!: string;

  @Field(() => WebhookDeliveryStatus, { description: 'Where it stands.' })
  readonly status!: WebhookDeliveryStatus;

  @Field(() => [WebhookAttempt], { description: 'Attempts so far, oldest first.' })
  readonly attempts!: readonly WebhookAttempt[];

  @Field(() => DateTimeScalar, { nullable: true, description: 'When the next attempt is due.' })
  readonly nextAttemptAt!: Date | null;

  @Field(() => DateTimeScalar, { description: 'When the event happened.' })
  readonly createdAt!: Date;
}

@ObjectType({ description: 'A delivery and its cursor.' })
export class WebhookDeliveryEdge {
  @Field(() => WebhookDelivery, { description: 'The delivery.' })
  readonly node!: WebhookDelivery;

  @Field(() => String, { description: 'Its cursor.' })
  readonly cursor!: string;
}

@ObjectType({ description: 'A page of deliveries.' })
export class WebhookDeliveryConnection {
  @Field(() => [WebhookDeliveryEdge], { description: 'Deliveries with their cursors.' })
  readonly edges!: readonly WebhookDeliveryEdge[];

  @Field(() => PageInfo, { description: 'Where the page lies.' })
  readonly pageInfo!: PageInfo;

  @Field(() => Int, { nullable: true, description: 'How many there are in all.' })
  readonly totalCount!: number | null;
}
