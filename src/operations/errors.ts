// The one form of every error that leaves the gateway: a stable code, the request id, and never a value that someone sent.
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { KeysUnavailable, Unauthenticated } from '../auth/tokens.js';
import { UpstreamError } from '../datasources/http/errors.js';
import { toGraphQLError } from '../resolvers/failures.js';
import { describeError, type Logger } from '../telemetry/logger.js';
import { currentScope } from '../telemetry/scope.js';

/** Codes of the libraries under us, in the gateway's own words. */
const CODE: Readonly<Record<string, string>> = {
  BAD_REQUEST: 'BAD_USER_INPUT',
  OPERATION_RESOLUTION_FAILURE: 'BAD_USER_INPUT',
  PERSISTED_QUERY_NOT_FOUND: 'OPERATION_NOT_ALLOWED',
  PERSISTED_QUERY_NOT_SUPPORTED: 'OPERATION_NOT_ALLOWED',
};

/** The parser gives up by itself, and calls that a fault of syntax. */
const TOO_MANY_TOKENS = /^Syntax Error: Document contains more tha[nt] (\d+) tokens[\s\S]*$/;

const INTERNAL = 'Something went wrong in the gateway.';

export type ErrorFormatter = (error: unknown) => GraphQLFormattedError;

/**
 * @param options.hideSchema leave out the names that the libraries suggest for misspelt ones
 * @returns turns any thrown value into what the client is told; what nobody foresaw is logged
 */
export function createErrorFormatter(logger: Logger, options: { readonly hideSchema: boolean }): ErrorFormatter {
  return (error) => {
    const cause = causeOf(error);
    // A library's wrapper around a GraphQL error knows more than what it wraps: the code, the variable, the place.
    const known =
      error instanceof GraphQLError && (cause instanceof GraphQLError || isFaultOfInput(error))
        ? error
        : translate(cause);
    const code = codeOf(known);
    if (code === 'INTERNAL_SERVER_ERROR') {
      logger.error({ err: describeError(cause) }, 'An operation failed unexpectedly.');
    } else if (cause instanceof UpstreamError) {
      const { source, status, correlationId } = cause;
      logger.warn({ code, source, status, correlationId, err: describeError(cause) }, 'An operation failed upstream.');
    }
    const outer = error instanceof GraphQLError ? error : known;
    const { http: _http, stacktrace: _stack, tooCostly: _costly, ...facts } = known.extensions;
    const requestId = currentScope()?.requestId;
    return {
      // Texts about faults of our own can quote data that upstream sent.
      message: code === 'INTERNAL_SERVER_ERROR' ? INTERNAL : withoutValues(known.message, code, options.hideSchema),
      ...(outer.locations ? { locations: outer.locations } : {}),
      ...(outer.path ? { path: outer.path } : {}),
      extensions: { ...facts, code, ...(requestId ? { requestId } : {}) },
    };
  };
}

/** The error of a caller without a valid token. */
export function unauthenticated(): GraphQLError {
  return new GraphQLError('A valid bearer token is needed.', { extensions: { code: 'UNAUTHENTICATED' } });
}

/** The error of an operation that this transport, or this deployment, does not take. */
export function notAllowed(message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code: 'OPERATION_NOT_ALLOWED', http: { status: 400 } } });
}

/** What was thrown in the first place, under the GraphQL errors that wrap it. */
function causeOf(error: unknown): unknown {
  let cause = error;
  while (cause instanceof GraphQLError && cause.originalError) cause = cause.originalError;
  return cause;
}

function translate(error: unknown): GraphQLError {
  if (error instanceof Unauthenticated) return unauthenticated();
  if (error instanceof KeysUnavailable) {
    return new GraphQLError('Tokens cannot be checked right now.', { extensions: { code: 'UPSTREAM_UNAVAILABLE' } });
  }
  if (error instanceof DOMException && error.name === 'TimeoutError') {
    return new GraphQLError('The operation took too long.', { extensions: { code: 'UPSTREAM_TIMEOUT' } });
  }
  return toGraphQLError(error);
}

function codeOf(error: GraphQLError): string {
  if (error.extensions.tooCostly === true || TOO_MANY_TOKENS.test(error.message)) return 'QUERY_TOO_COSTLY';
  const { code } = error.extensions;
  if (typeof code === 'string') return CODE[code] ?? code;
  if (error.message.startsWith('Syntax Error')) return 'GRAPHQL_PARSE_FAILED';
  return isFaultOfInput(error) ? 'BAD_USER_INPUT' : 'INTERNAL_SERVER_ERROR';
}

/** The libraries tell these apart by their texts only. */
function isFaultOfInput({ message }: GraphQLError): boolean {
  return /^(Variable "\$|Argument "|Expected value of type "|Too many errors processing variables)/.test(message);
}

/** What the libraries, and our own scalars, say of a bad value without quoting it. */
const SAFE_FAULTS = [
  'Expected non-nullable type "[^"]+" not to be null',
  'Expected type "[^"]+"(?: to be an object)?',
  String.raw`Field "\w+" of required type "[^"]+" was not provided`,
  String.raw`Field "\w+" is not defined by type "\w+"`,
  String.raw`(?:\w+|Enum "\w+") cannot represent [\w -]*value`,
  String.raw`\w+ must be [\w -]+`,
  String.raw`Value "(?:[^"\\]|\\.)*" does not exist in "\w+" enum`,
];
const VARIABLE_FAULT = new RegExp(
  String.raw`^Variable "\$(\w+)" got invalid value [\s\S]*?(?: at "(\1(?:\.\w+|\[\d+\])*)")?; (${SAFE_FAULTS.join('|')})`,
);

/** The libraries quote what was sent, which may be personal; what they say about it is kept. */
function withoutValues(message: string, code: string, hideSchema: boolean): string {
  const variable = /^Variable "\$(\w+)" got invalid value /.exec(message);
  if (variable) {
    const fault = VARIABLE_FAULT.exec(message);
    return fault
      ? `Variable "$${fault[1]}" has an invalid value${fault[2] ? ` at "${fault[2]}"` : ''}: ${withoutMember(fault[3] ?? '')}.`
      : `Variable "$${variable[1]}" has an invalid value.`;
  }
  const argument = /^(Argument "\w+") has invalid value /.exec(message);
  if (argument) return `${argument[1]} has an invalid value.`;
  if (code === 'QUERY_TOO_COSTLY') return message.replace(TOO_MANY_TOKENS, 'The document has more than $1 tokens.');
  if (code === 'GRAPHQL_PARSE_FAILED') {
    return message
      .replace(/((?:found|Unexpected) (?:Name|String|BlockString|Int|Float|Comment)) [\s\S]*$/, '$1.')
      .replace(/(escape sequence|Unexpected character|Invalid number, [^:]*): [\s\S]*$/, '$1.');
  }
  const quoted = withoutMember(message)
    .replace(/^Unknown operation named "[\s\S]*$/, 'The document holds no operation of this name.')
    .replace(/^(Expected value of type "[^"]+"), found [\s\S]*$/, '$1.')
    .replace(/( cannot represent [^:]*): [\s\S]*$/, '$1.');
  return hideSchema ? quoted.replace(/ Did you mean [\s\S]*\?$/, '') : quoted;
}

function withoutMember(message: string): string {
  return message.replace(/^Value "[\s\S]*" (does not exist in "\w+" enum)/, 'The value $1');
}
