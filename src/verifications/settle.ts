// What became of a create whose answer did not arrive. PingOne knows no idempotency key, so what it has is read back.
import { UpstreamError } from '../datasources/http/errors.js';

/** The clocks of PingOne and the gateway may differ by this much. */
const CLOCK_SKEW_MS = 5_000;

export interface Attempt<T> {
  /** Name of the data source, for errors. */
  readonly source: string;
  /** When an earlier attempt began of which nobody knows what became; null: this is the first. */
  readonly unsureSince: Date | null;
  readonly create: () => Promise<T>;
  /** What upstream has, made since then, that may be ours, and that the gateway does not know as another's. */
  readonly find: (since: Date) => Promise<readonly T[]>;
}

/**
 * Creates, and settles the outcome if it is unsure: exactly one that fits is taken for ours; if there is none, the create is sent once
 * more; if there are several, nobody can tell and a person has to look. After an earlier attempt it looks first, and then creates.
 * @throws UpstreamError as the create; `timeout` when several fit or what upstream has cannot be read
 */
export async function createAndSettle<T>({ source, unsureSince, create, find }: Attempt<T>): Promise<T> {
  if (unsureSince) {
    const unsure = nobodyCanTell(source);
    const earlier = onlyOf(await find(unsureSince).catch(() => Promise.reject(unsure)), unsure);
    if (earlier !== null) return earlier;
  }
  const startedAt = new Date();
  try {
    return await create();
  } catch (error) {
    if (!(error instanceof UpstreamError) || !error.mayHaveTakenEffect) throw error;
    const unsure = error.with({ kind: 'timeout' });
    const look = async () => onlyOf(await find(startedAt).catch(() => Promise.reject(unsure)), unsure);
    return (await look()) ?? (await createAgain(create, look));
  }
}

/** The first may arrive late and take the place of the second, which is then refused. */
async function createAgain<T>(create: () => Promise<T>, look: () => Promise<T | null>): Promise<T> {
  try {
    return await create();
  } catch (error) {
    const isRefused = error instanceof UpstreamError && error.kind === 'rejected';
    const late = isRefused ? await look() : null;
    if (late === null) throw error;
    return late;
  }
}

/** @throws UpstreamError `unsure` when there are several; null when there is none */
export function onlyOf<T>(found: readonly T[], unsure: UpstreamError): T | null {
  if (found.length > 1) throw unsure;
  return found[0] ?? null;
}

/** Several may be what a create made, or nothing can be read: somebody has to look. */
export function nobodyCanTell(source: string): UpstreamError {
  const failure = { kind: 'timeout', status: null, code: 'DEADLINE_EXCEEDED', mayHaveTakenEffect: true } as const;
  return new UpstreamError({ source, ...failure });
}

/** Whether something may be the work of a create that began at `since`. */
export function isSince({ createdAt }: { readonly createdAt: Date | null }, since: Date): boolean {
  return createdAt !== null && createdAt.getTime() >= since.getTime() - CLOCK_SKEW_MS;
}
