// What a list of verifications is narrowed to, and the conditions this makes in SQL. The statements are in verification-list.ts.
import { type RawBuilder, sql } from 'kysely';
import type { Decision, Lifecycle, Source } from './records.js';

/** All given conditions must hold; left out and null mean: any. */
export interface ListFilter {
  readonly source?: Source | null | undefined;
  readonly lifecycle?: readonly Lifecycle[] | null | undefined;
  readonly decision?: readonly Decision[] | null | undefined;
  readonly userId?: string | null | undefined;
  readonly createdAfter?: Date | null | undefined;
  readonly createdBefore?: Date | null | undefined;
  readonly reference?: string | null | undefined;
  readonly verifyPolicyId?: string | null | undefined;
  readonly finishedAfter?: Date | null | undefined;
}

/** Where a verification stands in the list. */
export interface ListPlace {
  /** When it was created, in microseconds since 1970, which is as fine as the database tells it. */
  readonly createdAtMicros: bigint;
  readonly id: string;
}

/** What has few values: each combination of them is a class, and the newest of a class come out of an index in order. */
export interface Classes {
  readonly sources: readonly Source[];
  readonly lifecycles: readonly Lifecycle[];
  readonly decisions: readonly Decision[];
  /** Null: any, or none. */
  readonly verifyPolicyId: string | null;
}

const SOURCES: readonly Source[] = ['PINGONE_VERIFY', 'MITEK'];
const FINISHED: readonly Lifecycle[] = ['FINISHED', 'EXPIRED', 'CANCELLED', 'ABANDONED'];
const LIFECYCLES: readonly Lifecycle[] = ['CREATED', 'SENT', 'IN_PROGRESS', 'IN_REVIEW', 'UNKNOWN', ...FINISHED];
const DECISIONS: readonly Decision[] = [
  'NONE',
  'APPROVED',
  'APPROVED_MANUALLY',
  'DENIED',
  'DENIED_FRAUD',
  'NOT_REQUIRED',
];

/** The classes that a filter leaves; null where it leaves them all. */
export function classesOf({ source, lifecycle, decision, verifyPolicyId, finishedAfter }: ListFilter): Classes | null {
  if (!source && !lifecycle && !decision && !isGiven(verifyPolicyId) && !finishedAfter) return null;
  const lifecycles = [...new Set(lifecycle ?? LIFECYCLES)];
  return {
    sources: source ? [source] : SOURCES,
    // Only what has ended has a time at which it did.
    lifecycles: finishedAfter ? lifecycles.filter((one) => FINISHED.includes(one)) : lifecycles,
    decisions: [...new Set(decision ?? DECISIONS)],
    verifyPolicyId: verifyPolicyId ?? null,
  };
}

/** Whether the filter names a user or a reference, of which there are few verifications each. */
export function namesFew({ userId, reference }: ListFilter): boolean {
  return isGiven(userId) || isGiven(reference);
}

/** Conditions of everything in a filter but the times of creation. */
export function conditionsOf(filter: ListFilter): RawBuilder<unknown>[] {
  const { source, lifecycle, decision, userId, reference, verifyPolicyId, finishedAfter } = filter;
  return [
    ...(source ? [sql`source = ${source}`] : []),
    ...(lifecycle ? [sql`lifecycle = any (${[...lifecycle]}::text[])`] : []),
    ...(decision ? [sql`decision = any (${[...decision]}::text[])`] : []),
    ...(isGiven(userId) ? [sql`user_id = ${userId}`] : []),
    ...(isGiven(reference) ? [sql`reference = ${reference}`] : []),
    ...(isGiven(verifyPolicyId) ? [sql`verify_policy_id = ${verifyPolicyId}`] : []),
    ...(finishedAfter ? [sql`finished_at >= ${finishedAfter}`] : []),
  ];
}

/**
 * Conditions of the times of creation, one at most for each end: of two for one end PostgreSQL may walk the index from the wrong one.
 * @param behind only what comes behind this one in the list
 */
export function createdWithin(filter: ListFilter, behind: ListPlace | null): RawBuilder<unknown>[] {
  const { createdAfter, createdBefore } = filter;
  return [
    ...(createdAfter ? [sql`created_at >= ${createdAfter}`] : []),
    ...(behind && !(createdBefore && microsOf(createdBefore) <= behind.createdAtMicros)
      ? [sql`(created_at, id) < (${timeOf(behind)}, ${behind.id})`]
      : createdBefore
        ? [sql`created_at < ${createdBefore}`]
        : []),
  ];
}

/** The moment of a place, for SQL. */
export function timeOf({ createdAtMicros }: ListPlace): RawBuilder<Date> {
  return sql`timestamptz 'epoch' + ${createdAtMicros.toString()}::bigint * interval '1 microsecond'`;
}

export function all(conditions: readonly RawBuilder<unknown>[]): RawBuilder<unknown> {
  return conditions.length === 0 ? sql`true` : sql.join(conditions, sql` and `);
}

function microsOf(moment: Date): bigint {
  return BigInt(moment.getTime()) * 1000n;
}

function isGiven<T>(value: T | null | undefined): value is T {
  return value !== null && value !== undefined;
}
