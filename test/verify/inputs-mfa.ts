// Every input property that the page of PingOne's MFA connector lists, by capability: where GraphQL takes it, and where it goes. Data, no tests.
import type { InputProperties, InputProperty } from './capability.js';
import type { MfaCapabilityId } from './seed-fields-mfa.js';

const input = (graphql: string | readonly string[], wire: string): InputProperty => ({
  graphql: typeof graphql === 'string' ? [graphql] : graphql,
  wire,
});
/** A property that chooses something else than a value of the call. */
const choice = (graphql: string | readonly string[], note: string): InputProperty => ({
  ...input(graphql, ''),
  wire: null,
  note,
});
/** Listed by the page where it has no part. */
const elsewhere = (note: string): InputProperty => ({ graphql: [], wire: null, note });
/** Several properties of the connector for one thing. */
const each = (names: readonly string[], property: InputProperty): InputProperties =>
  Object.fromEntries(names.map((name) => [name, property]));

const onDevice = (type: string): InputProperties => ({
  userId: input(`${type}.userId`, 'path'),
  deviceId: input(`${type}.deviceId`, 'path'),
});
const userOf = (field: string): InputProperties => ({ userId: input(field, 'path') });
const USER = userOf('Query.user(id:)');

const NOTIFICATION: InputProperties = {
  ...each(
    ['notificationPolicyId', 'customNotificationPolicyId'],
    input('NotificationInput.policyId', 'notification.policy.id'),
  ),
  ...each(
    ['templateVariant', 'customTemplateVariant'],
    input('NotificationInput.templateVariant', 'notification.template.variant'),
  ),
  templateLocale: input('NotificationInput.templateLocale', 'notification.template.locale'),
  templateVariables: input('NotificationInput.templateVariables', 'notification.template.variables'),
};

const NEW_DEVICE: InputProperties = {
  userId: input('CreateDeviceInput.userId', 'path'),
  status: input('CreateDeviceInput.status', 'status'),
  nickname: input('CreateDeviceInput.nickname', 'nickname'),
  phone: input('CreateDeviceInput.phone', 'phone'),
  email: input('CreateDeviceInput.email', 'email'),
  rpId: input(['CreateDeviceInput.rp', 'RelyingPartyInput.id'], 'rp.id'),
  rpName: input('RelyingPartyInput.name', 'rp.name'),
  userAgent: input('CreateDeviceInput.userAgent', 'userAgent'),
};

const WHICH = ['CreateDeviceAuthenticationInput.deviceId', 'CreateDeviceAuthenticationInput.oneTimeDevice'];
const ONE_TIME = 'selectedDevice.oneTime';
const NEW_AUTHENTICATION: InputProperties = {
  userId: input('CreateDeviceAuthenticationInput.userId', 'user.id'),
  usernameLess: choice('CreateDeviceAuthenticationInput.rpId', 'chosen by leaving `userId` out: no `user` is sent'),
  selectedDevice: choice(WHICH, 'chosen by which of the two is given'),
  selectedDeviceId: input('CreateDeviceAuthenticationInput.deviceId', 'selectedDevice.id'),
  oneTimeDeviceType: input('OneTimeDeviceInput.type', `${ONE_TIME}.type`),
  ...each(['oneTimeSmsDevice', 'oneTimeVoiceDevice'], input('OneTimeDeviceInput.phone', `${ONE_TIME}.phone`)),
  oneTimeEmailDevice: input('OneTimeDeviceInput.email', `${ONE_TIME}.email`),
  createDeviceTestMode: elsewhere('belongs to Create Device'),
  oneTimeDeviceTestMode: input('OneTimeDeviceInput.testMode', `${ONE_TIME}.testMode`),
  otp: input('CreateDeviceAuthenticationInput.otp', 'selectedDevice.otp'),
  authTemplateName: input('CreateDeviceAuthenticationInput.notificationType', 'notification.template.name'),
  userAgent: input('CreateDeviceAuthenticationInput.userAgent', 'userAgent'),
  ...each(['rpId', 'deviceAuthenRpId'], input('CreateDeviceAuthenticationInput.rpId', 'rp.id')),
};

const FILTERS: InputProperties = {
  setFilterFlag: choice('User.devices(status:)', 'chosen by giving arguments'),
  statusFilter: choice('User.devices(status:)', 'the gateway filters, so that one call serves every filter'),
};
const types = choice('User.devices(types:)', 'the gateway filters, so that one call serves every filter');

/** By the titles that the page has for its capabilities. */
export const MFA_INPUTS: Readonly<Record<MfaCapabilityId, InputProperties>> = {
  readDevice: { userId: input('Query.device(userId:)', 'path'), deviceId: input('Query.device(id:)', 'path') },
  readAllDevices: { ...USER, ...FILTERS, deviceTypes: types },
  createDevice: {
    ...NEW_DEVICE,
    ...each(['deviceType', 'customDeviceType'], input('CreateDeviceInput.type', 'type')),
    extension: input('CreateDeviceInput.extension', 'extension'),
    ...NOTIFICATION,
    createDeviceTestMode: input('CreateDeviceInput.testMode', 'testMode'),
    oneTimeDeviceTestMode: elsewhere('belongs to Create Device Authentication'),
    '(policy)': input('CreateDeviceInput.policyId', 'policy.id'),
  },
  activateDevice: {
    ...onDevice('ActivateDeviceInput'),
    otp: input('ActivateDeviceInput.otp', 'otp'),
    attestation: input(['ActivateDeviceInput.attestation', 'ActivateDeviceInput.attestationRaw'], 'attestation'),
    origin: input('ActivateDeviceInput.origin', 'origin'),
    '(resynchronization)': input('ActivateDeviceInput.oathResync', 'oathResync'),
  },
  deleteDevice: onDevice('DeleteDeviceInput'),
  resendPairingOtp: onDevice('ResendDeviceActivationOtpInput'),
  updateDeviceNickname: {
    ...onDevice('UpdateDeviceNicknameInput'),
    nickname: input('UpdateDeviceNicknameInput.nickname', 'nickname'),
  },
  readMfaStatus: USER,
  updateMfaStatus: {
    ...userOf('SetUserMfaEnabledInput.userId'),
    mfaEnabled: input('SetUserMfaEnabledInput.mfaEnabled', 'mfaEnabled'),
  },
  readDeviceAuthenticationPolicy: each(
    ['deviceAuthenticationPolicyId', 'customDeviceAuthenticationPolicyId'],
    input('Query.deviceAuthenticationPolicy(id:)', 'path'),
  ),
  createDeviceAuthentication: {
    ...NEW_AUTHENTICATION,
    mfaPolicyId: input('CreateDeviceAuthenticationInput.policyId', 'policy.id'),
    ...NOTIFICATION,
    mobilePayload: input('CreateDeviceAuthenticationInput.mobilePayload', 'mobilePayload'),
    ...each(
      ['applicationId', 'customApplicationId'],
      input('CreateDeviceAuthenticationInput.applicationId', 'application.id'),
    ),
    clientContext: input('CreateDeviceAuthenticationInput.clientContext', 'notification.clientContext'),
    challenge: input('CreateDeviceAuthenticationInput.challenge', 'webAuthn.challenge'),
  },
  readDeviceAuthentication: { deviceAuthenticationId: input('Query.deviceAuthentication(id:)', 'path') },
  deviceSelection: {
    deviceAuthenticationId: input('SelectDeviceInput.deviceAuthenticationId', 'path'),
    deviceId: input('SelectDeviceInput.deviceId', 'device.id'),
    compatibility: input('SelectDeviceInput.compatibility', 'compatibility'),
  },
  devicePasscode: {
    deviceAuthenticationId: input('CheckOtpInput.deviceAuthenticationId', 'path'),
    otp: input('CheckOtpInput.otp', 'otp'),
  },
  fidoAssertion: {
    deviceAuthenticationId: input('CheckAssertionInput.deviceAuthenticationId', 'path'),
    assertion: input(['CheckAssertionInput.assertion', 'CheckAssertionInput.assertionRaw'], 'assertion'),
    origin: input('CheckAssertionInput.origin', 'origin'),
    '(WebAuthn Browser Compatibility)': input('CheckAssertionInput.compatibility', 'compatibility'),
  },
  readPairingKey: {
    userId: input('Query.pairingKey(userId:)', 'path'),
    pairingKeyId: input('Query.pairingKey(id:)', 'path'),
  },
  createPairingKey: {
    ...userOf('CreatePairingKeyInput.userId'),
    applicationIds: input('CreatePairingKeyInput.applicationIds', 'applications[].id'),
  },
  deletePairingKey: {
    ...userOf('DeletePairingKeyInput.userId'),
    pairingKeyId: input('DeletePairingKeyInput.pairingKeyId', 'path'),
  },
  createAuthenticationCode: {
    ...each(
      ['authenticatingApplicationId', 'customAuthenticatingApplicationId'],
      input('CreateAuthenticationCodeInput.applicationId', 'application.id'),
    ),
    duration: input(['CreateAuthenticationCodeInput.lifeTime', 'TimeSpanInput.duration'], 'lifeTime.duration'),
    timeUnit: input('TimeSpanInput.timeUnit', 'lifeTime.timeUnit'),
    userApproval: input('CreateAuthenticationCodeInput.userApproval', 'userApproval'),
    clientContext: input('CreateAuthenticationCodeInput.clientContext', 'clientContext'),
  },
  readAuthenticationCode: { authenticationCodeId: input('Query.authenticationCode(id:)', 'path') },
  setDeviceOrder: {
    userId: input(['SetDeviceOrderInput.userId', 'SetDefaultDeviceInput.userId'], 'path'),
    setDeviceOrder: choice(
      ['Mutation.setDefaultDevice(input:)', 'Mutation.setDeviceOrder(input:)'],
      'chosen by which of the two is called',
    ),
    defaultDeviceId: input('SetDefaultDeviceInput.deviceId', 'order[].id'),
    ...each(
      ['deviceOrderList', 'jsonAttributes', 'useDeviceOrderJsonAttributes'],
      input('SetDeviceOrderInput.deviceIds', 'order[].id'),
    ),
  },
  cancelDeviceAuthentication: {
    deviceAuthenticationId: input('CancelDeviceAuthenticationInput.deviceAuthenticationId', 'path'),
    reason: input('CancelDeviceAuthenticationInput.reason', 'reason'),
  },
  workforceCreateDevice: {
    ...NEW_DEVICE,
    workforceDeviceType: input('CreateDeviceInput.type', 'type'),
    '(YubiKey)': input('CreateDeviceInput.yubiKeyOtp', 'otp'),
    '(Serial Number)': input('CreateDeviceInput.serialNumber', 'serialNumber'),
  },
  workforceCreateDeviceAuthentication: {
    ...NEW_AUTHENTICATION,
    workforcePolicyMfaPolicyId: input('CreateDeviceAuthenticationInput.policyId', 'policy.id'),
    ...each(
      ['compatibility', 'fidoCompatibility'],
      input('CreateDeviceAuthenticationInput.compatibility', 'compatibility'),
    ),
  },
  workforceCreatePairingKey: userOf('CreatePairingKeyInput.userId'),
  workforceReadAllDevices: { ...USER, ...FILTERS, workforceDeviceTypes: types },
};
