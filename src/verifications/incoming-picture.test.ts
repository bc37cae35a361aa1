// What is let through while it comes in.
import { once } from 'node:events';
import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { incomingPicture, NotAPicture, wholePicture } from './incoming-picture.js';

const JPEG = Buffer.from(`ffd8ffe0${'41'.repeat(2_000)}`, 'hex');
const PNG = Buffer.from('89504e470d0a1a0a0000', 'hex');
const MAX_BYTES = 5 * 1024 * 1024;

function inPieces(content: Buffer, bytes: number): Readable {
  const count = Math.ceil(content.length / bytes);
  const pieces = Array.from({ length: count }, (_, index) => content.subarray(index * bytes, (index + 1) * bytes));
  return Readable.from(pieces, { objectMode: false });
}

test.each([
  ['JPEG', JPEG, 1],
  ['JPEG', JPEG, 700],
  ['JPEG', JPEG, 100_000],
  ['PNG', PNG, 3],
])('a %s comes out as it came in, %# ', async (_, content, bytes) => {
  const picture = await incomingPicture(inPieces(content, bytes));
  expect((await wholePicture(picture)).equals(content)).toBe(true);
});

test.each([
  ['a GIF', '474946383961010101'],
  ['a page', Buffer.from('<svg onload=alert(1)>').toString('hex')],
])('%s is refused, and the rest of what comes in can still be taken', async (_, digits) => {
  const content = inPieces(Buffer.from(`${digits}${'00'.repeat(100_000)}`, 'hex'), 1_000);
  await expect(incomingPicture(content)).rejects.toThrow(NotAPicture);
  expect(content.destroyed).toBe(false);
  expect(content.listenerCount('readable')).toBe(0);
  content.resume();
  await once(content, 'end');
});

test('nothing is no picture', async () => {
  await expect(incomingPicture(Readable.from([]))).rejects.toThrow(NotAPicture);
});

test('so is a picture that is cut after its first bytes', async () => {
  await expect(incomingPicture(inPieces(PNG.subarray(0, 6), 2))).rejects.toThrow(NotAPicture);
});

test('what it breaks off with comes through, before the beginning is there and after it', async () => {
  const broken = async function* (first: Buffer) {
    yield first;
    throw new Error('gone');
  };
  await expect(incomingPicture(Readable.from(broken(Buffer.from('ffd8', 'hex'))))).rejects.toThrow('gone');
  const picture = await incomingPicture(Readable.from(broken(JPEG)));
  await expect(wholePicture(picture)).rejects.toThrow('gone');
});

test('to end it early leaves what comes in to whoever opened it', async () => {
  const content = inPieces(JPEG, 100);
  const picture = await incomingPicture(content);
  for await (const _ of picture) break;
  await new Promise((resolve) => setImmediate(resolve));
  expect(content.destroyed).toBe(false);
});

test('all of it is at most 5 MB', async () => {
  const atLimit = Buffer.concat([JPEG], MAX_BYTES);
  expect((await wholePicture(inPieces(atLimit, 65_536))).length).toBe(MAX_BYTES);
  await expect(wholePicture(inPieces(Buffer.concat([JPEG], MAX_BYTES + 1), 65_536))).rejects.toThrow('at most');
});
