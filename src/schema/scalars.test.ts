// What each scalar takes in, gives out and refuses.
import { parseValue as parseLiteral } from 'graphql';
import { expect, test } from 'vitest';
import {
  DateScalar,
  DateTimeScalar,
  EmailAddressScalar,
  JsonObjectScalar,
  PhoneNumberScalar,
  UrlScalar,
} from './scalars.js';

test.each([
  ['2026-03-01T10:05:00Z', '2026-03-01T10:05:00.000Z'],
  ['2026-03-01T12:05:00.25+02:00', '2026-03-01T10:05:00.250Z'],
])('an instant written %s goes in as a Date and comes out in UTC', (written, printed) => {
  expect(DateTimeScalar.parseValue(written)).toEqual(new Date(printed));
  expect(DateTimeScalar.parseLiteral(parseLiteral(`"${written}"`))).toEqual(new Date(printed));
  expect(DateTimeScalar.serialize(new Date(printed))).toBe(printed);
});

test('a calendar day stays the text it was', () => {
  expect(DateScalar.parseValue('2024-02-29')).toBe('2024-02-29');
  expect(DateScalar.serialize('2024-02-29')).toBe('2024-02-29');
});

test('a URL stays as it was written', () => {
  expect(UrlScalar.parseValue('https://example.com?a=b')).toBe('https://example.com?a=b');
  expect(UrlScalar.serialize('https://example.com?a=b')).toBe('https://example.com?a=b');
});

test('contact data is any text, judged later', () => {
  expect(EmailAddressScalar.parseValue('not an address')).toBe('not an address');
  expect(PhoneNumberScalar.parseValue('0049 30-1')).toBe('0049 30-1');
});

test('a JSON object can be a literal with variables in it', () => {
  expect(JsonObjectScalar.parseLiteral(parseLiteral('{ a: 1, b: ["x"] }'))).toEqual({ a: 1, b: ['x'] });
  expect(JsonObjectScalar.parseLiteral(parseLiteral('{ a: $a }'), { a: 'given' })).toEqual({ a: 'given' });
});

test.each([
  [DateTimeScalar, 'geheim'],
  [DateTimeScalar, '2026-02-30T10:00:00Z'],
  [DateTimeScalar, '2026-03-01'],
  [DateTimeScalar, 1_700_000_000],
  [DateScalar, '1985-02-29'],
  [DateScalar, '1985-2-1'],
  [DateScalar, ['1985-02-01']],
  [UrlScalar, 'example.com/page'],
  [UrlScalar, { href: 'https://example.com' }],
  [EmailAddressScalar, 42],
  [PhoneNumberScalar, 4_915_112_345_678],
  [JsonObjectScalar, 'text'],
  [JsonObjectScalar, ['list']],
])('%s refuses %j without repeating it', (scalar, value) => {
  expect(() => scalar.parseValue(value)).toThrow(new RegExp(`^${scalar.name} must be [a-zA-Z0-9 -]+\\.$`));
});

test('a literal of another kind is refused without repeating it', () => {
  expect(() => DateScalar.parseLiteral(parseLiteral('19850201'))).toThrow(
    /^Date must be a calendar day in the form YYYY-MM-DD\.$/,
  );
});

test('what upstream sent in a wrong form is not shown', () => {
  expect(() => DateTimeScalar.serialize('yesterday')).toThrow(/^DateTime must be an instant in RFC 3339 form\.$/);
  expect(() => DateScalar.serialize('85-1-1')).toThrow(/^Date must be/);
  expect(() => UrlScalar.serialize('/relative')).toThrow(/^URL must be an absolute URL\.$/);
});
