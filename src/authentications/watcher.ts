// Live states of one kind of object: one polling per object however many watch it, from the first who watches to the last.
// Each process polls for its own watchers only; nothing is kept, so nothing has to be agreed on between processes.
import { UpstreamError } from '../datasources/http/errors.js';
import type { Logger } from '../telemetry/logger.js';
import type { Metrics } from '../telemetry/metrics.js';
import { Follower } from './follower.js';
import { type Kind, WatchedObject } from './watched-object.js';

/** Reads an object at PingOne. `fresh`: not the answer to a read that began before. */
export type ReadState<Key, State> = (
  key: Key,
  signal: AbortSignal,
  options: { readonly fresh: boolean },
) => Promise<State>;

export class Watcher<Key, State> {
  private readonly objects = new Map<string, WatchedObject<State>>();
  private count = 0;
  private stopped = false;

  constructor(
    private readonly kind: Kind<State>,
    private readonly read: ReadState<Key, State>,
    private readonly logger: Logger,
    private readonly metrics: Pick<Metrics, 'subscriptions'>,
  ) {}

  /** Feeds open now. */
  get active(): number {
    return this.count;
  }

  /** Objects that are being polled now. */
  get polled(): number {
    return this.objects.size;
  }

  /**
   * Where the object stands, with as few calls as that takes.
   * @throws UpstreamError `not-found` when there is none; any other only where nobody watches the object yet
   */
  async present(key: Key, signal: AbortSignal): Promise<State> {
    const watched = this.objects.get(nameOf(key));
    const known = watched?.present ?? null;
    if (known !== null) return known;
    const stamp = watched?.stamp;
    try {
      const state = await this.read(key, signal, { fresh: false });
      watched?.note(state, stamp);
      return state;
    } catch (error) {
      const isGone = error instanceof UpstreamError && error.kind === 'not-found';
      if (!watched || isGone || signal.aborted) throw error;
      return watched.last;
    }
  }

  /**
   * A state, then each change of status that is seen, in order; ends after the last that can come, or once the object is gone.
   * Polling begins with the first `next`. Failures of PingOne delay it and never end it.
   * @param present what `present` answered
   */
  follow(key: Key, present: State): AsyncIterableIterator<State, undefined> {
    const follower = new Follower<State>();
    follower.offer(present);
    let leave: (() => void) | null = null;
    return {
      next: async () => {
        leave ??= this.join(key, present, follower);
        const item = await follower.next();
        if (item.done) leave();
        return item;
      },
      return: async () => {
        follower.leave();
        leave?.();
        return { done: true, value: undefined };
      },
      [Symbol.asyncIterator]() {
        return this;
      },
    };
  }

  /** Tells a state that a mutation was given, so that nobody waits for the next look to learn of it. */
  note(key: Key, state: State): void {
    this.objects.get(nameOf(key))?.note(state);
  }

  /** Has an object looked at now, because something was done to it. */
  lookAgain(key: Key): void {
    this.objects.get(nameOf(key))?.lookAgain();
  }

  /** Ends every feed. */
  async stop(): Promise<void> {
    this.stopped = true;
    await Promise.all([...this.objects.values()].map((watched) => watched.stop()));
    this.objects.clear();
  }

  private join(key: Key, present: State, follower: Follower<State>): () => void {
    this.count += 1;
    this.metrics.subscriptions.inc();
    const watched = this.objectOf(key, present);
    if (watched) watched.add(follower, present);
    else follower.end();
    let here = true;
    return () => {
      if (!here) return;
      here = false;
      this.count -= 1;
      this.metrics.subscriptions.dec();
      if (watched?.remove(follower) === 0) {
        this.forget(nameOf(key), watched);
        void watched.stop();
      }
    };
  }

  /** Null when nothing can come any more. */
  private objectOf(key: Key, present: State): WatchedObject<State> | null {
    const name = nameOf(key);
    const known = this.objects.get(name);
    if (known) return known;
    if (this.stopped || this.kind.isOver(present, new Date())) return null;
    const watched: WatchedObject<State> = new WatchedObject(
      this.kind,
      present,
      (signal) => this.read(key, signal, { fresh: true }),
      this.logger,
      () => this.forget(name, watched),
    );
    this.objects.set(name, watched);
    return watched;
  }

  private forget(name: string, watched: WatchedObject<State>): void {
    if (this.objects.get(name) === watched) this.objects.delete(name);
  }
}

function nameOf(key: unknown): string {
  return JSON.stringify(key);
}
