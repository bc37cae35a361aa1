// Documents and variables that cannot be run, over HTTP and over a socket alike.
import { expect, test } from '../support/fixtures.js';
import { CANARY, expectNoEcho, expectUnharmed } from './raw.js';
import { ask, documentOf, type Question, TRANSPORTS, valuesOf } from './transports.js';

test.override('env', { LOG_LEVEL: 'debug' });

const TEXTS: readonly (readonly [name: string, document: string])[] = [
  ['nothing', ''],
  ['a comment alone', `# ${CANARY}`],
  ['a word after the end', `{ viewer { id } } ${CANARY}`],
  ['a text where a name belongs', `{ "${CANARY}" }`],
  ['a text that does not end', `{ user(id: "${CANARY}`],
  ['a block text where a name belongs', `{ user(id: "1", """${CANARY}""") }`],
  ['an escape sequence that is none', `{ user(id: "\\q${CANARY}") { id } }`],
  ['a Unicode escape that is none', `{ user(id: "\\u{${CANARY}}") { id } }`],
  ['a number that begins with 0', `{ users(first: 01) { totalCount } ${CANARY} }`],
  ['a number that runs into a name', `{ users(first: 1${CANARY}) { totalCount } }`],
  ['a character that has no meaning', `{ user(id: ?${CANARY}) { id } }`],
  ['a control character', `{ user(id: \u0007"${CANARY}") { id } }`],
  ['a bracket too few', `{ user(id: "${CANARY}") { id }`],
  ['no selection between brackets', '{ viewer { } }'],
  ['a definition cut off', `fragment ${CANARY} on`],
];

const INVALID: readonly (readonly [name: string, question: Question])[] = [
  ['a field that does not exist', { selection: 'absent' }],
  ['an argument that does not exist', { selection: `qrCode(absent: "${CANARY}")` }],
  ['a directive that does not exist', { selection: `id @absent(of: "${CANARY}")` }],
  ['a fragment that does not exist', { selection: '...Absent' }],
  ['a fragment of a type that cannot be here', { selection: '... on User { id }' }],
  ['a type that does not exist', { selection: '... on Absent { id }' }],
  ['fields below a leaf', { selection: 'id { id }' }],
  ['no fields below an object', { selection: 'upstream' }],
  ['two fields under one name', { selection: 'a: id a: version' }],
  ['two arguments of one name', { selection: `timeline(after: "${CANARY}", after: "b") { totalCount }` }],
  ['text for a number', { selection: `timeline(first: "${CANARY}") { totalCount }` }],
  ['a broken number for a whole one', { selection: 'timeline(first: 1.5) { totalCount }' }],
  ['a number beyond 32 bits', { selection: 'timeline(first: 4294967296) { totalCount }' }],
  ['null for a number', { selection: 'timeline(first: null) { totalCount }' }],
  ['a number for text', { selection: 'timeline(after: 4711) { totalCount }' }],
  ['text for yes or no', { selection: `webVerificationUrl(desktop: "${CANARY}")` }],
  ['a member that the enum does not have', { selection: `qrCode(format: ${CANARY})` }],
  ['text for a member of an enum', { selection: `qrCode(format: "${CANARY}")` }],
  ['text in a list of enum members', { selection: `verifiedData(types: [SELFIE, "${CANARY}"]) { id }` }],
  ['a variable that is not defined', { selection: 'timeline(after: $absent) { totalCount }' }],
  ['a variable that is not used', { selection: 'id', variables: { unused: ['String', CANARY] } }],
  ['a variable of a type that does not exist', { selection: 'id @skip(if: $x)', variables: { x: ['Absent', CANARY] } }],
  ['a variable of an object type', { selection: 'id @skip(if: $x)', variables: { x: ['User', CANARY] } }],
  [
    'a variable where its type does not fit',
    { selection: 'timeline(first: $x) { totalCount }', variables: { x: ['String!', CANARY] } },
  ],
];

const MISFITS: readonly (readonly [name: string, question: Question, says: string])[] = [
  [
    'text for a number',
    first('Int!', CANARY),
    'Variable "$x" has an invalid value: Int cannot represent non-integer value.',
  ],
  [
    'a list for a number',
    first('Int!', [CANARY]),
    'Variable "$x" has an invalid value: Int cannot represent non-integer value.',
  ],
  [
    'a broken number',
    first('Int!', 1.5),
    'Variable "$x" has an invalid value: Int cannot represent non-integer value.',
  ],
  [
    '2^40',
    first('Int!', 2 ** 40),
    'Variable "$x" has an invalid value: Int cannot represent non 32-bit signed integer value.',
  ],
  ['null', first('Int!', null), 'Variable "$x" of non-null type "Int!" must not be null.'],
  ['nothing', first('Int!', undefined), 'Variable "$x" of required type "Int!" was not provided.'],
  [
    'an object for text',
    { selection: 'timeline(after: $x) { totalCount }', variables: { x: ['String', { [CANARY]: CANARY }] } },
    'Variable "$x" has an invalid value: String cannot represent a non string value.',
  ],
  [
    'text for yes or no',
    { selection: 'webVerificationUrl(desktop: $x)', variables: { x: ['Boolean!', CANARY] } },
    'Variable "$x" has an invalid value: Boolean cannot represent a non boolean value.',
  ],
  [
    'a member that the enum does not have',
    { selection: 'qrCode(format: $x)', variables: { x: ['QrCodeFormat!', CANARY] } },
    'Variable "$x" has an invalid value: The value does not exist in "QrCodeFormat" enum.',
  ],
  [
    'a member of an enum in other letters',
    { selection: 'qrCode(format: $x)', variables: { x: ['QrCodeFormat!', 'png'] } },
    'Variable "$x" has an invalid value: The value does not exist in "QrCodeFormat" enum.',
  ],
  [
    'a number for a member of an enum',
    { selection: 'qrCode(format: $x)', variables: { x: ['QrCodeFormat!', 4711] } },
    'Variable "$x" has an invalid value: Enum "QrCodeFormat" cannot represent non-string value.',
  ],
  [
    'a wrong member in a list',
    { selection: 'verifiedData(types: $x) { id }', variables: { x: ['[VerifiedDataType!]', ['SELFIE', CANARY]] } },
    'Variable "$x" has an invalid value at "x[1]": The value does not exist in "VerifiedDataType" enum.',
  ],
  [
    'null in a list',
    { selection: 'verifiedData(types: $x) { id }', variables: { x: ['[VerifiedDataType!]', [null]] } },
    'Variable "$x" has an invalid value at "x[0]": Expected non-nullable type "VerifiedDataType!" not to be null.',
  ],
];

for (const transport of TRANSPORTS) {
  test.for(TEXTS)(`%s, over ${transport}: GRAPHQL_PARSE_FAILED`, async ([, document], { gateway, admin }) => {
    // A request without a document is no request over HTTP; a socket takes it for a document with nothing in it.
    if (document === '' && transport === 'HTTP') return;
    const { errors, text } = await ask(transport, { gateway, token: admin.token }, document);
    expectNoEcho(text);
    expect(errors).toMatchObject([
      { message: expect.stringMatching(/^Syntax Error: /), extensions: { code: 'GRAPHQL_PARSE_FAILED' } },
    ]);
  });

  test.for(INVALID)(`%s, over ${transport}: GRAPHQL_VALIDATION_FAILED`, async ([, question], { gateway, admin }) => {
    const document = documentOf(transport, question, '1');
    const { errors, text } = await ask(transport, { gateway, token: admin.token }, document, valuesOf(question));
    expectNoEcho(text);
    expect(errors.length).toBeGreaterThan(0);
    for (const { extensions } of errors) expect(extensions.code).toBe('GRAPHQL_VALIDATION_FAILED');
  });

  test.for(MISFITS)(
    `%s in a variable, over ${transport}: BAD_USER_INPUT`,
    async ([, question, says], { gateway, admin }) => {
      const document = documentOf(transport, question, '1');
      const { errors, text } = await ask(transport, { gateway, token: admin.token }, document, valuesOf(question));
      expectNoEcho(text);
      expect(errors).toMatchObject([{ message: says, extensions: { code: 'BAD_USER_INPUT' } }]);
    },
  );

  test(`no document gets more than a handful of errors, over ${transport}`, async ({ gateway, admin }) => {
    const selection = Array.from({ length: 300 }, (_, index) => `absent${index}`).join(' ');
    const { errors } = await ask(transport, { gateway, token: admin.token }, documentOf(transport, { selection }, '1'));
    expect(errors.length).toBeLessThanOrEqual(6);
  });
}

test('definitions of types are nothing to run', async ({ gateway, admin }) => {
  for (const transport of TRANSPORTS) {
    const { errors } = await ask(transport, { gateway, token: admin.token }, 'type Absent { id: ID }');
    expect(errors).toMatchObject([{ extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }]);
  }
});

test('after all that the gateway works, and has written down none of it', async ({ gateway, admin }) => {
  await expectUnharmed(gateway, admin.token);
});

function first(type: string, value: unknown): Question {
  return { selection: 'timeline(first: $x) { totalCount }', variables: { x: [type, value] } };
}
