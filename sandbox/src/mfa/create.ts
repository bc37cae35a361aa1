/** Makes devices: what each type needs at the beginning, and what its answer tells only once. */
import { randomUUID } from 'node:crypto';
import { ApiError } from '../http/errors.js';
import type { Sandbox } from '../sandbox.js';
import { type NewDevice, readNewDevice } from './create-body.js';
import { desktopOptions, newDesktopChallenge } from './desktop.js';
import { deviceResource } from './device-resource.js';
import { addDevice, blankDevice, checkRoom, devicesOf } from './devices.js';
import { invalidValue } from './errors.js';
import { asSent, creationOptions, newFidoRecord } from './fido.js';
import type { DeviceRecord, OathSecret } from './model.js';
import { keyUri, newSecret } from './oath.js';
import { isYubiKeyOtp, sendOtp } from './otp.js';

const SECRET_LIFE_MS = 30 * 60_000;

/**
 * Makes a device of a person.
 * @returns the device with what only this answer tells: secret, FIDO options
 * @throws ApiError 400 for a bad body, or when the person has no room
 */
export function createDevice(sandbox: Sandbox, userId: string, body: unknown): { readonly id: string } & object {
  const wanted = readNewDevice(sandbox, body);
  checkRoom(sandbox, userId);
  checkUnique(sandbox, userId, wanted);
  const device = newDevice(sandbox, userId, wanted);
  if (device.status === 'ACTIVATION_REQUIRED') sendOtp(sandbox, device, wanted.policy, 'device_pairing');
  addDevice(sandbox, device);
  return { ...deviceResource(sandbox, device), ...onceOnly(sandbox, device, wanted), id: device.id };
}

function newDevice(sandbox: Sandbox, userId: string, wanted: NewDevice): DeviceRecord {
  const { type, email, phone, extension } = wanted;
  const oath = oathOf(sandbox, wanted);
  const blank = blankDevice(sandbox, { userId, type, policyId: wanted.policy.id });
  return {
    ...blank,
    status: needsActivation(wanted) ? 'ACTIVATION_REQUIRED' : 'ACTIVE',
    nickname: wanted.nickname ?? null,
    testMode: wanted.testMode,
    template: wanted.template,
    ...(email === undefined ? {} : { email }),
    ...(phone === undefined ? {} : { phone }),
    ...(extension === undefined ? {} : { extension }),
    ...(oath === undefined ? {} : { oath }),
    ...(isFido(type) ? { fido: newFidoRecord(sandbox, wanted.policy, userId, wanted.rp) } : {}),
    ...(type === 'OATH_TOKEN' && wanted.serialNumber !== undefined ? { serialNumber: wanted.serialNumber } : {}),
    ...(type === 'YUBIKEY' ? yubiKeyOf(wanted, blank.createdAt) : {}),
    ...(type === 'PINGID_DESKTOP_GEN2' ? { desktop: { unitId: randomUUID(), challenge: newDesktopChallenge() } } : {}),
  };
}

/** Apps and FIDO prove themselves even when an administrator adds them. */
function needsActivation({ type, status }: NewDevice): boolean {
  if (isFido(type) || type === 'PINGID_DESKTOP_GEN2') return true;
  return status === 'ACTIVATION_REQUIRED' || type === 'TOTP';
}

function oathOf(sandbox: Sandbox, { type, serialNumber }: NewDevice): OathSecret | undefined {
  if (type === 'OATH_TOKEN') {
    const token = sandbox.state.mfa.oathTokens.get(serialNumber ?? '');
    if (token === undefined) throw invalidValue('serialNumber', 'no token with this serial number was imported');
    return { ...token };
  }
  if (type !== 'TOTP') return undefined;
  return {
    secret: newSecret(),
    kind: 'TOTP',
    digits: 6,
    pairingEndsAt: new Date(sandbox.clock.now() + SECRET_LIFE_MS).toISOString(),
    nextCounter: 0,
    resyncCounter: null,
  };
}

/** The first twelve characters of a passcode name the key; the passcode itself is used up. */
function yubiKeyOf({ otp, serialNumber }: NewDevice, now: string): Partial<DeviceRecord> {
  if (otp === undefined || !isYubiKeyOtp(otp)) throw invalidValue('otp', 'must be a passcode of the YubiKey');
  const keyId = otp.slice(0, 12);
  return { keyId, serialNumber: serialNumber ?? keyId, otp: { code: otp, issuedAt: now, expiresAt: now } };
}

function onceOnly(sandbox: Sandbox, device: DeviceRecord, { policy, askedActive }: NewDevice): object {
  if (device.type === 'TOTP' && device.oath !== undefined) {
    // Whoever asks for ACTIVE by name is told no secret, although the device still has to be activated.
    if (askedActive) return {};
    const issuer = policy.totp.uriParameters?.issuer ?? 'PingOne';
    const label = sandbox.state.users.get(device.userId)?.profile.username ?? device.userId;
    return { secret: device.oath.secret, keyUri: keyUri(device.oath, issuer, label) };
  }
  if (device.fido !== undefined) {
    const others = devicesOf(sandbox, device.userId).filter(({ fido }) => fido?.rpId === device.fido?.rpId);
    const options = creationOptions(sandbox, device, policy, others);
    return { publicKeyCredentialCreationOptions: asSent(sandbox, options) };
  }
  if (device.desktop !== undefined) {
    return { pingIdDesktopCredentialCreationOptions: desktopOptions(device.desktop.challenge, device.id) };
  }
  return {};
}

function checkUnique(sandbox: Sandbox, userId: string, { type, email, phone }: NewDevice): void {
  const address = email ?? phone;
  if (address === undefined || sandbox.knobs.get('mfaDuplicateContact') === 'allow') return;
  const isKnown = devicesOf(sandbox, userId).some(
    (device) => device.type === type && (device.email ?? device.phone) === address,
  );
  if (!isKnown) return;
  throw new ApiError(
    409,
    'INVALID_DATA',
    'The request could not be completed. One or more validation errors were in the request.',
    [{ code: 'UNIQUENESS_VIOLATION', target: email === undefined ? 'phone' : 'email', message: 'is already in use' }],
  );
}

function isFido(type: DeviceRecord['type']): boolean {
  return type === 'FIDO2' || type === 'PLATFORM' || type === 'SECURITY_KEY';
}
