// Verifications as the schema shows them: owner, status, what can be done, and nothing invented.
import { describe, expect, test } from 'vitest';
import { ownerOf } from '../auth/ownership.js';
import { at, record } from '../store/store-fixture.js';
import { toTransactionNode } from './verification-nodes.js';

test('a node shows its record, and belongs to its user', () => {
  const shown = record({ userId: 'ana', reference: 'order-7', challenge: 'tick', rawStatus: 'PARTIAL', version: 3 });
  const node = toTransactionNode(shown);
  expect(node).toMatchObject({
    id: shown.id,
    reference: 'order-7',
    challenge: 'tick',
    version: 3,
    status: 'PARTIAL',
    upstream: { rawStatus: 'PARTIAL', rawResult: null, receivedAt: at(0) },
    redactedAt: null,
  });
  expect(ownerOf(node)).toBe('ana');
  expect(ownerOf(node.upstream)).toBe('ana');
});

test('one without a user belongs to nobody', () => {
  expect(ownerOf(toTransactionNode(record({ userId: null })))).toBeNull();
});

describe('the status', () => {
  test.each([
    'REQUESTED',
    'INITIATED',
    'PARTIAL',
    'IN_PROGRESS',
    'SUCCESS',
    'FAIL',
    'APPROVED_MANUALLY',
    'APPROVED_NO_REQUEST',
    'NOT_REQUIRED',
  ])('%s has its name', (rawStatus) => {
    expect(toTransactionNode(record({ rawStatus })).status).toBe(rawStatus);
  });

  test.each(['SUCCESS_PROBABLY', 'success', '', 'toString', '__proto__', null])('%s is UNKNOWN', (rawStatus) => {
    const node = toTransactionNode(record({ rawStatus }));
    expect(node.status).toBe('UNKNOWN');
    expect(node.upstream.rawStatus).toBe(rawStatus);
  });
});

describe('approving', () => {
  test.each([
    'REQUESTED',
    'INITIATED',
    'PARTIAL',
    'IN_PROGRESS',
    'SUCCESS',
    'FAIL',
    'APPROVED_MANUALLY',
    'SOMETHING_NEW',
  ])('is offered for %s where PingOne takes it', (rawStatus) => {
    const offered = toTransactionNode(record({ rawStatus })).allowedActions?.includes('APPROVE') ?? false;
    expect(offered).toBe(rawStatus === 'FAIL' || rawStatus === 'IN_PROGRESS');
  });

  test('for one that was deleted there is only what the gateway itself holds', () => {
    expect(toTransactionNode(record({ rawStatus: 'FAIL', deletedAt: at(1) })).allowedActions).toEqual(['REDACT']);
  });
});
