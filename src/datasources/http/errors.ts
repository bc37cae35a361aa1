// The one error that data sources throw when an upstream call fails; what it means to a caller is decided elsewhere.

/** What kind of failure it was. */
export type UpstreamErrorKind =
  /** 404 or 410. */
  | 'not-found'
  /** Refused as it stands: 400, 409 and every other 4xx without a kind of its own. */
  | 'rejected'
  /** 401 or 403: the gateway's own credentials do not suffice. */
  | 'unauthorized'
  /** 429. */
  | 'rate-limited'
  /** 5xx, 408, no connection, circuit open, or too many calls waiting. */
  | 'unavailable'
  /** No whole answer before the deadline. */
  | 'timeout'
  /** The answer is not what the contract says. */
  | 'broken'
  /** The answer is larger than the limit. */
  | 'too-large';

/** Bounds that upstream names beside a refused value; never free text. */
export interface UpstreamErrorBounds {
  readonly rangeMinimumValue?: number | undefined;
  readonly rangeMaximumValue?: number | undefined;
  readonly maximumValue?: number | undefined;
  readonly quotaLimit?: number | undefined;
  readonly retryAfter?: number | undefined;
  readonly quotaResetTime?: string | undefined;
  /** How many devices a user may have. */
  readonly maximumAllowed?: number | undefined;
  /** How the message that is not sent would have gone, such as `SMS`. */
  readonly deliveryMethod?: string | undefined;
  /** When another try is allowed: milliseconds since 1970. */
  readonly coolDownExpiresAt?: number | undefined;
  readonly allowedPattern?: string | undefined;
  readonly allowedValues?: readonly string[] | undefined;
  readonly supportedAttributes?: readonly string[] | undefined;
  readonly supportedOperators?: readonly string[] | undefined;
}

/** One thing upstream objected to. */
export interface UpstreamErrorDetail {
  /** Upstream's code, such as `INVALID_VALUE`; `UNKNOWN` when it gave none. */
  readonly code: string;
  /** Wire name of the property, such as `requirements.birth_date.value`. */
  readonly target: string | null;
  readonly innerError: UpstreamErrorBounds | null;
}

/** Codes the gateway itself gives where upstream gave none. */
export type GatewayCode =
  | 'NOT_CONNECTED'
  | 'CONNECTION_LOST'
  | 'CIRCUIT_OPEN'
  | 'TOO_MANY_WAITING'
  | 'DEADLINE_EXCEEDED'
  | 'UNADDRESSABLE'
  | 'BROKEN_ANSWER'
  | 'ANSWER_TOO_LARGE';

export interface UpstreamFailure {
  readonly source: string;
  readonly kind: UpstreamErrorKind;
  /** HTTP status; null when there was no answer. */
  readonly status: number | null;
  /** Upstream's code (such as `INVALID_DATA`), a `GatewayCode`, or `HTTP_<status>`. */
  readonly code: string;
  readonly details?: readonly UpstreamErrorDetail[];
  readonly correlationId?: string | null;
  /** Not before this moment is another try worth it; null when upstream named none. */
  readonly retryAt?: Date | null;
  /** Whether the call may have changed something upstream although it failed. */
  readonly mayHaveTakenEffect: boolean;
  readonly cause?: unknown;
}

/** A failed upstream call. The message is the gateway's own; upstream text is dropped where the answer is read. */
export class UpstreamError extends Error {
  override readonly name = 'UpstreamError';
  readonly source: string;
  readonly kind: UpstreamErrorKind;
  readonly status: number | null;
  readonly code: string;
  readonly details: readonly UpstreamErrorDetail[];
  readonly correlationId: string | null;
  readonly retryAt: Date | null;
  readonly mayHaveTakenEffect: boolean;

  readonly #failure: UpstreamFailure;

  constructor(failure: UpstreamFailure) {
    super(
      failure.status === null
        ? `${failure.source} did not answer: ${failure.code}`
        : `${failure.source} answered ${failure.status}: ${failure.code}`,
      failure.cause === undefined ? undefined : { cause: failure.cause },
    );
    this.#failure = failure;
    this.source = failure.source;
    this.kind = failure.kind;
    this.status = failure.status;
    this.code = failure.code;
    this.details = failure.details ?? [];
    this.correlationId = failure.correlationId ?? null;
    this.retryAt = failure.retryAt ?? null;
    this.mayHaveTakenEffect = failure.mayHaveTakenEffect;
  }

  /** The same failure with some facts replaced. */
  with(changes: Partial<UpstreamFailure>): UpstreamError {
    return new UpstreamError({ ...this.#failure, ...changes });
  }
}

/** The kind that belongs to an HTTP status outside 200 to 299. */
export function kindOfStatus(status: number): UpstreamErrorKind {
  if (status === 404 || status === 410) return 'not-found';
  if (status === 401 || status === 403) return 'unauthorized';
  if (status === 429) return 'rate-limited';
  if (status === 408 || status >= 500) return 'unavailable';
  return status >= 400 ? 'rejected' : 'broken';
}
