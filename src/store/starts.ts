// Creates under way: they reserve the reference and hold the hash of the callback secret until the verification has an id.
import { sql } from 'kysely';
import type { Database } from './database.js';
import type { Source, StoredIdempotency } from './records.js';
import { TRACKER_CHANNEL } from './tracking.js';

export interface Start {
  readonly id: string;
  readonly source: Source;
  readonly reference: string;
  readonly userId: string | null;
  /** SHA-256 of the secret that the callback has to bring. */
  readonly secretHash: Buffer;
  /** What a Mitek journey is to be kept from should its create never be settled. */
  readonly requestSealed?: Buffer;
  /** When the secret stops working. */
  readonly secretUntil?: Date;
  /** The idempotency key that asked for it. */
  readonly idempotency?: StoredIdempotency | null;
}

/** A start whose process ended before its create was recorded. */
export interface Interruption {
  readonly id: string;
  readonly reference: string;
  readonly startedAt: Date;
}

/** A start that nobody has come back for. */
export interface LeftStart extends Interruption {
  readonly userId: string;
  /** Whether what it made is not looked for any more after this time. */
  readonly isLast: boolean;
}

/** A create that has been silent for this long is taken for dead, and its reference is free again. */
const ABANDONED_AFTER = sql`interval '10 minutes'`;

/** Whoever sent a create is done with it by then, or gone. */
const LEFT_AFTER = sql`interval '2 minutes'`;

/** For so long the same key may come back, and with it all that was asked for. */
const KEY_FIRST_FOR = sql`interval '10 minutes'`;

const LOOK_AGAIN_AFTER = sql`interval '1 minute'`;
const LAST_LOOK_AFTER = sql`interval '1 day'`;

/** A key that is older may stand for something else by now. */
const SAME_KEY_FOR = sql`interval '23 hours'`;

export class Starts {
  constructor(private readonly db: Database) {}

  /** Reserves the reference. False when another verification of the same source has it. */
  async reserve(start: Start): Promise<boolean> {
    return this.db.transaction().execute(async (transaction) => {
      await transaction
        .deleteFrom('verificationStarts')
        .where('source', '=', start.source)
        .where('reference', '=', start.reference)
        .where('verificationId', 'is', null)
        .where('requestSealed', 'is', null)
        .where('startedAt', '<', sql<Date>`now() - ${ABANDONED_AFTER}`)
        .execute();
      const reserved = await transaction
        .insertInto('verificationStarts')
        .values({
          ...start,
          idempotency: start.idempotency ? JSON.stringify(start.idempotency) : null,
          verificationId: null,
        })
        .onConflict((conflict) => conflict.columns(['source', 'reference']).doNothing())
        .returning('id')
        .execute();
      return reserved.length === 1;
    });
  }

  /** Ties a start to the verification it made, for which the idempotency key that asked for it stands from now on. */
  async confirm(id: string, verificationId: string): Promise<void> {
    await sql`
      with confirmed as (
        update verification_starts set verification_id = ${verificationId} where id = ${id} returning idempotency
      )
      update idempotency_keys k set result_id = ${verificationId} from confirmed c
      where k.caller = c.idempotency ->> 'caller' and k.operation = c.idempotency ->> 'operation'
        and k.key = c.idempotency ->> 'key' and k.result_id is null
    `.execute(this.db);
  }

  /**
   * A start by the same idempotency key that neither made a verification nor was dropped, as its process is gone.
   * Asked by who holds the key now, so that no other is at work on it.
   */
  async interrupted(source: Source, { caller, operation, key }: StoredIdempotency): Promise<Interruption | null> {
    const { rows } = await sql<Interruption>`
      select id, reference, started_at from verification_starts
      where verification_id is null and source = ${source} and started_at > now() - ${SAME_KEY_FOR}
        and idempotency = ${JSON.stringify({ caller, operation, key })}::jsonb
      order by started_at desc limit 1
    `.execute(this.db);
    return rows[0] ?? null;
  }

  /** The PingOne start that nobody has come back for the longest. No other instance gets it for a minute. */
  async takeLeft(): Promise<LeftStart | null> {
    const { rows } = await sql<LeftStart>`
      update verification_starts set looked_for_at = now()
      where id = (
        select id from verification_starts
        where verification_id is null and source = 'PINGONE_VERIFY' and user_id is not null
          and started_at < now() - case when idempotency is null then ${LEFT_AFTER} else ${KEY_FIRST_FOR} end
          and (looked_for_at is null or looked_for_at < now() - ${LOOK_AGAIN_AFTER})
        order by started_at limit 1 for update skip locked
      )
      returning id, reference, user_id, started_at, started_at < now() - ${LAST_LOOK_AFTER} as is_last
    `.execute(this.db);
    return rows[0] ?? null;
  }

  /** Drops a start that made nothing. */
  async withdraw(id: string): Promise<void> {
    await this.db.deleteFrom('verificationStarts').where('id', '=', id).where('verificationId', 'is', null).execute();
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

  /** Records a callback and makes its verification due, in one transaction. Does nothing for a start that was withdrawn. */
  async recordCallback(id: string, source: Source): Promise<void> {
    await sql`
      with received as (
        insert into callback_inbox (source, start_id) select ${source}, id from verification_starts where id = ${id}
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

  /** Removes callbacks that were dealt with more than a day ago; those by which repeats are told as long as repeats can come. */
  async clear(): Promise<void> {
    await sql`
      delete from callback_inbox i using verification_starts s
      where s.id = i.start_id and i.handled_at < now() - interval '1 day' and (i.dedup_key is null or s.secret_until < now())
    `.execute(this.db);
  }
}
