// Scripts, styles and pictures of all pages, and the headers that every page is sent with.

import type { FastifyInstance, FastifyReply } from 'fastify';
import { BROWSER_SCRIPT } from './browser-script.js';
import { HOME_SCRIPT } from './home/script.js';
import { INBOX_SCRIPT } from './inbox/script.js';
import { ASSETS_PATH, ICON_SVG } from './layout.js';
import { JOURNEY_SCRIPT } from './mitek/script.js';
import { PHONE_SCRIPT } from './phone/script.js';
import { BASE_CSS } from './style/base.js';
import { CONSOLE_CSS } from './style/console.js';
import { VERIFY_CSS } from './style/verify.js';
import { VERIFY_SCRIPT } from './verify/script.js';
import { VERIFY_STATE_SCRIPT } from './verify/state-script.js';

export const HTML_TYPE = 'text/html; charset=utf-8';
const CSS_TYPE = 'text/css; charset=utf-8';
const SCRIPT_TYPE = 'text/javascript; charset=utf-8';
export const SVG_TYPE = 'image/svg+xml; charset=utf-8';

const ASSETS: Readonly<Record<string, { readonly type: string; readonly text: string }>> = {
  'base.css': { type: CSS_TYPE, text: BASE_CSS },
  'verify.css': { type: CSS_TYPE, text: VERIFY_CSS },
  'console.css': { type: CSS_TYPE, text: CONSOLE_CSS },
  'browser.js': { type: SCRIPT_TYPE, text: BROWSER_SCRIPT },
  'verify.js': { type: SCRIPT_TYPE, text: VERIFY_SCRIPT },
  'verify-state.js': { type: SCRIPT_TYPE, text: VERIFY_STATE_SCRIPT },
  'inbox.js': { type: SCRIPT_TYPE, text: INBOX_SCRIPT },
  'phone.js': { type: SCRIPT_TYPE, text: PHONE_SCRIPT },
  'journey.js': { type: SCRIPT_TYPE, text: JOURNEY_SCRIPT },
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

/** Sends a page or an asset. */
export function sendPage(reply: FastifyReply, type: string, text: string): FastifyReply {
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

/** Adds the route of scripts, styles and pictures. */
export function addAssets(app: FastifyInstance): void {
  app.get<{ Params: { name: string } }>(`${ASSETS_PATH}/:name`, (request, reply) => {
    const asset = Object.hasOwn(ASSETS, request.params.name) ? ASSETS[request.params.name] : undefined;
    if (asset === undefined) return sendPage(reply.code(404), 'text/plain; charset=utf-8', 'No such file.\n');
    return sendPage(reply, asset.type, asset.text);
  });
}
