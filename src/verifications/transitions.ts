// What a status change means: which lifecycle may follow which, and what a late or second verdict does. No I/O.

import type { Decision, EventOrigin, EventType, Lifecycle, StoredActor, VerificationRecord } from '../store/records.js';
import type { Change } from '../store/status-log.js';
import { showsEvidence } from './evidence.js';
import { isDenial, reasonsOf } from './reasons.js';

/** What someone claims the state of a verification is now. */
export interface Observation {
  readonly lifecycle: Lifecycle;
  readonly decision: Decision;
  readonly rawStatus: string | null;
  readonly rawResult: string | null;
  /** When the source last changed it; decides between two readings that crossed. Null when the source does not say. */
  readonly upstreamUpdatedAt: Date | null;
  readonly expiresAt: Date | null;
  readonly origin: EventOrigin;
  /** When the gateway got it. */
  readonly receivedAt: Date;
  /** Concluded by the gateway, not said by the source. */
  readonly provisional?: boolean;
  readonly type?: EventType;
  readonly actor?: StoredActor;
  readonly reason?: string;
  /** Why it was denied, in the vendor's words. Default: the result, or else the status, as the source spells it. */
  readonly reasons?: readonly string[];
}

const FINAL: readonly Lifecycle[] = ['FINISHED', 'EXPIRED', 'CANCELLED', 'ABANDONED'];

/** Which lifecycle may follow which. What is not listed is a late echo and changes nothing. */
export const next: Readonly<Record<Lifecycle, readonly Lifecycle[]>> = {
  CREATED: ['SENT', 'IN_PROGRESS', 'IN_REVIEW', 'UNKNOWN', ...FINAL],
  SENT: ['SENT', 'IN_PROGRESS', 'IN_REVIEW', 'UNKNOWN', ...FINAL],
  IN_PROGRESS: ['IN_PROGRESS', 'IN_REVIEW', 'UNKNOWN', ...FINAL],
  IN_REVIEW: ['IN_REVIEW', 'UNKNOWN', ...FINAL],
  UNKNOWN: ['SENT', 'IN_PROGRESS', 'IN_REVIEW', 'UNKNOWN', ...FINAL],
  FINISHED: [],
  EXPIRED: [],
  CANCELLED: [],
  ABANDONED: [],
};

/** Lifecycles that end by themselves or by someone’s doing later. */
export const UNFINISHED: readonly Lifecycle[] = ['CREATED', 'SENT', 'IN_PROGRESS', 'IN_REVIEW', 'UNKNOWN'];

export function isFinal(lifecycle: Lifecycle): boolean {
  return FINAL.includes(lifecycle);
}

/** What an observation makes of a record. Null: nothing. */
export function transition(present: VerificationRecord, seen: Observation): Change | null {
  if (isStale(present, seen) || isSame(present, seen)) return null;
  if (!isFinal(present.lifecycle)) {
    return next[present.lifecycle].includes(seen.lifecycle) ? step(present, seen) : null;
  }
  if (!isFinal(seen.lifecycle)) return null;
  if (present.provisional) return step(present, seen);
  // A person overrules through this API: that is a decision of its own, not a contradiction of the source with itself.
  if (present.source === 'PINGONE_VERIFY' && seen.decision === 'APPROVED_MANUALLY' && present.decision !== 'APPROVED') {
    return step(present, seen);
  }
  return amendment(present, seen);
}

/** Marks a verification as deleted at its source. An unfinished one ends; a finished one keeps its decision. */
export function deletion(
  present: VerificationRecord,
  by: Pick<Observation, 'origin' | 'receivedAt' | 'actor'>,
): Change | null {
  if (present.deletedAt !== null) return null;
  // The source says nothing any more, not even when it happened.
  const seen = { ...present, ...by, type: 'DELETED', upstreamUpdatedAt: null } as const;
  if (isFinal(present.lifecycle)) {
    return {
      record: { deletedAt: by.receivedAt, updatedAt: by.receivedAt, receivedAt: by.receivedAt },
      events: [{ ...event(present, seen), version: present.version, grew: false }],
    };
  }
  const { record, events } = step(present, { ...seen, lifecycle: 'CANCELLED', decision: 'NONE' });
  return { record: { ...record, deletedAt: by.receivedAt }, events };
}

/** An entry that tells of something without making a new version. */
export function remark(
  present: VerificationRecord,
  note: {
    readonly type: EventType;
    readonly origin: EventOrigin;
    readonly actor?: StoredActor;
    readonly reason?: string;
  },
): Change {
  return {
    record: {},
    events: [
      {
        type: note.type,
        origin: note.origin,
        version: present.version,
        grew: false,
        lifecycle: present.lifecycle,
        decision: present.decision,
        previousLifecycle: null,
        previousDecision: null,
        rawStatus: present.rawStatus,
        occurredAt: new Date(),
        actor: note.actor ?? null,
        reason: note.reason ?? null,
      },
    ],
  };
}

/** A reading that began before another one, and arrives after it, is older news. */
function isStale(present: VerificationRecord, seen: Observation): boolean {
  return (
    present.upstreamUpdatedAt !== null &&
    seen.upstreamUpdatedAt !== null &&
    seen.upstreamUpdatedAt < present.upstreamUpdatedAt
  );
}

function isSame(present: VerificationRecord, seen: Observation): boolean {
  return (
    present.rawStatus === seen.rawStatus &&
    present.rawResult === seen.rawResult &&
    (isFinal(present.lifecycle) && !present.provisional
      ? true
      : present.lifecycle === seen.lifecycle && present.decision === seen.decision)
  );
}

function step(present: VerificationRecord, seen: Observation): Change {
  const changedAt = occurredAt(seen);
  return {
    record: {
      lifecycle: seen.lifecycle,
      decision: seen.decision,
      rawStatus: seen.rawStatus,
      rawResult: seen.rawResult,
      provisional: seen.provisional ?? false,
      ...(isDenial(seen.decision) ? { reasons: reasonsOf(seen) } : {}),
      hasEvidence: present.hasEvidence || showsEvidence(seen.lifecycle, seen.rawStatus),
      version: present.version + 1,
      updatedAt: changedAt,
      finishedAt: isFinal(seen.lifecycle) ? changedAt : null,
      expiresAt: seen.expiresAt ?? present.expiresAt,
      upstreamUpdatedAt: seen.upstreamUpdatedAt ?? present.upstreamUpdatedAt,
      receivedAt: seen.receivedAt,
    },
    events: [event(present, seen)],
  };
}

function amendment(present: VerificationRecord, seen: Observation): Change {
  return {
    record: {
      rawStatus: seen.rawStatus,
      rawResult: seen.rawResult,
      version: present.version + 1,
      updatedAt: occurredAt(seen),
      upstreamUpdatedAt: seen.upstreamUpdatedAt ?? present.upstreamUpdatedAt,
      receivedAt: seen.receivedAt,
    },
    events: [
      {
        ...event(present, { ...seen, type: 'DECISION_AMENDED' }),
        lifecycle: present.lifecycle,
        decision: present.decision,
        previousLifecycle: null,
        previousDecision: null,
      },
    ],
  };
}

function event(
  present: VerificationRecord,
  seen: Omit<Observation, 'expiresAt' | 'rawResult' | 'provisional'>,
): Change['events'][number] {
  return {
    type: seen.type ?? 'STATUS_CHANGED',
    origin: seen.origin,
    version: present.version + 1,
    grew: true,
    lifecycle: seen.lifecycle,
    decision: seen.decision,
    previousLifecycle: seen.lifecycle === present.lifecycle ? null : present.lifecycle,
    previousDecision: seen.decision === present.decision ? null : present.decision,
    rawStatus: seen.rawStatus,
    occurredAt: occurredAt(seen),
    actor: seen.actor ?? null,
    reason: seen.reason ?? null,
  };
}

function occurredAt(seen: Pick<Observation, 'upstreamUpdatedAt' | 'receivedAt' | 'provisional'>): Date {
  return (seen.provisional ? null : seen.upstreamUpdatedAt) ?? seen.receivedAt;
}
