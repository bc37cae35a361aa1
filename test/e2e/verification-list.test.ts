// Verifications of either source as a dashboard reads them: one, filtered lists that go over into a stream, statistics.
import { describe } from 'vitest';
import {
  ApproveTransactionDocument,
  CountedVerificationsDocument,
  UserVerificationsDocument,
  VerificationDetailsDocument,
  VerificationDocument,
  type VerificationFilter,
  VerificationStatisticsDocument,
  VerificationsDocument,
  type VerificationsQuery,
} from '../generated/graphql.js';
import { expect, test } from '../support/fixtures.js';
import type { Person } from '../support/person.js';
import { until } from '../support/waiting.js';

const NO_SUCH_ID = '00000000-0000-4000-8000-000000000000';

async function listed(person: Person, filter: VerificationFilter | null, first = 100) {
  const { verifications } = await person.ask(VerificationsDocument, { filter, first });
  return verifications?.edges.map(({ node }) => node.id) ?? [];
}

describe('one verification', () => {
  test('is answered from the store, unless what PingOne alone knows is asked for', async ({
    alice,
    admin,
    sandbox,
  }) => {
    const { id } = await alice.startVerification();
    await sandbox.knob('callbacks', 'off');
    await sandbox.clearRequests();
    const { verification } = await admin.ask(VerificationDocument, { id });
    expect(verification).toMatchObject({
      __typename: 'VerifyTransaction',
      id,
      source: 'PINGONE_VERIFY',
      lifecycle: 'SENT',
      decision: 'NONE',
      version: 1,
      user: { id: alice.id },
      timeline: { edges: [{ node: { type: 'CREATED', version: 1, lifecycle: 'SENT' } }] },
    });

    const { verification: details } = await admin.ask(VerificationDetailsDocument, { id });
    expect(details).toMatchObject({ id, status: 'REQUESTED', statusDetails: expect.any(Array) });
    await sandbox.knob('callbacks', 'on');
  });

  test('is there for its person, and for nobody else', async ({ alice, bob, support }) => {
    const { id } = await alice.startVerification();
    expect((await alice.ask(VerificationDocument, { id })).verification).toMatchObject({ id });
    expect((await support.ask(VerificationDocument, { id })).verification).toMatchObject({ id });
    expect(await bob.ask(VerificationDocument, { id })).toEqual({ verification: null });
    expect(await bob.ask(VerificationDocument, { id: NO_SUCH_ID })).toEqual({ verification: null });
    expect(await support.ask(VerificationDocument, { id: NO_SUCH_ID })).toEqual({ verification: null });
  });
});

describe('the list', () => {
  test('pages newest first, each one once, and cursors hold for their filter only', async ({ alice, bob, admin }) => {
    const made: string[] = [];
    for (let index = 0; index < 5; index += 1) made.unshift((await alice.startVerification()).id);
    await bob.startVerification();
    const filter = { userId: alice.id };
    expect((await listed(admin, filter)).slice(0, 5)).toEqual(made);

    const seen: string[] = [];
    let after: string | null = null;
    for (let page = 0; page < 3; page += 1) {
      const { verifications }: VerificationsQuery = await admin.ask(VerificationsDocument, { filter, first: 2, after });
      expect(verifications?.pageInfo).toMatchObject({ hasPreviousPage: page > 0 });
      seen.push(...(verifications?.edges.map(({ node }) => node.id) ?? []));
      after = verifications?.pageInfo.endCursor ?? null;
    }
    expect(seen.slice(0, 5)).toEqual(made);

    const { errors } = await admin.query(VerificationsDocument, { filter: { userId: bob.id }, after });
    expect(errors?.map(({ extensions }) => extensions.code)).toEqual(['CURSOR_INVALID']);
    const same = { ...filter, source: null };
    expect((await admin.query(VerificationsDocument, { filter: same, after })).errors).toBeUndefined();
  });

  test('has each filter', async ({ alice, admin, sandbox }) => {
    const before = new Date();
    const reference = `order-${before.getTime()}`;
    const won = await alice.startVerification({ reference });
    const lost = await alice.startVerification({ verifyPolicyId: sandbox.policies.documentOnly ?? '' });
    const open = await alice.startVerification();
    await Promise.all([sandbox.finish(won, 'SUCCESS'), sandbox.finish(lost, 'FAIL')]);
    await until('both are decided', async () => {
      const found = await listed(admin, { lifecycle: ['FINISHED'], createdAfter: won.createdAt });
      return found.length === 2;
    });
    const ours = { createdAfter: won.createdAt };
    const cases: [VerificationFilter, string[]][] = [
      [ours, [open.id, lost.id, won.id]],
      [{ ...ours, createdBefore: open.createdAt }, [lost.id, won.id]],
      [{ ...ours, lifecycle: ['FINISHED'] }, [lost.id, won.id]],
      [{ ...ours, lifecycle: ['FINISHED', 'SENT'] }, [open.id, lost.id, won.id]],
      [{ ...ours, lifecycle: [], decision: [] }, [open.id, lost.id, won.id]],
      [{ ...ours, lifecycle: ['FINISHED'], decision: [] }, [lost.id, won.id]],
      [{ ...ours, decision: ['DENIED', 'DENIED_FRAUD'] }, [lost.id]],
      [{ ...ours, lifecycle: ['SENT'], decision: ['DENIED'] }, []],
      [{ ...ours, source: 'PINGONE_VERIFY' }, [open.id, lost.id, won.id]],
      [{ ...ours, source: 'MITEK' }, []],
      [{ ...ours, verifyPolicyId: sandbox.policies.documentOnly ?? '' }, [lost.id]],
      [{ reference }, [won.id]],
      [{ reference: '' }, []],
      [{ ...ours, finishedAfter: before.toISOString() }, [lost.id, won.id]],
      [{ finishedAfter: '2200-01-01T00:00:00Z' }, []],
      [{ userId: NO_SUCH_ID }, []],
    ];
    for (const [filter, ids] of cases) {
      expect(await listed(admin, filter), JSON.stringify(filter)).toEqual(ids);
      const { verifications } = await admin.ask(CountedVerificationsDocument, { filter });
      expect(verifications?.totalCount).toBe(ids.length);
    }
  });

  test('goes over into the stream without a gap', async ({ alice, admin, sandbox }) => {
    const transaction = await alice.startVerification();
    const { verifications } = await admin.ask(VerificationsDocument, { filter: null });
    await sandbox.finish(transaction);
    const watch = admin.watchAll(null, { after: verifications?.feedCursor });
    const own = [];
    while (own.at(-1)?.lifecycle !== 'FINISHED') {
      own.push(...(await watch.take(1)).filter(({ verification }) => verification.id === transaction.id));
    }
    expect(own.map(({ version }) => version)).toEqual(own.map((_, index) => index + 2));
  });

  test('of a user is theirs to read, and the list of all is not', async ({ alice, bob, support }) => {
    const { id } = await alice.startVerification();
    const { user } = await alice.ask(UserVerificationsDocument, { id: alice.id });
    expect(user?.verifications?.edges.map(({ node }) => node.id)).toContain(id);
    expect(user?.verifications?.totalCount).toBeGreaterThan(0);
    expect(await bob.ask(UserVerificationsDocument, { id: alice.id })).toEqual({ user: null });
    expect((await support.ask(UserVerificationsDocument, { id: alice.id })).user?.verifications).not.toBeNull();
    for (const document of [VerificationsDocument, VerificationStatisticsDocument]) {
      const { errors } = await alice.query<unknown, unknown>(document.toString(), {
        filter: { userId: alice.id },
        range: { from: '2026-01-01T00:00:00Z' },
      });
      expect(errors?.map(({ extensions }) => extensions.code)).toEqual(['FORBIDDEN']);
    }
  });

  test.for([0, 101, -1])('refuses a page of %i', async (first, { admin }) => {
    const { errors } = await admin.query(VerificationsDocument, { filter: null, first });
    expect(errors?.map(({ extensions }) => extensions.code)).toEqual(['BAD_USER_INPUT']);
  });
});

describe('statistics', () => {
  test('tell of a success, a failure and an approval by hand', async ({ bob, admin, sandbox }) => {
    const from = new Date().toISOString();
    const [won, lost, mended] = [
      await bob.startVerification(),
      await bob.startVerification(),
      await bob.startVerification(),
    ];
    await Promise.all([sandbox.finish(won), sandbox.finish(lost, 'FAIL'), sandbox.finish(mended, 'FAIL')]);
    const input = { transactionId: mended.id, status: 'APPROVED_MANUALLY', reason: 'seen in person' } as const;
    await admin.ask(ApproveTransactionDocument, { input });
    const statistics = () => admin.ask(VerificationStatisticsDocument, { range: { from } });
    await until('all are decided', async () => {
      const { verificationStatistics: present } = await statistics();
      return present?.byLifecycle.find(({ lifecycle }) => lifecycle === 'FINISHED')?.count === 3;
    });
    const { verificationStatistics: present } = await statistics();
    const policyId = sandbox.policies.default ?? '';
    expect(present).toMatchObject({
      from,
      total: 3,
      bySource: [{ source: 'PINGONE_VERIFY', count: 3 }],
      byPolicy: [{ verifyPolicyId: policyId, count: 3, approved: 2 }],
      funnel: [
        { stage: 'CREATED', count: 3 },
        { stage: 'SENT', count: 3 },
        { stage: 'STARTED', count: 3 },
        { stage: 'FINISHED', count: 3 },
        { stage: 'APPROVED', count: 2 },
      ],
      medianSecondsToDecision: expect.any(Number),
      p90SecondsToDecision: expect.any(Number),
    });
    expect(present?.byDecision).toHaveLength(3);
    expect(present?.failureReasons.length).toBeGreaterThan(0);
    for (const { count } of present?.failureReasons ?? []) expect(count).toBe(1);
    expect(present?.buckets.reduce((sum, { created }) => sum + created, 0)).toBe(3);
    expect(present?.buckets.reduce((sum, { approved }) => sum + approved, 0)).toBe(2);
  });

  test.for([
    { from: '2026-01-01T00:00:00Z', to: '2026-01-01T00:00:00Z' },
    { from: '2026-01-02T00:00:00Z', to: '2026-01-01T00:00:00Z' },
    { from: '2025-01-01T00:00:00Z', to: '2026-01-02T00:00:00.001Z' },
    { from: '2200-01-01T00:00:00Z' },
  ])('refuse %o', async (range, { admin }) => {
    const { errors } = await admin.query(VerificationStatisticsDocument, { range });
    expect(errors?.map(({ extensions }) => extensions.code)).toEqual(['BAD_USER_INPUT']);
  });

  test('of nothing are empty', async ({ admin }) => {
    const range = { from: '2020-01-01T00:00:00Z', to: '2021-01-01T00:00:00Z' };
    const { verificationStatistics } = await admin.ask(VerificationStatisticsDocument, { range });
    expect(verificationStatistics).toMatchObject({ total: 0, byPolicy: [], medianSecondsToDecision: null });
    expect(verificationStatistics?.buckets).toHaveLength(366);
  });
});
