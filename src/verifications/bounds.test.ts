// Bounds: the one that was passed, or none.
import { expect, test } from 'vitest';
import { passedBound } from './bounds.js';

test.each([
  [2, 3],
  [3, null],
  [500, null],
  [501, 500],
])('of 3 to 500, %i passes %j', (value, bound) => {
  expect(passedBound(value, { min: 3, max: 500 })).toBe(bound);
});
