// What a new user may be like: every rule with the fault that tells of it.
import { expect, test } from 'vitest';
import type { CreateUserInput } from '../schema/user-input.js';
import { Refusal } from '../verifications/refusal.js';
import { toNewUser } from './create-user.js';

function faultsOf(input: CreateUserInput): readonly object[] {
  try {
    toNewUser(input);
    return [];
  } catch (error) {
    if (error instanceof Refusal) return error.faults;
    throw error;
  }
}

const long = (length: number) => 'x'.repeat(length);

test.each<[string, Partial<CreateUserInput>, string, readonly string[]]>([
  ['no user name', { username: '' }, 'OUT_OF_RANGE', ['username']],
  ['a blank user name', { username: ' ' }, 'INVALID_VALUE', ['username']],
  ['a long user name', { username: long(129) }, 'OUT_OF_RANGE', ['username']],
  ['no e-mail address', { email: 'ana' }, 'INVALID_VALUE', ['email']],
  ['an empty e-mail address', { email: '' }, 'INVALID_VALUE', ['email']],
  ['a long first name', { name: { given: long(257) } }, 'OUT_OF_RANGE', ['name', 'given']],
  ['a long whole name', { name: { formatted: long(257) } }, 'OUT_OF_RANGE', ['name', 'formatted']],
  ['no phone number', { phones: { primary: '12' } }, 'INVALID_VALUE', ['phones', 'primary']],
  ['no mobile number', { phones: { mobile: 'mine' } }, 'INVALID_VALUE', ['phones', 'mobile']],
  ['a long post code', { address: { postalCode: long(41) } }, 'OUT_OF_RANGE', ['address', 'postalCode']],
  ['a country in small letters', { address: { countryCode: 'es' } }, 'INVALID_VALUE', ['address', 'countryCode']],
  ['a country in words', { address: { countryCode: 'Spain' } }, 'INVALID_VALUE', ['address', 'countryCode']],
  ['a long nickname', { nickname: long(257) }, 'OUT_OF_RANGE', ['nickname']],
  ['a long title', { title: long(257) }, 'OUT_OF_RANGE', ['title']],
  ['a long foreign id', { externalId: long(1025) }, 'OUT_OF_RANGE', ['externalId']],
  ['an empty population', { populationId: '' }, 'INVALID_VALUE', ['populationId']],
  ['a long time zone', { timezone: long(257) }, 'OUT_OF_RANGE', ['timezone']],
])('%s', (_, input, code, field) => {
  expect(faultsOf({ username: 'ana', ...input })).toMatchObject([{ code, field: ['input', ...field] }]);
});

test('every fault is told at once, and none repeats a value', () => {
  const faults = faultsOf({ username: 'ana', email: 'canary', phones: { primary: 'canary' } });
  expect(faults).toHaveLength(2);
  expect(JSON.stringify(faults)).not.toContain('canary');
});

test('what is right is taken, phones in one form', () => {
  expect(
    toNewUser({
      username: long(128),
      email: 'ana@example.test',
      name: null,
      phones: { primary: '00 1 (512) 555-1234', mobile: null },
      address: { countryCode: 'ES' },
    }),
  ).toMatchObject({ email: 'ana@example.test', phones: { primary: '+15125551234', mobile: null } });
});
