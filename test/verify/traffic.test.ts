// Nothing but documented calls leaves the gateway. What every other test file sends is checked when its sandbox stops.
import { describe } from 'vitest';
import { test as base, expect } from '../support/fixtures.js';
import { TINY_JPEG } from '../support/published-example.js';
import { CAPABILITIES } from './capabilities.js';
import { USES } from './capability-uses.js';
import { documentedCallOf, faultsOf, type RecordedCall } from './contract-check.js';
import { VERIFY_CONTRACT } from './pingone-contract.js';
import type { CapabilityId } from './seed-fields.js';
import { FULL_DOCUMENT, Subjects } from './subjects.js';

const test = base
  .override('env', { POLL_FAST_SECONDS: '3600', POLL_SLOW_SECONDS: '3600' })
  .extend('subjects', { scope: 'file' }, async ({ sandbox, gateway }) => new Subjects(sandbox, gateway));

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

test('every operation of PingOne Verify sends documented calls only, and they are all of the documented ones that are needed', async ({
  admin,
  alice,
  sandbox,
  subjects,
}) => {
  const passed = await subjects.passed();
  for (const id of Object.keys(CAPABILITIES) as CapabilityId[]) {
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
  const made = new Set(traffic.map((call) => documentedCallOf(call)));
  const unused = VERIFY_CONTRACT.filter((call) => !made.has(call)).map(({ method, path }) => `${method} ${path}`);
  expect(unused.filter((name) => !NOT_NEEDED.includes(name))).toEqual([]);
});

describe('a call outside the contract is told', () => {
  const user = '/v1/environments/0e5b0000-1111-4a11-8a11-000000000001/users/0e5b0000-2222-4a22-8a22-000000000002';
  const call = (change: Partial<RecordedCall>): RecordedCall => ({
    method: 'POST',
    path: `${user}/verifyTransactions`,
    queryKeys: [],
    contentType: 'application/json',
    bodyKeys: [],
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
    ['a body that a fault left unread', call({ path: `${user}/verifyTransactions/1/documents`, bodyKeys: null }), null],
  ])('%s', ([, recorded, fault]) => {
    const faults = faultsOf([recorded]);
    if (fault === null) expect(faults).toEqual([]);
    else expect(faults).toEqual([expect.stringMatching(fault)]);
  });
});
