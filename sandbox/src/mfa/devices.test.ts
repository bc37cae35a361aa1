/** The devices of a person over real HTTP: adding, proving, order, locks, limits, and what goes wrong. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Answer, TestSandbox } from '../test-sandbox.js';
import { TestAuthenticator } from './test-authenticator.js';

const VENDOR = 'application/vnd.pingidentity';
let sandbox: TestSandbox;
let devices = '';

beforeAll(async () => {
  sandbox = await TestSandbox.start();
});
afterAll(() => sandbox.stop());
beforeEach(async () => {
  await sandbox.call('POST', '/sandbox/reset', {});
  devices = `${sandbox.alice}/devices`;
});

const add = (body: object) => sandbox.api('POST', devices, body);
const act = (id: string, action: string, body: object | string = '') =>
  sandbox.api('POST', `${devices}/${id}`, body, { contentType: `${VENDOR}.device.${action}+json` });
const order = (ids: readonly string[]) =>
  sandbox.api('POST', devices, { order: ids.map((id) => ({ id })) }, { contentType: `${VENDOR}.devices.reorder+json` });
const advance = (advanceSeconds: number) => sandbox.call('POST', '/sandbox/clock', { advanceSeconds });
const lastMessage = async () => (await sandbox.call('GET', '/sandbox/inbox')).json[0];
const passcodeOf = async (id: string, ahead = 0) =>
  String((await sandbox.call('GET', `/sandbox/mfa/devices/${id}/passcode?ahead=${ahead}`)).json.otp);
const policy = async (body: object) => {
  const { json } = await sandbox.call('POST', '/sandbox/mfa/policies', { name: 'test', ...body });
  return { id: String(json.id) };
};
const detail = ({ status, json }: Answer) => [status, json.code, json.details?.[0]?.code];
const waiting = { status: 'ACTIVATION_REQUIRED' };

test('a worker adds an e-mail device that is active at once', async () => {
  const made = await add({ type: 'EMAIL', email: 'alice@example.test', nickname: 'Mail' });
  expect(made.status).toBe(201);
  expect(made.json).toMatchObject({
    type: 'EMAIL',
    status: 'ACTIVE',
    nickname: 'Mail',
    email: 'alice@example.test',
    lock: { status: 'UNLOCKED' },
    block: { status: 'UNBLOCKED' },
    user: { id: sandbox.ready.users.alice },
  });
  expect(made.headers.get('location')).toBe(made.json._links?.self?.href);
  expect((await sandbox.api('GET', `${devices}/${made.json.id}`)).json).toEqual(made.json);
});

test.each([
  ['SMS', '1-415-555-2671'],
  ['VOICE', '+1 (415) 555-2671'],
  ['WHATSAPP', '+1.4155552671'],
])('a %s device is proved with the passcode of its message', async (type, phone) => {
  const made = await add({ type, phone, ...waiting });
  expect(made.json).toMatchObject({ status: 'ACTIVATION_REQUIRED', phone: '+14155552671' });
  expect(made.json._links).toHaveProperty(['device.activate']);
  const message = await lastMessage();
  expect(message).toMatchObject({ method: type, to: '+14155552671', template: 'device_pairing' });
  expect(detail(await act(made.json.id ?? '', 'activate', { otp: 'wrong' }))).toEqual([
    400,
    'INVALID_DATA',
    'INVALID_OTP',
  ]);
  const active = await act(made.json.id ?? '', 'activate', { otp: message?.code });
  expect(active.status).toBe(200);
  expect(active.json.status).toBe('ACTIVE');
  expect((await act(made.json.id ?? '', 'activate', { otp: message?.code })).status).toBe(400);
});

test('messages follow locale, variant and variables', async () => {
  const template = { locale: 'es-ES', variant: 'short', variables: { shop: 'Ana' } };
  await add({ type: 'EMAIL', email: 'a@example.test', ...waiting, notification: { template } });
  const message = await lastMessage();
  expect(message?.template).toBe('device_pairing/short');
  expect(message?.text).toContain('Su código');
  expect(message?.text).toContain('shop: Ana');
});

test('in test mode the passcode is in the answer and nothing is sent', async () => {
  const made = await add({ type: 'SMS', phone: '+14155552671', ...waiting, testMode: true });
  expect((await sandbox.call('GET', '/sandbox/inbox')).json).toHaveLength(0);
  const otp = made.json.test?.otp;
  expect(otp).toMatch(/^\d{6}$/);
  expect((await act(made.json.id ?? '', 'activate', { otp })).json.status).toBe('ACTIVE');
});

test('too many wrong passcodes lock a device until the cool-down ends; a passcode ends too', async () => {
  const made = await add({ type: 'SMS', phone: '+14155552671', ...waiting });
  const id = String(made.json.id);
  const otp = (await lastMessage())?.code;
  await act(id, 'activate', { otp: '000' });
  await act(id, 'activate', { otp: '000' });
  const locked = await act(id, 'activate', { otp: '000' });
  expect(detail(locked)).toEqual([400, 'INVALID_DATA', 'QUOTA_EXCEEDED']);
  expect(locked.json.details?.[0]?.innerError?.coolDownExpiresAt).toBeGreaterThan(Date.now());
  expect(detail(await act(id, 'activate', { otp }))[2]).toBe('QUOTA_EXCEEDED');
  expect((await sandbox.api('GET', `${devices}/${id}`)).json.lock).toMatchObject({ status: 'LOCKED', reason: 'OTP' });
  await advance(121);
  expect((await sandbox.api('GET', `${devices}/${id}`)).json.lock).toEqual({ status: 'UNLOCKED' });
  expect((await act(id, 'sendActivationCode')).status).toBe(200);
  const next = (await lastMessage())?.code;
  await advance(1_801);
  expect(detail(await act(id, 'activate', { otp: next }))[2]).toBe('INVALID_OTP');
});

test('messages to one number wait as the notification policy says', async () => {
  const made = await add({
    type: 'SMS',
    phone: '+14155552671',
    ...waiting,
    policy: await policy({ notificationsPolicy: 'waits' }),
  });
  const id = String(made.json.id);
  const early = await act(id, 'sendActivationCode');
  expect(detail(early)).toEqual([400, 'REQUEST_FAILED', 'LIMIT_EXCEEDED']);
  expect(early.json.details?.[0]?.innerError?.deliveryMethod).toBe('SMS');
  await advance(11);
  expect((await act(id, 'sendActivationCode')).status).toBe(200);
  expect((await act(id, 'sendActivationCode')).status).toBe(400);
});

test('an authenticator app is proved with its code, each code once', async () => {
  const made = await add({ type: 'TOTP', policy: { type: 'DEFAULT' } });
  expect(made.json.status).toBe('ACTIVATION_REQUIRED');
  expect(made.json.keyUri).toMatch(/^otpauth:\/\/totp\/Sandbox%20Bank:alice\?/);
  const id = String(made.json.id);
  expect((await sandbox.api('GET', `${devices}/${id}`)).json).not.toHaveProperty('secret');
  expect((await act(id, 'activate', { otp: await passcodeOf(id) })).json.status).toBe('ACTIVE');
  const late = await add({ type: 'TOTP' });
  await advance(1_801);
  const lateId = String(late.json.id);
  expect(detail(await act(lateId, 'activate', { otp: await passcodeOf(lateId) }))[2]).toBe('INVALID_OTP');
});

test('a hardware token out of step is resynchronized with two codes', async () => {
  expect((await add({ type: 'OATH_TOKEN', serialNumber: 'none' })).status).toBe(400);
  const made = await add({ type: 'OATH_TOKEN', serialNumber: '8830012345', ...waiting });
  expect(made.json).toMatchObject({ serialNumber: '8830012345', tokenType: 'HOTP' });
  const id = String(made.json.id);
  const first = await act(id, 'activate', { otp: await passcodeOf(id, 50), oathResync: true });
  expect(detail(first)).toEqual([400, 'INVALID_DATA', 'EXTRA_OTP_REQUIRED']);
  expect((await act(id, 'activate', { otp: await passcodeOf(id, 51), oathResync: true })).json.status).toBe('ACTIVE');
});

test('a passkey is proved by its attestation, for its own site only', async () => {
  const made = await add({ type: 'FIDO2', rp: { id: 'bank.example.com', name: 'Bank' } });
  const id = String(made.json.id);
  const options = String(made.json.publicKeyCredentialCreationOptions);
  const { challenge, pubKeyCredParams } = JSON.parse(options);
  expect(challenge.every((byte: number) => byte >= -128 && byte < 128)).toBe(true);
  expect(pubKeyCredParams[0]).toEqual({ type: 'public-key', alg: '-7' });
  const authenticator = new TestAuthenticator();
  const origin = 'https://login.bank.example.com';
  const attestation = authenticator.attest(options, origin);
  expect((await act(id, 'activate', { attestation, origin: 'https://evil.test' })).status).toBe(400);
  expect((await act(id, 'activate', { attestation: JSON.parse(attestation), origin })).status).toBe(400);
  const active = await act(id, 'activate', { attestation, origin });
  expect(active.json).toMatchObject({ status: 'ACTIVE', fidoRegistrationArtifacts: { attestationType: 'NONE' } });
  const other = await add({ type: 'FIDO2', rp: { id: 'bank.example.com' } });
  const excluded = JSON.parse(String(other.json.publicKeyCredentialCreationOptions)).excludeCredentials;
  expect(excluded).toHaveLength(1);
  expect((await act(String(other.json.id), 'activate', { attestation, origin })).status).toBe(400);
});

test('the first device is the default, and the order can be changed and removed', async () => {
  const ids: string[] = [];
  for (const email of ['a@example.test', 'b@example.test', 'c@example.test']) {
    ids.push(String((await add({ type: 'EMAIL', email })).json.id));
  }
  const shown = async () => {
    const { json } = await sandbox.api('GET', `${devices}?expand=order`);
    return [...(json._embedded?.devices ?? [])].map(({ id }) => id);
  };
  expect(await shown()).toEqual(ids);
  const [first = '', second = '', third = ''] = ids;
  expect((await order([third])).status).toBe(200);
  expect(await shown()).toEqual([third, first, second]);
  await sandbox.api('DELETE', `${devices}/${third}`);
  expect(await shown()).toEqual([first, second]);
  const removed = await sandbox.api('POST', devices, '', { contentType: `${VENDOR}.devices.order.remove+json` });
  expect(removed.status).toBe(204);
  expect((await sandbox.api('GET', `${devices}?expand=order`)).json._embedded).not.toHaveProperty('order');
  expect((await order(['nobody'])).status).toBe(400);
});

test('lists are filtered by status and type', async () => {
  await add({ type: 'EMAIL', email: 'a@example.test' });
  await add({ type: 'SMS', phone: '+14155552671', ...waiting });
  const count = async (filter: string) =>
    (await sandbox.api('GET', `${devices}?filter=${encodeURIComponent(filter)}`)).json.count;
  expect(await count('(status eq "ACTIVE")')).toBe(1);
  expect(await count('type eq "SMS" and status eq "ACTIVATION_REQUIRED"')).toBe(1);
  expect((await sandbox.api('GET', `${devices}?filter=phone%20pr`)).status).toBe(400);
});

test('a device is blocked, unblocked, unlocked, named and deleted', async () => {
  const id = String((await add({ type: 'EMAIL', email: 'a@example.test' })).json.id);
  expect((await act(id, 'block')).json.block).toMatchObject({ status: 'BLOCKED' });
  expect((await act(id, 'unblock')).json.block).toEqual({ status: 'UNBLOCKED' });
  expect((await act(id, 'unlock')).json.lock).toEqual({ status: 'UNLOCKED' });
  expect((await sandbox.api('PUT', `${devices}/${id}/nickname`, { nickname: 'Work' })).json.nickname).toBe('Work');
  expect((await sandbox.api('PUT', `${devices}/${id}/nickname`, { nickname: 'x'.repeat(101) })).status).toBe(400);
  expect((await sandbox.api('PUT', `${devices}/${id}`, {})).status).toBe(405);
  expect((await sandbox.api('DELETE', `${devices}/${id}`)).status).toBe(204);
  expect((await sandbox.api('GET', `${devices}/${id}`)).status).toBe(404);
});

test('one device too many is refused, and devices that nobody activates are gone after a day', async () => {
  const settings = { pairing: { maxAllowedDevices: 1, pairingKeyFormat: 'NUMERIC' } };
  expect((await sandbox.api('PUT', '/mfaSettings', settings)).status).toBe(200);
  const half = await add({ type: 'SMS', phone: '+14155552671', ...waiting });
  await add({ type: 'EMAIL', email: 'a@example.test' });
  const refused = await add({ type: 'EMAIL', email: 'b@example.test' });
  expect(detail(refused)).toEqual([400, 'REQUEST_FAILED', 'LIMIT_EXCEEDED']);
  expect(refused.json.details?.[0]?.innerError).toEqual({ maximumAllowed: 1 });
  await advance(86_401);
  expect((await sandbox.api('GET', `${devices}/${half.json.id}`)).status).toBe(404);
});

test('as many devices may wait as the limit says, and each of them can still be activated', async () => {
  await sandbox.turn({ mfaHalfEnrolledLimit: 1 });
  const made = await add({ type: 'SMS', phone: '+14155552671', ...waiting });
  expect(detail(await add({ type: 'TOTP' }))).toEqual([400, 'REQUEST_FAILED', 'LIMIT_EXCEEDED']);
  const active = await act(String(made.json.id), 'activate', { otp: (await lastMessage())?.code });
  expect(active.json.status).toBe('ACTIVE');
});

test.each([
  [{}, 'type'],
  [{ type: 'SMS' }, 'phone'],
  [{ type: 'EMAIL', email: 'nobody' }, 'email'],
  [{ type: 'EMAIL', email: 'a@example.test', policy: { id: 'x', type: 'DEFAULT' } }, 'policy'],
  [{ type: 'VOICE', phone: '+14155552671', extension: 'abc' }, 'extension'],
  [{ type: 'MOBILE' }, 'type'],
])('a body that is wrong tells where: %j', async (body, target) => {
  const answer = await add(body);
  expect(answer.status).toBe(400);
  expect(answer.json.details?.[0]?.target).toBe(target);
});

test('a method that the policy turns off cannot be added', async () => {
  const answer = await add({ type: 'SMS', phone: '+14155552671', policy: await policy({ methods: ['email'] }) });
  expect(detail(answer)).toEqual([400, 'INVALID_DATA', 'INVALID_VALUE']);
});

test('settings, switch and policies are read and changed', async () => {
  const path = `${sandbox.alice}/mfaEnabled`;
  expect((await sandbox.api('GET', path)).json.mfaEnabled).toBe(true);
  expect((await sandbox.api('PUT', path, { mfaEnabled: false })).json.mfaEnabled).toBe(false);
  expect((await sandbox.api('GET', sandbox.alice)).json.mfaEnabled).toBe(false);
  const policies = (await sandbox.api('GET', '/deviceAuthenticationPolicies')).json._embedded
    ?.deviceAuthenticationPolicies;
  const byDefault = [...(policies ?? [])].find((candidate) => Boolean(candidate.default));
  expect(byDefault).toMatchObject({ blockUsersWithDisabledMfa: true, bypassBlockedWhenMfaDisabled: true });
  expect((await sandbox.api('GET', `/deviceAuthenticationPolicies/${byDefault?.id}`)).json).toEqual(byDefault);
  expect(detail(await sandbox.api('DELETE', `/deviceAuthenticationPolicies/${byDefault?.id}`))[2]).toBe(
    'CONSTRAINT_VIOLATION',
  );
  expect((await sandbox.api('DELETE', '/mfaSettings')).json.pairing).toMatchObject({ maxAllowedDevices: 5 });
  const applications = (await sandbox.api('GET', '/applications')).json._embedded?.applications;
  expect((await sandbox.api('GET', `/applications/${applications?.[0]?.id}`)).json.type).toBe('NATIVE_APP');
});

test('devices outlive a restart', async () => {
  const made = await add({ type: 'EMAIL', email: 'a@example.test' });
  await sandbox.restart();
  expect((await sandbox.api('GET', `${devices}/${made.json.id}`)).json).toMatchObject({ email: 'a@example.test' });
});
