// What names a contact where something is counted by it. Never the contact itself: names are stored.
import { maskContact } from '../../datasources/pingone/mfa/device.js';

type Text = string | null | undefined;

/** Of a contact in its masked form, however its letters were written and whether it is called or sent a text. */
export function contactName(masked: string | null): string {
  return `contact ${masked?.toLowerCase() ?? ''}`;
}

/** Of what a device is added with; null where it stands for nothing outside of itself, as an authenticator app does. */
export function contactNameOf(device: {
  readonly phone?: Text;
  readonly email?: Text;
  readonly serialNumber?: Text;
}): string | null {
  const masked = maskContact(device);
  if (masked !== null) return contactName(masked);
  return device.serialNumber ? `token ${device.serialNumber.toLowerCase()}` : null;
}
