// Callbacks of Mitek: who may call, what is kept, and that neither order nor repeats nor forgeries change what is true.
import { randomUUID } from 'node:crypto';
import { describe } from 'vitest';
import { expect, test } from '../support/fixtures.js';
import { callBack, createJourney, journeyThat, readJourney, timelineOf, watchJourney } from '../support/journeys.js';
import type { TestSandbox } from '../support/sandbox.js';

test.override('knobs', { dwellMs: 20 });

const PASS = { status: 'COMPLETED', result: 'PASS', score: 0.9, confirmed: true };

async function addressOf(sandbox: TestSandbox, reference: string): Promise<string> {
  const { callbackUrl } = await sandbox.journey(reference);
  if (callbackUrl === null) throw new Error('The journey was created without an address.');
  return callbackUrl;
}

describe('a callback is refused, and nothing of it is kept,', () => {
  test('with a wrong token, the token of another journey, for no journey, or with another reference', async ({
    admin,
    sandbox,
    gateway,
    database,
  }) => {
    const [journey, other] = [await createJourney(admin), await createJourney(admin)];
    const [address, otherAddress] = [
      await addressOf(sandbox, journey.reference),
      await addressOf(sandbox, other.reference),
    ];
    const otherToken = otherAddress.split('/').at(-1) ?? '';
    const base = address.replace(/\/[^/]*$/, '');
    const { reference } = journey;
    const refusedBefore = await gateway.metric('idgw_callbacks_total', 'outcome="refused"');
    const forgeries: readonly [string, object][] = [
      [`${base}/${'A'.repeat(43)}`, { ...PASS, reference }],
      [`${base}/${otherToken}`, { ...PASS, reference }],
      [`${base}/${otherToken.slice(0, -1)}`, { ...PASS, reference }],
      [address.replace(journey.id, randomUUID()), { ...PASS, reference }],
      [address.replace(journey.id, 'not-an-id'), { ...PASS, reference }],
      [address, { ...PASS, reference: other.reference }],
      [address, PASS],
      [address, { ...PASS, reference: [reference] }],
    ];
    for (const [url, body] of forgeries) expect((await callBack(url, body)).status).toBe(401);
    expect((await gateway.metric('idgw_callbacks_total', 'outcome="refused"')) - refusedBefore).toBe(forgeries.length);
    expect(await database.sql('select 1 from callback_inbox where start_id = $1', [journey.id])).toEqual([]);
    expect(await readJourney(admin, reference)).toMatchObject({
      lifecycle: 'SENT',
      version: 2,
      verificationData: null,
    });
  });

  test('once the time of the token is over', async ({ admin, sandbox, database }) => {
    const { id, reference } = await createJourney(admin);
    const address = await addressOf(sandbox, reference);
    await database.sql(`update verification_starts set secret_until = now() - interval '1 second' where id = $1`, [id]);
    expect((await callBack(address, { ...PASS, reference })).status).toBe(401);
    expect((await readJourney(admin, reference)).lifecycle).toBe('SENT');
  });

  test('when it is too large, too deep, no JSON object, or of another type', async ({ admin, sandbox, database }) => {
    const { id, reference } = await createJourney(admin);
    const address = await addressOf(sandbox, reference);
    const deep = `{"reference":"${reference}","status":"COMPLETED","x":${'['.repeat(40)}${']'.repeat(40)}}`;
    const veryDeep = `{"reference":"${reference}","x":${'['.repeat(400_000)}${']'.repeat(400_000)}}`;
    const large = { ...PASS, reference, filling: 'x'.repeat(1024 * 1024) };
    expect((await callBack(address, large)).status).toBe(413);
    for (const body of [deep, veryDeep, '', '[]', '"COMPLETED"', '{', 'null']) {
      expect((await callBack(address, body)).status).toBe(400);
    }
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'application/xml']) {
      expect((await callBack(address, { ...PASS, reference }, { 'content-type': type })).status).toBe(415);
    }
    expect((await fetch(address)).status).toBe(404);
    expect(await database.sql('select 1 from callback_inbox where start_id = $1', [id])).toEqual([]);
    expect(
      (await callBack(address, { ...PASS, reference }, { 'content-type': 'application/json; charset=utf-8' })).status,
    ).toBe(200);
    await journeyThat(admin, reference, 'it is decided', ({ decision }) => decision === 'APPROVED');
  });

  test('whichever way the sandbox forges it', async ({ admin, sandbox }) => {
    const { reference } = await createJourney(admin);
    for (const forged of ['token', 'reference']) {
      expect((await sandbox.moveJourney(reference, { forged })).forgedAnswer).toBe('401');
    }
    expect((await readJourney(admin, reference)).lifecycle).toBe('SENT');
  });
});

describe('what is true stays true', () => {
  test('a repeat is answered with 200 and changes nothing, however it is written', async ({
    admin,
    sandbox,
    gateway,
  }) => {
    const { id, reference } = await createJourney(admin);
    const address = await addressOf(sandbox, reference);
    const repeatedBefore = await gateway.metric('idgw_callbacks_total', 'outcome="repeated"');
    const body = { ...PASS, reference, results: { name: 'Ada', documentResults: [{ type: 'passport', score: 1 }] } };
    expect((await callBack(address, body)).status).toBe(200);
    await journeyThat(admin, reference, 'it is decided', ({ decision }) => decision === 'APPROVED');
    const turned = Object.fromEntries(Object.entries(body).reverse());
    for (const repeat of [body, turned, JSON.stringify(body, null, 2)]) {
      expect((await callBack(address, repeat)).status).toBe(200);
    }
    expect((await gateway.metric('idgw_callbacks_total', 'outcome="repeated"')) - repeatedBefore).toBe(3);
    expect((await readJourney(admin, reference)).version).toBe(3);
    expect(await timelineOf(admin, id)).toHaveLength(3);
  });

  test('one that comes late does not move an end back, nor overwrite what was found', async ({ admin, sandbox }) => {
    const { id, reference } = await createJourney(admin);
    const address = await addressOf(sandbox, reference);
    await callBack(address, { ...PASS, reference, results: { name: 'Ada Final' } });
    await journeyThat(admin, reference, 'it is decided', ({ decision }) => decision === 'APPROVED');
    await callBack(address, { reference, status: 'SENT', results: { name: 'Ada Interim' } });
    await callBack(address, { reference, status: 'SOMETHING_ELSE', results: { name: 'Ada Odd' } });
    await sandbox.moveJourney(reference, { status: 'COMPLETED', result: 'PASS', delivery: 'disordered' });
    const journey = await readJourney(admin, reference);
    expect(journey).toMatchObject({ lifecycle: 'FINISHED', decision: 'APPROVED', version: 3 });
    expect((await timelineOf(admin, id)).map(({ type }) => type)).toEqual(['CREATED', 'SENT', 'STATUS_CHANGED']);
  });

  test('a contradiction is an amendment: the first verdict and what was found with it stay', async ({
    admin,
    sandbox,
  }) => {
    const { id, reference } = await createJourney(admin);
    const address = await addressOf(sandbox, reference);
    const watch = watchJourney(admin, id);
    await callBack(address, { reference, status: 'COMPLETED', result: 'FAIL', results: { name: 'First Verdict' } });
    const [, denied] = await watch.take(2);
    expect(denied).toMatchObject({ version: 3, decision: 'DENIED' });
    await callBack(address, { ...PASS, reference, reviewedBy: 'A Person', results: { name: 'Second Verdict' } });
    const amended = await journeyThat(admin, reference, 'it is amended', ({ version }) => version === 4);
    expect(amended).toMatchObject({
      lifecycle: 'FINISHED',
      decision: 'DENIED',
      upstream: { rawStatus: 'COMPLETED', rawResult: 'PASS' },
      verificationData: { name: 'First Verdict' },
    });
    expect((await timelineOf(admin, id)).at(-1)).toMatchObject({ type: 'DECISION_AMENDED', decision: 'DENIED' });
  });

  test('shuffled, each three times, the end is right and versions are dense', async ({ admin, sandbox }) => {
    const { id, reference } = await createJourney(admin);
    const address = await addressOf(sandbox, reference);
    const bodies = [
      { ...PASS, reference },
      { reference, status: 'SENT', results: { scores: { liveness: 1 } } },
      { reference, status: 'CONFIRMATION' },
      { reference, status: 'SENT' },
    ];
    const answers = await Promise.all([...bodies, ...bodies, ...bodies].map((body) => callBack(address, body)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    await journeyThat(admin, reference, 'it is decided', ({ decision }) => decision === 'APPROVED');
    const versions = (await timelineOf(admin, id)).map(({ version }) => version);
    expect(versions).toEqual(versions.map((_, index) => index + 1));
  });

  test('a callback that comes before Mitek has answered the create is applied once it has', async ({
    admin,
    sandbox,
  }) => {
    const reference = `early-${randomUUID()}`;
    const heal = await sandbox.fault({ match: { path: '/request/create' }, delayMs: 1_500, when: 'after' });
    const creating = createJourney(admin, { reference });
    for (;;) {
      const early = await sandbox.journey(reference).catch(() => null);
      if (early?.callbackUrl) {
        expect((await callBack(early.callbackUrl, { ...PASS, reference })).status).toBe(200);
        break;
      }
    }
    const { id } = await creating;
    await heal();
    await journeyThat(admin, reference, 'it is decided', ({ decision }) => decision === 'APPROVED');
    expect((await timelineOf(admin, id)).map(({ type, version }) => [type, version])).toEqual([
      ['CREATED', 1],
      ['SENT', 2],
      ['STATUS_CHANGED', 3],
    ]);
  });
});
