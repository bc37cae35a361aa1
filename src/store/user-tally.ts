// What users did lately and may do only so often. All of a user stands in one row, whose lock puts parallel callers of every instance in line.
import { randomUUID } from 'node:crypto';
import { type RawBuilder, sql } from 'kysely';
import type { Database } from './database.js';

/** How many entries there may be of those that count together. */
export interface TallyLimit {
  /** Condition on `entry`, a JSON object. */
  readonly counts: RawBuilder<unknown>;
  readonly most: number;
}

export type Reservation =
  | { readonly state: 'reserved'; readonly id: string }
  /** There is no room; `retryAt` is when the oldest entry that is too many no longer counts. */
  | ({ readonly state: 'spent' } & FullTally);

/** A limit that is reached. */
export interface FullTally {
  readonly retryAt: Date;
  /** How many entries it allows. */
  readonly most: number;
}

export class UserTally {
  private readonly column: RawBuilder<unknown>;

  /** @param windowSeconds for how long an entry counts */
  constructor(
    private readonly db: Database,
    column: 'guesses' | 'messages',
    private readonly windowSeconds: number,
  ) {
    this.column = sql.ref(column);
  }

  /** Adds an entry, if every limit has room for it. @param limits each allows at least one */
  async reserve(
    userId: string,
    facts: Readonly<Record<string, string | null>>,
    limits: readonly TallyLimit[],
  ): Promise<Reservation> {
    const id = randomUUID();
    const entry = sql`${JSON.stringify({ ...facts, id })}::jsonb || jsonb_build_object('at', extract(epoch from clock_timestamp())::double precision)`;
    const entries = sql`jsonb_array_elements(present.${this.column}) entry where ${this.isLive()}`;
    const room = limits.map(({ counts, most }) => sql`(select count(*) from ${entries} and ${counts}) < ${most}`);
    const { rows } = await sql`
      insert into otp_attempts as present (user_id, ${this.column}) values (${userId}, jsonb_build_array(${entry}))
      on conflict (user_id) do update
        set ${this.column} = (select coalesce(jsonb_agg(entry), '[]') from ${entries}) || jsonb_build_array(${entry}),
          touched_at = now()
        where ${sql.join(room, sql` and `)}
      returning user_id
    `.execute(this.db);
    if (rows.length === 1) return { state: 'reserved', id };
    // Given back or run out meanwhile: at once is then the right time.
    const full = await this.full(userId, limits);
    return { state: 'spent', ...(full ?? { retryAt: new Date(), most: limits[0]?.most ?? 0 }) };
  }

  /** The limit that lasts longest of those that are reached; null: there is room. */
  async full(userId: string, limits: readonly TallyLimit[]): Promise<FullTally | null> {
    const at = sql`(entry ->> 'at')::double precision`;
    const reached = limits.map(
      ({ counts, most }) => sql`(
        select to_timestamp(${at} + ${this.windowSeconds}::double precision) as retry_at, ${most}::integer as most
        from otp_attempts, jsonb_array_elements(${this.column}) entry
        where user_id = ${userId} and ${this.isLive()} and ${counts}
        order by ${at} desc offset ${most - 1} limit 1
      )`,
    );
    const { rows } = await sql<FullTally>`
      select * from (${sql.join(reached, sql` union all `)}) reached order by retry_at desc limit 1
    `.execute(this.db);
    return rows[0] ?? null;
  }

  /** Takes an entry back, as if it had never been. */
  async giveBack(userId: string, id: string): Promise<void> {
    await sql`
      update otp_attempts set ${this.column} = (
        select coalesce(jsonb_agg(entry), '[]') from jsonb_array_elements(${this.column}) entry where entry ->> 'id' <> ${id}
      ) where user_id = ${userId}
    `.execute(this.db);
  }

  private isLive() {
    return sql`(entry ->> 'at')::double precision > extract(epoch from clock_timestamp()) - ${this.windowSeconds}::double precision`;
  }
}
