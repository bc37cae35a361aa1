// What a document may cost: each limit is tried at its end and one beyond, over HTTP and over a socket alike.
import { Lexer, Source, TokenKind } from 'graphql';
import { LIMITS } from '../../src/operations/limits.js';
import { expect, test } from '../support/fixtures.js';
import { expectUnharmed } from './raw.js';
import { ask, documentOf, TRANSPORTS, type Transport } from './transports.js';

/** Writes a document that measures exactly `size`, for a transaction. */
type Writer = (size: number, transport: Transport, id: string) => string;

/** Fields, and levels, above the selection of a question. */
const ABOVE: Readonly<Record<Transport, number>> = { HTTP: 1, WebSocket: 2 };

const WRITERS: Readonly<Record<keyof typeof LIMITS, Writer>> = {
  queryCharacters: (size, transport, id) => documentOf(transport, { selection: 'id' }, id).padEnd(size, ' '),
  queryTokens: (size, transport, id) => {
    const write = (members: number) =>
      documentOf(transport, { selection: `verifiedData(types: [${'SELFIE '.repeat(members)}]) { id }` }, id);
    return write(size - tokensOf(write(0)));
  },
  depth: (size, transport, id) => {
    const path = Array.from({ length: size - ABOVE[transport] - 1 }, (_, level) =>
      level % 2 === 0 ? 'user {' : 'latestVerifyTransaction {',
    );
    return documentOf(transport, { selection: `${path.join(' ')} id ${'}'.repeat(path.length)}` }, id);
  },
  selections: (size, transport, id) => documentOf(transport, { selection: 'id '.repeat(size - ABOVE[transport]) }, id),
  aliases: (size, transport, id) => documentOf(transport, { selection: numbered(size, (n) => `a${n}: id`) }, id),
  rootFields: (size, transport, id) =>
    transport === 'HTTP'
      ? `{ ${'viewer { id } '.repeat(size)} }`
      : `subscription { ${`verifyTransactionStatusChanged(id: "${id}") { version } `.repeat(size)} }`,
  directives: (size, transport, id) => documentOf(transport, { selection: 'id @include(if: true) '.repeat(size) }, id),
};

/** A document of that length does not fit into a frame; how long a frame may be is tried with the other frames. */
const NO_ROW = 'queryCharacters over WebSocket';

const ROWS = Object.entries(WRITERS)
  .flatMap(([name, write]) =>
    TRANSPORTS.map((transport) => ({ name, transport, write, limit: LIMITS[name as keyof typeof LIMITS] })),
  )
  .filter(({ name, transport }) => `${name} over ${transport}` !== NO_ROW);

test.for(ROWS)(
  '$limit $name over $transport, and not one more',
  async ({ write, transport, limit }, { gateway, alice }) => {
    const { id } = await alice.startVerification();
    const asker = { gateway, token: alice.token };
    const most = await ask(transport, asker, write(limit, transport, id));
    expect(most.errors).toEqual([]);
    const more = await ask(transport, asker, write(limit + 1, transport, id));
    expect(more.errors).toMatchObject([
      { message: expect.stringContaining(String(limit)), extensions: { code: 'QUERY_TOO_COSTLY' } },
    ]);
  },
);

test.for(TRANSPORTS)(
  'fragments that fan out to 2^25 fields are refused unexpanded, over %s',
  async (transport, { gateway, admin }) => {
    const levels = 25;
    const fan = numbered(levels, (n) => `fragment F${n} on VerifyTransaction { ...F${n + 1} ...F${n + 1} }`);
    const document = `${documentOf(transport, { selection: '...F0' }, '1')} ${fan} fragment F${levels} on VerifyTransaction { id }`;
    const { errors } = await ask(transport, { gateway, token: admin.token }, document);
    expect(errors).toMatchObject([{ extensions: { code: 'QUERY_TOO_COSTLY' } }]);
  },
);

test.for(TRANSPORTS)('fragments that go in circles are refused, over %s', async (transport, { gateway, admin }) => {
  const circles = [
    'fragment F on VerifyTransaction { ...F }',
    'fragment F on VerifyTransaction { user { latestVerifyTransaction { ...G } } } fragment G on VerifyTransaction { ...F }',
  ];
  for (const circle of circles) {
    const document = `${documentOf(transport, { selection: '...F' }, '1')} ${circle}`;
    const { errors } = await ask(transport, { gateway, token: admin.token }, document);
    expect(errors[0]).toMatchObject({ extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } });
  }
});

test('introspection, which tools need, is beyond depth and number of fields', async ({ gateway, admin }) => {
  const type = `type { ${'ofType { '.repeat(9)} name ${'}'.repeat(10)}`;
  const document = `{ __schema { types { fields { ${type} } } } }`;
  const { errors } = await ask('HTTP', { gateway, token: admin.token }, document);
  expect(errors).toEqual([]);
});

test('after all that the gateway works', async ({ gateway, admin }) => {
  await expectUnharmed(gateway, admin.token);
});

function numbered(count: number, write: (n: number) => string): string {
  return Array.from({ length: count }, (_, n) => write(n)).join(' ');
}

function tokensOf(document: string): number {
  const lexer = new Lexer(new Source(document));
  let count = 0;
  while (lexer.advance().kind !== TokenKind.EOF) count += 1;
  return count;
}
