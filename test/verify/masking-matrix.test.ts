// Every field below a transaction and below a user, on every way there is to it, as each kind of viewer reads it: what the published rules
// say, no more and no less. What anyone else than the owner read of evidence stands in the audit log.
import { describe } from 'vitest';
import { test as base, expect } from '../support/fixtures.js';
import { type Answer, Person } from '../support/person.js';
import { TINY_JPEG } from '../support/published-example.js';
import { NO_REQUEST_LIMITS, type TestSandbox } from '../support/sandbox.js';
import { noteValues } from './answers.js';
import { guardedFields, leftFor, typesOn, type Way, waysBelow } from './masking.js';
import {
  type Arguments,
  actualOf,
  askWhole,
  EVERYONE,
  expectedOf,
  forEachOf,
  type Question,
  reaches,
  rightsOf,
  service,
  signIn,
  type ViewerRow,
} from './masking-check.js';
import { FULL_DOCUMENT, REQUIREMENTS } from './subjects.js';

/** Ways on which evidence is read. */
const EVIDENCE =
  /^verifyTransaction\.(?:requirements|notifications|verifiedData|governmentId|selfie|verifiedUserData|metadata|documents?)\b/;

const VIEWERS: readonly ViewerRow[] = [
  ...EVERYONE,
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

/** Ways to devices have a test of their own, and journeys are no part of Verify. */
const OTHER_WAYS = ['Device', 'DeviceSettings', 'MitekJourney'];
const WAYS: readonly Way[] = [...waysBelow('verifyTransaction'), ...waysBelow('user')].filter(
  (way) => !typesOn(way).some((type) => OTHER_WAYS.includes(type)),
);

/** Of users, but about devices and journeys. */
const OTHER_FIELDS = ['User.devices', 'User.defaultDevice', 'User.deviceSettings', 'User.mitekJourneys'];

/** How many questions are asked at the same time. */
const AT_ONCE = 6;

interface World {
  readonly userId: string;
  /** Arguments by coordinate, for each of the transactions. */
  readonly subjects: readonly Arguments[];
  /** Each way with each transaction that it can lead to, and all that there is to read. */
  readonly questions: readonly Question[];
  readonly passedId: string;
  readonly personOf: (viewer: ViewerRow) => Person;
  readonly admin: Person;
}

const test = base
  .override('env', { POLL_FAST_SECONDS: '3600', POLL_SLOW_SECONDS: '3600' })
  .override('knobs', NO_REQUEST_LIMITS)
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
    const personOf = await signIn(VIEWERS, sandbox, gateway, userId);
    const subjects = [passedId, failedId, collecting.id].map(subjectOf);
    const toAsk = WAYS.flatMap((way) => {
      const fitting = way.steps[0]?.name === 'user' ? subjects.slice(0, 1) : subjects;
      return fitting.map((subject) => ({ way, subject }));
    });
    const questions = await forEachOf(toAsk, AT_ONCE, ({ way, subject }) => askWhole(admin, way, subject));
    return { userId, passedId, admin, personOf, subjects, questions };
  });

describe.for(VIEWERS)('$name', (viewer) => {
  test('reads of every object on every way what the rules leave, and is told what they do not', async ({ world }) => {
    const judge = async (question: Question) => {
      const answer = await world.personOf(viewer).query<Record<string, unknown>, object>(question.document);
      const [expected, actual] = [expectedOf(viewer, question), actualOf(answer, question)];
      return JSON.stringify(actual) === JSON.stringify(expected) ? [] : [{ way: question.way.name, expected, actual }];
    };
    const wrong = (await forEachOf(world.questions, AT_ONCE, judge)).flat();
    expect(wrong).toEqual([]);
  });

  test('leaves an audit entry for what of another’s evidence was read, and for nothing else', async ({ world }) => {
    const { passedId, admin } = world;
    const person = world.personOf(viewer);
    const { id } = (await person.ask<{ viewer: { id: string } }, object>('{ viewer { id } }')).viewer;
    const since = new Date().toISOString();
    const expected: string[] = [];
    for (const { way, root, document, whole } of world.questions) {
      if (!EVIDENCE.test(way.name) || !document.includes(passedId)) continue;
      await person.query(document);
      const shown = reaches(viewer, way) ? leftFor(rightsOf(viewer), root, whole.data?.[root]).shownEvidence : [];
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
  const types = new Set(WAYS.map(({ type }) => type.name));
  const unseen = guardedFields().filter(
    (coordinate) =>
      types.has(coordinate.split('.')[0] ?? '') && !seen.has(coordinate) && !OTHER_FIELDS.includes(coordinate),
  );
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
