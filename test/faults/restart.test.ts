// What survives a crash: nobody misses a change, nobody gets one twice, and another gateway takes over.
import { describe } from 'vitest';
import type { Knobs } from '../../sandbox/src/control/knobs.js';
import { expect, test } from '../support/fixtures.js';
import type { Environment } from '../support/gateway.js';
import { Person } from '../support/person.js';
import { until } from '../support/waiting.js';

const NO_POLLING: Environment = { POLL_FAST_SECONDS: '3600', POLL_SLOW_SECONDS: '3600' };

interface Way {
  readonly name: string;
  readonly knobs: Partial<Knobs>;
  readonly env: Environment;
}

const WAYS: readonly Way[] = [
  { name: 'callbacks and polling', knobs: { callbacks: 'on' }, env: {} },
  { name: 'polling alone', knobs: { callbacks: 'off' }, env: {} },
  { name: 'callbacks alone', knobs: { callbacks: 'on' }, env: NO_POLLING },
];

describe.for(WAYS)('a gateway that is killed between two changes, with $name', ({ knobs, env }) => {
  test('gives each missed version once, in order, to who comes back with a cursor', async ({
    sandbox,
    startGateway,
    newDatabase,
  }) => {
    await sandbox.knobs({ ...knobs, dwellMs: 300 });
    const { tokens, users } = sandbox.ready;
    const gateway = await startGateway({ env, database: await newDatabase() });
    const alice = new Person({ gateway, token: tokens.alice, userId: users.alice });
    const transaction = await alice.startVerification();
    const watch = alice.watch(transaction);
    const first = await watch.take(1);
    await sandbox.move(transaction, 'INITIATED');
    const seen = [...first, ...(await watch.take(1))];

    const exit = await gateway.kill();
    expect(exit.signal).toBe('SIGKILL');
    expect((await watch.ended()).code).not.toBe(1000);
    await gateway.restart();
    const meanwhile = alice.watch(transaction, { after: seen.at(-1)?.cursor });
    await sandbox.move(transaction, 'IN_PROGRESS');
    await meanwhile.take(1);
    await sandbox.finish(transaction, 'SUCCESS');
    await meanwhile.untilFinal();

    const missed = await alice.watch(transaction, { after: seen.at(-1)?.cursor }).untilFinal();
    const all = [...seen, ...missed];
    expect(all.map(({ version, rawStatus }) => [version, rawStatus])).toEqual([
      [1, 'REQUESTED'],
      [2, 'INITIATED'],
      [3, 'IN_PROGRESS'],
      [4, 'SUCCESS'],
    ]);
    const again = await alice.watch(transaction, { after: seen.at(0)?.cursor }).untilFinal();
    expect(again.map(({ cursor }) => cursor)).toEqual(all.slice(1).map(({ cursor }) => cursor));
    await alice.leave();
  });

  test('learns after its restart what was decided while it was dead', async ({
    sandbox,
    startGateway,
    newDatabase,
  }) => {
    await sandbox.knobs({ ...knobs, dwellMs: 50, callbackRetries: 12, callbackRetryBaseMs: 50 });
    const { tokens, users } = sandbox.ready;
    const gateway = await startGateway({ env, database: await newDatabase() });
    const alice = new Person({ gateway, token: tokens.alice, userId: users.alice });
    const transaction = await alice.startVerification();
    const [first] = await alice.watch(transaction).take(1);

    await gateway.kill();
    const finished = sandbox.finish(transaction, 'SUCCESS');
    await gateway.restart();

    const missed = await alice.watch(transaction, { after: first?.cursor }).untilFinal();
    expect(missed.map(({ version }) => version)).toEqual(missed.map((_event, index) => index + 2));
    expect(missed.at(-1)).toMatchObject({ rawStatus: 'SUCCESS', decision: 'APPROVED' });
    await finished;
    await alice.leave();
  });
});

describe('two gateways on one database', () => {
  test('tell the subscribers of both, and the one that is left goes on with the work of the other', async ({
    sandbox,
    startGateway,
    newDatabase,
  }) => {
    // Without callbacks, whatever is learned is learned by the reading of the one that holds the lease.
    await sandbox.knobs({ callbacks: 'off', dwellMs: 300 });
    const { tokens, users } = sandbox.ready;
    const database = await newDatabase();
    const [one, other] = [await startGateway({ database }), await startGateway({ database })];
    const alice = new Person({ gateway: one, token: tokens.alice, userId: users.alice });
    const elsewhere = alice.with({ gateway: other });
    const started = await Promise.all(Array.from({ length: 6 }, () => alice.startVerification()));
    const watches = started.map((transaction) => ({
      transaction,
      here: alice.watch(transaction),
      there: elsewhere.watch(transaction),
    }));
    const next = () => Promise.all(watches.map(({ here, there }) => Promise.all([here.take(1), there.take(1)])));
    const statuses = (events: Awaited<ReturnType<typeof next>>) =>
      new Set(events.flat(2).map((event) => event.rawStatus));
    expect(statuses(await next())).toEqual(new Set(['REQUESTED']));
    await Promise.all(watches.map(({ transaction }) => sandbox.move(transaction, 'INITIATED')));
    expect(statuses(await next())).toEqual(new Set(['INITIATED']));

    // Killed in the middle of its readings, so that its leases stand.
    const restore = await sandbox.fault({ match: { method: 'GET', path: '/verifyTransactions/' }, delayMs: 2_000 });
    const leases = 'select lease_owner as owner from verifications where lease_until > now()';
    await until(
      'readings are under way',
      () => database.sql(leases),
      (rows) => rows.length === started.length,
    );
    await one.kill();
    await restore();
    // Leases last a minute of the database's clock; here that minute passes at once.
    await database.sql("update verifications set lease_until = lease_until - interval '1 minute'");

    await Promise.all(started.map((transaction) => sandbox.move(transaction, 'IN_PROGRESS')));
    const third = await Promise.all(watches.map(({ there }) => there.take(1)));
    await Promise.all(started.map((transaction) => sandbox.finish(transaction, 'SUCCESS')));
    for (const [index, { there }] of watches.entries()) {
      const events = [...(third[index] ?? []), ...(await there.untilFinal())];
      expect(events.map(({ version, rawStatus }) => [version, rawStatus])).toEqual([
        [3, 'IN_PROGRESS'],
        [4, 'SUCCESS'],
      ]);
    }
    await alice.leave();
  });
});
