// The one lock that puts writers of the status log in line, across all instances.
import { sql, type Transaction } from 'kysely';
import type { Tables } from './database.js';

/**
 * Appending holds this lock up to its commit, so positions become visible in their order: who has read position n will never
 * find a smaller one later. A lock in place of a counter row leaves no dead rows behind.
 */
const APPEND_LOCK = 0x1d67_0001;

/** Waits for its turn. Asking again within the same transaction costs nothing and does no harm. */
export async function lockLog(transaction: Transaction<Tables>): Promise<void> {
  await sql`select pg_advisory_xact_lock(${APPEND_LOCK})`.execute(transaction);
}
