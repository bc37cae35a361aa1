// Rows of the roll-ups, and the same made from the records, that together hold a period once: what counting is done over.
import { type RawBuilder, sql } from 'kysely';
import { cutPeriod, type Grain, type Interval } from './periods.js';

/** A roll-up: its table, its columns, and the same columns made from a record. */
export interface RollUp {
  readonly table: string;
  readonly kept: RawBuilder<unknown>;
  readonly counted: RawBuilder<unknown>;
}

/** How many there are of each source, policy (empty: none), lifecycle, decision and stage. */
export const COUNTS: RollUp = {
  table: 'statistics_counts',
  kept: sql`start, source, verify_policy_id, lifecycle, decision, stage, count`,
  counted: sql`
    created_at as start, source, coalesce(verify_policy_id, '') as verify_policy_id, lifecycle, decision, stage, 1 as count`,
};

/**
 * The rows of everything created in a period, as a statement.
 * @param coarsest what is longer than this is taken in this length
 */
export function countedIn(period: Interval, coarsest: Grain, rollUp: RollUp): RawBuilder<unknown> {
  const { whole, rest } = cutPeriod(period, coarsest);
  const places = [
    ...whole.map(
      ({ grain, from, to }) => sql`
        select ${rollUp.kept} from ${sql.table(rollUp.table)}
        where grain = ${sql.lit(grain)} and start >= ${from} and start < ${to} and count <> 0`,
    ),
    ...rest.map(
      ({ from, to }) => sql`
        select ${rollUp.counted} from verifications where created_at >= ${from} and created_at < ${to}`,
    ),
  ];
  return sql.join(places, sql` union all `);
}
