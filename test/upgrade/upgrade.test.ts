// A database of the first release in the hands of this one: nothing is lost, and what was going on goes on.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { VerificationStatisticsDocument, VerificationsDocument } from '../generated/graphql.js';
import { test as base, expect } from '../support/fixtures.js';
import { Person } from '../support/person.js';
import type { TestSandbox } from '../support/sandbox.js';
import { until } from '../support/waiting.js';

const FOUNDATION = readFileSync(new URL('foundation.sql', import.meta.url), 'utf8');
const MAIN = fileURLToPath(new URL('../../dist/main.js', import.meta.url));

/** Those who were there then. */
const ALICE = 'e014ffed-c9c2-497c-91c7-37b4e1a57e8f';
const ADMIN = 'b9d379b1-f33e-40da-a07a-a6f29b02248d';
const BOB = '3f514cfb-8376-447b-97a6-4023ef0a82a1';

/** Transactions of that database by their references. */
const ORDER = {
  1000: '98337a59-173d-4ed6-9f10-761758858b31',
  1001: 'a069a841-aff5-4610-990b-7c99c7cded85',
  1002: '8f534ece-1050-4bf8-a947-3f3698364d9f',
  1003: '4c80bd72-ea77-47b2-9051-2b01011310d7',
  1004: '8362cb6e-10d4-4669-acf4-4b242a3f203d',
  1005: 'f8f11f14-fe7a-49c5-9c3b-f501fc7df398',
  1006: 'a452fe99-711c-4593-874b-b98eda78c491',
  1007: '05774d3b-c726-402d-ae3b-7189e6d8940e',
} as const;

/** Cursors that clients of that release still hold. */
const CURSORS_OF_1001 = ['MIEmojGIVlQZNQ', 'sWXx7Xvh8bwINg', 'kp0bRg-v4xrfNw', '6E_e4eRr4ilgOA'] as const;
const FIRST_CURSOR_OF_1007 = '9fwojNEHh44eMjM';
const LAST_CURSOR_OF_1007 = '5O2q91l6ER4aMjQ';
/** Of an event that was removed at the end of its retention. */
const CLEARED_CURSOR = 'veqlwtItqb8WMg';

const SECRET_OF_1007 = 'the-callback-secret-of-order-1007';

const VERIFICATION = `query ($id: ID!) {
  verification(id: $id) {
    id source reference lifecycle decision version createdAt updatedAt expiresAt finishedAt
    upstream { rawStatus rawResult receivedAt }
    timeline(first: 100) {
      totalCount
      edges {
        cursor
        node {
          id type origin version lifecycle decision previousLifecycle previousDecision rawStatus occurredAt
          actor { id kind displayName } reason
        }
      }
    }
  }
}`;
const START = `mutation ($input: CreateVerifyTransactionInput!) {
  createVerifyTransaction(input: $input) { verifyTransaction { id } userErrors { code } }
}`;
const AUDIT_LOG = `{
  auditLog(first: 100) {
    edges {
      node {
        id occurredAt actor { id kind displayName } action outcome targetType targetId fields reason requestId
        ipAddress userAgent hash previousHash
      }
    }
  }
}`;

type Row = Readonly<Record<string, unknown>>;
interface Verification extends Row {
  readonly timeline: {
    readonly totalCount: number;
    readonly edges: readonly { readonly cursor: string; readonly node: Row }[];
  };
}

const test = base
  /** The database, and what was in it before this release saw it. */
  .extend('old', { scope: 'file' }, async ({ newDatabase }) => {
    const database = await newDatabase();
    await database.sql(FOUNDATION);
    const [verifications, events, audit] = await Promise.all([
      database.sql('select * from verifications'),
      database.sql('select * from verification_events order by position'),
      database.sql('select * from audit_events order by position'),
    ]);
    return { database, verifications, events, audit };
  })
  .extend('database', { scope: 'file' }, async ({ old }) => old.database)
  /** PingOne still has those who were not finished. */
  .extend('pingOne', { scope: 'file' }, async ({ sandbox }) => {
    const pingOne = new RememberingPingOne(sandbox);
    await pingOne.says(ORDER[1001], 'SUCCESS');
    await pingOne.says(ORDER[1006], 'INITIATED');
    await pingOne.says(ORDER[1007], 'INITIATED');
    return pingOne;
  })
  .extend('people', async ({ sandbox, pingOne, gateway }, { onCleanup }) => {
    await pingOne.isThere();
    const token = (user: string, ...roles: string[]) => sandbox.token({ user, roles });
    const alice = new Person({ gateway, token: await token(ALICE), userId: ALICE });
    const bob = new Person({ gateway, token: await token(BOB), userId: BOB });
    const admin = new Person({ gateway, token: await token(ADMIN, 'admin'), userId: null });
    onCleanup(async () => {
      await Promise.all([alice, bob, admin].map((one) => one.leave()));
    });
    return { alice, bob, admin };
  });

/** Answers for transactions that this sandbox never had. */
class RememberingPingOne {
  private readonly forget = new Map<string, () => Promise<void>>();

  constructor(private readonly sandbox: TestSandbox) {}

  /** For fixtures that need nothing but that it has been told. */
  async isThere(): Promise<void> {
    if (this.forget.size === 0) throw new Error('PingOne remembers nothing.');
  }

  async says(id: string, status: string): Promise<void> {
    await this.forget.get(id)?.();
    const path = `/users/${ALICE}/verifyTransactions/${id}`;
    const body = transactionOf(id, status);
    this.forget.set(id, await this.sandbox.fault({ match: { method: 'GET', path }, status: 200, body }));
  }

  async answersCreate(id: string): Promise<() => Promise<void>> {
    const path = `/users/${ALICE}/verifyTransactions`;
    return this.sandbox.fault({ match: { method: 'POST', path }, status: 201, body: transactionOf(id, 'REQUESTED') });
  }
}

function transactionOf(id: string, status: string): object {
  const now = Date.now();
  return {
    id,
    verifyPolicy: { id: '00000000-0000-4000-8000-000000000001' },
    transactionStatus: { status, verificationStatus: { LIVENESS: status } },
    createdAt: new Date(now - 60_000).toISOString(),
    updatedAt: new Date(now).toISOString(),
    expiresAt: new Date(now + 29 * 60_000).toISOString(),
  };
}

/** Verifications that are over; the others move on as soon as a gateway runs. */
const OVER = [ORDER[1000], ORDER[1001], ORDER[1002], ORDER[1003], ORDER[1004], ORDER[1005]] as const;

test('every verification and its whole timeline are there as they were', async ({ people: { admin }, old }) => {
  expect(old.verifications).toHaveLength(8);
  for (const id of OVER) {
    const row = old.verifications.find((one) => one.id === id);
    const { verification } = await admin.ask<{ verification: Verification }, object>(VERIFICATION, { id });
    expect(verification).toMatchObject({
      id,
      source: row?.source,
      reference: row?.reference,
      lifecycle: row?.lifecycle,
      decision: row?.decision,
      version: row?.version,
      createdAt: iso(row?.created_at),
      updatedAt: iso(row?.updated_at),
      expiresAt: iso(row?.expires_at),
      finishedAt: iso(row?.finished_at),
      upstream: { rawStatus: row?.raw_status, rawResult: row?.raw_result, receivedAt: iso(row?.received_at) },
    });
    const events = old.events.filter((event) => event.verification_id === id);
    expect(verification.timeline.totalCount).toBe(events.length);
    expect(verification.timeline.edges.map(({ node }) => node)).toEqual(events.map(toTimelineNode));
  }
  const timelines = old.events.filter(({ verification_id: id }) => OVER.some((one) => one === id));
  expect(new Set(timelines.map(({ type }) => type))).toEqual(
    new Set(['CREATED', 'STATUS_CHANGED', 'APPROVED_BY_OPERATOR', 'DATA_REVEALED', 'DELETED']),
  );
});

test('old rows are listed, and counted in statistics', async ({ people: { admin } }) => {
  const { verifications } = await admin.ask(VerificationsDocument, { filter: null, first: 100 });
  expect(verifications?.edges.map(({ node }) => node.id)).toEqual(Object.values(ORDER).reverse());
  const ofBob = await admin.ask(VerificationsDocument, { filter: { userId: BOB }, first: 100 });
  expect(ofBob.verifications?.edges).toHaveLength(4);

  const range = { from: new Date(Date.now() - 3_600_000).toISOString(), to: new Date().toISOString() };
  const { verificationStatistics: counted } = await admin.ask(VerificationStatisticsDocument, { range });
  expect(counted).toMatchObject({ total: 8, failureReasons: [{ reason: 'FAIL', count: 1 }] });
  expect(Object.fromEntries((counted?.byDecision ?? []).map(({ decision, count }) => [decision, count]))).toMatchObject(
    {
      APPROVED: 2,
      APPROVED_MANUALLY: 1,
      DENIED: 1,
      NONE: 4,
    },
  );
  expect(Object.fromEntries((counted?.funnel ?? []).map(({ stage, count }) => [stage, count]))).toMatchObject({
    SENT: 8,
    APPROVED: 3,
  });
  expect(counted?.medianSecondsToDecision).toBeGreaterThan(0);
});

test('an old cursor resumes where it was made, for one verification and for all of a person', async ({
  people: { alice, bob, admin },
}) => {
  const rest = await alice.watch(ORDER[1001], { after: CURSORS_OF_1001[0] }).untilFinal();
  expect(rest.map(({ cursor, version }) => [cursor, version])).toEqual([
    [CURSORS_OF_1001[1], 2],
    [CURSORS_OF_1001[2], 3],
    [CURSORS_OF_1001[3], 4],
  ]);

  const all = admin.watchAll(null, { after: CURSORS_OF_1001[3] });
  const seen = (await all.take(12)).map(({ verification, version }) => [verification.id, version]);
  expect(seen).toEqual([
    ...[1, 2, 3, 4].map((version) => [ORDER[1002], version]),
    ...[1, 2, 3, 4].map((version) => [ORDER[1003], version]),
    ...[1, 2].map((version) => [ORDER[1004], version]),
    ...[1, 2].map((version) => [ORDER[1005], version]),
  ]);
  await all.stop();

  const { errors } = await bob.watch(ORDER[1000], { after: CLEARED_CURSOR }).ended();
  expect(errors[0]?.extensions).toMatchObject({ code: 'CURSOR_INVALID', oldestCursor: expect.any(String) });
});

test('a callback that nobody had dealt with is dealt with, and a dead instance holds up nothing', async ({
  people: { alice },
  old,
}) => {
  const events = await alice.watch(ORDER[1006]).take(1);
  const moved =
    events[0]?.version === 2 ? events[0] : (await alice.watch(ORDER[1006], { after: events[0]?.cursor }).take(1))[0];
  expect(moved).toMatchObject({ version: 2, lifecycle: 'IN_PROGRESS', rawStatus: 'INITIATED' });
  await until(
    'no callback waits',
    () => old.database.sql('select id from callback_inbox where handled_at is null'),
    (rows) => rows.length === 0,
  );
});

test('what was going on goes on: the old secret calls back, and a subscriber of then sees the end', async ({
  people: { alice },
  gateway,
  pingOne,
  old,
}) => {
  const [start] = await old.database.sql('select id from verification_starts where verification_id = $1', [
    ORDER[1007],
  ]);
  const callBack = (secret: string) =>
    fetch(`${gateway.url}/callbacks/pingone/${String(start?.id)}`, {
      method: 'POST',
      headers: { 'x-callback-secret': secret },
    });
  const resumed = alice.watch(ORDER[1007], { after: FIRST_CURSOR_OF_1007 });
  const [second] = await resumed.take(1);
  expect(second).toMatchObject({ cursor: LAST_CURSOR_OF_1007, version: 2, rawStatus: 'INITIATED' });

  await pingOne.says(ORDER[1007], 'SUCCESS');
  expect((await callBack('another secret')).status).toBe(401);
  expect((await callBack(SECRET_OF_1007)).status).toBe(200);
  const [last] = await resumed.untilFinal();
  expect(last).toMatchObject({ version: 3, lifecycle: 'FINISHED', decision: 'APPROVED', rawStatus: 'SUCCESS' });
});

test('an old idempotency key still stands for what it made', async ({ people: { alice, admin }, sandbox, pingOne }) => {
  await sandbox.clearRequests();
  const input = {
    userId: ALICE,
    reference: 'order-1001',
    idempotencyKey: 'key-of-order-1001',
    challenge: 'a-challenge',
    redirect: { url: 'https://shop.example/done', message: 'Back to the shop' },
  };
  expect(await start(alice, input)).toEqual({ verifyTransaction: { id: ORDER[1001] }, userErrors: [] });
  expect(await start(alice, { ...input, challenge: 'another' })).toEqual({
    verifyTransaction: null,
    userErrors: [{ code: 'IDEMPOTENCY_CONFLICT' }],
  });

  const byAdmin = {
    userId: ALICE,
    reference: 'order-1006',
    idempotencyKey: 'key-of-order-1006',
    callback: { url: 'https://shop.example/identity', headers: [{ name: 'x-shop', value: 'a-made-up-value' }] },
  };
  expect(await start(admin, byAdmin)).toEqual({ verifyTransaction: { id: ORDER[1006] }, userErrors: [] });
  expect((await sandbox.requests()).filter(({ method }) => method === 'POST')).toEqual([]);

  // The one who was at work on this key is dead; whoever repeats the call takes the work over.
  const made = '00000000-0000-4000-8000-000000001008';
  await pingOne.says(made, 'REQUESTED');
  const restore = await pingOne.answersCreate(made);
  expect(await start(alice, { userId: ALICE, idempotencyKey: 'key-of-order-1008' })).toEqual({
    verifyTransaction: { id: made },
    userErrors: [],
  });
  await restore();
  expect(await start(alice, { userId: ALICE, reference: 'order-1002' })).toEqual({
    verifyTransaction: null,
    userErrors: [{ code: 'UNIQUENESS_VIOLATION' }],
  });
});

test('the audit log is whole', async ({ people: { admin }, old }) => {
  expect(old.audit).toHaveLength(5);
  const { auditLog } = await admin.ask<{ auditLog: { edges: { node: Row }[] } }, object>(AUDIT_LOG);
  const entries = auditLog.edges.map(({ node }) => node).reverse();
  expect(entries.slice(0, old.audit.length)).toEqual(old.audit.map(toAuditNode));
  // What was done since is bound to it.
  expect(entries.length).toBeGreaterThan(old.audit.length);
  expect(entries.map(({ previousHash }) => previousHash)).toEqual([
    null,
    ...entries.slice(0, -1).map(({ hash }) => hash),
  ]);

  const child = spawn(
    process.execPath,
    [MAIN, 'audit', 'verify', '--json', '--expect', String(old.audit.at(-1)?.hash)],
    {
      cwd: tmpdir(),
      env: { PATH: process.env.PATH ?? '', DATABASE_URL: old.database.url },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  expect(JSON.parse(await text(child.stdout))).toMatchObject({
    ok: true,
    entries: entries.length,
    problems: [],
    expected: { position: old.audit.length },
  });
});

async function start(person: Person, input: object): Promise<Row> {
  return (await person.ask<{ createVerifyTransaction: Row }, object>(START, { input })).createVerifyTransaction;
}

function toTimelineNode(row: Row): Row {
  return {
    id: row.id,
    type: row.type,
    origin: row.origin,
    version: row.version,
    lifecycle: row.lifecycle,
    decision: row.decision,
    previousLifecycle: row.previous_lifecycle,
    previousDecision: row.previous_decision,
    rawStatus: row.raw_status,
    occurredAt: iso(row.occurred_at),
    actor: row.actor,
    reason: row.reason,
  };
}

function toAuditNode(row: Row): Row {
  return {
    id: row.id,
    occurredAt: iso(row.occurred_at),
    actor: row.actor,
    action: row.action,
    outcome: row.outcome,
    targetType: row.target_type,
    targetId: row.target_id,
    fields: row.fields,
    reason: row.reason,
    requestId: row.request_id,
    ipAddress: row.ip_address,
    userAgent: row.user_agent,
    hash: row.hash,
    previousHash: row.previous_hash,
  };
}

function iso(time: unknown): string | null {
  return time instanceof Date ? time.toISOString() : null;
}
