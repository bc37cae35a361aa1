// Erasing what is stored of a verification, and the list of places at its source that are still to be erased. What is erased where is decided in verifications/.
import { type Kysely, type Migration, sql } from 'kysely';
import type { Database } from './database.js';
import type { ErasureTarget } from './records.js';

/** Step of the migrations. */
export const redactionTables: Migration = {
  async up(db: Kysely<unknown>) {
    await sql`alter table verifications add column redacted_at timestamptz`.execute(db);
    await sql`
      create table pending_erasures (
        verification_id text not null references verifications (id) on delete cascade,
        target text not null,
        receipt_id uuid not null,
        failures integer not null default 0,
        next_try_at timestamptz not null,
        primary key (verification_id, target)
      )`.execute(db);
    await sql`create index pending_erasures_due on pending_erasures (next_try_at)`.execute(db);
  },
};

/** Step of the migrations. What waits already has waited since its verification was redacted first. */
export const erasureTimes: Migration = {
  async up(db: Kysely<unknown>) {
    await sql`alter table pending_erasures add column opened_at timestamptz`.execute(db);
    await sql`
      update pending_erasures p set opened_at = coalesce(v.redacted_at, now())
      from verifications v where v.id = p.verification_id
    `.execute(db);
    await sql`
      alter table pending_erasures alter column opened_at set not null, alter column opened_at set default now()
    `.execute(db);
  },
};

/**
 * Step of the migrations: erases of what was redacted before what redaction left then. Whoever the end users were stays, by their
 * ids; their names go.
 */
export const redactionLeftovers: Migration = {
  async up(db: Kysely<unknown>) {
    await sql`set local statement_timeout = 0`.execute(db);
    await sql`
      update verification_starts s set
        idempotency = null,
        reference = case when v.source = 'PINGONE_VERIFY' then 'erased ' || s.id else s.reference end
      from verifications v where v.id = s.verification_id and v.redacted_at is not null
    `.execute(db);
    await sql`
      update verification_events e set actor = jsonb_set(e.actor, '{displayName}', 'null')
      from verifications v
      where v.id = e.verification_id and v.redacted_at is not null and e.actor ->> 'kind' = 'END_USER'
    `.execute(db);
    await sql`
      delete from webhook_deliveries d using verifications v
      where v.id = d.verification_id and v.redacted_at is not null and d.endpoint_id is null
    `.execute(db);
    await sql`
      update verifications set
        challenge = null,
        reference = case when source = 'PINGONE_VERIFY' then null else reference end
      where redacted_at is not null
    `.execute(db);
  },
};

/** Places of one verification that one instance alone tries to erase until its lease runs out. */
export interface PendingErasure {
  readonly verificationId: string;
  readonly receiptId: string;
  readonly targets: readonly ErasureTarget[];
}

/** A place that could not be erased. */
export interface FailedErasure {
  readonly target: ErasureTarget;
  /** Not before this time from now is another try worth it, in milliseconds. */
  readonly notBeforeMs: number;
}

const FIRST_PAUSE_SECONDS = 2;
const LONGEST_PAUSE_SECONDS = 3600;

export class Redactions {
  constructor(private readonly db: Database) {}

  /**
   * Removes from the timeline the reasons that people gave and the names of end users, which earlier releases kept with what they did.
   * @returns whether there were any
   */
  async eraseFromTimeline(transaction: Database, verificationId: string): Promise<boolean> {
    const { rows } = await sql`
      update verification_events set
        reason = null,
        actor = case when actor ->> 'kind' = 'END_USER' then jsonb_set(actor, '{displayName}', 'null') else actor end
      where verification_id = ${verificationId}
        and (reason is not null or (actor ->> 'kind' = 'END_USER' and actor ->> 'displayName' is not null))
      returning 1
    `.execute(transaction);
    return rows.length > 0;
  }

  /**
   * Removes what its creator chose freely from what a verification was started with: the idempotency key and, where nothing needs it
   * any more, the reference, which is free again then.
   */
  async eraseStart(
    transaction: Database,
    verificationId: string,
    { keepReference }: { readonly keepReference: boolean },
  ) {
    // With a blank, which no reference has: it can never be in the way of one.
    await sql`
      update verification_starts set
        idempotency = null,
        reference = case when ${keepReference} then reference else 'erased ' || id end
      where verification_id = ${verificationId}
    `.execute(transaction);
  }

  /**
   * Removes what was, or was to be, told to the callback of a verification: its address stands in each.
   * @returns whether there was anything
   */
  async eraseRelayed(transaction: Database, verificationId: string): Promise<boolean> {
    // By positions, as there is an index for them. An attempt under way finds nothing to record itself in.
    const { rows } = await sql`
      delete from webhook_deliveries
      where endpoint_id is null and verification_id = ${verificationId}
        and position in (select position from verification_events where verification_id = ${verificationId})
      returning 1
    `.execute(transaction);
    return rows.length > 0;
  }

  /** Notes places that are about to be erased; should that never be settled, they are due after `leaseMs`. */
  async open(transaction: Database, pending: PendingErasure, leaseMs: number): Promise<void> {
    const { verificationId, receiptId, targets } = pending;
    if (targets.length === 0) return;
    const nextTryAt = sql<Date>`now() + ${leaseMs} * interval '1 ms'`;
    await transaction
      .insertInto('pendingErasures')
      .values(targets.map((target) => ({ verificationId, receiptId, target, nextTryAt })))
      .onConflict((conflict) => conflict.columns(['verificationId', 'target']).doUpdateSet({ receiptId, nextTryAt }))
      .execute();
  }

  /** Takes places that are due, by verification. Nobody else gets them until `leaseMs` has passed or they are settled. */
  async claim(limit: number, leaseMs: number): Promise<readonly PendingErasure[]> {
    const { rows } = await sql<PendingErasure>`
      with due as (
        select verification_id, target from pending_erasures
        where next_try_at <= now() order by next_try_at limit ${limit}
        for update skip locked
      ), leased as (
        update pending_erasures p set next_try_at = now() + ${leaseMs} * interval '1 ms'
        from due where p.verification_id = due.verification_id and p.target = due.target
        returning p.*
      )
      select verification_id, receipt_id, array_agg(target order by target) as targets
      from leased group by verification_id, receipt_id
    `.execute(this.db);
    return rows;
  }

  /**
   * Takes places off the list that are done, and puts those that failed back on it for later: each time for twice as long, and for
   * as long as their source asked for.
   * @returns whether this emptied the list of the verification
   */
  async settle(
    transaction: Database,
    verificationId: string,
    { done, failed }: { readonly done: readonly ErasureTarget[]; readonly failed: readonly FailedErasure[] },
  ): Promise<boolean> {
    const { rows: settled } = await sql`
      delete from pending_erasures where verification_id = ${verificationId} and target = any (${done}) returning target
    `.execute(transaction);
    for (const { target, notBeforeMs } of failed) {
      await sql`
        update pending_erasures set
          failures = failures + 1,
          next_try_at = now() + greatest(
            ${notBeforeMs}::float8 / 1000,
            least(${LONGEST_PAUSE_SECONDS}::float8, ${FIRST_PAUSE_SECONDS} * 2 ^ least(failures, 16))
          ) * interval '1 second'
        where verification_id = ${verificationId} and target = ${target}
      `.execute(transaction);
    }
    const left = await transaction
      .selectFrom('pendingErasures')
      .select('target')
      .where('verificationId', '=', verificationId)
      .executeTakeFirst();
    return settled.length > 0 && left === undefined;
  }

  /** Places that wait to be erased, those under way included, and how long the oldest of them has. */
  async backlog(): Promise<{ readonly pending: number; readonly oldestSeconds: number }> {
    const { rows } = await sql<{ pending: number; oldestSeconds: number }>`
      select count(*)::int as pending,
        greatest(0, coalesce(extract(epoch from now() - min(opened_at)), 0))::float8 as oldest_seconds
      from pending_erasures
    `.execute(this.db);
    return rows[0] ?? { pending: 0, oldestSeconds: 0 };
  }
}
