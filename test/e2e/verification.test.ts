// One verification from its start to its end, as an app, another app and a dashboard see it.
import { describe } from 'vitest';
import {
  ApproveTransactionDocument,
  StartVerificationDocument,
  TimelineDocument,
  TransactionDocument,
  UserTransactionsDocument,
  VerifiedDataDocument,
} from '../generated/graphql.js';
import { expect, test } from '../support/fixtures.js';
import { HEADER_VALUES, publishedExample, TINY_JPEG } from '../support/published-example.js';
import { until } from '../support/waiting.js';

const NO_SUCH_ID = '00000000-0000-4000-8000-000000000000';
const TWO_SECONDS = { duration: 2, timeUnit: 'SECONDS' } as const;

describe('the published example', () => {
  test('is accepted, and every field of its answer can be read back', async ({
    admin,
    sandbox: { policies, ready },
  }) => {
    const [policyId, userId] = [policies.default ?? '', ready.users.alice];
    const { createVerifyTransaction: made } = await admin.ask(StartVerificationDocument, {
      input: publishedExample(userId, policyId),
    });

    expect(made.userErrors).toEqual([]);
    const id = made.verifyTransaction?.id ?? '';
    const { verifyTransaction: read, ...rest } = await admin.ask(TransactionDocument, { id });
    expect(rest).toEqual({});
    expect(read).toEqual({ ...made.verifyTransaction, upstream: expect.anything() });
    expect(read).toMatchObject({
      source: 'PINGONE_VERIFY',
      status: 'REQUESTED',
      user: { id: userId },
      verifyPolicy: { id: policyId },
      qrUrl: expect.stringContaining(`/idValidations/webVerifications/${id}/qr`),
      webVerificationUrl: expect.stringContaining(`txnid=${id}`),
      webVerificationCode: expect.stringMatching(/^\d{6}$/),
      createdAt: expect.stringMatching(/Z$/),
      updatedAt: expect.stringMatching(/Z$/),
      requirements: {
        givenName: ['Robert', 'Bob'],
        familyName: ['Redford'],
        name: ['Robert Redford'],
        address: ['4321 Main Street #407, Hollywood, CA 90027', '4321 Main Street Apt 407, Hollywood, CA 90027'],
        birthDate: ['1984-08-02'],
        emails: ['user@example.com', 'test@mailinator.com'],
        phones: ['+19725551234'],
        hasReferenceSelfie: true,
      },
      callback: { url: 'https://example.com/testUrl2', headerNames: ['x-environment-id', 'x-phone'] },
      redirect: { url: 'https://example.com', message: 'Redirect message' },
      notifications: {
        phone: '+19725551234',
        email: 'user@example.com',
        results: [
          { method: 'SMS', sent: true, notificationId: expect.any(String) },
          { method: 'EMAIL', sent: true, notificationId: expect.any(String) },
        ],
      },
    });
    const checks = read?.statusDetails.map(({ check, status }) => [check, status]);
    expect(checks).toEqual([
      ['FACIAL_COMPARISON_DOCUMENT', 'REQUESTED'],
      ['FACIAL_COMPARISON_REFERENCE_SELFIE', 'REQUESTED'],
      ['GOVERNMENT_ID', 'REQUESTED'],
      ['LIVENESS', 'REQUESTED'],
    ]);
    const [createdAt, expiresAt] = [read?.createdAt ?? '', read?.expiresAt ?? ''];
    expect(Date.parse(expiresAt) - Date.parse(createdAt)).toBe(30 * 60_000);
  });

  test('never gives back the header values or the picture', async ({
    admin,
    gateway,
    sandbox: { policies, ready },
  }) => {
    const input = publishedExample(ready.users.alice, policies.default ?? '');
    const transaction = await admin.startVerification(input);
    const answer = JSON.stringify(await admin.query(TransactionDocument, { id: transaction.id }));

    for (const secret of [...HEADER_VALUES, TINY_JPEG]) {
      expect(answer).not.toContain(secret);
      expect(gateway.logs()).not.toContain(secret);
    }
  });
});

describe('live', () => {
  test('every status arrives in order, with versions that rise by one, and the feed ends', async ({
    sandbox,
    alice,
  }) => {
    const transaction = await alice.startVerification();
    const watch = alice.watch(transaction);
    const first = await watch.take(1);
    await sandbox.finish(transaction, 'SUCCESS');
    const events = [...first, ...(await watch.untilFinal())];

    expect(events.map(({ version, rawStatus }) => [version, rawStatus])).toEqual([
      [1, 'REQUESTED'],
      [2, 'INITIATED'],
      [3, 'IN_PROGRESS'],
      [4, 'SUCCESS'],
    ]);
    expect(events.map(({ lifecycle, decision }) => [lifecycle, decision])).toEqual([
      ['SENT', 'NONE'],
      ['IN_PROGRESS', 'NONE'],
      ['IN_PROGRESS', 'NONE'],
      ['FINISHED', 'APPROVED'],
    ]);
    expect(new Set(events.map(({ cursor }) => cursor)).size).toBe(4);
  });

  test('a walk with two steps passes through PARTIAL', async ({ sandbox, alice }) => {
    const transaction = await alice.startVerification();
    const watch = alice.watch(transaction);
    const first = await watch.take(1);
    await sandbox.move(transaction, 'PARTIAL');
    await sandbox.finish(transaction, 'FAIL');

    const events = [...first, ...(await watch.untilFinal())];
    expect(events.map(({ rawStatus }) => rawStatus)).toEqual([
      'REQUESTED',
      'INITIATED',
      'PARTIAL',
      'IN_PROGRESS',
      'FAIL',
    ]);
    expect(events.at(-1)).toMatchObject({ lifecycle: 'FINISHED', decision: 'DENIED', version: 5 });
  });

  test('a client that was away gets each missed change once, in order', async ({ sandbox, alice }) => {
    const transaction = await alice.startVerification();
    const [first] = await alice.watch(transaction).take(1);

    await sandbox.finish(transaction, 'SUCCESS');
    const missed = await alice.watch(transaction, { after: first?.cursor }).untilFinal();

    expect(missed.map(({ version }) => version)).toEqual([2, 3, 4]);
    expect(missed.at(-1)?.decision).toBe('APPROVED');
  });

  test('one that missed nothing of a finished verification is told so at once', async ({ sandbox, alice }) => {
    const transaction = await alice.startVerification();
    const watch = alice.watch(transaction);
    await sandbox.finish(transaction, 'FAIL');
    const events = await watch.untilFinal();

    expect(await alice.watch(transaction, { after: events.at(-1)?.cursor }).untilFinal()).toEqual([]);
    const snapshot = await alice.watch(transaction).untilFinal();
    expect(snapshot).toEqual([expect.objectContaining({ version: 4, decision: 'DENIED' })]);
  });

  test('what is foreign and what does not exist is answered alike', async ({ alice, bob }) => {
    const transaction = await alice.startVerification();
    const foreign = await bob.watch(transaction).ended();
    const unknown = await bob.watch(NO_SUCH_ID).ended();

    expect(foreign.errors[0]?.extensions).toMatchObject({ code: 'NOT_FOUND' });
    expect(foreign.errors[0]?.message).toBe(unknown.errors[0]?.message);
    expect(await bob.query(TransactionDocument, { id: transaction.id })).toMatchObject({
      data: { verifyTransaction: null },
      errors: undefined,
    });
  });

  test('a user follows all their verifications, and nobody else does', async ({ sandbox, alice, bob }) => {
    const [one, two] = [await bob.startVerification(), await bob.startVerification()];
    const feed = bob.watchAll(bob.id);
    const present = await feed.take(2);
    expect(present.map(({ verification }) => verification.id).sort()).toEqual([one.id, two.id].sort());

    await sandbox.finish(one, 'SUCCESS');
    await sandbox.finish(two, 'FAIL');
    const changes = await feed.take(6);
    const statusesOf = (id: string) =>
      changes.filter(({ verification }) => verification.id === id).map(({ rawStatus }) => rawStatus);
    expect(statusesOf(one.id)).toEqual(['INITIATED', 'IN_PROGRESS', 'SUCCESS']);
    expect(statusesOf(two.id)).toEqual(['INITIATED', 'IN_PROGRESS', 'FAIL']);
    const refused = await alice.watchAll(bob.id).ended();
    expect(refused.errors[0]?.extensions).toMatchObject({ code: 'NOT_FOUND' });
  });

  test('a dashboard follows everybody from a cursor on', async ({ sandbox, alice, bob, admin, support }) => {
    const before = await alice.startVerification();
    const [present] = await alice.watch(before).take(1);
    const feed = admin.watchAll(null, { after: present?.cursor });
    const another = await bob.startVerification();
    await sandbox.finish(another, 'SUCCESS');

    const changes = await feed.take(4);
    expect(changes.map(({ verification, version }) => [verification.id, version])).toEqual(
      [1, 2, 3, 4].map((version) => [another.id, version]),
    );
    const same = await support.watchAll(null, { after: present?.cursor }).take(4);
    expect(same.map(({ cursor }) => cursor)).toEqual(changes.map(({ cursor }) => cursor));
    const refused = await alice.watchAll(null).ended();
    expect(refused.errors).toMatchObject([
      { message: 'End users must name themselves.', extensions: { code: 'BAD_USER_INPUT' } },
    ]);
  });

  test('a cursor that is none, or one of another list, is refused', async ({ alice }) => {
    const transaction = await alice.startVerification();
    const { user } = await alice.ask(UserTransactionsDocument, { id: alice.id, first: 1 });
    const ofAList = user?.verifyTransactions?.pageInfo.endCursor ?? '';
    expect(ofAList).not.toBe('');
    for (const after of ['', 'nonsense', Buffer.from('1').toString('base64url'), ofAList]) {
      const { errors } = await alice.watch(transaction, { after }).ended();
      expect(errors[0]?.extensions, after).toMatchObject({ code: 'CURSOR_INVALID' });
    }
  });

  test('a cursor older than the log names the oldest one that works', async ({ sandbox, alice, database }) => {
    const transaction = await alice.startVerification();
    const watch = alice.watch(transaction);
    const [first] = await watch.take(1);
    await sandbox.finish(transaction, 'SUCCESS');
    await watch.untilFinal();
    const ofThis = 'verification_id = $1 and version <= 2';
    const removed = `with gone as (delete from verification_events where ${ofThis} returning position)
      update log_floor set position = (select max(position) from gone)`;
    await database.sql(removed, [transaction.id]);

    const { errors } = await alice.watch(transaction, { after: first?.cursor }).ended();
    expect(errors[0]?.extensions).toMatchObject({ code: 'CURSOR_INVALID', oldestCursor: expect.any(String) });
    const after = String(errors[0]?.extensions?.oldestCursor);
    const rest = await alice.watch(transaction, { after }).untilFinal();
    expect(rest.map(({ version }) => version)).toEqual([3, 4]);
  });
});

describe('a repeated create', () => {
  test('with the same key makes one transaction and answers it again', async ({ alice }) => {
    const input = { userId: alice.id, idempotencyKey: 'a key of this test' };
    const first = await alice.startVerification(input);
    const again = await alice.startVerification(input);
    expect(again.id).toBe(first.id);
    expect(again.webVerificationCode).toBe(first.webVerificationCode);
  });

  test('with the same key and other input is a conflict', async ({ alice }) => {
    const input = { userId: alice.id, idempotencyKey: 'another key of this test' };
    await alice.startVerification(input);
    const { createVerifyTransaction: payload } = await alice.ask(StartVerificationDocument, {
      input: { ...input, reference: 'something-else' },
    });
    expect(payload.verifyTransaction).toBeNull();
    expect(payload.userErrors).toMatchObject([{ code: 'IDEMPOTENCY_CONFLICT', field: ['input', 'idempotencyKey'] }]);
  });

  test('sent twenty times at once reaches PingOne once', async ({ sandbox, alice }) => {
    await sandbox.clearRequests();
    const input = { userId: alice.id, idempotencyKey: 'twenty at once' };
    const made = await Promise.all(Array.from({ length: 20 }, () => alice.startVerification(input)));

    expect(new Set(made.map(({ id }) => id)).size).toBe(1);
    const requests = await sandbox.requests();
    const creates = requests.filter(({ method, path }) => method === 'POST' && path.endsWith('/verifyTransactions'));
    expect(creates).toHaveLength(1);
  });

  test('by someone else with the same key is another transaction', async ({ alice, bob }) => {
    const idempotencyKey = 'a key that two people happen to choose';
    const [hers, his] = [
      await alice.startVerification({ idempotencyKey }),
      await bob.startVerification({ idempotencyKey }),
    ];
    expect(his.id).not.toBe(hers.id);
  });
});

describe('a decision by hand', () => {
  test('approves what failed, with who and why on the timeline', async ({ sandbox, alice, admin }) => {
    const transaction = await alice.startVerification();
    const watch = alice.watch(transaction);
    await sandbox.finish(transaction, 'FAIL');
    const [failed] = (await watch.untilFinal()).slice(-1);

    const { approveVerifyTransaction: payload } = await admin.ask(ApproveTransactionDocument, {
      input: { transactionId: transaction.id, reason: 'Seen in person with her passport.' },
    });
    expect(payload).toMatchObject({
      verifyTransaction: {
        status: 'APPROVED_MANUALLY',
        decision: 'APPROVED_MANUALLY',
        lifecycle: 'FINISHED',
        version: 5,
      },
      userErrors: [],
    });
    const { verifyTransaction } = await admin.ask(TimelineDocument, { id: transaction.id });
    expect(verifyTransaction?.timeline.edges.at(-1)?.node).toMatchObject({
      type: 'APPROVED_BY_OPERATOR',
      origin: 'API_CALL',
      decision: 'APPROVED_MANUALLY',
      previousDecision: 'DENIED',
      actor: { kind: 'OPERATOR', displayName: 'Ada Admin' },
      reason: 'Seen in person with her passport.',
    });
    const missed = await alice.watch(transaction, { after: failed?.cursor }).untilFinal();
    expect(missed).toEqual([expect.objectContaining({ decision: 'APPROVED_MANUALLY', version: 5 })]);
  });

  test('is for those who may', async ({ sandbox, alice, support }) => {
    const transaction = await alice.startVerification();
    await sandbox.finish(transaction, 'FAIL');
    const input = { transactionId: transaction.id, reason: 'Because.' };
    for (const person of [support, alice]) {
      const { errors } = await person.query(ApproveTransactionDocument, { input });
      expect(errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    }
    const { verifyTransaction } = await alice.ask(TransactionDocument, { id: transaction.id });
    expect(verifyTransaction?.decision).toBe('DENIED');
  });

  test('needs a reason and a state that allows it', async ({ alice, admin }) => {
    const { id: transactionId } = await alice.startVerification();
    const decide = async (reason: string) => {
      const answer = await admin.ask(ApproveTransactionDocument, { input: { transactionId, reason } });
      return answer.approveVerifyTransaction.userErrors.map(({ code }) => code);
    };
    expect(await decide('  ')).toEqual(['OUT_OF_RANGE']);
    expect(await decide('There is nothing to approve yet.')).toEqual(['TRANSACTION_NOT_ACTIONABLE']);
  });
});

describe('an end without a decision', () => {
  test('PingOne says that the time is up: EXPIRED', async ({ sandbox, alice, admin }) => {
    const policy = await sandbox.policy({
      name: 'Two seconds',
      transaction: { timeout: TWO_SECONDS, dataCollection: { timeout: TWO_SECONDS }, dataCollectionOnly: false },
    });
    const transaction = await admin.startVerification({ userId: alice.id, verifyPolicyId: policy });
    const events = await alice.watch(transaction).untilFinal();
    expect(events.at(-1)).toMatchObject({ lifecycle: 'EXPIRED', decision: 'NONE' });
    const { verifyTransaction } = await alice.ask(TransactionDocument, { id: transaction.id });
    expect(verifyTransaction).toMatchObject({ lifecycle: 'EXPIRED', evidence: 'NONE', webVerificationUrl: null });
  });

  test('PingOne says nothing: EXPIRED all the same, and a late verdict still counts', async ({
    sandbox,
    alice,
    admin,
  }) => {
    const policy = await sandbox.policy({
      name: 'Two seconds and then silence',
      transaction: { timeout: TWO_SECONDS, dataCollection: { timeout: TWO_SECONDS }, dataCollectionOnly: false },
    });
    await sandbox.knob('expiredTransactions', 'keep');
    const transaction = await admin.startVerification({ userId: alice.id, verifyPolicyId: policy });
    const events = await alice.watch(transaction).untilFinal();
    expect(events.at(-1)).toMatchObject({ lifecycle: 'EXPIRED', rawStatus: 'REQUESTED' });
    const { verifyTransaction } = await admin.ask(TimelineDocument, { id: transaction.id });
    expect(verifyTransaction?.timeline.edges.at(-1)?.node.origin).toBe('DEADLINE');

    await sandbox.finish(transaction, 'SUCCESS');
    const status = () => alice.ask(TransactionDocument, { id: transaction.id });
    await until('the verdict replaces the expiry', status, (data) => data.verifyTransaction?.decision === 'APPROVED');
    await sandbox.knob('expiredTransactions', 'flip');
  });
});

test('evidence that PingOne has deleted is told apart from evidence that never was', async ({
  sandbox,
  alice,
  database,
}) => {
  const transaction = await alice.startVerification();
  const evidence = async () => (await alice.ask(VerifiedDataDocument, { id: transaction.id })).verifyTransaction;
  expect(await evidence()).toMatchObject({ evidence: 'NONE', verifiedData: [] });

  const watch = alice.watch(transaction);
  await sandbox.finish(transaction, 'SUCCESS');
  await watch.untilFinal();
  const there = await evidence();
  expect(there?.evidence).toBe('AVAILABLE');
  expect(there?.verifiedData?.length).toBeGreaterThan(0);

  await sandbox.advance(31 * 60);
  const past = "update verifications set finished_at = finished_at - interval '31 minutes' where id = $1";
  await database.sql(past, [transaction.id]);
  expect(await evidence()).toMatchObject({ evidence: 'DELETED', verifiedData: [] });
});
