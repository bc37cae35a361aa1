/** Pairing keys and authentication codes over real HTTP. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { FlowTester } from './flow-tester.js';

let tester: FlowTester;
beforeAll(async () => {
  tester = await FlowTester.start();
});
afterAll(() => tester.stop());
beforeEach(() => tester.reset());

const keys = () => `${tester.sandbox.alice}/pairingKeys`;
const newKey = (body: object = {}) => tester.sandbox.api('POST', keys(), body);

describe('a pairing key', () => {
  test('of twelve digits is claimed by its code and makes a phone', async () => {
    const { status, json } = await newKey();
    expect(status).toBe(201);
    expect(json).toMatchObject({ status: 'UNCLAIMED', user: { id: tester.sandbox.ready.users.alice } });
    expect(json.code).toMatch(/^\d{12}$/);
    expect(Date.parse(`${json.expiresAt}`) - Date.parse(`${json.createdAt}`)).toBe(600_000);
    const claimed = await tester.control('POST', `/pairing-keys/${json.code}/claim`, {
      model: 'Pixel 11',
      os: 'ANDROID',
    });
    expect(claimed.json.status).toBe('CLAIMED');
    expect((await tester.sandbox.api('GET', `${keys()}/${json.id}`)).json.status).toBe('CLAIMED');
    const phones = (await tester.control('GET', '/phone')).json.devices;
    expect(phones).toMatchObject([{ id: claimed.json.device?.id, username: 'alice', model: 'Pixel 11' }]);
    expect((await tester.control('POST', `/pairing-keys/${json.id}/claim`)).status).toBe(409);
    expect((await tester.sandbox.api('DELETE', `${keys()}/${json.id}`)).status).toBe(400);
  });

  test('fails with the error of the phone', async () => {
    const { json } = await newKey();
    await tester.control('POST', `/pairing-keys/${json.id}/claim`, { error: 'MissingDeviceToken' });
    const read = await tester.sandbox.api('GET', `${keys()}/${json.id}`);
    expect(read.json).toMatchObject({ status: 'FAILED', error: { code: 'MissingDeviceToken' } });
  });

  test('fails when the person has no room for one more device', async () => {
    for (let phone = 0; phone < 5; phone += 1) await tester.pairPhone();
    const { json } = await newKey();
    const claimed = await tester.control('POST', `/pairing-keys/${json.id}/claim`);
    expect(claimed.json).toMatchObject({ status: 'FAILED', error: { code: 'LIMIT_EXCEEDED' }, device: null });
  });

  test('runs out, and can be deleted before', async () => {
    const { json } = await newKey({ policy: { id: tester.policies.short } });
    await tester.wait(6);
    expect((await tester.control('POST', `/pairing-keys/${json.id}/claim`)).status).toBe(409);
    const other = await newKey();
    expect((await tester.sandbox.api('DELETE', `${keys()}/${other.json.id}`)).status).toBe(204);
    expect((await tester.sandbox.api('GET', `${keys()}/${other.json.id}`)).status).toBe(404);
  });

  test('is one of at most twenty', async () => {
    for (let key = 0; key < 20; key += 1) expect((await newKey()).status).toBe(201);
    const { status, json } = await newKey();
    expect([status, json.code, json.details?.[0]?.code]).toEqual([400, 'REQUEST_FAILED', 'LIMIT_EXCEEDED']);
  });

  test('names only native applications and policies that exist', async () => {
    const { json } = await newKey({ applications: [{ id: 'none' }], policy: { id: 'none' } });
    expect(json.details?.map(({ target }) => target)).toEqual(['policy.id', 'applications[0].id']);
  });
});

describe('an authentication code', () => {
  const newCode = async (body: object = {}) => {
    const application = (await newKey()).json.applications?.[0];
    return tester.call('POST', `${tester.base}/authenticationCodes`, { application, ...body });
  };
  const read = (id: unknown) => tester.call('GET', `${tester.base}/authenticationCodes/${id}`);
  const act = (id: unknown, action: string) => tester.control('POST', `/authentication-codes/${id}`, { action });

  test('is scanned, then approved', async () => {
    const { status, json } = await newCode({ clientContext: { header: 'Sign in' } });
    expect(status).toBe(201);
    expect(json).toMatchObject({ status: 'UNCLAIMED', userApproval: 'REQUIRED', clientContext: { header: 'Sign in' } });
    expect(json.code).toMatch(/^[0-9A-Z]{8}$/);
    expect((await act(json.id, 'claim')).status).toBe(409);
    const deviceId = await tester.pairPhone();
    expect((await act(json.code, 'claim')).json.status).toBe('CLAIMED');
    expect((await read(json.id)).json).toMatchObject({
      status: 'CLAIMED',
      user: { id: tester.sandbox.ready.users.alice },
      _embedded: { device: { id: deviceId } },
    });
    await act(json.id, 'approve');
    expect((await read(json.id)).json.status).toBe('COMPLETED');
  });

  test('is denied, or complete at once where no approval is wanted', async () => {
    await tester.pairPhone();
    const first = await newCode();
    await act(first.json.id, 'claim');
    await act(first.json.id, 'deny');
    expect((await read(first.json.id)).json.status).toBe('DENIED');
    const second = await newCode({ userApproval: 'NOT_REQUIRED' });
    expect((await act(second.json.id, 'claim')).json.status).toBe('COMPLETED');
  });

  test('runs out after its life, a minute by default', async () => {
    await tester.pairPhone();
    const [short, usual] = [await newCode({ lifeTime: { duration: 10, timeUnit: 'SECONDS' } }), await newCode()];
    await tester.wait(11);
    expect((await read(short.json.id)).json.status).toBe('EXPIRED');
    expect((await act(short.json.id, 'claim')).status).toBe(409);
    expect((await read(usual.json.id)).json.status).toBe('UNCLAIMED');
    await tester.wait(50);
    expect((await read(usual.json.id)).json.status).toBe('EXPIRED');
  });

  test.each([
    [{ application: { id: 'none' } }, 'application.id'],
    [{ lifeTime: { duration: 9, timeUnit: 'SECONDS' } }, 'lifeTime.duration'],
    [{ lifeTime: { duration: 31, timeUnit: 'MINUTES' } }, 'lifeTime.duration'],
    [{ lifeTime: { duration: 10 } }, 'lifeTime.timeUnit'],
    [{ userApproval: 'MAYBE' }, 'userApproval'],
  ])('that is asked for wrongly is refused (%#)', async (body, target) => {
    const { status, json } = await newCode(body);
    expect([status, json.details?.[0]?.target]).toEqual([400, target]);
  });

  test('can be deleted', async () => {
    const { json } = await newCode();
    const path = `${tester.base}/authenticationCodes/${json.id}`;
    expect((await tester.call('DELETE', path)).status).toBe(204);
    expect((await read(json.id)).status).toBe(404);
  });
});

test('what passes by outlives a restart', async () => {
  const deviceId = await tester.pairPhone();
  const started = await tester.authenticate();
  await tester.sandbox.restart();
  expect((await tester.read(started)).json).toMatchObject({
    status: 'PUSH_CONFIRMATION_REQUIRED',
    selectedDevice: { id: deviceId },
  });
});
