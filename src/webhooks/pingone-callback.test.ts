// PingOne's callback over HTTP: who brings the secret wakes the tracker, nobody else does anything. On a real PostgreSQL.
import { randomBytes, randomUUID } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { sha256 } from '../auth/keys.js';
import { createServer } from '../server/server.js';
import { Starts } from '../store/starts.js';
import { StatusLog } from '../store/status-log.js';
import { newVerification, useStore } from '../store/store-fixture.js';
import { Tracking } from '../store/tracking.js';
import { createMetrics } from '../telemetry/metrics.js';
import { PINGONE_CALLBACK_PATH, registerPingOneCallback } from './pingone-callback.js';

const store = useStore();
let app: FastifyInstance;
let starts: Starts;
let startId: string;
let secret: string;
let verificationId: string;

beforeEach(async () => {
  await store.sql('truncate verifications, verification_starts, callback_inbox cascade');
  starts = new Starts(store.db);
  app = await createServer({ corsOrigins: [] });
  await app.register((part) => registerPingOneCallback(part, { starts, metrics: createMetrics() }));
  ({ id: startId, secret } = await start());
  const item = newVerification({}, 3_600_000);
  verificationId = item.record.id;
  await new StatusLog(store.db).add([item]);
  await starts.confirm(startId, verificationId);
});

afterEach(() => app.close());

async function start() {
  const [id, made] = [randomUUID(), randomBytes(32).toString('base64url')];
  await starts.reserve({ id, source: 'PINGONE_VERIFY', reference: id, userId: 'ana', secretHash: sha256(made) });
  return { id, secret: made };
}

function call(id: string, headers: Record<string, string | string[]>, payload: string | Buffer = '{}') {
  return app.inject({ method: 'POST', url: `${PINGONE_CALLBACK_PATH}/${id}`, headers, payload });
}

async function isDue(): Promise<boolean> {
  return (await new Tracking(store.db).nextDueInMs()) === 0;
}

describe('with the secret', () => {
  test.each<[string, Record<string, string>, string | Buffer]>([
    ['JSON', { 'content-type': 'application/json' }, '{"id":"x"}'],
    ['broken JSON', { 'content-type': 'application/json' }, '{"id":'],
    ['nothing', {}, ''],
    ['a form', { 'content-type': 'application/x-www-form-urlencoded' }, 'a=b'],
    ['bytes of no type', {}, Buffer.from([0, 255])],
    ['a strange type', { 'content-type': 'application/vnd.x+json; charset=utf-7' }, 'x'],
    ['just under a mebibyte', { 'content-type': 'text/plain' }, 'x'.repeat(1024 * 1024)],
  ])('%s is taken as a wake-up', async (_what, headers, body) => {
    expect(await isDue()).toBe(false);
    const { statusCode, body: answer } = await call(startId, { ...headers, 'x-callback-secret': secret }, body);
    expect([statusCode, answer]).toEqual([200, '']);
    expect(await isDue()).toBe(true);
    expect(await starts.countWaiting()).toBe(1);
  });

  test('a body that is too large is refused and wakes nobody', async () => {
    const { statusCode } = await call(startId, { 'x-callback-secret': secret }, 'x'.repeat(1024 * 1024 + 1));
    expect(statusCode).toBe(413);
    expect(await isDue()).toBe(false);
  });

  test('callbacks that come at once are all noted', async () => {
    await Promise.all(Array.from({ length: 20 }, () => call(startId, { 'x-callback-secret': secret })));
    expect(await starts.countWaiting()).toBe(20);
  });
});

describe('refused alike, and waking nobody', () => {
  test.each<[string, () => Promise<[string, Record<string, string | string[]>]>]>([
    ['without a secret', async () => [startId, {}]],
    ['with an empty one', async () => [startId, { 'x-callback-secret': '' }]],
    ['with a wrong one', async () => [startId, { 'x-callback-secret': randomBytes(32).toString('base64url') }]],
    ['with one letter too many', async () => [startId, { 'x-callback-secret': `${secret}x` }]],
    ['with its hash', async () => [startId, { 'x-callback-secret': sha256(secret).toString('hex') }]],
    ['with the secret of another', async () => [startId, { 'x-callback-secret': (await start()).secret }]],
    ['for a start that is not there', async () => [randomUUID(), { 'x-callback-secret': secret }]],
    ['for what is no id', async () => ['x', { 'x-callback-secret': secret }]],
    ['for an id in capitals', async () => [startId.toUpperCase(), { 'x-callback-secret': secret }]],
    ['for the id of the verification', async () => [verificationId, { 'x-callback-secret': secret }]],
    ['for a quotation mark', async () => ["'%20or%201=1--", { 'x-callback-secret': secret }]],
  ])('%s', async (_what, made) => {
    const [id, headers] = await made();
    const response = await call(id, headers);
    expect(response.statusCode).toBe(401);
    expect(response.headers['content-type']).toContain('application/problem+json');
    expect(response.json()).toEqual({
      type: 'about:blank',
      title: 'Unauthorized',
      status: 401,
      detail: 'The callback does not bring the secret of its transaction.',
      instance: expect.stringMatching(/^urn:request:/),
    });
    expect(await isDue()).toBe(false);
    expect(await starts.countWaiting()).toBe(0);
  });

  test('by another method', async () => {
    for (const method of ['GET', 'PUT', 'DELETE'] as const) {
      const url = `${PINGONE_CALLBACK_PATH}/${startId}`;
      expect((await app.inject({ method, url, headers: { 'x-callback-secret': secret } })).statusCode).toBe(404);
    }
    expect(await starts.countWaiting()).toBe(0);
  });
});
