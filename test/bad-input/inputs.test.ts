// Values that a person or a client can put right: what each mutation answers in `userErrors`, and that nothing was made.
import { expect, test } from '../support/fixtures.js';
import type { Person } from '../support/person.js';
import type { TestSandbox } from '../support/sandbox.js';
import { CANARY, expectNoEcho, expectUnharmed } from './raw.js';

const ALLOWED = 'https://app.example.com';

test.override('env', { LOG_LEVEL: 'debug', REDIRECT_ORIGINS: ALLOWED });

const NOWHERE = '11111111-1111-4111-8111-111111111111';
const PNG = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
const LONG = (length: number) => CANARY.padEnd(length, 'x');
const MANY = (count: number, text: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => text(index));

/** What is wrong, in which code it is told, and at which field of the input. */
type Row = readonly [name: string, input: object, code: string, field: string, limit?: number];

const callback = (headers: readonly object[]) => ({ callback: { url: `${ALLOWED}/hook`, headers } });
const requirements = (values: object) => ({ requirements: values });

const START: readonly Row[] = [
  ['an unknown person', { userId: NOWHERE }, 'NOT_FOUND', 'userId'],
  ['a person id that is none', { userId: `../${CANARY}` }, 'NOT_FOUND', 'userId'],
  ['an empty person id', { userId: '' }, 'NOT_FOUND', 'userId'],
  ['a person id of 1 MB', { userId: LONG(1_000_000) }, 'NOT_FOUND', 'userId'],
  ['an unknown policy', { verifyPolicyId: NOWHERE }, 'VERIFY_POLICY_NOT_FOUND', 'verifyPolicyId'],
  ['a policy id that is none', { verifyPolicyId: CANARY }, 'VERIFY_POLICY_NOT_FOUND', 'verifyPolicyId'],
  ['an empty policy id', { verifyPolicyId: '' }, 'VERIFY_POLICY_NOT_FOUND', 'verifyPolicyId'],
  ['an empty reference', { reference: '' }, 'INVALID_VALUE', 'reference'],
  ['a reference with a blank', { reference: `${CANARY} 1` }, 'INVALID_VALUE', 'reference'],
  ['a reference of 101 characters', { reference: LONG(101) }, 'OUT_OF_RANGE', 'reference', 100],
  ['an empty challenge', { challenge: '' }, 'OUT_OF_RANGE', 'challenge', 1],
  ['a challenge of 101 characters', { challenge: LONG(101) }, 'OUT_OF_RANGE', 'challenge', 100],
  ['a mistyped phone number', { notification: { phone: CANARY } }, 'INVALID_VALUE', 'notification.phone'],
  ['a phone number too short', { notification: { phone: '+1512' } }, 'INVALID_VALUE', 'notification.phone'],
  ['a phone number too long', { notification: { phone: '+1512555123456789' } }, 'INVALID_VALUE', 'notification.phone'],
  ['a mistyped e-mail address', { notification: { email: `${CANARY}@` } }, 'INVALID_VALUE', 'notification.email'],
  ['no first name to compare', requirements({ givenName: [] }), 'REQUIRED_VALUE', 'requirements.givenName'],
  ['a blank last name', requirements({ familyName: ['Okay', ' '] }), 'INVALID_VALUE', 'requirements.familyName.1'],
  ['21 names', requirements({ name: MANY(21, (n) => `${CANARY}${n}`) }), 'OUT_OF_RANGE', 'requirements.name', 20],
  [
    'an address of 1,025 characters',
    requirements({ address: [LONG(1025)] }),
    'OUT_OF_RANGE',
    'requirements.address.0',
    1024,
  ],
  ['a birth that lies ahead', requirements({ birthDate: ['2999-01-01'] }), 'OUT_OF_RANGE', 'requirements.birthDate.0'],
  [
    'a mistyped address to prove',
    requirements({ emails: ['a@example.com', CANARY] }),
    'INVALID_VALUE',
    'requirements.emails.1',
  ],
  [
    '21 addresses',
    requirements({ emails: MANY(21, (n) => `a${n}@example.com`) }),
    'OUT_OF_RANGE',
    'requirements.emails',
    20,
  ],
  ['a mistyped number to prove', requirements({ phones: [CANARY] }), 'INVALID_VALUE', 'requirements.phones.0'],
  ['an empty selfie', requirements({ referenceSelfie: '' }), 'INVALID_VALUE', 'requirements.referenceSelfie'],
  [
    'a selfie that is no Base64',
    requirements({ referenceSelfie: `${CANARY}!` }),
    'INVALID_VALUE',
    'requirements.referenceSelfie',
  ],
  ['a selfie that is no JPEG', requirements({ referenceSelfie: PNG }), 'INVALID_VALUE', 'requirements.referenceSelfie'],
  [
    'a selfie above 5 MB',
    requirements({ referenceSelfie: '/9j/'.padEnd(7_100_000, 'A') }),
    'SIZE_LIMIT_EXCEEDED',
    'requirements.referenceSelfie',
    5_242_880,
  ],
  ['a redirect without TLS', { redirect: { url: `http://${CANARY}.example` } }, 'INVALID_VALUE', 'redirect.url'],
  ['a redirect into a script', { redirect: { url: `javascript:${CANARY}` } }, 'INVALID_VALUE', 'redirect.url'],
  [
    'a redirect with a password',
    { redirect: { url: `https://u:${CANARY}@app.example.com` } },
    'INVALID_VALUE',
    'redirect.url',
  ],
  ['a redirect elsewhere', { redirect: { url: `https://${CANARY}.example` } }, 'INVALID_VALUE', 'redirect.url'],
  [
    'a redirect message of 257 characters',
    { redirect: { url: ALLOWED, message: LONG(257) } },
    'OUT_OF_RANGE',
    'redirect.message',
    256,
  ],
  ['a callback without TLS', { callback: { url: `http://${CANARY}.example` } }, 'INVALID_VALUE', 'callback.url'],
  ['a callback elsewhere', { callback: { url: `https://${CANARY}.example` } }, 'INVALID_VALUE', 'callback.url'],
  [
    'a header name that is none',
    callback([{ name: `${CANARY} `, value: 'x' }]),
    'INVALID_VALUE',
    'callback.headers.0.name',
  ],
  [
    'a header that is not the caller’s',
    callback([{ name: 'Host', value: CANARY }]),
    'INVALID_VALUE',
    'callback.headers.0.name',
  ],
  [
    'a header twice',
    callback([
      { name: 'x-a', value: '1' },
      { name: 'X-A', value: CANARY },
    ]),
    'INVALID_VALUE',
    'callback.headers.1.name',
  ],
  [
    'a header that breaks the line',
    callback([{ name: 'x-a', value: `1\r\n${CANARY}: 1` }]),
    'INVALID_VALUE',
    'callback.headers.0.value',
  ],
  [
    '21 headers',
    callback(MANY(21, (n) => `x-${n}`).map((name) => ({ name, value: CANARY }))),
    'OUT_OF_RANGE',
    'callback.headers',
    20,
  ],
  ['an empty key', { idempotencyKey: '' }, 'OUT_OF_RANGE', 'idempotencyKey', 1],
  ['a key of 256 characters', { idempotencyKey: LONG(256) }, 'OUT_OF_RANGE', 'idempotencyKey', 255],
];

const START_DOCUMENT = `mutation($input: CreateVerifyTransactionInput!) {
  answer: createVerifyTransaction(input: $input) { made: verifyTransaction { id } userErrors { code field limit message } }
}`;

test.for(START)('createVerifyTransaction with %s', async ([, input, code, field, limit], { admin, alice, sandbox }) => {
  await sandbox.clearRequests();
  await expectRefusal(admin, START_DOCUMENT, { userId: alice.id, ...input }, code, field, limit);
  expect((await created(sandbox)).every(({ status }) => Number(status) >= 400)).toBe(true);
});

test('a policy that compares faces without a document needs a reference selfie', async ({ admin, alice, sandbox }) => {
  const input = { userId: alice.id, verifyPolicyId: sandbox.policies.selfieOnly };
  await expectRefusal(admin, START_DOCUMENT, input, 'REFERENCE_SELFIE_REQUIRED', 'requirements.referenceSelfie');
});

test('a reference and a key can be used once', async ({ admin, alice }) => {
  const once = { userId: alice.id, reference: 'order-4711', idempotencyKey: 'first' };
  await admin.startVerification(once);
  const again = { userId: alice.id, reference: 'order-4711' };
  await expectRefusal(admin, START_DOCUMENT, again, 'UNIQUENESS_VIOLATION', 'reference');
  const other = { ...once, reference: 'order-4712' };
  await expectRefusal(admin, START_DOCUMENT, other, 'IDEMPOTENCY_CONFLICT', 'idempotencyKey');
});

test('everything wrong with an input is told at once', async ({ admin, alice }) => {
  const input = { userId: alice.id, reference: ' ', challenge: '', notification: { phone: CANARY, email: CANARY } };
  const { answer } = await admin.ask<Refused, object>(START_DOCUMENT, { input });
  expect(answer.userErrors.map(({ field }) => field.join('.'))).toEqual([
    'input.reference',
    'input.challenge',
    'input.notification.phone',
    'input.notification.email',
  ]);
});

test.for([
  ['requirements', { requirements: { givenName: [CANARY] } }],
  ['callback', { callback: { url: `${ALLOWED}/${CANARY}` } }],
  ['notification', { notification: { email: `${CANARY}@example.com` } }],
] as const)('an end user does not decide on %s', async ([field, input], { alice }) => {
  await expectRefusal(alice, START_DOCUMENT, { userId: alice.id, ...input }, 'INVALID_VALUE', field);
});

const USER: readonly Row[] = [
  ['no name', { username: '' }, 'OUT_OF_RANGE', 'username', 1],
  ['a blank name', { username: '  ' }, 'INVALID_VALUE', 'username'],
  ['a name of 129 characters', { username: LONG(129) }, 'OUT_OF_RANGE', 'username', 128],
  ['a name that is taken', { username: 'alice' }, 'UNIQUENESS_VIOLATION', 'username'],
  ['a mistyped e-mail address', { email: CANARY }, 'INVALID_VALUE', 'email'],
  ['a mistyped number', { phones: { primary: CANARY } }, 'INVALID_VALUE', 'phones.primary'],
  ['a number too short', { phones: { mobile: '12' } }, 'INVALID_VALUE', 'phones.mobile'],
  ['a first name of 257 characters', { name: { given: LONG(257) } }, 'OUT_OF_RANGE', 'name.given', 256],
  ['a last name of 257 characters', { name: { family: LONG(257) } }, 'OUT_OF_RANGE', 'name.family', 256],
  ['a nickname of 257 characters', { nickname: LONG(257) }, 'OUT_OF_RANGE', 'nickname', 256],
  ['a title of 257 characters', { title: LONG(257) }, 'OUT_OF_RANGE', 'title', 256],
  ['an external id of 1,025 characters', { externalId: LONG(1025) }, 'OUT_OF_RANGE', 'externalId', 1024],
  ['a post code of 41 characters', { address: { postalCode: LONG(41) } }, 'OUT_OF_RANGE', 'address.postalCode', 40],
  ['a country in small letters', { address: { countryCode: 'us' } }, 'INVALID_VALUE', 'address.countryCode'],
  ['a country of three letters', { address: { countryCode: 'USA' } }, 'INVALID_VALUE', 'address.countryCode'],
  ['a population that is none', { populationId: CANARY }, 'INVALID_VALUE', 'populationId'],
  ['an empty population id', { populationId: '' }, 'INVALID_VALUE', 'populationId'],
  ['a time zone that is none', { timezone: CANARY }, 'INVALID_VALUE', 'timezone'],
  ['an empty key', { idempotencyKey: '' }, 'OUT_OF_RANGE', 'idempotencyKey', 1],
];

const USER_DOCUMENT = `mutation($input: CreateUserInput!) {
  answer: createUser(input: $input) { made: user { id } userErrors { code field limit message } }
}`;

test.for(USER)('createUser with %s', async ([, input, code, field, limit], { admin }) => {
  await expectRefusal(admin, USER_DOCUMENT, { username: 'newcomer', ...input }, code, field, limit);
});

const APPROVE: readonly Row[] = [
  ['two characters of reason', { reason: 'ok' }, 'OUT_OF_RANGE', 'reason', 3],
  ['a blank reason', { reason: '     ' }, 'OUT_OF_RANGE', 'reason', 3],
  ['501 characters of reason', { reason: LONG(501) }, 'OUT_OF_RANGE', 'reason', 500],
  ['a transaction that does not exist', { transactionId: NOWHERE }, 'NOT_FOUND', 'transactionId'],
  ['an id that is none', { transactionId: `../${CANARY}` }, 'NOT_FOUND', 'transactionId'],
  ['a person who does not exist', { transactionId: NOWHERE, userId: CANARY }, 'NOT_FOUND', 'transactionId'],
  ['a transaction that nobody has begun', {}, 'TRANSACTION_NOT_ACTIONABLE', 'transactionId'],
];

const APPROVE_DOCUMENT = `mutation($input: ApproveVerifyTransactionInput!) {
  answer: approveVerifyTransaction(input: $input) { made: verifyTransaction { id } userErrors { code field limit message } }
}`;

test.for(APPROVE)('approveVerifyTransaction with %s', async ([, input, code, field, limit], { admin, alice }) => {
  const { id } = await alice.startVerification();
  const sound = { transactionId: id, reason: 'Seen in person.' };
  await expectRefusal(admin, APPROVE_DOCUMENT, { ...sound, ...input }, code, field, limit);
});

test('what is approved already cannot be approved again', async ({ admin, alice, sandbox }) => {
  const { id } = await alice.startVerification();
  await sandbox.finish(id, 'SUCCESS');
  const input = { transactionId: id, reason: 'Seen in person.' };
  await expectRefusal(admin, APPROVE_DOCUMENT, input, 'TRANSACTION_NOT_ACTIONABLE', 'transactionId');
});

test.for([
  [
    'a day that no calendar has',
    { userId: '1', requirements: { birthDate: ['2023-02-30'] } },
    'input.requirements.birthDate[0]',
  ],
  ['an address that is no URL', { userId: '1', redirect: { url: CANARY } }, 'input.redirect.url'],
  ['a list in place of an object', { userId: '1', requirements: [CANARY] }, 'input.requirements'],
  ['a number for an e-mail address', { userId: '1', notification: { email: 4711 } }, 'input.notification.email'],
  ['a device that does not exist', { userId: '1', deviceOsType: CANARY }, 'input.deviceOsType'],
] as const)('%s does not fit its type: BAD_USER_INPUT', async ([, input, path], { admin }) => {
  const { status, errors = [] } = await admin.query(START_DOCUMENT, { input });
  expectNoEcho(JSON.stringify(errors));
  expect(status).toBe(400);
  expect(errors).toMatchObject([
    {
      message: expect.stringContaining(`Variable "$input" has an invalid value at "${path}": `),
      extensions: { code: 'BAD_USER_INPUT' },
    },
  ]);
});

test('U+0000, and half a character, which no store holds, are refused wherever they stand', async ({
  admin,
  alice,
}) => {
  const texts = ['\0', 'a\0b', '\ud800', 'a\udc00b'].flatMap((text) => [
    { challenge: text },
    { requirements: { name: [text] } },
    { userId: text },
    { idempotencyKey: text },
  ]);
  for (const input of texts) {
    const { status, errors } = await admin.query(START_DOCUMENT, { input: { userId: alice.id, ...input } });
    expect([status, errors?.[0]?.extensions.code]).toEqual([400, 'BAD_USER_INPUT']);
  }
  const { errors } = await admin.query('{ user(id: "\\u0000") { id } }');
  expect(errors?.[0]?.extensions.code).toBe('GRAPHQL_VALIDATION_FAILED');
});

const IDS = [CANARY, '', '.', '..', 'a/b', '%2e%2e', '?a=b', '#', LONG(257), LONG(1_000_000)];

test.for(IDS.map((id) => [id.slice(0, 12), id] as const))('%j is the id of nothing', async ([, id], { admin }) => {
  const document = `query($id: ID!) {
    user(id: $id) { id } verifyTransaction(id: $id) { id } verifyPolicy(id: $id) { id } named: verifyTransaction(id: "1", userId: $id) { id }
  }`;
  const { data } = await admin.query(document, { id });
  expect(data).toEqual({ user: null, verifyTransaction: null, verifyPolicy: null, named: null });
});

const PAGES = [
  ['users', 'users(first: $first, after: $after) { totalCount }'],
  ['verifyTransactions', 'user(id: $user) { verifyTransactions(first: $first, after: $after) { totalCount } }'],
  ['timeline', 'verifyTransaction(id: $transaction) { timeline(first: $first, after: $after) { totalCount } }'],
] as const;

test.for(PAGES)(
  '%s: a page has 1 to 100 items and begins at a cursor of its own list',
  async ([, selection], { admin, alice }) => {
    const transaction = await alice.startVerification();
    const document = `query($first: Int! = 20, $after: String, $user: ID!, $transaction: ID!) {
    ${selection} ... @include(if: false) { user(id: $user) { id } verifyTransaction(id: $transaction) { id } }
  }`;
    const asking = async (page: object) => {
      const { errors } = await admin.query(document, { user: alice.id, transaction: transaction.id, ...page });
      expectNoEcho(JSON.stringify(errors ?? []));
      return errors?.map(({ extensions }) => extensions.code);
    };
    for (const first of [0, -1, 101]) expect(await asking({ first })).toEqual(['BAD_USER_INPUT']);
    for (const first of [1, 100]) expect(await asking({ first })).toBeUndefined();
    const ofAnotherList = await cursorElsewhere(admin, selection.startsWith('users'), transaction.id);
    for (const after of ['', CANARY, '====', LONG(100_000), ofAnotherList, `${ofAnotherList}A`]) {
      expect(await asking({ after })).toEqual(['CURSOR_INVALID']);
    }
  },
);

test.for(['search', 'username', 'email', 'externalId', 'populationId'])(
  'a filter by %s takes no text that cannot be sent on',
  async (name, { admin }) => {
    const document = 'query($filter: UserFilter) { users(filter: $filter) { totalCount } }';
    for (const text of [LONG(257), `${CANARY}\u0007`, '\ud800']) {
      const { errors } = await admin.query(document, { filter: { [name]: text } });
      expectNoEcho(JSON.stringify(errors));
      expect(errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
    }
    // Text that would end the literal of a filter, were it glued in, finds nobody.
    const { data } = await admin.query(document, { filter: { [name]: 'x" or username pr or username eq "' } });
    expect(data).toEqual({ users: { totalCount: 0 } });
  },
);

test('after all that the gateway works, and has written down none of it', async ({ gateway, admin }) => {
  await expectUnharmed(gateway, admin.token);
});

interface Refused {
  readonly answer: {
    readonly made: object | null;
    readonly userErrors: readonly {
      readonly code: string;
      readonly field: readonly string[];
      readonly limit: number | null;
      readonly message: string;
    }[];
  };
}

async function expectRefusal(
  person: Person,
  document: string,
  input: object,
  code: string,
  field: string,
  limit: number | null = null,
): Promise<void> {
  const { answer } = await person.ask<Refused, object>(document, { input });
  expectNoEcho(JSON.stringify(answer));
  expect(answer.made).toBeNull();
  expect(answer.userErrors).toEqual([
    { code, field: ['input', ...field.split('.')], limit, message: expect.stringMatching(/^[A-Z].*\.$/) },
  ]);
}

async function created(sandbox: TestSandbox) {
  return (await sandbox.requests()).filter(
    ({ method, path }) => method === 'POST' && path.endsWith('/verifyTransactions'),
  );
}

/** A cursor that is good, but not for the list in question. */
async function cursorElsewhere(admin: Person, forUsers: boolean, transactionId: string): Promise<string> {
  const document = forUsers
    ? `{ verifyTransaction(id: "${transactionId}") { list: timeline { pageInfo { endCursor } } } }`
    : '{ list: users { pageInfo { endCursor } } }';
  const data = await admin.ask<Record<string, unknown>, object>(document);
  const cursor = /"endCursor":"([^"]+)"/.exec(JSON.stringify(data))?.[1];
  if (cursor === undefined) throw new Error('There is no cursor to borrow.');
  return cursor;
}
