/** Request limits per rate group, in fixed windows of the vendor clock. */
import type { KnobBoard } from '../control/knob-board.js';
import type { VendorClock } from '../state/clock.js';
import { requestLimited } from './errors.js';

export type RateGroup = 'verify' | 'directory';

interface Window {
  readonly startedAtMs: number;
  used: number;
}

export class RateLimits {
  private readonly windows = new Map<RateGroup, Window>();

  constructor(
    private readonly clock: VendorClock,
    private readonly knobs: KnobBoard,
  ) {}

  /** Counts one call. @throws ApiError 429 when its group has no call left in this window */
  spend(group: RateGroup): void {
    const lengthMs = group === 'verify' ? 60_000 : 1_000;
    const limit = this.knobs.get(group === 'verify' ? 'verifyRequestsPerMinute' : 'directoryRequestsPerSecond');
    const nowMs = this.clock.now();
    let window = this.windows.get(group);
    if (window === undefined || nowMs - window.startedAtMs >= lengthMs || nowMs < window.startedAtMs) {
      window = { startedAtMs: nowMs, used: 0 };
      this.windows.set(group, window);
    }
    if (window.used >= limit) throw requestLimited(Math.ceil((window.startedAtMs + lengthMs - nowMs) / 1_000));
    window.used += 1;
  }

  /** Opens new windows. */
  reset(): void {
    this.windows.clear();
  }
}
