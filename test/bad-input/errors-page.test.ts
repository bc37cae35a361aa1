// The page of errors against the published schema: no code is missing there, and none is made up.
import { readFileSync } from 'node:fs';
import { isEnumType } from 'graphql';
import { expect, test } from 'vitest';
import { schema } from '../access/published.js';

const page = readFileSync(new URL('../../docs/errors.md', import.meta.url), 'utf8');
const [, ofErrors = '', ofInput = ''] = page.split(/^## /m);

test('every code of an error has its line', () => {
  const list = /Codes:\s([\s\S]*?)\. Input/.exec(schema.description ?? '')?.[1] ?? '';
  const told = list.replaceAll(/\([^)]*\)/g, '').match(/[A-Z]+(_[A-Z]+)*/g) ?? [];
  expect(told.length).toBeGreaterThan(10);
  expect(codesOf(ofErrors)).toEqual([...told].sort());
});

test('every code of the table of user errors is one', () => {
  const type = schema.getType('UserErrorCode');
  if (!isEnumType(type)) throw new Error('The schema has no UserErrorCode.');
  const known = type.getValues().map(({ name }) => name);
  expect(codesOf(ofInput).filter((code) => !known.includes(code))).toEqual([]);
});

function codesOf(section: string): readonly string[] {
  return [...section.matchAll(/^\| `([A-Z_]+)`/gm)].flatMap(([, code]) => (code ? [code] : [])).sort();
}
