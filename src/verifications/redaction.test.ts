// Erasing on request, where things go wrong: each place and each verification on its own, waits that a source asks for, what nothing may be left of. On a real PostgreSQL.
import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { hashOf } from '../audit/chain.js';
import { UpstreamError } from '../datasources/http/errors.js';
import type { Mitek } from '../datasources/mitek/mitek.js';
import { builtInProfile } from '../datasources/mitek/profile.js';
import type { VerifyApi } from '../datasources/pingone/verify.js';
import { AuditLog } from '../store/audit-log.js';
import { Redactions, redactionLeftovers } from '../store/redactions.js';
import { newVerification, useStore } from '../store/store-fixture.js';
import { createLogger } from '../telemetry/logger.js';
import { createMetrics } from '../telemetry/metrics.js';
import { Erasures, type ErasuresAtPingOne } from './erasures.js';
import { calledBack, claimOf, instanceOn, journeyRequest, OTHER_SECRET } from './journey-fixture.js';
import { Redaction } from './redaction.js';
import { eraseAgain } from './redaction-upkeep.js';

const store = useStore();
const logger = createLogger('silent');
const signal = new AbortController().signal;
const instance = () => instanceOn(store);
const pingOne = {
  listVerifiedData: vi.fn<VerifyApi['listVerifiedData']>(),
  deleteVerifiedData: vi.fn<VerifyApi['deleteVerifiedData']>(),
  listMetadata: vi.fn<VerifyApi['listMetadata']>(),
  deleteMetadata: vi.fn<VerifyApi['deleteMetadata']>(),
  listDocuments: vi.fn<VerifyApi['listDocuments']>(),
  deleteDocument: vi.fn<VerifyApi['deleteDocument']>(),
} satisfies ErasuresAtPingOne;
const deleteJourney = vi.fn<Mitek['deleteJourney']>();

beforeEach(async () => {
  await store.sql('truncate verifications, verification_starts, callback_inbox cascade');
  for (const call of Object.values(pingOne)) call.mockReset();
  pingOne.listVerifiedData.mockResolvedValue([]);
  pingOne.listMetadata.mockResolvedValue({ latest: [], previousAttempts: [] });
  pingOne.listDocuments.mockResolvedValue([]);
  deleteJourney.mockReset();
});

/** @param deletable whether the profile of Mitek has a path to delete a journey */
function redactionOf({ journeys, verifications } = instance(), deletable = true): Redaction {
  const paths = { ...builtInProfile.paths, delete: deletable ? '/api/{version}/request/{reference}' : null };
  const mitek = { profile: { ...builtInProfile, paths }, deleteJourney };
  const erasures = new Erasures(pingOne, mitek, journeys.store, logger);
  const auditLog = new AuditLog(store.db, hashOf);
  return new Redaction({ verifications, journeys, store: new Redactions(store.db), erasures, auditLog, logger });
}

/** A transaction that is over. */
async function transaction(): Promise<string> {
  const { verifications } = instance();
  const [record] = await verifications.track([newVerification({ lifecycle: 'FINISHED', finishedAt: new Date() })]);
  return record?.id ?? '';
}

async function redact(redaction: Redaction, id: string): Promise<readonly string[]> {
  const actor = { id: 'admin', kind: 'OPERATOR', displayName: null } as const;
  const record = await instance().verifications.mustFind(id);
  const { places } = await redaction.redact(record, { actor, receiptId: randomUUID() });
  return places.map(({ target, outcome }) => `${target} ${outcome}`);
}

async function pending() {
  return store.sql(`
    select verification_id as id, target, failures, extract(epoch from next_try_at - now())::float8 as seconds
    from pending_erasures order by target`);
}

async function makeDue(): Promise<void> {
  await store.sql('update pending_erasures set next_try_at = now()');
}

function failure(kind: 'unavailable' | 'rate-limited', retryAt: Date | null = null): UpstreamError {
  return new UpstreamError({ kind, source: 'PingOne', status: null, code: 'TEST', mayHaveTakenEffect: false, retryAt });
}

describe('trying again', () => {
  test('one that fails in a way that nobody foresaw keeps no other from its turn', async () => {
    const redaction = redactionOf();
    const ids = [await transaction(), await transaction(), await transaction()];
    pingOne.listMetadata.mockRejectedValue(failure('unavailable'));
    for (const id of ids) expect(await redact(redaction, id)).toContain('PINGONE_METADATA FAILED');
    await makeDue();
    pingOne.listMetadata.mockImplementation(async ({ transactionId }) => {
      if (transactionId === ids[0]) throw new TypeError('Nobody foresaw this.');
      return { latest: [], previousAttempts: [] };
    });
    await redaction.retry();
    expect(await pending()).toMatchObject([{ id: ids[0], target: 'PINGONE_METADATA', failures: 2 }]);
  });

  test('a store that fails for one keeps no other from its turn', async () => {
    const one = instance();
    const ids = [await transaction(), await transaction(), await transaction()];
    pingOne.listMetadata.mockRejectedValue(failure('unavailable'));
    for (const id of ids) await redact(redactionOf(), id);
    await makeDue();
    pingOne.listMetadata.mockResolvedValue({ latest: [], previousAttempts: [] });
    const change: typeof one.verifications.change = async (id, decide) => {
      if (id === ids[0]) throw new Error('The connection broke.');
      return one.verifications.change(id, decide);
    };
    await redactionOf({ ...one, verifications: { ...one.verifications, change } }).retry();
    // Its lease is what it waits for.
    expect(await pending()).toMatchObject([{ id: ids[0], failures: 1 }]);
  });

  test('it waits for as long as the source asks', async () => {
    const redaction = redactionOf();
    const id = await transaction();
    pingOne.listMetadata.mockRejectedValue(failure('rate-limited', new Date(Date.now() + 25_000)));
    pingOne.listVerifiedData.mockRejectedValue(failure('unavailable'));
    await redact(redaction, id);
    const [metadata, verifiedData] = await pending();
    expect(metadata).toMatchObject({ target: 'PINGONE_METADATA', failures: 1 });
    expect(metadata?.seconds).toBeGreaterThan(20);
    expect(verifiedData?.seconds).toBeLessThan(3);
  });

  test('what had failed is not done because it is no longer possible, nor said to be', async () => {
    const one = instance();
    const { id } = (await one.journeys.start(journeyRequest(), null)).record;
    deleteJourney.mockRejectedValueOnce(failure('unavailable'));
    expect(await redact(redactionOf(one), id)).toContain('MITEK_JOURNEY FAILED');
    await makeDue();
    await redactionOf(one, false).retry();
    expect(await pending()).toMatchObject([{ target: 'MITEK_JOURNEY', failures: 2 }]);
    expect(await store.sql('select 1 from audit_events where target_id = $1', [id])).toEqual([]);

    await makeDue();
    await redactionOf(one).retry();
    expect(await pending()).toEqual([]);
    expect(await store.sql('select outcome from audit_events where target_id = $1', [id])).toEqual([
      { outcome: 'SUCCEEDED' },
    ]);
  });

  test('how much waits, and since when, is measured', async () => {
    const redaction = redactionOf();
    const metrics = createMetrics();
    const measured = async () => {
      await eraseAgain(redaction, metrics);
      const values = [metrics.erasuresPending, metrics.erasuresOldestPending].map((gauge) => gauge.get());
      return (await Promise.all(values)).map(({ values: [first] }) => first?.value);
    };
    expect(await measured()).toEqual([0, 0]);
    pingOne.listMetadata.mockRejectedValue(failure('unavailable'));
    for (const id of [await transaction(), await transaction()]) await redact(redaction, id);
    await store.sql(`update pending_erasures set opened_at = opened_at - interval '1 hour'`);
    const [count, seconds] = await measured();
    expect(count).toBe(2);
    expect(seconds).toBeGreaterThanOrEqual(3600);
    expect(seconds).toBeLessThan(3660);
  });
});

describe('nothing sealed of an erased journey is left in any table', () => {
  /** Tables in which something sealed stands. */
  async function sealed(): Promise<readonly unknown[]> {
    const columns = await store.sql(
      `select table_name, column_name from information_schema.columns
       where table_schema = 'public' and column_name like '%sealed%' order by 1, 2`,
    );
    expect(columns.map(({ table_name }) => table_name)).toEqual(
      expect.arrayContaining(['callback_inbox', 'mitek_journeys', 'verification_starts', 'verifications']),
    );
    const found = columns.map(async ({ table_name, column_name }) => {
      const rows = await store.sql(`select 1 from ${table_name} where ${column_name} is not null`);
      return rows.map(() => `${table_name}.${column_name}`);
    });
    return (await Promise.all(found)).flat();
  }

  test('nor of its callbacks, of which the last one still counts', async () => {
    const one = instance();
    const { id } = (await one.journeys.start(journeyRequest(), null)).record;
    await calledBack(store, id, { status: 'SENT', results: { name: 'Ada' } });
    await calledBack(store, id, { status: 'CONFIRMATION' }, OTHER_SECRET);
    await one.journeys.reading.readClaimed(await claimOf(one, id), signal);
    await calledBack(store, id, { status: 'SENT', results: { name: 'Ada B.' } }, OTHER_SECRET);
    await calledBack(store, id, { status: 'COMPLETED', result: 'FAIL', results: { name: 'Ada C.' } });
    expect(new Set(await sealed())).toEqual(
      new Set(['callback_inbox.body_sealed', 'mitek_journeys.findings_sealed', 'mitek_journeys.personal_sealed']),
    );
    await redact(redactionOf(one), id);
    expect(await sealed()).toEqual([]);
    expect(await one.verifications.mustFind(id)).toMatchObject({ lifecycle: 'FINISHED', decision: 'DENIED' });
  });

  test('nor of one that cannot be applied, as Mitek is away', async () => {
    const one = instanceOn(store, { polled: true });
    const { id } = (await one.journeys.start(journeyRequest(), null)).record;
    one.mitek.readJourney.mockRejectedValue(failure('unavailable'));
    await calledBack(store, id, { status: 'COMPLETED', result: 'PASS', results: { name: 'Ada' } });
    await redact(redactionOf(one), id);
    expect(await sealed()).toEqual([]);
  });

  test('nor of one that comes later, whether it can be read or not', async () => {
    const one = instance();
    const { id } = (await one.journeys.start(journeyRequest(), null)).record;
    await redact(redactionOf(one), id);
    await calledBack(store, id, { status: 'SENT', results: { name: 'Ada' } }, OTHER_SECRET);
    await calledBack(store, id, { status: 'SENT', results: { name: 'Ada' } });
    await one.journeys.reading.readClaimed(await claimOf(one, id), signal);
    expect(await sealed()).toEqual(['callback_inbox.body_sealed']);
    await one.journeys.reading.expireCallbacks();
    expect(await sealed()).toEqual([]);
    expect(await one.counted('idgw_callbacks_total', { outcome: 'expired' })).toBe(0);
  });
});

test('what redaction left in earlier releases goes with the upgrade, and nothing of what was not redacted', async () => {
  const { verifications } = instance();
  const personal = { challenge: 'Xanthippe', reference: 'Xanthippe-1', lifecycle: 'FINISHED' } as const;
  const items = [newVerification(personal), newVerification({ ...personal, reference: 'Xanthippe-2' })];
  for (const { id } of await verifications.track(items)) {
    await store.sql(
      `update verification_events set actor = '{"id": "x", "kind": "END_USER", "displayName": "Xanthippe"}' where verification_id = $1`,
      [id],
    );
    await store.sql(
      `insert into verification_starts (id, source, reference, secret_hash, verification_id, idempotency)
       select gen_random_uuid(), source, reference, 'x', id, '{"key": "Xanthippe"}' from verifications where id = $1`,
      [id],
    );
    await store.sql(
      `insert into webhook_deliveries (target, verification_id, source, position, event_type, version, lifecycle, decision, occurred_at)
       select 'https://xanthippe.example', v.id, v.source, v.position, 'CREATED', 1, v.lifecycle, v.decision, now()
       from verifications v where id = $1`,
      [id],
    );
  }
  await store.sql(`update verifications set redacted_at = now() where reference = 'Xanthippe-1'`);
  const withName = async (table: string) =>
    (await store.sql(`select 1 from ${table} t where t::text ilike '%xanthippe%'`)).length;
  const tables = ['verifications', 'verification_events', 'verification_starts', 'webhook_deliveries'];
  expect(await Promise.all(tables.map(withName))).toEqual([2, 2, 2, 2]);
  await store.db.transaction().execute((transaction) => redactionLeftovers.up(transaction));
  expect(await Promise.all(tables.map(withName))).toEqual([1, 1, 1, 1]);
});
