// The mutations of outgoing webhooks: input to the service, its answer or refusal to a payload.
import type {
  CreateWebhookEndpointInput,
  CreateWebhookEndpointPayload,
  DeleteWebhookEndpointPayload,
  ReplayWebhookDeliveriesInput,
  ReplayWebhookDeliveriesPayload,
  RotateWebhookSecretInput,
  RotateWebhookSecretPayload,
  UpdateWebhookEndpointInput,
  UpdateWebhookEndpointPayload,
} from '../schema/webhook-input.js';
import { Refusal } from '../verifications/refusal.js';
import { CursorOutOfLog } from '../verifications/watching.js';
import type { MadeEndpoint } from '../webhooks/deliveries/webhooks.js';
import type { Context } from './context.js';
import { cursorInvalid } from './cursors.js';
import { answer, type RefusalRules } from './failures.js';
import { once } from './once.js';
import { toEndpointNode } from './webhook-nodes.js';

/** Nothing upstream has a part in these. */
const NO_RULES: RefusalRules = { paths: {} };

export function createEndpoint(
  { services, viewer, signal }: Context,
  input: CreateWebhookEndpointInput,
): Promise<CreateWebhookEndpointPayload> {
  const { webhooks, idempotency } = services;
  return answer({ webhookEndpoint: null, secret: null }, NO_RULES, async () => {
    const { endpoint, secret } = await once<MadeEndpoint>(idempotency, {
      viewer,
      operation: 'createWebhookEndpoint',
      key: input.idempotencyKey,
      input,
      signal,
      create: async () => {
        const { url, description = null, eventTypes } = input;
        const value = await webhooks.add({ url, description, eventTypes: distinct(eventTypes ?? []) });
        return { id: value.endpoint.id, value };
      },
      reread: async (id) => {
        const made = await webhooks.find(id);
        if (made) return { endpoint: made, secret: null };
        const message = 'The endpoint that was made with this key no longer exists.';
        throw new Refusal([{ code: 'NOT_FOUND', message, field: ['input', 'idempotencyKey'] }]);
      },
    });
    return { webhookEndpoint: toEndpointNode(endpoint), secret };
  });
}

export function updateEndpoint(
  context: Context,
  { id, url, description, eventTypes, enabled }: UpdateWebhookEndpointInput,
): Promise<UpdateWebhookEndpointPayload> {
  return answer({ webhookEndpoint: null }, NO_RULES, async () => {
    noteTarget(context, id);
    const endpoint = await context.services.webhooks.change(id, {
      ...(url == null ? {} : { url }),
      // Null takes it away; the others cannot be without a value.
      ...(description === undefined ? {} : { description }),
      ...(eventTypes == null ? {} : { eventTypes: distinct(eventTypes) }),
      ...(enabled == null ? {} : { enabled }),
    });
    return { webhookEndpoint: toEndpointNode(endpoint) };
  });
}

export function deleteEndpoint(context: Context, id: string): Promise<DeleteWebhookEndpointPayload> {
  return answer({ deletedId: null }, NO_RULES, async () => {
    noteTarget(context, id);
    await context.services.webhooks.remove(id);
    return { deletedId: id };
  });
}

export function rotateSecret(
  context: Context,
  { id, overlapHours }: RotateWebhookSecretInput,
): Promise<RotateWebhookSecretPayload> {
  return answer({ webhookEndpoint: null, secret: null }, NO_RULES, async () => {
    noteTarget(context, id);
    const { endpoint, secret } = await context.services.webhooks.rotateSecret(id, overlapHours);
    return { webhookEndpoint: toEndpointNode(endpoint), secret };
  });
}

/** @throws GraphQLError CURSOR_INVALID for a cursor of another list, or one that lies outside the log */
export function replayDeliveries(
  context: Context,
  { endpointId, deliveryIds, fromCursor, toCursor, dryRun }: ReplayWebhookDeliveriesInput,
): Promise<ReplayWebhookDeliveriesPayload> {
  const { webhooks, cursors } = context.services;
  return answer({ count: null }, NO_RULES, async () => {
    noteTarget(context, endpointId);
    if ((deliveryIds == null) === (fromCursor == null))
      throw wrong('Give either deliveries or a cursor to begin after.');
    if (deliveryIds != null) {
      if (toCursor != null) throw wrong('An end goes with a cursor to begin after.', 'toCursor');
      return { count: await webhooks.replayDeliveries(endpointId, deliveryIds, dryRun) };
    }
    const after = cursors.toPosition(fromCursor ?? '');
    const upTo = toCursor == null ? null : cursors.toPosition(toCursor);
    try {
      return { count: await webhooks.replayStretch(endpointId, { after, upTo }, dryRun) };
    } catch (error) {
      if (error instanceof CursorOutOfLog) throw cursorInvalid({ oldestCursor: cursors.ofPosition(error.oldest) });
      throw error;
    }
  });
}

/** For the audit log, which cannot tell from the input what an id is of. */
function noteTarget({ audit }: Context, id: string): void {
  if (audit.current) audit.current.target = { type: 'WebhookEndpoint', id, userId: null };
}

function wrong(message: string, ...field: readonly string[]): Refusal {
  return new Refusal([{ code: 'INVALID_VALUE', message, field: ['input', ...field] }]);
}

function distinct<T>(values: readonly T[]): readonly T[] {
  return [...new Set(values)];
}
