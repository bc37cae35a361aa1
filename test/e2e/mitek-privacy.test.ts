// How long a journey's personal data lives, in what form, and what is left of it; and journeys that come to their end in silence.
import { describe } from 'vitest';
import { expect, test } from '../support/fixtures.js';
import { createJourney, journeyThat, readJourney, timelineOf, watchJourney } from '../support/journeys.js';
import { Person } from '../support/person.js';
import { until } from '../support/waiting.js';

test.override('knobs', { dwellMs: 20 });

/** Words that are nowhere but in the personal data of the journeys of these tests. */
const CANARIES = ['Zebediah', 'Quillfeather', 'zeb.quill@example.org', 'Xylophone note', 'checkid/request'];

/** Everything that is stored, as text, sealed columns as their bytes. */
const EVERYTHING = `
  select string_agg(t, ' ') as text from (
    select row_to_json(r)::text || coalesce(encode(r.callback_sealed, 'escape'), '') as t from verifications r
    union all select row_to_json(r)::text from verification_events r
    union all select row_to_json(r)::text || coalesce(encode(r.personal_sealed, 'escape'), '') || coalesce(encode(r.findings_sealed, 'escape'), '') from mitek_journeys r
    union all select row_to_json(r)::text || coalesce(encode(r.request_sealed, 'escape'), '') from verification_starts r
    union all select row_to_json(r)::text || coalesce(encode(r.body_sealed, 'escape'), '') from callback_inbox r
    union all select row_to_json(r)::text from audit_events r
    union all select row_to_json(r)::text from idempotency_keys r
  ) everything`;

const PERSON = { name: 'Zebediah Quillfeather', email: 'zeb.quill@example.org', note: 'Xylophone note' };

describe('at rest', () => {
  test('nothing personal can be read from the tables, nor from the log', async ({
    admin,
    sandbox,
    gateway,
    database,
  }) => {
    const { id, reference } = await createJourney(admin, { ...PERSON, idempotencyKey: 'at-rest' });
    await sandbox.moveJourney(reference, { outcome: 'PASS' });
    const journey = await journeyThat(admin, reference, 'it is decided', ({ lifecycle }) => lifecycle === 'FINISHED');
    const found = journey.verificationData?.documents[0];
    expect(journey.verificationData?.name).toBe(PERSON.name);
    const [row] = await database.sql(EVERYTHING);
    const stored = `${String(row?.text)} ${gateway.logs()}`;
    expect(stored).toContain(id);
    for (const secret of [...CANARIES, found?.documentNumber, found?.birthDate, found?.placeOfBirth]) {
      expect(secret).toBeTruthy();
      expect(stored).not.toContain(secret);
    }
    const bodies = await database.sql('select 1 from callback_inbox where start_id = $1 and body_sealed is not null', [
      id,
    ]);
    expect(bodies).toEqual([]);
  });

  test('after the keys are rotated, what was sealed before is read still', async ({
    sandbox,
    startGateway,
    newDatabase,
  }) => {
    const database = await newDatabase();
    const [old, young] = ['an-old-secret-of-more-than-32-characters', 'a-young-secret-of-more-than-32-characters'];
    const before = await startGateway({ database, env: { GATEWAY_SECRETS: old } });
    const admin = new Person({ gateway: before, token: sandbox.ready.tokens.admin, userId: null });
    const { reference } = await createJourney(admin, PERSON);
    await before.stop();
    const after = await startGateway({ database, env: { GATEWAY_SECRETS: `${young},${old}` } });
    const later = admin.with({ gateway: after });
    expect((await readJourney(later, reference)).name).toBe(PERSON.name);
  });
});

test('past their time findings and person go, and status, decision, times and scores stay', async ({
  admin,
  sandbox,
  database,
  gateway,
}) => {
  const { id, reference } = await createJourney(admin, PERSON);
  const open = await createJourney(admin, PERSON);
  await sandbox.moveJourney(reference, { outcome: 'PASS' });
  const before = await journeyThat(admin, reference, 'it is decided', ({ lifecycle }) => lifecycle === 'FINISHED');
  await database.sql(`update mitek_journeys set findings_until = now() - interval '1 second' where id = $1`, [id]);
  await database.sql(`update verifications set finished_at = finished_at - interval '25 hours' where id = $1`, [id]);
  await gateway.restart();
  const after = await journeyThat(admin, reference, 'it is purged', ({ name }) => name === null);
  expect(after).toMatchObject({
    lifecycle: 'FINISHED',
    decision: 'APPROVED',
    status: 'COMPLETED',
    result: 'PASS',
    version: before.version,
    email: null,
    note: null,
    journeyUrl: null,
    environment: 'live',
    verificationData: {
      score: before.verificationData?.score,
      confirmed: true,
      scores: before.verificationData?.scores,
      name: null,
      picture: null,
      documents: [],
    },
  });
  const expired = (await timelineOf(admin, id)).filter(({ type }) => type === 'DATA_EXPIRED');
  expect(expired).toMatchObject([{ origin: 'DEADLINE', version: before.version }]);
  expect((await readJourney(admin, open.reference)).name).toBe(PERSON.name);
});

test('a silent journey expires at the end of its last day, is reported, and a late verdict still counts', async ({
  admin,
  sandbox,
  database,
}) => {
  const today = new Date().toISOString().slice(0, 10);
  const { id, reference } = await createJourney(admin, { endDate: today });
  const watch = watchJourney(admin, id);
  await watch.take(1);
  const stuck = async () => {
    const { systemStatus } = await admin.ask<{ systemStatus: { stuckVerifications: number } }, object>(
      '{ systemStatus { stuckVerifications } }',
    );
    return systemStatus.stuckVerifications;
  };
  const stuckBefore = await stuck();
  await database.sql(
    `update verifications set expires_at = now() - interval '1 second', next_poll_at = now() where id = $1`,
    [id],
  );
  const [expired] = await watch.untilFinal();
  expect(expired).toMatchObject({ lifecycle: 'EXPIRED', decision: 'NONE', version: 3 });
  expect((await timelineOf(admin, id)).at(-1)).toMatchObject({ origin: 'DEADLINE' });
  expect(await stuck()).toBe(stuckBefore + 1);
  await until('it is not looked at again', async () => {
    const [row] = await database.sql('select next_poll_at, lease_owner from verifications where id = $1', [id]);
    return row?.next_poll_at === null && row.lease_owner === null;
  });
  await sandbox.moveJourney(reference, { status: 'COMPLETED', result: 'PASS' });
  const decided = await journeyThat(admin, reference, 'it is decided', ({ lifecycle }) => lifecycle === 'FINISHED');
  expect(decided).toMatchObject({ decision: 'APPROVED', version: 4 });
  expect(await stuck()).toBe(stuckBefore);
});
