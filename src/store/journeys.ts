// Mitek journeys beside their verifications: what was asked for and, sealed, what is personal. What is sealed is opened in verifications/ only.
import { type Insertable, type Selectable, sql } from 'kysely';
import type { Database, MitekJourneysTable } from './database.js';
import type { StoredIdempotency, StoredScores } from './records.js';
import { TRACKER_CHANNEL } from './tracking.js';

/** One journey but for its findings, which hold pictures. `personalSealed` is null once its time is over. */
export type StoredJourney = Readonly<Omit<Selectable<MitekJourneysTable>, 'findingsSealed'>>;

/** What Mitek found in a journey. Null before there is any, and once its time is over. */
export type StoredFindings = Readonly<Pick<Selectable<MitekJourneysTable>, 'id' | 'findingsSealed'>>;

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

/** Which start a callback is for. */
export interface CallbackStart {
  readonly id: string;
  readonly reference: string;
  readonly secretHash: Buffer;
  /** The time of its secret is over. */
  readonly isOver: boolean;
}

const WITHOUT_FINDINGS = [
  'id',
  'environment',
  'deliveryMethod',
  'useDefaults',
  'scope',
  'endDate',
  'tabsOrder',
  'language',
  'requestId',
  'personalSealed',
  'findingsUntil',
  'score',
  'confirmed',
  'scores',
  'redactedAt',
] as const;

export class JourneyStore {
  constructor(private readonly db: Database) {}

  /** Journeys by id; missing ones are left out. */
  async findMany(ids: readonly string[]): Promise<readonly StoredJourney[]> {
    if (ids.length === 0) return [];
    return this.db.selectFrom('mitekJourneys').select(WITHOUT_FINDINGS).where('id', 'in', ids).execute();
  }

  /** Findings by id of their journey; those of missing ones are left out. */
  async findingsOf(ids: readonly string[]): Promise<readonly StoredFindings[]> {
    if (ids.length === 0) return [];
    return this.db.selectFrom('mitekJourneys').select(['id', 'findingsSealed']).where('id', 'in', ids).execute();
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

  /**
   * Lets go what journeys were asked for whose create could not be settled for `keptHours`: it is personal.
   * @param silentMs those younger may still be under way
   * @returns how many they were
   */
  async dropRequests(keptHours: number, silentMs: number): Promise<number> {
    const { rows } = await sql`
      update verification_starts set request_sealed = null
      where verification_id is null and source = 'MITEK' and request_sealed is not null
        and started_at < now() - greatest(${keptHours} * interval '1 hour', ${silentMs} * interval '1 ms')
      returning 1
    `.execute(this.db);
    return rows.length;
  }

  /** Adds what Mitek answered to a create that had been taken for dead. What was erased or purged meanwhile stays so. */
  async complete(
    transaction: Database,
    { id, requestId, personalSealed }: Pick<NewStoredJourney, 'id' | 'requestId' | 'personalSealed'>,
  ): Promise<void> {
    await sql`
      update mitek_journeys set
        request_id = coalesce(request_id, ${requestId}),
        personal_sealed = case when personal_sealed is not null then ${personalSealed}::bytea end
      where id = ${id} and redacted_at is null
    `.execute(transaction);
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
      from verifications v left join verification_starts s on s.verification_id = v.id
      where v.id = j.id and j.personal_sealed is not null
        and coalesce(v.finished_at, s.secret_until, v.created_at) < now() - ${keptHours} * interval '1 hour'
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
