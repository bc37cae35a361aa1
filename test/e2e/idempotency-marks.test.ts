// What the store keeps of an input under an idempotency key: enough to know a repeat, not enough to find out what was asked for.
import { createHash, randomUUID } from 'node:crypto';
import { StartVerificationDocument } from '../generated/graphql.js';
import { expect, test } from '../support/fixtures.js';
import type { Person } from '../support/person.js';

const SECRET = 'a-secret-of-the-tests-and-of-nothing-else';
const NEXT_SECRET = 'the-secret-that-comes-after-the-first-one';

/** Whoever reads the store and guesses what was asked for. */
function guess(input: Readonly<Record<string, unknown>>): Buffer {
  const whole = { ...input, idempotencyKey: null, deviceOsType: 'MOBILE_WEB' };
  const entries = Object.entries(whole).sort(([one], [other]) => (one < other ? -1 : 1));
  return createHash('sha256')
    .update(JSON.stringify(Object.fromEntries(entries)))
    .digest();
}

async function create(person: Person, input: object) {
  const { createVerifyTransaction } = await person.ask(StartVerificationDocument, { input: { userId: '', ...input } });
  const { verifyTransaction, userErrors } = createVerifyTransaction;
  return verifyTransaction?.id ?? userErrors.map(({ code }) => code).join();
}

test('an input cannot be found out by trying; its repeat is known over a change of the secret and an upgrade', async ({
  alice,
  database,
  startGateway,
}) => {
  const idempotencyKey = randomUUID();
  const input = { userId: alice.id, idempotencyKey, challenge: 'born 1990-01-02' };
  const id = await create(alice, input);
  const kept = async () =>
    (await database.sql('select input_hash from idempotency_keys where key = $1', [idempotencyKey]))[0];
  expect((await kept())?.input_hash).toBeInstanceOf(Buffer);
  expect((await kept())?.input_hash).not.toEqual(guess(input));

  const rotated = await startGateway({ env: { GATEWAY_SECRETS: `${NEXT_SECRET},${SECRET}` } });
  const later = alice.with({ gateway: rotated });
  expect(await create(later, input)).toBe(id);
  expect(await create(later, { ...input, challenge: 'born 1990-01-03' })).toBe('IDEMPOTENCY_CONFLICT');

  // Earlier releases kept what can be found out by trying: this is how.
  await database.sql('update idempotency_keys set input_hash = $1 where key = $2', [guess(input), idempotencyKey]);
  expect(await create(later, input)).toBe(id);
  expect(await create(later, { ...input, challenge: 'born 1990-01-03' })).toBe('IDEMPOTENCY_CONFLICT');
});
