// Verify policies, read at most once a minute by the whole process. They change by an administrator's hand only, and every viewer gets the same answer.
import { LRUCache } from 'lru-cache';
import { UpstreamError } from './http/errors.js';
import type { VerifyApi } from './pingone/verify.js';
import type { Policy } from './pingone/verify-policy.js';

const MAX_AGE_MS = 60_000;
const MAX_POLICIES = 1_000;

export class PolicyCache {
  private readonly policies: LRUCache<string, Promise<Policy | null>>;
  private readonly lists: LRUCache<'all', Promise<readonly Policy[]>>;

  /** @param maxAgeMs how old an answer may be */
  constructor(
    private readonly verify: Pick<VerifyApi, 'readPolicy' | 'listPolicies'>,
    maxAgeMs = MAX_AGE_MS,
  ) {
    this.policies = new LRUCache({ max: MAX_POLICIES, ttl: maxAgeMs });
    this.lists = new LRUCache({ max: 1, ttl: maxAgeMs });
  }

  /** One policy; null when there is none. @param signal ends the wait of this caller only. */
  read(policyId: string, signal?: AbortSignal): Promise<Policy | null> {
    return shared(this.policies, policyId, () => this.verify.readPolicy(policyId).catch(nullIfMissing), signal);
  }

  /** All policies of the environment, in upstream's order. @param signal ends the wait of this caller only. */
  list(signal?: AbortSignal): Promise<readonly Policy[]> {
    return shared(this.lists, 'all', () => this.verify.listPolicies(), signal);
  }

  /** The policy of transactions that name none; null when the environment has no default. */
  async default(signal?: AbortSignal): Promise<Policy | null> {
    const policies = await this.list(signal);
    return policies.find((policy) => policy.default) ?? null;
  }
}

/** The answer is for everyone who asks, so the call is not bound to whoever asked first, but to its own deadline. */
async function shared<Key extends string, Value extends object | null>(
  cache: LRUCache<Key, Promise<Value>>,
  key: Key,
  read: () => Promise<Value>,
  signal: AbortSignal | undefined,
): Promise<Value> {
  signal?.throwIfAborted();
  const answer = cache.get(key) ?? read();
  if (!cache.has(key)) {
    cache.set(key, answer);
    answer.catch(() => {
      if (cache.peek(key) === answer) cache.delete(key);
    });
  }
  return signal === undefined ? answer : until(signal, answer);
}

function until<T>(signal: AbortSignal, answer: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const leave = () => reject(signal.reason);
    signal.addEventListener('abort', leave, { once: true });
    answer.then(resolve, reject).finally(() => signal.removeEventListener('abort', leave));
  });
}

function nullIfMissing(error: unknown): null {
  if (error instanceof UpstreamError && error.kind === 'not-found') return null;
  throw error;
}
