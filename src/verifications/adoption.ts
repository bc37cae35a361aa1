// Takes up transactions that were made elsewhere: looks up users whom PingOne's platform named, one after the other, never faster than set.
import { setTimeout as delay } from 'node:timers/promises';
import { UpstreamError } from '../datasources/http/errors.js';
import type { VerifyApi } from '../datasources/pingone/verify.js';
import type { Lookup, PlatformEvents } from '../store/platform-events.js';
import { describeError, type Logger } from '../telemetry/logger.js';
import type { Verifications } from './verifications.js';

export interface AdoptionOptions {
  /** Least time between two looks at PingOne, in milliseconds. */
  readonly paceMs: number;
  /** How long a claim stands; well above the deadline of one look. */
  readonly leaseMs: number;
  /** Longest time between two looks for work. */
  readonly idleMs: number;
}

const MOST_ATTEMPTS = 6;
const FIRST_WAIT_MS = 2_000;

export class Adoption {
  private readonly stopping = new AbortController();
  private running: Promise<void> | null = null;
  private wakeUp: (() => void) | null = null;
  private woken = false;

  constructor(
    private readonly parts: {
      readonly events: Pick<PlatformEvents, 'claim' | 'done' | 'putOff'>;
      readonly verify: Pick<VerifyApi, 'listTransactions'>;
      readonly verifications: Pick<Verifications, 'observeAll'>;
    },
    private readonly options: AdoptionOptions,
    private readonly logger: Logger,
  ) {}

  start(): void {
    this.running = this.run();
  }

  /** Stops looking for work. A look under way is broken off; it is taken up again when its lease has run out. */
  async stop(): Promise<void> {
    this.stopping.abort(new Error('The gateway is stopping.'));
    this.wake();
    await this.running;
  }

  /** Says that there may be work. */
  wake(): void {
    this.woken = true;
    this.wakeUp?.();
  }

  private async run(): Promise<void> {
    while (!this.stopping.signal.aborted) {
      this.woken = false;
      try {
        const lookup = await this.parts.events.claim(this.options.leaseMs);
        if (!lookup) {
          await this.idle();
          continue;
        }
        await this.lookUp(lookup);
        await delay(this.options.paceMs, undefined, { signal: this.stopping.signal }).catch(() => undefined);
      } catch (error) {
        this.logger.warn(
          { err: describeError(error) },
          'Users named by PingOne could not be looked up; it is tried again.',
        );
        await this.idle();
      }
    }
  }

  private async lookUp(lookup: Lookup): Promise<void> {
    const { events, verify, verifications } = this.parts;
    try {
      await verifications.observeAll(await verify.listTransactions(lookup.userId, undefined, this.stopping.signal));
      await events.done(lookup);
    } catch (error) {
      if (this.stopping.signal.aborted) return;
      const isGone = error instanceof UpstreamError && error.kind === 'not-found';
      if (isGone) return events.done(lookup);
      if (lookup.attempts >= MOST_ATTEMPTS) {
        this.logger.warn({ err: describeError(error) }, 'A user named by PingOne is given up.');
        return events.done(lookup);
      }
      const retryInMs = error instanceof UpstreamError && error.retryAt ? error.retryAt.getTime() - Date.now() : 0;
      await events.putOff(lookup, Math.max(retryInMs, FIRST_WAIT_MS * 2 ** (lookup.attempts - 1)));
    }
  }

  private async idle(): Promise<void> {
    if (this.woken || this.stopping.signal.aborted) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, this.options.idleMs);
      this.wakeUp = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.wakeUp = null;
  }
}
