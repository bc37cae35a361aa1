// Turns: how many one caller has at once, in which order it waits, and that nobody waits for another.
import { expect, test } from 'vitest';
import { Turns } from './turns.js';

/** What has come about so far. */
const settled = () => new Promise((resolve) => setImmediate(resolve));

test('a caller has so many turns at once, and waits for the next in order', async () => {
  const turns = new Turns();
  const begun: number[] = [];
  const ends: (() => void)[] = [];
  for (const number of [1, 2, 3, 4]) {
    void turns.take('ana', 2).then((end) => {
      begun.push(number);
      ends.push(end);
    });
  }
  await settled();
  expect(begun).toEqual([1, 2]);
  ends.shift()?.();
  await settled();
  expect(begun).toEqual([1, 2, 3]);
  for (let end = ends.shift(); end; end = ends.shift()) {
    end();
    await settled();
  }
  expect(begun).toEqual([1, 2, 3, 4]);
});

test('however long the line of one is, another has its turn at once', async () => {
  const turns = new Turns();
  for (let number = 0; number < 1_000; number += 1) void turns.take('ana', 1);
  await expect(turns.take('ben', 1)).resolves.toBeTypeOf('function');
});

test('a turn that is handed on is not taken twice', async () => {
  const turns = new Turns();
  const end = await turns.take('ana', 1);
  const second = turns.take('ana', 1);
  end();
  let third = false;
  void turns.take('ana', 1).then(() => {
    third = true;
  });
  const endSecond = await second;
  await settled();
  expect(third).toBe(false);
  endSecond();
  await settled();
  expect(third).toBe(true);
});
