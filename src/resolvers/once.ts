// Idempotent creates: a repeated key finds what the first call made, and never makes another.
import { setTimeout as delay } from 'node:timers/promises';
import { stableText } from '../auth/keys.js';
import type { Viewer } from '../auth/viewer.js';
import type { ClaimOutcome, IdempotencyClaim, IdempotencyKeys } from '../store/idempotency.js';
import { passedBound } from '../verifications/bounds.js';
import { hadNoEffect, Refusal } from '../verifications/refusal.js';

/** A twin looks soon, and then ever less often: whoever is at work may be dead, and a key stays with the dead for a minute. */
const TWIN_WAIT_MS = 50;
const MAX_TWIN_WAIT_MS = 500;
const MAX_KEY_LENGTH = 255;

export interface Create<T> {
  readonly viewer: Viewer;
  /** Name of the mutation. */
  readonly operation: string;
  readonly key: string | null | undefined;
  /** The whole input; a mark of it tells a repeat from another use of the key. */
  readonly input: object;
  /** Ends the wait for a twin. */
  readonly signal: AbortSignal;
  /**
   * Not to be broken off when the caller leaves: nobody could tell then what it made, and a repeat would make another.
   * @param unsureSince when an earlier call with the same key began of which nobody knows what it made; null: there was none
   */
  readonly create: (unsureSince: Date | null) => Promise<{ readonly id: string; readonly value: T }>;
  /** Reads again what an earlier call made. */
  readonly reread: (id: string) => Promise<T>;
}

/**
 * Runs a create at most once per caller, operation and key within 24 hours. Parallel twins wait for the first.
 * @throws Refusal IDEMPOTENCY_CONFLICT when the key was used with another input, OUT_OF_RANGE when it is empty or too long
 */
export async function once<T>(keys: IdempotencyKeys, work: Create<T>): Promise<T> {
  const { key, viewer, operation } = work;
  if (key === null || key === undefined) return (await work.create(null)).value;
  const limit = passedBound(key.length, { min: 1, max: MAX_KEY_LENGTH });
  if (limit !== null) throw refusal('OUT_OF_RANGE', `The key must have 1 to ${MAX_KEY_LENGTH} characters.`, limit);
  const claim = {
    caller: callerOf(viewer),
    operation,
    key,
    input: stableText({ ...work.input, idempotencyKey: null }),
  };
  const outcome = await settledClaim(keys, claim, work.signal);
  if (outcome.state === 'done') return work.reread(outcome.resultId);
  if (outcome.state === 'conflict') throw refusal('IDEMPOTENCY_CONFLICT', 'The key was used before with other input.');
  // A key that cannot be given back runs out by itself; what went wrong before is the news.
  const made = await work.create(outcome.unsureSince).catch(async (error: unknown) => {
    await (hadNoEffect(error) ? keys.release(claim) : keys.leaveUnsure(claim)).catch(() => undefined);
    throw error;
  });
  // Not given back when this fails: a repeat at once would make another.
  await keys.complete(claim, made.id);
  return made.value;
}

/** Claims the key, when its turn has come. @throws the reason of `signal` */
async function settledClaim(
  keys: IdempotencyKeys,
  claim: IdempotencyClaim,
  signal: AbortSignal,
): Promise<Exclude<ClaimOutcome, { state: 'running' }>> {
  for (let waitMs = TWIN_WAIT_MS; ; waitMs = Math.min(MAX_TWIN_WAIT_MS, waitMs * 1.5)) {
    const outcome = await keys.claim(claim);
    if (outcome.state !== 'running') return outcome;
    await delay(waitMs);
    signal.throwIfAborted();
  }
}

/** Stable name of a caller; the keys of different callers never meet. */
export function callerOf({ kind, id }: Viewer): string {
  return `${kind} ${id}`;
}

function refusal(code: 'OUT_OF_RANGE' | 'IDEMPOTENCY_CONFLICT', message: string, limit: number | null = null): Refusal {
  return new Refusal([{ code, message, field: ['input', 'idempotencyKey'], limit }]);
}
