// Lists verifications: filtered, newest first, page by page. How many there are is verification-count.ts; one verification, and all writing, status-log.ts.
import { type RawBuilder, type Selectable, sql } from 'kysely';
import type { Database, VerificationsTable } from './database.js';
import {
  all,
  classesOf,
  conditionsOf,
  createdWithin,
  type ListFilter,
  type ListPlace,
  namesFew,
} from './list-filter.js';
import type { VerificationRecord } from './records.js';
import { StatusLog, toRecord } from './status-log.js';
import { underWay } from './under-way.js';
import { countOf } from './verification-count.js';

export interface ListPage {
  readonly entries: readonly { readonly record: VerificationRecord; readonly place: ListPlace }[];
  /** Null where it was not asked for. */
  readonly total: number | null;
  /** Position of the newest event of the log that the page takes in. */
  readonly head: bigint;
}

type Row = Selectable<VerificationsTable> & { readonly createdAtMicros: bigint };

export class VerificationList {
  constructor(private readonly db: Database) {}

  /**
   * Reads a page and where the log stood then.
   * @param after the last one already seen; null: from the newest on
   * @param options.count whether to count all that meet the filter
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
        await walkIndexes(transaction);
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

/**
 * For the transaction: has rows read in the order of an index, a few and no more. PostgreSQL takes filters for independent of each other,
 * expects next to nothing of several, and so would rather gather all there is and sort it; or compile, where it fears the worst.
 */
async function walkIndexes(transaction: Database): Promise<void> {
  await sql`select set_config('enable_bitmapscan', 'off', true), set_config('jit', 'off', true)`.execute(transaction);
}

async function page(db: Database, filter: ListFilter, after: ListPlace | null, limit: number): Promise<readonly Row[]> {
  const { createdAfter, finishedAfter } = filter;
  if (!finishedAfter || namesFew(filter)) return run(db, newest(filter, after, limit));
  // Nothing tells in one index when verifications were created and when they ended. But what was created after a moment also
  // ended after it; and of what was created before, only what was under way at that moment did.
  if (createdAfter && createdAfter >= finishedAfter) return run(db, newest(filter, after, limit));
  const since = await run(db, newest({ ...filter, createdAfter: finishedAfter }, after, limit));
  if (since.length === limit) return since;
  const before = [sql`created_at < ${finishedAfter}`, ...conditionsOf(filter), ...createdWithin(filter, after)];
  const rest = await run(
    db,
    sql`${underWay(finishedAfter, filter, after)} ${sorted(sql`under_way`, before, limit - since.length)}`,
  );
  return [...since, ...rest];
}

/** The newest that meet a filter, as a statement that reads hardly more rows than it finds. */
function newest(filter: ListFilter, after: ListPlace | null, limit: number): RawBuilder<unknown> {
  const created = createdWithin(filter, after);
  const classes = namesFew(filter) ? null : classesOf(filter);
  if (!classes) return sorted(sql`verifications`, [...conditionsOf(filter), ...created], limit);
  // The newest of one class come out of an index in order; of several in one go, every row would have to be sorted.
  const { verifyPolicyId } = classes;
  const { finishedAfter } = filter;
  const inClass = [
    ...(verifyPolicyId === null ? [] : [sql`verifications.verify_policy_id = ${verifyPolicyId}`]),
    sql`verifications.source = classes.source`,
    sql`verifications.lifecycle = classes.lifecycle`,
    sql`verifications.decision = classes.decision`,
    ...(finishedAfter ? [sql`finished_at >= ${finishedAfter}`] : []),
    ...created,
  ];
  return sql`
    select newest.*
    from (
      select * from unnest(${[...classes.sources]}::text[]) as sources (source)
        cross join unnest(${[...classes.lifecycles]}::text[]) as lifecycles (lifecycle)
        cross join unnest(${[...classes.decisions]}::text[]) as decisions (decision)
    ) as classes cross join lateral (${sorted(sql`verifications`, inClass, limit)}) as newest
    order by created_at desc, id desc limit ${limit}`;
}

function sorted(table: RawBuilder<unknown>, conditions: readonly RawBuilder<unknown>[], limit: number) {
  return sql`
    select *, (extract(epoch from created_at) * 1000000)::bigint as created_at_micros
    from ${table} where ${all(conditions)}
    order by created_at desc, id desc limit ${limit}`;
}

async function run(db: Database, statement: RawBuilder<unknown>): Promise<readonly Row[]> {
  return (await sql<Row>`${statement}`.execute(db)).rows;
}
