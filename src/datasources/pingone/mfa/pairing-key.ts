// A pairing key in the gateway's own words, read from PingOne's; and a new one written in PingOne's.
import { known, openSet } from '../open-set.js';
import { certainInstant, instant } from '../values.js';
import { type MobileApplication, toApplication } from './mobile-details.js';
import type { WirePairingKey } from './wire.js';
import type { WireNewPairingKey } from './wire-requests.js';

/** Why something failed; upstream puts it on the record, so it is a result, not an exception. */
export interface RecordedFailure {
  readonly code: string | null;
  readonly message: string | null;
}

export interface PairingKey {
  readonly id: string;
  readonly userId: string;
  /** A secret. Opaque text; zeros in front count. */
  readonly code: string | null;
  readonly status: 'UNCLAIMED' | 'CLAIMED' | 'FAILED' | 'UNKNOWN';
  readonly statusRaw: string | null;
  /** Empty: any that is set up for pairing. */
  readonly applications: readonly MobileApplication[];
  readonly error: RecordedFailure | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  readonly expiresAt: Date | null;
}

/** What a key is made for. */
export interface NewPairingKey {
  /** Default: every native application that is set up for pairing. */
  readonly applicationIds?: readonly string[] | null | undefined;
  readonly policyId?: string | null | undefined;
}

const statuses = openSet('UNCLAIMED', 'CLAIMED', 'FAILED');

/** The key in our words. @param userId whose it is. */
export function toPairingKey(wire: WirePairingKey, userId: string): PairingKey {
  return {
    id: wire.id,
    userId,
    code: wire.code ?? null,
    status: known(statuses, wire.status) ?? 'UNKNOWN',
    statusRaw: wire.status ?? null,
    applications: (wire.applications ?? []).map((application) => toApplication(application)),
    error: toFailure(wire.error),
    createdAt: certainInstant(wire.createdAt, wire.updatedAt),
    updatedAt: certainInstant(wire.updatedAt, wire.createdAt),
    expiresAt: instant(wire.expiresAt),
  };
}

/** The body that makes this key. */
export function toWireNewPairingKey({ applicationIds, policyId }: NewPairingKey): WireNewPairingKey {
  return {
    applications: applicationIds?.length ? applicationIds.map((id) => ({ id })) : undefined,
    policy: policyId ? { id: policyId } : undefined,
  };
}

/** What upstream says of a failure; null where there was none. */
export function toFailure(error: WirePairingKey['error']): RecordedFailure | null {
  return error ? { code: error.code ?? null, message: error.message ?? null } : null;
}
