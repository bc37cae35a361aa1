// A verify policy in the gateway's own words, read from PingOne's.
import { known, openSet } from './open-set.js';
import { type TimeSpan, toTimeSpan } from './time-span.js';
import { instant, wholeNumber } from './values.js';
import type { WireVerifyPolicy } from './wire.js';

type CheckRequirement = 'REQUIRED' | 'OPTIONAL' | 'DISABLED' | 'UNKNOWN';

export interface ThresholdCheck {
  readonly verify: CheckRequirement;
  readonly verifyRaw: string | null;
  readonly threshold: 'LOW' | 'MEDIUM' | 'HIGH' | 'UNKNOWN' | null;
  readonly thresholdRaw: string | null;
  readonly retryAttempts: number | null;
}

export interface ContactCheck {
  readonly verify: CheckRequirement;
  readonly verifyRaw: string | null;
  readonly createMfaDevice: boolean | null;
  readonly otp: {
    readonly attempts: number | null;
    readonly lifeTime: TimeSpan | null;
    readonly deliveries: number | null;
    readonly cooldown: TimeSpan | null;
    readonly templateName: string | null;
    readonly variantName: string | null;
  } | null;
}

export interface Policy {
  readonly id: string;
  readonly environmentId: string | null;
  /** Empty when upstream gives none. */
  readonly name: string;
  readonly description: string | null;
  readonly default: boolean;
  readonly governmentId: {
    readonly verify: CheckRequirement;
    readonly verifyRaw: string | null;
    readonly inspectionType: 'AUTOMATIC' | 'MANUAL' | 'STEP_UP' | 'UNKNOWN' | null;
    readonly inspectionTypeRaw: string | null;
    readonly failExpiredId: boolean | null;
    readonly retryAttempts: number | null;
  } | null;
  readonly facialComparison: ThresholdCheck | null;
  readonly liveness: ThresholdCheck | null;
  readonly email: ContactCheck | null;
  readonly phone: ContactCheck | null;
  readonly transaction: {
    readonly timeout: TimeSpan | null;
    readonly dataCollectionTimeout: TimeSpan | null;
    readonly dataCollectionOnly: boolean | null;
  } | null;
  readonly createdAt: Date | null;
  readonly updatedAt: Date | null;
}

const requirements = openSet('REQUIRED', 'OPTIONAL', 'DISABLED');
const inspectionTypes = openSet('AUTOMATIC', 'MANUAL', 'STEP_UP');
const thresholds = openSet('LOW', 'MEDIUM', 'HIGH');

/** The policy in our words. */
export function toPolicy(wire: WireVerifyPolicy): Policy {
  return {
    id: wire.id,
    environmentId: wire.environment?.id ?? null,
    name: wire.name ?? '',
    description: wire.description ?? null,
    default: wire.default ?? false,
    governmentId: toGovernmentIdCheck(wire.governmentId),
    facialComparison: toThresholdCheck(wire.facialComparison),
    liveness: toThresholdCheck(wire.liveness),
    email: toContactCheck(wire.email),
    phone: toContactCheck(wire.phone),
    transaction: toLimits(wire.transaction),
    createdAt: instant(wire.createdAt),
    updatedAt: instant(wire.updatedAt),
  };
}

function asked(verify: string | null | undefined): { verify: CheckRequirement; verifyRaw: string | null } {
  return { verify: known(requirements, verify) ?? 'UNKNOWN', verifyRaw: verify ?? null };
}

function toGovernmentIdCheck(check: WireVerifyPolicy['governmentId']): Policy['governmentId'] {
  if (!check) return null;
  return {
    ...asked(check.verify),
    inspectionType: known(inspectionTypes, check.inspectionType),
    inspectionTypeRaw: check.inspectionType ?? null,
    failExpiredId: check.failExpiredId ?? null,
    retryAttempts: wholeNumber(check.retry?.attempts),
  };
}

function toThresholdCheck(check: WireVerifyPolicy['liveness']): ThresholdCheck | null {
  if (!check) return null;
  return {
    ...asked(check.verify),
    threshold: known(thresholds, check.threshold),
    thresholdRaw: check.threshold ?? null,
    retryAttempts: wholeNumber(check.retry?.attempts),
  };
}

function toContactCheck(check: WireVerifyPolicy['email']): ContactCheck | null {
  if (!check) return null;
  const { otp } = check;
  return {
    ...asked(check.verify),
    createMfaDevice: check.createMfaDevice ?? null,
    otp: otp
      ? {
          attempts: wholeNumber(otp.attempts?.count),
          lifeTime: toTimeSpan(otp.lifeTime),
          deliveries: wholeNumber(otp.deliveries?.count),
          cooldown: toTimeSpan(otp.deliveries?.cooldown ?? otp.deliveries?.coolDown),
          templateName: otp.notification?.templateName ?? null,
          variantName: otp.notification?.variantName ?? null,
        }
      : null,
  };
}

function toLimits(limits: WireVerifyPolicy['transaction']): Policy['transaction'] {
  if (!limits) return null;
  return {
    timeout: toTimeSpan(limits.timeout),
    dataCollectionTimeout: toTimeSpan(limits.dataCollection?.timeout),
    dataCollectionOnly: limits.dataCollectionOnly ?? null,
  };
}
