// Connection pools, one per origin, shared by every client that talks to it.
import { Pool } from 'undici';

const CONNECTIONS_PER_ORIGIN = 100;
const CONNECT_TIMEOUT_MS = 3_000;
/** Shorter than servers keep an idle connection, so that a request is not written into one that is just being closed. */
const KEEP_ALIVE_MS = 4_000;
const KEEP_ALIVE_MAX_MS = 20_000;

export class UpstreamPools {
  readonly #pools = new Map<string, Pool>();

  /** The pool of an origin such as `https://api.pingone.eu`, made at its first use. */
  of(origin: string): Pool {
    const existing = this.#pools.get(origin);
    if (existing !== undefined) return existing;
    const pool = new Pool(origin, {
      connections: CONNECTIONS_PER_ORIGIN,
      pipelining: 1,
      keepAliveTimeout: KEEP_ALIVE_MS,
      keepAliveMaxTimeout: KEEP_ALIVE_MAX_MS,
      connect: { timeout: CONNECT_TIMEOUT_MS },
    });
    this.#pools.set(origin, pool);
    return pool;
  }

  /** Waits for calls under way, then closes every connection. */
  async close(): Promise<void> {
    await Promise.all([...this.#pools.values()].map((pool) => pool.close()));
  }
}
