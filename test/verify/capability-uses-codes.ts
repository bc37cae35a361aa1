// How the capabilities of PingOne's MFA connector about pairing keys and authentication codes are used through GraphQL.
import { expect } from '../support/fixtures.js';
import type { Use } from './capability-check.js';
import type { MfaWorld } from './capability-uses-authentication.js';
import { listedAuthenticationCode, listedPairingKey } from './mfa-as-listed.js';
import { CODE, KEY, mutation } from './mfa-selections.js';
import type { MfaCapabilityId } from './seed-fields-mfa.js';

type CodeCapability = Extract<
  MfaCapabilityId,
  | 'readPairingKey'
  | 'createPairingKey'
  | 'deletePairingKey'
  | 'workforceCreatePairingKey'
  | 'createAuthenticationCode'
  | 'readAuthenticationCode'
>;

const NEW_ID = '2d6f8c31-9e44-4d0b-8a27-5c3e1b7f9a60';

const createPairingKey = (input: object, more: Partial<Use> = {}): Use => ({
  document: mutation('createPairingKey', `pairingKey { ${KEY} }`),
  variables: { input },
  beside: ['GET {U}'],
  ...more,
});
const createListedKey = (userId: string): Use =>
  createPairingKey(
    { userId },
    {
      answered: [
        {
          match: { method: 'POST', path: `*/users/${userId}/pairingKeys` },
          status: 201,
          body: listedPairingKey(NEW_ID),
        },
      ],
    },
  );

const createCode = (input: object, more: Partial<Use> = {}): Use => ({
  document: mutation('createAuthenticationCode', `authenticationCode { ${CODE} }`),
  variables: { input },
  ...more,
});

export const CODE_USES: Readonly<Record<CodeCapability, (world: MfaWorld) => Promise<readonly Use[]>>> = {
  readPairingKey: async ({ subjects }) => {
    const userId = await subjects.user();
    const [open, failed] = [await subjects.pairingKey(userId), await subjects.pairingKey(userId)];
    await subjects.claim(failed.id, 'MissingPushCredentials');
    const read = (id: string, pairingKey: object): Use => ({
      document: `query ($userId: ID!, $id: ID!) { pairingKey(userId: $userId, id: $id) { ${KEY} } }`,
      variables: { userId, id },
      beside: ['GET {U}'],
      shows: { pairingKey },
    });
    return [read(open.id, { status: 'UNCLAIMED', error: null }), read(failed.id, { status: 'FAILED' })];
  },

  createPairingKey: async ({ subjects }) => {
    const userId = await subjects.user();
    const pairingKey = { status: 'UNCLAIMED', code: expect.stringMatching(/^\d{12}$/) };
    const shows = { createPairingKey: { pairingKey } };
    return [
      createPairingKey({ userId }, { shows }),
      createPairingKey({ userId, applicationIds: [subjects.applicationId] }, { shows }),
      createListedKey(userId),
    ];
  },

  deletePairingKey: async ({ subjects }) => {
    const userId = await subjects.user();
    const { id: pairingKeyId } = await subjects.pairingKey(userId);
    return [
      {
        document: mutation('deletePairingKey', 'deletedPairingKeyId'),
        variables: { input: { userId, pairingKeyId } },
        shows: { deletePairingKey: { deletedPairingKeyId: pairingKeyId } },
      },
    ];
  },

  createAuthenticationCode: async ({ subjects }) => {
    const { applicationId } = subjects;
    const userId = await subjects.user();
    const deviceId = await subjects.phone(userId);
    const body = listedAuthenticationCode(NEW_ID, userId, deviceId);
    return [
      createCode(
        {
          applicationId,
          lifeTime: { duration: 2, timeUnit: 'MINUTES' },
          userApproval: 'NOT_REQUIRED',
          clientContext: { header: 'Sign in', amount: 12 },
        },
        {
          shows: {
            createAuthenticationCode: {
              authenticationCode: { userApproval: 'NOT_REQUIRED', clientContext: { header: 'Sign in', amount: 12 } },
            },
          },
        },
      ),
      createCode({ applicationId, userApproval: 'REQUIRED' }),
      createCode(
        { applicationId },
        {
          beside: ['GET {U}'],
          answered: [{ match: { method: 'POST', path: '*/authenticationCodes' }, status: 201, body }],
        },
      ),
    ];
  },

  readAuthenticationCode: async ({ subjects }) => {
    const userId = await subjects.user();
    const deviceId = await subjects.phone(userId);
    const id = await subjects.authenticationCode();
    await subjects.scan(id, deviceId);
    const read: Use = {
      document: `query ($id: ID!) { authenticationCode(id: $id) { ${CODE} } }`,
      variables: { id },
      beside: ['GET {U}'],
    };
    const body = listedAuthenticationCode(id, userId, deviceId);
    const shows = { authenticationCode: { status: 'CLAIMED', user: { id: userId }, device: { id: deviceId } } };
    return [
      { ...read, shows },
      { ...read, answered: [{ match: { method: 'GET', path: `*/authenticationCodes/${id}` }, body }] },
    ];
  },

  workforceCreatePairingKey: async ({ subjects }) => {
    const userId = await subjects.user();
    return [createPairingKey({ userId }), createListedKey(userId)];
  },
};
