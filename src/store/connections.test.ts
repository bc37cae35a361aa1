// Who gets a connection when there are few: each caller its part and no more, work without a caller always, reads that nobody waits for none.
import { sql } from 'kysely';
import { afterAll, expect, test } from 'vitest';
import { runInScope, whileWanted, workFor } from '../telemetry/scope.js';
import { type Database, openDatabase } from './database.js';
import { useStore } from './store-fixture.js';

const store = useStore();
const pools: Database[] = [];
afterAll(async () => {
  for (const db of pools) await db.destroy();
});

function open(maxConnections: number, ownConnections: number): Database {
  const db = openDatabase(store.url, { maxConnections, ownConnections, onError: () => undefined });
  pools.push(db);
  return db;
}

function as<T>(name: string, connections: number, work: () => Promise<T>): Promise<T> {
  return runInScope(name, () => {
    workFor({ name, connections });
    return work();
  });
}

/** Holds a connection until it is told to let go. */
async function hold(db: Database, name: string, connections: number) {
  let letGo = () => {};
  const asked = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  let begun = () => {};
  const held = new Promise<void>((resolve) => {
    begun = resolve;
  });
  const done = as(name, connections, () =>
    db.transaction().execute(async (transaction) => {
      await sql`select 1`.execute(transaction);
      begun();
      await asked;
    }),
  );
  return { held, done, letGo: () => letGo() };
}

const one = (db: Database) => sql`select 1`.execute(db);

test('a caller waits for itself, and nobody else does', async () => {
  const db = open(3, 1);
  const [first, second, third] = await Promise.all([1, 2, 3].map(() => hold(db, 'ana', 2)));
  if (!first || !second || !third) throw new Error('There are three.');
  await Promise.all([first.held, second.held]);
  let isThirdOn = false;
  void third.held.then(() => {
    isThirdOn = true;
  });
  await as('ben', 2, () => one(db));
  await one(db);
  expect(isThirdOn).toBe(false);
  first.letGo();
  await third.held;
  for (const { letGo, done } of [second, third]) {
    letGo();
    await done;
  }
  await first.done;
});

test('where callers take up all there is, work without a caller goes on', async () => {
  const db = open(2, 1);
  const holders = await Promise.all(['ana', 'ben'].map((name) => hold(db, name, 1)));
  await Promise.all(holders.map(({ held }) => held));
  await one(db);
  await runInScope('a callback', () => one(db));
  for (const { letGo, done } of holders) {
    letGo();
    await done;
  }
});

test('a read that nobody waits for any more is given up when its turn comes, and the turn goes on', async () => {
  const db = open(1, 1);
  const holder = await hold(db, 'ana', 1);
  await holder.held;
  const gone = new AbortController();
  const reads = [1, 2, 3].map(() => as('ana', 1, () => whileWanted(gone.signal, () => one(db))));
  const write = as('ana', 1, () => one(db));
  gone.abort(new Error('gone'));
  holder.letGo();
  for (const read of reads) await expect(read).rejects.toThrow('gone');
  await expect(write).resolves.toBeDefined();
  await holder.done;
});

test('a statement that fails gives its turn back', async () => {
  const db = open(1, 1);
  for (let time = 0; time < 3; time += 1) {
    await expect(as('ana', 1, () => sql`select nothing`.execute(db))).rejects.toThrow();
  }
  await as('ana', 1, () => one(db));
});
