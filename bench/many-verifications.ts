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
      policy,
      case
        when decision in ('APPROVED', 'APPROVED_MANUALLY') then 4
        when lifecycle = 'FINISHED' then 3
        when lifecycle = 'ABANDONED' then 2
        else 1 + (random() * 1)::int
      end,
      case when decision like 'DENIED%' then array[(array['GOVERNMENT_ID', 'LIVENESS', 'FACIAL_COMPARISON_DOCUMENT', 'FRAUD', 'FAIL'])[1 + (random() * 4)::int]] else '{}' end,
      created_at, created_at + took, case when lifecycle in ('FINISHED', 'EXPIRED', 'CANCELLED', 'ABANDONED') then created_at + took end, n
    from (
      select
        n, created_at, took, source, policy,
        case when is_over then (array['FINISHED', 'FINISHED', 'FINISHED', 'FINISHED', 'FINISHED', 'FINISHED', 'EXPIRED', 'CANCELLED', 'ABANDONED', 'SENT', 'IN_PROGRESS'])[state] else 'SENT' end as lifecycle,
        case when is_over then (array['APPROVED', 'APPROVED', 'APPROVED', 'DENIED', 'APPROVED_MANUALLY', 'DENIED_FRAUD', 'NONE', 'NONE', 'NONE', 'NONE', 'NONE'])[state] else 'NONE' end as decision
      from (
        select *, created_at + took < now() as is_over
        from (
          select
            n, created_at, source, policy,
            -- Only people who go through a journey abandon it, and one policy does not look for fraud.
            case
              when state = 9 and source <> 'MITEK' then 7
              when state = 6 and policy = 'policy-4' then 4
              else state
            end as state,
            -- A journey that nobody goes through lasts for two weeks.
            case when state = 7 and source = 'MITEK' then interval '14 days' else took end as took
          from (
            select *, case when source = 'PINGONE_VERIFY' then 'policy-' || (random() * 4)::int end as policy
            from (
              select
                n, 1 + floor(random() * 11)::int as state, now() - random() * $2::int * interval '1 day' as created_at,
                exp(4 + 1.3 * sqrt(-2 * ln(1 - random())) * cos(2 * pi() * random())) * interval '1 second' as took,
                case when random() < 0.7 then 'PINGONE_VERIFY' else 'MITEK' end as source
              from generate_series(1, $1::int) as n
            ) as numbered
          ) as sorted
        ) as drawn
      ) as timed
    ) as settled
    order by created_at`,
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
