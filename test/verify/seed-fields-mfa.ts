// Every output field that the page of PingOne's MFA connector lists, by capability, and where the GraphQL API answers it. Data, no tests.
import type { OutputFields } from './capability.js';

/** What the page shows of a device, wherever it shows one. */
const DEVICE: OutputFields = {
  id: ['Device.id'],
  type: ['Device.type', 'Device.typeRaw'],
  status: ['Device.status', 'Device.statusRaw'],
  nickname: ['Device.nickname'],
  phone: ['Device.phone', 'Device.maskedContact'],
  extension: ['Device.extension'],
  email: ['Device.email', 'Device.maskedContact'],
  secret: ['Device.secret'],
  keyUri: ['Device.keyUri'],
  oathToken: ['Device.oathToken'],
  serialNumber: ['Device.serialNumber'],
  'rp.id': ['Device.rp', 'RelyingParty.id'],
  'rp.name': ['Device.rp', 'RelyingParty.name'],
  platform: ['Device.platform'],
  publicKeyCredentialCreationOptions: [
    'Device.publicKeyCredentialCreationOptions',
    'Device.publicKeyCredentialCreationOptionsRaw',
  ],
  'attributes.previousDeviceType': ['Device.attributes', 'DeviceAttributes.previousDeviceType'],
  'attributes.isCrossPlatform': ['Device.attributes', 'DeviceAttributes.isCrossPlatform'],
  displayName: ['Device.displayName'],
  createdAt: ['Device.createdAt'],
  updatedAt: ['Device.updatedAt'],
};

const device = (place: string, holder: readonly string[]): OutputFields => ({
  [place]: holder,
  ...Object.fromEntries(Object.entries(DEVICE).map(([field, coordinates]) => [`${place}.${field}`, coordinates])),
});

const newDevice: OutputFields = {
  ...device('device', ['CreateDevicePayload.device']),
  'test.otp': ['Device.test', 'DeviceTest.otp'],
};

const devices: OutputFields = {
  ...device('devices', ['User.devices', 'User.defaultDevice']),
  size: ['User.devices'],
  allowedtypes: ['DeviceSettings.allowedTypes', 'DeviceSettings.allowedTypesRaw'],
  applications: ['DeviceSettings.applications', 'MobileApplication.id', 'MobileApplication.name'],
  'order.id': ['DeviceSettings.order'],
  'mfaSettings.environment.id': ['User.deviceSettings', 'DeviceSettings.environmentId'],
  'mfaSettings.pairing.maxAllowedDevices': ['DeviceSettings.maxAllowedDevices'],
  'mfaPolicy.authentication.deviceSelection': ['DeviceSettings.deviceSelection', 'DeviceSettings.deviceSelectionRaw'],
};

const authentication = (holder: string): OutputFields => ({
  id: [holder, 'DeviceAuthentication.id'],
  'user.id': ['DeviceAuthentication.user', 'User.id'],
  'environment.id': ['DeviceAuthentication.environmentId'],
  'policy.id': ['DeviceAuthentication.policy', 'DeviceAuthenticationPolicy.id'],
  'selectedDevice.id': ['DeviceAuthentication.selectedDevice', 'Device.id'],
  'application.id': ['DeviceAuthentication.application', 'MobileApplication.id'],
  status: ['DeviceAuthentication.status', 'DeviceAuthentication.statusRaw'],
  authenticators: ['DeviceAuthentication.authenticators'],
  publicKeyCredentialRequestOptions: [
    'DeviceAuthentication.publicKeyCredentialRequestOptions',
    'DeviceAuthentication.publicKeyCredentialRequestOptionsRaw',
  ],
  _links: ['DeviceAuthentication.allowedActions'],
  ...device('_embedded.devices', ['DeviceAuthentication.devices']),
});

const newAuthentication: OutputFields = {
  ...authentication('CreateDeviceAuthenticationPayload.deviceAuthentication'),
  'selectedDevice (one-time)': [
    'DeviceAuthentication.oneTimeDevice',
    'OneTimeDevice.type',
    'OneTimeDevice.maskedContact',
  ],
  'test.otp': ['DeviceAuthentication.test', 'DeviceTest.otp'],
};

const span = (place: string, holder: string): OutputFields => ({
  [`${place}.duration`]: [holder, 'TimeSpan.duration'],
  [`${place}.timeUnit`]: [holder, 'TimeSpan.timeUnit'],
});

const method = (name: string, limits: 'lifeTime' | 'window' | 'failures' | 'none'): OutputFields => {
  const place = `deviceAuthenticationPolicy.${name}`;
  return {
    [`${place}.enabled`]: [`DeviceAuthenticationPolicy.${name}`, 'DeviceMethodPolicy.enabled'],
    ...(limits === 'none'
      ? {}
      : {
          [`${place}.otp.failure.count`]: ['DeviceMethodPolicy.otp', 'DeviceOtpPolicy.failureCount'],
          ...span(`${place}.otp.failure.coolDown`, 'DeviceOtpPolicy.failureCoolDown'),
        }),
    ...(limits === 'lifeTime' ? span(`${place}.otp.lifeTime`, 'DeviceOtpPolicy.lifeTime') : {}),
    ...(limits === 'window' ? span(`${place}.otp.window.stepSize`, 'DeviceOtpPolicy.windowStepSize') : {}),
  };
};

const pairingKey = (holder: string): OutputFields => ({
  id: [holder, 'PairingKey.id'],
  code: ['PairingKey.code'],
  status: ['PairingKey.status', 'PairingKey.statusRaw'],
  'error.code': ['PairingKey.error', 'UpstreamFailure.code'],
  'error.message': ['PairingKey.error', 'UpstreamFailure.message'],
  createdAt: ['PairingKey.createdAt'],
  updatedAt: ['PairingKey.updatedAt'],
  expiresAt: ['PairingKey.expiresAt'],
});

const authenticationCode = (holder: string): OutputFields => {
  const place = 'authenticationCode';
  const phone = `${place}._embedded.device`;
  return {
    [place]: [holder],
    [`${place}.id`]: ['AuthenticationCode.id'],
    [`${place}.code`]: ['AuthenticationCode.code'],
    [`${place}.uri`]: ['AuthenticationCode.uri', 'AuthenticationCode.qrCode'],
    [`${place}.status`]: ['AuthenticationCode.status', 'AuthenticationCode.statusRaw'],
    [`${place}.userApproval`]: ['AuthenticationCode.userApproval', 'AuthenticationCode.userApprovalRaw'],
    [`${place}.user.id`]: ['AuthenticationCode.user', 'User.id'],
    ...span(`${place}.lifeTime`, 'AuthenticationCode.lifeTime'),
    [`${place}.clientContext`]: ['AuthenticationCode.clientContext'],
    [`${phone}.id`]: ['AuthenticationCode.device', 'Device.id'],
    [`${phone}.os.version`]: ['Device.mobile', 'MobileDeviceDetails.os', 'OperatingSystem.version'],
    [`${phone}.os.type`]: ['MobileDeviceDetails.os', 'OperatingSystem.type'],
    [`${phone}.model.name`]: ['MobileDeviceDetails.model', 'DeviceModel.name'],
    [`${phone}.model.marketingName`]: ['MobileDeviceDetails.model', 'DeviceModel.marketingName'],
    [`${phone}.application.nativeName`]: ['MobileDeviceDetails.application', 'MobileApplication.nativeName'],
    [`${phone}.application.version`]: ['MobileDeviceDetails.application', 'MobileApplication.version'],
    [`${place}.error.code`]: ['AuthenticationCode.error', 'UpstreamFailure.code'],
    [`${place}.error.message`]: ['AuthenticationCode.error', 'UpstreamFailure.message'],
    [`${place}.createdAt`]: ['AuthenticationCode.createdAt'],
    [`${place}.updatedAt`]: ['AuthenticationCode.updatedAt'],
    [`${place}.expiresAt`]: ['AuthenticationCode.expiresAt'],
  };
};

const NOTHING = '(nothing but the envelope)';

/** By the titles that the page has for its capabilities. */
export const MFA_FIELDS = {
  readDevice: device('device', ['Query.device']),
  readAllDevices: devices,
  createDevice: newDevice,
  activateDevice: device('device', ['ActivateDevicePayload.device']),
  deleteDevice: { [NOTHING]: ['DeleteDevicePayload.deletedDeviceId'] },
  resendPairingOtp: device('rawResponse', ['ResendDeviceActivationOtpPayload.device']),
  updateDeviceNickname: { nickname: ['UpdateDeviceNicknamePayload.device', 'Device.nickname'] },
  readMfaStatus: { mfaEnabled: ['User.mfaEnabled'] },
  updateMfaStatus: { mfaEnabled: ['SetUserMfaEnabledPayload.user', 'User.mfaEnabled'] },
  readDeviceAuthenticationPolicy: {
    deviceAuthenticationPolicy: ['Query.deviceAuthenticationPolicy'],
    'deviceAuthenticationPolicy.id': ['DeviceAuthenticationPolicy.id'],
    'deviceAuthenticationPolicy.name': ['DeviceAuthenticationPolicy.name'],
    'deviceAuthenticationPolicy.forSignOnPolicy': ['DeviceAuthenticationPolicy.forSignOnPolicy'],
    'deviceAuthenticationPolicy.default': ['DeviceAuthenticationPolicy.default'],
    ...method('sms', 'lifeTime'),
    ...method('email', 'lifeTime'),
    ...method('voice', 'lifeTime'),
    ...method('mobile', 'window'),
    ...method('totp', 'failures'),
    ...method('platform', 'none'),
    ...method('securityKey', 'none'),
    'deviceAuthenticationPolicy.createdAt': ['DeviceAuthenticationPolicy.createdAt'],
    'deviceAuthenticationPolicy.updatedAt': ['DeviceAuthenticationPolicy.updatedAt'],
  },
  createDeviceAuthentication: newAuthentication,
  readDeviceAuthentication: authentication('Query.deviceAuthentication'),
  deviceSelection: authentication('SelectDevicePayload.deviceAuthentication'),
  devicePasscode: authentication('CheckOtpPayload.deviceAuthentication'),
  fidoAssertion: authentication('CheckAssertionPayload.deviceAuthentication'),
  readPairingKey: pairingKey('Query.pairingKey'),
  createPairingKey: pairingKey('CreatePairingKeyPayload.pairingKey'),
  deletePairingKey: { [NOTHING]: ['DeletePairingKeyPayload.deletedPairingKeyId'] },
  createAuthenticationCode: authenticationCode('CreateAuthenticationCodePayload.authenticationCode'),
  readAuthenticationCode: authenticationCode('Query.authenticationCode'),
  setDeviceOrder: {
    ...devices,
    devices: ['SetDeviceOrderPayload.user', 'SetDefaultDevicePayload.user', 'User.devices'],
  },
  cancelDeviceAuthentication: authentication('CancelDeviceAuthenticationPayload.deviceAuthentication'),
  workforceCreateDevice: newDevice,
  workforceCreateDeviceAuthentication: newAuthentication,
  workforceCreatePairingKey: pairingKey('CreatePairingKeyPayload.pairingKey'),
  workforceReadAllDevices: devices,
} satisfies Readonly<Record<string, OutputFields>>;

export type MfaCapabilityId = keyof typeof MFA_FIELDS;

/** What the page lists everywhere and PingOne tells once: in the answer that adds the device. */
export const TOLD_ONCE = ['Device.secret', 'Device.keyUri'] as const;
