// PingOne's platform webhooks over HTTP: only who brings the secret is heard, each event once, and what cannot be read does no harm. On a real PostgreSQL.
import { randomUUID } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createServer } from '../server/server.js';
import { PlatformEvents } from '../store/platform-events.js';
import { StatusLog } from '../store/status-log.js';
import { newVerification, useStore } from '../store/store-fixture.js';
import { Tracking } from '../store/tracking.js';
import { createMetrics, type Metrics } from '../telemetry/metrics.js';
import { PINGONE_PLATFORM_PATH, registerPingOnePlatform } from './pingone-platform.js';

const store = useStore();
const SECRETS = ['the-first-secret-of-the-tests', 'another-secret-of-the-tests'] as const;
const ENVIRONMENT = '7c6b1f0e-2f0e-4b52-9a70-3d5f0c9f2b10';
let app: FastifyInstance;
let metrics: Metrics;
let events: PlatformEvents;
let heard: number;

beforeEach(async () => {
  await store.sql('truncate verifications, platform_events, user_lookups cascade');
  events = new PlatformEvents(store.db);
  metrics = createMetrics();
  heard = 0;
  app = await createServer({ corsOrigins: [] });
  const parts = { events, metrics, environmentId: ENVIRONMENT, header: 'x-hook', secrets: SECRETS };
  await app.register((part) => registerPingOnePlatform(part, { ...parts, onNews: () => (heard += 1) }));
});

afterEach(() => app.close());

async function post(payload: string | Buffer, headers: Record<string, string | string[]> = { 'x-hook': SECRETS[0] }) {
  return app.inject({ method: 'POST', url: PINGONE_PLATFORM_PATH, headers, payload });
}

function event(changes: object = {}) {
  const user = { type: 'USER', id: randomUUID(), environment: { id: ENVIRONMENT } };
  return { id: randomUUID(), action: { type: 'VALIDATION_TRANSACTION.UPDATED' }, actors: { user }, ...changes };
}

async function counted(): Promise<Record<string, number>> {
  const { values } = await metrics.platformEvents.get();
  return Object.fromEntries(
    values.filter(({ value }) => value > 0).map(({ labels, value }) => [labels.outcome, value]),
  );
}

async function lookups(): Promise<readonly unknown[]> {
  return (await store.sql('select user_id from user_lookups order by asked_at')).map((row) => row.user_id);
}

async function tracked(): Promise<string> {
  const item = newVerification({}, 3_600_000);
  await new StatusLog(store.db).add([item]);
  return item.record.id;
}

async function isDue(): Promise<boolean> {
  return (await new Tracking(store.db).nextDueInMs()) === 0;
}

describe('what a body may be', () => {
  const [one, other] = [event(), event()];
  test.each<[string, string, Record<string, number>]>([
    ['an array', JSON.stringify([one, other]), { accepted: 2 }],
    ['an array over several lines', JSON.stringify([one, other], null, 2), { accepted: 2 }],
    ['one event', JSON.stringify(one), { accepted: 1 }],
    ['one to a line', `${JSON.stringify(one)}\r\n\n${JSON.stringify(other)}\n`, { accepted: 2 }],
    [
      'a broken line among others',
      `${JSON.stringify(one)}\n{"id":\n${JSON.stringify(other)}`,
      { accepted: 2, malformed: 1 },
    ],
    ['the same event twice', JSON.stringify([one, one]), { accepted: 1, repeated: 1 }],
    ['nothing', '', {}],
    ['an empty array', '[]', {}],
    ['no JSON', '<events/>', { malformed: 1 }],
    ['an array cut off', JSON.stringify([one]).slice(0, -3), { malformed: 1 }],
    ['values that are no events', '[null, 1, "x", {}, [[]]]', { malformed: 5 }],
    ['nested without end', '['.repeat(200_000), { malformed: 1 }],
    ['an event about something else', JSON.stringify([event({ action: { type: 'USER.UPDATED' } })]), { ignored: 1 }],
    ['an id that is none', JSON.stringify([event({ id: "x' or 1=1 --" })]), { malformed: 1 }],
    ['a kind that is no text', JSON.stringify([event({ action: { type: 7 } })]), { malformed: 1 }],
    [
      'another environment',
      JSON.stringify([event({ resources: [{ type: 'USER', environment: { id: randomUUID() } }] })]),
      { ignored: 1 },
    ],
  ])('%s is answered with 200', async (_what, body, outcomes) => {
    const { statusCode, body: answer } = await post(body);
    expect([statusCode, answer]).toEqual([200, '']);
    expect(await counted()).toEqual(outcomes);
    expect(await lookups()).toHaveLength(outcomes.accepted ?? 0);
  });

  test('too much of it is refused', async () => {
    expect((await post('x'.repeat(5 * 1024 * 1024 + 1))).statusCode).toBe(413);
    expect((await post(`[${' '.repeat(5 * 1024 * 1024 - 2)}]`)).statusCode).toBe(200);
  });
});

test('an event of a tracked verification makes it due; its user is not looked up', async () => {
  const id = await tracked();
  const resources = [{ type: 'VALIDATION_TRANSACTION', id }];
  await post(JSON.stringify([event({ resources, transactionStatus: { status: 'SUCCESS' } })]));
  expect(await isDue()).toBe(true);
  expect(await lookups()).toEqual([]);
  expect((await new StatusLog(store.db).find(id))?.lifecycle).toBe('SENT');
});

test('ids are taken from links too', async () => {
  const [id, userId] = [await tracked(), randomUUID()];
  const base = `https://api.pingone.example/v1/environments/${ENVIRONMENT}/users/${userId}/verifyTransactions`;
  await post(JSON.stringify([event({ resources: [{ href: `${base}/${id}` }] })]));
  expect(await isDue()).toBe(true);
  await post(JSON.stringify([event({ actors: null, resources: [{ href: `${base}/${randomUUID()}` }] })]));
  expect(await lookups()).toEqual([userId]);
});

test('an event that comes again is not acted on again, also when both come at once', async () => {
  const body = JSON.stringify(Array.from({ length: 50 }, () => event()));
  const backwards = JSON.stringify((JSON.parse(body) as object[]).reverse());
  await Promise.all([post(body), post(backwards), post(body), post(backwards)]);
  expect(await counted()).toEqual({ accepted: 50, repeated: 150 });
  await store.sql('delete from user_lookups');
  heard = 0;
  await post(body);
  expect([await lookups(), heard]).toEqual([[], 0]);
});

test('many events of one user are one look', async () => {
  const { actors } = event();
  await post(JSON.stringify(Array.from({ length: 100 }, () => event({ actors }))));
  expect(await lookups()).toEqual([actors.user.id]);
});

describe('refused alike', () => {
  test.each<[string, Record<string, string | string[]>]>([
    ['without a secret', {}],
    ['with an empty one', { 'x-hook': '' }],
    ['with a wrong one', { 'x-hook': 'the-first-secret-of-the-test' }],
    ['with both in one', { 'x-hook': SECRETS.join(', ') }],
    ['with two headers', { 'x-hook': [...SECRETS] }],
    ['in another header', { 'x-webhook-secret': SECRETS[0] }],
  ])('%s', async (_what, headers) => {
    const { statusCode } = await post(JSON.stringify([event()]), headers);
    expect(statusCode).toBe(401);
    expect(await lookups()).toEqual([]);
    expect(await counted()).toEqual({ refused: 1 });
  });

  test('any of the secrets will do', async () => {
    expect((await post('[]', { 'X-Hook': SECRETS[1] })).statusCode).toBe(200);
  });
});

test('old events are forgotten, young ones kept', async () => {
  await post(JSON.stringify([event(), event()]));
  await store.sql(
    `update platform_events set received_at = now() - interval '9 days' where id = (select min(id) from platform_events)`,
  );
  await events.clear();
  expect(await store.sql('select id from platform_events')).toHaveLength(1);
});
