// Which verification is read when, and by which instance. Leases and due times use the clock of the database only.
import { type Selectable, sql } from 'kysely';
import type { Database, VerificationsTable } from './database.js';
import type { VerificationRecord } from './records.js';
import { toRecord } from './status-log.js';

/** Channel on which the tracker is told that something is due now. */
export const TRACKER_CHANNEL = 'idgw_tracker';

/** A verification that this instance alone may read until its lease runs out. */
export interface Claim {
  readonly record: VerificationRecord;
  readonly claimedAt: Date;
  /** Time since the last sign of life, in milliseconds. */
  readonly quietMs: number;
  /** Time left until `expiresAt`, in milliseconds; negative when it has passed. */
  readonly remainingMs: number | null;
  /** Whether a callback, or a caller, asked for this reading. */
  readonly woken: boolean;
  readonly calledBack: boolean;
}

export class Tracking {
  constructor(private readonly db: Database) {}

  /** Takes up to `limit` due verifications for `owner`. No other instance gets them until `leaseMs` has passed or they are released. */
  async claim(owner: string, limit: number, leaseMs: number): Promise<readonly Claim[]> {
    const { rows } = await sql<
      Selectable<VerificationsTable> & {
        claimedAt: Date;
        quietMs: number;
        remainingMs: number | null;
        woken: boolean;
        calledBack: boolean;
      }
    >`
      with due as (
        select id, coalesce(next_poll_at <= woken_at + interval '1 second', false) as was_woken
        from verifications
        where next_poll_at <= now() and (lease_until is null or lease_until < now())
        order by next_poll_at
        limit ${limit}
        for update skip locked
      )
      update verifications v
      set lease_owner = ${owner}, lease_until = now() + ${leaseMs} * interval '1 ms'
      from due
      where v.id = due.id
      returning v.*,
        clock_timestamp() as claimed_at,
        due.was_woken as woken,
        (extract(epoch from now() - v.active_at) * 1000)::float8 as quiet_ms,
        (extract(epoch from v.expires_at - now()) * 1000)::float8 as remaining_ms,
        exists (
          select 1 from callback_inbox i join verification_starts s on s.id = i.start_id
          where s.verification_id = v.id and i.handled_at is null
        ) as called_back
    `.execute(this.db);
    return rows.map((row) => ({
      record: toRecord(row),
      claimedAt: row.claimedAt,
      quietMs: row.quietMs,
      remainingMs: row.remainingMs,
      woken: row.woken,
      calledBack: row.calledBack,
    }));
  }

  /**
   * Gives a claim back and says when to read next. A wake-up that came in after the claim makes it due at once.
   * @param nextPollInMs null: not again, unless woken.
   * @param handled whether the callbacks that were waiting at the time of the claim are dealt with.
   * @returns whether it is due at once, which nobody else was told of
   */
  async release(claim: Claim, owner: string, nextPollInMs: number | null, handled: boolean): Promise<boolean> {
    // One statement: who sees the verification released must not find its callbacks still waiting.
    const { rows } = await sql<{ isDue: boolean }>`
      with handled as (
        update callback_inbox set handled_at = now()
        where ${handled && claim.calledBack} and handled_at is null and body_sealed is null and received_at <= ${claim.claimedAt}
          and start_id in (select id from verification_starts where verification_id = ${claim.record.id})
      )
      update verifications set
        lease_owner = null,
        lease_until = null,
        next_poll_at = case
          when woken_at > ${claim.claimedAt} then now()
          else now() + ${nextPollInMs}::float8 * interval '1 ms'
        end
      where id = ${claim.record.id} and lease_owner = ${owner}
      returning coalesce(woken_at > ${claim.claimedAt}, false) as is_due
    `.execute(this.db);
    return rows[0]?.isDue ?? false;
  }

  /** Milliseconds until the next one is due; 0 when one is due already, null when nothing is tracked. */
  async nextDueInMs(): Promise<number | null> {
    const { rows } = await sql<{ dueInMs: number | null }>`
      select (extract(epoch from min(greatest(next_poll_at, coalesce(lease_until, next_poll_at))) - now()) * 1000)::float8 as due_in_ms
      from verifications where next_poll_at is not null
    `.execute(this.db);
    const due = rows[0]?.dueInMs ?? null;
    return due === null ? null : Math.max(0, due);
  }

  /** Makes one verification due now and tells every tracker. */
  async wake(id: string): Promise<void> {
    await sql`
      with woken as (
        update verifications set next_poll_at = now(), woken_at = clock_timestamp(), active_at = now() where id = ${id}
      )
      select pg_notify(${TRACKER_CHANNEL}, '')
    `.execute(this.db);
  }

  /**
   * Verifications that nobody has managed to read for `silentMs` although they were due, and Mitek journeys of which nothing was
   * heard: unfinished ones for three days, and those that ended by their deadline alone within the last week.
   */
  async countStuck(silentMs: number): Promise<number> {
    const { rows } = await sql<{ count: bigint }>`
      select
        (select count(*) from verifications where next_poll_at < now() - ${silentMs} * interval '1 ms')
        + (
          select count(*) from verifications
          where source = 'MITEK' and (finished_at is null or provisional)
            and case when provisional then finished_at > now() - interval '7 days' else active_at < now() - interval '3 days' end
        ) as count
    `.execute(this.db);
    return Number(rows[0]?.count ?? 0n);
  }
}
