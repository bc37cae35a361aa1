// An MFA device in the gateway's own words, read from PingOne's.
import { known, type OpenSet, openSet } from '../open-set.js';
import { instant, type OpenObject } from '../values.js';
import { toCreationOptions } from './fido.js';
import { type MobileDetails, toMobileDetails, toUsability, type Usability } from './mobile-details.js';
import type { WireDevice } from './wire.js';

type Text = string | null | undefined;

export type KnownDeviceType =
  | 'EMAIL'
  | 'SMS'
  | 'VOICE'
  | 'WHATSAPP'
  | 'TOTP'
  | 'FIDO2'
  | 'PLATFORM'
  | 'SECURITY_KEY'
  | 'MOBILE'
  | 'OATH_TOKEN'
  | 'YUBIKEY'
  | 'PINGID_MOBILE'
  | 'PINGID_DESKTOP'
  | 'PINGID_DESKTOP_GEN2'
  | 'BROWSER';
export type DeviceType = KnownDeviceType | 'UNKNOWN';
export type KnownDeviceStatus = 'ACTIVE' | 'ACTIVATION_REQUIRED';

export interface Device {
  readonly id: string;
  readonly userId: string;
  readonly type: DeviceType;
  readonly typeRaw: string | null;
  readonly status: KnownDeviceStatus | 'UNKNOWN';
  readonly statusRaw: string | null;
  readonly nickname: string | null;
  readonly displayName: string | null;
  /** Null also where `contactHidden`. */
  readonly phone: string | null;
  readonly extension: string | null;
  /** Null also where `contactHidden`. */
  readonly email: string | null;
  readonly maskedContact: string | null;
  /** True where upstream told the contact in its masked form only: the device itself has all of it. */
  readonly contactHidden: boolean;
  /** A secret. */
  readonly secret: string | null;
  /** A secret. */
  readonly keyUri: string | null;
  /** A secret. */
  readonly oathToken: string | null;
  readonly serialNumber: string | null;
  readonly rp: { readonly id: string | null; readonly name: string | null } | null;
  /** In W3C JSON form. */
  readonly publicKeyCredentialCreationOptions: OpenObject | null;
  readonly publicKeyCredentialCreationOptionsRaw: string | null;
  /** A secret. */
  readonly desktopCredentialCreationOptions: string | null;
  readonly platform: string | null;
  readonly attributes: {
    readonly previousDeviceType: DeviceType | null;
    readonly previousDeviceTypeRaw: string | null;
    readonly isCrossPlatform: boolean | null;
  } | null;
  readonly fido: {
    readonly credentialId: string | null;
    readonly backupEligible: boolean | null;
    readonly backedUp: boolean | null;
  } | null;
  readonly mobile: MobileDetails | null;
  readonly lock: {
    readonly status: 'LOCKED' | 'UNLOCKED' | 'UNKNOWN';
    readonly statusRaw: string | null;
    readonly expiresAt: Date | null;
    /** Null unless locked. */
    readonly reason: 'OTP' | 'PUSH' | 'UNKNOWN' | null;
    readonly reasonRaw: string | null;
  } | null;
  readonly block: {
    readonly status: 'BLOCKED' | 'UNBLOCKED' | 'UNKNOWN';
    readonly statusRaw: string | null;
    readonly blockedAt: Date | null;
  } | null;
  /** Only where the device was read from a device authentication. */
  readonly usableStatus: Usability | null;
  readonly testMode: boolean | null;
  /** The passcode is a secret. */
  readonly test: { readonly otp: string | null } | null;
  readonly createdAt: Date | null;
  readonly updatedAt: Date | null;
}

/** Devices of a user. */
export interface DeviceList {
  /** Those in order first, the default before all. */
  readonly devices: readonly Device[];
  /** Their ids, the default first; empty: there is no order, so no default. */
  readonly order: readonly string[];
}

export const deviceTypes: OpenSet<KnownDeviceType> = openSet(
  'EMAIL',
  'SMS',
  'VOICE',
  'WHATSAPP',
  'TOTP',
  'FIDO2',
  'PLATFORM',
  'SECURITY_KEY',
  'MOBILE',
  'OATH_TOKEN',
  'YUBIKEY',
  'PINGID_MOBILE',
  'PINGID_DESKTOP',
  'PINGID_DESKTOP_GEN2',
  'BROWSER',
);
const deviceStatuses = openSet('ACTIVE', 'ACTIVATION_REQUIRED');
const lockStatuses = openSet('LOCKED', 'UNLOCKED');
const lockReasons = openSet('OTP', 'PUSH');
const blockStatuses = openSet('BLOCKED', 'UNBLOCKED');

/** The device in our words, as the device itself tells. @param userId whose it is, which upstream says only at times. */
export function toDevice(wire: WireDevice, userId: string): Device {
  const options = toCreationOptions(wire.publicKeyCredentialCreationOptions);
  return {
    id: wire.id,
    userId,
    type: known(deviceTypes, wire.type) ?? 'UNKNOWN',
    typeRaw: wire.type ?? null,
    status: known(deviceStatuses, wire.status) ?? 'UNKNOWN',
    statusRaw: wire.status ?? null,
    nickname: wire.nickname || null,
    displayName: wire.displayName ?? null,
    phone: wire.phone ?? null,
    extension: wire.extension ?? null,
    email: wire.email ?? null,
    maskedContact: maskContact(wire),
    contactHidden: false,
    secret: wire.secret ?? wire.properties?.secret ?? null,
    keyUri: wire.keyUri ?? wire.properties?.keyUri ?? null,
    oathToken: wire.oathToken ?? null,
    serialNumber: wire.serialNumber ?? null,
    rp: wire.rp ? { id: wire.rp.id ?? null, name: wire.rp.name ?? null } : null,
    publicKeyCredentialCreationOptions: options.json,
    publicKeyCredentialCreationOptionsRaw: options.raw,
    desktopCredentialCreationOptions: wire.pingIdDesktopCredentialCreationOptions ?? null,
    platform: wire.platform ?? null,
    attributes: toAttributes(wire.attributes),
    fido: toFido(wire),
    mobile: toMobileDetails(wire),
    lock: toLock(wire.lock),
    block: toBlock(wire.block),
    usableStatus: toUsability(wire.usableStatus),
    testMode: wire.testMode ?? null,
    test: wire.test ? { otp: wire.test.otp ?? null } : null,
    createdAt: instant(wire.createdAt),
    updatedAt: instant(wire.updatedAt),
  };
}

/** The device in our words, as a device authentication shows it: with its contact masked already. Its key is told where it is added alone. */
export function toShownDevice(wire: WireDevice, userId: string): Device {
  const maskedContact = wire.phone ?? wire.email ?? null;
  const device = { ...toDevice(wire, userId), secret: null, keyUri: null };
  return { ...device, phone: null, email: null, maskedContact, contactHidden: maskedContact !== null };
}

/** The phone number or e-mail address as upstream masks it; null where there is neither. */
export function maskContact({ phone, email }: { readonly phone?: Text; readonly email?: Text }): string | null {
  return maskedPhone(phone) ?? maskedEmail(email);
}

/** `+15125550100` -> `*******00`. */
function maskedPhone(phone: Text): string | null {
  return phone ? `*******${phone.length > 6 ? phone.slice(-2) : ''}` : null;
}

/** `ana@example.com` -> `an****@example.com`. */
function maskedEmail(email: Text): string | null {
  if (!email) return null;
  const at = email.lastIndexOf('@');
  return at < 0 ? '****' : `${email.slice(0, Math.min(2, at - 1))}****${email.slice(at)}`;
}

function toAttributes(attributes: WireDevice['attributes']): Device['attributes'] {
  if (!attributes) return null;
  return {
    previousDeviceType: known(deviceTypes, attributes.previousDeviceType),
    previousDeviceTypeRaw: attributes.previousDeviceType ?? null,
    isCrossPlatform: attributes.isCrossPlatform ?? null,
  };
}

function toFido({ credentialId, backup }: WireDevice): Device['fido'] {
  if (!credentialId && !backup) return null;
  return {
    credentialId: credentialId ?? null,
    backupEligible: backup?.backupEligibility ?? null,
    backedUp: backup?.backupState ?? null,
  };
}

function toLock(lock: WireDevice['lock']): Device['lock'] {
  if (!lock) return null;
  const status = known(lockStatuses, lock.status) ?? 'UNKNOWN';
  const locked = status !== 'UNLOCKED'; // upstream has been seen to keep the reason after the lock
  return {
    status,
    statusRaw: lock.status ?? null,
    expiresAt: locked ? instant(lock.expiresAt) : null,
    reason: locked ? known(lockReasons, lock.reason) : null,
    reasonRaw: locked ? (lock.reason ?? null) : null,
  };
}

function toBlock(block: WireDevice['block']): Device['block'] {
  if (!block) return null;
  return {
    status: known(blockStatuses, block.status) ?? 'UNKNOWN',
    statusRaw: block.status ?? null,
    blockedAt: instant(block.blockedAt),
  };
}
