// Answers outgoing webhooks: endpoints, deliveries, and changes to them.
import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Ctx, ID, Info, Int, type Maybe, Mutation, Query, Resolver } from 'type-graphql';
import { Access } from '../auth/access.js';
import { Permission } from '../auth/permissions.js';
import { WebhookDeliveryConnection, WebhookDeliveryStatus, WebhookEndpoint } from '../schema/webhook.js';
import {
  CreateWebhookEndpointInput,
  CreateWebhookEndpointPayload,
  DeleteWebhookEndpointInput,
  DeleteWebhookEndpointPayload,
  ReplayWebhookDeliveriesInput,
  ReplayWebhookDeliveriesPayload,
  RotateWebhookSecretInput,
  RotateWebhookSecretPayload,
  UpdateWebhookEndpointInput,
  UpdateWebhookEndpointPayload,
} from '../schema/webhook-input.js';
import { createEndpoint, deleteEndpoint, replayDeliveries, rotateSecret, updateEndpoint } from './change-webhooks.js';
import type { Context } from './context.js';
import { listDeliveries } from './webhook-list.js';
import { toEndpointNode } from './webhook-nodes.js';

/** Outgoing webhooks. */
@Resolver(() => WebhookEndpoint)
export class WebhookResolver {
  @Query(() => [WebhookEndpoint], { nullable: true, description: 'Addresses that outgoing webhooks go to.' })
  @Access({ requires: [Permission.WEBHOOKS_READ] })
  async webhookEndpoints(@Ctx() { services }: Context): Promise<readonly WebhookEndpoint[] | null> {
    return (await services.webhooks.list()).map(toEndpointNode);
  }

  @Query(() => WebhookDeliveryConnection, { nullable: true, description: 'Outgoing webhook deliveries, newest first.' })
  @Access({ requires: [Permission.WEBHOOKS_READ] })
  async webhookDeliveries(
    @Arg('endpointId', () => ID, { nullable: true, description: 'Only to this endpoint.' }) endpointId: Maybe<string>,
    @Arg('status', () => WebhookDeliveryStatus, { nullable: true, description: 'Only in this state.' })
    status: Maybe<WebhookDeliveryStatus>,
    @Arg('first', () => Int, { defaultValue: 20, description: 'Page size, 1 to 100.' }) first: number,
    @Arg('after', () => String, { nullable: true, description: 'Cursor of the last delivery already seen.' })
    after: Maybe<string>,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<WebhookDeliveryConnection | null> {
    return listDeliveries(context, { endpointId, status }, { first, after: after ?? null }, info);
  }

  @Mutation(() => CreateWebhookEndpointPayload, {
    description: 'Adds an address for outgoing webhooks. The payload shows its signing secret, once.',
  })
  @Access({ requires: [Permission.WEBHOOKS_WRITE] })
  async createWebhookEndpoint(
    @Arg('input', () => CreateWebhookEndpointInput, { description: 'Address and events.' })
    input: CreateWebhookEndpointInput,
    @Ctx() context: Context,
  ): Promise<CreateWebhookEndpointPayload> {
    return createEndpoint(context, input);
  }

  @Mutation(() => UpdateWebhookEndpointPayload, { description: 'Changes an endpoint; what is left out stays.' })
  @Access({ requires: [Permission.WEBHOOKS_WRITE] })
  async updateWebhookEndpoint(
    @Arg('input', () => UpdateWebhookEndpointInput, { description: 'Which endpoint, and what to change.' })
    input: UpdateWebhookEndpointInput,
    @Ctx() context: Context,
  ): Promise<UpdateWebhookEndpointPayload> {
    return updateEndpoint(context, input);
  }

  @Mutation(() => DeleteWebhookEndpointPayload, {
    description: 'Removes an endpoint. Waiting deliveries to it are dropped.',
  })
  @Access({ requires: [Permission.WEBHOOKS_WRITE] })
  async deleteWebhookEndpoint(
    @Arg('input', () => DeleteWebhookEndpointInput, { description: 'Which endpoint.' })
    input: DeleteWebhookEndpointInput,
    @Ctx() context: Context,
  ): Promise<DeleteWebhookEndpointPayload> {
    return deleteEndpoint(context, input.id);
  }

  @Mutation(() => RotateWebhookSecretPayload, {
    description:
      'Makes a new signing secret. The old one signs beside it until it is told to stop, so that no delivery is refused.',
  })
  @Access({ requires: [Permission.WEBHOOKS_WRITE] })
  async rotateWebhookSecret(
    @Arg('input', () => RotateWebhookSecretInput, { description: 'Which endpoint.' }) input: RotateWebhookSecretInput,
    @Ctx() context: Context,
  ): Promise<RotateWebhookSecretPayload> {
    return rotateSecret(context, input);
  }

  @Mutation(() => ReplayWebhookDeliveriesPayload, {
    description: 'Sends past events again, by delivery or by a stretch of the log.',
  })
  @Access({ requires: [Permission.WEBHOOKS_WRITE] })
  async replayWebhookDeliveries(
    @Arg('input', () => ReplayWebhookDeliveriesInput, { description: 'What to send again.' })
    input: ReplayWebhookDeliveriesInput,
    @Ctx() context: Context,
  ): Promise<ReplayWebhookDeliveriesPayload> {
    return replayDeliveries(context, input);
  }
}
