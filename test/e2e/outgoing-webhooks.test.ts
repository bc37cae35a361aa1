// Outgoing webhooks as a backend sees them: what it gets, when it gets it again, and how it knows who sent it.
import { randomUUID } from 'node:crypto';
import {
  RotateWebhookSecretDocument,
  UpdateWebhookEndpointDocument,
  type UpdateWebhookEndpointInput,
} from '../generated/graphql.js';
import { expect } from '../support/fixtures.js';
import type { Person } from '../support/person.js';
import { bodyOf, idOfMessage, Receiver, verified } from '../support/receiver.js';
import { until } from '../support/waiting.js';
import { allDelivered, deliveriesOf, endpointOf, replay, TEST_WEBHOOKS, test } from '../support/webhooks.js';

test.override('env', TEST_WEBHOOKS);

test('each event comes once, signed, and says nothing of the person', async ({
  admin,
  alice,
  sandbox,
  receiver,
  newEndpoint,
  gateway,
}) => {
  const { id, secret } = await newEndpoint({ description: 'the back office' });
  expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
  const transaction = await admin.startVerification({
    userId: alice.id,
    reference: `Canary-Reference-${randomUUID()}`,
    notification: { email: 'canary@example.test' },
    requirements: { givenName: ['Canarygiven'], familyName: ['Canaryfamily'] },
  });
  await sandbox.finish(transaction, 'SUCCESS');
  const timeline = await until(
    'a finished timeline',
    () => timelineOf(admin, transaction.id),
    (events) => events.some(({ decision }) => decision === 'APPROVED'),
  );
  const messages = await receiver.take(timeline.length);
  await allDelivered(admin, id, timeline.length);
  expect(receiver.messages).toHaveLength(timeline.length);

  const bodies = messages.map((message) => verified(message, secret));
  const told = bodies.map(({ type, timestamp, data }) => ({
    type,
    timestamp,
    version: data.version,
    decision: data.decision,
  }));
  const happened = timeline.map(({ type, occurredAt, version, decision }) => ({
    type: `verification.${type.toLowerCase()}`,
    timestamp: occurredAt,
    version,
    decision,
  }));
  expect(sorted(told)).toEqual(sorted(happened));
  expect(new Set(messages.map(idOfMessage)).size).toBe(timeline.length);
  for (const { data } of bodies) {
    expect(Object.keys(data)).toEqual([
      'verificationId',
      'source',
      'eventType',
      'version',
      'lifecycle',
      'decision',
      'cursor',
    ]);
    expect(data).toMatchObject({ verificationId: transaction.id, source: 'PINGONE_VERIFY' });
  }
  expect(messages[0]).toMatchObject({ method: 'POST', path: '/hooks?for=tests' });
  expect(messages[0]?.headers).toMatchObject({ 'content-type': 'application/json', 'user-agent': 'identity-gateway' });
  for (const { body, headers } of messages) expect(`${body} ${JSON.stringify(headers)}`).not.toMatch(/canary/i);

  const listed = await deliveriesOf(admin, { endpointId: id });
  expect(sorted(listed.map(({ id }) => id))).toEqual(sorted(messages.map(idOfMessage)));
  expect(listed[0]).toMatchObject({
    endpoint: { id },
    verificationId: transaction.id,
    status: 'DELIVERED',
    attempts: [{ httpStatus: 204, failure: null }],
    nextAttemptAt: null,
  });
  expect(await endpointOf(admin, id)).toMatchObject({ lastSuccessAt: expect.any(String), failingSince: null });
  expect(await gateway.metric('idgw_webhook_attempts_total', 'outcome="delivered"')).toBeGreaterThan(0);
  expect(gateway.logs()).not.toContain(secret);
});

test('an endpoint begins with what happens after it was made, and gets the kinds it wants', async ({
  admin,
  alice,
  sandbox,
  receiver,
  newEndpoint,
}) => {
  const before = await alice.startVerification();
  const all = await newEndpoint();
  const picky = await newEndpoint({ url: `${receiver.url}&picky`, eventTypes: ['DELETED', 'DELETED'] });
  expect([all.eventTypes, picky.eventTypes]).toEqual([[], ['DELETED']]);
  const after = await alice.startVerification();
  await sandbox.move(after, 'INITIATED');
  await admin.ask(
    `mutation { deleteVerifyTransaction(input: { transactionId: "${after.id}" }) { deletedTransactionId } }`,
  );
  await until(
    'the deletion, twice',
    () => receiver.messages.filter((message) => message.body.includes('DELETED')).length,
    (count) => count === 2,
  );
  const toPicky = receiver.messages.filter(({ path }) => path.endsWith('&picky'));
  expect(toPicky.map((message) => bodyOf(message).type)).toEqual(['verification.deleted']);
  const subjects = receiver.messages.map((message) => bodyOf(message).data.verificationId);
  expect(subjects).toContain(after.id);
  expect(subjects).not.toContain(before.id);
});

test('what is refused is tried again under the same id, until it is taken', async ({
  admin,
  alice,
  receiver,
  newEndpoint,
}) => {
  const { id, secret } = await newEndpoint({ eventTypes: ['CREATED'] });
  receiver.answering = (_message, index) => ({
    status: index === 0 ? 500 : index === 1 ? 307 : 200,
    headers: { location: receiver.url },
  });
  await alice.startVerification();
  const messages = await receiver.take(3);
  expect(new Set(messages.map(idOfMessage)).size).toBe(1);
  expect(new Set(messages.map(({ body }) => body)).size).toBe(1);
  for (const message of messages) verified(message, secret);
  const [delivery] = await allDelivered(admin, id, 1);
  expect(delivery?.attempts.map(({ httpStatus, failure }) => [httpStatus, failure])).toEqual([
    [500, 'REFUSED'],
    [307, 'REDIRECTED'],
    [200, null],
  ]);
  expect(await endpointOf(admin, id)).toMatchObject({ failingSince: null });
});

test('what nobody takes is given up, and can be sent again', async ({ admin, alice, receiver, newEndpoint }) => {
  const { id } = await newEndpoint({ eventTypes: ['CREATED'] });
  receiver.answering = () => ({ status: 503 });
  await alice.startVerification();
  const [dead] = await until(
    'a dead delivery',
    () => deliveriesOf(admin, { endpointId: id, status: 'DEAD' }),
    isFilled,
  );
  expect(dead).toMatchObject({ nextAttemptAt: null, attempts: [{ httpStatus: 503 }, {}, {}] });
  expect(receiver.messages).toHaveLength(3);
  expect((await endpointOf(admin, id))?.failingSince).not.toBeNull();

  receiver.answering = () => ({ status: 200 });
  const deliveryIds = [dead?.id ?? ''];
  expect(await replay(admin, { endpointId: id, deliveryIds, dryRun: true })).toEqual({ count: 1, userErrors: [] });
  expect(receiver.messages).toHaveLength(3);
  expect(await replay(admin, { endpointId: id, deliveryIds, dryRun: false })).toEqual({ count: 1, userErrors: [] });
  await receiver.take(4);
  const [delivered] = await allDelivered(admin, id, 1);
  expect(delivered).toMatchObject({ id: dead?.id, attempts: [{}, {}, {}, { httpStatus: 200 }] });
  expect(new Set(receiver.messages.map(idOfMessage))).toEqual(new Set(deliveryIds));
});

test('a stretch of the log can be sent again, to an endpoint that is newer than it too', async ({
  admin,
  alice,
  sandbox,
  receiver,
  newEndpoint,
}) => {
  const transaction = await alice.startVerification();
  const watch = alice.watch(transaction);
  const [first] = await watch.take(1);
  await sandbox.finish(transaction, 'SUCCESS');
  const rest = await watch.untilFinal();
  const { id } = await newEndpoint({ eventTypes: ['STATUS_CHANGED'] });
  const stretch = { endpointId: id, fromCursor: first?.cursor ?? '', toCursor: rest.at(-1)?.cursor ?? '' };
  expect(await replay(admin, { ...stretch, dryRun: true })).toEqual({ count: rest.length, userErrors: [] });
  expect(await replay(admin, { ...stretch, dryRun: false })).toEqual({ count: rest.length, userErrors: [] });
  const messages = await receiver.take(rest.length);
  expect(sorted(messages.map((message) => bodyOf(message).data.cursor))).toEqual(
    sorted(rest.map(({ cursor }) => cursor)),
  );
  await allDelivered(admin, id, rest.length);

  const part = { ...stretch, toCursor: rest[0]?.cursor ?? '', dryRun: false };
  expect(await replay(admin, part)).toEqual({ count: 1, userErrors: [] });
  const again = (await receiver.take(rest.length + 1)).filter(({ body }) => body.includes(part.toCursor));
  expect(again).toHaveLength(2);
  expect(new Set(again.map(idOfMessage)).size).toBe(1);
  expect(await deliveriesOf(admin, { endpointId: id })).toHaveLength(rest.length);

  const backwards = { endpointId: id, fromCursor: stretch.toCursor, toCursor: stretch.fromCursor, dryRun: true };
  expect((await replay(admin, backwards)).userErrors).toMatchObject([
    { code: 'INVALID_VALUE', field: ['input', 'toCursor'] },
  ]);
});

test('while secrets overlap both sign; without overlap only the new one does', async ({
  admin,
  alice,
  receiver,
  newEndpoint,
}) => {
  const { id, secret: first } = await newEndpoint({ eventTypes: ['CREATED'] });
  const rotate = async (overlapHours: number) =>
    (await admin.ask(RotateWebhookSecretDocument, { input: { id, overlapHours } })).rotateWebhookSecret;
  const second = await rotate(1);
  expect(second).toMatchObject({ webhookEndpoint: { id, liveSecrets: 2 }, userErrors: [] });
  await alice.startVerification();
  const [both] = await receiver.take(1);
  if (!both) throw new Error('It was taken.');
  expect(both.headers['webhook-signature']).toMatch(/^v1,\S+ v1,\S+$/);
  expect(verified(both, first)).toEqual(verified(both, second.secret ?? ''));

  const third = await rotate(0);
  expect(third.webhookEndpoint?.liveSecrets).toBe(1);
  await alice.startVerification();
  const alone = (await receiver.take(2))[1];
  if (!alone) throw new Error('It was taken.');
  expect(verified(alone, third.secret ?? '').type).toBe('verification.created');
  expect(() => verified(alone, first)).toThrow('No matching signature');
  expect(() => verified(alone, second.secret ?? '')).toThrow('No matching signature');

  for (const [overlapHours, limit] of [
    [-1, 0],
    [169, 168],
  ] as const) {
    expect(await rotate(overlapHours)).toMatchObject({ secret: null, userErrors: [{ code: 'OUT_OF_RANGE', limit }] });
  }
  for (let live = 2; live <= 5; live += 1) expect((await rotate(24)).webhookEndpoint?.liveSecrets).toBe(live);
  expect(await rotate(24)).toMatchObject({ userErrors: [{ code: 'OUT_OF_RANGE', limit: 5 }] });
});

test('an endpoint that is gone for good is turned off; what waits goes on when it is turned on', async ({
  admin,
  alice,
  receiver,
  newEndpoint,
  gateway,
}) => {
  const { id } = await newEndpoint({ eventTypes: ['CREATED'] });
  receiver.answering = () => ({ status: 410 });
  await alice.startVerification();
  await until(
    'it is off',
    () => endpointOf(admin, id),
    (present) => present?.enabled === false,
  );
  expect(await deliveriesOf(admin, { endpointId: id })).toMatchObject([
    { status: 'DEAD', attempts: [{ failure: 'GONE' }] },
  ]);
  expect((await endpointOf(admin, id))?.failingSince).not.toBeNull();
  const told = await until(
    'it is told to operators',
    () =>
      gateway
        .logs()
        .split('\n')
        .filter((line) => line.includes('410 Gone') && line.includes(id)),
    (lines) => lines.length > 0,
  );
  expect(told).toEqual([expect.stringContaining(`"origin":"${new URL(receiver.url).origin}"`)]);
  expect(told.join()).not.toContain('/hooks');
  await alice.startVerification();
  const change = async (input: Omit<UpdateWebhookEndpointInput, 'id'>) =>
    (await admin.ask(UpdateWebhookEndpointDocument, { input: { id, ...input } })).updateWebhookEndpoint;

  receiver.answering = () => ({ status: 500 });
  expect(await change({ enabled: true })).toMatchObject({ webhookEndpoint: { enabled: true, failingSince: null } });
  await alice.startVerification();
  await until(
    'a failed attempt',
    () => receiver.messages.length,
    (count) => count >= 2,
  );
  await change({ enabled: false, description: 'out of order' });
  // Whether its last attempt was over or not: from here on it rests.
  const [waiting] = await until(
    'it rests',
    () => deliveriesOf(admin, { endpointId: id, status: 'PENDING' }),
    (found) => found[0]?.nextAttemptAt === null,
  );
  receiver.answering = () => ({ status: 200 });
  expect(await change({ enabled: true })).toMatchObject({ webhookEndpoint: { description: 'out of order' } });
  await until(
    'it arrives',
    () => deliveriesOf(admin, { endpointId: id, status: 'DELIVERED' }),
    (found) => found[0]?.id === waiting?.id,
  );
  // What happened while it was off was not for it.
  expect(await deliveriesOf(admin, { endpointId: id })).toHaveLength(2);
});

test('a receiver that hangs holds up no other, and is asked few things at one time', async ({
  admin,
  alice,
  receiver,
  newEndpoint,
}) => {
  const hanging = await Receiver.start();
  hanging.answering = () => null;
  await newEndpoint({ url: hanging.url, eventTypes: ['CREATED'] });
  const { id } = await newEndpoint({ eventTypes: ['CREATED'] });
  for (let count = 0; count < 10; count += 1) await alice.startVerification();
  await allDelivered(admin, id, 10);
  expect(hanging.mostAtOnce).toBeLessThanOrEqual(8);
  await hanging.stop();
  expect(receiver.mostAtOnce).toBeLessThanOrEqual(8);
});

interface TimelineEvent {
  readonly type: string;
  readonly occurredAt: string;
  readonly version: number;
  readonly decision: string;
}

async function timelineOf(person: Person, id: string): Promise<readonly TimelineEvent[]> {
  const { verifyTransaction } = await person.ask<
    { verifyTransaction: { timeline: { edges: readonly { node: TimelineEvent }[] } } },
    object
  >(`{ verifyTransaction(id: "${id}") { timeline { edges { node { type occurredAt version decision } } } } }`);
  return verifyTransaction.timeline.edges.map(({ node }) => node);
}

function sorted<T>(values: readonly T[]): readonly T[] {
  return [...values].sort((one, other) => (JSON.stringify(one) < JSON.stringify(other) ? -1 : 1));
}

function isFilled(values: readonly unknown[]): boolean {
  return values.length > 0;
}
