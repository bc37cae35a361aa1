// Idempotency keys: which create a key stands for, so that a repeat finds what was made instead of making another.
import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Database } from './database.js';

export interface IdempotencyClaim {
  /** Stable id of the caller; keys of different callers never meet. */
  readonly caller: string;
  readonly operation: string;
  readonly key: string;
  /** What is asked for, in a text that is the same for a repeat. Not kept. */
  readonly input: string;
}

/**
 * Marks by which a repeat of a text is known. They take a key of the gateway, so that nobody who reads the store can try out what an
 * input was: what is asked for can be a phone number. The first is kept; the others are by keys that are being replaced.
 */
export type MarksOf = (text: string) => readonly Buffer[];

export type ClaimOutcome =
  | {
      readonly state: 'mine';
      /** When an earlier call began that was broken off, or does not know what became of it; null: there was none. */
      readonly unsureSince: Date | null;
    }
  | { readonly state: 'running' }
  | { readonly state: 'done'; readonly resultId: string }
  | { readonly state: 'conflict' };

export class IdempotencyKeys {
  constructor(
    private readonly db: Database,
    private readonly marksOf: MarksOf,
  ) {}

  /**
   * Claims a key for 24 hours. A first call that has been silent for a minute is taken for dead and its key passes on,
   * since every create is bound to a deadline well below that.
   */
  async claim(claim: IdempotencyClaim): Promise<ClaimOutcome> {
    const { caller, operation, key, input } = claim;
    const marks = this.marksOf(JSON.stringify([caller, operation, key, input]));
    // The last one is what earlier releases kept; such rows are gone a day after the upgrade.
    const known = [...marks, createHash('sha256').update(input).digest()];
    const { rows } = await sql<{ unsureSince: Date | null }>`
      insert into idempotency_keys as present (caller, operation, key, input_hash)
      values (${caller}, ${operation}, ${key}, ${marks[0]})
      on conflict (caller, operation, key) do update
        set input_hash = excluded.input_hash, result_id = null, claimed_at = now(),
          created_at = case when present.created_at < now() - interval '24 hours' then now() else present.created_at end
        where present.created_at < now() - interval '24 hours'
          or (present.result_id is null and present.input_hash = any (${known}::bytea[])
            and present.claimed_at < now() - interval '1 minute')
      returning case when created_at < claimed_at then created_at end as unsure_since
    `.execute(this.db);
    const [mine] = rows;
    if (mine) return { state: 'mine', unsureSince: mine.unsureSince };
    const present = await this.db
      .selectFrom('idempotencyKeys')
      .select(['inputHash', 'resultId'])
      .where('caller', '=', caller)
      .where('operation', '=', operation)
      .where('key', '=', key)
      .executeTakeFirst();
    if (!present) return { state: 'running' };
    if (!known.some((mark) => mark.equals(present.inputHash))) return { state: 'conflict' };
    return present.resultId === null ? { state: 'running' } : { state: 'done', resultId: present.resultId };
  }

  async complete({ caller, operation, key }: IdempotencyClaim, resultId: string): Promise<void> {
    await this.db
      .updateTable('idempotencyKeys')
      .set({ resultId })
      .where('caller', '=', caller)
      .where('operation', '=', operation)
      .where('key', '=', key)
      .execute();
  }

  /** Gives a key back, so that a corrected or repeated call may use it. */
  async release({ caller, operation, key }: IdempotencyClaim): Promise<void> {
    await this.db
      .deleteFrom('idempotencyKeys')
      .where('caller', '=', caller)
      .where('operation', '=', operation)
      .where('key', '=', key)
      .where('resultId', 'is', null)
      .execute();
  }

  /**
   * Keeps the key for what may have been made, but holds it no longer: the next call with the same input gets it at once,
   * and is told since when the outcome is unsure.
   */
  async leaveUnsure({ caller, operation, key }: IdempotencyClaim): Promise<void> {
    await this.db
      .updateTable('idempotencyKeys')
      .set({ claimedAt: sql<Date>`'-infinity'` })
      .where('caller', '=', caller)
      .where('operation', '=', operation)
      .where('key', '=', key)
      .where('resultId', 'is', null)
      .execute();
  }

  /** Those that no key of the operation stands for. */
  async notAnothers<T extends { readonly id: string }>(operation: string, made: readonly T[]): Promise<readonly T[]> {
    if (made.length === 0) return made;
    const ids = made.map(({ id }) => id);
    const rows = await this.db
      .selectFrom('idempotencyKeys')
      .select('resultId')
      .where('operation', '=', operation)
      .where('resultId', 'in', ids)
      .execute();
    const taken = new Set(rows.map(({ resultId }) => resultId));
    return made.filter(({ id }) => !taken.has(id));
  }

  /** Removes keys past their 24 hours. */
  async clear(): Promise<void> {
    await sql`delete from idempotency_keys where created_at < now() - interval '24 hours'`.execute(this.db);
  }
}
