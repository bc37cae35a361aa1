// Takes the pictures of the README from a running system: `npm start --silent -- --json --port 0 | node scripts/screenshot.mjs`, then Ctrl-C.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { chromium } from 'playwright-core';
import { ensureChromium } from './ensure-chromium.mjs';
import { root } from './root.mjs';

const WATCH_IT_LIVE = '2';
const LAST_STATUS = '"SUCCESS"';
const folder = join(root, 'docs', 'images');

const { explorer, graphql, tokens, users } = JSON.parse(await firstLine());
mkdirSync(folder, { recursive: true });
const browser = await chromium.launch({
  executablePath: ensureChromium(),
  args: ['--disable-background-networking', ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])],
});
try {
  const { id, webVerificationUrl } = await startVerification();
  const desk = await browser.newPage({ viewport: { width: 1280, height: 860 } });
  await watch(desk, id);
  const phone = await browser.newPage({ viewport: { width: 390, height: 700 }, deviceScaleFactor: 2, isMobile: true });
  await verify(phone, webVerificationUrl);
  await desk.getByText(LAST_STATUS).first().waitFor();
  await desk.screenshot({ path: join(folder, 'explorer.png') });
} finally {
  await browser.close();
}
process.exit(0);

async function firstLine() {
  for await (const line of createInterface({ input: process.stdin })) return line;
  throw new Error('Nothing came on standard input; see the first line of this file.');
}

async function startVerification() {
  const query = `mutation ($input: CreateVerifyTransactionInput!) {
    createVerifyTransaction(input: $input) { verifyTransaction { id webVerificationUrl } userErrors { code message } }
  }`;
  const response = await fetch(graphql, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${tokens.alice}` },
    body: JSON.stringify({ query, variables: { input: { userId: users.alice } } }),
  });
  return (await response.json()).data.createVerifyTransaction.verifyTransaction;
}

/** The explorer fills the last transaction it has seen into its examples. */
async function watch(page, id) {
  await page.addInitScript((seen) => sessionStorage.setItem('explorer.transaction', seen), id);
  await page.goto(`${explorer}?example=${WATCH_IT_LIVE}`);
  await page.locator('.graphiql-execute-button').click();
  await page.getByText('"REQUESTED"').first().waitFor();
}

async function verify(page, address) {
  await page.goto(address);
  await page.locator('#begin').click();
  await page.locator('#document-pass').waitFor();
  await page.screenshot({ path: join(folder, 'verify-page.png') });
  await page.locator('#document-pass').click();
  await page.locator('#selfie-pass').click();
}
