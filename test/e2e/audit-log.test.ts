// What gets into the audit log, whoever tries: compared values and contacts that staff reads, records that an end user has no business with, and no more of it than the log can take.
import { randomUUID } from 'node:crypto';
import { describe } from 'vitest';
import type { TestDatabase } from '../support/databases.js';
import { test as base, expect } from '../support/fixtures.js';
import { createJourney } from '../support/journeys.js';
import { Person } from '../support/person.js';
import { TINY_JPEG } from '../support/published-example.js';

/** A database of its own for each test: what one caller was refused counts for the next refusal. */
const test = base.extend('fresh', async ({ newDatabase, startGateway, sandbox }) => {
  const database = await newDatabase();
  const gateway = await startGateway({ database });
  const { tokens, users } = sandbox.ready;
  const person = (name: 'alice' | 'bob' | 'admin', userId: string | null) =>
    new Person({ gateway, token: tokens[name], userId });
  return {
    database,
    gateway,
    alice: person('alice', users.alice),
    bob: person('bob', users.bob),
    admin: person('admin', null),
  };
});

function entriesOf(database: TestDatabase, where: string, parameters: readonly unknown[] = []) {
  return database.sql(
    `select action, outcome, actor, target_type, target_id, user_id, fields, reason, user_agent
     from audit_events where ${where} order by position`,
    [...parameters],
  );
}

describe('reads of evidence by staff', () => {
  test('what a transaction compares with, and where its messages went', async ({ admin, alice, database }) => {
    const { id } = await admin.startVerification({
      userId: alice.id,
      requirements: { givenName: ['Ada'], familyName: ['Byron'], birthDate: ['1990-01-02'] },
      notification: { email: 'ada@example.test' },
    });
    const read = `{ verifyTransaction(id: "${id}") {
      requirements { given: givenName birthDate } notifications { email } webVerificationUrl status
    } }`;
    const reads = () => entriesOf(database, `target_id = $1 and action = 'verifyTransaction'`, [id]);
    const owned = await alice.ask<{ verifyTransaction: { requirements: object } }, object>(read);
    expect(owned.verifyTransaction.requirements).toEqual({ given: ['Ada'], birthDate: ['1990-01-02'] });
    expect(await reads()).toEqual([]);

    await admin.ask(read);
    expect(await reads()).toMatchObject([
      {
        outcome: 'SUCCEEDED',
        target_type: 'VerifyTransaction',
        user_id: alice.id,
        fields: ['VerifyNotifications.email', 'VerifyRequirements.birthDate', 'VerifyRequirements.givenName'],
      },
    ]);
    await admin.ask(
      `{ verifyTransaction(id: "${id}") { status webVerificationUrl requirements { hasReferenceSelfie } } }`,
    );
    expect(await reads()).toHaveLength(1);
  });

  test('whom a journey is for, linked or not, also in a list', async ({ admin, alice, sandbox, database }) => {
    for (const userId of [sandbox.ready.users.alice, undefined]) {
      const { id, reference } = await createJourney(admin, { userId, note: 'Dear Ada' });
      const reads = (action: string) => entriesOf(database, 'target_id = $1 and action = $2', [id, action]);
      await alice.query(`{ mitekJourney(id: "${id}") { name email note phone } }`);
      expect(await reads('mitekJourney')).toEqual([]);

      await admin.ask(`{ mitekJourney(id: "${id}") { status journeyUrl } }`);
      expect(await reads('mitekJourney')).toEqual([]);
      await admin.ask(`{ mitekJourney(id: "${id}") { name who: email note phone } }`);
      const fields = ['email', 'name', 'note', 'phone'].map((name) => `MitekJourney.${name}`);
      const expected = { target_type: 'MitekJourney', user_id: userId ?? null, outcome: 'SUCCEEDED' };
      expect(await reads('mitekJourney')).toMatchObject([{ ...expected, fields }]);
      await admin.ask(
        `{ verifications(filter: { reference: "${reference}" }) { edges { node { ... on MitekJourney { name } } } } }`,
      );
      expect(await reads('verifications')).toMatchObject([{ ...expected, fields: ['MitekJourney.name'] }]);
    }
  });
});

describe('mutations of an end user on what is not theirs', () => {
  test('leave an entry, by whichever way they name it, and look like those on nothing', async ({ fresh, sandbox }) => {
    const { alice, bob, database, gateway } = fresh;
    const theirs = await bob.startVerification();
    const mutations = {
      createVerifyTransaction: [`userId: "${bob.id}"`, 'User', bob.id],
      submitVerifyDocument: [
        `transactionId: "${theirs.id}", type: SELFIE, value: "${TINY_JPEG}"`,
        'VerifyTransaction',
        theirs.id,
      ],
      processVerifyDocuments: [`transactionId: "${theirs.id}", userId: "${bob.id}"`, 'VerifyTransaction', theirs.id],
      deleteDevice: [`userId: "${bob.id}", deviceId: "${randomUUID()}"`, 'User', bob.id],
    } as const;
    for (const [name, [input, target_type, target_id]] of Object.entries(mutations)) {
      const ask = (text: string) =>
        alice.query<Record<string, { userErrors: { code: string }[] }>, object>(
          `mutation { ${name}(input: { ${text} }) { userErrors { code field } } }`,
        );
      const answer = await ask(input);
      expect(answer.data?.[name]?.userErrors.map(({ code }) => code)).toEqual(['NOT_FOUND']);
      const actor = { id: alice.id, kind: 'END_USER', displayName: null };
      const denied = () => entriesOf(database, `action = $1 and outcome = 'DENIED'`, [name]);
      expect(await denied()).toMatchObject([{ actor, target_type, target_id }]);
      const nothing = await ask(input.replaceAll(theirs.id, randomUUID()).replaceAll(bob.id, randomUUID()));
      expect(nothing.data).toEqual(answer.data);
      expect(await denied()).toHaveLength(2);
    }
    const upload = await fetch(`${gateway.url}/uploads/verify-transactions/${theirs.id}/documents?type=SELFIE`, {
      method: 'POST',
      headers: { authorization: `Bearer ${sandbox.ready.tokens.alice}`, 'content-type': 'image/jpeg' },
      body: Buffer.from(TINY_JPEG, 'base64'),
    });
    expect(upload.status).toBe(404);
    expect(await entriesOf(database, `action = 'submitVerifyDocument' and outcome = 'DENIED'`)).toHaveLength(3);
    // What is theirs is nobody's business.
    await bob.ask(
      `mutation { processVerifyDocuments(input: { transactionId: "${theirs.id}" }) { userErrors { code } } }`,
    );
    expect(await entriesOf(database, `actor ->> 'id' = $1`, [bob.id])).toEqual([]);
  });

  test('cannot fill the log: of many only the first have an entry each, and none is long', async ({
    fresh,
    sandbox,
  }) => {
    const { alice, bob, database, gateway } = fresh;
    const tries = 120;
    const send = async (name: string, input: string) => {
      const response = await fetch(gateway.graphql, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          authorization: `Bearer ${sandbox.ready.tokens.alice}`,
          'user-agent': 'b'.repeat(600),
        },
        body: JSON.stringify({ query: `mutation { ${name}(input: { ${input} }) { userErrors { code } } }` }),
      });
      return (await response.json()) as {
        readonly data?: Record<string, { userErrors: { code: string }[] }>;
        readonly errors?: { extensions: { code: string } }[];
      };
    };
    for (let count = 0; count < tries; count += 1) {
      const { errors } = await send(
        'approveVerifyTransaction',
        `transactionId: "${'a'.repeat(500)}", status: APPROVED_MANUALLY, reason: "I say so"`,
      );
      expect(errors?.map(({ extensions }) => extensions.code)).toEqual(['FORBIDDEN']);
    }
    for (let count = 0; count < tries; count += 1) {
      const { data } = await send('createVerifyTransaction', `userId: "${randomUUID()}"`);
      expect(data?.createVerifyTransaction?.userErrors).toEqual([{ code: 'NOT_FOUND' }]);
    }
    // Whoever is no nuisance is on record as ever.
    await bob.query(`mutation { createVerifyTransaction(input: { userId: "${alice.id}" }) { userErrors { code } } }`);
    expect(await entriesOf(database, `actor ->> 'id' = $1`, [bob.id])).toHaveLength(1);

    await gateway.stop();
    const entries = await entriesOf(database, `outcome = 'DENIED' and actor ->> 'id' = $1`, [alice.id]);
    // Two at most where the minute changed in between.
    expect(entries.length).toBeLessThanOrEqual(2 * (3 + 3 + 1));
    const counted = entries.flatMap(({ reason }) => /^(\d+) more/.exec(String(reason))?.[1] ?? []).map(Number);
    const each = entries.filter(({ reason }) => !/^\d+ more/.test(String(reason)));
    expect(each.length).toBeGreaterThanOrEqual(6);
    expect(each.length + counted.reduce((sum, count) => sum + count, 0)).toBe(2 * tries);
    for (const { target_id, user_agent } of each) {
      expect([String(target_id ?? '').length, String(user_agent).length].every((length) => length <= 128)).toBe(true);
    }
  });
});
