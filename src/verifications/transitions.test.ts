// What an observation makes of a record: the whole table of lifecycles, and the rules for late, second and deleted states.
import { describe, expect, test } from 'vitest';
import type { Lifecycle, VerificationRecord } from '../store/records.js';
import { at, record } from '../store/store-fixture.js';
import { meaningOf } from './pingone-status.js';
import { deletion, isFinal, next, type Observation, transition, UNFINISHED } from './transitions.js';

const LIFECYCLES = Object.keys(next) as Lifecycle[];
const received = at(900);

function seen(changes: Partial<Observation> = {}): Observation {
  return {
    lifecycle: 'IN_PROGRESS',
    decision: 'NONE',
    rawStatus: 'INITIATED',
    rawResult: null,
    upstreamUpdatedAt: at(60),
    expiresAt: at(30 * 60),
    origin: 'UPSTREAM_READ',
    receivedAt: received,
    ...changes,
  };
}

function said(status: string, changes: Partial<Observation> = {}): Observation {
  return seen({ ...meaningOf(status, null), rawStatus: status, ...changes });
}

function finished(changes: Partial<VerificationRecord> = {}): VerificationRecord {
  return record({
    lifecycle: 'FINISHED',
    decision: 'DENIED',
    rawStatus: 'FAIL',
    version: 4,
    finishedAt: at(50),
    upstreamUpdatedAt: at(50),
    ...changes,
  });
}

/** Written out here once more, so that a change of the table is a change of two files. */
const MAY_FOLLOW: Readonly<Record<Lifecycle, readonly Lifecycle[]>> = {
  CREATED: ['SENT', 'IN_PROGRESS', 'IN_REVIEW', 'UNKNOWN', 'FINISHED', 'EXPIRED', 'CANCELLED', 'ABANDONED'],
  SENT: ['SENT', 'IN_PROGRESS', 'IN_REVIEW', 'UNKNOWN', 'FINISHED', 'EXPIRED', 'CANCELLED', 'ABANDONED'],
  IN_PROGRESS: ['IN_PROGRESS', 'IN_REVIEW', 'UNKNOWN', 'FINISHED', 'EXPIRED', 'CANCELLED', 'ABANDONED'],
  IN_REVIEW: ['IN_REVIEW', 'UNKNOWN', 'FINISHED', 'EXPIRED', 'CANCELLED', 'ABANDONED'],
  UNKNOWN: ['SENT', 'IN_PROGRESS', 'IN_REVIEW', 'UNKNOWN', 'FINISHED', 'EXPIRED', 'CANCELLED', 'ABANDONED'],
  FINISHED: [],
  EXPIRED: [],
  CANCELLED: [],
  ABANDONED: [],
};
const PAIRS = LIFECYCLES.flatMap((from) => LIFECYCLES.map((to) => [from, to] as const));

describe('every lifecycle and every observation', () => {
  test.each(PAIRS)('%s, then %s', (from, to) => {
    const present = record({ lifecycle: from, version: 3, rawStatus: 'BEFORE' });
    const change = transition(present, seen({ lifecycle: to, rawStatus: 'AFTER' }));
    if (MAY_FOLLOW[from].includes(to)) {
      expect(change?.record).toMatchObject({ lifecycle: to, version: 4, rawStatus: 'AFTER' });
      expect(change?.events).toHaveLength(1);
      expect(change?.events[0]).toMatchObject({ type: 'STATUS_CHANGED', version: 4, grew: true, lifecycle: to });
      expect(change?.record.finishedAt === null).toBe(!isFinal(to));
    } else if (isFinal(from) && isFinal(to)) {
      expect(change?.record).not.toHaveProperty('lifecycle');
      expect(change?.events[0]).toMatchObject({ type: 'DECISION_AMENDED', lifecycle: from, version: 4, grew: true });
    } else {
      expect(change).toBeNull();
    }
  });

  test('the unfinished ones are those that something may follow', () => {
    expect(UNFINISHED).toEqual(LIFECYCLES.filter((lifecycle) => next[lifecycle].length > 0));
    expect(UNFINISHED.some(isFinal)).toBe(false);
  });
});

describe('the walk of a PingOne transaction', () => {
  test('each status is a version of its own, told once', () => {
    let present = record();
    const versions = ['REQUESTED', 'INITIATED', 'INITIATED', 'PARTIAL', 'IN_PROGRESS', 'SUCCESS', 'SUCCESS'].map(
      (status, index) => {
        const change = transition(present, said(status, { upstreamUpdatedAt: at(index) }));
        if (change) present = { ...present, ...change.record };
        return change?.record.version ?? null;
      },
    );
    expect(versions).toEqual([null, 2, null, 3, 4, 5, null]);
    expect(present).toMatchObject({ lifecycle: 'FINISHED', decision: 'APPROVED', finishedAt: at(5), version: 5 });
  });

  test('the event tells what was before, and when upstream says that it happened', () => {
    const change = transition(record({ lifecycle: 'IN_PROGRESS', rawStatus: 'IN_PROGRESS' }), said('SUCCESS'));
    expect(change?.events[0]).toMatchObject({
      previousLifecycle: 'IN_PROGRESS',
      previousDecision: 'NONE',
      decision: 'APPROVED',
      rawStatus: 'SUCCESS',
      occurredAt: at(60),
    });
    expect(change?.record).toMatchObject({ updatedAt: at(60), upstreamUpdatedAt: at(60), receivedAt: received });
  });

  test('without a time of the source the time of receipt counts', () => {
    const change = transition(record({ upstreamUpdatedAt: null }), said('INITIATED', { upstreamUpdatedAt: null }));
    expect(change?.events[0]?.occurredAt).toEqual(received);
  });

  test('a status nobody knows is no approval, and what follows it still counts', () => {
    const unknown = transition(record(), said('SUCCESS_PROBABLY'));
    expect(unknown?.record).toMatchObject({ lifecycle: 'UNKNOWN', decision: 'NONE', rawStatus: 'SUCCESS_PROBABLY' });
    const after = transition({ ...record(), ...unknown?.record }, said('FAIL', { upstreamUpdatedAt: at(61) }));
    expect(after?.record).toMatchObject({ lifecycle: 'FINISHED', decision: 'DENIED', version: 3 });
  });
});

describe('what arrives late', () => {
  test.each(['REQUESTED', 'INITIATED', 'PARTIAL', 'IN_PROGRESS', 'SOMETHING_NEW'])(
    '%s never undoes a final state',
    (status) => {
      expect(transition(finished(), said(status))).toBeNull();
    },
  );

  test('a reading older than the one applied is dropped, whatever it says', () => {
    const present = record({ lifecycle: 'IN_PROGRESS', rawStatus: 'IN_PROGRESS', upstreamUpdatedAt: at(60) });
    expect(transition(present, said('SUCCESS', { upstreamUpdatedAt: at(59) }))).toBeNull();
    expect(transition(present, said('SUCCESS', { upstreamUpdatedAt: at(60) }))?.record.lifecycle).toBe('FINISHED');
    expect(transition(finished(), said('SUCCESS', { upstreamUpdatedAt: at(49) }))).toBeNull();
  });
});

describe('a second verdict', () => {
  test('another final verdict of the source is an amendment: the first stays in force', () => {
    const change = transition(finished(), said('SUCCESS'));
    expect(change?.record).toMatchObject({ version: 5, rawStatus: 'SUCCESS' });
    expect(change?.record).not.toHaveProperty('decision');
    expect(change?.events).toMatchObject([
      { type: 'DECISION_AMENDED', lifecycle: 'FINISHED', decision: 'DENIED', rawStatus: 'SUCCESS', version: 5 },
    ]);
    const amended = { ...finished(), ...change?.record };
    expect(transition(amended, said('SUCCESS', { upstreamUpdatedAt: at(70) }))).toBeNull();
  });

  test.each([
    ['denied', finished()],
    ['timed out at the source', finished({ lifecycle: 'EXPIRED', decision: 'NONE' })],
    [
      'expired by the gateway',
      finished({ lifecycle: 'EXPIRED', decision: 'NONE', rawStatus: 'REQUESTED', provisional: true }),
    ],
  ])('an approval by hand of one that was %s is an ordinary transition', (_how, present) => {
    const by = { actor: { id: 'admin', kind: 'OPERATOR', displayName: null }, reason: 'seen the passport' } as const;
    const change = transition(present, said('APPROVED_MANUALLY', { type: 'APPROVED_BY_OPERATOR', ...by }));
    expect(change?.record).toMatchObject({
      lifecycle: 'FINISHED',
      decision: 'APPROVED_MANUALLY',
      provisional: false,
      version: 5,
      finishedAt: at(60),
    });
    expect(change?.events).toMatchObject([{ type: 'APPROVED_BY_OPERATOR', ...by, previousDecision: present.decision }]);
  });

  test('an approval by hand of one that was approved already is only an amendment', () => {
    const change = transition(finished({ decision: 'APPROVED', rawStatus: 'SUCCESS' }), said('APPROVED_MANUALLY'));
    expect(change?.events[0]).toMatchObject({ type: 'DECISION_AMENDED', decision: 'APPROVED' });
  });

  test('the same FAIL read with and without its time-out mark is one verdict', () => {
    const timedOut = finished({ lifecycle: 'EXPIRED', decision: 'NONE' });
    expect(transition(timedOut, said('FAIL'))).toBeNull();
  });
});

describe('an end that the gateway concluded from the deadline', () => {
  const expired = record({ lifecycle: 'EXPIRED', provisional: true, version: 2, finishedAt: at(1800) });

  test('is dated by the gateway, keeps what the source last said, and is marked as provisional', () => {
    const present = record();
    const change = transition(present, {
      ...present,
      lifecycle: 'EXPIRED',
      decision: 'NONE',
      origin: 'DEADLINE',
      receivedAt: at(1801),
      provisional: true,
    });
    expect(change?.record).toMatchObject({ provisional: true, finishedAt: at(1801), rawStatus: 'REQUESTED' });
    expect(change?.events).toMatchObject([{ lifecycle: 'EXPIRED', origin: 'DEADLINE', occurredAt: at(1801) }]);
  });

  test('yields to a final state that the source reports later', () => {
    const change = transition(expired, said('SUCCESS', { upstreamUpdatedAt: at(1900) }));
    expect(change?.record).toMatchObject({
      lifecycle: 'FINISHED',
      decision: 'APPROVED',
      provisional: false,
      version: 3,
    });
    expect(change?.events).toMatchObject([{ type: 'STATUS_CHANGED', previousLifecycle: 'EXPIRED' }]);
  });

  test('is confirmed by a FAIL that timed out, and stands against interim states', () => {
    const confirmed = transition(expired, seen({ ...meaningOf('FAIL', 'TRANSACTION_TIMED_OUT'), rawStatus: 'FAIL' }));
    expect(confirmed?.record).toMatchObject({ lifecycle: 'EXPIRED', provisional: false, version: 3 });
    expect(transition(expired, said('IN_PROGRESS'))).toBeNull();
    expect(transition(expired, said('REQUESTED'))).toBeNull();
  });
});

describe('deletion', () => {
  const by = { origin: 'UPSTREAM_READ', receivedAt: received } as const;

  test('ends an unfinished one, at the time when it was noticed', () => {
    const change = deletion(record({ upstreamUpdatedAt: at(10) }), by);
    expect(change?.record).toMatchObject({
      lifecycle: 'CANCELLED',
      decision: 'NONE',
      version: 2,
      deletedAt: received,
      finishedAt: received,
      updatedAt: received,
      upstreamUpdatedAt: at(10),
    });
    expect(change?.events).toMatchObject([
      { type: 'DELETED', grew: true, version: 2, occurredAt: received, previousLifecycle: 'SENT' },
    ]);
  });

  test('of a finished one leaves its decision and makes no version', () => {
    const change = deletion(finished(), by);
    expect(change?.record).toEqual({ deletedAt: received, updatedAt: received, receivedAt: received });
    expect(change?.events).toMatchObject([
      { type: 'DELETED', grew: false, version: 4, decision: 'DENIED', occurredAt: received, previousLifecycle: null },
    ]);
  });

  test('happens once', () => {
    expect(deletion(finished({ deletedAt: at(800) }), by)).toBeNull();
  });
});
