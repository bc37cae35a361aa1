// Mitek journeys: created, settled when the outcome of a create is unsure, purged. What Mitek says of them afterwards is in mitek-reading.ts.
import { randomBytes, randomUUID } from 'node:crypto';
import { type Keys, sha256 } from '../auth/keys.js';
import { UpstreamError } from '../datasources/http/errors.js';
import type { CreatedJourney, Mitek } from '../datasources/mitek/mitek.js';
import {
  builtInProfile,
  type JourneyResult,
  type JourneyStatus,
  type MitekProfile,
  resultOf,
  statusOf,
} from '../datasources/mitek/profile.js';
import type { JourneyStore } from '../store/journeys.js';
import type { JourneyInbox } from '../store/mitek-inbox.js';
import type { StoredIdempotency, VerificationRecord } from '../store/records.js';
import type { Starts } from '../store/starts.js';
import type { Change } from '../store/status-log.js';
import type { Logger } from '../telemetry/logger.js';
import type { Metrics } from '../telemetry/metrics.js';
import { JourneyData } from './mitek-data.js';
import { toNewJourney, toStoredJourney, wasConfirmed, withoutDeadline } from './mitek-journey.js';
import { JourneyReading } from './mitek-reading.js';
import { endOf, type JourneyRequest } from './mitek-request.js';
import { Refusal } from './refusal.js';
import { remark, transition } from './transitions.js';
import type { Verifications } from './verifications.js';

export interface JourneyParts {
  readonly verifications: Pick<Verifications, 'find' | 'mustFind' | 'track' | 'change'>;
  readonly starts: Starts;
  readonly store: JourneyStore;
  readonly inbox: JourneyInbox;
  readonly keys: Keys;
  /** Null: Mitek is not set up. */
  readonly mitek: Pick<Mitek, 'profile' | 'createJourney' | 'readJourney'> | null;
  /** Where Mitek calls back; id and token of the journey are appended. */
  readonly callbackBase: () => string;
  /** How long findings are kept, in hours. */
  readonly dataHours: number;
  /** First reading after a create, in milliseconds, where journeys can be read. */
  readonly firstPollInMs: number;
  readonly logger: Logger;
  readonly metrics: Metrics;
}

/** A journey that was asked for. `certain`: Mitek has confirmed it. */
export interface StartedJourney {
  readonly record: VerificationRecord;
  readonly certain: boolean;
}

const DAY_MS = 86_400_000;
/** How long callbacks are taken after the last day of a journey. */
const GRACE_MS = 7 * DAY_MS;
/** How long they are taken where the journey has no last day that the gateway knows. */
const OPEN_END_MS = 180 * DAY_MS;
const TOKEN_BYTES = 32;
/** Longer than a create can take. */
const SILENT_MS = 45_000;
const BATCH = 200;

export class Journeys {
  readonly store: JourneyStore;
  readonly inbox: JourneyInbox;
  readonly data: JourneyData;
  readonly reading: JourneyReading;
  private readonly profile: MitekProfile;

  constructor(private readonly parts: JourneyParts) {
    this.store = parts.store;
    this.inbox = parts.inbox;
    this.data = new JourneyData(parts.keys);
    this.profile = parts.mitek?.profile ?? builtInProfile;
    this.reading = new JourneyReading({ ...parts, profile: this.profile, data: this.data });
  }

  /** Whether journeys can be created. */
  get isConfigured(): boolean {
    return this.parts.mitek !== null;
  }

  /** Characters that structure a scope on the wire. */
  get scopeCharacters(): string {
    const { separator, optionsOpen, optionsClose } = this.profile.scope;
    return separator + optionsOpen + optionsClose;
  }

  /** Mitek's status and verdict of a journey. A journey that Mitek has confirmed is sent, though Mitek did not say so in words. */
  wordsOf(record: VerificationRecord): { readonly status: JourneyStatus; readonly result: JourneyResult | null } {
    const { rawStatus, rawResult } = record;
    const isSent = rawStatus === null && wasConfirmed(record);
    const status = isSent ? 'SENT' : statusOf(this.profile, rawStatus);
    return { status, result: resultOf(this.profile, rawResult) };
  }

  /** The journey with this id; null also for a verification of another source. */
  async find(by: { readonly id: string } | { readonly reference: string }): Promise<VerificationRecord | null> {
    const id = 'id' in by ? by.id : await this.store.idOf(by.reference);
    const record = id === null ? null : await this.parts.verifications.find(id);
    return record?.source === 'MITEK' ? record : null;
  }

  /**
   * Creates a journey and begins to track it. Once Mitek may have it, it is kept: with `certain` false when no answer told.
   * @param idempotency the key that asked for it, which stands for the journey from the moment in which it is kept
   * @throws Refusal when Mitek is not set up, the reference is taken, or Mitek does not accept the journey
   * @throws UpstreamError when Mitek fails and certainly has nothing
   */
  async start(request: JourneyRequest, idempotency: StoredIdempotency | null): Promise<StartedJourney> {
    const { starts, mitek, keys } = this.parts;
    if (!mitek) throw notConfigured();
    const interrupted = idempotency && (await starts.interrupted('MITEK', idempotency));
    if (interrupted) {
      // Mitek may have it, though it was never kept here: another would be a second one.
      const asked = { ...request, reference: interrupted.reference };
      return { record: await this.keep(interrupted.id, asked, null), certain: false };
    }
    const id = randomUUID();
    const token = randomBytes(TOKEN_BYTES).toString('base64url');
    const reserved = await starts.reserve({
      id,
      source: 'MITEK',
      reference: request.reference,
      userId: request.userId,
      secretHash: sha256(token),
      // The journey can be kept from this even if this process ends before Mitek has answered.
      requestSealed: keys.seal(JSON.stringify(request)),
      secretUntil: request.endDate
        ? new Date(endOf(request.endDate).getTime() + GRACE_MS)
        : new Date(Date.now() + OPEN_END_MS),
      idempotency,
    });
    if (!reserved) throw referenceTaken();
    const base = this.parts.callbackBase();
    const callbackUrl = this.profile.callback.url === 'fixed' ? base : `${base}/${id}/${token}`;
    try {
      const answer = await mitek.createJourney({ ...request, ...wayOf(request), callbackUrl });
      return { record: await this.keep(id, request, answer), certain: true };
    } catch (error) {
      if (!(error instanceof UpstreamError)) throw error;
      if (error.mayHaveTakenEffect) return { record: await this.keep(id, request, null), certain: false };
      await starts.withdraw(id);
      throw refusalOf(error, this.profile) ?? error;
    }
  }

  /**
   * Keeps journeys whose create nobody has settled, as the process that sent it is gone: Mitek may have them.
   * @throws AggregateError when some cannot be kept, after all the others
   */
  async adopt(): Promise<void> {
    const failures: unknown[] = [];
    for (const { id, requestSealed } of await this.store.unsettled(SILENT_MS, BATCH)) {
      try {
        // Written by `start` alone, and it cannot be changed without the key.
        await this.keep(id, JSON.parse(this.parts.keys.unseal(requestSealed)) as JourneyRequest, null);
      } catch (error) {
        failures.push(error);
      }
    }
    if (failures.length > 0) throw new AggregateError(failures, 'Journeys without an outcome cannot be kept.');
  }

  /** Lets go, with what they were asked for, creates that could not be kept in the time for which personal data is. */
  async expireRequests(): Promise<void> {
    const lost = await this.store.dropRequests(this.parts.dataHours, 2 * SILENT_MS);
    if (lost === 0) return;
    this.parts.logger.warn(
      { lost },
      'Journeys without an outcome could not be kept in MITEK_DATA_HOURS; Mitek may have them.',
    );
  }

  /** Removes what was found, and whom it was about, once their time is over. */
  async purge(): Promise<void> {
    for (const id of await this.store.pastTheirTime(BATCH)) {
      await this.parts.verifications.change(id, async (present, transaction) =>
        (await this.store.purgeFindings(transaction, id))
          ? remark(present, { type: 'DATA_EXPIRED', origin: 'DEADLINE' })
          : null,
      );
    }
    await this.store.purgePersons(this.parts.dataHours);
  }

  /** Adds the verification of a journey, once. @param answer null: Mitek may have it, or not */
  private async keep(id: string, request: JourneyRequest, answer: CreatedJourney | null): Promise<VerificationRecord> {
    const { verifications, firstPollInMs } = this.parts;
    const journey = toStoredJourney(id, request, answer, this.data);
    const made = toNewJourney(id, request, answer !== null, this.reading.arePolled ? firstPollInMs : null);
    const [added] = await verifications.track([made], (_id, transaction) => this.store.settle(transaction, journey));
    if (added) return added;
    // Someone took this create for dead while Mitek was still thinking.
    if (answer === null) return verifications.mustFind(id);
    const settled = await verifications.change(id, async (present, transaction) => {
      await this.store.complete(transaction, journey);
      return withoutDeadline(present, request.endDate, confirmation(present));
    });
    return settled ?? verifications.mustFind(id);
  }
}

/** Mitek has confirmed what was uncertain. */
function confirmation(present: VerificationRecord): Change | null {
  return transition(present, {
    ...present,
    lifecycle: 'SENT',
    decision: 'NONE',
    type: 'SENT',
    origin: 'API_CALL',
    receivedAt: new Date(),
    upstreamUpdatedAt: null,
  });
}

/** Mitek takes the contact that it is given for the way in which the link goes. */
function wayOf({ deliveryMethod, email, phone }: JourneyRequest): Pick<JourneyRequest, 'email' | 'phone'> {
  return deliveryMethod === 'EMAIL' ? { email, phone: null } : { email: null, phone };
}

function notConfigured(): Refusal {
  const message = 'This deployment has not set up Mitek.';
  return new Refusal([{ code: 'OPERATION_NOT_CONFIGURED', message, field: null }]);
}

function referenceTaken(): Refusal {
  const message = 'Another Mitek journey has this reference.';
  return new Refusal([{ code: 'UNIQUENESS_VIOLATION', message, field: ['input', 'reference'] }]);
}

/** What the caller can put right. Mitek's own words stay out of it; of the fields that it names those of the input are told. */
function refusalOf({ kind, status, details }: UpstreamError, profile: MitekProfile): Refusal | null {
  if (kind !== 'rejected') return null;
  if (status === 409) return referenceTaken();
  if (status !== 400 && status !== 422) return null;
  const named = details.flatMap(({ target }) => inputFieldOf(profile, target) ?? []);
  const fields = [...new Set(named)];
  if (fields.length === 0) return new Refusal([{ code: 'INVALID_VALUE', message: NOT_ACCEPTED, field: ['input'] }]);
  return new Refusal(
    fields.map((field) => ({ code: 'INVALID_VALUE', message: HINTS[field] ?? VALUE, field: ['input', field] })),
  );
}

const ENVIRONMENT = 'spelled as at Mitek, letter case included';
const NOT_ACCEPTED = `Mitek does not accept this journey. Look at \`environment\`, which must be ${ENVIRONMENT}, and at \`scope\` with its attachment keys, which must be known there.`;
const VALUE = 'Mitek does not accept this value.';
const HINTS: Readonly<Record<string, string>> = {
  environment: `Mitek does not accept this environment. It must be ${ENVIRONMENT}.`,
  scope: 'Mitek does not accept this scope. Its attachment keys must be known there.',
};

/** The field of the input that has this name on the wire; null for what is not the caller's. */
function inputFieldOf({ fields }: MitekProfile, target: string | null): string | null {
  const [field = null] = Object.entries(fields).find(([, name]) => name !== null && name === target) ?? [];
  return field === 'callbackUrl' ? null : field;
}
