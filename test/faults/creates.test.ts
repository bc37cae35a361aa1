// Creates in the middle of which something else happens: the store fails once the vendor has made it, or another reads it first.
import { randomUUID } from 'node:crypto';
import { killDuring } from '../support/crash.js';
import { expect, test } from '../support/fixtures.js';
import { journeyInput } from '../support/journeys.js';
import { send } from '../support/mfa.js';
import { Person } from '../support/person.js';
import { until } from '../support/waiting.js';

const TRANSACTIONS = '/verifyTransactions';
const JOURNEYS = '/request/create';

interface Started {
  readonly verifyTransaction: {
    readonly id: string;
    readonly reference: string | null;
    readonly challenge: string | null;
  } | null;
  readonly userErrors: readonly { readonly code: string }[];
}

const STARTED = 'verifyTransaction { id reference challenge } userErrors { code }';

function start(person: Person, input: object): Promise<Started> {
  return send(person, 'createVerifyTransaction', { userId: person.id, ...input }, STARTED);
}

async function transactionsOf(person: Person): Promise<readonly string[]> {
  const document =
    'query Mine($id: ID!) { user(id: $id) { verifyTransactions(first: 100) { edges { node { id } } } } }';
  const { user } = await person.ask<
    { user: { verifyTransactions: { edges: readonly { node: { id: string } }[] } } },
    { id: string }
  >(document, { id: person.id });
  return user.verifyTransactions.edges.map(({ node }) => node.id);
}

const REFUSE = `
  create function refuse_for_now() returns trigger language plpgsql as $$ begin raise exception 'not now'; end $$;
  create trigger refuse_for_now before insert on verifications for each row execute function refuse_for_now()`;
const TAKE_AGAIN = 'drop trigger refuse_for_now on verifications';

test('PingOne has made it and the store fails: the same key takes it on', async ({
  sandbox,
  startGateway,
  newDatabase,
  alice: { token, id: userId },
}) => {
  const database = await newDatabase();
  const alice = new Person({ gateway: await startGateway({ database }), token, userId });
  await sandbox.clearRequests();
  const input = { idempotencyKey: randomUUID(), reference: `failed-${randomUUID()}` };
  await database.sql(REFUSE);
  await expect(start(alice, input)).rejects.toThrow('INTERNAL');
  await database.sql(TAKE_AGAIN);

  const { verifyTransaction, userErrors } = await start(alice, input);
  expect(userErrors).toEqual([]);
  expect(verifyTransaction).toMatchObject({ reference: input.reference });
  expect(await sandbox.countCalls('POST', TRANSACTIONS)).toBe(1);
  await sandbox.finish(verifyTransaction?.id ?? '', 'SUCCESS');
  expect((await alice.watch({ id: verifyTransaction?.id ?? '' }).untilFinal()).at(-1)?.decision).toBe('APPROVED');
  await alice.leave();
});

test('PingOne has made it and nothing can be read back: the same key takes it on later', async ({ sandbox, alice }) => {
  const before = new Set(await transactionsOf(alice));
  await sandbox.clearRequests();
  const made = { method: 'POST', path: TRANSACTIONS };
  await sandbox.fault({ match: made, when: 'after', delayMs: 300, reset: true, times: 1 });
  const heal = await sandbox.fault({ match: { method: 'GET', path: TRANSACTIONS }, reset: true });
  const input = { idempotencyKey: randomUUID(), reference: `unread-${randomUUID()}` };
  await expect(start(alice, input)).rejects.toThrow('UPSTREAM_TIMEOUT');
  await heal();

  const { verifyTransaction, userErrors } = await start(alice, input);
  expect(userErrors).toEqual([]);
  expect(verifyTransaction).toMatchObject({ reference: input.reference });
  expect((await transactionsOf(alice)).filter((id) => !before.has(id))).toEqual([verifyTransaction?.id]);
  expect(await sandbox.countCalls('POST', TRANSACTIONS)).toBe(1);
});

test('who leaves before the answer and asks again with the same key gets the same', async ({
  sandbox,
  alice,
  gateway,
}) => {
  const before = new Set(await transactionsOf(alice));
  await sandbox.clearRequests();
  await sandbox.fault({
    match: { method: 'POST', path: TRANSACTIONS },
    when: 'after',
    delayMs: 2_000,
    times: 1,
  });
  const input = { userId: alice.id, idempotencyKey: randomUUID() };
  const leaving = new AbortController();
  const query =
    'mutation Start($input: CreateVerifyTransactionInput!) { createVerifyTransaction(input: $input) { verifyTransaction { id } } }';
  const left = fetch(gateway.graphql, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${alice.token}` },
    body: JSON.stringify({ query, variables: { input } }),
    signal: leaving.signal,
  }).catch(() => null);
  await until('PingOne is asked', () => sandbox.countCalls('POST', TRANSACTIONS));
  leaving.abort();
  await left;

  const { verifyTransaction, userErrors } = await start(alice, input);
  expect(userErrors).toEqual([]);
  expect((await transactionsOf(alice)).filter((id) => !before.has(id))).toEqual([verifyTransaction?.id]);
  expect(await sandbox.countCalls('POST', TRANSACTIONS)).toBe(1);
});

test('Mitek has made it and the store fails: the same key makes no other', async ({
  sandbox,
  startGateway,
  newDatabase,
}) => {
  const database = await newDatabase();
  const gateway = await startGateway({ database });
  const admin = new Person({ gateway, token: sandbox.ready.tokens.admin, userId: null });
  await sandbox.clearRequests();
  const { reference: _reference, ...rest } = journeyInput();
  const input = { ...rest, idempotencyKey: randomUUID() };
  await database.sql(REFUSE);
  await expect(send(admin, 'createMitekJourney', input)).rejects.toThrow('INTERNAL');
  await database.sql(TAKE_AGAIN);

  const { userErrors } = await send<{ userErrors: readonly { code: string }[] }>(admin, 'createMitekJourney', input);
  expect(userErrors.map(({ code }) => code)).toEqual(['DELIVERY_UNCERTAIN']);
  expect(await sandbox.countCalls('POST', JOURNEYS)).toBe(1);
  expect(await database.sql('select source from verifications')).toHaveLength(1);
});

test('a transaction that is listed before its create is answered keeps what it was asked for with', async ({
  sandbox,
  alice,
}) => {
  const before = new Set(await transactionsOf(alice));
  await sandbox.fault({
    match: { method: 'POST', path: TRANSACTIONS },
    delayMs: 3_000,
    when: 'after',
    times: 1,
  });
  const input = { reference: `listed-${randomUUID()}`, challenge: 'tick' };
  const starting = start(alice, input);
  const id = await until('it is listed', async () => (await transactionsOf(alice)).find((one) => !before.has(one)));
  const { verifyTransaction } = await starting;
  expect(verifyTransaction).toEqual({ id, ...input });
});

test('a transaction that is listed while its create is lost is not made twice', async ({ sandbox, alice }) => {
  const before = new Set(await transactionsOf(alice));
  await sandbox.clearRequests();
  await sandbox.fault({
    match: { method: 'POST', path: TRANSACTIONS },
    delayMs: 3_000,
    when: 'after',
    reset: true,
    times: 1,
  });
  const input = { reference: `lost-${randomUUID()}`, challenge: 'tock' };
  const starting = start(alice, input);
  const id = await until('it is listed', async () => (await transactionsOf(alice)).find((one) => !before.has(one)));
  const { verifyTransaction } = await starting;
  expect(verifyTransaction).toEqual({ id, ...input });
  expect(await sandbox.countCalls('POST', TRANSACTIONS)).toBe(1);
});

test.for([
  ['with a key that never comes back', { idempotencyKey: randomUUID() }, 'always'],
  ['without a key', {}, 'always'],
  // Bob has no other transactions, so that there is no doubt.
  ['where PingOne does not say whom it calls', {}, 'create'],
] as const)(
  'a create whose gateway was killed, %s, is found and tracked under its reference',
  async ([, more, echoRequest], { sandbox, startGateway, newDatabase, alice, bob }) => {
    const database = await newDatabase();
    const gateway = await startGateway({ database });
    const { token, id: userId } = echoRequest === 'create' ? bob : alice;
    const person = new Person({ gateway, token, userId });
    const support = new Person({ gateway, token: sandbox.ready.tokens.support, userId: null });
    await sandbox.knobs({ echoRequest });
    const reference = `left-${randomUUID()}`;
    const made = { path: TRANSACTIONS, when: 'after' } as const;
    await killDuring({ sandbox, gateway }, made, () => start(person, { reference, ...more }));
    // As if the crash were a quarter of an hour ago.
    await database.sql(`update verification_starts set started_at = started_at - interval '15 minutes'`);
    await gateway.restart();

    const document = `query Of($reference: String!) { verifications(filter: { reference: $reference }) { edges { node { id lifecycle user { id } } } } }`;
    const found = await until('it is tracked', async () => {
      const { verifications } = await support.ask<
        { verifications: { edges: readonly { node: { id: string; user: { id: string } } }[] } },
        { reference: string }
      >(document, { reference });
      return verifications.edges[0]?.node;
    });
    expect(found?.user.id).toBe(userId);
    await sandbox.finish(found?.id ?? '', 'SUCCESS');
    expect((await person.watch(found?.id ?? '').untilFinal()).at(-1)?.decision).toBe('APPROVED');
    const waiting = () => database.sql('select id from callback_inbox where handled_at is null');
    await until('its callbacks are dealt with', waiting, ({ length }) => length === 0);
    await sandbox.knobs({ echoRequest: 'always' });
    await person.leave();
    await support.leave();
  },
);

test('a create whose gateway was killed before PingOne made anything leaves nothing', async ({
  sandbox,
  startGateway,
  newDatabase,
  alice: { token, id: userId },
}) => {
  const database = await newDatabase();
  const gateway = await startGateway({ database });
  const alice = new Person({ gateway, token, userId });
  await killDuring({ sandbox, gateway }, { path: TRANSACTIONS, when: 'before' }, () => start(alice, {}));
  await database.sql(`update verification_starts set started_at = started_at - interval '3 minutes'`);
  await gateway.restart();
  const left = () => database.sql('select id from verification_starts');
  await until('the start is gone', left, ({ length }) => length === 0);
  expect(await database.sql('select id from verifications')).toEqual([]);
});
