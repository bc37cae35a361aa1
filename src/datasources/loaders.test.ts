// One operation reads each upstream object once.
import { expect, test, vi } from 'vitest';
import { UpstreamError } from './http/errors.js';
import { createLoaders } from './loaders.js';
import { toDirectoryUser } from './pingone/directory-user.js';
import { createPingOne } from './pingone/pingone.js';
import { toTransaction } from './pingone/transaction.js';
import { toVerifiedData } from './pingone/verified-data.js';

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
  return { pingOne, signal, ...createLoaders(pingOne, policies, signal) };
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
