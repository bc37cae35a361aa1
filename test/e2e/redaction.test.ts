// Erasing personal data on request: what is erased where, what the receipt says, what fails and is tried again, and who may ask.
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe } from 'vitest';
import builtIn from '../../profiles/mitek/4.4.json' with { type: 'json' };
import {
  ApproveTransactionDocument,
  CreateJourneyDocument,
  PersonalPartsDocument,
  RedactVerificationDocument,
  TimelineWithActorsDocument,
} from '../generated/graphql.js';
import type { TestDatabase } from '../support/databases.js';
import { test as base, expect } from '../support/fixtures.js';
import { callBack, createJourney, journeyInput, journeyThat, readJourney } from '../support/journeys.js';
import type { Person } from '../support/person.js';
import { TINY_JPEG } from '../support/published-example.js';
import { TestSandbox } from '../support/sandbox.js';
import { until } from '../support/waiting.js';
import { faultsOf } from '../verify/contract-check.js';

/** Stands in everything personal that these tests put in. */
const CANARY = 'Xanthippe';
const REASON = 'Request 4711 of the person.';

const folder = mkdtempSync(join(tmpdir(), 'idgw-redaction-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The built-in profile and a path to delete a journey, which Mitek does not publish. */
const deletingProfile = join(folder, 'profile.json');
const paths = { ...builtIn.paths, delete: '/api/{version}/request/{reference}' };
writeFileSync(deletingProfile, JSON.stringify({ ...builtIn, paths }));

const test = base
  .override('env', { POLL_FAST_SECONDS: '0.2' })
  .override('sandbox', { scope: 'file' }, async ({ knobs }, { onCleanup }) => {
    const sandbox = await TestSandbox.start({ dwellMs: 50, ...knobs }, { mitekProfile: deletingProfile });
    onCleanup(async () => {
      // Mitek documents no way to delete a journey; this one is of the profile above.
      const faults = faultsOf(await sandbox.traffic()).filter((fault) => !fault.startsWith('DELETE /api/'));
      await sandbox.stop();
      expect(faults).toEqual([]);
    });
    return sandbox;
  });

async function redact(person: Person, verificationId: string, reason = REASON) {
  const { redactVerification: answer } = await person.ask(RedactVerificationDocument, {
    input: { verificationId, reason },
  });
  return answer;
}

type Answer = Awaited<ReturnType<typeof redact>>;

/** `PLACE OUTCOME` each. */
function outcomesOf({ receipt }: Answer): readonly string[] {
  return (receipt?.items ?? []).map(({ target, outcome }) => `${target} ${outcome}`);
}

async function timelineOf(person: Person, id: string) {
  const { verification } = await person.ask(TimelineWithActorsDocument, { id });
  return verification?.timeline.edges.map(({ node }) => node) ?? [];
}

/** A transaction that failed, was approved by hand and holds something personal wherever there is room for it. */
async function fullTransaction(admin: Person, userId: string, sandbox: TestSandbox): Promise<string> {
  const transaction = await admin.startVerification({
    userId,
    reference: `case-${randomUUID()}`,
    requirements: { name: [`${CANARY} Doe`], emails: [`${CANARY}@example.test`] },
    notification: { email: `${CANARY}@example.test` },
    redirect: { url: `https://shop.example/return?who=${CANARY}`, message: `Thank you, ${CANARY}` },
    callback: { url: `https://shop.example/hook/${CANARY}`, headers: [{ name: `X-${CANARY}`, value: CANARY }] },
  });
  const { id } = transaction;
  const handedIn = await admin.ask<{ submitVerifyDocument: { document: object | null } }, object>(
    `mutation ($input: SubmitVerifyDocumentInput!) {
      submitVerifyDocument(input: $input) { document { id } userErrors { code message } }
    }`,
    { input: { transactionId: id, type: 'SELFIE', value: TINY_JPEG } },
  );
  expect(handedIn.submitVerifyDocument.document).not.toBeNull();
  await sandbox.finish(id, 'FAIL');
  await sandbox.addEvidence(id, 'GOVERNMENT_ID', { firstName: CANARY, lastName: 'DOE' });
  await sandbox.addMetadata(id, 'LIVENESS', 'IDRND', { probability: 0.4 });
  await admin.ask(ApproveTransactionDocument, { input: { transactionId: id, reason: `${CANARY} called us.` } });
  return id;
}

/** Tables in which the canary stands; the audit log aside, which keeps what was given as a reason. */
async function tablesWithCanary(database: TestDatabase): Promise<readonly unknown[]> {
  const tables = await database.sql(
    `select table_name as name from information_schema.tables where table_schema = 'public' and table_name <> 'audit_events'`,
  );
  const found = tables.map(async ({ name }) => {
    const rows = await database.sql(`select 1 from ${name} t where t::text ilike '%${CANARY}%' limit 1`);
    return rows.length > 0 ? [name] : [];
  });
  return (await Promise.all(found)).flat();
}

describe('of a transaction', () => {
  test('everything personal is erased here and at PingOne', async ({ admin, alice, sandbox, database, gateway }) => {
    const id = await fullTransaction(admin, alice.id, sandbox);
    const { verifyTransaction: before } = await admin.ask(PersonalPartsDocument, { id });
    expect(before).toMatchObject({ evidence: 'AVAILABLE', redactedAt: null });
    const documents = before?.documents ?? [];
    expect(documents.length).toBeGreaterThan(0);
    expect(before?.metadata?.length).toBeGreaterThan(0);
    expect(await tablesWithCanary(database)).not.toEqual([]);

    await sandbox.clearRequests();
    const answer = await redact(admin, id);
    expect(answer.userErrors).toEqual([]);
    expect(outcomesOf(answer)).toEqual([
      'PINGONE_DOCUMENTS ERASED',
      'PINGONE_VERIFIED_DATA ERASED',
      'PINGONE_METADATA ERASED',
      'GATEWAY_STORE ERASED',
    ]);
    expect(answer.verification).toMatchObject({
      __typename: 'VerifyTransaction',
      id,
      lifecycle: 'FINISHED',
      decision: 'APPROVED_MANUALLY',
      evidence: 'DELETED',
      redactedAt: expect.any(String),
    });
    expect(answer.verification?.allowedActions).toEqual(['DELETE', 'REDACT']);
    const deletes = (await sandbox.requests()).filter(({ method }) => method === 'DELETE').map(({ path }) => path);
    const transaction = `/users/${alice.id}/verifyTransactions/${id}`;
    expect(deletes.map((path) => path.slice(path.indexOf('/users/'))).sort()).toEqual([
      ...documents.map((document) => `${transaction}/documents/${document.id}`).sort(),
      `${transaction}/metaData`,
      `${transaction}/verifiedData`,
    ]);

    const { verifyTransaction: after } = await admin.ask(PersonalPartsDocument, { id });
    expect(after).toEqual({
      id,
      evidence: 'DELETED',
      verifiedDataExpiresAt:
        answer.verification && 'redactedAt' in answer.verification && answer.verification.redactedAt,
      redactedAt: after?.redactedAt,
      allowedActions: ['DELETE', 'REDACT'],
      requirements: null,
      redirect: null,
      callback: null,
      notifications: null,
      providerMessages: null,
      verifiedUserData: null,
      governmentId: null,
      selfie: null,
      verifiedData: [],
      metadata: [],
      documents: [],
    });
    expect(await tablesWithCanary(database)).toEqual([]);
    expect(gateway.logs()).not.toContain(CANARY);
    await admin.ask(`mutation { deleteVerifyTransaction(input: { transactionId: "${id}" }) { deletedTransactionId } }`);
  });

  test('of what callers could choose freely, and of who did what, nothing is left but what the receipt names', async ({
    admin,
    support,
    alice,
    sandbox,
    database,
  }) => {
    const reference = `${CANARY}-${randomUUID()}`;
    const { id } = await admin.startVerification({
      userId: alice.id,
      idempotencyKey: `key of ${CANARY} ${randomUUID()}`,
      reference,
      challenge: `${CANARY}, born 1990-01-02`,
      callback: { url: `https://${CANARY}.invalid/hook`, headers: [] },
    });
    const { submitVerifyDocument } = await alice.ask<{ submitVerifyDocument: { document: object | null } }, object>(
      `mutation ($input: SubmitVerifyDocumentInput!) {
        submitVerifyDocument(input: $input) { document { id } userErrors { code message } }
      }`,
      { input: { transactionId: id, type: 'SELFIE', value: TINY_JPEG } },
    );
    expect(submitVerifyDocument.document).not.toBeNull();
    await sandbox.finish(id);
    const actors = () =>
      database.sql(
        `select actor from verification_events where verification_id = $1 and actor ->> 'kind' = 'END_USER'`,
        [id],
      );
    expect(await actors()).toEqual([{ actor: { id: alice.id, kind: 'END_USER', displayName: null } }]);
    // Earlier releases kept the name.
    await database.sql(
      `update verification_events set actor = jsonb_set(actor, '{displayName}', '"${CANARY} Doe"')
       where verification_id = $1 and actor ->> 'kind' = 'END_USER'`,
      [id],
    );
    const relayed = () =>
      database.sql('select target from webhook_deliveries where verification_id = $1 and endpoint_id is null', [id]);
    await until('its callback is to be told', relayed, (rows) => rows.length > 0);
    expect([...(await tablesWithCanary(database))].sort()).toEqual([
      'idempotency_keys',
      'verification_events',
      'verification_starts',
      'verifications',
      'webhook_deliveries',
    ]);

    const { receipt } = await redact(admin, id);
    expect(receipt?.items.at(-1)).toMatchObject({ target: 'GATEWAY_STORE', outcome: 'ERASED' });
    expect(receipt?.items.at(-1)?.detail).toContain('idempotency key');
    expect(await tablesWithCanary(database)).toEqual(['idempotency_keys']);
    expect(await relayed()).toEqual([]);
    expect(await actors()).toEqual([{ actor: { id: alice.id, kind: 'END_USER', displayName: null } }]);
    const seen = await support.query(`{ verifyTransaction(id: "${id}") { challenge reference } }`);
    expect(seen.data).toEqual({ verifyTransaction: { challenge: null, reference: null } });
    // It stands for nothing any more.
    const again = await admin.startVerification({ userId: alice.id, reference });
    await sandbox.finish(again);
    await redact(admin, again.id);
    await database.sql('delete from idempotency_keys');
    expect(await tablesWithCanary(database)).toEqual([]);
  });

  test('the address of a picture leads to nothing any more, though PingOne still has the picture', async ({
    admin,
    alice,
    sandbox,
  }) => {
    const { id } = await alice.startVerification();
    await sandbox.finish(id);
    const { verifyTransaction } = await alice.ask<
      { verifyTransaction: { selfie: { image: { url: string } } } },
      Record<string, never>
    >(`{ verifyTransaction(id: "${id}") { selfie { image { url } } } }`);
    const { url } = verifyTransaction.selfie.image;
    expect((await fetch(url)).status).toBe(200);
    const heal = await sandbox.fault({ match: { method: 'DELETE', path: `${id}/verifiedData` }, status: 500 });
    expect(outcomesOf(await redact(admin, id))).toContain('PINGONE_VERIFIED_DATA FAILED');
    expect((await fetch(url)).status).toBe(404);
    await heal();
  });

  test('the receipt is in the audit log, and the timeline tells of it without the reason', async ({
    admin,
    alice,
    sandbox,
    database,
  }) => {
    const id = await fullTransaction(admin, alice.id, sandbox);
    const { receipt } = await redact(admin, id, `  ${REASON} `);
    const [entry] = await database.sql(
      'select id, action, outcome, target_type, target_id, user_id, reason from audit_events where id = $1',
      [receipt?.id],
    );
    expect(entry).toMatchObject({
      action: 'redactVerification',
      outcome: 'SUCCEEDED',
      target_type: 'VerifyTransaction',
      target_id: id,
      user_id: alice.id,
      reason: expect.stringContaining(REASON),
    });
    const timeline = await timelineOf(admin, id);
    expect(timeline.at(-1)).toMatchObject({ type: 'REDACTED', origin: 'API_CALL', actor: { kind: 'OPERATOR' } });
    expect(timeline.map(({ type }) => type)).toContain('APPROVED_BY_OPERATOR');
    expect(timeline.every(({ reason }) => reason === null)).toBe(true);
  });

  test('a second time there is nothing left, and that is said', async ({ admin, alice, sandbox }) => {
    const id = await fullTransaction(admin, alice.id, sandbox);
    const first = await redact(admin, id);
    const events = (await timelineOf(admin, id)).length;
    const second = await redact(admin, id);
    expect(outcomesOf(second)).toEqual([
      'PINGONE_DOCUMENTS NOTHING_THERE',
      'PINGONE_VERIFIED_DATA NOTHING_THERE',
      'PINGONE_METADATA NOTHING_THERE',
      'GATEWAY_STORE NOTHING_THERE',
    ]);
    expect(second.receipt?.id).not.toBe(first.receipt?.id);
    expect(second.verification).toEqual(first.verification);
    expect(await timelineOf(admin, id)).toHaveLength(events);
  });

  test('what was deleted at PingOne is erased here', async ({ admin, alice, sandbox, database }) => {
    const id = await fullTransaction(admin, alice.id, sandbox);
    await admin.ask(`mutation { deleteVerifyTransaction(input: { transactionId: "${id}" }) { deletedTransactionId } }`);
    const answer = await redact(admin, id);
    expect(outcomesOf(answer)).toEqual([
      'PINGONE_DOCUMENTS NOTHING_THERE',
      'PINGONE_VERIFIED_DATA NOTHING_THERE',
      'PINGONE_METADATA NOTHING_THERE',
      'GATEWAY_STORE ERASED',
    ]);
    expect(await tablesWithCanary(database)).toEqual([]);
  });

  test('one that still collects is to be deleted, or waited for', async ({ admin, alice, sandbox }) => {
    const transaction = await alice.startVerification();
    expect(transaction.allowedActions).not.toContain('REDACT');
    const refused = await redact(admin, transaction.id);
    expect(refused).toMatchObject({
      verification: null,
      receipt: null,
      userErrors: [{ code: 'TRANSACTION_NOT_ACTIONABLE', field: ['input', 'verificationId'] }],
    });
    await sandbox.finish(transaction);
    expect((await redact(admin, transaction.id)).userErrors).toEqual([]);
  });
});

describe('when PingOne fails', () => {
  test.for([
    ['answers 503', { status: 503 }, /could not be reached/],
    ['takes no more calls', { status: 429 }, /asked too often/],
    ['does not let the gateway', { status: 403 }, /credentials/],
    ['breaks off', { reset: true }, /could not be reached/],
  ] as const)(
    'as it %s, the rest is erased, and it is tried again until it is done',
    async ([, fault, detail], { admin, alice, sandbox, database }) => {
      const id = await fullTransaction(admin, alice.id, sandbox);
      const heal = await sandbox.fault({ match: { method: 'DELETE', path: `${id}/metaData` }, ...fault });
      const answer = await redact(admin, id);
      expect(outcomesOf(answer)).toEqual([
        'PINGONE_DOCUMENTS ERASED',
        'PINGONE_VERIFIED_DATA ERASED',
        'PINGONE_METADATA FAILED',
        'GATEWAY_STORE ERASED',
      ]);
      expect(answer.receipt?.items[2]?.detail).toMatch(detail);
      // It is still there, and shown to nobody.
      expect((await admin.ask(PersonalPartsDocument, { id })).verifyTransaction?.metadata).toEqual([]);

      await heal();
      const pending = () => database.sql('select target from pending_erasures where verification_id = $1', [id]);
      await until('nothing is left to erase', pending, (rows) => rows.length === 0);
      const timeline = await timelineOf(admin, id);
      expect(timeline.filter(({ type }) => type === 'REDACTED').map(({ actor }) => actor?.kind)).toEqual([
        'OPERATOR',
        'GATEWAY',
      ]);
      const note = () =>
        database.sql(`select outcome, reason from audit_events where target_id = $1 and actor ->> 'kind' = 'GATEWAY'`, [
          id,
        ]);
      const [entry] = await until('the audit log tells of it', note, (rows) => rows.length > 0);
      expect(entry).toMatchObject({ outcome: 'SUCCEEDED', reason: expect.stringContaining(answer.receipt?.id ?? '?') });
      expect(outcomesOf(await redact(admin, id))).toContain('PINGONE_METADATA NOTHING_THERE');
    },
  );

  test('a gateway that is killed in the middle leaves the rest to the next one', async ({
    admin,
    alice,
    sandbox,
    database,
    startGateway,
  }) => {
    const id = await fullTransaction(admin, alice.id, sandbox);
    const doomed = await startGateway();
    const heal = await sandbox.fault({ match: { method: 'DELETE', path: `${id}/verifiedData` }, delayMs: 60_000 });
    const answer = redact(admin.with({ gateway: doomed }), id).catch(() => 'no answer');
    const open = () => database.sql('select target from pending_erasures where verification_id = $1', [id]);
    await until('the places are noted', open, (rows) => rows.length === 3);
    await doomed.kill();
    expect(await answer).toBe('no answer');
    await heal();
    await database.sql('update pending_erasures set next_try_at = now() where verification_id = $1', [id]);
    await until('nothing is left to erase', open, (rows) => rows.length === 0);
    expect((await redact(admin, id)).receipt?.items.map(({ outcome }) => outcome)).toEqual(
      Array.from({ length: 4 }, () => 'NOTHING_THERE'),
    );
  });
});

describe('of a journey', () => {
  test('without a way to delete it at Mitek, the receipt says what to do by hand', async ({
    admin,
    alice,
    sandbox,
    database,
  }) => {
    const { id, reference } = await createJourney(admin, {
      userId: alice.id,
      name: `${CANARY} Doe`,
      email: `${CANARY}@example.test`,
      note: `Dear ${CANARY}`,
    });
    await sandbox.moveJourney(reference, { status: 'COMPLETED', result: 'PASS' });
    await journeyThat(admin, reference, 'it is decided', ({ verificationData }) => verificationData !== null);
    const answer = await redact(admin, id);
    expect(outcomesOf(answer)).toEqual(['MITEK_JOURNEY NOT_POSSIBLE', 'GATEWAY_STORE ERASED']);
    expect(answer.receipt?.items[0]?.detail).toMatch(/by hand/);
    expect(answer.verification).toMatchObject({ __typename: 'MitekJourney', id, allowedActions: ['REDACT'] });

    const journey = await readJourney(admin, reference);
    expect(journey).toMatchObject({
      lifecycle: 'FINISHED',
      decision: 'APPROVED',
      name: null,
      email: null,
      phone: null,
      note: null,
      journeyUrl: null,
      verificationData: null,
      redactedAt: expect.any(String),
    });
    const [row] = await database.sql('select * from mitek_journeys where id = $1', [id]);
    expect(row).toMatchObject({ personal_sealed: null, findings_sealed: null, score: expect.any(Number) });
    expect(outcomesOf(await redact(admin, id))).toEqual(['MITEK_JOURNEY NOT_POSSIBLE', 'GATEWAY_STORE NOTHING_THERE']);
    const [entry] = await database.sql('select target_type, user_id from audit_events where id = $1', [
      answer.receipt?.id,
    ]);
    expect(entry).toEqual({ target_type: 'MitekJourney', user_id: alice.id });
  });

  test('a callback that comes later brings the status and nothing else', async ({ admin, sandbox, database }) => {
    const { id, reference } = await createJourney(admin, { name: `${CANARY} Doe` });
    const { callbackUrl } = await sandbox.journey(reference);
    expect(outcomesOf(await redact(admin, id))).toEqual(['MITEK_JOURNEY NOT_POSSIBLE', 'GATEWAY_STORE ERASED']);
    await sandbox.moveJourney(reference, { status: 'COMPLETED', result: 'FAIL' });
    const journey = await journeyThat(admin, reference, 'it is decided', ({ lifecycle }) => lifecycle === 'FINISHED');
    expect(journey).toMatchObject({ decision: 'DENIED', verificationData: null, name: null });
    const said = { reference, status: 'COMPLETED', result: 'PASS', results: { name: CANARY } };
    expect((await callBack(callbackUrl ?? '', said)).status).toBe(200);
    const inbox = () =>
      database.sql('select id from callback_inbox where start_id::text = $1 and handled_at is null', [id]);
    await until('the callback is dealt with', inbox, (rows) => rows.length === 0);
    const kept = await database.sql(
      `select 1 from callback_inbox where start_id::text = $1 and body_sealed is not null
       union all select 1 from mitek_journeys where id = $1 and (findings_sealed is not null or score is not null)`,
      [id],
    );
    expect(kept).toEqual([]);
    expect((await timelineOf(admin, id)).map(({ type }) => type)).toContain('DECISION_AMENDED');
  });

  test('where Mitek takes it, it is deleted there too', async ({ admin, sandbox, startGateway, newDatabase }) => {
    // A database of its own: an instance whose profile has no such path would take on what failed, and find it not possible.
    const options = { env: { MITEK_PROFILE_FILE: deletingProfile }, database: await newDatabase() };
    const operator = admin.with({ gateway: await startGateway(options) });
    const { id, reference } = await createJourney(operator, { name: `${CANARY} Doe` });
    const answer = await redact(operator, id);
    expect(outcomesOf(answer)).toEqual(['MITEK_JOURNEY ERASED', 'GATEWAY_STORE ERASED']);
    expect(answer.verification).toMatchObject({ lifecycle: 'CANCELLED', decision: 'NONE' });
    expect((await sandbox.requests()).some(({ method, path }) => method === 'DELETE' && path.includes(reference))).toBe(
      true,
    );
    expect((await timelineOf(operator, id)).slice(-2).map(({ type }) => type)).toEqual(['REDACTED', 'DELETED']);
    expect(outcomesOf(await redact(operator, id))).toEqual([
      'MITEK_JOURNEY NOTHING_THERE',
      'GATEWAY_STORE NOTHING_THERE',
    ]);

    const decided = await createJourney(operator);
    await sandbox.moveJourney(decided.reference, { status: 'COMPLETED', result: 'PASS' });
    await journeyThat(operator, decided.reference, 'it is decided', ({ lifecycle }) => lifecycle === 'FINISHED');
    const heal = await sandbox.fault({ match: { method: 'DELETE', path: decided.reference }, status: 500 });
    expect(outcomesOf(await redact(operator, decided.id))[0]).toBe('MITEK_JOURNEY FAILED');
    await heal();
    const timeline = () => timelineOf(operator, decided.id);
    const events = await until('it is gone there', timeline, (all) => all.some(({ type }) => type === 'DELETED'));
    expect(events.slice(-2).map(({ type, actor }) => `${type} ${actor?.kind}`)).toEqual([
      'DELETED GATEWAY',
      'REDACTED GATEWAY',
    ]);
    expect(await readJourney(operator, decided.reference)).toMatchObject({
      lifecycle: 'FINISHED',
      decision: 'APPROVED',
    });
  });
});

test('a journey that Mitek has, and does not know under the path of the profile, is not told to be gone', async ({
  admin,
  sandbox,
  startGateway,
  newDatabase,
}) => {
  const profileFile = join(folder, 'wrong-path.json');
  const wrong = { ...paths, delete: '/api/{version}/journey/{reference}' };
  writeFileSync(profileFile, JSON.stringify({ ...builtIn, paths: wrong }));
  const options = { env: { MITEK_PROFILE_FILE: profileFile }, database: await newDatabase() };
  const operator = admin.with({ gateway: await startGateway(options) });
  const { id, reference } = await createJourney(operator);
  const answer = await redact(operator, id);
  expect(outcomesOf(answer)).toEqual(['MITEK_JOURNEY NOT_POSSIBLE', 'GATEWAY_STORE ERASED']);
  expect(answer.receipt?.items[0]?.detail).toMatch(/paths\.delete.*Look for it at Mitek/);
  expect(await sandbox.journey(reference)).toMatchObject({ reference });

  // Of one that Mitek never confirmed it is what was to be expected.
  const heal = await sandbox.fault({ match: { path: '/request/create' }, reset: true });
  const uncertain = journeyInput();
  await operator.query(CreateJourneyDocument, { input: uncertain });
  await heal();
  const { id: lost } = await readJourney(operator, uncertain.reference ?? '');
  expect(outcomesOf(await redact(operator, lost))).toEqual(['MITEK_JOURNEY NOTHING_THERE', 'GATEWAY_STORE ERASED']);
});

describe('who asks, and how', () => {
  test('it takes the right to erase, which owners, support and backends do not have', async ({
    alice,
    support,
    sandbox,
    gateway,
    admin,
  }) => {
    const { id } = await alice.startVerification();
    await sandbox.finish(id);
    const backend = admin.with({ gateway, token: await backendToken(sandbox) });
    for (const person of [alice, support, backend]) {
      const { errors } = await person.query(RedactVerificationDocument, {
        input: { verificationId: id, reason: REASON },
      });
      expect(errors?.map(({ extensions }) => extensions.code)).toEqual(['FORBIDDEN']);
    }
    expect((await admin.ask(PersonalPartsDocument, { id })).verifyTransaction?.redactedAt).toBeNull();
  });

  test('a reason is needed, and a verification', async ({ admin, alice, sandbox }) => {
    const { id } = await alice.startVerification();
    await sandbox.finish(id);
    const codes = async (verificationId: string, reason: string) =>
      (await redact(admin, verificationId, reason)).userErrors.map(({ code, field }) => `${code} ${field?.join('.')}`);
    expect(await codes(id, ' no ')).toEqual(['OUT_OF_RANGE input.reason']);
    expect(await codes(id, 'x'.repeat(501))).toEqual(['OUT_OF_RANGE input.reason']);
    for (const unknown of [randomUUID(), 'nothing', '']) {
      expect(await codes(unknown, REASON)).toEqual(['NOT_FOUND input.verificationId']);
    }
  });
});

/** A service with every permission but that to erase. */
async function backendToken(sandbox: TestSandbox): Promise<string> {
  const clientId = `backend-${randomUUID()}`;
  return sandbox.token({
    user: clientId,
    clientId,
    scope: 'gateway:verify.read gateway:verify.write gateway:pii.read',
  });
}
