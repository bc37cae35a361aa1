// Events that PingOne's platform sent: which were seen, and which users must be looked at because of them. What an event means is in webhooks/.
import { sql } from 'kysely';
import type { Database } from './database.js';
import { TRACKER_CHANNEL } from './tracking.js';

/** An event about something that may be a verification. */
export interface PlatformEvent {
  readonly id: string;
  readonly userId: string | null;
  /** Ids that the event names; some of them may be those of verifications. */
  readonly subjectIds: readonly string[];
}

/** A user whose verifications this instance alone may look up until its lease runs out. */
export interface Lookup {
  readonly userId: string;
  readonly claimedAt: Date;
  /** How often it was tried, this time included. */
  readonly attempts: number;
}

/** PingOne keeps what it could not deliver for a week; no event comes again after that. */
const REMEMBERED = sql`interval '8 days'`;

export class PlatformEvents {
  constructor(private readonly db: Database) {}

  /**
   * Takes note of events, in one transaction: tracked verifications that they name become due, and of the others the users.
   * @returns ids of those that are new; the others came before
   */
  async receive(events: readonly PlatformEvent[]): Promise<ReadonlySet<string>> {
    if (events.length === 0) return new Set();
    return this.db.transaction().execute(async (transaction) => {
      // Rows are locked in the order of their keys throughout, so that instances that get the same batch do not wait for each other.
      const { rows } = await sql<{ id: string }>`
        insert into platform_events (id) select distinct unnest(${events.map(({ id }) => id)}::text[]) as id order by id
        on conflict do nothing returning id
      `.execute(transaction);
      const fresh = new Set(rows.map(({ id }) => id));
      const news = events.filter(({ id }) => fresh.has(id));
      const named = [...new Set(news.flatMap(({ subjectIds }) => subjectIds))];
      const woken = await sql<{ id: string }>`
        with tracked as (select id from verifications where id = any (${named}::text[]) order by id for update)
        update verifications v set next_poll_at = now(), woken_at = clock_timestamp(), active_at = now()
        from tracked where v.id = tracked.id returning v.id
      `.execute(transaction);
      const tracked = new Set(woken.rows.map(({ id }) => id));
      const strangers = news.filter(({ subjectIds }) => !subjectIds.some((id) => tracked.has(id)));
      const userIds = strangers.flatMap(({ userId }) => (userId === null ? [] : [userId]));
      await sql`
        insert into user_lookups as present (user_id)
        select distinct unnest(${userIds}::text[]) as user_id order by user_id
        on conflict (user_id) do update
          set asked_at = clock_timestamp(), due_at = least(present.due_at, now()), attempts = 0
      `.execute(transaction);
      if (tracked.size > 0) await sql`select pg_notify(${TRACKER_CHANNEL}, '')`.execute(transaction);
      return fresh;
    });
  }

  /** Takes the user who has waited longest. No other instance gets it until `leaseMs` has passed. Null: nobody is due. */
  async claim(leaseMs: number): Promise<Lookup | null> {
    const { rows } = await sql<Lookup>`
      update user_lookups set due_at = now() + ${leaseMs} * interval '1 ms', attempts = attempts + 1
      where user_id = (
        select user_id from user_lookups where due_at <= now() order by due_at limit 1 for update skip locked
      )
      returning user_id, attempts, clock_timestamp() as claimed_at
    `.execute(this.db);
    return rows[0] ?? null;
  }

  /** Says that a user was looked at, or that it is of no use. One that was asked for meanwhile is due again. */
  async done({ userId, claimedAt }: Lookup): Promise<void> {
    await sql`delete from user_lookups where user_id = ${userId} and asked_at <= ${claimedAt}`.execute(this.db);
    await sql`update user_lookups set due_at = now() where user_id = ${userId}`.execute(this.db);
  }

  /** Puts a user off who could not be looked at. */
  async putOff({ userId }: Lookup, waitMs: number): Promise<void> {
    await sql`
      update user_lookups set due_at = now() + ${waitMs} * interval '1 ms' where user_id = ${userId}
    `.execute(this.db);
  }

  /** Forgets events that PingOne does not send any more. */
  async clear(): Promise<void> {
    await sql`delete from platform_events where received_at < now() - ${REMEMBERED}`.execute(this.db);
  }
}
