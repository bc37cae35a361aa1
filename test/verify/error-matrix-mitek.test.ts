// Every way in which Mitek can fail when a journey is created: what a client is told is one of few things and never Mitek's own words, and a
// journey is kept exactly when Mitek may have it.
import { CreateJourneyDocument, JourneyDocument } from '../generated/graphql.js';
import { test as base, expect } from '../support/fixtures.js';
import { createJourney, journeyInput } from '../support/journeys.js';
import type { Answer, Person } from '../support/person.js';
import { CANARY, UPSTREAM_FAILURES, type UpstreamFailure } from './upstream-errors.js';

const test = base.override('env', { LOG_LEVEL: 'debug', POLL_FAST_SECONDS: '3600', POLL_SLOW_SECONDS: '3600' });

const CREATE = { method: 'POST', path: '/request/create' };
const SECONDS_MS = 1000;
/** Largest answer that is taken. */
const MAX_ANSWER_BYTES = 1024 * 1024;
const OPTIONS = { timeout: 300 * SECONDS_MS };

/** What a client is told, and whether the journey is kept. */
interface Outcome {
  readonly told: string;
  readonly kept: boolean;
}

const UNCERTAIN: Outcome = { told: 'DELIVERY_UNCERTAIN', kept: true };
const refused = (told: string): Outcome => ({ told, kept: false });

/** What is promised for each of the failures that PingOne's services have, which Mitek can have too. */
function outcomeFor({ fault, meaning }: UpstreamFailure): Outcome {
  switch (meaning.kind) {
    case 'bad request':
      return refused('INVALID_VALUE input');
    case 'conflict':
      return refused('UNIQUENESS_VIOLATION input.reference');
    case 'refused':
      return refused(fault.status === 422 ? 'INVALID_VALUE input' : 'UPSTREAM_REJECTED');
    case 'unauthorized':
    case 'not found':
      return refused('UPSTREAM_REJECTED');
    case 'rate limited':
      return refused('RATE_LIMITED');
    default:
      // Mitek says that it did not get the whole request, or cannot take one on.
      return fault.status === 408 || fault.status === 503 ? refused('UPSTREAM_UNAVAILABLE') : UNCERTAIN;
  }
}

const link = 'https://mitek.example.test/checkid/request/1';
const answered = (name: string, body: unknown, more: Partial<UpstreamFailure['fault']> = {}): UpstreamFailure => ({
  name,
  fault: { status: 200, body, ...more },
  meaning: { kind: 'unavailable' },
});

/** Answers of Mitek's that are none, though they say that all went well. */
const NO_ANSWERS: readonly UpstreamFailure[] = [
  answered('200 without a link', { id: CANARY }),
  answered('200 with an empty link', { link: ' ', id: 'r-1' }),
  answered('200 with a link that is none', { link: CANARY, id: 'r-1' }),
  answered('200 with a link to a script', { link: `javascript:alert('${CANARY}')`, id: 'r-1' }),
  answered('200 with a link that is a list', { link: [link] }),
  answered('200 with a list', [{ link }]),
  answered('200 with null', null),
  answered('200 with a text', JSON.stringify(CANARY), { contentType: 'application/json' }),
  answered('200 without a body', ''),
  answered('204', '', { status: 204 }),
  answered('200 with a huge body', { link, filling: CANARY.padEnd(2 * MAX_ANSWER_BYTES, 'x') }),
];

const ROWS = [...UPSTREAM_FAILURES, ...NO_ANSWERS];

test('each failure is told by its code, in words that are the gateway’s', OPTIONS, async ({ admin, sandbox }) => {
  const outcomes: Record<string, unknown> = {};
  for (const { name, fault } of ROWS) {
    await keepCircuitClosed(admin);
    const input = journeyInput();
    const heal = await sandbox.fault({ ...fault, match: CREATE });
    const answer = await admin.query(CreateJourneyDocument, { input });
    await heal();
    expect(JSON.stringify(answer)).not.toMatch(new RegExp(`${CANARY}|INTERNAL_SERVER_ERROR|PingOne`));
    if (fault.status === 429 && fault.retryAfterSeconds !== undefined) {
      expect(Date.parse(String(answer.errors?.[0]?.extensions.retryAt))).toBeGreaterThan(Date.now());
    }
    const { mitekJourney } = await admin.ask(JourneyDocument, { reference: input.reference });
    expect(mitekJourney?.lifecycle ?? 'CREATED').toBe('CREATED');
    outcomes[name] = { told: toldBy(answer), kept: mitekJourney !== null };
  }
  expect(outcomes).toEqual(Object.fromEntries(ROWS.map((row) => [row.name, outcomeFor(row)])));
});

test('an answer that does not come in time leaves the journey uncertain', OPTIONS, async ({ admin, sandbox }) => {
  await keepCircuitClosed(admin);
  const heal = await sandbox.fault({ match: CREATE, delayMs: 15 * SECONDS_MS });
  const answer = await admin.query(CreateJourneyDocument, { input: journeyInput() });
  await heal();
  expect(toldBy(answer)).toBe(UNCERTAIN.told);
});

test(
  'while Mitek is down nothing is sent to it, and nothing is kept',
  OPTIONS,
  async ({ sandbox, admin: someone, startGateway, newDatabase }) => {
    const admin = someone.with({ gateway: await startGateway({ database: await newDatabase() }) });
    const heal = await sandbox.fault({ match: CREATE, status: 500 });
    let told = '';
    for (let tried = 0; tried < 60 && told !== 'UPSTREAM_UNAVAILABLE'; tried += 1) {
      told = toldBy(await admin.query(CreateJourneyDocument, { input: journeyInput() }));
    }
    expect(told).toBe('UPSTREAM_UNAVAILABLE');
    await sandbox.clearRequests();
    const input = journeyInput();
    expect(toldBy(await admin.query(CreateJourneyDocument, { input }))).toBe('UPSTREAM_UNAVAILABLE');
    await heal();
    expect((await sandbox.requests()).filter(({ path }) => path.endsWith(CREATE.path))).toEqual([]);
    expect((await admin.ask(JourneyDocument, { reference: input.reference })).mitekJourney).toBeNull();
  },
);

test('afterwards the gateway works, and its log holds nothing that Mitek wrote', async ({ admin, gateway }) => {
  expect(await createJourney(admin)).toMatchObject({ lifecycle: 'SENT', status: 'SENT' });
  expect(gateway.logs()).not.toContain(CANARY);
});

/** The code of an error, or those of user errors with their fields. */
function toldBy({ data, errors }: Answer<{ readonly createMitekJourney: Payload }>): string {
  const [error] = errors ?? [];
  if (error) return error.extensions.code;
  const faults = data?.createMitekJourney.userErrors ?? [];
  return faults.map(({ code, field }) => [code, ...(field ? [field.join('.')] : [])].join(' ')).join(', ');
}

interface Payload {
  readonly userErrors: readonly { readonly code: string; readonly field: readonly string[] | null }[];
}

/** Calls that succeed, so that the ones that fail are few. */
async function keepCircuitClosed(admin: Person): Promise<void> {
  await Promise.all(Array.from({ length: 4 }, () => createJourney(admin)));
}
