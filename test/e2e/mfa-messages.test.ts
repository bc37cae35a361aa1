// What end users cannot do with messages of MFA: have their own words sent to others, or more of them than a person needs.
import {
  addDevice,
  authenticate,
  test as base,
  changeDevice,
  expect,
  send,
  startAuthentication,
  type UserErrorShown,
} from '../support/mfa.js';
import type { Person } from '../support/person.js';
import { NO_REQUEST_LIMITS, type TestSandbox } from '../support/sandbox.js';

const TO_ONE_CONTACT = 10;
const IN_ALL = 30;

/** PingOne itself counts too; it must not be what stops the messages here. */
const test = base.override('knobs', NO_REQUEST_LIMITS);

interface Answered {
  readonly userErrors: readonly UserErrorShown[];
}

const LURE = 'URGENT: open https://evil.example now';
const WORDS = [
  { templateVariables: { 'logged-in-user': LURE } },
  { templateVariables: {} },
  { templateVariant: 'urgent' },
  { policyId: 'b2e7ed34-5da4-4b9d-9c2c-1a5bbc4d1111' },
] as const;

async function messagesFor(sandbox: TestSandbox, userId: string): Promise<readonly Record<string, unknown>[]> {
  return (await sandbox.inbox()).filter((message) => message.userId === userId);
}

function expectLimit(answers: readonly Answered[], sent: number, limit: number): void {
  const refused = answers.flatMap(({ userErrors }) => userErrors);
  expect(answers.length - refused.length).toBe(sent);
  for (const error of refused) {
    expect(error).toMatchObject({ code: 'NOTIFICATION_LIMIT_EXCEEDED', field: ['input'], limit });
    const waitMs = Date.parse(error.retryAt ?? '') - Date.now();
    expect(waitMs).toBeGreaterThan(0);
    expect(waitMs).toBeLessThanOrEqual(15 * 60_000);
  }
}

test('an end user chooses the language of a message, and none of its words', async ({ admin, newcomer, sandbox }) => {
  const person = await newcomer();
  const { id: userId } = person;
  const device = { userId, type: 'SMS', phone: '+14155550144' };
  const start = { userId, oneTimeDevice: { type: 'EMAIL', email: 'victim@bank.example' } };
  for (const notification of WORDS) {
    const field = ['input', 'notification', Object.keys(notification)[0]];
    const refused = [{ code: 'INVALID_VALUE', field }];
    const more = { notification: { ...notification, templateLocale: 'es' } };
    expect((await changeDevice(person, 'createDevice', { ...device, ...more })).userErrors).toMatchObject(refused);
    const started = await authenticate(person, 'createDeviceAuthentication', { ...start, ...more });
    expect(started.userErrors).toMatchObject(refused);
  }
  expect(await messagesFor(sandbox, userId)).toEqual([]);

  const notification = { templateLocale: 'es' };
  await addDevice(person, { ...device, notification });
  await startAuthentication(person, { ...start, notification });
  const texts = (await messagesFor(sandbox, userId)).map(({ text }) => text);
  expect(texts).toHaveLength(2);
  for (const text of texts) expect(text).toMatch(/^Su código [^\n]*\d{6}\.$/);

  await startAuthentication(admin, { ...start, notification: WORDS[0] });
  expect((await messagesFor(sandbox, userId))[0]?.text).toContain(LURE);
});

test('few messages go to one contact, by whatever way and at whichever gateway', async ({
  admin,
  newcomer,
  sandbox,
  startGateway,
}) => {
  const person = await newcomer();
  const other = person.with({ gateway: await startGateway() });
  const { id: userId } = person;
  const phone = '+14155550155';
  const answers: Answered[] = [];
  for (let round = 0; round < 5; round += 1) {
    const [one, two] = round % 2 === 0 ? [person, other] : [other, person];
    const made = await changeDevice(one, 'createDevice', { userId, type: 'SMS', phone });
    const oneTimeDevice = { type: 'VOICE', phone: '+1 415 555 0155' };
    const start = { userId, oneTimeDevice, idempotencyKey: `round ${round}` };
    answers.push(made, await authenticate(two, 'createDeviceAuthentication', start));
    if (!made.device) continue;
    const key = { userId, deviceId: made.device.id };
    answers.push(await changeDevice(two, 'resendDeviceActivationOtp', key));
    answers.push(
      await changeDevice(one, 'resendDeviceActivationOtp', { ...key, deviceId: key.deviceId.toUpperCase() }),
    );
    await send(one, 'deleteDevice', key);
  }
  expectLimit(answers, TO_ONE_CONTACT, TO_ONE_CONTACT);
  expect(await messagesFor(sandbox, userId)).toHaveLength(TO_ONE_CONTACT);

  // Nobody is asked, a repeat gets its first answer, and another contact and staff go on.
  await sandbox.clearRequests();
  const again = { userId, oneTimeDevice: { type: 'SMS', phone } };
  expectLimit([await authenticate(person, 'createDeviceAuthentication', again)], 0, TO_ONE_CONTACT);
  expect(await sandbox.requests()).toEqual([]);
  const repeat = { userId, oneTimeDevice: { type: 'VOICE', phone: '+1 415 555 0155' }, idempotencyKey: 'round 0' };
  await startAuthentication(person, repeat);
  await startAuthentication(person, { userId, oneTimeDevice: { type: 'EMAIL', email: 'own@example.test' } });
  await startAuthentication(admin, again);
});

test('and not many more to many contacts; what sends nothing goes on', async ({
  admin,
  newcomer,
  sandbox,
  startGateway,
}) => {
  const person = await newcomer();
  const both = [person, person.with({ gateway: await startGateway() })] as const;
  const { id: userId } = person;
  const app = await addDevice(person, { userId, type: 'TOTP' });
  const otp = await sandbox.passcode(app.id);
  await changeDevice(person, 'activateDevice', { userId, deviceId: app.id, otp });
  const phone = { userId, type: 'SMS', phone: '+14155550166', status: 'ACTIVE' };
  const { id: deviceId } = await addDevice(admin, phone);
  // An authenticator app is sent nothing, so that this costs nothing.
  for (let count = 0; count <= IN_ALL; count += 1) await startAuthentication(person, { userId, deviceId: app.id });

  const starts = await Promise.all(
    Array.from({ length: IN_ALL }, (_, index) => {
      const oneTimeDevice = { type: 'EMAIL', email: `${String.fromCharCode(97 + index)}@victims-${index}.example` };
      const by: Person = both[index % 2 === 0 ? 0 : 1];
      return authenticate(by, 'createDeviceAuthentication', {
        userId,
        ...(index < 20 ? { oneTimeDevice } : { deviceId }),
      });
    }),
  );
  expectLimit(starts, IN_ALL, IN_ALL);
  const sent = await messagesFor(sandbox, userId);
  expect(sent).toHaveLength(IN_ALL);
  const started = await startAuthentication(person, { userId, deviceId: app.id });
  const more = [
    await authenticate(person, 'createDeviceAuthentication', { userId, deviceId }),
    await authenticate(person, 'createDeviceAuthentication', { userId, deviceId: deviceId.toUpperCase() }),
    await authenticate(person, 'createDeviceAuthentication', { userId }),
    await changeDevice(person, 'createDevice', { userId, type: 'EMAIL', email: 'one-more@example.test' }),
    await authenticate(person, 'selectDevice', { deviceAuthenticationId: started.id, deviceId }),
    await authenticate(person, 'selectDevice', {
      deviceAuthenticationId: started.id,
      deviceId: deviceId.toUpperCase(),
    }),
  ];
  expectLimit(more, 0, IN_ALL);
  expect(await messagesFor(sandbox, userId)).toHaveLength(IN_ALL);
  const silent = { userId, type: 'EMAIL', email: 'silent@example.test', testMode: true, status: 'ACTIVE' };
  const quiet = await addDevice(admin, silent);
  await startAuthentication(person, { userId, deviceId: quiet.id });
});
