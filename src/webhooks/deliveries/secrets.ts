// Which signing secrets of an endpoint are live, and what a rotation does to them. Encrypting them is done by whoever stores them.
import type { StoredSecret } from '../../store/webhook-endpoints.js';

const HOUR_MS = 60 * 60 * 1000;

/** Those that sign at a moment. */
export function liveSecrets(secrets: readonly StoredSecret[], now: Date): readonly StoredSecret[] {
  return secrets.filter(({ expiresAt }) => expiresAt === null || Date.parse(expiresAt) > now.getTime());
}

/**
 * The secrets after a new one is added.
 * @param overlapHours how long the present ones go on signing; none does so longer than it was told before
 */
export function rotated(
  present: readonly StoredSecret[],
  sealed: string,
  overlapHours: number,
  now: Date,
): readonly StoredSecret[] {
  const end = now.getTime() + overlapHours * HOUR_MS;
  const ending = present.map((secret) => {
    const expiresAt = Math.min(end, secret.expiresAt === null ? end : Date.parse(secret.expiresAt));
    return { ...secret, expiresAt: new Date(expiresAt).toISOString() };
  });
  return [{ sealed, expiresAt: null }, ...liveSecrets(ending, now)];
}
