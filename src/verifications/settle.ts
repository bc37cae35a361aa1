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

/** A create that was broken off with the process that sent it. */
export interface Interrupted extends Pick<Attempt, 'startedAt' | 'verifyPolicyId' | 'list' | 'known'> {
  /** The last part of the address that it asked PingOne to call, which no other create has. */
  readonly startId: string;
}

/**
 * What an interrupted create made; null when PingOne has nothing of it.
 * @throws UpstreamError when the list cannot be read, or `timeout` when several fit
 */
export async function findInterrupted({ startId, ...attempt }: Interrupted): Promise<Transaction | null> {
  const all = await attempt.list();
  // The process may have come as far as to record it, and its address may have been that of another instance.
  const marked = all.find(({ callback }) => callback?.url.endsWith(`/${startId}`));
  if (marked) return marked;
  const fitting = await findFitting({ ...attempt, list: async () => all, callbackUrl: null });
  if (fitting.length > 1) {
    const failure = { source: 'PINGONE_VERIFY', kind: 'timeout', status: null, code: 'DEADLINE_EXCEEDED' } as const;
    throw new UpstreamError({ ...failure, mayHaveTakenEffect: true, correlationId: null });
  }
  return fitting[0] ?? null;
}

async function findFitting({
  startedAt,
  verifyPolicyId,
  callbackUrl,
  list,
  known,
}: Omit<Attempt, 'create' | 'callbackUrl'> & { readonly callbackUrl: string | null }): Promise<readonly Transaction[]> {
  const earliest = new Date(startedAt.getTime() - CLOCK_SKEW_MS);
  const candidates = (await list()).filter(
    (transaction) =>
      transaction.createdAt >= earliest &&
      (verifyPolicyId === null || transaction.verifyPolicyId === verifyPolicyId) &&
      // Where PingOne says whom it calls back, another create of the same moment cannot be taken for this one.
      (transaction.callback === null || transaction.callback.url === callbackUrl),
  );
  // It may have been listed, and so become known, while its create was unsure.
  const marked = candidates.find(({ callback }) => callback !== null && callback.url === callbackUrl);
  if (marked) return [marked];
  const ours = await known(candidates.map(({ id }) => id));
  return candidates.filter(({ id }) => !ours.has(id));
}
