// Following verifications: what a feed begins with, where it goes on from, when it ends. How changes reach it is feed.ts.
import type { StoredEvent, VerificationRecord } from '../store/records.js';
import type { StatusLog } from '../store/status-log.js';
import type { Feed } from './feed.js';
import { mapItems, prepend } from './iterators.js';
import { isFinal, UNFINISHED } from './transitions.js';

/** A change as it is pushed, or the present state as the first of a feed. */
export type StatusUpdate = Pick<
  StoredEvent,
  | 'verificationId'
  | 'position'
  | 'version'
  | 'lifecycle'
  | 'decision'
  | 'previousLifecycle'
  | 'previousDecision'
  | 'rawStatus'
  | 'occurredAt'
>;

/** A cursor that lies outside the log: before its oldest entry, or past its newest. */
export class CursorOutOfLog extends Error {
  override readonly name = 'CursorOutOfLog';
  constructor(readonly oldest: bigint) {
    super('The cursor lies outside the status log.');
  }
}

export class Watching {
  constructor(
    private readonly log: StatusLog,
    private readonly feed: Feed,
  ) {}

  /**
   * Follows one verification: the present state (or, with `after`, only what is newer), then each change up to the final one.
   * @throws CursorOutOfLog
   */
  async watchOne(record: VerificationRecord, after: bigint | null): Promise<AsyncIterableIterator<StatusUpdate>> {
    const topic = { verificationId: record.id };
    const isOver = async (last: StoredEvent | null) => isFinal((last ?? (await this.present(record.id))).lifecycle);
    if (after !== null) {
      await this.mustBeInLog(after);
      return this.feed.follow(topic, after, isOver);
    }
    const rest = isFinal(record.lifecycle) ? null : this.feed.follow(topic, record.position, isOver);
    return prepend([toSnapshot(record)], rest);
  }

  /** Follows all verifications of a user. Without `after` the unfinished ones come first, one each. @throws CursorOutOfLog */
  async watchUser(userId: string, after: bigint | null): Promise<AsyncIterableIterator<StatusUpdate>> {
    if (after !== null) {
      await this.mustBeInLog(after);
      return this.feed.follow({ userId }, after, () => false);
    }
    const { records, head } = await this.log.unfinishedOf(userId, UNFINISHED);
    return prepend(
      records.map(toSnapshot),
      this.feed.follow({ userId }, head, () => false),
    );
  }

  /** Follows everything from now, or from a cursor, on. @throws CursorOutOfLog */
  async watchAll(after: bigint | null): Promise<AsyncIterableIterator<StatusUpdate>> {
    if (after !== null) await this.mustBeInLog(after);
    const from = after ?? (await this.log.head());
    return mapItems(
      this.feed.follow({ everybody: true }, from, () => false),
      (event) => event,
    );
  }

  private async present(id: string): Promise<VerificationRecord> {
    const record = await this.log.find(id);
    if (!record) throw new Error('A verification that was there is gone from the store.');
    return record;
  }

  private async mustBeInLog(after: bigint): Promise<void> {
    const [floor, head] = await Promise.all([this.log.floor(), this.log.head()]);
    if (after < floor || after > head) throw new CursorOutOfLog(floor);
  }
}

function toSnapshot(record: VerificationRecord): StatusUpdate {
  return {
    verificationId: record.id,
    position: record.position,
    version: record.version,
    lifecycle: record.lifecycle,
    decision: record.decision,
    previousLifecycle: null,
    previousDecision: null,
    rawStatus: record.rawStatus,
    occurredAt: record.updatedAt,
  };
}
