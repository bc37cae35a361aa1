// How a device authentication can be started: what each input does, where it stands in the call to PingOne, and who is asked.
import { addDevice, authenticate, expect, send, startAuthentication, test } from '../support/mfa.js';
import type { Person } from '../support/person.js';

/** Parts of the call that say nothing by themselves. */
const bare = (keys: readonly string[] | null) =>
  (keys ?? []).filter((key) => !keys?.some((one) => one.startsWith(`${key}.`)));

async function addMail(admin: Person, userId: string, name: string): Promise<string> {
  const input = { userId, type: 'EMAIL', email: `${name}@example.test`, status: 'ACTIVE' };
  return (await addDevice(admin, input)).id;
}

async function addPhone(person: Person, pair: (key: string) => Promise<string | null>): Promise<string> {
  type Made = { readonly pairingKey: { readonly code: string } };
  const { pairingKey } = await send<Made>(person, 'createPairingKey', { userId: person.id }, 'pairingKey { code }');
  const deviceId = await pair(pairingKey.code);
  if (deviceId === null) throw new Error('The phone was not paired.');
  return deviceId;
}

test.for([
  ['default', 1, 'OTP_REQUIRED'],
  ['default', 2, 'OTP_REQUIRED'],
  ['promptToSelect', 1, 'OTP_REQUIRED'],
  ['promptToSelect', 2, 'DEVICE_SELECTION_REQUIRED'],
  ['alwaysDisplayDevices', 1, 'DEVICE_SELECTION_REQUIRED'],
  ['alwaysDisplayDevices', 2, 'DEVICE_SELECTION_REQUIRED'],
] as const)('policy %s with %i devices: %s', async ([policy, count, status], { newcomer, admin, sandbox }) => {
  const person = await newcomer();
  const userId = person.id;
  const ids: string[] = [];
  for (let index = 0; index < count; index += 1) ids.push(await addMail(admin, userId, `mail-${index}`));
  const policyId = sandbox.ready.mfaPolicies[policy];
  const started = await startAuthentication(person, { userId, policyId });
  const asked = status === 'OTP_REQUIRED' ? ids[0] : undefined;
  expect(started).toMatchObject({ status, policy: { id: policyId } });
  expect(started.selectedDevice?.id).toBe(asked);
  expect(started.devices.map(({ id }) => id)).toEqual(ids);

  // A device that is named is asked at once, whatever the policy.
  const last = ids.at(-1);
  const chosen = await startAuthentication(person, { userId, policyId, deviceId: last });
  expect(chosen).toMatchObject({ status: 'OTP_REQUIRED', selectedDevice: { id: last } });
});

test.for([
  ['EMAIL', 'email', 'once@example.test', 'on****@example.test'],
  ['SMS', 'phone', '+14155550111', '*******11'],
  ['VOICE', 'phone', '+14155550112', '*******12'],
] as const)('a contact used once: %s', async ([type, name, contact, maskedContact], { newcomer, admin, sandbox }) => {
  const person = await newcomer();
  const userId = person.id;
  const oneTimeDevice = { type, [name]: contact };
  const started = await startAuthentication(person, { userId, oneTimeDevice });
  expect(started).toMatchObject({
    status: 'OTP_REQUIRED',
    oneTimeDevice: { type, maskedContact },
    selectedDevice: null,
    test: null,
  });
  const { bodyKeys } = await sandbox.lastCall('POST', '/deviceAuthentications');
  const inSelected = `selectedDevice.oneTime`;
  expect(bare(bodyKeys)).toEqual(['user.id', `${inSelected}.type`, `${inSelected}.${name}`]);
  const [message] = await sandbox.inbox();
  expect(message).toMatchObject({ method: type, to: contact, template: 'strong_authentication' });
  const done = await authenticate(person, 'checkOtp', { deviceAuthenticationId: started.id, otp: message?.code });
  expect(done.deviceAuthentication).toMatchObject({ status: 'COMPLETED' });

  // In test mode nothing is sent, and the passcode comes back.
  const inTest = { userId, oneTimeDevice: { ...oneTimeDevice, testMode: true } };
  const tested = await startAuthentication(admin, inTest);
  expect(tested.test?.otp).toMatch(/^\d{6}$/);
  expect((await sandbox.inbox())[0]?.id).toBe(message?.id);
  expect(bare((await sandbox.lastCall('POST', '/deviceAuthentications')).bodyKeys)).toContain(`${inSelected}.testMode`);
  const proof = { deviceAuthenticationId: tested.id, otp: tested.test?.otp };
  expect((await authenticate(admin, 'checkOtp', proof)).deviceAuthentication).toMatchObject({ status: 'COMPLETED' });
  const refused = await authenticate(person, 'createDeviceAuthentication', inTest);
  expect(refused.userErrors).toMatchObject([{ code: 'INVALID_VALUE', field: ['input', 'oneTimeDevice', 'testMode'] }]);
});

test('a passcode in the same call completes it, with the device named or not', async ({ newcomer, sandbox }) => {
  const person = await newcomer();
  const userId = person.id;
  const deviceId = await addPhone(person, (key) => sandbox.pairPhone(key));
  const start = async (input: object) => authenticate(person, 'createDeviceAuthentication', { userId, ...input });

  const otp = await sandbox.passcode(deviceId);
  const named = await start({ deviceId, otp });
  expect(named.deviceAuthentication).toMatchObject({ status: 'COMPLETED', selectedDevice: { id: deviceId } });
  const { bodyKeys } = await sandbox.lastCall('POST', '/deviceAuthentications');
  expect(bare(bodyKeys)).toEqual(['user.id', 'selectedDevice.id', 'selectedDevice.otp']);
  expect((await start({ otp })).userErrors).toMatchObject([{ code: 'INVALID_OTP', field: ['input', 'otp'] }]);

  await sandbox.advance(30);
  const unnamed = await start({ otp: await sandbox.passcode(deviceId) });
  expect(unnamed.deviceAuthentication).toMatchObject({ status: 'COMPLETED', selectedDevice: { id: deviceId } });
});

test('the message is for a transaction, in a language, a variant and with words of the app', async ({
  newcomer,
  admin,
  sandbox,
}) => {
  const person = await newcomer();
  const userId = person.id;
  await addMail(admin, userId, 'purse');
  const { id } = await startAuthentication(admin, {
    userId,
    notificationType: 'TRANSACTION',
    notification: {
      templateVariant: 'short',
      templateLocale: 'es-ES',
      templateVariables: { amount: '12,50 €', shop: 'Tienda' },
    },
  });
  const [message] = await sandbox.inbox();
  expect(message).toMatchObject({ to: 'purse@example.test', template: 'transaction/short' });
  expect(message?.text).toMatch(/^Su código para aprobar la operación es \d{6}\.\namount: 12,50 €\nshop: Tienda$/);
  const { bodyKeys } = await sandbox.lastCall('POST', '/deviceAuthentications');
  expect(bare(bodyKeys)).toEqual([
    'user.id',
    'notification.template.name',
    'notification.template.variant',
    'notification.template.locale',
    'notification.template.variables.amount',
    'notification.template.variables.shop',
  ]);
  const proof = { deviceAuthenticationId: id, otp: message?.code };
  expect((await authenticate(person, 'checkOtp', proof)).deviceAuthentication).toMatchObject({ status: 'COMPLETED' });
});

test('a notification policy of its own says how soon another message may follow', async ({
  admin,
  newcomer,
  sandbox,
}) => {
  const person = await newcomer();
  const policyId = await sandbox.notificationPolicy('Waits between messages');
  const input = {
    userId: person.id,
    oneTimeDevice: { type: 'EMAIL', email: `${person.username}@example.test` },
    notification: { policyId },
  };
  const before = await sandbox.now();
  await startAuthentication(admin, input);
  const { bodyKeys } = await sandbox.lastCall('POST', '/deviceAuthentications');
  expect(bare(bodyKeys)).toContain('notification.policy.id');
  const { userErrors } = await authenticate(admin, 'createDeviceAuthentication', input);
  expect(userErrors).toMatchObject([{ code: 'NOTIFICATION_LIMIT_EXCEEDED', retryAt: expect.any(String) }]);
  const waitMs = Date.parse(userErrors[0]?.retryAt ?? '') - before.getTime();
  expect(waitMs).toBeGreaterThanOrEqual(10_000);
  expect(waitMs).toBeLessThan(40_000);
});

test('the phone is shown the facts of the sign-on; the app and the browser are named to PingOne', async ({
  newcomer,
  sandbox,
}) => {
  const person = await newcomer();
  const userId = person.id;
  const deviceId = await addPhone(person, (key) => sandbox.pairPhone(key));
  const { applicationId } = sandbox.ready;
  const clientContext = { place: 'Madrid', amount: 12.5 };
  const userAgent = 'Mozilla/5.0 (X11; Linux x86_64) Firefox/150.0';
  const started = await startAuthentication(person, { userId, applicationId, clientContext, userAgent });
  expect(started).toMatchObject({
    status: 'PUSH_CONFIRMATION_REQUIRED',
    application: { id: applicationId },
    selectedDevice: { id: deviceId },
  });
  expect((await sandbox.phonePushes()).find(({ id }) => id === started.id)).toMatchObject({ clientContext });
  const { bodyKeys } = await sandbox.lastCall('POST', '/deviceAuthentications');
  expect(bare(bodyKeys)).toEqual([
    'user.id',
    'application.id',
    'notification.clientContext.place',
    'notification.clientContext.amount',
    'userAgent',
  ]);
  const nested = { userId, clientContext: { place: { city: 'Madrid' } } };
  expect((await authenticate(person, 'createDeviceAuthentication', nested)).userErrors).toMatchObject([
    { code: 'INVALID_VALUE', field: ['input', 'clientContext'] },
  ]);
});

test('an app that signs for its own phone is done at once', async ({ newcomer, sandbox }) => {
  const person = await newcomer();
  const userId = person.id;
  const deviceId = await addPhone(person, (key) => sandbox.pairPhone(key));
  const { applicationId } = sandbox.ready;
  const mobilePayload = 'a-text-that-the-kit-in-the-app-has-signed';
  const started = await startAuthentication(person, { userId, applicationId, mobilePayload });
  expect(started).toMatchObject({ status: 'COMPLETED', selectedDevice: { id: deviceId } });
  const { bodyKeys } = await sandbox.lastCall('POST', '/deviceAuthentications');
  expect(bare(bodyKeys)).toEqual(['user.id', 'mobilePayload', 'application.id']);
  const nameless = await authenticate(person, 'createDeviceAuthentication', { userId, mobilePayload });
  expect(nameless.userErrors).toMatchObject([{ code: 'REQUIRED_VALUE', field: ['input', 'applicationId'] }]);
  const unknown = { userId, mobilePayload, applicationId: '00000000-0000-4000-8000-000000000000' };
  expect((await authenticate(person, 'createDeviceAuthentication', unknown)).userErrors).toMatchObject([
    { code: 'APPLICATION_NOT_FOUND', field: ['input', 'applicationId'] },
  ]);
});

test('a relying party and a challenge stand where PingOne looks for them', async ({ signOnService, sandbox }) => {
  const challenge = Buffer.alloc(32, 7).toString('base64url');
  const started = await startAuthentication(signOnService, {
    rpId: 'localhost',
    challenge,
    compatibility: 'FULL',
  });
  expect(started).toMatchObject({
    status: 'ASSERTION_REQUIRED',
    user: null,
    publicKeyCredentialRequestOptions: { challenge, rpId: 'localhost' },
  });
  const { bodyKeys } = await sandbox.lastCall('POST', '/deviceAuthentications');
  expect(bare(bodyKeys)).toEqual(['rp.id', 'webAuthn.challenge', 'compatibility']);
  const nobody = await authenticate(signOnService, 'createDeviceAuthentication', { challenge });
  expect(nobody.userErrors).toMatchObject([{ code: 'REQUIRED_VALUE', field: ['input', 'rpId'] }]);
});

test.for([
  [
    'a device and a contact',
    { oneTimeDevice: { type: 'EMAIL', email: 'a@example.test' }, deviceId: 'x' },
    'oneTimeDevice',
  ],
  ['a contact and a passcode', { oneTimeDevice: { type: 'EMAIL', email: 'a@example.test' }, otp: '123456' }, 'otp'],
  ['a contact of another kind', { oneTimeDevice: { type: 'SMS', email: 'a@example.test' } }, 'oneTimeDevice.phone'],
  ['a short challenge', { challenge: 'c2hvcnQ' }, 'challenge'],
] as const)('%s: refused without a call', async ([, input, field], { newcomer, sandbox }) => {
  const person = await newcomer();
  await sandbox.clearRequests();
  const refused = await authenticate(person, 'createDeviceAuthentication', { userId: person.id, ...input });
  expect(refused.userErrors.map((error) => error.field)).toEqual([['input', ...field.split('.')]]);
  expect((await sandbox.requests()).filter(({ path }) => path.endsWith('/deviceAuthentications'))).toEqual([]);
});
