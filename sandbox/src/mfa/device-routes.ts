/** The routes of a person's devices; the content type selects the action. */
import { findUser } from '../directory/routes.js';
import { invalidRequest } from '../http/errors.js';
import { isObject, Problems } from '../http/problems.js';
import type { VendorCall, VendorRoutes } from '../http/vendor-routes.js';
import type { Sandbox } from '../sandbox.js';
import { activate, policyOfDevice } from './activate.js';
import { createDevice } from './create.js';
import { objectOf, readNickname } from './create-body.js';
import { deviceResource, devicesUrl } from './device-resource.js';
import { devicesOf, findDevice, removeDevice, touch, unlock } from './devices.js';
import { invalidValue } from './errors.js';
import type { DeviceRecord } from './model.js';
import { sendOtp, targetOf } from './otp.js';
import { mfaUser } from './users.js';

const VENDOR = 'application/vnd.pingidentity';

/** Adds the routes; `routes` stands below one environment. */
export function addDeviceRoutes(routes: VendorRoutes, sandbox: Sandbox): void {
  const list = '/users/:userId/devices';
  const one = `${list}/:deviceId`;
  const userOf = (call: VendorCall) => findUser(sandbox, call.param('userId')).id;
  const deviceOf = (call: VendorCall) => findDevice(sandbox, userOf(call), call.param('deviceId'));
  const change = (act: (device: DeviceRecord, body: unknown) => void | Promise<void>) => async (call: VendorCall) => {
    const device = deviceOf(call);
    await act(device, call.body);
    return deviceResource(sandbox, device);
  };
  const removeOrder = (call: VendorCall) => {
    mfaUser(sandbox, userOf(call)).order = null;
    sandbox.store.changed();
    return call.reply.code(204).send();
  };

  routes.post(list, {
    'application/json': (call) => {
      const userId = userOf(call);
      const device = createDevice(sandbox, userId, call.body);
      call.reply.code(201).header('Location', `${devicesUrl(sandbox, userId)}/${device.id}`);
      return device;
    },
    [`${VENDOR}.devices.reorder+json`]: (call) => reorder(sandbox, userOf(call), call.body),
    [`${VENDOR}.devices.order.remove+json`]: removeOrder,
  });
  // Older text of the vendor, and its own client library, remove the order with this method.
  routes.delete(list, removeOrder);
  routes.get(list, (call) => listDevices(call, sandbox, userOf(call)));
  routes.get(one, (call) => deviceResource(sandbox, deviceOf(call)));
  routes.delete(one, (call) => {
    removeDevice(sandbox, deviceOf(call));
    return call.reply.code(204).send();
  });
  routes.post(one, {
    [`${VENDOR}.device.activate+json`]: change((device, body) => activate(sandbox, device, body)),
    // `sendActivationCode` in the vendor's text; media types are compared without regard to case, in lower case.
    [`${VENDOR}.device.sendactivationcode+json`]: change((device) => resend(sandbox, device)),
    [`${VENDOR}.device.block+json`]: change((device) => {
      device.block = { status: 'BLOCKED', blockedAt: sandbox.clock.timestamp() };
      touch(sandbox, device);
    }),
    [`${VENDOR}.device.unblock+json`]: change((device) => {
      device.block = { status: 'UNBLOCKED', blockedAt: null };
      touch(sandbox, device);
    }),
    [`${VENDOR}.device.unlock+json`]: change((device) => unlock(sandbox, device)),
  });
  routes.put(`${one}/nickname`, { 'application/json': (call) => rename(call, sandbox, deviceOf(call)) });
  routes.put(`${one}/logs`, { 'application/json': (call) => askForLogs(call, sandbox, deviceOf(call)) });
}

function resend(sandbox: Sandbox, device: DeviceRecord): void {
  if (device.status !== 'ACTIVATION_REQUIRED' || targetOf(device) === undefined) {
    throw invalidRequest('Only a device that waits for a passcode can be sent another one.');
  }
  sendOtp(sandbox, device, policyOfDevice(sandbox, device), 'device_pairing');
}

function rename(call: VendorCall, sandbox: Sandbox, device: DeviceRecord): object {
  const problems = new Problems();
  const { nickname } = objectOf(call.body);
  if (nickname === undefined) problems.required('nickname');
  device.nickname = readNickname(problems, nickname) ?? null;
  problems.throwIfAny();
  touch(sandbox, device);
  const self = `${devicesUrl(sandbox, device.userId)}/${device.id}`;
  return {
    _links: { self: { href: `${self}/nickname` }, device: { href: self } },
    nickname: device.nickname ?? '',
  };
}

function askForLogs(call: VendorCall, sandbox: Sandbox, device: DeviceRecord): object {
  if (device.type !== 'MOBILE') throw invalidRequest('Only a mobile device has logs.');
  if (objectOf(call.body).status !== 'PENDING') {
    throw invalidValue('status', 'must be PENDING', { allowedValues: ['PENDING'] });
  }
  return { status: 'PENDING', expiresAt: new Date(sandbox.clock.now() + 86_400_000).toISOString() };
}

/** The given ids come first; the rest keeps its order after them. */
function reorder(sandbox: Sandbox, userId: string, body: unknown): object {
  const { order } = objectOf(body);
  if (!Array.isArray(order) || order.length === 0) throw invalidValue('order', 'must be a list of devices');
  const active = devicesOf(sandbox, userId).filter(({ status }) => status === 'ACTIVE');
  const ids = order.map((entry, index) => {
    const id = isObject(entry) ? entry.id : undefined;
    if (typeof id === 'string' && active.some((device) => device.id === id)) return id;
    throw invalidValue(`order[${index}].id`, 'must be an active device of the user');
  });
  const rest = active.map(({ id }) => id).filter((id) => !ids.includes(id));
  mfaUser(sandbox, userId).order = [...new Set([...ids, ...rest])];
  sandbox.store.changed();
  return collection(sandbox, userId, devicesOf(sandbox, userId), { withOrder: true, withNames: false });
}

function listDevices(call: VendorCall, sandbox: Sandbox, userId: string): object {
  const filter = call.query.get('filter');
  const expand = (call.query.get('expand') ?? '').split(',');
  const limit = Number(call.query.get('limit') ?? 1_000);
  if (!Number.isInteger(limit) || limit < 1) throw invalidValue('limit', 'must be a whole number from 1');
  const matches = filter === null ? () => true : parseFilter(filter);
  const devices = devicesOf(sandbox, userId).filter(matches).slice(0, limit);
  return collection(sandbox, userId, devices, {
    withOrder: expand.includes('order'),
    withNames: expand.includes('typeDisplayNames'),
  });
}

function collection(
  sandbox: Sandbox,
  userId: string,
  devices: readonly DeviceRecord[],
  { withOrder, withNames }: { readonly withOrder: boolean; readonly withNames: boolean },
): object {
  const { order } = mfaUser(sandbox, userId);
  return {
    _links: { self: { href: devicesUrl(sandbox, userId) } },
    _embedded: {
      devices: devices.map((device) => deviceResource(sandbox, device)),
      ...(withOrder && order !== null ? { order: order.map((id) => ({ id })) } : {}),
      ...(withNames ? { typeDisplayNames: TYPE_NAMES } : {}),
    },
    count: devices.length,
    size: devices.length,
  };
}

const TYPE_NAMES = {
  EMAIL: 'Email',
  SMS: 'SMS',
  VOICE: 'Voice',
  WHATSAPP: 'WhatsApp',
  TOTP: 'Authenticator App',
  MOBILE: 'Mobile Applications',
  FIDO2: 'FIDO2 Biometrics',
  SECURITY_KEY: 'Security Key',
};

/** `status eq "..."` and `type eq "..."`, joined by and. @throws ApiError 400 INVALID_FILTER */
function parseFilter(text: string): (device: DeviceRecord) => boolean {
  const terms = text.split(/\s+and\s+/i).map((term) => {
    const [, attribute, value] = /^\(*\s*(status|type)\s+eq\s+"([^"]*)"\s*\)*$/i.exec(term.trim()) ?? [];
    if (attribute !== undefined && value !== undefined) return { attribute: attribute.toLowerCase(), value };
    throw invalidRequest('The request could not be completed. The filter is not valid.', {
      code: 'INVALID_FILTER',
      target: 'filter',
      message: 'must compare status or type with one text',
      innerError: { supportedAttributes: ['status', 'type'], supportedOperators: ['eq', 'and'] },
    });
  });
  return (device) =>
    terms.every(({ attribute, value }) => (attribute === 'status' ? device.status : device.type) === value);
}
