/** Device authentications with devices that were added over the API: passcodes that are sent, and FIDO. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { FlowTester } from '../flow-tester.js';
import { TestAuthenticator } from '../test-authenticator.js';

let tester: FlowTester;
beforeAll(async () => {
  tester = await FlowTester.start();
});
afterAll(() => tester.stop());
beforeEach(() => tester.reset());

const add = (body: object) => tester.sandbox.api('POST', `${tester.sandbox.alice}/devices`, body);

test('an e-mail device gets a passcode, masked; choosing it again sends another', async () => {
  const { json: device } = await add({ type: 'EMAIL', email: 'alice@example.test' });
  const started = await tester.authenticate();
  expect(started.json).toMatchObject({ status: 'OTP_REQUIRED', selectedDevice: { id: device.id } });
  expect(started.json._embedded?.devices).toMatchObject([
    { id: device.id, type: 'EMAIL', usableStatus: { status: 'ENABLED' }, email: 'al****@example.test' },
  ]);
  const first = await tester.newestCode('alice@example.test');
  const again = await tester.act(started, 'device.select', { device: { id: device.id } });
  expect(again.json.status).toBe('OTP_REQUIRED');
  const second = await tester.newestCode('alice@example.test');
  if (first !== second) expect((await tester.act(started, 'otp.check', { otp: first })).status).toBe(400);
  expect((await tester.act(started, 'otp.check', { otp: second })).json.status).toBe('COMPLETED');
  expect((await tester.act(started, 'otp.check', { otp: second })).status).toBe(400);
});

test('messages that follow too closely are refused with the time of the next', async () => {
  const { json: device } = await add({ type: 'SMS', phone: '+14155552671' });
  const started = await tester.authenticate({ policy: { id: tester.policies.waits } });
  const again = await tester.act(started, 'device.select', { device: { id: device.id } });
  expect(again.status).toBe(400);
  expect(again.json.details).toMatchObject([{ code: 'LIMIT_EXCEEDED', innerError: { deliveryMethod: 'SMS' } }]);
});

describe('a passkey', () => {
  const origin = 'https://login.bank.example.com';

  async function addPasskey(): Promise<{ readonly id: string; readonly passkey: TestAuthenticator }> {
    const { json } = await add({ type: 'FIDO2', rp: { id: 'bank.example.com', name: 'Bank' } });
    const passkey = new TestAuthenticator();
    const attestation = passkey.attest(`${json.publicKeyCredentialCreationOptions}`, origin);
    const path = `${tester.sandbox.alice}/devices/${json.id}`;
    const contentType = 'application/vnd.pingidentity.device.activate+json';
    const active = await tester.sandbox.api('POST', path, { attestation, origin }, { contentType });
    expect(active.json.status).toBe('ACTIVE');
    return { id: `${json.id}`, passkey };
  }

  test('signs the challenge once', async () => {
    const { id, passkey } = await addPasskey();
    const started = await tester.authenticate();
    expect(started.json).toMatchObject({ status: 'ASSERTION_REQUIRED', selectedDevice: { id } });
    const assertion = passkey.assert(`${started.json.publicKeyCredentialRequestOptions}`, origin);
    const foreign = await tester.act(started, 'assertion.check', { assertion, origin: 'https://evil.test' });
    expect(foreign.status).toBe(400);
    const done = await tester.act(started, 'assertion.check', { assertion, origin });
    expect(done.json.status).toBe('COMPLETED');
    const next = await tester.authenticate();
    expect((await tester.act(next, 'assertion.check', { assertion, origin })).status).toBe(400);
    await tester.turn({ mfaBadAssertion: 'FAILED' });
    expect((await tester.act(next, 'assertion.check', { assertion, origin })).json.status).toBe('FAILED');
  });

  test('says who it is when no user was named', async () => {
    const { id, passkey } = await addPasskey();
    const started = await tester.authenticate({ user: undefined, rp: { id: 'bank.example.com' } });
    expect(started.json.user).toBeUndefined();
    const assertion = passkey.assert(`${started.json.publicKeyCredentialRequestOptions}`, origin);
    const done = await tester.act(started, 'assertion.check', { assertion, origin });
    expect(done.json).toMatchObject({
      status: 'COMPLETED',
      user: { id: tester.sandbox.ready.users.alice },
      selectedDevice: { id },
    });
  });

  test('is left out where the client knows no FIDO', async () => {
    const { id } = await addPasskey();
    const { json } = await tester.authenticate({ compatibility: 'NONE' });
    expect(json).toMatchObject({
      status: 'FAILED',
      error: { code: 'NO_USABLE_DEVICES', unavailableDevices: [{ id }] },
    });
  });
});
