// Lists under random filters, held against a plain look at everything that is stored. On a real PostgreSQL.
import { beforeAll, describe, expect, test } from 'vitest';
import type { ListFilter, ListPlace } from './list-filter.js';
import { DAY_MS, HOUR_MS } from './periods.js';
import type { Decision, Lifecycle, VerificationRecord } from './records.js';
import { StatusLog } from './status-log.js';
import { at, newVerification, useStore } from './store-fixture.js';
import { VerificationList } from './verification-list.js';

const store = useStore();
const DAYS = 90;
const PAGE = 7;
const FINAL: readonly Lifecycle[] = ['FINISHED', 'EXPIRED', 'CANCELLED', 'ABANDONED'];
let list: VerificationList;
let everything: readonly VerificationRecord[];

/** Numbers that look random and are the same in each run. */
function numbersFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

const random = numbersFrom(5);

function oneOf<T>(...values: readonly [T, ...T[]]): T {
  return values[Math.floor(random() * values.length)] ?? values[0];
}

/** On one of few moments, so that several have the same. */
function someTime(): Date {
  return new Date(at(0).getTime() + Math.floor(random() * DAYS * 4) * (DAY_MS / 4));
}

function someVerification() {
  const source = oneOf('PINGONE_VERIFY' as const, 'MITEK' as const);
  const lifecycle = oneOf<Lifecycle>('SENT', 'IN_PROGRESS', 'IN_REVIEW', 'UNKNOWN', 'FINISHED', 'FINISHED', ...FINAL);
  const decision: Decision = lifecycle === 'FINISHED' ? oneOf('APPROVED', 'DENIED', 'DENIED_FRAUD') : 'NONE';
  const createdAt = someTime();
  const tookMs = oneOf(0, HOUR_MS, DAY_MS / 4, DAY_MS, 20 * DAY_MS);
  return newVerification({
    source,
    lifecycle,
    decision,
    createdAt,
    verifyPolicyId: source === 'MITEK' ? null : oneOf(null, 'policy-1', 'policy-2'),
    userId: oneOf('ana', 'ben', null),
    reference: random() < 0.1 ? 'order' : null,
    finishedAt: FINAL.includes(lifecycle) ? new Date(createdAt.getTime() + tookMs) : null,
  });
}

/** Each condition is given now and then, and can contradict the others. */
function someFilter(): ListFilter {
  const maybe = <T>(share: number, value: T) => (random() < share ? value : null);
  return {
    source: maybe(0.2, oneOf('PINGONE_VERIFY', 'MITEK')),
    lifecycle: maybe(0.2, oneOf<readonly Lifecycle[]>([], ['FINISHED'], ['SENT', 'EXPIRED', 'SENT'], ['CREATED'])),
    decision: maybe(0.2, oneOf<readonly Decision[]>(['APPROVED'], ['DENIED', 'DENIED_FRAUD'], ['NONE', 'DENIED'])),
    verifyPolicyId: maybe(0.2, oneOf('policy-1', 'policy-3', '')),
    userId: maybe(0.1, oneOf('ana', 'eve')),
    reference: maybe(0.1, 'order'),
    createdAfter: maybe(0.3, someTime()),
    createdBefore: maybe(0.3, someTime()),
    finishedAfter: maybe(0.4, someTime()),
  };
}

function meets(record: VerificationRecord, filter: ListFilter): boolean {
  const { lifecycle, decision, createdAfter, createdBefore, finishedAfter } = filter;
  const exact = (['source', 'verifyPolicyId', 'userId', 'reference'] as const).every(
    (name) => (filter[name] ?? null) === null || filter[name] === record[name],
  );
  return (
    exact &&
    (!lifecycle || lifecycle.includes(record.lifecycle)) &&
    (!decision || decision.includes(record.decision)) &&
    (!createdAfter || record.createdAt >= createdAfter) &&
    (!createdBefore || record.createdAt < createdBefore) &&
    (!finishedAfter || (record.finishedAt !== null && record.finishedAt >= finishedAfter))
  );
}

function newestFirst(one: VerificationRecord, other: VerificationRecord): number {
  return other.createdAt.getTime() - one.createdAt.getTime() || (one.id < other.id ? 1 : -1);
}

/** Ids of the whole list, read page by page. */
async function walk(filter: ListFilter): Promise<readonly string[]> {
  const ids: string[] = [];
  let place: ListPlace | null = null;
  do {
    const { entries } = await list.read(filter, place, PAGE, { count: false });
    ids.push(...entries.map(({ record }) => record.id));
    place = entries.length === PAGE ? (entries.at(-1)?.place ?? null) : null;
  } while (place !== null);
  return ids;
}

beforeAll(async () => {
  list = new VerificationList(store.db);
  everything = await new StatusLog(store.db).add(Array.from({ length: 400 }, someVerification));
});

describe('a list', () => {
  test('has what meets its filter, each once, newest first, and counts it', async () => {
    for (let left = 300; left > 0; left -= 1) {
      const filter = someFilter();
      const expected = everything.filter((record) => meets(record, filter)).toSorted(newestFirst);
      const { total } = await list.read(filter, null, 1, { count: true });
      expect(total, JSON.stringify(filter)).toBe(expected.length);
      expect(await walk(filter), JSON.stringify(filter)).toEqual(expected.map(({ id }) => id));
    }
  }, 60_000);

  test('is not counted where nobody asks', async () => {
    expect((await list.read({}, null, 1, { count: false })).total).toBeNull();
  });

  test('takes times beyond those that anything happens at', async () => {
    const [first, last] = [new Date('0001-01-01T00:00:00Z'), new Date('9999-12-31T23:59:59Z')];
    for (const [filter, expected] of [
      [{ createdAfter: first, createdBefore: last }, everything.length],
      [{ createdAfter: last }, 0],
      [{ createdBefore: first }, 0],
      [{ finishedAfter: last }, 0],
      [{ finishedAfter: first }, everything.filter(({ finishedAt }) => finishedAt !== null).length],
    ] as const) {
      expect((await list.read(filter, null, 1, { count: true })).total, JSON.stringify(filter)).toBe(expected);
      expect(await walk(filter), JSON.stringify(filter)).toHaveLength(expected);
    }
  });
});
