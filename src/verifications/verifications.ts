// The one door to verifications for everything above: start, read, decide, record. What a change means is in transitions.ts; following them, watching.ts.
import type { Keys } from '../auth/keys.js';
import { UpstreamError } from '../datasources/http/errors.js';
import type { Transaction } from '../datasources/pingone/transaction.js';
import type { VerifyApi } from '../datasources/pingone/verify.js';
import type { Database } from '../store/database.js';
import type {
  EventOrigin,
  EventType,
  NewEvent,
  StoredActor,
  StoredEvent,
  StoredIdempotency,
  VerificationRecord,
} from '../store/records.js';
import type { Starts } from '../store/starts.js';
import type { Change, NewVerification, StatusLog } from '../store/status-log.js';
import type { Claim, Tracking } from '../store/tracking.js';
import type { Metrics } from '../telemetry/metrics.js';
import { hasLinkMac, linkMacOf } from './capture-link.js';
import { toNewVerification, toObservation } from './pingone-transaction.js';
import type { StartRequest } from './start-request.js';
import { TransactionStarts } from './transaction-starts.js';
import { deletion, isFinal, remark, transition } from './transitions.js';

/** A verification with what PingOne said of it just now. */
export interface Reading {
  readonly record: VerificationRecord;
  readonly transaction: Transaction;
}

export interface VerificationParts {
  readonly log: StatusLog;
  readonly tracking: Tracking;
  readonly starts: Starts;
  readonly verify: VerifyApi;
  readonly keys: Keys;
  readonly metrics: Metrics;
  /** Where PingOne calls back; the id of the start is appended. */
  readonly callbackBase: () => string;
  /** First reading after a create, in milliseconds. */
  readonly firstPollInMs: number;
}

const SETTLING_MS = 10_000;

export class Verifications {
  private readonly transactionStarts: TransactionStarts;

  constructor(private readonly parts: VerificationParts) {
    this.transactionStarts = new TransactionStarts({
      ...parts,
      record: (transaction, request) => this.record([transaction], { origin: 'API_CALL', request }),
      adopt: (transaction, reference) => this.adopt(transaction, reference),
    });
  }

  find(id: string): Promise<VerificationRecord | null> {
    return this.parts.log.find(id);
  }

  /** One that is known to be there, since an event of it is. */
  async mustFind(id: string): Promise<VerificationRecord> {
    const record = await this.find(id);
    if (!record) throw new Error('A verification that was there is gone from the store.');
    return record;
  }

  /**
   * Starts a PingOne Verify transaction and begins to track it, or takes on what the same idempotency key started before a crash.
   * @throws as `TransactionStarts.start`
   */
  async start(request: StartRequest, idempotency: StoredIdempotency | null): Promise<Reading> {
    const transaction = await this.transactionStarts.start(request, idempotency);
    return { record: await this.mustFind(transaction.id), transaction };
  }

  /** Settles creates whose process is gone and which nobody came back for. @throws UpstreamError for the first that cannot be settled now */
  async settleLeftStarts(): Promise<void> {
    while (await this.transactionStarts.settleLeft());
  }

  /** Whether a link leads to the capture page of a transaction, as far as the gateway has noted it when it first heard of it. */
  isKnownLink({ linkMac }: VerificationRecord, link: string): boolean {
    return hasLinkMac(this.parts.keys, link, linkMac);
  }

  /**
   * Takes note of what PingOne said of a transaction just now, and answers the record that follows from it.
   * A transaction that was made elsewhere is tracked from here on.
   */
  async observe(transaction: Transaction, origin: EventOrigin): Promise<VerificationRecord> {
    const seen = toObservation(transaction, origin);
    const present = await this.find(transaction.id);
    if (!present) {
      await this.record([transaction], { origin });
      return this.mustFind(transaction.id);
    }
    if (!transition(present, seen)) return { ...present, receivedAt: seen.receivedAt };
    return (await this.change(present.id, (record) => transition(record, seen))) ?? present;
  }

  /** The same for a list of one user, with two reads of the store at most where nothing has changed. */
  async observeAll(transactions: readonly Transaction[]): Promise<ReadonlyMap<string, VerificationRecord>> {
    const ids = transactions.map(({ id }) => id);
    const known = new Map((await this.parts.log.findMany(ids)).map((record) => [record.id, record]));
    const strangers = transactions.filter(({ id }) => !known.has(id));
    await this.record(strangers, { origin: 'UPSTREAM_READ' });
    for (const record of await this.parts.log.findMany(strangers.map(({ id }) => id))) known.set(record.id, record);
    for (const transaction of transactions) {
      const record = known.get(transaction.id);
      const seen = toObservation(transaction, 'UPSTREAM_READ');
      if (record && transition(record, seen)) known.set(record.id, await this.observe(transaction, 'UPSTREAM_READ'));
    }
    return known;
  }

  /** Takes note that PingOne does not know the transaction (any more). */
  async observeGone(record: VerificationRecord): Promise<void> {
    if (isJustMade(record)) return;
    await this.change(record.id, (present) => deletion(present, { origin: 'UPSTREAM_READ', receivedAt: new Date() }));
  }

  /**
   * Decides a transaction by hand.
   * @throws Refusal TRANSACTION_NOT_ACTIONABLE when its state does not allow it; the record is refreshed then
   */
  async approve(
    record: VerificationRecord & { readonly userId: string },
    status: 'APPROVED_MANUALLY' | 'APPROVED_NO_REQUEST',
    by: { readonly actor: StoredActor; readonly reason: string },
    signal: AbortSignal,
  ): Promise<Reading> {
    const key = { userId: record.userId, transactionId: record.id };
    try {
      const transaction = await this.parts.verify.approveTransaction(key, status, signal);
      const seen = { ...toObservation(transaction, 'API_CALL'), type: 'APPROVED_BY_OPERATOR', ...by } as const;
      // The tracker may have been faster and recorded the new state; who decided, and why, is still to be told.
      const approved = await this.change(record.id, (present) => transition(present, seen) ?? remark(present, seen));
      return { record: approved ?? record, transaction };
    } catch (error) {
      if (error instanceof UpstreamError && error.kind === 'rejected') {
        await this.observe(await this.parts.verify.readTransaction(key, signal), 'UPSTREAM_READ');
      }
      throw error;
    }
  }

  /** Deletes a transaction at PingOne, with all its evidence. The record and its timeline stay. */
  async delete(
    record: VerificationRecord & { readonly userId: string },
    actor: StoredActor,
    signal: AbortSignal,
  ): Promise<void> {
    await this.parts.verify.deleteTransaction({ userId: record.userId, transactionId: record.id }, signal);
    await this.change(record.id, (present) => deletion(present, { origin: 'API_CALL', receivedAt: new Date(), actor }));
  }

  /** Puts something into the timeline that is no change of state. */
  async note(
    id: string,
    type: EventType,
    by: { readonly actor: StoredActor; readonly reason?: string },
  ): Promise<void> {
    await this.change(id, (present) => ({
      ...remark(present, { type, origin: 'API_CALL', ...by }),
      record: { hasEvidence: present.hasEvidence || type === 'DOCUMENT_SUBMITTED' },
    }));
  }

  /** Has a verification read at its source at once, as something has just been done to it there. */
  async refresh(id: string): Promise<void> {
    await this.parts.tracking.wake(id);
  }

  /**
   * Events of one verification after a position, oldest first.
   * @param options.count whether to count all it has; `total` is null else
   */
  async timeline(
    id: string,
    after: bigint,
    limit: number,
    options: { readonly count: boolean },
  ): Promise<{ readonly events: readonly StoredEvent[]; readonly total: number | null }> {
    const { log } = this.parts;
    const [events, total] = await Promise.all([
      log.read({ verificationId: id }, after, limit, { all: true }),
      options.count ? log.countEvents(id) : null,
    ]);
    return { events, total };
  }

  /** For the tracker: reads a claimed transaction and records what it finds. Null: PingOne does not know it. */
  async readClaimed(claim: Claim, signal: AbortSignal): Promise<VerificationRecord | null> {
    const { id, userId } = claim.record;
    if (userId === null) return null;
    try {
      const key = { userId, transactionId: id };
      const transaction = await this.parts.verify.readTransaction(key, signal, { fresh: claim.woken });
      return await this.observe(transaction, claim.calledBack ? 'CALLBACK' : 'UPSTREAM_READ');
    } catch (error) {
      if (!(error instanceof UpstreamError) || error.kind !== 'not-found' || isJustMade(claim.record)) throw error;
      await this.observeGone(claim.record);
      return null;
    }
  }

  /** For the tracker: records that the deadline has passed without an end. The source may still overrule it. */
  async expireClaimed(claim: Claim): Promise<VerificationRecord> {
    const changed = await this.change(claim.record.id, (record) =>
      isFinal(record.lifecycle)
        ? null
        : transition(record, {
            ...record,
            lifecycle: 'EXPIRED',
            decision: 'NONE',
            origin: 'DEADLINE',
            receivedAt: new Date(),
            provisional: true,
          }),
    );
    return changed ?? claim.record;
  }

  /**
   * Changes one verification under its lock; every change of state goes through here.
   * @param decide what becomes of it; null: it stays. What it writes itself belongs to the same transaction.
   * @returns the record afterwards; null when there is none
   */
  async change(
    id: string,
    decide: (record: VerificationRecord, transaction: Database) => Change | null | Promise<Change | null>,
  ): Promise<VerificationRecord | null> {
    const result = await this.parts.log.change(id, decide);
    for (const event of result?.events ?? []) this.count(event, result?.record);
    return result?.record ?? null;
  }

  private async record(
    transactions: readonly Transaction[],
    from: { readonly origin: EventOrigin; readonly request?: StartRequest },
  ): Promise<void> {
    const { keys, firstPollInMs } = this.parts;
    const seal = (text: string) => keys.seal(text);
    const macOf = (link: string) => linkMacOf(keys, link);
    const items = transactions.map((transaction) =>
      toNewVerification(transaction, { ...from, seal, macOf, firstPollInMs }),
    );
    const added = await this.track(items);
    if (!from.request) return;
    for (const { record } of items.filter(({ record: { id } }) => added.every((other) => other.id !== id))) {
      const { reference, challenge, redirectUrl, redirectMessage } = record;
      const { callbackUrl, callbackHeaderNames, callbackSealed } = record;
      const callback = { callbackUrl, callbackHeaderNames, callbackSealed };
      await this.complete(record.id, { reference, challenge, redirectUrl, redirectMessage, ...callback });
    }
  }

  private async adopt(transaction: Transaction, reference: string): Promise<void> {
    await this.record([transaction], { origin: 'UPSTREAM_READ' });
    await this.complete(transaction.id, { reference });
  }

  /** Adds what a transaction was started with where someone listed it, and so had it tracked, before its create was answered. */
  private async complete(id: string, record: Partial<NewVerification['record']>): Promise<void> {
    await this.change(id, (present) =>
      present.reference === null && present.redactedAt === null ? { record, events: [] } : null,
    );
  }

  /**
   * Tracks verifications from here on.
   * @param also what else to write for each one that was not there yet, in the same transaction
   * @returns those that were not there yet
   */
  async track(
    items: readonly NewVerification[],
    also?: (id: string, transaction: Database) => Promise<void>,
  ): Promise<readonly VerificationRecord[]> {
    const added = await this.parts.log.add(items, also);
    for (const record of added) {
      const [first] = items.find((item) => item.record.id === record.id)?.events ?? [];
      if (first) this.count(first, record);
    }
    return added;
  }

  private count(event: NewEvent, record: VerificationRecord | undefined): void {
    if (!event.grew || !record) return;
    const { statusChanges, unknownStatuses } = this.parts.metrics;
    statusChanges.inc({ source: record.source, lifecycle: event.lifecycle, origin: event.origin });
    if (event.lifecycle === 'UNKNOWN') unknownStatuses.inc({ source: record.source });
  }
}

/** PingOne may not know for a moment what it has just made. */
function isJustMade({ createdAt }: VerificationRecord): boolean {
  return Date.now() - createdAt.getTime() < SETTLING_MS;
}
