/** The engine that moves transactions from status to status: plans, dwell times, deadlines. It knows no HTTP. */
import { setMaxListeners } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import type { Sandbox } from '../sandbox.js';
import { isFinal, type PlannedStatus, type TransactionRecord, type TransactionStatus } from '../state/state.js';
import { Activities } from './activities.js';
import type { Callbacks } from './callbacks.js';
import { assumeSteps, isCollected } from './capture.js';
import { decide, runOutOfTime } from './decision.js';
import { dropDocuments } from './documents.js';
import { dropEvidence } from './evidence.js';
import { secondsOf } from './policies.js';

/** The step after which a check can begin; comparing faces waits for everything. */
const STEP_OF_CHECK: { readonly [check: string]: string } = {
  GOVERNMENT_ID: 'document',
  LIVENESS: 'selfie',
  EMAIL: 'email',
  PHONE: 'phone',
};

interface Deadline {
  readonly atMs: number;
  act(): void;
}

export class Lifecycle {
  private readonly walks = new Map<string, Promise<void>>();
  private readonly alarms = new Map<string, NodeJS.Timeout>();
  private readonly stopping = new AbortController();
  private readonly activities: Activities;

  constructor(
    private readonly sandbox: Sandbox,
    private readonly callbacks: Callbacks,
  ) {
    this.activities = new Activities(sandbox);
    // One listener per walk that waits: many are no leak.
    setMaxListeners(0, this.stopping.signal);
    sandbox.clock.onJump(() => this.watchAll());
  }

  /** Takes up the walks and deadlines that an earlier run left. */
  resume(): void {
    for (const transaction of this.sandbox.state.transactions.values()) {
      if (transaction.plan.length > 0) void this.walk(transaction, []);
      this.watch(transaction);
    }
  }

  /** Watches over a new transaction. */
  begin(transaction: TransactionRecord): void {
    if (this.sandbox.knobs.get('callbackOnCreate') === 'on') this.callbacks.send(transaction);
    this.activities.tell(transaction, 'CREATED');
    this.watch(transaction);
  }

  /**
   * Adds statuses to what a transaction has still to go through.
   * Each lasts at least `dwellMs` and until its callback was answered or given up.
   * @returns when the last was entered, or when the transaction ended otherwise
   */
  walk(transaction: TransactionRecord, statuses: readonly PlannedStatus[]): Promise<void> {
    transaction.plan.push(...statuses);
    this.sandbox.store.changed();
    const underway = this.walks.get(transaction.id);
    if (underway !== undefined) return underway;
    const walk = this.follow(transaction).finally(() => this.walks.delete(transaction.id));
    this.walks.set(transaction.id, walk);
    return walk;
  }

  /** Enters a status at once and drops what was planned. */
  override(transaction: TransactionRecord, status: PlannedStatus): void {
    transaction.plan = [];
    this.enter(transaction, status);
  }

  /** Looks again at when something of a transaction ends, after data came in. */
  watchAgain(transaction: TransactionRecord): void {
    this.watch(transaction);
  }

  /** Ends a transaction that was deleted, and tells of it. */
  remove(transaction: TransactionRecord): void {
    this.forget(transaction);
    this.activities.tell(transaction, 'DELETED');
  }

  /** Takes a transaction out of sight; walks and deadlines of it end, and what was handed in is removed. */
  forget(transaction: TransactionRecord): void {
    transaction.plan = [];
    dropDocuments(this.sandbox, transaction, () => true);
    dropEvidence(this.sandbox, transaction, () => true);
    clearTimeout(this.alarms.get(transaction.id));
    this.alarms.delete(transaction.id);
  }

  /** Where a transaction will stand when everything planned has happened. */
  destination(transaction: TransactionRecord): TransactionStatus {
    return transaction.plan.findLast((planned) => typeof planned === 'string') ?? transaction.status;
  }

  /** Stops every walk and alarm; what was planned stays planned. */
  async close(): Promise<void> {
    this.stopping.abort();
    for (const alarm of this.alarms.values()) clearTimeout(alarm);
    await Promise.all([...this.walks.values(), this.activities.close()]);
  }

  private async follow(transaction: TransactionRecord): Promise<void> {
    while (transaction.plan.length > 0 && !this.stopping.signal.aborted) {
      await this.callbacks.settled(transaction.id);
      const remainingMs = transaction.enteredAtMs + this.sandbox.knobs.get('dwellMs') - Date.now();
      if (remainingMs > 0) await this.pause(remainingMs);
      if (this.stopping.signal.aborted || !this.isKnown(transaction)) return;
      const next = transaction.plan.shift();
      if (next !== undefined) this.enter(transaction, next);
    }
  }

  private enter(transaction: TransactionRecord, planned: PlannedStatus): void {
    transaction.updatedAt = this.sandbox.clock.timestamp();
    transaction.enteredAtMs = Date.now();
    transaction.rawStatus = typeof planned === 'string' ? null : planned.raw;
    if (typeof planned === 'string') this.apply(transaction, planned);
    this.sandbox.store.changed();
    this.callbacks.send(transaction);
    this.activities.tell(transaction, 'UPDATED');
    this.watch(transaction);
  }

  private apply(transaction: TransactionRecord, status: TransactionStatus): void {
    const previous = transaction.status;
    transaction.status = status;
    assumeSteps(transaction, this.sandbox.clock.timestamp());
    if (status === 'INITIATED') this.openCollection(transaction);
    if (status === 'PARTIAL') startChecks(transaction, collectedChecks(transaction));
    if (status === 'IN_PROGRESS') startChecks(transaction, Object.keys(transaction.checks));
    if (isFinal(status)) decide(this.sandbox, transaction, previous);
  }

  private openCollection(transaction: TransactionRecord): void {
    const policy = this.sandbox.state.policies.get(transaction.policyId);
    if (policy === undefined) return;
    const collectionMs = secondsOf(policy.transaction.dataCollection.timeout) * 1_000;
    const endsAt = Math.min(this.sandbox.clock.now() + collectionMs, Date.parse(transaction.expiresAt));
    transaction.collectionEndsAt = new Date(endsAt).toISOString();
  }

  private watchAll(): void {
    for (const transaction of this.sandbox.state.transactions.values()) this.watch(transaction);
  }

  /** Acts on a deadline that has passed, or wakes up at the next one. */
  private watch(transaction: TransactionRecord): void {
    clearTimeout(this.alarms.get(transaction.id));
    this.alarms.delete(transaction.id);
    if (this.stopping.signal.aborted) return;
    const deadline = this.deadline(transaction);
    if (deadline === undefined) return;
    const remainingMs = deadline.atMs - this.sandbox.clock.now();
    if (remainingMs <= 0) {
      deadline.act();
      this.watch(transaction);
      return;
    }
    const alarm = setTimeout(() => this.watch(transaction), Math.min(remainingMs, 2 ** 31 - 1));
    alarm.unref();
    this.alarms.set(transaction.id, alarm);
  }

  private deadline(transaction: TransactionRecord): Deadline | undefined {
    if (!this.isKnown(transaction)) return undefined;
    const { documents, previousDocuments, evidenceEndsAt } = transaction;
    const deadlines: Deadline[] = [];
    const keptMs = this.sandbox.knobs.get('evidenceRetentionMinutes') * 60_000;
    for (const { id, updatedAt } of [...documents, ...previousDocuments]) {
      const act = () => dropDocuments(this.sandbox, transaction, (document) => document.id === id);
      deadlines.push({ atMs: Date.parse(updatedAt) + keptMs, act });
    }
    if (evidenceEndsAt !== null) {
      deadlines.push({ atMs: Date.parse(evidenceEndsAt), act: () => this.purge(transaction) });
    }
    const collectionEndsAtMs = this.collectionEnd(transaction);
    if (collectionEndsAtMs !== undefined) {
      deadlines.push({ atMs: collectionEndsAtMs, act: () => this.timeOut(transaction) });
    }
    return deadlines.sort((a, b) => a.atMs - b.atMs)[0];
  }

  /** Undefined when nothing can run out any more. */
  private collectionEnd(transaction: TransactionRecord): number | undefined {
    if (isFinal(transaction.status) || this.sandbox.knobs.get('expiredTransactions') === 'keep') return undefined;
    // Once everything was collected, processing may run past the deadline and decides.
    if (transaction.status === 'IN_PROGRESS' || isCollected(transaction)) return undefined;
    return Date.parse(transaction.collectionEndsAt ?? transaction.expiresAt);
  }

  private timeOut(transaction: TransactionRecord): void {
    runOutOfTime(transaction);
    this.override(transaction, 'FAIL');
  }

  private purge(transaction: TransactionRecord): void {
    dropEvidence(this.sandbox, transaction, () => true);
    transaction.clients = [];
    transaction.evidenceEndsAt = null;
    this.sandbox.store.changed();
  }

  private isKnown(transaction: TransactionRecord): boolean {
    return this.sandbox.state.transactions.get(transaction.id) === transaction;
  }

  private async pause(waitMs: number): Promise<void> {
    // Stopping ends the pause early; the loop then sees it.
    await delay(waitMs, undefined, { signal: this.stopping.signal }).catch(() => undefined);
  }
}

function collectedChecks(transaction: TransactionRecord): string[] {
  const isDone = (name: string) => transaction.steps.some((step) => step.name === name && step.outcome !== null);
  return Object.keys(transaction.checks).filter((check) => isDone(STEP_OF_CHECK[check] ?? ''));
}

function startChecks(transaction: TransactionRecord, checks: readonly string[]): void {
  for (const check of checks) {
    if (transaction.checks[check] === 'REQUESTED') transaction.checks[check] = 'IN_PROGRESS';
  }
}
