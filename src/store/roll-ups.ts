// Keeps the counts of verifications in step with the status log. Reading them is statistics.ts; the tables are in migrations.ts.
import { sql, type Transaction } from 'kysely';
import type { Tables } from './database.js';
import { lockLog } from './log-lock.js';
import type { VerificationRecord } from './records.js';

/** What of a verification is counted. */
export type Counted = Pick<
  VerificationRecord,
  'source' | 'verifyPolicyId' | 'lifecycle' | 'decision' | 'stage' | 'reasons' | 'createdAt' | 'finishedAt'
>;

/** A verification as it was counted so far (null: not at all), and as it is to be counted now. */
export interface Recount {
  readonly before: Counted | null;
  readonly after: Counted;
}

/**
 * Counts verifications anew where something of them changed that is counted. Done under the lock of the log, which puts writers
 * in line, so that no two of them ever wait for each other's counts.
 */
export async function rollUp(transaction: Transaction<Tables>, recounts: readonly Recount[]): Promise<void> {
  const changes = recounts.flatMap(({ before, after }) => {
    const [past, present] = [before && factsOf(before), factsOf(after)];
    if (JSON.stringify(past) === JSON.stringify(present)) return [];
    return [...(past ? [{ ...past, amount: -1 }] : []), { ...present, amount: 1 }];
  });
  if (changes.length === 0) return;
  await lockLog(transaction);
  await sql`
    with changes as (
      select grain, date_trunc(grain, created_at, 'UTC') as start, change.*
      from jsonb_to_recordset(${JSON.stringify(changes)}::jsonb) as change (
          source text, verify_policy_id text, lifecycle text, decision text, stage smallint, reasons text[],
          created_at timestamptz, finished_at timestamptz, amount integer
        )
        cross join (values ('hour'), ('day'), ('month')) as grains (grain)
    ), durations as (
      insert into statistics_durations as present (grain, start, bucket, count)
      select grain, start, decision_bucket(decision, created_at, finished_at) as bucket, sum(amount)
      from changes
      where decision_bucket(decision, created_at, finished_at) is not null
      group by 1, 2, 3
      having sum(amount) <> 0
      on conflict (grain, start, bucket) do update set count = present.count + excluded.count
    ), reasons as (
      insert into statistics_reasons as present (grain, start, reason, count)
      select grain, start, reason, sum(amount)
      from changes cross join unnest(counted_reasons(decision, reasons)) as reason
      group by 1, 2, 3
      having sum(amount) <> 0
      on conflict (grain, start, reason) do update set count = present.count + excluded.count
    )
    insert into statistics_counts as present (grain, start, source, verify_policy_id, lifecycle, decision, stage, count)
    select grain, start, source, verify_policy_id, lifecycle, decision, stage, sum(amount)
    from changes
    group by 1, 2, 3, 4, 5, 6, 7
    having sum(amount) <> 0
    on conflict (grain, start, source, verify_policy_id, lifecycle, decision, stage)
    do update set count = present.count + excluded.count
  `.execute(transaction);
}

function factsOf(counted: Counted) {
  return {
    source: counted.source,
    verify_policy_id: counted.verifyPolicyId ?? '',
    lifecycle: counted.lifecycle,
    decision: counted.decision,
    stage: counted.stage,
    reasons: counted.reasons,
    created_at: counted.createdAt,
    finished_at: counted.finishedAt,
  };
}
