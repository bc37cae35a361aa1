// What questions about Verify cost in calls at PingOne, whose number is limited: counted at the sandbox.
import type { RequestEntry } from '../../sandbox/src/http/request-log.js';
import { test as base, expect } from '../support/fixtures.js';
import { callsOf, templateOf } from './answers.js';
import { Subjects } from './subjects.js';

const test = base
  .override('env', { POLL_FAST_SECONDS: '3600', POLL_SLOW_SECONDS: '3600' })
  .extend('subjects', { scope: 'file' }, async ({ sandbox, gateway }) => new Subjects(sandbox, gateway))
  .extend('passed', { scope: 'file' }, async ({ subjects }) => subjects.passed());

const PAGE = 50;
/** Most mutations that one operation may have. */
const AT_ONCE = 15;

interface Page {
  readonly users: {
    readonly edges: readonly { readonly node: { readonly latestVerifyTransaction: object | null } }[];
  };
}

test(`a page of ${PAGE} users with their latest transaction costs ${PAGE + 1} calls at most`, async ({
  admin,
  sandbox,
}) => {
  const ids: string[] = [];
  for (let made = 0; made < PAGE; made += AT_ONCE) {
    const numbers = Array.from({ length: Math.min(AT_ONCE, PAGE - made) }, (_, index) => made + index);
    const users = numbers.map(
      (n) => `u${n}: createUser(input: { username: "page-${n}", email: "page-${n}@example.test" }) { user { id } }`,
    );
    const data = await admin.ask<Record<string, { user: { id: string } }>, object>(`mutation { ${users.join(' ')} }`);
    ids.push(...Object.values(data).map(({ user }) => user.id));
  }
  for (const userId of ids.slice(0, 3)) await admin.startVerification({ userId });
  await sandbox.clearRequests();

  const answer = await admin.query<Page, object>(
    `{ users(filter: { search: "page-" }, first: ${PAGE}) {
      edges { node {
        id username
        latestVerifyTransaction { id status decision expiresAt qrUrl statusDetails { check status } }
        verifyTransactions(first: 2) { totalCount edges { node { id } } }
      } }
    } }`,
  );
  expect(answer.errors).toBeUndefined();
  const nodes = answer.data?.users.edges.map(({ node }) => node) ?? [];
  expect(nodes).toHaveLength(PAGE);
  expect(nodes.filter(({ latestVerifyTransaction }) => latestVerifyTransaction !== null)).toHaveLength(3);
  expect(countsOf(await callsOf(answer, sandbox))).toEqual({ 'GET {E}/users': 1, 'GET {U}/verifyTransactions': PAGE });
  expect(countsOf(await sandbox.requests())).toEqual({ 'GET {E}/users': 1, 'GET {U}/verifyTransactions': PAGE });
});

test.for([
  [
    'document data, selfie and named kinds of data together cost one reading of verified data',
    'governmentId { governmentId { lastName } } verifiedUserData { lastName } selfie { image { bytes } } verifiedData(types: [FRONT_IMAGE, BARCODE]) { id image { bytes } }',
    1,
  ],
  [
    'kinds of data that are not named cost two: which there are, and what is in them',
    'verifiedData { id image { bytes } }',
    2,
  ],
  ['without content they cost one', 'verifiedData { id type typeRaw }', 1],
  ['an empty list of kinds narrows nothing', 'verifiedData(types: []) { id }', 1],
  [
    'each attempt is read by itself',
    'latest: verifiedData(types: [SELFIE]) { id image { bytes } } first: verifiedData(types: [SELFIE], attempt: ATTEMPT_1) { id image { bytes } }',
    2,
  ],
] as const)('%s', async ([, selection, readings], { admin, sandbox, passed: { id } }) => {
  await sandbox.clearRequests();
  const document = `query ($id: ID!) { verifyTransaction(id: $id) { status evidence statusDetails { check } ${selection} } }`;
  const answer = await admin.query<object, object>(document, { id });
  expect(answer.errors).toBeUndefined();
  const { 'GET {T}/verifiedData': read = 0, ...others } = countsOf(await callsOf(answer, sandbox));
  expect(read).toBe(readings);
  expect(others).toEqual({ 'GET {T}': 1 });
});

test('a policy is read once in a minute, however many ask for it', async ({ admin, sandbox, alice }) => {
  const verifyPolicyId = await sandbox.policy({ name: 'Asked for by many' });
  await sandbox.clearRequests();
  const started = await Promise.all(
    Array.from({ length: 5 }, () => admin.startVerification({ userId: alice.id, verifyPolicyId })),
  );
  const reading =
    'query ($id: ID!, $policy: ID!) { verifyTransaction(id: $id) { verifyPolicy { name } } verifyPolicy(id: $policy) { id } }';
  await Promise.all(started.map(({ id }) => admin.ask<object, object>(reading, { id, policy: verifyPolicyId })));
  const calls = (await sandbox.requests()).filter(({ path }) => path.endsWith(`/verifyPolicies/${verifyPolicyId}`));
  expect(calls).toHaveLength(1);

  await sandbox.clearRequests();
  for (const name of ['Default', 'Short']) await admin.ask(`{ verifyPolicies(name: "${name}") { id } }`);
  expect(countsOf(await sandbox.requests())).toEqual({ 'GET {E}/verifyPolicies': 1 });
});

function countsOf(calls: readonly RequestEntry[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const call of calls) counts[templateOf(call)] = (counts[templateOf(call)] ?? 0) + 1;
  return counts;
}
