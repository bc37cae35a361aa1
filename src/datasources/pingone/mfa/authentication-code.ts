// An authentication code in the gateway's own words, read from PingOne's; and a new one written in PingOne's.
import { known, openSet } from '../open-set.js';
import { type TimeSpan, toTimeSpan } from '../time-span.js';
import { certainInstant, instant, type OpenObject } from '../values.js';
import { type Device, toDevice } from './device.js';
import { type MobileApplication, toApplication } from './mobile-details.js';
import { type RecordedFailure, toFailure } from './pairing-key.js';
import type { WireAuthenticationCode } from './wire.js';
import type { WireNewAuthenticationCode } from './wire-requests.js';

export interface AuthenticationCode {
  readonly id: string;
  /** A secret. */
  readonly code: string | null;
  /** A secret. It need not be a web address. */
  readonly uri: string | null;
  readonly status: 'UNCLAIMED' | 'CLAIMED' | 'COMPLETED' | 'DENIED' | 'EXPIRED' | 'UNKNOWN';
  readonly statusRaw: string | null;
  readonly userApproval: 'REQUIRED' | 'NOT_REQUIRED' | 'UNKNOWN';
  readonly userApprovalRaw: string | null;
  /** Who claimed it; null before. */
  readonly userId: string | null;
  readonly application: MobileApplication | null;
  readonly lifeTime: TimeSpan | null;
  readonly clientContext: OpenObject | null;
  /** What claimed it; null before. Upstream tells little more of it than its `mobile` part. */
  readonly device: Device | null;
  readonly error: RecordedFailure | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  readonly expiresAt: Date | null;
}

/** What a code is made for. */
export interface NewAuthenticationCode {
  readonly applicationId: string;
  /** 10 seconds to 30 minutes. Default: a minute. */
  readonly lifeTime?: { readonly duration: number; readonly timeUnit: string } | null | undefined;
  readonly userApproval: 'REQUIRED' | 'NOT_REQUIRED';
  /** Texts and numbers to show in the app. */
  readonly clientContext?: OpenObject | null | undefined;
}

const statuses = openSet('UNCLAIMED', 'CLAIMED', 'COMPLETED', 'DENIED', 'EXPIRED');
const approvals = openSet('REQUIRED', 'NOT_REQUIRED');

/** The code in our words. */
export function toAuthenticationCode(wire: WireAuthenticationCode): AuthenticationCode {
  const userId = wire.user?.id ?? null;
  return {
    id: wire.id,
    code: wire.code ?? null,
    uri: wire.uri ?? null,
    status: known(statuses, wire.status) ?? 'UNKNOWN',
    statusRaw: wire.status ?? null,
    userApproval: known(approvals, wire.userApproval) ?? 'UNKNOWN',
    userApprovalRaw: wire.userApproval ?? null,
    userId,
    application: toApplication(wire.application ?? wire.applications?.[0]),
    lifeTime: toTimeSpan(wire.lifeTime),
    clientContext: wire.clientContext ?? null,
    device: toClaimingDevice(wire, userId),
    error: toFailure(wire.error),
    createdAt: certainInstant(wire.createdAt, wire.updatedAt),
    updatedAt: certainInstant(wire.updatedAt, wire.createdAt),
    expiresAt: instant(wire.expiresAt),
  };
}

/** The body that makes this code. */
export function toWireNewAuthenticationCode(code: NewAuthenticationCode): WireNewAuthenticationCode {
  const { applicationId, lifeTime, userApproval, clientContext } = code;
  return {
    application: { id: applicationId },
    lifeTime: lifeTime ? { duration: lifeTime.duration, timeUnit: lifeTime.timeUnit } : undefined,
    userApproval,
    clientContext: clientContext ?? undefined,
  };
}

/** Only a phone with an app can claim a code, so upstream does not name the type. */
function toClaimingDevice(wire: WireAuthenticationCode, userId: string | null): Device | null {
  const device = wire._embedded?.device ?? wire.device;
  if (!device || userId === null) return null;
  const claiming = toDevice({ ...device, type: device.type ?? 'MOBILE' }, userId);
  return { ...claiming, typeRaw: device.type ?? null, secret: null, keyUri: null };
}
