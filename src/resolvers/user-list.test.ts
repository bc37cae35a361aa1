// Paging through users: every cursor goes on right after its user, however upstream cuts its pages.
import { expect, test } from 'vitest';
import { Keys } from '../auth/keys.js';
import { toDirectoryUser } from '../datasources/pingone/directory-user.js';
import type { UserFilter } from '../schema/user.js';
import { Cursors } from './cursors.js';
import { readUsers } from './user-list.js';

type Reader = Parameters<typeof readUsers>[0];
interface Asked {
  readonly filter?: string | undefined;
  readonly limit?: number | undefined;
  readonly cursor?: string | undefined;
}

/** A directory of `total` users that never gives more than `largest` at a time. */
function directory(total: number, largest = 200) {
  const asked: Asked[] = [];
  const listUsers = async (page: Asked) => {
    asked.push(page);
    const start = Number(page.cursor ?? 0);
    const end = Math.min(start + Math.min(page.limit ?? 100, largest), total);
    return {
      users: Array.from({ length: end - start }, (_, index) => toDirectoryUser({ id: `u${start + index}` })),
      totalCount: total,
      nextCursor: end < total ? String(end) : null,
    };
  };
  const reader: Reader = {
    services: { pingOne: { users: { listUsers } }, cursors: new Cursors(new Keys(['a'.repeat(32)])) },
    signal: new AbortController().signal,
  };
  return { asked, reader };
}

const ids = (from: number, to: number) => Array.from({ length: to - from }, (_, index) => `u${from + index}`);

test.each([
  { total: 0, largest: 200, first: 20 },
  { total: 20, largest: 200, first: 20 },
  { total: 45, largest: 200, first: 20 },
  { total: 45, largest: 7, first: 20 },
  { total: 250, largest: 200, first: 100 },
])('going on from the end of each page: $total users, $first at a time, upstream $largest', async (size) => {
  const { reader } = directory(size.total, size.largest);
  const seen: string[] = [];
  for (let after: string | null = null; ; ) {
    const page = await readUsers(reader, null, size.first, after);
    seen.push(...page.edges.map(({ node }) => node.id));
    expect(page.totalCount).toBe(size.total);
    expect(page.pageInfo.hasPreviousPage).toBe(after !== null);
    expect(page.pageInfo.hasNextPage).toBe(seen.length < size.total);
    if (!page.pageInfo.hasNextPage) break;
    after = page.pageInfo.endCursor;
  }
  expect(seen).toEqual(ids(0, size.total));
});

test.each([200, 7])('going on from any user, upstream %i', async (largest) => {
  const { reader } = directory(30, largest);
  const { edges } = await readUsers(reader, null, 30, null);
  for (const [index, { cursor }] of edges.entries()) {
    const page = await readUsers(reader, null, 5, cursor);
    expect(page.edges.map(({ node }) => node.id)).toEqual(ids(index + 1, Math.min(index + 6, 30)));
  }
});

test('a whole page costs one call', async () => {
  const { reader, asked } = directory(100);
  const { pageInfo } = await readUsers(reader, null, 20, null);
  await readUsers(reader, null, 20, pageInfo.endCursor);
  expect(asked).toEqual([
    { filter: undefined, limit: 20, cursor: undefined },
    { filter: undefined, limit: 20, cursor: '20' },
  ]);
});

test.each<[UserFilter, string | undefined]>([
  [{}, undefined],
  [{ search: ' ' }, undefined],
  [{ search: 'an"' }, '(username sw "an\\"" or email sw "an\\"" or name.given sw "an\\"" or name.family sw "an\\"")'],
  [{ username: 'ana', enabled: false }, '(username eq "ana" and enabled eq false)'],
  [
    { email: 'a@b.test', externalId: 'x', populationId: 'p1' },
    '(email eq "a@b.test" and externalId eq "x" and population.id eq "p1")',
  ],
])('filter %j', async (filter, scim) => {
  const { reader, asked } = directory(1);
  await readUsers(reader, filter, 20, null);
  expect(asked[0]?.filter).toBe(scim);
});

test.each<[string, UserFilter | null, number, string | null, string]>([
  ['no size', null, 0, null, 'BAD_USER_INPUT'],
  ['a size too large', null, 101, null, 'BAD_USER_INPUT'],
  ['a long text', { search: 'x'.repeat(257) }, 20, null, 'BAD_USER_INPUT'],
  ['half a character', { username: '\ud800' }, 20, null, 'BAD_USER_INPUT'],
  ['a control character', { username: 'a\nb' }, 20, null, 'BAD_USER_INPUT'],
  ['a made-up cursor', null, 20, 'AAAAAAAAAAAAAAAAAAAA', 'CURSOR_INVALID'],
])('%s is refused', async (_, filter, first, after, code) => {
  const { reader, asked } = directory(1);
  await expect(readUsers(reader, filter, first, after)).rejects.toMatchObject({ extensions: { code } });
  expect(asked).toEqual([]);
});

test('a cursor goes on in its own list only', async () => {
  const { reader } = directory(30);
  const { pageInfo } = await readUsers(reader, null, 20, null);
  await expect(readUsers(reader, { enabled: true }, 20, pageInfo.endCursor)).rejects.toMatchObject({
    extensions: { code: 'CURSOR_INVALID' },
  });
});
