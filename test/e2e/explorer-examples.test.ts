// Every example that the explorer offers, asked for real: by the person it names, with what was started before it.
import { examples } from '../../src/server/explorer/examples.js';
import { expect, test } from '../support/fixtures.js';
import { createJourney } from '../support/journeys.js';

test.for(examples.map((example) => [example.title, example] as const))('%s', async ([, example], { admin, alice }) => {
  const { query, variables = {} } = example;
  const started = {
    $user: alice.id,
    $transaction: (await alice.startVerification()).id,
    $journey: query.includes('ourney') ? (await createJourney(admin, { userId: alice.id })).id : '',
    $authentication: query.includes('SignOn') ? await signOn() : '',
  };
  const fill = (_key: string, value: unknown) => Object.entries(started).find(([name]) => name === value)?.[1] ?? value;
  const filled = JSON.parse(JSON.stringify(variables, fill)) as Record<string, unknown>;
  if (query.includes('\nsubscription ') || query.startsWith('subscription ')) {
    const [first] = await admin
      .subscribe<object, Record<string, unknown>, object>(query, filled, (data) => data)
      .take(1);
    expect(first).toBeDefined();
    return;
  }
  const { data, errors } = await admin.query<Record<string, object | null>, object>(query, filled);
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
