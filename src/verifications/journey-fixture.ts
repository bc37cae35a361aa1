// What tests of journeys share: an instance of the gateway as far as journeys go, on the database of the test file, and journeys to work with.
import { randomUUID } from 'node:crypto';
import { vi } from 'vitest';
import { Keys, sha256 } from '../auth/keys.js';
import type { Mitek } from '../datasources/mitek/mitek.js';
import type { JourneyNews } from '../datasources/mitek/news.js';
import { builtInProfile } from '../datasources/mitek/profile.js';
import { JourneyStore } from '../store/journeys.js';
import { JourneyInbox, type WaitingMessage } from '../store/mitek-inbox.js';
import { Starts } from '../store/starts.js';
import { StatusLog } from '../store/status-log.js';
import type { TestStore } from '../store/store-fixture.js';
import type { Claim } from '../store/tracking.js';
import { createLogger } from '../telemetry/logger.js';
import { createMetrics } from '../telemetry/metrics.js';
import { Journeys } from './mitek-journeys.js';
import type { JourneyRequest } from './mitek-request.js';
import type { Verifications } from './verifications.js';

export const SECRET = 'a-secret-of-the-tests-and-of-nothing-else';
export const OTHER_SECRET = 'another-secret-of-the-tests-and-of-no-use';

export interface Instance {
  readonly journeys: Journeys;
  readonly verifications: Pick<Verifications, 'find' | 'mustFind' | 'track' | 'change'>;
  readonly mitek: {
    readonly createJourney: ReturnType<typeof vi.fn<Mitek['createJourney']>>;
    readonly readJourney: ReturnType<typeof vi.fn<Mitek['readJourney']>>;
  };
  /** A counter's value, summed over the labels that are not given. */
  counted(name: string, labels?: Readonly<Record<string, string>>): Promise<number>;
}

export interface InstanceOptions {
  readonly secrets?: readonly string[];
  readonly dataHours?: number;
  /** Whether the profile has a path to read a journey. */
  readonly polled?: boolean;
  /** What it finds in the inbox, in place of what is there. */
  readonly waiting?: readonly WaitingMessage[];
}

/** One instance of the gateway; several of them share the store. */
export function instanceOn(store: TestStore, options: InstanceOptions = {}): Instance {
  const { secrets = [SECRET], dataHours = 24, polled = false, waiting } = options;
  const log = new StatusLog(store.db);
  const verifications: Instance['verifications'] = {
    find: (id) => log.find(id),
    mustFind: async (id) => {
      const record = await log.find(id);
      if (!record) throw new Error('There is no such journey.');
      return record;
    },
    track: (items, also) => log.add(items, also),
    change: async (id, decide) => (await log.change(id, decide))?.record ?? null,
  };
  const paths = { ...builtInProfile.paths, status: polled ? '/api/{version}/request/{reference}' : null };
  const mitek = {
    profile: { ...builtInProfile, paths },
    createJourney: vi.fn<Mitek['createJourney']>(async () => ({ url: null, requestId: null })),
    readJourney: vi.fn<Mitek['readJourney']>(async () => says('SENT')),
  };
  const inbox = new JourneyInbox(store.db);
  if (waiting) inbox.waiting = async () => waiting;
  const metrics = createMetrics();
  const journeys = new Journeys({
    verifications,
    starts: new Starts(store.db),
    store: new JourneyStore(store.db),
    inbox,
    keys: new Keys(secrets),
    mitek,
    callbackBase: () => 'https://gateway.test/callbacks/mitek',
    dataHours,
    firstPollInMs: 1_000,
    logger: createLogger('silent'),
    metrics,
  });
  const counted: Instance['counted'] = async (name, labels = {}) => {
    const { values } = (await metrics.registry.getSingleMetric(name)?.get()) ?? { values: [] };
    const fitting = values.filter((each) => Object.entries(labels).every(([key, value]) => each.labels[key] === value));
    return fitting.reduce((sum, { value }) => sum + value, 0);
  };
  return { journeys, verifications, mitek, counted };
}

/** What a create asks for; each with a reference of its own. */
export function journeyRequest(changes: Partial<JourneyRequest> = {}): JourneyRequest {
  return {
    userId: null,
    reference: `order-${randomUUID()}`,
    name: 'Ada Lovelace',
    deliveryMethod: 'EMAIL',
    email: 'ada@example.com',
    phone: null,
    environment: 'live',
    scope: null,
    endDate: null,
    tabsOrder: null,
    note: null,
    language: null,
    ...changes,
  };
}

/** A create whose process ended before Mitek answered. @returns its id */
export async function interruptedStart(store: TestStore, request = journeyRequest(), secret = SECRET): Promise<string> {
  const id = randomUUID();
  await new Starts(store.db).reserve({
    id,
    source: 'MITEK',
    reference: request.reference,
    userId: null,
    secretHash: sha256(id),
    requestSealed: new Keys([secret]).seal(JSON.stringify(request)),
    secretUntil: new Date(Date.now() + 86_400_000),
    idempotency: null,
  });
  return id;
}

/** A callback that has been accepted. @param secret what it is sealed with */
export async function calledBack(store: TestStore, journeyId: string, body: object, secret = SECRET): Promise<void> {
  const bodySealed = new Keys([secret]).seal(JSON.stringify(body));
  await new JourneyInbox(store.db).receive(journeyId, { bodySealed, dedupKey: sha256(randomUUID()) });
}

/** A claim of the tracker. */
export async function claimOf({ verifications }: Instance, id: string): Promise<Claim> {
  const record = await verifications.mustFind(id);
  return { record, claimedAt: new Date(), quietMs: 0, remainingMs: null, woken: true, calledBack: true };
}

/** What Mitek answers to a reading. */
export function says(status: 'SENT' | 'COMPLETED', result: 'PASS' | 'FAIL' | null = null): JourneyNews {
  return {
    reference: null,
    rawStatus: status,
    rawResult: result,
    status,
    result,
    reviewed: false,
    manual: false,
    requestId: null,
    score: null,
    confirmed: null,
    scores: [],
    findings: null,
  };
}
