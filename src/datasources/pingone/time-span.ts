// A length of time as PingOne states it: a number of units.
import { known, openSet } from './open-set.js';
import { wholeNumber } from './values.js';

export interface TimeSpan {
  readonly duration: number;
  readonly timeUnit: 'SECONDS' | 'MINUTES' | 'HOURS' | 'DAYS' | 'UNKNOWN';
  readonly timeUnitRaw: string | null;
}

const timeUnits = openSet('SECONDS', 'MINUTES', 'HOURS', 'DAYS');

/** The span in our words; null where no whole number of units was given. */
export function toTimeSpan(
  span:
    | { readonly duration?: number | null | undefined; readonly timeUnit?: string | null | undefined }
    | null
    | undefined,
): TimeSpan | null {
  const duration = wholeNumber(span?.duration);
  if (duration === null) return null;
  return { duration, timeUnit: known(timeUnits, span?.timeUnit) ?? 'UNKNOWN', timeUnitRaw: span?.timeUnit ?? null };
}
