// How mutations that were refused get into the audit log: each of the first ones, and of a caller who goes on only how many there were. The log cannot be shortened, so nobody may fill it.
import { randomUUID } from 'node:crypto';
import type { AuditEntry, AuditLog } from '../store/audit-log.js';
import type { StoredActor } from '../store/records.js';
import { describeError, type Logger } from '../telemetry/logger.js';

/** How many of one caller get an entry each within a minute, in one instance. */
const EACH_OF_ONE_ACTION = 3;
const EACH_OF_ALL_ACTIONS = 30;

const MINUTE_MS = 60_000;
const LOOK_EVERY_MS = 5_000;

/** What one caller was refused within a minute. */
interface Minute {
  readonly actor: StoredActor;
  readonly startedMs: number;
  /** Entries written, by action. */
  readonly written: Map<string, number>;
  writtenInAll: number;
  readonly counted: Map<string, number>;
  /** Where the newest of those that are only counted came from. */
  last: AuditEntry | null;
}

export class Denials {
  private readonly minutes = new Map<string, Minute>();
  /** Counts that could not be written yet. */
  private waiting: readonly AuditEntry[] = [];
  private timer: NodeJS.Timeout | null = null;
  private running: Promise<void> = Promise.resolve();

  /** @param nowMs a clock that only goes forward */
  constructor(
    private readonly log: Pick<AuditLog, 'append'>,
    private readonly logger: Logger,
    private readonly nowMs: () => number = () => performance.now(),
  ) {}

  start(): void {
    this.timer = setInterval(() => {
      this.running = this.running.then(() => this.writeCounts(this.nowMs() - MINUTE_MS));
    }, LOOK_EVERY_MS);
    this.timer.unref();
  }

  /** Writes what has been counted so far. */
  async stop(): Promise<void> {
    if (this.timer) clearInterval(this.timer);
    await this.running;
    await this.writeCounts(Number.POSITIVE_INFINITY);
  }

  /** Writes the entry of a refused mutation, or counts it for the entry that tells of all the others of this minute. */
  async record(entry: AuditEntry): Promise<void> {
    const minute = this.minuteOf(entry.actor);
    const written = minute.written.get(entry.action) ?? 0;
    if (written < EACH_OF_ONE_ACTION && minute.writtenInAll < EACH_OF_ALL_ACTIONS) {
      minute.written.set(entry.action, written + 1);
      minute.writtenInAll += 1;
      return this.log.append([entry]);
    }
    minute.counted.set(entry.action, (minute.counted.get(entry.action) ?? 0) + 1);
    minute.last = entry;
  }

  private minuteOf(actor: StoredActor): Minute {
    const key = `${actor.kind} ${actor.id}`;
    const present = this.minutes.get(key);
    if (present && this.nowMs() - present.startedMs < MINUTE_MS) return present;
    if (present) this.close(key, present);
    const fresh = {
      actor,
      startedMs: this.nowMs(),
      written: new Map(),
      writtenInAll: 0,
      counted: new Map(),
      last: null,
    };
    this.minutes.set(key, fresh);
    return fresh;
  }

  private close(key: string, minute: Minute): void {
    this.minutes.delete(key);
    if (minute.last !== null) this.waiting = [...this.waiting, countOf(minute, minute.last)];
  }

  private async writeCounts(startedBeforeMs: number): Promise<void> {
    for (const [key, minute] of this.minutes) if (minute.startedMs <= startedBeforeMs) this.close(key, minute);
    const entries = this.waiting;
    if (entries.length === 0) return;
    this.waiting = [];
    try {
      await this.log.append(entries);
    } catch (error) {
      this.waiting = [...entries, ...this.waiting];
      this.logger.warn(
        { err: describeError(error) },
        'Counts of refused mutations could not be written; it is tried again.',
      );
    }
  }
}

/** One entry for all that got none of their own. */
function countOf({ actor, counted }: Minute, last: AuditEntry): AuditEntry {
  const actions = [...counted].sort(([, one], [, other]) => other - one);
  const total = actions.reduce((sum, [, count]) => sum + count, 0);
  return {
    ...last,
    id: randomUUID(),
    occurredAt: new Date(),
    actor,
    action: actions.map(([name]) => name).join(' '),
    targetType: null,
    targetId: null,
    userId: null,
    fields: [],
    reason: `${total} more like the ones before, within a minute.`,
  };
}
