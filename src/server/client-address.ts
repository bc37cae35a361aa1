// Where a request comes from: the last hop, or what trusted proxies say in X-Forwarded-For. Fastify goes by the same rule for its own requests.
import type { IncomingMessage } from 'node:http';
import { type AddressRanges, isWithin } from '../config/address-ranges.js';

/**
 * The address nearest to the gateway that is no trusted proxy's: each proxy adds the address it was called from at the end, and what stands
 * before that of the first stranger may be made up. Null when the connection is gone.
 */
export function clientAddressOf(
  {
    socket,
    headers,
  }: Pick<IncomingMessage, 'headers'> & { readonly socket: Pick<IncomingMessage['socket'], 'remoteAddress'> },
  trustedProxies: AddressRanges,
): string | null {
  const lastHop = socket.remoteAddress;
  if (lastHop === undefined) return null;
  const named = [headers['x-forwarded-for'] ?? []]
    .flat()
    .join(',')
    .split(',')
    .map((text) => text.trim());
  const hops = [lastHop, ...named.filter((text) => text !== '').reverse()];
  return hops.find((address) => !isWithin(trustedProxies, address)) ?? hops.at(-1) ?? null;
}
