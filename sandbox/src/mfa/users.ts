/** What MFA knows about a person: whether it is on, the order of devices, failures that lock the whole account. */
import type { Sandbox } from '../sandbox.js';
import type { MfaUserRecord } from './model.js';

/** The record of a person; made when it is not there. */
export function mfaUser(sandbox: Sandbox, userId: string): MfaUserRecord {
  const { users } = sandbox.state.mfa;
  const known = users.get(userId);
  if (known !== undefined) return known;
  const record: MfaUserRecord = { mfaEnabled: null, order: [], failures: 0, lockedUntil: null };
  users.set(userId, record);
  return record;
}

/** Whether MFA is on for a person. */
export function isMfaEnabled(sandbox: Sandbox, userId: string): boolean {
  const { users, settings } = sandbox.state.mfa;
  return users.get(userId)?.mfaEnabled ?? settings.users.mfaEnabled;
}

/** Whether the person's account is locked by failures of all devices together, as mfaSettings.lockout says. */
export function isUserLocked(sandbox: Sandbox, userId: string): boolean {
  const lockedUntil = sandbox.state.mfa.users.get(userId)?.lockedUntil ?? null;
  return lockedUntil !== null && Date.parse(lockedUntil) > sandbox.clock.now();
}

/** Counts a wrong passcode or a denied push against the account. */
export function noteUserFailure(sandbox: Sandbox, userId: string): void {
  const { lockout } = sandbox.state.mfa.settings;
  const user = mfaUser(sandbox, userId);
  user.failures += 1;
  if (lockout === null || user.failures < lockout.failureCount) return;
  user.failures = 0;
  const lockedMs = (lockout.durationSeconds ?? 900) * 1_000;
  user.lockedUntil = new Date(sandbox.clock.now() + lockedMs).toISOString();
}

/** Forgets the failures of an account after a success. */
export function noteUserSuccess(sandbox: Sandbox, userId: string): void {
  const user = mfaUser(sandbox, userId);
  user.failures = 0;
  user.lockedUntil = null;
}
