// What Mitek's status and verdict of a journey mean in the common model. The rules for changes are in transitions.ts.
import type { JourneyResult, JourneyStatus } from '../datasources/mitek/profile.js';
import type { Decision, Lifecycle } from '../store/records.js';

export interface Meaning {
  readonly lifecycle: Lifecycle;
  readonly decision: Decision;
}

/** What is said of a journey, as far as it decides what it means. */
export interface Said {
  readonly status: JourneyStatus;
  readonly result: JourneyResult | null;
  /** It names someone who reviewed it. */
  readonly reviewed: boolean;
  /** A document is marked for people to look at. */
  readonly manual: boolean;
  /** Said by a callback: before the person does something there is none. */
  readonly calledBack: boolean;
}

interface Row extends Partial<Said>, Meaning {}

/** The first row whose conditions all hold counts. A verdict that is missing or not known never approves. */
export const JOURNEY_MEANINGS: readonly Row[] = [
  { status: 'SENT', manual: true, lifecycle: 'IN_REVIEW', decision: 'NONE' },
  { status: 'SENT', calledBack: true, lifecycle: 'IN_PROGRESS', decision: 'NONE' },
  { status: 'SENT', lifecycle: 'SENT', decision: 'NONE' },
  { status: 'CONFIRMATION', lifecycle: 'IN_REVIEW', decision: 'NONE' },
  { status: 'COMPLETED', result: 'PASS', reviewed: true, lifecycle: 'FINISHED', decision: 'APPROVED_MANUALLY' },
  { status: 'COMPLETED', result: 'PASS', lifecycle: 'FINISHED', decision: 'APPROVED' },
  { status: 'COMPLETED', result: 'FAIL', lifecycle: 'FINISHED', decision: 'DENIED' },
  { status: 'COMPLETED', result: 'FRAUD', lifecycle: 'FINISHED', decision: 'DENIED_FRAUD' },
  { status: 'BYPASSED', lifecycle: 'FINISHED', decision: 'NOT_REQUIRED' },
  { status: 'EXPIRED', lifecycle: 'EXPIRED', decision: 'NONE' },
  { status: 'CANCELLED', lifecycle: 'CANCELLED', decision: 'NONE' },
  { status: 'ABANDONED', lifecycle: 'ABANDONED', decision: 'NONE' },
];

const ANYTHING_ELSE: Meaning = { lifecycle: 'UNKNOWN', decision: 'NONE' };

export function journeyMeaningOf(said: Said): Meaning {
  const row = JOURNEY_MEANINGS.find(
    ({ status, result, reviewed, manual, calledBack }) =>
      status === said.status &&
      (result === undefined || result === said.result) &&
      (reviewed === undefined || reviewed === said.reviewed) &&
      (manual === undefined || manual === said.manual) &&
      (calledBack === undefined || calledBack === said.calledBack),
  );
  return row ? { lifecycle: row.lifecycle, decision: row.decision } : ANYTHING_ELSE;
}
