// One REST service seen from the gateway: sends calls with a deadline, retries, circuit breaker and shared reads. Knows no resource of any service.
import { setTimeout as sleep } from 'node:timers/promises';
import type { Dispatcher } from 'undici';
import type { z } from 'zod';
import { currentScope, type UpstreamCall } from '../../telemetry/scope.js';
import { type Answer, correlationIdOf, readAnswer } from './answer.js';
import type { CallOptions, ObservedCall, ReadOptions, UpstreamClientOptions, WriteOptions } from './call.js';
import { Deadline, untilAborted } from './deadline.js';
import { UpstreamError, type UpstreamErrorKind } from './errors.js';
import { Flights } from './flights.js';
import { type Circuit, defaultGateOptions, Gate, GateClosed } from './gate.js';
import { queryText, type UpstreamPath } from './path.js';
import { Retries, type RetryMode } from './retries.js';
import { RecentCalls, type UpstreamStats } from './stats.js';
import { StreamedBody } from './streamed-body.js';
import { connectionFailure } from './transport.js';

interface Call {
  readonly method: Dispatcher.HttpMethod;
  readonly path: UpstreamPath;
  readonly url: string;
  readonly contentType: string | null;
  readonly body: string | StreamedBody | null;
  readonly timeoutMs: number;
  readonly retry: RetryMode;
  readonly untakenStatuses: readonly number[];
}

type Outcome = { readonly answer: Answer } | { readonly error: UpstreamError };

/** What a call came to, and every attempt it took: told to each caller that shared it. */
interface Settled {
  readonly outcome: Outcome;
  readonly attempts: readonly UpstreamCall[];
}

const MAX_RESPONSE_BYTES = 32 * 1024 * 1024;
const STREAM_TIMEOUT_MS = 60_000;
/** A streamed call lasts as long as whoever sends the stream likes: it must not take the place of quick ones. */
const STREAM_ROOM = { maxRunning: 16, maxWaiting: 32 };

/**
 * Client of one service. Every method resolves to the checked answer and rejects with
 * an UpstreamError, or with the caller's own abort reason when the caller aborts.
 */
export class UpstreamClient {
  readonly #options: UpstreamClientOptions;
  readonly #base: URL;
  readonly #gate: Gate<Outcome>;
  readonly #streamGate: Gate<Outcome>;
  readonly #flights = new Flights<Settled>();
  readonly #recent = new RecentCalls();

  constructor(options: UpstreamClientOptions) {
    this.#options = options;
    this.#base = new URL(options.baseUrl);
    const gate = { ...defaultGateOptions, ...options.gate };
    const failed = (outcome: Outcome) => 'error' in outcome && isOutage(outcome.error);
    this.#gate = new Gate(gate, failed);
    this.#streamGate = new Gate({ ...gate, ...STREAM_ROOM }, failed);
  }

  get source(): string {
    return this.#options.source;
  }

  /** Whether calls are let through. */
  get circuit(): Circuit {
    return this.#gate.circuit;
  }

  /** How calls went over the last five minutes. */
  stats(): UpstreamStats {
    return this.#recent.read();
  }

  /** Reads. Identical reads in flight at the same time are one call upstream. */
  async get<S extends z.ZodType>(path: UpstreamPath, schema: S, options: ReadOptions = {}): Promise<z.output<S>> {
    const call = this.#call('GET', path, null, null, options);
    const settled = await this.#flights.join(
      call.url,
      (signal) => this.#perform(call, signal),
      options.signal,
      options.fresh ?? false,
    );
    return this.#checked(schema, this.#answerOf(settled));
  }

  /** Creates or acts. Not repeated unless it was never sent. */
  async post<S extends z.ZodType>(
    path: UpstreamPath,
    json: unknown,
    schema: S,
    options: WriteOptions = {},
  ): Promise<z.output<S>> {
    const call = this.#call(
      'POST',
      path,
      options.contentType ?? 'application/json',
      json === undefined ? null : JSON.stringify(json),
      options,
    );
    return this.#checked(schema, await this.#write(call, options.signal));
  }

  /**
   * Posts a body that is still on its way to the gateway. Not repeated once any of it was read, not even with a new token.
   *
   * @param options.timeoutMs default 60,000, the time the source takes included
   * @throws whatever the source of the body throws
   */
  async postStream<S extends z.ZodType>(
    path: UpstreamPath,
    body: StreamedBody,
    schema: S,
    options: WriteOptions = {},
  ): Promise<z.output<S>> {
    const { contentType = 'application/json', timeoutMs = STREAM_TIMEOUT_MS } = options;
    const call = this.#call('POST', path, contentType, body, { ...options, timeoutMs });
    return this.#checked(schema, await this.#write(call, options.signal));
  }

  /** Posts a form, as token endpoints want it. */
  async postForm<S extends z.ZodType>(
    path: UpstreamPath,
    form: URLSearchParams,
    schema: S,
    options: CallOptions = {},
  ): Promise<z.output<S>> {
    const call = this.#call('POST', path, 'application/x-www-form-urlencoded', form.toString(), options);
    return this.#checked(schema, await this.#write(call, options.signal));
  }

  /** Replaces. */
  async put<S extends z.ZodType>(
    path: UpstreamPath,
    json: unknown,
    schema: S,
    options: WriteOptions = {},
  ): Promise<z.output<S>> {
    const call = this.#call('PUT', path, options.contentType ?? 'application/json', JSON.stringify(json), options);
    return this.#checked(schema, await this.#write(call, options.signal));
  }

  /** Deletes. The answer, normally empty, is not given back. */
  async delete(path: UpstreamPath, options: CallOptions = {}): Promise<void> {
    await this.#write(this.#call('DELETE', path, null, null, options), options.signal);
  }

  #call(
    method: Dispatcher.HttpMethod,
    path: UpstreamPath,
    contentType: string | null,
    body: Call['body'],
    options: CallOptions,
  ): Call {
    const { readTimeoutMs = 5_000, writeTimeoutMs = 15_000 } = this.#options;
    return {
      method,
      path,
      url: this.#base.pathname.replace(/\/$/, '') + path.text + queryText(options.query),
      contentType: body === null && contentType === 'application/json' ? null : contentType,
      body,
      timeoutMs: options.timeoutMs ?? (method === 'GET' ? readTimeoutMs : writeTimeoutMs),
      retry: options.retry ?? (method === 'POST' ? 'never' : 'idempotent'),
      untakenStatuses: options.untakenStatuses ?? [],
    };
  }

  async #write(call: Call, signal: AbortSignal | undefined): Promise<Answer> {
    try {
      return this.#answerOf(await this.#perform(call, signal));
    } finally {
      this.#flights.departAll();
    }
  }

  #answerOf({ outcome, attempts }: Settled): Answer {
    currentScope()?.upstreamCalls.push(...attempts);
    if ('error' in outcome) throw outcome.error;
    return outcome.answer;
  }

  #checked<S extends z.ZodType>(schema: S, answer: Answer): z.output<S> {
    const parsed = schema.safeParse(answer.json);
    if (parsed.success) return parsed.data;
    const { status, correlationId } = answer;
    throw new UpstreamError({
      source: this.source,
      kind: 'broken',
      status,
      code: 'BROKEN_ANSWER',
      correlationId,
      mayHaveTakenEffect: true,
      cause: new Error(
        `Unexpected shape at: ${parsed.error.issues.map((issue) => issue.path.join('.') || '(root)').join(', ')}`,
      ),
    });
  }

  /** Sends, and sends again where that helps. @throws only what the caller ended it with: its abort reason, or the failure of its stream. */
  async #perform(call: Call, signal: AbortSignal | undefined): Promise<Settled> {
    const attempts: UpstreamCall[] = [];
    if (!call.path.addressable)
      return { outcome: { error: this.#failure('not-found', 'UNADDRESSABLE', false) }, attempts };
    const { authorization, pause = (ms, abort) => sleep(ms, undefined, { signal: abort }) } = this.#options;
    const deadline = new Deadline(call.timeoutMs, signal);
    const retries = new Retries(call.retry);
    const stream = call.body instanceof StreamedBody ? call.body : null;
    const gate = stream === null ? this.#gate : this.#streamGate;
    let mayHaveTakenEffect = false;
    let reauthorized = false;
    try {
      for (;;) {
        const header = authorization === undefined ? null : await untilAborted(authorization.header(), deadline.signal);
        const outcome = await gate.admit(() => this.#send(call, header, deadline, attempts), deadline.signal);
        if ('answer' in outcome) return { outcome, attempts };
        mayHaveTakenEffect ||= outcome.error.mayHaveTakenEffect && !isUntaken(call, outcome.error);
        if (outcome.error.status === 401 && header !== null && !reauthorized) {
          reauthorized = true;
          authorization?.refused(header);
          if (!stream?.begun) continue;
        }
        const delayMs = stream?.begun ? null : retries.delayMsAfter(outcome.error, deadline.remainingMs);
        if (delayMs === null) return { outcome: { error: outcome.error.with({ mayHaveTakenEffect }) }, attempts };
        await pause(delayMs, deadline.signal);
      }
    } catch (error) {
      return { outcome: { error: this.#explain(error, deadline, signal, mayHaveTakenEffect) }, attempts };
    } finally {
      deadline.dispose();
    }
  }

  /** A failure other than upstream's answer. @throws the caller's abort reason, or what is no failure of a call at all. */
  #explain(
    error: unknown,
    deadline: Deadline,
    signal: AbortSignal | undefined,
    mayHaveTakenEffect: boolean,
  ): UpstreamError {
    if (signal?.aborted && !deadline.expired) throw signal.reason;
    if (deadline.expired) return this.#failure('timeout', 'DEADLINE_EXCEEDED', mayHaveTakenEffect);
    if (error instanceof GateClosed)
      return this.#failure('unavailable', error.reason, mayHaveTakenEffect, error.retryAt);
    if (error instanceof UpstreamError) return error.with({ mayHaveTakenEffect }); // no token: this call itself was not sent
    throw error;
  }

  #failure(
    kind: UpstreamErrorKind,
    code: string,
    mayHaveTakenEffect: boolean,
    retryAt: Date | null = null,
  ): UpstreamError {
    return new UpstreamError({ source: this.source, kind, status: null, code, mayHaveTakenEffect, retryAt });
  }

  /** One attempt. @throws only when the caller has left, or its stream broke off or came too slowly: none of it says anything about the service. */
  async #send(
    call: Call,
    authorization: string | null,
    deadline: Deadline,
    attempts: UpstreamCall[],
  ): Promise<Outcome> {
    const startedMs = performance.now();
    let status: number | null = null;
    let correlationId: string | null = null;
    const end = (outcome: ObservedCall['outcome'], failure: UpstreamError | null = null) => {
      const durationMs = performance.now() - startedMs;
      const record: UpstreamCall = {
        source: this.source,
        method: call.method,
        pathTemplate: call.path.template,
        status,
        correlationId,
        durationMs,
      };
      attempts.push(record);
      if (outcome !== 'aborted') this.#recent.add(status === null ? null : durationMs, isFailureOfService(outcome));
      this.#options.onCall?.({ ...record, outcome, failure });
    };
    try {
      const response = await this.#options.pools.of(this.#base.origin).request({
        method: call.method,
        path: call.url,
        headers: {
          accept: 'application/json',
          ...(authorization === null ? {} : { authorization }),
          ...(call.contentType === null ? {} : { 'content-type': call.contentType }),
        },
        body: call.body instanceof StreamedBody ? call.body.open() : call.body,
        signal: deadline.signal,
        headersTimeout: call.timeoutMs,
        bodyTimeout: call.timeoutMs,
      });
      status = response.statusCode;
      correlationId = correlationIdOf(response.headers);
      const answer = await readAnswer(this.source, response, this.#options.maxResponseBytes ?? MAX_RESPONSE_BYTES);
      end('ok');
      return { answer };
    } catch (error) {
      const unsent = call.body instanceof StreamedBody && !call.body.complete ? call.body : null;
      if (unsent?.failure) {
        end('aborted');
        throw unsent.failure.reason;
      }
      if (deadline.signal.aborted && (!deadline.expired || unsent?.begun)) {
        end('aborted');
        throw error;
      }
      const failure =
        error instanceof UpstreamError ? error : connectionFailure(this.source, error, deadline.expired, correlationId);
      end(failure.kind, failure);
      return { error: unsent === null ? failure : failure.with({ mayHaveTakenEffect: false }) };
    }
  }
}

function isUntaken({ untakenStatuses }: Call, { status }: UpstreamError): boolean {
  return status !== null && untakenStatuses.includes(status);
}

/** What counts against the circuit: the service itself is not well. */
function isOutage(error: UpstreamError): boolean {
  return error.kind === 'timeout' || (error.kind === 'unavailable' && error.status !== 408);
}

function isFailureOfService(outcome: ObservedCall['outcome']): boolean {
  return outcome !== 'ok' && outcome !== 'not-found' && outcome !== 'rejected';
}
