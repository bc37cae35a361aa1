// Sends one attempt over HTTP and tells what came of it. Nothing of an answer but its status and Retry-After is looked at.
import { Agent, buildConnector } from 'undici';
import { Deadline } from '../../datasources/http/deadline.js';
import { AddressRefused, isNeverPublic, lookupPublic } from './address.js';

/** Why an attempt failed; shown to operators and kept stable. */
export type Failure =
  | 'ADDRESS_REFUSED'
  | 'NAME_NOT_RESOLVED'
  | 'NOT_CONNECTED'
  | 'TLS_FAILED'
  | 'TIMEOUT'
  | 'CONNECTION_LOST'
  | 'REDIRECTED'
  | 'GONE'
  | 'REFUSED'
  /** The callback was erased with its verification. */
  | 'ADDRESS_GONE'
  /** What is needed to send it was encrypted under a key that is not configured any more. */
  | 'KEY_MISSING';

export interface Outcome {
  /** Null: no answer came. */
  readonly httpStatus: number | null;
  /** Null: accepted. */
  readonly failure: Failure | null;
  /** How long the receiver asks to be left alone, in milliseconds. */
  readonly retryAfterMs: number;
}

export interface Attempt {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface SenderOptions {
  /** Plain http, and addresses that are not public, are allowed too. */
  readonly allowPrivate: boolean;
  /** Longest time to the head of the answer, in milliseconds. */
  readonly timeoutMs: number;
}

const CONNECT_TIMEOUT_MS = 3_000;
const KEEP_ALIVE_MS = 4_000;
const MAX_ANSWER_BYTES = 64 * 1024;
const MAX_RETRY_AFTER_MS = 24 * 60 * 60 * 1000;

export class Sender {
  private readonly agent: Agent;

  constructor(private readonly options: SenderOptions) {
    this.agent = new Agent({
      connect: options.allowPrivate ? { timeout: CONNECT_TIMEOUT_MS } : publicOnly(),
      keepAliveTimeout: KEEP_ALIVE_MS,
    });
  }

  /**
   * Posts once. Redirects are not followed.
   * @throws whatever `stop` was aborted with
   */
  async send({ url, headers, body }: Attempt, stop: AbortSignal): Promise<Outcome> {
    const { protocol, origin, pathname, search } = new URL(url);
    if (!this.options.allowPrivate && protocol !== 'https:') return failed('ADDRESS_REFUSED');
    const deadline = new Deadline(this.options.timeoutMs, stop);
    try {
      const path = `${pathname}${search}`;
      const answer = await this.agent.request({ origin, path, method: 'POST', headers, body, signal: deadline.signal });
      // The head has told everything; the rest is taken in, up to a limit, only to keep the connection.
      await answer.body.dump({ limit: MAX_ANSWER_BYTES, signal: deadline.signal }).catch(() => undefined);
      return outcomeOf(answer.statusCode, answer.headers['retry-after']);
    } catch (error) {
      stop.throwIfAborted();
      return failed(deadline.expired ? 'TIMEOUT' : failureOf(error));
    } finally {
      deadline.dispose();
    }
  }

  async close(): Promise<void> {
    await this.agent.destroy();
  }
}

/** Connects to public addresses only, judged after the name is resolved and for each connection anew. */
function publicOnly(): buildConnector.connector {
  const connect = buildConnector({ timeout: CONNECT_TIMEOUT_MS, lookup: lookupPublic });
  return (options, done) => {
    // A literal address is connected to without any look-up.
    if (isNeverPublic(options.hostname)) done(new AddressRefused(), null);
    else connect(options, done);
  };
}

function outcomeOf(httpStatus: number, retryAfter: string | string[] | undefined): Outcome {
  const retryAfterMs = typeof retryAfter === 'string' ? waitOf(retryAfter) : 0;
  return { httpStatus, failure: failureOfStatus(httpStatus), retryAfterMs };
}

function failureOfStatus(status: number): Failure | null {
  if (status >= 200 && status < 300) return null;
  if (status === 410) return 'GONE';
  return status >= 300 && status < 400 ? 'REDIRECTED' : 'REFUSED';
}

/** Milliseconds that a `Retry-After` header asks for, in seconds or as an HTTP date; at most a day. */
function waitOf(text: string): number {
  const waitMs = /^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text) - Date.now();
  return Number.isFinite(waitMs) ? Math.min(Math.max(0, waitMs), MAX_RETRY_AFTER_MS) : 0;
}

function failed(failure: Failure): Outcome {
  return { httpStatus: null, failure, retryAfterMs: 0 };
}

const FAILURE_OF_CODE: Readonly<Record<string, Failure>> = {
  ENOTFOUND: 'NAME_NOT_RESOLVED',
  EAI_AGAIN: 'NAME_NOT_RESOLVED',
  EAI_FAIL: 'NAME_NOT_RESOLVED',
  ECONNREFUSED: 'NOT_CONNECTED',
  EHOSTUNREACH: 'NOT_CONNECTED',
  ENETUNREACH: 'NOT_CONNECTED',
  EADDRNOTAVAIL: 'NOT_CONNECTED',
  ETIMEDOUT: 'TIMEOUT',
  UND_ERR_CONNECT_TIMEOUT: 'TIMEOUT',
  UND_ERR_HEADERS_TIMEOUT: 'TIMEOUT',
  EPROTO: 'TLS_FAILED',
};

/** Codes of Node and OpenSSL for certificates and handshakes. */
const TLS_CODE = /^ERR_(TLS|SSL)|CERT|SIGNATURE|^HOSTNAME_MISMATCH$|^INVALID_(CA|PURPOSE)$/;

function failureOf(error: unknown): Failure {
  if (error instanceof AddressRefused) return 'ADDRESS_REFUSED';
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return FAILURE_OF_CODE[code] ?? (TLS_CODE.test(code) ? 'TLS_FAILED' : 'CONNECTION_LOST');
}
