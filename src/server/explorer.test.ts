// What the explorer serves: its files, its headers and the tokens inside the page; GraphiQL itself is tried in a browser elsewhere.

import { readFileSync } from 'node:fs';
import Fastify from 'fastify';
import { buildSchema, getVariableValues, Kind, parse, validate } from 'graphql';
import { expect, test } from 'vitest';
import { examples } from './explorer/examples.js';
import { registerExplorer } from './explorer.js';

async function explorer(tokens: Readonly<Record<string, string>> = {}) {
  const app = Fastify();
  await app.register((part) =>
    registerExplorer(part, { graphqlPath: '/graphql', tokens, hosts: { host: '127.0.0.1', publicUrl: null } }),
  );
  app.get('/other', async () => 'not the explorer');
  return app;
}

function dataOf(page: string): unknown {
  const [, text] = /<script type="application\/json" id="explorer-data">([^<]*)<\/script>/.exec(page) ?? [];
  return JSON.parse(text ?? '');
}

test('the root of the server leads to the explorer', async () => {
  const answer = await (await explorer()).inject('/');
  expect(answer.statusCode).toBe(302);
  expect(answer.headers.location).toBe('/explorer');
});

test('the page may run its own files and nothing else, is never kept and never framed', async () => {
  const answer = await (await explorer({ alice: 'a.b.c' })).inject('/explorer');
  expect(answer.statusCode).toBe(200);
  expect(answer.headers['cache-control']).toBe('no-store');
  const policy = String(answer.headers['content-security-policy']);
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("script-src 'self';");
  expect(policy).toContain("frame-ancestors 'none'");
  expect(policy).not.toMatch(/https?:|unsafe-eval|\*/);
  expect(answer.body).not.toMatch(/https?:\/\//);
});

test('names and tokens reach the script as they are and cannot end its element', async () => {
  const tokens = { alice: 'a.b.c', '</script><script>alert(1)</script>': '<!--' };
  const page = (await (await explorer(tokens)).inject('/explorer')).body;
  expect(dataOf(page)).toMatchObject({ graphqlPath: '/graphql', tokens });
  expect(page).not.toContain('alert(1)</script>');
});

test('every file that the page names is served, and asked for again costs no body', { timeout: 30_000 }, async () => {
  const app = await explorer();
  const page = (await app.inject('/explorer')).body;
  const files = [...page.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, address]) => address ?? '');
  expect(files).toContain('/explorer/assets/graphiql.js');
  for (const url of new Set(files)) {
    const answer = await app.inject(url);
    expect(answer.statusCode, url).toBe(200);
    expect(answer.headers['x-content-type-options']).toBe('nosniff');
    const again = await app.inject({ url, headers: { 'if-none-match': String(answer.headers.etag) } });
    expect([again.statusCode, again.body]).toEqual([304, '']);
  }
  expect((await app.inject('/explorer/assets/..%2fpackage.json')).statusCode).toBe(404);
});

test('the headers of the explorer stay with the explorer', async () => {
  const answer = await (await explorer()).inject('/other');
  expect(answer.headers['content-security-policy']).toBeUndefined();
});

test('every example is valid against the printed schema, and so are the values it comes with', () => {
  const schema = buildSchema(readFileSync(new URL('../../schema.graphql', import.meta.url), 'utf8'));
  for (const { title, query, variables = {} } of examples) {
    const document = parse(query);
    expect(validate(schema, document), title).toEqual([]);
    const [operation] = document.definitions;
    const definitions = operation?.kind === Kind.OPERATION_DEFINITION ? (operation.variableDefinitions ?? []) : [];
    expect(getVariableValues(schema, definitions, variables).errors, title).toBeUndefined();
    const filled = JSON.stringify(variables).match(/(?<=")\$\w+/g) ?? [];
    expect(['$user', '$transaction', '$journey', '$authentication'], title).toEqual(expect.arrayContaining(filled));
  }
});
