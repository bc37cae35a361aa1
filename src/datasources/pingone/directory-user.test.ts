// Directory users between PingOne's words and ours.
import { expect, test } from 'vitest';
import { type NewUser, toDirectoryUser, toWireNewUser } from './directory-user.js';
import { WireUser } from './wire.js';

const created = { createdAt: '2026-03-01T10:00:00.000Z', updatedAt: '2026-03-02T10:00:00.000Z' };

test('a whole user', () => {
  const user = toDirectoryUser(
    WireUser.parse({
      id: 'u1',
      username: 'ana',
      email: 'ana@example.test',
      emailVerified: true,
      enabled: true,
      name: { given: 'Ana', family: 'Sample' },
      primaryPhone: '+15125551234',
      address: { locality: 'Madrid', countryCode: 'ES' },
      population: { id: 'p1' },
      account: { canAuthenticate: false, status: 'LOCKED', lockedAt: '2026-03-01T10:00:00.000Z' },
      lifecycle: { status: 'ACCOUNT_OK' },
      lastSignOn: { at: '2026-03-01T11:00:00.000Z', remoteIp: '192.0.2.1' },
      verifyStatus: 'NOT_INITIATED',
      ...created,
      _embedded: { population: { id: 'p1', name: 'Customers' } },
    }),
  );
  expect(user).toEqual({
    id: 'u1',
    username: 'ana',
    email: 'ana@example.test',
    emailVerified: true,
    enabled: true,
    name: {
      given: 'Ana',
      middle: null,
      family: 'Sample',
      formatted: null,
      honorificPrefix: null,
      honorificSuffix: null,
    },
    phones: { primary: '+15125551234', mobile: null },
    address: { streetAddress: null, locality: 'Madrid', region: null, postalCode: null, countryCode: 'ES' },
    nickname: null,
    title: null,
    externalId: null,
    population: { id: 'p1', name: 'Customers' },
    locale: null,
    preferredLanguage: null,
    timezone: null,
    account: {
      canAuthenticate: false,
      status: 'LOCKED',
      statusRaw: 'LOCKED',
      lockedAt: new Date('2026-03-01T10:00:00.000Z'),
      unlockAt: null,
    },
    lifecycle: { status: 'ACCOUNT_OK', statusRaw: 'ACCOUNT_OK' },
    lastSignOnAt: new Date('2026-03-01T11:00:00.000Z'),
    verifyStatus: 'NOT_INITIATED',
    verifyStatusRaw: 'NOT_INITIATED',
    createdAt: new Date(created.createdAt),
    updatedAt: new Date(created.updatedAt),
  });
});

test('a user in odd forms still reads', () => {
  const user = toDirectoryUser(
    WireUser.parse({
      id: 'u1',
      username: 7,
      account: { status: 'FROZEN', lockedAt: 'yesterday' },
      lifecycle: {},
      verifyStatus: 'NOT_VERIFIED',
      createdAt: created.createdAt,
    }),
  );
  expect(user).toMatchObject({
    username: null,
    name: null,
    phones: null,
    population: null,
    account: { status: 'UNKNOWN', statusRaw: 'FROZEN', lockedAt: null },
    lifecycle: { status: 'UNKNOWN', statusRaw: null },
    verifyStatus: 'UNKNOWN',
    verifyStatusRaw: 'NOT_VERIFIED',
    updatedAt: new Date(created.createdAt),
  });
});

test.each<[string, NewUser, object]>([
  ['only a name', { username: 'ana' }, { username: 'ana' }],
  ['nulls and empty parts', { username: 'ana', email: null, name: {}, address: {}, phones: {} }, { username: 'ana' }],
  [
    'everything',
    {
      username: 'ana',
      email: 'a@b.test',
      name: { given: 'Ana', family: 'Sample', honorificPrefix: 'Dr.' },
      phones: { primary: '+1', mobile: '+2' },
      address: { locality: 'Madrid', countryCode: 'ES', region: null },
      externalId: 'x',
      populationId: 'p1',
      timezone: 'Europe/Madrid',
    },
    {
      username: 'ana',
      email: 'a@b.test',
      name: { given: 'Ana', family: 'Sample', honorificPrefix: 'Dr.', formatted: 'Dr. Ana Sample' },
      primaryPhone: '+1',
      mobilePhone: '+2',
      address: { locality: 'Madrid', countryCode: 'ES' },
      externalId: 'x',
      population: { id: 'p1' },
      timezone: 'Europe/Madrid',
    },
  ],
  [
    'a whole name of its own',
    { username: 'ana', name: { given: 'Ana', formatted: 'A. S.' } },
    { username: 'ana', name: { given: 'Ana', formatted: 'A. S.' } },
  ],
])('a new user with %s', (_, user, body) => {
  expect(JSON.parse(JSON.stringify(toWireNewUser(user)))).toEqual(body);
});
