// What a client of an upstream service is given: its options, and those of each call.
import type { UpstreamCall } from '../../telemetry/scope.js';
import type { UpstreamError, UpstreamErrorKind } from './errors.js';
import type { GateOptions } from './gate.js';
import type { UpstreamPools } from './pools.js';
import type { RetryMode } from './retries.js';

/** Where the `Authorization` header comes from. */
export interface Authorization {
  /** The header's value. @throws UpstreamError when none can be had. */
  header(): Promise<string>;
  /** Told the value that upstream answered 401 to; the next `header()` should give another. */
  refused(header: string): void;
}

/** A call that was sent and how it ended: `ok`, `aborted` or the kind of failure. */
export interface ObservedCall extends UpstreamCall {
  readonly outcome: 'ok' | 'aborted' | UpstreamErrorKind;
  /** Upstream's code, or a `GatewayCode`, and what it objected to; null unless it failed. */
  readonly failure: Pick<UpstreamError, 'code' | 'details'> | null;
}

export interface UpstreamClientOptions {
  /** Name in errors, metrics and logs, such as `PINGONE_VERIFY`. */
  readonly source: string;
  /** Origin, with a path prefix if there is one. */
  readonly baseUrl: string;
  readonly pools: UpstreamPools;
  /** Left out: calls go without an `Authorization` header. */
  readonly authorization?: Authorization | undefined;
  /** Deadline of a GET, retries included. Default 5,000. */
  readonly readTimeoutMs?: number | undefined;
  /** Deadline of any other call. Default 15,000. */
  readonly writeTimeoutMs?: number | undefined;
  /** Largest answer taken. Default 32 MiB. */
  readonly maxResponseBytes?: number | undefined;
  /** Told of each call sent, retries included. */
  readonly onCall?: ((call: ObservedCall) => void) | undefined;
  readonly gate?: Partial<GateOptions> | undefined;
  /** How a pause before a retry is spent; a test need not wait. */
  readonly pause?: ((ms: number, signal: AbortSignal) => Promise<unknown>) | undefined;
}

export interface CallOptions {
  readonly signal?: AbortSignal | undefined;
  readonly query?: Readonly<Record<string, string | number | undefined>> | undefined;
  /** In place of the client's own limit. */
  readonly timeoutMs?: number | undefined;
  /** In place of the method's own: GET, PUT and DELETE are idempotent, POST is never sent twice. */
  readonly retry?: RetryMode | undefined;
  /** Statuses from 500 on with which the service says that it has not taken the call on, so that it had no effect. Default: none. */
  readonly untakenStatuses?: readonly number[] | undefined;
}

export interface ReadOptions extends CallOptions {
  /** True: not the answer to a read that began before this one. */
  readonly fresh?: boolean | undefined;
}

export interface WriteOptions extends CallOptions {
  /** Media type of the JSON body, which selects the operation at PingOne. Default `application/json`. */
  readonly contentType?: string | undefined;
}
