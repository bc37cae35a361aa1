// How far a verification has come on the way to an approval, as a number that never falls. What the lifecycles mean is in verifications/.
import type { Decision, Lifecycle, Source } from './records.js';

/** The stages in order; a stored stage is a place in this list. */
export const STAGES = ['CREATED', 'SENT', 'STARTED', 'FINISHED', 'APPROVED'] as const;

export type Stage = (typeof STAGES)[number];

/** A state as far as its stage depends on it. */
export interface StagedState {
  readonly source: Source;
  readonly lifecycle: Lifecycle;
  readonly decision: Decision;
}

const STAGE_OF: Readonly<Record<Exclude<Lifecycle, 'FINISHED' | 'EXPIRED' | 'CANCELLED'>, Stage>> = {
  CREATED: 'CREATED',
  SENT: 'SENT',
  IN_PROGRESS: 'STARTED',
  IN_REVIEW: 'STARTED',
  ABANDONED: 'STARTED',
  UNKNOWN: 'SENT',
};

/** The least stage that a state shows, as a place in `STAGES`. What came before it may have been further. */
export function stageOf(state: StagedState): number {
  return STAGES.indexOf(shown(state));
}

function shown({ source, lifecycle, decision }: StagedState): Stage {
  switch (lifecycle) {
    case 'FINISHED':
      return decision === 'APPROVED' || decision === 'APPROVED_MANUALLY' ? 'APPROVED' : 'FINISHED';
    case 'EXPIRED':
    case 'CANCELLED':
      // PingOne sends out the link in the very call that creates; an end at Mitek can come before its answer.
      return source === 'PINGONE_VERIFY' ? 'SENT' : 'CREATED';
    default:
      return STAGE_OF[lifecycle];
  }
}
