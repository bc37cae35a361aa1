// What goes in to change outgoing webhooks, and what comes back. Endpoints and deliveries are in webhook.ts.
import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { Pii } from '../auth/access.js';
import { Permission, PiiKind } from '../auth/permissions.js';
import { UrlScalar } from './scalars.js';
import { UserError } from './shared.js';
import { VerificationEventType } from './verification-event.js';
import { WebhookEndpoint } from './webhook.js';

@InputType({ description: 'An address to add.' })
export class CreateWebhookEndpointInput {
  @Field(() => UrlScalar, {
    description: 'https address. Private and loopback addresses are refused unless the deployment allows them.',
  })
  readonly url!: string;

  @Field(() => String, { nullable: true, description: 'What it is for, at most 256 characters.' })
  readonly description?: string | null;

  @Field(() => [VerificationEventType], {
    nullable: true,
    description: 'Which kinds of event to send. Default, and for an empty list: all.',
  })
  readonly eventTypes?: readonly VerificationEventType[] | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Repeats with the same key and input within 24 hours get the first answer, without the secret. 1 to 255 characters.',
  })
  readonly idempotencyKey?: string | null;
}

@ObjectType({ description: 'Answer of createWebhookEndpoint.' })
export class CreateWebhookEndpointPayload {
  @Field(() => WebhookEndpoint, { nullable: true, description: 'The new endpoint.' })
  readonly webhookEndpoint!: WebhookEndpoint | null;

  @Field(() => String, { nullable: true, description: 'Signing secret (`whsec_...`); shown only here.' })
  @Pii(PiiKind.CREDENTIAL, { requires: [Permission.WEBHOOKS_WRITE] })
  readonly secret!: string | null;

  @Field(() => [UserError], { description: 'What to put right.' })
  readonly userErrors!: readonly UserError[];
}

@InputType({ description: 'Changes to an endpoint.' })
export class UpdateWebhookEndpointInput {
  @Field(() => ID, { description: 'Endpoint id.' })
  readonly id!: string;

  @Field(() => UrlScalar, { nullable: true, description: 'New address.' })
  readonly url?: string | null;

  @Field(() => String, { nullable: true, description: 'New description; null takes it away.' })
  readonly description?: string | null;

  @Field(() => [VerificationEventType], { nullable: true, description: 'New kinds of event. Empty: all.' })
  readonly eventTypes?: readonly VerificationEventType[] | null;

  @Field(() => Boolean, { nullable: true, description: 'Send or do not send.' })
  readonly enabled?: boolean | null;
}

@ObjectType({ description: 'Answer of updateWebhookEndpoint.' })
export class UpdateWebhookEndpointPayload {
  @Field(() => WebhookEndpoint, { nullable: true, description: 'The endpoint, changed.' })
  readonly webhookEndpoint!: WebhookEndpoint | null;

  @Field(() => [UserError], { description: 'What to put right.' })
  readonly userErrors!: readonly UserError[];
}

@InputType({ description: 'An endpoint to remove.' })
export class DeleteWebhookEndpointInput {
  @Field(() => ID, { description: 'Endpoint id.' })
  readonly id!: string;
}

@ObjectType({ description: 'Answer of deleteWebhookEndpoint.' })
export class DeleteWebhookEndpointPayload {
  @Field(() => ID, { nullable: true, description: 'Id of the endpoint that was removed.' })
  readonly deletedId!: string | null;

  @Field(() => [UserError], { description: 'What to put right.' })
  readonly userErrors!: readonly UserError[];
}

@InputType({ description: 'An endpoint whose secret to replace.' })
export class RotateWebhookSecretInput {
  @Field(() => ID, { description: 'Endpoint id.' })
  readonly id!: string;

  @Field(() => Int, {
    defaultValue: 24,
    description: 'How long the old secret goes on signing too, in hours: 0 to 168.',
  })
  readonly overlapHours!: number;
}

@ObjectType({ description: 'Answer of rotateWebhookSecret.' })
export class RotateWebhookSecretPayload {
  @Field(() => WebhookEndpoint, { nullable: true, description: 'The endpoint.' })
  readonly webhookEndpoint!: WebhookEndpoint | null;

  @Field(() => String, { nullable: true, description: 'New signing secret; shown only here.' })
  @Pii(PiiKind.CREDENTIAL, { requires: [Permission.WEBHOOKS_WRITE] })
  readonly secret!: string | null;

  @Field(() => [UserError], { description: 'What to put right.' })
  readonly userErrors!: readonly UserError[];
}

@InputType({ description: 'What to send again. Give either `deliveryIds` or `fromCursor`.' })
export class ReplayWebhookDeliveriesInput {
  @Field(() => ID, { description: 'Endpoint id.' })
  readonly endpointId!: string;

  @Field(() => [ID], { nullable: true, description: 'These deliveries, 1 to 1,000.' })
  readonly deliveryIds?: readonly string[] | null;

  @Field(() => String, { nullable: true, description: 'Every event after this position of the log.' })
  readonly fromCursor?: string | null;

  @Field(() => String, { nullable: true, description: 'Up to this position, included. Default: the end.' })
  readonly toCursor?: string | null;

  @Field(() => Boolean, { defaultValue: false, description: 'True: only tell how many it would be.' })
  readonly dryRun!: boolean;
}

@ObjectType({ description: 'Answer of replayWebhookDeliveries.' })
export class ReplayWebhookDeliveriesPayload {
  @Field(() => Int, { nullable: true, description: 'How many deliveries.' })
  readonly count!: number | null;

  @Field(() => [UserError], { description: 'What to put right.' })
  readonly userErrors!: readonly UserError[];
}
