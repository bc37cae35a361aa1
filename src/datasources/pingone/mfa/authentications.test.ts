// The calls on device authentications and authentication codes: what is sent, and what is read out of the answer.
import { expect, test } from 'vitest';
import { failureOf } from '../../http/client-fixture.js';
import { json } from '../../http/scripted-server.js';
import { pingOne } from '../pingone-fixture.js';
import { type Call, JSON_TYPE, nothing, testCalls, vendor } from './call-fixture.js';

const authentications = '/env-1/deviceAuthentications';
const authentication = {
  id: 'a1',
  status: 'OTP_REQUIRED',
  user: { id: 'u1' },
  policy: { id: 'p1' },
  selectedDevice: { id: 'd1' },
  _links: { self: {}, 'otp.check': {}, 'device.select': {} },
  _embedded: { devices: [{ id: 'd1', type: 'SMS', usableStatus: { status: 'ENABLED' }, phone: '*******00' }] },
};
const onAuthentication = (name: string, action: string, act: Call['act'], body: object): Call => ({
  name,
  act,
  answer: json(200, { ...authentication, status: 'COMPLETED', authenticators: ['mfa', 'otp'] }),
  sent: ['POST', `${authentications}/a1`, vendor(action), body],
  result: { id: 'a1', status: 'COMPLETED', allowedActions: [], authenticators: ['mfa', 'otp'] },
});

const code = { id: 'c1', code: 'K7P2QX9M', uri: 'pingonesdk?authentication_code=K7P2QX9M', status: 'UNCLAIMED' };

const calls: readonly Call[] = [
  {
    name: 'createDeviceAuthentication for a user',
    act: (api) => api.authentications.createDeviceAuthentication({ userId: 'u1' }),
    answer: json(201, authentication),
    sent: ['POST', authentications, JSON_TYPE, { user: { id: 'u1' } }],
    result: {
      id: 'a1',
      environmentId: 'env-1',
      status: 'OTP_REQUIRED',
      allowedActions: ['SELECT_DEVICE', 'CHECK_OTP'],
      userId: 'u1',
      policyId: 'p1',
      selectedDeviceId: 'd1',
      devices: [{ id: 'd1', userId: 'u1', phone: null, maskedContact: '*******00', contactHidden: true }],
      error: null,
    },
  },
  {
    name: 'createDeviceAuthentication with everything',
    act: (api) =>
      api.authentications.createDeviceAuthentication({
        userId: 'u1',
        policyId: 'p1',
        deviceId: 'd1',
        otp: '012345',
        notificationType: 'TRANSACTION',
        notification: { policyId: 'n1', templateVariables: { sum: '7' } },
        rpId: 'a.example',
        challenge: 'AAAA',
        compatibility: 'SECURITY_KEY_ONLY',
        mobilePayload: 'signed',
        applicationId: 'n1',
        clientContext: { sum: 7 },
        userAgent: 'Mozilla/5.0',
      }),
    answer: json(201, authentication),
    sent: [
      'POST',
      authentications,
      JSON_TYPE,
      {
        user: { id: 'u1' },
        policy: { id: 'p1' },
        selectedDevice: { id: 'd1', otp: '012345' },
        rp: { id: 'a.example' },
        webAuthn: { challenge: 'AAAA' },
        compatibility: 'SECURITY_KEY_ONLY',
        mobilePayload: 'signed',
        application: { id: 'n1' },
        notification: {
          policy: { id: 'n1' },
          template: { name: 'transaction', variables: { sum: '7' } },
          clientContext: { sum: 7 },
        },
        userAgent: 'Mozilla/5.0',
      },
    ],
    result: { id: 'a1' },
  },
  {
    name: 'createDeviceAuthentication with a one-time device',
    act: (api) =>
      api.authentications.createDeviceAuthentication({
        userId: 'u1',
        notificationType: 'STRONG_AUTHENTICATION',
        oneTimeDevice: { type: 'EMAIL', email: 'ana@a.test', testMode: true },
      }),
    answer: json(201, {
      ...authentication,
      selectedDevice: { oneTime: { type: 'EMAIL', email: 'an****@a.test' } },
      test: { otp: '002917' },
      _embedded: { devices: [{ type: 'EMAIL', email: 'an****@a.test' }] },
    }),
    sent: [
      'POST',
      authentications,
      JSON_TYPE,
      { user: { id: 'u1' }, selectedDevice: { oneTime: { type: 'EMAIL', email: 'ana@a.test', testMode: true } } },
    ],
    result: {
      selectedDeviceId: null,
      oneTimeDevice: { type: 'EMAIL', maskedContact: 'an****@a.test' },
      devices: [],
      test: { otp: '002917' },
    },
  },
  {
    name: 'createDeviceAuthentication without a username',
    act: (api) => api.authentications.createDeviceAuthentication({ rpId: 'a.example' }),
    answer: json(201, {
      id: 'a1',
      status: 'ASSERTION_REQUIRED',
      publicKeyCredentialRequestOptions: '{"challenge":[-1,1]}',
    }),
    sent: ['POST', authentications, JSON_TYPE, { rp: { id: 'a.example' } }],
    result: {
      userId: null,
      allowedActions: ['CHECK_ASSERTION'],
      publicKeyCredentialRequestOptions: { challenge: '_wE' },
      publicKeyCredentialRequestOptionsRaw: '{"challenge":[-1,1]}',
    },
  },
  {
    name: 'createDeviceAuthentication that fails in a good answer',
    act: (api) => api.authentications.createDeviceAuthentication({ userId: 'u1' }),
    answer: json(201, {
      id: 'a1',
      status: 'FAILED',
      error: { code: 'NO_USABLE_DEVICES', message: 'none', unavailableDevices: [{ id: 'd3' }] },
      _links: { 'device.select': {} },
    }),
    sent: ['POST', authentications, JSON_TYPE, { user: { id: 'u1' } }],
    result: {
      status: 'FAILED',
      allowedActions: [],
      error: { code: 'NO_USABLE_DEVICES', message: 'none', unavailableDeviceIds: ['d3'] },
    },
  },
  {
    name: 'readDeviceAuthentication in a status without a name',
    act: (api) => api.authentications.readDeviceAuthentication('a1'),
    answer: json(200, { ...authentication, status: 'FACE_REQUIRED' }),
    sent: ['GET', `${authentications}/a1`, undefined, undefined],
    result: { status: 'UNKNOWN', statusRaw: 'FACE_REQUIRED', allowedActions: ['SELECT_DEVICE', 'CHECK_OTP'] },
  },
  {
    name: 'readDeviceAuthentication while a push is out',
    act: (api) => api.authentications.readDeviceAuthentication('a1'),
    answer: json(200, { ...authentication, status: 'PUSH_CONFIRMATION_REQUIRED', _links: null }),
    sent: ['GET', `${authentications}/a1`, undefined, undefined],
    result: { status: 'PUSH_CONFIRMATION_REQUIRED', allowedActions: ['SELECT_DEVICE', 'CANCEL'] },
  },
  onAuthentication(
    'selectDevice',
    'device.select',
    (api) => api.authentications.selectDevice('a1', { deviceId: 'd1', compatibility: 'FULL' }),
    { device: { id: 'd1' }, compatibility: 'FULL' },
  ),
  onAuthentication('checkOtp', 'otp.check', (api) => api.authentications.checkOtp('a1', '012345'), { otp: '012345' }),
  onAuthentication(
    'checkAssertion',
    'assertion.check',
    (api) => api.authentications.checkAssertion('a1', { assertion: '{"id":"x"}', origin: 'https://a.example' }),
    { assertion: '{"id":"x"}', origin: 'https://a.example' },
  ),
  onAuthentication(
    'cancelDeviceAuthentication',
    'cancel.push.authentication',
    (api) => api.authentications.cancelDeviceAuthentication('a1', 'CHANGE_DEVICE'),
    { reason: 'CHANGE_DEVICE' },
  ),
  {
    name: 'createAuthenticationCode',
    act: (api) =>
      api.authentications.createAuthenticationCode({
        applicationId: 'n1',
        lifeTime: { duration: 2, timeUnit: 'MINUTES' },
        userApproval: 'REQUIRED',
        clientContext: { header: 'Sign in' },
      }),
    answer: json(201, { ...code, application: { id: 'n1' }, userApproval: 'REQUIRED' }),
    sent: [
      'POST',
      '/env-1/authenticationCodes',
      JSON_TYPE,
      {
        application: { id: 'n1' },
        lifeTime: { duration: 2, timeUnit: 'MINUTES' },
        userApproval: 'REQUIRED',
        clientContext: { header: 'Sign in' },
      },
    ],
    result: {
      code: 'K7P2QX9M',
      uri: 'pingonesdk?authentication_code=K7P2QX9M',
      userApproval: 'REQUIRED',
      application: { id: 'n1' },
      device: null,
    },
  },
  {
    name: 'readAuthenticationCode of the other shape, claimed',
    act: (api) => api.authentications.readAuthenticationCode('c1'),
    answer: json(200, {
      ...code,
      status: 'CLAIMED',
      applications: [{ id: 'n1' }],
      user: { id: 'u1' },
      _embedded: { device: { id: 'd9', os: { type: 'iOS', version: '19' }, model: { marketingName: 'iPhone 17' } } },
    }),
    sent: ['GET', '/env-1/authenticationCodes/c1', undefined, undefined],
    result: {
      status: 'CLAIMED',
      userId: 'u1',
      application: { id: 'n1' },
      device: {
        id: 'd9',
        type: 'MOBILE',
        typeRaw: null,
        mobile: {
          os: { type: 'IOS', typeRaw: 'iOS', version: '19' },
          model: { name: null, marketingName: 'iPhone 17' },
        },
      },
    },
  },
  {
    name: 'deleteAuthenticationCode',
    act: (api) => api.authentications.deleteAuthenticationCode('c1'),
    answer: nothing,
    sent: ['DELETE', '/env-1/authenticationCodes/c1', undefined, undefined],
  },
];

testCalls(calls);

const refusals: [string, unknown, object][] = [
  ['a wrong passcode', { code: 'INVALID_OTP', target: 'otp', message: 'Invalid OTP 012345' }, { code: 'INVALID_OTP' }],
  [
    'too many wrong passcodes',
    { code: 'QUOTA_EXCEEDED', target: 'otp', innerError: { coolDownExpiresAt: 1772356000000 } },
    { code: 'QUOTA_EXCEEDED', target: 'otp', innerError: { coolDownExpiresAt: 1772356000000 } },
  ],
  [
    'too many messages',
    { code: 'LIMIT_EXCEEDED', innerError: { deliveryMethod: 'SMS', coolDownExpiresAt: '2026-03-01T09:06:40.000Z' } },
    { code: 'LIMIT_EXCEEDED', innerError: { deliveryMethod: 'SMS', coolDownExpiresAt: 1772356000000 } },
  ],
  [
    'too many devices',
    { code: 'LIMIT_EXCEEDED', innerError: { maximumAllowed: 5 } },
    { code: 'LIMIT_EXCEEDED', innerError: { maximumAllowed: 5 } },
  ],
  [
    'bounds that are none',
    { code: 'LIMIT_EXCEEDED', innerError: { deliveryMethod: 'to +1 512 555 0100', coolDownExpiresAt: 1e300 } },
    { code: 'LIMIT_EXCEEDED', innerError: {} },
  ],
];

test.each(refusals)('%s: told by code and bounds, without text, and never sent again', async (_, detail, kept) => {
  const { api, server } = await pingOne(json(400, { code: 'INVALID_DATA', message: 'm', details: [detail] }));
  const error = await failureOf(api.authentications.checkOtp('a1', '012345'));
  expect(error).toMatchObject({ source: 'PINGONE_MFA', kind: 'rejected', code: 'INVALID_DATA', details: [kept] });
  expect(JSON.stringify([error.message, error.details])).not.toMatch(/012345|555/);
  expect(server.seen.filter(({ url }) => url.endsWith('/a1'))).toHaveLength(1);
});

test.each([404, 410])('a device authentication that upstream has forgotten (%i) is not found', async (status) => {
  const { api } = await pingOne(json(status, { code: 'NOT_FOUND' }));
  expect(await failureOf(api.authentications.readDeviceAuthentication('a1'))).toMatchObject({ kind: 'not-found' });
});
