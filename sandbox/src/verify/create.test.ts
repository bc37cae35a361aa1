/** Creating verify transactions and reading policies over real HTTP: shapes and the table of refusals. */
import { encode } from 'jpeg-js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { TestSandbox } from '../test-sandbox.js';

let sandbox: TestSandbox;
beforeAll(async () => {
  sandbox = await TestSandbox.start();
});
afterAll(() => sandbox.stop());

const jpeg = encode({ width: 8, height: 8, data: Buffer.alloc(256, 200) }).data.toString('base64');
const create = (body: unknown) => sandbox.api('POST', `${sandbox.alice}/verifyTransactions`, body);

/** The request body that the vendor prints, with its template values filled in. */
const published = () => ({
  sendNotification: { phone: '+1 972-555-1234', email: 'user@example.com' },
  verifyPolicy: { id: sandbox.ready.policies.default },
  requirements: {
    referenceSelfie: { value: jpeg },
    phone: { value: '+1 972-555-1234' },
    email: { options: ['user@example.com', 'test@mailinator.com'] },
    given_name: { options: ['Robert', 'Bob'] },
    family_name: { value: 'Redford' },
    name: { value: 'Robert Redford' },
    address: {
      options: ['4321 Main Street #407, Hollywood, CA 90027', '4321 Main Street Apt 407, Hollywood, CA 90027'],
    },
    birth_date: { value: '1984-08-02' },
  },
  callback: { url: 'https://example.com/testUrl2', headers: { 'x-environment-id': 'e', 'x-phone': '+1 972-555-1234' } },
  redirect: { url: 'https://example.com', message: 'Redirect message' },
});

test('the published request makes a transaction of the published shape', async () => {
  const { ready } = sandbox;
  await sandbox.turn({ callbacks: 'off' });
  const body = published();
  const answer = await create(body);
  expect(answer.status).toBe(201);
  const { json } = answer;
  const id = String(json.id);
  const user = `${ready.pingone}/v1/environments/${ready.environmentId}/users/${ready.users.alice}`;
  expect(answer.headers.get('location')).toBe(`${user}/verifyTransactions/${id}`);
  expect(json).toEqual({
    _links: {
      self: { href: `${user}/verifyTransactions/${id}` },
      environment: { href: `${ready.pingone}/v1/environments/${ready.environmentId}` },
      user: { href: user },
    },
    id,
    verifyPolicy: { id: ready.policies.default },
    transactionStatus: {
      status: 'REQUESTED',
      verificationStatus: {
        FACIAL_COMPARISON_DOCUMENT: 'REQUESTED',
        FACIAL_COMPARISON_REFERENCE_SELFIE: 'REQUESTED',
        GOVERNMENT_ID: 'REQUESTED',
        LIVENESS: 'REQUESTED',
      },
    },
    qrUrl: `${ready.pingone}/v1/idValidations/webVerifications/${id}/qr`,
    webVerificationUrl: expect.stringContaining(
      `/${ready.environmentId}/verify/verify-webapp/v2/index.html?txnid=${id}&url=`,
    ),
    webVerificationCode: expect.stringMatching(/^\d{6}$/),
    requirements: body.requirements,
    callback: body.callback,
    redirect: body.redirect,
    sendNotification: {
      ...body.sendNotification,
      results: [
        { method: 'SMS', sent: true, notification: { id: expect.any(String) } },
        { method: 'EMAIL', sent: true, notification: { id: expect.any(String) } },
      ],
    },
    createdAt: expect.stringMatching(/^\d{4}-\d{2}-\d{2}T[\d:]+\.\d{3}Z$/),
    updatedAt: json.createdAt,
    expiresAt: new Date(Date.parse(String(json.createdAt)) + 30 * 60_000).toISOString(),
  });
  const { json: inbox } = await sandbox.call('GET', '/sandbox/inbox');
  expect(inbox[0]).toMatchObject({ method: 'EMAIL', to: 'user@example.com', link: json.webVerificationUrl });

  const read = (await sandbox.api('GET', `${sandbox.alice}/verifyTransactions/${id}?expand=verifyPolicy`)).json;
  expect(read).toMatchObject({ id, requirements: { family_name: { value: 'Redford' } } });
  expect(read.requirements?.referenceSelfie?.value).toMatch(/\.\.\.$/);
  expect(read._embedded?.verifyPolicy).toMatchObject({ name: 'Default', default: true });
});

test.each(['+1.5125551234', '+15125551234', '+1.512.555.1234', '15125551234', '1-512-555-1234', '+1 (512) 555-1234'])(
  'the phone spelling %s is taken',
  async (phone) => {
    expect((await create({ sendNotification: { phone }, requirements: { phone: { value: phone } } })).status).toBe(201);
  },
);

test('an empty request uses the default policy', async () => {
  const { status, json } = await create({});
  expect(status).toBe(201);
  expect(json.verifyPolicy).toEqual({ id: sandbox.ready.policies.default });
  expect(json.sendNotification).toBeUndefined();
});

test('the person may be left to choose an e-mail address', async () => {
  expect((await create({ requirements: { email: { options: [] } } })).status).toBe(201);
});

describe('refused', () => {
  const selfieOnly = () => ({ verifyPolicy: { id: sandbox.ready.policies.selfieOnly } });
  const cases: [string, unknown, string, string][] = [
    ['a policy id that is no id', { verifyPolicy: { id: 'x' } }, 'INVALID_VALUE', 'verifyPolicy.id'],
    [
      'an unknown policy',
      { verifyPolicy: { id: '0e5b0000-4444-4a44-8a44-000000000004' } },
      'INVALID_VALUE',
      'verifyPolicy.id',
    ],
    ['a policy that is no object', { verifyPolicy: 'x' }, 'INVALID_VALUE', 'verifyPolicy'],
    ['a phone without digits', { sendNotification: { phone: 'abc' } }, 'INVALID_VALUE', 'sendNotification.phone'],
    ['a phone too short', { sendNotification: { phone: '+1512' } }, 'INVALID_VALUE', 'sendNotification.phone'],
    ['a bad e-mail', { sendNotification: { email: 'a@b' } }, 'INVALID_VALUE', 'sendNotification.email'],
    ['a callback without url', { callback: { headers: {} } }, 'REQUIRED_VALUE', 'callback.url'],
    ['a callback that is no url', { callback: { url: 'nowhere' } }, 'INVALID_VALUE', 'callback.url'],
    [
      'a header with a number',
      { callback: { url: 'https://a.test', headers: { x: 1 } } },
      'INVALID_VALUE',
      'callback.headers.x',
    ],
    [
      'a header that breaks lines',
      { callback: { url: 'https://a.test', headers: { x: 'a\r\nb' } } },
      'INVALID_VALUE',
      'callback.headers.x',
    ],
    ['a redirect without url', { redirect: { message: 'm' } }, 'REQUIRED_VALUE', 'redirect.url'],
    ['a redirect over http', { redirect: { url: 'http://a.test' } }, 'INVALID_VALUE', 'redirect.url'],
    [
      'a redirect message too long',
      { redirect: { url: 'https://a.test', message: 'm'.repeat(257) } },
      'SIZE_LIMIT_EXCEEDED',
      'redirect.message',
    ],
    [
      'value and options',
      { requirements: { name: { value: 'a', options: ['b'] } } },
      'INVALID_VALUE',
      'requirements.name',
    ],
    ['neither value nor options', { requirements: { name: {} } }, 'REQUIRED_VALUE', 'requirements.name.value'],
    ['no options', { requirements: { address: { options: [] } } }, 'EMPTY_VALUE', 'requirements.address.options'],
    ['an empty value', { requirements: { given_name: { value: '' } } }, 'EMPTY_VALUE', 'requirements.given_name.value'],
    [
      'options that are no list',
      { requirements: { family_name: { options: 'a' } } },
      'INVALID_VALUE',
      'requirements.family_name.options',
    ],
    [
      'an option that is a number',
      { requirements: { name: { options: [1] } } },
      'INVALID_VALUE',
      'requirements.name.options[0]',
    ],
    [
      'a date in another order',
      { requirements: { birth_date: { value: '02.08.1984' } } },
      'INVALID_VALUE',
      'requirements.birth_date.value',
    ],
    [
      'a day that does not exist',
      { requirements: { birth_date: { options: ['1984-02-30'] } } },
      'INVALID_VALUE',
      'requirements.birth_date.options[0]',
    ],
    [
      'an e-mail requirement without options',
      { requirements: { email: { value: 'a@b.test' } } },
      'REQUIRED_VALUE',
      'requirements.email.options',
    ],
    [
      'a bad e-mail among options',
      { requirements: { email: { options: ['a@b.test', 'x'] } } },
      'INVALID_VALUE',
      'requirements.email.options[1]',
    ],
    ['a bad phone', { requirements: { phone: { value: '+0' } } }, 'INVALID_VALUE', 'requirements.phone.value'],
    [
      'a selfie that is no picture',
      { requirements: { referenceSelfie: { value: 'aGVsbG8=' } } },
      'INVALID_VALUE',
      'requirements.referenceSelfie.value',
    ],
    [
      'a selfie without value',
      { requirements: { referenceSelfie: {} } },
      'REQUIRED_VALUE',
      'requirements.referenceSelfie.value',
    ],
  ];
  test.each(cases)('%s', async (_name, body, code, target) => {
    const { status, json } = await create(body);
    expect(status).toBe(400);
    expect(json).toMatchObject({ code: 'INVALID_DATA', details: [{ code, target }] });
  });

  test('a missing reference selfie, where only faces are compared', async () => {
    const { json } = await create(selfieOnly());
    expect(json).toMatchObject({ details: [{ code: 'REQUIRED_VALUE', target: 'requirements.referenceSelfie' }] });
    const good = await create({ ...selfieOnly(), requirements: { referenceSelfie: { value: jpeg } } });
    expect(good.json.transactionStatus?.verificationStatus).toEqual({
      FACIAL_COMPARISON_REFERENCE_SELFIE: 'REQUESTED',
      LIVENESS: 'REQUESTED',
    });
  });

  test('all mistakes at once', async () => {
    const { json } = await create({ redirect: {}, callback: {}, requirements: { birth_date: { value: 'x' } } });
    expect(json.details?.length).toBe(3);
  });

  test('an unknown policy as 404, when the knob says so', async () => {
    await sandbox.turn({ unknownPolicy: 404 });
    expect((await create({ verifyPolicy: { id: '0e5b0000-4444-4a44-8a44-000000000004' } })).status).toBe(404);
    await sandbox.turn({ unknownPolicy: 400 });
  });
});

describe('policies', () => {
  const ALL = [
    ...['Default', 'Selfie only', 'Document only', 'Contact check', 'Short', 'Retries', 'Optional checks', 'Strict'],
    ...['Data collection only', 'Voice'],
  ];
  test.each([
    ['name eq "default"', ['Default']],
    ['name ne "default"', ALL.slice(1)],
    ['name co "ONLY"', ['Selfie only', 'Document only', 'Data collection only']],
    ['name sw "con"', ['Contact check']],
    ['name ew "rt"', ['Short']],
    ['name pr', ALL],
  ])('filter %s finds %j', async (filter, expected) => {
    const { json } = await sandbox.api('GET', `/verifyPolicies?filter=${encodeURIComponent(filter)}`);
    expect(json._embedded?.verifyPolicies?.map((policy) => policy.name)).toEqual(expected);
  });

  test.each(['name eq', 'id eq "x"', 'name eq "a" and name eq "b"', 'name gt "a"'])(
    'filter %s is refused',
    async (filter) => {
      const { status, json } = await sandbox.api('GET', `/verifyPolicies?filter=${encodeURIComponent(filter)}`);
      expect(status).toBe(400);
      expect(json).toMatchObject({ details: [{ code: 'INVALID_FILTER' }] });
    },
  );

  test('a test can make one with any time limit', async () => {
    const made = await sandbox.call('POST', '/sandbox/policies', {
      name: 'Quick',
      transaction: { timeout: { duration: 2, timeUnit: 'SECONDS' } },
    });
    expect(made.status).toBe(201);
    const { json } = await sandbox.api('GET', `/verifyPolicies/${String(made.json.id)}`);
    expect(json).toMatchObject({
      name: 'Quick',
      default: false,
      governmentId: { verify: 'REQUIRED' },
      transaction: { dataCollection: { timeout: { duration: 2, timeUnit: 'SECONDS' } } },
    });
    const bad = { name: 'Long', transaction: { timeout: { duration: 31, timeUnit: 'MINUTES' } } };
    expect((await sandbox.call('POST', '/sandbox/policies', bad)).status).toBe(400);
  });
});

test('the QR picture is a data URI unless a picture is asked for', async () => {
  const { id } = await sandbox.verification();
  const path = `/v1/idValidations/webVerifications/${id}/qr`;
  expect((await sandbox.call('GET', path)).text).toMatch(/^data:image\/jpeg;base64,/);
  const picture = await sandbox.call('GET', path, undefined, { headers: { accept: 'image/avif,image/*' } });
  expect(picture.headers.get('content-type')).toBe('image/jpeg');
  await sandbox.finish(id, 'SUCCESS');
  expect((await sandbox.call('GET', path)).status).toBe(404);
});
