// What crowds cost and what they see: many watch one thing for the price of one, and two who ask at once never see each other's data.
import { expect, test } from '../support/fixtures.js';
import type { Person } from '../support/person.js';
import { until } from '../support/waiting.js';

const SUBSCRIBERS = 200;
const POLL_SECONDS = 0.4;
const REQUESTS = 5_000;
const AT_ONCE = 20;
const MINUTES_MS = 60_000;

test(`${SUBSCRIBERS} subscribers to one transaction cause one upstream read per interval`, async ({
  sandbox,
  startGateway,
  newDatabase,
  alice: someone,
}) => {
  await sandbox.knob('callbacks', 'off');
  const env = { POLL_FAST_SECONDS: String(POLL_SECONDS), POLL_SLOW_SECONDS: String(POLL_SECONDS) };
  const alice = someone.with({ gateway: await startGateway({ env, database: await newDatabase() }) });
  const transaction = await alice.startVerification();
  const watches = Array.from({ length: SUBSCRIBERS }, () => alice.watch(transaction));
  await Promise.all(watches.map((watch) => watch.take(1)));

  await sandbox.clearRequests();
  const readings = async () => {
    const requests = await sandbox.requests();
    return requests.filter(({ method, path }) => method === 'GET' && path.includes(transaction.id));
  };
  const read = await until('seven readings', readings, ({ length }) => length >= 7);
  const times = read.map(({ at }) => Date.parse(at));
  const gaps = times.slice(1).map((time, index) => time - (times[index] ?? 0));
  // The clock of the list has whole milliseconds.
  for (const gap of gaps) expect(gap).toBeGreaterThanOrEqual(POLL_SECONDS * 1000 - 5);

  await sandbox.clearRequests();
  await sandbox.move(transaction, 'INITIATED');
  const seen = await Promise.all(watches.map((watch) => watch.take(1)));
  expect(new Set(seen.flat().map(({ cursor }) => cursor)).size).toBe(1);
  expect(seen.flat().map(({ rawStatus }) => rawStatus)).toEqual(Array(SUBSCRIBERS).fill('INITIATED'));
  await sandbox.knob('callbacks', 'on');
});

interface Both {
  readonly viewer: { readonly id: string };
  readonly own: { readonly id: string; readonly reference: string; readonly user: { readonly id: string } } | null;
  readonly other: object | null;
  readonly me: { readonly id: string; readonly username: string; readonly email: string } | null;
  readonly them: object | null;
}

const BOTH = `query Both($own: ID!, $other: ID!, $me: ID!, $them: ID!) {
  viewer { id }
  own: verifyTransaction(id: $own) { id reference user { id username } }
  other: verifyTransaction(id: $other) { id reference user { id username } }
  me: user(id: $me) { id username email }
  them: user(id: $them) { id username email }
}`;

test(`two people over ${REQUESTS} requests never see each other's data`, { timeout: 5 * MINUTES_MS }, async ({
  sandbox,
  alice,
  bob,
}) => {
  await sandbox.knobs({ verifyRequestsPerMinute: 10_000_000, directoryRequestsPerSecond: 10_000_000 });
  const people = await Promise.all(
    [alice, bob].map(async (person) => ({ person, transaction: await person.startVerification() })),
  );
  const [first, second] = people;
  if (!first || !second) throw new Error('There are two people.');
  const sides = [
    { self: first, other: second, name: 'alice', foreign: /bob/ },
    { self: second, other: first, name: 'bob', foreign: /alice/ },
  ] as const;

  let sent = 0;
  const askOn = async (): Promise<void> => {
    while (sent < REQUESTS) {
      const side = sides[sent % 2] ?? sides[0];
      sent += 1;
      const { self, other, name, foreign } = side;
      const data = await both(self.person, self.transaction.id, other.transaction.id, other.person.id);
      expect(data).toEqual({
        viewer: { id: self.person.id },
        own: {
          id: self.transaction.id,
          reference: self.transaction.reference,
          user: { id: self.person.id, username: name },
        },
        other: null,
        me: { id: self.person.id, username: name, email: `${name}@example.test` },
        them: null,
      });
      expect(JSON.stringify(data)).not.toMatch(foreign);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, askOn));
  expect(sent).toBe(REQUESTS);
});

function both(person: Person, own: string, other: string, them: string): Promise<Both> {
  return person.ask<Both, Record<string, string>>(BOTH, { own, other, me: person.id, them });
}
