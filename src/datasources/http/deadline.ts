// The time limit of one upstream call, joined with the wish of its caller to stop; knows nothing of HTTP.
import { setMaxListeners } from 'node:events';

/**
 * Ends at `timeoutMs` or when `caller` aborts. Must be disposed.
 *
 * Written out instead of `AbortSignal.any([caller, AbortSignal.timeout(n)])`, whose signals stay alive as long as a long-lived caller's signal on Node 20.
 */
export class Deadline {
  readonly #controller = new AbortController();
  readonly #endsAtMs: number;
  readonly #timer: NodeJS.Timeout;
  readonly #forgetCaller: () => void;
  #expired = false;

  constructor(
    readonly timeoutMs: number,
    caller?: AbortSignal,
  ) {
    this.#endsAtMs = performance.now() + timeoutMs;
    this.#timer = setTimeout(() => {
      this.#expired = true;
      this.#controller.abort(new DOMException('The deadline of the call has passed.', 'TimeoutError'));
    }, timeoutMs);
    setMaxListeners(0, this.#controller.signal);
    this.#forgetCaller =
      caller === undefined ? () => undefined : onAbort(caller, (reason) => this.#controller.abort(reason));
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** True when time ran out, false while it runs and when the caller left. */
  get expired(): boolean {
    return this.#expired;
  }

  get remainingMs(): number {
    return Math.max(0, this.#endsAtMs - performance.now());
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#forgetCaller();
  }
}

/** Calls `listener` once when the signal aborts, at once if it has; returns how to stop listening. */
export function onAbort(signal: AbortSignal, listener: (reason: unknown) => void): () => void {
  if (signal.aborted) {
    listener(signal.reason);
    return () => undefined;
  }
  const handle = () => listener(signal.reason);
  setMaxListeners(0, signal); // one operation may well make more calls than the ten that Node takes for a leak
  signal.addEventListener('abort', handle, { once: true });
  return () => signal.removeEventListener('abort', handle);
}

/**
 * The outcome of `work`, or a rejection with the signal's reason as soon as it aborts.
 *
 * @param stillWaits when given and false at the abort, `work` is left to notice the signal itself.
 */
export function untilAborted<T>(
  work: Promise<T>,
  signal: AbortSignal | undefined,
  stillWaits: () => boolean = () => true,
): Promise<T> {
  if (signal === undefined) return work;
  return new Promise<T>((resolve, reject) => {
    const forget = onAbort(signal, (reason) => {
      if (stillWaits()) reject(reason);
    });
    work.then(resolve, reject).finally(forget);
  });
}
