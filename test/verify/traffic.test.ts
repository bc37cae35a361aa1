// Nothing but documented calls leaves the gateway. What every other test file sends is checked when its sandbox stops.
import { describe } from 'vitest';
import { test as base, expect } from '../support/fixtures.js';
import { TINY_JPEG } from '../support/published-example.js';
import { VERIFY_CAPABILITIES } from './capabilities.js';
import { MFA_CAPABILITIES } from './capabilities-mfa.js';
import { USES } from './capability-uses.js';
import { MFA_USES } from './capability-uses-mfa.js';
import { documentedCallOf, faultsOf, type RecordedCall } from './contract-check.js';
import { mutation } from './mfa-selections.js';
import { MfaSubjects } from './mfa-subjects.js';
import { type DocumentedCall, VERIFY_CONTRACT } from './pingone-contract.js';
import { MFA_CONTRACT } from './pingone-mfa-contract.js';
import type { VerifyCapabilityId } from './seed-fields.js';
import type { MfaCapabilityId } from './seed-fields-mfa.js';
import { FULL_DOCUMENT, Subjects } from './subjects.js';

const test = base
  .override('env', { POLL_FAST_SECONDS: '3600', POLL_SLOW_SECONDS: '3600' })
  .extend('subjects', { scope: 'file' }, async ({ sandbox, gateway }) => new Subjects(sandbox, gateway));

const VENDOR = 'application/vnd.pingidentity';

/** Documented calls that this test may do without. */
const NOT_NEEDED = [
  // Only a whole transaction is erased; lists have everything that a single reading has.
  'DELETE /v1/environments/{envID}/users/{userID}/verifyTransactions/{transactionID}/verifiedData',
  'DELETE /v1/environments/{envID}/users/{userID}/verifyTransactions/{transactionID}/verifiedData/{verifiedDataID}',
  'GET /v1/environments/{envID}/users/{userID}/verifyTransactions/{transactionID}/metaData/{metaDataID}',
  'DELETE /v1/environments/{envID}/users/{userID}/verifyTransactions/{transactionID}/metaData',
  'DELETE /v1/environments/{envID}/users/{userID}/verifyTransactions/{transactionID}/metaData/{metaDataID}',
  // A user has it in the profile.
  'GET /v1/environments/{envID}/users/{userID}/verifyStatus',
];

/** The same of MFA: what is set up in PingOne's console, and what nobody asks of a gateway. */
const NOT_NEEDED_OF_MFA = [
  'PUT /v1/environments/{envID}/users/{userID}/devices/{deviceID}/logs',
  'GET /v1/environments/{envID}/users/{userID}/bypassMFA',
  'PUT /v1/environments/{envID}/users/{userID}/bypassMFA',
  'POST /v1/environments/{envID}/deviceAuthenticationPolicies',
  'PUT /v1/environments/{envID}/deviceAuthenticationPolicies/{deviceAuthenticationPolicyID}',
  'DELETE /v1/environments/{envID}/deviceAuthenticationPolicies/{deviceAuthenticationPolicyID}',
];

test('every operation of PingOne Verify sends documented calls only, and they are all of the documented ones that are needed', async ({
  admin,
  alice,
  sandbox,
  subjects,
}) => {
  const passed = await subjects.passed();
  for (const id of Object.keys(VERIFY_CAPABILITIES) as VerifyCapabilityId[]) {
    for (const { document, variables } of await USES[id]({ alice, sandbox, subjects, passed })) {
      await admin.ask<object, object>(document, variables);
    }
  }
  const failed = await subjects.failed();
  await admin.ask<object, object>(
    `mutation ($approve: ApproveVerifyTransactionInput!, $delete: DeleteVerifyTransactionInput!, $user: CreateUserInput!) {
      approveVerifyTransaction(input: $approve) { userErrors { code } }
      deleteVerifyTransaction(input: $delete) { userErrors { code } }
      createUser(input: $user) { userErrors { code } }
    }`,
    {
      approve: { transactionId: failed.id, reason: 'Seen in person.' },
      delete: { transactionId: failed.id },
      user: {
        username: 'carol',
        email: 'carol@example.test',
        name: { given: 'Carol', family: FULL_DOCUMENT.lastName },
        phones: { mobile: '+14155552672' },
        address: { locality: 'Austin', countryCode: 'US' },
      },
    },
  );
  await admin.ask('{ users(filter: { search: "al", enabled: true }, first: 5) { edges { node { id } } } }');
  const { verifyTransaction } = await admin.ask<{ verifyTransaction: { selfie: { image: { url: string } } } }, object>(
    'query ($id: ID!) { verifyTransaction(id: $id) { selfie { image { url } } } }',
    { id: passed.id },
  );
  expect((await fetch(verifyTransaction.selfie.image.url)).status).toBe(200);
  await admin.startVerification({
    userId: alice.id,
    verifyPolicyId: sandbox.policies.selfieOnly ?? '',
    requirements: { referenceSelfie: TINY_JPEG, givenName: ['Alice', 'Ali'], phones: ['+14155552671', '+14155552672'] },
    redirect: { url: 'https://app.example.com/done', message: 'Thank you.' },
    callback: { url: 'https://app.example.com/hook', headers: [{ name: 'x-key', value: 'secret' }] },
  });

  const traffic = await sandbox.traffic();
  expect(traffic.filter(({ bodyKeys }) => bodyKeys === null)).toEqual([]);
  expect(faultsOf(traffic)).toEqual([]);
  expect(unused(VERIFY_CONTRACT, traffic, NOT_NEEDED)).toEqual([]);
});

test('every operation of PingOne MFA sends documented calls only, and they are all of the documented ones that are needed', async ({
  admin,
  gateway,
  sandbox,
}) => {
  const subjects = new MfaSubjects(sandbox, gateway);
  for (const id of Object.keys(MFA_CAPABILITIES) as MfaCapabilityId[]) {
    for (const { document, variables } of await MFA_USES[id]({ sandbox, subjects })) {
      await admin.ask<object, object>(document, variables);
    }
  }
  const userId = await subjects.user();
  const [device, authenticationCodeId] = [await subjects.active(userId), await subjects.authenticationCode()];
  for (const [field, input] of [
    ['blockDevice', { userId, deviceId: device.id }],
    ['unblockDevice', { userId, deviceId: device.id }],
    ['unlockDevice', { userId, deviceId: device.id }],
    ['removeDeviceOrder', { userId }],
    ['deleteAuthenticationCode', { authenticationCodeId }],
  ] as const) {
    const data = await admin.ask<Record<string, { userErrors: object[] }>, object>(mutation(field, ''), { input });
    expect(data[field]?.userErrors).toEqual([]);
  }
  const traffic = await sandbox.traffic();
  expect(faultsOf(traffic)).toEqual([]);
  expect(unused(MFA_CONTRACT, traffic, NOT_NEEDED_OF_MFA)).toEqual([]);
});

/** The documented calls that nobody made, by method and path, and the content type where that selects the action. */
function unused(
  contract: readonly DocumentedCall[],
  traffic: readonly RecordedCall[],
  notNeeded: readonly string[],
): readonly string[] {
  const made = new Set(traffic.map((call) => documentedCallOf(call)));
  return contract
    .filter((call) => !made.has(call))
    .map(({ method, path, contentType }) =>
      contentType?.includes('vnd.') ? `${method} ${path} ${contentType}` : `${method} ${path}`,
    )
    .filter((name) => !notNeeded.includes(name));
}

describe('a call outside the contract is told', () => {
  const user = '/v1/environments/0e5b0000-1111-4a11-8a11-000000000001/users/0e5b0000-2222-4a22-8a22-000000000002';
  const call = (change: Partial<RecordedCall>): RecordedCall => ({
    method: 'POST',
    path: `${user}/verifyTransactions`,
    queryKeys: [],
    contentType: 'application/json',
    bodyKeys: [],
    status: 200,
    ...change,
  });

  test.for<[string, RecordedCall, RegExp | null]>([
    ['a documented one', call({}), null],
    ['its charset', call({ contentType: 'application/json; charset=utf-8' }), null],
    ['a method', call({ method: 'PATCH' }), /not documented/],
    ['a path', call({ path: `${user}/verifyTransaction` }), /not documented/],
    ['a content type', call({ contentType: 'application/vnd.pingidentity.documents.complete+json' }), /not documented/],
    ['a body in a call without one', call({ method: 'GET', contentType: 'application/json' }), /not documented/],
    ['a query', call({ queryKeys: ['limit'] }), /query limit is not documented/],
    ['a property', call({ bodyKeys: ['requirements', 'requirements.birthDate'] }), /birthDate is not documented/],
    ['a missing property', call({ bodyKeys: ['callback'] }), /callback.url is missing/],
    [
      'a header of the callback',
      call({ bodyKeys: ['callback', 'callback.url', 'callback.headers', 'callback.headers.x-key'] }),
      null,
    ],
    [
      'both forms at once',
      call({
        bodyKeys: ['requirements', 'requirements.name', 'requirements.name.value', 'requirements.name.options'],
      }),
      /one of requirements.name.value/,
    ],
    [
      'a required property',
      call({ path: `${user}/verifyTransactions/1/documents`, bodyKeys: ['type'] }),
      /value is missing/,
    ],
    [
      'a step of MFA that needs its own content type',
      call({ path: `${user}/devices/1`, contentType: 'application/json', bodyKeys: ['otp'] }),
      /not documented/,
    ],
    [
      'a step of MFA with the content type of another',
      call({
        path: '/0e5b/deviceAuthentications/1',
        contentType: `${VENDOR}.otp.check+json`,
        bodyKeys: ['device', 'otp'],
      }),
      /device is not documented/,
    ],
    [
      'two proofs at once',
      call({
        path: `${user}/devices/1`,
        contentType: `${VENDOR}.device.activate+json`,
        bodyKeys: ['otp', 'attestation'],
      }),
      /one of otp, attestation/,
    ],
    [
      'a reference without its id',
      call({ path: '/0e5b/deviceAuthentications', bodyKeys: ['user'], status: 201 }),
      /user.id is missing/,
    ],
    ['an answer', call({ path: `${user}/devices`, bodyKeys: ['type'], status: 200 }), /200 in place of 201/],
    ['a refusal', call({ path: `${user}/devices`, bodyKeys: ['type'], status: 400 }), null],
    ['a body that a fault left unread', call({ path: `${user}/verifyTransactions/1/documents`, bodyKeys: null }), null],
  ])('%s', ([, recorded, fault]) => {
    const faults = faultsOf([recorded]);
    if (fault === null) expect(faults).toEqual([]);
    else expect(faults).toEqual([expect.stringMatching(fault)]);
  });
});
