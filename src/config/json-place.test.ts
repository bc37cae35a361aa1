// The line in which a text stops being JSON.
import { expect, test } from 'vitest';
import { lineOfFault } from './json-place.js';

test.each([
  ['', 1],
  ['{', 1],
  ['{\n  "a": 1,\n}', 3],
  ['{\n  "a": 1\n  "b": 2\n}', 3],
  ['{\n  "a": [1, 2,\n    three]\n}', 3],
  ['{\n  "a": "one\n"\n}', 2],
  ['{\n  "a": {"b": [true, null, -1.5e3, "\\u00e9 \\n"]},\n  c: 1\n}', 3],
  ["{\n  'a': 1\n}", 2],
  ['{\n  "a": 1\n', 3],
  ['{}\n\n{}', 3],
  ['// a profile\n{}', 1],
])('%j goes wrong in line %i', (text, line) => {
  expect(() => JSON.parse(text)).toThrow();
  expect(lineOfFault(text)).toBe(line);
});
