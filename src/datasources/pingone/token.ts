// The worker application's access token: fetched once for all callers, renewed before it ends. The secret never leaves this file.
import { z } from 'zod';
import type { Authorization } from '../http/call.js';
import type { UpstreamClient } from '../http/client.js';
import { UpstreamError } from '../http/errors.js';
import { path } from '../http/path.js';

export interface WorkerCredentials {
  /** Environment that owns the worker application. */
  readonly environmentId: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

interface Token {
  readonly header: string;
  readonly refreshAtMs: number;
  readonly endsAtMs: number;
}

const TokenAnswer = z.object({
  access_token: z.string().regex(/^[\w.~+/=-]+$/),
  token_type: z.string().regex(/^bearer$/i),
  expires_in: z.coerce.number().positive().catch(300),
});

/** From this share of its life on, a token is renewed while it is still used. */
const REFRESH_AT_SHARE = 0.8;
/** After a failure the endpoint is left alone for this long. */
const REST_AFTER_FAILURE_MS = 1_000;

/** Client credentials grant with HTTP Basic, RFC 6749 sections 2.3.1 and 4.4. */
export class WorkerToken implements Authorization {
  readonly #http: UpstreamClient;
  readonly #credentials: WorkerCredentials;
  #token: Token | null = null;
  #refresh: Promise<Token> | null = null;
  #failure: { readonly error: unknown; readonly untilMs: number } | null = null;

  /** @param http client of the `auth` host whose `Authorization` is `basicAuthorization(credentials)`. */
  constructor(http: UpstreamClient, credentials: WorkerCredentials) {
    this.#http = http;
    this.#credentials = credentials;
  }

  /**
   * `Bearer …`. A token that nears its end is renewed in the background; if that fails it serves on until it ends.
   *
   * @throws UpstreamError when there is no usable token and none can be had; never of kind `rejected` or `not-found`, which would look like the caller's mistake.
   */
  async header(): Promise<string> {
    const now = Date.now();
    const token = this.#token;
    if (token === null || now >= token.endsAtMs) return (await this.#renew(now)).header;
    if (now >= token.refreshAtMs) this.#renew(now).catch(() => undefined); // the next call tries again; this one has a good token
    return token.header;
  }

  /** Drops the token unless it has been replaced since. */
  refused(header: string): void {
    if (this.#token?.header === header) this.#token = null;
  }

  #renew(now: number): Promise<Token> {
    if (this.#failure !== null && now < this.#failure.untilMs) return Promise.reject(this.#failure.error);
    this.#refresh ??= this.#fetch()
      .then(
        (token) => {
          this.#failure = null;
          this.#token = token;
          return token;
        },
        (error: unknown) => {
          this.#failure = { error, untilMs: Date.now() + REST_AFTER_FAILURE_MS };
          throw error;
        },
      )
      .finally(() => {
        this.#refresh = null;
      });
    return this.#refresh;
  }

  async #fetch(): Promise<Token> {
    const askedAtMs = Date.now();
    const form = new URLSearchParams({ grant_type: 'client_credentials' });
    try {
      const answer = await this.#http.postForm(path`/${this.#credentials.environmentId}/as/token`, form, TokenAnswer, {
        timeoutMs: 5_000,
        retry: 'idempotent',
      });
      const lifeMs = answer.expires_in * 1_000;
      return {
        header: `Bearer ${answer.access_token}`,
        refreshAtMs: askedAtMs + lifeMs * REFRESH_AT_SHARE,
        endsAtMs: askedAtMs + lifeMs,
      };
    } catch (error) {
      const misread = error instanceof UpstreamError && (error.kind === 'rejected' || error.kind === 'not-found');
      throw misread ? error.with({ kind: 'unauthorized' }) : error;
    }
  }
}

/** The Basic header of a client: id and secret are form-encoded before they are joined, as RFC 6749 section 2.3.1 asks. */
export function basicAuthorization({ clientId, clientSecret }: WorkerCredentials): Authorization {
  const pair = `${formEncoded(clientId)}:${formEncoded(clientSecret)}`;
  const header = `Basic ${Buffer.from(pair).toString('base64')}`;
  return { header: () => Promise.resolve(header), refused: () => undefined };
}

function formEncoded(text: string): string {
  return new URLSearchParams({ v: text }).toString().slice('v='.length);
}
