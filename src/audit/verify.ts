// Whether the audit log is as it was written: walks the chain from the first entry to the last and names what does not fit.
import type { AuditEntry, ChainedAuditEntry } from '../store/audit-log.js';

/** Entries after a position (null: from the first), in order; empty at the end. */
export type ReadEntries = (after: bigint | null, limit: number) => Promise<readonly ChainedAuditEntry[]>;

/** Hash of an entry, bound to the one before it. */
type HashOf = (entry: AuditEntry, previousHash: string | null) => string;

export type ProblemKind =
  /** The content of the entry is not what was hashed. */
  | 'CHANGED'
  /** Entries before it are gone. */
  | 'MISSING_BEFORE'
  /** It is not the entry that followed the one before it. */
  | 'OUT_OF_PLACE'
  /** Nothing is missing before it, and yet its number is not the next one. */
  | 'RENUMBERED';

/** One place where the log is not as it was written. */
export interface ChainProblem {
  readonly kind: ProblemKind;
  readonly position: bigint;
  readonly id: string;
  /** The entry before it in the log; null: it is the first. */
  readonly after: bigint | null;
}

/** What a walk along the chain found. */
export interface ChainReport {
  readonly entries: number;
  readonly newestHash: string | null;
  readonly newestAt: Date | null;
  /** The first of them, in order. */
  readonly problems: readonly ChainProblem[];
  readonly problemCount: number;
  /** Position of the entry with the expected hash; null: there is none, or none was asked for. */
  readonly expectedAt: bigint | null;
}

const PAGE = 1_000;
const PROBLEMS_KEPT = 100;

/**
 * Walks the whole log; memory does not grow with it.
 * @param expected hash that one of the entries must have: the newest one of an earlier walk
 * @throws when reading fails or the signal is aborted
 */
export async function verifyChain(
  read: ReadEntries,
  hashOf: HashOf,
  expected: string | null,
  signal?: AbortSignal,
): Promise<ChainReport> {
  const problems: ChainProblem[] = [];
  let problemCount = 0;
  let entries = 0;
  let expectedAt: bigint | null = null;
  let previous: ChainedAuditEntry | null = null;

  for (let page = await read(null, PAGE); page.length > 0; page = await read(previous?.position ?? null, PAGE)) {
    for (const entry of page) {
      for (const kind of problemsOf(entry, previous, hashOf)) {
        problemCount += 1;
        const problem = { kind, position: entry.position, id: entry.id, after: previous?.position ?? null };
        if (problems.length < PROBLEMS_KEPT) problems.push(problem);
      }
      if (entry.hash === expected) expectedAt = entry.position;
      entries += 1;
      previous = entry;
    }
    signal?.throwIfAborted();
  }
  const newestAt = previous?.occurredAt ?? null;
  return { entries, newestHash: previous?.hash ?? null, newestAt, problems, problemCount, expectedAt };
}

function* problemsOf(
  entry: ChainedAuditEntry,
  previous: ChainedAuditEntry | null,
  hashOf: HashOf,
): Iterable<ProblemKind> {
  if (entry.hash !== hashOfContent(entry, entry.previousHash, hashOf)) yield 'CHANGED';
  const isNext = entry.position === (previous?.position ?? 0n) + 1n;
  if (follows(entry, previous, hashOf)) {
    if (!isNext) yield 'RENUMBERED';
  } else {
    yield isNext ? 'OUT_OF_PLACE' : 'MISSING_BEFORE';
  }
}

/** A neighbour whose own hash was tampered with is named for that once, and not a second time for not fitting. */
function follows(entry: ChainedAuditEntry, previous: ChainedAuditEntry | null, hashOf: HashOf): boolean {
  if (previous === null) return entry.previousHash === null;
  return (
    entry.previousHash === previous.hash ||
    entry.previousHash === hashOfContent(previous, previous.previousHash, hashOf) ||
    entry.hash === hashOfContent(entry, previous.hash, hashOf)
  );
}

/** Null for content that the gateway never writes, such as fractions of a millisecond, which the hash does not cover. */
function hashOfContent(entry: ChainedAuditEntry, previousHash: string | null, hashOf: HashOf): string | null {
  return isOfOurMaking(entry) ? hashOf(entry, previousHash) : null;
}

const ACTOR_KEYS = ['displayName', 'id', 'kind'];

function isOfOurMaking({ occurredAt, isWholeMilliseconds, actor }: ChainedAuditEntry): boolean {
  const given: unknown = actor;
  return (
    isWholeMilliseconds &&
    // The driver hands over infinite times as numbers.
    occurredAt instanceof Date &&
    typeof given === 'object' &&
    given !== null &&
    Object.keys(given).sort().join() === ACTOR_KEYS.join()
  );
}
