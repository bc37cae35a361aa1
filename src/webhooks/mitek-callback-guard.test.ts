// What callbacks of Mitek must bring: each way alone, several together, and settings that do not suffice.
import { createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { parseRanges } from '../config/address-ranges.js';
import { ConfigError, type MitekConfig } from '../config/config.js';
import { builtInProfile, type MitekProfile } from '../datasources/mitek/profile.js';
import { type CallbackGuard, createCallbackGuard, type IncomingCallback } from './mitek-callback-guard.js';

const SECRETS = {
  basic: 'mitek:a-password',
  secrets: ['first-secret-of-header', 'second-secret-of-header'],
  hmacKeys: ['first-key-of-hmac', 'second-key-of-hmac'],
  addresses: parseRanges(['192.0.2.0/24', '2001:db8::/32', '198.51.100.7']) ?? [],
};
const NONE: MitekConfig['callback'] = { basic: null, secrets: [], hmacKeys: [], addresses: [] };
const BODY = Buffer.from('{"reference":"r-1"}');

type Way = MitekProfile['callback']['auth'][number];

function profileWith(auth: readonly Way[], changes: Partial<MitekProfile['callback']> = {}) {
  return { callback: { ...builtInProfile.callback, auth: [...auth], ...changes } };
}

/** A guard that has the secrets that its profile asks for. */
function guardOf(profile: ReturnType<typeof profileWith>): CallbackGuard {
  const { auth } = profile.callback;
  return createCallbackGuard(profile, {
    basic: auth.includes('basic') ? SECRETS.basic : null,
    secrets: auth.includes('header-secret') ? SECRETS.secrets : [],
    hmacKeys: auth.includes('hmac') ? SECRETS.hmacKeys : [],
    addresses: auth.includes('address-list') ? SECRETS.addresses : [],
  });
}

function incoming(headers: IncomingCallback['headers'] = {}, ip = '203.0.113.1'): IncomingCallback {
  return { headers, body: BODY, ip };
}

/** As a route asks: the body only of what has passed without it. */
function admits(guard: CallbackGuard, callback: IncomingCallback): boolean {
  return guard.admitsHead(callback) && guard.admitsBody(callback);
}

const sign = (key: string, body = BODY) => createHmac('sha256', key).update(body).digest('hex');
const basic = (text: string) => ({ authorization: `Basic ${Buffer.from(text).toString('base64')}` });

test.each<[Way, IncomingCallback, boolean]>([
  ['path-token', incoming(), true],
  ['basic', incoming(basic('mitek:a-password')), true],
  ['basic', incoming(basic('mitek:another')), false],
  ['basic', incoming(), false],
  ['header-secret', incoming({ 'x-mitek-secret': 'first-secret-of-header' }), true],
  ['header-secret', incoming({ 'x-mitek-secret': 'second-secret-of-header' }), true],
  ['header-secret', incoming({ 'x-mitek-secret': ['first-secret-of-header'] }), false],
  ['header-secret', incoming({ 'x-mitek-secret': '' }), false],
  ['hmac', incoming({ 'x-mitek-signature': sign('first-key-of-hmac') }), true],
  ['hmac', incoming({ 'x-mitek-signature': `sha256=${sign('second-key-of-hmac')}` }), true],
  ['hmac', incoming({ 'x-mitek-signature': sign('first-key-of-hmac', Buffer.from('other')) }), false],
  ['hmac', incoming({ 'x-mitek-signature': sign('a-key-of-nobody') }), false],
  ['hmac', incoming(), false],
  ['address-list', incoming({}, '192.0.2.77'), true],
  ['address-list', incoming({}, '::ffff:192.0.2.77'), true],
  ['address-list', incoming({}, '2001:db8:1::5'), true],
  ['address-list', incoming({}, '198.51.100.7'), true],
  ['address-list', incoming({}, '198.51.100.8'), false],
  ['address-list', incoming({}, 'no address'), false],
])('%s, %#: %#', (way, callback, admitted) => {
  expect(admits(guardOf(profileWith([way])), callback)).toBe(admitted);
});

test('of several ways all are asked for', () => {
  const guard = guardOf(profileWith(['path-token', 'header-secret', 'hmac']));
  const secret = { 'x-mitek-secret': 'first-secret-of-header' };
  const signature = { 'x-mitek-signature': sign('first-key-of-hmac') };
  expect(admits(guard, incoming({ ...secret, ...signature }))).toBe(true);
  expect(admits(guard, incoming(secret))).toBe(false);
  expect(admits(guard, incoming(signature))).toBe(false);
});

test('whatever can be told without the body is told without it', () => {
  const head = ({ headers, ip }: IncomingCallback) => ({ headers, ip });
  const told = (way: Way, callback: IncomingCallback) => guardOf(profileWith([way])).admitsHead(head(callback));
  expect(told('basic', incoming(basic('mitek:another')))).toBe(false);
  expect(told('header-secret', incoming())).toBe(false);
  expect(told('address-list', incoming({}, '198.51.100.8'))).toBe(false);
  expect(told('hmac', incoming())).toBe(false);
  expect(told('hmac', incoming({ 'x-mitek-signature': 'abcd' }))).toBe(false);
  expect(told('hmac', incoming({ 'x-mitek-signature': sign('a-key-of-nobody') }))).toBe(true);
});

test('one address for all without anything else is open', () => {
  expect(guardOf(profileWith(['path-token'], { url: 'fixed' })).isOpen).toBe(true);
  expect(guardOf(profileWith([], { url: 'fixed' })).isOpen).toBe(true);
  expect(guardOf(profileWith(['basic'], { url: 'fixed' })).isOpen).toBe(false);
  expect(guardOf(profileWith(['path-token'])).isOpen).toBe(false);
});

describe('settings that do not suffice are told, all at once', () => {
  const problemsOf = (...args: Parameters<typeof createCallbackGuard>): readonly string[] => {
    try {
      createCallbackGuard(...args);
      return [];
    } catch (error) {
      if (error instanceof ConfigError) return error.problems;
      throw error;
    }
  };

  test('variables that are missing', () => {
    const wanted = ['basic', 'header-secret', 'hmac', 'address-list'] as const;
    expect(problemsOf(profileWith(wanted), NONE).map((problem) => problem.split(' ')[0])).toEqual([
      'MITEK_CALLBACK_BASIC',
      'MITEK_CALLBACK_SECRETS',
      'MITEK_CALLBACK_HMAC_KEYS',
      'MITEK_CALLBACK_ADDRESSES',
    ]);
  });

  test('variables that are set and have no effect', () => {
    expect(problemsOf(profileWith(['path-token', 'hmac']), SECRETS)).toEqual(
      ['BASIC', 'SECRETS', 'ADDRESSES'].map((name) => expect.stringContaining(`MITEK_CALLBACK_${name} is set, but`)),
    );
  });

  test('headers that are not named', () => {
    const { headerSecret: _secret, hmac: _hmac, ...callback } = builtInProfile.callback;
    expect(
      problemsOf(
        { callback: { ...callback, auth: ['header-secret', 'hmac'] } },
        { ...SECRETS, basic: null, addresses: [] },
      ),
    ).toEqual([expect.stringContaining('callback.headerSecret'), expect.stringContaining('callback.hmac')]);
  });
});
