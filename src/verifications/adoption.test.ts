// Looking up users whom PingOne's platform named: each once, failures later again, and not for ever. On a real PostgreSQL.
import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { UpstreamError } from '../datasources/http/errors.js';
import { PlatformEvents } from '../store/platform-events.js';
import { useStore } from '../store/store-fixture.js';
import { createLogger } from '../telemetry/logger.js';
import { Adoption } from './adoption.js';
import type { Verifications } from './verifications.js';

const store = useStore();
let events: PlatformEvents;
const listTransactions = vi.fn<(userId: string) => Promise<never[]>>();
const observeAll = vi.fn<Verifications['observeAll']>();
let adoption: Adoption;

beforeEach(async () => {
  await store.sql('truncate platform_events, user_lookups');
  events = new PlatformEvents(store.db);
  listTransactions.mockReset().mockResolvedValue([]);
  observeAll.mockReset().mockResolvedValue(new Map());
  const parts = { events, verify: { listTransactions }, verifications: { observeAll } };
  adoption = new Adoption(parts, { paceMs: 1, leaseMs: 60_000, idleMs: 20 }, createLogger('silent'));
});

afterEach(() => adoption.stop());

async function named(userId: string): Promise<void> {
  await events.receive([{ id: randomUUID(), userId, subjectIds: [] }]);
}

async function waiting(): Promise<readonly Record<string, unknown>[]> {
  return store.sql(`select user_id, attempts, due_at > now() + interval '1 second' as later from user_lookups`);
}

function failure(kind: 'not-found' | 'unavailable'): UpstreamError {
  return new UpstreamError({ kind, source: 'PingOne', status: null, code: 'TEST', mayHaveTakenEffect: false });
}

test('each user that is named is looked up once, and then not any more', async () => {
  await Promise.all(['ana', 'ben', 'ana'].map(named));
  adoption.start();
  await vi.waitFor(async () => expect(await waiting()).toEqual([]));
  expect(listTransactions.mock.calls.map(([userId]) => userId).sort()).toEqual(['ana', 'ben']);
  expect(observeAll).toHaveBeenCalledTimes(2);
});

test('who is named again during the look is looked up again', async () => {
  await named('ana');
  listTransactions.mockImplementationOnce(async () => {
    await named('ana');
    return [];
  });
  adoption.start();
  await vi.waitFor(async () => expect(await waiting()).toEqual([]));
  expect(listTransactions).toHaveBeenCalledTimes(2);
});

test('a failure is tried again later, six times in all', async () => {
  await named('ana');
  listTransactions.mockRejectedValue(failure('unavailable'));
  adoption.start();
  await vi.waitFor(async () => expect(await waiting()).toEqual([{ user_id: 'ana', attempts: 1, later: true }]));
  await store.sql('update user_lookups set attempts = 5, due_at = now()');
  await vi.waitFor(async () => expect(await waiting()).toEqual([]));
});

test('a user whom PingOne does not know is let go', async () => {
  await named('nobody');
  listTransactions.mockRejectedValue(failure('not-found'));
  adoption.start();
  await vi.waitFor(async () => expect(await waiting()).toEqual([]));
  expect(listTransactions).toHaveBeenCalledTimes(1);
});
