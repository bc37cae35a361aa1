// What companies use for their own people: hardware tokens, YubiKeys, the PingID apps and PingID's policies.
import { randomBytes } from 'node:crypto';
import { decodeJwt, UnsecuredJWT } from 'jose';
import { generate } from 'otplib';
import {
  addDevice,
  authenticate,
  changeDevice,
  devicesOf,
  expect,
  send,
  startAuthentication,
  test,
} from '../support/mfa.js';
import type { Person } from '../support/person.js';

/** A token that was imported, and the secret in it. */
const TOKEN = { serialNumber: '8830012345', secret: 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ' };

/** What the token shows at the n-th press of its button. */
const press = (counter: number) => generate({ strategy: 'hotp', secret: TOKEN.secret, counter });

/** A YubiKey: twelve letters that name it, then twenty-two that differ at each touch. */
function yubiKey() {
  const letters = 'cbdefghijklnrtuv';
  const text = (bytes: number) =>
    [...randomBytes(bytes).toString('hex')].map((digit) => letters[Number.parseInt(digit, 16)]).join('');
  const name = text(6);
  return { name, touch: () => `${name}${text(16)}` };
}

/** Starts a sign-on with one device and gives it a passcode. */
async function signOn(person: Person, deviceId: string, otp: string) {
  const { id } = await startAuthentication(person, { userId: person.id, deviceId });
  return authenticate(person, 'checkOtp', { deviceAuthenticationId: id, otp });
}

test('a hardware token that has drifted is brought back in step by two passcodes in a row', async ({ newcomer }) => {
  const person = await newcomer();
  const made = await addDevice(person, { userId: person.id, type: 'OATH_TOKEN', serialNumber: TOKEN.serialNumber });
  expect(made).toMatchObject({ status: 'ACTIVATION_REQUIRED', serialNumber: TOKEN.serialNumber });
  const activate = async (counter: number, oathResync: boolean) =>
    changeDevice(person, 'activateDevice', {
      userId: person.id,
      deviceId: made.id,
      otp: await press(counter),
      oathResync,
    });
  expect((await activate(200, false)).userErrors).toMatchObject([{ code: 'INVALID_OTP', field: ['input', 'otp'] }]);
  expect((await activate(200, true)).userErrors).toMatchObject([{ code: 'EXTRA_OTP_REQUIRED' }]);
  expect(await activate(201, true)).toMatchObject({ device: { status: 'ACTIVE' }, userErrors: [] });

  expect(await signOn(person, made.id, await press(202))).toMatchObject({
    deviceAuthentication: { status: 'COMPLETED', authenticators: ['user', 'mfa', 'otp', 'hwk'] },
  });
  expect((await signOn(person, made.id, await press(202))).userErrors).toMatchObject([{ code: 'INVALID_OTP' }]);
});

test('two passcodes that do not follow each other bring no token in step', async ({ newcomer }) => {
  const person = await newcomer();
  const input = { userId: person.id, type: 'OATH_TOKEN', serialNumber: TOKEN.serialNumber };
  const { id: deviceId } = await addDevice(person, input);
  const activate = async (counter: number) =>
    changeDevice(person, 'activateDevice', {
      userId: person.id,
      deviceId,
      otp: await press(counter),
      oathResync: true,
    });
  expect((await activate(300)).userErrors).toMatchObject([{ code: 'EXTRA_OTP_REQUIRED' }]);
  expect((await activate(400)).userErrors).toMatchObject([{ code: 'EXTRA_OTP_REQUIRED' }]);
  expect(await devicesOf(person, '(status: ACTIVE)')).toEqual([]);
  expect((await activate(401)).device).toMatchObject({ status: 'ACTIVE' });
});

test('a token that nobody has imported is refused at its serial number', async ({ newcomer }) => {
  const person = await newcomer();
  const input = { userId: person.id, type: 'OATH_TOKEN', serialNumber: '999' };
  expect(await changeDevice(person, 'createDevice', input)).toMatchObject({
    device: null,
    userErrors: [{ code: 'INVALID_VALUE', field: ['input', 'serialNumber'] }],
  });
});

test('a YubiKey is added with a passcode of its own, which is then used up', async ({ newcomer }) => {
  const person = await newcomer();
  const key = yubiKey();
  const first = key.touch();
  const input = { userId: person.id, type: 'YUBIKEY', serialNumber: '12345678', nickname: 'Blue key' };
  const missing = await changeDevice(person, 'createDevice', input);
  expect(missing.userErrors).toMatchObject([{ code: 'REQUIRED_VALUE', field: ['input', 'yubiKeyOtp'] }]);
  const garbled = await changeDevice(person, 'createDevice', { ...input, yubiKeyOtp: 'not a passcode' });
  expect(garbled.userErrors).toMatchObject([{ code: 'INVALID_VALUE', field: ['input', 'yubiKeyOtp'] }]);

  const made = await addDevice(person, { ...input, yubiKeyOtp: first });
  expect(made).toMatchObject({ type: 'YUBIKEY', serialNumber: '12345678', nickname: 'Blue key' });
  const activate = (otp: string) =>
    changeDevice(person, 'activateDevice', { userId: person.id, deviceId: made.id, otp });
  expect((await activate(first)).userErrors).toMatchObject([{ code: 'INVALID_OTP' }]);
  expect((await activate(key.touch())).device).toMatchObject({ status: 'ACTIVE' });

  expect((await signOn(person, made.id, yubiKey().touch())).userErrors).toMatchObject([{ code: 'INVALID_OTP' }]);
  const next = key.touch();
  expect((await signOn(person, made.id, next)).deviceAuthentication).toMatchObject({ status: 'COMPLETED' });
  expect((await signOn(person, made.id, next)).userErrors).toMatchObject([{ code: 'INVALID_OTP' }]);
});

test('the PingID desktop app is paired and signs in with tokens that it answers', async ({ newcomer }) => {
  const person = await newcomer();
  const made = await addDevice(person, { userId: person.id, type: 'PINGID_DESKTOP_GEN2' });
  const answer = (token: string | null) => new UnsecuredJWT({ challenge: decodeJwt(token ?? '').challenge }).encode();
  const activate = (attestationRaw: string) =>
    changeDevice(person, 'activateDevice', { userId: person.id, deviceId: made.id, attestationRaw });
  const foreign = new UnsecuredJWT({ challenge: 'of somebody else' }).encode();
  expect((await activate(foreign)).userErrors).toMatchObject([{ code: 'INVALID_ASSERTION' }]);
  const active = await activate(answer(made.desktopCredentialCreationOptions));
  expect(active).toMatchObject({ device: { status: 'ACTIVE', type: 'PINGID_DESKTOP_GEN2' }, userErrors: [] });

  const started = await startAuthentication(person, { userId: person.id });
  expect(started).toMatchObject({ status: 'ASSERTION_REQUIRED', publicKeyCredentialRequestOptions: null });
  const check = (assertionRaw: string) =>
    authenticate(person, 'checkAssertion', {
      deviceAuthenticationId: started.id,
      assertionRaw,
      origin: 'http://localhost:9410',
    });
  expect((await check(foreign)).userErrors).toMatchObject([{ code: 'INVALID_ASSERTION' }]);
  expect((await check(answer(started.desktopCredentialRequestOptions))).deviceAuthentication).toMatchObject({
    status: 'COMPLETED',
    authenticators: ['desktop', 'mfa', 'user'],
  });
});

test('devices are listed by type and by status, those of PingID too', async ({ newcomer, sandbox, admin }) => {
  const person = await newcomer();
  const userId = person.id;
  const phone = await sandbox.pairWithPingId(userId, 'PINGID_MOBILE', 'Work phone');
  const computer = await sandbox.pairWithPingId(userId, 'PINGID_DESKTOP', 'Work computer');
  const token = await addDevice(person, { userId, type: 'OATH_TOKEN', serialNumber: TOKEN.serialNumber });
  const mail = await addDevice(admin, { userId, type: 'EMAIL', email: 'work@example.test', status: 'ACTIVE' });
  const ids = async (choice: string) => (await devicesOf(person, choice)).map(({ id }) => id);
  expect(await ids('')).toEqual([phone, computer, mail.id, token.id]);
  expect(await ids('(types: [])')).toEqual(await ids(''));
  expect(await ids('(types: [PINGID_MOBILE, PINGID_DESKTOP])')).toEqual([phone, computer]);
  expect(await ids('(types: [OATH_TOKEN, YUBIKEY])')).toEqual([token.id]);
  expect(await ids('(types: [OATH_TOKEN], status: ACTIVE)')).toEqual([]);
  expect(await ids('(status: ACTIVATION_REQUIRED)')).toEqual([token.id]);

  // PingID's own devices do not take part here, so the e-mail address is the only one left.
  const { selectedDevice, devices } = await startAuthentication(person, { userId });
  expect(selectedDevice?.id).toBe(mail.id);
  expect(devices.find(({ id }) => id === phone)?.usableStatus).toMatchObject({ statusRaw: 'DISABLED' });
  expect(await send(person, 'deleteDevice', { userId, deviceId: phone }, 'deletedDeviceId')).toEqual({
    deletedDeviceId: phone,
  });
  expect(await ids('(types: [PINGID_MOBILE])')).toEqual([]);
});

test('the policy that a PingID evaluation has named decides which devices there are', async ({
  newcomer,
  sandbox,
  admin,
}) => {
  const person = await newcomer();
  const userId = person.id;
  await addDevice(admin, { userId, type: 'SMS', phone: '+14155552671', status: 'ACTIVE' });
  const mail = await addDevice(admin, { userId, type: 'EMAIL', email: 'work@example.test', status: 'ACTIVE' });
  const policyId = await sandbox.mfaPolicy({ name: 'PingID: e-mail', methods: ['email', 'fido2'] });
  const started = await startAuthentication(admin, { userId, policyId, compatibility: 'SECURITY_KEY_ONLY' });
  expect(started).toMatchObject({
    status: 'OTP_REQUIRED',
    policy: { id: policyId },
    selectedDevice: { id: mail.id },
  });
  const { bodyKeys } = await sandbox.lastCall('POST', '/deviceAuthentications');
  expect(bodyKeys).toEqual(['user', 'user.id', 'policy', 'policy.id', 'compatibility']);

  const noMethod = await sandbox.mfaPolicy({ name: 'PingID: passkeys', methods: ['fido2'] });
  const none = await authenticate(person, 'createDeviceAuthentication', { userId, policyId: noMethod });
  expect(none.userErrors).toMatchObject([{ code: 'NO_USABLE_DEVICES' }]);
  const unknown = { userId, policyId: '00000000-0000-4000-8000-000000000000' };
  expect((await authenticate(person, 'createDeviceAuthentication', unknown)).userErrors).toMatchObject([
    { code: 'DEVICE_AUTHENTICATION_POLICY_NOT_FOUND', field: ['input', 'policyId'] },
  ]);
});

test('a pairing key needs nothing but the user; with a policy it follows that policy', async ({
  newcomer,
  sandbox,
}) => {
  const person = await newcomer();
  const userId = person.id;
  const selection = 'pairingKey { id code status expiresAt createdAt } userErrors { code }';
  type Made = { pairingKey: { id: string; code: string; status: string; expiresAt: string; createdAt: string } };
  const lifeSeconds = ({ expiresAt, createdAt }: Made['pairingKey']) =>
    (Date.parse(expiresAt) - Date.parse(createdAt)) / 1_000;
  const { pairingKey } = await send<Made>(person, 'createPairingKey', { userId }, selection);
  expect(pairingKey).toMatchObject({ status: 'UNCLAIMED', code: expect.stringMatching(/^\d{12}$/) });
  expect(lifeSeconds(pairingKey)).toBe(600);
  const deviceId = await sandbox.pairPhone(pairingKey.code, { model: 'Pixel 10' });
  expect(await devicesOf(person, '(types: [MOBILE])')).toMatchObject([
    { id: deviceId, status: 'ACTIVE', mobile: { model: { name: 'Pixel 10' } } },
  ]);

  const policyId = await sandbox.mfaPolicy({
    name: 'short keys',
    pairingKeyLifetime: { duration: 1, timeUnit: 'MINUTES' },
  });
  const { pairingKey: short } = await send<Made>(person, 'createPairingKey', { userId, policyId }, selection);
  expect(lifeSeconds(short)).toBe(60);
});
