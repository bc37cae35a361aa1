/** How the API shows a device. */
import { defined } from '../http/problems.js';
import type { Sandbox } from '../sandbox.js';
import type { DeviceRecord } from './model.js';

/** Address of the devices of a person. */
export function devicesUrl(sandbox: Sandbox, userId: string): string {
  return `${sandbox.environmentUrl()}/users/${userId}/devices`;
}

/** A device as every read and action shows it. Contact data are whole here; the secret of an app is not here. */
export function deviceResource(sandbox: Sandbox, device: DeviceRecord): object {
  const environment = sandbox.environmentUrl();
  const self = `${devicesUrl(sandbox, device.userId)}/${device.id}`;
  const isWaiting = device.status === 'ACTIVATION_REQUIRED';
  return {
    _links: {
      self: { href: self },
      environment: { href: environment },
      user: { href: `${environment}/users/${device.userId}` },
      ...(isWaiting ? { 'device.activate': { href: self } } : {}),
    },
    id: device.id,
    environment: { id: sandbox.state.environmentId },
    user: { id: device.userId },
    type: device.type,
    status: device.status,
    ...(device.nickname === null ? {} : { nickname: device.nickname }),
    lock: lockOf(sandbox, device),
    block: {
      status: device.block.status,
      ...(device.block.blockedAt === null ? {} : { blockedAt: device.block.blockedAt }),
    },
    ...ownFields(device),
    ...(device.testMode ? { testMode: true } : {}),
    ...(device.testMode && isWaiting && device.otp !== null ? { test: testOtp(sandbox, device.otp.code) } : {}),
    createdAt: device.createdAt,
    updatedAt: device.updatedAt,
  };
}

/** `test` of an answer in test mode. */
export function testOtp(sandbox: Sandbox, code: string): { readonly otp: string | number } {
  return { otp: sandbox.knobs.get('mfaTestOtpType') === 'integer' ? Number(code) : code };
}

function lockOf(sandbox: Sandbox, { lock }: DeviceRecord): object {
  const isLocked = lock.status === 'LOCKED';
  const showsReason = lock.reason !== null && (isLocked || sandbox.knobs.get('mfaLockReason') === 'always');
  return {
    status: lock.status,
    ...(isLocked && lock.expiresAt !== null ? { expiresAt: lock.expiresAt } : {}),
    ...(showsReason ? { reason: lock.reason } : {}),
  };
}

/** What only devices of this type have. */
function ownFields(device: DeviceRecord): object {
  const { email, phone, extension, serialNumber, fido, mobile } = device;
  return {
    ...defined({ email, phone, extension, serialNumber }),
    ...(device.type === 'OATH_TOKEN' && device.oath !== undefined ? { tokenType: device.oath.kind } : {}),
    ...(fido === undefined ? {} : fidoFields(fido)),
    ...(device.desktop === undefined ? {} : { unitId: device.desktop.unitId }),
    ...(mobile === undefined ? {} : mobileFields(mobile)),
  };
}

function fidoFields({ rpId, rpName, credential }: NonNullable<DeviceRecord['fido']>): object {
  const rp = { id: rpId, name: rpName };
  if (credential === null) return { rp };
  return {
    rp,
    credentialId: credential.id,
    displayName: credential.isCrossPlatform ? 'Security key' : 'Passkey',
    attributes: {
      previousDeviceType: credential.isCrossPlatform ? 'SECURITY_KEY' : 'PLATFORM',
      isCrossPlatform: credential.isCrossPlatform,
    },
    fidoRegistrationArtifacts: { attestationType: credential.attestationType },
    fidoDeviceMetadata: { aaguid: credential.aaguid },
    backup: { backupEligibility: credential.backupEligible, backupState: credential.backedUp },
  };
}

function mobileFields(mobile: NonNullable<DeviceRecord['mobile']>): object {
  const state = (enabled: boolean) => ({ status: enabled ? 'ENABLED' : 'DISABLED' });
  return {
    os: mobile.os,
    model: mobile.model,
    application: { id: mobile.applicationId, pushSandbox: false },
    pushEnabled: mobile.pushEnabled,
    otpEnabled: mobile.otpEnabled,
    pushStatus: state(mobile.pushEnabled),
    otpStatus: state(mobile.otpEnabled),
    rooted: false,
    lockEnabled: true,
  };
}
