/** The engine that moves journeys: steps of the person, verdicts, walks, the last day. It knows no HTTP. */
import { randomUUID } from 'node:crypto';
import { setMaxListeners } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { conflict } from '../http/errors.js';
import type { Sandbox } from '../sandbox.js';
import type { Delivery, MitekCallbacks } from './callbacks.js';
import { endOf } from './create-body.js';
import { magicStateOf } from './magic-names.js';
import {
  type JourneyRecord,
  type JourneyRequest,
  type JourneyState,
  type Planned,
  type StepName,
  type StepOutcome,
  type StepRecord,
} from './model.js';

/** The vendor's default is not published. */
const DEFAULT_DAYS = 30;
const DAY_MS = 86_400_000;

export class Journeys {
  private readonly walks = new Map<string, Promise<void>>();
  private readonly alarms = new Map<string, NodeJS.Timeout>();
  private readonly byReference = new Map<string, JourneyRecord>();
  private readonly stopping = new AbortController();

  constructor(
    private readonly sandbox: Sandbox,
    private readonly callbacks: MitekCallbacks,
    /** Wire token of the document that is shown when nobody says which. */
    private readonly usualDocument: string,
  ) {
    // One listener per walk that waits: many are no leak.
    setMaxListeners(0, this.stopping.signal);
    sandbox.clock.onJump(() => {
      for (const journey of this.all()) this.watch(journey);
    });
    for (const journey of this.all()) this.byReference.set(journey.reference, journey);
  }

  /** Takes up the walks and deadlines that an earlier run left. */
  resume(): void {
    for (const journey of this.all()) {
      if (journey.plan.length > 0) void this.walk(journey, []);
      this.watch(journey);
    }
  }

  /** Oldest first. */
  all(): JourneyRecord[] {
    return [...this.sandbox.state.mitek.journeys.values()];
  }

  /** The newest journey of a reference, or the one of a request id. */
  find(reference: string): JourneyRecord | undefined {
    return this.byReference.get(reference) ?? this.sandbox.state.mitek.journeys.get(reference);
  }

  create(request: JourneyRequest): JourneyRecord {
    const nowMs = this.sandbox.clock.now();
    const createdAt = new Date(nowMs).toISOString();
    const endsAtMs = request.endDate === null ? nowMs + DEFAULT_DAYS * DAY_MS : endOf(request.endDate);
    const journey: JourneyRecord = {
      ...request,
      requestId: randomUUID(),
      createdAt,
      updatedAt: createdAt,
      expiresAt: new Date(endsAtMs).toISOString(),
      progress: request.steps.map((name) => ({ name, outcome: null, shown: [] })),
      status: 'SENT',
      result: null,
      reviewedBy: null,
      isStarted: false,
      enteredAtMs: Date.now(),
      plan: [],
      deliveries: [],
      isErased: false,
    };
    this.sandbox.state.mitek.journeys.set(journey.requestId, journey);
    this.byReference.set(journey.reference, journey);
    this.sandbox.store.changed();
    this.watch(journey);
    return journey;
  }

  /** The person opens the journey and agrees. */
  begin(journey: JourneyRecord): void {
    this.requireOpen(journey);
    if (journey.isStarted) return;
    journey.isStarted = true;
    this.changed(journey);
  }

  /** The person hands something in. After the last step the checks run, and then the verdict comes. */
  finishStep(journey: JourneyRecord, name: StepName, outcome: StepOutcome, shown: readonly string[]): void {
    this.requireOpen(journey);
    this.begin(journey);
    const step = nextStep(journey);
    if (step?.name !== name) throw conflict(`The step ${name} is not the next one.`);
    this.take(journey, step, outcome, shown);
    if (nextStep(journey) === undefined) void this.walk(journey, [{ state: verdictOf(journey) }]);
  }

  /** The person calls it off, or gives up. */
  leave(journey: JourneyRecord, status: 'CANCELLED' | 'ABANDONED'): void {
    this.requireOpen(journey);
    this.set(journey, { status, result: null });
  }

  /** Enters any state at once and drops what was planned. */
  set(journey: JourneyRecord, state: JourneyState, how?: Delivery, delayMs?: number): void {
    journey.plan = [];
    journey.status = state.status;
    journey.result = state.result;
    journey.reviewedBy = state.reviewedBy ?? null;
    if (state.status === 'COMPLETED' || state.status === 'CONFIRMATION') this.assumeSteps(journey);
    this.entered(journey);
    this.callbacks.send(journey, how, delayMs);
  }

  /** Walks as a person would, through the steps that are left, to a verdict. */
  finish(journey: JourneyRecord, state: JourneyState): Promise<void> {
    this.requireOpen(journey);
    const left = journey.progress.filter(({ outcome }) => outcome === null);
    return this.walk(journey, [...left.map(({ name }) => ({ step: name })), { state }]);
  }

  /** Removes personal data, as the vendor does on request. */
  erase(journey: JourneyRecord): void {
    journey.isErased = true;
    journey.plan = [];
    this.sandbox.store.changed();
  }

  /** Forgets every journey. */
  clear(): void {
    for (const journey of this.all()) journey.plan = [];
    for (const alarm of this.alarms.values()) clearTimeout(alarm);
    this.alarms.clear();
    this.byReference.clear();
    this.sandbox.state.mitek.journeys.clear();
    this.sandbox.store.changed();
  }

  /** Stops every walk and alarm; what was planned stays planned. */
  async close(): Promise<void> {
    this.stopping.abort();
    for (const alarm of this.alarms.values()) clearTimeout(alarm);
    await Promise.all(this.walks.values());
  }

  /** Each planned item happens after the one before lasted at least `dwellMs` and its callback was answered. */
  private walk(journey: JourneyRecord, planned: readonly Planned[]): Promise<void> {
    journey.plan.push(...planned);
    this.sandbox.store.changed();
    const underway = this.walks.get(journey.requestId);
    if (underway !== undefined) return underway;
    const walk = this.follow(journey).finally(() => this.walks.delete(journey.requestId));
    this.walks.set(journey.requestId, walk);
    return walk;
  }

  private async follow(journey: JourneyRecord): Promise<void> {
    while (journey.plan.length > 0 && !this.stopping.signal.aborted) {
      await this.callbacks.settled(journey.requestId);
      const remainingMs = journey.enteredAtMs + this.sandbox.knobs.get('dwellMs') - Date.now();
      if (remainingMs > 0) await this.pause(remainingMs);
      if (this.stopping.signal.aborted) return;
      const next = journey.plan.shift();
      if (next !== undefined) this.happen(journey, next);
    }
  }

  private happen(journey: JourneyRecord, planned: Planned): void {
    if ('state' in planned) {
      // What stands behind it in the plan was dropped with it: a verdict is the end of a walk.
      this.set(journey, planned.state);
      return;
    }
    journey.isStarted = true;
    const step = journey.progress.find(({ name }) => name === planned.step);
    if (step !== undefined) this.take(journey, step, 'pass', []);
  }

  private take(journey: JourneyRecord, step: StepRecord, outcome: StepOutcome, shown: readonly string[]): void {
    step.outcome = outcome;
    step.shown = shown.length > 0 ? [...shown] : this.usual(journey, step.name);
    this.changed(journey);
  }

  /** A verdict that a test gave stands on steps that somebody must have done. */
  private assumeSteps(journey: JourneyRecord): void {
    journey.isStarted = true;
    for (const step of journey.progress) {
      if (step.outcome !== null) continue;
      step.outcome = journey.result === 'FRAUD' ? 'fraud' : journey.result === 'FAIL' ? 'fail' : 'pass';
      step.shown = this.usual(journey, step.name);
    }
  }

  private usual({ documentTypes, attachmentKeys }: JourneyRecord, step: StepName): string[] {
    if (step === 'documents') return [documentTypes[0] ?? this.usualDocument];
    return step === 'attachments' ? [...attachmentKeys] : [];
  }

  /** Something of a journey has changed that is no change of status. */
  private changed(journey: JourneyRecord): void {
    this.entered(journey);
    if (this.sandbox.knobs.get('mitekInterimCallbacks') === 'on') this.callbacks.send(journey);
  }

  private entered(journey: JourneyRecord): void {
    journey.updatedAt = this.sandbox.clock.timestamp();
    journey.enteredAtMs = Date.now();
    this.sandbox.store.changed();
    this.watch(journey);
  }

  private requireOpen(journey: JourneyRecord): void {
    if (journey.status !== 'SENT' || journey.plan.some((planned) => 'state' in planned)) {
      throw conflict(`The journey is ${journey.status} and takes nothing more.`);
    }
  }

  /** Ends a journey whose last day has passed, or wakes up then. */
  private watch(journey: JourneyRecord): void {
    clearTimeout(this.alarms.get(journey.requestId));
    this.alarms.delete(journey.requestId);
    const isKnown = this.sandbox.state.mitek.journeys.get(journey.requestId) === journey;
    if (this.stopping.signal.aborted || !isKnown || journey.status !== 'SENT') return;
    const remainingMs = Date.parse(journey.expiresAt) - this.sandbox.clock.now();
    if (remainingMs <= 0) {
      this.set(journey, { status: 'EXPIRED', result: null });
      return;
    }
    const alarm = setTimeout(() => this.watch(journey), Math.min(remainingMs, 2 ** 31 - 1));
    alarm.unref();
    this.alarms.set(journey.requestId, alarm);
  }

  private async pause(waitMs: number): Promise<void> {
    // Stopping ends the pause early; the loop then sees it.
    await delay(waitMs, undefined, { signal: this.stopping.signal }).catch(() => undefined);
  }
}

/** The step that a person has to do now. */
export function nextStep({ progress }: JourneyRecord): StepRecord | undefined {
  return progress.find(({ outcome }) => outcome === null);
}

function verdictOf(journey: JourneyRecord): JourneyState {
  const outcomes = journey.progress.map(({ outcome }) => outcome);
  const result = outcomes.includes('fraud') ? 'FRAUD' : outcomes.includes('fail') ? 'FAIL' : 'PASS';
  return magicStateOf(journey) ?? { status: 'COMPLETED', result };
}
