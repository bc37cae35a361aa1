// Mitek as an operator's own profile describes it: other words, a path to read a journey, one callback address for all, proofs on callbacks.
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, inject } from 'vitest';
import builtIn from '../../profiles/mitek/4.4.json' with { type: 'json' };
import { createDatabase } from '../support/databases.js';
import { test as base, expect } from '../support/fixtures.js';
import { type Environment, environmentFor, Gateway } from '../support/gateway.js';
import {
  callBack,
  createJourney,
  journeyInput,
  journeyThat,
  readJourney,
  refusalsOf,
  timelineOf,
  watchJourney,
} from '../support/journeys.js';
import { Person } from '../support/person.js';
import { TestSandbox } from '../support/sandbox.js';

const folder = mkdtempSync(join(tmpdir(), 'idgw-profiles-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

type Changes = { readonly [Part in keyof typeof builtIn]?: object };

/** The built-in profile with parts of its parts in another form. */
function profileWith(changes: Changes): string {
  const profile: Record<string, unknown> = { ...builtIn };
  for (const [part, values] of Object.entries(changes)) {
    const present = profile[part];
    profile[part] = typeof present === 'object' ? { ...present, ...values } : values;
  }
  const path = join(folder, `${randomUUID()}.json`);
  writeFileSync(path, JSON.stringify(profile));
  return path;
}

interface House {
  readonly sandbox: TestSandbox;
  readonly gateway: Gateway;
  readonly admin: Person;
}

/** A sandbox and a gateway that go by one profile. */
const test = base.extend('house', async ({ task: _task }, { onCleanup }) => {
  const closers: (() => Promise<unknown>)[] = [];
  onCleanup(async () => {
    for (const close of closers.reverse()) await close();
  });
  return async (changes: Changes, env: Environment = {}): Promise<House> => {
    const profile = profileWith(changes);
    const sandbox = await TestSandbox.start({ dwellMs: 20 }, { mitekProfile: profile });
    closers.push(() => sandbox.stop());
    const database = await createDatabase(inject('postgresUrl'));
    closers.push(() => database.drop());
    const usual = environmentFor(sandbox, database.url);
    const gateway = await Gateway.start({ ...usual, MITEK_PROFILE_FILE: profile, ...env });
    closers.push(() => gateway.dispose());
    const admin = new Person({ gateway, token: sandbox.ready.tokens.admin, userId: null });
    closers.push(() => admin.leave());
    return { sandbox, gateway, admin };
  };
});

test('fields, codes and words are those of the profile', async ({ house }) => {
  const { sandbox, admin } = await house({
    fields: { name: 'fullLegalName', callbackUrl: 'notify' },
    languages: { GERMAN: 'de_DE' },
    statuses: { DONE: 'COMPLETED', COMPLETED: 'COMPLETED' },
    results: { OK: 'PASS' },
  });
  const { reference } = await createJourney(admin, { language: 'GERMAN' });
  expect(await sandbox.journey(reference)).toMatchObject({ name: 'Ada Lovelace-Byron', language: 'de_DE' });
  await sandbox.moveJourney(reference, { status: 'DONE', result: 'OK' });
  const journey = await journeyThat(admin, reference, 'it is decided', ({ lifecycle }) => lifecycle !== 'SENT');
  expect(journey).toMatchObject({
    lifecycle: 'FINISHED',
    decision: 'APPROVED',
    status: 'COMPLETED',
    result: 'PASS',
    upstream: { rawStatus: 'DONE', rawResult: 'OK' },
  });
});

describe('where a journey can be read at Mitek', () => {
  const STATUS: Changes = { paths: { status: '/api/{version}/request/{reference}/status' } };

  test('a lost callback loses nothing', async ({ house }) => {
    const { sandbox, admin } = await house(STATUS);
    await sandbox.knob('callbacks', 'off');
    const { id, reference } = await createJourney(admin);
    const watch = watchJourney(admin, id);
    await watch.take(1);
    await sandbox.moveJourney(reference, { status: 'COMPLETED', result: 'FRAUD' });
    const events = await watch.untilFinal();
    expect(events.at(-1)).toMatchObject({ lifecycle: 'FINISHED', decision: 'DENIED_FRAUD' });
    expect((await timelineOf(admin, id)).at(-1)).toMatchObject({ origin: 'UPSTREAM_READ' });
    expect((await readJourney(admin, reference)).verificationData?.score).toBeLessThan(0.5);
  });

  test('an approval is believed only when Mitek says it again', async ({ house }) => {
    const { sandbox, admin } = await house(STATUS);
    const { id, reference } = await createJourney(admin);
    const { callbackUrl } = await sandbox.journey(reference);
    const claim = { reference, status: 'COMPLETED', result: 'PASS' };
    expect((await callBack(callbackUrl ?? '', claim)).status).toBe(200);
    const watch = watchJourney(admin, id);
    await sandbox.moveJourney(reference, { status: 'COMPLETED', result: 'FAIL' });
    const events = await watch.untilFinal();
    expect(events.map(({ decision }) => decision)).not.toContain('APPROVED');
    expect(events.at(-1)).toMatchObject({ decision: 'DENIED' });
  });
});

describe('where the path to read a journey is not one of Mitek’s', () => {
  test('a verdict is believed, and the operator is told', async ({ house }) => {
    // Mitek goes by another profile than the gateway, so that the path leads to nothing there.
    const { sandbox, admin, gateway } = await house(
      {},
      { MITEK_PROFILE_FILE: profileWith({ paths: { status: '/api/{version}/status/{reference}' } }) },
    );
    const { id, reference } = await createJourney(admin);
    const watch = watchJourney(admin, id);
    await sandbox.moveJourney(reference, { status: 'COMPLETED', result: 'PASS' });
    const events = await watch.untilFinal();
    expect(events.map(({ lifecycle }) => lifecycle)).not.toContain('UNKNOWN');
    expect(events.at(-1)).toMatchObject({ lifecycle: 'FINISHED', decision: 'APPROVED' });
    expect(gateway.logs()).toMatch(/the callback alone is believed\. See paths\.status/);
    const { systemStatus } = await admin.ask<
      { systemStatus: { dependencies: readonly { name: string; state: string; message: string | null }[] } },
      object
    >('{ systemStatus { dependencies { name state message } } }');
    expect(systemStatus.dependencies.find(({ name }) => name === 'MITEK')).toMatchObject({
      state: 'DEGRADED',
      message: expect.stringContaining('paths.status'),
    });
  });

  test('a journey that Mitek never confirmed is not approved by a callback alone', async ({ house }) => {
    const { sandbox, admin } = await house(
      {},
      { MITEK_PROFILE_FILE: profileWith({ paths: { status: '/api/{version}/status/{reference}' } }) },
    );
    const input = journeyInput();
    await sandbox.fault({ match: { path: '/request/create' }, reset: true, when: 'after', times: 1 });
    expect(await refusalsOf(admin, input)).toEqual(['DELIVERY_UNCERTAIN']);
    const reference = input.reference ?? '';
    await sandbox.moveJourney(reference, { status: 'COMPLETED', result: 'PASS' });
    const { lifecycle } = await journeyThat(admin, reference, 'it is heard of', ({ version }) => version > 1);
    expect(lifecycle).toBe('UNKNOWN');
  });
});

describe('callbacks that must bring more than the token', () => {
  test('header, signature and Basic together', async ({ house }) => {
    const [secret, key, pair] = ['a-secret-of-the-header', 'a-key-of-the-signature', 'mitek:a-password'];
    const { sandbox, admin, gateway } = await house(
      { callback: { auth: ['path-token', 'basic', 'header-secret', 'hmac'] } },
      {
        MITEK_CALLBACK_BASIC: pair,
        MITEK_CALLBACK_SECRETS: secret,
        MITEK_CALLBACK_HMAC_KEYS: `${key},another-key-to-come`,
      },
    );
    const headers = [`authorization: Basic ${Buffer.from(pair).toString('base64')}`, `x-mitek-secret: ${secret}`];
    const { reference } = await createJourney(admin);
    await sandbox.moveJourney(reference, { status: 'COMPLETED', result: 'PASS' });
    await sandbox.knobs({ mitekCallbackHeaders: headers });
    await sandbox.moveJourney(reference, { status: 'COMPLETED', result: 'PASS' });
    expect((await readJourney(admin, reference)).lifecycle).toBe('SENT');
    expect(await gateway.metric('idgw_callbacks_total', 'outcome="refused"')).toBeGreaterThanOrEqual(2);
    await sandbox.knobs({ mitekCallbackSecret: key });
    await sandbox.moveJourney(reference, { status: 'COMPLETED', result: 'PASS' });
    await journeyThat(admin, reference, 'it is decided', ({ decision }) => decision === 'APPROVED');
    expect((await sandbox.moveJourney(reference, { forged: 'signature' })).forgedAnswer).toBe('401');
  });

  test('one address for all journeys tells them apart by their reference', async ({ house }) => {
    const { sandbox, admin, gateway } = await house(
      { callback: { url: 'fixed', auth: ['header-secret'] } },
      { MITEK_CALLBACK_SECRETS: 'a-secret-of-the-header' },
    );
    await sandbox.knobs({ mitekCallbackHeaders: ['x-mitek-secret: a-secret-of-the-header'] });
    const [one, other] = [await createJourney(admin), await createJourney(admin)];
    const address = `${gateway.url}/callbacks/mitek`;
    expect((await sandbox.journey(one.reference)).callbackUrl).toBe(address);
    await sandbox.moveJourney(one.reference, { status: 'COMPLETED', result: 'PASS' });
    await journeyThat(admin, one.reference, 'it is decided', ({ decision }) => decision === 'APPROVED');
    const claim = { status: 'COMPLETED', result: 'PASS' };
    const proof = { 'x-mitek-secret': 'a-secret-of-the-header' };
    expect((await callBack(address, { ...claim, reference: other.reference })).status).toBe(401);
    expect((await callBack(address, { ...claim, reference: 'nobody' }, proof)).status).toBe(401);
    expect((await callBack(address, claim, proof)).status).toBe(401);
    expect((await readJourney(admin, other.reference)).lifecycle).toBe('SENT');
  });
});

describe('a gateway does not start', () => {
  const PRODUCTION = { NODE_ENV: 'production', PUBLIC_URL: 'https://gateway.example' };

  test('in production where anybody could call back; elsewhere it warns', async ({ house }) => {
    const open: Changes = { callback: { url: 'fixed', auth: ['path-token'] } };
    await expect(house(open, PRODUCTION)).rejects.toThrow(/one callback address for all journeys/);
    const { gateway } = await house(open);
    expect(gateway.logs()).toMatch(/one callback address for all journeys/);
  });

  test('with a profile that is wrong, or asks for what is not set', async ({ house }) => {
    await expect(house({}, { MITEK_PROFILE_FILE: join(folder, 'missing.json') })).rejects.toThrow(
      /MITEK_PROFILE_FILE names a file that cannot be read/,
    );
    await expect(house({ callback: { auth: ['hmac'] } })).rejects.toThrow(/MITEK_CALLBACK_HMAC_KEYS is missing/);
  });
});
