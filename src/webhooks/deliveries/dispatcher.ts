// The dispatcher: turns the status log into deliveries and attempts those that are due, each in one instance of the cluster at a time.
import { setTimeout as delay } from 'node:timers/promises';
import type { Keys } from '../../auth/keys.js';
import type { DeliveryClaim, Settlement, StoredAttempt, WebhookDeliveries } from '../../store/webhook-deliveries.js';
import { describeError, type Logger } from '../../telemetry/logger.js';
import type { Metrics } from '../../telemetry/metrics.js';
import { bodyOf, headersOf } from './message.js';
import { liveSecrets } from './secrets.js';
import type { Attempt, Outcome, Sender } from './sender.js';
import { type ShareOptions, Shares } from './shares.js';

export interface DispatcherOptions extends ShareOptions {
  /** Attempts under way at one time in this instance. */
  readonly concurrency: number;
  /** The most of them to one endpoint, or to one origin of callbacks, in all instances together. */
  readonly perTarget: number;
  /** How long a claim stands; well above the deadline of one attempt. */
  readonly leaseMs: number;
  /** Longest time between two looks for work. */
  readonly idleMs: number;
  /** Wait after each failed attempt; after the last one the delivery is given up. */
  readonly retryMs: readonly number[];
  /** How long attempts under way may take when the gateway stops. */
  readonly drainMs: number;
}

export interface DispatcherParts {
  readonly deliveries: WebhookDeliveries;
  readonly sender: Pick<Sender, 'send'>;
  readonly keys: Keys;
  /** A position of the status log as clients know it. */
  readonly cursorOf: (position: bigint) => string;
  readonly logger: Logger;
  readonly metrics: Metrics;
}

const LOG_PAGE = 500;
const KEPT_ATTEMPTS = 50;
const BACKLOG_EVERY_MS = 15_000;
/** Waits are up to this much longer, so that what failed together does not come back together. */
const JITTER = 0.1;

export class Dispatcher {
  private readonly stopping = new AbortController();
  private readonly cutOff = new AbortController();
  private readonly underWay = new Set<Promise<void>>();
  private readonly shares: Shares;
  private running: Promise<void> | null = null;
  private wakeUp: (() => void) | null = null;
  private woken = false;
  private backlogAt = 0;

  constructor(
    private readonly parts: DispatcherParts,
    private readonly options: DispatcherOptions,
  ) {
    this.shares = new Shares(options);
  }

  start(): void {
    this.running = this.run();
  }

  /** Looks for no more work and lets attempts under way finish; those that take too long are broken off and given back. */
  async stop(): Promise<void> {
    this.stopping.abort();
    this.wake();
    await this.running;
    const drained = new AbortController();
    const late = delay(this.options.drainMs, undefined, { signal: drained.signal }).catch(() => undefined);
    await Promise.race([Promise.all(this.underWay), late]);
    drained.abort();
    this.cutOff.abort(new Error('The gateway is stopping.'));
    await Promise.all(this.underWay);
  }

  /** Says that the log may have grown, or that something may be due. */
  wake(): void {
    this.woken = true;
    this.wakeUp?.();
  }

  private async run(): Promise<void> {
    const { deliveries, logger } = this.parts;
    while (!this.stopping.signal.aborted) {
      this.woken = false;
      try {
        while (!this.stopping.signal.aborted && (await deliveries.fanOut(LOG_PAGE)) === LOG_PAGE);
        await this.begin();
        await this.measure();
        // What is due and was not claimed has no room at its target: the end of an attempt there wakes this loop.
        const nextInMs = (await deliveries.nextDueInMs()) ?? Number.POSITIVE_INFINITY;
        await this.sleep(Math.min(this.options.idleMs, nextInMs));
      } catch (error) {
        logger.warn({ err: describeError(error) }, 'The webhook dispatcher could not reach its store; it tries again.');
        await this.sleep(this.options.idleMs);
      }
    }
  }

  private async begin(): Promise<void> {
    const { concurrency, perTarget, leaseMs } = this.options;
    const free = concurrency - this.underWay.size;
    if (free <= 0 || this.stopping.signal.aborted) return;
    for (const claim of await this.parts.deliveries.claim(free, perTarget, leaseMs, this.shares.free())) {
      const share = this.shares.take(claim);
      const work = this.deliver(claim)
        .catch((error: unknown) =>
          this.parts.logger.warn(
            { err: describeError(error), deliveryId: claim.id },
            'An attempt could not be recorded; it is made again when its lease has run out.',
          ),
        )
        .finally(() => {
          this.shares.giveBack(share);
          this.underWay.delete(work);
          this.wake();
        });
      this.underWay.add(work);
    }
  }

  private async deliver(claim: DeliveryClaim): Promise<void> {
    const { deliveries } = this.parts;
    if (claim.endpointId !== null && claim.endpoint?.enabled === false) {
      await deliveries.pause(claim.endpointId);
      return deliveries.release(claim);
    }
    const at = new Date();
    const startedMs = performance.now();
    let outcome: Outcome;
    try {
      outcome = await this.attempt(claim, at);
    } catch {
      return deliveries.release(claim);
    }
    const { httpStatus, failure } = outcome;
    const durationMs = Math.round(performance.now() - startedMs);
    this.shares.note(claim, durationMs);
    const made = { at, durationMs, httpStatus, failure };
    await this.settle(claim, made, this.settlementOf(claim, outcome));
  }

  /** @throws only when it was broken off by the stop of the gateway */
  private async attempt(claim: DeliveryClaim, at: Date): Promise<Outcome> {
    let message: Attempt | null;
    try {
      message = this.messageOf(claim, at);
    } catch {
      return { httpStatus: null, failure: 'KEY_MISSING', retryAfterMs: 0 };
    }
    if (!message) return { httpStatus: null, failure: 'ADDRESS_GONE', retryAfterMs: 0 };
    return this.parts.sender.send(message, this.cutOff.signal);
  }

  private async settle(
    claim: DeliveryClaim,
    { at, ...made }: Omit<StoredAttempt, 'at'> & { readonly at: Date },
    settlement: Settlement,
  ): Promise<void> {
    const attempts = [...claim.attempts, { at: at.toISOString(), ...made }].slice(-KEPT_ATTEMPTS);
    const isTurnedOff = await this.parts.deliveries.settle(claim, attempts, settlement);
    if (isTurnedOff) this.tellOfEnd(claim);
    const kind = claim.endpointId === null ? 'callback' : 'endpoint';
    this.parts.metrics.webhookAttempts.inc({ kind, outcome: METRIC_OF[settlement.status] });
  }

  /** The address is told without path and query, which may hold a secret. */
  private tellOfEnd({ endpointId, endpoint }: DeliveryClaim): void {
    this.parts.logger.warn(
      { endpointId, origin: endpoint ? new URL(endpoint.url).origin : null },
      'A webhook endpoint answered 410 Gone and is turned off; what waits for it rests until it is turned on.',
    );
  }

  /** Null: where it was to go has been erased meanwhile. */
  private messageOf(claim: DeliveryClaim, at: Date): Attempt | null {
    const { keys, cursorOf } = this.parts;
    const body = bodyOf(claim, cursorOf(claim.position));
    if (claim.endpoint) {
      const secrets = liveSecrets(claim.endpoint.secrets, at).map(({ sealed }) =>
        keys.unseal(Buffer.from(sealed, 'base64')),
      );
      return { url: claim.endpoint.url, headers: headersOf(claim.id, at, body, secrets), body };
    }
    if (!claim.callbackSealed) return null;
    // Sealed by this gateway when the verification was started.
    const callback = JSON.parse(keys.unseal(claim.callbackSealed)) as {
      readonly url: string;
      readonly headers: Readonly<Record<string, string>>;
    };
    return { url: callback.url, headers: headersOf(claim.id, at, body, [], callback.headers), body };
  }

  private settlementOf({ failures }: DeliveryClaim, { failure, retryAfterMs }: Outcome): Settlement {
    if (failure === null) return { status: 'DELIVERED' };
    if (failure === 'GONE') return { status: 'DEAD', disableEndpoint: true };
    const waitMs = this.options.retryMs[failures];
    if (waitMs === undefined || failure === 'ADDRESS_GONE') return { status: 'DEAD', disableEndpoint: false };
    return { status: 'PENDING', nextInMs: Math.max(waitMs * (1 + Math.random() * JITTER), retryAfterMs) };
  }

  private async measure(): Promise<void> {
    if (performance.now() - this.backlogAt < BACKLOG_EVERY_MS && this.backlogAt > 0) return;
    this.backlogAt = performance.now();
    const { pending, oldestSeconds } = await this.parts.deliveries.backlog();
    this.parts.metrics.webhookPending.set(pending);
    this.parts.metrics.webhookOldestPending.set(oldestSeconds);
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

const METRIC_OF = { DELIVERED: 'delivered', PENDING: 'failed', DEAD: 'dead' } as const;
