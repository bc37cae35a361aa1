// Erasing the personal data of a verification on request: here at once, at its source as far as it can be done, again until it is done.
import { randomUUID } from 'node:crypto';
import type { AuditLog } from '../store/audit-log.js';
import type { StoredActor, VerificationRecord } from '../store/records.js';
import type { PendingErasure, Redactions } from '../store/redactions.js';
import type { Change } from '../store/status-log.js';
import { describeError, type Logger } from '../telemetry/logger.js';
import type { Erasure, ErasureOutcome, Erasures } from './erasures.js';
import type { Journeys } from './mitek-journeys.js';
import { deletion, remark } from './transitions.js';
import type { Verifications } from './verifications.js';

export interface RedactionParts {
  readonly verifications: Pick<Verifications, 'find' | 'mustFind' | 'change'>;
  readonly journeys: Pick<Journeys, 'store' | 'inbox' | 'reading'>;
  readonly store: Redactions;
  readonly erasures: Pick<Erasures, 'targetsOf' | 'eraseAll'>;
  readonly auditLog: AuditLog;
  readonly logger: Logger;
}

/** What was erased in one place. */
export type RedactedPlace =
  | Erasure
  | { readonly target: 'GATEWAY_STORE'; readonly outcome: ErasureOutcome; readonly detail: string | null };

export interface Redacted {
  readonly record: VerificationRecord;
  /** One entry per place. */
  readonly places: readonly RedactedPlace[];
}

const GATEWAY: StoredActor = { id: 'gateway', kind: 'GATEWAY', displayName: null };
/** Longer than erasing takes. */
const LEASE_MS = 60_000;
/** Tried at once, so that all of them are done before their lease runs out. */
const BATCH = 12;
const KEPT =
  'Ids, states, times, scores and the audit log stay; so does its idempotency key, for a day from its start.';
const KEPT_OF_JOURNEY = `${KEPT} The reference stays too: Mitek knows the journey by it.`;
const KEPT_AT_PINGONE = `${KEPT} The transaction at PingOne, with what it was to be compared with, stays until it is deleted.`;

/** What of the record itself can be personal, as it is afterwards. */
const ERASED = {
  challenge: null,
  redirectUrl: null,
  redirectMessage: null,
  callbackUrl: null,
  callbackHeaderNames: [],
  callbackSealed: null,
} as const satisfies Partial<VerificationRecord>;

export class Redaction {
  constructor(private readonly parts: RedactionParts) {}

  /**
   * Erases the personal data of a verification. Done again, it finds nothing, or what had failed before.
   * @param by who asks, and the id of the receipt
   */
  async redact(
    record: VerificationRecord,
    by: { readonly actor: StoredActor; readonly receiptId: string },
  ): Promise<Redacted> {
    const { verifications, erasures, journeys } = this.parts;
    // A callback that waits can hold the verdict, and its body what is to be erased.
    const unapplied = record.source === 'MITEK' ? await journeys.reading.catchUp(record) : [];
    const pending = { verificationId: record.id, receiptId: by.receiptId, targets: erasures.targetsOf(record) };
    // The list of what is to be done at the source is durable before the first of it is done.
    const [redacted, had] = await this.eraseStored(pending, by.actor, unapplied);
    const erased = await erasures.eraseAll(redacted, pending.targets);
    const isFirst = record.redactedAt === null;
    await this.settle(pending, erased, isFirst ? null : by.actor, by.actor);
    const stored = {
      target: 'GATEWAY_STORE',
      outcome: had ? 'ERASED' : 'NOTHING_THERE',
      detail: keptOf(redacted),
    } as const;
    return { record: await verifications.mustFind(record.id), places: [...erased, stored] };
  }

  /** Tries again what has failed and is due, each verification on its own. Safe to run on many instances. */
  async retry(): Promise<void> {
    const due = await this.parts.store.claim(BATCH, LEASE_MS);
    const tries = due.map((pending) =>
      this.retryOne(pending).catch((error: unknown) => {
        const { verificationId, receiptId } = pending;
        const note = { err: describeError(error), verificationId, receiptId };
        this.parts.logger.warn(note, 'Erasing again failed; it is tried once more when its lease has run out.');
      }),
    );
    await Promise.all(tries);
  }

  /** Places that wait to be erased, and how long the oldest of them has. */
  backlog(): Promise<{ readonly pending: number; readonly oldestSeconds: number }> {
    return this.parts.store.backlog();
  }

  private async retryOne(pending: PendingErasure): Promise<void> {
    const record = await this.parts.verifications.find(pending.verificationId);
    if (!record) return;
    const erased = await this.parts.erasures.eraseAll(record, pending.targets);
    // What was possible when it failed is not done because this instance, or this deployment now, has no way to it.
    const settled = erased.map((each) =>
      each.outcome === 'NOT_POSSIBLE' ? { ...each, outcome: 'FAILED' as const } : each,
    );
    if (await this.settle(pending, settled, GATEWAY, GATEWAY)) await this.noteCompletion(record, pending);
  }

  /** @returns the record afterwards, and whether there was anything to erase */
  private async eraseStored(
    pending: PendingErasure,
    actor: StoredActor,
    unapplied: readonly string[],
  ): Promise<readonly [VerificationRecord, boolean]> {
    const { verifications, journeys, store } = this.parts;
    let had = false;
    const redacted = await verifications.change(
      pending.verificationId,
      async (present, transaction): Promise<Change> => {
        const isJourney = present.source === 'MITEK';
        const hadInTimeline = await store.eraseFromTimeline(transaction, present.id);
        const hadRelayed = await store.eraseRelayed(transaction, present.id);
        await store.eraseStart(transaction, present.id, { keepReference: isJourney });
        const hadJourney = isJourney && (await journeys.store.erase(transaction, present.id));
        const hadCallbacks = isJourney && (await journeys.inbox.empty(transaction, present.id, unapplied));
        had = hadInTimeline || hadRelayed || hadJourney || hadCallbacks || hasPersonalColumns(present);
        await store.open(transaction, pending, LEASE_MS);
        const isNews = had || present.redactedAt === null;
        return {
          record: {
            ...ERASED,
            ...(isJourney ? {} : { reference: null }),
            redactedAt: present.redactedAt ?? new Date(),
          },
          events: isNews ? remark(present, { type: 'REDACTED', origin: 'API_CALL', actor }).events : [],
        };
      },
    );
    if (!redacted) throw new Error('A verification that was there is gone from the store.');
    return [redacted, had];
  }

  /**
   * Records what came of erasing at the source.
   * @param teller whom the timeline names when this was the last of it; null: the timeline tells already
   * @returns whether this was the last of it
   */
  private async settle(
    { verificationId, receiptId }: PendingErasure,
    erased: readonly Erasure[],
    teller: StoredActor | null,
    actor: StoredActor,
  ): Promise<boolean> {
    const { verifications, store, logger } = this.parts;
    const failed = erased
      .filter(({ outcome }) => outcome === 'FAILED')
      .map(({ target, retryAt }) => ({ target, notBeforeMs: retryAt ? retryAt.getTime() - Date.now() : 0 }));
    const done = erased.filter(({ outcome }) => outcome !== 'FAILED').map(({ target }) => target);
    if (failed.length > 0) {
      const targets = failed.map(({ target }) => target);
      logger.warn({ verificationId, receiptId, failed: targets }, 'Personal data could not be erased at its source.');
    }
    let isComplete = false;
    await verifications.change(verificationId, async (present, transaction) => {
      isComplete = await store.settle(transaction, verificationId, { done, failed });
      const isGone = erased.some(({ target, outcome }) => target === 'MITEK_JOURNEY' && outcome === 'ERASED');
      const gone = isGone ? deletion(present, { origin: 'API_CALL', receivedAt: new Date(), actor }) : null;
      const after = { ...present, ...gone?.record };
      const isNews = isComplete && erased.some(({ outcome }) => outcome === 'ERASED');
      const told =
        isNews && teller ? remark(after, { type: 'REDACTED', origin: 'API_CALL', actor: teller }).events : [];
      return gone || told.length > 0
        ? { record: gone?.record ?? {}, events: [...(gone?.events ?? []), ...told] }
        : null;
    });
    return isComplete;
  }

  private noteCompletion({ id, source, userId }: VerificationRecord, { receiptId }: PendingErasure): Promise<void> {
    return this.parts.auditLog.append([
      {
        id: randomUUID(),
        occurredAt: new Date(),
        actor: GATEWAY,
        action: 'redactVerification',
        outcome: 'SUCCEEDED',
        targetType: source === 'MITEK' ? 'MitekJourney' : 'VerifyTransaction',
        targetId: id,
        userId,
        fields: [],
        reason: `What had failed of receipt ${receiptId} is erased now.`,
        requestId: null,
        ipAddress: null,
        userAgent: null,
      },
    ]);
  }
}

function keptOf({ source, deletedAt }: VerificationRecord): string {
  if (source === 'MITEK') return KEPT_OF_JOURNEY;
  return deletedAt === null ? KEPT_AT_PINGONE : KEPT;
}

function hasPersonalColumns(record: VerificationRecord): boolean {
  const { source, reference, challenge, redirectUrl, redirectMessage, callbackUrl, callbackSealed } = record;
  const ofStart = source === 'MITEK' ? null : reference;
  return [ofStart, challenge, redirectUrl, redirectMessage, callbackUrl, callbackSealed].some(
    (value) => value !== null,
  );
}
