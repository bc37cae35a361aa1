/** Journeys over real HTTP: walks, callbacks and how they go wrong, the last day, what the profile names besides. */
import { createHmac } from 'node:crypto';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import profile from '../../../profiles/mitek/4.4.json' with { type: 'json' };
import { type Answer, CallbackReceiver, TestSandbox } from '../test-sandbox.js';

let sandbox: TestSandbox;
let receiver: CallbackReceiver;
beforeAll(async () => {
  sandbox = await TestSandbox.start();
});
afterAll(() => sandbox.stop());
beforeEach(async () => {
  receiver = await CallbackReceiver.start(200);
});
afterEach(() => receiver.stop());

const journey = (body: object = {}) => sandbox.journey({ callback_uri: `${receiver.url}/the-token`, ...body });
const control = (reference: string, body: object) => sandbox.call('POST', `/sandbox/mitek/${reference}?wait=1`, body);
const act = (link: string, body: object): Promise<Answer> => sandbox.call('POST', `${link}/state`, body);
const step = (name: string, outcome = 'pass', more: object = {}) => ({ action: 'step', step: name, outcome, ...more });
const words = () => receiver.received.map(({ body }) => [body.status, body.result].filter(Boolean).join(' '));

/** Reads the page's state until the journey is over. */
async function untilOver(link: string): Promise<string> {
  for (let attempt = 0; attempt < 500; attempt++) {
    const { json } = await sandbox.call('GET', `${link}/state`);
    if (json.outcome !== null) return json.outcome ?? '';
    await new Promise((wake) => setTimeout(wake, 5));
  }
  throw new Error('The journey is not over.');
}

describe('a walk', () => {
  test('by a person tells each step, and at the end what was found', async () => {
    const { reference, link, id } = await journey();
    expect((await act(link, step('documents'))).status).toBe(409);
    expect((await act(link, { action: 'begin' })).json).toMatchObject({ view: 'selfie' });
    await act(link, step('selfie'));
    const last = await act(link, step('documents', 'pass', { documentType: 'driving' }));
    expect(last.json).toMatchObject({ view: 'checking', outcome: null });
    expect(await untilOver(link)).toBe('passed');
    await control(reference, { forged: 'token' });

    expect(words().slice(0, 4)).toEqual(['SENT', 'SENT', 'SENT', 'COMPLETED PASS']);
    const final = receiver.received[3]?.body;
    expect(final).toMatchObject({
      reference,
      status: 'COMPLETED',
      result: 'PASS',
      confirmed: true,
      score: expect.any(Number),
      results: {
        idRequest: id,
        name: 'Alice Anderson',
        scores: { liveness: expect.any(Number), faceMatch: expect.any(Number) },
        picture: expect.stringMatching(/^data:image\/jpeg;base64,/),
        documents: { driving: { status: 'COMPLETED', summary: 'COMPLETE' } },
        documentResults: [
          { type: 'driving', firstName: 'Alice', documentNumber: 'D4207711', birthDate: '1990-04-12', errors: [] },
        ],
      },
    });
    expect((await act(link, { action: 'begin' })).status).toBe(409);
  });

  test.each([
    [[step('selfie', 'fail'), step('documents')], 'FAIL', 'failed'],
    [[step('selfie'), step('documents', 'fraud')], 'FRAUD', 'failed'],
  ] as const)('with something wrong ends otherwise (%#)', async (steps, result, outcome) => {
    const { link } = await journey();
    for (const body of steps) await act(link, body);
    expect(await untilOver(link)).toBe(outcome);
    await expect.poll(() => receiver.received.at(-1)?.body.result).toBe(result);
  });

  test.each([
    ['cancel', 'CANCELLED'],
    ['abandon', 'ABANDONED'],
  ])('can be left: %s', async (action, status) => {
    const { link } = await journey();
    expect((await act(link, { action })).json).toMatchObject({ view: 'result', outcome: status.toLowerCase() });
    await expect.poll(words).toEqual([status]);
  });

  test('by the control API goes through the same states', async () => {
    const { reference } = await journey();
    const answer = await control(reference, { outcome: 'FAIL' });
    expect(answer.json).toMatchObject({ status: 'COMPLETED', result: 'FAIL' });
    expect(words()).toEqual(['SENT', 'SENT', 'COMPLETED FAIL']);
  });

  test.each([
    ['Fraud', 'COMPLETED FRAUD'],
    ['Manual', 'CONFIRMATION'],
    ['Unknown-Status', 'PARKED'],
  ])('of somebody called %s ends as the table says', async (name, status) => {
    const { link } = await journey({ name: `Anna ${name}`, scope: 'selfie' });
    await act(link, step('selfie'));
    await expect.poll(() => words().at(-1)).toBe(status);
  });

  test('goes on after a restart', async () => {
    await sandbox.turn({ dwellMs: 200 });
    const { reference, link } = await journey();
    await sandbox.call('POST', `/sandbox/mitek/${reference}`, { outcome: 'PASS' });
    const before = sandbox.ready;
    await sandbox.restart();
    expect(sandbox.ready).toMatchObject({ mitek: before.mitek, mitekClientSecret: before.mitekClientSecret });
    await sandbox.turn({ dwellMs: 5 });
    expect(await untilOver(link)).toBe('passed');
  });
});

describe('callbacks', () => {
  test('carry any status and result that a test wants, a reviewer too', async () => {
    const { reference } = await journey();
    await control(reference, { status: 'ON_HOLD' });
    await control(reference, { status: 'COMPLETED', result: 'PASS', reviewedBy: 'agent-7' });
    await control(reference, { status: 'COMPLETED', result: 'FRAUD' });
    expect(words()).toEqual(['ON_HOLD', 'COMPLETED PASS', 'COMPLETED FRAUD']);
    expect(receiver.received[1]?.body.results?.reviewedBy).toBe('agent-7');
  });

  test('come twice, late, in the wrong order, or not at all', async () => {
    const { reference } = await journey();
    const done = { status: 'COMPLETED', result: 'PASS' };
    await control(reference, { ...done, delivery: 'duplicate' });
    expect(words()).toEqual(['COMPLETED PASS', 'COMPLETED PASS', 'COMPLETED PASS']);
    await control(reference, { ...done, delivery: 'disordered' });
    expect(words().slice(3)).toEqual(['COMPLETED PASS', 'SENT']);
    await control(reference, { ...done, delivery: 'lost' });
    expect(receiver.received).toHaveLength(5);
    await control(reference, { status: 'SENT', delivery: 'late', delayMs: 60 });
    const answer = await control(reference, done);
    expect(words().slice(5)).toEqual(['COMPLETED PASS']);
    await expect.poll(() => words().slice(5)).toEqual(['COMPLETED PASS', 'SENT']);
    expect([...(answer.json.deliveries ?? [])].map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['sent', 'copy', 'old', 'lost']),
    );
  });

  test('are forged with a wrong token or reference, and change nothing here', async () => {
    await sandbox.turn({ mitekCallbackSecret: 's3cret', mitekCallbackHeaders: ['authorization: Basic abc'] });
    const { reference } = await journey();
    for (const forged of ['token', 'reference']) {
      expect((await control(reference, { forged })).json).toMatchObject({ status: 'SENT', forgedAnswer: '200' });
    }
    const [token, other] = receiver.received;
    expect(token?.path).toMatch(/^\/hook\/[\w-]{43}$/);
    expect(other).toMatchObject({ path: '/hook/the-token', body: { status: 'COMPLETED' } });
    expect(other?.body.reference).not.toBe(reference);
    expect(other?.headers).toMatchObject({ authorization: 'Basic abc' });
    const expected = createHmac('sha256', 's3cret').update(JSON.stringify(other?.body)).digest('hex');
    expect(other?.headers['x-mitek-signature']).toBe(expected);
    // The built-in profile asks for nothing but the token: without a signature it would be as good as any.
    expect((await control(reference, { forged: 'signature' })).status).toBe(409);
    expect(receiver.received).toHaveLength(2);
    await sandbox.turn({ mitekCallbackSecret: '', mitekCallbackHeaders: [] });
  });

  test('are forged without a signature where the profile asks for one', async () => {
    const own = { ...profile, callback: { ...profile.callback, auth: ['path-token', 'hmac'] } };
    const file = join(mkdtempSync(join(tmpdir(), 'profile-')), 'signed.json');
    writeFileSync(file, JSON.stringify(own));
    const signing = await TestSandbox.start({ mitekCallbackSecret: 's3cret' }, { mitek: { profile: file } });
    const { reference } = await signing.journey({ callback_uri: `${receiver.url}/the-token` });
    const { json } = await signing.call('POST', `/sandbox/mitek/${reference}`, { forged: 'signature' });
    expect(json).toMatchObject({ status: 'SENT', forgedAnswer: '200' });
    expect(receiver.received[0]?.body).toMatchObject({ reference, status: 'COMPLETED' });
    expect(receiver.received[0]?.headers['x-mitek-signature']).toBeUndefined();
    await signing.stop();
  });

  test('are repeated until they are taken', async () => {
    const refusing = await CallbackReceiver.start(500, 500, 200);
    const { reference } = await journey({ callback_uri: refusing.url });
    const { json } = await control(reference, { status: 'CANCELLED' });
    expect(json.deliveries).toMatchObject([{ kind: 'sent', status: 'CANCELLED', answers: ['500', '500', '200'] }]);
    refusing.stop();
  });

  test('follow the knobs: only the last one, the result elsewhere, no picture, forged ones between', async () => {
    const knobs = { mitekInterimCallbacks: 'off', mitekResultPlace: 'last', mitekPicture: 'off' };
    await sandbox.turn({ ...knobs, mitekForgedCallbackPercent: 100 });
    const { reference } = await journey();
    await control(reference, { outcome: 'PASS' });
    const [forged, real] = receiver.received;
    expect(receiver.received).toHaveLength(2);
    expect(forged?.path === '/hook/the-token' && forged.body.reference === reference).toBe(false);
    expect(real?.body).toMatchObject({ status: 'COMPLETED', results: { result: 'PASS' } });
    expect(real?.body.result).toBeUndefined();
    expect(real?.body.results?.picture).toBeUndefined();
    await sandbox.call('POST', '/sandbox/reset');
    await sandbox.turn({ dwellMs: 5, callbackRetryBaseMs: 5 });
  });
});

test('a journey expires after its last day', async () => {
  const { reference } = await journey({ end_date: new Date(Date.now() + 86_400_000).toISOString().slice(0, 10) });
  await sandbox.call('POST', '/sandbox/clock', { advanceSeconds: 2 * 86_400 });
  await expect.poll(words).toEqual(['EXPIRED']);
  expect((await sandbox.call('GET', `/sandbox/mitek/${reference}`)).json).toMatchObject({ status: 'EXPIRED' });
  await sandbox.call('POST', '/sandbox/reset');
  expect((await sandbox.call('GET', `/sandbox/mitek/${reference}`)).status).toBe(404);
});

test('a profile of one’s own names paths, words and fields', async () => {
  const own = {
    ...profile,
    version: '5',
    paths: {
      ...profile.paths,
      create: '/v{version}/journeys',
      status: '/v{version}/journeys/{reference}',
      cancel: '/v{version}/journeys/{requestId}/cancel',
      delete: '/v{version}/journeys/{reference}/data',
    },
    fields: { ...profile.fields, name: 'fullName', note: null },
    statuses: { ...profile.statuses, DONE: 'COMPLETED', COMPLETED: undefined },
  };
  const file = join(mkdtempSync(join(tmpdir(), 'profile-')), 'own.json');
  writeFileSync(file, JSON.stringify(own));
  const other = await TestSandbox.start({}, { mitek: { profile: file } });
  const body = { reference: 'r-1', fullName: 'Bob Baker', phone: '+15125551234', environment: 'live', scope: 'selfie' };
  const made = await other.mitek('POST', '/v5/journeys', body);
  expect(made.status).toBe(201);
  const status = () => other.mitek('GET', '/v5/journeys/r-1');
  expect((await status()).json).toMatchObject({ reference: 'r-1', status: 'SENT' });
  await other.call('POST', '/sandbox/mitek/r-1?wait=1', { outcome: 'PASS' });
  expect((await status()).json).toMatchObject({ status: 'DONE', result: 'PASS', results: { name: 'Bob Baker' } });
  expect((await other.mitek('POST', `/v5/journeys/${String(made.json.id)}/cancel`)).status).toBe(409);
  expect((await other.mitek('DELETE', '/v5/journeys/r-1/data')).status).toBe(204);
  expect(JSON.stringify((await status()).json)).not.toContain('Baker');
  await other.stop();
});

test('a profile with mistakes stops the start and names them', async () => {
  const file = join(mkdtempSync(join(tmpdir(), 'profile-')), 'bad.json');
  writeFileSync(file, JSON.stringify({ ...profile, version: 'four', auth: { mode: 'none' } }));
  await expect(TestSandbox.start({}, { mitek: { profile: file } })).rejects.toThrow(/version.*auth.mode/);
});

describe('the page', () => {
  const page = async (link: string) => sandbox.call('GET', link);

  test.each([
    ['de', 'de', 'Zustimmen und beginnen'],
    ['en-US', 'en-US', 'Agree and begin'],
    ['fr', 'fr', 'Accepter et commencer'],
    ['es', 'es', 'Aceptar y empezar'],
    ['pl', 'en', 'Agree and begin'],
  ])('speaks %s', async (language, lang, text) => {
    const { link } = await journey({ language });
    const { text: html, headers } = await page(link);
    expect(html).toContain(`<html lang="${lang}">`);
    expect(html).toContain(text);
    expect(headers.get('content-security-policy')).toContain("script-src 'self'");
  });

  test('shows the note and what is asked for, escaped', async () => {
    const note = '<script>alert("1")</script> & welcome';
    const { link } = await journey({ note, scope: 'documents(id),attachments(a<b)', name: 'Anna "$&" <b>' });
    const { text } = await page(link);
    expect(text).not.toMatch(/<script>alert|a<b|<b>/);
    expect(text).toContain('&lt;script&gt;');
    expect(text).toContain('Anna &quot;$&amp;&quot;');
    expect(text).not.toContain('value="passport"');
    expect(text).toContain('value="id"');
    expect(text).not.toContain('data-view="selfie"');
  });

  test('of no journey says so in the language of the link', async () => {
    const answer = await page(`${sandbox.ready.mitek}/de/checkid/request/nothing`);
    expect(answer.status).toBe(404);
    expect(answer.text).toContain('führt nirgendwohin');
  });
});
