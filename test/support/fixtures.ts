// What a test may ask for by name: a sandbox, a gateway in front of it, and people who are signed in. One set per test file.
import { test as base, inject } from 'vitest';
import type { Knobs } from '../../sandbox/src/control/knobs.js';
import { faultsOf } from '../verify/contract-check.js';
import { createDatabase, type TestDatabase } from './databases.js';
import { type Environment, environmentFor, Gateway } from './gateway.js';
import { Person } from './person.js';
import { TestSandbox } from './sandbox.js';

export { expect } from 'vitest';

export interface LaunchOptions {
  /** Variables beside, or in place of, the usual ones. */
  readonly env?: Environment;
  /** Default: the database of the file. */
  readonly database?: TestDatabase;
}

const NO_KNOBS: Partial<Knobs> = {};
const NO_ENVIRONMENT: Environment = {};

/** `knobs` and `env` can be overridden for a whole file: `test.override('env', { ... })`. */
export const test = base
  .extend('postgresUrl', { scope: 'file' }, inject('postgresUrl'))
  .extend('knobs', { scope: 'file' }, NO_KNOBS)
  .extend('env', { scope: 'file' }, NO_ENVIRONMENT)
  /** Makes a database that is dropped after the file. */
  .extend('newDatabase', { scope: 'file' }, async ({ postgresUrl }, { onCleanup }) => {
    const made: TestDatabase[] = [];
    onCleanup(async () => {
      await Promise.all(made.map((database) => database.drop()));
    });
    return async () => {
      const database = await createDatabase(postgresUrl);
      made.push(database);
      return database;
    };
  })
  .extend('database', { scope: 'file' }, async ({ newDatabase }) => newDatabase())
  .extend('sandbox', { scope: 'file' }, async ({ knobs }, { onCleanup }) => {
    const sandbox = await TestSandbox.start(knobs);
    onCleanup(async () => {
      const faults = faultsOf(await sandbox.traffic());
      await sandbox.stop();
      if (faults.length > 0) throw new Error(`Calls outside the vendors' contracts:\n${faults.join('\n')}`);
    });
    return sandbox;
  })
  .extend('gateway', { scope: 'file' }, async ({ sandbox, database, env }, { onCleanup }) => {
    const gateway = await Gateway.start({ ...environmentFor(sandbox, database.url), ...env });
    onCleanup(() => gateway.dispose());
    return gateway;
  })
  /** Starts another gateway, which is stopped after the test. */
  .extend('startGateway', async ({ sandbox, database, env }, { onCleanup }) => {
    const started: Gateway[] = [];
    onCleanup(async () => {
      await Promise.all(started.map((gateway) => gateway.dispose()));
    });
    return async (options: LaunchOptions = {}) => {
      const usual = environmentFor(sandbox, (options.database ?? database).url);
      const gateway = await Gateway.start({ ...usual, ...env, ...options.env });
      started.push(gateway);
      return gateway;
    };
  })
  .extend('alice', async ({ gateway, sandbox: { ready } }, { onCleanup }) => {
    const person = new Person({ gateway, token: ready.tokens.alice, userId: ready.users.alice });
    onCleanup(() => person.leave());
    return person;
  })
  .extend('bob', async ({ gateway, sandbox: { ready } }, { onCleanup }) => {
    const person = new Person({ gateway, token: ready.tokens.bob, userId: ready.users.bob });
    onCleanup(() => person.leave());
    return person;
  })
  .extend('support', async ({ gateway, sandbox: { ready } }, { onCleanup }) => {
    const person = new Person({ gateway, token: ready.tokens.support, userId: null });
    onCleanup(() => person.leave());
    return person;
  })
  .extend('admin', async ({ gateway, sandbox: { ready } }, { onCleanup }) => {
    const person = new Person({ gateway, token: ready.tokens.admin, userId: null });
    onCleanup(() => person.leave());
    return person;
  });
