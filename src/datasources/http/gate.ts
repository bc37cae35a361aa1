// Decides whether a call may go out now: circuit breaker and bulkhead, the only use of the library behind them.
import {
  BrokenCircuitError,
  type BulkheadPolicy,
  BulkheadRejectedError,
  bulkhead,
  type CircuitBreakerPolicy,
  CircuitState,
  circuitBreaker,
  handleWhenResult,
  SamplingBreaker,
} from 'cockatiel';
import { untilAborted } from './deadline.js';

export type Circuit = 'CLOSED' | 'HALF_OPEN' | 'OPEN';

export interface GateOptions {
  /** Share of calls that must fail for the circuit to open, between 0 and 1. */
  readonly failureShare: number;
  /** Span over which the share is counted. */
  readonly samplingMs: number;
  /** Fewer calls per second than this never open the circuit. */
  readonly minimumCallsPerSecond: number;
  /** How long an open circuit refuses before it lets one call through to see. */
  readonly halfOpenAfterMs: number;
  readonly maxRunning: number;
  readonly maxWaiting: number;
}

export const defaultGateOptions: GateOptions = {
  failureShare: 0.5,
  samplingMs: 10_000,
  minimumCallsPerSecond: 1,
  halfOpenAfterMs: 5_000,
  maxRunning: 64,
  maxWaiting: 256,
};

/** Thrown in place of a call that was not let out. */
export class GateClosed extends Error {
  override readonly name = 'GateClosed';
  constructor(
    readonly reason: 'CIRCUIT_OPEN' | 'TOO_MANY_WAITING',
    readonly retryAt: Date | null,
  ) {
    super(reason);
  }
}

/** What the breaker judges; a class of its own because its filter is handed an unknown value. */
class Verdict<R> {
  constructor(
    readonly failed: boolean,
    readonly unwrap: () => R,
  ) {}
}

/** One per upstream service, so that a service that fails does not stop calls to its neighbours. */
export class Gate<R> {
  readonly #breaker: CircuitBreakerPolicy;
  readonly #bulkhead: BulkheadPolicy;
  readonly #isOutage: (result: R) => boolean;
  #opensAgainAt: Date | null = null;

  /** @param isOutage whether a result says that the service is not well (a refusal of one call does not). */
  constructor(options: GateOptions, isOutage: (result: R) => boolean) {
    this.#isOutage = isOutage;
    this.#bulkhead = bulkhead(options.maxRunning, options.maxWaiting);
    this.#breaker = circuitBreaker(
      handleWhenResult((verdict) => verdict instanceof Verdict && verdict.failed),
      {
        halfOpenAfter: options.halfOpenAfterMs,
        breaker: new SamplingBreaker({
          threshold: options.failureShare,
          duration: options.samplingMs,
          minimumRps: options.minimumCallsPerSecond,
        }),
      },
    );
    this.#breaker.onBreak(() => {
      this.#opensAgainAt = new Date(Date.now() + options.halfOpenAfterMs);
    });
  }

  get circuit(): Circuit {
    if (this.#breaker.state === CircuitState.Closed) return 'CLOSED';
    return this.#breaker.state === CircuitState.HalfOpen ? 'HALF_OPEN' : 'OPEN';
  }

  /**
   * Runs `work` when there is room and the circuit lets it. Work that throws (its caller left) says nothing about the service and is not counted.
   *
   * @throws GateClosed, the signal's reason if it aborts before `work` begins, or what `work` throws.
   */
  async admit(work: () => Promise<R>, signal: AbortSignal): Promise<R> {
    let begun = false;
    const begin = () => {
      signal.throwIfAborted();
      begun = true;
      return work();
    };
    // The signal stays out of the library: its bulkhead would forget to wake the next in line after an aborted one, and its breaker waits for a probe regardless.
    const admitted = this.#bulkhead.execute(() => this.#breaker.execute(() => this.#judge(begin)));
    try {
      return (await untilAborted(admitted, signal, () => !begun)).unwrap();
    } catch (error) {
      if (error instanceof BrokenCircuitError) throw new GateClosed('CIRCUIT_OPEN', this.#opensAgainAt);
      if (error instanceof BulkheadRejectedError) throw new GateClosed('TOO_MANY_WAITING', null);
      throw error;
    }
  }

  async #judge(work: () => Promise<R>): Promise<Verdict<R>> {
    try {
      const result = await work();
      return new Verdict(this.#isOutage(result), () => result);
    } catch (error) {
      if (this.#breaker.state === CircuitState.Closed) throw error;
      // The library takes a throw in the half-open state for a success and would close the circuit on no evidence.
      return new Verdict<R>(true, () => {
        throw error;
      });
    }
  }
}
