/** A device authentication as the API shows it: links of what may come next, and contacts only masked. */
import type { Sandbox } from '../../sandbox.js';
import { desktopOptions } from '../desktop.js';
import { type UnavailableDevice, usableDevices } from '../devices.js';
import { asSent } from '../fido.js';
import type { AuthenticationRecord, AuthenticationStatus } from '../flow-model.js';
import type { DeviceRecord } from '../model.js';
import { policyOf } from './lifetime.js';

const LINKS: { readonly [Status in AuthenticationStatus]: readonly string[] } = {
  DEVICE_SELECTION_REQUIRED: ['device.select'],
  OTP_REQUIRED: ['otp.check', 'device.select'],
  ASSERTION_REQUIRED: ['assertion.check', 'device.select'],
  PUSH_CONFIRMATION_REQUIRED: ['device.select', 'cancel.push.authentication'],
  PUSH_CONFIRMATION_TIMED_OUT: ['device.select'],
  PUSH_CONFIRMATION_REJECTED: [],
  COMPLETED: [],
  FAILED: [],
};

export function authenticationResource(sandbox: Sandbox, record: AuthenticationRecord): object {
  const { environmentId, mfa } = sandbox.state;
  const { status, oneTime } = record;
  const href = `${sandbox.origin}/${environmentId}/deviceAuthentications/${record.id}`;
  const device = mfa.devices.get(record.selectedDeviceId ?? '');
  const otp = status !== 'OTP_REQUIRED' ? undefined : testOtp(oneTime, device);
  return {
    _links: Object.fromEntries(['self', ...LINKS[status]].map((name) => [name, { href }])),
    _embedded: embedded(sandbox, record),
    id: record.id,
    environment: { id: environmentId },
    status,
    policy: { id: record.policyId },
    ...selected(record),
    ...(record.userId === null ? {} : { user: { id: record.userId } }),
    ...(record.wishes.applicationId === null ? {} : { application: { id: record.wishes.applicationId } }),
    ...(status !== 'ASSERTION_REQUIRED' || record.fido === null
      ? {}
      : { publicKeyCredentialRequestOptions: asSent(sandbox, record.fido.options) }),
    ...(status !== 'ASSERTION_REQUIRED' || typeof record.desktopChallenge !== 'string'
      ? {}
      : {
          pingIdDesktopCredentialRequestOptions: desktopOptions(record.desktopChallenge, record.selectedDeviceId ?? ''),
        }),
    ...(status === 'COMPLETED' ? { authenticators: record.authenticators } : {}),
    ...(otp === undefined
      ? {}
      : { test: { otp: sandbox.knobs.get('mfaTestOtpType') === 'integer' ? Number(otp) : otp } }),
    ...(record.error === null ? {} : { error: record.error }),
    bypassAllowed: record.isBypassed,
    userBypassEnabled: false,
    aggregateFido2Devices: false,
    createdAt: record.createdAt,
    updatedAt: record.updatedAt,
  };
}

/** Only devices and contacts in test mode tell their passcode. */
function testOtp(oneTime: AuthenticationRecord['oneTime'], device: DeviceRecord | undefined): string | undefined {
  if (oneTime !== null) return oneTime.testMode ? oneTime.code : undefined;
  return device?.testMode === true ? device.otp?.code : undefined;
}

function selected({ oneTime, selectedDeviceId }: AuthenticationRecord): object {
  if (oneTime !== null) return { selectedDevice: { oneTime: { type: oneTime.type, ...maskedContact(oneTime) } } };
  return selectedDeviceId === null ? {} : { selectedDevice: { id: selectedDeviceId } };
}

function embedded(sandbox: Sandbox, record: AuthenticationRecord): object {
  const { oneTime, userId } = record;
  if (oneTime !== null) {
    const entry = { type: oneTime.type, usableStatus: { status: 'ENABLED' }, ...maskedContact(oneTime) };
    return { devices: [entry], blockedDevices: [] };
  }
  if (userId === null) return { devices: [], blockedDevices: [] };
  const { usable, unavailable } = usableDevices(sandbox, userId, policyOf(sandbox, record));
  const isBlocked = ({ reason }: UnavailableDevice) => reason === 'BLOCKED';
  return {
    devices: [
      ...usable.map((device) => shownDevice(device, undefined)),
      ...unavailable.filter((one) => !isBlocked(one)).map(({ device, reason }) => shownDevice(device, reason)),
    ],
    blockedDevices: unavailable.filter(isBlocked).map(({ device, reason }) => shownDevice(device, reason)),
  };
}

function shownDevice(device: DeviceRecord, obstacle: string | undefined): object {
  const { id, type, status, nickname, mobile, email, phone } = device;
  return {
    id,
    type,
    status,
    usableStatus: obstacle === undefined ? { status: 'ENABLED' } : { status: 'DISABLED', reason: obstacle },
    ...(nickname === null ? {} : { nickname }),
    ...(email === undefined ? {} : { email: maskedEmail(email) }),
    ...(phone === undefined ? {} : { phone: maskedPhone(phone) }),
    ...(mobile === undefined
      ? {}
      : {
          os: mobile.os,
          model: mobile.model,
          application: { id: mobile.applicationId },
          pushEnabled: mobile.pushEnabled,
          otpEnabled: mobile.otpEnabled,
        }),
  };
}

function maskedContact({ type, address }: { readonly type: string; readonly address: string }): object {
  return type === 'EMAIL' ? { email: maskedEmail(address) } : { phone: maskedPhone(address) };
}

function maskedPhone(phone: string): string {
  return `*******${phone.slice(-2)}`;
}

/** Two letters and the domain stay; of a short name only one letter. */
function maskedEmail(email: string): string {
  const at = email.lastIndexOf('@');
  return `${email.slice(0, at > 2 ? 2 : 1)}****${email.slice(at)}`;
}
