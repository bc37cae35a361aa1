// When to read an unfinished verification again. Pure arithmetic; the tracker acts on it.

export interface Pace {
  readonly fastMs: number;
  readonly slowMs: number;
}

/** A quiet verification is read again after this share of the time it has been quiet. */
const PATIENCE = 0.2;

/**
 * Fast after creation and after each sign of life, ever slower while nothing happens, and never later than just past the deadline.
 * @param quietMs time since the last sign of life
 * @param remainingMs time until the deadline; null when there is none
 * @returns milliseconds until the next reading
 */
export function nextReadingInMs(pace: Pace, quietMs: number, remainingMs: number | null): number {
  const wanted = Math.min(pace.slowMs, Math.max(pace.fastMs, quietMs * PATIENCE));
  return remainingMs !== null && remainingMs > 0 ? Math.min(wanted, remainingMs + 50) : wanted;
}
