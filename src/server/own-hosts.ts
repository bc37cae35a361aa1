// Which names in the Host header are the gateway's own. A page of another name, which its owner has made lead here, is told from them by it.

const LOOPBACK = /^(?:localhost|127\.\d{1,3}\.\d{1,3}\.\d{1,3}|\[::1\])$/;
/** A name or an address, and a port perhaps; nothing else that a URL can have. */
const HOST = /^(?:[\w.-]+|\[[\da-f:.]+\])(?::\d{1,5})?$/i;

/** Names beside those of the loopback interface, and the address at which a request was taken. */
export interface OwnHosts {
  /** Where the gateway listens. */
  readonly host: string;
  /** Under which address it is reached; null: none of its own. */
  readonly publicUrl: string | null;
}

/**
 * Whether a request names the gateway itself. Whatever other name leads to its address is somebody else's: a browser that shows a page of
 * that name takes the gateway for a part of it (DNS rebinding).
 * @param header the Host header
 * @param localAddress where the connection was taken
 */
export function isOwnHost(header: string | undefined, { host, publicUrl }: OwnHosts, localAddress?: string): boolean {
  if (header === undefined || !HOST.test(header) || !URL.canParse(`http://${header}`)) return false;
  const { hostname } = new URL(`http://${header}`);
  const own = [host, localAddress, localAddress?.replace(/^::ffff:(?=\d)/, '')].map(hostnameOf);
  if (publicUrl !== null) own.push(new URL(publicUrl).hostname);
  return LOOPBACK.test(hostname) || own.includes(hostname);
}

/** A name or address as a URL spells it; null when it can stand in none. */
function hostnameOf(host: string | undefined): string | null {
  const text = `http://${host?.includes(':') ? `[${host}]` : host}`;
  return host !== undefined && URL.canParse(text) ? new URL(text).hostname : null;
}
