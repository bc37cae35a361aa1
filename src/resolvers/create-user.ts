// Creates a directory user: what the input must be, and what upstream's refusals mean for it.
import type { DirectoryUser, NewUser } from '../datasources/pingone/directory-user.js';
import { eq } from '../datasources/pingone/scim.js';
import type { CreateUserInput } from '../schema/user-input.js';
import { isEmailAddress } from '../verifications/contact.js';
import { normalisePhone } from '../verifications/phone.js';
import { type Fault, refuseIfAny } from '../verifications/refusal.js';
import { createAndSettle, isSince } from '../verifications/settle.js';
import type { Context } from './context.js';
import type { RefusalRules } from './failures.js';
import { once } from './once.js';

const OPERATION = 'createUser';

/** How `createUser` reads upstream's refusals. */
export const createUserRules: RefusalRules = {
  paths: {
    username: ['input', 'username'],
    email: ['input', 'email'],
    name: ['input', 'name'],
    'name.given': ['input', 'name', 'given'],
    'name.middle': ['input', 'name', 'middle'],
    'name.family': ['input', 'name', 'family'],
    'name.formatted': ['input', 'name', 'formatted'],
    'name.honorificPrefix': ['input', 'name', 'honorificPrefix'],
    'name.honorificSuffix': ['input', 'name', 'honorificSuffix'],
    primaryPhone: ['input', 'phones', 'primary'],
    mobilePhone: ['input', 'phones', 'mobile'],
    address: ['input', 'address'],
    'address.streetAddress': ['input', 'address', 'streetAddress'],
    'address.locality': ['input', 'address', 'locality'],
    'address.region': ['input', 'address', 'region'],
    'address.postalCode': ['input', 'address', 'postalCode'],
    'address.countryCode': ['input', 'address', 'countryCode'],
    nickname: ['input', 'nickname'],
    title: ['input', 'title'],
    externalId: ['input', 'externalId'],
    population: ['input', 'populationId'],
    locale: ['input', 'locale'],
    preferredLanguage: ['input', 'preferredLanguage'],
    timezone: ['input', 'timezone'],
  },
  notFound: {
    code: 'NOT_FOUND',
    message: 'The user that was made with this key no longer exists.',
    field: ['input', 'idempotencyKey'],
  },
};

/** Makes the user, or finds the one that the same key made before. @throws Refusal, UpstreamError */
export async function createUser(input: CreateUserInput, context: Context): Promise<DirectoryUser> {
  const user = toNewUser(input);
  const { viewer, signal, services } = context;
  const { users } = services.pingOne;
  return once(services.idempotency, {
    viewer,
    operation: OPERATION,
    key: input.idempotencyKey,
    input,
    signal,
    create: async (unsureSince) => {
      const value = await createAndSettle({
        source: 'PINGONE_USERS',
        unsureSince,
        create: () => users.createUser(user),
        find: (since) => findMade(context, user, since),
      });
      return { id: value.id, value };
    },
    reread: (id) => users.readUser(id, signal),
  });
}

/** A user name is unique; who made the user is told by the rest and by the time. */
async function findMade({ services }: Context, user: NewUser, since: Date): Promise<readonly DirectoryUser[]> {
  const { users } = await services.pingOne.users.listUsers({ filter: eq('username', user.username), limit: 1 });
  const isSame = (wanted: string | null | undefined, there: string | null) => wanted == null || wanted === there;
  const made = users.filter(
    (one) => isSince(one, since) && isSame(user.email, one.email) && isSame(user.externalId, one.externalId),
  );
  return services.idempotency.notAnothers(OPERATION, made);
}

/** The most characters that each text may have. */
const LIMITS: readonly (readonly [limit: number, path: string])[] = [
  [128, 'username'],
  [256, 'name.given'],
  [256, 'name.middle'],
  [256, 'name.family'],
  [256, 'name.formatted'],
  [256, 'name.honorificPrefix'],
  [256, 'name.honorificSuffix'],
  [256, 'address.streetAddress'],
  [256, 'address.locality'],
  [256, 'address.region'],
  [40, 'address.postalCode'],
  [256, 'nickname'],
  [256, 'title'],
  [1024, 'externalId'],
  [256, 'locale'],
  [256, 'preferredLanguage'],
  [256, 'timezone'],
];

/** What upstream is asked to make of the input. @throws Refusal with every fault at once */
export function toNewUser(input: CreateUserInput): NewUser {
  const faults: Fault[] = [...faultsOfLength(input)];
  const invalid = (path: string, message: string) =>
    faults.push({ code: 'INVALID_VALUE', message, field: fieldOf(path) });
  const { username, email, phones, address, populationId } = input;
  if (username === '') {
    const message = 'This must have at least 1 character.';
    faults.push({ code: 'OUT_OF_RANGE', message, field: fieldOf('username'), limit: 1 });
  } else if (username.trim() === '') invalid('username', 'A user name must not be blank.');
  if (email != null && !isEmailAddress(email)) invalid('email', 'This is not an e-mail address.');
  if (address?.countryCode != null && !/^[A-Z]{2}$/.test(address.countryCode)) {
    invalid('address.countryCode', 'A country code has two capital letters, as in ISO 3166-1.');
  }
  if (populationId === '') invalid('populationId', 'An id must not be empty.');
  const phone = (text: string | null | undefined, path: string): string | null => {
    const number = text == null ? null : normalisePhone(text);
    if (text != null && number === null) invalid(path, 'This is not a phone number with its country code.');
    return number;
  };
  const user: NewUser = {
    ...input,
    phones: phones && {
      primary: phone(phones.primary, 'phones.primary'),
      mobile: phone(phones.mobile, 'phones.mobile'),
    },
  };
  refuseIfAny(faults);
  return user;
}

function faultsOfLength(input: CreateUserInput): readonly Fault[] {
  return LIMITS.flatMap(([limit, path]) => {
    const text = path.split('.').reduce<unknown>(propertyOf, input);
    if (typeof text !== 'string' || text.length <= limit) return [];
    return [
      { code: 'OUT_OF_RANGE', message: `This must have at most ${limit} characters.`, field: fieldOf(path), limit },
    ];
  });
}

function propertyOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}

function fieldOf(path: string): readonly string[] {
  return ['input', ...path.split('.')];
}
