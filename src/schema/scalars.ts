// The scalars of the schema. Their messages never repeat the value, because it may be personal data.
import 'reflect-metadata';
import { GraphQLError, GraphQLScalarType, Kind, type ValueNode } from 'graphql';
import { GraphQLDate, GraphQLDateTime, GraphQLJSONObject, GraphQLURL } from 'graphql-scalars';

interface ScalarRule<Internal> {
  readonly name: string;
  readonly description: string;
  /** What a right value looks like; completes the sentence "... must be". */
  readonly mustBe: string;
  /** From the client's value to ours; throws when it does not fit. */
  readonly parse: (value: unknown) => Internal;
  /** From our value to the client's; throws when it does not fit. */
  readonly serialize: (value: unknown) => unknown;
  /** Reads a literal of a document; by default only a string literal, given to `parse`. */
  readonly parseLiteral?: (
    node: ValueNode,
    variables: Readonly<Record<string, unknown>> | null | undefined,
  ) => Internal;
}

/** In: RFC 3339 text with any offset. Inside: Date. Out: UTC with milliseconds. */
export const DateTimeScalar = scalar<Date>({
  name: 'DateTime',
  description: 'Instant in RFC 3339 form, UTC, such as `2026-03-01T10:05:00.000Z`.',
  mustBe: 'an instant in RFC 3339 form',
  parse: (value) => GraphQLDateTime.parseValue(text(value)),
  serialize: (value) => new Date(GraphQLDateTime.serialize(value)).toISOString(),
});

/** `YYYY-MM-DD` text everywhere, so that no time zone can move the day. */
export const DateScalar = scalar<string>({
  name: 'Date',
  description: 'Calendar day, `YYYY-MM-DD`.',
  mustBe: 'a calendar day in the form YYYY-MM-DD',
  parse: calendarDay,
  serialize: calendarDay,
});

/** Text that holds an absolute URL, kept as it was written. */
export const UrlScalar = scalar<string>({
  name: 'URL',
  description: 'Absolute URL.',
  mustBe: 'an absolute URL',
  parse: absoluteUrl,
  serialize: absoluteUrl,
});

export const EmailAddressScalar = scalar<string>({
  name: 'EmailAddress',
  description:
    'E-mail address. Any text is taken in; whether it is an address is judged by the mutation and answered as a user error.',
  mustBe: 'text',
  parse: text,
  serialize: text,
});

export const PhoneNumberScalar = scalar<string>({
  name: 'PhoneNumber',
  description: [
    'Phone number with country code. E.164 (`+15125551234`) is the normal form. Input may also use the spellings PingOne and Mitek',
    'document: separators (space, dot, dash, brackets), no leading `+`, or `00` in place of `+`. They are normalised to E.164. Any text is',
    'taken in; whether it is a number is judged by the mutation and answered as a user error.',
  ].join('\n'),
  mustBe: 'text',
  parse: text,
  serialize: text,
});

export const JsonObjectScalar = scalar<object>({
  name: 'JSONObject',
  description: 'JSON object.',
  mustBe: 'a JSON object',
  parse: (value) => GraphQLJSONObject.parseValue(value),
  serialize: (value) => GraphQLJSONObject.serialize(value),
  parseLiteral: (node, variables) => GraphQLJSONObject.parseLiteral(node, variables),
});

function scalar<Internal>(rule: ScalarRule<Internal>): GraphQLScalarType<Internal, unknown> {
  const message = `${rule.name} must be ${rule.mustBe}.`;
  return new GraphQLScalarType<Internal, unknown>({
    name: rule.name,
    description: rule.description,
    parseValue: (value) => orRefuse(message, () => rule.parse(value)),
    serialize: (value) => orRefuse(message, () => rule.serialize(value)),
    parseLiteral: (node, variables) =>
      orRefuse(
        message,
        () =>
          rule.parseLiteral === undefined
            ? rule.parse(node.kind === Kind.STRING ? node.value : undefined)
            : rule.parseLiteral(node, variables),
        node,
      ),
  });
}

function orRefuse<T>(message: string, convert: () => T, node?: ValueNode): T {
  try {
    return convert();
  } catch {
    throw new GraphQLError(message, node === undefined ? {} : { nodes: node });
  }
}

function text(value: unknown): string {
  if (typeof value !== 'string') throw new TypeError('not text');
  return value;
}

function calendarDay(value: unknown): string {
  GraphQLDate.parseValue(text(value));
  return text(value);
}

function absoluteUrl(value: unknown): string {
  GraphQLURL.parseValue(text(value));
  return text(value);
}
