// Creates at PingOne, other than of transactions, whose answer is lost: what can be read back is found again, what cannot is made anew.
import { randomUUID } from 'node:crypto';
import { describe } from 'vitest';
import { killDuring } from '../support/crash.js';
import { expect, test } from '../support/fixtures.js';
import { send } from '../support/mfa.js';
import { Person } from '../support/person.js';
import type { TestSandbox } from '../support/sandbox.js';

const TINY_PNG = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
const TWINS = 50;

type Row = Readonly<Record<string, unknown>>;
type Payload = Row & { readonly userErrors: readonly { readonly code: string }[] };

/** One create. */
interface Case {
  readonly mutation: string;
  /** A new one with each call. */
  readonly input: (alice: Person) => object | Promise<object>;
  /** Field of the payload that holds what was made. */
  readonly field: string;
  readonly selection: string;
  /** Ends the path of the call that makes it. */
  readonly path: string;
  /** Ends the path of the call that reads it back. */
  readonly readBack: string;
}

const READABLE: readonly Case[] = [
  {
    mutation: 'createUser',
    input: () => ({ username: `lost-${randomUUID()}`, email: 'lost@example.test' }),
    field: 'user',
    selection: 'id username',
    path: '/users',
    readBack: '/users',
  },
  {
    mutation: 'createDevice',
    input: (alice) => ({ userId: alice.id, type: 'EMAIL', email: `lost-${randomUUID()}@example.test` }),
    field: 'device',
    selection: 'id type status',
    path: '/devices',
    readBack: '/devices',
  },
  {
    mutation: 'createDevice',
    input: (alice) => ({ userId: alice.id, type: 'SMS', phone: `+1512555${String(Date.now()).slice(-4)}` }),
    field: 'device',
    selection: 'id type status',
    path: '/devices',
    readBack: '/devices',
  },
  {
    mutation: 'submitVerifyDocument',
    input: async (alice) => ({ transactionId: (await alice.startVerification()).id, type: 'SELFIE', value: TINY_PNG }),
    field: 'document',
    selection: 'id type status',
    path: '/documents',
    readBack: '/documents',
  },
];

const SHOWN_ONCE: readonly (Omit<Case, 'readBack' | 'input'> & {
  readonly input: (alice: Person, sandbox: TestSandbox) => object;
})[] = [
  {
    mutation: 'createDevice',
    input: (alice) => ({ userId: alice.id, type: 'TOTP' }),
    field: 'device',
    selection: 'id secret keyUri',
    path: '/devices',
  },
  {
    mutation: 'createDevice',
    input: (alice) => ({ userId: alice.id, type: 'FIDO2', rp: { id: 'localhost', name: 'Here' } }),
    field: 'device',
    selection: 'id publicKeyCredentialCreationOptions',
    path: '/devices',
  },
  {
    mutation: 'createPairingKey',
    input: (alice) => ({ userId: alice.id }),
    field: 'pairingKey',
    selection: 'id code',
    path: '/pairingKeys',
  },
  {
    mutation: 'createAuthenticationCode',
    input: (_alice, sandbox) => ({ applicationId: sandbox.ready.applicationId }),
    field: 'authenticationCode',
    selection: 'id code uri',
    path: '/authenticationCodes',
  },
];

function ask(person: Person, { mutation, field, selection }: Omit<Case, 'input' | 'readBack'>, input: object) {
  return send<Payload>(person, mutation, input, `${field} { ${selection} } userErrors { code }`);
}

function madeBy(payload: Payload, field: string): Row | null {
  return payload[field] as Row | null;
}

function named<T extends { readonly mutation: string }>(cases: readonly T[]): readonly (readonly [string, T])[] {
  return cases.map((one, index) => [`${one.mutation} (${index + 1})`, one]);
}

describe('what can be read back', () => {
  test.for(named(READABLE))(
    '%s: PingOne has made it and the answer is lost: fifty twins get the one that is there',
    async ([, one], { sandbox, alice, admin }) => {
      const input = { ...(await one.input(alice)), idempotencyKey: randomUUID() };
      await sandbox.clearRequests();
      const made = { method: 'POST', path: one.path };
      await sandbox.fault({ match: made, when: 'after', delayMs: 300, reset: true, times: 1 });
      const payloads = await Promise.all(Array.from({ length: TWINS }, () => ask(admin, one, input)));
      expect(payloads.flatMap(({ userErrors }) => userErrors)).toEqual([]);
      expect(new Set(payloads.map((payload) => madeBy(payload, one.field)?.id)).size).toBe(1);
      expect(await sandbox.countCalls('POST', one.path)).toBe(1);
    },
  );

  test.for(named(READABLE))(
    '%s: PingOne has not made it: it is sent once more, also without a key',
    async ([, one], { sandbox, alice, admin }) => {
      const input = await one.input(alice);
      await sandbox.clearRequests();
      await sandbox.fault({ match: { method: 'POST', path: one.path }, reset: true, times: 1 });
      const payload = await ask(admin, one, input);
      expect(payload.userErrors).toEqual([]);
      expect(madeBy(payload, one.field)?.id).toEqual(expect.any(String));
      expect(await sandbox.countCalls('POST', one.path)).toBe(2);
    },
  );

  test.for(named(READABLE))(
    '%s: nothing can be read back: it stays unsure, and the same key finds it later',
    async ([, one], { sandbox, alice, admin }) => {
      const input = { ...(await one.input(alice)), idempotencyKey: randomUUID() };
      await sandbox.clearRequests();
      const made = { method: 'POST', path: one.path };
      await sandbox.fault({ match: made, when: 'after', delayMs: 300, reset: true, times: 1 });
      const heal = await sandbox.fault({ match: { method: 'GET', path: one.readBack }, reset: true });
      await expect(ask(admin, one, input)).rejects.toThrow('UPSTREAM_TIMEOUT');
      await heal();
      const payload = await ask(admin, one, input);
      expect(payload.userErrors).toEqual([]);
      expect(madeBy(payload, one.field)?.id).toEqual(expect.any(String));
      expect(await sandbox.countCalls('POST', one.path)).toBe(1);
    },
  );

  test.for(named(READABLE))(
    '%s: the gateway is killed before it is answered: the same key finds it afterwards',
    async ([, one], { sandbox, startGateway, newDatabase, alice: { token, id: userId } }) => {
      const database = await newDatabase();
      const gateway = await startGateway({ database });
      const alice = new Person({ gateway, token, userId });
      const admin = new Person({ gateway, token: sandbox.ready.tokens.admin, userId: null });
      const input = { ...(await one.input(alice)), idempotencyKey: randomUUID() };
      await killDuring({ sandbox, gateway }, { path: one.path, when: 'after' }, () => ask(admin, one, input));
      // As if the crash were a minute ago.
      await database.sql(`update idempotency_keys set claimed_at = claimed_at - interval '1 minute'`);
      await gateway.restart();

      const payloads = await Promise.all(Array.from({ length: 5 }, () => ask(admin, one, input)));
      expect(payloads.flatMap(({ userErrors }) => userErrors)).toEqual([]);
      expect(new Set(payloads.map((payload) => madeBy(payload, one.field)?.id)).size).toBe(1);
      expect(await sandbox.countCalls('POST', one.path)).toBe(1);
      await alice.leave();
    },
  );
});

test('a user whose name is taken by another is not taken for the lost one', async ({ sandbox, admin }) => {
  const create = { mutation: 'createUser', field: 'user', selection: 'id', path: '/users' };
  const username = `taken-${randomUUID()}`;
  await ask(admin, create, { username, idempotencyKey: randomUUID() });
  await sandbox.fault({ match: { method: 'POST', path: create.path }, reset: true, times: 1 });
  const { userErrors } = await ask(admin, create, { username });
  expect(userErrors.map(({ code }) => code)).toEqual(['UNIQUENESS_VIOLATION']);
});

test.for(named(SHOWN_ONCE))(
  '%s: what it shows once is lost with the answer: the same key makes another, and shows it',
  async ([, one], { sandbox, alice, admin }) => {
    const input = { ...one.input(alice, sandbox), idempotencyKey: randomUUID() };
    await sandbox.clearRequests();
    const made = { method: 'POST', path: one.path };
    await sandbox.fault({ match: made, when: 'after', delayMs: 100, reset: true, times: 1 });
    await expect(ask(admin, one, input)).rejects.toThrow('UPSTREAM');
    expect(await sandbox.countCalls('POST', one.path)).toBe(1);
    const { userErrors, ...payload } = await ask(admin, one, input);
    expect(userErrors).toEqual([]);
    expect(Object.values(payload[one.field] ?? {})).not.toContain(null);
    expect(await sandbox.countCalls('POST', one.path)).toBe(2);
  },
);
