/** What takes no token answers only under the sandbox's own names: another name that leads here is that of a page elsewhere (DNS rebinding). */
import type { FastifyInstance } from 'fastify';
import { ApiError } from './errors.js';

/** Names beside those of the loopback interface, and the address at which a request was taken. */
export interface OwnHosts {
  /** Where the sandbox listens. */
  readonly host?: string | undefined;
  /** Under which address it is reached. */
  readonly publicUrl?: string | undefined;
}

const LOOPBACK = /^(?:localhost|127\.\d{1,3}\.\d{1,3}\.\d{1,3}|\[::1\])$/;
/** A name or an address, and a port perhaps; nothing else that a URL can have. */
const HOST = /^(?:[\w.-]+|\[[\da-f:.]+\])(?::\d{1,5})?$/i;

/** Refuses what comes under another name, for all routes that are added to this part of the server. */
export function answerOnlyTo(app: FastifyInstance, { host, publicUrl }: OwnHosts): void {
  app.addHook('onRequest', async ({ headers, socket }) => {
    if (isOwn(headers.host, [host, socket.localAddress?.replace(/^::ffff:(?=\d)/, '')], publicUrl)) return;
    throw new ApiError(
      421,
      'INVALID_REQUEST',
      'This answers only under the sandbox’s own names: see --host and --public-url.',
    );
  });
}

function isOwn(
  header: string | undefined,
  own: readonly (string | undefined)[],
  publicUrl: string | undefined,
): boolean {
  if (header === undefined || !HOST.test(header) || !URL.canParse(`http://${header}`)) return false;
  const { hostname } = new URL(`http://${header}`);
  const isPublic = publicUrl !== undefined && new URL(publicUrl).hostname === hostname;
  return isPublic || LOOPBACK.test(hostname) || own.some((host) => host !== undefined && hostnameOf(host) === hostname);
}

/** A name or address as a URL spells it; null when it can stand in none. */
function hostnameOf(host: string): string | null {
  const text = `http://${host.includes(':') ? `[${host}]` : host}`;
  return URL.canParse(text) ? new URL(text).hostname : null;
}
