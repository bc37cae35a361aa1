// Lists as filters: left out, null and empty are the same.
import { expect, test } from 'vitest';
import { orAll } from './list-filters.js';

test.each([[undefined], [null], [[]]])('%j narrows nothing', (wanted) => {
  expect(orAll(wanted)).toBeNull();
});

test('what is named is kept', () => {
  expect(orAll(['A', 'B'])).toEqual(['A', 'B']);
});
