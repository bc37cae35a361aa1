// One subscription's own bounded buffer. Nothing is shared between subscribers and nothing is ever skipped.
import type { StoredEvent } from '../store/records.js';

/** The client read too slowly. It has everything up to `position` and can go on from there. */
export class SubscriptionLagged extends Error {
  override readonly name = 'SubscriptionLagged';
  constructor(readonly position: bigint) {
    super('The subscription was ended because its reader is too slow.');
  }
}

type State = 'catching up' | 'live' | 'lagged' | 'ended';

export class Subscriber {
  private buffer: StoredEvent[] = [];
  private state: State = 'catching up';
  private waiting: (() => void) | null = null;
  /** While catching up: something was dropped, which the log still holds. */
  private overflowed = false;

  constructor(private readonly size: number) {}

  /** Takes in an entry. `lagged`: this one did not fit and ended the subscription. */
  offer(entry: StoredEvent): 'taken' | 'lagged' {
    if (this.state === 'lagged' || this.state === 'ended') return 'taken';
    if (this.buffer.length < this.size) {
      this.buffer.push(entry);
      this.waiting?.();
      return 'taken';
    }
    this.buffer = [];
    if (this.state === 'catching up') {
      this.overflowed = true;
      return 'taken';
    }
    this.state = 'lagged';
    this.waiting?.();
    return 'lagged';
  }

  /** Forgets what was kept, because the log is about to be read. */
  restart(): void {
    this.buffer = [];
    this.overflowed = false;
  }

  /** From here on, what does not fit ends the subscription. False: something was dropped, so the log must be read again first. */
  goLive(): boolean {
    if (this.overflowed) return false;
    if (this.state === 'catching up') this.state = 'live';
    return true;
  }

  /**
   * The next entry, as soon as there is one; null when the subscription has ended.
   * @param delivered position of the last entry that was handed on, for the error.
   * @throws SubscriptionLagged
   */
  async take(delivered: bigint): Promise<StoredEvent | null> {
    for (;;) {
      if (this.state === 'lagged') throw new SubscriptionLagged(delivered);
      const entry = this.buffer.shift();
      if (entry) return entry;
      if (this.state === 'ended') return null;
      await new Promise<void>((resolve) => {
        this.waiting = resolve;
      });
      this.waiting = null;
    }
  }

  /** Ends it; what is buffered is still handed out. */
  end(): void {
    if (this.state !== 'lagged') this.state = 'ended';
    this.waiting?.();
  }
}
