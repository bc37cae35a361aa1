// One verification from start to end, as an app and a dashboard see it.
import { expect, test } from '../support/fixtures.js';

test('a client that was away gets each missed change once, in order', async ({ sandbox, alice }) => {
  const transaction = await alice.startVerification();
  const [first] = await alice.watch(transaction).take(1);

  await sandbox.finish(transaction, 'SUCCESS');
  const missed = await alice.watch(transaction, { after: first?.cursor }).untilFinal();

  expect(missed.map(({ version }) => version)).toEqual([2, 3, 4]);
  expect(missed.at(-1)?.decision).toBe('APPROVED');
});
