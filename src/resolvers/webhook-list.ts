// webhookDeliveries: one page of what was sent and what waits, newest event first.
import type { GraphQLResolveInfo } from 'graphql';
import type { WebhookDeliveryConnection } from '../schema/webhook.js';
import type { DeliveryFilter, DeliveryPlace } from '../store/webhook-list.js';
import type { Context } from './context.js';
import { checkPageSize } from './paging.js';
import { asksFor } from './selection.js';
import { toDeliveryNode } from './webhook-nodes.js';

const LIST = 'webhook deliveries';

export async function listDeliveries(
  { services: { webhooks, cursors } }: Context,
  filter: DeliveryFilter,
  { first, after }: { readonly first: number; readonly after: string | null },
  info: GraphQLResolveInfo,
): Promise<WebhookDeliveryConnection> {
  checkPageSize(first);
  const before = after === null ? null : toPlace(cursors.toPlace(LIST, after));
  // One more than asked for tells whether there is a next page.
  const { deliveries, total } = await webhooks.deliveries(filter, before, first + 1, {
    count: asksFor(info, ['totalCount']),
  });
  const page = deliveries.slice(0, first);
  const found = await webhooks.findMany([...new Set(page.map(({ endpointId }) => endpointId))]);
  const endpoints = new Map(found.map((endpoint) => [endpoint.id, endpoint]));
  const edges = page.flatMap((delivery) => {
    const endpoint = endpoints.get(delivery.endpointId);
    // Removed between the two looks: its deliveries are gone with it.
    if (!endpoint) return [];
    const node = toDeliveryNode(delivery, endpoint, cursors.ofPosition(delivery.position));
    return [{ node, cursor: cursors.ofPlace(LIST, `${delivery.position} ${delivery.id}`) }];
  });
  return {
    edges,
    pageInfo: {
      hasNextPage: deliveries.length > first,
      hasPreviousPage: after !== null,
      startCursor: edges.at(0)?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
    totalCount: total,
  };
}

/** The text is ours: cursors of others are refused before. */
function toPlace(text: string): DeliveryPlace {
  const [position = '', id = ''] = text.split(' ');
  return { position: BigInt(position), id };
}
