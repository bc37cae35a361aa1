// Spellings of phone numbers that are taken, and texts that are none.
import { expect, test } from 'vitest';
import { normalisePhone } from './phone.js';

test.each([
  '+15125551234',
  '15125551234',
  '0015125551234',
  '+1 512 555 1234',
  '+1.512.555.1234',
  '+1 (512) 555-1234',
  '1-512-555-1234',
  '00 1 [512] 555 1234',
  '  +1 512 555 1234  ',
])('%s is one number', (text) => {
  expect(normalisePhone(text)).toBe('+15125551234');
});

test.each([
  ['+44 (0)20 7946 0958', '+442079460958'],
  ['+34612345678', '+34612345678'],
  ['+39 06 698 1234', '+39066981234'],
])('%s is %s', (text, expected) => {
  expect(normalisePhone(text)).toBe(expected);
});

test.each([
  '',
  ' ',
  '+',
  '12345',
  '+1 512 555',
  '+1 512 555 1234 5678 9012',
  '+999999999999',
  '512-CALL-NOW',
  '+1 512 555 1234 x7',
  '++15125551234',
  '1+5125551234',
  'tel:+15125551234',
  '+١٥١٢٥٥٥١٢٣٤',
  `+${'1'.repeat(10_000)}`,
])('%s is none', (text) => {
  expect(normalisePhone(text)).toBeNull();
});
