// The pace of reading: quick after a sign of life, slower while nothing happens, and just past the deadline.
import { expect, test } from 'vitest';
import { nextReadingInMs } from './schedule.js';

const pace = { fastMs: 2_000, slowMs: 30_000 };
const HOUR_MS = 3_600_000;

test.each([
  ['right after a sign of life', 0, HOUR_MS, 2_000],
  ['while it is young', 10_000, HOUR_MS, 2_000],
  ['a fifth of the quiet time', 60_000, HOUR_MS, 12_000],
  ['never slower than the slowest', 24 * HOUR_MS, HOUR_MS, 30_000],
  ['also when the clocks disagree', -5_000, HOUR_MS, 2_000],
  ['just past the deadline', 60_000, 3_000, 3_050],
  ['just past a deadline that is near', 0, 1, 51],
  ['at its own pace when the deadline has passed', 60_000, 0, 12_000],
  ['at its own pace long after the deadline', 60_000, -HOUR_MS, 12_000],
  ['at its own pace without a deadline', 60_000, null, 12_000],
])('%s', (_when, quietMs, remainingMs, expected) => {
  expect(nextReadingInMs(pace, quietMs, remainingMs)).toBe(expected);
});

test('whatever the times, the next reading lies between the bounds or just past the deadline', () => {
  for (let quietMs = 0; quietMs < 10 * 60_000; quietMs += 777) {
    for (const remainingMs of [null, -1, 0, 1, 1_999, 29_999, 600_000]) {
      const inMs = nextReadingInMs(pace, quietMs, remainingMs);
      expect(inMs).toBeGreaterThan(0);
      expect(inMs).toBeLessThanOrEqual(pace.slowMs);
      if (remainingMs !== null && remainingMs > 0) expect(inMs).toBeLessThanOrEqual(remainingMs + 50);
      else expect(inMs).toBeGreaterThanOrEqual(pace.fastMs);
    }
  }
});
