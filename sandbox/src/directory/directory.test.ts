/** The user directory over real HTTP: profiles, creation rules, filters, pages. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Json, TestSandbox } from '../test-sandbox.js';

let sandbox: TestSandbox;
beforeAll(async () => {
  sandbox = await TestSandbox.start();
});
afterAll(() => sandbox.stop());

const names = (list: Json) => (list._embedded?.users ?? []).map((user) => user.username);
const list = (query: { [name: string]: string }) =>
  sandbox.api('GET', `/users?${new URLSearchParams(query).toString()}`);

test('a demo person has a whole profile, and its population on demand', async () => {
  const { json } = await sandbox.api('GET', `${sandbox.alice}?expand=population`);
  expect(json).toMatchObject({
    id: sandbox.ready.users.alice,
    username: 'alice',
    email: 'alice@example.test',
    name: { given: 'Alice', family: 'Anderson' },
    address: { countryCode: 'US' },
    _embedded: { population: { name: 'Default' } },
  });
  expect((await sandbox.api('GET', sandbox.alice)).json._embedded).toBeUndefined();
});

test('a new user is made, found and unique', async () => {
  const body = { username: 'zoe', email: 'zoe@example.test', name: { given: 'Zoe' }, unknown: 1, enabled: false };
  const made = await sandbox.api('POST', '/users', body);
  expect(made.status).toBe(201);
  expect(made.headers.get('location')).toContain(`/users/${String(made.json.id)}`);
  expect(made.json).toMatchObject({ username: 'zoe', enabled: true, population: { id: expect.any(String) } });
  expect(made.json.unknown).toBeUndefined();
  expect(names((await list({ filter: 'username eq "ZOE"' })).json)).toEqual(['zoe']);

  const again = await sandbox.api('POST', '/users', { username: 'Zoe' });
  expect(again.status).toBe(400);
  expect(again.json).toMatchObject({
    code: 'INVALID_DATA',
    details: [{ code: 'UNIQUENESS_VIOLATION', target: 'username' }],
  });
});

test.each([
  [{}, 'REQUIRED_VALUE', 'username'],
  [{ username: '' }, 'EMPTY_VALUE', 'username'],
  [{ username: 7 }, 'INVALID_VALUE', 'username'],
  [{ username: 'x'.repeat(129) }, 'SIZE_LIMIT_EXCEEDED', 'username'],
  [{ username: 'y', email: 'nope' }, 'INVALID_VALUE', 'email'],
  [{ username: 'y', name: { given: 'g'.repeat(257) } }, 'SIZE_LIMIT_EXCEEDED', 'name.given'],
  [{ username: 'y', name: 'Y' }, 'INVALID_VALUE', 'name'],
  [{ username: 'y', mobilePhone: '1'.repeat(33) }, 'SIZE_LIMIT_EXCEEDED', 'mobilePhone'],
  [{ username: 'y', address: { countryCode: 'usa' } }, 'INVALID_VALUE', 'address.countryCode'],
  [{ username: 'y', address: { postalCode: '9'.repeat(41) } }, 'SIZE_LIMIT_EXCEEDED', 'address.postalCode'],
  [{ username: 'y', timezone: 'CET' }, 'INVALID_VALUE', 'timezone'],
  [{ username: 'y', photo: { href: 'ftp://x' } }, 'INVALID_VALUE', 'photo.href'],
  [{ username: 'y', population: { id: 'p' } }, 'INVALID_VALUE', 'population.id'],
])('the new user %j is refused: %s at %s', async (body, code, target) => {
  const { status, json } = await sandbox.api('POST', '/users', body);
  expect(status).toBe(400);
  expect(json).toMatchObject({ code: 'INVALID_DATA', details: [{ code, target }] });
});

test.each([
  ['username eq "alice"', ['alice']],
  ['USERNAME EQ "Alice"', ['alice']],
  ['name.family sw "ba"', ['bob']],
  ['username eq "alice" or username eq "bob"', ['alice', 'bob']],
  ['(username eq "alice" or username eq "bob") and address.region eq "TX"', ['bob']],
  ['username eq "alice" or username eq "bob" and address.region eq "NY"', ['alice']],
  ['username sw "a" and enabled eq true', ['alice']],
  ['username sw "a" and enabled eq false', []],
  ['externalId eq "quote \\" and \\\\ back"', []],
])('filter %s finds %j', async (filter, expected) => {
  expect(names((await list({ filter })).json)).toEqual(expected);
});

test.each([
  'id eq "x"',
  'username co "x"',
  'username eq',
  'username eq "x',
  'username eq x',
  '(username eq "x"',
  'username eq "x")',
  'username eq "x" username eq "y"',
  'not username eq "x"',
  'population.id sw "x"',
  '',
  'and',
  `${'('.repeat(30)}username eq "x"${')'.repeat(30)}`,
])('filter %s is refused', async (filter) => {
  const { status, json } = await list({ filter });
  expect(status).toBe(400);
  expect(json).toMatchObject({ details: [{ code: 'INVALID_FILTER' }] });
  expect(json.details?.[0]?.innerError?.supportedAttributes).toContain('username');
  expect(json.details?.[0]?.innerError?.supportedOperators).toContain('sw');
});

test('pages follow each other by the cursor of the next link, whole and without doubles', async () => {
  const seen: unknown[] = [];
  let page = (await list({ limit: '3', filter: 'email sw "" or enabled eq true' })).json;
  for (;;) {
    expect(page._embedded?.users?.length).toBe(page.size);
    seen.push(...names(page));
    const next = page._links?.next?.href;
    if (next === undefined) break;
    page = (await sandbox.api('GET', `/users${new URL(next).search}`)).json;
  }
  const whole = (await list({ limit: '1000' })).json;
  expect(seen).toEqual(names(whole));
  expect(seen.slice(0, 2)).toEqual(['alice', 'bob']);
  expect(whole.count).toBe(seen.length);
});

test.each([{ limit: '0' }, { limit: 'x' }, { limit: '1.5' }, { cursor: 'x' }])('%j is refused', async (query) => {
  const { status, json } = await list(query);
  expect(status).toBe(400);
  expect(json).toMatchObject({ code: 'INVALID_REQUEST', details: [{ code: 'INVALID_PARAMETER' }] });
});
