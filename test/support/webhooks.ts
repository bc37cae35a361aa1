// What tests of outgoing webhooks share: a receiver and endpoints of their own for each test, and reading what the gateway says of them.
import {
  CreateWebhookEndpointDocument,
  type CreateWebhookEndpointInput,
  DeleteWebhookEndpointDocument,
  ReplayWebhookDeliveriesDocument,
  type ReplayWebhookDeliveriesInput,
  WebhookDeliveriesDocument,
  type WebhookDeliveriesQueryVariables,
  WebhookEndpointsDocument,
} from '../generated/graphql.js';
import { test as base, expect } from './fixtures.js';
import type { Person } from './person.js';
import { Receiver } from './receiver.js';
import { until } from './waiting.js';

export const test = base
  .extend('receiver', async ({ onTestFinished }) => {
    const receiver = await Receiver.start();
    onTestFinished(() => receiver.stop());
    return receiver;
  })
  /** Adds an endpoint, by default one that sends to the receiver; it is removed after the test. */
  .extend('newEndpoint', async ({ admin, receiver }, { onCleanup }) => {
    const made: string[] = [];
    onCleanup(async () => {
      for (const id of made) await admin.ask(DeleteWebhookEndpointDocument, { input: { id } });
    });
    return async (input: Partial<CreateWebhookEndpointInput> = {}) => {
      const { createWebhookEndpoint: payload } = await admin.ask(CreateWebhookEndpointDocument, {
        input: { url: receiver.url, ...input },
      });
      expect(payload.userErrors).toEqual([]);
      const { webhookEndpoint, secret } = payload;
      if (!webhookEndpoint || secret === null) throw new Error('No endpoint was made.');
      made.push(webhookEndpoint.id);
      return { ...webhookEndpoint, secret };
    };
  });

/** Short waits, and receivers on this machine. */
export const TEST_WEBHOOKS = { WEBHOOK_ALLOW_PRIVATE: 'true', WEBHOOK_RETRY_SECONDS: '0.2,0.2' } as const;

/** Deliveries, newest first. */
export async function deliveriesOf(person: Person, variables: WebhookDeliveriesQueryVariables) {
  const { webhookDeliveries } = await person.ask(WebhookDeliveriesDocument, { first: 100, ...variables });
  return webhookDeliveries?.edges.map(({ node }) => node) ?? [];
}

/** Waits until so many deliveries were taken and none waits. */
export async function allDelivered(person: Person, endpointId: string, count: number) {
  return until(
    `${count} deliveries`,
    () => deliveriesOf(person, { endpointId }),
    (found) => found.length === count && found.every(({ status }) => status === 'DELIVERED'),
  );
}

export async function endpointOf(person: Person, id: string) {
  const { webhookEndpoints } = await person.ask(WebhookEndpointsDocument);
  return webhookEndpoints?.find((present) => present.id === id) ?? null;
}

export async function replay(person: Person, input: ReplayWebhookDeliveriesInput) {
  return (await person.ask(ReplayWebhookDeliveriesDocument, { input })).replayWebhookDeliveries;
}
