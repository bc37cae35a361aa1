// Which view and which outcome a transaction's state means, tried on the very text that browsers get.

import { expect, test } from 'vitest';
import { VERIFY_STATE_SCRIPT } from './state-script.js';

interface CaptureState {
  readonly status: string;
  readonly ended: boolean;
  readonly timedOut: boolean;
  readonly abandoned: boolean;
  readonly steps: readonly { readonly name: string; readonly state: 'todo' | 'done' }[];
}

interface StateModule {
  outcomeOf(state: CaptureState, remainingMs: number): string | null;
  viewOf(state: CaptureState, outcome: string | null, handover: boolean): string;
  statusText(view: string, state: CaptureState, outcome: string | null): string;
  problemOf(status: number, message: string): { readonly title: string; readonly retry: boolean };
}

const loaded: unknown = await import(`data:text/javascript,${encodeURIComponent(VERIFY_STATE_SCRIPT)}`);
const { outcomeOf, viewOf, statusText, problemOf } = loaded as StateModule;

function state(status: string, over: Partial<CaptureState> = {}): CaptureState {
  return { status, ended: false, timedOut: false, abandoned: false, steps: [], ...over };
}

const LEFT = 60_000;
const steps = (...done: readonly string[]) =>
  ['consent', 'document', 'selfie'].map((name) => ({
    name,
    state: done.includes(name) ? ('done' as const) : ('todo' as const),
  }));

test.each([
  ['REQUESTED', {}, LEFT, null],
  ['INITIATED', {}, LEFT, null],
  ['PARTIAL', { abandoned: true }, LEFT, 'abandoned'],
  ['REQUESTED', {}, 0, 'timed-out'],
  ['PARTIAL', { abandoned: true }, -1, 'timed-out'],
  ['REQUESTED', { ended: true }, LEFT, 'timed-out'],
  ['IN_PROGRESS', {}, -1, null],
  ['FAIL', { ended: true, timedOut: false }, -1, 'not-verified'],
  ['FAIL', { ended: true, timedOut: true }, LEFT, 'timed-out'],
  ['FAIL', { ended: true }, LEFT, 'not-verified'],
  ['SUCCESS', { ended: true }, -1, 'verified'],
  ['APPROVED_MANUALLY', { ended: true }, LEFT, 'verified'],
  ['APPROVED_NO_REQUEST', { ended: true }, LEFT, 'verified'],
  ['NOT_REQUIRED', { ended: true }, LEFT, 'verified'],
  ['SUCCESS_OF_TOMORROW', {}, LEFT, null],
])('%s %o with %d ms left: %s', (status, over, remainingMs, expected) => {
  expect(outcomeOf(state(status, over), remainingMs)).toBe(expected);
});

test('the walk goes through the steps that are left, and skips the others', () => {
  expect(viewOf(state('REQUESTED', { steps: steps() }), null, false)).toBe('consent');
  expect(viewOf(state('INITIATED', { steps: steps('consent') }), null, false)).toBe('document');
  expect(viewOf(state('PARTIAL', { steps: steps('consent', 'document') }), null, false)).toBe('selfie');
  expect(viewOf(state('PARTIAL', { steps: steps('consent', 'document', 'selfie') }), null, false)).toBe('checking');
  expect(viewOf(state('IN_PROGRESS', { steps: steps('consent') }), null, false)).toBe('checking');
  expect(viewOf(state('INITIATED', { steps: steps('consent', 'document') }), null, false)).toBe('selfie');
});

test('a computer waits for the phone until the end', () => {
  expect(viewOf(state('REQUESTED', { steps: steps() }), null, true)).toBe('handover');
  expect(statusText('handover', state('INITIATED'), null)).toContain('begun on your phone');
  expect(viewOf(state('SUCCESS'), 'verified', true)).toBe('result');
  expect(statusText('result', state('SUCCESS'), 'verified')).toBe('You are verified.');
});

test('only what may pass is worth a second try', () => {
  expect([401, 403, 404, 410].map((status) => problemOf(status, '').retry)).toEqual([false, false, false, false]);
  expect(problemOf(503, 'Busy.')).toMatchObject({ retry: true, text: 'Busy.' });
});
