// Lists of IP addresses and ranges, as variables give them: reading them, and telling whether an address is in one.
import ipaddr from 'ipaddr.js';

type Range = readonly [address: ipaddr.IPv4 | ipaddr.IPv6, bits: number];
export type AddressRanges = readonly Range[];

/** @param texts addresses, and ranges such as `192.0.2.0/24`. @returns null when one of them is neither */
export function parseRanges(texts: readonly string[]): AddressRanges | null {
  if (!texts.every(isAddressOrRange)) return null;
  return texts.map((text): Range => {
    if (ipaddr.isValidCIDR(text)) return ipaddr.parseCIDR(text);
    const one = ipaddr.process(text);
    return [one, one.kind() === 'ipv4' ? 32 : 128];
  });
}

/** Whether an address is in one of the ranges; an IPv4 address that is wrapped in IPv6 is taken for itself. What is no address is in none. */
export function isWithin(ranges: AddressRanges, address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  const one = ipaddr.process(address);
  return ranges.some(([range, bits]) => range.kind() === one.kind() && one.match(range, bits));
}

/** Whether one of the ranges is the whole of IPv4 or IPv6. */
export function holdsAll(ranges: AddressRanges): boolean {
  return ranges.some(([, bits]) => bits === 0);
}

/** Parts of an IPv4 address are written out: `10` would else be read as 0.0.0.10. */
function isAddressOrRange(text: string): boolean {
  const [address = ''] = text.split('/');
  const isPlain = ipaddr.IPv6.isValid(address) || ipaddr.IPv4.isValidFourPartDecimal(address);
  return isPlain && (ipaddr.isValidCIDR(text) || ipaddr.isValid(text));
}
