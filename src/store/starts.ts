// Creates under way: they reserve the reference and hold the hash of the callback secret until the verification has an id.
import { sql } from 'kysely';
import type { Database } from './database.js';
import type { Source } from './records.js';
import { TRACKER_CHANNEL } from './tracking.js';

export interface Start {
  readonly id: string;
  readonly source: Source;
  readonly reference: string;
  readonly userId: string | null;
  /** SHA-256 of the secret that the callback has to bring. */
  readonly secretHash: Buffer;
}

/** A create that has been silent for this long is taken for dead, and its reference is free again. */
const ABANDONED_AFTER = sql`interval '10 minutes'`;

export class Starts {
  constructor(private readonly db: Database) {}

  /** Reserves the reference. False when another verification of the same source has it. */
  async reserve(start: Start): Promise<boolean> {
    const { rows } = await sql<{ id: string }>`
      insert into verification_starts (id, source, reference, user_id, secret_hash)
      values (${start.id}, ${start.source}, ${start.reference}, ${start.userId}, ${start.secretHash})
      on conflict (source, reference) do update
        set id = excluded.id, user_id = excluded.user_id, secret_hash = excluded.secret_hash, started_at = now()
        where verification_starts.verification_id is null
          and verification_starts.started_at < now() - ${ABANDONED_AFTER}
      returning id
    `.execute(this.db);
    return rows.length === 1;
  }

  /** Ties a start to the verification it made. */
  async confirm(id: string, verificationId: string): Promise<void> {
    await this.db.updateTable('verificationStarts').set({ verificationId }).where('id', '=', id).execute();
  }

  /** Drops a start whose create was refused. */
  async withdraw(id: string): Promise<void> {
    await this.db.deleteFrom('verificationStarts').where('id', '=', id).execute();
  }

  /** Hash of the secret that a callback for this start must bring; null when there is no such start. */
  async secretHashOf(id: string): Promise<Buffer | null> {
    const row = await this.db
      .selectFrom('verificationStarts')
      .select('secretHash')
      .where('id', '=', id)
      .executeTakeFirst();
    return row?.secretHash ?? null;
  }

  /** Records a callback and makes its verification due, in one transaction. */
  async recordCallback(id: string, source: Source): Promise<void> {
    await sql`
      with received as (
        insert into callback_inbox (source, start_id) values (${source}, ${id})
      ), woken as (
        update verifications set next_poll_at = now(), woken_at = clock_timestamp(), active_at = now()
        where id = (select verification_id from verification_starts where id = ${id})
      )
      select pg_notify(${TRACKER_CHANNEL}, '')
    `.execute(this.db);
  }

  /** Callbacks received and not yet dealt with. */
  async countWaiting(): Promise<number> {
    const { count } = await this.db
      .selectFrom('callbackInbox')
      .select((build) => build.fn.countAll<bigint>().as('count'))
      .where('handledAt', 'is', null)
      .executeTakeFirstOrThrow();
    return Number(count);
  }

  /** Removes callbacks that were dealt with more than a day ago. */
  async clear(): Promise<void> {
    await sql`delete from callback_inbox where handled_at < now() - interval '1 day'`.execute(this.db);
  }
}
