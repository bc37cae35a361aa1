/** Collected data over real HTTP: which types, what is refused, attempts, completing, the purge, a restart. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { paintJpeg } from '../pictures/easel.js';
import { type Json, TestSandbox } from '../test-sandbox.js';

const COMPLETE = { contentType: 'application/vnd.pingidentity.documents.complete+json' };
const PNG = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

let sandbox: TestSandbox;
let picture: string;
beforeAll(async () => {
  sandbox = await TestSandbox.start();
  const jpeg = await paintJpeg({ width: 40, height: 30 }, (pen) => pen.fillRect(5, 5, 20, 10));
  picture = jpeg.toString('base64');
});
afterAll(() => sandbox.stop());

const start = async (policy: string) =>
  (await sandbox.verification({ verifyPolicy: { id: sandbox.ready.policies[policy] } })).path;
const submit = (path: string, type: string, value: string = picture) =>
  sandbox.api('POST', `${path}/documents`, { type, value });
const complete = (path: string) => sandbox.api('POST', `${path}/documents`, '', COMPLETE);
const list = async (path: string) => (await sandbox.api('GET', `${path}/documents`)).json;
const typesIn = (json: Json) => json._embedded?.documents?.map(({ type }) => type);
const refusal = ({ json }: { json: Json }) => json.details?.map(({ code, target }) => `${code} ${target}`);

test('from the first picture to the verdict', async () => {
  const { ready } = sandbox;
  const path = await start('default');
  const made = await submit(path, 'Driver License Front');
  expect(made.status).toBe(201);
  const id = String(made.json.id);
  const url = `${ready.pingone}/v1/environments/${ready.environmentId}${path}`;
  expect(made.headers.get('location')).toBe(`${url}/documents/${id}`);
  expect(made.json).toEqual({
    _links: {
      self: { href: `${url}/documents/${id}` },
      environment: { href: `${ready.pingone}/v1/environments/${ready.environmentId}` },
      user: { href: url.replace(/\/verifyTransactions.*/, '') },
      verifyTransaction: { href: url },
    },
    id,
    environment: { id: ready.environmentId },
    user: { id: ready.users.alice },
    verifyTransaction: { id: path.split('/').at(-1) },
    type: 'Driver License Front',
    value: picture,
    status: 'COLLECTED',
    source: { provider: 'AUTHENTICATED_CLIENT' },
    createdAt: expect.any(String),
    updatedAt: made.json.createdAt,
  });
  await sandbox.untilStatus(path, 'PARTIAL');
  expect(refusal(await complete(path))).toEqual(['REQUIRED_VALUE documents']);
  await submit(path, 'Selfie');
  expect(await list(path)).toMatchObject({ size: 2, _embedded: { previousAttempts: [] } });

  const done = await complete(path);
  expect(done.status).toBe(201);
  expect(done.json._embedded?.documents?.map(({ status }) => status)).toEqual(['PROCESSED', 'PROCESSED']);
  const { json } = await sandbox.untilStatus(path, 'SUCCESS');
  expect(json).toMatchObject({ verifiedDocuments: ['driver_license'] });

  const evidence = (await sandbox.api('GET', `${path}/verifiedData?type=SELFIE,FRONT_IMAGE,BACK_IMAGE`)).json;
  const by = Object.fromEntries((evidence._embedded?.verifiedData ?? []).map((item) => [item.type, item.data?.IMAGE]));
  expect(by).toMatchObject({ SELFIE: picture, FRONT_IMAGE: picture });
  expect(by.BACK_IMAGE).not.toBe(picture);
  for (const answer of [await submit(path, 'Selfie'), await complete(path)]) {
    expect(answer.status).toBe(400);
    expect(refusal(answer)).toEqual(['INVALID_VALUE transactionStatus.status']);
  }
});

test('a piece is read, replaced and taken back; the same type again makes an earlier attempt', async () => {
  const path = await start('default');
  const first = String((await submit(path, 'Passport Front')).json.id);
  const one = `${path}/documents/${first}`;
  const updated = await sandbox.api('PUT', one, { type: 'Passport Front', value: PNG });
  expect(updated).toMatchObject({ status: 200, json: { id: first, value: PNG, status: 'COLLECTED' } });
  expect((await sandbox.api('GET', one)).json.value).toBe(PNG);
  const second = await submit(path, 'Passport Front');
  expect(await list(path)).toMatchObject({
    size: 1,
    _embedded: { documents: [{ id: second.json.id }], previousAttempts: [{ id: first }] },
  });
  expect((await sandbox.api('DELETE', one)).status).toBe(204);
  expect((await sandbox.api('GET', one)).status).toBe(404);
  expect((await sandbox.api('DELETE', one)).status).toBe(404);
  expect((await sandbox.api('PATCH', `${path}/documents`, {})).status).toBe(405);
});

describe('what a policy takes', () => {
  test.each([
    [
      'documentOnly',
      ['Driver License Code', 'Passport Card Front', 'Passport Card Back'],
      ['Selfie', 'Email', 'Phone'],
    ],
    ['selfieOnly', ['Selfie'], ['Driver License Front', 'Voice Input']],
    ['contactCheck', ['Email', 'Phone'], ['Selfie']],
    ['voice', ['Voice Sample 1', 'Voice Sample 12', 'Voice Input'], ['Voice Sample 0', 'Voice Samples', 'Selfie']],
  ])('%s: %j and not %j', async (policy, taken, refused) => {
    const requirements = policy === 'selfieOnly' ? { requirements: { referenceSelfie: { value: picture } } } : {};
    const { path } = await sandbox.verification({
      verifyPolicy: { id: sandbox.ready.policies[policy] },
      ...requirements,
    });
    const values: { [type: string]: string } = { Email: 'a@b.test', Phone: '+14155552671' };
    for (const type of taken) expect((await submit(path, type, values[type])).status, type).toBe(201);
    for (const type of refused) {
      const answer = await submit(path, type, values[type]);
      expect(answer.status, type).toBe(400);
      expect(answer.json).toMatchObject({
        code: 'INVALID_DATA',
        details: [{ code: 'INVALID_VALUE', target: 'type', message: 'invalid document type for transaction' }],
      });
    }
    expect(typesIn(await list(path))).toEqual(taken);
  });
});

test.each([
  ['no type', { value: 'x' }, ['REQUIRED_VALUE type']],
  ['no value', { type: 'Selfie' }, ['REQUIRED_VALUE value']],
  ['an empty value', { type: 'Selfie', value: '' }, ['EMPTY_VALUE value']],
  ['a number', { type: 'Selfie', value: 7 }, ['INVALID_VALUE value']],
  ['no picture', { type: 'Selfie', value: 'aGVsbG8=' }, ['INVALID_VALUE value']],
  ['no Base64', { type: 'Selfie', value: '/9j/ %' }, ['INVALID_VALUE value']],
  ['more than 5 MB', { type: 'Selfie', value: `/9j/${'A'.repeat(7_000_000)}` }, ['SIZE_LIMIT_EXCEEDED value']],
  ['no object', [], ['REQUIRED_VALUE type', 'REQUIRED_VALUE value']],
])('refused: %s', async (_name, body, expected) => {
  const path = await start('default');
  const answer = await sandbox.api('POST', `${path}/documents`, body);
  expect(answer.status).toBe(400);
  expect(refusal(answer)).toEqual(expected);
});

test('an unknown media type is 415, an unknown transaction 404', async () => {
  const path = await start('default');
  const type = 'application/vnd.pingidentity.documents.process+json';
  expect((await sandbox.api('POST', `${path}/documents`, {}, { contentType: type })).status).toBe(415);
  expect((await submit(`${sandbox.alice}/verifyTransactions/none`, 'Selfie')).status).toBe(404);
});

test('what was handed in survives a restart, and is gone 30 minutes after the last change', async () => {
  const path = await start('default');
  const id = String((await submit(path, 'Selfie')).json.id);
  await sandbox.restart();
  await sandbox.call('POST', '/sandbox/clock', { advanceSeconds: 14 * 60 });
  await sandbox.api('PUT', `${path}/documents/${id}`, { type: 'Selfie', value: PNG });
  expect((await sandbox.api('GET', `${path}/documents/${id}`)).json.value).toBe(PNG);
  await sandbox.call('POST', '/sandbox/clock', { advanceSeconds: 29 * 60 });
  expect(await list(path)).toMatchObject({ size: 1 });
  await sandbox.call('POST', '/sandbox/clock', { advanceSeconds: 61 });
  expect(await list(path)).toMatchObject({ size: 0, _embedded: { documents: [] } });
  expect((await sandbox.api('GET', `${path}/documents/${id}`)).status).toBe(404);
});

test('collecting without completing runs out of time', async () => {
  const path = await start('default');
  await submit(path, 'Driver License Front');
  await submit(path, 'Selfie');
  await sandbox.untilStatus(path, 'PARTIAL');
  await sandbox.call('POST', '/sandbox/clock', { advanceSeconds: 31 * 60 });
  const { json } = await sandbox.api('GET', path);
  expect(JSON.stringify(json.transactionStatus)).toContain('TRANSACTION_TIMED_OUT');
  expect(refusal(await submit(path, 'Selfie'))).toEqual(['INVALID_VALUE transactionStatus.status']);
});

test('an optional piece may be left out; its checks are not run', async () => {
  const path = await start('optional');
  await submit(path, 'Passport Front');
  expect((await complete(path)).status).toBe(201);
  const { json } = await sandbox.untilStatus(path, 'SUCCESS');
  expect(json.transactionStatus?.verificationStatus).toEqual({
    FACIAL_COMPARISON_DOCUMENT: 'NOT_REQUIRED',
    GOVERNMENT_ID: 'SUCCESS',
    LIVENESS: 'NOT_REQUIRED',
  });
  const metadata = (await sandbox.api('GET', `${path}/metaData`)).json._embedded?.metaData;
  expect(metadata?.map(({ type }) => type)).toEqual(['DOCUMENT_AUTHENTICATION']);
});
