// What a document may cost: each limit as it stands and one above, and that counting itself costs nothing.
import { buildSchema, getIntrospectionQuery, parse, specifiedRules, validate } from 'graphql';
import { describe, expect, test } from 'vitest';
import { LIMITS, tooLong, withinLimits } from './limits.js';

const schema = buildSchema(`
  directive @mark repeatable on FIELD | QUERY | FRAGMENT_SPREAD | INLINE_FRAGMENT
  type Query { a: String  thing: Thing  other: Query }
  type Thing { name: String  next: Thing  friends: [Thing] }
`);

/** What the rule says, without the text that is the same for all. */
function faults(query: string, rules = [withinLimits]): readonly string[] {
  return validate(schema, parse(query), rules).map(({ message }) =>
    message.replace('The operation has more than ', ''),
  );
}

const times = (count: number, text: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => text(index)).join(' ');
const nested = (levels: number) => `{ ${'thing { '.repeat(1)}${'next { '.repeat(levels - 2)}name${' }'.repeat(levels)}`;

describe('each limit', () => {
  test.each<[string, (count: number) => string, number, string]>([
    ['depth', nested, LIMITS.depth, '10 levels.'],
    ['root fields', (count) => `{ ${times(count, () => 'a')} }`, LIMITS.rootFields, '20 root fields.'],
    [
      'root fields in fragments',
      (count) => `{ a ...F } fragment F on Query { ${times(count - 1, () => 'a')} }`,
      LIMITS.rootFields,
      '20 root fields.',
    ],
    [
      'aliases',
      (count) => `{ thing { ${times(count, (index) => `x${index}: name`)} } }`,
      LIMITS.aliases,
      '15 aliases.',
    ],
    ['directives', (count) => `{ a ${times(count, () => '@mark')} }`, LIMITS.directives, '10 directives.'],
    [
      'directives anywhere',
      (count) =>
        `query @mark { a ...F @mark ... on Query @mark { a } } fragment F on Query { a ${times(count - 3, () => '@mark')} }`,
      LIMITS.directives,
      '10 directives.',
    ],
    ['selections', (count) => `{ thing { ${times(count - 1, () => 'name')} } }`, LIMITS.selections, '400 fields.'],
    [
      'selections in lists',
      (count) => `{ thing { friends { ${times(count - 2, () => 'name')} } } }`,
      LIMITS.selections,
      '400 fields.',
    ],
  ])('%s', (_what, document, limit, fault) => {
    expect(faults(document(limit))).toEqual([]);
    expect(faults(document(limit + 1))).toEqual([fault]);
  });

  test('an operation is told every limit that it passes', () => {
    expect(faults(`{ ${times(21, (index) => `x${index}: a @mark`)} }`)).toEqual([
      '15 aliases.',
      '20 root fields.',
      '10 directives.',
    ]);
  });

  test('each operation of a document is weighed by itself', () => {
    expect(faults(times(3, (index) => `query Q${index} { ${times(20, () => 'a')} }`))).toEqual([]);
    expect(faults(`query A { ${times(21, () => 'a')} } query B { ${times(21, () => 'a')} }`)).toHaveLength(2);
  });
});

describe('fragments', () => {
  test('weigh as often as they are spread, and as deep as they go', () => {
    const spread = (count: number) => `{ thing { ${times(count, (index) => `friends { ...F${index % 2} }`)} } }`;
    const fragments = `fragment F0 on Thing { ${times(39, () => 'name')} } fragment F1 on Thing { ${times(39, () => 'name')} }`;
    expect(faults(`${spread(9)} ${fragments}`)).toEqual([]);
    expect(faults(`${spread(10)} ${fragments}`)).toEqual(['400 fields.']);
    const deep = '{ thing { next { next { ...A } } } } fragment A on Thing { next { next { next { ...B } } } }';
    expect(faults(`${deep} fragment B on Thing { next { next { next { name } } } }`)).toEqual([]);
    expect(faults(`${deep} fragment B on Thing { next { next { next { next { name } } } } }`)).toEqual(['10 levels.']);
  });

  test('that double 25 times are refused at once, under all rules', () => {
    const doubling = times(
      25,
      (index) => `fragment F${index} on Thing { a: next { ...F${index + 1} } b: next { ...F${index + 1} } }`,
    );
    const query = `{ thing { ...F0 } } ${doubling} fragment F25 on Thing { name }`;
    expect(faults(query)).toEqual(expect.arrayContaining(['10 levels.', '400 fields.', '15 aliases.']));
    expect(faults(query, [...specifiedRules, withinLimits]).length).toBeGreaterThan(0);
    const flat = times(25, (index) => `fragment F${index} on Thing { ...F${index + 1} ...F${index + 1} }`);
    expect(faults(`{ thing { ...F0 } } ${flat} fragment F25 on Thing { name }`)).toEqual(['400 fields.']);
  });

  test('that go in circles, or are not there, weigh nothing and end', () => {
    const circle = '{ thing { ...A } } fragment A on Thing { name ...B } fragment B on Thing { ...A }';
    expect(faults(circle)).toEqual([]);
    expect(faults('{ thing { ...Nowhere } }')).toEqual([]);
    expect(faults(circle, [...specifiedRules, withinLimits]).join()).toContain('Cannot spread fragment');
  });
});

test('introspection is exempt from depth and number of fields', () => {
  expect(faults(getIntrospectionQuery())).toEqual([]);
  expect(faults(`{ ${times(20, () => '__typename')} }`)).toEqual([]);
  expect(faults(`{ ${times(21, () => '__typename')} }`)).toEqual(['20 root fields.']);
});

test('tokens are limited by the parser, characters before it', () => {
  const document = (tokens: number) => `{ ${times(tokens - 2, () => 'a')} }`;
  expect(() => parse(document(LIMITS.queryTokens), { maxTokens: LIMITS.queryTokens })).not.toThrow();
  expect(() => parse(document(LIMITS.queryTokens + 1), { maxTokens: LIMITS.queryTokens })).toThrow('tokens');
  expect(tooLong()).toMatchObject({
    message: 'The document has more than 100000 characters.',
    extensions: { code: 'QUERY_TOO_COSTLY' },
  });
});
