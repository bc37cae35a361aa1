// What the pages promise apart from their looks: routes, content policy, no inline code, no dangling names.

import { transform } from 'esbuild';
import Fastify, { type FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { registerPages } from './index.js';

const ENVIRONMENT = '0e5b0000-1111-4a11-8a11-000000000001';
const VERIFY_PAGE = `/${ENVIRONMENT}/verify/verify-webapp/v2/index.html`;
const PAGES = ['/', '/inbox', '/phone', VERIFY_PAGE];
const SCRIPTS = ['browser.js', 'verify.js', 'verify-state.js', 'inbox.js', 'home.js', 'phone.js'];

let app: FastifyInstance;
beforeAll(() => {
  app = Fastify();
  registerPages(app, { environmentId: ENVIRONMENT });
});
afterAll(() => app.close());

async function body(url: string): Promise<string> {
  return (await app.inject(url)).body;
}

describe.each(PAGES)('page %s', (url) => {
  test('is HTML under a policy that allows nothing inline and nothing foreign', async () => {
    const answer = await app.inject(url);
    expect(answer.statusCode).toBe(200);
    expect(answer.headers['content-type']).toBe('text/html; charset=utf-8');
    expect(answer.headers['content-security-policy']).toContain(
      "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'",
    );
    expect(answer.headers['referrer-policy']).toBe('no-referrer');
    expect(answer.body).not.toMatch(/\sstyle=|\son\w+=|<style|<script(?! type="module" src="\/pages\/assets\/)/);
    expect(answer.body).not.toMatch(/(?:src|href)="(?:https?:)?\/\//);
  });

  test('says that it is a sandbox, and every asset it names is there', async () => {
    const html = await body(url);
    expect(html).toContain('<strong>Sandbox</strong>');
    const assets = [...html.matchAll(/(?:src|href)="(\/pages\/assets\/[^"]+)"/g)].map((match) => match[1] ?? '');
    expect(assets.length).toBeGreaterThanOrEqual(4);
    for (const asset of assets) expect((await app.inject(asset)).statusCode, asset).toBe(200);
  });

  test('no id stands twice', async () => {
    const ids = [...(await body(url)).matchAll(/\sid="([^"]+)"/g)].map((match) => match[1]);
    expect(ids).toEqual([...new Set(ids)]);
  });
});

describe('scripts', () => {
  test.each(SCRIPTS)('%s parses and never turns data into markup', async (name) => {
    const answer = await app.inject(`/pages/assets/${name}`);
    expect(answer.headers['content-type']).toBe('text/javascript; charset=utf-8');
    expect(answer.body).not.toMatch(/innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(/);
    await expect(transform(answer.body, { loader: 'js', format: 'esm' })).resolves.toMatchObject({ warnings: [] });
  });

  test.each([
    ['verify.js', VERIFY_PAGE],
    ['inbox.js', '/inbox'],
    ['home.js', '/'],
    ['phone.js', '/phone'],
  ])('%s only asks for elements its page has', async (name, url) => {
    const [script, html] = await Promise.all([body(`/pages/assets/${name}`), body(url)]);
    const asked = [...script.matchAll(/byId\('([^']+)'\)/g)].map((match) => match[1] ?? '');
    expect(asked.length).toBeGreaterThan(0);
    for (const id of asked) expect(html, id).toContain(`id="${id}"`);
  });
});

describe('verification page', () => {
  test('has the handles that tests and people use', async () => {
    const html = await body(VERIFY_PAGE);
    const ids = [
      'begin',
      'document-pass',
      'document-fail',
      'selfie-pass',
      'selfie-fail',
      'abandon',
      'continue-here',
      'result',
      'status',
    ];
    for (const id of ids) expect(html).toContain(`id="${id}"`);
  });

  test('belongs to one environment', async () => {
    const answer = await app.inject('/0e5b0000-9999-4a11-8a11-000000000009/verify/verify-webapp/v2/index.html');
    expect(answer.statusCode).toBe(404);
    expect(answer.body).toContain('This link leads elsewhere');
  });
});

describe('assets and QR codes', () => {
  test.each(['nothing.js', 'constructor', '__proto__'])('there is no asset %s', async (name) => {
    expect((await app.inject(`/pages/assets/${name}`)).statusCode).toBe(404);
  });

  test('a QR code is a picture', async () => {
    const answer = await app.inject(`/pages/qr.svg?text=${encodeURIComponent('http://127.0.0.1/x?a=1&b=2')}`);
    expect(answer.statusCode).toBe(200);
    expect(answer.headers['content-type']).toBe('image/svg+xml; charset=utf-8');
    expect(answer.body).toContain('<svg');
  });

  test.each(['', '?text=', '?text=a&text=b', `?text=${'x'.repeat(1201)}`])(
    'a QR code of nothing sensible is refused (%#)',
    async (query) => {
      expect((await app.inject(`/pages/qr.svg${query}`)).statusCode).toBe(400);
    },
  );
});
