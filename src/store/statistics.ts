// Counts and durations over the verifications created in a period: whole hours, days and months from the roll-ups, the rest from the records.
import { sql, type Transaction } from 'kysely';
import { COUNTS, countedIn } from './counted.js';
import type { Database, Tables } from './database.js';
import type { Interval } from './periods.js';
import type { Decision, Lifecycle, Source } from './records.js';

/** What became of a verification, in the coarsest terms. */
export type Outcome = 'APPROVED' | 'DENIED' | 'DROPPED' | 'OTHER';

/** Length of the parts of a period, in UTC. */
export type PartLength = 'hour' | 'day';

/** Counts of one period, all of the same moment. What does not occur is not listed. */
export interface Tally {
  readonly lifecycles: readonly { readonly lifecycle: Lifecycle; readonly count: number }[];
  readonly decisions: readonly { readonly decision: Decision; readonly count: number }[];
  readonly sources: readonly { readonly source: Source; readonly count: number }[];
  readonly policies: readonly { readonly verifyPolicyId: string; readonly outcome: Outcome; readonly count: number }[];
  /** How many have come as far as a stage and no further. */
  readonly stages: readonly { readonly stage: number; readonly count: number }[];
  /** By UTC hour or day of creation. */
  readonly parts: readonly { readonly part: Date; readonly outcome: Outcome; readonly count: number }[];
  /** Most frequent first. */
  readonly reasons: readonly { readonly reason: string; readonly count: number }[];
  /** Seconds from creation to decision, shortest first, each within 1 %. */
  readonly durations: readonly { readonly seconds: number; readonly count: number }[];
}

interface StateRow {
  readonly lifecycle: Lifecycle;
  readonly decision: Decision;
  readonly source: Source;
  readonly verifyPolicyId: string;
  readonly stage: number;
  readonly outcome: Outcome;
  readonly count: bigint;
}

const MAX_REASONS = 20;
const BUCKET_WIDTH = 1.01 / 0.99;

export class Statistics {
  constructor(private readonly db: Database) {}

  /**
   * Counts what was created in a period.
   * @param period its end is not included
   * @param part length of the parts
   */
  async tally(period: Interval, part: PartLength): Promise<Tally> {
    // Repeatable read: the counts, durations and reasons must be of one moment.
    return this.db
      .transaction()
      .setIsolationLevel('repeatable read')
      .setAccessMode('read only')
      .execute(async (transaction) => ({
        ...(await states(transaction, period)),
        parts: await parts(transaction, period, part),
        reasons: await reasons(transaction, period),
        durations: await durations(transaction, period),
      }));
  }
}

const OUTCOME = sql`
  case
    when decision in ('APPROVED', 'APPROVED_MANUALLY') then 'APPROVED'
    when decision in ('DENIED', 'DENIED_FRAUD') then 'DENIED'
    when lifecycle in ('EXPIRED', 'CANCELLED', 'ABANDONED') then 'DROPPED'
    else 'OTHER'
  end as outcome`;

async function states(transaction: Transaction<Tables>, period: Interval) {
  const { rows } = await sql<StateRow>`
    select lifecycle, decision, source, verify_policy_id, stage, ${OUTCOME}, sum(count)::bigint as count
    from (${countedIn(period, 'month', COUNTS)}) as counted
    group by lifecycle, decision, source, verify_policy_id, stage having sum(count) <> 0
  `.execute(transaction);
  return {
    lifecycles: addUp(rows, ({ lifecycle }) => ({ lifecycle })),
    decisions: addUp(rows, ({ decision }) => ({ decision })),
    sources: addUp(rows, ({ source }) => ({ source })),
    stages: addUp(rows, ({ stage }) => ({ stage })),
    policies: addUp(
      rows.filter(({ verifyPolicyId }) => verifyPolicyId !== ''),
      ({ verifyPolicyId, outcome }) => ({ verifyPolicyId, outcome }),
    ),
  };
}

/** One row for each key, with the sum of its counts. */
function addUp<Key>(rows: readonly StateRow[], keyOf: (row: StateRow) => Key): readonly (Key & { count: number })[] {
  const sums = new Map<string, Key & { count: number }>();
  for (const row of rows) {
    const key = keyOf(row);
    const name = JSON.stringify(key);
    sums.set(name, { ...key, count: (sums.get(name)?.count ?? 0) + Number(row.count) });
  }
  return [...sums.values()];
}

async function parts(transaction: Transaction<Tables>, period: Interval, part: PartLength) {
  const { rows } = await sql<{ part: Date; outcome: Outcome; count: bigint }>`
    select date_trunc(${part}::text, start, 'UTC') as part, ${OUTCOME}, sum(count)::bigint as count
    from (${countedIn(period, part, COUNTS)}) as counted
    group by 1, 2 having sum(count) <> 0
  `.execute(transaction);
  return rows.map((row) => ({ ...row, count: Number(row.count) }));
}

async function reasons(transaction: Transaction<Tables>, period: Interval) {
  const from = countedIn(period, 'month', {
    table: 'statistics_reasons',
    kept: sql`reason, count`,
    counted: sql`unnest(counted_reasons(decision, reasons)) as reason, 1 as count`,
  });
  const { rows } = await sql<{ reason: string; count: bigint }>`
    select reason, sum(count)::bigint as count from (${from}) as counted
    group by reason having sum(count) <> 0 order by 2 desc, 1 limit ${MAX_REASONS}
  `.execute(transaction);
  return rows.map(({ reason, count }) => ({ reason, count: Number(count) }));
}

async function durations(transaction: Transaction<Tables>, period: Interval) {
  const from = countedIn(period, 'month', {
    table: 'statistics_durations',
    kept: sql`bucket, count`,
    counted: sql`decision_bucket(decision, created_at, finished_at) as bucket, 1 as count`,
  });
  const { rows } = await sql<{ bucket: number; count: bigint }>`
    select bucket, sum(count)::bigint as count from (${from}) as counted
    where bucket is not null group by bucket having sum(count) > 0 order by bucket
  `.execute(transaction);
  return rows.map(({ bucket, count }) => ({ seconds: middleOf(bucket), count: Number(count) }));
}

/** The time in seconds from which everything in a bucket differs least; see the function `decision_bucket`. */
function middleOf(bucket: number): number {
  return bucket === 0 ? 0 : ((2 * BUCKET_WIDTH ** (bucket - 1)) / (BUCKET_WIDTH + 1)) * 0.001;
}
