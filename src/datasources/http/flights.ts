// Lets identical reads that are in flight at the same time share one call; keeps nothing once a call has ended.
import { onAbort, untilAborted } from './deadline.js';

interface Flight<R> {
  readonly result: Promise<R>;
  readonly controller: AbortController;
  passengers: number;
}

/** Reads in flight by key. */
export class Flights<R> {
  readonly #inFlight = new Map<string, Flight<R>>();

  /**
   * The result of the read in flight under `key`, or of a new one. A caller that aborts leaves alone; the read itself is aborted when the last one has left.
   *
   * @param fresh true: never a read that began earlier (it may show an older state); later callers may join this one.
   * @throws the caller's abort reason, or whatever `start` rejects with.
   */
  async join(
    key: string,
    start: (signal: AbortSignal) => Promise<R>,
    signal: AbortSignal | undefined,
    fresh: boolean,
  ): Promise<R> {
    signal?.throwIfAborted();
    const existing = fresh ? undefined : this.#inFlight.get(key);
    const flight = existing ?? this.#depart(key, start);
    flight.passengers += 1;
    let aboard = true;
    const leave = () => {
      if (!aboard) return;
      aboard = false;
      flight.passengers -= 1;
      if (flight.passengers > 0) return;
      this.#forget(key, flight);
      flight.controller.abort(signal?.reason);
    };
    const forget = signal === undefined ? () => undefined : onAbort(signal, leave);
    try {
      return await untilAborted(flight.result, signal);
    } finally {
      forget();
    }
  }

  /** Makes every later caller start anew: what is in flight may show the state from before a write. */
  departAll(): void {
    this.#inFlight.clear();
  }

  #depart(key: string, start: (signal: AbortSignal) => Promise<R>): Flight<R> {
    const controller = new AbortController();
    const result = start(controller.signal);
    const flight: Flight<R> = { result, controller, passengers: 0 };
    this.#inFlight.set(key, flight);
    const ended = () => this.#forget(key, flight);
    result.then(ended, ended);
    return flight;
  }

  #forget(key: string, flight: Flight<R>): void {
    if (this.#inFlight.get(key) === flight) this.#inFlight.delete(key);
  }
}
