// What questions about verifications of both vendors cost in calls at them, counted at the sandbox: the list is the gateway's own, journeys are
// never asked for, and users and policies are read once each.
import { test as base, expect } from '../support/fixtures.js';
import { callBack, createJourney, journeyThat, watchJourney } from '../support/journeys.js';
import { Person } from '../support/person.js';
import { NO_REQUEST_LIMITS } from '../support/sandbox.js';
import { callsOf, templateOf } from './answers.js';

const PAGE = 100;
const USERS = 10;
const POLICIES = ['default', 'documentOnly', 'contactCheck'];
const TRANSACTIONS = 60;
const JOURNEYS = PAGE - TRANSACTIONS;
const AT_ONCE = 10;
const POLICY = 'GET {E}/verifyPolicies/{id}';

const test = base
  .override('env', { POLL_FAST_SECONDS: '3600', POLL_SLOW_SECONDS: '3600' })
  .override('knobs', {
    dwellMs: 20,
    callbacks: 'off',
    ...NO_REQUEST_LIMITS,
  })
  .extend('userIds', { scope: 'file' }, async ({ sandbox, gateway }) => {
    const admin = new Person({ gateway, token: sandbox.ready.tokens.admin, userId: null });
    const users = Array.from(
      { length: USERS },
      (_, n) => `u${n}: createUser(input: { username: "both-${n}", email: "both-${n}@example.test" }) { user { id } }`,
    );
    const made = await admin.ask<Record<string, { user: { id: string } }>, object>(`mutation { ${users.join(' ')} }`);
    const userIds = Object.values(made).map(({ user }) => user.id);
    const userOf = (index: number) => userIds[index % USERS] ?? '';
    const policyOf = (index: number) => sandbox.policies[POLICIES[index % POLICIES.length] ?? ''] ?? '';
    const makes = [
      ...Array.from({ length: TRANSACTIONS }, (_, n) => () => {
        return admin.startVerification({ userId: userOf(n), verifyPolicyId: policyOf(n) });
      }),
      ...Array.from({ length: JOURNEYS }, (_, n) => () => createJourney(admin, { userId: userOf(n) })),
    ];
    for (let done = 0; done < makes.length; done += AT_ONCE) {
      await Promise.all(makes.slice(done, done + AT_ONCE).map((make) => make()));
    }
    return userIds;
  });

const COMMON = `id source reference lifecycle decision version createdAt updatedAt expiresAt finishedAt allowedActions
  upstream { rawStatus rawResult } timeline(first: 5) { edges { node { type version } } }`;
const OF_JOURNEY = `... on MitekJourney {
  status result requestId journeyUrl name email phone note environment language endDate tabsOrder scope { selfie documents }
  verificationData { score confirmed name picture documents { type firstName } }
}`;

interface Page {
  readonly verifications: {
    readonly totalCount: number;
    readonly edges: readonly { readonly node: { readonly source: string } }[];
  };
}

test.for<readonly [name: string, selection: string, calls: Readonly<Record<string, number>>]>([
  ['with all that both vendors have in common costs nothing', COMMON, {}],
  ['with all that journeys have costs nothing', `${COMMON} ${OF_JOURNEY}`, {}],
  [
    `with ${USERS} users costs one call for each`,
    `${COMMON} ${OF_JOURNEY} user { id username email }`,
    { 'GET {U}': USERS },
  ],
  [
    `with ${USERS} users and ${POLICIES.length} policies costs one call for each at most`,
    'user { id } ... on VerifyTransaction { verifyPolicy { name } }',
    { 'GET {U}': USERS, [POLICY]: POLICIES.length },
  ],
])(`a list of ${PAGE} verifications %s`, async ([, selection, calls], { admin, sandbox, userIds }) => {
  expect(userIds).toHaveLength(USERS);
  await sandbox.clearRequests();
  const answer = await admin.query<Page, object>(
    `{ verifications(first: ${PAGE}) { totalCount edges { node { source ${selection} } } } }`,
  );
  expect(answer.errors).toBeUndefined();
  const sources = (answer.data?.verifications.edges ?? []).map(({ node }) => node.source);
  expect(sources).toHaveLength(PAGE);
  expect(sources.filter((source) => source === 'MITEK')).toHaveLength(JOURNEYS);
  for (const made of [await callsOf(answer, sandbox), await sandbox.requests()]) {
    // Policies are kept for a minute, so those that were read when the transactions began need not be read again.
    const { [POLICY]: policies = 0, ...others } = countsOf(made);
    const { [POLICY]: mostPolicies = 0, ...expected } = calls;
    expect(others).toEqual(expected);
    expect(policies).toBeLessThanOrEqual(mostPolicies);
  }
});

test('a journey that is watched, called back and read costs no call at all', async ({ admin, sandbox }) => {
  const { id, reference } = await createJourney(admin);
  const { callbackUrl } = await sandbox.journey(reference);
  await sandbox.clearRequests();
  const watches = Array.from({ length: 20 }, () => watchJourney(admin, id));
  await Promise.all(watches.map((watch) => watch.take(1)));
  for (const status of ['SENT', 'CONFIRMATION', 'COMPLETED']) {
    await callBack(callbackUrl ?? '', { reference, status, ...(status === 'COMPLETED' ? { result: 'PASS' } : {}) });
  }
  const ends = await Promise.all(watches.map((watch) => watch.untilFinal()));
  expect(new Set(ends.map((events) => events.at(-1)?.decision))).toEqual(new Set(['APPROVED']));
  await journeyThat(admin, reference, 'it is decided', ({ lifecycle }) => lifecycle === 'FINISHED');
  expect(await sandbox.requests()).toEqual([]);
});

function countsOf(calls: readonly Parameters<typeof templateOf>[0][]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const call of calls) counts[templateOf(call)] = (counts[templateOf(call)] ?? 0) + 1;
  return counts;
}
