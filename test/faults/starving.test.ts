// One caller asks for more than the database can give at a time: others, and what the gateway itself lives on, do not wait behind it.
import pg from 'pg';
import type { TestDatabase } from '../support/databases.js';
import { expect, test } from '../support/fixtures.js';
import type { Gateway } from '../support/gateway.js';
import type { Person } from '../support/person.js';
import { until, within } from '../support/waiting.js';

const MANY = 60;
/** Lists look at the log of events, which the test keeps locked. */
const LISTS = '{ viewer { user { id verifications { edges { node { id timeline { totalCount } } } } } } }';
const ALL = '{ verifications { edges { node { id } } } }';
/** Looks at verifications only. */
const ONE = 'query One($id: ID!) { verification(id: $id) { id lifecycle } }';

test.for([
  ['an end user', 'alice', LISTS],
  ['an operator', 'admin', ALL],
] as const)(
  '%s who asks for very many lists at once',
  async ([, who, query], { gateway, database, alice, bob, admin }) => {
    const asker = who === 'alice' ? alice : admin;
    const { id } = await bob.startVerification();
    await alice.startVerification();
    const lock = await lockEvents(database);
    const asked = askOften(asker, query);
    await until(
      'statements wait for the lock',
      () => waiting(database),
      (count) => count >= 4,
    );

    // Asked more than once: the first could have slipped in before.
    for (let time = 0; time < 3; time += 1) {
      const { data, errors } = await within(bob.query(ONE, { id }), 'bob is answered');
      expect(errors).toBeUndefined();
      expect(data).toMatchObject({ verification: { id } });
      expect(await readiness(gateway)).toBe(200);
    }

    await lock.release();
    for (const { errors } of await within(asked, 'all are answered after all')) expect(errors).toBeUndefined();
  },
);

test('very many callers at once keep the gateway itself from nothing', async ({
  gateway,
  database,
  alice,
  bob,
  support,
  admin,
}) => {
  const lock = await lockEvents(database);
  const asked = Promise.all([
    ...[alice, bob].map((person) => askOften(person, LISTS)),
    ...[support, admin].map((person) => askOften(person, ALL)),
  ]);
  await until(
    'statements wait for the lock',
    () => waiting(database),
    (count) => count >= 14,
  );
  for (let time = 0; time < 3; time += 1) expect(await readiness(gateway)).toBe(200);
  expect(gateway.logs()).not.toContain('The tracker could not reach its store');
  await lock.release();
  await within(asked, 'all are answered after all');
});

async function lockEvents({ url }: TestDatabase): Promise<{ release(): Promise<void> }> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query('begin; lock table verification_events in access exclusive mode');
  return { release: () => client.end() };
}

async function waiting(database: TestDatabase): Promise<number> {
  const [row] = await database.sql(
    `select count(*)::int as count from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
  );
  return Number(row?.count);
}

function askOften(person: Person, query: string) {
  return Promise.all(Array.from({ length: MANY }, () => person.query(query)));
}

async function readiness({ url }: Gateway): Promise<number> {
  return (await within(fetch(`${url}/readyz`), 'health is told')).status;
}
