// A journey in the terms of the store: the verification to begin with, and what stands beside it.
import { randomBytes } from 'node:crypto';
import type { CreatedJourney } from '../datasources/mitek/mitek.js';
import type { NewStoredJourney } from '../store/journeys.js';
import type { NewEvent, VerificationRecord } from '../store/records.js';
import type { Change, NewVerification } from '../store/status-log.js';
import type { JourneyData } from './mitek-data.js';
import { endOf, JOURNEY_STEPS, type JourneyRequest } from './mitek-request.js';

/** A deadline is looked at just after it has passed. */
const JUST_AFTER_MS = 50;
/** A journey that nobody confirms, and that has no last day, is given up after this time; news that come later still count. */
const UNCONFIRMED_MS = 7 * 86_400_000;

/**
 * The record and the first events of a journey that was asked for.
 * @param certain whether Mitek has confirmed it
 * @param firstPollInMs null: it is not asked for, so that the deadline is the first time to look at it
 */
export function toNewJourney(
  id: string,
  request: JourneyRequest,
  certain: boolean,
  firstPollInMs: number | null,
): NewVerification {
  const now = new Date();
  const unconfirmedUntil = certain ? null : new Date(now.getTime() + UNCONFIRMED_MS);
  const expiresAt = request.endDate === null ? unconfirmedUntil : endOf(request.endDate);
  const created: NewEvent = {
    type: 'CREATED',
    origin: 'API_CALL',
    version: 1,
    grew: true,
    lifecycle: 'CREATED',
    decision: 'NONE',
    previousLifecycle: null,
    previousDecision: null,
    rawStatus: null,
    occurredAt: now,
    actor: request.actor ?? null,
    reason: null,
  };
  const told = { ...created, actor: null };
  const next: NewEvent = certain
    ? { ...told, type: 'SENT', version: 2, lifecycle: 'SENT', previousLifecycle: 'CREATED' }
    : { ...told, type: 'DELIVERY_UNCERTAIN', grew: false };
  return {
    record: {
      id,
      source: 'MITEK',
      userId: request.userId,
      reference: request.reference,
      lifecycle: next.lifecycle,
      decision: 'NONE',
      version: next.version,
      rawStatus: null,
      rawResult: null,
      verifyPolicyId: null,
      challenge: randomBytes(24).toString('base64url'),
      redirectUrl: null,
      redirectMessage: null,
      callbackUrl: null,
      callbackHeaderNames: [],
      callbackSealed: null,
      provisional: false,
      hasEvidence: false,
      createdAt: now,
      updatedAt: now,
      expiresAt,
      finishedAt: null,
      deletedAt: null,
      upstreamUpdatedAt: null,
      receivedAt: certain ? now : null,
    },
    events: [created, next],
    firstPollInMs: firstPollInMs ?? (expiresAt && expiresAt.getTime() - now.getTime() + JUST_AFTER_MS),
  };
}

/**
 * Whether Mitek has said anything of a journey: with its answer to the create, with a callback, or when it was read. What follows the
 * first version without a word of Mitek is SENT, as Mitek has confirmed it, or what the gateway concludes by itself.
 */
export function wasConfirmed({
  rawStatus,
  lifecycle,
  version,
}: Pick<VerificationRecord, 'rawStatus' | 'lifecycle' | 'version'>): boolean {
  return rawStatus !== null || lifecycle === 'SENT' || version > 2;
}

/** A change that is the first word of Mitek, without the deadline that the journey had as long as there was none. */
export function withoutDeadline(
  present: VerificationRecord,
  endDate: string | null,
  change: Change | null,
): Change | null {
  if (change === null || endDate !== null || wasConfirmed(present)) return change;
  return { ...change, record: { ...change.record, expiresAt: null } };
}

/** What is kept beside the verification; everything personal sealed. */
export function toStoredJourney(
  id: string,
  request: JourneyRequest,
  answer: CreatedJourney | null,
  data: JourneyData,
): NewStoredJourney {
  const { name, email, phone, note, scope, environment, deliveryMethod, endDate, language } = request;
  return {
    id,
    environment,
    deliveryMethod,
    useDefaults: scope === null,
    scope: scope === null ? null : JSON.stringify(scope),
    endDate,
    // Without an order Mitek goes by the scope.
    tabsOrder: [...(request.tabsOrder ?? JOURNEY_STEPS.filter((step) => scope?.[step] === true))],
    language,
    requestId: answer?.requestId ?? null,
    personalSealed: data.sealPerson({ name, email, phone, note, journeyUrl: answer?.url ?? null }),
  };
}
