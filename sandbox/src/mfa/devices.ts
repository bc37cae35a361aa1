/** The devices of a person: finding, order, locks, limits, and which of them a policy lets be used. */
import { randomUUID } from 'node:crypto';
import { notFound } from '../http/errors.js';
import type { Sandbox } from '../sandbox.js';
import { tooManyDevices, tooManyHalfEnrolled } from './errors.js';
import type { DeviceRecord, MfaPolicyRecord } from './model.js';
import { failureRuleOf, methodOf } from './policies.js';
import { mfaUser, noteUserFailure, noteUserSuccess } from './users.js';

const HALF_ENROLLED_LIFE_MS = 24 * 3_600_000;

/** A device that may not be used, with the reason the API gives. */
export interface UnavailableDevice {
  readonly device: DeviceRecord;
  readonly reason: 'BLOCKED' | 'LOCKED' | 'DISABLED_BY_POLICY' | 'NOT_SUPPORTED';
}

/** A device of a person with what every type has, active and not yet taken in. */
export function blankDevice(
  sandbox: Sandbox,
  { userId, type, policyId }: Pick<DeviceRecord, 'userId' | 'type' | 'policyId'>,
): DeviceRecord {
  const now = sandbox.clock.timestamp();
  return {
    id: randomUUID(),
    userId,
    type,
    status: 'ACTIVE',
    nickname: null,
    policyId,
    createdAt: now,
    updatedAt: now,
    lock: { status: 'UNLOCKED', expiresAt: null, reason: null },
    block: { status: 'UNBLOCKED', blockedAt: null },
    failures: 0,
    testMode: false,
    template: null,
    otp: null,
  };
}

/** All devices of a person: active ones in their order, the default first, then those that wait for activation. */
export function devicesOf(sandbox: Sandbox, userId: string): DeviceRecord[] {
  const mine: DeviceRecord[] = [];
  for (const device of sandbox.state.mfa.devices.values()) if (device.userId === userId) mine.push(device);
  const kept = mine.filter((device) => !forgetWhenStale(sandbox, device));
  for (const device of kept) endLockInTime(sandbox, device);
  const order = mfaUser(sandbox, userId).order ?? [];
  const rank = ({ id, status }: DeviceRecord) => {
    const place = order.indexOf(id);
    if (status === 'ACTIVATION_REQUIRED') return order.length + 1;
    return place === -1 ? order.length : place;
  };
  return kept.sort((a, b) => rank(a) - rank(b));
}

/** @throws ApiError 404 */
export function findDevice(sandbox: Sandbox, userId: string, deviceId: string): DeviceRecord {
  const device = sandbox.state.mfa.devices.get(deviceId);
  if (device === undefined || device.userId !== userId || forgetWhenStale(sandbox, device)) {
    throw notFound('The requested device');
  }
  endLockInTime(sandbox, device);
  return device;
}

/** The device that is used without asking; none when the order was removed. */
export function defaultDevice(sandbox: Sandbox, userId: string): DeviceRecord | undefined {
  const first = mfaUser(sandbox, userId).order?.[0];
  return first === undefined ? undefined : sandbox.state.mfa.devices.get(first);
}

/** Which active devices of a person a policy lets be used, the default first, and which not. */
export function usableDevices(
  sandbox: Sandbox,
  userId: string,
  policy: MfaPolicyRecord,
): { readonly usable: readonly DeviceRecord[]; readonly unavailable: readonly UnavailableDevice[] } {
  const usable: DeviceRecord[] = [];
  const unavailable: UnavailableDevice[] = [];
  for (const device of devicesOf(sandbox, userId)) {
    if (device.status !== 'ACTIVE') continue;
    const reason = obstacle(device, policy);
    if (reason === undefined) usable.push(device);
    else unavailable.push({ device, reason });
  }
  return { usable, unavailable };
}

function obstacle(device: DeviceRecord, policy: MfaPolicyRecord): UnavailableDevice['reason'] | undefined {
  if (device.block.status === 'BLOCKED') return 'BLOCKED';
  if (device.lock.status === 'LOCKED') return 'LOCKED';
  if (!methodOf(policy, device.type).enabled) return 'DISABLED_BY_POLICY';
  if (device.type === 'PINGID_MOBILE' || device.type === 'PINGID_DESKTOP') return 'NOT_SUPPORTED';
  const { mobile } = device;
  if (mobile === undefined) return undefined;
  const rule = policy.mobile.applications.find(({ id }) => id === mobile.applicationId);
  if (rule === undefined) return 'DISABLED_BY_POLICY';
  const canPush = rule.push.enabled && mobile.pushEnabled;
  return canPush || (rule.otp.enabled && mobile.otpEnabled) ? undefined : 'NOT_SUPPORTED';
}

/** @throws ApiError when the person has no room for one more device, active or waiting */
export function checkRoom(sandbox: Sandbox, userId: string): void {
  checkActiveRoom(sandbox, userId);
  const waiting = devicesOf(sandbox, userId).filter(({ status }) => status === 'ACTIVATION_REQUIRED').length;
  if (waiting >= sandbox.knobs.get('mfaHalfEnrolledLimit')) throw tooManyHalfEnrolled();
}

/** @throws ApiError when the person has as many active devices as the settings allow */
export function checkActiveRoom(sandbox: Sandbox, userId: string): void {
  const active = devicesOf(sandbox, userId).filter(({ status }) => status === 'ACTIVE').length;
  const { maxAllowedDevices } = sandbox.state.mfa.settings.pairing;
  if (active < maxAllowedDevices) return;
  throw tooManyDevices(maxAllowedDevices, sandbox.knobs.get('mfaDeviceCapStatus') === '429' ? 429 : 400);
}

/** Takes a new device in; an active one goes to the end of the order. */
export function addDevice(sandbox: Sandbox, device: DeviceRecord): void {
  sandbox.state.mfa.devices.set(device.id, device);
  if (device.status === 'ACTIVE') mfaUser(sandbox, device.userId).order?.push(device.id);
  sandbox.store.changed();
}

/** Makes a device that was waiting active. */
export function activateDevice(sandbox: Sandbox, device: DeviceRecord): void {
  device.status = 'ACTIVE';
  device.otp = null;
  mfaUser(sandbox, device.userId).order?.push(device.id);
  touch(sandbox, device);
}

/** Takes a device away; the next in order becomes the default. */
export function removeDevice(sandbox: Sandbox, device: DeviceRecord): void {
  sandbox.state.mfa.devices.delete(device.id);
  const user = mfaUser(sandbox, device.userId);
  if (user.order !== null) user.order = user.order.filter((id) => id !== device.id);
  sandbox.store.changed();
}

/** Says that a device has changed. */
export function touch(sandbox: Sandbox, device: DeviceRecord): void {
  device.updatedAt = sandbox.clock.timestamp();
  sandbox.store.changed();
}

/**
 * Counts a wrong passcode or a denied push; too many lock the device.
 * @returns when the lock ends, in milliseconds since 1970, or undefined when there is none yet
 */
export function noteFailure(
  sandbox: Sandbox,
  device: DeviceRecord,
  policy: MfaPolicyRecord,
  reason: 'OTP' | 'PUSH',
): number | undefined {
  noteUserFailure(sandbox, device.userId);
  device.failures += 1;
  const rule = failureRuleOf(policy, device.type);
  if (device.failures < rule.count) {
    sandbox.store.changed();
    return undefined;
  }
  const endsAtMs = sandbox.clock.now() + rule.coolDownMs;
  device.lock = { status: 'LOCKED', expiresAt: new Date(endsAtMs).toISOString(), reason };
  device.failures = 0;
  device.otp = null;
  touch(sandbox, device);
  return endsAtMs;
}

/** Forgets failures after a success. */
export function noteSuccess(sandbox: Sandbox, device: DeviceRecord): void {
  noteUserSuccess(sandbox, device.userId);
  device.failures = 0;
  sandbox.store.changed();
}

/** Ends a lock before its time. */
export function unlock(sandbox: Sandbox, device: DeviceRecord): void {
  device.lock = { ...device.lock, status: 'UNLOCKED', expiresAt: null };
  device.failures = 0;
  touch(sandbox, device);
}

function endLockInTime(sandbox: Sandbox, device: DeviceRecord): void {
  const { status, expiresAt } = device.lock;
  if (status === 'LOCKED' && expiresAt !== null && Date.parse(expiresAt) <= sandbox.clock.now())
    unlock(sandbox, device);
}

/** Devices that nobody has activated for a day are deleted by the service. */
function forgetWhenStale(sandbox: Sandbox, device: DeviceRecord): boolean {
  if (device.status !== 'ACTIVATION_REQUIRED') return false;
  if (sandbox.clock.now() - Date.parse(device.createdAt) < HALF_ENROLLED_LIFE_MS) return false;
  removeDevice(sandbox, device);
  return true;
}
