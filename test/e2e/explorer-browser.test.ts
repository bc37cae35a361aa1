// The explorer in a browser: who an example is sent as, and that its answer can be read on a phone too.

import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import Fastify from 'fastify';
import { buildSchema, graphql } from 'graphql';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { examples } from '../../src/server/explorer/examples.js';
import { registerExplorer } from '../../src/server/explorer.js';
import { openBrowser } from '../support/browser.js';

const TOKENS = { alice: 'token-of-alice', support: 'token-of-support', admin: 'token-of-admin' };
const schema = buildSchema(readFileSync(new URL('../../schema.graphql', import.meta.url), 'utf8'));
const PHONE = { width: 390, height: 844 };
const DESK = { width: 1280, height: 860 };

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

/** A page of the explorer before an API that answers nothing, and the tokens that this was asked with. */
async function open(viewport: { width: number; height: number }, title: string | null, chosen?: string) {
  const app = Fastify();
  const hosts = { host: '127.0.0.1', publicUrl: null };
  await app.register((part) => registerExplorer(part, { graphqlPath: '/graphql', tokens: TOKENS, hosts }));
  const asked: string[] = [];
  app.post<{ Body: { query: string } }>('/graphql', async ({ body, headers }) => {
    if (!body.query.includes('__schema')) asked.push(String(headers.authorization));
    return graphql({ schema, source: body.query });
  });
  await app.listen({ host: '127.0.0.1', port: 0 });
  const origin = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
  const page = await browser.newPage({ viewport });
  if (chosen !== undefined) await page.addInitScript(`sessionStorage.setItem('explorer.person', '${chosen}')`);
  const example = title === null ? -1 : examples.findIndex((each) => each.title === title);
  await page.goto(`${origin}/explorer${example === -1 ? '' : `?example=${example}`}`);
  const run = async () => {
    await page.locator('.graphiql-execute-button').click();
    await expect.poll(() => asked.length, { timeout: 20_000 }).toBeGreaterThan(0);
  };
  const close = async () => {
    await page.close();
    await app.close();
  };
  return { page, run, asked, close };
}

test.for([
  ['alice', 'System status', 'admin', 'Now as admin: alice may not run this.'],
  ['support', 'Approve by hand', 'admin', 'Now as admin: support may not run this.'],
  ['alice', 'Verifications of both vendors', 'support', 'Now as support: alice may not run this.'],
  ['admin', 'Verifications of both vendors', 'admin', ''],
  ['alice', 'A short tour', 'alice', ''],
] as const)('%s opens %j', async ([chosen, title, sentAs, note]) => {
  const { page, run, asked, close } = await open(DESK, title, chosen);
  expect(await page.locator('#person').inputValue()).toBe(sentAs);
  expect(await page.locator('#note').textContent()).toBe(note);
  if (title !== 'Approve by hand') {
    await run();
    expect(asked).toEqual([`Bearer ${TOKENS[sentAs]}`]);
  }
  await page.selectOption('#person', 'alice');
  expect(await page.locator('#note').isVisible()).toBe(false);
  await close();
});

test.for([
  ['a phone', PHONE, 300, 250],
  ['a desk', DESK, 500, 500],
] as const)('on %s an answer has room', async ([, viewport, width, height]) => {
  const { page, run, close } = await open(viewport, null);
  await run();
  const answer = await page.locator('.graphiql-response .result-window').boundingBox();
  const question = await page.locator('.graphiql-query-editor .graphiql-editor').boundingBox();
  expect(answer?.width).toBeGreaterThan(width);
  expect(answer?.height).toBeGreaterThan(height);
  expect(question?.width).toBeGreaterThan(width * 0.8);
  expect(question?.height).toBeGreaterThan(180);
  expect((answer?.y ?? 0) + (answer?.height ?? 0)).toBeLessThanOrEqual(viewport.height);
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(viewport.width);
  await close();
});
