/** Creating journeys over real HTTP: authentication, version, each rule of the body, answers, faults. */
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { TestSandbox } from '../test-sandbox.js';

const CREATE = '/api/4.4/request/create';
const GOOD = {
  name: 'Alice Anderson',
  email: 'alice@example.test',
  environment: 'live',
  scope: 'selfie,documents(passport,driving),attachments(payslip,utility-bill)',
};

let sandbox: TestSandbox;
beforeAll(async () => {
  sandbox = await TestSandbox.start();
});
afterAll(() => sandbox.stop());
afterEach(async () => {
  await sandbox.call('DELETE', '/sandbox/faults');
  await sandbox.turn({ mitekAnswer: 'both', mitekDuplicateReference: 'same' });
});

const create = (change: object = {}) => sandbox.mitek('POST', CREATE, { ...GOOD, ...change });
const fieldsOf = (answer: Awaited<ReturnType<typeof create>>) =>
  [...(answer.json.errors ?? [])].map(({ field }) => String(field));

test('answers a link to the page and the id in it', async () => {
  const answer = await create({ reference: 'order-17', language: 'de' });
  expect(answer.status).toBe(201);
  const id = String(answer.json.id);
  expect(answer.json.link).toBe(`${sandbox.ready.mitek}/de/checkid/request/${id}`);
  expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4/);
  const [journey] = (await sandbox.call('GET', '/sandbox/mitek')).json;
  expect(journey).toMatchObject({ reference: 'order-17', steps: ['selfie', 'documents', 'attachments'] });
  const [message] = (await sandbox.call('GET', '/sandbox/inbox')).json;
  expect(message).toMatchObject({ to: GOOD.email, subject: 'Bitte bestätigen Sie Ihre Identität' });
});

test.each([
  ['nothing', {}],
  ['a wrong secret', { authorization: `Basic ${Buffer.from('mitek-demo:wrong').toString('base64')}` }],
  ['a bearer token', { authorization: 'Bearer abc' }],
])('%s is no authentication', async (_name, headers) => {
  const answer = await sandbox.mitek('POST', CREATE, GOOD, headers);
  expect(answer.status).toBe(401);
  expect(answer.headers.get('www-authenticate')).toContain('Basic');
});

test('another version, path or type is not there', async () => {
  expect((await sandbox.mitek('POST', '/api/4.5/request/create', GOOD)).status).toBe(404);
  expect((await sandbox.mitek('GET', '/api/4.4/request/status/x')).status).toBe(404);
  expect((await sandbox.mitek('POST', CREATE, '{"name":')).status).toBe(400);
  expect((await sandbox.mitek('POST', CREATE, '[]')).status).toBe(400);
});

describe('the body', () => {
  test.each<[string, object]>([
    ['name', { name: undefined }],
    ['name', { name: 'Alice' }],
    ['email', { email: undefined }],
    ['email', { email: 'nobody' }],
    ['phone', { phone: '4155552671' }],
    ['environment', { environment: 'Live' }],
    ['environment', { environment: undefined }],
    ['reference', { reference: 'order 17' }],
    ['use_defaults', { use_defaults: 'yes', scope: undefined }],
    ['scope', { scope: undefined }],
    ['scope', { use_defaults: true }],
    ['scope', { scope: 'selfie,' }],
    ['scope', { scope: 'selfie,selfie' }],
    ['scope', { scope: 'selfie(x)' }],
    ['scope', { scope: 'documents(visa)' }],
    ['scope', { scope: 'documents(passport' }],
    ['scope', { scope: 'documents(passport)x' }],
    ['scope', { scope: 'fingerprint' }],
    ['scope', { scope: '' }],
    ['end_date', { end_date: '2020-01-01' }],
    ['end_date', { end_date: '2031-02-30' }],
    ['end_date', { end_date: '01/02/2031' }],
    ['tabs_order', { tabs_order: 'selfie,documents' }],
    ['tabs_order', { tabs_order: 'selfie, documents, attachments' }],
    ['tabs_order', { tabs_order: 'selfie,selfie,documents' }],
    ['note', { note: 'x'.repeat(2_001) }],
    ['callback_uri', { callback_uri: 'ftp://example.test' }],
  ])('%s is wrong in %j', async (field, change) => {
    const answer = await create(change);
    expect(answer.status).toBe(400);
    expect(fieldsOf(answer)).toContain(field);
  });

  test('may ask for the defaults, for a text message, for another order, in any language', async () => {
    expect((await create({ scope: undefined, use_defaults: true, use: 1 })).status).toBe(201);
    expect((await create({ email: undefined, phone: '004915112345678' })).status).toBe(201);
    const ordered = await create({ tabs_order: 'attachments,documents,selfie', scope: 'selfie,documents' });
    const { json } = await sandbox.call('GET', `/sandbox/mitek/${String(ordered.json.id)}`);
    expect(json.steps).toEqual(['documents', 'selfie']);
    expect((await create({ language: 'xx' })).json.link).toContain('/en/checkid/');
    expect((await create({ end_date: new Date().toISOString().slice(0, 10) })).status).toBe(201);
  });
});

test('the answer may lack the id or the link, and a reference may come again', async () => {
  await sandbox.turn({ mitekAnswer: 'link' });
  const first = await create({ reference: 'again-1' });
  expect(Object.keys(first.json)).toEqual(['link']);
  await sandbox.turn({ mitekAnswer: 'id' });
  expect(Object.keys((await create()).json)).toEqual(['id']);
  await sandbox.turn({ mitekAnswer: 'both' });
  expect((await create({ reference: 'again-1' })).json.link).toBe(first.json.link);
  await sandbox.turn({ mitekDuplicateReference: 'refuse' });
  expect((await create({ reference: 'again-1' })).status).toBe(409);
  await sandbox.turn({ mitekDuplicateReference: 'new' });
  expect((await create({ reference: 'again-1' })).json.link).not.toBe(first.json.link);
});

test('faults strike before and after, and the list of requests tells Mitek by its host', async () => {
  await sandbox.call('DELETE', '/sandbox/requests');
  await sandbox.call('POST', '/sandbox/faults', { match: { path: '/request/create' }, status: 503, times: 1 });
  expect((await create({ reference: 'fault-1' })).status).toBe(503);
  const lost = { match: { path: '/request/create' }, reset: true, when: 'after', times: 1 };
  await sandbox.call('POST', '/sandbox/faults', lost);
  await expect(create({ reference: 'fault-2' })).rejects.toThrow();
  expect((await sandbox.call('GET', '/sandbox/mitek/fault-1')).status).toBe(404);
  expect((await sandbox.call('GET', '/sandbox/mitek/fault-2')).status).toBe(200);
  const [first, second] = (await sandbox.call('GET', '/sandbox/requests')).json;
  expect(first).toMatchObject({ host: new URL(sandbox.ready.mitek).host, path: CREATE, status: 503 });
  expect(second).toMatchObject({ status: null });
});
