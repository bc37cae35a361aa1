// How each capability of PingOne's MFA connector is used through GraphQL: the operations, and what they cost and show.
// Authentications have a file of their own, and so have pairing keys and authentication codes.
import { expect } from '../support/fixtures.js';
import type { Use } from './capability-check.js';
import { AUTHENTICATION_USES, type MfaWorld } from './capability-uses-authentication.js';
import { CODE_USES } from './capability-uses-codes.js';
import { listedDevice, listedDevices } from './mfa-as-listed.js';
import { DEVICE, DEVICE_SETTINGS, mutation, NOTIFICATION, POLICY, SPAN } from './mfa-selections.js';
import { EMAIL, ORIGIN, PHONE, RP_ID } from './mfa-subjects.js';
import type { MfaCapabilityId } from './seed-fields-mfa.js';

const POLICY_LIST = 'GET {E}/deviceAuthenticationPolicies';
const SETTINGS = ['GET {E}/mfaSettings', POLICY_LIST, 'GET {E}/applications/{id}'];
const NEW_ID = '3f0c2a44-5b1e-4a8f-9c1d-7f2f6f0a1b2c';

const createDevice = (input: object, more: Partial<Use> = {}): Use => ({
  document: mutation('createDevice', `device { ${DEVICE} }`),
  variables: { input },
  ...more,
});
/** Adds a device whose answer holds all that the page lists. */
const createListed = (userId: string): Use =>
  createDevice(
    { userId, type: 'EMAIL', email: EMAIL },
    {
      answered: [
        { match: { method: 'POST', path: `*/users/${userId}/devices` }, status: 201, body: listedDevice(NEW_ID) },
      ],
    },
  );

const readAllDevices = (arguments_: string, userId: string, more: Partial<Use>): Use => ({
  document: `query ($id: ID!) { user(id: $id) { devices${arguments_} { ${DEVICE} } defaultDevice { id } deviceSettings { ${DEVICE_SETTINGS} } } }`,
  variables: { id: userId },
  beside: ['GET {U}', ...SETTINGS],
  ...more,
});
const listed = (userId: string) => ({
  answered: [{ match: { method: 'GET', path: `*/users/${userId}/devices?*` }, body: listedDevices(NEW_ID) }],
});

/** A capability without an entry does not compile. */
export const MFA_USES: Readonly<Record<MfaCapabilityId, (world: MfaWorld) => Promise<readonly Use[]>>> = {
  readDevice: async ({ subjects }) => {
    const userId = await subjects.user();
    const [waiting, passkey, phone] = [
      await subjects.waiting(userId),
      await subjects.passkey(userId),
      await subjects.phone(userId),
    ];
    const read = (id: string, more: Partial<Use> = {}): Use => ({
      document: `query ($userId: ID!, $id: ID!) { device(userId: $userId, id: $id) { ${DEVICE} } }`,
      variables: { userId, id },
      ...more,
    });
    const body = listedDevice(waiting.id);
    return [
      read(waiting.id, { shows: { device: { type: 'SMS', phone: PHONE, test: waiting.test } } }),
      read(passkey.id, { shows: { device: { type: 'FIDO2', rp: { id: RP_ID } } } }),
      read(phone, { shows: { device: { type: 'MOBILE', mobile: { os: { type: 'ANDROID' } } } } }),
      read(waiting.id, { answered: [{ match: { method: 'GET', path: `*/devices/${waiting.id}` }, body }] }),
    ];
  },

  readAllDevices: async ({ subjects }) => {
    const userId = await subjects.user();
    const [first, second] = [await subjects.active(userId), await subjects.waiting(userId)];
    const shows = (...ids: readonly string[]) => ({
      shows: {
        user: {
          devices: ids.map((id) => ({ id })),
          defaultDevice: { id: first.id },
          deviceSettings: { order: [first.id], maxAllowedDevices: 5 },
        },
      },
    });
    return [
      readAllDevices('', userId, shows(first.id, second.id)),
      readAllDevices('(status: ACTIVE)', userId, shows(first.id)),
      readAllDevices('(status: ACTIVATION_REQUIRED, types: [SMS, TOTP])', userId, shows(second.id)),
      readAllDevices('(types: [FIDO2, PLATFORM])', userId, shows()),
      readAllDevices('', userId, listed(userId)),
    ];
  },

  createDevice: async ({ sandbox, subjects }) => {
    const [userId, other, policyId] = [await subjects.user(), await subjects.user(), sandbox.ready.mfaPolicies.default];
    const policy = { userId, policyId, userAgent: 'Mozilla/5.0' };
    const made = (device: object) => ({ shows: { createDevice: { device, userErrors: [] } } });
    const waits = { status: 'ACTIVATION_REQUIRED' };
    return [
      createDevice(
        { ...policy, type: 'EMAIL', email: EMAIL, nickname: 'Work', testMode: true },
        made({ nickname: 'Work' }),
      ),
      createDevice({ ...policy, type: 'SMS', phone: PHONE }, made(waits)),
      createDevice(
        { ...policy, type: 'VOICE', phone: PHONE, extension: '12,#3', notification: NOTIFICATION },
        made({ extension: '12,#3' }),
      ),
      createDevice({ ...policy, type: 'WHATSAPP', phone: PHONE, status: 'ACTIVE' }, made({ status: 'ACTIVE' })),
      createDevice({ userId, type: 'TOTP' }, made({ secret: expect.any(String), keyUri: expect.any(String) })),
      createDevice(
        { ...policy, type: 'FIDO2', rp: { id: RP_ID, name: 'Bank' } },
        made({ rp: { id: RP_ID, name: 'Bank' }, publicKeyCredentialCreationOptions: { rp: { id: RP_ID } } }),
      ),
      createDevice({ userId, type: 'SECURITY_KEY' }, made({ type: 'SECURITY_KEY', ...waits })),
      createListed(other),
    ];
  },

  activateDevice: async ({ subjects }) => {
    const userId = await subjects.user();
    const activate = (deviceId: string, proof: object, more: Partial<Use> = {}): Use => ({
      document: mutation('activateDevice', `device { ${DEVICE} }`),
      variables: { input: { userId, deviceId, ...proof } },
      shows: { activateDevice: { device: { id: deviceId, status: 'ACTIVE' }, userErrors: [] } },
      ...more,
    });
    const [sms, other] = [await subjects.waiting(userId), await subjects.waiting(userId)];
    const [first, second] = [await subjects.newPasskey(userId), await subjects.newPasskey(userId)];
    const token = await subjects.add(userId, { type: 'OATH_TOKEN', serialNumber: '8830012345' });
    const answered = [{ match: { method: 'POST', path: `*/devices/${other.id}` }, body: listedDevice(other.id) }];
    return [
      activate(sms.id, { otp: sms.test?.otp }),
      activate(first.id, { attestation: JSON.parse(first.attestation), origin: ORIGIN }),
      activate(second.id, { attestationRaw: second.attestation, origin: ORIGIN }),
      activate(token.id, { otp: await subjects.passcode(token.id), oathResync: true }),
      activate(other.id, { otp: other.test?.otp }, { answered }),
    ];
  },

  deleteDevice: async ({ subjects }) => {
    const userId = await subjects.user();
    const { id: deviceId } = await subjects.waiting(userId);
    return [
      {
        document: mutation('deleteDevice', 'deletedDeviceId'),
        variables: { input: { userId, deviceId } },
        shows: { deleteDevice: { deletedDeviceId: deviceId } },
      },
    ];
  },

  resendPairingOtp: async ({ subjects }) => {
    const userId = await subjects.user();
    const { id } = await subjects.waiting(userId);
    const resend: Use = {
      document: mutation('resendDeviceActivationOtp', `device { ${DEVICE} }`),
      variables: { input: { userId, deviceId: id } },
      shows: { resendDeviceActivationOtp: { device: { id } } },
    };
    const answered = [{ match: { method: 'POST', path: `*/devices/${id}` }, body: listedDevice(id) }];
    return [resend, { ...resend, answered }];
  },

  updateDeviceNickname: async ({ subjects }) => {
    const userId = await subjects.user();
    const { id: deviceId } = await subjects.active(userId);
    const rename = (nickname: string): Use => ({
      document: mutation('updateDeviceNickname', 'device { id nickname }'),
      variables: { input: { userId, deviceId, nickname } },
      // PingOne answers with the nickname alone.
      beside: ['GET {D}'],
      shows: { updateDeviceNickname: { device: { id: deviceId, nickname: nickname || null } } },
    });
    return [rename('At home'), rename('')];
  },

  readMfaStatus: async ({ subjects }) => [
    {
      document: 'query ($id: ID!) { user(id: $id) { mfaEnabled } }',
      variables: { id: await subjects.user() },
      beside: ['GET {U}'],
      shows: { user: { mfaEnabled: true } },
    },
  ],

  updateMfaStatus: async ({ subjects }) => {
    const userId = await subjects.user();
    return [false, true].map((mfaEnabled) => ({
      document: mutation('setUserMfaEnabled', 'user { id mfaEnabled }'),
      variables: { input: { userId, mfaEnabled } },
      beside: ['GET {U}', 'GET {U}/mfaEnabled'],
      shows: { setUserMfaEnabled: { user: { mfaEnabled } } },
    }));
  },

  readDeviceAuthenticationPolicy: async ({ sandbox, subjects }) => {
    const coolDown = { duration: 3, timeUnit: 'MINUTES' };
    const policyId = await subjects.policy({ failureCount: 4, coolDown, otpLength: 8 });
    const userId = await subjects.user();
    await subjects.active(userId);
    const { id } = await subjects.start({ userId, policyId: sandbox.ready.mfaPolicies.promptToSelect });
    const method = { enabled: true, otp: { failureCount: 4, failureCoolDown: coolDown } };
    const sent = { ...method, otp: { ...method.otp, length: 8, lifeTime: expect.any(Object) } };
    return [
      {
        document: `query ($id: ID!) { deviceAuthenticationPolicy(id: $id) { ${POLICY} } } ${SPAN}`,
        variables: { id: policyId },
        shows: {
          deviceAuthenticationPolicy: {
            id: policyId,
            ...{ sms: sent, email: sent, voice: sent, totp: method },
            mobile: { ...method, otp: { ...method.otp, windowStepSize: expect.any(Object) } },
            platform: { enabled: expect.any(Boolean) },
            securityKey: { enabled: expect.any(Boolean) },
          },
        },
      },
      {
        document: '{ deviceAuthenticationPolicies { id name } }',
        variables: {},
        times: 0,
        beside: [POLICY_LIST],
        // A short cache may hold it.
        shows: {
          deviceAuthenticationPolicies: expect.arrayContaining([
            { id: sandbox.ready.mfaPolicies.default, name: 'Default MFA policy' },
          ]),
        },
      },
      {
        document: 'query ($id: ID!) { deviceAuthentication(id: $id) { policy { id name } } }',
        variables: { id },
        beside: ['GET {A}'],
        shows: { deviceAuthentication: { policy: { id: sandbox.ready.mfaPolicies.promptToSelect } } },
      },
    ];
  },

  ...AUTHENTICATION_USES,
  ...CODE_USES,

  setDeviceOrder: async ({ subjects }) => {
    const userId = await subjects.user();
    const [first, second, third] = [
      (await subjects.active(userId)).id,
      (await subjects.active(userId)).id,
      (await subjects.active(userId)).id,
    ];
    const order = (field: string, input: object, ids: readonly string[], more: Partial<Use> = {}): Use => ({
      document: mutation(
        field,
        `user { devices { ${DEVICE} } defaultDevice { id } deviceSettings { ${DEVICE_SETTINGS} } }`,
      ),
      variables: { input: { userId, ...input } },
      // What there was before, and what there is after.
      beside: ['GET {U}/devices', 'GET {U}/devices', 'GET {U}', ...SETTINGS],
      shows: { [field]: { user: { deviceSettings: { order: ids } } } },
      ...more,
    });
    return [
      order('setDeviceOrder', { deviceIds: [third, second, first] }, [third, second, first]),
      order('setDefaultDevice', { deviceId: first }, [first, third, second]),
      order('setDefaultDevice', { deviceId: first }, [first, second, third], {
        answered: [
          {
            match: { method: 'GET', path: `*/users/${userId}/devices?*` },
            times: 2,
            body: listedDevices(first, second, third),
          },
        ],
      }),
    ];
  },

  workforceCreateDevice: async ({ subjects }) => {
    const [userId, other] = [await subjects.user(), await subjects.user()];
    const input = { userId, userAgent: 'Mozilla/5.0', nickname: 'Work' };
    const made = (device: object) => ({ shows: { createDevice: { device, userErrors: [] } } });
    return [
      createDevice(
        { ...input, type: 'YUBIKEY', yubiKeyOtp: 'c'.repeat(44), status: 'ACTIVE' },
        made({ type: 'YUBIKEY' }),
      ),
      createDevice({ ...input, type: 'OATH_TOKEN', serialNumber: '8830012346' }, made({ serialNumber: '8830012346' })),
      createDevice({ ...input, type: 'PLATFORM', rp: { id: RP_ID, name: 'Bank' } }, made({ type: 'PLATFORM' })),
      createDevice({ ...input, type: 'SECURITY_KEY', rp: { id: RP_ID } }, made({ type: 'SECURITY_KEY' })),
      ...(['SMS', 'VOICE'] as const).map((type) => createDevice({ ...input, type, phone: PHONE }, made({ type }))),
      createDevice({ ...input, type: 'EMAIL', email: EMAIL }, made({ email: EMAIL })),
      createDevice({ ...input, type: 'TOTP' }, made({ type: 'TOTP' })),
      createListed(other),
    ];
  },

  workforceReadAllDevices: async ({ subjects }) => {
    const userId = await subjects.user();
    const { id } = await subjects.add(userId, { type: 'OATH_TOKEN', serialNumber: '8830054321', status: 'ACTIVE' });
    await subjects.active(userId);
    return [
      readAllDevices('(status: ACTIVE, types: [OATH_TOKEN, YUBIKEY, PINGID_DESKTOP, PINGID_MOBILE])', userId, {
        shows: { user: { devices: [{ id, serialNumber: '8830054321' }] } },
      }),
      readAllDevices('', userId, listed(userId)),
    ];
  },
};
