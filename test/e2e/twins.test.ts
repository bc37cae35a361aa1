// Creates with an idempotency key: however many twins ask, over however many instances, one is made; what is shown once is shown to one.
import { randomUUID } from 'node:crypto';
import { describe } from 'vitest';
import { killDuring } from '../support/crash.js';
import { test as base, expect } from '../support/fixtures.js';
import { environmentFor, Gateway } from '../support/gateway.js';
import { journeyInput, journeyThat } from '../support/journeys.js';
import { addDevice, send } from '../support/mfa.js';
import { Person } from '../support/person.js';
import type { TestSandbox } from '../support/sandbox.js';
import { until } from '../support/waiting.js';

const TINY_PNG = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

const TWINS = 50;
/** Long enough for every twin to come in while the first is still at work. */
const UPSTREAM_DELAY_MS = 400;

/** How long the gateway waits for the answer to a create. */
const PATIENCE_WITH_PINGONE_MS = 15_000;

type Row = Readonly<Record<string, unknown>>;
type Payload = Row & { readonly userErrors: readonly { readonly code: string; readonly field: readonly string[] }[] };

interface Scene {
  readonly sandbox: TestSandbox;
  readonly alice: Person;
  readonly admin: Person;
}

/** One create. */
interface Case {
  readonly mutation: string;
  readonly by: 'alice' | 'admin';
  readonly input: (scene: Scene) => object | Promise<object>;
  /** Another input, for the conflict. */
  readonly change: object;
  /** What to ask of the payload beside its user errors. */
  readonly selection: string;
  /** Id of what was made. */
  readonly id: (payload: Payload) => unknown;
  /** How the path of the call that makes it upstream ends; null: nothing is made there. */
  readonly upstream: string | null;
  /** Shown to the one who made it and to nobody after. */
  readonly secrets?: (payload: Payload) => readonly unknown[];
}

const part = (name: string) => (payload: Payload) => payload[name] as Row | null;
const idOf = (name: string) => (payload: Payload) => part(name)(payload)?.id;

const CASES: readonly Case[] = [
  {
    mutation: 'createVerifyTransaction',
    by: 'alice',
    input: ({ alice }) => ({ userId: alice.id }),
    change: { challenge: 'another' },
    selection: 'verifyTransaction { id }',
    id: idOf('verifyTransaction'),
    upstream: '/verifyTransactions',
  },
  {
    mutation: 'createUser',
    by: 'admin',
    input: () => ({ username: `twin-${randomUUID()}`, email: 'twin@example.test' }),
    change: { nickname: 'Other' },
    selection: 'user { id }',
    id: idOf('user'),
    upstream: '/users',
  },
  {
    mutation: 'createDevice',
    by: 'alice',
    input: ({ alice }) => ({ userId: alice.id, type: 'TOTP' }),
    change: { nickname: 'Other' },
    selection: 'device { id secret keyUri }',
    id: idOf('device'),
    upstream: '/devices',
    secrets: (payload) => [part('device')(payload)?.secret, part('device')(payload)?.keyUri],
  },
  {
    mutation: 'createPairingKey',
    by: 'alice',
    input: ({ alice }) => ({ userId: alice.id }),
    change: { applicationIds: [randomUUID()] },
    selection: 'pairingKey { id }',
    id: idOf('pairingKey'),
    upstream: '/pairingKeys',
  },
  {
    mutation: 'createAuthenticationCode',
    by: 'admin',
    input: ({ sandbox }) => ({ applicationId: sandbox.ready.applicationId }),
    change: { userApproval: 'NOT_REQUIRED' },
    selection: 'authenticationCode { id }',
    id: idOf('authenticationCode'),
    upstream: '/authenticationCodes',
  },
  {
    mutation: 'createDeviceAuthentication',
    by: 'alice',
    input: async ({ alice, admin }) => {
      await addDevice(admin, { userId: alice.id, type: 'EMAIL', email: 'twin@example.test', status: 'ACTIVE' });
      return { userId: alice.id };
    },
    change: { userAgent: 'another browser' },
    selection: 'deviceAuthentication { id }',
    id: idOf('deviceAuthentication'),
    upstream: '/deviceAuthentications',
  },
  {
    mutation: 'submitVerifyDocument',
    by: 'alice',
    input: async ({ alice }) => ({
      transactionId: (await alice.startVerification()).id,
      type: 'SELFIE',
      value: TINY_PNG,
    }),
    change: { type: 'DRIVER_LICENSE_FRONT' },
    selection: 'document { id }',
    id: idOf('document'),
    upstream: '/documents',
  },
  {
    mutation: 'createExternalClientResponse',
    by: 'alice',
    input: async ({ alice }) => {
      const { webVerificationUrl, challenge } = await alice.startVerification();
      return { webVerificationUrl, challenge };
    },
    change: { isLastClientStep: false },
    selection: 'externalClientResponse { challenge statusToken }',
    id: (payload) => part('externalClientResponse')(payload)?.challenge,
    upstream: null,
    secrets: (payload) => [part('externalClientResponse')(payload)?.statusToken],
  },
  {
    mutation: 'createMitekJourney',
    by: 'admin',
    input: () => journeyInput(),
    change: { name: 'Somebody Else' },
    selection: 'mitekJourney { id }',
    id: idOf('mitekJourney'),
    upstream: '/request/create',
  },
  {
    mutation: 'createWebhookEndpoint',
    by: 'admin',
    input: () => ({ url: `https://hooks.example/${randomUUID()}` }),
    change: { description: 'Other' },
    selection: 'webhookEndpoint { id } secret',
    id: idOf('webhookEndpoint'),
    upstream: null,
    secrets: ({ secret }) => [secret],
  },
];

const test = base.extend('gateways', { scope: 'file' }, async ({ gateway, sandbox, database, env }, { onCleanup }) => {
  const other = await Gateway.start({ ...environmentFor(sandbox, database.url), ...env });
  onCleanup(() => other.dispose());
  return [gateway, other] as const;
});

/** Sends the same create so many times at once, in turn to each gateway. */
function askTwins(
  person: Person,
  gateways: readonly Gateway[],
  { mutation, selection }: Pick<Case, 'mutation' | 'selection'>,
  input: object,
): Promise<readonly Payload[]> {
  return Promise.all(
    Array.from({ length: TWINS }, (_, index) => {
      const gateway = gateways[index % gateways.length];
      const twin = gateway ? person.with({ gateway }) : person;
      return send<Payload>(twin, mutation, input, `${selection} userErrors { code field }`);
    }),
  );
}

describe(`${TWINS} twins over two instances`, () => {
  test('are asked of every create that takes a key', async ({ admin }) => {
    const { __schema: schema } = await admin.ask<{ __schema: { types: Introspected[] } }, object>(
      '{ __schema { types { name inputFields { name } } } }',
    );
    const withKey = schema.types.filter(({ inputFields }) =>
      inputFields?.some(({ name }) => name === 'idempotencyKey'),
    );
    const asked = CASES.map(({ mutation }) => `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input`);
    expect(asked.sort()).toEqual(withKey.map(({ name }) => name).sort());
  });

  test.for(CASES.map((one) => [one.mutation, one] as const))(
    '%s: one is made',
    async ([, one], { sandbox, gateways, alice, admin }) => {
      const scene = { sandbox, alice, admin };
      const person = scene[one.by];
      const input = { ...(await one.input(scene)), idempotencyKey: randomUUID() };
      await sandbox.clearRequests();
      const restore = await sandbox.fault({ match: { method: 'POST' }, delayMs: UPSTREAM_DELAY_MS });
      const payloads = await askTwins(person, gateways, one, input);
      await restore();

      expect(payloads.flatMap(({ userErrors }) => userErrors)).toEqual([]);
      const ids = new Set(payloads.map(one.id));
      expect(ids.size).toBe(1);
      expect([...ids][0]).toEqual(expect.any(String));
      if (one.upstream) expect(await sandbox.countCalls('POST', one.upstream)).toBe(1);
      if (one.secrets) {
        const shown = payloads.flatMap(one.secrets).filter((secret) => secret !== null);
        const [first] = payloads.filter((payload) => one.secrets?.(payload).every((secret) => secret !== null));
        expect(shown).toEqual(first && one.secrets(first));
        const [replay] = await askTwins(person, gateways, one, input);
        expect(replay && one.secrets(replay).every((secret) => secret === null)).toBe(true);
      }

      const other = await send<Payload>(
        person,
        one.mutation,
        { ...input, ...one.change },
        `${one.selection} userErrors { code field }`,
      );
      expect(other.userErrors).toEqual([{ code: 'IDEMPOTENCY_CONFLICT', field: ['input', 'idempotencyKey'] }]);
      if (one.upstream) expect(await sandbox.countCalls('POST', one.upstream)).toBe(1);
    },
  );
});

describe('a create of which nobody knows whether it worked', () => {
  const transaction = { mutation: 'createVerifyTransaction', selection: 'verifyTransaction { id }' };
  const journey = { mutation: 'createMitekJourney', selection: 'mitekJourney { id }' };
  const TRANSACTIONS = '/verifyTransactions';

  test.for([
    ['the connection broke', { reset: true, delayMs: UPSTREAM_DELAY_MS }],
    ['the answer took too long', { delayMs: PATIENCE_WITH_PINGONE_MS + 1_000 }],
  ] as const)(
    'at PingOne, and it did, though %s: it is found again, and no other is made',
    async ([, fault], { sandbox, alice, gateways }) => {
      const before = new Set(await transactionsOf(alice));
      await sandbox.clearRequests();
      await sandbox.fault({
        match: { method: 'POST', path: '/verifyTransactions' },
        when: 'after',
        times: 1,
        ...fault,
      });
      const input = { userId: alice.id, idempotencyKey: randomUUID() };
      const payloads = await askTwins(alice, gateways, transaction, input);
      expect(payloads.flatMap(({ userErrors }) => userErrors)).toEqual([]);
      const made = (await transactionsOf(alice)).filter((id) => !before.has(id));
      expect(made).toHaveLength(1);
      expect(new Set(payloads.map(idOf('verifyTransaction')))).toEqual(new Set(made));
      expect(await sandbox.countCalls('POST', TRANSACTIONS)).toBe(1);
      // It is called back like any other.
      await sandbox.finish(made[0] ?? '', 'SUCCESS');
      expect((await alice.watch(made[0] ?? '').untilFinal()).at(-1)).toMatchObject({ decision: 'APPROVED' });
    },
  );

  test('at PingOne, and it did not: it is sent once more', async ({ sandbox, alice, gateways }) => {
    const before = new Set(await transactionsOf(alice));
    await sandbox.clearRequests();
    await sandbox.fault({ match: { method: 'POST', path: '/verifyTransactions' }, reset: true, times: 1 });
    const input = { userId: alice.id, idempotencyKey: randomUUID() };
    const payloads = await askTwins(alice, gateways, transaction, input);
    const made = (await transactionsOf(alice)).filter((id) => !before.has(id));
    expect(made).toHaveLength(1);
    expect(new Set(payloads.map(idOf('verifyTransaction')))).toEqual(new Set(made));
    expect(await sandbox.countCalls('POST', TRANSACTIONS)).toBe(2);
  });

  test.for([
    ['it did', 'after', 1],
    ['it did not', 'before', 2],
  ] as const)(
    'at PingOne, as the gateway was killed meanwhile, and %s: the same key takes it on',
    async ([, when, posts], { sandbox, startGateway, newDatabase, alice: { token, id: userId } }) => {
      const database = await newDatabase();
      const gateway = await startGateway({ database });
      const alice = new Person({ gateway, token, userId });
      const before = new Set(await transactionsOf(alice));
      const input = { userId, reference: `killed-${randomUUID()}`, idempotencyKey: randomUUID() };
      await killDuring({ sandbox, gateway }, { path: TRANSACTIONS, when }, () =>
        send(alice, 'createVerifyTransaction', input),
      );
      // As if the crash were a minute ago.
      await database.sql(`update idempotency_keys set claimed_at = claimed_at - interval '1 minute'`);
      await gateway.restart();

      const payloads = await askTwins(alice, [gateway], transaction, input);
      expect(payloads.flatMap(({ userErrors }) => userErrors)).toEqual([]);
      const made = (await transactionsOf(alice)).filter((id) => !before.has(id));
      expect(made).toHaveLength(1);
      expect(new Set(payloads.map(idOf('verifyTransaction')))).toEqual(new Set(made));
      expect(await sandbox.countCalls('POST', TRANSACTIONS)).toBe(posts);
      await sandbox.finish(made[0] ?? '', 'SUCCESS');
      expect((await alice.watch(made[0] ?? '').untilFinal()).at(-1)).toMatchObject({
        decision: 'APPROVED',
        verification: { id: made[0] },
      });
      const waiting = () => database.sql('select id from callback_inbox where handled_at is null');
      await until('its callbacks are dealt with', waiting, ({ length }) => length === 0);
      await alice.leave();
    },
  );

  test('at Mitek: everybody is told so, and no other is made', async ({ sandbox, admin, gateways }) => {
    await sandbox.clearRequests();
    await sandbox.fault({
      match: { method: 'POST', path: '/request/create' },
      when: 'after',
      delayMs: UPSTREAM_DELAY_MS,
      reset: true,
      times: 1,
    });
    const input = { ...journeyInput(), idempotencyKey: randomUUID() };
    const payloads = await askTwins(admin, gateways, journey, input);
    expect(payloads.map(({ userErrors }) => userErrors.map(({ code }) => code))).toEqual(
      payloads.map(() => ['DELIVERY_UNCERTAIN']),
    );
    expect(await sandbox.countCalls('POST', '/request/create')).toBe(1);

    // Mitek calls back, so it has it: from then on the key answers with the journey.
    await sandbox.moveJourney(input.reference ?? '', { status: 'COMPLETED', result: 'PASS' });
    const reference = input.reference ?? '';
    const { id } = await journeyThat(admin, reference, 'is decided', ({ lifecycle }) => lifecycle === 'FINISHED');
    const replays = await askTwins(admin, gateways, journey, input);
    expect(new Set(replays.map(idOf('mitekJourney')))).toEqual(new Set([id]));
    expect(await sandbox.countCalls('POST', '/request/create')).toBe(1);
  });
});

interface Introspected {
  readonly name: string;
  readonly inputFields: readonly { readonly name: string }[] | null;
}

/** Ids of the newest transactions of a person, as PingOne lists them. */
async function transactionsOf(person: Person): Promise<readonly string[]> {
  const { user } = await person.ask<{ user: { verifyTransactions: { edges: { node: { id: string } }[] } } }, object>(
    'query ($id: ID!) { user(id: $id) { verifyTransactions(first: 100) { edges { node { id } } } } }',
    { id: person.id },
  );
  return user.verifyTransactions.edges.map(({ node }) => node.id);
}
