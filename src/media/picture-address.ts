// Addresses of pictures: the name of one picture, sealed and good for a minute. Whoever has it may fetch that picture, and no other.
import type { Keys } from '../auth/keys.js';
import { toVerifiedDataType, type VerifiedDataType } from '../datasources/pingone/verified-data.js';

/** Which picture, as exactly as it can be said: data of several attempts may have the same id. */
export interface PicturePlace {
  readonly userId: string;
  readonly transactionId: string;
  readonly verifiedDataId: string;
  readonly type: VerifiedDataType;
  /** Counted from 1; null: not known. */
  readonly attempt: number | null;
}

/** How long an address is good. */
export const PICTURE_ADDRESS_LIFE_MS = 60_000;

const USE = 'picture address';
const MAX_LENGTH = 1_024;

export class PictureAddresses {
  constructor(private readonly keys: Keys) {}

  /** The secret part of an address. */
  secretOf(place: PicturePlace, expiresAt: Date): string {
    const { userId, transactionId, verifiedDataId, type, attempt } = place;
    const text = JSON.stringify([userId, transactionId, verifiedDataId, type, attempt, expiresAt.getTime()]);
    return this.keys.seal(text, USE).toString('base64url');
  }

  /** What an address leads to; null when it was not made here, was changed, or is over. */
  placeOf(secret: string): PicturePlace | null {
    return secret.length > MAX_LENGTH ? null : toPlace(this.open(secret));
  }

  private open(secret: string): unknown {
    try {
      return JSON.parse(this.keys.unseal(Buffer.from(secret, 'base64url'), USE));
    } catch {
      return null;
    }
  }
}

function toPlace(value: unknown): PicturePlace | null {
  if (!Array.isArray(value)) return null;
  const [userId, transactionId, verifiedDataId, type, attempt, endMs] = value as readonly unknown[];
  if (typeof userId !== 'string' || typeof transactionId !== 'string' || typeof verifiedDataId !== 'string')
    return null;
  if (typeof type !== 'string' || typeof endMs !== 'number' || endMs <= Date.now()) return null;
  return {
    userId,
    transactionId,
    verifiedDataId,
    type: toVerifiedDataType(type),
    attempt: typeof attempt === 'number' ? attempt : null,
  };
}
