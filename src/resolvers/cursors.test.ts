// Cursors: read back only by the list that made them, unchanged, and across a rotation of keys.
import { describe, expect, test } from 'vitest';
import { Keys } from '../auth/keys.js';
import { Cursors, cursorInvalid } from './cursors.js';

const [OLD, NEW] = ['o'.repeat(32), 'n'.repeat(32)] as const;
const cursors = new Cursors(new Keys([NEW]));
const refused = expect.objectContaining({ extensions: { code: 'CURSOR_INVALID' } });

/** What reading makes of it: a value, or the error. */
function attempt(read: () => unknown): unknown {
  try {
    return read();
  } catch (error) {
    return error;
  }
}

test('positions and places are read back', () => {
  for (const position of [0n, 1n, 2n ** 63n - 1n]) {
    expect(cursors.toPosition(cursors.ofPosition(position))).toBe(position);
  }
  for (const place of ['x', 'https://api.test/users?cursor=a&limit=2', 'Zoë']) {
    expect(cursors.toPlace('users', cursors.ofPlace('users', place))).toBe(place);
  }
});

test('they are opaque text that is safe in an address', () => {
  expect(cursors.ofPlace('users', 'https://api.test/?a=b+c')).toMatch(/^[\w-]+$/);
});

test('a cursor of one list is refused by every other', () => {
  const ofUsers = cursors.ofPlace('users', '7');
  expect(attempt(() => cursors.toPlace('transactions', ofUsers))).toEqual(refused);
  expect(attempt(() => cursors.toPosition(ofUsers))).toEqual(refused);
  expect(attempt(() => cursors.toPlace('users', cursors.ofPosition(7n)))).toEqual(refused);
  // The name of a list and its place cannot be shifted into each other.
  expect(attempt(() => cursors.toPlace('a', cursors.ofPlace('ab', 'c')))).toEqual(refused);
});

describe('what was not made here', () => {
  test.each(['', 'x', '7', 'AAAAAAAAAAAA', 'AAAAAAAAAAAAAAAA', '💥', '../../etc/passwd', 'a'.repeat(10_000)])(
    '%s',
    (text) => {
      expect(attempt(() => cursors.toPosition(text))).toEqual(refused);
      expect(attempt(() => cursors.toPlace('users', text))).toEqual(refused);
    },
  );

  test('every changed, cut or longer cursor', () => {
    const cursor = cursors.ofPosition(1234n);
    const bytes = Buffer.from(cursor, 'base64url');
    for (let index = 0; index < bytes.length; index += 1) {
      const changed = Buffer.from(bytes);
      changed.writeUInt8(changed.readUInt8(index) ^ 1, index);
      expect(attempt(() => cursors.toPosition(changed.toString('base64url')))).toEqual(refused);
      expect(attempt(() => cursors.toPosition(bytes.subarray(0, index).toString('base64url')))).toEqual(refused);
    }
    const longer = Buffer.concat([bytes, Buffer.from('5')]).toString('base64url');
    expect(attempt(() => cursors.toPosition(longer))).toEqual(refused);
  });
});

test('a rotation of keys leaves old cursors good until the old key is gone', () => {
  const old = new Cursors(new Keys([OLD])).ofPosition(7n);
  expect(new Cursors(new Keys([NEW, OLD])).toPosition(old)).toBe(7n);
  expect(attempt(() => cursors.toPosition(old))).toEqual(refused);
});

test('the error tells the oldest cursor that works, where there is one', () => {
  expect(cursorInvalid({ oldestCursor: 'abc' }).extensions).toEqual({ code: 'CURSOR_INVALID', oldestCursor: 'abc' });
});
