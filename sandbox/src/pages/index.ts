// The pages a person can click: their routes, assets and content policy; what they show is read from the sandbox's own APIs.

import type { FastifyInstance, FastifyReply } from 'fastify';
import QRCode from 'qrcode';
import { BROWSER_SCRIPT } from './browser-script.js';
import { renderHomePage } from './home/page.js';
import { HOME_SCRIPT } from './home/script.js';
import { renderInboxPage } from './inbox/page.js';
import { INBOX_SCRIPT } from './inbox/script.js';
import { ASSETS_PATH, ICON_SVG } from './layout.js';
import { renderPhonePage } from './phone/page.js';
import { PHONE_SCRIPT } from './phone/script.js';
import { BASE_CSS } from './style/base.js';
import { CONSOLE_CSS } from './style/console.js';
import { VERIFY_CSS } from './style/verify.js';
import { renderForeignLinkPage, renderVerifyPage } from './verify/page.js';
import { VERIFY_SCRIPT } from './verify/script.js';
import { VERIFY_STATE_SCRIPT } from './verify/state-script.js';

export interface PagesContext {
  /** The one environment this sandbox emulates; links to another one are answered 404. */
  readonly environmentId: string;
}

const HTML_TYPE = 'text/html; charset=utf-8';
const CSS_TYPE = 'text/css; charset=utf-8';
const SCRIPT_TYPE = 'text/javascript; charset=utf-8';
const SVG_TYPE = 'image/svg+xml; charset=utf-8';

const ASSETS: Readonly<Record<string, { readonly type: string; readonly text: string }>> = {
  'base.css': { type: CSS_TYPE, text: BASE_CSS },
  'verify.css': { type: CSS_TYPE, text: VERIFY_CSS },
  'console.css': { type: CSS_TYPE, text: CONSOLE_CSS },
  'browser.js': { type: SCRIPT_TYPE, text: BROWSER_SCRIPT },
  'verify.js': { type: SCRIPT_TYPE, text: VERIFY_SCRIPT },
  'verify-state.js': { type: SCRIPT_TYPE, text: VERIFY_STATE_SCRIPT },
  'inbox.js': { type: SCRIPT_TYPE, text: INBOX_SCRIPT },
  'phone.js': { type: SCRIPT_TYPE, text: PHONE_SCRIPT },
  'home.js': { type: SCRIPT_TYPE, text: HOME_SCRIPT },
  'icon.svg': { type: SVG_TYPE, text: ICON_SVG },
};

const CONTENT_POLICY = [
  "default-src 'none'",
  "style-src 'self'",
  "script-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** The longest text put into a QR code; more would be too fine for a phone to read from a screen. */
const QR_MAX_CHARS = 1200;

function send(reply: FastifyReply, type: string, text: string): FastifyReply {
  return (
    reply
      .header('content-security-policy', CONTENT_POLICY)
      .header('x-content-type-options', 'nosniff')
      // The walk's address holds its code: it must not reach the site a person is sent to afterwards.
      .header('referrer-policy', 'no-referrer')
      .header('cache-control', 'no-store')
      .type(type)
      .send(text)
  );
}

/** Add the home, the inbox, the phone, the verification walk and their assets to a server. */
export function registerPages(app: FastifyInstance, ctx: PagesContext): void {
  app.get('/', (_request, reply) => send(reply, HTML_TYPE, renderHomePage(ctx.environmentId)));

  app.get('/inbox', (_request, reply) => send(reply, HTML_TYPE, renderInboxPage()));

  app.get('/phone', (_request, reply) => send(reply, HTML_TYPE, renderPhonePage()));

  app.get<{ Params: { envId: string } }>('/:envId/verify/verify-webapp/v2/index.html', (request, reply) =>
    request.params.envId === ctx.environmentId
      ? send(reply, HTML_TYPE, renderVerifyPage())
      : send(reply.code(404), HTML_TYPE, renderForeignLinkPage()),
  );

  app.get<{ Params: { name: string } }>(`${ASSETS_PATH}/:name`, (request, reply) => {
    const asset = Object.hasOwn(ASSETS, request.params.name) ? ASSETS[request.params.name] : undefined;
    if (asset === undefined) return send(reply.code(404), 'text/plain; charset=utf-8', 'No such file.\n');
    return send(reply, asset.type, asset.text);
  });

  app.get<{ Querystring: { text?: unknown } }>('/pages/qr.svg', async (request, reply) => {
    const text = request.query.text;
    if (typeof text !== 'string' || text === '' || text.length > QR_MAX_CHARS) {
      return send(reply.code(400), 'text/plain; charset=utf-8', `Give "text", 1 to ${QR_MAX_CHARS} characters.\n`);
    }
    const svg = await QRCode.toString(text, { type: 'svg', margin: 0, errorCorrectionLevel: 'L' });
    return send(reply, SVG_TYPE, svg);
  });
}
