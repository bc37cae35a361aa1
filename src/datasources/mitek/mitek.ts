// The client of Mitek's request API, as far as the profile of its version says how to call it. What an answer means is decided in verifications/.
import { z } from 'zod';
import type { ObservedCall } from '../http/call.js';
import { UpstreamClient } from '../http/client.js';
import { UpstreamError } from '../http/errors.js';
import type { Circuit } from '../http/gate.js';
import type { UpstreamPath } from '../http/path.js';
import { UpstreamPools } from '../http/pools.js';
import type { UpstreamStats } from '../http/stats.js';
import { absoluteUrl, filledText } from '../pingone/values.js';
import { type NewJourney, toWire } from './new-journey.js';
import { type JourneyNews, toNews } from './news.js';
import { firstAt } from './pointers.js';
import type { MitekProfile } from './profile.js';

export interface MitekSettings {
  /** Such as `https://eu-west.id.miteksystems.com`. */
  readonly baseUrl: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly profile: MitekProfile;
}

/** What Mitek answers to a create. */
export interface CreatedJourney {
  /** Page on which the person goes through the journey; null where the profile does not ask for it. */
  readonly url: string | null;
  readonly requestId: string | null;
}

/** How Mitek names a journey. */
export interface JourneyKey {
  readonly reference: string;
  readonly requestId: string | null;
}

/** How Mitek does, seen from here. */
export interface MitekHealth extends UpstreamStats {
  readonly name: 'MITEK';
  readonly circuit: Circuit;
  /** Mitek has never known a journey under the path to read one, not even one that it has confirmed. */
  readonly isStatusPathInDoubt: boolean;
}

const MAX_ANSWER_BYTES = 1024 * 1024;
const STATUS_TIMEOUT_MS = 5_000;
/** Service Unavailable: it is not able to take the create on. What a proxy says in its place (502, 504) tells nothing of what Mitek did. */
const UNTAKEN_STATUSES = [503];
const REQUEST_ID = /^[\w-]{1,128}$/;
const anything = z.unknown();

export class Mitek {
  readonly profile: MitekProfile;
  readonly #http: UpstreamClient;
  readonly #pools = new UpstreamPools();
  #hasReadAny = false;
  #hasMissedOne = false;

  /** @param onCall told of each call sent; must not throw. */
  constructor(settings: MitekSettings, onCall?: (call: ObservedCall) => void) {
    const { baseUrl, clientId, clientSecret, profile } = settings;
    const header = `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}`;
    this.profile = profile;
    this.#http = new UpstreamClient({
      source: 'MITEK',
      baseUrl,
      pools: this.#pools,
      authorization: { header: async () => header, refused: () => undefined },
      maxResponseBytes: MAX_ANSWER_BYTES,
      onCall,
    });
  }

  /**
   * Creates a journey; Mitek sends its link. Sent again after a failure that passes, under the very same reference.
   * @throws UpstreamError; `mayHaveTakenEffect` tells whether the journey may exist nevertheless
   */
  async createJourney(journey: NewJourney): Promise<CreatedJourney> {
    const { paths, response, timeouts, retry } = this.profile;
    const path = this.#path(paths.create, { reference: journey.reference, requestId: null });
    const answer = await this.#http.post(path, toWire(this.profile, journey), anything, {
      timeoutMs: timeouts.createMs,
      retry,
      untakenStatuses: UNTAKEN_STATUSES,
    });
    const url = toLink(firstAt(answer, response.link));
    if (url === null && response.link.length > 0) throw withoutLink();
    return { url, requestId: toRequestId(firstAt(answer, response.requestId)) ?? requestIdIn(url) };
  }

  /**
   * Reads what Mitek says of a journey now.
   * @param isConfirmed Mitek has said before that it has the journey
   * @throws Error where the profile has no path for it; UpstreamError when it cannot be read
   */
  async readJourney(key: JourneyKey, isConfirmed: boolean, signal: AbortSignal): Promise<JourneyNews> {
    const { status } = this.profile.paths;
    if (status === null) throw new Error('The profile has no path to read a journey.');
    try {
      const options = { signal, timeoutMs: STATUS_TIMEOUT_MS };
      const answer = await this.#http.get(this.#path(status, key), anything, options);
      this.#hasReadAny = true;
      return toNews(this.profile, answer);
    } catch (error) {
      if (isConfirmed && error instanceof UpstreamError && error.status === 404) this.#hasMissedOne = true;
      throw error;
    }
  }

  /**
   * Deletes a journey with everything Mitek holds of it.
   * @throws Error where the profile has no path for it; UpstreamError when it is refused or fails
   */
  async deleteJourney(key: JourneyKey, signal: AbortSignal): Promise<void> {
    const { delete: path } = this.profile.paths;
    if (path === null) throw new Error('The profile has no path to delete a journey.');
    await this.#http.delete(this.#path(path, key), { signal });
  }

  /** Read from memory; makes no call. */
  health(): MitekHealth {
    const isStatusPathInDoubt = this.#hasMissedOne && !this.#hasReadAny;
    return { name: 'MITEK', circuit: this.#http.circuit, isStatusPathInDoubt, ...this.#http.stats() };
  }

  /** Waits for calls under way, then closes the connections. */
  close(): Promise<void> {
    return this.#pools.close();
  }

  /** A path of the profile. Without the request id, one that names it leads to nothing. */
  #path(pattern: string, { reference, requestId }: JourneyKey): UpstreamPath {
    const template = pattern.replace('{version}', this.profile.version);
    const text = template
      .replace('{reference}', encodeURIComponent(reference))
      .replace('{requestId}', encodeURIComponent(requestId ?? ''));
    return { text, template, addressable: requestId !== null || !template.includes('{requestId}') };
  }
}

/** Mitek took the request, so there may be a journey, but nobody can be led to it. */
function withoutLink(): UpstreamError {
  return new UpstreamError({
    source: 'MITEK',
    kind: 'broken',
    status: 200,
    code: 'BROKEN_ANSWER',
    mayHaveTakenEffect: true,
  });
}

function toLink(value: unknown): string | null {
  const url = absoluteUrl(filledText(value));
  return url !== null && /^https?:$/.test(new URL(url).protocol) ? url : null;
}

function toRequestId(value: unknown): string | null {
  const id = filledText(value);
  return id !== null && REQUEST_ID.test(id) ? id : null;
}

/** The id as the link of a journey, or its QR code, carries it. */
function requestIdIn(link: string | null): string | null {
  if (link === null) return null;
  const { pathname, searchParams } = new URL(link);
  const last = /\/request\/([^/]+)\/?$/.exec(pathname)?.[1];
  return toRequestId(last ?? searchParams.get('idRequest'));
}
