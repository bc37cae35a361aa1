// Every operation of PingOne MFA, with the call at PingOne that the error matrix breaks, and what it means there that a thing is missing.
import { randomUUID } from 'node:crypto';
import { addDevice, send, startAuthentication } from '../support/mfa.js';
import type { Person } from '../support/person.js';
import type { TestSandbox } from '../support/sandbox.js';
import { type MatrixOperation, mutation, newUser, query, type Subject, subjectOf } from './matrix-operations.js';

const D = ({ userId, deviceId }: Subject) => `*/users/${userId}/devices/${deviceId}`;
const DEVICES = ({ userId }: Subject) => `*/users/${userId}/devices`;
const A = ({ authenticationId }: Subject) => `*/deviceAuthentications/${authenticationId}`;

const ofDevices: Partial<MatrixOperation> = { service: 'devices' };
const ofAuthentications: Partial<MatrixOperation> = { service: 'authentications' };

const onDevice = ({ userId, deviceId }: Subject) => ({ userId, deviceId });
const ofUser = ({ userId }: Subject) => ({ userId });
const onAuthentication = ({ authenticationId }: Subject) => ({ deviceAuthenticationId: authenticationId });

/** A change of a device. */
const device = (
  field: string,
  method: string,
  path: (subject: Subject) => string,
  more: Partial<MatrixOperation> = {},
  input: (subject: Subject) => object = onDevice,
  rules: Partial<NonNullable<MatrixOperation['mutation']>> = {},
): MatrixOperation =>
  mutation({ field, wire: 'id', input: [], notFound: 'NOT_FOUND', ...rules }, method, path, input, {
    ...ofDevices,
    ...more,
  });

/** A step of a device authentication. */
const step = (
  field: string,
  wire: string,
  input: readonly string[],
  given: object | ((subject: Subject) => object),
  state: NonNullable<MatrixOperation['state']>,
  rules: Partial<NonNullable<MatrixOperation['mutation']>> = {},
  more: Partial<MatrixOperation> = {},
): MatrixOperation =>
  mutation(
    {
      field,
      wire,
      input,
      notFound: 'DEVICE_AUTHENTICATION_NOT_ACTIONABLE',
      refusesState: 'DEVICE_AUTHENTICATION_NOT_ACTIONABLE',
      ...rules,
    },
    'POST',
    A,
    (subject) => ({ ...onAuthentication(subject), ...(typeof given === 'function' ? given(subject) : given) }),
    { ...ofAuthentications, state, ...more },
  );

export const MFA_OPERATIONS: readonly MatrixOperation[] = [
  query(
    'Query.device',
    ['device'],
    null,
    'query ($userId: ID!, $deviceId: ID!) { device(userId: $userId, id: $deviceId) { id } }',
    D,
    ofDevices,
  ),
  query(
    'User.devices',
    ['user', 'devices'],
    [],
    'query ($userId: ID!) { user(id: $userId) { devices { id } } }',
    (subject) => `${DEVICES(subject)}?*`,
    ofDevices,
  ),
  query(
    'User.defaultDevice',
    ['user', 'defaultDevice'],
    null,
    'query ($userId: ID!) { user(id: $userId) { defaultDevice { id } } }',
    (subject) => `${DEVICES(subject)}?*`,
    ofDevices,
  ),
  query(
    'User.mfaEnabled',
    ['user', 'mfaEnabled'],
    null,
    'query ($userId: ID!) { user(id: $userId) { mfaEnabled } }',
    ({ userId }) => `*/users/${userId}/mfaEnabled`,
    ofDevices,
  ),
  query(
    'Query.pairingKey',
    ['pairingKey'],
    null,
    'query ($userId: ID!, $pairingKeyId: ID!) { pairingKey(userId: $userId, id: $pairingKeyId) { id } }',
    ({ userId, pairingKeyId }) => `*/users/${userId}/pairingKeys/${pairingKeyId}`,
    ofDevices,
  ),
  query(
    'Query.deviceAuthenticationPolicy',
    ['deviceAuthenticationPolicy'],
    null,
    'query ($policyId: ID!) { deviceAuthenticationPolicy(id: $policyId) { id } }',
    ({ policyId }) => `*/deviceAuthenticationPolicies/${policyId}`,
    ofDevices,
  ),
  query(
    'Query.deviceAuthenticationPolicies',
    ['deviceAuthenticationPolicies'],
    null,
    '{ deviceAuthenticationPolicies { id } }',
    () => '*/deviceAuthenticationPolicies',
    ofDevices,
  ),
  // What is kept for all must not be read before this: the list of policies, then the settings.
  query(
    'User.deviceSettings',
    ['user', 'deviceSettings'],
    null,
    'query ($userId: ID!) { user(id: $userId) { deviceSettings { maxAllowedDevices } } }',
    () => '*/mfaSettings',
    ofDevices,
  ),
  query(
    'Query.deviceAuthentication',
    ['deviceAuthentication'],
    null,
    'query ($authenticationId: ID!) { deviceAuthentication(id: $authenticationId) { id } }',
    A,
    { ...ofAuthentications, state: 'asking for a passcode' },
  ),
  query(
    'Query.authenticationCode',
    ['authenticationCode'],
    null,
    'query ($codeId: ID!) { authenticationCode(id: $codeId) { id } }',
    ({ codeId }) => `*/authenticationCodes/${codeId}`,
    ofAuthentications,
  ),

  device(
    'createDevice',
    'POST',
    DEVICES,
    {},
    // Another one each time: one that was added a moment ago would be taken for the one whose create failed.
    ({ userId }) => ({ userId, type: 'EMAIL', email: `ana-${randomUUID()}@example.test` }),
    { wire: 'email', input: ['email'] },
  ),
  device(
    'activateDevice',
    'POST',
    D,
    { state: 'activating', isGuess: true },
    (subject) => ({ ...onDevice(subject), otp: '0' }),
    { wire: 'otp', input: ['otp'] },
  ),
  device('resendDeviceActivationOtp', 'POST', D, { state: 'activating' }),
  device(
    'updateDeviceNickname',
    'PUT',
    (subject) => `${D(subject)}/nickname`,
    {},
    (subject) => ({ ...onDevice(subject), nickname: 'Mine' }),
    { wire: 'nickname', input: ['nickname'] },
  ),
  device('deleteDevice', 'DELETE', D),
  device('blockDevice', 'POST', D),
  device('unblockDevice', 'POST', D),
  device('unlockDevice', 'POST', D),
  device('setDeviceOrder', 'POST', DEVICES, {}, ({ userId, deviceId }) => ({ userId, deviceIds: [deviceId] }), {
    wire: 'order[0].id',
    input: ['deviceIds'],
  }),
  device('setDefaultDevice', 'POST', DEVICES, {}, onDevice, { wire: 'order[0].id', input: ['deviceId'] }),
  device('removeDeviceOrder', 'POST', DEVICES, {}, ofUser),
  device(
    'setUserMfaEnabled',
    'PUT',
    ({ userId }) => `*/users/${userId}/mfaEnabled`,
    {},
    ({ userId }) => ({ userId, mfaEnabled: true }),
    { wire: 'mfaEnabled', input: ['mfaEnabled'] },
  ),
  device('createPairingKey', 'POST', ({ userId }) => `*/users/${userId}/pairingKeys`, {}, ofUser, {
    wire: 'applications[0].id',
    input: ['applicationIds'],
    special: { 'INVALID_VALUE applications[0].id': 'APPLICATION_NOT_FOUND' },
    limits: { DEVICE_LIMIT_REACHED: 'PAIRING_KEY_LIMIT_REACHED' },
  }),
  device(
    'deletePairingKey',
    'DELETE',
    ({ userId, pairingKeyId }) => `*/users/${userId}/pairingKeys/${pairingKeyId}`,
    {},
    ({ userId, pairingKeyId }) => ({ userId, pairingKeyId }),
  ),

  mutation(
    {
      field: 'createDeviceAuthentication',
      wire: 'compatibility',
      input: ['compatibility'],
      notFound: 'NOT_FOUND',
      fields: { NO_USABLE_DEVICES: ['input', 'userId'] },
    },
    'POST',
    () => '*/deviceAuthentications',
    ofUser,
    ofAuthentications,
  ),
  step('selectDevice', 'device.id', ['deviceId'], ({ deviceId }: Subject) => ({ deviceId }), 'asking for a passcode', {
    fields: { NO_USABLE_DEVICES: ['input', 'deviceId'] },
    limits: { OTP_ATTEMPTS_EXCEEDED: 'DEVICE_LOCKED' },
  }),
  step('checkOtp', 'otp', ['otp'], { otp: '0' }, 'asking for a passcode', {}, { isGuess: true }),
  step(
    'checkAssertion',
    'assertion',
    ['assertionRaw'],
    { origin: 'http://localhost', assertionRaw: '{}' },
    'asking for an assertion',
    { special: { 'INVALID_VALUE assertion': 'INVALID_ASSERTION' } },
  ),
  step('cancelDeviceAuthentication', 'reason', ['reason'], { reason: 'CHANGE_DEVICE' }, 'asking for a passcode'),
  mutation(
    {
      field: 'createAuthenticationCode',
      wire: 'lifeTime.duration',
      input: ['lifeTime', 'duration'],
      notFound: 'APPLICATION_NOT_FOUND',
    },
    'POST',
    () => '*/authenticationCodes',
    () => ({ applicationId: randomUUID() }),
    ofAuthentications,
  ),
  mutation(
    { field: 'deleteAuthenticationCode', wire: 'id', input: [], notFound: 'NOT_FOUND' },
    'DELETE',
    ({ codeId }) => `*/authenticationCodes/${codeId}`,
    ({ codeId }) => ({ authenticationCodeId: codeId }),
    ofAuthentications,
  ),
];

const WAITING = { type: 'EMAIL', email: 'ana@example.test' } as const;
const ACTIVE = { ...WAITING, status: 'ACTIVE', testMode: true } as const;

/** Makes a person with a device, and whatever else MFA has, for an operation of their own. */
export async function newMfaSubject(
  admin: Person,
  sandbox: TestSandbox,
  { state }: Pick<MatrixOperation, 'state'>,
): Promise<Subject> {
  const userId = await newUser(admin);
  const { id: deviceId } = await addDevice(admin, { userId, ...(state === 'activating' ? WAITING : ACTIVE) });
  const [authenticationId, pairingKeyId, codeId, policyId] = await Promise.all([
    startOf(admin, userId, state),
    idOfNew(admin, 'createPairingKey', { userId }, 'pairingKey'),
    idOfNew(admin, 'createAuthenticationCode', { applicationId: sandbox.ready.applicationId }, 'authenticationCode'),
    sandbox.mfaPolicy({ name: `Policy ${randomUUID()}` }),
  ]);
  return { ...subjectOf(randomUUID()), userId, deviceId, authenticationId, pairingKeyId, codeId, policyId };
}

async function startOf(admin: Person, userId: string, state: MatrixOperation['state']): Promise<string> {
  if (state === 'asking for a passcode') return (await startAuthentication(admin, { userId })).id;
  return state === 'asking for an assertion'
    ? (await startAuthentication(admin, { rpId: 'localhost' })).id
    : randomUUID();
}

async function idOfNew(admin: Person, field: string, input: object, name: string): Promise<string> {
  const payload = await send<Readonly<Record<string, { readonly id: string } | null>>>(
    admin,
    field,
    input,
    `${name} { id }`,
  );
  const made = payload[name];
  if (!made) throw new Error(`${field} made nothing.`);
  return made.id;
}
