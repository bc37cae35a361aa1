// Lists verifications: filtered, newest first, page by page. One verification, and all writing, is in status-log.ts.
import { type RawBuilder, type Selectable, sql } from 'kysely';
import type { Database, VerificationsTable } from './database.js';
import type { Decision, Lifecycle, Source, VerificationRecord } from './records.js';
import { StatusLog, toRecord } from './status-log.js';

/** All given conditions must hold; left out and null mean: any. */
export interface ListFilter {
  readonly source?: Source | null | undefined;
  readonly lifecycle?: readonly Lifecycle[] | null | undefined;
  readonly decision?: readonly Decision[] | null | undefined;
  readonly userId?: string | null | undefined;
  readonly createdAfter?: Date | null | undefined;
  readonly createdBefore?: Date | null | undefined;
  readonly reference?: string | null | undefined;
  readonly verifyPolicyId?: string | null | undefined;
  readonly finishedAfter?: Date | null | undefined;
}

/** Where a verification stands in the list. */
export interface ListPlace {
  /** When it was created, in microseconds since 1970, which is as fine as the database tells it. */
  readonly createdAtMicros: bigint;
  readonly id: string;
}

export interface ListPage {
  readonly entries: readonly { readonly record: VerificationRecord; readonly place: ListPlace }[];
  /** Null where it was not asked for. */
  readonly total: number | null;
  /** Position of the newest event of the log that the page takes in. */
  readonly head: bigint;
}

type Row = Selectable<VerificationsTable> & { readonly createdAtMicros: bigint };

const LIFECYCLES: readonly Lifecycle[] = [
  'CREATED',
  'SENT',
  'IN_PROGRESS',
  'IN_REVIEW',
  'FINISHED',
  'EXPIRED',
  'CANCELLED',
  'ABANDONED',
  'UNKNOWN',
];
const DECISIONS: readonly Decision[] = [
  'NONE',
  'APPROVED',
  'APPROVED_MANUALLY',
  'DENIED',
  'DENIED_FRAUD',
  'NOT_REQUIRED',
];

export class VerificationList {
  constructor(private readonly db: Database) {}

  /**
   * Reads a page and where the log stood then.
   * @param after the last one already seen; null: from the newest on
   * @param options.count whether to count all that meet the filter, which reads them all
   */
  async read(
    filter: ListFilter,
    after: ListPlace | null,
    limit: number,
    options: { readonly count: boolean },
  ): Promise<ListPage> {
    // Repeatable read: the page and the head of the log must be of the same moment.
    return this.db
      .transaction()
      .setIsolationLevel('repeatable read')
      .setAccessMode('read only')
      .execute(async (transaction) => {
        const head = await new StatusLog(transaction).head();
        const rows = await page(transaction, filter, after, limit);
        const total = options.count ? await countOf(transaction, filter) : null;
        const entries = rows.map(({ createdAtMicros, ...row }) => ({
          record: toRecord(row),
          place: { createdAtMicros, id: row.id },
        }));
        return { entries, total, head };
      });
  }
}

async function page(db: Database, filter: ListFilter, after: ListPlace | null, limit: number): Promise<readonly Row[]> {
  const conditions = [...conditionsOf(filter), ...(after ? [isBehind(after)] : [])];
  const newest = (more: readonly RawBuilder<unknown>[]) => sql`
    select *, (extract(epoch from created_at) * 1000000)::bigint as created_at_micros
    from verifications where ${all([...conditions, ...more])}
    order by created_at desc, id desc limit ${limit}`;
  if (!filter.lifecycle && !filter.decision) return (await sql<Row>`${newest([])}`.execute(db)).rows;
  // The newest of each state come out of an index in order; of all states in one go every row would have to be sorted.
  const { rows } = await sql<Row>`
    select newest.*
    from unnest(${[...(filter.lifecycle ?? LIFECYCLES)]}::text[]) as lifecycles (lifecycle)
      cross join unnest(${[...(filter.decision ?? DECISIONS)]}::text[]) as decisions (decision)
      cross join lateral (
        ${newest([sql`verifications.lifecycle = lifecycles.lifecycle`, sql`verifications.decision = decisions.decision`])}
      ) as newest
    order by created_at desc, id desc limit ${limit}
  `.execute(db);
  return rows;
}

async function countOf(db: Database, filter: ListFilter): Promise<number> {
  const conditions = conditionsOf(filter);
  if (filter.lifecycle) conditions.push(sql`lifecycle = any (${[...filter.lifecycle]}::text[])`);
  if (filter.decision) conditions.push(sql`decision = any (${[...filter.decision]}::text[])`);
  const { rows } = await sql<{ count: bigint }>`
    select count(*) as count from verifications where ${all(conditions)}
  `.execute(db);
  return Number(rows[0]?.count ?? 0n);
}

/** Everything but lifecycle and decision. */
function conditionsOf(filter: ListFilter): RawBuilder<unknown>[] {
  const { source, userId, createdAfter, createdBefore, reference, verifyPolicyId, finishedAfter } = filter;
  return [
    ...(source ? [sql`source = ${source}`] : []),
    ...(isGiven(userId) ? [sql`user_id = ${userId}`] : []),
    ...(createdAfter ? [sql`created_at >= ${createdAfter}`] : []),
    ...(createdBefore ? [sql`created_at < ${createdBefore}`] : []),
    ...(isGiven(reference) ? [sql`reference = ${reference}`] : []),
    ...(isGiven(verifyPolicyId) ? [sql`verify_policy_id = ${verifyPolicyId}`] : []),
    ...(finishedAfter ? [sql`finished_at >= ${finishedAfter}`] : []),
  ];
}

function isBehind({ createdAtMicros, id }: ListPlace): RawBuilder<unknown> {
  const createdAt = sql`timestamptz 'epoch' + ${createdAtMicros.toString()}::bigint * interval '1 microsecond'`;
  return sql`(created_at, id) < (${createdAt}, ${id})`;
}

function all(conditions: readonly RawBuilder<unknown>[]): RawBuilder<unknown> {
  return conditions.length === 0 ? sql`true` : sql.join(conditions, sql` and `);
}

function isGiven<T>(value: T | null | undefined): value is T {
  return value !== null && value !== undefined;
}
