// Outgoing webhooks with two gateways on one database: each event is queued once and arrives, whoever dies or stops meanwhile.

import { expect } from '../support/fixtures.js';
import { bodyOf, idOfMessage } from '../support/receiver.js';
import { until } from '../support/waiting.js';
import { deliveriesOf, TEST_WEBHOOKS, test } from '../support/webhooks.js';

test.override('env', { ...TEST_WEBHOOKS, DRAIN_SECONDS: '0.5' });

const VERIFICATIONS = 20;

test('one gateway is killed in the middle of its attempts: every event arrives, under one id', async ({
  admin,
  alice,
  gateway,
  sandbox,
  startGateway,
  database,
  receiver,
  newEndpoint,
}) => {
  const other = await startGateway();
  const { id } = await newEndpoint();
  // Answers to the first few are held back, so that the one who dies has some under way.
  let held = 0;
  receiver.answering = () => {
    held += 1;
    return held <= 4 ? null : { status: 200 };
  };
  const alices = [alice, alice.with({ gateway: other })];
  const started = await Promise.all(
    Array.from({ length: VERIFICATIONS }, (_none, index) => (alices[index % 2] ?? alice).startVerification()),
  );
  await receiver.take(4);
  await other.kill();
  await Promise.all(started.map((transaction) => sandbox.finish(transaction, 'SUCCESS')));
  await until(
    'all are finished',
    () => database.sql(`select count(*)::int as count from verifications where decision = 'APPROVED'`),
    ([row]) => row?.count === VERIFICATIONS,
  );
  const [log] = await database.sql('select count(*)::int as count from verification_events');
  const delivered = await until(
    'all are delivered',
    () => database.sql(`select id, position::text from webhook_deliveries where status = 'DELIVERED'`),
    (rows) => rows.length === log?.count,
    60_000,
  );
  expect(await database.sql(`select id from webhook_deliveries where status <> 'DELIVERED'`)).toEqual([]);
  expect(new Set(delivered.map(({ position }) => position)).size).toBe(delivered.length);

  const idsOfEvents = new Map<string, Set<string>>();
  for (const message of receiver.messages) {
    const cursor = String(bodyOf(message).data.cursor);
    idsOfEvents.set(cursor, (idsOfEvents.get(cursor) ?? new Set()).add(idOfMessage(message)));
  }
  expect([...idsOfEvents.values()].every((ids) => ids.size === 1)).toBe(true);
  expect(new Set(receiver.messages.map(idOfMessage))).toEqual(new Set(delivered.map(({ id }) => id)));
  expect(await deliveriesOf(admin, { endpointId: id, status: 'PENDING' })).toEqual([]);
  expect(gateway.logs()).not.toContain('"level":"error"');
});

test('a gateway that is told to stop gives back what hangs, and another one sends it', async ({
  alice,
  admin,
  gateway,
  startGateway,
  receiver,
  newEndpoint,
}) => {
  const { id } = await newEndpoint({ eventTypes: ['CREATED'] });
  receiver.answering = () => null;
  await alice.startVerification();
  await receiver.take(1);
  expect(await gateway.stop()).toEqual({ code: 0, signal: null });
  receiver.answering = () => ({ status: 200 });
  const next = await startGateway();
  const messages = await receiver.take(2);
  expect(new Set(messages.map(idOfMessage)).size).toBe(1);
  const [delivery] = await until(
    'it is delivered',
    () => deliveriesOf(admin.with({ gateway: next }), { endpointId: id }),
    (found) => found[0]?.status === 'DELIVERED',
  );
  // The attempt that was broken off is not held against the receiver.
  expect(delivery?.attempts).toMatchObject([{ httpStatus: 200, failure: null }]);
  await gateway.restart();
});
