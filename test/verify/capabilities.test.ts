// Each capability of PingOne's Verify connector, from GraphQL over HTTP to the sandbox and back: the one upstream call it stands for, and
// every output field that the connector's page lists. And of the whole table: that everything it names is in the published schema.
import { test as base, expect } from '../support/fixtures.js';
import { templateOf } from './answers.js';
import { CAPABILITIES, SEED_FIELDS, VERIFY_CAPABILITIES } from './capabilities.js';
import { exists, notShown, runUses } from './capability-check.js';
import { USES } from './capability-uses.js';
import type { VerifyCapabilityId } from './seed-fields.js';
import { Subjects } from './subjects.js';

const test = base
  // Only what is asked for is called; nothing is polled.
  .override('env', { POLL_FAST_SECONDS: '3600', POLL_SLOW_SECONDS: '3600' })
  .extend('subjects', { scope: 'file' }, async ({ sandbox, gateway }) => new Subjects(sandbox, gateway))
  .extend('passed', { scope: 'file' }, async ({ subjects }) => subjects.passed());

const ROWS = Object.entries(VERIFY_CAPABILITIES).map(([id, { name }]) => [name, id as VerifyCapabilityId] as const);

test.for(ROWS)('%s', async ([, id], { admin, alice, sandbox, subjects, passed }) => {
  const shown = await runUses(id, await USES[id]({ alice, sandbox, subjects, passed }), { admin, sandbox });
  expect(notShown(id, shown)).toEqual([]);
});

test('Read Transaction, live', async ({ alice, sandbox, subjects }) => {
  const transaction = await subjects.open();
  const watch = alice.watch(transaction);
  await watch.take(1);
  await sandbox.clearRequests();
  await sandbox.finish(transaction);
  const events = await watch.untilFinal();
  expect(events.at(-1)).toMatchObject({ rawStatus: 'SUCCESS', decision: 'APPROVED' });
  const calls = (await sandbox.requests()).filter(({ path }) => path.includes(transaction.id));
  expect(new Set(calls.map(templateOf))).toEqual(new Set(['GET {T}']));
});

test('each output field of the page has a place in the published schema', () => {
  const missing = Object.entries(SEED_FIELDS).flatMap(([capability, fields]) =>
    Object.entries<readonly string[]>(fields)
      .filter(([, coordinates]) => coordinates.length === 0 || !coordinates.every(exists))
      .map(([field]) => `${capability}: ${field}`),
  );
  expect(missing).toEqual([]);
});

test('the table has every capability of the sources', () => {
  expect(Object.keys(CAPABILITIES)).toHaveLength(19 + 22 + 4 + 2 + 1);
});

test('each operation of the table is in the published schema', () => {
  const operations = Object.values(CAPABILITIES).flatMap(({ operations }) => operations);
  expect(operations.filter((coordinate) => !exists(coordinate))).toEqual([]);
});
