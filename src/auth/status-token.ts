// Status tokens and continue links: what lets an app follow one verification and nothing else. What it then may ask is in status-only.ts.
import type { Keys, KeyUse } from './keys.js';
import type { Viewer } from './viewer.js';

/** The right to follow the status of one verification. */
export interface StatusPass {
  readonly verificationId: string;
  /** The user it is about. */
  readonly userId: string;
  readonly expiresAt: Date;
}

/** What the life of a pass is reckoned from. */
export interface PassSubject {
  readonly createdAt: Date;
  readonly expiresAt: Date | null;
}

/** Tells a status token apart from the tokens of the issuer, and makes a lost one easy to search for. */
const PREFIX = 'idgws_';
const MAX_LENGTH = 1_024;
const MAX_LIFE_MS = 24 * 60 * 60 * 1000;

/** Makes and reads passes in both their forms. A pass of one form is never taken for one of the other. */
export class StatusTokens {
  constructor(private readonly keys: Keys) {}

  /** The pass as a bearer token. */
  tokenOf(pass: StatusPass): string {
    return `${PREFIX}${this.write(pass, 'status token')}`;
  }

  /** The pass as the secret part of an address. */
  linkSecretOf(pass: StatusPass): string {
    return this.write(pass, 'continue link');
  }

  /** The pass of an address; null when it was not made here, was changed, or is over. */
  passOfLink(secret: string): StatusPass | null {
    return this.read(secret, 'continue link');
  }

  /** Whether a bearer token is of this kind, good or not. */
  isOne(token: string): boolean {
    return token.startsWith(PREFIX);
  }

  /** The caller who brings such a token; null when it was not made here, was changed, or is over. */
  viewerOf(token: string): Viewer | null {
    const pass = this.read(token.slice(PREFIX.length), 'status token');
    if (!pass) return null;
    const { userId, verificationId, expiresAt } = pass;
    return {
      id: userId,
      kind: 'END_USER',
      displayName: 'Status token',
      permissions: new Set(),
      expiresAt,
      followsOnly: verificationId,
    };
  }

  private write({ verificationId, userId, expiresAt }: StatusPass, use: KeyUse): string {
    return this.keys.seal(JSON.stringify([verificationId, userId, expiresAt.getTime()]), use).toString('base64url');
  }

  private read(text: string, use: KeyUse): StatusPass | null {
    const pass = text.length > MAX_LENGTH ? null : this.open(text, use);
    return pass && pass.expiresAt > new Date() ? pass : null;
  }

  private open(text: string, use: KeyUse): StatusPass | null {
    const sealed = Buffer.from(text, 'base64url');
    // The decoder overlooks what it cannot read; one pass has one spelling.
    if (sealed.toString('base64url') !== text) return null;
    try {
      return toPass(JSON.parse(this.keys.unseal(sealed, use)));
    } catch {
      return null;
    }
  }
}

/**
 * When a pass ends: one more length of the transaction after its deadline, since checks may run on past that; a day after its
 * creation at the latest. It follows from the transaction alone, so that a repeated request gets the same.
 */
export function passEndOf({ createdAt, expiresAt }: PassSubject): Date {
  const latestMs = createdAt.getTime() + MAX_LIFE_MS;
  if (expiresAt === null) return new Date(latestMs);
  return new Date(Math.min(2 * expiresAt.getTime() - createdAt.getTime(), latestMs));
}

function toPass(value: unknown): StatusPass | null {
  if (!Array.isArray(value)) return null;
  const [verificationId, userId, endMs] = value as readonly unknown[];
  if (typeof verificationId !== 'string' || typeof userId !== 'string' || typeof endMs !== 'number') return null;
  return { verificationId, userId, expiresAt: new Date(endMs) };
}
