// The life of a device: added in each way that a person can receive a passcode, paired as a phone, ordered, named, stopped, removed.
import {
  addDevice,
  authenticate,
  changeDevice,
  devicesOf,
  expect,
  send,
  startAuthentication,
  test,
  type UserErrorShown,
} from '../support/mfa.js';
import type { Person } from '../support/person.js';
import type { TestSandbox } from '../support/sandbox.js';

/** The newest message to an address. */
async function messageTo(sandbox: TestSandbox, address: string): Promise<Readonly<Record<string, unknown>>> {
  const message = (await sandbox.inbox()).find(({ to }) => to === address);
  if (!message) throw new Error(`Nothing was sent to ${address}.`);
  return message;
}

/** Adds mail addresses that are active at once. @returns ids of the devices */
async function addMails(admin: Person, userId: string, ...names: readonly string[]): Promise<readonly string[]> {
  const ids: string[] = [];
  for (const name of names) {
    const input = { userId, type: 'EMAIL', email: `${name}@example.test`, status: 'ACTIVE', nickname: name };
    ids.push((await addDevice(admin, input)).id);
  }
  return ids;
}

interface Order {
  readonly user: {
    readonly defaultDevice: { readonly id: string } | null;
    readonly deviceSettings: { readonly order: readonly string[] };
    readonly devices: readonly { readonly id: string }[];
  } | null;
  readonly userErrors: readonly UserErrorShown[];
}

const ORDER = `user { defaultDevice { id } deviceSettings { order } devices { id } }
  userErrors { code field retryAt limit }`;

test.for([
  ['VOICE', '+14155550101', { extension: '12,#3' }],
  ['WHATSAPP', '+14155550102', {}],
  ['SMS', '+14155550103', {}],
] as const)(
  'a passcode by %s activates the device and signs in',
  async ([type, phone, more], { newcomer, sandbox }) => {
    const person = await newcomer();
    const userId = person.id;
    const typed = `1-${phone.slice(2, 5)}-${phone.slice(5, 8)}-${phone.slice(8)}`;
    const made = await addDevice(person, { userId, type, phone: typed, ...more });
    expect(made).toMatchObject({ type, phone, extension: null, ...more, status: 'ACTIVATION_REQUIRED' });
    const first = await messageTo(sandbox, phone);
    expect(first).toMatchObject({ method: type, template: 'device_pairing' });

    const resent = await changeDevice(person, 'resendDeviceActivationOtp', { userId, deviceId: made.id });
    expect(resent).toMatchObject({ device: { status: 'ACTIVATION_REQUIRED' }, userErrors: [] });
    const second = await messageTo(sandbox, phone);
    expect(second.id).not.toBe(first.id);
    const activate = (otp: unknown) => changeDevice(person, 'activateDevice', { userId, deviceId: made.id, otp });
    if (first.code !== second.code) {
      expect((await activate(first.code)).userErrors).toMatchObject([{ code: 'INVALID_OTP' }]);
    }
    expect(await activate(second.code)).toMatchObject({ device: { status: 'ACTIVE' }, userErrors: [] });

    const { id } = await startAuthentication(person, { userId });
    const { code, template } = await messageTo(sandbox, phone);
    expect(template).toBe('strong_authentication');
    const done = await authenticate(person, 'checkOtp', { deviceAuthenticationId: id, otp: code });
    expect(done.deviceAuthentication).toMatchObject({ status: 'COMPLETED' });
  },
);

test('an extension is for calls only, and has digits, commas, # and *', async ({ newcomer }) => {
  const person = await newcomer();
  const phone = '+14155550101';
  for (const input of [
    { type: 'SMS', phone, extension: '12' },
    { type: 'VOICE', phone, extension: 'ext. 12' },
  ]) {
    const { userErrors } = await changeDevice(person, 'createDevice', { userId: person.id, ...input });
    expect(userErrors).toMatchObject([{ code: 'INVALID_VALUE', field: ['input', 'extension'] }]);
  }
});

test('a phone pairs itself with a key, once, and then takes part', async ({ newcomer, sandbox }) => {
  const person = await newcomer();
  const userId = person.id;
  const selection = 'pairingKey { id code status } userErrors { code }';
  type Made = { readonly pairingKey: { readonly id: string; readonly code: string } };
  const { applicationId } = sandbox.ready;
  const input = { userId, applicationIds: [applicationId] };
  const { pairingKey } = await send<Made>(person, 'createPairingKey', input, selection);
  const deviceId = await sandbox.pairPhone(pairingKey.code, { model: 'iPhone 18', os: 'iOS', osVersion: '27' });
  await expect(sandbox.pairPhone(pairingKey.code)).rejects.toThrow(/409/);
  const read = `query ($userId: ID!, $id: ID!) { pairingKey(userId: $userId, id: $id) { status } }`;
  expect(await person.ask<object, object>(read, { userId, id: pairingKey.id })).toEqual({
    pairingKey: { status: 'CLAIMED' },
  });
  const phone = `{ user(id: "${userId}") { defaultDevice { id type status mobile { os { type version } application { id } } } } }`;
  expect(await person.ask<object, object>(phone)).toMatchObject({
    user: {
      defaultDevice: {
        id: deviceId,
        type: 'MOBILE',
        status: 'ACTIVE',
        mobile: { os: { version: '27' }, application: { id: applicationId } },
      },
    },
  });
  expect(await startAuthentication(person, { userId })).toMatchObject({
    status: 'PUSH_CONFIRMATION_REQUIRED',
    selectedDevice: { id: deviceId },
  });
  const withoutKey = await changeDevice(person, 'createDevice', { userId, type: 'MOBILE' });
  expect(withoutKey.userErrors).toMatchObject([{ code: 'INVALID_VALUE', field: ['input', 'type'] }]);
});

test('the first in order is the default; the order is set, changed by one, and removed', async ({
  newcomer,
  admin,
}) => {
  const person = await newcomer();
  const userId = person.id;
  const [one = '', two = '', three = ''] = await addMails(admin, userId, 'one', 'two', 'three');
  const put = (mutation: string, input: object) => send<Order>(person, mutation, { userId, ...input }, ORDER);

  const whole = await put('setDeviceOrder', { deviceIds: [three, one, two] });
  expect(whole.user).toMatchObject({
    defaultDevice: { id: three },
    deviceSettings: { order: [three, one, two] },
    devices: [{ id: three }, { id: one }, { id: two }],
  });
  const part = await put('setDeviceOrder', { deviceIds: [two] });
  expect(part.user?.deviceSettings.order).toEqual([two, three, one]);
  const first = await put('setDefaultDevice', { deviceId: one });
  expect(first.user?.deviceSettings.order).toEqual([one, two, three]);
  expect((await startAuthentication(person, { userId })).selectedDevice?.id).toBe(one);
  expect((await put('setDeviceOrder', { deviceIds: [one, one] })).userErrors).toMatchObject([
    { code: 'INVALID_VALUE', field: ['input', 'deviceIds', '1'] },
  ]);

  // The next in order takes the place of a default that is removed.
  await send(person, 'deleteDevice', { userId, deviceId: one });
  expect((await startAuthentication(person, { userId })).selectedDevice?.id).toBe(two);

  const removed = await put('removeDeviceOrder', {});
  expect(removed).toMatchObject({ user: { defaultDevice: null, deviceSettings: { order: [] } }, userErrors: [] });
  const asked = await startAuthentication(person, { userId });
  expect(asked).toMatchObject({ status: 'DEVICE_SELECTION_REQUIRED', selectedDevice: null });
  const selection = { deviceAuthenticationId: asked.id, deviceId: three };
  expect((await authenticate(person, 'selectDevice', selection)).deviceAuthentication).toMatchObject({
    status: 'OTP_REQUIRED',
    selectedDevice: { id: three },
  });
  const again = await put('setDefaultDevice', { deviceId: three });
  expect(again.user?.defaultDevice).toEqual({ id: three });
});

test('an operator blocks a device, which is then not asked, and lets it back in', async ({ newcomer, admin }) => {
  const person = await newcomer();
  const userId = person.id;
  const [deviceId = ''] = await addMails(admin, userId, 'only');
  const input = { userId, deviceId };
  expect((await changeDevice(admin, 'blockDevice', input)).device).toMatchObject({
    status: 'ACTIVE',
    block: { status: 'BLOCKED', blockedAt: expect.any(String) },
  });
  const none = await authenticate(person, 'createDeviceAuthentication', { userId });
  expect(none.userErrors).toMatchObject([{ code: 'NO_USABLE_DEVICES' }]);
  expect((await changeDevice(admin, 'unblockDevice', input)).device).toMatchObject({
    block: { status: 'UNBLOCKED', blockedAt: null },
  });
  expect(await startAuthentication(person, { userId })).toMatchObject({ status: 'OTP_REQUIRED' });
  // The owner may not undo what an operator has done.
  await expect(changeDevice(person, 'unblockDevice', input)).rejects.toThrow(/FORBIDDEN/);
});

test('wrong passcodes lock a device until its time is over, or until an operator unlocks it', async ({
  newcomer,
  admin,
  sandbox,
}) => {
  const person = await newcomer();
  const userId = person.id;
  const policyId = await sandbox.mfaPolicy({ name: 'two guesses', failureCount: 2 });
  const [deviceId = ''] = await addMails(admin, userId, 'guessed');
  const { id } = await startAuthentication(person, { userId, policyId });
  const guess = () => authenticate(person, 'checkOtp', { deviceAuthenticationId: id, otp: 'nonsense' });
  expect((await guess()).userErrors).toMatchObject([{ code: 'INVALID_OTP' }]);
  expect((await guess()).userErrors).toMatchObject([{ code: 'OTP_ATTEMPTS_EXCEEDED', retryAt: expect.any(String) }]);
  expect(await devicesOf(person)).toMatchObject([
    { id: deviceId, lock: { status: 'LOCKED', expiresAt: expect.any(String) } },
  ]);
  const unlocked = await changeDevice(admin, 'unlockDevice', { userId, deviceId });
  expect(unlocked.device?.lock).toEqual({ status: 'UNLOCKED', expiresAt: null });
  expect(await startAuthentication(person, { userId })).toMatchObject({ status: 'OTP_REQUIRED' });
});

test('a device is named, renamed and loses its name; removed, it is gone', async ({ newcomer, admin }) => {
  const person = await newcomer();
  const userId = person.id;
  const [deviceId = ''] = await addMails(admin, userId, 'mail');
  const rename = async (nickname: string) =>
    (await changeDevice(person, 'updateDeviceNickname', { userId, deviceId, nickname })).device?.nickname;
  expect(await rename('Ana’s mail')).toBe('Ana’s mail');
  expect(await rename('')).toBeNull();
  const tooLong = await changeDevice(person, 'updateDeviceNickname', { userId, deviceId, nickname: 'x'.repeat(101) });
  expect(tooLong.userErrors).toMatchObject([{ code: 'OUT_OF_RANGE', limit: 100 }]);

  const remove = () => send(person, 'deleteDevice', { userId, deviceId }, 'deletedDeviceId userErrors { code }');
  expect(await remove()).toEqual({ deletedDeviceId: deviceId, userErrors: [] });
  expect(await devicesOf(person)).toEqual([]);
  expect(await remove()).toEqual({ deletedDeviceId: null, userErrors: [{ code: 'NOT_FOUND' }] });
});

test('whoever has as many devices as allowed has to remove one first', async ({ newcomer, admin }) => {
  const person = await newcomer();
  const userId = person.id;
  const [first = ''] = await addMails(admin, userId, 'a', 'b', 'c', 'd', 'e');
  const sixth = { userId, type: 'EMAIL', email: 'f@example.test' };
  expect((await changeDevice(person, 'createDevice', sixth)).userErrors).toMatchObject([
    { code: 'DEVICE_LIMIT_REACHED', limit: 5 },
  ]);
  await send(person, 'deleteDevice', { userId, deviceId: first });
  expect(await addDevice(person, sixth)).toMatchObject({ status: 'ACTIVATION_REQUIRED' });
});

test('what nobody activates is gone after a day; what is active stays', async ({ newcomer, admin, sandbox }) => {
  const person = await newcomer();
  const userId = person.id;
  const [kept = ''] = await addMails(admin, userId, 'kept');
  const forgotten = await addDevice(person, { userId, type: 'FIDO2' });
  await sandbox.advance(23 * 3_600);
  expect((await devicesOf(person)).map(({ id }) => id)).toEqual([kept, forgotten.id]);
  await sandbox.advance(3_600);
  expect((await devicesOf(person)).map(({ id }) => id)).toEqual([kept]);
  const late = { userId, deviceId: forgotten.id, attestationRaw: '{}', origin: 'http://localhost' };
  expect((await changeDevice(person, 'activateDevice', late)).userErrors).toMatchObject([{ code: 'NOT_FOUND' }]);
});
