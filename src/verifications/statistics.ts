// Turns the counts of a period into what a dashboard shows: shares, a funnel, percentiles, one part after the other. No I/O of its own.
import { DAY_MS, HOUR_MS, type Interval, startOf } from '../store/periods.js';
import type { Decision, Lifecycle, Source } from '../store/records.js';
import { STAGES, type Stage } from '../store/stages.js';
import type { Outcome, PartLength, Statistics, Tally } from '../store/statistics.js';

interface PeriodStatistics {
  readonly from: Date;
  readonly to: Date;
  readonly total: number;
  readonly byLifecycle: readonly { readonly lifecycle: Lifecycle; readonly count: number }[];
  readonly byDecision: readonly { readonly decision: Decision; readonly count: number }[];
  readonly bySource: readonly { readonly source: Source; readonly count: number }[];
  readonly byPolicy: readonly { readonly verifyPolicyId: string; readonly count: number; readonly approved: number }[];
  readonly failureReasons: readonly { readonly reason: string; readonly count: number }[];
  readonly funnel: readonly { readonly stage: Stage; readonly count: number }[];
  readonly medianSecondsToDecision: number | null;
  readonly p90SecondsToDecision: number | null;
  readonly buckets: readonly {
    readonly from: Date;
    readonly created: number;
    readonly approved: number;
    readonly denied: number;
    readonly dropped: number;
  }[];
}

/** Up to this length a period is shown by the hour. */
const BY_THE_HOUR_MS = 2 * DAY_MS;

/** Counts and durations over the verifications created in a period. @param period not empty; its end is not included */
export async function statisticsOf(statistics: Statistics, period: Interval): Promise<PeriodStatistics> {
  const byTheHour = period.to.getTime() - period.from.getTime() <= BY_THE_HOUR_MS;
  const tally = await statistics.tally(period, byTheHour ? 'hour' : 'day');
  return {
    ...period,
    total: sum(tally.sources),
    byLifecycle: mostFirst(tally.lifecycles),
    byDecision: mostFirst(tally.decisions),
    bySource: mostFirst(tally.sources),
    byPolicy: policiesOf(tally),
    failureReasons: tally.reasons,
    funnel: STAGES.map((stage, place) => ({ stage, count: sum(tally.stages.filter((row) => row.stage >= place)) })),
    medianSecondsToDecision: toMilliseconds(medianOf(tally.durations)),
    p90SecondsToDecision: toMilliseconds(decidedWithin(tally.durations, 0.9)),
    buckets: partsOf(tally, period, byTheHour ? 'hour' : 'day'),
  };
}

function policiesOf({ policies }: Tally): PeriodStatistics['byPolicy'] {
  const ids = [...new Set(policies.map(({ verifyPolicyId }) => verifyPolicyId))].sort();
  return mostFirst(
    ids.map((verifyPolicyId) => {
      const rows = policies.filter((row) => row.verifyPolicyId === verifyPolicyId);
      return { verifyPolicyId, count: sum(rows), approved: sum(rows.filter(({ outcome }) => outcome === 'APPROVED')) };
    }),
  );
}

/** Every part of the period, empty ones too; the first begins with the period. */
function partsOf({ parts }: Tally, { from, to }: Interval, length: PartLength): PeriodStatistics['buckets'] {
  const lengthMs = length === 'hour' ? HOUR_MS : DAY_MS;
  const counts = new Map<string, number>();
  for (const { part, outcome, count } of parts) counts.set(`${part.getTime()} ${outcome}`, count);
  const buckets: PeriodStatistics['buckets'][number][] = [];
  for (let start = startOf(from, length).getTime(); start < to.getTime(); start += lengthMs) {
    const countOf = (outcome: Outcome) => counts.get(`${start} ${outcome}`) ?? 0;
    const [approved, denied, dropped] = [countOf('APPROVED'), countOf('DENIED'), countOf('DROPPED')];
    buckets.push({
      from: new Date(Math.max(start, from.getTime())),
      created: approved + denied + dropped + countOf('OTHER'),
      approved,
      denied,
      dropped,
    });
  }
  return buckets;
}

/** The middle one, or the mean of the two in the middle; null when there is none. */
function medianOf(durations: Tally['durations']): number | null {
  const total = sum(durations);
  if (total === 0) return null;
  return (secondsAt(durations, Math.ceil(total / 2)) + secondsAt(durations, Math.floor(total / 2) + 1)) / 2;
}

/** The shortest time within which a share of all was decided; null when nothing was. */
function decidedWithin(durations: Tally['durations'], share: number): number | null {
  const total = sum(durations);
  return total === 0 ? null : secondsAt(durations, Math.ceil(share * total));
}

/** @param place counted from 1, shortest first */
function secondsAt(durations: Tally['durations'], place: number): number {
  let passed = 0;
  for (const { seconds, count } of durations) {
    passed += count;
    if (passed >= place) return seconds;
  }
  return durations.at(-1)?.seconds ?? 0;
}

/** Seconds to the millisecond, in which the sources tell time: what is finer was never measured. */
function toMilliseconds(seconds: number | null): number | null {
  return seconds === null ? null : Math.round(seconds * 1_000) / 1_000;
}

function sum(rows: readonly { readonly count: number }[]): number {
  return rows.reduce((total, { count }) => total + count, 0);
}

function mostFirst<Row extends { readonly count: number }>(rows: readonly Row[]): readonly Row[] {
  return [...rows].sort((one, other) => other.count - one.count);
}
