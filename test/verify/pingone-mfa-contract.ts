// The calls that PingOne documents for MFA, as far as anyone here may make them: method, path, content type, query, body and answer.
// Written from the documentation of its API, not from our code, so that both can be held against each other.
import type { DocumentedBody, DocumentedCall } from './pingone-contract.js';

const ENVIRONMENT = '/v1/environments/{envID}';
const USER = `${ENVIRONMENT}/users/{userID}`;
const DEVICES = `${USER}/devices`;
const DEVICE = `${DEVICES}/{deviceID}`;
const POLICIES = `${ENVIRONMENT}/deviceAuthenticationPolicies`;
/** On the host for authentication, without a version. */
const AUTHENTICATIONS = '/{envID}/deviceAuthentications';
const AUTHENTICATION = `${AUTHENTICATIONS}/{deviceAuthenticationID}`;
const CODES = '/{envID}/authenticationCodes';
const JSON_TYPE = 'application/json';

const read = (path: string, ...query: readonly string[]): DocumentedCall => ({
  method: 'GET',
  path,
  query,
  contentType: null,
  status: 200,
});
const remove = (path: string): DocumentedCall => ({ method: 'DELETE', path, contentType: null, status: 204 });
const write = (method: 'POST' | 'PUT', path: string, status: number, body: DocumentedBody): DocumentedCall => ({
  method,
  path,
  contentType: JSON_TYPE,
  status,
  body,
});
/** An action that the content type selects; without a body unless it says one. */
const act = (action: string, path: string, status: number, body?: DocumentedBody): DocumentedCall => ({
  method: 'POST',
  path,
  contentType: `application/vnd.pingidentity.${action}+json`,
  status,
  ...(body ? { body } : {}),
});

const NOTIFICATION = [
  'notification',
  'notification.policy',
  'notification.policy.id',
  'notification.template',
  'notification.template.locale',
  'notification.template.variant',
  'notification.template.variables',
  'notification.template.variables.*',
];

const NEW_DEVICE: DocumentedBody = {
  required: ['type'],
  optional: [
    ...['status', 'nickname', 'phone', 'extension', 'email', 'serialNumber', 'testMode'],
    ...['policy', 'policy.id', 'policy.type', 'rp', 'rp.id', 'rp.name'],
    ...NOTIFICATION,
    // The connector has them; no page tells their names.
    ...['userAgent', 'otp'],
  ],
  needs: { 'notification.policy': ['notification.policy.id'] },
  oneOf: [['policy.id', 'policy.type']],
};

const NEW_AUTHENTICATION: DocumentedBody = {
  required: [],
  optional: [
    ...['user', 'user.id', 'policy', 'policy.id', 'rp', 'rp.id', 'application', 'application.id'],
    ...['selectedDevice', 'selectedDevice.id', 'selectedDevice.otp', 'selectedDevice.oneTime'],
    ...['type', 'email', 'phone', 'testMode'].map((name) => `selectedDevice.oneTime.${name}`),
    ...['compatibility', 'webAuthn', 'webAuthn.challenge', 'mobilePayload'],
    ...[...NOTIFICATION, 'notification.template.name', 'notification.clientContext', 'notification.clientContext.*'],
    'userAgent',
  ],
  needs: {
    user: ['user.id'],
    policy: ['policy.id'],
    rp: ['rp.id'],
    application: ['application.id'],
    mobilePayload: ['application.id'],
    webAuthn: ['webAuthn.challenge'],
    'selectedDevice.oneTime': ['user.id', 'selectedDevice.oneTime.type'],
    'notification.policy': ['notification.policy.id'],
    'notification.template': ['notification.template.name'],
  },
  oneOf: [['selectedDevice.oneTime.email', 'selectedDevice.oneTime.phone']],
};

/** The parts that a policy must have, each with parts of its own. */
const METHODS = ['sms', 'voice', 'email', 'mobile', 'totp'];
const OTHER_METHODS = ['whatsApp', 'fido2', 'platform', 'securityKey', 'oathToken', 'desktop', 'yubikey'];
const POLICY: DocumentedBody = {
  required: ['name', 'default', ...METHODS],
  optional: [
    ...[...METHODS, ...OTHER_METHODS, 'authentication', 'notificationsPolicy', 'rememberMe'].map(
      (name) => `${name}.**`,
    ),
    ...[...OTHER_METHODS, 'authentication', 'notificationsPolicy', 'rememberMe'],
    ...['newDeviceNotification', 'ignoreUserLock', 'blockDisabledUsers', 'blockUsersWithDisabledMfa'],
  ],
};

const ASSERTION: DocumentedBody = { required: ['assertion', 'origin'], optional: ['compatibility'] };

export const MFA_CONTRACT: readonly DocumentedCall[] = [
  write('POST', DEVICES, 201, NEW_DEVICE),
  act('devices.reorder', DEVICES, 200, { required: ['order', 'order[]', 'order[].id'] }),
  act('devices.order.remove', DEVICES, 204),
  read(DEVICES, 'filter', 'limit', 'expand', 'order'),
  read(DEVICE),
  remove(DEVICE),
  act('device.activate', DEVICE, 200, {
    required: [],
    optional: ['otp', 'oathResync', 'attestation', 'origin'],
    needs: { oathResync: ['otp'], origin: ['attestation'] },
    oneOf: [['otp', 'attestation']],
  }),
  act('device.sendActivationCode', DEVICE, 200),
  act('device.block', DEVICE, 200),
  act('device.unblock', DEVICE, 200),
  act('device.unlock', DEVICE, 200),
  write('PUT', `${DEVICE}/nickname`, 200, { required: ['nickname'] }),
  write('PUT', `${DEVICE}/logs`, 200, { required: ['status'] }),
  read(`${USER}/mfaEnabled`),
  write('PUT', `${USER}/mfaEnabled`, 200, { required: ['mfaEnabled'] }),
  read(`${USER}/bypassMFA`),
  write('PUT', `${USER}/bypassMFA`, 200, { required: ['bypassMFAEnabledUntil'] }),

  write('POST', `${USER}/pairingKeys`, 201, {
    required: [],
    optional: ['applications', 'applications[]', 'applications[].id', 'policy', 'policy.id'],
    needs: { policy: ['policy.id'], 'applications[]': ['applications[].id'] },
  }),
  read(`${USER}/pairingKeys/{pairingKeyID}`),
  remove(`${USER}/pairingKeys/{pairingKeyID}`),

  read(POLICIES),
  write('POST', POLICIES, 201, POLICY),
  read(`${POLICIES}/{deviceAuthenticationPolicyID}`),
  write('PUT', `${POLICIES}/{deviceAuthenticationPolicyID}`, 200, POLICY),
  remove(`${POLICIES}/{deviceAuthenticationPolicyID}`),
  read(`${ENVIRONMENT}/mfaSettings`),
  read(`${ENVIRONMENT}/applications/{applicationID}`),

  write('POST', AUTHENTICATIONS, 201, NEW_AUTHENTICATION),
  read(AUTHENTICATION),
  act('device.select', AUTHENTICATION, 200, {
    required: ['device', 'device.id'],
    optional: ['compatibility'],
  }),
  act('otp.check', AUTHENTICATION, 200, { required: ['otp'] }),
  act('assertion.check', AUTHENTICATION, 200, ASSERTION),
  act('cancel.push.authentication', AUTHENTICATION, 200, { required: ['reason'] }),

  write('POST', CODES, 201, {
    required: ['application', 'application.id'],
    optional: [
      ...['clientContext', 'clientContext.*', 'userApproval'],
      ...['lifeTime', 'lifeTime.duration', 'lifeTime.timeUnit'],
    ],
    needs: { lifeTime: ['lifeTime.duration', 'lifeTime.timeUnit'] },
  }),
  read(`${CODES}/{authenticationCodeID}`),
  remove(`${CODES}/{authenticationCodeID}`),
];
