// A user of the directory in the gateway's own words, read from PingOne's, and a new one written in PingOne's.
import { known, openSet } from './open-set.js';
import { certainInstant, instant } from './values.js';
import type { WireNewUser, WireUser } from './wire.js';

/** Whether a user may be verified. PingOne no longer reads it. */
export type KnownVerifyStatus = 'NOT_INITIATED' | 'ENABLED' | 'DISABLED';

/** The verify status of a user; null where upstream tells none. */
export interface VerifyStatus {
  readonly verifyStatus: KnownVerifyStatus | 'UNKNOWN' | null;
  readonly verifyStatusRaw: string | null;
}

export interface DirectoryUser {
  readonly id: string;
  readonly username: string | null;
  readonly email: string | null;
  readonly emailVerified: boolean | null;
  readonly name: {
    readonly given: string | null;
    readonly middle: string | null;
    readonly family: string | null;
    readonly formatted: string | null;
    readonly honorificPrefix: string | null;
    readonly honorificSuffix: string | null;
  } | null;
  readonly phones: { readonly primary: string | null; readonly mobile: string | null } | null;
  readonly address: {
    readonly streetAddress: string | null;
    readonly locality: string | null;
    readonly region: string | null;
    readonly postalCode: string | null;
    readonly countryCode: string | null;
  } | null;
  readonly nickname: string | null;
  readonly title: string | null;
  readonly externalId: string | null;
  readonly enabled: boolean | null;
  readonly population: { readonly id: string; readonly name: string | null } | null;
  readonly locale: string | null;
  readonly preferredLanguage: string | null;
  readonly timezone: string | null;
  readonly account: {
    readonly canAuthenticate: boolean | null;
    readonly status: 'OK' | 'LOCKED' | 'UNKNOWN';
    readonly statusRaw: string | null;
    readonly lockedAt: Date | null;
    readonly unlockAt: Date | null;
  } | null;
  readonly lifecycle: {
    readonly status: 'ACCOUNT_OK' | 'VERIFICATION_REQUIRED' | 'UNKNOWN';
    readonly statusRaw: string | null;
  } | null;
  readonly lastSignOnAt: Date | null;
  readonly verifyStatus: KnownVerifyStatus | 'UNKNOWN' | null;
  readonly verifyStatusRaw: string | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

type Text = string | null | undefined;

/** What a user is created with; null and left out mean the same. */
export interface NewUser {
  readonly username: string;
  readonly email?: Text;
  readonly name?:
    | {
        readonly given?: Text;
        readonly middle?: Text;
        readonly family?: Text;
        /** Default: the parts, in order. */
        readonly formatted?: Text;
        readonly honorificPrefix?: Text;
        readonly honorificSuffix?: Text;
      }
    | null
    | undefined;
  readonly phones?: { readonly primary?: Text; readonly mobile?: Text } | null | undefined;
  readonly address?:
    | {
        readonly streetAddress?: Text;
        readonly locality?: Text;
        readonly region?: Text;
        readonly postalCode?: Text;
        /** ISO 3166-1, two capital letters. */
        readonly countryCode?: Text;
      }
    | null
    | undefined;
  readonly nickname?: Text;
  readonly title?: Text;
  readonly externalId?: Text;
  readonly populationId?: Text;
  readonly locale?: Text;
  readonly preferredLanguage?: Text;
  readonly timezone?: Text;
}

const accountStatuses = openSet('OK', 'LOCKED');
const lifecycleStatuses = openSet('ACCOUNT_OK', 'VERIFICATION_REQUIRED');
const verifyStatuses = openSet<KnownVerifyStatus>('NOT_INITIATED', 'ENABLED', 'DISABLED');

/** Upstream takes no longer one, and would object to a property that nobody sent. */
const MAX_NAME_LENGTH = 256;

/** The user in our words. */
export function toDirectoryUser(wire: WireUser): DirectoryUser {
  return {
    id: wire.id,
    username: wire.username ?? null,
    email: wire.email ?? null,
    emailVerified: wire.emailVerified ?? null,
    name: toName(wire.name),
    phones: toPhones(wire),
    address: toAddress(wire.address),
    nickname: wire.nickname ?? null,
    title: wire.title ?? null,
    externalId: wire.externalId ?? null,
    enabled: wire.enabled ?? null,
    population: toPopulation(wire),
    locale: wire.locale ?? null,
    preferredLanguage: wire.preferredLanguage ?? null,
    timezone: wire.timezone ?? null,
    account: toAccount(wire.account),
    lifecycle: toLifecycle(wire.lifecycle),
    lastSignOnAt: instant(wire.lastSignOn?.at),
    ...toVerifyStatus(wire),
    createdAt: certainInstant(wire.createdAt, wire.updatedAt),
    updatedAt: certainInstant(wire.updatedAt, wire.createdAt),
  };
}

/** The verify status in our words. */
export function toVerifyStatus(wire: Pick<WireUser, 'verifyStatus'>): VerifyStatus {
  return { verifyStatus: known(verifyStatuses, wire.verifyStatus), verifyStatusRaw: wire.verifyStatus ?? null };
}

/** The body that creates this user. Only what has a value is sent. */
export function toWireNewUser(user: NewUser): WireNewUser {
  const { username, email, name, phones, address, populationId } = user;
  return {
    username,
    email: email ?? undefined,
    name: name ? orNothing({ ...filled(name), formatted: name.formatted ?? wholeName(name) }) : undefined,
    primaryPhone: phones?.primary ?? undefined,
    mobilePhone: phones?.mobile ?? undefined,
    address: address ? orNothing(filled(address)) : undefined,
    nickname: user.nickname ?? undefined,
    title: user.title ?? undefined,
    externalId: user.externalId ?? undefined,
    population: populationId ? { id: populationId } : undefined,
    locale: user.locale ?? undefined,
    preferredLanguage: user.preferredLanguage ?? undefined,
    timezone: user.timezone ?? undefined,
  };
}

function toName(name: WireUser['name']): DirectoryUser['name'] {
  if (!name) return null;
  const { given, middle, family, formatted, honorificPrefix, honorificSuffix } = name;
  return {
    given: given ?? null,
    middle: middle ?? null,
    family: family ?? null,
    formatted: formatted ?? null,
    honorificPrefix: honorificPrefix ?? null,
    honorificSuffix: honorificSuffix ?? null,
  };
}

function toPhones({ primaryPhone, mobilePhone }: WireUser): DirectoryUser['phones'] {
  if (!primaryPhone && !mobilePhone) return null;
  return { primary: primaryPhone ?? null, mobile: mobilePhone ?? null };
}

function toAddress(address: WireUser['address']): DirectoryUser['address'] {
  if (!address) return null;
  const { streetAddress, locality, region, postalCode, countryCode } = address;
  return {
    streetAddress: streetAddress ?? null,
    locality: locality ?? null,
    region: region ?? null,
    postalCode: postalCode ?? null,
    countryCode: countryCode ?? null,
  };
}

function toPopulation({ population, _embedded }: WireUser): DirectoryUser['population'] {
  const id = population?.id ?? _embedded?.population?.id;
  return id === undefined ? null : { id, name: _embedded?.population?.name ?? null };
}

function toAccount(account: WireUser['account']): DirectoryUser['account'] {
  if (!account) return null;
  return {
    canAuthenticate: account.canAuthenticate ?? null,
    status: known(accountStatuses, account.status) ?? 'UNKNOWN',
    statusRaw: account.status ?? null,
    lockedAt: instant(account.lockedAt),
    unlockAt: instant(account.unlockAt),
  };
}

function toLifecycle(lifecycle: WireUser['lifecycle']): DirectoryUser['lifecycle'] {
  if (!lifecycle) return null;
  return {
    status: known(lifecycleStatuses, lifecycle.status) ?? 'UNKNOWN',
    statusRaw: lifecycle.status ?? null,
  };
}

function wholeName(name: NonNullable<NewUser['name']>): string | undefined {
  const parts = [name.honorificPrefix, name.given, name.middle, name.family, name.honorificSuffix];
  const whole = parts.filter(Boolean).join(' ');
  return whole === '' || whole.length > MAX_NAME_LENGTH ? undefined : whole;
}

/** Without the properties that hold nothing. */
function filled<Key extends string>(texts: Readonly<Partial<Record<Key, Text>>>): Partial<Record<Key, string>> {
  const entries = Object.entries<Text>(texts).filter(([, text]) => text !== null && text !== undefined);
  return Object.fromEntries(entries) as Partial<Record<Key, string>>;
}

function orNothing<T extends object>(texts: T): T | undefined {
  return Object.values(texts).some((text) => text !== undefined) ? texts : undefined;
}
