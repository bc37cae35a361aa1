// Every example that the explorer offers, asked for real: by each person it is offered to, with what was started before it.
import { examples } from '../../src/server/explorer/examples.js';
import { expect, test } from '../support/fixtures.js';
import { createJourney } from '../support/journeys.js';

const EVERYONE = ['alice', 'support', 'admin'] as const;
const OFFERS = examples.flatMap((example) =>
  EVERYONE.filter((name) => example.as?.includes(name) ?? true).map((name) => [example.title, name, example] as const),
);

test.for(OFFERS)('%s, as %s', async ([, name, example], { admin, support, alice }) => {
  const { query, variables = {} } = example;
  const person = { admin, support, alice }[name];
  const started = {
    $user: alice.id,
    $transaction: (await alice.startVerification()).id,
    $journey: query.includes('ourney') ? (await createJourney(admin, { userId: alice.id })).id : '',
    $authentication: query.includes('SignOn') ? await signOn() : '',
  };
  const fill = (_key: string, value: unknown) => Object.entries(started).find(([name]) => name === value)?.[1] ?? value;
  const filled = JSON.parse(JSON.stringify(variables, fill)) as Record<string, unknown>;
  if (query.includes('\nsubscription ') || query.startsWith('subscription ')) {
    const [first] = await person
      .subscribe<object, Record<string, unknown>, object>(query, filled, (data) => data)
      .take(1);
    expect(first).toBeDefined();
    return;
  }
  const { data, errors } = await person.query<Record<string, object | null>, object>(query, filled);
  expect(errors).toBeUndefined();
  for (const answer of Object.values(data ?? {})) {
    expect(answer).not.toBeNull();
    // Only what is in progress can be approved by hand, and nobody has begun.
    if (example.title !== 'Approve by hand') expect(answer).not.toMatchObject({ userErrors: [expect.anything()] });
  }

  async function signOn(): Promise<string> {
    const sending = examples.find(({ title }) => title === '1 · Send a passcode');
    const input = JSON.parse(JSON.stringify(sending?.variables ?? {}).replace('$user', alice.id)) as object;
    const made = await admin.ask<{ createDeviceAuthentication: { deviceAuthentication: { id: string } } }, object>(
      sending?.query ?? '',
      input,
    );
    return made.createDeviceAuthentication.deviceAuthentication.id;
  }
});

test.for(examples.filter(({ as }) => as).map((example) => [example.title, example] as const))(
  '%s is for nobody else',
  async ([, { query, variables = {}, as = [] }], { support, alice }) => {
    const filled = JSON.parse(JSON.stringify(variables).replaceAll('$user', alice.id)) as object;
    for (const [name, person] of Object.entries({ alice, support })) {
      const { data, errors } = await person.query<object, object>(query, filled);
      const isRefused =
        JSON.stringify([data, errors]).includes('FORBIDDEN') || JSON.stringify(data).includes('"userErrors":[{');
      expect([name, isRefused]).toEqual([name, !as.includes(name)]);
    }
  },
);
