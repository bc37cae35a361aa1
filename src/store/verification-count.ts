// Counts the verifications that meet a filter: from the roll-ups, for the records themselves would all have to be read.
import { sql } from 'kysely';
import { COUNTS, countedIn } from './counted.js';
import type { Database } from './database.js';
import { all, classesOf, conditionsOf, createdWithin, type ListFilter, namesFew } from './list-filter.js';
import type { Interval } from './periods.js';
import { underWay } from './under-way.js';

/** All of time, as far as it matters here. */
const EVER: Interval = { from: new Date(0), to: new Date(Date.UTC(9999, 0)) };

/** How many meet every condition. What has finished counts as finished no earlier than it was created. */
export async function countOf(db: Database, filter: ListFilter): Promise<number> {
  if (namesFew(filter)) {
    const conditions = [...conditionsOf(filter), ...createdWithin(filter, null)];
    return numberIn(await sql<Count>`select count(*) as count from verifications where ${all(conditions)}`.execute(db));
  }
  const { createdAfter, createdBefore, finishedAfter } = filter;
  const period = {
    from: new Date(Math.max(EVER.from.getTime(), createdAfter?.getTime() ?? 0, finishedAfter?.getTime() ?? 0)),
    to: createdBefore && createdBefore < EVER.to ? createdBefore : EVER.to,
  };
  const since = await countCreated(db, filter, period);
  return finishedAfter ? since + (await countUnderWay(db, filter, finishedAfter)) : since;
}

interface Count {
  readonly count: bigint;
}

async function countCreated(db: Database, filter: ListFilter, period: Interval): Promise<number> {
  if (period.from >= period.to) return 0;
  const classes = classesOf(filter);
  const conditions = classes
    ? [
        sql`source = any (${[...classes.sources]}::text[])`,
        sql`lifecycle = any (${[...classes.lifecycles]}::text[])`,
        sql`decision = any (${[...classes.decisions]}::text[])`,
        ...(classes.verifyPolicyId === null
          ? []
          : [
              // None at all is kept as an empty text, which no policy is called.
              sql`verify_policy_id = nullif(${classes.verifyPolicyId}, '')`,
            ]),
      ]
    : [];
  return numberIn(
    await sql<Count>`
      select coalesce(sum(count), 0)::bigint as count
      from (${countedIn(period, 'month', COUNTS)}) as counted where ${all(conditions)}
    `.execute(db),
  );
}

/** Those created before a moment that ended at it or later. */
async function countUnderWay(db: Database, filter: ListFilter, moment: Date): Promise<number> {
  const { createdAfter } = filter;
  if (createdAfter && createdAfter >= moment) return 0;
  const conditions = [sql`created_at < ${moment}`, ...conditionsOf(filter), ...createdWithin(filter, null)];
  return numberIn(
    await sql<Count>`
      ${underWay(moment, filter, null)} select count(*) as count from under_way where ${all(conditions)}
    `.execute(db),
  );
}

function numberIn({ rows }: { readonly rows: readonly Count[] }): number {
  return Number(rows[0]?.count ?? 0n);
}
