// Every field below a transaction and below a user, on every way there is to it, as each kind of viewer reads it: what the published rules
// say, no more and no less. What anyone else than the owner read of evidence stands in the audit log.
import { randomUUID } from 'node:crypto';
import { describe } from 'vitest';
import { test as base, expect } from '../support/fixtures.js';
import { type Answer, Person } from '../support/person.js';
import { TINY_JPEG } from '../support/published-example.js';
import type { TestSandbox } from '../support/sandbox.js';
import { noteValues } from './answers.js';
import { guardedFields, leftFor, mayRead, queryOf, type Rights, ruleOf, type Way, waysBelow } from './masking.js';
import { FULL_DOCUMENT, REQUIREMENTS } from './subjects.js';

/** Ways on which evidence is read. */
const EVIDENCE = /^verifyTransaction\.(?:verifiedData|governmentId|selfie|verifiedUserData|metadata|documents?)\b/;

interface ViewerRow {
  readonly name: string;
  readonly permissions: readonly string[];
  readonly is?: 'owner' | 'other user';
}

const ALL = [
  'USERS_READ',
  'USERS_WRITE',
  'VERIFY_READ',
  'VERIFY_WRITE',
  'VERIFY_APPROVE',
  'PII_READ',
  'PII_REVEAL',
  'MFA_READ',
  'MFA_WRITE',
  'MITEK_READ',
  'MITEK_WRITE',
  'AUDIT_READ',
  'SYSTEM_READ',
  'WEBHOOKS_READ',
  'WEBHOOKS_WRITE',
];
const SUPPORT = ['USERS_READ', 'VERIFY_READ', 'VERIFY_WRITE', 'MITEK_READ', 'MITEK_WRITE', 'MFA_READ', 'PII_REVEAL'];

/** Services hold exactly what their token's scopes say. */
const service = (...permissions: readonly string[]): ViewerRow => ({
  name: `a service with ${permissions.join(', ')}`,
  permissions,
});

const VIEWERS: readonly ViewerRow[] = [
  { name: 'the owner', permissions: [], is: 'owner' },
  { name: 'another user', permissions: [], is: 'other user' },
  { name: 'support', permissions: SUPPORT },
  { name: 'admin', permissions: [...ALL, 'PRIVACY_ERASE'] },
  { name: 'the backend service', permissions: ALL },
  service('VERIFY_READ'),
  service('USERS_READ'),
  service('PII_READ'),
  service('VERIFY_READ', 'PII_READ'),
  service('VERIFY_READ', 'PII_REVEAL'),
  service('VERIFY_READ', 'VERIFY_WRITE'),
  service('VERIFY_READ', 'AUDIT_READ'),
  service('USERS_READ', 'VERIFY_READ'),
  service('USERS_READ', 'VERIFY_READ', 'PII_READ'),
];

const WAYS: readonly Way[] = [...waysBelow('verifyTransaction'), ...waysBelow('user')];

/** Types of other questions than these: what the audit log tells, who one is oneself, what a native app is handed, devices. */
const OTHER_TYPES = /^(?:AuditEvent|Viewer|ExternalClientResponse|Device\w*|PairingKey|AuthenticationCode)\./;

type Arguments = Readonly<Record<string, string>>;

interface Question {
  readonly way: Way;
  readonly root: string;
  readonly document: string;
  readonly whole: Answer<Record<string, unknown>>;
}

interface World {
  readonly userId: string;
  /** Arguments by coordinate, for each of the transactions. */
  readonly subjects: readonly Arguments[];
  /** Each way with each transaction that it can lead to, and all that there is to read. */
  readonly questions: readonly Question[];
  readonly passedId: string;
  readonly viewers: Readonly<Record<string, Person>>;
  readonly admin: Person;
}

const test = base
  .override('env', { POLL_FAST_SECONDS: '3600', POLL_SLOW_SECONDS: '3600' })
  .override('knobs', { verifyRequestsPerMinute: 1_000_000, directoryRequestsPerSecond: 1_000_000 })
  .extend('world', { scope: 'file' }, async ({ sandbox, gateway }): Promise<World> => {
    const admin = new Person({ gateway, token: sandbox.ready.tokens.admin, userId: null });
    const userId = await fullUser(admin);
    const [passedId, failedId, collecting] = [
      await passed(admin, sandbox, userId),
      await approved(admin, sandbox, userId),
      await handedIn(admin, userId),
    ];
    const document = `id: "${collecting.documentId}"`;
    const subjectOf = (id: string) => ({
      'Query.verifyTransaction': `id: "${id}"`,
      'Query.user': `id: "${userId}"`,
      'VerifyTransaction.document': document,
    });
    const tokens = await Promise.all(
      VIEWERS.map(async (viewer) => [viewer.name, await tokenOf(viewer, sandbox, userId)] as const),
    );
    const viewers = Object.fromEntries(
      tokens.map(([name, token]) => [name, new Person({ gateway, token, userId: null })]),
    );
    const subjects = [passedId, failedId, collecting.id].map(subjectOf);
    const questions: Question[] = [];
    for (const way of WAYS) {
      const root = way.steps[0]?.name ?? '';
      for (const subject of root === 'user' ? subjects.slice(0, 1) : subjects) {
        const document = queryOf(way, subject);
        const whole = await admin.query<Record<string, unknown>, object>(document);
        if (whole.errors) throw new Error(`${way.name}: ${JSON.stringify(whole.errors)}`);
        questions.push({ way, root, document, whole });
      }
    }
    return { userId, passedId, admin, viewers, subjects, questions };
  });

describe.for(VIEWERS)('$name', (viewer) => {
  test('reads of every object on every way what the rules leave, and is told what they do not', async ({ world }) => {
    const wrong: object[] = [];
    for (const question of world.questions) {
      const answer = await personOf(world, viewer).query<Record<string, unknown>, object>(question.document);
      const [expected, actual] = [expectedOf(viewer, question), actualOf(answer, question.root)];
      if (JSON.stringify(actual) !== JSON.stringify(expected)) wrong.push({ way: question.way.name, expected, actual });
    }
    expect(wrong).toEqual([]);
  });

  test('leaves an audit entry for what of another’s evidence was read, and for nothing else', async ({ world }) => {
    const { passedId, admin } = world;
    const person = personOf(world, viewer);
    const { id } = (await person.ask<{ viewer: { id: string } }, object>('{ viewer { id } }')).viewer;
    const since = new Date().toISOString();
    const expected: string[] = [];
    for (const { way, root, document, whole } of world.questions) {
      if (!EVIDENCE.test(way.name) || !document.includes(passedId)) continue;
      await person.query(document);
      const shown = reaches(viewer, root) ? leftFor(rightsOf(viewer), root, whole.data?.[root]).shownEvidence : [];
      if (shown.length > 0) expected.push(shown.join());
    }
    const entries = await auditOf(admin, { actorId: id, action: 'verifyTransaction', occurredAfter: since });
    expect(entries.map(({ fields }) => fields.join()).sort()).toEqual(expected.sort());
    for (const entry of entries) {
      expect(entry).toMatchObject({ targetType: 'VerifyTransaction', targetId: passedId, user: { id: world.userId } });
      expect(entry).toMatchObject({ outcome: 'SUCCEEDED', reason: null });
    }
    if (viewer.is) expect(entries).toEqual([]);
  });
});

test('each guarded field has been there to be seen', async ({ world }) => {
  const seen = new Set<string>();
  for (const { whole } of world.questions) noteValues(whole.data, 'query', seen);
  const unseen = guardedFields().filter((coordinate) => !seen.has(coordinate) && !OTHER_TYPES.test(coordinate));
  expect(unseen).toEqual([]);
});

test('nobody without a token reads anything', async ({ world, gateway }) => {
  for (const { document } of world.questions) {
    const response = await fetch(gateway.graphql, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: document }),
    });
    const { data, errors } = (await response.json()) as Answer<unknown>;
    expect([response.status, data ?? null, errors?.[0]?.extensions.code]).toEqual([401, null, 'UNAUTHENTICATED']);
  }
});

function expectedOf(viewer: ViewerRow, { root, whole }: Question) {
  if (reaches(viewer, root)) {
    const { data: left, masked } = leftFor(rightsOf(viewer), root, whole.data?.[root]);
    return { left, masked, code: null };
  }
  return { left: null, masked: [], code: viewer.is ? null : 'FORBIDDEN' };
}

function actualOf({ data, errors, extensions }: Answer<Record<string, unknown>>, root: string) {
  const masked = Array.isArray(extensions?.masked) ? extensions.masked.map((path) => JSON.stringify(path)).sort() : [];
  return { left: shapeOf(data?.[root] ?? null), masked, code: errors?.[0]?.extensions.code ?? null };
}

/** Where values stand, whatever they are: some are made anew for each answer. */
function shapeOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(shapeOf);
  if (typeof value !== 'object' || value === null) return value === null ? null : 'a value';
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, shapeOf(part)]));
}

function rightsOf({ permissions, is }: ViewerRow): Rights {
  return { permissions, isOwner: is === 'owner' };
}

/** Whether the rule of a root field lets a viewer in. */
function reaches(viewer: ViewerRow, rootField: string): boolean {
  const root = WAYS.find(({ steps }) => steps[0]?.name === rootField)?.steps[0];
  const rule = root ? ruleOf(root) : null;
  return rule !== null && mayRead(rightsOf(viewer), rule);
}

function personOf({ viewers }: World, { name }: ViewerRow): Person {
  const person = viewers[name];
  if (!person) throw new Error(`Nobody is ${name}.`);
  return person;
}

async function tokenOf({ name, permissions, is }: ViewerRow, sandbox: TestSandbox, userId: string): Promise<string> {
  const { tokens } = sandbox.ready;
  if (is) return is === 'owner' ? sandbox.token({ user: userId }) : tokens.bob;
  if (name === 'support' || name === 'admin') return tokens[name];
  const clientId = `service-${randomUUID()}`;
  const scope = permissions.map((permission) => `gateway:${permission.toLowerCase().replaceAll('_', '.')}`).join(' ');
  return sandbox.token({ user: clientId, clientId, scope });
}

interface Entry {
  readonly action: string;
  readonly fields: readonly string[];
  readonly [field: string]: unknown;
}

async function auditOf(admin: Person, filter: object): Promise<readonly Entry[]> {
  const { auditLog } = await admin.ask<{ auditLog: { edges: readonly { node: Entry }[] } }, object>(
    `query ($filter: AuditLogFilter) {
      auditLog(filter: $filter, first: 100) { edges { node { action fields outcome reason targetType targetId user { id } } } }
    }`,
    { filter },
  );
  return auditLog.edges.map(({ node }) => node);
}

/** A user whose profile says everything that one can. */
async function fullUser(admin: Person): Promise<string> {
  const { createUser } = await admin.ask<{ createUser: { user: { id: string } } }, object>(
    'mutation ($input: CreateUserInput!) { createUser(input: $input) { user { id } } }',
    {
      input: {
        username: 'alice.full',
        email: 'alice.full@example.test',
        name: {
          given: 'Alice',
          middle: 'Marie',
          family: 'Anderson',
          formatted: 'Ms Alice Marie Anderson Jr.',
          honorificPrefix: 'Ms',
          honorificSuffix: 'Jr.',
        },
        phones: { primary: '+14155550134', mobile: '+14155552671' },
        address: {
          streetAddress: '4321 Main Street #407',
          locality: 'Hollywood',
          region: 'CA',
          postalCode: '90027',
          countryCode: 'US',
        },
        nickname: 'Ali',
        externalId: 'crm-4207',
      },
    },
  );
  return createUser.user.id;
}

const start = async (admin: Person, userId: string): Promise<string> => {
  const notification = { email: 'alice@example.test', phone: '+14155552671' };
  return (await admin.startVerification({ userId, notification, requirements: REQUIREMENTS })).id;
};

/** One that passed, with data and measurements of every kind. */
async function passed(admin: Person, sandbox: TestSandbox, userId: string): Promise<string> {
  const id = await start(admin, userId);
  await sandbox.finish(id);
  await sandbox.addEvidence(id, 'GOVERNMENT_ID', FULL_DOCUMENT, 2);
  await sandbox.addEvidence(id, 'VOICE_SAMPLE', { VOICE: Buffer.from('a sound').toString('base64') });
  const match = { probeValue: 'Alice', galleryValue: 'ALICE', rawScore: 0.97, confidence: 'HIGH' };
  await sandbox.addMetadata(id, 'BIOGRAPHIC_MATCH', 'BABEL_STREET', { detailedResults: { given_name: match } });
  return id;
}

/** One that failed, with the provider's messages, and was approved by hand for a reason. */
async function approved(admin: Person, sandbox: TestSandbox, userId: string): Promise<string> {
  const id = await start(admin, userId);
  await sandbox.finish(id, 'FAIL');
  const input = { transactionId: id, reason: 'Seen in person.' };
  await admin.ask<object, object>(
    'mutation ($input: ApproveVerifyTransactionInput!) { approveVerifyTransaction(input: $input) { userErrors { code } } }',
    { input },
  );
  return id;
}

/** One that is open, and for which an address was handed in. */
async function handedIn(admin: Person, userId: string): Promise<{ id: string; documentId: string }> {
  const id = await start(admin, userId);
  const input = { transactionId: id, type: 'SELFIE', value: TINY_JPEG };
  const { submitVerifyDocument } = await admin.ask<{ submitVerifyDocument: { document: { id: string } } }, object>(
    'mutation ($input: SubmitVerifyDocumentInput!) { submitVerifyDocument(input: $input) { document { id } } }',
    { input },
  );
  return { id, documentId: submitVerifyDocument.document.id };
}
