// Reads of one operation: whatever its fields ask for, each upstream object is read once. Permission is checked by those who ask.
import DataLoader from 'dataloader';
import type { JourneyStore, StoredFindings, StoredJourney } from '../store/journeys.js';
import { UpstreamError } from './http/errors.js';
import type { CollectedDocument } from './pingone/collected-document.js';
import type { DirectoryUser } from './pingone/directory-user.js';
import type { MetadataAttempts } from './pingone/metadata.js';
import type { AuthenticationCode } from './pingone/mfa/authentication-code.js';
import type { Device, DeviceList } from './pingone/mfa/device.js';
import type { DeviceAuthentication } from './pingone/mfa/device-authentication.js';
import type { DevicePolicy } from './pingone/mfa/device-policy.js';
import type { DeviceKey, PairingKeyKey } from './pingone/mfa/mfa.js';
import type { MobileApplication } from './pingone/mfa/mobile-details.js';
import type { PairingKey } from './pingone/mfa/pairing-key.js';
import type { PingOne } from './pingone/pingone.js';
import type { Transaction } from './pingone/transaction.js';
import type { KnownVerifiedDataType, VerifiedData, VerifiedDataAttempt } from './pingone/verified-data.js';
import type { TransactionKey } from './pingone/verify.js';
import type { Policy } from './pingone/verify-policy.js';
import type { PolicyCache } from './policy-cache.js';

/** Which verified data to read. */
export interface VerifiedDataKey {
  readonly key: TransactionKey;
  /** Null: all, but only their ids and types, without content. */
  readonly types: readonly KnownVerifiedDataType[] | null;
  readonly attempt: VerifiedDataAttempt;
}

/** A document of a transaction. */
export interface DocumentKey {
  readonly key: TransactionKey;
  readonly documentId: string;
}

/** What does not exist is null, or an empty list. An error is forgotten, so that asking again asks upstream again. */
export interface Loaders {
  readonly user: DataLoader<string, DirectoryUser | null>;
  readonly transaction: DataLoader<TransactionKey, Transaction | null, string>;
  /** Those of a user, newest first. */
  readonly transactionsOf: DataLoader<string, readonly Transaction[]>;
  readonly policy: DataLoader<string, Policy | null>;
  /** What a Mitek journey has beside its verification; those asked for together are one query. */
  readonly journey: DataLoader<string, StoredJourney | null>;
  /** What Mitek found in a journey: large, so apart from the rest. */
  readonly findings: DataLoader<string, StoredFindings | null>;
  /** Keys of one transaction and attempt that are asked for together share one upstream call. */
  readonly verifiedData: DataLoader<VerifiedDataKey, readonly VerifiedData[], string>;
  /** The reads of a transaction's verified data that were begun so far. They fail as the calls do. */
  readonly verifiedDataReads: (key: TransactionKey) => readonly Promise<readonly VerifiedData[]>[];
  readonly metadata: DataLoader<TransactionKey, MetadataAttempts | null, string>;
  /** Those handed in to a transaction; also empty once upstream has deleted them. */
  readonly documents: DataLoader<TransactionKey, readonly CollectedDocument[], string>;
  readonly document: DataLoader<DocumentKey, CollectedDocument | null, string>;
  /** Whether MFA is on for a user; null when there is no such user. */
  readonly mfaEnabled: DataLoader<string, boolean | null>;
  readonly device: DataLoader<DeviceKey, Device | null, string>;
  /** All those of a user. */
  readonly devicesOf: DataLoader<string, DeviceList>;
  readonly devicePolicy: DataLoader<string, DevicePolicy | null>;
  readonly application: DataLoader<string, MobileApplication | null>;
  readonly pairingKey: DataLoader<PairingKeyKey, PairingKey | null, string>;
  /** Null also once upstream has forgotten it. */
  readonly deviceAuthentication: DataLoader<string, DeviceAuthentication | null>;
  /** Null also once upstream has forgotten it. */
  readonly authenticationCode: DataLoader<string, AuthenticationCode | null>;
}

/**
 * Loaders of one operation or event; they remember all they read, so they must not live longer.
 *
 * @param signal ends the upstream calls
 */
export function createLoaders(
  pingOne: Pick<PingOne, 'users' | 'verify' | 'mfa' | 'authentications' | 'mfaConfiguration'>,
  policies: Pick<PolicyCache<Policy>, 'read'>,
  journeys: Pick<JourneyStore, 'findMany' | 'findingsOf'>,
  signal: AbortSignal,
): Loaders {
  const { users, verify, mfa, authentications, mfaConfiguration } = pingOne;
  const verifiedDataReads = new Map<string, Promise<readonly VerifiedData[]>[]>();
  return {
    user: oneByOne((id: string) => users.readUser(id, signal).catch(ifMissing(null)), same),
    transaction: oneByOne((key: TransactionKey) => verify.readTransaction(key, signal).catch(ifMissing(null)), textOf),
    transactionsOf: oneByOne(
      (userId: string) => verify.listTransactions(userId, undefined, signal).then(newestFirst).catch(ifMissing([])),
      same,
    ),
    policy: oneByOne((id: string) => policies.read(id, signal), same),
    journey: together((ids: readonly string[]) => journeys.findMany(ids)),
    findings: together((ids: readonly string[]) => journeys.findingsOf(ids)),
    verifiedData: verifiedDataLoader((key, types, attempt) => {
      const read = verify.listVerifiedData(key, { types: types ?? undefined, attempt }, signal).catch(ifMissing([]));
      verifiedDataReads.set(textOf(key), [...(verifiedDataReads.get(textOf(key)) ?? []), read]);
      return read;
    }),
    verifiedDataReads: (key) => verifiedDataReads.get(textOf(key)) ?? [],
    metadata: oneByOne((key: TransactionKey) => verify.listMetadata(key, signal).catch(ifMissing(null)), textOf),
    documents: oneByOne((key: TransactionKey) => verify.listDocuments(key, signal).catch(ifMissing([])), textOf),
    document: oneByOne(
      ({ key, documentId }: DocumentKey) => verify.readDocument(key, documentId, signal).catch(ifMissing(null)),
      ({ key, documentId }) => JSON.stringify([textOf(key), documentId]),
    ),
    mfaEnabled: oneByOne((userId: string) => mfa.readMfaEnabled(userId, signal).catch(ifMissing(null)), same),
    device: oneByOne(
      (key: DeviceKey) => mfa.readDevice(key, signal).catch(ifMissing(null)),
      ({ userId, deviceId }) => JSON.stringify([userId, deviceId]),
    ),
    devicesOf: oneByOne(
      (userId: string) => mfa.listDevices(userId, {}, signal).catch(ifMissing<DeviceList>(NO_DEVICES)),
      same,
    ),
    devicePolicy: oneByOne((id: string) => mfaConfiguration.policies.read(id, signal), same),
    application: oneByOne((id: string) => mfaConfiguration.application(id, signal), same),
    pairingKey: oneByOne(
      (key: PairingKeyKey) => mfa.readPairingKey(key, signal).catch(ifMissing(null)),
      ({ userId, pairingKeyId }) => JSON.stringify([userId, pairingKeyId]),
    ),
    deviceAuthentication: oneByOne(
      (id: string) => authentications.readDeviceAuthentication(id, signal).catch(ifMissing(null)),
      same,
    ),
    authenticationCode: oneByOne(
      (id: string) => authentications.readAuthenticationCode(id, signal).catch(ifMissing(null)),
      same,
    ),
  };
}

/** For reads of the store: all keys of one moment are one query. */
function together<Row extends { readonly id: string }>(
  read: (ids: readonly string[]) => Promise<readonly Row[]>,
): DataLoader<string, Row | null> {
  return new DataLoader(async (ids: readonly string[]) => {
    const found = new Map((await read(ids)).map((row) => [row.id, row]));
    return ids.map((id) => found.get(id) ?? null);
  });
}

const NO_DEVICES: DeviceList = { devices: [], order: [] };

/** For reads that upstream has no bulk call for: each key is a call of its own, sent at once. */
function oneByOne<Key, Value>(
  read: (key: Key) => Promise<Value>,
  cacheKeyFn: (key: Key) => string,
): DataLoader<Key, Value, string> {
  const loader: DataLoader<Key, Value, string> = new DataLoader<Key, Value, string>(
    async (keys) => Promise.all(keys.map((key) => read(key).catch(forget(() => loader.clear(key))))),
    { batch: false, cacheKeyFn },
  );
  return loader;
}

type ReadVerifiedData = (
  key: TransactionKey,
  types: readonly KnownVerifiedDataType[] | null,
  attempt: VerifiedDataAttempt,
) => Promise<readonly VerifiedData[]>;

/** No types were asked for, which upstream would take for all. */
const NOTHING: Promise<readonly VerifiedData[]> = Promise.resolve([]);

function verifiedDataLoader(read: ReadVerifiedData): Loaders['verifiedData'] {
  const cacheKeyFn = ({ key, types, attempt }: VerifiedDataKey) =>
    JSON.stringify([textOf(key), attempt, types === null ? null : [...new Set(types)].sort()]);
  const loader: Loaders['verifiedData'] = new DataLoader(
    async (asked) => {
      const calls = new Map<string, Promise<readonly VerifiedData[]>>();
      const answers = asked.map((one) => {
        const together = asked.filter((other) => goesWith(one, other));
        const types = one.types && [...new Set(together.flatMap((other) => other.types ?? []))].sort();
        const name = cacheKeyFn({ ...one, types });
        const call = calls.get(name) ?? (types?.length === 0 ? NOTHING : read(one.key, types, one.attempt));
        calls.set(name, call);
        return call.then((items) => ofTypes(items, one.types)).catch(forget(() => loader.clear(one)));
      });
      return Promise.all(answers);
    },
    { cacheKeyFn },
  );
  return loader;
}

function goesWith(one: VerifiedDataKey, other: VerifiedDataKey): boolean {
  return (
    textOf(one.key) === textOf(other.key) &&
    one.attempt === other.attempt &&
    (one.types === null) === (other.types === null)
  );
}

function ofTypes(items: readonly VerifiedData[], types: VerifiedDataKey['types']): readonly VerifiedData[] {
  const wanted: readonly string[] | null = types;
  return wanted === null ? items : items.filter(({ type }) => wanted.includes(type));
}

function newestFirst(transactions: readonly Transaction[]): readonly Transaction[] {
  return transactions.toSorted((one, other) => other.createdAt.getTime() - one.createdAt.getTime());
}

function textOf({ userId, transactionId }: TransactionKey): string {
  return JSON.stringify([userId, transactionId]);
}

function same(key: string): string {
  return key;
}

function ifMissing<T>(nothing: T): (error: unknown) => T {
  return (error) => {
    if (error instanceof UpstreamError && error.kind === 'not-found') return nothing;
    throw error;
  };
}

/** An error as the answer of one key, which is not kept. */
function forget(clear: () => void): (error: unknown) => Error {
  return (error) => {
    clear();
    return error instanceof Error ? error : new Error('An upstream read failed.', { cause: error });
  };
}
