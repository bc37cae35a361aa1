// One object at PingOne while somebody watches it: read again and again, each change of status told to all who watch. Who may watch is decided elsewhere.
import { randomUUID } from 'node:crypto';
import { UpstreamError } from '../datasources/http/errors.js';
import { describeError, type Logger } from '../telemetry/logger.js';
import { runInScope } from '../telemetry/scope.js';
import { nextReadingInMs, type Pace } from '../verifications/schedule.js';
import type { Follower } from './follower.js';

/** What the watching needs to know of a kind of object. */
export interface Kind<State> {
  /** Name in logs. */
  readonly name: string;
  /** The status, also one that the gateway has no name for. */
  statusOf(state: State): string;
  /** Whether nothing can come after this state. */
  isOver(state: State, now: Date): boolean;
  /** When time will change the state by itself; null when that cannot be known. */
  deadlineOf(state: State): Date | null;
  /** How often to look while it stands like this. */
  paceOf(state: State): Pace;
}

/** A state that was read this short a time ago is the present one. */
const PRESENT_MS = 1_000;
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 30_000;

export class WatchedObject<State> {
  private readonly followers = new Set<Follower<State>>();
  private readonly stopping = new AbortController();
  private readonly running: Promise<void>;
  private readAtMs = Date.now();
  private changedAtMs = Date.now();
  /** Grows with each state that comes in from outside: a reading that began before may be older. */
  private generation = 0;
  private asked = false;
  private failures = 0;
  /** PingOne wants no call before. */
  private heldBackUntilMs = 0;
  private wake: (() => void) | null = null;

  /** @param latest the state that was read just now, which is not over */
  constructor(
    private readonly kind: Kind<State>,
    private latest: State,
    private readonly read: (signal: AbortSignal) => Promise<State>,
    private readonly logger: Logger,
    private readonly onOver: () => void,
  ) {
    this.running = this.run();
  }

  /** The present state, where it is known without a call; null where it is not. */
  get present(): State | null {
    const now = Date.now();
    return now - this.readAtMs < PRESENT_MS || now < this.heldBackUntilMs ? this.latest : null;
  }

  /** The state that was read last, however long ago. */
  get last(): State {
    return this.latest;
  }

  /** @param seen the state the follower has already: where another has come since it is told at once */
  add(follower: Follower<State>, seen: State): void {
    this.followers.add(follower);
    if (this.kind.statusOf(this.latest) !== this.kind.statusOf(seen)) follower.offer(this.latest);
  }

  /** @returns how many are left */
  remove(follower: Follower<State>): number {
    this.followers.delete(follower);
    return this.followers.size;
  }

  /** Tells one moment from another between which a state came in from outside. */
  get stamp(): number {
    return this.generation;
  }

  /**
   * Takes in a state that somebody else was given by PingOne just now.
   * @param stamp of when it was asked for: where another state has come in since then, that one is newer
   */
  note(state: State, stamp = this.generation): void {
    if (stamp !== this.generation || this.stopping.signal.aborted) return;
    this.generation += 1;
    this.take(state);
    this.wake?.();
  }

  /** Says that the state may have changed. */
  lookAgain(): void {
    this.asked = true;
    this.wake?.();
  }

  /** Ends the feed of every follower and waits for the reading under way to be broken off. */
  async stop(): Promise<void> {
    this.stopping.abort(new Error('Nobody watches any more.'));
    this.wake?.();
    for (const follower of this.followers) follower.end();
    await this.running;
  }

  private async run(): Promise<void> {
    while (!this.stopping.signal.aborted) {
      const waitMs = this.dueAtMs() - Date.now();
      if (waitMs > 0) await this.sleep(waitMs);
      else await this.look();
    }
  }

  private dueAtMs(): number {
    const { latest, kind, readAtMs } = this;
    if (this.asked) return this.heldBackUntilMs;
    if (this.failures > 0) {
      const pauseMs = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (this.failures - 1));
      return Math.max(this.heldBackUntilMs, readAtMs + pauseMs);
    }
    const deadline = kind.deadlineOf(latest);
    const remainingMs = deadline && deadline.getTime() - readAtMs;
    return readAtMs + nextReadingInMs(kind.paceOf(latest), readAtMs - this.changedAtMs, remainingMs);
  }

  private async look(): Promise<void> {
    const { generation } = this;
    this.asked = false;
    try {
      const state = await runInScope(randomUUID(), () => this.read(this.stopping.signal));
      if (generation === this.generation) this.take(state);
    } catch (error) {
      if (!this.stopping.signal.aborted) this.failed(error);
    }
  }

  /** Whatever else goes wrong passes: whoever waits for an answer on a phone must not lose it to a bad minute upstream. */
  private failed(error: unknown): void {
    if (error instanceof UpstreamError && error.kind === 'not-found') {
      this.end();
      return;
    }
    this.readAtMs = Date.now();
    this.failures += 1;
    this.heldBackUntilMs = (error instanceof UpstreamError && error.retryAt?.getTime()) || 0;
    if (this.failures === 1) {
      this.logger.warn({ err: describeError(error), watched: this.kind.name }, 'What is watched could not be read.');
    }
  }

  private take(state: State): void {
    const changed = this.kind.statusOf(state) !== this.kind.statusOf(this.latest);
    this.latest = state;
    this.readAtMs = Date.now();
    this.failures = 0;
    this.heldBackUntilMs = 0;
    if (changed) {
      this.changedAtMs = this.readAtMs;
      for (const follower of this.followers) follower.offer(state);
    }
    if (this.kind.isOver(state, new Date())) this.end();
  }

  private end(): void {
    this.onOver();
    this.stopping.abort(new Error('Nothing more can come.'));
    for (const follower of this.followers) follower.end();
  }

  private async sleep(ms: number): Promise<void> {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.wake = null;
  }
}
