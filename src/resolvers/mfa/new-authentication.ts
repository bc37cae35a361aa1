// createDeviceAuthentication: what the input must be before PingOne is asked.
import { Permission } from '../../auth/permissions.js';
import { holds, type Viewer } from '../../auth/viewer.js';
import { canonicalId } from '../../authentications/canonical-id.js';
import type { NewDeviceAuthentication } from '../../datasources/pingone/mfa/new-device-authentication.js';
import type { CreateDeviceAuthenticationInput } from '../../schema/device-authentication-input.js';
import { isEmailAddress } from '../../verifications/contact.js';
import { normalisePhone } from '../../verifications/phone.js';
import { type Fault, type FaultCode, refuseIfAny } from '../../verifications/refusal.js';
import { faultsOfMessage } from './new-device.js';

const MIN_CHALLENGE_BYTES = 32;

/**
 * What PingOne is asked to start.
 * @param policyId the policy of the deployment, for an input that names none
 * @throws Refusal with every fault at once
 */
export function toNewAuthentication(
  { idempotencyKey: _, ...input }: CreateDeviceAuthenticationInput,
  viewer: Viewer,
  policyId: string | null,
): NewDeviceAuthentication {
  const { oneTimeDevice: contact } = input;
  const faults: Fault[] = [];
  const fault = (code: FaultCode, name: string, message: string) =>
    faults.push({ code, message, field: ['input', ...name.split('.')] });

  if (!input.userId && !input.rpId) fault('REQUIRED_VALUE', 'rpId', 'Without a user a relying party is needed.');
  if (!input.userId && input.otp) fault('REQUIRED_VALUE', 'userId', 'A passcode is checked for a user.');
  if (input.deviceId && contact) fault('INVALID_VALUE', 'oneTimeDevice', 'Give a device or a contact, not both.');
  if (contact && input.otp) fault('INVALID_VALUE', 'otp', 'Nothing was sent to this contact yet.');
  const phone = contact?.phone == null ? null : normalisePhone(contact.phone);
  if (contact?.type === 'EMAIL') {
    if (!contact.email) fault('REQUIRED_VALUE', 'oneTimeDevice.email', 'This type needs an e-mail address.');
    else if (!isEmailAddress(contact.email)) {
      fault('INVALID_VALUE', 'oneTimeDevice.email', 'This is not an e-mail address.');
    }
  } else if (contact) {
    if (!contact.phone) fault('REQUIRED_VALUE', 'oneTimeDevice.phone', 'This type needs a phone number.');
    else if (phone === null) {
      fault('INVALID_VALUE', 'oneTimeDevice.phone', 'This is not a phone number with its country code.');
    }
  }
  if (contact?.testMode && !holds(viewer, [Permission.MFA_WRITE])) {
    fault('INVALID_VALUE', 'oneTimeDevice.testMode', 'This needs the permission MFA_WRITE.');
  }
  if (input.mobilePayload && !input.applicationId) {
    fault('REQUIRED_VALUE', 'applicationId', 'A payload of an app needs its application.');
  }
  if (input.challenge != null && !isChallenge(input.challenge)) {
    fault('INVALID_VALUE', 'challenge', `This must be Base64URL of at least ${MIN_CHALLENGE_BYTES} bytes.`);
  }
  if (Object.values(input.clientContext ?? {}).some((value) => !['string', 'number'].includes(typeof value))) {
    fault('INVALID_VALUE', 'clientContext', 'Each value must be a text or a number.');
  }
  if (input.notification) faults.push(...faultsOfMessage(input.notification, viewer));
  refuseIfAny(faults);
  const userId = input.userId && canonicalId(input.userId);
  const deviceId = input.deviceId && canonicalId(input.deviceId);
  if (userId === null && input.userId) fault('NOT_FOUND', 'userId', 'There is no such user.');
  if (deviceId === null && input.deviceId) fault('NOT_FOUND', 'deviceId', 'The user has no such device.');
  refuseIfAny(faults);
  return {
    ...input,
    userId,
    deviceId,
    policyId: input.policyId ?? policyId,
    oneTimeDevice: contact ? { ...contact, phone: contact.type === 'EMAIL' ? null : phone } : null,
  };
}

function isChallenge(text: string): boolean {
  return /^[\w-]+$/.test(text) && Buffer.from(text, 'base64url').length >= MIN_CHALLENGE_BYTES;
}
