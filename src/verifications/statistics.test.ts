// Statistics after random histories, held against a plain count over everything that is stored. On a real PostgreSQL.
import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, test } from 'vitest';
import { DAY_MS, HOUR_MS, type Interval, startOf } from '../store/periods.js';
import type { Decision, Lifecycle, VerificationRecord } from '../store/records.js';
import { STAGES, stageOf } from '../store/stages.js';
import { Statistics } from '../store/statistics.js';
import { StatusLog } from '../store/status-log.js';
import { at, grown, newVerification, useStore } from '../store/store-fixture.js';
import { statisticsOf } from './statistics.js';
import { deletion, isFinal, transition } from './transitions.js';

const store = useStore();
let log: StatusLog;
let statistics: Statistics;

beforeEach(async () => {
  await store.sql(
    'truncate verifications, verification_events, statistics_counts, statistics_durations, statistics_reasons cascade',
  );
  log = new StatusLog(store.db);
  statistics = new Statistics(store.db);
});

/** Numbers that look random and are the same in each run. */
function numbersFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

const random = numbersFrom(11);

function oneOf<T>(...values: readonly [T, ...T[]]): T {
  return values[Math.floor(random() * values.length)] ?? values[0];
}

/** Between a tenth of a second and some hours, short ones as often as long ones. */
function someSeconds(): number {
  return Math.round(10 ** (random() * 5.5 - 1) * 1000) / 1000;
}

const LIFECYCLES = ['SENT', 'IN_PROGRESS', 'IN_REVIEW', 'UNKNOWN', 'EXPIRED', 'CANCELLED', 'ABANDONED'] as const;
const VERDICTS = ['APPROVED', 'APPROVED_MANUALLY', 'DENIED', 'DENIED', 'DENIED_FRAUD', 'NOT_REQUIRED'] as const;
const REASONS = ['GOVERNMENT_ID', 'LIVENESS', 'FRAUD', 'Max Mustermann, Berlin'] as const;

function observation(since: Date) {
  const lifecycle: Lifecycle = random() < 0.4 ? 'FINISHED' : oneOf(...LIFECYCLES);
  const decision: Decision = lifecycle === 'FINISHED' ? oneOf(...VERDICTS) : 'NONE';
  const receivedAt = new Date(since.getTime() + someSeconds() * 1000);
  return {
    lifecycle,
    decision,
    rawStatus: `${lifecycle} ${decision}`,
    rawResult: oneOf('FAIL', null),
    upstreamUpdatedAt: null,
    expiresAt: null,
    origin: 'UPSTREAM_READ' as const,
    receivedAt,
    provisional: lifecycle === 'EXPIRED' && random() < 0.5,
    ...(random() < 0.7 ? { reasons: [oneOf(...REASONS), oneOf(...REASONS)] } : {}),
  };
}

/** A verification with a life of its own. */
async function live(): Promise<void> {
  const createdAt = new Date(at(0).getTime() + Math.floor(random() * 4 * DAY_MS));
  const start = random() < 0.7 ? { lifecycle: 'SENT' as const } : { lifecycle: 'CREATED' as const };
  const source = start.lifecycle === 'CREATED' ? 'MITEK' : 'PINGONE_VERIFY';
  const verifyPolicyId = oneOf(null, 'policy-1', 'policy-2');
  const begun = newVerification({ ...start, source, verifyPolicyId, createdAt, updatedAt: createdAt });
  const [made] = await log.add([{ ...begun, events: [grown({ type: 'CREATED', ...start })] }]);
  if (!made) throw new Error('Nothing was added.');
  for (let left = Math.floor(random() * 6); left > 0; left -= 1) {
    const seen = observation(createdAt);
    await log.change(made.id, (present) => transition(present, seen));
  }
  if (random() < 0.1) {
    const by = { origin: 'API_CALL', receivedAt: new Date(createdAt.getTime() + someSeconds() * 1000) } as const;
    await log.change(made.id, (present) => deletion(present, by));
  }
}

async function everything(): Promise<readonly (VerificationRecord & { readonly furthest: number })[]> {
  const records = await store.db.selectFrom('verifications').selectAll().execute();
  const events = await store.db.selectFrom('verificationEvents').selectAll().execute();
  const eventsOf = new Map<string, typeof events>();
  for (const event of events) {
    eventsOf.set(event.verificationId, [...(eventsOf.get(event.verificationId) ?? []), event]);
  }
  return records.map((record) => {
    const own = eventsOf.get(record.id) ?? [];
    return { ...record, furthest: Math.max(...own.map((event) => stageOf({ ...event, source: record.source }))) };
  });
}

function tally<Row>(rows: readonly Row[], keyOf: (row: Row) => string | null): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const key of rows.map(keyOf)) if (key !== null) counts[key] = (counts[key] ?? 0) + 1;
  return counts;
}

function within(period: Interval, moment: Date): boolean {
  return moment >= period.from && moment < period.to;
}

async function expectPlainCounts(period: Interval, all: Awaited<ReturnType<typeof everything>>): Promise<void> {
  const rows = all.filter(({ createdAt }) => within(period, createdAt));
  const shown = await statisticsOf(statistics, period);
  const approved = ({ decision }: VerificationRecord) => decision === 'APPROVED' || decision === 'APPROVED_MANUALLY';
  const denied = ({ decision }: VerificationRecord) => decision === 'DENIED' || decision === 'DENIED_FRAUD';

  expect(shown.total).toBe(rows.length);
  expect(asRecord(shown.byLifecycle, 'lifecycle')).toEqual(tally(rows, ({ lifecycle }) => lifecycle));
  expect(asRecord(shown.byDecision, 'decision')).toEqual(tally(rows, ({ decision }) => decision));
  expect(asRecord(shown.bySource, 'source')).toEqual(tally(rows, ({ source }) => source));
  expect(asRecord(shown.byPolicy, 'verifyPolicyId')).toEqual(tally(rows, ({ verifyPolicyId }) => verifyPolicyId));
  for (const { verifyPolicyId, approved: count } of shown.byPolicy) {
    expect(count).toBe(rows.filter((row) => row.verifyPolicyId === verifyPolicyId && approved(row)).length);
  }
  expect(asRecord(shown.failureReasons, 'reason')).toEqual(
    tally(
      rows.filter(denied).flatMap(({ reasons }) => reasons),
      (reason) => reason,
    ),
  );
  expect(shown.funnel).toEqual(
    STAGES.map((stage, place) => ({ stage, count: rows.filter(({ furthest }) => furthest >= place).length })),
  );

  const part = period.to.getTime() - period.from.getTime() <= 2 * DAY_MS ? 'hour' : 'day';
  for (const { from, ...counts } of shown.buckets) {
    const own = rows.filter(({ createdAt }) => +startOf(createdAt, part) === +startOf(from, part));
    const dropped = own.filter(({ lifecycle, decision }) => isFinal(lifecycle) && decision === 'NONE').length;
    const [yes, no] = [own.filter(approved).length, own.filter(denied).length];
    expect(counts).toEqual({ created: own.length, approved: yes, denied: no, dropped });
  }
  expect(shown.buckets[0]?.from).toEqual(period.from);
  expect(shown.buckets.reduce((total, { created }) => total + created, 0)).toBe(rows.length);

  const seconds = rows
    .flatMap(({ decision, finishedAt, createdAt }) =>
      decision === 'NONE' || finishedAt === null ? [] : [(finishedAt.getTime() - createdAt.getTime()) / 1000],
    )
    .sort((one, other) => one - other);
  expectWithin2Percent(shown.medianSecondsToDecision, medianOf(seconds));
  expectWithin2Percent(shown.p90SecondsToDecision, seconds[Math.ceil(seconds.length * 0.9) - 1] ?? null);
}

function medianOf(sorted: readonly number[]): number | null {
  const [low, high] = [sorted[Math.ceil(sorted.length / 2) - 1], sorted[Math.floor(sorted.length / 2)]];
  return low === undefined || high === undefined ? null : (low + high) / 2;
}

function expectWithin2Percent(shown: number | null, exact: number | null): void {
  if (exact === null || shown === null) expect(shown).toBe(exact);
  else expect(Math.abs(shown - exact)).toBeLessThanOrEqual(0.02 * exact);
}

function asRecord<Key extends string>(
  rows: readonly (Readonly<Record<Key, string>> & { readonly count: number })[],
  key: Key,
): Record<string, number> {
  return Object.fromEntries(rows.map((row) => [row[key], row.count]));
}

function period(fromHours: number, hours: number): Interval {
  const from = new Date(at(0).getTime() + fromHours * HOUR_MS);
  return { from, to: new Date(from.getTime() + hours * HOUR_MS) };
}

test('after 300 random lives, any period is counted as a plain count does it', async () => {
  for (let batch = 0; batch < 30; batch += 1) await Promise.all(Array.from({ length: 10 }, live));
  const periods = [
    period(-10, 200),
    period(0, 24),
    period(0, 48),
    period(0, 48.01),
    period(14, 24),
    period(3.7, 0.2),
    period(3.7, 1),
    period(3.2, 1.6),
    period(1.123, 77.7),
    period(500, 10),
    period(-2000, 5000),
    period(-11, 24),
    period(-34, 700),
    ...Array.from({ length: 10 }, () => period(random() * 80, random() * 60 + 0.1)),
  ];
  const all = await everything();
  for (const each of periods) await expectPlainCounts(each, all);
});

describe('what must not skew', () => {
  /** The source's own last word, whatever it is. */
  const said = (since: Date) =>
    ({ ...observation(since), lifecycle: 'FINISHED', rawResult: null, provisional: false }) as const;

  async function denied(): Promise<VerificationRecord> {
    const [made] = await log.add([newVerification({ createdAt: at(0) })]);
    const seen = { ...said(at(0)), decision: 'DENIED', rawStatus: 'FAIL', reasons: ['LIVENESS'] } as const;
    const result = await log.change(made?.id ?? '', (present) => transition(present, { ...seen, receivedAt: at(60) }));
    if (!result) throw new Error('Nothing was changed.');
    return result.record;
  }
  const day = period(-10, 24);

  test('a second, different verdict of the source', async () => {
    const record = await denied();
    const before = await statisticsOf(statistics, day);
    const seen = { ...said(at(90)), decision: 'APPROVED', rawStatus: 'SUCCESS' } as const;
    await log.change(record.id, (present) => transition(present, seen));
    expect(await statisticsOf(statistics, day)).toEqual(before);
  });

  test('the deletion of a finished one', async () => {
    const record = await denied();
    const before = await statisticsOf(statistics, day);
    await log.change(record.id, (present) => deletion(present, { origin: 'API_CALL', receivedAt: at(100) }));
    expect(await statisticsOf(statistics, day)).toEqual(before);
  });

  test('what is emptied of personal data, without an event', async () => {
    const record = await denied();
    const before = await statisticsOf(statistics, day);
    await log.change(record.id, () => ({ record: { challenge: null, reference: null, userId: null }, events: [] }));
    expect(await statisticsOf(statistics, day)).toEqual(before);
  });

  test('the end of the retention of the log', async () => {
    await denied();
    const before = await statisticsOf(statistics, day);
    await store.sql('delete from verification_events');
    expect(await statisticsOf(statistics, day)).toEqual(before);
  });

  test('an approval by hand makes a denial an approval, and its reasons are not counted any more', async () => {
    const record = await denied();
    const seen = { ...said(at(90)), decision: 'APPROVED_MANUALLY', rawStatus: 'APPROVED_MANUALLY' } as const;
    await log.change(record.id, (present) => transition(present, { ...seen, receivedAt: at(120) }));
    const { byDecision, failureReasons, medianSecondsToDecision } = await statisticsOf(statistics, day);
    expect(byDecision).toEqual([{ decision: 'APPROVED_MANUALLY', count: 1 }]);
    expect(failureReasons).toEqual([]);
    expectWithin2Percent(medianSecondsToDecision, 120);
    expect(String(medianSecondsToDecision)).toMatch(/^\d+(\.\d{1,3})?$/);
  });
});

test('texts that are no codes are counted as UNKNOWN', async () => {
  const [made] = await log.add([newVerification({ createdAt: at(0) })]);
  const reasons = ['GOVERNMENT_ID', 'Max Mustermann', 'x'.repeat(65)];
  const seen = { ...observation(at(0)), lifecycle: 'FINISHED', decision: 'DENIED', reasons } as const;
  await log.change(made?.id ?? randomUUID(), (present) => transition(present, seen));
  const { failureReasons } = await statisticsOf(statistics, period(-10, 24));
  expect(failureReasons).toEqual([
    { reason: 'GOVERNMENT_ID', count: 1 },
    { reason: 'UNKNOWN', count: 1 },
  ]);
});

test('many writers at once neither wait for each other for ever nor lose a count', async () => {
  const items = Array.from({ length: 8 }, () => newVerification({ createdAt: at(0) }));
  await Promise.all([log.add(items), log.add([...items].reverse()), ...Array.from({ length: 10 }, live)]);
  const ids = items.map(({ record }) => record.id);
  const end = { ...observation(at(0)), lifecycle: 'FINISHED', decision: 'DENIED', provisional: false } as const;
  await Promise.all([...ids, ...ids].map((id) => log.change(id, (present) => transition(present, end))));
  await expectPlainCounts(period(-10, 200), await everything());
});
