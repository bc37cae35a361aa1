// Every field of Mitek journeys with a rule, on every way there is to one, as each kind of viewer reads it: by itself, among the verifications of
// both vendors, below a user, in what a mutation answers and in what subscriptions push. And the secrets of outgoing webhooks, told once.
import { isObjectType } from 'graphql';
import { describe } from 'vitest';
import { test as base, expect } from '../support/fixtures.js';
import { callBack, createJourney, journeyThat } from '../support/journeys.js';
import { Person } from '../support/person.js';
import { TINY_JPEG } from '../support/published-example.js';
import { NO_REQUEST_LIMITS, type TestSandbox } from '../support/sandbox.js';
import { noteValues, schema } from './answers.js';
import { guardedFields, type Operation, typesOn, type Way, waysBelow } from './masking.js';
import {
  type Arguments,
  actualOf,
  askAs,
  askWhole,
  EVERYONE,
  expectedOf,
  forEachOf,
  type Question,
  reaches,
  service,
  signIn,
  type ViewerRow,
} from './masking-check.js';

const VIEWERS: readonly ViewerRow[] = [
  ...EVERYONE,
  service('MITEK_READ'),
  service('MITEK_WRITE'),
  service('PII_READ'),
  service('MITEK_READ', 'PII_READ'),
  service('MITEK_READ', 'PII_REVEAL'),
  service('MITEK_READ', 'MITEK_WRITE'),
  service('MITEK_WRITE', 'PII_READ'),
  service('MITEK_READ', 'AUDIT_READ'),
  service('VERIFY_READ', 'MITEK_READ'),
  service('VERIFY_READ', 'MITEK_READ', 'PII_READ'),
  service('USERS_READ', 'MITEK_READ'),
  service('USERS_READ', 'VERIFY_READ', 'MITEK_READ', 'MITEK_WRITE', 'PII_READ'),
  service('WEBHOOKS_READ'),
  service('WEBHOOKS_WRITE'),
];

const leadsOver = (type: string) => (way: Way) => typesOn(way).includes(type);

/** All below a journey, and all that leads over one. */
const QUERIES: readonly Way[] = [...waysBelow('mitekJourney'), ...waysBelow('user').filter(leadsOver('MitekJourney'))];
/** What stands below the user of a new journey is read above. */
const MUTATIONS: readonly Way[] = [
  ...waysBelow('createMitekJourney', 'mutation').filter((way) => way.steps.length > 1 && !leadsOver('User')(way)),
  ...['createWebhookEndpoint', 'rotateWebhookSecret'].flatMap((root) => waysBelow(root, 'mutation')),
];

/** Types and fields that this test is about. */
const OURS = /^Mitek\w+\.|^User\.(?:mitekJourneys|verifications)$|Webhook\w+Payload\.secret$/;

const DOCUMENT = `firstName lastName fullName documentNumber personalNumber birthDate placeOfBirth issueDate expirationDate issuer country
  nationality gender address`;
const ANY_VERIFICATION = `__typename id ... on MitekJourney {
  journeyUrl name email phone note verificationData { score name picture documents { type ${DOCUMENT} } }
  user { username email mitekJourneys { totalCount } } timeline { edges { node { reason actor { displayName } } } }
}`;

/** Words that are nowhere but in the personal data of the journeys of this test. */
const CANARIES = [
  'Quistorp',
  'Zwenger',
  'zwenger.q@example.org',
  '7911654321',
  'Ottendorfer note',
  'K-4207-Q',
  'Zwiesel',
];
const PERSON = { name: 'Zwenger Quistorp', note: 'Ottendorfer note' };
const FINDINGS = {
  score: 0.93,
  confirmed: true,
  results: {
    name: 'Zwenger Quistorp',
    picture: TINY_JPEG,
    scores: { liveness: 0.9 },
    documentResults: [
      {
        type: 'passport',
        firstName: 'Zwenger',
        lastName: 'Quistorp',
        fullName: 'Zwenger Quistorp',
        documentNumber: 'K-4207-Q',
        personalNumber: 'K-4207-Q-1',
        birthDate: '1984-08-02',
        placeOfBirth: 'Zwiesel',
        issueDate: '2020-01-02',
        expiryDate: '2030-01-01',
        issuer: 'Stadt Zwiesel',
        country: 'DEU',
        nationality: 'DEU',
        gender: 'F',
        address: 'Stadtplatz 27, Zwiesel',
      },
    ],
  },
};

/** How many questions are asked at the same time. */
const AT_ONCE = 6;

interface World {
  readonly personOf: (viewer: ViewerRow) => Person;
  readonly admin: Person;
  /** Each way with each journey, and all that there is to read. */
  readonly questions: readonly Question[];
}

const test = base
  .override('env', { LOG_LEVEL: 'debug', POLL_FAST_SECONDS: '3600', POLL_SLOW_SECONDS: '3600' })
  .override('knobs', { dwellMs: 20, ...NO_REQUEST_LIMITS })
  .extend('world', { scope: 'file' }, async ({ sandbox, gateway }): Promise<World> => {
    const admin = new Person({ gateway, token: sandbox.ready.tokens.admin, userId: null });
    const userId = await userWithContacts(admin);
    const decided = await createJourney(admin, { ...PERSON, userId, email: 'zwenger.q@example.org' });
    await called(sandbox, decided.reference, { ...FINDINGS, status: 'COMPLETED', result: 'PASS' });
    await journeyThat(admin, decided.reference, 'it is decided', ({ lifecycle }) => lifecycle === 'FINISHED');
    const byText = { deliveryMethod: 'SMS', email: undefined, phone: '+447911654321' } as const;
    const underWay = await createJourney(admin, { ...PERSON, ...byText, userId });
    await called(sandbox, underWay.reference, { ...FINDINGS, status: 'CONFIRMATION' });
    await journeyThat(admin, underWay.reference, 'it is under review', ({ lifecycle }) => lifecycle === 'IN_REVIEW');

    const endpointId = await newEndpoint(admin);
    const subjectOf = (id: string): Arguments => ({
      'Query.mitekJourney': `id: "${id}"`,
      'Query.user': `id: "${userId}"`,
      'Mutation.createMitekJourney': `input: { name: "${PERSON.name}", deliveryMethod: EMAIL, email: "zwenger.q@example.org", note: "${PERSON.note}", useDefaults: true }`,
      'Mutation.createWebhookEndpoint': 'input: { url: "https://hooks.example.test/" }',
      'Mutation.rotateWebhookSecret': `input: { id: "${endpointId}", overlapHours: 0 }`,
      // Ways that lead from the user of a journey to what is no part of this test.
      'VerifyTransaction.document': 'id: "00000000-0000-4000-8000-000000000000"',
    });
    const [one, other] = [subjectOf(decided.id), subjectOf(underWay.id)];
    const toAsk = [...QUERIES, ...MUTATIONS].flatMap((way) => {
      const hasOther = way.steps[0]?.name === 'mitekJourney' && !leadsOver('User')(way);
      return (hasOther ? [one, other] : [one]).map((subject) => ({ way, subject }));
    });
    const amongBoth = [
      ...[decided.id, underWay.id].map((id) => `query { verification(id: "${id}") { ${ANY_VERIFICATION} } }`),
      `query { verifications(filter: { userId: "${userId}" }) { edges { node { ${ANY_VERIFICATION} } } } }`,
      `query { user(id: "${userId}") { verifications { edges { node { ${ANY_VERIFICATION} } } } } }`,
      ...[decided.id, underWay.id].map(
        (id) => `subscription { mitekJourneyStatusChanged(id: "${id}") { verification { ${ANY_VERIFICATION} } } }`,
      ),
      `subscription { verificationStatusChanged(userId: "${userId}") { verification { ${ANY_VERIFICATION} } } }`,
    ];
    const questions = [
      ...(await forEachOf(toAsk, AT_ONCE, ({ way, subject }) => askWhole(admin, way, subject))),
      ...(await forEachOf(amongBoth, AT_ONCE, (document) => askAnywhere(admin, document))),
    ];
    return { personOf: await signIn(VIEWERS, sandbox, gateway, userId), admin, questions };
  });

describe.for(VIEWERS)('$name', (viewer) => {
  test('is given of every journey on every way what the rules leave, and is told what they do not', async ({
    world,
  }) => {
    const judge = async (question: Question) => {
      const answer = await askAs(world.personOf(viewer), question);
      const [expected, actual] = [expectedOf(viewer, question), actualOf(answer, question)];
      const { operation, name } = question.way;
      return JSON.stringify(actual) === JSON.stringify(expected) ? [] : [{ operation, name, expected, actual }];
    };
    const wrong = (await forEachOf(world.questions, AT_ONCE, judge)).flat();
    expect(wrong).toEqual([]);
  });
});

test('each guarded field has been there to be seen, and each root field has let someone in and kept someone out', async ({
  world,
}) => {
  const seen = new Set<string>();
  for (const { way, whole } of world.questions)
    if (way.operation !== 'subscription') noteValues(whole.data, way.operation, seen);
  expect(guardedFields().filter((coordinate) => OURS.test(coordinate) && !seen.has(coordinate))).toEqual([]);
  const judged = world.questions.map(({ way }) => VIEWERS.map((viewer) => reaches(viewer, way)));
  expect(judged.filter((verdicts) => !verdicts.includes(true) || !verdicts.includes(false))).toEqual([]);
});

test('the secrets of webhooks are told where they are made and nowhere else', async ({ world, gateway }) => {
  const { admin, questions } = world;
  const secrets = questions.flatMap(({ whole }) =>
    [...JSON.stringify(whole.data).matchAll(/whsec_[\w+/=]+/g)].map(String),
  );
  expect(secrets).toHaveLength(2);
  const told = await admin.ask<object, object>(`{
    webhookEndpoints { id url description eventTypes liveSecrets }
    webhookDeliveries(first: 100) { edges { node { id status endpoint { id url } attempts { failure } } } }
    auditLog(first: 100) { edges { node { action targetType targetId fields reason hash } } }
  }`);
  for (const secret of secrets) {
    const bare = secret.replace('whsec_', '');
    expect(JSON.stringify(told)).not.toContain(bare);
    expect(gateway.logs()).not.toContain(bare);
  }
  expect(JSON.stringify(told)).not.toContain('whsec_');
  expect(gateway.logs()).not.toContain('whsec_');
});

test('after all that nothing personal stands in the log, the metrics, the audit log, or in what others watch', async ({
  world,
  gateway,
}) => {
  const { auditLog } = await world.admin.ask<{ auditLog: { edges: readonly object[] } }, object>(`{
    auditLog(first: 100) { edges { node {
      action outcome targetType targetId fields reason requestId ipAddress userAgent hash previousHash actor { id displayName } user { id }
    } } }
  }`);
  expect(auditLog.edges.length).toBeGreaterThan(20);
  const metrics = await (await fetch(`${gateway.url}/metrics`)).text();
  expect(metrics).toContain('idgw_callbacks_total');
  const { webhookDeliveries } = await world.admin.ask<{ webhookDeliveries: object }, object>(
    '{ webhookDeliveries(first: 100) { edges { node { id eventType verificationId attempts { failure } } } } }',
  );
  const everything = [JSON.stringify(auditLog), metrics, JSON.stringify(webhookDeliveries), gateway.logs()].join('\n');
  expect([...CANARIES, 'checkid/request'].filter((word) => everything.includes(word))).toEqual([]);
});

/** A question to a field whose objects can be of either vendor. */
async function askAnywhere(admin: Person, document: string): Promise<Question> {
  const [, operation = '', root = ''] = /^(\w+) \{ (\w+)/.exec(document) ?? [];
  const type = schema.getType('MitekJourney');
  const parent = operation === 'query' ? schema.getQueryType() : schema.getSubscriptionType();
  const field = parent?.getFields()[root];
  if (!field || !isObjectType(type)) throw new Error(`There is no ${root}.`);
  const way: Way = { name: document, operation: operation as Operation, steps: [field], type };
  const whole = await askAs(admin, { way, document });
  if (whole.errors || !JSON.stringify(whole.data).includes(PERSON.name))
    throw new Error(`${document}: nothing to see.`);
  return { way, root, document, whole };
}

/** Calls the gateway back as Mitek does. */
async function called(sandbox: TestSandbox, reference: string, body: object): Promise<void> {
  const { callbackUrl } = await sandbox.journey(reference);
  const { status } = await callBack(callbackUrl ?? '', { ...body, reference });
  if (status !== 200) throw new Error(`The callback was answered with ${status}.`);
}

async function userWithContacts(admin: Person): Promise<string> {
  const { createUser } = await admin.ask<{ createUser: { user: { id: string } } }, object>(
    'mutation ($input: CreateUserInput!) { createUser(input: $input) { user { id } } }',
    {
      input: {
        username: 'journeys',
        email: 'journeys@example.test',
        name: { given: 'Ada', family: 'Byron' },
        phones: { primary: '+14155550134' },
        address: { locality: 'London', countryCode: 'GB' },
      },
    },
  );
  return createUser.user.id;
}

async function newEndpoint(admin: Person): Promise<string> {
  const { createWebhookEndpoint: made } = await admin.ask<
    { createWebhookEndpoint: { webhookEndpoint: { id: string } } },
    object
  >('mutation { createWebhookEndpoint(input: { url: "https://hooks.example.test/" }) { webhookEndpoint { id } } }');
  return made.webhookEndpoint.id;
}
