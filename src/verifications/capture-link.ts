// Links to the capture page, told apart without being kept: of each there is an authentication code only. Where they come from is PingOne's.
import type { Keys } from '../auth/keys.js';

const USE = 'capture link';
/** How the gateway itself asks the page to let desktops capture; it makes no other link of it. */
const DESKTOP = /[?&]dt=1$/;

/** What is kept of a link. @param link an absolute address */
export function linkMacOf(keys: Keys, link: string): Buffer {
  return keys.mac(USE, bytesOf(link));
}

/** Whether a link is the one of which a code was kept, with or without leave for desktops. Null: none was kept, so it is not. */
export function hasLinkMac(keys: Keys, link: string, mac: Buffer | null): boolean {
  return mac !== null && keys.hasMac(USE, bytesOf(link), mac);
}

/** Whether two absolute addresses lead to the same page, with or without leave for desktops. */
export function isSameLink(one: string, other: string): boolean {
  return bytesOf(one).equals(bytesOf(other));
}

function bytesOf(link: string): Buffer {
  return Buffer.from(new URL(link).href.replace(DESKTOP, ''));
}
