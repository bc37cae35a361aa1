/** How a device authentication begins: which device is asked, and what asking it means for each type. */
import { randomUUID } from 'node:crypto';
import { ApiError } from '../../http/errors.js';
import type { Sandbox } from '../../sandbox.js';
import { defaultDevice, usableDevices } from '../devices.js';
import { invalidOtp, requestFailed } from '../errors.js';
import type { AuthenticationRecord } from '../flow-model.js';
import type { MessagePurpose } from '../messages.js';
import type { DeviceRecord, MfaPolicyRecord } from '../model.js';
import { checkOtp, sendOneTimeOtp, sendOtp } from '../otp.js';
import { isMfaEnabled, isUserLocked } from '../users.js';
import type { OneTimeContact, StartRequest } from './create-body.js';
import { askForAssertion } from './fido.js';
import { enter, keep } from './lifetime.js';
import { pushRuleOf, sendPush } from './push.js';

const FIDO_TYPES: readonly DeviceRecord['type'][] = ['FIDO2', 'PLATFORM', 'SECURITY_KEY'];

/** How each type of device proves itself, in the words of `authenticators`. */
const AUTHENTICATORS: { readonly [Type in DeviceRecord['type']]: readonly string[] } = {
  EMAIL: ['user', 'mfa', 'otp', 'email'],
  SMS: ['user', 'mfa', 'otp', 'sms'],
  VOICE: ['user', 'mfa', 'otp', 'tel'],
  WHATSAPP: ['user', 'mfa', 'otp'],
  TOTP: ['user', 'mfa', 'otp'],
  OATH_TOKEN: ['user', 'mfa', 'otp', 'hwk'],
  YUBIKEY: ['user', 'mfa', 'otp', 'hwk'],
  MOBILE: ['user', 'mfa', 'otp'],
  FIDO2: ['user', 'mfa', 'swk'],
  PLATFORM: ['user', 'mfa', 'swk'],
  SECURITY_KEY: ['user', 'mfa', 'hwk'],
  PINGID_DESKTOP_GEN2: ['desktop', 'mfa', 'user'],
  PINGID_MOBILE: ['user', 'mfa'],
  PINGID_DESKTOP: ['user', 'mfa'],
};

/**
 * Starts one and keeps it.
 * @throws ApiError 400 for a wrong passcode in the same call, too many messages, a locked account,
 *   or, as the knob says, no usable device
 */
export function startAuthentication(sandbox: Sandbox, request: StartRequest): AuthenticationRecord {
  const record = newRecord(sandbox, request);
  begin(sandbox, record, request);
  keep(sandbox, record);
  return record;
}

/** Asks a device. @throws ApiError 400 LIMIT_EXCEEDED when it was asked too often or too soon */
export function askDevice(
  sandbox: Sandbox,
  record: AuthenticationRecord,
  device: DeviceRecord,
  policy: MfaPolicyRecord,
): void {
  const { template, notificationsPolicyId } = record.wishes;
  const isFido = FIDO_TYPES.includes(device.type) || device.type === 'PINGID_DESKTOP_GEN2';
  if (isFido) askForAssertion(sandbox, record, [device]);
  else {
    const rule = device.type === 'MOBILE' ? pushRuleOf(device, policy) : undefined;
    if (rule !== undefined) sendPush(sandbox, record, device, rule);
    else {
      const notifying = notificationsPolicyId === null ? policy : { ...policy, notificationsPolicyId };
      sendOtp(sandbox, device, notifying, purposeOf(record), template);
    }
    if (rule === undefined) enter(sandbox, record, 'OTP_REQUIRED');
  }
  record.selectedDeviceId = device.id;
  record.oneTime = null;
  sandbox.store.changed();
}

/** Ends it well. */
export function complete(sandbox: Sandbox, record: AuthenticationRecord, device: DeviceRecord | null): void {
  record.authenticators = device === null ? ['user', 'mfa', 'otp'] : AUTHENTICATORS[device.type];
  if (device !== null) record.selectedDeviceId = device.id;
  enter(sandbox, record, 'COMPLETED');
}

/** The devices that this authentication may use. FIDO devices only as far as the client can handle them. */
export function candidates(
  sandbox: Sandbox,
  userId: string,
  policy: MfaPolicyRecord,
  compatibility: string | null,
): ReturnType<typeof usableDevices> {
  const { usable, unavailable } = usableDevices(sandbox, userId, policy);
  const isFit = ({ type, fido }: DeviceRecord) => {
    if (!FIDO_TYPES.includes(type) || compatibility === null || compatibility === 'FULL') return true;
    return compatibility === 'SECURITY_KEY_ONLY' && type !== 'PLATFORM' && fido?.credential?.isCrossPlatform !== false;
  };
  const unfit = usable
    .filter((device) => !isFit(device))
    .map((device) => ({ device, reason: 'NOT_SUPPORTED' as const }));
  return { usable: usable.filter(isFit), unavailable: [...unavailable, ...unfit] };
}

function begin(sandbox: Sandbox, record: AuthenticationRecord, request: StartRequest): void {
  const { policy, userId, oneTime, otp, deviceId, mobilePayload } = request;
  if (userId === null) {
    askForAssertion(sandbox, record, []);
    return;
  }
  if (isUserLocked(sandbox, userId) && !policy.ignoreUserLock) {
    throw requestFailed({ code: 'PASSWORD_LOCKED_OUT', message: 'The account of the user is locked.' });
  }
  if (!isMfaEnabled(sandbox, userId) && !policy.blockUsersWithDisabledMfa) {
    record.isBypassed = true;
    enter(sandbox, record, 'COMPLETED');
    return;
  }
  if (oneTime !== null) {
    askOneTime(sandbox, record, oneTime, policy, userId);
    return;
  }
  const { usable, unavailable } = candidates(sandbox, userId, policy, record.wishes.compatibility);
  const allowed = isMfaEnabled(sandbox, userId) ? usable : [];
  const fitting = deviceId === null ? allowed : allowed.filter(({ id }) => id === deviceId);
  if (fitting.length === 0) {
    const ids = deviceId === null ? unavailable.map(({ device }) => device.id) : [deviceId];
    failWithoutDevice(sandbox, record, userId, ids);
    return;
  }
  if (otp !== null) {
    checkAtOnce(sandbox, record, fitting, policy, otp);
    return;
  }
  if (mobilePayload !== null) {
    const { applicationId } = record.wishes;
    const phone = fitting.find(({ mobile }) => mobile?.applicationId === applicationId);
    if (phone === undefined) {
      failWithoutDevice(sandbox, record, userId, []);
      return;
    }
    complete(sandbox, record, phone);
    record.authenticators = ['user', 'mfa', 'swk'];
    return;
  }
  const device = deviceId === null ? chooseDevice(sandbox, userId, fitting, policy) : fitting[0];
  if (device === undefined) enter(sandbox, record, 'DEVICE_SELECTION_REQUIRED');
  else askDevice(sandbox, record, device, policy);
}

/** Undefined when the person has to choose. */
function chooseDevice(
  sandbox: Sandbox,
  userId: string,
  usable: readonly DeviceRecord[],
  policy: MfaPolicyRecord,
): DeviceRecord | undefined {
  const { deviceSelection } = policy.authentication;
  if (deviceSelection === 'ALWAYS_DISPLAY_DEVICES') return undefined;
  if (usable.length === 1) return usable[0];
  if (deviceSelection === 'PROMPT_TO_SELECT') return undefined;
  const first = defaultDevice(sandbox, userId);
  return usable.find((device) => device === first);
}

/** Without a chosen device the passcode may be of any that makes its own. */
function checkAtOnce(
  sandbox: Sandbox,
  record: AuthenticationRecord,
  devices: readonly DeviceRecord[],
  policy: MfaPolicyRecord,
  otp: string,
): void {
  const able = devices.filter(({ type, oath }) => oath !== undefined || type === 'YUBIKEY');
  let failure = invalidOtp();
  for (const device of able) {
    try {
      checkOtp(sandbox, device, policy, otp);
      complete(sandbox, record, device);
      return;
    } catch (thrown) {
      if (!(thrown instanceof ApiError)) throw thrown;
      failure = thrown;
    }
  }
  throw failure;
}

function askOneTime(
  sandbox: Sandbox,
  record: AuthenticationRecord,
  contact: OneTimeContact,
  policy: MfaPolicyRecord,
  userId: string,
): void {
  const { template, notificationsPolicyId } = record.wishes;
  const notifying = notificationsPolicyId === null ? policy : { ...policy, notificationsPolicyId };
  const target = { userId, type: contact.type, address: contact.address };
  const { code, expiresAt } = sendOneTimeOtp(sandbox, target, notifying, purposeOf(record), template, contact.testMode);
  record.oneTime = { ...contact, code, expiresAt };
  enter(sandbox, record, 'OTP_REQUIRED');
}

/** Two answers are known for the same situation. @throws ApiError 400 when the knob says so */
function failWithoutDevice(
  sandbox: Sandbox,
  record: AuthenticationRecord,
  userId: string,
  unavailableIds: readonly string[],
): void {
  const code = 'NO_USABLE_DEVICES';
  const message = `Couldn't find authenticating device for user: ${userId}`;
  if (sandbox.knobs.get('mfaNoUsableDevices') === '400') throw requestFailed({ code, message });
  record.error = { code, message, unavailableDevices: unavailableIds.map((id) => ({ id })) };
  enter(sandbox, record, 'FAILED');
}

function purposeOf({ wishes }: AuthenticationRecord): MessagePurpose {
  return wishes.template?.name === 'transaction' ? 'transaction' : 'strong_authentication';
}

function newRecord(sandbox: Sandbox, { userId, policy, wishes }: StartRequest): AuthenticationRecord {
  const now = sandbox.clock.timestamp();
  const lifeMs = sandbox.knobs.get('mfaAuthenticationMinutes') * 60_000;
  return {
    id: randomUUID(),
    userId,
    policyId: policy.id,
    status: 'DEVICE_SELECTION_REQUIRED',
    selectedDeviceId: null,
    oneTime: null,
    fido: null,
    push: null,
    wishes,
    authenticators: [],
    error: null,
    isBypassed: false,
    createdAt: now,
    updatedAt: now,
    expiresAt: new Date(Date.parse(now) + lifeMs).toISOString(),
  };
}
