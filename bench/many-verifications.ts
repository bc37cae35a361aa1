// Fills a gateway's database with verifications as a year of use leaves them, and their roll-ups. Fast SQL, none of the gateway's own writing.
import type pg from 'pg';

/**
 * Adds verifications, evenly spread over the days before now.
 * @param client of an empty database of the newest form
 */
export async function addVerifications(client: pg.Client, count: number, days: number): Promise<void> {
  await client.query('begin');
  await client.query(
    `
    insert into verifications (
      id, source, user_id, reference, lifecycle, decision, version, raw_status, verify_policy_id, stage, reasons,
      created_at, updated_at, finished_at, position
    )
    select
      gen_random_uuid(), source, 'user-' || (random() * 200000)::int, 'order-' || n, lifecycle, decision, 4, lifecycle,
      case when source = 'PINGONE_VERIFY' then 'policy-' || (random() * 4)::int end,
      case
        when decision in ('APPROVED', 'APPROVED_MANUALLY') then 4
        when lifecycle = 'FINISHED' then 3
        when lifecycle = 'ABANDONED' then 2
        else 1 + (random() * 1)::int
      end,
      case when decision like 'DENIED%' then array[(array['GOVERNMENT_ID', 'LIVENESS', 'FACIAL_COMPARISON_DOCUMENT', 'FRAUD', 'FAIL'])[1 + (random() * 4)::int]] else '{}' end,
      created_at, created_at + took, case when lifecycle in ('FINISHED', 'EXPIRED', 'CANCELLED', 'ABANDONED') then created_at + took end, n
    from (
      select n, now() - random() * $2::int * interval '1 day' as created_at,
        exp(4 + 1.3 * sqrt(-2 * ln(1 - random())) * cos(2 * pi() * random())) * interval '1 second' as took,
        case when random() < 0.7 then 'PINGONE_VERIFY' else 'MITEK' end as source,
        (array['FINISHED', 'FINISHED', 'FINISHED', 'FINISHED', 'FINISHED', 'FINISHED', 'EXPIRED', 'CANCELLED', 'ABANDONED', 'SENT', 'IN_PROGRESS'])[state] as lifecycle,
        (array['APPROVED', 'APPROVED', 'APPROVED', 'DENIED', 'APPROVED_MANUALLY', 'DENIED_FRAUD', 'NONE', 'NONE', 'NONE', 'NONE', 'NONE'])[state] as decision
      from (select n, 1 + floor(random() * 11)::int as state from generate_series(1, $1::int) as n) as numbered
    ) as drawn`,
    [count, days],
  );
  for (const grain of ['hour', 'day', 'month']) {
    const start = `date_trunc('${grain}', created_at, 'UTC')`;
    await client.query(`
      insert into statistics_counts
      select '${grain}', ${start}, source, coalesce(verify_policy_id, ''), lifecycle, decision, stage, count(*)
      from verifications group by 2, 3, 4, 5, 6, 7`);
    await client.query(`
      insert into statistics_durations
      select '${grain}', ${start}, decision_bucket(decision, created_at, finished_at), count(*)
      from verifications where decision_bucket(decision, created_at, finished_at) is not null group by 2, 3`);
    await client.query(`
      insert into statistics_reasons
      select '${grain}', ${start}, reason, count(*)
      from verifications cross join unnest(counted_reasons(decision, reasons)) as reason group by 2, 3`);
  }
  await client.query('commit');
  await client.query('vacuum analyze');
}
