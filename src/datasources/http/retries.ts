// Which failed calls are tried again, and when; the waiting itself is the client's.
import { ExponentialBackoff, type IBackoff } from 'cockatiel';
import type { UpstreamError } from './errors.js';

/** `idempotent`: repeating the call does no harm. `never`: it might. A list: it may be repeated after these statuses alone. */
export type RetryMode = 'idempotent' | 'never' | { readonly statuses: readonly number[] };

const MAX_TRIES = 3;
const MAX_HONOURED_RETRY_AFTER_MS = 30_000;
const RETRYABLE_STATUSES: ReadonlySet<number> = new Set([408, 429, 500, 502, 503, 504]);

/** Whether the failure is one that passes. A call that never left is safe to repeat whatever it was. */
export function isRetryable(error: UpstreamError, mode: RetryMode): boolean {
  if (error.code === 'NOT_CONNECTED') return true;
  if (mode === 'never') return false;
  if (mode !== 'idempotent') return error.status !== null && mode.statuses.includes(error.status);
  return error.code === 'CONNECTION_LOST' || (error.status !== null && RETRYABLE_STATUSES.has(error.status));
}

/** The waits of one call: exponential with decorrelated jitter, at least as long as upstream asked. */
export class Retries {
  #backoff: IBackoff<unknown> = new ExponentialBackoff({ initialDelay: 100, maxDelay: 2_000 }).next();
  #tries = 1;

  constructor(readonly mode: RetryMode) {}

  /** Milliseconds to wait before the next try; null when there is none, as the failure lasts, the tries are used up or too little time remains. */
  delayMsAfter(error: UpstreamError, remainingMs: number): number | null {
    if (this.#tries >= MAX_TRIES || !isRetryable(error, this.mode)) return null;
    const askedMs = error.retryAt === null ? 0 : error.retryAt.getTime() - Date.now();
    const delayMs = Math.max(this.#backoff.duration, askedMs);
    if (delayMs >= remainingMs) return null;
    this.#tries += 1;
    this.#backoff = this.#backoff.next(undefined);
    return delayMs;
  }
}

/** The moment a `Retry-After` header names (seconds or an HTTP date), at most 30 s away; null when it names none. */
export function retryAtOf(header: string | undefined): Date | null {
  if (header === undefined) return null;
  const text = header.trim();
  const waitMs = /^\d+$/.test(text) ? Number(text) * 1_000 : Date.parse(text) - Date.now();
  if (Number.isNaN(waitMs)) return null;
  return new Date(Date.now() + Math.min(Math.max(waitMs, 0), MAX_HONOURED_RETRY_AFTER_MS));
}
