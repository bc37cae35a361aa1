// The scope of one unit of work (an operation, an event, a callback): its request id, whose it is, and the upstream calls it made.
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

/** For whom work is done, and how much of the gateway it may take up at once. */
export interface ScopeCaller {
  /** The same for all work of one caller. */
  readonly name: string;
  /** Connections to the database. */
  readonly connections: number;
}

export interface RequestScope {
  readonly requestId: string;
  readonly upstreamCalls: UpstreamCall[];
  /** Null: nobody's but the gateway's own, or not known yet. */
  caller: ScopeCaller | null;
  /** Aborted when nobody waits for the result any more. Null: it is to be finished in any case. */
  readonly wanted: AbortSignal | null;
}

const storage = new AsyncLocalStorage<RequestScope>();

/** Runs `work` as one unit with the given request id; everything it awaits sees the same scope. */
export function runInScope<T>(requestId: string, work: () => T): T {
  return storage.run({ requestId, upstreamCalls: [], caller: null, wanted: null }, work);
}

/** Says for whom the running unit of work is. */
export function workFor(caller: ScopeCaller): void {
  const scope = storage.getStore();
  if (scope) scope.caller = caller;
}

/** Runs reads of which nobody needs the result once `signal` aborts: what still waits for a connection then gives up. */
export function whileWanted<T>(signal: AbortSignal, work: () => T): T {
  const scope = storage.getStore();
  return scope ? storage.run({ ...scope, wanted: signal }, work) : work();
}

/** The scope of the running unit of work; undefined in background work that has none. */
export function currentScope(): RequestScope | undefined {
  return storage.getStore();
}
