// Verifications that were under way at a moment and have ended since: few, however many there are in all.
import { type RawBuilder, sql } from 'kysely';
import { type ListFilter, type ListPlace, timeOf } from './list-filter.js';

/**
 * The beginning of a statement that has them as the table `under_way`, to be narrowed further: made first, so that PostgreSQL takes no
 * other way to them than the index over times under way.
 * @param behind with the filter tells before when they were created: the longer before the moment, the fewer they are
 */
export function underWay(moment: Date, { createdBefore }: ListFilter, behind: ListPlace | null): RawBuilder<unknown> {
  const created = [
    sql`${moment}::timestamptz`,
    ...(createdBefore ? [sql`${createdBefore}::timestamptz`] : []),
    ...(behind ? [timeOf(behind)] : []),
  ];
  return sql`
    with under_way as materialized (
      select * from verifications
      where finished_at is not null
        and time_under_way(created_at, finished_at) @> tstzrange(least(${sql.join(created)}), ${moment}::timestamptz, '[]')
    )`;
}
