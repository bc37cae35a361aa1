// A create whose answer did not arrive: what the list of the user's transactions makes of it.
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { UpstreamError, type UpstreamFailure } from '../datasources/http/errors.js';
import type { Transaction } from '../datasources/pingone/transaction.js';
import { toTransaction } from '../datasources/pingone/transaction.js';
import { WireTransaction } from '../datasources/pingone/wire.js';
import { at } from '../store/store-fixture.js';
import { findFitting, findInterrupted } from './lost-transaction.js';
import { createAndSettle } from './settle.js';

const startedAt = at(100);
const callbackUrl = 'https://gateway.test/callbacks/ours';

function transaction(
  id: string,
  changes: { createdAt?: Date; verifyPolicyId?: string; callbackUrl?: string } = {},
): Transaction {
  const createdAt = (changes.createdAt ?? at(101)).toISOString();
  const wire = WireTransaction.parse({
    id,
    verifyPolicy: { id: changes.verifyPolicyId ?? 'strict' },
    transactionStatus: { status: 'REQUESTED' },
    createdAt,
    updatedAt: createdAt,
    ...(changes.callbackUrl === undefined ? {} : { callback: { url: changes.callbackUrl } }),
  });
  return toTransaction(wire, { userId: 'ana', environmentId: 'env' });
}

function failure(changes: Partial<UpstreamFailure> = {}): UpstreamError {
  return new UpstreamError({
    source: 'PingOne',
    kind: 'unavailable',
    status: null,
    code: 'CONNECTION_LOST',
    mayHaveTakenEffect: true,
    correlationId: 'c-1',
    ...changes,
  });
}

let creates: (Transaction | Error)[];
let listed: Transaction[] | Error;
let known: string[];
let lists: number;

beforeEach(() => {
  creates = [];
  listed = [];
  known = [];
  lists = 0;
});

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: startedAt });
  return () => vi.useRealTimers();
});

function settle(verifyPolicyId: string | null = 'strict', unsureSince: Date | null = null): Promise<Transaction> {
  return createAndSettle({
    source: 'PINGONE_VERIFY',
    unsureSince,
    create: async () => {
      const outcome = creates.shift();
      if (!outcome) throw new Error('One create too many.');
      if (outcome instanceof Error) throw outcome;
      return outcome;
    },
    find: (since) => findFitting({ verifyPolicyId, list, known: async (ids) => knownOf(ids) }, since, callbackUrl),
  });
}

async function list(): Promise<readonly Transaction[]> {
  lists += 1;
  if (listed instanceof Error) throw listed;
  return listed;
}

function knownOf(ids: readonly string[]): ReadonlySet<string> {
  return new Set(ids.filter((id) => known.includes(id)));
}

test('a create that works is not asked about', async () => {
  creates = [transaction('a')];
  expect((await settle()).id).toBe('a');
  expect(lists).toBe(0);
});

test.each([
  ['cannot have taken effect', failure({ mayHaveTakenEffect: false, status: 400, kind: 'rejected' })],
  ['is no failure of the call', new TypeError('a mistake')],
])('a failure that %s is passed on as it is', async (_what, error) => {
  creates = [error];
  await expect(settle()).rejects.toBe(error);
  expect(lists).toBe(0);
});

describe('when the outcome is unsure', () => {
  test('none fits: the create is sent once more, and no third time', async () => {
    creates = [failure(), transaction('b')];
    expect((await settle()).id).toBe('b');
    const again = failure({ correlationId: 'c-2' });
    creates = [failure(), again];
    await expect(settle()).rejects.toBe(again);
  });

  test('exactly one fits: it is taken for ours', async () => {
    creates = [failure()];
    listed = [
      transaction('ours'),
      transaction('of another policy', { verifyPolicyId: 'lenient' }),
      transaction('from before', { createdAt: at(94) }),
      transaction('tracked already'),
    ];
    known = ['tracked already'];
    expect((await settle()).id).toBe('ours');
  });

  test('clocks may differ by some seconds', async () => {
    creates = [failure()];
    listed = [transaction('ours', { createdAt: at(95) })];
    expect((await settle()).id).toBe('ours');
  });

  test('without a policy of its own any policy may be the default one', async () => {
    creates = [failure()];
    listed = [transaction('ours', { verifyPolicyId: 'whatever' })];
    expect((await settle(null)).id).toBe('ours');
  });

  test('a create of the same moment is told apart by the address it asked to be called at', async () => {
    const calledAt = (url: string) => ({ callback: { url, headerNames: [] } });
    creates = [failure()];
    listed = [
      { ...transaction('ours'), ...calledAt('https://gateway.test/callbacks/ours') },
      { ...transaction('a twin'), ...calledAt('https://gateway.test/callbacks/another') },
    ];
    expect((await settle()).id).toBe('ours');
  });

  test('several fit: nobody can tell, and a person has to look', async () => {
    creates = [failure()];
    listed = [transaction('one'), transaction('other')];
    await expect(settle()).rejects.toMatchObject({ kind: 'timeout', correlationId: 'c-1' });
  });

  test('the list cannot be read: it stays unsure, and nothing is sent again', async () => {
    creates = [failure(), transaction('second')];
    listed = failure({ kind: 'unavailable', mayHaveTakenEffect: false, correlationId: 'c-2' });
    await expect(settle()).rejects.toMatchObject({ kind: 'timeout', correlationId: 'c-1' });
    expect(creates).toHaveLength(1);
  });
});

describe('after an earlier attempt of unknown outcome', () => {
  test('what it made is taken, and nothing is sent', async () => {
    listed = [transaction('ours', { createdAt: at(41) })];
    expect((await settle('strict', at(40))).id).toBe('ours');
  });

  test('nothing is there: it is made now', async () => {
    creates = [transaction('new')];
    listed = [transaction('from before', { createdAt: at(34) })];
    expect((await settle('strict', at(40))).id).toBe('new');
  });

  test.each([
    ['several fit', () => [transaction('one'), transaction('other')]],
    ['nothing can be read', () => failure({ mayHaveTakenEffect: false })],
  ])('%s: it stays unsure, and nothing is sent', async (_what, found) => {
    listed = found();
    await expect(settle('strict', at(40))).rejects.toMatchObject({ kind: 'timeout', mayHaveTakenEffect: true });
  });
});

test('a repeat that is refused because the first arrived late finds the first', async () => {
  const refused = failure({ kind: 'rejected', status: 400, mayHaveTakenEffect: false });
  creates = [failure(), refused];
  const late = vi.fn<() => Promise<readonly Transaction[]>>();
  late.mockResolvedValueOnce([]).mockResolvedValueOnce([transaction('late')]);
  const create = async (): Promise<Transaction> => Promise.reject(creates.shift());
  const attempt = { source: 'PINGONE_VERIFY', unsureSince: null, create, find: late };
  expect((await createAndSettle(attempt)).id).toBe('late');
  creates = [failure(), refused];
  late.mockResolvedValue([]);
  await expect(createAndSettle(attempt)).rejects.toBe(refused);
});

describe('a create that was interrupted', () => {
  const find = () =>
    findInterrupted({
      startId: 'start-1',
      startedAt,
      verifyPolicyId: 'strict',
      list,
      known: async (ids) => knownOf(ids),
    });

  test('is known by the address that it asked to be called at, whatever instance that was of', async () => {
    const callbackUrl = 'https://other-instance/callbacks/pingone/start-1';
    listed = [transaction('one'), transaction('ours', { callbackUrl }), transaction('two')];
    // It may have been recorded before the end.
    known = ['ours'];
    expect((await find())?.id).toBe('ours');
  });

  test('is the only unknown one that fits where PingOne does not say whom it calls', async () => {
    const elsewhere = 'https://gateway.test/callbacks/pingone/start-2';
    listed = [transaction('ours'), transaction('known'), transaction('of another', { callbackUrl: elsewhere })];
    known = ['known'];
    expect((await find())?.id).toBe('ours');
  });

  test('made nothing when nothing fits; nobody can tell when several do, or when there is no list', async () => {
    listed = [transaction('before', { createdAt: at(1) })];
    expect(await find()).toBeNull();
    listed = [transaction('one'), transaction('two')];
    await expect(find()).rejects.toMatchObject({ kind: 'timeout', mayHaveTakenEffect: true });
    listed = failure();
    await expect(find()).rejects.toBe(listed);
  });
});
