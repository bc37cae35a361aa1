// Verifications and their append-only status log: one transaction changes both and wakes the feeds.
import { type Selectable, sql, type Transaction } from 'kysely';
import type { Database, Tables, VerificationEventsTable, VerificationsTable } from './database.js';
import { lockLog } from './log-lock.js';
import type { NewEvent, StoredEvent, VerificationRecord } from './records.js';
import { rollUp } from './roll-ups.js';
import { stageOf } from './stages.js';

/** Channel on which instances tell each other that the log grew. The payload is a verification id; the truth is the log. */
export const LOG_CHANNEL = 'idgw_log';

/** A statement has room for some 2,000 records; and other writers wait while these are added. */
const MOST_AT_ONCE = 200;

/** A record's new state and the events that tell of it, in their order. */
export interface Change {
  readonly record: Partial<Omit<VerificationRecord, 'id' | 'position' | 'stage'>>;
  readonly events: readonly NewEvent[];
}

/** A record to begin with, its first events, and when to read it first (null: never). */
export interface NewVerification {
  readonly record: Omit<VerificationRecord, 'position' | 'stage' | 'reasons' | 'redactedAt' | 'linkMac'> &
    Partial<Pick<VerificationRecord, 'reasons' | 'linkMac'>>;
  readonly events: readonly NewEvent[];
  readonly firstPollInMs: number | null;
}

/** Whose events: one verification's, one user's, or everybody's. */
export type Topic = { readonly verificationId: string } | { readonly userId: string } | { readonly everybody: true };

export interface Snapshot {
  readonly records: readonly VerificationRecord[];
  /** Position of the newest event that the snapshot takes in. */
  readonly head: bigint;
}

export class StatusLog {
  constructor(private readonly db: Database) {}

  async find(id: string): Promise<VerificationRecord | null> {
    const row = await this.db.selectFrom('verifications').selectAll().where('id', '=', id).executeTakeFirst();
    return row ? toRecord(row) : null;
  }

  /** Records by id; missing ones are left out. */
  async findMany(ids: readonly string[]): Promise<readonly VerificationRecord[]> {
    if (ids.length === 0) return [];
    const rows = await this.db.selectFrom('verifications').selectAll().where('id', 'in', ids).execute();
    return rows.map(toRecord);
  }

  /**
   * Adds verifications that are not there yet; those already there stay as they are. Returns the ones it added.
   * Many are added in several transactions.
   * @param also what else to write for each one that was added, in the same transaction
   */
  async add(
    items: readonly NewVerification[],
    also: (id: string, transaction: Database) => Promise<void> = async () => undefined,
  ): Promise<readonly VerificationRecord[]> {
    // In one order everywhere: two that add the same ones in different orders would wait for each other.
    const ordered = [...items].sort(({ record: one }, { record: other }) => (one.id < other.id ? -1 : 1));
    const added: VerificationRecord[] = [];
    for (let first = 0; first < ordered.length; first += MOST_AT_ONCE) {
      added.push(...(await this.addSome(ordered.slice(first, first + MOST_AT_ONCE), also)));
    }
    return added;
  }

  private async addSome(
    items: readonly NewVerification[],
    also: (id: string, transaction: Database) => Promise<void>,
  ): Promise<readonly VerificationRecord[]> {
    return this.db.transaction().execute(async (transaction) => {
      const rows = await transaction
        .insertInto('verifications')
        .values(
          items.map(({ record, firstPollInMs }) => ({
            ...record,
            callbackHeaderNames: [...record.callbackHeaderNames],
            stage: stageOf(record),
            reasons: [...(record.reasons ?? [])],
            position: 0n,
            nextPollAt: firstPollInMs === null ? null : sql<Date>`now() + ${firstPollInMs} * interval '1 ms'`,
            activeAt: sql<Date>`now()`,
          })),
        )
        .onConflict((conflict) => conflict.column('id').doNothing())
        .returningAll()
        .execute();
      const added: VerificationRecord[] = [];
      for (const row of rows) {
        await also(row.id, transaction);
        const events = items.find(({ record }) => record.id === row.id)?.events ?? [];
        const position = await append(transaction, row.id, row.userId, events);
        added.push(toRecord({ ...row, position: position ?? row.position }));
      }
      await rollUp(
        transaction,
        added.map((after) => ({ before: null, after })),
      );
      return added;
    });
  }

  /**
   * Changes one verification under its row lock.
   * @param decide told the present record; answers the change, or null to leave the record as it is. What it writes itself
   *   belongs to the same transaction.
   * @returns the record afterwards and the new events; null when there is no such verification.
   */
  async change(
    id: string,
    decide: (present: VerificationRecord, transaction: Database) => Change | null | Promise<Change | null>,
  ): Promise<{ record: VerificationRecord; events: readonly NewEvent[] } | null> {
    return this.db.transaction().execute(async (transaction) => {
      const row = await transaction
        .selectFrom('verifications')
        .selectAll()
        .where('id', '=', id)
        .forUpdate()
        .executeTakeFirst();
      if (!row) return null;
      const change = await decide(toRecord(row), transaction);
      if (!change) return { record: toRecord(row), events: [] };
      const { callbackHeaderNames, reasons, ...columns } = change.record;
      const stage = stageOf({ ...row, ...columns });
      const updates = {
        ...columns,
        ...(callbackHeaderNames ? { callbackHeaderNames: [...callbackHeaderNames] } : {}),
        ...(reasons ? { reasons: [...reasons] } : {}),
        ...(stage > row.stage ? { stage } : {}),
        ...(change.events.some((event) => event.grew) ? { activeAt: sql<Date>`now()` } : {}),
      };
      // A remark changes nothing of the record.
      const updated =
        Object.keys(updates).length === 0
          ? row
          : await transaction
              .updateTable('verifications')
              .set(updates)
              .where('id', '=', id)
              .returningAll()
              .executeTakeFirstOrThrow();
      const position = await append(transaction, id, row.userId, change.events);
      await rollUp(transaction, [{ before: row, after: updated }]);
      return { record: toRecord({ ...updated, position: position ?? updated.position }), events: change.events };
    });
  }

  /** Events of a topic after a position, oldest first. Only those that made a new version, unless `all`. */
  async read(
    topic: Topic,
    after: bigint,
    limit: number,
    options: { all?: boolean } = {},
  ): Promise<readonly StoredEvent[]> {
    let query = this.db
      .selectFrom('verificationEvents')
      .selectAll()
      .where('position', '>', after)
      .orderBy('position')
      .limit(limit);
    if (!options.all) query = query.where('grew', '=', true);
    if ('verificationId' in topic) query = query.where('verificationId', '=', topic.verificationId);
    if ('userId' in topic) query = query.where('userId', '=', topic.userId);
    return (await query.execute()).map(toEvent);
  }

  /** How many events a verification has in all. */
  async countEvents(verificationId: string): Promise<number> {
    const { count } = await this.db
      .selectFrom('verificationEvents')
      .select((build) => build.fn.countAll<bigint>().as('count'))
      .where('verificationId', '=', verificationId)
      .executeTakeFirstOrThrow();
    return Number(count);
  }

  /** Position of the newest event. */
  async head(): Promise<bigint> {
    const { head } = await this.db
      .selectFrom('verificationEvents')
      .select((build) =>
        build.fn.coalesce(build.fn.max('position'), build.selectFrom('logFloor').select('position')).as('head'),
      )
      .executeTakeFirstOrThrow();
    return head ?? 0n;
  }

  /** Position up to which the log was cleared; a reader that was further back has missed something. */
  async floor(): Promise<bigint> {
    return (await this.db.selectFrom('logFloor').select('position').executeTakeFirstOrThrow()).position;
  }

  /** The unfinished verifications of a user, in the order of their last change, as of one moment of the log. */
  async unfinishedOf(userId: string, unfinished: readonly VerificationRecord['lifecycle'][]): Promise<Snapshot> {
    // Repeatable read: the list and the head must be of the same moment.
    return this.db
      .transaction()
      .setIsolationLevel('repeatable read')
      .execute(async (transaction) => {
        const head = await new StatusLog(transaction).head();
        const rows = await transaction
          .selectFrom('verifications')
          .selectAll()
          .where('userId', '=', userId)
          .where('lifecycle', 'in', unfinished)
          .where('deletedAt', 'is', null)
          .orderBy('position')
          .execute();
        return { records: rows.map(toRecord), head };
      });
  }

  /** Removes events older than `days`, at most `limit` in one go. Returns how many went. */
  async clear(days: number, limit: number): Promise<number> {
    return this.db.transaction().execute(async (transaction) => {
      const gone = await transaction
        .deleteFrom('verificationEvents')
        .where('position', 'in', (build) =>
          build
            .selectFrom('verificationEvents')
            .select('position')
            .where('recordedAt', '<', sql<Date>`now() - ${days} * interval '1 day'`)
            .orderBy('position')
            .limit(limit),
        )
        .returning('position')
        .execute();
      const last = gone.reduce((max, row) => (row.position > max ? row.position : max), 0n);
      if (last > 0n) {
        await transaction
          .updateTable('logFloor')
          .set({ position: sql<bigint>`greatest(position, ${last.toString()}::bigint)` })
          .execute();
      }
      return gone.length;
    });
  }
}

/** Appends events and wakes the feeds. Returns the position of the event that made a new version, if one did. */
async function append(
  transaction: Transaction<Tables>,
  verificationId: string,
  userId: string | null,
  events: readonly NewEvent[],
): Promise<bigint | null> {
  if (events.length === 0) return null;
  await lockLog(transaction);
  const rows = await transaction
    .insertInto('verificationEvents')
    .values(
      events.map((event) => ({
        ...event,
        verificationId,
        userId,
        actor: event.actor === null ? null : JSON.stringify(event.actor),
      })),
    )
    .returning(['position', 'grew'])
    .execute();
  const position = rows.findLast((row) => row.grew)?.position ?? null;
  if (position !== null) {
    await transaction.updateTable('verifications').set({ position }).where('id', '=', verificationId).execute();
  }
  await sql`select pg_notify(${LOG_CHANNEL}, ${verificationId})`.execute(transaction);
  return position;
}

export function toRecord(row: Selectable<VerificationsTable>): VerificationRecord {
  return row;
}

function toEvent(row: Selectable<VerificationEventsTable>): StoredEvent {
  return row;
}
