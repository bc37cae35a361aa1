// Idempotency keys: which create a key stands for, so that a repeat finds what was made instead of making another.
import { sql } from 'kysely';
import type { Database } from './database.js';

export interface IdempotencyClaim {
  /** Stable id of the caller; keys of different callers never meet. */
  readonly caller: string;
  readonly operation: string;
  readonly key: string;
  readonly inputHash: Buffer;
}

export type ClaimOutcome =
  | { readonly state: 'mine' }
  | { readonly state: 'running' }
  | { readonly state: 'done'; readonly resultId: string }
  | { readonly state: 'conflict' };

export class IdempotencyKeys {
  constructor(private readonly db: Database) {}

  /**
   * Claims a key for 24 hours. A first call that has been silent for a minute is taken for dead and its key passes on,
   * since every create is bound to a deadline well below that.
   */
  async claim(claim: IdempotencyClaim): Promise<ClaimOutcome> {
    const { caller, operation, key, inputHash } = claim;
    const { rows } = await sql<{ caller: string }>`
      insert into idempotency_keys (caller, operation, key, input_hash)
      values (${caller}, ${operation}, ${key}, ${inputHash})
      on conflict (caller, operation, key) do update
        set input_hash = excluded.input_hash, result_id = null, created_at = now()
        where idempotency_keys.created_at < now() - interval '24 hours'
          or (idempotency_keys.result_id is null and idempotency_keys.input_hash = excluded.input_hash
            and idempotency_keys.created_at < now() - interval '1 minute')
      returning caller
    `.execute(this.db);
    if (rows.length === 1) return { state: 'mine' };
    const present = await this.db
      .selectFrom('idempotencyKeys')
      .select(['inputHash', 'resultId'])
      .where('caller', '=', caller)
      .where('operation', '=', operation)
      .where('key', '=', key)
      .executeTakeFirst();
    if (!present) return { state: 'running' };
    if (!present.inputHash.equals(inputHash)) return { state: 'conflict' };
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

  /** Removes keys past their 24 hours. */
  async clear(): Promise<void> {
    await sql`delete from idempotency_keys where created_at < now() - interval '24 hours'`.execute(this.db);
  }
}
