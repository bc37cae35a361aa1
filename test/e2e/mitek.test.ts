// Mitek journeys from creation to their end, as clients see them: inputs on the wire, states, findings, who may see what.
import { randomUUID } from 'node:crypto';
import { describe } from 'vitest';
import { CreateJourneyDocument, JourneyDocument, JourneysOfUserDocument } from '../generated/graphql.js';
import { expect, test } from '../support/fixtures.js';
import {
  createJourney,
  journeyInput,
  journeyThat,
  readJourney,
  timelineOf,
  watchJourney,
} from '../support/journeys.js';

test.override('knobs', { dwellMs: 50 });

const DAY_MS = 86_400_000;
const tomorrow = () => new Date(Date.now() + DAY_MS).toISOString().slice(0, 10);

describe('creating', () => {
  test('every input reaches Mitek, and can be read back', async ({ admin, sandbox }) => {
    const endDate = tomorrow();
    const journey = await createJourney(admin, {
      userId: sandbox.ready.users.alice,
      name: '  María  José García ',
      deliveryMethod: 'SMS',
      email: undefined,
      phone: '00 44 7911 123456',
      environment: 'mobile-verify',
      reference: 'Case-2026-0001',
      scope: {
        selfie: true,
        documents: true,
        documentTypes: ['PASSPORT', 'DRIVING_LICENCE'],
        attachments: true,
        attachmentKeys: ['utility-bill', 'payslip'],
      },
      endDate,
      tabsOrder: ['documents', 'selfie', 'attachments'],
      note: 'Welcome!\nThis takes two minutes.',
      language: 'BRAZILIAN_PORTUGUESE',
    });
    const atMitek = await sandbox.journey('Case-2026-0001');
    expect(atMitek).toMatchObject({
      name: 'María José García',
      email: null,
      phone: '+447911123456',
      environment: 'mobile-verify',
      useDefaults: false,
      steps: ['documents', 'selfie', 'attachments'],
      documentTypes: ['passport', 'driving'],
      attachmentKeys: ['utility-bill', 'payslip'],
      endDate,
      note: 'Welcome!\nThis takes two minutes.',
      language: 'pt-BR',
    });
    expect(atMitek.callbackUrl).toContain(`/callbacks/mitek/${journey.id}/`);
    expect(journey).toMatchObject({
      source: 'MITEK',
      reference: 'Case-2026-0001',
      user: { id: sandbox.ready.users.alice },
      lifecycle: 'SENT',
      decision: 'NONE',
      version: 2,
      expiresAt: `${endDate}T23:59:59.999Z`,
      finishedAt: null,
      upstream: { rawStatus: null, rawResult: null },
      allowedActions: ['REDACT'],
      status: 'SENT',
      result: null,
      requestId: atMitek.requestId,
      journeyUrl: atMitek.link,
      name: 'María José García',
      deliveryMethod: 'SMS',
      email: null,
      phone: '+447911123456',
      environment: 'mobile-verify',
      useDefaults: false,
      scope: {
        selfie: true,
        documents: true,
        documentTypes: ['PASSPORT', 'DRIVING_LICENCE'],
        attachments: true,
        attachmentKeys: ['utility-bill', 'payslip'],
      },
      endDate,
      tabsOrder: ['documents', 'selfie', 'attachments'],
      note: 'Welcome!\nThis takes two minutes.',
      language: 'BRAZILIAN_PORTUGUESE',
      verificationData: null,
      redactedAt: null,
    });
    expect(journey.challenge).toMatch(/^[\w-]{32}$/);
    expect((await timelineOf(admin, journey.id)).map(({ type, version }) => [type, version])).toEqual([
      ['CREATED', 1],
      ['SENT', 2],
    ]);
  });

  test('with nothing but what is needed, the defaults hold', async ({ admin, sandbox }) => {
    const { reference } = await createJourney(admin, { reference: undefined, useDefaults: true });
    expect(reference).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    expect(await sandbox.journey(reference)).toMatchObject({
      environment: 'live',
      useDefaults: true,
      email: 'ada.lovelace@example.com',
      endDate: null,
      note: null,
    });
    expect(await readJourney(admin, reference)).toMatchObject({
      user: null,
      environment: 'live',
      useDefaults: true,
      scope: null,
      tabsOrder: [],
      expiresAt: null,
      language: null,
    });
  });

  test.for([
    ['BRAZILIAN_PORTUGUESE', 'pt-BR'],
    ['BULGARIAN', 'bg'],
    ['DANISH', 'da'],
    ['DUTCH', 'nl'],
    ['ENGLISH', 'en'],
    ['FINNISH', 'fi'],
    ['FRENCH', 'fr'],
    ['GERMAN', 'de'],
    ['GREEK', 'el'],
    ['HUNGARIAN', 'hu'],
    ['ITALIAN', 'it'],
    ['JAPANESE', 'ja'],
    ['LATVIAN', 'lv'],
    ['LITHUANIAN', 'lt'],
    ['NORWEGIAN', 'no'],
    ['POLISH', 'pl'],
    ['PORTUGUESE', 'pt'],
    ['ROMANIAN', 'ro'],
    ['RUSSIAN', 'ru'],
    ['SLOVAKIAN', 'sk'],
    ['SPANISH', 'es'],
    ['SWEDISH', 'sv'],
    ['TURKISH', 'tr'],
    ['US_ENGLISH', 'en-US'],
  ] as const)('in %s, which Mitek calls %s', async ([language, code], { admin, sandbox }) => {
    const { reference } = await createJourney(admin, { language });
    expect((await sandbox.journey(reference)).language).toBe(code);
    expect((await readJourney(admin, reference)).language).toBe(language);
  });

  test('a repeated idempotency key makes no other journey; 20 twins make one', async ({ admin, sandbox }) => {
    const creates = async () =>
      (await sandbox.requests()).filter(({ path }) => path.endsWith('/request/create')).length;
    const before = await creates();
    const input = journeyInput({ idempotencyKey: randomUUID() });
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => admin.ask(CreateJourneyDocument, { input: { ...input } })),
    );
    const ids = new Set(answers.map(({ createMitekJourney: made }) => made.mitekJourney?.id));
    expect(ids.size).toBe(1);
    expect((await creates()) - before).toBe(1);
    const { createMitekJourney: other } = await admin.ask(CreateJourneyDocument, {
      input: { ...input, name: 'Somebody Else' },
    });
    expect(other.userErrors.map(({ code }) => code)).toEqual(['IDEMPOTENCY_CONFLICT']);
  });
});

describe('each end stands where the table says', () => {
  test.for([
    [{ status: 'COMPLETED', result: 'PASS' }, 'FINISHED', 'APPROVED', 'COMPLETED', 'PASS'],
    [
      { status: 'COMPLETED', result: 'PASS', reviewedBy: 'A Person' },
      'FINISHED',
      'APPROVED_MANUALLY',
      'COMPLETED',
      'PASS',
    ],
    [{ status: 'COMPLETED', result: 'FAIL' }, 'FINISHED', 'DENIED', 'COMPLETED', 'FAIL'],
    [{ status: 'COMPLETED', result: 'FRAUD' }, 'FINISHED', 'DENIED_FRAUD', 'COMPLETED', 'FRAUD'],
    [{ status: 'BYPASSED' }, 'FINISHED', 'NOT_REQUIRED', 'BYPASSED', null],
    [{ status: 'EXPIRED' }, 'EXPIRED', 'NONE', 'EXPIRED', null],
    [{ status: 'CANCELLED' }, 'CANCELLED', 'NONE', 'CANCELLED', null],
    [{ status: 'ABANDONED' }, 'ABANDONED', 'NONE', 'ABANDONED', null],
    [{ status: 'CONFIRMATION' }, 'IN_REVIEW', 'NONE', 'CONFIRMATION', null],
    [{ status: 'SENT' }, 'IN_PROGRESS', 'NONE', 'SENT', null],
    [{ status: 'SOMETHING_NEW', result: 'PASS' }, 'UNKNOWN', 'NONE', 'UNKNOWN', 'PASS'],
    [{ status: 'COMPLETED', result: 'MAYBE' }, 'UNKNOWN', 'NONE', 'COMPLETED', 'UNKNOWN'],
    [{ status: 'COMPLETED' }, 'UNKNOWN', 'NONE', 'COMPLETED', null],
  ] as const)('%j: %s %s', async ([said, lifecycle, decision, status, result], { admin, sandbox, gateway }) => {
    const unknownBefore = await gateway.metric('idgw_unknown_upstream_status_total', 'source="MITEK"');
    const { id, reference } = await createJourney(admin);
    const watch = watchJourney(admin, id);
    await watch.take(1);
    await sandbox.moveJourney(reference, said);
    const [event] = await watch.take(1);
    expect(event).toMatchObject({ version: 3, lifecycle, decision, previousLifecycle: 'SENT', rawStatus: said.status });
    expect(event?.verification).toMatchObject({ __typename: 'MitekJourney', id, source: 'MITEK' });
    const raw = { rawStatus: said.status, rawResult: 'result' in said ? said.result : null };
    expect(await readJourney(admin, reference)).toMatchObject({ lifecycle, decision, status, result, upstream: raw });
    const unknown = await gateway.metric('idgw_unknown_upstream_status_total', 'source="MITEK"');
    expect(unknown - unknownBefore).toBe(lifecycle === 'UNKNOWN' ? 1 : 0);
  });

  test('a subscription shows each step of a walk and ends with the verdict', async ({ admin, alice, sandbox }) => {
    const { id, reference } = await createJourney(admin, { userId: sandbox.ready.users.alice });
    const watch = watchJourney(alice, id);
    await sandbox.moveJourney(reference, { outcome: 'FRAUD' });
    const events = await watch.untilFinal();
    expect(events.map(({ lifecycle }) => lifecycle)).toEqual(['SENT', 'IN_PROGRESS', 'FINISHED']);
    expect(events.map(({ version }) => version)).toEqual([2, 3, 4]);
    expect(events.at(-1)).toMatchObject({ decision: 'DENIED_FRAUD' });
    const again = await watchJourney(alice, id, { after: events[0]?.cursor }).untilFinal();
    expect(again.map(({ version }) => version)).toEqual([3, 4]);
  });
});

describe('what Mitek found', () => {
  test('the owner reads it, and nobody is told', async ({ admin, alice, sandbox, database }) => {
    const { id, reference } = await createJourney(admin, { userId: sandbox.ready.users.alice });
    await sandbox.moveJourney(reference, { outcome: 'PASS' });
    await journeyThat(alice, reference, 'it is decided', ({ lifecycle }) => lifecycle === 'FINISHED');
    const { verificationData: found } = await readJourney(alice, reference);
    expect(found).toMatchObject({ confirmed: true, name: 'Ada Lovelace-Byron' });
    expect(found?.score).toBeGreaterThan(0.5);
    expect(found?.scores.map(({ name }) => name).sort()).toEqual(['documentAuthenticity', 'faceMatch', 'liveness']);
    expect(found?.picture).toMatch(/^data:image\/jpeg;base64,/);
    expect(found?.documents).toHaveLength(1);
    expect(found?.documents[0]).toMatchObject({ firstName: 'Ada', lastName: 'Lovelace-Byron', errors: [] });
    expect(found?.documents[0]?.birthDate).toMatch(/^\d{4}-\d\d-\d\d$/);
    const reads = await database.sql(
      `select 1 from audit_events where target_id = $1 and action <> 'createMitekJourney'`,
      [id],
    );
    expect(reads).toEqual([]);
  });

  test('staff sees a lock in its place, and who may read it is on record, linked or not', async ({
    admin,
    support,
    sandbox,
    database,
  }) => {
    for (const userId of [sandbox.ready.users.bob, undefined]) {
      const { id, reference } = await createJourney(admin, { userId });
      await sandbox.moveJourney(reference, { outcome: 'PASS' });
      await journeyThat(admin, reference, 'it is decided', ({ lifecycle }) => lifecycle === 'FINISHED');
      const { data, extensions } = await support.query(JourneyDocument, { reference });
      expect(data?.mitekJourney).toMatchObject({ name: null, email: null, decision: 'APPROVED' });
      expect(data?.mitekJourney?.verificationData).toMatchObject({ name: null, picture: null });
      expect(data?.mitekJourney?.verificationData?.score).toBeGreaterThan(0);
      expect(JSON.stringify(extensions?.masked)).toContain('"documents",0,"birthDate"');
      expect(JSON.stringify(data)).not.toContain('Lovelace');
      const [read] = await database.sql(
        `select fields, target_type, user_id from audit_events where target_id = $1 and action = 'mitekJourney' order by position desc limit 1`,
        [id],
      );
      expect(read).toMatchObject({ target_type: 'MitekJourney', user_id: userId ?? null });
      expect(read?.fields).toContain('MitekDocumentResult.birthDate');
    }
  });
});

describe('who sees a journey', () => {
  test('its owner and staff; to others it does not exist', async ({ admin, alice, bob, sandbox }) => {
    const { id, reference } = await createJourney(admin, { userId: sandbox.ready.users.alice });
    const unlinked = await createJourney(admin);
    expect((await alice.ask(JourneyDocument, { id })).mitekJourney?.name).toBe('Ada Lovelace-Byron');
    expect((await bob.ask(JourneyDocument, { id })).mitekJourney).toBeNull();
    expect((await bob.ask(JourneyDocument, { reference })).mitekJourney).toBeNull();
    expect((await alice.ask(JourneyDocument, { id: unlinked.id })).mitekJourney).toBeNull();
    const { errors } = await watchJourney(bob, id).ended();
    expect(errors[0]?.extensions?.code).toBe('NOT_FOUND');
    const refused = await alice.query(CreateJourneyDocument, { input: journeyInput({ userId: alice.id }) });
    expect(refused.errors?.[0]?.extensions.code).toBe('FORBIDDEN');
  });

  test('it is named by exactly one of id and reference', async ({ admin }) => {
    const { id, reference } = await createJourney(admin);
    for (const name of [{}, { id, reference }]) {
      const { errors } = await admin.query(JourneyDocument, name);
      expect(errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
    }
    expect((await admin.ask(JourneyDocument, { id: randomUUID() })).mitekJourney).toBeNull();
  });

  test('the journeys of a user come page by page, newest first', async ({ admin, bob, sandbox }) => {
    const userId = sandbox.ready.users.bob;
    const made: string[] = [];
    for (let count = 0; count < 3; count += 1) made.unshift((await createJourney(admin, { userId })).id);
    const { user } = await bob.ask(JourneysOfUserDocument, { id: userId, first: 2 });
    expect(user?.mitekJourneys?.edges.map(({ node }) => node.id)).toEqual(made.slice(0, 2));
    expect(user?.mitekJourneys?.totalCount).toBeGreaterThanOrEqual(3);
    const after = user?.mitekJourneys?.pageInfo.endCursor;
    const next = await bob.ask(JourneysOfUserDocument, { id: userId, first: 1, after });
    expect(next.user?.mitekJourneys?.edges.map(({ node }) => node.id)).toEqual(made.slice(2, 3));
  });
});
