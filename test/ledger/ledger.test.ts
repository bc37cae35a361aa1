// The ledger in its short form; `npm run ledger` is the long one.
import { expect, inject, test } from 'vitest';
import { compare } from './follower.js';
import { runLedger } from './ledger.js';

const COUNT = 50;
const DEADLINE_MS = 10 * 60_000;

test('the books find what is lost, doubled, early and not there at all', () => {
  const due = [1, 2, 3, 4].map((version) => ({ id: 'one', version }));
  const see = (...versions: readonly number[]) => {
    const seen = versions.map((version) => ({ id: 'one', version }));
    const { lost, duplicated, outOfOrder } = compare('somebody', seen, due);
    return [lost.length, duplicated.length, outOfOrder.length];
  };
  expect(see(1, 2, 3, 4)).toEqual([0, 0, 0]);
  expect(see(1, 3, 4)).toEqual([1, 0, 0]);
  expect(see(1, 2)).toEqual([2, 0, 0]);
  expect(see(1, 2, 2, 3, 4)).toEqual([0, 1, 0]);
  expect(see(1, 3, 2, 4)).toEqual([0, 0, 1]);
  expect(see(1, 2, 3, 4, 5)).toEqual([0, 0, 1]);
});

test.concurrent.for(['asked', 'told'] as const)(
  'nothing is lost, doubled or believed that is forged, where Mitek is %s',
  { timeout: DEADLINE_MS },
  async (way, { expect: expectHere }) => {
    const told: string[] = [];
    const { isRight, lines } = await runLedger({
      way,
      count: COUNT,
      seed: Date.now() % 1_000_000,
      serverUrl: inject('postgresUrl'),
      tell: (text) => told.push(text),
    });
    console.info(lines.join('\n'));
    expectHere(isRight, lines.join('\n')).toBe(true);
  },
);
