// Cuts a period into whole UTC days, whole hours and what is left. No I/O.

/** A stretch of time; its end is not included. */
export interface Interval {
  readonly from: Date;
  readonly to: Date;
}

export interface CutRange {
  readonly days: readonly Interval[];
  readonly hours: readonly Interval[];
  /** At most the two ends, each shorter than an hour; or the whole, where it holds no whole hour. */
  readonly rest: readonly Interval[];
}

export const HOUR_MS = 60 * 60 * 1000;
export const DAY_MS = 24 * HOUR_MS;

/**
 * Cuts a period so that its pieces hold each moment of it once.
 * @param useDays false: whole days are given as hours
 */
export function cutRange({ from, to }: Interval, useDays: boolean): CutRange {
  const whole = { from: from.getTime(), to: to.getTime() };
  const hours = within(whole, HOUR_MS);
  if (!hours) return { days: [], hours: [], rest: intervals([whole]) };
  const days = useDays ? within(hours, DAY_MS) : null;
  return {
    days: days ? intervals([days]) : [],
    hours: intervals(days ? around(hours, days) : [hours]),
    rest: intervals(around(whole, hours)),
  };
}

/** The start of the hour or day that a moment lies in. */
export function startOf(moment: Date, lengthMs: number): Date {
  return new Date(Math.floor(moment.getTime() / lengthMs) * lengthMs);
}

interface Span {
  readonly from: number;
  readonly to: number;
}

/** The longest piece of a span that begins and ends at multiples of a length; null when there is none. */
function within({ from, to }: Span, lengthMs: number): Span | null {
  const piece = { from: Math.ceil(from / lengthMs) * lengthMs, to: Math.floor(to / lengthMs) * lengthMs };
  return piece.from < piece.to ? piece : null;
}

function around(whole: Span, inner: Span): readonly Span[] {
  return [
    { from: whole.from, to: inner.from },
    { from: inner.to, to: whole.to },
  ].filter(({ from, to }) => from < to);
}

function intervals(spans: readonly Span[]): readonly Interval[] {
  return spans.map(({ from, to }) => ({ from: new Date(from), to: new Date(to) }));
}
