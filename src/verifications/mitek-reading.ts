// What Mitek says of journeys, by callback or when it is asked, applied to their verifications. What a change means is in transitions.ts.
import type { Keys } from '../auth/keys.js';
import { UpstreamError } from '../datasources/http/errors.js';
import type { Mitek } from '../datasources/mitek/mitek.js';
import { type JourneyNews, toNews } from '../datasources/mitek/news.js';
import type { MitekProfile } from '../datasources/mitek/profile.js';
import type { Database } from '../store/database.js';
import type { JourneyStore } from '../store/journeys.js';
import type { JourneyInbox, WaitingMessage } from '../store/mitek-inbox.js';
import type { EventOrigin, VerificationRecord } from '../store/records.js';
import type { Claim } from '../store/tracking.js';
import { describeError, type Logger } from '../telemetry/logger.js';
import type { Metrics } from '../telemetry/metrics.js';
import type { JourneyData } from './mitek-data.js';
import { wasConfirmed, withoutDeadline } from './mitek-journey.js';
import { journeyMeaningOf } from './mitek-status.js';
import { isFinal, transition } from './transitions.js';
import type { Verifications } from './verifications.js';

export interface ReadingParts {
  readonly verifications: Pick<Verifications, 'change'>;
  readonly store: JourneyStore;
  readonly inbox: JourneyInbox;
  readonly keys: Keys;
  /** Null: Mitek is not set up. */
  readonly mitek: Pick<Mitek, 'readJourney'> | null;
  readonly profile: MitekProfile;
  readonly data: JourneyData;
  /** How long findings, and callbacks that cannot be applied, are kept, in hours. */
  readonly dataHours: number;
  readonly logger: Logger;
  readonly metrics: Metrics;
}

/** Where something was heard. */
type Heard =
  | { readonly origin: 'CALLBACK'; readonly message: WaitingMessage }
  | { readonly origin: Exclude<EventOrigin, 'CALLBACK'>; readonly message: null };

const BATCH = 200;
const CATCH_UP_MS = 5_000;

export class JourneyReading {
  private hasNotedMissing = false;

  constructor(private readonly parts: ReadingParts) {}

  /** Whether the tracker has to ask again and again; else callbacks and the deadline are all there is. */
  get arePolled(): boolean {
    return this.parts.mitek !== null && this.parts.profile.paths.status !== null;
  }

  /** For the tracker: applies the callbacks of a claimed journey in their order, and reads it where that can be done. */
  async readClaimed(claim: Claim, signal: AbortSignal): Promise<VerificationRecord> {
    const { record, failures } = await this.applyWaiting(claim.record, signal);
    if (failures.size > 0) throw [...failures.values()][0];
    if (!this.arePolled || (isFinal(record.lifecycle) && !record.provisional)) return record;
    const { news } = await this.read(record, signal);
    return news ? this.apply(record, news, { origin: 'UPSTREAM_READ', message: null }) : record;
  }

  /**
   * Applies what waits now, as far as that can be done.
   * @returns the ids of callbacks that cannot be applied now
   */
  async catchUp(record: VerificationRecord): Promise<readonly string[]> {
    const { failures } = await this.applyWaiting(record, AbortSignal.timeout(CATCH_UP_MS));
    for (const error of failures.values()) {
      const note = { err: describeError(error), verificationId: record.id };
      this.parts.logger.warn(note, 'A callback could not be applied before its journey is erased.');
    }
    return [...failures.keys()];
  }

  /** Takes up callbacks that an instance could not read, if this one can: while keys change, not all instances have the same. */
  async takeUpAsides(): Promise<void> {
    const { inbox } = this.parts;
    for (const message of await inbox.asides(BATCH)) {
      if (this.open(message) !== null) await inbox.takeUp(message.id);
    }
  }

  /** Empties callbacks that could not be applied in the time for which findings are kept. */
  async expireCallbacks(): Promise<void> {
    const { inbox, dataHours, logger, metrics } = this.parts;
    const lost = await inbox.expire(dataHours, BATCH);
    if (lost === 0) return;
    metrics.callbacks.inc({ source: 'MITEK', outcome: 'expired' }, lost);
    logger.warn({ lost }, 'Callbacks of Mitek could not be applied in MITEK_DATA_HOURS; what they said is gone.');
  }

  /** One callback that fails holds up no other. */
  private async applyWaiting(
    claimed: VerificationRecord,
    signal: AbortSignal,
  ): Promise<{ readonly record: VerificationRecord; readonly failures: ReadonlyMap<string, unknown> }> {
    const failures = new Map<string, unknown>();
    let record = claimed;
    for (const message of await this.parts.inbox.waiting(record.id)) {
      try {
        record = await this.applyMessage(record, message, signal);
      } catch (error) {
        failures.set(message.id, error);
      }
    }
    return { record, failures };
  }

  private async applyMessage(
    record: VerificationRecord,
    message: WaitingMessage,
    signal: AbortSignal,
  ): Promise<VerificationRecord> {
    const body = this.open(message);
    if (body === null) {
      await this.setAside(record, message);
      return record;
    }
    const news = await this.confirmed(record, toNews(this.parts.profile, JSON.parse(body)), signal);
    return this.apply(record, news, { origin: 'CALLBACK', message });
  }

  /** Null when its key is not configured. */
  private open({ bodySealed }: WaitingMessage): string | null {
    try {
      return this.parts.keys.unseal(bodySealed);
    } catch {
      return null;
    }
  }

  private async setAside({ id }: VerificationRecord, message: WaitingMessage): Promise<void> {
    const { inbox, logger, metrics } = this.parts;
    if (!(await inbox.setAside(message.id))) return;
    metrics.callbacks.inc({ source: 'MITEK', outcome: 'unreadable' });
    logger.warn(
      { verificationId: id, receivedAt: message.receivedAt },
      'The key of a callback is not in GATEWAY_SECRETS; it is set aside, and taken up should the key come back.',
    );
  }

  /** Where Mitek can be asked, an approval is believed only when Mitek says it again. */
  private async confirmed(record: VerificationRecord, said: JourneyNews, signal: AbortSignal): Promise<JourneyNews> {
    const { decision } = journeyMeaningOf({ ...said, calledBack: true });
    if (!this.arePolled || (decision !== 'APPROVED' && decision !== 'APPROVED_MANUALLY')) return said;
    const { news, isConfirmed } = await this.read(record, signal);
    if (news) return { ...news, findings: news.findings ?? said.findings };
    // Of one that it never confirmed Mitek says that it does not know what it has just called back: nobody can tell what that means.
    if (!isConfirmed) return { ...said, status: 'UNKNOWN' };
    // Else it is the path that is wrong, or the journey is gone there by now: neither makes the callback untrue.
    this.parts.logger.warn(
      { verificationId: record.id },
      'Mitek has approved a journey that cannot be read there; the callback alone is believed. See paths.status of the profile.',
    );
    return said;
  }

  /** `news` is null when Mitek does not know it; `isConfirmed` tells whether it ever did. */
  private async read(
    record: VerificationRecord,
    signal: AbortSignal,
  ): Promise<{ readonly news: JourneyNews | null; readonly isConfirmed: boolean }> {
    const { mitek, store } = this.parts;
    const [journey] = await store.findMany([record.id]);
    const requestId = journey?.requestId ?? null;
    const isConfirmed = requestId !== null || wasConfirmed(record);
    if (!mitek || record.reference === null) return { news: null, isConfirmed };
    try {
      const news = await mitek.readJourney({ reference: record.reference, requestId }, isConfirmed, signal);
      return { news, isConfirmed };
    } catch (error) {
      if (!(error instanceof UpstreamError) || error.kind !== 'not-found') throw error;
      this.noteMissing(record, isConfirmed);
      return { news: null, isConfirmed };
    }
  }

  /** Said once: it would be said again with every look at every journey. */
  private noteMissing({ id }: VerificationRecord, isConfirmed: boolean): void {
    if (!isConfirmed || this.hasNotedMissing) return;
    this.hasNotedMissing = true;
    this.parts.logger.warn(
      { verificationId: id },
      'Mitek does not know a journey that it has confirmed. If it was not deleted there, paths.status of the profile is wrong.',
    );
  }

  private async apply(
    record: VerificationRecord,
    news: JourneyNews,
    { origin, message }: Heard,
  ): Promise<VerificationRecord> {
    const { verifications, store, inbox, metrics } = this.parts;
    const { rawStatus, rawResult } = news;
    const meaning = journeyMeaningOf({ ...news, calledBack: message !== null });
    const seen = { ...meaning, origin, rawStatus, rawResult, upstreamUpdatedAt: null, expiresAt: null };
    let isUnheard = false;
    const changed = await verifications.change(record.id, async (present, transaction) => {
      // Two may be at it where a reading takes longer than its lease: a callback is applied once, as a contradiction would count twice.
      if (message && !(await inbox.handled(transaction, message.id))) return null;
      const change = withoutDeadline(
        present,
        await this.endDateOf(present),
        transition(present, { ...seen, receivedAt: message?.receivedAt ?? new Date() }),
      );
      const isInForce =
        change === null
          ? present.lifecycle === meaning.lifecycle && present.decision === meaning.decision
          : change.events.every(({ type }) => type !== 'DECISION_AMENDED');
      if (isInForce) await this.keepFindings(transaction, present.id, news);
      if (news.requestId !== null) await store.noteRequestId(transaction, present.id, news.requestId);
      isUnheard = message !== null && change === null && meaning.lifecycle === 'UNKNOWN' && isFinal(present.lifecycle);
      return change;
    });
    // What changes nothing makes no event that would be counted.
    if (isUnheard) metrics.unknownStatuses.inc({ source: 'MITEK' });
    return changed ?? record;
  }

  /** Looked up only where it matters. */
  private async endDateOf(record: VerificationRecord): Promise<string | null> {
    if (wasConfirmed(record)) return null;
    const [journey] = await this.parts.store.findMany([record.id]);
    return journey?.endDate ?? null;
  }

  private async keepFindings(transaction: Database, id: string, news: JourneyNews): Promise<void> {
    if (news.findings === null) return;
    const { findings, score, confirmed, scores } = news;
    const findingsSealed = this.parts.data.sealFindings(findings);
    const keptHours = this.parts.dataHours;
    await this.parts.store.saveFindings(transaction, id, { findingsSealed, keptHours, score, confirmed, scores });
  }
}
