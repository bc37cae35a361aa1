// Sockets in numbers: those of a status token are not its user's, and those of nobody in particular make room for others.

import { NEWCOMERS } from '../../src/server/newcomers.js';
import { SOCKET_LIMITS } from '../../src/server/sockets.js';
import { HandOverDocument } from '../generated/graphql.js';
import { expect, test } from '../support/fixtures.js';
import type { Person } from '../support/person.js';
import { expectUnharmed, RawSocket } from './raw.js';

test('with the sockets of a status token its user is not kept out', async ({ gateway, alice, bob }) => {
  const { statusToken } = await handOver(alice);
  const most = SOCKET_LIMITS.socketsPerStatusToken;
  const sockets = await Promise.all(Array.from({ length: most }, () => RawSocket.signedIn(gateway, statusToken)));
  const oneMore = await RawSocket.open(gateway);
  oneMore.send({ type: 'connection_init', payload: { authorization: `Bearer ${statusToken}` } });
  expect(await oneMore.end()).toMatchObject({ code: 1013 });

  const other = await handOver(bob);
  for (const token of [alice.token, bob.token, other.statusToken]) {
    const socket = await RawSocket.signedIn(gateway, token);
    socket.close();
  }
  for (const socket of sockets) socket.close();
});

test('of very many sockets that say nothing, those that waited longest are closed, and others get in', async ({
  gateway,
  alice,
}) => {
  const many = NEWCOMERS.perAddress + 300;
  const silent = await Promise.all(Array.from({ length: many }, () => RawSocket.open(gateway)));
  const signedIn = await RawSocket.signedIn(gateway, alice.token);
  const codes = await Promise.all(silent.map(async (socket) => (await socket.end()).code));
  expect(codes.filter((code) => code === 1013).length).toBeGreaterThan(0);
  expect(codes.filter((code) => code !== 1013 && code !== 4408)).toEqual([]);
  signedIn.send({ type: 'ping' });
  expect(await signedIn.next()).toEqual({ type: 'pong' });
  signedIn.close();
});

test('after all that the gateway works', async ({ gateway, admin }) => {
  await expectUnharmed(gateway, admin.token);
});

/** The token with which whoever holds it may follow a transaction of this person. */
async function handOver(person: Person): Promise<{ readonly statusToken: string }> {
  const { webVerificationUrl, challenge } = await person.startVerification();
  const input = { webVerificationUrl: webVerificationUrl ?? '', challenge: challenge ?? '' };
  const { createExternalClientResponse: made } = await person.ask(HandOverDocument, { input });
  return { statusToken: made?.externalClientResponse?.statusToken ?? '' };
}
