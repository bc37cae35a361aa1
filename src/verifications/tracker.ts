// The tracker: reads unfinished verifications at their source, each by one instance of the cluster at a time, until they are final.
import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { UpstreamError } from '../datasources/http/errors.js';
import type { VerificationRecord } from '../store/records.js';
import type { Claim, Tracking } from '../store/tracking.js';
import { describeError, type Logger } from '../telemetry/logger.js';
import type { Metrics } from '../telemetry/metrics.js';
import { runInScope } from '../telemetry/scope.js';
import { nextReadingInMs, type Pace } from './schedule.js';
import { isFinal } from './transitions.js';

/** Reads a verification at its source and records what it finds. Answers the record afterwards, null when it is gone there. */
export type ReadAtSource = (claim: Claim, signal: AbortSignal) => Promise<VerificationRecord | null>;

/** Whether a verification has to be read again and again. Others are looked at when they are woken and at their deadline. */
export type IsPolled = (record: VerificationRecord) => boolean;

/** Records that the deadline has passed; answers the record afterwards. */
export type Expire = (claim: Claim) => Promise<VerificationRecord>;

export interface TrackerOptions {
  readonly pace: Pace;
  /** Readings under way at one time, and so the most that are claimed in one go. */
  readonly concurrency: number;
  /** How long a claim stands; well above the deadline of one reading. */
  readonly leaseMs: number;
  /** Longest time between two looks for work. */
  readonly idleMs: number;
}

/** Old records carry no deadline; none of them is still under way after this time. */
const NO_DEADLINE_MS = 24 * 60 * 60 * 1000;

/** A deadline is looked at just after it has passed. */
const JUST_AFTER_MS = 50;

const RELEASE_TRIES = 4;
const RELEASE_PAUSE_MS = 500;

export class Tracker {
  private readonly owner = randomUUID();
  private readonly stopping = new AbortController();
  private readonly underWay = new Set<Promise<void>>();
  private running: Promise<void> | null = null;
  private wakeUp: (() => void) | null = null;
  private woken = false;

  constructor(
    private readonly tracking: Tracking,
    private readonly source: { read: ReadAtSource; expire: Expire; isPolled: IsPolled },
    private readonly options: TrackerOptions,
    private readonly logger: Logger,
    private readonly metrics: Metrics,
  ) {}

  start(): void {
    this.running = this.run();
  }

  /** Stops looking for work; readings under way are broken off and their claims run out or are given back. */
  async stop(): Promise<void> {
    this.stopping.abort(new Error('The gateway is stopping.'));
    this.wake();
    await this.running;
  }

  /** Says that something may be due now. */
  wake(): void {
    this.woken = true;
    this.wakeUp?.();
  }

  private async run(): Promise<void> {
    while (!this.stopping.signal.aborted) {
      this.woken = false;
      try {
        const free = this.options.concurrency - this.underWay.size;
        const claims = free > 0 ? await this.tracking.claim(this.owner, free, this.options.leaseMs) : [];
        for (const claim of claims) this.begin(claim);
        const nextInMs = (await this.tracking.nextDueInMs()) ?? Number.POSITIVE_INFINITY;
        // Where all the room was used there may be more: go on as soon as there is room again, which the end of a reading tells.
        const isFull = this.underWay.size >= this.options.concurrency;
        const waitMs = claims.length < free ? nextInMs : isFull ? Number.POSITIVE_INFINITY : 0;
        await this.sleep(Math.min(this.options.idleMs, waitMs));
      } catch (error) {
        this.logger.warn({ err: describeError(error) }, 'The tracker could not reach its store; it tries again.');
        await this.sleep(this.options.idleMs);
      }
    }
    await Promise.all(this.underWay);
  }

  private begin(claim: Claim): void {
    const work = this.readOne(claim)
      .catch((error: unknown) => {
        this.logger.warn({ err: describeError(error) }, 'A claim could not be given back; its lease will run out.');
      })
      .finally(() => {
        const wasFull = this.underWay.size === this.options.concurrency;
        this.underWay.delete(work);
        if (wasFull) this.wake();
      });
    this.underWay.add(work);
  }

  private async readOne(claim: Claim): Promise<void> {
    await runInScope(randomUUID(), async () => {
      if (this.stopping.signal.aborted) return this.giveBack(claim, 0, false);
      const outcome = await this.attempt(claim);
      this.metrics.polls.inc({ outcome: outcome.name });
      await this.giveBack(claim, outcome.nextInMs, outcome.handled);
    });
  }

  /** A claim that is not given back keeps everybody from reading until its lease runs out, so a failing store is asked again. */
  private async giveBack(claim: Claim, nextInMs: number | null, handled: boolean): Promise<void> {
    for (let triesLeft = RELEASE_TRIES; ; triesLeft -= 1) {
      try {
        if (await this.tracking.release(claim, this.owner, nextInMs, handled)) this.wake();
        return;
      } catch (error) {
        if (triesLeft === 1 || this.stopping.signal.aborted) throw error;
        await delay(RELEASE_PAUSE_MS);
      }
    }
  }

  private async attempt(claim: Claim): Promise<{ name: string; nextInMs: number | null; handled: boolean }> {
    const asked = claim.woken || claim.calledBack;
    if (isFinal(claim.record.lifecycle) && !claim.record.provisional && !asked) {
      return { name: 'final', nextInMs: null, handled: true };
    }
    try {
      const record = await this.source.read(claim, this.stopping.signal);
      if (!record) return { name: 'gone', nextInMs: null, handled: true };
      const changed = record.version > claim.record.version;
      return {
        name: changed ? 'changed' : 'unchanged',
        nextInMs: await this.nextAfter(claim, record, changed),
        handled: true,
      };
    } catch (error) {
      // Broken off by our own stop: another instance may read it at once.
      if (this.stopping.signal.aborted) return { name: 'stopped', nextInMs: 0, handled: false };
      this.logger.warn(
        { err: describeError(error), verificationId: claim.record.id },
        'A verification could not be read.',
      );
      const retryInMs = error instanceof UpstreamError && error.retryAt ? error.retryAt.getTime() - Date.now() : 0;
      const pause = nextReadingInMs(this.options.pace, claim.quietMs, null);
      return { name: 'failed', nextInMs: Math.max(retryInMs, pause), handled: false };
    }
  }

  private async nextAfter(claim: Claim, record: VerificationRecord, changed: boolean): Promise<number | null> {
    if (isFinal(record.lifecycle) && !record.provisional) return null;
    const { remainingMs } = claim;
    if (remainingMs === null && Date.now() - record.createdAt.getTime() > NO_DEADLINE_MS) return null;
    if (remainingMs !== null && remainingMs <= 0) return this.afterDeadline(claim, record, remainingMs);
    if (!this.source.isPolled(record)) return remainingMs === null ? null : remainingMs + JUST_AFTER_MS;
    return nextReadingInMs(this.options.pace, changed ? 0 : claim.quietMs, remainingMs);
  }

  /**
   * Checks on complete evidence may run past the deadline, so a verification whose source still works on it is watched for one
   * more length of its time. Everything else is over, though a final state that the source reports late still counts.
   */
  private async afterDeadline(claim: Claim, record: VerificationRecord, remainingMs: number): Promise<number | null> {
    const lengthMs = record.expiresAt ? record.expiresAt.getTime() - record.createdAt.getTime() : 0;
    const graceOver = -remainingMs >= lengthMs;
    const checksRun = record.rawStatus === 'IN_PROGRESS';
    if (!record.provisional && (!checksRun || graceOver)) await this.source.expire(claim);
    return graceOver || !this.source.isPolled(record) ? null : nextReadingInMs(this.options.pace, claim.quietMs, null);
  }

  private async sleep(ms: number): Promise<void> {
    if (this.woken || this.stopping.signal.aborted) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, Math.max(0, ms));
      this.wakeUp = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.wakeUp = null;
  }
}
