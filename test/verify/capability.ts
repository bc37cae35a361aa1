// What a row of the table of capabilities is made of. The rows themselves, and what proves them, are beside.

/**
 * A call at PingOne or Mitek, or of Mitek at the gateway: method and path, in which the short forms stand for the beginning of paths; any
 * other name in braces is an id, or the version of an API.
 */
export interface UpstreamCall {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly path: string;
  readonly query?: string;
  /** Selects the action. Null: there is no body. */
  readonly contentType: string | null;
  /** Whose host: PingOne's for its API (the default) or for authentication, Mitek's, or the gateway's own. */
  readonly host?: 'api' | 'auth' | 'mitek' | 'gateway';
}

export interface Capability {
  readonly name: string;
  /** Coordinates. */
  readonly operations: readonly string[];
  /** Null: the gateway answers it by itself. */
  readonly upstream: UpstreamCall | null;
}

/** Output field in upstream's spelling, to the coordinates that hold its value. */
export type OutputFields = Readonly<Record<string, readonly string[]>>;

/** Input property in the connector's spelling, to where GraphQL takes it and where it goes. */
export type InputProperties = Readonly<Record<string, InputProperty>>;

export interface InputProperty {
  /** Coordinates of input fields and arguments; several where they are one property of the connector. */
  readonly graphql: readonly string[];
  /** Property of the body by its dotted path, or `path`. Null: it is not sent as such, see `note`. */
  readonly wire: string | null;
  readonly note?: string;
}

const ENVIRONMENT = '/v1/environments/{envID}';
const USER = `${ENVIRONMENT}/users/{userID}`;

/** What stands for what in a path. */
export const SHORT_FORMS = {
  '{E}': ENVIRONMENT,
  '{U}': USER,
  '{T}': `${USER}/verifyTransactions/{transactionID}`,
  '{D}': `${USER}/devices/{deviceID}`,
  '{A}': '/{envID}/deviceAuthentications/{deviceAuthenticationID}',
} as const;

/** What every capability answers beside its data: told by `extensions.upstream` of a response, to callers who may know. */
export const ENVELOPE = ['rawResponse', 'headers', 'statusCode'] as const;
