// Mitek journeys beside their verifications: what was asked for and, sealed, what is personal. What is sealed is opened in verifications/ only.
import { type Insertable, type Selectable, sql } from 'kysely';
import type { Database, MitekJourneysTable } from './database.js';
import type { StoredIdempotency, StoredScores } from './records.js';
import { TRACKER_CHANNEL } from './tracking.js';

/** One journey. `personalSealed` and `findingsSealed` are null once their time is over. */
export type StoredJourney = Readonly<Selectable<MitekJourneysTable>>;

export type NewStoredJourney = Insertable<MitekJourneysTable>;

/** What a callback adds to a journey. */
export interface FoundInJourney {
  readonly findingsSealed: Buffer;
  /** How long they are kept, from now, in hours. */
  readonly keptHours: number;
  readonly score: number | null;
  readonly confirmed: boolean | null;
  readonly scores: StoredScores;
}

/** A create whose outcome was never recorded, as the process that sent it is gone. */
export interface UnsettledStart {
  readonly id: string;
  readonly requestSealed: Buffer;
  readonly startedAt: Date;
}

/** A callback that waits to be applied. */
export interface WaitingMessage {
  readonly id: string;
  readonly bodySealed: Buffer;
  readonly receivedAt: Date;
}

/** Which start a callback is for. */
export interface CallbackStart {
  readonly id: string;
  readonly reference: string;
  readonly secretHash: Buffer;
  /** The time of its secret is over. */
  readonly isOver: boolean;
}

export class JourneyStore {
  constructor(private readonly db: Database) {}

  /** Journeys by id; missing ones are left out. */
  async findMany(ids: readonly string[]): Promise<readonly StoredJourney[]> {
    if (ids.length === 0) return [];
    return this.db.selectFrom('mitekJourneys').selectAll().where('id', 'in', ids).execute();
  }

  /** Id of the journey with this reference. */
  async idOf(reference: string): Promise<string | null> {
    const row = await this.db
      .selectFrom('verificationStarts')
      .select('verificationId')
      .where('source', '=', 'MITEK')
      .where('reference', '=', reference)
      .executeTakeFirst();
    return row?.verificationId ?? null;
  }

  /**
   * Settles a create, in the transaction that adds its verification: keeps the journey, lets the sealed request go, notes what the
   * idempotency key stands for, and has callbacks that were faster than this applied.
   */
  async settle(transaction: Database, journey: NewStoredJourney): Promise<void> {
    const { id } = journey;
    await transaction.insertInto('mitekJourneys').values(journey).execute();
    const { rows } = await sql<{ idempotency: StoredIdempotency | null }>`
      update verification_starts set verification_id = id::text, request_sealed = null where id = ${id} returning idempotency
    `.execute(transaction);
    const idempotency = rows[0]?.idempotency ?? null;
    if (idempotency !== null) {
      await transaction
        .updateTable('idempotencyKeys')
        .set({ resultId: id })
        .where('caller', '=', idempotency.caller)
        .where('operation', '=', idempotency.operation)
        .where('key', '=', idempotency.key)
        .where('resultId', 'is', null)
        .execute();
    }
    await sql`
      with woken as (
        update verifications set next_poll_at = now(), woken_at = clock_timestamp()
        where id = ${id} and exists (select 1 from callback_inbox where start_id = ${id} and handled_at is null)
        returning id
      )
      select pg_notify(${TRACKER_CHANNEL}, '') from woken
    `.execute(transaction);
  }

  /** Creates that nobody has settled for `silentMs`, oldest first. */
  async unsettled(silentMs: number, limit: number): Promise<readonly UnsettledStart[]> {
    const { rows } = await sql<UnsettledStart>`
      select id, request_sealed, started_at from verification_starts
      where verification_id is null and source = 'MITEK' and request_sealed is not null
        and started_at < now() - ${silentMs} * interval '1 ms'
      order by started_at limit ${limit}
    `.execute(this.db);
    return rows;
  }

  /** The start that a callback names by its id or by its reference; null when there is none. */
  async startOf(by: { readonly id: string } | { readonly reference: string }): Promise<CallbackStart | null> {
    const named = 'id' in by ? sql`id = ${by.id}` : sql`reference = ${by.reference}`;
    const { rows } = await sql<CallbackStart>`
      select id, reference, secret_hash, coalesce(secret_until < now(), false) as is_over
      from verification_starts where source = 'MITEK' and ${named}
    `.execute(this.db);
    return rows[0] ?? null;
  }

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
      await sql`
        with woken as (
          update verifications set next_poll_at = now(), woken_at = clock_timestamp(), active_at = now() where id = ${startId}
        )
        select pg_notify(${TRACKER_CHANNEL}, '')
      `.execute(transaction);
      return true;
    });
  }

  /** Callbacks of a journey that wait to be applied, in the order in which they came. */
  async waiting(id: string): Promise<readonly WaitingMessage[]> {
    const { rows } = await sql<WaitingMessage>`
      select id, body_sealed, received_at from callback_inbox
      where start_id = ${id} and handled_at is null and body_sealed is not null
      order by received_at, id
    `.execute(this.db);
    return rows;
  }

  /** Marks a callback as dealt with, and empties it. */
  async handled(transaction: Database, messageId: string): Promise<void> {
    await sql`update callback_inbox set handled_at = now(), body_sealed = null where id = ${messageId}`.execute(
      transaction,
    );
  }

  async noteRequestId(transaction: Database, id: string, requestId: string): Promise<void> {
    await transaction
      .updateTable('mitekJourneys')
      .set({ requestId })
      .where('id', '=', id)
      .where('requestId', 'is', null)
      .where('redactedAt', 'is', null)
      .execute();
  }

  /** Keeps what was found, in place of what was found before. A journey that was erased gets nothing any more. */
  async saveFindings(transaction: Database, id: string, found: FoundInJourney): Promise<void> {
    const { findingsSealed, keptHours, score, confirmed, scores } = found;
    await sql`
      update mitek_journeys set
        findings_sealed = ${findingsSealed},
        findings_until = now() + ${keptHours} * interval '1 hour',
        score = ${score},
        confirmed = ${confirmed},
        scores = ${JSON.stringify(scores)}::jsonb
      where id = ${id} and redacted_at is null
    `.execute(transaction);
  }

  /** Journeys whose findings are past their time. */
  async pastTheirTime(limit: number): Promise<readonly string[]> {
    const rows = await this.db
      .selectFrom('mitekJourneys')
      .select('id')
      .where('findingsSealed', 'is not', null)
      .where('findingsUntil', '<', sql<Date>`now()`)
      .limit(limit)
      .execute();
    return rows.map(({ id }) => id);
  }

  /** Removes findings past their time. False when they are gone already. */
  async purgeFindings(transaction: Database, id: string): Promise<boolean> {
    const purged = await transaction
      .updateTable('mitekJourneys')
      .set({ findingsSealed: null })
      .where('id', '=', id)
      .where('findingsSealed', 'is not', null)
      .where('findingsUntil', '<', sql<Date>`now()`)
      .returning('id')
      .execute();
    return purged.length > 0;
  }

  /** Removes name, contact, note and link of journeys that ended, or can no longer be called back, `keptHours` ago. */
  async purgePersons(keptHours: number): Promise<void> {
    await sql`
      update mitek_journeys j set personal_sealed = null
      from verifications v join verification_starts s on s.verification_id = v.id
      where v.id = j.id and j.personal_sealed is not null
        and coalesce(v.finished_at, s.secret_until) < now() - ${keptHours} * interval '1 hour'
    `.execute(this.db);
  }

  /**
   * Erases everything personal of a journey for good. Callbacks that come later bring its status and nothing else.
   * @returns whether there was anything
   */
  async erase(transaction: Database, id: string): Promise<boolean> {
    const { rows } = await sql<{ hadAny: boolean }>`
      update mitek_journeys j set
        personal_sealed = null, findings_sealed = null, redacted_at = coalesce(j.redacted_at, now())
      from mitek_journeys before where before.id = j.id and j.id = ${id}
      returning before.personal_sealed is not null or before.findings_sealed is not null as had_any
    `.execute(transaction);
    return rows[0]?.hadAny ?? false;
  }
}
