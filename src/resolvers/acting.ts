// What mutations of staff have in common: who acts, and a reason that is kept.
import type { Viewer } from '../auth/viewer.js';
import type { StoredActor } from '../store/records.js';
import { passedBound } from '../verifications/bounds.js';
import { refuseIfAny } from '../verifications/refusal.js';

const MIN_REASON = 3;
const MAX_REASON = 500;

/** Who acts, as it is kept: of end users by their id alone, so that no log holds a name that would have to be erased. */
export function actorOf({ id, kind, displayName }: Viewer): StoredActor {
  return { id, kind, displayName: kind === 'END_USER' ? null : displayName };
}

/** @throws Refusal OUT_OF_RANGE for a reason of less than 3 or more than 500 characters, outer blanks not counted */
export function checkReason(reason: string): void {
  const limit = passedBound(reason.trim().length, { min: MIN_REASON, max: MAX_REASON });
  const message = `A reason has ${MIN_REASON} to ${MAX_REASON} characters.`;
  refuseIfAny(limit === null ? [] : [{ code: 'OUT_OF_RANGE', message, field: ['input', 'reason'], limit }]);
}
