// How the capabilities of PingOne's MFA connector that authenticate are used through GraphQL: the operations, and what they cost and show.
import { expect } from '../support/fixtures.js';
import type { TestSandbox } from '../support/sandbox.js';
import type { Use } from './capability-check.js';
import { listedAuthentication, listedDevice } from './mfa-as-listed.js';
import { AUTHENTICATION, mutation, NOTIFICATION } from './mfa-selections.js';
import { EMAIL, type MfaSubjects, ORIGIN, PHONE, RP_ID } from './mfa-subjects.js';
import type { MfaCapabilityId } from './seed-fields-mfa.js';

export interface MfaWorld {
  readonly sandbox: TestSandbox;
  readonly subjects: MfaSubjects;
}

type AuthenticationCapability = Extract<
  MfaCapabilityId,
  | 'createDeviceAuthentication'
  | 'readDeviceAuthentication'
  | 'deviceSelection'
  | 'devicePasscode'
  | 'fidoAssertion'
  | 'cancelDeviceAuthentication'
  | 'workforceCreateDeviceAuthentication'
>;

const NEW_ID = '7b1d2c9e-0a4f-4b7e-8c55-1e6a9d3f2b44';
/** Base64URL of 32 bytes. */
const CHALLENGE = Buffer.alloc(32, 7).toString('base64url');
const USER_AGENT = 'Mozilla/5.0';

/** Beside the authentication itself: whose it is, its policy, and the whole contacts of the devices it shows masked. */
const USUAL = ['GET {U}', 'GET {E}/deviceAuthenticationPolicies/{id}'];
const contacts = (devices: number) => [...USUAL, ...Array.from({ length: devices }, () => 'GET {D}')];

const start = (input: object, shows: object, more: Partial<Use> = {}): Use => ({
  document: mutation('createDeviceAuthentication', `deviceAuthentication { ${AUTHENTICATION} }`),
  variables: { input },
  beside: contacts(1),
  shows: { createDeviceAuthentication: { deviceAuthentication: shows, userErrors: [] } },
  ...more,
});

const step = (field: string, input: object, shows: object, more: Partial<Use> = {}): Use => ({
  document: mutation(field, `deviceAuthentication { ${AUTHENTICATION} }`),
  variables: { input },
  // Whose it is and what its state allows before.
  beside: ['GET {A}', ...contacts(1)],
  shows: { [field]: { deviceAuthentication: shows, userErrors: [] } },
  ...more,
});

/** Someone with a device, and an answer about them that holds all that the page lists. */
async function listedOf({ sandbox, subjects }: MfaWorld, id: string) {
  const userId = await subjects.user();
  const deviceId = (await subjects.active(userId)).id;
  const { environmentId, applicationId, mfaPolicies } = sandbox.ready;
  const about = { environmentId, userId, deviceId, applicationId, policyId: mfaPolicies.default ?? '' };
  return {
    userId,
    deviceId,
    body: listedAuthentication(id, about),
    device: { match: { method: 'GET', path: `*/devices/${deviceId}` }, body: listedDevice(deviceId) },
  };
}

/** A step after which PingOne answers with all that the page lists. */
async function listedStep(
  world: MfaWorld,
  field: string,
  inputOf: (started: Awaited<ReturnType<MfaSubjects['start']>>, deviceId: string) => object,
): Promise<Use> {
  const { userId, deviceId, device } = await listedOf(world, NEW_ID);
  const started = await world.subjects.start({ userId, deviceId });
  const { environmentId, applicationId, mfaPolicies } = world.sandbox.ready;
  const about = { environmentId, userId, deviceId, applicationId, policyId: mfaPolicies.default ?? '' };
  const body = listedAuthentication(started.id, about);
  const path = `*/deviceAuthentications/${started.id}`;
  const input = { deviceAuthenticationId: started.id, ...inputOf(started, deviceId) };
  return step(field, input, { id: started.id }, { answered: [{ match: { method: 'POST', path }, body }, device] });
}

async function startListed(world: MfaWorld): Promise<Use> {
  const { userId, body, device } = await listedOf(world, NEW_ID);
  const match = { method: 'POST', path: '*/deviceAuthentications' };
  return start({ userId }, { id: NEW_ID }, { answered: [{ match, status: 201, body }, device] });
}

/** What both kinds of connector can start. */
async function commonStarts({ sandbox, subjects }: MfaWorld, more: object): Promise<readonly Use[]> {
  const userId = await subjects.user();
  const device = await subjects.active(userId);
  const policyId = sandbox.ready.mfaPolicies.default;
  const waits = { status: 'OTP_REQUIRED', user: { id: userId }, policy: { id: policyId } };
  const oneTime = (oneTimeDevice: object, type: string): Use =>
    start({ userId, ...more, oneTimeDevice }, { ...waits, oneTimeDevice: { type }, test: { otp: expect.any(String) } });
  const other = await subjects.user();
  const app = await subjects.app(other);
  return [
    start({ userId, policyId, userAgent: USER_AGENT, ...more }, { ...waits, selectedDevice: { id: device.id } }),
    start(
      { userId, deviceId: device.id, notificationType: 'TRANSACTION', notification: NOTIFICATION, ...more },
      { ...waits, selectedDevice: { id: device.id }, test: { otp: expect.any(String) } },
    ),
    oneTime({ type: 'SMS', phone: PHONE, testMode: true }, 'SMS'),
    oneTime({ type: 'VOICE', phone: PHONE, testMode: true }, 'VOICE'),
    oneTime({ type: 'EMAIL', email: EMAIL, testMode: true }, 'EMAIL'),
    start(
      { userId: other, otp: await subjects.passcode(app, 1), ...more },
      { status: 'COMPLETED', authenticators: expect.arrayContaining(['otp']), selectedDevice: { id: app } },
    ),
    start(
      { rpId: RP_ID, ...more },
      { status: 'ASSERTION_REQUIRED', user: null, publicKeyCredentialRequestOptions: { rpId: RP_ID } },
    ),
  ];
}

export const AUTHENTICATION_USES: Readonly<
  Record<AuthenticationCapability, (world: MfaWorld) => Promise<readonly Use[]>>
> = {
  createDeviceAuthentication: async (world) => {
    const { subjects } = world;
    const { applicationId } = subjects;
    const userId = await subjects.user();
    const [phone, { id: passkey }] = [await subjects.phone(userId), await subjects.passkey(userId)];
    return [
      ...(await commonStarts(world, {})),
      start(
        { userId, deviceId: phone, clientContext: { amount: 12, to: 'Bob' } },
        { status: 'PUSH_CONFIRMATION_REQUIRED', allowedActions: ['SELECT_DEVICE', 'CANCEL'] },
      ),
      start(
        { userId, applicationId, mobilePayload: 'eyJhbGciOiJub25lIn0.e30.' },
        { status: 'COMPLETED', application: { id: applicationId } },
      ),
      start(
        { userId, deviceId: passkey, challenge: CHALLENGE },
        { status: 'ASSERTION_REQUIRED', publicKeyCredentialRequestOptions: { challenge: CHALLENGE } },
      ),
      await startListed(world),
    ];
  },

  readDeviceAuthentication: async (world) => {
    const { subjects } = world;
    const { userId, deviceId, device } = await listedOf(world, NEW_ID);
    const { id } = await subjects.start({ userId, deviceId });
    const read: Use = {
      document: `query ($id: ID!) { deviceAuthentication(id: $id) { ${AUTHENTICATION} } }`,
      variables: { id },
      beside: contacts(1),
    };
    const { environmentId, applicationId, mfaPolicies } = world.sandbox.ready;
    const about = { environmentId, userId, deviceId, applicationId, policyId: mfaPolicies.default ?? '' };
    const body = listedAuthentication(id, about);
    return [
      { ...read, shows: { deviceAuthentication: { status: 'OTP_REQUIRED', selectedDevice: { id: deviceId } } } },
      { ...read, answered: [{ match: { method: 'GET', path: `*/deviceAuthentications/${id}` }, body }, device] },
    ];
  },

  deviceSelection: async (world) => {
    const { sandbox, subjects } = world;
    const userId = await subjects.user();
    const [{ id: first }, { id: second }, { id: passkey }] = [
      await subjects.active(userId),
      await subjects.active(userId),
      await subjects.passkey(userId),
    ];
    const { id } = await subjects.start({ userId, policyId: sandbox.ready.mfaPolicies.promptToSelect });
    const select = (deviceId: string, shows: object, more: object = {}): Use =>
      step(
        'selectDevice',
        { deviceAuthenticationId: id, deviceId, ...more },
        { selectedDevice: { id: deviceId }, ...shows },
        { beside: ['GET {A}', ...contacts(2)] },
      );
    return [
      select(first, { status: 'OTP_REQUIRED' }),
      select(second, { status: 'OTP_REQUIRED' }),
      select(passkey, { status: 'ASSERTION_REQUIRED' }, { compatibility: 'FULL' }),
      await listedStep(world, 'selectDevice', (_, deviceId) => ({ deviceId })),
    ];
  },

  devicePasscode: async (world) => {
    const { subjects } = world;
    const userId = await subjects.user();
    await subjects.active(userId);
    const { id, test } = await subjects.start({ userId });
    return [
      step('checkOtp', { deviceAuthenticationId: id, otp: test?.otp }, { status: 'COMPLETED' }),
      await listedStep(world, 'checkOtp', ({ test }) => ({ otp: test?.otp })),
    ];
  },

  fidoAssertion: async (world) => {
    const { sandbox, subjects } = world;
    const userId = await subjects.user();
    const { id: deviceId, key } = await subjects.passkey(userId);
    const check = async (started: object, proofOf: (assertion: string) => object): Promise<Use> => {
      const { id, publicKeyCredentialRequestOptionsRaw } = await subjects.start(started);
      const assertion = key.assert(publicKeyCredentialRequestOptionsRaw ?? '', ORIGIN);
      const input = { deviceAuthenticationId: id, origin: ORIGIN, compatibility: 'FULL', ...proofOf(assertion) };
      const shows = { status: 'COMPLETED', user: { id: userId }, selectedDevice: { id: deviceId } };
      return step('checkAssertion', input, shows);
    };
    const { device, userId: other, deviceId: shown } = await listedOf(world, NEW_ID);
    const passkey = await subjects.passkey(other);
    const { id } = await subjects.start({ userId: other, deviceId: passkey.id });
    const { environmentId, applicationId, mfaPolicies } = sandbox.ready;
    const about = { environmentId, userId: other, deviceId: shown, applicationId, policyId: mfaPolicies.default ?? '' };
    const match = { method: 'POST', path: `*/deviceAuthentications/${id}` };
    return [
      await check({ userId, deviceId }, (assertion) => ({ assertion: JSON.parse(assertion) })),
      await check({ rpId: RP_ID }, (assertionRaw) => ({ assertionRaw })),
      step(
        'checkAssertion',
        { deviceAuthenticationId: id, origin: ORIGIN, assertionRaw: '{}' },
        { id },
        { answered: [{ match, body: listedAuthentication(id, about) }, device] },
      ),
    ];
  },

  cancelDeviceAuthentication: async (world) => {
    const { subjects } = world;
    const userId = await subjects.user();
    const phone = await subjects.phone(userId);
    const cancels: Use[] = [];
    for (const reason of ['SIGNOUT', 'CHANGE_DEVICE', 'ADD_DEVICE', 'DEFAULT']) {
      const { id } = await subjects.start({ userId, deviceId: phone });
      const shows = { status: 'DEVICE_SELECTION_REQUIRED', selectedDevice: { id: phone } };
      cancels.push(step('cancelDeviceAuthentication', { deviceAuthenticationId: id, reason }, shows));
    }
    return [...cancels, await listedStep(world, 'cancelDeviceAuthentication', () => ({ reason: 'DEFAULT' }))];
  },

  workforceCreateDeviceAuthentication: async (world) => [
    ...(await commonStarts(world, { compatibility: 'FULL' })),
    await startListed(world),
  ],
};
