// What each PingOne status means, and that a status or check nobody knows never approves anybody.
import { expect, test } from 'vitest';
import { meaningOf } from './pingone-status.js';

test.each([
  ['REQUESTED', 'SENT', 'NONE'],
  ['INITIATED', 'IN_PROGRESS', 'NONE'],
  ['PARTIAL', 'IN_PROGRESS', 'NONE'],
  ['IN_PROGRESS', 'IN_PROGRESS', 'NONE'],
  ['SUCCESS', 'FINISHED', 'APPROVED'],
  ['FAIL', 'FINISHED', 'DENIED'],
  ['APPROVED_MANUALLY', 'FINISHED', 'APPROVED_MANUALLY'],
  ['APPROVED_NO_REQUEST', 'FINISHED', 'APPROVED_MANUALLY'],
  ['NOT_REQUIRED', 'FINISHED', 'NOT_REQUIRED'],
])('%s means %s with %s', (status, lifecycle, decision) => {
  expect(meaningOf(status, { LIVENESS: status })).toEqual({ lifecycle, decision });
});

test.each([
  ['success'],
  ['SUCCESS '],
  ['APPROVED'],
  ['EXPIRED'],
  ['NOT_SUCCESS'],
  ['toString'],
  ['__proto__'],
  ['constructor'],
  [''],
  [null],
  [undefined],
])('%s is unknown and decides nothing', (status) => {
  expect(meaningOf(status, { LIVENESS: 'SUCCESS' })).toEqual({ lifecycle: 'UNKNOWN', decision: 'NONE' });
});

test.each([
  ['as the status of a check', { GOVERNMENT_ID: 'TRANSACTION_TIMED_OUT' }],
  ['inside a status', { GOVERNMENT_ID: 'FAIL: TRANSACTION_TIMED_OUT' }],
  ['below a check', { LIVENESS: { status: 'FAIL', errors: [{ code: 'TRANSACTION_TIMED_OUT' }] } }],
  ['in a list', [['TRANSACTION_TIMED_OUT']]],
  ['as the name of something', { LIVENESS: { TRANSACTION_TIMED_OUT: true } }],
  ['as the whole', 'TRANSACTION_TIMED_OUT'],
])('a FAIL with the time-out mark %s has expired', (_where, checks) => {
  expect(meaningOf('FAIL', checks)).toEqual({ lifecycle: 'EXPIRED', decision: 'NONE' });
});

test.each([[null], [undefined], [{}], [{ LIVENESS: 'FAIL' }]])('a FAIL with the checks %j is a denial', (checks) => {
  expect(meaningOf('FAIL', checks)).toEqual({ lifecycle: 'FINISHED', decision: 'DENIED' });
});

test('the mark beside any other status is of no weight', () => {
  expect(meaningOf('SUCCESS', 'TRANSACTION_TIMED_OUT').decision).toBe('APPROVED');
  expect(meaningOf('IN_PROGRESS', 'TRANSACTION_TIMED_OUT').lifecycle).toBe('IN_PROGRESS');
});
