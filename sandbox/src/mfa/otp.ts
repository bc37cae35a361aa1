/** Passcodes: sending those that are sent, checking those and the ones that apps and tokens make themselves. */
import { randomInt } from 'node:crypto';
import type { Sandbox } from '../sandbox.js';
import { noteFailure, noteSuccess, touch } from './devices.js';
import { contentMissing, extraOtpRequired, invalidOtp, otpQuotaExceeded } from './errors.js';
import { deliver, type MessagePurpose, type MessageTarget, spendDelivery } from './messages.js';
import {
  type DeviceRecord,
  type IssuedOtp,
  type MessageType,
  type MfaPolicyRecord,
  type NotificationTemplate,
  spanMs,
} from './model.js';
import { counterOf, LOOK_AHEAD, RESYNC_LOOK_AHEAD } from './oath.js';
import { methodOf } from './policies.js';

/** Where passcodes of a device are sent; undefined for devices that make their own. */
export function targetOf(device: DeviceRecord): MessageTarget | undefined {
  const { type, userId } = device;
  const address = device.email ?? device.phone;
  if (address === undefined || !isMessageType(type)) return undefined;
  return { userId, type, address };
}

/**
 * Sends a new passcode to a device; the one before is no longer good. With test mode nothing is sent.
 * @throws ApiError 400 LIMIT_EXCEEDED by the notification policy
 */
export function sendOtp(
  sandbox: Sandbox,
  device: DeviceRecord,
  policy: MfaPolicyRecord,
  purpose: MessagePurpose,
  template: NotificationTemplate | null = device.template,
): void {
  const target = targetOf(device);
  if (target === undefined) return;
  device.otp = sendOneTimeOtp(sandbox, target, policy, purpose, template, device.testMode);
  sandbox.store.changed();
}

/**
 * Sends a passcode to an address that is no device.
 * @returns the passcode, which the caller keeps
 * @throws ApiError 400 LIMIT_EXCEEDED by the notification policy, or when nobody has written the message
 */
export function sendOneTimeOtp(
  sandbox: Sandbox,
  target: MessageTarget,
  policy: MfaPolicyRecord,
  purpose: MessagePurpose,
  template: NotificationTemplate | null,
  testMode: boolean,
): IssuedOtp {
  const method = methodOf(policy, target.type);
  const rules = 'otp' in method && 'lifeTime' in method.otp ? method.otp : undefined;
  const length = rules?.otpLength ?? 6;
  const nowMs = sandbox.clock.now();
  const code = String(randomInt(10 ** length)).padStart(length, '0');
  if (!testMode) {
    requireContent(sandbox, template);
    spendDelivery(sandbox, target, policy);
    deliver(sandbox, target, code, purpose, template);
  }
  const lifeTimeMs = rules === undefined ? 30 * 60_000 : spanMs(rules.lifeTime);
  return {
    code,
    issuedAt: new Date(nowMs).toISOString(),
    expiresAt: new Date(nowMs + lifeTimeMs).toISOString(),
  };
}

/** @throws ApiError 400 when the variant has no text and none is to replace it */
function requireContent(sandbox: Sandbox, template: NotificationTemplate | null): void {
  if (template?.variant !== undefined && sandbox.knobs.get('mfaMissingContent') === 'refuse') throw contentMissing();
}

/** Whether a text looks like what a YubiKey types. */
export function isYubiKeyOtp(text: string): boolean {
  return /^[cbdefghijklnrtuv]{44}$/.test(text);
}

/** Whether a passcode that was sent is this one and still good. */
export function isGoodOtp(sandbox: Sandbox, otp: IssuedOtp | null, guess: string): boolean {
  return otp !== null && otp.code === guess && Date.parse(otp.expiresAt) > sandbox.clock.now();
}

/**
 * Checks a passcode of a device and uses it up. Too many wrong ones lock the device.
 * @param resync take a passcode of a token that is out of step, when the next one follows
 * @throws ApiError 400 INVALID_OTP, QUOTA_EXCEEDED or EXTRA_OTP_REQUIRED
 */
export function checkOtp(
  sandbox: Sandbox,
  device: DeviceRecord,
  policy: MfaPolicyRecord,
  guess: string,
  resync = false,
): void {
  if (device.lock.status === 'LOCKED') throw otpQuotaExceeded(Date.parse(device.lock.expiresAt ?? ''));
  if (take(sandbox, device, policy, guess, resync)) {
    noteSuccess(sandbox, device);
    return;
  }
  const endsAtMs = noteFailure(sandbox, device, policy, 'OTP');
  throw endsAtMs === undefined ? invalidOtp() : otpQuotaExceeded(endsAtMs);
}

/** Whether the passcode is right; a right one is good only once. */
function take(
  sandbox: Sandbox,
  device: DeviceRecord,
  policy: MfaPolicyRecord,
  guess: string,
  resync: boolean,
): boolean {
  if (device.oath !== undefined) return takeOath(sandbox, device, policy, guess, resync);
  if (device.type === 'YUBIKEY') {
    // The first twelve characters name the key; the rest changes with every touch.
    if (!isYubiKeyOtp(guess) || !guess.startsWith(device.keyId ?? device.serialNumber ?? '-')) return false;
    if (device.otp?.code === guess) return false;
    const now = sandbox.clock.timestamp();
    device.otp = { code: guess, issuedAt: now, expiresAt: now };
    return true;
  }
  if (!isGoodOtp(sandbox, device.otp, guess)) return false;
  device.otp = null;
  return true;
}

function takeOath(
  sandbox: Sandbox,
  device: DeviceRecord,
  policy: MfaPolicyRecord,
  guess: string,
  resync: boolean,
): boolean {
  const { oath } = device;
  if (oath === undefined) return false;
  const nowMs = sandbox.clock.now();
  const isPairing = device.status === 'ACTIVATION_REQUIRED' && oath.pairingEndsAt !== null;
  if (isPairing && Date.parse(oath.pairingEndsAt ?? '') <= nowMs) return false;
  const periodMs = device.type === 'MOBILE' ? spanMs(policy.mobile.otp.window.stepSize) : 30_000;
  if (oath.resyncCounter !== null) {
    const expected = oath.resyncCounter;
    oath.resyncCounter = null;
    if (counterOf(oath, guess, nowMs, periodMs, RESYNC_LOOK_AHEAD) === expected) {
      oath.nextCounter = expected + 1;
      return true;
    }
  }
  const counter = counterOf(oath, guess, nowMs, periodMs, LOOK_AHEAD);
  if (counter !== undefined) {
    oath.nextCounter = counter + 1;
    return true;
  }
  const far = resync ? counterOf(oath, guess, nowMs, periodMs, RESYNC_LOOK_AHEAD) : undefined;
  if (far === undefined) return false;
  oath.resyncCounter = far + 1;
  touch(sandbox, device);
  throw extraOtpRequired();
}

function isMessageType(type: DeviceRecord['type']): type is MessageType {
  return type === 'EMAIL' || type === 'SMS' || type === 'VOICE' || type === 'WHATSAPP';
}
