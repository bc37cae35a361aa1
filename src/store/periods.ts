// Cuts a period into whole UTC months, days and hours, and what is left. No I/O.

/** A stretch of time; its end is not included. */
export interface Interval {
  readonly from: Date;
  readonly to: Date;
}

/** Lengths of time that are counted as a whole. */
export type Grain = 'hour' | 'day' | 'month';

/** Pieces of a period that hold each moment of it once. */
export interface Pieces {
  readonly whole: readonly (Interval & { readonly grain: Grain })[];
  /** At most the two ends, each shorter than an hour; or all of it, where it holds no whole hour. */
  readonly rest: readonly Interval[];
}

export const HOUR_MS = 60 * 60 * 1000;
export const DAY_MS = 24 * HOUR_MS;

const COARSEST_LAST: readonly Grain[] = ['hour', 'day', 'month'];

/**
 * Cuts a period into pieces as large as may be.
 * @param coarsest what is longer than this is given in this length
 */
export function cutPeriod(period: Interval, coarsest: Grain): Pieces {
  const whole: Pieces['whole'][number][] = [];
  let rest: readonly Interval[] = [];
  let left: Interval = period;
  let finer: Grain | null = null;
  for (const grain of COARSEST_LAST.slice(0, COARSEST_LAST.indexOf(coarsest) + 1)) {
    const inner = within(left, grain);
    if (!inner) break;
    const ends = around(left, inner);
    if (finer === null) rest = ends;
    else whole.push(...asWhole(ends, finer));
    [left, finer] = [inner, grain];
  }
  return finer === null ? { whole: [], rest: [period] } : { whole: [...whole, ...asWhole([left], finer)], rest };
}

/** The start of the UTC hour, day or month that a moment lies in. */
export function startOf(moment: Date, grain: Grain): Date {
  if (grain === 'month') return new Date(Date.UTC(moment.getUTCFullYear(), moment.getUTCMonth()));
  const lengthMs = grain === 'hour' ? HOUR_MS : DAY_MS;
  return new Date(Math.floor(moment.getTime() / lengthMs) * lengthMs);
}

/** The longest piece that begins and ends with a grain; null when there is none. */
function within({ from, to }: Interval, grain: Grain): Interval | null {
  const piece = { from: nextStart(from, grain), to: startOf(to, grain) };
  return piece.from < piece.to ? piece : null;
}

/** The moment itself where a grain begins with it, else the start of the next one. */
function nextStart(moment: Date, grain: Grain): Date {
  const start = startOf(moment, grain);
  if (start.getTime() === moment.getTime()) return start;
  if (grain === 'month') return new Date(Date.UTC(start.getUTCFullYear(), start.getUTCMonth() + 1));
  return new Date(start.getTime() + (grain === 'hour' ? HOUR_MS : DAY_MS));
}

function around(outer: Interval, inner: Interval): readonly Interval[] {
  return [
    { from: outer.from, to: inner.from },
    { from: inner.to, to: outer.to },
  ].filter(({ from, to }) => from < to);
}

function asWhole(intervals: readonly Interval[], grain: Grain): Pieces['whole'] {
  return intervals.map((interval) => ({ ...interval, grain }));
}
