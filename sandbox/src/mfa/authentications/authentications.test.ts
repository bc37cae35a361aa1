/** Device authentications over real HTTP: statuses, selection, passcodes, pushes, failures, the end. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { FlowTester } from '../flow-tester.js';

let tester: FlowTester;
beforeAll(async () => {
  tester = await FlowTester.start();
});
afterAll(() => tester.stop());
beforeEach(() => tester.reset());

describe('a one-time contact', () => {
  test('gets a passcode that completes the authentication, and stays masked', async () => {
    const started = await tester.authenticate({
      selectedDevice: { oneTime: { type: 'EMAIL', email: 'eva@example.test' } },
    });
    expect(started.status).toBe(201);
    expect(started.json.status).toBe('OTP_REQUIRED');
    expect(started.json.selectedDevice).toEqual({ oneTime: { type: 'EMAIL', email: 'ev****@example.test' } });
    expect(started.json.test).toBeUndefined();
    const wrong = await tester.act(started, 'otp.check', { otp: 'no' });
    expect([wrong.status, wrong.json.details?.[0]?.code]).toEqual([400, 'INVALID_OTP']);
    const done = await tester.act(started, 'otp.check', { otp: await tester.newestCode('eva@example.test') });
    expect([done.status, done.json.status]).toEqual([200, 'COMPLETED']);
    expect(done.json.authenticators).toContain('otp');
  });

  test('in test mode tells the passcode and sends nothing', async () => {
    const oneTime = { type: 'SMS', phone: '+1 (415) 555-2671', testMode: true };
    const started = await tester.authenticate({ selectedDevice: { oneTime } });
    expect(started.json.selectedDevice).toEqual({ oneTime: { type: 'SMS', phone: '*******71' } });
    expect(await tester.newestCode('+14155552671')).toBeUndefined();
    const otp = started.json.test?.otp;
    expect(await tester.act(started, 'otp.check', { otp })).toMatchObject({ json: { status: 'COMPLETED' } });
  });

  test('is never locked, and its passcode runs out', async () => {
    const oneTime = { type: 'SMS', phone: '+14155552671', testMode: true };
    const started = await tester.authenticate({ selectedDevice: { oneTime } });
    for (let guess = 0; guess < 6; guess += 1) {
      const { json } = await tester.act(started, 'otp.check', { otp: 'no' });
      expect(json.details?.[0]?.code).toBe('INVALID_OTP');
    }
    await tester.turn({ mfaAuthenticationMinutes: 1_440 });
    const later = await tester.authenticate({ selectedDevice: { oneTime } });
    await tester.wait(30 * 60);
    const late = await tester.act(later, 'otp.check', { otp: later.json.test?.otp });
    expect(late.json.details?.[0]?.code).toBe('INVALID_OTP');
  });
});

describe('a push', () => {
  test('is asked on the phone and approved', async () => {
    const deviceId = await tester.pairPhone();
    const started = await tester.authenticate({ notification: { clientContext: { header: 'Pay 5' } } });
    expect(started.json.status).toBe('PUSH_CONFIRMATION_REQUIRED');
    expect(started.json.selectedDevice).toEqual({ id: deviceId });
    const phone = await tester.control('GET', '/phone');
    expect(phone.json.pushes).toMatchObject([{ id: started.json.id, deviceId, clientContext: { header: 'Pay 5' } }]);
    await tester.control('POST', `/push/${started.json.id}`, { answer: 'APPROVE' });
    expect((await tester.read(started)).json.status).toBe('COMPLETED');
    const again = await tester.control('POST', `/push/${started.json.id}`, { answer: 'APPROVE' });
    expect(again.status).toBe(409);
  });

  test.each([
    ['REJECTED', 'PUSH_CONFIRMATION_REJECTED'],
    ['FAILED', 'FAILED'],
  ])('that is denied becomes what the knob says (%s)', async (knob, status) => {
    await tester.turn({ mfaRejectedPush: knob });
    await tester.pairPhone();
    const started = await tester.authenticate();
    await tester.control('POST', `/push/${started.json.id}`, { answer: 'DENY' });
    expect((await tester.read(started)).json.status).toBe(status);
    const select = await tester.act(started, 'device.select', { device: started.json.selectedDevice });
    expect([select.status, select.json.code]).toEqual([400, 'REQUEST_FAILED']);
  });

  test('times out by the vendor clock and can be sent again', async () => {
    await tester.pairPhone();
    const started = await tester.authenticate();
    await tester.wait(41);
    const { json } = await tester.read(started);
    expect(json.status).toBe('PUSH_CONFIRMATION_TIMED_OUT');
    expect(Object.keys(json._links ?? {})).toEqual(['self', 'device.select']);
    const again = await tester.act(started, 'device.select', { device: started.json.selectedDevice });
    expect(again.json.status).toBe('PUSH_CONFIRMATION_REQUIRED');
  });

  test('can ask for a number; a wrong one ends it', async () => {
    await tester.pairPhone();
    const policy = { id: tester.policies.numberMatching };
    const first = await tester.authenticate({ policy });
    const { number, choices } = (await tester.control('GET', `/push/${first.json.id}`)).json;
    expect(choices).toContain(number);
    await tester.control('POST', `/push/${first.json.id}`, { answer: 'APPROVE', number });
    expect((await tester.read(first)).json.status).toBe('COMPLETED');
    const second = await tester.authenticate({ policy });
    await tester.control('POST', `/push/${second.json.id}`, { answer: 'WRONG_NUMBER' });
    expect((await tester.read(second)).json.status).toBe('PUSH_CONFIRMATION_REJECTED');
  });

  test('is cancelled back to the choice of a device', async () => {
    await tester.pairPhone();
    const started = await tester.authenticate();
    const cancelled = await tester.act(started, 'cancel.push.authentication', { reason: 'CHANGE_DEVICE' });
    expect(cancelled.json).toMatchObject({
      status: 'DEVICE_SELECTION_REQUIRED',
      selectedDevice: started.json.selectedDevice,
    });
  });

  test('denied too often locks the phone', async () => {
    const deviceId = await tester.pairPhone();
    for (let push = 0; push < 3; push += 1) {
      const { json } = await tester.authenticate();
      await tester.control('POST', `/push/${json.id}`, { answer: 'DENY' });
    }
    const { json } = await tester.authenticate();
    expect(json).toMatchObject({
      status: 'FAILED',
      error: { code: 'NO_USABLE_DEVICES', unavailableDevices: [{ id: deviceId }] },
    });
  });

  test('sent too often is refused with the time it may be sent again', async () => {
    await tester.pairPhone();
    for (let push = 0; push < 5; push += 1) await tester.authenticate();
    const { status, json } = await tester.authenticate();
    expect(status).toBe(400);
    expect(json.details).toMatchObject([{ code: 'LIMIT_EXCEEDED', innerError: { deliveryMethod: 'PUSH' } }]);
  });
});

describe('which device is asked', () => {
  test('several phones: the first, the chosen one, or the person chooses', async () => {
    const first = await tester.pairPhone();
    const second = await tester.pairPhone({ model: 'Second' });
    expect((await tester.authenticate()).json.selectedDevice).toEqual({ id: first });
    const chosen = await tester.authenticate({ selectedDevice: { id: second } });
    expect(chosen.json.selectedDevice).toEqual({ id: second });
    const prompt = await tester.authenticate({ policy: { id: tester.policies.promptToSelect } });
    expect(prompt.json.status).toBe('DEVICE_SELECTION_REQUIRED');
    expect(prompt.json._embedded?.devices?.map(({ id }) => id)).toEqual([first, second]);
    const selected = await tester.act(prompt, 'device.select', { device: { id: second } });
    expect(selected.json).toMatchObject({ status: 'PUSH_CONFIRMATION_REQUIRED', selectedDevice: { id: second } });
  });

  test('one phone: only ALWAYS_DISPLAY_DEVICES still asks', async () => {
    await tester.pairPhone();
    const prompt = await tester.authenticate({ policy: { id: tester.policies.promptToSelect } });
    expect(prompt.json.status).toBe('PUSH_CONFIRMATION_REQUIRED');
    const display = await tester.authenticate({ policy: { id: tester.policies.alwaysDisplayDevices } });
    expect(display.json.status).toBe('DEVICE_SELECTION_REQUIRED');
  });

  test('none: FAILED or 400, as the knob says', async () => {
    const { status, json } = await tester.authenticate();
    expect([status, json.status, json.error?.code]).toEqual([201, 'FAILED', 'NO_USABLE_DEVICES']);
    await tester.turn({ mfaNoUsableDevices: '400' });
    const refused = await tester.authenticate();
    expect([refused.status, refused.json.details?.[0]?.code]).toEqual([400, 'NO_USABLE_DEVICES']);
  });
});

describe("a phone's own passcode", () => {
  test('completes when push is off, and is good once, also in the creating call', async () => {
    const deviceId = await tester.pairPhone({ pushEnabled: false });
    const started = await tester.authenticate();
    expect(started.json.status).toBe('OTP_REQUIRED');
    const otp = (await tester.control('GET', '/phone')).json.devices?.[0]?.passcode;
    expect((await tester.act(started, 'otp.check', { otp })).json.status).toBe('COMPLETED');
    const replay = await tester.authenticate({ selectedDevice: { otp } });
    expect([replay.status, replay.json.details?.[0]?.code]).toEqual([400, 'INVALID_OTP']);
    await tester.wait(60);
    const next = (await tester.control('GET', '/phone')).json.devices?.[0]?.passcode;
    const atOnce = await tester.authenticate({ selectedDevice: { otp: next } });
    expect(atOnce.json).toMatchObject({ status: 'COMPLETED', selectedDevice: { id: deviceId } });
  });

  test('guessed too often locks the phone and says until when', async () => {
    await tester.pairPhone({ pushEnabled: false });
    const started = await tester.authenticate();
    const codes: unknown[] = [];
    for (let guess = 0; guess < 4; guess += 1) {
      const { json } = await tester.act(started, 'otp.check', { otp: 'no' });
      codes.push(json.details?.[0]?.code);
    }
    expect(codes).toEqual(['INVALID_OTP', 'INVALID_OTP', 'QUOTA_EXCEEDED', 'QUOTA_EXCEEDED']);
    const locked = await tester.act(started, 'device.select', { device: started.json.selectedDevice });
    expect(Number(locked.json.details?.[0]?.innerError?.coolDownExpiresAt)).toBeGreaterThan(Date.now());
    await tester.wait(121);
    const open = await tester.act(started, 'device.select', { device: started.json.selectedDevice });
    expect(open.json.status).toBe('OTP_REQUIRED');
  });
});

describe('FIDO', () => {
  test('without a user any passkey of the site may answer, over the challenge that was given', async () => {
    const challenge = Buffer.alloc(32, 7).toString('base64url');
    const started = await tester.authenticate({ user: undefined, rp: { id: 'localhost' }, webAuthn: { challenge } });
    expect(started.json.status).toBe('ASSERTION_REQUIRED');
    const options = JSON.parse(`${started.json.publicKeyCredentialRequestOptions}`);
    expect(options).toMatchObject({ rpId: 'localhost', challenge: Array(32).fill(7) });
    expect(options.allowCredentials).toBeUndefined();
    const bad = await tester.act(started, 'assertion.check', { assertion: '{}', origin: 'http://localhost' });
    expect([bad.status, bad.json.details?.[0]?.target]).toEqual([400, 'assertion']);
  });
});

describe('the door and the end', () => {
  test('no token is 401, a foreign environment 403, another method 405, another media type 415', async () => {
    const none = await tester.sandbox.call('GET', `${tester.base}/deviceAuthentications/x`);
    expect(none.status).toBe(401);
    const started = await tester.authenticate();
    const path = `${tester.base}/deviceAuthentications/${started.json.id}`;
    expect((await tester.call('PUT', path, {})).status).toBe(405);
    expect((await tester.call('POST', path, {})).status).toBe(415);
    expect((await tester.call('GET', `/${crypto.randomUUID()}/deviceAuthentications/x`)).status).toBe(403);
  });

  test.each(['404', '410'])('after its time it is gone (%s)', async (status) => {
    await tester.turn({ mfaExpiredAuthentication: status });
    await tester.pairPhone();
    const started = await tester.authenticate();
    await tester.wait(31 * 60);
    expect((await tester.read(started)).status).toBe(Number(status));
  });

  test.each([
    [{ user: undefined }, 'user.id'],
    [{ user: { id: 'nobody' } }, 'user.id'],
    [{ policy: { id: 'none' } }, 'policy.id'],
    [{ selectedDevice: { oneTime: { type: 'TOTP' } } }, 'selectedDevice.oneTime.type'],
    [{ selectedDevice: { oneTime: { type: 'EMAIL' } } }, 'selectedDevice.oneTime.email'],
    [{ webAuthn: { challenge: 'short' } }, 'webAuthn.challenge'],
    [{ mobilePayload: 'x' }, 'application.id'],
    [{ compatibility: 'SOME' }, 'compatibility'],
  ])('a body that is wrong is refused by name (%#)', async (body, target) => {
    const { status, json } = await tester.authenticate(body);
    expect([status, json.code, json.details?.[0]?.target]).toEqual([400, 'INVALID_DATA', target]);
  });
});
