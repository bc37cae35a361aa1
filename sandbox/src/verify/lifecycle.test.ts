/** The life of a transaction over real HTTP: walks, callbacks, web page, deadlines, evidence, approval. */
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { CallbackReceiver, type Json, TestSandbox } from '../test-sandbox.js';

let sandbox: TestSandbox;
let receiver: CallbackReceiver | undefined;
beforeAll(async () => {
  sandbox = await TestSandbox.start();
});
afterAll(() => sandbox.stop());
afterEach(() => {
  receiver?.stop();
  receiver = undefined;
});

const advance = (advanceSeconds: number) => sandbox.call('POST', '/sandbox/clock', { advanceSeconds });
const statusOf = (json: Json) => json.transactionStatus?.status;
const checksOf = (json: Json) => json.transactionStatus?.verificationStatus;
const types = (list: Json) => (list._embedded?.verifiedData ?? []).map((item) => item.type);
const listen = async (...statuses: number[]) => {
  receiver = await CallbackReceiver.start(...statuses);
  return receiver;
};
const capture = (id: string, step: string, body: object) =>
  sandbox.call('POST', `/v1/idValidations/webVerifications/${id}/${step}`, body);

describe('walks and callbacks', () => {
  test('each status between is entered, and told to the callback with its headers', async () => {
    const { received, url } = await listen(200);
    const { id, path } = await sandbox.verification({ callback: { url, headers: { 'x-secret': 's', Host: 'evil' } } });
    await sandbox.finish(id, 'SUCCESS');
    expect(receiver?.statuses).toEqual(['INITIATED', 'IN_PROGRESS', 'SUCCESS']);
    expect(received[0]).toMatchObject({
      method: 'POST',
      headers: { 'x-secret': 's', 'content-type': 'application/json' },
    });
    expect(received[0]?.headers.host).not.toBe('evil');
    expect(received[2]?.body).toMatchObject({ id, verifiedDocuments: ['driver_license'] });

    const { json } = await sandbox.api('GET', path);
    expect(statusOf(json)).toBe('SUCCESS');
    expect(json.webVerificationUrl).toBeUndefined();
    expect(json.webVerificationCode).toBeUndefined();
  });

  test('a callback that fails is sent again, and the next status waits for it', async () => {
    const { url } = await listen(500, 503, 200);
    const { id } = await sandbox.verification({ callback: { url } });
    await sandbox.finish(id, 'IN_PROGRESS');
    expect(receiver?.statuses).toEqual(['INITIATED', 'INITIATED', 'INITIATED', 'IN_PROGRESS']);
  });

  test('callbacks can be switched off, lost and doubled', async () => {
    const { url } = await listen(200);
    const run = async (knobs: object) => {
      await sandbox.turn(knobs);
      const { id } = await sandbox.verification({ callback: { url } });
      await sandbox.finish(id, 'INITIATED');
    };
    await run({ callbacks: 'off' });
    await run({ callbacks: 'on', callbackDropPercent: 100 });
    expect(receiver?.statuses).toEqual([]);
    await run({ callbackDropPercent: 0, callbackDuplicates: 1, callbackOnCreate: 'on' });
    expect(receiver?.statuses).toEqual(['REQUESTED', 'REQUESTED', 'INITIATED', 'INITIATED']);
    await sandbox.turn({ callbackDuplicates: 0, callbackOnCreate: 'off' });
  });

  test('a goal behind is refused, a goal reached is no walk', async () => {
    const { id } = await sandbox.verification();
    expect((await sandbox.finish(id, 'PARTIAL')).json).toMatchObject({ status: 'PARTIAL' });
    expect((await sandbox.finish(id, 'PARTIAL')).status).toBe(202);
    expect((await sandbox.finish(id, 'INITIATED')).status).toBe(409);
    expect((await sandbox.finish(id, 'FAIL')).json).toMatchObject({ status: 'FAIL' });
    expect((await sandbox.finish(id, 'SUCCESS')).status).toBe(409);
    expect((await sandbox.finish(id, 'NONSENSE')).status).toBe(400);
    expect((await sandbox.finish('nothing', 'FAIL')).status).toBe(404);
  });

  test('a failure names checks and messages', async () => {
    const { id, path } = await sandbox.verification();
    await sandbox.finish(id, 'FAIL');
    const { json } = await sandbox.api('GET', path);
    expect(checksOf(json)).toMatchObject({ GOVERNMENT_ID: 'FAIL', LIVENESS: 'SUCCESS' });
    expect(json.transactionStatus?.providerMessagesList?.[0]?.messages).toMatch(/not readable/);
  });
});

describe('the web page', () => {
  test('consent, document and selfie lead to the verdict', async () => {
    const { url } = await listen(200);
    const { id, path, code } = await sandbox.verification({ callback: { url }, redirect: { url: 'https://a.test' } });
    const state = await sandbox.call('GET', `/v1/idValidations/webVerifications/${id}?code=${code}`);
    expect(state.json).toMatchObject({
      status: 'REQUESTED',
      ended: false,
      steps: [
        { name: 'consent', state: 'todo' },
        { name: 'document', state: 'todo' },
        { name: 'selfie', state: 'todo' },
      ],
      person: { firstName: 'Alice' },
      policy: { governmentId: 'REQUIRED' },
      redirect: { url: 'https://a.test' },
    });
    expect((await capture(id, 'document', { code, outcome: 'pass' })).status).toBe(409);
    expect((await capture(id, 'consent', { code })).status).toBe(200);
    expect((await capture(id, 'document', { code, outcome: 'pass', kind: 'passport' })).status).toBe(200);
    await sandbox.untilStatus(path, 'PARTIAL');
    expect((await capture(id, 'selfie', { code, outcome: 'pass' })).status).toBe(200);
    const { json } = await sandbox.untilStatus(path, 'SUCCESS');
    expect(json.verifiedDocuments).toEqual(['passport']);
    expect(receiver?.statuses.slice(0, 3)).toEqual(['INITIATED', 'PARTIAL', 'IN_PROGRESS']);
    expect((await capture(id, 'selfie', { code, outcome: 'pass' })).status).toBe(409);
  });

  test('someone else on the selfie fails', async () => {
    const { id, path, code } = await sandbox.verification();
    await capture(id, 'consent', { code });
    await capture(id, 'document', { code, outcome: 'pass' });
    await capture(id, 'selfie', { code, outcome: 'fail' });
    const { json } = await sandbox.untilStatus(path, 'FAIL');
    expect(checksOf(json)).toEqual({
      FACIAL_COMPARISON_DOCUMENT: 'FAIL',
      GOVERNMENT_ID: 'SUCCESS',
      LIVENESS: 'SUCCESS',
    });
  });

  test('a wrong code is 403, an unknown transaction 404, after giving up 409', async () => {
    const { id, code } = await sandbox.verification();
    const wrong = code === '000000' ? '000001' : '000000';
    expect((await sandbox.call('GET', `/v1/idValidations/webVerifications/${id}?code=${wrong}`)).status).toBe(403);
    expect((await capture(id, 'consent', { code: wrong })).status).toBe(403);
    expect((await capture('x', 'consent', { code })).status).toBe(404);
    expect((await capture(id, 'abandon', { code })).json).toMatchObject({ abandoned: true });
    expect((await capture(id, 'consent', { code })).status).toBe(409);
  });
});

describe('deadlines', () => {
  test('at expiresAt an unfinished transaction fails with the time-out marker, and the callback hears of it', async () => {
    const { url } = await listen(200);
    const { path } = await sandbox.verification({ callback: { url } });
    await advance(29 * 60);
    expect(statusOf((await sandbox.api('GET', path)).json)).toBe('REQUESTED');
    await advance(61);
    const { json } = await sandbox.api('GET', path);
    expect(statusOf(json)).toBe('FAIL');
    expect(JSON.stringify(checksOf(json))).toContain('TRANSACTION_TIMED_OUT');
    expect(json.qrUrl).toBeUndefined();
    await expect.poll(() => receiver?.statuses).toEqual(['FAIL']);
  });

  test('the time for collecting starts when the person begins', async () => {
    const { id, path } = await sandbox.verification();
    await advance(10 * 60);
    await sandbox.finish(id, 'INITIATED');
    await advance(14 * 60);
    expect(statusOf((await sandbox.api('GET', path)).json)).toBe('INITIATED');
    await advance(61);
    expect(statusOf((await sandbox.api('GET', path)).json)).toBe('FAIL');
  });

  test('processing runs past the deadline and decides', async () => {
    const { id, path } = await sandbox.verification();
    await sandbox.finish(id, 'IN_PROGRESS');
    await advance(31 * 60);
    expect(statusOf((await sandbox.api('GET', path)).json)).toBe('IN_PROGRESS');
    await sandbox.finish(id, 'SUCCESS');
    expect(statusOf((await sandbox.api('GET', path)).json)).toBe('SUCCESS');
  });

  test('with the knob at keep, the status stays and only the links go', async () => {
    await sandbox.turn({ expiredTransactions: 'keep' });
    const { path } = await sandbox.verification();
    await advance(31 * 60);
    const { json } = await sandbox.api('GET', path);
    expect(statusOf(json)).toBe('REQUESTED');
    expect(json.webVerificationUrl).toBeUndefined();
    await sandbox.turn({ expiredTransactions: 'flip' });
  });
});

describe('evidence', () => {
  test('ids alone without type; content with it; gone 30 minutes after the decision', async () => {
    const { id, path } = await sandbox.verification({
      requirements: { given_name: { options: ['Bob', 'Alice'] }, family_name: { value: 'Smith' } },
    });
    expect((await sandbox.api('GET', `${path}/verifiedData`)).json).toMatchObject({ size: 0 });
    await sandbox.finish(id, 'SUCCESS');

    const ids = (await sandbox.api('GET', `${path}/verifiedData`)).json;
    expect(types(ids).sort()).toEqual([
      'BACK_IMAGE',
      'BARCODE',
      'CROPPED_DOCUMENT',
      'CROPPED_PORTRAIT',
      'CROPPED_SIGNATURE',
      'END_USER_CLIENT',
      'FRONT_IMAGE',
      'GOVERNMENT_ID',
      'SELFIE',
    ]);
    expect(Object.keys(ids._embedded?.verifiedData?.[0] ?? {})).toEqual(['_links', 'id', 'type']);

    const whole = (await sandbox.api('GET', `${path}/verifiedData?type=government_id,Selfie&attempt=LATEST`)).json;
    const [document, selfie] = whole._embedded?.verifiedData ?? [];
    expect(document).toMatchObject({
      type: 'GOVERNMENT_ID',
      data: {
        firstName: 'Alice',
        lastName: 'Anderson',
        birthDate: '1990-04-12',
        addressCity: 'Hollywood',
        idType: '[DriversLicenseFront, DriversLicenseBack]',
      },
      retry: { attempt: 1 },
    });
    expect(Buffer.from(String(selfie?.data?.IMAGE), 'base64').subarray(0, 3).toString('hex')).toBe('ffd8ff');
    const one = `${path}/verifiedData/${String(document?.id)}`;
    expect((await sandbox.api('GET', one)).json).toMatchObject({ type: 'GOVERNMENT_ID', data: { firstName: 'Alice' } });

    await advance(31 * 60);
    expect((await sandbox.api('GET', `${path}/verifiedData?type=SELFIE`)).json).toMatchObject({ size: 0 });
    expect((await sandbox.api('GET', one)).status).toBe(404);
    await sandbox.turn({ purgedEvidence: 'notFound' });
    expect((await sandbox.api('GET', `${path}/verifiedData`)).status).toBe(404);
    await sandbox.turn({ purgedEvidence: 'empty' });
    const metadata = (await sandbox.api('GET', `${path}/metaData`)).json._embedded?.metaData;
    expect(metadata).toContainEqual(
      expect.objectContaining({
        type: 'BIOGRAPHIC_MATCH',
        provider: 'BIOGRAPHIC_MATCHER',
        data: {
          biographic_match_results: [
            { identifier: 'given_name', match: 'HIGH' },
            { identifier: 'family_name', match: 'LOW' },
          ],
        },
      }),
    );
  });

  test('metadata has the shape of its provider', async () => {
    await sandbox.turn({ biographicProvider: 'BABEL_STREET' });
    const { id, path } = await sandbox.verification({ requirements: { name: { value: 'Alice Anderson' } } });
    await sandbox.finish(id, 'SUCCESS');
    const { json } = await sandbox.api('GET', `${path}/metaData`);
    expect(json).toMatchObject({ size: 4, _embedded: { previousAttempts: [] } });
    const by = Object.fromEntries((json._embedded?.metaData ?? []).map((item) => [item.type, item]));
    expect(by.FACIAL_COMPARISON).toMatchObject({ provider: 'AMAZON', status: 'SUCCESS', data: { similarity: 98.42 } });
    expect(by.LIVENESS).toMatchObject({ provider: 'IDRND', data: { probability: 0.97 } });
    expect(by.DOCUMENT_AUTHENTICATION).toMatchObject({ provider: 'MITEK', retry: { attempt: 1 } });
    expect(by.BIOGRAPHIC_MATCH).toMatchObject({
      provider: 'BABEL_STREET',
      data: { detailedResults: { name: { probeValue: 'Alice Anderson', rawScore: 1, confidence: 'HIGH' } } },
    });
    await sandbox.turn({ biographicProvider: 'BIOGRAPHIC_MATCHER' });
  });

  test('earlier attempts stand beside the latest', async () => {
    const { id, path } = await sandbox.verification();
    await sandbox.finish(id, 'SUCCESS', { attempts: 3 });
    const read = async (query: string) =>
      (await sandbox.api('GET', `${path}/verifiedData?type=SELFIE&${query}`)).json._embedded?.verifiedData ?? [];
    expect((await read('attempt=ALL'))[0]).toMatchObject({ retry: { attempt: 3, previousAttempts: [{}, {}] } });
    expect((await read('attempt=LATEST'))[0]?.retry).toEqual({ attempt: 3 });
    expect((await read('attempt=2'))[0]?.retry).toEqual({ attempt: 2 });
    expect(await read('attempt=4')).toEqual([]);
    expect((await sandbox.api('GET', `${path}/verifiedData?attempt=5`)).status).toBe(400);
    const { json } = await sandbox.api('GET', `${path}/metaData`);
    expect(json._embedded?.previousAttempts?.length).toBe(6);
  });

  test('deleting takes it away', async () => {
    const { id, path } = await sandbox.verification();
    await sandbox.finish(id, 'SUCCESS');
    expect((await sandbox.api('DELETE', `${path}/verifiedData`)).status).toBe(204);
    expect((await sandbox.api('DELETE', `${path}/metaData`)).status).toBe(204);
    expect((await sandbox.api('GET', `${path}/metaData`)).json).toMatchObject({ size: 0 });
  });
});

describe('manual approval', () => {
  const approve = (path: string, status: unknown = 'APPROVED_MANUALLY') =>
    sandbox.api('PUT', path, { transactionStatus: { status } });

  test('is allowed from FAIL and IN_PROGRESS only', async () => {
    const { id, path } = await sandbox.verification();
    expect((await approve(path)).json).toMatchObject({
      code: 'INVALID_DATA',
      details: [{ code: 'INVALID_VALUE', target: 'transactionStatus.status' }],
    });
    await sandbox.finish(id, 'IN_PROGRESS');
    const approved = await approve(path);
    expect(approved.status).toBe(200);
    expect(statusOf(approved.json)).toBe('APPROVED_MANUALLY');
    expect((await approve(path, 'APPROVED_NO_REQUEST')).status).toBe(400);
    expect((await sandbox.finish(id, 'SUCCESS')).status).toBe(409);

    const failed = await sandbox.verification();
    await sandbox.finish(failed.id, 'FAIL');
    expect(statusOf((await approve(failed.path, 'APPROVED_NO_REQUEST')).json)).toBe('APPROVED_NO_REQUEST');
  });

  test.each([['SUCCESS'], [null], [7]])('refuses the status %j', async (status) => {
    const { path } = await sandbox.verification();
    expect((await approve(path, status)).status).toBe(400);
  });

  test('ends a walk that is underway', async () => {
    await sandbox.turn({ dwellMs: 200 });
    const { id, path } = await sandbox.verification();
    await sandbox.finish(id, 'IN_PROGRESS');
    const walk = sandbox.finish(id, 'SUCCESS');
    await approve(path);
    await walk;
    expect(statusOf((await sandbox.api('GET', path)).json)).toBe('APPROVED_MANUALLY');
    await sandbox.turn({ dwellMs: 5 });
  });
});

test('the list shows the newest first, as many as asked for; a deleted one is gone; others do not see it', async () => {
  const first = await sandbox.verification();
  const second = await sandbox.verification();
  const list = (query = '') => sandbox.api('GET', `${sandbox.alice}/verifyTransactions${query}`);
  const ids = (json: Json) => (json._embedded?.verifyTransactions ?? []).map((item) => item.id);
  expect(ids((await list('?limit=2')).json)).toEqual([second.id, first.id]);
  expect((await list('?limit=0')).status).toBe(400);
  expect((await sandbox.api('GET', `/users/${sandbox.ready.users.bob}/verifyTransactions/${first.id}`)).status).toBe(
    404,
  );
  expect((await sandbox.api('DELETE', second.path)).status).toBe(204);
  expect((await sandbox.api('GET', second.path)).status).toBe(404);
  expect(ids((await list('?limit=1')).json)).toEqual([first.id]);
});
