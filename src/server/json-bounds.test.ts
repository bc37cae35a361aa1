// How much JSON is taken: each bound as it stands and one above, and that what stands inside a text does not count.
import { expect, test } from 'vitest';
import { JSON_BOUNDS, withinJsonBounds } from './json-bounds.js';

const fits = (text: string) => withinJsonBounds(Buffer.from(text));
const nested = (levels: number) => `${'['.repeat(levels)}${']'.repeat(levels)}`;
const list = (members: number) => `[${Array.from({ length: members }, () => '1').join()}]`;

test.each([
  ['levels of lists', nested],
  ['levels of objects', (levels: number) => `${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`],
  ['levels that are never closed', (levels: number) => '['.repeat(levels)],
])('%s', (_what, write) => {
  expect(fits(write(JSON_BOUNDS.levels))).toBe(true);
  expect(fits(write(JSON_BOUNDS.levels + 1))).toBe(false);
});

test.each([
  ['members of a list', list],
  ['empty lists', (count: number) => `${'[]'.repeat(count)}`],
  ['members of objects', (count: number) => `{${Array.from({ length: count }, (_, key) => `"k${key}":1`).join()}}`],
])('%s', (_what, write) => {
  expect(fits(write(JSON_BOUNDS.values))).toBe(true);
  expect(fits(write(JSON_BOUNDS.values + 1))).toBe(false);
});

test.each([
  ['a text', '{"a":"$"}'],
  ['a text with quotes', String.raw`{"a":"\"$\\\"$"}`],
  ['a text that ends with a backslash', String.raw`{"a":"\\", "b": "$"}`],
  ['a text that never ends', '{"a":"$'],
])('what stands in %s counts for nothing', (_what, text) => {
  expect(fits(text.replaceAll('$', () => '[{,'.repeat(JSON_BOUNDS.values)))).toBe(true);
  expect(fits(`${text.replaceAll('$', '')}${text.endsWith('$') ? '"' : ''}${nested(JSON_BOUNDS.levels + 1)}`)).toBe(
    false,
  );
});
