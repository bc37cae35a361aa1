// createDevice: adds a device, or finds the one that the same key added before.
import { ownedBy } from '../../auth/ownership.js';
import type { Device } from '../../datasources/pingone/mfa/device.js';
import type { NewDevice } from '../../datasources/pingone/mfa/new-device.js';
import type { CreateDeviceInput, CreateDevicePayload } from '../../schema/device-input.js';
import { Refusal } from '../../verifications/refusal.js';
import { createAndSettle } from '../../verifications/settle.js';
import type { Context } from '../context.js';
import { answer, type RefusalRules } from '../failures.js';
import { once } from '../once.js';
import { forgetDevices } from './act-on-device.js';
import { contactNameOf } from './contact-name.js';
import { explainMissing } from './explain.js';
import { CREATE_DEVICE, findLostDevices } from './lost-device.js';
import { ALWAYS_ACTIVATED, toNewDevice } from './new-device.js';
import { isSentPasscodes, sendMessage } from './send-message.js';

const RULES: RefusalRules = {
  paths: {
    type: ['input', 'type'],
    status: ['input', 'status'],
    nickname: ['input', 'nickname'],
    phone: ['input', 'phone'],
    extension: ['input', 'extension'],
    email: ['input', 'email'],
    rp: ['input', 'rp'],
    'rp.id': ['input', 'rp', 'id'],
    'rp.name': ['input', 'rp', 'name'],
    serialNumber: ['input', 'serialNumber'],
    otp: ['input', 'yubiKeyOtp'],
    policy: ['input', 'policyId'],
    notification: ['input', 'notification'],
    'notification.policy': ['input', 'notification', 'policyId'],
    'notification.template.variant': ['input', 'notification', 'templateVariant'],
    'notification.template.locale': ['input', 'notification', 'templateLocale'],
    'notification.template.variables': ['input', 'notification', 'templateVariables'],
    userAgent: ['input', 'userAgent'],
    testMode: ['input', 'testMode'],
  },
  notFound: { code: 'NOT_FOUND', message: 'There is no such user.', field: ['input', 'userId'] },
  special: {
    'INVALID_VALUE type': 'DEVICE_TYPE_NOT_ALLOWED',
    'INVALID_VALUE policy.id': 'DEVICE_AUTHENTICATION_POLICY_NOT_FOUND',
    'INVALID_VALUE policy': 'DEVICE_AUTHENTICATION_POLICY_NOT_FOUND',
    'LIMIT_EXCEEDED ': 'DEVICE_LIMIT_REACHED',
  },
};

export function createDevice(context: Context, input: CreateDeviceInput): Promise<CreateDevicePayload> {
  const { viewer, services, signal } = context;
  return answer({ device: null }, RULES, async () => {
    const device = toNewDevice(input, viewer, services.mfaPolicyId);
    const made = await once(services.idempotency, {
      viewer,
      operation: CREATE_DEVICE,
      key: input.idempotencyKey,
      // A hash of a short passcode could be undone.
      input: { ...input, yubiKeyOtp: null },
      signal,
      create: async (unsureSince) => {
        const value = await add(context, input.userId, device, unsureSince).catch((error: unknown) =>
          explainMissing(context, input, error),
        );
        return { id: value.id, value };
      },
      reread: async (id) => withoutSecrets(await rereadDevice(context, input.userId, id)),
    });
    forgetDevices(context, input.userId, made.id);
    return { device: ownedBy(input.userId, made) };
  });
}

/** Adds the device. Who has to activate it is noted by its contact, and may be sent a message. */
async function add(context: Context, userId: string, device: NewDevice, unsureSince: Date | null): Promise<Device> {
  const contact = device.status === 'ACTIVE' ? null : contactNameOf(device);
  const create = () => createOrFind(context, userId, device, unsureSince);
  const made =
    contact !== null && isSentPasscodes(device.type)
      ? await sendMessage(context, { subject: { userId, contact }, send: create, wasSent: ({ test }) => test === null })
      : await create();
  const key = { userId: userId.toLowerCase(), deviceId: made.id.toLowerCase() };
  if (contact !== null) await context.services.otpGuard.noteContact(key, contact);
  return made;
}

function createOrFind(context: Context, userId: string, device: NewDevice, unsureSince: Date | null): Promise<Device> {
  const create = () => context.services.pingOne.mfa.createDevice(userId, device);
  // Without what was in the lost answer the device can never be activated: it is left to run out, and the caller to ask again.
  if (ALWAYS_ACTIVATED.includes(device.type)) return create();
  const find = (since: Date) => findLostDevices(context, userId, device, since);
  return createAndSettle({ source: 'PINGONE_MFA', unsureSince, create, find });
}

async function rereadDevice({ loaders }: Context, userId: string, deviceId: string): Promise<Device> {
  const device = await loaders.device.load({ userId, deviceId });
  if (device) return device;
  const message = 'The device that was made with this key no longer exists.';
  throw new Refusal([{ code: 'NOT_FOUND', message, field: ['input', 'idempotencyKey'] }]);
}

/** What is shown once is not shown again. */
function withoutSecrets(device: Device): Device {
  return { ...device, secret: null, keyUri: null, test: null };
}
