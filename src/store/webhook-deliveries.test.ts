// Deliveries in a real PostgreSQL, asked by two instances at once: each event is queued once, each delivery is attempted by one.
import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { StatusLog } from './status-log.js';
import { grown, newVerification, nextVersion, useStore } from './store-fixture.js';
import { type DeliveryClaim, WebhookDeliveries } from './webhook-deliveries.js';
import { type StoredEndpoint, WebhookEndpoints } from './webhook-endpoints.js';

const store = useStore();
const LEASE_MS = 60_000;
let log: StatusLog;
let deliveries: WebhookDeliveries;
let other: WebhookDeliveries;
let endpoints: WebhookEndpoints;

beforeEach(() => {
  log = new StatusLog(store.db);
  deliveries = new WebhookDeliveries(store.db);
  other = new WebhookDeliveries(store.open());
  endpoints = new WebhookEndpoints(store.db);
});

afterEach(async () => {
  for (const { id } of await endpoints.list()) await endpoints.remove(id);
  await store.sql('delete from webhook_deliveries');
});

function addEndpoint(eventTypes: readonly string[] = []): Promise<StoredEndpoint> {
  return endpoints.add({ id: randomUUID(), url: 'https://a.example', description: null, eventTypes, secrets: [] });
}

async function rows(): Promise<readonly Record<string, unknown>[]> {
  return store.sql('select *, attempts from webhook_deliveries order by position');
}

test('however many read the log at once, each event is queued once for each endpoint that wants it', async () => {
  await addEndpoint();
  await addEndpoint(['DELETED']);
  const added = Array.from({ length: 20 }, () => log.add([newVerification()]));
  const reading = Array.from({ length: 20 }, (_none, index) => (index % 2 ? deliveries : other).fanOut(3));
  await Promise.all([...added, ...reading]);
  while ((await deliveries.fanOut(3)) > 0);
  expect(await rows()).toHaveLength(20);
  await store.sql('update webhook_cursor set position = 0');
  while ((await deliveries.fanOut(500)) > 0);
  expect(await rows()).toHaveLength(20);
});

test('a callback is told of each version and of nothing else', async () => {
  const [added] = await log.add([
    newVerification({ callbackUrl: 'https://Hooks.Example:8443/a?b', callbackSealed: Buffer.from('x') }),
  ]);
  const id = added?.id ?? '';
  await log.change(id, (present) => nextVersion(present));
  await log.change(id, (present) => ({
    record: {},
    events: [grown({ grew: false, type: 'DATA_REVEALED', version: present.version })],
  }));
  while ((await deliveries.fanOut(500)) > 0);
  expect(await rows()).toMatchObject([
    { version: 1, event_type: 'CREATED', endpoint_id: null, target: 'https://hooks.example:8443' },
    { version: 2, event_type: 'STATUS_CHANGED' },
  ]);
});

test('a delivery is claimed by one, within the room of its target, until its lease has run out', async () => {
  await addEndpoint();
  await addEndpoint();
  for (let count = 0; count < 5; count += 1) await log.add([newVerification()]);
  await deliveries.fanOut(500);
  const claims = await Promise.all([deliveries.claim(4, 3, LEASE_MS), other.claim(4, 3, LEASE_MS)]);
  const claimed = claims.flat();
  expect(new Set(claimed.map(({ id }) => id)).size).toBe(claimed.length);
  while (claimed.length < 6) claimed.push(...mustHave(await deliveries.claim(10, 3, LEASE_MS)));
  expect(await deliveries.claim(10, 3, LEASE_MS)).toEqual([]);

  const [first] = claimed;
  if (!first) throw new Error('Nothing was claimed.');
  await store.sql(`update webhook_deliveries set lease_until = now() - interval '1 second' where id = $1`, [first.id]);
  const [again] = await other.claim(1, 3, LEASE_MS);
  expect(again).toMatchObject({ id: first.id, position: first.position });
  // Whoever lost the lease has no say any more.
  await deliveries.settle(first, [], { status: 'DEAD', disableEndpoint: true });
  expect(await store.sql('select status from webhook_deliveries where id = $1', [first.id])).toEqual([
    { status: 'PENDING' },
  ]);
  expect((await endpoints.list()).every(({ enabled }) => enabled)).toBe(true);
});

test('targets take turns, however much waits for one of them', async () => {
  const { id: busy } = await addEndpoint();
  for (let count = 0; count < 9; count += 1) await log.add([newVerification()]);
  await deliveries.fanOut(500);
  const { id: late } = await addEndpoint();
  await log.add([newVerification(), newVerification()]);
  await deliveries.fanOut(500);
  const targets = (await deliveries.claim(4, 8, LEASE_MS)).map(({ target }) => target);
  expect(targets.filter((target) => target === late)).toHaveLength(2);
  expect(targets.filter((target) => target === busy)).toHaveLength(2);
  // Who has some under way waits for its turn.
  expect((await deliveries.claim(6, 8, LEASE_MS)).map(({ target }) => target)).toEqual(Array(6).fill(busy));
});

test('of each kind, and of those that are not proven, no more than their share is claimed', async () => {
  const { id: proven } = await addEndpoint();
  const { id: unknown } = await addEndpoint();
  const callback = { callbackUrl: 'https://hooks.example/a', callbackSealed: Buffer.from('x') };
  for (let count = 0; count < 5; count += 1) await log.add([newVerification(callback)]);
  await deliveries.fanOut(500);
  const share = (all: number, unproven: number) => ({ all, unproven });
  const claim = async (endpoints: object, callbacks: object) => {
    const shares = { endpoints: share(9, 9), callbacks: share(9, 9), proven: [proven], ...endpoints, ...callbacks };
    const claims = await deliveries.claim(50, 8, LEASE_MS, shares);
    await Promise.all(claims.map((one) => deliveries.release(one)));
    return [proven, unknown, 'https://hooks.example'].map(
      (target) => claims.filter((one) => one.target === target).length,
    );
  };
  expect(await claim({}, {})).toEqual([5, 4, 5]);
  expect(await claim({ endpoints: share(9, 1) }, {})).toEqual([5, 1, 5]);
  expect(await claim({ endpoints: share(6, 0) }, {})).toEqual([5, 0, 5]);
  expect(await claim({ endpoints: share(4, 3) }, {})).toEqual([2, 2, 5]);
  expect(await claim({ endpoints: share(0, 9) }, { callbacks: share(9, 2) })).toEqual([0, 0, 2]);
});

test('a removed endpoint takes all its deliveries with it', async () => {
  const { id } = await addEndpoint();
  await log.add([newVerification()]);
  await deliveries.fanOut(500);
  const [claim] = await deliveries.claim(1, 1, LEASE_MS);
  expect(await endpoints.remove(id)).toBe(true);
  expect(await endpoints.remove(id)).toBe(false);
  if (claim) await deliveries.settle(claim, [], { status: 'DELIVERED' });
  expect(await rows()).toEqual([]);
});

test('what is old goes: taken ones first, the rest with the log', async () => {
  await addEndpoint();
  for (let count = 0; count < 4; count += 1) await log.add([newVerification()]);
  await deliveries.fanOut(500);
  const [one, two] = await deliveries.claim(2, 2, LEASE_MS);
  for (const claim of [one, two]) if (claim) await deliveries.settle(claim, [], { status: 'DELIVERED' });
  await store.sql(`update webhook_deliveries set settled_at = now() - interval '31 days' where id = $1`, [one?.id]);
  await store.sql(
    `update webhook_deliveries set queued_at = now() - interval '91 days' where id in (select id from webhook_deliveries where status = 'PENDING' limit 1)`,
  );
  expect(await deliveries.clear(30, 90, 100)).toBe(1);
  expect((await rows()).map(({ status }) => status).sort()).toEqual(['DELIVERED', 'PENDING']);
});

function mustHave(claims: readonly DeliveryClaim[]): readonly DeliveryClaim[] {
  if (claims.length === 0) throw new Error('There was room, and nothing was claimed.');
  return claims;
}
