/** The subset of SCIM filters that the user directory documents: eq, sw, and, or, parentheses. */
import { ApiError } from '../http/errors.js';
import type { UserRecord } from '../state/state.js';

export type UserFilter = (user: UserRecord) => boolean;

const TEXT_ATTRIBUTES = [
  'accountId',
  'address.countryCode',
  'address.locality',
  'address.postalCode',
  'address.region',
  'address.streetAddress',
  'email',
  'externalId',
  'locale',
  'mobilePhone',
  'name.family',
  'name.formatted',
  'name.given',
  'name.honorificPrefix',
  'name.honorificSuffix',
  'name.middle',
  'nickname',
  'photo.href',
  'preferredLanguage',
  'primaryPhone',
  'timezone',
  'title',
  'type',
  'username',
];
const SUPPORTED_ATTRIBUTES = [...TEXT_ATTRIBUTES, 'enabled', 'population.id'].sort();
const SUPPORTED_OPERATORS = ['eq', 'sw', 'and', 'or'];
const MAX_LENGTH = 4_096;
const MAX_DEPTH = 20;

type Token = { readonly kind: 'word' | 'text' | '(' | ')'; readonly value: string };

/**
 * Reads a filter. Texts compare without regard to case.
 * @throws ApiError 400 INVALID_FILTER
 */
export function parseFilter(text: string): UserFilter {
  if (text.length > MAX_LENGTH) throw invalidFilter(`The filter is longer than ${MAX_LENGTH} characters.`);
  const reader = new Reader(tokens(text));
  const filter = reader.either(0);
  reader.end();
  return filter;
}

class Reader {
  private position = 0;

  constructor(private readonly tokens: readonly Token[]) {}

  either(depth: number): UserFilter {
    const choices = [this.both(depth)];
    while (this.takeWord('or')) choices.push(this.both(depth));
    return choices.length === 1 && choices[0] !== undefined
      ? choices[0]
      : (user) => choices.some((matches) => matches(user));
  }

  end(): void {
    const rest = this.tokens[this.position];
    if (rest !== undefined) throw invalidFilter(`"${rest.value}" was not expected.`);
  }

  private both(depth: number): UserFilter {
    const conditions = [this.condition(depth)];
    while (this.takeWord('and')) conditions.push(this.condition(depth));
    return (user) => conditions.every((matches) => matches(user));
  }

  private condition(depth: number): UserFilter {
    if (depth > MAX_DEPTH) throw invalidFilter(`Parentheses are nested more than ${MAX_DEPTH} deep.`);
    if (this.take('(') === undefined) return this.comparison();
    const inner = this.either(depth + 1);
    if (this.take(')') === undefined) throw invalidFilter('A closing parenthesis is missing.');
    return inner;
  }

  private comparison(): UserFilter {
    const attribute = this.take('word')?.value;
    const operator = this.take('word')?.value.toLowerCase();
    if (attribute === undefined || operator === undefined) throw invalidFilter('A comparison is not complete.');
    const known = SUPPORTED_ATTRIBUTES.find((name) => name.toLowerCase() === attribute.toLowerCase());
    if (known === undefined) throw invalidFilter(`The attribute "${attribute}" is not supported.`);
    if (operator !== 'eq' && operator !== 'sw') throw invalidFilter(`The operator "${operator}" is not supported.`);
    if (known === 'enabled') return this.enabled(operator);
    const value = this.take('text')?.value.toLowerCase();
    if (value === undefined) throw invalidFilter(`The value of "${known}" must be a text in double quotes.`);
    if (known === 'population.id') {
      if (operator === 'sw') throw invalidFilter('The operator "sw" is not supported for population.id.');
      return (user) => user.populationId === value;
    }
    return (user) => {
      const actual = attributeOf(user, known)?.toLowerCase();
      return actual !== undefined && (operator === 'eq' ? actual === value : actual.startsWith(value));
    };
  }

  /** Everybody in the sandbox is enabled. */
  private enabled(operator: string): UserFilter {
    const value = this.take('word')?.value.toLowerCase();
    if (operator !== 'eq' || (value !== 'true' && value !== 'false')) {
      throw invalidFilter('"enabled" can only be compared by eq with true or false.');
    }
    return () => value === 'true';
  }

  private take(kind: Token['kind']): Token | undefined {
    const token = this.tokens[this.position];
    if (token?.kind !== kind) return undefined;
    this.position += 1;
    return token;
  }

  private takeWord(word: string): boolean {
    const token = this.tokens[this.position];
    if (token?.kind !== 'word' || token.value.toLowerCase() !== word) return false;
    this.position += 1;
    return true;
  }
}

function tokens(text: string): Token[] {
  const found: Token[] = [];
  const pattern = /\s*(?:([()])|"((?:[^"\\]|\\.)*)"|([^\s()"]+))/y;
  const end = text.trimEnd().length;
  while (pattern.lastIndex < end) {
    const at = pattern.lastIndex;
    const match = pattern.exec(text);
    if (match === null) throw invalidFilter(`The filter cannot be read from position ${at} on.`);
    const [, bracket, quoted, word] = match;
    if (bracket === '(' || bracket === ')') found.push({ kind: bracket, value: bracket });
    else if (quoted !== undefined) found.push({ kind: 'text', value: quoted.replace(/\\(.)/g, '$1') });
    else if (word !== undefined) found.push({ kind: 'word', value: word });
  }
  return found;
}

function attributeOf(user: UserRecord, attribute: string): string | undefined {
  let value: unknown = user.profile;
  for (const part of attribute.split('.')) {
    value = typeof value === 'object' && value !== null ? Reflect.get(value, part) : undefined;
  }
  return typeof value === 'string' ? value : undefined;
}

function invalidFilter(message: string): ApiError {
  return new ApiError(400, 'INVALID_REQUEST', 'The request could not be completed. The filter is not valid.', [
    {
      code: 'INVALID_FILTER',
      target: 'filter',
      message,
      innerError: { supportedAttributes: SUPPORTED_ATTRIBUTES, supportedOperators: SUPPORTED_OPERATORS },
    },
  ]);
}
