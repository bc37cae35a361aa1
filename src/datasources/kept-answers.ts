// Answers of upstream that are the same for everyone and change by an administrator's hand only: kept for a while, read once for all who ask.
import { LRUCache } from 'lru-cache';
import { UpstreamError } from './http/errors.js';

export class KeptAnswers<Value extends object | null> {
  readonly #answers: LRUCache<string, Promise<Value>>;

  constructor(options: { readonly max: number; readonly maxAgeMs: number }) {
    this.#answers = new LRUCache({ max: options.max, ttl: options.maxAgeMs });
  }

  /**
   * The kept answer, or that of a call made now. A failure is not kept. The call is not bound to whoever asked first, but to its own deadline.
   *
   * @param signal ends the wait of this caller only
   */
  async get(key: string, read: () => Promise<Value>, signal: AbortSignal | undefined): Promise<Value> {
    signal?.throwIfAborted();
    const kept = this.#answers.get(key);
    const answer = kept ?? read();
    if (kept === undefined) {
      this.#answers.set(key, answer);
      answer.catch(() => {
        if (this.#answers.peek(key) === answer) this.#answers.delete(key);
      });
    }
    return signal === undefined ? answer : until(signal, answer);
  }
}

/** For a read whose object may not exist. */
export function nullIfMissing(error: unknown): null {
  if (error instanceof UpstreamError && error.kind === 'not-found') return null;
  throw error;
}

function until<T>(signal: AbortSignal, answer: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const leave = () => reject(signal.reason);
    signal.addEventListener('abort', leave, { once: true });
    answer.then(resolve, reject).finally(() => signal.removeEventListener('abort', leave));
  });
}
