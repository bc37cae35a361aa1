/** The vendors' clock: the host's time plus an offset that tests may move forward. Token times do not follow it. */
import type { StateStore } from './store.js';

/** Tells the time at the vendor, in milliseconds since 1970. */
export class VendorClock {
  private readonly listeners: (() => void)[] = [];

  constructor(private readonly store: StateStore) {}

  /** Milliseconds since 1970. */
  now(): number {
    return Date.now() + this.store.state.clockOffsetMs;
  }

  /** The time as RFC 3339 text with milliseconds. */
  timestamp(): string {
    return new Date(this.now()).toISOString();
  }

  /** Moves the clock forward. */
  advance(seconds: number): void {
    this.set(this.store.state.clockOffsetMs + seconds * 1_000);
  }

  /** Goes back to the host's own time. */
  reset(): void {
    this.set(0);
  }

  /** Calls `listener` whenever the clock has jumped. */
  onJump(listener: () => void): void {
    this.listeners.push(listener);
  }

  private set(offsetMs: number): void {
    this.store.state.clockOffsetMs = offsetMs;
    this.store.changed();
    for (const listener of this.listeners) listener();
  }
}
