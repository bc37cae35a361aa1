// What an address of a picture leads to, and for how long.
import { expect, test } from 'vitest';
import { Keys } from '../auth/keys.js';
import { PictureAddresses, type PicturePlace } from './picture-address.js';

const [OLD, NEW] = ['o'.repeat(32), 'n'.repeat(32)];
const PLACE: PicturePlace = {
  userId: 'a-user',
  transactionId: 'a-transaction',
  verifiedDataId: 'a-picture',
  type: 'SELFIE',
  attempt: 2,
};
const inOneMinute = () => new Date(Date.now() + 60_000);
const addresses = new PictureAddresses(new Keys([NEW]));

test.each([[PLACE], [{ ...PLACE, attempt: null }], [{ ...PLACE, type: 'UNKNOWN' } as const]])(
  'a place is read back: %o',
  (place) => {
    expect(addresses.placeOf(addresses.secretOf(place, inOneMinute()))).toEqual(place);
  },
);

test('nothing of it can be read without the keys, and no two are alike', () => {
  const end = inOneMinute();
  const [one, other] = [addresses.secretOf(PLACE, end), addresses.secretOf(PLACE, end)];
  expect(one).not.toBe(other);
  expect(Buffer.from(one, 'base64url').toString('latin1')).not.toMatch(/a-user|a-transaction|a-picture|SELFIE/);
});

test('it is good until its end', () => {
  expect(addresses.placeOf(addresses.secretOf(PLACE, new Date(Date.now() - 1)))).toBeNull();
});

test('every changed byte spoils it', () => {
  const bytes = Buffer.from(addresses.secretOf(PLACE, inOneMinute()), 'base64url');
  for (let index = 0; index < bytes.length; index += 1) {
    const changed = Buffer.from(bytes);
    changed[index] = (changed[index] ?? 0) ^ 1;
    expect(addresses.placeOf(changed.toString('base64url')), `byte ${index}`).toBeNull();
  }
  expect(addresses.placeOf('')).toBeNull();
});

test('older secrets are still taken, foreign ones and other uses of the same are not', () => {
  const secret = new PictureAddresses(new Keys([OLD])).secretOf(PLACE, inOneMinute());
  expect(new PictureAddresses(new Keys([NEW, OLD])).placeOf(secret)).toEqual(PLACE);
  expect(addresses.placeOf(secret)).toBeNull();
  const text = JSON.stringify(['a-user', 'a-transaction', 'a-picture', 'SELFIE', 2, inOneMinute().getTime()]);
  expect(addresses.placeOf(new Keys([NEW]).seal(text, 'picture address').toString('base64url'))).toEqual(PLACE);
  expect(addresses.placeOf(new Keys([NEW]).seal(text, 'status token').toString('base64url'))).toBeNull();
});
