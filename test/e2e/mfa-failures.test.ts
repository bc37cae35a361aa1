// What goes wrong in MFA, told the same whichever way PingOne says it: refused, answered as a result, or with another status.
import { randomUUID } from 'node:crypto';
import type { Knobs } from '../../sandbox/src/control/knobs.js';
import {
  addDevice,
  authenticate,
  changeDevice,
  expect,
  send,
  startAuthentication,
  test,
  type UserErrorShown,
} from '../support/mfa.js';

interface Refused {
  readonly userErrors: readonly UserErrorShown[];
}

const LATER = expect.stringMatching(/^\d{4}-\d\d-\d\dT/);
const SMS = { type: 'SMS', phone: '+14155550123', status: 'ACTIVE', testMode: true } as const;

test.for<Knobs['mfaNoUsableDevices']>(['failed', '400'])(
  'no device that can be used, as %s: none at all, one that is blocked, one that is locked, MFA turned off',
  async (way, { admin, newcomer, sandbox }) => {
    await sandbox.knob('mfaNoUsableDevices', way);
    const person = await newcomer();
    const user = { userId: person.id };
    const start = (more: object = {}) =>
      authenticate(person, 'createDeviceAuthentication', { ...user, ...more }).then(({ userErrors }) => userErrors);
    const none = [{ code: 'NO_USABLE_DEVICES', field: ['input', 'userId'], retryAt: null, limit: null }];
    expect(await start()).toEqual(none);

    const { id: deviceId } = await addDevice(admin, { ...user, ...SMS });
    const fault = (code: string) => [{ code, field: ['input', 'deviceId'], retryAt: null, limit: null }];
    const authentication = await startAuthentication(person, { ...user, policyId: sandbox.ready.mfaPolicies.short });
    await changeDevice(admin, 'blockDevice', { ...user, deviceId });
    expect(await start()).toEqual(none);
    expect(await start({ deviceId })).toEqual(fault('DEVICE_BLOCKED'));
    const select = { deviceAuthenticationId: authentication.id, deviceId };
    expect((await authenticate(person, 'selectDevice', select)).userErrors).toEqual(fault('DEVICE_BLOCKED'));
    await changeDevice(admin, 'unblockDevice', { ...user, deviceId });

    for (const code of ['INVALID_OTP', 'OTP_ATTEMPTS_EXCEEDED']) {
      const check = { deviceAuthenticationId: authentication.id, otp: 'no' };
      expect((await authenticate(person, 'checkOtp', check)).userErrors).toMatchObject([{ code }]);
    }
    const locked = [{ ...fault('DEVICE_LOCKED')[0], retryAt: LATER }];
    expect(await start({ deviceId })).toEqual(locked);
    expect((await authenticate(person, 'selectDevice', select)).userErrors).toEqual(locked);
    await changeDevice(admin, 'unlockDevice', { ...user, deviceId });

    expect(await start({ deviceId: randomUUID() })).toEqual(fault('NOT_FOUND'));
    await send(admin, 'setUserMfaEnabled', { ...user, mfaEnabled: false });
    expect(await start()).toEqual([{ ...none[0], code: 'MFA_DISABLED' }]);
  },
);

test.for<Knobs['mfaExhaustedOtp']>(['400', 'FAILED'])(
  'the wrong passcode that locks the device, as %s, says until when',
  async (way, { admin, newcomer, sandbox }) => {
    await sandbox.knob('mfaExhaustedOtp', way);
    const person = await newcomer();
    await addDevice(admin, { userId: person.id, ...SMS });
    const { id } = await startAuthentication(person, { userId: person.id });
    const codes: (readonly UserErrorShown[])[] = [];
    for (let guess = 0; guess < 3; guess += 1) {
      const check = { deviceAuthenticationId: id, otp: 'no' };
      codes.push((await authenticate(person, 'checkOtp', check)).userErrors);
    }
    const wrong = [{ code: 'INVALID_OTP', field: ['input', 'otp'], retryAt: null, limit: null }];
    expect(codes).toEqual([wrong, wrong, [{ ...wrong[0], code: 'OTP_ATTEMPTS_EXCEEDED', retryAt: LATER }]]);
  },
);

test.for<Knobs['mfaDeviceCapStatus']>(['400', '429'])(
  'one device too many, as %s, says how many there may be',
  async (status, { admin, newcomer, sandbox }) => {
    await sandbox.knob('mfaDeviceCapStatus', status);
    const { id: userId } = await newcomer();
    for (let device = 0; device < 5; device += 1) await addDevice(admin, { userId, ...SMS });
    const { userErrors } = await changeDevice(admin, 'createDevice', { userId, ...SMS });
    expect(userErrors).toEqual([{ code: 'DEVICE_LIMIT_REACHED', field: ['input'], retryAt: null, limit: 5 }]);
  },
);

test('too many devices that wait for their activation', async ({ newcomer, sandbox }) => {
  await sandbox.knob('mfaHalfEnrolledLimit', 1);
  const person = await newcomer();
  await addDevice(person, { userId: person.id, type: 'TOTP' });
  const { userErrors } = await changeDevice(person, 'createDevice', { userId: person.id, type: 'TOTP' });
  await sandbox.knob('mfaHalfEnrolledLimit', 50);
  expect(userErrors).toMatchObject([{ code: 'DEVICE_LIMIT_REACHED' }]);
});

test('messages too soon after each other, and messages that nobody has written', async ({
  admin,
  newcomer,
  sandbox,
}) => {
  const person = await newcomer();
  const { waits: policyId = '' } = sandbox.ready.mfaPolicies;
  const user = { userId: person.id, policyId };
  const device = { ...user, type: 'EMAIL', email: `${person.id}@example.test` };
  const made = await addDevice(person, device);
  const key = { userId: person.id, deviceId: made.id };
  const tooSoon = [{ code: 'NOTIFICATION_LIMIT_EXCEEDED', retryAt: LATER }];
  expect((await changeDevice(person, 'resendDeviceActivationOtp', key)).userErrors).toMatchObject(tooSoon);
  expect((await changeDevice(person, 'createDevice', device)).userErrors).toMatchObject(tooSoon);
  const oneTimeDevice = { type: 'EMAIL', email: device.email };
  const input = { ...user, oneTimeDevice };
  expect((await authenticate(person, 'createDeviceAuthentication', input)).userErrors).toMatchObject(tooSoon);

  await sandbox.knob('mfaMissingContent', 'refuse');
  const notification = { templateVariant: 'unwritten' };
  const unwritten = [
    { code: 'NOTIFICATION_CONTENT_MISSING', field: ['input', 'notification'], retryAt: null, limit: null },
  ];
  const other = { ...device, email: `other-${device.email}`, notification };
  expect((await changeDevice(admin, 'createDevice', other)).userErrors).toEqual(unwritten);
  const start = { ...user, oneTimeDevice, notification };
  expect((await authenticate(admin, 'createDeviceAuthentication', start)).userErrors).toEqual(unwritten);
  await sandbox.knob('mfaMissingContent', 'replace');
});

test.for<Knobs['mfaBadAssertion']>(['400', 'FAILED'])(
  'an assertion that is not good, as %s',
  async (way, { signOnService, sandbox }) => {
    await sandbox.knob('mfaBadAssertion', way);
    const { id } = await startAuthentication(signOnService, { rpId: 'localhost' });
    const check = { deviceAuthenticationId: id, origin: 'http://localhost', assertionRaw: '{}' };
    const { userErrors } = await authenticate(signOnService, 'checkAssertion', check);
    expect(userErrors).toMatchObject([{ code: 'INVALID_ASSERTION', field: ['input', 'assertionRaw'] }]);
  },
);

test('what is named and does not exist', async ({ admin, newcomer }) => {
  const { id: userId } = await newcomer();
  const errorsOf = async (mutation: string, input: object) => (await send<Refused>(admin, mutation, input)).userErrors;
  const fault = (code: string, ...field: readonly string[]) => [
    { code, field: ['input', ...field], retryAt: null, limit: null },
  ];
  const id = randomUUID();
  const rows: readonly (readonly [string, object, object])[] = [
    ['createDeviceAuthentication', { userId: id }, fault('NOT_FOUND', 'userId')],
    [
      'createDeviceAuthentication',
      { userId, policyId: id },
      fault('DEVICE_AUTHENTICATION_POLICY_NOT_FOUND', 'policyId'),
    ],
    ['createDeviceAuthentication', { userId, applicationId: id }, fault('APPLICATION_NOT_FOUND', 'applicationId')],
    ['createDevice', { userId: id, type: 'TOTP' }, fault('NOT_FOUND', 'userId')],
    [
      'createDevice',
      { userId, type: 'TOTP', policyId: id },
      fault('DEVICE_AUTHENTICATION_POLICY_NOT_FOUND', 'policyId'),
    ],
    ['activateDevice', { userId, deviceId: id, otp: '1' }, fault('NOT_FOUND', 'deviceId')],
    ['blockDevice', { userId, deviceId: id }, fault('NOT_FOUND', 'deviceId')],
    ['createPairingKey', { userId: id }, fault('NOT_FOUND', 'userId')],
    ['createPairingKey', { userId, applicationIds: [id] }, fault('APPLICATION_NOT_FOUND', 'applicationIds')],
    ['deletePairingKey', { userId, pairingKeyId: id }, fault('NOT_FOUND', 'pairingKeyId')],
    ['createAuthenticationCode', { applicationId: id }, fault('APPLICATION_NOT_FOUND', 'applicationId')],
    ['deleteAuthenticationCode', { authenticationCodeId: id }, fault('NOT_FOUND', 'authenticationCodeId')],
    ['checkOtp', { deviceAuthenticationId: id, otp: '1' }, fault('NOT_FOUND', 'deviceAuthenticationId')],
    ['setUserMfaEnabled', { userId: id, mfaEnabled: true }, fault('NOT_FOUND', 'userId')],
  ];
  for (const [mutation, input, expected] of rows) {
    expect([mutation, await errorsOf(mutation, input)]).toEqual([mutation, expected]);
  }
});

test('what is in another state', async ({ admin, newcomer, sandbox }) => {
  const person = await newcomer();
  const user = { userId: person.id };
  const active = await addDevice(admin, { ...user, ...SMS });
  const waiting = await addDevice(person, { ...user, type: 'TOTP' });
  const codeOf = async (mutation: string, input: object) =>
    (await send<Refused>(person, mutation, input)).userErrors.map(({ code, field }) => [code, field?.at(-1)]);
  const notActionable = [['DEVICE_NOT_ACTIONABLE', 'deviceId']];
  expect(await codeOf('activateDevice', { ...user, deviceId: active.id, otp: '1' })).toEqual(notActionable);
  expect(await codeOf('resendDeviceActivationOtp', { ...user, deviceId: active.id })).toEqual(notActionable);
  expect(await codeOf('resendDeviceActivationOtp', { ...user, deviceId: waiting.id })).toEqual(notActionable);
  expect(await codeOf('createDeviceAuthentication', { ...user, deviceId: waiting.id })).toEqual(notActionable);

  const { id: deviceAuthenticationId } = await startAuthentication(person, user);
  const over = [['DEVICE_AUTHENTICATION_NOT_ACTIONABLE', 'deviceAuthenticationId']];
  const assertion = { deviceAuthenticationId, origin: 'http://localhost', assertionRaw: '{}' };
  expect(await codeOf('checkAssertion', assertion)).toEqual(over);
  await sandbox.advance(31 * 60);
  for (const status of ['404', '410'] as const) {
    await sandbox.knob('mfaExpiredAuthentication', status);
    expect(await codeOf('checkOtp', { deviceAuthenticationId, otp: '1' })).toEqual(over);
    expect(await codeOf('selectDevice', { deviceAuthenticationId, deviceId: active.id })).toEqual(over);
  }
});
