// createMitekJourney with values that a person or a client can put right, or that no client should send: what is answered, that nothing of it
// comes back, and that nothing reached Mitek.
import { randomUUID } from 'node:crypto';
import { expect, test } from '../support/fixtures.js';
import { createJourney } from '../support/journeys.js';
import type { Person } from '../support/person.js';
import type { TestSandbox } from '../support/sandbox.js';
import { CANARY, expectNoEcho, expectUnharmed } from './raw.js';

test.override('env', { LOG_LEVEL: 'debug' });

const LONG = (length: number) => CANARY.padEnd(length, 'x');
const MANY = (count: number, text: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => text(index));

/** What is wrong, in which code it is told, and at which field of the input. */
type Row = readonly [name: string, input: object, code: string, field: string, limit?: number];

const SCOPE = { selfie: true, documents: true, attachments: true };
const scope = (changes: object) => ({ scope: { ...SCOPE, ...changes } });
/** `YYYY-MM-DD`, so many days from now. */
const dayIn = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
const text = (phone: string) => ({ deliveryMethod: 'SMS', email: null, phone });

const ROWS: readonly Row[] = [
  ['an empty name', { name: '' }, 'REQUIRED_VALUE', 'name'],
  ['a blank name', { name: ' \u00a0\u2003 ' }, 'REQUIRED_VALUE', 'name'],
  ['two words without letters', { name: '12 34' }, 'INVALID_VALUE', 'name'],
  ['two words and a picture between them', { name: `${CANARY} \u{1f469}\u200d\u{1f4bb} Doe` }, 'INVALID_VALUE', 'name'],
  ['a name that turns its direction', { name: `${CANARY} \u202eeoD` }, 'INVALID_VALUE', 'name'],
  ['one word', { name: CANARY }, 'INVALID_VALUE', 'name'],
  ['one word and invisible characters', { name: `${CANARY} \u200b` }, 'INVALID_VALUE', 'name'],
  ['one word and a picture', { name: `${CANARY} \u{1f600}` }, 'INVALID_VALUE', 'name'],
  ['a name with a control character', { name: `${CANARY} A\u0007` }, 'INVALID_VALUE', 'name'],
  ['a name with a line break', { name: `${CANARY}\r\nBcc: x` }, 'INVALID_VALUE', 'name'],
  ['a name of 201 characters', { name: `A ${LONG(199)}` }, 'OUT_OF_RANGE', 'name', 200],
  ['a name of 1 MB', { name: `A ${LONG(1_000_000)}` }, 'OUT_OF_RANGE', 'name', 200],
  ['no address', { email: null }, 'REQUIRED_VALUE', 'email'],
  ['an empty address', { email: '' }, 'REQUIRED_VALUE', 'email'],
  ['an address without a host', { email: CANARY }, 'INVALID_VALUE', 'email'],
  ['two addresses', { email: `${CANARY}@example.com,b@example.com` }, 'INVALID_VALUE', 'email'],
  ['an address with a header', { email: `${CANARY}@example.com\nBcc: b@example.com` }, 'INVALID_VALUE', 'email'],
  ['an address of 255 characters', { email: `${LONG(243)}@example.com` }, 'INVALID_VALUE', 'email'],
  ['no number', { deliveryMethod: 'SMS', email: null }, 'REQUIRED_VALUE', 'phone'],
  ['an empty number', text(''), 'REQUIRED_VALUE', 'phone'],
  ['letters for a number', text(`+${CANARY}`), 'INVALID_VALUE', 'phone'],
  ['a number without its beginning', text('447911123456'), 'INVALID_VALUE', 'phone'],
  ['a number too short', text('+4479'), 'INVALID_VALUE', 'phone'],
  ['a number too long', text(`+44${'7'.repeat(30)}`), 'INVALID_VALUE', 'phone'],
  ['an empty environment', { environment: '' }, 'REQUIRED_VALUE', 'environment'],
  ['an environment of 65 characters', { environment: LONG(65) }, 'OUT_OF_RANGE', 'environment', 64],
  ['an environment with a line break', { environment: `${CANARY}\n` }, 'INVALID_VALUE', 'environment'],
  ['a reference with a slash', { reference: `../${CANARY}` }, 'INVALID_VALUE', 'reference'],
  ['a reference with a line break', { reference: `${CANARY}\n` }, 'INVALID_VALUE', 'reference'],
  ['a reference with letters of another script', { reference: `${CANARY}-\u0436` }, 'INVALID_VALUE', 'reference'],
  ['a reference of 101 characters', { reference: LONG(101) }, 'OUT_OF_RANGE', 'reference', 100],
  ['an empty reference', { reference: '' }, 'REQUIRED_VALUE', 'reference'],
  ['defaults and a scope', { useDefaults: true }, 'JOURNEY_SCOPE_CONFLICT', 'scope'],
  ['a scope that is null', { scope: null }, 'JOURNEY_SCOPE_CONFLICT', 'scope'],
  ['an empty scope', { scope: {} }, 'JOURNEY_SCOPE_CONFLICT', 'scope'],
  [
    'types of documents without documents',
    scope({ documents: false, documentTypes: ['PASSPORT'] }),
    'JOURNEY_SCOPE_CONFLICT',
    'scope.documentTypes',
  ],
  ['a type that is unknown', scope({ documentTypes: ['UNKNOWN'] }), 'INVALID_VALUE', 'scope.documentTypes.0'],
  ['an empty key', scope({ attachmentKeys: ['bill', ''] }), 'REQUIRED_VALUE', 'scope.attachmentKeys.1'],
  [
    'a key that ends the list',
    scope({ attachmentKeys: [`${CANARY}),selfie`] }),
    'INVALID_VALUE',
    'scope.attachmentKeys.0',
  ],
  ['a key of 65 characters', scope({ attachmentKeys: [LONG(65)] }), 'OUT_OF_RANGE', 'scope.attachmentKeys.0', 64],
  ['21 keys', scope({ attachmentKeys: MANY(21, (n) => `k${n}`) }), 'OUT_OF_RANGE', 'scope.attachmentKeys', 20],
  ['a day that is past', { endDate: '2020-02-29' }, 'OUT_OF_RANGE', 'endDate', 0],
  ['the first of all days', { endDate: '0001-01-01' }, 'OUT_OF_RANGE', 'endDate', 0],
  ['a day in more than a year', { endDate: dayIn(367) }, 'OUT_OF_RANGE', 'endDate', 365],
  ['the last of all days', { endDate: '9999-12-31' }, 'OUT_OF_RANGE', 'endDate', 365],
  ['no step in the order', { tabsOrder: [] }, 'INVALID_VALUE', 'tabsOrder'],
  ['a step twice', { tabsOrder: ['selfie', 'selfie', 'documents', 'attachments'] }, 'INVALID_VALUE', 'tabsOrder'],
  ['a step of every object', { tabsOrder: ['selfie', 'documents', '__proto__'] }, 'INVALID_VALUE', 'tabsOrder.2'],
  ['a thousand steps', { tabsOrder: MANY(1_000, () => CANARY) }, 'INVALID_VALUE', 'tabsOrder'],
  ['a blank note', { note: ' \n ' }, 'REQUIRED_VALUE', 'note'],
  ['a note of 1,001 characters', { note: LONG(1001) }, 'OUT_OF_RANGE', 'note', 1000],
  ['a note with an escape sequence', { note: `${CANARY}\u001b[2J` }, 'INVALID_VALUE', 'note'],
  ['an unknown person', { userId: randomUUID() }, 'NOT_FOUND', 'userId'],
  ['an id that no person has', { userId: `../${CANARY}` }, 'NOT_FOUND', 'userId'],
  ['an empty id', { userId: '' }, 'NOT_FOUND', 'userId'],
  ['an empty key of repeats', { idempotencyKey: '' }, 'OUT_OF_RANGE', 'idempotencyKey', 1],
  ['a key of repeats of 256 characters', { idempotencyKey: LONG(256) }, 'OUT_OF_RANGE', 'idempotencyKey', 255],
];

const DOCUMENT = `mutation($input: CreateMitekJourneyInput!) {
  answer: createMitekJourney(input: $input) { made: mitekJourney { id } userErrors { code field limit message } }
}`;

const sound = (changes: object): object => ({
  name: 'Ada Lovelace',
  deliveryMethod: 'EMAIL',
  email: 'ada@example.com',
  scope: SCOPE,
  ...changes,
});

test.for(ROWS)('%s', async ([, input, code, field, limit], { admin, sandbox }) => {
  await sandbox.clearRequests();
  const { answer } = await admin.ask<Refused, object>(DOCUMENT, { input: sound(input) });
  expectNoEcho(JSON.stringify(answer));
  expect(answer.made).toBeNull();
  expect(answer.userErrors).toEqual([
    {
      code,
      field: ['input', ...field.split('.')],
      limit: limit ?? null,
      message: expect.stringMatching(/^[A-Z].*\.$/),
    },
  ]);
  expect(await createsOf(sandbox)).toBe(0);
});

test.for([
  ['a name that is missing', { name: undefined }, 'name'],
  ['a name that is null', { name: null }, 'input.name'],
  ['a name that is a list', { name: [CANARY, 'B'] }, 'input.name'],
  ['a way that there is not', { deliveryMethod: CANARY }, 'input.deliveryMethod'],
  ['a language that there is not', { language: CANARY }, 'input.language'],
  ['a language by its code', { language: 'de' }, 'input.language'],
  ['a type of document that there is not', scope({ documentTypes: [CANARY] }), 'input.scope.documentTypes[0]'],
  ['a step that is a text', scope({ selfie: 'true' }), 'input.scope.selfie'],
  ['a day that no calendar has', { endDate: '2027-02-30' }, 'input.endDate'],
  ['a day with a time', { endDate: '2027-02-20T00:00:00Z' }, 'input.endDate'],
  ['a day after the year 9999', { endDate: '+012026-01-01' }, 'input.endDate'],
  ['an order that is a number', { tabsOrder: [1] }, 'input.tabsOrder[0]'],
] as const)('%s does not fit its type: BAD_USER_INPUT', async ([, input, path], { admin, sandbox }) => {
  await sandbox.clearRequests();
  const { status, errors = [] } = await admin.query(DOCUMENT, { input: sound(input) });
  expectNoEcho(JSON.stringify(errors));
  expect(status).toBe(400);
  expect(errors[0]).toMatchObject({
    message: expect.stringContaining(`"${path}"`),
    extensions: { code: 'BAD_USER_INPUT' },
  });
  expect(await createsOf(sandbox)).toBe(0);
});

test.for([
  ['a field that there is not', { callbackUrl: `https://${CANARY}.example/` }],
  ['a prototype', JSON.parse(`{"__proto__":{"useDefaults":true},"constructor":"${CANARY}"}`)],
  ['a NUL', { name: `Ada\u0000 ${CANARY}` }],
  ['half a character', { name: `Ada ${CANARY}\ud800` }],
  ['half a character in a list', scope({ attachmentKeys: ['\udc00x'] })],
  ['a NUL in a key', scope({ attachmentKeys: ['\u0000'] })],
] as const)('%s is BAD_USER_INPUT', async ([, input], { admin, sandbox }) => {
  await sandbox.clearRequests();
  const { errors = [] } = await admin.query(DOCUMENT, { input: sound(input) });
  expect(errors[0]?.extensions.code).toBe('BAD_USER_INPUT');
  expect(await createsOf(sandbox)).toBe(0);
});

test.for([
  ['a day in a year', { endDate: dayIn(365) }],
  ['a name with digits and punctuation', { name: 'Dr. Ada O’Neill-Byron, 3rd' }],
  ['a name in a script that joins its letters', { name: 'नि\u200dता शर्मा' }],
  ['a name in another script', { name: 'Анна Павлова' }],
  ['200 characters of name', { name: `A ${'x'.repeat(198)}` }],
  ['1,000 characters of note', { note: '\u{1f600}'.repeat(500) }],
  ['100 characters of reference', { reference: randomUUID().padEnd(100, '-') }],
] as const)('%s is taken', async ([, input], { admin }) => {
  const { answer } = await admin.ask<Refused, object>(DOCUMENT, { input: sound(input) });
  expect(answer.userErrors).toEqual([]);
  const { mitekJourney } = await read(admin, String(answer.made?.id));
  expect(mitekJourney).toMatchObject({ lifecycle: 'SENT' });
});

test('a contact of the other way is kept, and not told to Mitek, which would go by it', async ({ admin, sandbox }) => {
  const phone = '+447911123456';
  const { reference, ...kept } = await createJourney(admin, { phone });
  expect(kept).toMatchObject({ deliveryMethod: 'EMAIL', phone });
  expect(await sandbox.journey(reference)).toMatchObject({ email: kept.email, phone: null });
});

test.for([
  ['\u{1f469}\u200d\u{1f4bb} Lovelace', 'pictures'],
  ['Ada\nLovelace', 'line breaks'],
  ['Ada', 'two words'],
])('of the name %j it is told what is wrong with it', async ([name = '', says = ''], { admin }) => {
  const { answer } = await admin.ask<Refused, object>(DOCUMENT, { input: sound({ name }) });
  expect(answer.userErrors).toMatchObject([{ code: 'INVALID_VALUE', message: expect.stringContaining(says) }]);
});

test('everything wrong with an input is told at once', async ({ admin }) => {
  const input = {
    name: CANARY,
    email: CANARY,
    phone: CANARY,
    reference: '/',
    environment: '',
    note: '',
    useDefaults: true,
    userId: randomUUID(),
  };
  const { answer } = await admin.ask<Refused, object>(DOCUMENT, { input: sound(input) });
  expectNoEcho(JSON.stringify(answer));
  const fields = ['email', 'environment', 'name', 'note', 'phone', 'reference', 'scope', 'userId'];
  expect(answer.userErrors.map(({ field }) => field.join('.')).sort()).toEqual(fields.map((name) => `input.${name}`));
});

test.for([
  ['no name of one', {}],
  ['two names', { id: randomUUID(), reference: CANARY }],
] as const)('a journey is asked for by %s: BAD_USER_INPUT', async ([, name], { admin }) => {
  const { errors = [] } = await admin.query(
    'query($id: ID, $reference: String) { mitekJourney(id: $id, reference: $reference) { id } }',
    name,
  );
  expect(errors[0]?.extensions.code).toBe('BAD_USER_INPUT');
  expectNoEcho(JSON.stringify(errors));
});

test.for(['', ' ', `../${CANARY}`, "' or 1=1 --", LONG(100_000), randomUUID().toUpperCase()])(
  'there is no journey by a name like the %#th',
  async (name, { admin }) => {
    for (const way of ['id', 'reference']) {
      const { data, errors } = await admin.query(
        `query($name: ${way === 'id' ? 'ID' : 'String'}) { mitekJourney(${way}: $name) { id } }`,
        { name },
      );
      expect([data, errors]).toEqual([{ mitekJourney: null }, undefined]);
    }
  },
);

test('after all that the gateway works, and has written down none of it', async ({ gateway, admin }) => {
  await expectUnharmed(gateway, admin.token);
  expect((await createJourney(admin)).lifecycle).toBe('SENT');
});

interface Refused {
  readonly answer: {
    readonly made: { readonly id: string } | null;
    readonly userErrors: readonly { readonly code: string; readonly field: readonly string[] }[];
  };
}

function read(admin: Person, id: string): Promise<{ readonly mitekJourney: object | null }> {
  return admin.ask<{ readonly mitekJourney: object | null }, object>(
    'query($id: ID!) { mitekJourney(id: $id) { lifecycle name note endDate } }',
    { id },
  );
}

async function createsOf(sandbox: TestSandbox): Promise<number> {
  return (await sandbox.requests()).filter(({ path }) => path.endsWith('/request/create')).length;
}
