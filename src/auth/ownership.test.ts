// Whose data an object holds: everything inside a marked object, nothing that was not marked.
import { expect, test } from 'vitest';
import { ownedBy, ownerOf } from './ownership.js';

test('a mark covers the object and everything inside it, lists included', () => {
  const inner = { items: [{ name: 'one' }, { name: 'two' }] };
  const user = ownedBy('ana', { id: 'ana', inner, when: new Date(0), bytes: Buffer.from('x'), none: null, text: 'x' });
  for (const part of [user, inner, inner.items, inner.items[0], inner.items[1]]) expect(ownerOf(part)).toBe('ana');
});

test('what was not marked is nobody’s: copies, values, other objects', () => {
  const user = ownedBy('ana', { id: 'ana' });
  for (const value of [{ ...user }, 'ana', null, undefined, 7, {}, [user]]) expect(ownerOf(value)).toBeNull();
  expect(ownerOf(ownedBy(null, { id: 'nobody' }))).toBeNull();
});

test('the first mark stays: what is inside another person’s record keeps its owner', () => {
  const bobs = ownedBy('bob', { name: 'Bob' });
  const anas = ownedBy('ana', { friend: bobs, own: {} });
  expect(ownerOf(anas.friend)).toBe('bob');
  expect(ownerOf(anas.own)).toBe('ana');
  ownedBy('carl', anas);
  expect(ownerOf(anas)).toBe('ana');
});

test('circles are walked once', () => {
  const one: { other?: object } = {};
  const other = { one };
  one.other = other;
  ownedBy('ana', one);
  expect(ownerOf(other)).toBe('ana');
});
