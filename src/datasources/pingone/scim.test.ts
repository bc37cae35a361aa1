// SCIM filters: quoting is the point.
import { expect, test } from 'vitest';
import { and, eq, or, sw } from './scim.js';

test.each([
  [eq('username', 'ana'), 'username eq "ana"'],
  [eq('username', 'a" or enabled eq "true'), 'username eq "a\\" or enabled eq \\"true"'],
  [eq('username', 'back\\slash"'), 'username eq "back\\\\slash\\""'],
  [eq('enabled', true), 'enabled eq true'],
  [sw('name.given', 'An'), 'name.given sw "An"'],
  [or(eq('a', '1'), sw('b', '2')), '(a eq "1" or b sw "2")'],
  [and(eq('a', '1')), 'a eq "1"'],
  [and(), null],
])('%s', (filter, expected) => {
  expect(filter).toBe(expected);
});
