// Mitek's callbacks between their arrival and the moment in which they are applied: kept, told from repeats, set aside, emptied. What they say is opened in verifications/ only.
import { type Kysely, type Migration, sql } from 'kysely';
import type { Database } from './database.js';
import { TRACKER_CHANNEL } from './tracking.js';

/** Step of the migrations: what is sealed is found without looking at all that was ever called back. */
export const sealedCallbacks: Migration = {
  async up(db: Kysely<unknown>) {
    await sql`create index callback_inbox_sealed on callback_inbox (received_at) where body_sealed is not null`.execute(
      db,
    );
  },
};

/** A callback that waits to be applied. */
export interface WaitingMessage {
  readonly id: string;
  readonly bodySealed: Buffer;
  readonly receivedAt: Date;
}

export class JourneyInbox {
  constructor(private readonly db: Database) {}

  /**
   * Puts a callback in the inbox and makes its journey due.
   * @returns false when it is a repeat, which changes nothing
   */
  async receive(
    startId: string,
    message: { readonly bodySealed: Buffer; readonly dedupKey: Buffer },
  ): Promise<boolean> {
    return this.db.transaction().execute(async (transaction) => {
      // A create that settles at this moment has to see the message, or this has to see the journey: so one waits for the other.
      const start = await transaction
        .selectFrom('verificationStarts')
        .select('id')
        .where('id', '=', startId)
        .forUpdate()
        .executeTakeFirst();
      if (!start) return false;
      const added = await transaction
        .insertInto('callbackInbox')
        .values({ source: 'MITEK', startId, ...message, handledAt: null })
        .onConflict((conflict) => conflict.doNothing())
        .returning('id')
        .execute();
      if (added.length === 0) return false;
      await wake(transaction, startId);
      return true;
    });
  }

  /** Callbacks of a journey that wait to be applied, in the order in which they came. */
  async waiting(journeyId: string): Promise<readonly WaitingMessage[]> {
    const { rows } = await sql<WaitingMessage>`
      select id, body_sealed, received_at from callback_inbox
      where start_id = ${journeyId} and handled_at is null and body_sealed is not null
      order by received_at, id
    `.execute(this.db);
    return rows;
  }

  /**
   * Marks a callback as dealt with, and empties it.
   * @returns false when another has dealt with it already
   */
  async handled(transaction: Database, messageId: string): Promise<boolean> {
    const { rows } = await sql`
      update callback_inbox set handled_at = now(), body_sealed = null
      where id = ${messageId} and handled_at is null returning 1
    `.execute(transaction);
    return rows.length > 0;
  }

  /**
   * Takes a callback that cannot be read out of the way of later ones. It stays sealed, for an instance that has its key.
   * @returns false when another has dealt with it already
   */
  async setAside(messageId: string): Promise<boolean> {
    const { rows } = await sql`
      update callback_inbox set handled_at = now() where id = ${messageId} and handled_at is null returning 1
    `.execute(this.db);
    return rows.length > 0;
  }

  /** Callbacks that were set aside, newest first. */
  async asides(limit: number): Promise<readonly WaitingMessage[]> {
    const { rows } = await sql<WaitingMessage>`
      select id, body_sealed, received_at from callback_inbox
      where body_sealed is not null and handled_at is not null order by received_at desc limit ${limit}
    `.execute(this.db);
    return rows;
  }

  /** Lets a callback that was set aside wait again, and makes its journey due. */
  async takeUp(messageId: string): Promise<void> {
    await this.db.transaction().execute(async (transaction) => {
      // First the journey and then the callback, as everybody locks them.
      const { rows } = await sql<{ startId: string }>`
        select start_id from callback_inbox where id = ${messageId}
      `.execute(transaction);
      if (!rows[0]) return;
      await wake(transaction, rows[0].startId);
      await sql`
        update callback_inbox set handled_at = null where id = ${messageId} and body_sealed is not null
      `.execute(transaction);
    });
  }

  /**
   * Empties callbacks that came longer ago than `keptHours`, and those of erased journeys that were set aside.
   * @returns how many of them had not been applied nor set aside, and so are lost
   */
  async expire(keptHours: number, limit: number): Promise<number> {
    const { rows } = await sql<{ wasWaiting: boolean }>`
      with past as (
        select i.id, i.handled_at is null as was_waiting from callback_inbox i
        where i.body_sealed is not null and (
          i.received_at < now() - ${keptHours} * interval '1 hour'
          or (i.handled_at is not null and exists (
            select from mitek_journeys j where j.id = i.start_id::text and j.redacted_at is not null
          ))
        )
        order by i.received_at limit ${limit} for update skip locked
      )
      update callback_inbox i set body_sealed = null, handled_at = coalesce(i.handled_at, now())
      from past where past.id = i.id returning past.was_waiting
    `.execute(this.db);
    return rows.filter(({ wasWaiting }) => wasWaiting).length;
  }

  /**
   * Empties what is left of a journey that is erased: callbacks that were set aside, and those named, which cannot be applied.
   * @returns whether there were any
   */
  async empty(transaction: Database, journeyId: string, messageIds: readonly string[]): Promise<boolean> {
    const { rows } = await sql`
      update callback_inbox set body_sealed = null, handled_at = coalesce(handled_at, now())
      where start_id::text = ${journeyId} and body_sealed is not null
        and (handled_at is not null or id = any (${messageIds}::uuid[]))
      returning 1
    `.execute(transaction);
    return rows.length > 0;
  }
}

/** Makes the journey of a start due now. */
async function wake(transaction: Database, startId: string): Promise<void> {
  await sql`
    with woken as (
      update verifications set next_poll_at = now(), woken_at = clock_timestamp(), active_at = now() where id = ${startId}
    )
    select pg_notify(${TRACKER_CHANNEL}, '')
  `.execute(transaction);
}
