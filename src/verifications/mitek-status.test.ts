// What each status and verdict of Mitek means: one test for each row of the table, and what is in no row.
import { describe, expect, test } from 'vitest';
import { JOURNEY_MEANINGS, journeyMeaningOf, type Said } from './mitek-status.js';

const said = (changes: Partial<Said>): Said => ({
  status: 'SENT',
  result: null,
  reviewed: false,
  manual: false,
  calledBack: true,
  ...changes,
});

const ROWS: readonly [string, Partial<Said>, string, string][] = [
  ['SENT when read: the person has not begun', { calledBack: false }, 'SENT', 'NONE'],
  ['SENT in a callback: the person is at it', {}, 'IN_PROGRESS', 'NONE'],
  ['SENT with a document for people to look at', { manual: true }, 'IN_REVIEW', 'NONE'],
  ['CONFIRMATION', { status: 'CONFIRMATION' }, 'IN_REVIEW', 'NONE'],
  ['COMPLETED with PASS', { status: 'COMPLETED', result: 'PASS' }, 'FINISHED', 'APPROVED'],
  [
    'COMPLETED with PASS and a reviewer',
    { status: 'COMPLETED', result: 'PASS', reviewed: true },
    'FINISHED',
    'APPROVED_MANUALLY',
  ],
  ['COMPLETED with FAIL', { status: 'COMPLETED', result: 'FAIL' }, 'FINISHED', 'DENIED'],
  ['COMPLETED with FRAUD', { status: 'COMPLETED', result: 'FRAUD' }, 'FINISHED', 'DENIED_FRAUD'],
  ['BYPASSED', { status: 'BYPASSED' }, 'FINISHED', 'NOT_REQUIRED'],
  ['EXPIRED', { status: 'EXPIRED' }, 'EXPIRED', 'NONE'],
  ['CANCELLED', { status: 'CANCELLED' }, 'CANCELLED', 'NONE'],
  ['ABANDONED', { status: 'ABANDONED' }, 'ABANDONED', 'NONE'],
];

test.each(ROWS)('%s', (_name, changes, lifecycle, decision) => {
  expect(journeyMeaningOf(said(changes))).toEqual({ lifecycle, decision });
});

test('there is a test for each row', () => {
  expect(ROWS).toHaveLength(JOURNEY_MEANINGS.length);
});

describe('anything else is unknown, and never approved', () => {
  test.each([
    { status: 'UNKNOWN' },
    { status: 'UNKNOWN', result: 'PASS' },
    { status: 'UNKNOWN', result: 'PASS', reviewed: true },
    { status: 'COMPLETED' },
    { status: 'COMPLETED', result: 'UNKNOWN' },
    { status: 'COMPLETED', result: 'UNKNOWN', reviewed: true },
    { status: 'COMPLETED', reviewed: true },
  ] as const)('%j', (changes) => {
    expect(journeyMeaningOf(said(changes))).toEqual({ lifecycle: 'UNKNOWN', decision: 'NONE' });
  });

  test('no verdict approves what is not COMPLETED', () => {
    const statuses = ['SENT', 'CONFIRMATION', 'EXPIRED', 'CANCELLED', 'ABANDONED', 'BYPASSED', 'UNKNOWN'] as const;
    for (const status of statuses) {
      expect(journeyMeaningOf(said({ status, result: 'PASS', reviewed: true })).decision).not.toMatch(/^APPROVED/);
    }
  });
});
