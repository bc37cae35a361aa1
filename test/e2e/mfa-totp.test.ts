// An authenticator app from the QR code to sign-on: which of its passcodes are good, when, and how often.
import QRCode from 'qrcode';
import { AuthenticatorApp } from '../support/authenticator-app.js';
import { addDevice, authenticate, changeDevice, expect, startAuthentication, test } from '../support/mfa.js';
import type { Person } from '../support/person.js';
import type { TestSandbox } from '../support/sandbox.js';

/** What the app shows, seen from a number of time steps before or after now. */
async function shownBy(app: AuthenticatorApp, sandbox: TestSandbox, steps = 0): Promise<string> {
  const now = await sandbox.now();
  return app.passcode(new Date(now.getTime() + steps * app.periodSeconds * 1_000));
}

/** Moves on by about so many time steps, to the beginning of one: a test must not run over its end. */
async function advanceToStep(app: AuthenticatorApp, sandbox: TestSandbox, steps: number): Promise<void> {
  const intoStep = ((await sandbox.now()).getTime() / 1_000) % app.periodSeconds;
  await sandbox.advance(steps * app.periodSeconds - intoStep + 1);
}

/** Adds the device and scans what a page would draw of it. */
async function enrol(person: Person) {
  const device = await addDevice(person, { userId: person.id, type: 'TOTP', nickname: 'My app' });
  const app = await AuthenticatorApp.scan(await QRCode.toBuffer(device.keyUri ?? ''));
  const activate = (otp: string) =>
    changeDevice(person, 'activateDevice', { userId: person.id, deviceId: device.id, otp });
  return { device, app, activate };
}

test('the app scans the QR code, and its passcodes activate the device and sign in, each once', async ({
  newcomer,
  sandbox,
}) => {
  const person = await newcomer();
  const { device, app, activate } = await enrol(person);
  expect(device).toMatchObject({ status: 'ACTIVATION_REQUIRED', secret: expect.stringMatching(/^[A-Z2-7]{32}$/) });
  expect(app.keyUri).toBe(device.keyUri);
  expect(app).toMatchObject({ issuer: 'Sandbox Bank', label: `Sandbox Bank:${person.username}` });

  const first = await shownBy(app, sandbox);
  expect(await activate(first)).toMatchObject({ device: { status: 'ACTIVE', secret: null }, userErrors: [] });

  const { id, status } = await startAuthentication(person, { userId: person.id });
  expect(status).toBe('OTP_REQUIRED');
  const check = (otp: string) => authenticate(person, 'checkOtp', { deviceAuthenticationId: id, otp });
  expect(await check(first)).toMatchObject({
    deviceAuthentication: null,
    userErrors: [{ code: 'INVALID_OTP', field: ['input', 'otp'] }],
  });
  await sandbox.advance(app.periodSeconds);
  const next = await shownBy(app, sandbox);
  expect(next).not.toBe(first);
  expect(await check(next)).toMatchObject({
    deviceAuthentication: { status: 'COMPLETED', authenticators: ['user', 'mfa', 'otp'] },
  });

  const another = await startAuthentication(person, { userId: person.id });
  const replayed = await authenticate(person, 'checkOtp', { deviceAuthenticationId: another.id, otp: next });
  expect(replayed.userErrors).toMatchObject([{ code: 'INVALID_OTP' }]);
});

test('a stale, an early and a wrong passcode are refused; one of the step before is still good', async ({
  newcomer,
  sandbox,
}) => {
  const person = await newcomer();
  const { app, activate } = await enrol(person);
  const now = await shownBy(app, sandbox);
  for (const steps of [-3, 3]) {
    const refused = await activate(await shownBy(app, sandbox, steps));
    expect(refused).toMatchObject({ device: null, userErrors: [{ code: 'INVALID_OTP' }] });
  }
  expect(await activate(now)).toMatchObject({ device: { status: 'ACTIVE' } });

  const { id } = await startAuthentication(person, { userId: person.id });
  const check = (otp: string) => authenticate(person, 'checkOtp', { deviceAuthenticationId: id, otp });
  await advanceToStep(app, sandbox, 3);
  const stale = await shownBy(app, sandbox, -2);
  expect((await check(stale)).userErrors).toMatchObject([{ code: 'INVALID_OTP' }]);
  const late = await shownBy(app, sandbox, -1);
  expect((await check(wrongFor(late))).userErrors).toMatchObject([{ code: 'INVALID_OTP' }]);
  expect(await check(late)).toMatchObject({ deviceAuthentication: { status: 'COMPLETED' } });
});

test('the key lapses when nobody scans it for half an hour, and the device after a day', async ({
  newcomer,
  sandbox,
}) => {
  const person = await newcomer();
  const { device, app, activate } = await enrol(person);
  await sandbox.advance(31 * 60);
  expect((await activate(await shownBy(app, sandbox))).userErrors).toMatchObject([{ code: 'INVALID_OTP' }]);
  await sandbox.advance(24 * 3_600);
  expect((await activate(await shownBy(app, sandbox))).userErrors).toMatchObject([
    { code: 'NOT_FOUND', field: ['input', 'deviceId'] },
  ]);
  const read = `query ($userId: ID!, $id: ID!) { device(userId: $userId, id: $id) { id } }`;
  expect(await person.ask(read, { userId: person.id, id: device.id })).toEqual({ device: null });
});

test('an app cannot be added as active: nobody would have seen its key', async ({ admin, newcomer }) => {
  const { id: userId } = await newcomer();
  const { device, userErrors } = await changeDevice(admin, 'createDevice', { userId, type: 'TOTP', status: 'ACTIVE' });
  expect(device).toBeNull();
  expect(userErrors).toMatchObject([{ code: 'INVALID_VALUE', field: ['input', 'status'] }]);
});

function wrongFor(passcode: string): string {
  return passcode.replace(/\d$/, (digit) => String((Number(digit) + 1) % 10));
}
