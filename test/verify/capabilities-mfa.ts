// The capabilities of PingOne's MFA connector, the ones for workforces among them: which GraphQL operation has each, and what it calls at PingOne.
import type { Capability } from './capability.js';
import type { MfaCapabilityId } from './seed-fields-mfa.js';

const JSON_TYPE = 'application/json';
const vendor = (action: string) => `application/vnd.pingidentity.${action}+json`;

const READ_DEVICES: Omit<Capability, 'name'> = {
  operations: ['User.devices', 'User.defaultDevice', 'User.deviceSettings'],
  upstream: { method: 'GET', path: '{U}/devices', query: 'expand=order', contentType: null },
};
const CREATE_DEVICE: Omit<Capability, 'name'> = {
  operations: ['Mutation.createDevice'],
  upstream: { method: 'POST', path: '{U}/devices', contentType: JSON_TYPE },
};
const CREATE_AUTHENTICATION: Omit<Capability, 'name'> = {
  operations: ['Mutation.createDeviceAuthentication'],
  upstream: { method: 'POST', path: '/{envID}/deviceAuthentications', contentType: JSON_TYPE, host: 'auth' },
};
const CREATE_PAIRING_KEY: Omit<Capability, 'name'> = {
  operations: ['Mutation.createPairingKey'],
  upstream: { method: 'POST', path: '{U}/pairingKeys', contentType: JSON_TYPE },
};

/** A call on a device that the content type selects. */
const onDevice = (name: string, field: string, action: string): Capability => ({
  name,
  operations: [`Mutation.${field}`],
  upstream: { method: 'POST', path: '{D}', contentType: vendor(action) },
});
/** A step of a device authentication, which the content type selects. */
const step = (name: string, field: string, action: string): Capability => ({
  name,
  operations: [`Mutation.${field}`],
  upstream: { method: 'POST', path: '{A}', contentType: vendor(action), host: 'auth' },
});

export const MFA_CAPABILITIES: Readonly<Record<MfaCapabilityId, Capability>> = {
  readDevice: {
    name: 'Read Device',
    operations: ['Query.device'],
    upstream: { method: 'GET', path: '{D}', contentType: null },
  },
  readAllDevices: { name: 'Read All Devices', ...READ_DEVICES },
  createDevice: { name: 'Create Device', ...CREATE_DEVICE },
  activateDevice: onDevice('Activate Device', 'activateDevice', 'device.activate'),
  deleteDevice: {
    name: 'Delete Device',
    operations: ['Mutation.deleteDevice'],
    upstream: { method: 'DELETE', path: '{D}', contentType: null },
  },
  resendPairingOtp: onDevice('Resend OTP for Pairing', 'resendDeviceActivationOtp', 'device.sendActivationCode'),
  updateDeviceNickname: {
    name: 'Update Device Nickname',
    operations: ['Mutation.updateDeviceNickname'],
    upstream: { method: 'PUT', path: '{D}/nickname', contentType: JSON_TYPE },
  },
  readMfaStatus: {
    name: 'Read MFA Status',
    operations: ['User.mfaEnabled'],
    upstream: { method: 'GET', path: '{U}/mfaEnabled', contentType: null },
  },
  updateMfaStatus: {
    name: 'Update MFA Status',
    operations: ['Mutation.setUserMfaEnabled'],
    upstream: { method: 'PUT', path: '{U}/mfaEnabled', contentType: JSON_TYPE },
  },
  readDeviceAuthenticationPolicy: {
    name: 'Read Device Authentication Policy',
    operations: [
      'Query.deviceAuthenticationPolicy',
      'Query.deviceAuthenticationPolicies',
      'DeviceAuthentication.policy',
    ],
    upstream: { method: 'GET', path: '{E}/deviceAuthenticationPolicies/{policyID}', contentType: null },
  },
  createDeviceAuthentication: { name: 'Create Device Authentication', ...CREATE_AUTHENTICATION },
  readDeviceAuthentication: {
    name: 'Read Device Authentication',
    operations: ['Query.deviceAuthentication', 'Subscription.deviceAuthenticationStatusChanged'],
    upstream: { method: 'GET', path: '{A}', contentType: null, host: 'auth' },
  },
  deviceSelection: step('Device Selection', 'selectDevice', 'device.select'),
  devicePasscode: step('Device Passcode', 'checkOtp', 'otp.check'),
  fidoAssertion: step('FIDO Assertion', 'checkAssertion', 'assertion.check'),
  readPairingKey: {
    name: 'Read Pairing Key',
    operations: ['Query.pairingKey', 'Subscription.pairingKeyStatusChanged'],
    upstream: { method: 'GET', path: '{U}/pairingKeys/{pairingKeyID}', contentType: null },
  },
  createPairingKey: { name: 'Create Pairing Key', ...CREATE_PAIRING_KEY },
  deletePairingKey: {
    name: 'Delete Pairing Key',
    operations: ['Mutation.deletePairingKey'],
    upstream: { method: 'DELETE', path: '{U}/pairingKeys/{pairingKeyID}', contentType: null },
  },
  createAuthenticationCode: {
    name: 'Create Authentication Code',
    operations: ['Mutation.createAuthenticationCode'],
    upstream: { method: 'POST', path: '/{envID}/authenticationCodes', contentType: JSON_TYPE, host: 'auth' },
  },
  readAuthenticationCode: {
    name: 'Read Authentication Code',
    operations: ['Query.authenticationCode', 'Subscription.authenticationCodeStatusChanged'],
    upstream: {
      method: 'GET',
      path: '/{envID}/authenticationCodes/{authenticationCodeID}',
      contentType: null,
      host: 'auth',
    },
  },
  setDeviceOrder: {
    name: 'Set Device Order',
    operations: ['Mutation.setDeviceOrder', 'Mutation.setDefaultDevice'],
    upstream: { method: 'POST', path: '{U}/devices', contentType: vendor('devices.reorder') },
  },
  cancelDeviceAuthentication: step(
    'Cancel Device Authentication',
    'cancelDeviceAuthentication',
    'cancel.push.authentication',
  ),
  workforceCreateDevice: { name: 'Create Device, workforce', ...CREATE_DEVICE },
  workforceCreateDeviceAuthentication: { name: 'Create Device Authentication, workforce', ...CREATE_AUTHENTICATION },
  workforceCreatePairingKey: { name: 'Create Pairing Key, workforce', ...CREATE_PAIRING_KEY },
  workforceReadAllDevices: { name: 'Read All Devices, workforce', ...READ_DEVICES },
};
