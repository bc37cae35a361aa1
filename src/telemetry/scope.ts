// The scope of one unit of work (an operation, an event, a callback): its request id and the upstream calls it made.
import { AsyncLocalStorage } from 'node:async_hooks';

/** One call to PingOne or Mitek, as told to callers who may see the state of the gateway. */
export interface UpstreamCall {
  readonly source: string;
  readonly method: string;
  /** Path with names in place of ids, such as `/users/{userId}`. */
  readonly pathTemplate: string;
  /** HTTP status; null when no answer came. */
  readonly status: number | null;
  readonly correlationId: string | null;
  readonly durationMs: number;
}

export interface RequestScope {
  readonly requestId: string;
  readonly upstreamCalls: UpstreamCall[];
}

const storage = new AsyncLocalStorage<RequestScope>();

/** Runs `work` as one unit with the given request id; everything it awaits sees the same scope. */
export function runInScope<T>(requestId: string, work: () => T): T {
  return storage.run({ requestId, upstreamCalls: [] }, work);
}

/** The scope of the running unit of work; undefined in background work that has none. */
export function currentScope(): RequestScope | undefined {
  return storage.getStore();
}
