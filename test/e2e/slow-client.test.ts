// A client that stops reading hurts only itself, and a gateway that is told to stop lets everybody finish.
import { once } from 'node:events';
import WebSocket from 'ws';
import { UserDocument, ViewerDocument } from '../generated/graphql.js';
import { expect, test } from '../support/fixtures.js';
import { until, within } from '../support/waiting.js';

const SUBSCRIPTIONS = 120;
const MOST_TRANSACTIONS = 60;
/** Long answers fill the buffers between the two processes, which the operating system makes as large as it likes. */
const LONG_URL = `https://example.com/${'x'.repeat(1_000)}`;
const BULKY = `subscription Bulky($userId: ID!) {
  verificationStatusChanged(userId: $userId) {
    cursor
    verification { ... on VerifyTransaction {
      ${Array.from({ length: 14 }, (_empty, index) => `r${index}: redirect { url }`).join('\n')}
    } }
  }
}`;

interface ServerMessage {
  readonly type: string;
  readonly payload?: unknown;
}

/** Follows everything of a user many times over on one socket, until told to stop reading. */
class RawClient {
  readonly messages: ServerMessage[] = [];
  closeCode: number | null = null;

  private constructor(readonly socket: WebSocket) {
    socket.on('message', (data) => this.messages.push(JSON.parse(String(data)) as ServerMessage));
    socket.once('close', (code) => {
      this.closeCode = code;
    });
    socket.on('error', () => undefined);
  }

  static async open(url: string, token: string, userId: string): Promise<RawClient> {
    const client = new RawClient(new WebSocket(url, 'graphql-transport-ws'));
    await once(client.socket, 'open');
    client.send({ type: 'connection_init', payload: { authorization: `Bearer ${token}` } });
    await until('the socket is admitted', () => client.messages.some(({ type }) => type === 'connection_ack'));
    for (let id = 1; id <= SUBSCRIPTIONS; id += 1) {
      client.send({ id: String(id), type: 'subscribe', payload: { query: BULKY, variables: { userId } } });
    }
    return client;
  }

  private send(message: object): void {
    this.socket.send(JSON.stringify(message));
  }
}

test('a client that stops reading is let go, and everybody else gets everything', async ({
  sandbox,
  gateway,
  alice,
}) => {
  await sandbox.knob('dwellMs', 100);
  const redirect = { url: LONG_URL };
  const first = await alice.startVerification({ redirect });
  const healthy = alice.watchAll(alice.id);
  await healthy.take(1);
  const slow = await RawClient.open(gateway.subscriptions, alice.token, alice.id);
  await until('each subscription has begun', () => slow.messages.filter(({ type }) => type === 'next').length, atLeast);
  const { pid } = gateway;
  slow.socket.pause();

  const letGo = async () =>
    (await gateway.metric('idgw_sockets_closed_total', 'code="1013"')) +
    (await gateway.metric('idgw_subscriptions_lagged_total'));
  const transactions = [first];
  while ((await letGo()) === 0) {
    expect(transactions.length).toBeLessThan(MOST_TRANSACTIONS);
    const transaction = await alice.startVerification({ redirect });
    transactions.push(transaction);
    await sandbox.finish(transaction, 'SUCCESS');
  }
  slow.socket.resume();
  await until('the slow client knows', () => slow.closeCode !== null || slow.messages.some(isLagged));
  if (slow.closeCode !== null) expect([1013, 1006]).toContain(slow.closeCode);

  const last = await alice.startVerification();
  await sandbox.finish(last, 'FAIL');
  const isLast = () =>
    healthy.events.some(({ verification, rawStatus }) => verification.id === last.id && rawStatus === 'FAIL');
  await until('the healthy client has everything', isLast);
  for (const { id } of transactions) {
    const versions = healthy.events.filter(({ verification }) => verification.id === id).map(({ version }) => version);
    expect(versions).toEqual(versions.map((_version, index) => index + 1));
  }
  expect(gateway.pid).toBe(pid);
  expect((await alice.ask(ViewerDocument, {})).viewer.id).toBe(alice.id);
  slow.socket.terminate();
});

test('told to stop, a gateway closes sockets with 1012, finishes what is in flight, and ends with 0', async ({
  sandbox,
  startGateway,
  newDatabase,
  alice: someone,
}) => {
  const gateway = await startGateway({ database: await newDatabase() });
  const alice = someone.with({ gateway });
  const watch = alice.watch(await alice.startVerification());
  await watch.take(1);
  await sandbox.clearRequests();
  await sandbox.fault({ match: { method: 'GET', path: `/users/${alice.id}` }, delayMs: 1_500, times: 1 });
  const inFlight = alice.query(UserDocument, { id: alice.id });
  await until('the request is on its way upstream', async () =>
    (await sandbox.requests()).some(({ path }) => path.includes(`/users/${alice.id}?`) || path.endsWith(alice.id)),
  );

  const exit = gateway.signal('SIGTERM');
  expect(await watch.ended()).toMatchObject({ code: 1012, errors: [] });
  const isReady = await fetch(`${gateway.url}/readyz`).then(
    ({ ok }) => ok,
    () => false,
  );
  expect(isReady).toBe(false);
  expect(await inFlight).toMatchObject({ status: 200, data: { user: { id: alice.id } }, errors: undefined });
  expect(await within(exit, 'the gateway ends')).toEqual({ code: 0, signal: null });
});

function atLeast(count: number): boolean {
  return count >= SUBSCRIPTIONS;
}

function isLagged({ type, payload }: ServerMessage): boolean {
  return type === 'error' && JSON.stringify(payload).includes('SUBSCRIPTION_LAGGED');
}
