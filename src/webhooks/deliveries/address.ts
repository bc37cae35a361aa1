// Which addresses deliveries may go to: what a URL must look like, and which IP addresses are public. Connecting is done in sender.ts.
import type { LookupAddress, LookupOptions } from 'node:dns';
import { lookup } from 'node:dns';
import ipaddr from 'ipaddr.js';

/** A connection that was not made, because its address is not public. */
export class AddressRefused extends Error {
  override readonly name = 'AddressRefused';
  constructor() {
    super('The address is not public.');
  }
}

/** Characters of an address. */
export const MAX_URL_LENGTH = 2048;
const GLOBAL_UNICAST = ipaddr.IPv6.parseCIDR('2000::/3');
/** Prefix under which IPv6-only networks reach IPv4 (RFC 6052); the last four bytes are the IPv4 address. */
const NAT64 = ipaddr.IPv6.parseCIDR('64:ff9b::/96');
const IPV4_BYTES = 4;

/**
 * What is wrong with an address that a client gives, as far as the address itself tells. What its name stands for is judged at each connection.
 * @returns a sentence for developers; null when nothing is
 */
export function faultOfAddress(text: string, allowPrivate: boolean): string | null {
  if (text.length > MAX_URL_LENGTH) return `An address has at most ${MAX_URL_LENGTH} characters.`;
  const url = URL.canParse(text) ? new URL(text) : null;
  const protocols = allowPrivate ? ['https:', 'http:'] : ['https:'];
  if (!url || !protocols.includes(url.protocol)) return 'This must be an https address.';
  if (url.username !== '' || url.password !== '') return 'An address must not have a user name or password in it.';
  if (!allowPrivate && isNeverPublic(url.hostname)) return 'Private and loopback addresses are refused here.';
  return null;
}

/** Whether a host is an IP address, in whatever spelling a URL allows, or a name, that can never be public. */
export function isNeverPublic(hostname: string): boolean {
  const host = hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '');
  if (host === 'localhost' || host.endsWith('.localhost')) return true;
  return ipaddr.isValid(host) && !isPublicAddress(host);
}

/** Whether an IP address is one of the public Internet. What cannot be read is not. */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.parse(address);
  if (parsed instanceof ipaddr.IPv4) return parsed.range() === 'unicast';
  if (!(parsed instanceof ipaddr.IPv6)) return false;
  if (parsed.isIPv4MappedAddress()) return parsed.toIPv4Address().range() === 'unicast';
  if (parsed.match(NAT64)) return new ipaddr.IPv4(parsed.toByteArray().slice(-IPV4_BYTES)).range() === 'unicast';
  return parsed.range() === 'unicast' && parsed.match(GLOBAL_UNICAST);
}

type LookupDone = (error: Error | null, address: string | LookupAddress[], family?: number) => void;

/** Resolves a name for a connection, as `dns.lookup` does, and refuses it when any of its addresses is not public. */
export function lookupPublic(hostname: string, options: LookupOptions, done: LookupDone): void {
  lookup(hostname, { ...options, all: true }, (error, addresses) => {
    if (error) return done(error, []);
    const [first] = addresses;
    if (!first || !addresses.every(({ address }) => isPublicAddress(address))) return done(new AddressRefused(), []);
    // The very addresses that were judged are connected to: the name is not asked for a second time.
    if (options.all) return done(null, addresses);
    done(null, first.address, first.family);
  });
}
