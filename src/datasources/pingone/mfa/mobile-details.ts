// What PingOne knows of a phone with an app, and of a native application, in the gateway's own words.
import { known, type OpenSet, openSet } from '../open-set.js';
import type { WireApplication, WireDevice } from './wire.js';

/** Whether something can be used, and why not. */
export interface Usability {
  readonly status: 'ENABLED' | 'DISABLED' | 'UNKNOWN';
  readonly statusRaw: string | null;
  readonly reason: string | null;
}

export interface MobileApplication {
  readonly id: string | null;
  readonly name: string | null;
  readonly nativeName: string | null;
  readonly version: string | null;
  readonly pushSandbox: boolean | null;
}

export interface MobileDetails {
  readonly os: {
    readonly type: 'ANDROID' | 'IOS' | 'UNKNOWN' | null;
    readonly typeRaw: string | null;
    readonly version: string | null;
  } | null;
  readonly model: { readonly name: string | null; readonly marketingName: string | null } | null;
  readonly manufacturer: string | null;
  readonly application: MobileApplication | null;
  readonly sdkVersion: string | null;
  readonly locale: string | null;
  readonly pushEnabled: boolean | null;
  readonly otpEnabled: boolean | null;
  readonly pushStatus: Usability | null;
  readonly otpStatus: Usability | null;
  readonly pushFails: readonly Date[];
  readonly allowPushNotification: boolean | null;
  readonly rooted: boolean | null;
  readonly screenLockEnabled: boolean | null;
}

const usabilities = openSet('ENABLED', 'DISABLED');
const systems: OpenSet<'ANDROID' | 'IOS'> = { ANDROID: 'ANDROID', Android: 'ANDROID', iOS: 'IOS', IOS: 'IOS' };

/** The details of a phone; null for a device that is none. */
export function toMobileDetails(device: WireDevice): MobileDetails | null {
  const { os, model, application } = device;
  if (!os && !model && !application && !device.sdkVersion && !device.pushStatus) return null;
  return {
    os: os ? { type: known(systems, os.type), typeRaw: os.type ?? null, version: os.version ?? null } : null,
    model: model ? { name: model.name ?? null, marketingName: model.marketingName ?? null } : null,
    manufacturer: device.manufacturer ?? null,
    application: toApplication(application),
    sdkVersion: device.sdkVersion ?? null,
    locale: device.locale ?? null,
    pushEnabled: device.pushEnabled ?? null,
    otpEnabled: device.otpEnabled ?? null,
    pushStatus: toUsability(device.pushStatus),
    otpStatus: toUsability(device.otpStatus),
    pushFails: (device.pushFails ?? []).map((ms) => new Date(ms)).filter((at) => !Number.isNaN(at.getTime())),
    allowPushNotification: device.allowPushNotification ?? null,
    rooted: device.rooted ?? null,
    screenLockEnabled: device.lockEnabled ?? null,
  };
}

/** The application in our words; null for none. */
export function toApplication(application: WireApplication): MobileApplication;
export function toApplication(application: WireApplication | null | undefined): MobileApplication | null;
export function toApplication(application: WireApplication | null | undefined): MobileApplication | null {
  if (!application) return null;
  return {
    id: application.id ?? null,
    name: application.name ?? null,
    nativeName: application.nativeName ?? null,
    version: application.version ?? null,
    pushSandbox: application.pushSandbox ?? null,
  };
}

/** Whether it can be used, in our words; null where upstream does not say. */
export function toUsability(usability: WireDevice['usableStatus']): Usability | null {
  if (!usability) return null;
  return {
    status: known(usabilities, usability.status) ?? 'UNKNOWN',
    statusRaw: usability.status ?? null,
    reason: usability.reason ?? null,
  };
}
