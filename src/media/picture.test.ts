// Which of several pictures an address leads to, where a person had to try more than once.
import { expect, test } from 'vitest';
import { UpstreamError } from '../datasources/http/errors.js';
import type { VerifiedData } from '../datasources/pingone/verified-data.js';
import { fetchPicture } from './picture.js';
import type { PicturePlace } from './picture-address.js';

const PLACE: PicturePlace = {
  userId: 'a-user',
  transactionId: 'a-transaction',
  verifiedDataId: 'selfie',
  type: 'SELFIE',
  attempt: 1,
};
const { signal } = new AbortController();

function picture(id: string, attempt: number | null, text: string | null): VerifiedData {
  const dataUri = text === null ? null : `data:image/jpeg;base64,${Buffer.from(text).toString('base64')}`;
  return {
    id,
    type: 'SELFIE',
    typeRaw: 'SELFIE',
    attempt,
    createdAt: null,
    image: { format: 'JPEG', formatRaw: 'JPEG', dataUri, sha256: null, bytes: null },
    governmentId: null,
    barcode: null,
    voice: null,
    endUserClient: null,
  };
}

function failure(kind: 'not-found' | 'unavailable'): UpstreamError {
  return new UpstreamError({ source: 'TEST', kind, status: 404, code: 'TEST', mayHaveTakenEffect: false });
}

/** A PingOne that has one latest piece of data, and a list of each attempt. */
function source(latest: VerifiedData | UpstreamError, lists: Readonly<Record<string, readonly VerifiedData[]>> = {}) {
  const asked: string[] = [];
  return {
    asked,
    readPicture: async (_key: object, id: string) => {
      asked.push(id);
      if (latest instanceof UpstreamError) throw latest;
      return latest;
    },
    listVerifiedData: async (
      _key: object,
      { types, attempt }: { types?: readonly string[] | undefined; attempt: string },
    ) => {
      asked.push(`${types} ${attempt}`);
      return [...(lists[attempt] ?? [])];
    },
  };
}

async function textOf(from: ReturnType<typeof source>, changes: Partial<PicturePlace> = {}): Promise<string | null> {
  const found = await fetchPicture(from, { ...PLACE, ...changes }, signal);
  return found && `${found.contentType} ${found.content}`;
}

test.each([
  ['the attempt that is meant', 1, 1],
  ['an attempt that PingOne does not tell', null, 1],
  ['any attempt where none is meant', 3, null],
])('one read is enough for %s', async (_, attempt, meant) => {
  const pingOne = source(picture('selfie', attempt, 'the latest'));
  expect(await textOf(pingOne, { attempt: meant })).toBe('image/jpeg the latest');
  expect(pingOne.asked).toEqual(['selfie']);
});

test('an earlier attempt is found in its list, though a later one has the same id', async () => {
  const lists = { ATTEMPT_1: [picture('another', 1, 'another'), picture('selfie', 1, 'the first')] };
  const pingOne = source(picture('selfie', 2, 'the second'), lists);
  expect(await textOf(pingOne)).toBe('image/jpeg the first');
  expect(pingOne.asked).toEqual(['selfie', 'SELFIE ATTEMPT_1']);
});

test('an id that PingOne never gave leads to the only picture of its attempt, and to none of several', async () => {
  const [one, other] = [picture('one', 1, 'one'), picture('other', 1, 'other')];
  const missing = failure('not-found');
  expect(await textOf(source(missing, { ATTEMPT_1: [one] }), { verifiedDataId: 'selfie-1' })).toBe('image/jpeg one');
  expect(await textOf(source(missing, { ATTEMPT_1: [one, other] }), { verifiedDataId: 'selfie-1' })).toBeNull();
});

test.each([
  ['it is gone', source(failure('not-found')), {}],
  ['the attempt is none that can be asked for', source(picture('selfie', 1, 'text')), { attempt: 7 }],
  ['the kind cannot be asked for', source(picture('selfie', 2, 'text')), { type: 'UNKNOWN' }],
  ['it has no content', source(picture('selfie', 1, null)), {}],
] as const)('there is none where %s', async (_, pingOne, changes) => {
  expect(await textOf(pingOne, changes)).toBeNull();
});

test('other failures are not taken for its absence', async () => {
  await expect(textOf(source(failure('unavailable')))).rejects.toMatchObject({ kind: 'unavailable' });
});
