// The calls on devices, pairing keys, policies and settings: what is sent, and what is read out of the answer.
import { expect, test } from 'vitest';
import { failureOf } from '../../http/client-fixture.js';
import { json } from '../../http/scripted-server.js';
import { base, pingOne } from '../pingone-fixture.js';
import { type Call, JSON_TYPE, nothing, testCalls, vendor } from './call-fixture.js';

const devices = `${base}/users/u1/devices`;
const key = { userId: 'u1', deviceId: 'd1' };
const keyOfPairing = { userId: 'u1', pairingKeyId: 'k1' };
const sms = {
  id: 'd1',
  type: 'SMS',
  status: 'ACTIVATION_REQUIRED',
  phone: '+15125550100',
  lock: { status: 'UNLOCKED' },
  block: { status: 'UNBLOCKED' },
  testMode: true,
  test: { otp: 2917 },
};

const onDevice = (name: string, action: string, act: Call['act'], body?: object): Call => ({
  name,
  act,
  answer: json(200, { ...sms, status: 'ACTIVE' }),
  sent: ['POST', `${devices}/d1`, vendor(`device.${action}`), body],
  result: { id: 'd1', userId: 'u1', status: 'ACTIVE' },
});

const calls: readonly Call[] = [
  {
    name: 'readDevice',
    act: ({ mfa }) => mfa.readDevice(key),
    answer: json(200, sms),
    sent: ['GET', `${devices}/d1`, undefined, undefined],
    result: {
      id: 'd1',
      type: 'SMS',
      phone: '+15125550100',
      maskedContact: '*******00',
      lock: { status: 'UNLOCKED', reason: null },
      test: { otp: '002917' },
      mobile: null,
      fido: null,
    },
  },
  {
    name: 'listDevices',
    act: ({ mfa }) => mfa.listDevices('u1'),
    answer: json(200, { _embedded: { devices: [sms], order: [{ id: 'd1' }] } }),
    sent: ['GET', `${devices}?expand=order`, undefined, undefined],
    result: { devices: [{ id: 'd1' }], order: ['d1'] },
  },
  {
    name: 'listDevices with a filter',
    act: ({ mfa }) => mfa.listDevices('u1', { status: 'ACTIVE', types: ['SMS', 'FIDO2'] }),
    answer: json(200, { size: 0 }),
    sent: [
      'GET',
      `${devices}?filter=${encodeURIComponent('(status eq "ACTIVE" and (type eq "SMS" or type eq "FIDO2"))')}&expand=order`,
      undefined,
      undefined,
    ],
    result: { devices: [], order: [] },
  },
  {
    name: 'createDevice',
    act: ({ mfa }) =>
      mfa.createDevice('u1', {
        type: 'VOICE',
        status: 'ACTIVATION_REQUIRED',
        nickname: null,
        phone: '+15125550100',
        extension: '12,#3',
        policyId: 'p1',
        notification: {
          policyId: 'n1',
          templateVariant: 'v',
          templateLocale: 'es',
          templateVariables: { shop: 'A', sum: 7 },
        },
        userAgent: 'Mozilla/5.0',
        testMode: true,
      }),
    answer: json(201, { ...sms, type: 'VOICE' }),
    sent: [
      'POST',
      devices,
      JSON_TYPE,
      {
        type: 'VOICE',
        status: 'ACTIVATION_REQUIRED',
        phone: '+15125550100',
        extension: '12,#3',
        policy: { id: 'p1' },
        notification: {
          policy: { id: 'n1' },
          template: { variant: 'v', locale: 'es', variables: { shop: 'A', sum: 7 } },
        },
        userAgent: 'Mozilla/5.0',
        testMode: true,
      },
    ],
    result: { id: 'd1', type: 'VOICE' },
  },
  {
    name: 'createDevice for FIDO2',
    act: ({ mfa }) => mfa.createDevice('u1', { type: 'FIDO2', status: 'ACTIVE', rp: { id: 'a.example', name: 'A' } }),
    answer: json(201, {
      id: 'd2',
      type: 'FIDO2',
      status: 'ACTIVATION_REQUIRED',
      publicKeyCredentialCreationOptions:
        '{"challenge":[-1],"user":{"id":[1]},"pubKeyCredParams":[{"type":"public-key","alg":"-7"}]}',
    }),
    sent: ['POST', devices, JSON_TYPE, { type: 'FIDO2', status: 'ACTIVE', rp: { id: 'a.example', name: 'A' } }],
    result: {
      publicKeyCredentialCreationOptions: { challenge: '_w', pubKeyCredParams: [{ type: 'public-key', alg: -7 }] },
      publicKeyCredentialCreationOptionsRaw: expect.stringContaining('"alg":"-7"'),
    },
  },
  {
    name: 'createDevice for an OATH token',
    act: ({ mfa }) => mfa.createDevice('u1', { type: 'OATH_TOKEN', status: 'ACTIVE', serialNumber: '88' }),
    answer: json(201, { id: 'd2', type: 'OATH_TOKEN', serialNumber: '88' }),
    sent: ['POST', devices, JSON_TYPE, { type: 'OATH_TOKEN', status: 'ACTIVE', serialNumber: '88' }],
    result: { type: 'OATH_TOKEN', serialNumber: '88', status: 'UNKNOWN', statusRaw: null },
  },
  {
    name: 'createDevice for a YubiKey',
    act: ({ mfa }) => mfa.createDevice('u1', { type: 'YUBIKEY', status: 'ACTIVE', yubiKeyOtp: 'ccc' }),
    answer: json(201, { id: 'd2', type: 'YUBIKEY' }),
    sent: ['POST', devices, JSON_TYPE, { type: 'YUBIKEY', status: 'ACTIVE', otp: 'ccc' }],
    result: { type: 'YUBIKEY' },
  },
  onDevice(
    'activateDevice with a passcode',
    'activate',
    ({ mfa }) => mfa.activateDevice(key, { otp: '012345', oathResync: false }),
    { otp: '012345' },
  ),
  onDevice(
    'activateDevice with a passcode to get back in step',
    'activate',
    ({ mfa }) => mfa.activateDevice(key, { otp: '71053192', oathResync: true }),
    { otp: '71053192', oathResync: true },
  ),
  onDevice(
    'activateDevice with an attestation',
    'activate',
    ({ mfa }) => mfa.activateDevice(key, { attestation: '{"id":"x"}', origin: 'https://a.example' }),
    { attestation: '{"id":"x"}', origin: 'https://a.example' },
  ),
  onDevice('resendActivationOtp', 'sendActivationCode', ({ mfa }) => mfa.resendActivationOtp(key)),
  onDevice('blockDevice', 'block', ({ mfa }) => mfa.blockDevice(key)),
  onDevice('unblockDevice', 'unblock', ({ mfa }) => mfa.unblockDevice(key)),
  onDevice('unlockDevice', 'unlock', ({ mfa }) => mfa.unlockDevice(key)),
  {
    name: 'setNickname',
    act: ({ mfa }) => mfa.setNickname(key, ''),
    answer: json(200, { nickname: true }),
    sent: ['PUT', `${devices}/d1/nickname`, JSON_TYPE, { nickname: '' }],
  },
  {
    name: 'deleteDevice',
    act: ({ mfa }) => mfa.deleteDevice(key),
    answer: nothing,
    sent: ['DELETE', `${devices}/d1`, undefined, undefined],
  },
  {
    name: 'setDeviceOrder',
    act: ({ mfa }) => mfa.setDeviceOrder('u1', ['d2', 'd1']),
    answer: json(200, { _embedded: { devices: [] } }),
    sent: ['POST', devices, vendor('devices.reorder'), { order: [{ id: 'd2' }, { id: 'd1' }] }],
  },
  {
    name: 'removeDeviceOrder',
    act: ({ mfa }) => mfa.removeDeviceOrder('u1'),
    answer: nothing,
    sent: ['POST', devices, vendor('devices.order.remove'), undefined],
  },
  {
    name: 'readMfaEnabled',
    act: ({ mfa }) => mfa.readMfaEnabled('u1'),
    answer: json(200, { mfaEnabled: false }),
    sent: ['GET', `${base}/users/u1/mfaEnabled`, undefined, undefined],
    result: false,
  },
  {
    name: 'setMfaEnabled',
    act: ({ mfa }) => mfa.setMfaEnabled('u1', true),
    answer: json(200, { mfaEnabled: true }),
    sent: ['PUT', `${base}/users/u1/mfaEnabled`, JSON_TYPE, { mfaEnabled: true }],
    result: true,
  },
  {
    name: 'readPairingKey',
    act: ({ mfa }) => mfa.readPairingKey(keyOfPairing),
    answer: json(200, { id: 'k1', code: 18827788072, status: 'FAILED', error: { code: 'PushDisabled', message: 'm' } }),
    sent: ['GET', `${base}/users/u1/pairingKeys/k1`, undefined, undefined],
    result: { code: '018827788072', status: 'FAILED', error: { code: 'PushDisabled', message: 'm' }, applications: [] },
  },
  {
    name: 'createPairingKey',
    act: ({ mfa }) => mfa.createPairingKey('u1', { applicationIds: ['n1'], policyId: 'p1' }),
    answer: json(201, { id: 'k1', code: '018827788072', status: 'UNCLAIMED', applications: [{ id: 'n1' }] }),
    sent: ['POST', `${base}/users/u1/pairingKeys`, JSON_TYPE, { applications: [{ id: 'n1' }], policy: { id: 'p1' } }],
    result: { userId: 'u1', status: 'UNCLAIMED', applications: [{ id: 'n1', name: null }] },
  },
  {
    name: 'createPairingKey for any application',
    act: ({ mfa }) => mfa.createPairingKey('u1', {}),
    answer: json(201, { id: 'k1' }),
    sent: ['POST', `${base}/users/u1/pairingKeys`, JSON_TYPE, {}],
    result: { id: 'k1', code: null, status: 'UNKNOWN' },
  },
  {
    name: 'deletePairingKey',
    act: ({ mfa }) => mfa.deletePairingKey(keyOfPairing),
    answer: nothing,
    sent: ['DELETE', `${base}/users/u1/pairingKeys/k1`, undefined, undefined],
  },
  {
    name: 'readPolicy',
    act: ({ mfa }) => mfa.readPolicy('p1'),
    answer: json(200, { id: 'p1', name: 'Default', default: true }),
    sent: ['GET', `${base}/deviceAuthenticationPolicies/p1`, undefined, undefined],
    result: { id: 'p1', name: 'Default', default: true, sms: null },
  },
  {
    name: 'listPolicies',
    act: ({ mfa }) => mfa.listPolicies(),
    answer: json(200, { _embedded: { deviceAuthenticationPolicies: [{ id: 'p1' }, { id: 'p2' }] } }),
    sent: ['GET', `${base}/deviceAuthenticationPolicies`, undefined, undefined],
    result: [{ id: 'p1' }, { id: 'p2' }],
  },
  {
    name: 'readSettings',
    act: ({ mfa }) => mfa.readSettings(),
    answer: json(200, { environment: { id: 'env-1' }, pairing: { maxAllowedDevices: 5, pairingKeyFormat: 'NUMERIC' } }),
    sent: ['GET', `${base}/mfaSettings`, undefined, undefined],
    result: { environmentId: 'env-1', maxAllowedDevices: 5, pairingKeyFormatRaw: 'NUMERIC' },
  },
  {
    name: 'readApplication',
    act: ({ mfa }) => mfa.readApplication('n1'),
    answer: json(200, { id: 'n1', name: 'Bank', protocol: 'OPENID_CONNECT' }),
    sent: ['GET', `${base}/applications/n1`, undefined, undefined],
    result: { id: 'n1', name: 'Bank', nativeName: null, version: null, pushSandbox: null },
  },
];

testCalls(calls);

test('a call that sends a message is not repeated after an outage, one that blocks a device is', async () => {
  const { api, server } = await pingOne(json(503, {}));
  await failureOf(api.mfa.resendActivationOtp(key));
  expect(server.seen.filter(({ url }) => url.endsWith('/d1'))).toHaveLength(1);
  await failureOf(api.mfa.blockDevice(key));
  expect(server.seen.filter(({ url }) => url.endsWith('/d1'))).toHaveLength(4);
});
