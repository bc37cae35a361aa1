/** Passcodes that apps and hardware tokens make from a shared secret, counted by time or by use. */
import { HOTP, Secret, TOTP } from 'otpauth';
import type { OathSecret } from './model.js';

/** How far a counter or a clock may be off. */
export const LOOK_AHEAD = { hotp: 10, totp: 1 };
/** How far it may be off when a second passcode proves it. */
export const RESYNC_LOOK_AHEAD = { hotp: 1_000, totp: 120 };

/** A new secret in Base32. */
export function newSecret(): string {
  return new Secret({ size: 20 }).base32;
}

/** The address that an authenticator app scans. */
export function keyUri(oath: OathSecret, issuer: string, label: string): string {
  return new TOTP({ issuer, label, secret: oath.secret, digits: oath.digits, period: 30 }).toString();
}

/**
 * The counter or time step a passcode belongs to.
 * @param nowMs time at the vendor, milliseconds since 1970
 * @param periodMs length of a time step
 * @returns undefined when it belongs to none that is near and unused
 */
export function counterOf(
  oath: OathSecret,
  token: string,
  nowMs: number,
  periodMs: number,
  lookAhead: { readonly hotp: number; readonly totp: number },
): number | undefined {
  if (!/^\d{6,8}$/.test(token) || token.length !== oath.digits) return undefined;
  const secret = Secret.fromBase32(oath.secret);
  const hotp = new HOTP({ secret, digits: oath.digits });
  const now = Math.floor(nowMs / periodMs);
  const [first, last] =
    oath.kind === 'HOTP'
      ? [oath.nextCounter, oath.nextCounter + lookAhead.hotp]
      : [Math.max(oath.nextCounter, now - lookAhead.totp), now + lookAhead.totp];
  for (let counter = first; counter <= last; counter += 1) if (hotp.generate({ counter }) === token) return counter;
  return undefined;
}

/** The passcode that shows now. @param aheadBy how many counters or time steps later */
export function passcode(oath: OathSecret, nowMs: number, periodMs = 30_000, aheadBy = 0): string {
  const counter = oath.kind === 'HOTP' ? oath.nextCounter : Math.floor(nowMs / periodMs);
  const secret = Secret.fromBase32(oath.secret);
  return new HOTP({ secret, digits: oath.digits }).generate({ counter: counter + aheadBy });
}
