// The audit log in the database: appended to, read, never changed. What is worth an entry is decided in audit/.
import { type Selectable, sql } from 'kysely';
import type { AuditEventsTable, Database } from './database.js';
import type { AuditOutcome, StoredActor } from './records.js';

/** Entries are chained, so they are appended one at a time; see APPEND_LOCK of the status log. */
const CHAIN_LOCK = 0x1d67_0002;

/** What each of the triggers runs, as the migrations made it. */
const REFUSAL = "begin raise exception 'the audit log is append-only'; end";

/** What the triggers stand before, in the bits of `pg_trigger.tgtype`: each row's update or deletion, and emptying the table. */
const BEFORE_ROW_CHANGE = 1 | 2 | 8 | 16;
const BEFORE_TRUNCATE = 2 | 32;

export interface AuditEntry {
  readonly id: string;
  readonly occurredAt: Date;
  readonly actor: StoredActor;
  readonly action: string;
  readonly outcome: AuditOutcome;
  readonly targetType: string | null;
  readonly targetId: string | null;
  readonly userId: string | null;
  /** Coordinates of personal fields that were read, such as `GovernmentIdData.firstName`. */
  readonly fields: readonly string[];
  readonly reason: string | null;
  readonly requestId: string | null;
  readonly ipAddress: string | null;
  readonly userAgent: string | null;
}

export interface StoredAuditEntry extends AuditEntry {
  readonly position: bigint;
  readonly hash: string;
  readonly previousHash: string | null;
}

/** An entry as checking the chain needs it. */
export interface ChainedAuditEntry extends StoredAuditEntry {
  /** Entries are written so; finer times would not show in `occurredAt`. */
  readonly isWholeMilliseconds: boolean;
}

export interface AuditFilter {
  readonly actorId?: string | null | undefined;
  readonly action?: string | null | undefined;
  readonly targetId?: string | null | undefined;
  readonly userId?: string | null | undefined;
  readonly outcome?: AuditOutcome | null | undefined;
  readonly occurredAfter?: Date | null | undefined;
  readonly occurredBefore?: Date | null | undefined;
}

/** Hash of an entry, bound to the one before it. */
export type HashOf = (entry: AuditEntry, previousHash: string | null) => string;

export class AuditLog {
  constructor(
    private readonly db: Database,
    private readonly hashOf: HashOf,
  ) {}

  /** Appends entries, each bound to the one before it. They are there, or none is, when the promise resolves. */
  async append(entries: readonly AuditEntry[]): Promise<void> {
    if (entries.length === 0) return;
    await this.db.transaction().execute(async (transaction) => {
      await sql`select pg_advisory_xact_lock(${CHAIN_LOCK})`.execute(transaction);
      const last = await transaction
        .selectFrom('auditEvents')
        .select('hash')
        .orderBy('position', 'desc')
        .limit(1)
        .executeTakeFirst();
      let previousHash = last?.hash ?? null;
      const rows = entries.map(storable).map((entry) => {
        const row = { ...entry, previousHash, hash: this.hashOf(entry, previousHash) };
        previousHash = row.hash;
        return { ...row, actor: JSON.stringify(row.actor), fields: [...row.fields] };
      });
      await transaction.insertInto('auditEvents').values(rows).execute();
    });
  }

  /** Entries that meet every condition, newest first, before a position. */
  async read(filter: AuditFilter, before: bigint | null, limit: number): Promise<readonly StoredAuditEntry[]> {
    let query = this.matching(filter).selectAll().orderBy('position', 'desc').limit(limit);
    if (before !== null) query = query.where('position', '<', before);
    return (await query.execute()).map(toEntry);
  }

  /** Entries after a position (null: from the first) in the order of the chain, to check it. */
  async readChain(after: bigint | null, limit: number): Promise<readonly ChainedAuditEntry[]> {
    const query = this.db
      .selectFrom('auditEvents')
      .selectAll()
      .select(sql<boolean>`date_trunc('milliseconds', occurred_at) = occurred_at`.as('isWholeMilliseconds'))
      .orderBy('position')
      .limit(limit);
    return (after === null ? query : query.where('position', '>', after)).execute();
  }

  /**
   * Whether the table refuses changes at present: its triggers are there, on, without a condition, and do what they were made for.
   * @throws when there is no audit log in the database
   */
  async isAppendOnly(): Promise<boolean> {
    const { rows } = await sql<{ guards: number }>`
      select count(distinct t.tgtype)::int as guards
      from pg_trigger t join pg_proc p on p.oid = t.tgfoid join pg_language l on l.oid = p.prolang
      where t.tgrelid = 'audit_events'::regclass and t.tgtype in (${BEFORE_ROW_CHANGE}, ${BEFORE_TRUNCATE})
        and t.tgenabled in ('O', 'A') and t.tgqual is null and t.tgattr::text = ''
        and l.lanname = 'plpgsql' and btrim(regexp_replace(p.prosrc, '\\s+', ' ', 'g')) = ${REFUSAL}
    `.execute(this.db);
    return rows[0]?.guards === 2;
  }

  /** How many entries meet every condition. */
  async count(filter: AuditFilter): Promise<number> {
    const { count } = await this.matching(filter)
      .select((build) => build.fn.countAll<bigint>().as('count'))
      .executeTakeFirstOrThrow();
    return Number(count);
  }

  private matching(filter: AuditFilter) {
    let query = this.db.selectFrom('auditEvents');
    if (filter.actorId) query = query.where(sql`actor ->> 'id'`, '=', filter.actorId);
    if (filter.action) query = query.where('action', '=', filter.action);
    if (filter.targetId) query = query.where('targetId', '=', filter.targetId);
    if (filter.userId) query = query.where('userId', '=', filter.userId);
    if (filter.outcome) query = query.where('outcome', '=', filter.outcome);
    if (filter.occurredAfter) query = query.where('occurredAt', '>=', filter.occurredAfter);
    if (filter.occurredBefore) query = query.where('occurredAt', '<', filter.occurredBefore);
    return query;
  }
}

function toEntry(row: Selectable<AuditEventsTable>): StoredAuditEntry {
  return row;
}

/**
 * The entry in texts that the database gives back just as they are; else the hash would be over something that is stored nowhere.
 * Callers choose some of these texts, so they can be anything: NULs, halves of surrogate pairs.
 */
function storable(entry: AuditEntry): AuditEntry {
  const { actor, ...rest } = entry;
  return {
    ...rest,
    actor: { kind: actor.kind, id: storableText(actor.id), displayName: storableText(actor.displayName) },
    targetId: storableText(entry.targetId),
    userId: storableText(entry.userId),
    reason: storableText(entry.reason),
    requestId: storableText(entry.requestId),
    userAgent: storableText(entry.userAgent),
  };
}

function storableText<T extends string | null>(text: T): T | string {
  return text?.replace(/\p{Surrogate}/gu, '\uFFFD').replaceAll('\0', '\uFFFD') ?? text;
}
