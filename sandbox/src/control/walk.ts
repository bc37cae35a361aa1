/** The statuses that lie between where a transaction stands and where a test wants it. */
import { isFinal, type TransactionRecord, type TransactionStatus } from '../state/state.js';

export const OUTCOMES = ['INITIATED', 'PARTIAL', 'IN_PROGRESS', 'SUCCESS', 'FAIL'] as const;
export type Outcome = (typeof OUTCOMES)[number];

const ORDER: readonly TransactionStatus[] = ['REQUESTED', 'INITIATED', 'PARTIAL', 'IN_PROGRESS'];

/**
 * The statuses to enter, in order.
 * @param present where it stands, with everything already planned
 * @param throughPartial whether PARTIAL belongs to the way and is not only a goal
 * @returns undefined when there is no way; empty when it is there already
 */
export function pathTo(
  outcome: Outcome,
  { steps }: TransactionRecord,
  present: TransactionStatus,
  throughPartial: boolean,
): TransactionStatus[] | undefined {
  if (isFinal(present)) return undefined;
  const from = ORDER.indexOf(present);
  const goal = isFinal(outcome) ? ORDER.length : ORDER.indexOf(outcome);
  if (goal < from) return undefined;
  const hasTwoSteps = steps.length > 2;
  const between = ORDER.slice(from + 1, goal).filter(
    (status) => status !== 'PARTIAL' || (throughPartial && hasTwoSteps),
  );
  return goal === from ? [] : [...between, outcome];
}
