// What became of a create whose answer did not arrive. PingOne knows no idempotency key, so the user’s transactions are read back.
import { UpstreamError } from '../datasources/http/errors.js';
import type { Transaction } from '../datasources/pingone/transaction.js';

/** The clocks of PingOne and the gateway may differ by this much. */
const CLOCK_SKEW_MS = 5_000;

export interface Attempt {
  readonly startedAt: Date;
  readonly verifyPolicyId: string | null;
  /** The address that this create, and no other, asked PingOne to call. */
  readonly callbackUrl: string;
  readonly create: () => Promise<Transaction>;
  /** All transactions of the user, as upstream lists them. */
  readonly list: () => Promise<readonly Transaction[]>;
  /** Which of these ids the gateway knows already. */
  readonly known: (ids: readonly string[]) => Promise<ReadonlySet<string>>;
}

/**
 * Creates, and settles the outcome if it is unsure: exactly one unknown transaction that fits is taken for ours; if there is none,
 * the create is sent once more; if there are several, nobody can tell and a person has to look.
 * @throws UpstreamError as the create, or `timeout` when several fit or the list cannot be read
 */
export async function createAndSettle(attempt: Attempt): Promise<Transaction> {
  try {
    return await attempt.create();
  } catch (error) {
    if (!(error instanceof UpstreamError) || !error.mayHaveTakenEffect) throw error;
    const unsure = error.with({ kind: 'timeout' });
    const fitting = await findFitting(attempt).catch(() => Promise.reject(unsure));
    const [only] = fitting;
    if (fitting.length > 1) throw unsure;
    return only ?? (await attempt.create());
  }
}

async function findFitting({
  startedAt,
  verifyPolicyId,
  callbackUrl,
  list,
  known,
}: Attempt): Promise<readonly Transaction[]> {
  const earliest = new Date(startedAt.getTime() - CLOCK_SKEW_MS);
  const candidates = (await list()).filter(
    (transaction) =>
      transaction.createdAt >= earliest &&
      (verifyPolicyId === null || transaction.verifyPolicyId === verifyPolicyId) &&
      // Where PingOne says whom it calls back, another create of the same moment cannot be taken for this one.
      (transaction.callback === null || transaction.callback.url === callbackUrl),
  );
  const ours = await known(candidates.map(({ id }) => id));
  return candidates.filter(({ id }) => !ours.has(id));
}
