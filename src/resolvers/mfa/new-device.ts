// createDevice: what the input must be before PingOne is asked.
import { Permission } from '../../auth/permissions.js';
import { holds, type Viewer } from '../../auth/viewer.js';
import type { NewDevice } from '../../datasources/pingone/mfa/new-device.js';
import type { CreateDeviceInput, NotificationInput } from '../../schema/device-input.js';
import { isEmailAddress } from '../../verifications/contact.js';
import { normalisePhone } from '../../verifications/phone.js';
import { type Fault, type FaultCode, Refusal, refuseIfAny } from '../../verifications/refusal.js';

type NewType = NewDevice['type'];

const MAX_NICKNAME = 100;
const ADDED: readonly string[] = [
  'EMAIL',
  'SMS',
  'VOICE',
  'WHATSAPP',
  'TOTP',
  'FIDO2',
  'PLATFORM',
  'SECURITY_KEY',
  'OATH_TOKEN',
  'YUBIKEY',
  'PINGID_DESKTOP_GEN2',
] satisfies NewType[];
const BY_PHONE: readonly NewType[] = ['SMS', 'VOICE', 'WHATSAPP'];
const NOT_FOR_END_USERS = ['policyId', 'templateVariant', 'templateVariables'] as const;
const TESTABLE: readonly NewType[] = ['EMAIL', 'SMS', 'VOICE'];
/** What cannot be used before it has proven itself, with what the answer to its create shows once. */
export const ALWAYS_ACTIVATED: readonly NewType[] = [
  'TOTP',
  'FIDO2',
  'PLATFORM',
  'SECURITY_KEY',
  'PINGID_DESKTOP_GEN2',
];

/**
 * What PingOne is asked to add.
 * @param policyId the policy of the deployment, for an input that names none
 * @throws Refusal with every fault at once
 */
export function toNewDevice(input: CreateDeviceInput, viewer: Viewer, policyId: string | null): NewDevice {
  const { type, status } = input;
  if (!isAdded(type)) {
    const message = 'Devices of this type are not added here; mobile apps pair themselves: see createPairingKey.';
    throw new Refusal([{ code: 'INVALID_VALUE', message, field: ['input', 'type'] }]);
  }
  const faults: Fault[] = [];
  const fault = (code: FaultCode, name: string, message: string, limit: number | null = null) =>
    faults.push({ code, message, field: ['input', ...name.split('.')], limit });

  if (status === 'UNKNOWN') fault('INVALID_VALUE', 'status', 'A device cannot be added in this state.');
  if (status === 'ACTIVE' && ALWAYS_ACTIVATED.includes(type)) {
    fault('INVALID_VALUE', 'status', 'Devices of this type must be activated.');
  }
  if (!holds(viewer, [Permission.MFA_WRITE])) {
    if (status === 'ACTIVE') fault('INVALID_VALUE', 'status', 'This needs the permission MFA_WRITE.');
    if (input.testMode) fault('INVALID_VALUE', 'testMode', 'This needs the permission MFA_WRITE.');
  }
  if (input.testMode && !TESTABLE.includes(type)) {
    fault('INVALID_VALUE', 'testMode', 'Only EMAIL, SMS and VOICE devices can be in test mode.');
  }
  if ((input.nickname?.length ?? 0) > MAX_NICKNAME) {
    fault('OUT_OF_RANGE', 'nickname', `This must have at most ${MAX_NICKNAME} characters.`, MAX_NICKNAME);
  }
  const phone = input.phone == null ? null : normalisePhone(input.phone);
  if (BY_PHONE.includes(type) && !input.phone) fault('REQUIRED_VALUE', 'phone', 'This type needs a phone number.');
  else if (input.phone != null && phone === null) {
    fault('INVALID_VALUE', 'phone', 'This is not a phone number with its country code.');
  }
  if (type === 'EMAIL' && !input.email) fault('REQUIRED_VALUE', 'email', 'This type needs an e-mail address.');
  else if (input.email != null && !isEmailAddress(input.email)) {
    fault('INVALID_VALUE', 'email', 'This is not an e-mail address.');
  }
  if (input.extension && (type !== 'VOICE' || !/^[\d,#*]+$/.test(input.extension))) {
    fault('INVALID_VALUE', 'extension', 'Only VOICE devices have one, of digits, `#`, `*` and commas.');
  }
  if (type === 'OATH_TOKEN' && !input.serialNumber) {
    fault('REQUIRED_VALUE', 'serialNumber', 'This type needs a serial number.');
  }
  if (type === 'YUBIKEY' && !input.yubiKeyOtp) {
    fault('REQUIRED_VALUE', 'yubiKeyOtp', 'This type needs a passcode of the key.');
  }
  if (input.notification) {
    if (status === 'ACTIVE') fault('INVALID_VALUE', 'notification', 'Nothing is sent to a device that is active.');
    faults.push(...faultsOfMessage(input.notification, viewer));
  }
  refuseIfAny(faults);
  return {
    type,
    status: status === 'ACTIVE' ? 'ACTIVE' : 'ACTIVATION_REQUIRED',
    nickname: input.nickname,
    phone,
    extension: input.extension,
    email: input.email,
    rp: input.rp,
    serialNumber: input.serialNumber,
    yubiKeyOtp: input.yubiKeyOtp,
    policyId: input.policyId ?? policyId,
    notification: input.notification,
    userAgent: input.userAgent,
    testMode: input.testMode,
  };
}

/** What is wrong with the wording of a message. End users only choose its language: it may go to others, in the name of the deployment. */
export function faultsOfMessage(notification: NotificationInput, viewer: Viewer): readonly Fault[] {
  const fault = (name: keyof NotificationInput, message: string): Fault => ({
    code: 'INVALID_VALUE',
    message,
    field: ['input', 'notification', name],
  });
  if (!holds(viewer, [Permission.MFA_WRITE])) {
    const given = NOT_FOR_END_USERS.filter((name) => notification[name] != null);
    if (given.length > 0) return given.map((name) => fault(name, 'This needs the permission MFA_WRITE.'));
  }
  return Object.values(notification.templateVariables ?? {}).every((value) => typeof value === 'string')
    ? []
    : [fault('templateVariables', 'Each variable must be a text.')];
}

function isAdded(type: string): type is NewType {
  return ADDED.includes(type);
}
