// One operation reads each upstream object once.
import { expect, test, vi } from 'vitest';
import { UpstreamError } from './http/errors.js';
import { createLoaders } from './loaders.js';
import { toCollectedDocument } from './pingone/collected-document.js';
import { toDirectoryUser } from './pingone/directory-user.js';
import { createPingOne } from './pingone/pingone.js';
import { toTransaction } from './pingone/transaction.js';
import { type KnownVerifiedDataType, toVerifiedData } from './pingone/verified-data.js';

const failure = (kind: UpstreamError['kind']) =>
  new UpstreamError({ source: 'PINGONE', kind, status: null, code: 'TEST', mayHaveTakenEffect: false });
const transaction = (id: string, createdAt: string) =>
  toTransaction({ id, transactionStatus: { status: 'REQUESTED' }, createdAt }, { userId: 'u1', environmentId: 'e1' });
const key = { userId: 'u1', transactionId: 't1' };

function loaders() {
  const pingOne = createPingOne({
    apiUrl: 'http://127.0.0.1:1',
    authUrl: 'http://127.0.0.1:1',
    environmentId: 'e1',
    clientId: 'worker',
    clientSecret: 'secret',
  });
  const { signal } = new AbortController();
  const policies = { read: vi.fn(async () => null) };
  const journeys = {
    findMany: async () => [],
    findingsOf: vi.fn(async (ids: readonly string[]) => [{ id: ids[0] ?? '', findingsSealed: null }]),
  };
  return { pingOne, signal, journeys, ...createLoaders(pingOne, policies, journeys, signal) };
}

test('a user is read once, and a missing one is null', async () => {
  const { pingOne, signal, user } = loaders();
  const read = vi.spyOn(pingOne.users, 'readUser').mockImplementation(async (id) => {
    if (id === 'nobody') throw failure('not-found');
    return toDirectoryUser({ id });
  });
  const users = await user.loadMany(['u1', 'u2', 'u1', 'nobody']);
  expect(users).toMatchObject([{ id: 'u1' }, { id: 'u2' }, { id: 'u1' }, null]);
  expect(users[0]).toBe(await user.load('u1'));
  expect(read).toHaveBeenCalledTimes(3);
  expect(read).toHaveBeenCalledWith('u1', signal);
});

test('findings of journeys are read together, and not for the sake of anything else', async () => {
  const { journeys, journey, findings } = loaders();
  await journey.loadMany(['j1', 'j2']);
  expect(journeys.findingsOf).not.toHaveBeenCalled();
  expect(await findings.loadMany(['j1', 'j2'])).toEqual([{ id: 'j1', findingsSealed: null }, null]);
  expect(journeys.findingsOf).toHaveBeenCalledExactlyOnceWith(['j1', 'j2']);
});

test('an error is not kept', async () => {
  const { pingOne, user } = loaders();
  const read = vi.spyOn(pingOne.users, 'readUser').mockRejectedValueOnce(failure('unavailable'));
  await expect(user.load('u1')).rejects.toMatchObject({ kind: 'unavailable' });
  read.mockResolvedValueOnce(toDirectoryUser({ id: 'u1' }));
  expect(await user.load('u1')).toMatchObject({ id: 'u1' });
});

test('a transaction is known by user and id', async () => {
  const { pingOne, transaction: loader } = loaders();
  const read = vi
    .spyOn(pingOne.verify, 'readTransaction')
    .mockImplementation(async ({ transactionId }) => transaction(transactionId, '2026-03-01T10:00:00.000Z'));
  await Promise.all([loader.load({ ...key }), loader.load({ ...key }), loader.load({ ...key, userId: 'u2' })]);
  expect(read).toHaveBeenCalledTimes(2);
});

test('transactions of a user come newest first, whatever the order upstream', async () => {
  const { pingOne, transactionsOf } = loaders();
  vi.spyOn(pingOne.verify, 'listTransactions').mockResolvedValue([
    transaction('t2', '2026-03-01T11:00:00.000Z'),
    transaction('t3', '2026-03-01T12:00:00.000Z'),
    transaction('t1', '2026-03-01T10:00:00.000Z'),
  ]);
  expect((await transactionsOf.load('u1')).map(({ id }) => id)).toEqual(['t3', 't2', 't1']);
});

test('verified data asked for together shares one call, and each gets its own types', async () => {
  const { pingOne, verifiedData } = loaders();
  const read = vi
    .spyOn(pingOne.verify, 'listVerifiedData')
    .mockImplementation(async (_, { types = ['SELFIE', 'GOVERNMENT_ID'] }) =>
      types.map((type) => toVerifiedData({ id: type, type })),
    );
  const ask = { key, attempt: 'LATEST' as const };
  const [selfie, document, both, all, none, everyAttempt] = await Promise.all([
    verifiedData.load({ ...ask, types: ['SELFIE'] }),
    verifiedData.load({ ...ask, types: ['GOVERNMENT_ID'] }),
    verifiedData.load({ ...ask, types: ['SELFIE', 'GOVERNMENT_ID'] }),
    verifiedData.load({ ...ask, types: null }),
    verifiedData.load({ ...ask, types: [] }),
    verifiedData.load({ ...ask, types: ['SELFIE'], attempt: 'ALL' }),
  ]);
  expect(selfie.map(({ id }) => id)).toEqual(['SELFIE']);
  expect(document.map(({ id }) => id)).toEqual(['GOVERNMENT_ID']);
  expect(both.map(({ id }) => id)).toEqual(['GOVERNMENT_ID', 'SELFIE']);
  expect(all).toHaveLength(2);
  expect(none).toEqual([]);
  expect(everyAttempt).toHaveLength(1);
  expect(read.mock.calls.map(([, selection]) => selection)).toEqual([
    { types: ['GOVERNMENT_ID', 'SELFIE'], attempt: 'LATEST' },
    { types: undefined, attempt: 'LATEST' },
    { types: ['SELFIE'], attempt: 'ALL' },
  ]);
});

test('evidence of a transaction that is gone', async () => {
  const { pingOne, verifiedData, metadata } = loaders();
  vi.spyOn(pingOne.verify, 'listVerifiedData').mockRejectedValue(failure('not-found'));
  vi.spyOn(pingOne.verify, 'listMetadata').mockRejectedValue(failure('not-found'));
  expect(await verifiedData.load({ key, types: null, attempt: 'LATEST' })).toEqual([]);
  expect(await metadata.load(key)).toBeNull();
});

test('documents of a transaction are read once', async () => {
  const { pingOne, signal, documents, document } = loaders();
  const collected = (id: string) => toCollectedDocument({ id }, { ...key, environmentId: 'e1' });
  const list = vi.spyOn(pingOne.verify, 'listDocuments').mockResolvedValue([collected('d1')]);
  const read = vi.spyOn(pingOne.verify, 'readDocument').mockImplementation(async (_, id) => {
    if (id === 'gone') throw failure('not-found');
    return collected(id);
  });
  expect(await documents.loadMany([key, { ...key }])).toMatchObject([[{ id: 'd1' }], [{ id: 'd1' }]]);
  expect(list).toHaveBeenCalledExactlyOnceWith(key, signal);
  const asked = ['d1', 'd1', 'gone'].map((documentId) => ({ key, documentId }));
  expect(await document.loadMany(asked)).toMatchObject([{ id: 'd1' }, { id: 'd1' }, null]);
  expect(read).toHaveBeenCalledTimes(2);
  list.mockRejectedValue(failure('not-found'));
  expect(await documents.load({ ...key, transactionId: 't2' })).toEqual([]);
});

test('fields of one operation share a call also when some of them wait a little before they ask', async () => {
  const { pingOne, verifiedData } = loaders();
  const read = vi.spyOn(pingOne.verify, 'listVerifiedData').mockResolvedValue([]);
  const ask = (types: KnownVerifiedDataType[]) => verifiedData.load({ key, attempt: 'LATEST', types });
  await Promise.all([
    ask(['GOVERNMENT_ID']),
    Promise.resolve().then(() => ask(['SELFIE'])),
    (async () => {
      for (let turn = 0; turn < 5; turn += 1) await null;
      return ask(['FRONT_IMAGE', 'BACK_IMAGE']);
    })(),
  ]);
  expect(read.mock.calls.map(([, { types }]) => types)).toEqual([
    ['BACK_IMAGE', 'FRONT_IMAGE', 'GOVERNMENT_ID', 'SELFIE'],
  ]);
});

test('devices, pairing keys and authentications that are gone are null, and a user without devices has none', async () => {
  const { pingOne, signal, ...loader } = loaders();
  const gone = failure('not-found');
  const reads = [
    vi.spyOn(pingOne.mfa, 'readDevice').mockRejectedValue(gone),
    vi.spyOn(pingOne.mfa, 'readPairingKey').mockRejectedValue(gone),
    vi.spyOn(pingOne.mfa, 'readMfaEnabled').mockRejectedValue(gone),
    vi.spyOn(pingOne.authentications, 'readDeviceAuthentication').mockRejectedValue(gone),
    vi.spyOn(pingOne.authentications, 'readAuthenticationCode').mockRejectedValue(gone),
  ];
  const list = vi.spyOn(pingOne.mfa, 'listDevices').mockRejectedValue(gone);
  const ask = () =>
    Promise.all([
      loader.device.load({ userId: 'u1', deviceId: 'd1' }),
      loader.pairingKey.load({ userId: 'u1', pairingKeyId: 'k1' }),
      loader.mfaEnabled.load('u1'),
      loader.deviceAuthentication.load('a1'),
      loader.authenticationCode.load('c1'),
    ]);
  expect(await ask()).toEqual([null, null, null, null, null]);
  expect(await loader.devicesOf.load('u1')).toEqual({ devices: [], order: [] });
  await ask();
  for (const read of [...reads, list]) expect(read).toHaveBeenCalledTimes(1);
  expect(list).toHaveBeenCalledWith('u1', {}, signal);
});
