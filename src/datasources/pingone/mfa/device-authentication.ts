// A device authentication in the gateway's own words, read from PingOne's. Whether it may be acted on is upstream's to say.
import { known, openSet } from '../open-set.js';
import { instant, type OpenObject } from '../values.js';
import { type Device, toShownDevice } from './device.js';
import { toRequestOptions } from './fido.js';
import { type MobileApplication, toApplication } from './mobile-details.js';
import type { WireDeviceAuthentication } from './wire.js';

export type DeviceAuthenticationStatus =
  | 'DEVICE_SELECTION_REQUIRED'
  | 'OTP_REQUIRED'
  | 'ASSERTION_REQUIRED'
  | 'PUSH_CONFIRMATION_REQUIRED'
  | 'PUSH_CONFIRMATION_TIMED_OUT'
  | 'PUSH_CONFIRMATION_REJECTED'
  | 'COMPLETED'
  | 'FAILED'
  | 'UNKNOWN';
export type DeviceAuthenticationAction = 'SELECT_DEVICE' | 'CHECK_OTP' | 'CHECK_ASSERTION' | 'CANCEL';
export type OneTimeDeviceType = 'EMAIL' | 'SMS' | 'VOICE';

export interface DeviceAuthentication {
  readonly id: string;
  readonly environmentId: string;
  readonly status: DeviceAuthenticationStatus;
  readonly statusRaw: string;
  readonly allowedActions: readonly DeviceAuthenticationAction[];
  /** Null until a usernameless attempt has succeeded. */
  readonly userId: string | null;
  readonly policyId: string | null;
  readonly selectedDeviceId: string | null;
  readonly oneTimeDevice: {
    readonly type: OneTimeDeviceType;
    readonly maskedContact: string | null;
  } | null;
  /** Those that can be chosen. */
  readonly devices: readonly Device[];
  readonly blockedDevices: readonly Device[];
  readonly application: MobileApplication | null;
  readonly authenticators: readonly string[];
  /** In W3C JSON form. */
  readonly publicKeyCredentialRequestOptions: OpenObject | null;
  readonly publicKeyCredentialRequestOptionsRaw: string | null;
  /** A secret. */
  readonly desktopCredentialRequestOptions: string | null;
  readonly bypassAllowed: boolean | null;
  readonly userBypassEnabled: boolean | null;
  /** The passcode is a secret. */
  readonly test: { readonly otp: string | null } | null;
  /** With FAILED. It comes in a good answer: this is a result, not an exception. */
  readonly error: {
    /** Such as `NO_USABLE_DEVICES`. */
    readonly code: string | null;
    readonly message: string | null;
    readonly unavailableDeviceIds: readonly string[];
  } | null;
  readonly createdAt: Date | null;
  readonly updatedAt: Date | null;
}

const statuses = openSet(
  'DEVICE_SELECTION_REQUIRED',
  'OTP_REQUIRED',
  'ASSERTION_REQUIRED',
  'PUSH_CONFIRMATION_REQUIRED',
  'PUSH_CONFIRMATION_TIMED_OUT',
  'PUSH_CONFIRMATION_REJECTED',
  'COMPLETED',
  'FAILED',
);
const oneTimeTypes = openSet('EMAIL', 'SMS', 'VOICE');

const FINAL: readonly DeviceAuthenticationStatus[] = ['COMPLETED', 'FAILED'];

/** Whether nothing can come after this status. */
export function isFinal(status: DeviceAuthenticationStatus): boolean {
  return FINAL.includes(status);
}

/** What upstream's pages allow in each status, whether or not it sends the link. */
const actionsOf: Readonly<Record<DeviceAuthenticationStatus, readonly DeviceAuthenticationAction[]>> = {
  DEVICE_SELECTION_REQUIRED: ['SELECT_DEVICE'],
  OTP_REQUIRED: ['CHECK_OTP'],
  ASSERTION_REQUIRED: ['CHECK_ASSERTION'],
  PUSH_CONFIRMATION_REQUIRED: ['SELECT_DEVICE', 'CANCEL'],
  PUSH_CONFIRMATION_TIMED_OUT: ['SELECT_DEVICE'],
  PUSH_CONFIRMATION_REJECTED: [],
  COMPLETED: [],
  FAILED: [],
  UNKNOWN: [],
};
/** Upstream's links, in the order in which the actions are told. */
const actionOfLink: readonly (readonly [RegExp, DeviceAuthenticationAction])[] = [
  [/^device\.select$/, 'SELECT_DEVICE'],
  [/^otp\.check$/, 'CHECK_OTP'],
  [/^assertion\.check$/, 'CHECK_ASSERTION'],
  [/^cancel\b/, 'CANCEL'],
];

/** The device authentication in our words. */
export function toDeviceAuthentication(wire: WireDeviceAuthentication, environmentId: string): DeviceAuthentication {
  const status = known(statuses, wire.status);
  const userId = wire.user?.id ?? null;
  const options = toRequestOptions(wire.publicKeyCredentialRequestOptions);
  return {
    id: wire.id,
    environmentId: wire.environment?.id ?? environmentId,
    status,
    statusRaw: wire.status,
    allowedActions: toActions(status, wire._links ?? []),
    userId,
    policyId: wire.policy?.id ?? null,
    selectedDeviceId: wire.selectedDevice?.id ?? null,
    oneTimeDevice: toOneTimeDevice(wire),
    devices: toDevices(wire._embedded?.devices, userId),
    blockedDevices: toDevices(wire._embedded?.blockedDevices, userId),
    application: toApplication(wire.application),
    authenticators: wire.authenticators ?? [],
    publicKeyCredentialRequestOptions: options.json,
    publicKeyCredentialRequestOptionsRaw: options.raw,
    desktopCredentialRequestOptions: wire.pingIdDesktopCredentialRequestOptions ?? null,
    bypassAllowed: wire.bypassAllowed ?? null,
    userBypassEnabled: wire.userBypassEnabled ?? null,
    test: wire.test ? { otp: wire.test.otp ?? null } : null,
    error: toError(wire.error),
    createdAt: instant(wire.createdAt),
    updatedAt: instant(wire.updatedAt),
  };
}

/** Once it is over nothing is possible, whatever links are left. */
function toActions(status: DeviceAuthenticationStatus, links: readonly string[]): DeviceAuthenticationAction[] {
  if (isFinal(status)) return [];
  return actionOfLink.flatMap(([link, action]) =>
    actionsOf[status].includes(action) || links.some((name) => link.test(name)) ? [action] : [],
  );
}

function toOneTimeDevice({ selectedDevice }: WireDeviceAuthentication): DeviceAuthentication['oneTimeDevice'] {
  const oneTime = selectedDevice?.oneTime;
  const type = known(oneTimeTypes, oneTime?.type);
  if (!oneTime || type === null || type === 'UNKNOWN') return null;
  return { type, maskedContact: oneTime.phone ?? oneTime.email ?? null };
}

type ShownDevices = NonNullable<WireDeviceAuthentication['_embedded']>['devices'];

/** A one-time contact has no id, so it is no device. */
function toDevices(devices: ShownDevices, userId: string | null): Device[] {
  return (devices ?? []).flatMap((device) => {
    const owner = userId ?? device.user?.id;
    return device.id && owner ? [toShownDevice({ ...device, id: device.id }, owner)] : [];
  });
}

function toError(error: WireDeviceAuthentication['error']): DeviceAuthentication['error'] {
  if (!error) return null;
  return {
    code: error.code ?? null,
    message: error.message ?? null,
    unavailableDeviceIds: (error.unavailableDevices ?? []).map(({ id }) => id),
  };
}
