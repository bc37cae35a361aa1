// What createMitekJourney refuses, with the path of each fault, and what it answers when Mitek refuses, fails or does not tell.
import { randomUUID } from 'node:crypto';
import { describe } from 'vitest';
import { CreateJourneyDocument, type CreateMitekJourneyInput, JourneyDocument } from '../generated/graphql.js';
import { expect, test } from '../support/fixtures.js';
import { createJourney, journeyInput, journeyThat, readJourney, refusalsOf, timelineOf } from '../support/journeys.js';
import { Person } from '../support/person.js';
import { until } from '../support/waiting.js';

const CREATE = '/request/create';
const SCOPE = { selfie: true, documents: true, attachments: true };

describe('an input is refused with its path', () => {
  const cases: readonly [string, Partial<CreateMitekJourneyInput>, string][] = [
    ['a name of one word', { name: 'Ada' }, 'INVALID_VALUE name'],
    ['a name with a word of no letters', { name: 'Ada -' }, 'INVALID_VALUE name'],
    ['a name with a line break', { name: 'Ada\nLovelace' }, 'INVALID_VALUE name'],
    ['a name that is too long', { name: `Ada ${'x'.repeat(200)}` }, 'OUT_OF_RANGE name'],
    ['no address for e-mail', { email: undefined }, 'REQUIRED_VALUE email'],
    ['an address that is none', { email: 'ada(at)example.com' }, 'INVALID_VALUE email'],
    ['no number for SMS', { deliveryMethod: 'SMS' }, 'REQUIRED_VALUE phone'],
    ['a number without prefix', { deliveryMethod: 'SMS', phone: '447911123456' }, 'INVALID_VALUE phone'],
    ['a number that is none', { deliveryMethod: 'SMS', phone: '+44 79x' }, 'INVALID_VALUE phone'],
    ['a reference with a blank', { reference: 'order 1' }, 'INVALID_VALUE reference'],
    ['an empty reference', { reference: '' }, 'REQUIRED_VALUE reference'],
    ['defaults and a scope', { useDefaults: true, scope: SCOPE }, 'JOURNEY_SCOPE_CONFLICT scope'],
    ['neither defaults nor a scope', { scope: undefined }, 'JOURNEY_SCOPE_CONFLICT scope'],
    [
      'a scope with no step',
      { scope: { selfie: false, documents: false, attachments: false } },
      'JOURNEY_SCOPE_CONFLICT scope',
    ],
    [
      'document types without documents',
      { scope: { ...SCOPE, documents: false, documentTypes: ['PASSPORT'] } },
      'JOURNEY_SCOPE_CONFLICT scope.documentTypes',
    ],
    [
      'attachment keys without attachments',
      { scope: { ...SCOPE, attachments: false, attachmentKeys: ['bill'] } },
      'JOURNEY_SCOPE_CONFLICT scope.attachmentKeys',
    ],
    [
      'an unknown document type',
      { scope: { ...SCOPE, documentTypes: ['UNKNOWN'] } },
      'INVALID_VALUE scope.documentTypes.0',
    ],
    [
      'a key that would widen the scope',
      { scope: { ...SCOPE, attachmentKeys: ['bill', 'x),selfie'] } },
      'INVALID_VALUE scope.attachmentKeys.1',
    ],
    ['yesterday as the last day', { endDate: '2020-02-29' }, 'OUT_OF_RANGE endDate'],
    ['an order without a step', { tabsOrder: ['selfie', 'documents'] }, 'INVALID_VALUE tabsOrder'],
    ['an order with a step twice', { tabsOrder: ['selfie', 'selfie', 'documents'] }, 'INVALID_VALUE tabsOrder.1'],
    [
      'an order with an unknown step',
      { tabsOrder: ['selfie', 'documents', 'attachments', 'video'] },
      'INVALID_VALUE tabsOrder',
    ],
    ['an empty note', { note: ' ' }, 'REQUIRED_VALUE note'],
    ['a note that is too long', { note: 'x'.repeat(1001) }, 'OUT_OF_RANGE note'],
    ['a blank environment', { environment: ' ' }, 'REQUIRED_VALUE environment'],
    ['a user who does not exist', { userId: randomUUID() }, 'NOT_FOUND userId'],
    ['an id that no user can have', { userId: '../users' }, 'NOT_FOUND userId'],
    ['an empty idempotency key', { idempotencyKey: '' }, 'OUT_OF_RANGE idempotencyKey'],
  ];

  test.for(cases)('%s', async ([, changes, refusal], { admin, sandbox }) => {
    const before = (await sandbox.requests()).filter(({ path }) => path.endsWith(CREATE)).length;
    expect(await refusalsOf(admin, journeyInput(changes))).toEqual([refusal]);
    expect((await sandbox.requests()).filter(({ path }) => path.endsWith(CREATE))).toHaveLength(before);
  });

  test('all faults at once', async ({ admin }) => {
    const input = journeyInput({ name: 'Ada', email: 'x', endDate: '2020-01-01', scope: undefined });
    expect([...(await refusalsOf(admin, input))].sort()).toEqual([
      'INVALID_VALUE email',
      'INVALID_VALUE name',
      'JOURNEY_SCOPE_CONFLICT scope',
      'OUT_OF_RANGE endDate',
    ]);
  });

  test('a day that there is not is no Date', async ({ admin }) => {
    const { errors } = await admin.query(CreateJourneyDocument, { input: journeyInput({ endDate: '2027-02-30' }) });
    expect(errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
  });

  test('a reference that was used before, at the gateway and at Mitek', async ({
    admin,
    sandbox,
    startGateway,
    newDatabase,
  }) => {
    const { reference } = await createJourney(admin);
    expect(await refusalsOf(admin, journeyInput({ reference }))).toEqual(['UNIQUENESS_VIOLATION reference']);
    await sandbox.knob('mitekDuplicateReference', 'refuse');
    const other = await startGateway({ database: await newDatabase() });
    expect(await refusalsOf(admin.with({ gateway: other }), journeyInput({ reference }))).toEqual([
      'UNIQUENESS_VIOLATION reference',
    ]);
    await sandbox.knob('mitekDuplicateReference', 'same');
  });

  test('what Mitek does not accept, and the reference is free again', async ({ admin }) => {
    const input = journeyInput({ environment: 'no-such-environment' });
    const { createMitekJourney: made } = await admin.ask(CreateJourneyDocument, { input });
    expect(made.userErrors).toMatchObject([
      { code: 'INVALID_VALUE', field: ['input', 'environment'], message: expect.stringContaining('letter case') },
    ]);
    await createJourney(admin, { ...input, environment: 'production' });
  });

  test('what Mitek does not accept without a word: what it is mostly', async ({ admin, sandbox }) => {
    const body = { code: 'INVALID_REQUEST', errors: [{ field: 'callback_uri', message: 'is not registered' }] };
    await sandbox.fault({ match: { path: CREATE }, status: 400, body, times: 1 });
    const { createMitekJourney: made } = await admin.ask(CreateJourneyDocument, { input: journeyInput() });
    expect(made.userErrors).toMatchObject([
      { code: 'INVALID_VALUE', field: ['input'], message: expect.stringMatching(/`environment`.*`scope`/) },
    ]);
  });
});

describe('when Mitek fails', () => {
  test.for([
    ['401', { status: 401 }, 'UPSTREAM_REJECTED', 2],
    ['403', { status: 403 }, 'UPSTREAM_REJECTED', 1],
    ['404', { status: 404 }, 'UPSTREAM_REJECTED', 1],
    ['429 for good', { status: 429 }, 'RATE_LIMITED', 3],
    ['503 for good', { status: 503 }, 'UPSTREAM_UNAVAILABLE', 3],
  ] as const)('%s: nothing is kept', async ([, fault, code, calls], { admin, sandbox }) => {
    await sandbox.clearRequests();
    const heal = await sandbox.fault({ match: { path: CREATE }, ...fault });
    const input = journeyInput({ idempotencyKey: randomUUID() });
    const { errors } = await admin.query(CreateJourneyDocument, { input });
    await heal();
    expect(errors?.[0]?.extensions.code).toBe(code);
    expect((await admin.ask(JourneyDocument, { reference: input.reference })).mitekJourney).toBeNull();
    expect((await sandbox.requests()).filter(({ path }) => path.endsWith(CREATE)).length).toBeLessThanOrEqual(calls);
    await createJourney(admin, input);
  });

  test('429, 502, 503 and 504 that pass are tried again under the same reference', async ({ admin, sandbox }) => {
    for (const status of [429, 502, 503, 504]) {
      await sandbox.fault({ match: { path: CREATE }, status, times: 1 });
      const { lifecycle, journeyUrl, reference } = await createJourney(admin);
      expect({ lifecycle, journeyUrl }).toEqual({
        lifecycle: 'SENT',
        journeyUrl: (await sandbox.journey(reference)).link,
      });
    }
  });

  test('500 is not tried again, as the journey may be there', async ({ admin, sandbox }) => {
    await sandbox.clearRequests();
    const heal = await sandbox.fault({ match: { path: CREATE }, status: 500 });
    expect(await refusalsOf(admin, journeyInput())).toEqual(['DELIVERY_UNCERTAIN']);
    await heal();
    expect((await sandbox.requests()).filter(({ path }) => path.endsWith(CREATE))).toHaveLength(1);
  });

  test.for([
    ['the answer is lost', [{ reset: true, when: 'after' }]],
    ['it answers 502 again and again after doing the work', [{ status: 502, when: 'after' }]],
    ['it answers 502 after doing the work, and then 503', [{ status: 502, when: 'after', times: 1 }, { status: 503 }]],
  ] as const)(
    '%s: the journey is kept as uncertain, and a callback settles it',
    async ([, faults], { admin, sandbox }) => {
      const input = journeyInput({ idempotencyKey: randomUUID() });
      const reference = input.reference ?? '';
      for (const fault of faults) await sandbox.fault({ match: { path: CREATE }, ...fault });
      const { createMitekJourney: made } = await admin.ask(CreateJourneyDocument, { input });
      await sandbox.clearFaults();
      expect(made.userErrors).toMatchObject([{ code: 'DELIVERY_UNCERTAIN' }]);
      const uncertain = await readJourney(admin, reference);
      expect(uncertain).toMatchObject({ lifecycle: 'CREATED', status: 'UNKNOWN', journeyUrl: null, version: 1 });
      expect(made.mitekJourney?.id).toBe(uncertain.id);
      expect((await timelineOf(admin, uncertain.id)).map(({ type }) => type)).toEqual([
        'CREATED',
        'DELIVERY_UNCERTAIN',
      ]);
      expect(await refusalsOf(admin, input)).toEqual(['DELIVERY_UNCERTAIN']);

      await sandbox.moveJourney(reference, { outcome: 'PASS' });
      const decided = await journeyThat(admin, reference, 'it is decided', ({ lifecycle }) => lifecycle === 'FINISHED');
      expect(decided).toMatchObject({ id: uncertain.id, decision: 'APPROVED' });
      const { createMitekJourney: replayed } = await admin.ask(CreateJourneyDocument, { input });
      expect(replayed.mitekJourney?.id).toBe(uncertain.id);
    },
  );

  test('one that is uncertain is found without a reference too, and ends when nobody confirms it', async ({
    admin,
    sandbox,
    startGateway,
    newDatabase,
  }) => {
    const database = await newDatabase();
    const person = admin.with({ gateway: await startGateway({ database }) });
    const { reference: _reference, ...rest } = journeyInput();
    const heal = await sandbox.fault({ match: { path: CREATE }, reset: true, when: 'after' });
    const input = { ...rest, idempotencyKey: randomUUID() };
    const lost = [];
    for (const each of [input, input, rest]) {
      const { createMitekJourney: made } = await person.ask(CreateJourneyDocument, { input: each });
      expect(made.userErrors.map(({ code }) => code)).toEqual(['DELIVERY_UNCERTAIN']);
      lost.push(made.mitekJourney);
    }
    await heal();
    const [one, repeated, other] = lost;
    expect(repeated?.id).toBe(one?.id);
    const reference = one?.reference ?? '';
    const days = (Date.parse(one?.expiresAt ?? '') - Date.now()) / 86_400_000;
    expect(days).toBeGreaterThan(6.9);
    expect(days).toBeLessThan(7.1);

    // Confirmed, it has no deadline that the gateway knows.
    await sandbox.moveJourney(other?.reference ?? '', { status: 'SENT', result: null });
    const { expiresAt } = await journeyThat(
      person,
      other?.reference ?? '',
      'it is heard of',
      ({ version }) => version > 1,
    );
    expect(expiresAt).toBeNull();

    await database.sql('update verifications set expires_at = now(), next_poll_at = now() where id = $1', [one?.id]);
    const ended = await journeyThat(person, reference, 'it is over', ({ lifecycle }) => lifecycle === 'EXPIRED');
    expect(ended).toMatchObject({ decision: 'NONE', status: 'UNKNOWN' });
    expect(await refusalsOf(person, input)).toEqual(['DELIVERY_UNCERTAIN']);
    // What comes late still counts.
    await sandbox.moveJourney(reference, { status: 'COMPLETED', result: 'PASS' });
    await journeyThat(person, reference, 'it is decided', ({ decision }) => decision === 'APPROVED');
  });

  test('an answer without the link is no confirmation', async ({ admin, sandbox }) => {
    await sandbox.knob('mitekAnswer', 'id');
    expect(await refusalsOf(admin, journeyInput())).toEqual(['DELIVERY_UNCERTAIN']);
    await sandbox.knob('mitekAnswer', 'link');
    const { reference, requestId } = await createJourney(admin);
    expect(requestId).toBe((await sandbox.journey(reference)).requestId);
    await sandbox.knob('mitekAnswer', 'both');
  });
});

test('a gateway killed while Mitek thinks keeps the journey as uncertain, under its idempotency key', async ({
  sandbox,
  startGateway,
  newDatabase,
}) => {
  const database = await newDatabase();
  const gateway = await startGateway({ database });
  const admin = new Person({ gateway, token: sandbox.ready.tokens.admin, userId: null });
  const input = journeyInput({ idempotencyKey: randomUUID() });
  const heal = await sandbox.fault({ match: { path: CREATE }, delayMs: 5_000, when: 'after' });
  const lost = admin.query(CreateJourneyDocument, { input }).catch(() => null);
  await until('Mitek has it', () => sandbox.journey(input.reference ?? '').catch(() => null));
  await gateway.kill();
  await lost;
  await heal();
  await sandbox.moveJourney(input.reference ?? '', { status: 'COMPLETED', result: 'PASS' });
  // As if the crash were a minute ago.
  await database.sql(`update verification_starts set started_at = started_at - interval '50 seconds'`);
  await gateway.restart();
  const kept = await until('it is kept', async () => {
    const { mitekJourney } = await admin.ask(JourneyDocument, { reference: input.reference });
    return mitekJourney;
  });
  expect(kept).toMatchObject({ name: input.name, environment: 'live', lifecycle: 'CREATED' });
  expect(await refusalsOf(admin, input)).toEqual(['DELIVERY_UNCERTAIN']);
});

test('without Mitek the operation says so, and the status page too', async ({ sandbox, startGateway, newDatabase }) => {
  const none = { MITEK_URL: '', MITEK_API_VERSION: '', MITEK_CLIENT_ID: '', MITEK_CLIENT_SECRET: '' };
  const gateway = await startGateway({ env: none, database: await newDatabase() });
  const admin = new Person({ gateway, token: sandbox.ready.tokens.admin, userId: null });
  expect(await refusalsOf(admin, journeyInput())).toEqual(['OPERATION_NOT_CONFIGURED']);
  const { systemStatus } = await admin.ask<
    {
      systemStatus: { operations: { name: string; configured: boolean }[]; dependencies: { name: string }[] };
    },
    object
  >('{ systemStatus { operations { name configured } dependencies { name } } }');
  expect(systemStatus.operations.filter(({ configured }) => !configured).map(({ name }) => name)).toEqual([
    'createMitekJourney',
  ]);
  expect(systemStatus.dependencies.map(({ name }) => name)).not.toContain('MITEK');
});

test('with Mitek the status page tells how it does', async ({ admin }) => {
  await createJourney(admin);
  const { systemStatus } = await admin.ask<
    {
      systemStatus: { dependencies: { name: string; state: string; circuit: string; lastSuccessAt: string | null }[] };
    },
    object
  >('{ systemStatus { dependencies { name state circuit lastSuccessAt } } }');
  const mitek = systemStatus.dependencies.find(({ name }) => name === 'MITEK');
  expect(mitek).toMatchObject({ circuit: 'CLOSED', lastSuccessAt: expect.any(String) });
});
