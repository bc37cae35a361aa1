// What a PingOne Verify status means in the common model. The rules for changes are in transitions.ts.
import type { Decision, Lifecycle } from '../store/records.js';

interface Meaning {
  readonly lifecycle: Lifecycle;
  readonly decision: Decision;
}

const MEANING: Readonly<Record<string, Meaning>> = {
  REQUESTED: { lifecycle: 'SENT', decision: 'NONE' },
  INITIATED: { lifecycle: 'IN_PROGRESS', decision: 'NONE' },
  PARTIAL: { lifecycle: 'IN_PROGRESS', decision: 'NONE' },
  IN_PROGRESS: { lifecycle: 'IN_PROGRESS', decision: 'NONE' },
  SUCCESS: { lifecycle: 'FINISHED', decision: 'APPROVED' },
  FAIL: { lifecycle: 'FINISHED', decision: 'DENIED' },
  APPROVED_MANUALLY: { lifecycle: 'FINISHED', decision: 'APPROVED_MANUALLY' },
  APPROVED_NO_REQUEST: { lifecycle: 'FINISHED', decision: 'APPROVED_MANUALLY' },
  NOT_REQUIRED: { lifecycle: 'FINISHED', decision: 'NOT_REQUIRED' },
};

/** Upstream has no status for "timed out": it is a FAIL that carries this mark somewhere in the status of its checks. */
const TIMED_OUT_MARK = 'TRANSACTION_TIMED_OUT';

/**
 * @param status `transactionStatus.status` as upstream spells it; any text, or none
 * @param checks `transactionStatus.verificationStatus`
 * @returns never an approval for a status it does not know
 */
export function meaningOf(status: string | null | undefined, checks: unknown): Meaning {
  const meaning = status && Object.hasOwn(MEANING, status) ? MEANING[status] : undefined;
  if (!meaning) return { lifecycle: 'UNKNOWN', decision: 'NONE' };
  return status === 'FAIL' && hasTimedOut(checks) ? { lifecycle: 'EXPIRED', decision: 'NONE' } : meaning;
}

/** Where exactly the mark stands is not documented, so it is looked for in the text of the whole. */
function hasTimedOut(checks: unknown): boolean {
  return checks !== undefined && JSON.stringify(checks).includes(TIMED_OUT_MARK);
}
