/** Questions on a phone: sending one, and what the person answers. */
import { randomInt } from 'node:crypto';
import { conflict } from '../../http/errors.js';
import type { Sandbox } from '../../sandbox.js';
import { noteFailure, noteSuccess, touch } from '../devices.js';
import { deliveryLimited } from '../errors.js';
import type { AuthenticationRecord } from '../flow-model.js';
import { type DeviceRecord, type MfaPolicyRecord, type MobileApplicationRule, spanMs } from '../model.js';
import { enter, policyOf, settlePush } from './lifetime.js';

export type PushAnswer = 'APPROVE' | 'DENY' | 'TIMEOUT' | 'WRONG_NUMBER';

const CHOICES = 3;
/** Times of the pushes to a device, in milliseconds since 1970. */
const sentAtMs = new WeakMap<DeviceRecord, readonly number[]>();

/** The rules of a policy for the app on a phone, when it may be asked by push. */
export function pushRuleOf(device: DeviceRecord, policy: MfaPolicyRecord): MobileApplicationRule | undefined {
  const { mobile } = device;
  const rule = policy.mobile.applications.find(({ id }) => id === mobile?.applicationId);
  return rule?.push.enabled === true && mobile?.pushEnabled === true ? rule : undefined;
}

/**
 * Asks on the phone.
 * @throws ApiError 400 LIMIT_EXCEEDED when it was asked too often, which locks the device
 */
export function sendPush(
  sandbox: Sandbox,
  record: AuthenticationRecord,
  device: DeviceRecord,
  rule: MobileApplicationRule,
): void {
  const nowMs = sandbox.clock.now();
  const recent = (sentAtMs.get(device) ?? []).filter((at) => at > nowMs - spanMs(rule.pushLimit.timePeriod));
  if (recent.length >= rule.pushLimit.count) {
    const endsAtMs = nowMs + spanMs(rule.pushLimit.lockDuration);
    device.lock = { status: 'LOCKED', expiresAt: new Date(endsAtMs).toISOString(), reason: 'PUSH' };
    touch(sandbox, device);
    throw deliveryLimited('PUSH', endsAtMs);
  }
  sentAtMs.set(device, [...recent, nowMs]);
  const choices = rule.push.numberMatching.enabled ? numbers() : [];
  record.push = {
    sentAt: sandbox.clock.timestamp(),
    expiresAt: new Date(nowMs + spanMs(rule.pushTimeout)).toISOString(),
    number: choices.length === 0 ? null : (choices[randomInt(choices.length)] ?? null),
    choices,
  };
  enter(sandbox, record, 'PUSH_CONFIRMATION_REQUIRED');
}

/**
 * What the person does on the phone.
 * @param number the one that was tapped; left out, the right one
 * @throws ApiError 409 when the phone asks nothing
 */
export function answerPush(
  sandbox: Sandbox,
  record: AuthenticationRecord,
  answer: PushAnswer,
  number: string | undefined,
): void {
  settlePush(sandbox, record);
  const { push } = record;
  const device = sandbox.state.mfa.devices.get(record.selectedDeviceId ?? '');
  if (record.status !== 'PUSH_CONFIRMATION_REQUIRED' || push === null || device === undefined) {
    throw conflict(`The device authentication is ${record.status}.`);
  }
  if (answer === 'WRONG_NUMBER' && push.number === null) throw conflict('This push asks for no number.');
  if (answer === 'TIMEOUT') {
    enter(sandbox, record, 'PUSH_CONFIRMATION_TIMED_OUT');
    return;
  }
  const isRight = push.number === null || number === undefined || number === push.number;
  if (answer === 'APPROVE' && isRight) {
    noteSuccess(sandbox, device);
    record.authenticators = ['user', 'mfa', 'swk'];
    enter(sandbox, record, 'COMPLETED');
    return;
  }
  noteFailure(sandbox, device, policyOf(sandbox, record), 'PUSH');
  if (sandbox.knobs.get('mfaRejectedPush') === 'REJECTED') {
    enter(sandbox, record, 'PUSH_CONFIRMATION_REJECTED');
    return;
  }
  record.error = { code: 'PUSH_CONFIRMATION_REJECTED', message: 'The push was denied on the device.' };
  enter(sandbox, record, 'FAILED');
}

/** Different numbers of two digits. */
function numbers(): string[] {
  const found = new Set<string>();
  while (found.size < CHOICES) found.add(String(randomInt(10, 100)));
  return [...found];
}
