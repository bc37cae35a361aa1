/** What time does to a device authentication: unanswered pushes time out, and the resource itself goes away. */
import { ApiError, notFound } from '../../http/errors.js';
import type { Sandbox } from '../../sandbox.js';
import type { AuthenticationRecord, AuthenticationStatus } from '../flow-model.js';
import type { MfaPolicyRecord } from '../model.js';
import { defaultMfaPolicy } from '../policies.js';

/** A sandbox that runs for weeks must not grow without end. */
const MAX_KEPT = 5_000;

/** Keeps a new one, and no more of the old ones than there is room for. */
export function keep(sandbox: Sandbox, record: AuthenticationRecord): void {
  const { authentications } = sandbox.state.mfa;
  authentications.set(record.id, record);
  for (const id of authentications.keys()) {
    if (authentications.size <= MAX_KEPT) break;
    authentications.delete(id);
  }
  sandbox.store.changed();
}

/** @throws ApiError 404 when there is none; 404 or 410 when its time is over */
export function findAuthentication(sandbox: Sandbox, id: string): AuthenticationRecord {
  const record = sandbox.state.mfa.authentications.get(id);
  if (record === undefined) throw notFound('The requested device authentication');
  if (sandbox.clock.now() >= Date.parse(record.expiresAt)) {
    if (sandbox.knobs.get('mfaExpiredAuthentication') === '404') throw notFound('The requested device authentication');
    throw new ApiError(410, 'GONE', 'The request could not be completed. The device authentication has expired.');
  }
  settlePush(sandbox, record);
  return record;
}

/** Lets a push time out. Looked at whenever somebody reads it, so no alarm is needed. */
export function settlePush(sandbox: Sandbox, record: AuthenticationRecord): void {
  const { push, status } = record;
  if (status !== 'PUSH_CONFIRMATION_REQUIRED' || push === null) return;
  if (sandbox.clock.now() < Date.parse(push.expiresAt)) return;
  record.status = 'PUSH_CONFIRMATION_TIMED_OUT';
  record.updatedAt = push.expiresAt;
  record.push = null;
  sandbox.store.changed();
}

/** Moves on to a status. */
export function enter(sandbox: Sandbox, record: AuthenticationRecord, status: AuthenticationStatus): void {
  record.status = status;
  record.updatedAt = sandbox.clock.timestamp();
  if (status !== 'PUSH_CONFIRMATION_REQUIRED') record.push = null;
  sandbox.store.changed();
}

/** The policy of a device authentication, as it stands now. */
export function policyOf(sandbox: Sandbox, { policyId }: { readonly policyId: string }): MfaPolicyRecord {
  const { mfa } = sandbox.state;
  return mfa.policies.get(policyId) ?? defaultMfaPolicy(mfa);
}
