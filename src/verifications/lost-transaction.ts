// Which of a user's transactions is the one whose create was not answered.
import type { Transaction } from '../datasources/pingone/transaction.js';
import { isSince, nobodyCanTell, onlyOf } from './settle.js';

export interface Lost {
  readonly verifyPolicyId: string | null;
  /** All transactions of the user, as upstream lists them. */
  readonly list: () => Promise<readonly Transaction[]>;
  /** Which of these ids the gateway knows already. */
  readonly known: (ids: readonly string[]) => Promise<ReadonlySet<string>>;
}

/**
 * Those that may be it.
 * @param callbackUrl the address that this create, and no other, asked PingOne to call; null where it is not known any more
 */
export async function findFitting(
  { verifyPolicyId, list, known }: Lost,
  since: Date,
  callbackUrl: string | null,
): Promise<readonly Transaction[]> {
  const candidates = (await list()).filter(
    (transaction) =>
      isSince(transaction, since) &&
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

/** A create that was broken off with the process that sent it. */
export interface Interrupted extends Lost {
  /** The last part of the address that it asked PingOne to call, which no other create has. */
  readonly startId: string;
  readonly startedAt: Date;
}

/**
 * What an interrupted create made; null when PingOne has nothing of it.
 * @throws UpstreamError when the list cannot be read, or `timeout` when several fit
 */
export async function findInterrupted({ startId, startedAt, ...lost }: Interrupted): Promise<Transaction | null> {
  const all = await lost.list();
  // The process may have come as far as to record it, and its address may have been that of another instance.
  const marked = all.find(({ callback }) => callback?.url.endsWith(`/${startId}`));
  if (marked) return marked;
  const fitting = await findFitting({ ...lost, list: async () => all }, startedAt, null);
  return onlyOf(fitting, nobodyCanTell('PINGONE_VERIFY'));
}
