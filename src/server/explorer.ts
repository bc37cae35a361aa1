// The explorer: a GraphiQL page for development, served wholly from local files. What it shows stands in explorer/.
import { createHash } from 'node:crypto';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { problem } from '../webhooks/problems.js';
import { CLIENT_SCRIPT } from './explorer/client.js';
import { examples } from './explorer/examples.js';
import { ASSETS_PATH, ICON_SVG, renderPage } from './explorer/page.js';
import { STYLE } from './explorer/style.js';
import { isOwnHost, type OwnHosts } from './own-hosts.js';

const EXPLORER_PATH = '/explorer';

/** Only this page's own files run, and only this gateway is called. Styles are inline because the editor sets them so. */
const HEADERS = {
  'content-security-policy': [
    "default-src 'none'",
    "script-src 'self'",
    "worker-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "font-src 'self' data:",
    "img-src 'self' data:",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; '),
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
} as const;

interface Asset {
  readonly type: string;
  readonly body: Buffer;
  readonly etag: string;
}

export interface ExplorerOptions {
  /** Path of the API on this server, for POST and WebSocket alike. */
  readonly graphqlPath: string;
  /** Bearer tokens the page offers, by the name of their person. They are part of the page: whoever can open it can use them. */
  readonly tokens: Readonly<Record<string, string>>;
  /** The names under which the page answers. */
  readonly hosts: OwnHosts;
}

const OTHER_HOST =
  'The explorer answers only under the gateway’s own names: those of this machine, HOST and PUBLIC_URL.';

/**
 * Adds `GET /explorer` and what it loads, and sends `GET /` there. For development only: the caller leaves it out in production.
 * GraphiQL is read from its package with the first request for it, since it is too big to parse at each start.
 */
export async function registerExplorer(app: FastifyInstance, options: ExplorerOptions): Promise<void> {
  const { hosts, ...shown } = options;
  const page = renderPage({ ...shown, examples });
  let loading: Promise<ReadonlyMap<string, Asset>> | undefined;

  app.addHook('onRequest', async ({ headers, socket }, reply) => {
    reply.headers(HEADERS);
    if (!isOwnHost(headers.host, hosts, socket.localAddress))
      return problem(reply, 421, 'Misdirected Request', OTHER_HOST);
  });

  app.get('/', async (_request, reply) => reply.redirect(EXPLORER_PATH, 302));

  app.get(EXPLORER_PATH, async (_request, reply) =>
    reply.header('cache-control', 'no-store').type('text/html; charset=utf-8').send(page),
  );

  app.get<{ Params: { name: string } }>(`${ASSETS_PATH}/:name`, async (request, reply) => {
    loading ??= loadAssets();
    const asset = (await loading).get(request.params.name);
    if (!asset) return reply.callNotFound();
    return sendAsset(reply, asset, request.headers['if-none-match']);
  });
}

async function loadAssets(): Promise<ReadonlyMap<string, Asset>> {
  const graphiql = await import('@graphql-yoga/render-graphiql/graphiql');
  return new Map([
    ['explorer.js', asset('text/javascript', CLIENT_SCRIPT)],
    ['explorer.css', asset('text/css', STYLE)],
    ['icon.svg', asset('image/svg+xml', ICON_SVG)],
    ['graphiql.js', asset('text/javascript', graphiql.js)],
    ['graphiql.css', asset('text/css', graphiql.css)],
    ['editor-worker.js', asset('text/javascript', graphiql.editorWorkerService)],
    ['json-worker.js', asset('text/javascript', graphiql.jsonWorker)],
    ['graphql-worker.js', asset('text/javascript', graphiql.graphqlWorker)],
  ]);
}

function asset(type: string, text: string): Asset {
  const body = Buffer.from(text);
  return { type: `${type}; charset=utf-8`, body, etag: `"${createHash('sha256').update(body).digest('base64url')}"` };
}

/** Assets hold nothing personal, so a browser may keep them as long as it asks whether they are still the same. */
function sendAsset(reply: FastifyReply, { type, body, etag }: Asset, known: string | undefined): FastifyReply {
  reply.header('cache-control', 'private, no-cache').header('etag', etag);
  return known === etag ? reply.code(304).send() : reply.type(type).send(body);
}
