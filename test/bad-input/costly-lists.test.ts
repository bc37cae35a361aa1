// Pages in pages: what multiplies beyond all use is refused before a single one is read, over HTTP and over a socket alike.
import { expect, test } from '../support/fixtures.js';
import { errorOf, expectUnharmed, json, RawSocket, send } from './raw.js';

const PAGE = 'verifications(first: $n) { edges { node { ... on VerifyTransaction { user { verifications(first: $n) {';
const TIMELINES = `${PAGE} edges { node { timeline(first: 1) { totalCount } } } } } } } } }`;
const HTTP = `query($id: ID!, $n: Int! = 100) { user(id: $id) { ${TIMELINES} } }`;
const EVENT = `subscription($id: ID!, $n: Int! = 100) {
  verificationStatusChanged(userId: $id) {
    cursor verification { user { verifications(first: $n) { edges { node { timeline(first: 1) { totalCount } } } } } }
  }
}`;

test.for([
  ['by default', {}, true],
  ['by a variable', { n: 50 }, true],
  ['not too many', { n: 10 }, false],
] as const)('timelines of a list of a list, over HTTP, %s', async ([, variables, refused], { gateway, alice }) => {
  await alice.startVerification();
  const body = JSON.stringify({ query: HTTP, variables: { id: alice.id, ...variables } });
  const answer = await send(gateway, { headers: json(alice.token), body });
  if (!refused) return expect(JSON.parse(answer.text)).toMatchObject({ data: { user: { verifications: {} } } });
  expect(answer.status).toBe(400);
  expect(errorOf(answer)).toMatchObject({
    code: 'QUERY_TOO_COSTLY',
    message: 'The operation asks for lists of more than 20000 nodes together.',
  });
});

test.for([
  ['by default', {}, true],
  ['by a variable', { n: 91 }, true],
  ['not too many', { n: 90 }, false],
] as const)('timelines of a list, with each event, %s', async ([, variables, refused], { gateway, alice }) => {
  await alice.startVerification();
  const socket = await RawSocket.signedIn(gateway, alice.token);
  socket.subscribe('1', EVENT, { id: alice.id, ...variables });
  const message = await socket.next();
  socket.close();
  if (!refused) return expect(message).toMatchObject({ type: 'next', payload: { data: {} } });
  expect(message).toMatchObject({
    type: 'error',
    payload: [{ extensions: { code: 'QUERY_TOO_COSTLY' }, message: expect.stringContaining('1000 nodes') }],
  });
});

test('a page of a hundred with the timeline of each is taken', async ({ gateway, admin }) => {
  const query = '{ verifications(first: 100) { edges { node { timeline(first: 20) { edges { node { id } } } } } } }';
  const answer = await send(gateway, { headers: json(admin.token), body: JSON.stringify({ query }) });
  expect(JSON.parse(answer.text)).toMatchObject({ data: { verifications: { edges: expect.any(Array) } } });
});

test('after all that the gateway works', async ({ gateway, admin }) => {
  await expectUnharmed(gateway, admin.token);
});
