// The pages a person can click on the first origin: their routes; what they show is read from the sandbox's own APIs.

import type { FastifyInstance } from 'fastify';
import QRCode from 'qrcode';
import { addAssets, HTML_TYPE, SVG_TYPE, sendPage } from './assets.js';
import { renderHomePage } from './home/page.js';
import { renderInboxPage } from './inbox/page.js';
import { renderPhonePage } from './phone/page.js';
import { renderForeignLinkPage, renderVerifyPage } from './verify/page.js';

export interface PagesContext {
  /** The one environment this sandbox emulates; links to another one are answered 404. */
  readonly environmentId: string;
}

/** The longest text put into a QR code; more would be too fine for a phone to read from a screen. */
const QR_MAX_CHARS = 1200;

/** Add the home, the inbox, the phone, the verification walk and their assets to a server. */
export function registerPages(app: FastifyInstance, ctx: PagesContext): void {
  app.get('/', (_request, reply) => sendPage(reply, HTML_TYPE, renderHomePage(ctx.environmentId)));

  app.get('/inbox', (_request, reply) => sendPage(reply, HTML_TYPE, renderInboxPage()));

  app.get('/phone', (_request, reply) => sendPage(reply, HTML_TYPE, renderPhonePage()));

  app.get<{ Params: { envId: string } }>('/:envId/verify/verify-webapp/v2/index.html', (request, reply) =>
    request.params.envId === ctx.environmentId
      ? sendPage(reply, HTML_TYPE, renderVerifyPage())
      : sendPage(reply.code(404), HTML_TYPE, renderForeignLinkPage()),
  );

  addAssets(app);

  app.get<{ Querystring: { text?: unknown } }>('/pages/qr.svg', async (request, reply) => {
    const text = request.query.text;
    if (typeof text !== 'string' || text === '' || text.length > QR_MAX_CHARS) {
      return sendPage(reply.code(400), 'text/plain; charset=utf-8', `Give "text", 1 to ${QR_MAX_CHARS} characters.\n`);
    }
    const svg = await QRCode.toString(text, { type: 'svg', margin: 0, errorCorrectionLevel: 'L' });
    return sendPage(reply, SVG_TYPE, svg);
  });
}
