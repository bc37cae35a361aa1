// Erasing at the sources: one place at a time, and what came of it. What the gateway itself stores is erased in redaction.ts.
import { UpstreamError } from '../datasources/http/errors.js';
import type { Mitek } from '../datasources/mitek/mitek.js';
import type { TransactionKey, VerifyApi } from '../datasources/pingone/verify.js';
import type { JourneyStore } from '../store/journeys.js';
import type { ErasureTarget, VerificationRecord } from '../store/records.js';
import { describeError, type Logger } from '../telemetry/logger.js';
import { wasConfirmed } from './mitek-journey.js';

export type ErasureOutcome = 'ERASED' | 'NOTHING_THERE' | 'NOT_POSSIBLE' | 'FAILED';

/** What came of erasing one place. */
export interface Erasure {
  readonly target: ErasureTarget;
  readonly outcome: ErasureOutcome;
  /** For people; holds nothing personal and no text of the source. */
  readonly detail: string | null;
  /** When it failed and the source said so: not before this moment is another try worth it. */
  readonly retryAt?: Date | null;
}

/** What is asked of PingOne. */
export type ErasuresAtPingOne = Pick<
  VerifyApi,
  'listVerifiedData' | 'deleteVerifiedData' | 'listMetadata' | 'deleteMetadata' | 'listDocuments' | 'deleteDocument'
>;

/** Well below the time that an operation has. */
const ENOUGH_MS = 12_000;

const TARGETS: Readonly<Record<VerificationRecord['source'], readonly ErasureTarget[]>> = {
  PINGONE_VERIFY: ['PINGONE_DOCUMENTS', 'PINGONE_VERIFIED_DATA', 'PINGONE_METADATA'],
  MITEK: ['MITEK_JOURNEY'],
};

const FAILURE: Readonly<Partial<Record<UpstreamError['kind'], string>>> = {
  unauthorized: 'The gateway’s own credentials do not suffice: give them the right to delete there.',
  'rate-limited': 'The source is asked too often at the moment.',
  timeout: 'The source did not answer in time.',
  rejected: 'The source refused to delete it.',
};
const OTHER_FAILURE = 'The source could not be reached.';
const OWN_FAILURE = 'Something went wrong in the gateway.';
const AGAIN = 'It is tried again until it is done.';
const BY_HAND = 'Delete it at Mitek by hand, or have Mitek delete it, by the reference of the journey.';
const NOT_KNOWN =
  'Mitek has confirmed this journey and answers now that it knows none: it was deleted there before, or `paths.delete` of the profile is not the right path. Look for it at Mitek, by its reference.';
const NEVER_CONFIRMED = 'Mitek knows no such journey, and never confirmed one.';
const NO_REQUEST_ID = 'The profile deletes journeys by the id that Mitek gives them, and of this one it is not known.';

export class Erasures {
  /** @param mitek null: not set up */
  constructor(
    private readonly verify: ErasuresAtPingOne,
    private readonly mitek: Pick<Mitek, 'profile' | 'deleteJourney'> | null,
    private readonly journeys: JourneyStore,
    private readonly logger: Logger,
  ) {}

  /** The places at the source of a verification. */
  targetsOf({ source }: VerificationRecord): readonly ErasureTarget[] {
    return TARGETS[source];
  }

  /** Erases places of one verification. Never throws: whatever fails in one place is its outcome, and no other's. */
  eraseAll(record: VerificationRecord, targets: readonly ErasureTarget[]): Promise<readonly Erasure[]> {
    // Not the caller's signal: what has begun goes on when the caller leaves.
    const signal = AbortSignal.timeout(ENOUGH_MS);
    return Promise.all(targets.map((target) => this.erase(record, target, signal)));
  }

  private async erase(record: VerificationRecord, target: ErasureTarget, signal: AbortSignal): Promise<Erasure> {
    if (record.deletedAt !== null) {
      return { target, outcome: 'NOTHING_THERE', detail: 'The source has deleted the whole verification.' };
    }
    try {
      return { target, detail: null, ...(await this.work(record, target, signal)) };
    } catch (error) {
      if (error instanceof UpstreamError && error.kind === 'not-found') {
        return { target, outcome: 'NOTHING_THERE', detail: null };
      }
      const retryAt = error instanceof UpstreamError ? error.retryAt : null;
      return { target, outcome: 'FAILED', detail: `${this.explain(error, record, target, signal)} ${AGAIN}`, retryAt };
    }
  }

  private explain(error: unknown, { id }: VerificationRecord, target: ErasureTarget, { aborted }: AbortSignal): string {
    if (error instanceof UpstreamError) return FAILURE[error.kind] ?? OTHER_FAILURE;
    if (aborted) return FAILURE.timeout ?? OTHER_FAILURE;
    this.logger.error(
      { err: describeError(error), verificationId: id, target },
      'Erasing failed in the gateway itself.',
    );
    return OWN_FAILURE;
  }

  private async work(
    record: VerificationRecord,
    target: ErasureTarget,
    signal: AbortSignal,
  ): Promise<Pick<Erasure, 'outcome'> & Partial<Erasure>> {
    if (target === 'MITEK_JOURNEY') return this.eraseJourney(record, signal);
    if (record.userId === null) return { outcome: 'NOTHING_THERE' };
    const key = { userId: record.userId, transactionId: record.id };
    return { outcome: (await this.eraseAtPingOne(target, key, signal)) ? 'ERASED' : 'NOTHING_THERE' };
  }

  /** @returns whether there was anything */
  private async eraseAtPingOne(
    target: Exclude<ErasureTarget, 'MITEK_JOURNEY'>,
    key: TransactionKey,
    signal: AbortSignal,
  ): Promise<boolean> {
    switch (target) {
      case 'PINGONE_DOCUMENTS':
        return this.eraseDocuments(key, signal);
      case 'PINGONE_VERIFIED_DATA': {
        const found = await this.verify.listVerifiedData(key, { attempt: 'ALL' }, signal);
        if (found.length > 0) await this.verify.deleteVerifiedData(key, signal);
        return found.length > 0;
      }
      case 'PINGONE_METADATA': {
        const { latest, previousAttempts } = await this.verify.listMetadata(key, signal);
        const isThere = latest.length + previousAttempts.length > 0;
        if (isThere) await this.verify.deleteMetadata(key, signal);
        return isThere;
      }
    }
  }

  private async eraseDocuments(key: TransactionKey, signal: AbortSignal): Promise<boolean> {
    const documents = await this.verify.listDocuments(key, signal);
    for (const { id } of documents) await this.verify.deleteDocument(key, id, signal).catch(ignoreMissing);
    return documents.length > 0;
  }

  private async eraseJourney(
    record: VerificationRecord,
    signal: AbortSignal,
  ): Promise<Pick<Erasure, 'outcome'> & Partial<Erasure>> {
    const { reference } = record;
    const isPossible = this.mitek !== null && this.mitek.profile.paths.delete !== null && reference !== null;
    if (!isPossible) {
      const why =
        this.mitek === null ? 'Mitek is not set up.' : 'The profile of Mitek names no path to delete a journey.';
      return { outcome: 'NOT_POSSIBLE', detail: `${why} ${BY_HAND}` };
    }
    const [journey] = await this.journeys.findMany([record.id]);
    const requestId = journey?.requestId ?? null;
    try {
      await this.mitek.deleteJourney({ reference, requestId }, signal);
      return { outcome: 'ERASED' };
    } catch (error) {
      if (!(error instanceof UpstreamError) || error.kind !== 'not-found') throw error;
      return missingAtMitek(error, requestId !== null || wasConfirmed(record));
    }
  }
}

/**
 * What it means that Mitek does not know a journey. That a path does not lead to it is no proof that it is gone: what Mitek has confirmed
 * is gone for certain only where Mitek says so (410).
 */
function missingAtMitek({ code, status }: UpstreamError, isConfirmed: boolean): Pick<Erasure, 'outcome' | 'detail'> {
  if (code === 'UNADDRESSABLE') return { outcome: 'NOT_POSSIBLE', detail: `${NO_REQUEST_ID} ${BY_HAND}` };
  if (status === 410) return { outcome: 'NOTHING_THERE', detail: null };
  return isConfirmed
    ? { outcome: 'NOT_POSSIBLE', detail: NOT_KNOWN }
    : { outcome: 'NOTHING_THERE', detail: NEVER_CONFIRMED };
}

function ignoreMissing(error: unknown): void {
  if (!(error instanceof UpstreamError) || error.kind !== 'not-found') throw error;
}
