// QR pictures of links, drawn here so that no client needs to fetch one from PingOne.
import QRCode from 'qrcode';
import type { QrCodeFormat } from '../schema/verify-transaction.js';

/** The link as a QR picture in a data URI. */
export async function drawQrCode(link: string, format: QrCodeFormat): Promise<string> {
  if (format === 'PNG') return QRCode.toDataURL(link, { margin: 2, scale: 6 });
  const svg = await QRCode.toString(link, { type: 'svg', margin: 2 });
  return `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`;
}

/** The verification page with leave to capture on laptops and desktops too. The link already has parameters. */
export function forDesktop(webVerificationUrl: string): string {
  return `${webVerificationUrl}${webVerificationUrl.includes('?') ? '&' : '?'}dt=1`;
}
