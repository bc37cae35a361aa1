// Outgoing webhooks as an operator manages them: endpoints, lists, what is refused, who may, and what the audit log says.
import { randomUUID } from 'node:crypto';
import {
  CreateWebhookEndpointDocument,
  type CreateWebhookEndpointInput,
  DeleteWebhookEndpointDocument,
  ReplayWebhookDeliveriesDocument,
  type ReplayWebhookDeliveriesInput,
  RotateWebhookSecretDocument,
  UpdateWebhookEndpointDocument,
  type UpdateWebhookEndpointInput,
  VerificationsDocument,
  WebhookDeliveriesDocument,
  WebhookEndpointsDocument,
} from '../generated/graphql.js';
import { expect } from '../support/fixtures.js';
import { allDelivered, deliveriesOf, replay, TEST_WEBHOOKS, test } from '../support/webhooks.js';

test.override('env', TEST_WEBHOOKS);

test.for<[string, (ids: { endpointId: string }) => ReplayWebhookDeliveriesInput, object]>([
  ['neither', ({ endpointId }) => ({ endpointId, dryRun: false }), { code: 'INVALID_VALUE', field: ['input'] }],
  [
    'both',
    ({ endpointId }) => ({ endpointId, deliveryIds: [], fromCursor: 'x', dryRun: false }),
    { code: 'INVALID_VALUE', field: ['input'] },
  ],
  [
    'an end without a beginning',
    ({ endpointId }) => ({ endpointId, deliveryIds: [], toCursor: 'x', dryRun: false }),
    { field: ['input', 'toCursor'] },
  ],
  [
    'a delivery there is not',
    ({ endpointId }) => ({ endpointId, deliveryIds: [randomUUID()], dryRun: true }),
    { code: 'NOT_FOUND', field: ['input', 'deliveryIds', '0'] },
  ],
  [
    'an empty list',
    ({ endpointId }) => ({ endpointId, deliveryIds: [], dryRun: true }),
    { code: 'REQUIRED_VALUE', field: ['input', 'deliveryIds'] },
  ],
  ['what is no id', ({ endpointId }) => ({ endpointId, deliveryIds: ["'; --"], dryRun: true }), { code: 'NOT_FOUND' }],
  [
    'an endpoint there is not',
    () => ({ endpointId: randomUUID(), deliveryIds: [], dryRun: true }),
    { code: 'NOT_FOUND', field: ['input', 'endpointId'] },
  ],
])('nothing is sent again for %s', async ([, inputOf, error], { admin, newEndpoint }) => {
  const { id: endpointId } = await newEndpoint();
  expect(await replay(admin, inputOf({ endpointId }))).toMatchObject({ count: null, userErrors: [error] });
});

test('a cursor of another list, or of none, cannot be replayed from', async ({ admin, newEndpoint }) => {
  const { id: endpointId } = await newEndpoint();
  const { errors } = await admin.query(ReplayWebhookDeliveriesDocument, {
    input: { endpointId, fromCursor: 'nonsense', dryRun: true },
  });
  expect(errors?.[0]?.extensions.code).toBe('CURSOR_INVALID');
});

test('deliveries are listed page by page, newest first', async ({ admin, alice, newEndpoint }) => {
  const { id } = await newEndpoint({ eventTypes: ['CREATED'] });
  const started: string[] = [];
  for (let count = 0; count < 3; count += 1) started.unshift((await alice.startVerification()).id);
  await allDelivered(admin, id, 3);
  const page = async (after: string | null) =>
    (await admin.ask(WebhookDeliveriesDocument, { endpointId: id, first: 2, after })).webhookDeliveries;
  const first = await page(null);
  expect(first).toMatchObject({ totalCount: 3, pageInfo: { hasNextPage: true, hasPreviousPage: false } });
  const second = await page(first?.pageInfo.endCursor ?? '');
  expect(second).toMatchObject({ totalCount: 3, pageInfo: { hasNextPage: false, hasPreviousPage: true } });
  const edges = [...(first?.edges ?? []), ...(second?.edges ?? [])];
  expect(edges.map(({ node }) => node.verificationId)).toEqual(started);
  expect((await deliveriesOf(admin, { endpointId: 'none' })).length).toBe(0);
  for (const variables of [{ first: 0 }, { first: 101 }]) {
    expect((await admin.query(WebhookDeliveriesDocument, variables)).errors?.[0]?.extensions.code).toBe(
      'BAD_USER_INPUT',
    );
  }
  expect((await admin.query(WebhookDeliveriesDocument, { after: 'x' })).errors?.[0]?.extensions.code).toBe(
    'CURSOR_INVALID',
  );
});

test('a repeated create finds the first endpoint, and shows no secret', async ({ admin, receiver, newEndpoint }) => {
  const idempotencyKey = randomUUID();
  const made = await newEndpoint({ idempotencyKey });
  const again = (url: string) => admin.ask(CreateWebhookEndpointDocument, { input: { url, idempotencyKey } });
  expect((await again(receiver.url)).createWebhookEndpoint).toMatchObject({
    webhookEndpoint: { id: made.id },
    secret: null,
    userErrors: [],
  });
  expect((await again(`${receiver.url}&other`)).createWebhookEndpoint).toMatchObject({
    webhookEndpoint: null,
    userErrors: [{ code: 'IDEMPOTENCY_CONFLICT' }],
  });
});

test.for<[string, Partial<CreateWebhookEndpointInput>, object]>([
  [
    'a name and password in the address',
    { url: 'https://user:secret@app.example.test/' },
    { code: 'INVALID_VALUE', field: ['input', 'url'] },
  ],
  ['another protocol', { url: 'ftp://app.example.test/' }, { code: 'INVALID_VALUE', field: ['input', 'url'] }],
  [
    'a long description',
    { description: 'x'.repeat(257) },
    { code: 'OUT_OF_RANGE', field: ['input', 'description'], limit: 256 },
  ],
  [
    'a description that cannot be kept',
    { description: 'a\u0007b' },
    { code: 'INVALID_VALUE', field: ['input', 'description'] },
  ],
  ['an empty key', { idempotencyKey: '' }, { code: 'OUT_OF_RANGE', field: ['input', 'idempotencyKey'], limit: 1 }],
  [
    'an endless address',
    { url: `https://app.example.test/${'x'.repeat(2048)}` },
    { code: 'OUT_OF_RANGE', field: ['input', 'url'], limit: 2048 },
  ],
])('no endpoint is made with %s', async ([, input, error], { admin, receiver }) => {
  const { createWebhookEndpoint } = await admin.ask(CreateWebhookEndpointDocument, {
    input: { url: receiver.url, ...input },
  });
  expect(createWebhookEndpoint).toMatchObject({ webhookEndpoint: null, secret: null, userErrors: [error] });
  const { webhookEndpoint } = createWebhookEndpoint;
  expect(webhookEndpoint).toBeNull();
});

test('null takes a description away, and leaving it out keeps it', async ({ admin, newEndpoint }) => {
  const description = 'the back office';
  const { id } = await newEndpoint({ description });
  const change = async (input: Partial<UpdateWebhookEndpointInput>) =>
    (await admin.ask(UpdateWebhookEndpointDocument, { input: { id, ...input } })).updateWebhookEndpoint;
  expect(await change({ enabled: true })).toMatchObject({ webhookEndpoint: { description }, userErrors: [] });
  expect(await change({ description: null })).toMatchObject({ webhookEndpoint: { description: null }, userErrors: [] });
});

test('an endpoint that is not there cannot be changed, rotated or removed', async ({ admin }) => {
  const missing = { userErrors: [{ code: 'NOT_FOUND', field: ['input', 'id'] }] };
  for (const id of [randomUUID(), 'none', '']) {
    expect(await admin.ask(UpdateWebhookEndpointDocument, { input: { id } })).toMatchObject({
      updateWebhookEndpoint: missing,
    });
    expect(await admin.ask(RotateWebhookSecretDocument, { input: { id, overlapHours: 0 } })).toMatchObject({
      rotateWebhookSecret: missing,
    });
    expect(await admin.ask(DeleteWebhookEndpointDocument, { input: { id } })).toMatchObject({
      deleteWebhookEndpoint: missing,
    });
  }
});

test('every change is in the audit log, with its endpoint and without its secret', async ({
  admin,
  alice,
  support,
  newEndpoint,
}) => {
  const { id, secret } = await newEndpoint();
  await admin.ask(UpdateWebhookEndpointDocument, { input: { id, description: null } });
  await admin.ask(RotateWebhookSecretDocument, { input: { id, overlapHours: 0 } });
  const { verifications } = await admin.ask(VerificationsDocument, { filter: null, first: 1 });
  await replay(admin, { endpointId: id, fromCursor: verifications?.feedCursor ?? '', dryRun: true });
  const { auditLog } = await admin.ask<AuditAnswer, object>(
    `{ auditLog(filter: { targetId: "${id}" }) { edges { node { action outcome targetType } } } }`,
  );
  expect(auditLog.edges.map(({ node }) => node)).toEqual(
    ['replayWebhookDeliveries', 'rotateWebhookSecret', 'updateWebhookEndpoint', 'createWebhookEndpoint'].map(
      (action) => ({
        action,
        outcome: 'SUCCEEDED',
        targetType: 'WebhookEndpoint',
      }),
    ),
  );
  expect(JSON.stringify(auditLog)).not.toContain(secret);

  for (const person of [alice, support]) {
    const answers = [
      await person.query(WebhookEndpointsDocument),
      await person.query(WebhookDeliveriesDocument, {}),
      await person.query(CreateWebhookEndpointDocument, { input: { url: 'https://app.example.test/' } }),
      await person.query(UpdateWebhookEndpointDocument, { input: { id } }),
      await person.query(RotateWebhookSecretDocument, { input: { id, overlapHours: 0 } }),
      await person.query(DeleteWebhookEndpointDocument, { input: { id } }),
      await person.query(ReplayWebhookDeliveriesDocument, { input: { endpointId: id, deliveryIds: [], dryRun: true } }),
    ];
    expect(answers.map(({ errors }) => errors?.[0]?.extensions.code)).toEqual(answers.map(() => 'FORBIDDEN'));
  }
});

interface AuditAnswer {
  readonly auditLog: { readonly edges: readonly { readonly node: object }[] };
}
