// Values that PingOne adds to MFA tomorrow: UNKNOWN beside what PingOne says, never a failure and never a success.
import { randomUUID } from 'node:crypto';
import { authenticate, expect, startAuthentication, test } from '../support/mfa.js';

const NEW = 'BRAND_NEW';
const usability = { status: NEW, reason: NEW };
const unknownUsability = { status: 'UNKNOWN', statusRaw: NEW, reason: NEW };

const strangeDevice = (id: string) => ({
  id,
  type: NEW,
  status: NEW,
  lock: { status: NEW, reason: NEW },
  block: { status: NEW },
  attributes: { previousDeviceType: NEW },
  os: { type: NEW },
  pushStatus: usability,
  otpStatus: usability,
  usableStatus: usability,
});
const DEVICE = `type typeRaw status statusRaw lock { status statusRaw reason reasonRaw } block { status statusRaw }
  attributes { previousDeviceType previousDeviceTypeRaw }
  mobile { os { type typeRaw } pushStatus { status statusRaw reason } otpStatus { status statusRaw reason } }
  usableStatus { status statusRaw reason }`;
const unknownDevice = {
  type: 'UNKNOWN',
  typeRaw: NEW,
  status: 'UNKNOWN',
  statusRaw: NEW,
  lock: { status: 'UNKNOWN', statusRaw: NEW, reason: 'UNKNOWN', reasonRaw: NEW },
  block: { status: 'UNKNOWN', statusRaw: NEW },
  attributes: { previousDeviceType: 'UNKNOWN', previousDeviceTypeRaw: NEW },
  mobile: { os: { type: 'UNKNOWN', typeRaw: NEW }, pushStatus: unknownUsability, otpStatus: unknownUsability },
  usableStatus: unknownUsability,
};

interface Row {
  readonly name: string;
  readonly path: string;
  readonly body: object;
  readonly document: string;
  readonly expected: object;
}

const id = randomUUID();
const ROWS: readonly Row[] = [
  {
    name: 'a device',
    path: `*/devices/${id}`,
    body: strangeDevice(id),
    document: `{ device(userId: "${id}", id: "${id}") { ${DEVICE} } }`,
    expected: { device: unknownDevice },
  },
  {
    name: 'a device authentication and its devices',
    path: `*/deviceAuthentications/${id}`,
    body: {
      id,
      status: NEW,
      user: { id },
      selectedDevice: { oneTime: { type: NEW } },
      _embedded: { devices: [strangeDevice(id)], blockedDevices: [] },
    },
    document: `{ deviceAuthentication(id: "${id}") { status statusRaw allowedActions oneTimeDevice { type } devices { ${DEVICE} } } }`,
    expected: {
      deviceAuthentication: {
        status: 'UNKNOWN',
        statusRaw: NEW,
        allowedActions: [],
        oneTimeDevice: null,
        devices: [unknownDevice],
      },
    },
  },
  {
    name: 'a pairing key',
    path: `*/pairingKeys/${id}`,
    body: { id, status: NEW, createdAt: '2026-01-01T00:00:00Z' },
    document: `{ pairingKey(userId: "${id}", id: "${id}") { status statusRaw } }`,
    expected: { pairingKey: { status: 'UNKNOWN', statusRaw: NEW } },
  },
  {
    name: 'an authentication code',
    path: `*/authenticationCodes/${id}`,
    body: {
      id,
      status: NEW,
      userApproval: NEW,
      lifeTime: { duration: 1, timeUnit: NEW },
      createdAt: '2026-01-01T00:00:00Z',
    },
    document: `{ authenticationCode(id: "${id}") { status statusRaw userApproval userApprovalRaw lifeTime { timeUnit timeUnitRaw } } }`,
    expected: {
      authenticationCode: {
        status: 'UNKNOWN',
        statusRaw: NEW,
        userApproval: 'UNKNOWN',
        userApprovalRaw: NEW,
        lifeTime: { timeUnit: 'UNKNOWN', timeUnitRaw: NEW },
      },
    },
  },
  {
    name: 'a device authentication policy',
    path: `*/deviceAuthenticationPolicies/${id}`,
    body: {
      id,
      authentication: { deviceSelection: NEW },
      sms: { enabled: true, otp: { lifeTime: { duration: 1, timeUnit: NEW } } },
    },
    document: `{ deviceAuthenticationPolicy(id: "${id}") { deviceSelection deviceSelectionRaw sms { otp { lifeTime { timeUnit timeUnitRaw } } } } }`,
    expected: {
      deviceAuthenticationPolicy: {
        deviceSelection: 'UNKNOWN',
        deviceSelectionRaw: NEW,
        sms: { otp: { lifeTime: { timeUnit: 'UNKNOWN', timeUnitRaw: NEW } } },
      },
    },
  },
];

test.for(ROWS)('of $name', async ({ path, body, document, expected }, { admin, sandbox }) => {
  const endFault = await sandbox.fault({ match: { method: 'GET', path }, status: 200, body });
  expect(await admin.ask<object, object>(document)).toEqual(expected);
  await endFault();
});

test('as the answer to a passcode: no success, and the guess counts', async ({ admin, newcomer, sandbox }) => {
  const { id: userId } = await newcomer();
  const oneTimeDevice = { type: 'EMAIL', email: 'ana@example.test', testMode: true };
  const { id: deviceAuthenticationId } = await startAuthentication(admin, { userId, oneTimeDevice });
  const check = () => authenticate(admin, 'checkOtp', { deviceAuthenticationId, otp: 'no' });
  const match = { method: 'POST', path: `*/deviceAuthentications/${deviceAuthenticationId}` };
  const endFault = await sandbox.fault({ match, status: 200, body: { id: deviceAuthenticationId, status: NEW } });
  expect(await check()).toMatchObject({ deviceAuthentication: { status: 'UNKNOWN' }, userErrors: [] });
  await endFault();
  const body = { id: deviceAuthenticationId, status: 'OTP_FAILED' };
  const endOther = await sandbox.fault({ match, status: 200, body });
  expect(await check()).toMatchObject({ deviceAuthentication: null, userErrors: [{ code: 'INVALID_OTP' }] });
  await endOther();
  for (let guess = 0; guess < 3; guess += 1) await check();
  expect((await check()).userErrors).toMatchObject([{ code: 'OTP_ATTEMPTS_EXCEEDED' }]);
});
