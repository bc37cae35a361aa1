/** How verifications end over real HTTP: reasons, magic names, policies that change the checks, attempts, odd statuses. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Json, TestSandbox } from '../test-sandbox.js';
import { FAILURES } from './failures.js';
import { MAGIC_NAMES, UNKNOWN_STATUS } from './magic-names.js';

let sandbox: TestSandbox;
beforeAll(async () => {
  sandbox = await TestSandbox.start();
});
afterAll(() => sandbox.stop());

let people = 0;
const person = async (name: object) => {
  const { json } = await sandbox.api('POST', '/users', { username: `magic-${++people}`, name });
  return `/users/${String(json.id)}`;
};
const start = async (user: string, body: object = {}) => {
  const { json } = await sandbox.api('POST', `${user}/verifyTransactions`, body);
  const id = String(json.id);
  return { id, code: String(json.webVerificationCode), path: `${user}/verifyTransactions/${id}` };
};
const capture = (id: string, step: string, body: object) =>
  sandbox.call('POST', `/v1/idValidations/webVerifications/${id}/${step}`, body);
const policy = (key: string) => ({ verifyPolicy: { id: sandbox.ready.policies[key] } });
const checksOf = (json: Json) => json.transactionStatus?.verificationStatus;
const metadata = async (path: string) => (await sandbox.api('GET', `${path}/metaData`)).json._embedded;
const record = (list: Json | undefined, type: string) => [...(list ?? [])].find((item) => item.type === type);

/** Walks through the page with good pictures. */
const walk = async ({ id, code }: { id: string; code: string }) => {
  await capture(id, 'consent', { code });
  await capture(id, 'document', { code });
  return (await capture(id, 'selfie', { code })).json;
};

describe('reasons of a failure', () => {
  test.each([
    ['DOCUMENT', 'GOVERNMENT_ID', 'DOCUMENT_AUTHENTICATION'],
    ['UNREADABLE', 'GOVERNMENT_ID', 'DOCUMENT_AUTHENTICATION'],
    ['UNSUPPORTED', 'GOVERNMENT_ID', 'DOCUMENT_AUTHENTICATION'],
    ['EXPIRED_DOCUMENT', 'GOVERNMENT_ID', 'DOCUMENT_AUTHENTICATION'],
    ['DATA', 'GOVERNMENT_ID', 'BIOGRAPHIC_MATCH'],
    ['FACE', 'FACIAL_COMPARISON_DOCUMENT', 'FACIAL_COMPARISON'],
    ['LIVENESS', 'LIVENESS', 'LIVENESS'],
  ] as const)('%s fails %s and shows in %s', async (reason, check, type) => {
    const { id, path } = await sandbox.verification();
    await sandbox.finish(id, 'FAIL', { reason });
    const { json } = await sandbox.api('GET', path);
    const failed = Object.entries(checksOf(json) ?? {}).filter(([, status]) => String(status) === 'FAIL');
    expect(failed.map(([name]) => name)).toEqual([check]);
    expect(json.transactionStatus?.providerMessagesList).toEqual([{ messages: FAILURES[reason].message }]);
    const records = [...((await metadata(path))?.metaData ?? [])];
    expect(records.filter(({ status }) => status === 'FAIL').map((item) => item.type)).toEqual([type]);
  });

  test('stand beside the numbers that say so', async () => {
    const { id, path } = await sandbox.verification();
    await sandbox.finish(id, 'FAIL', { reason: ['DOCUMENT', 'FACE', 'LIVENESS', 'DATA'] });
    const list = (await metadata(path))?.metaData;
    const tests = [...(record(list, 'DOCUMENT_AUTHENTICATION')?.data?.mitekVerifications ?? [])];
    expect(tests.filter(({ judgement }) => judgement === 'NOT_AUTHENTIC').map(({ name }) => name)).toEqual([
      'Document Structure',
      'Barcode Analysis',
    ]);
    expect(Number(record(list, 'FACIAL_COMPARISON')?.data?.similarity)).toBeLessThan(50);
    expect(Number(record(list, 'LIVENESS')?.data?.probability)).toBeLessThan(0.5);
    expect(record(list, 'BIOGRAPHIC_MATCH')?.data?.biographic_match_results).toEqual([
      { identifier: 'given_name', match: 'LOW' },
      { identifier: 'family_name', match: 'LOW' },
    ]);
    const { json } = await sandbox.api('GET', `${path}/verifiedData?type=GOVERNMENT_ID`);
    expect(json._embedded?.verifiedData?.[0]?.data?.lastName).not.toBe('Anderson');
  });

  test('a time-out leaves the marker and no evidence', async () => {
    const { id, path } = await sandbox.verification();
    await sandbox.finish(id, 'FAIL', { reason: 'TIMEOUT' });
    const { json } = await sandbox.api('GET', path);
    expect(new Set(Object.values(checksOf(json) ?? {}).map(String))).toEqual(new Set(['TRANSACTION_TIMED_OUT']));
    expect((await sandbox.api('GET', `${path}/verifiedData`)).json).toMatchObject({ size: 0 });
  });

  test('must be possible, and belong to a failure', async () => {
    const { id } = await sandbox.verification(policy('documentOnly'));
    expect((await sandbox.finish(id, 'FAIL', { reason: 'FACE' })).status).toBe(409);
    expect((await sandbox.finish(id, 'SUCCESS', { reason: 'DOCUMENT' })).status).toBe(409);
    expect((await sandbox.finish(id, 'FAIL', { reason: 'MOOD' })).status).toBe(400);
  });

  test('both tables can be read', async () => {
    const { json } = await sandbox.call('GET', '/sandbox/outcomes');
    expect(json.reasons?.map(({ name }) => name)).toEqual(Object.keys(FAILURES));
    expect(json.magicNames?.map(({ name }) => name)).toEqual(MAGIC_NAMES.map(({ name }) => name));
    const { text } = await sandbox.call('GET', '/');
    for (const { name } of MAGIC_NAMES) expect(text).toContain(name);
  });
});

describe('magic names', () => {
  test.each([
    ['Fail-Document', 'GOVERNMENT_ID'],
    ['unreadable', 'GOVERNMENT_ID'],
    ['Unsupported', 'GOVERNMENT_ID'],
    ['Fail-Data', 'GOVERNMENT_ID'],
    ['Fail-Face', 'FACIAL_COMPARISON_DOCUMENT'],
    ['FAIL-LIVENESS', 'LIVENESS'],
  ])('%s fails %s', async (family, check) => {
    const started = await start(await person({ given: 'Ana', family }));
    await walk(started);
    const { json } = await sandbox.untilStatus(started.path, 'FAIL');
    const failed = Object.entries(checksOf(json) ?? {}).filter(([, status]) => String(status) === 'FAIL');
    expect(failed.map(([name]) => name)).toEqual([check]);
  });

  test('work as given name, in the request, and through the API for documents', async () => {
    const given = await start(await person({ given: 'Fail-Liveness', family: 'Ant' }));
    await walk(given);
    await sandbox.untilStatus(given.path, 'FAIL');
    const asked = await sandbox.verification({ requirements: { family_name: { options: ['A', 'Fail-Face'] } } });
    await walk(asked);
    await sandbox.untilStatus(asked.path, 'FAIL');
    const byApi = await start(await person({ family: 'Fail-Document' }), policy('documentOnly'));
    const value = '/9j/4AAQSkZJRgABAQEASABIAAD/2Q==';
    await sandbox.api('POST', `${byApi.path}/documents`, { type: 'Passport Front', value });
    await sandbox.api('POST', `${byApi.path}/documents`, '', {
      contentType: 'application/vnd.pingidentity.documents.complete+json',
    });
    await sandbox.untilStatus(byApi.path, 'FAIL');
  });

  test('the control API has the last word', async () => {
    const started = await start(await person({ family: 'Fail-Face' }));
    await sandbox.finish(started.id, 'SUCCESS');
    expect(checksOf((await sandbox.api('GET', started.path)).json)).toMatchObject({
      FACIAL_COMPARISON_DOCUMENT: 'SUCCESS',
    });
  });

  test('an expired document fails only where the policy says so', async () => {
    const user = await person({ given: 'Ana', family: 'Expired-Document' });
    const lenient = await start(user);
    await walk(lenient);
    await sandbox.untilStatus(lenient.path, 'SUCCESS');
    const { json } = await sandbox.api('GET', `${lenient.path}/verifiedData?type=GOVERNMENT_ID`);
    const expiry = String(json._embedded?.verifiedData?.[0]?.data?.expirationDate);
    expect(Date.parse(expiry)).toBeLessThan(Date.now());
    const strict = await start(user, policy('strict'));
    await walk(strict);
    await sandbox.untilStatus(strict.path, 'FAIL');
  });

  test('Timeout ends with the marker', async () => {
    const started = await start(await person({ family: 'Timeout' }));
    await walk(started);
    const { json } = await sandbox.untilStatus(started.path, 'FAIL');
    expect(JSON.stringify(checksOf(json))).toContain('TRANSACTION_TIMED_OUT');
  });

  test('Manual waits for somebody', async () => {
    const started = await start(await person({ family: 'Manual' }));
    await walk(started);
    await sandbox.untilStatus(started.path, 'IN_PROGRESS');
    const approval = { transactionStatus: { status: 'APPROVED_MANUALLY' } };
    expect((await sandbox.api('PUT', started.path, approval)).status).toBe(200);
  });

  test('Unknown-Status ends in a status of tomorrow', async () => {
    const started = await start(await person({ family: 'Unknown-Status' }));
    await walk(started);
    await sandbox.untilStatus(started.path, UNKNOWN_STATUS);
    await sandbox.finish(started.id, 'SUCCESS');
    await sandbox.untilStatus(started.path, 'SUCCESS');
  });

  test('Retry is refused once, whatever the policy', async () => {
    const started = await start(await person({ given: 'Ana', family: 'Retry' }));
    const { id, code, path } = started;
    await capture(id, 'consent', { code });
    const refused = (await capture(id, 'document', { code })).json;
    expect(refused.retry).toMatchObject({ step: 'document', tries: 1, message: expect.stringMatching(/readable/) });
    expect((await capture(id, 'document', { code })).json.retry).toBeNull();
    await capture(id, 'selfie', { code });
    await sandbox.untilStatus(path, 'SUCCESS');
  });
});

test('any status can be set', async () => {
  const { id, path } = await sandbox.verification();
  const set = (status: string) => sandbox.call('POST', `/sandbox/verify/${id}?wait=1`, { status });
  expect((await set('REQUIRES_REVIEW')).json).toMatchObject({ status: 'REQUIRES_REVIEW' });
  expect((await sandbox.api('GET', path)).json.transactionStatus).toMatchObject({ status: 'REQUIRES_REVIEW' });
  await set('NOT_REQUIRED');
  expect((await sandbox.api('GET', path)).json.transactionStatus).toMatchObject({ status: 'NOT_REQUIRED' });
  expect((await set('')).status).toBe(400);
});

test('any metadata and any evidence can be put there', async () => {
  const { id, path } = await sandbox.verification();
  await sandbox.finish(id, 'SUCCESS');
  const metaData = { type: 'AADHAAR', provider: 'TRINSIC', status: 'PENDING', data: { any: { thing: 1 } } };
  expect((await sandbox.call('POST', `/sandbox/verify/${id}/metaData`, metaData)).status).toBe(201);
  expect(record((await metadata(path))?.metaData, 'AADHAAR')).toMatchObject(metaData);
  const evidence = { type: 'HOLOGRAM', data: { DEPTH: 3 } };
  expect((await sandbox.call('POST', `/sandbox/verify/${id}/verifiedData`, evidence)).status).toBe(201);
  const { json } = await sandbox.api('GET', `${path}/verifiedData?type=hologram`);
  expect(json._embedded?.verifiedData).toMatchObject([evidence]);
});

describe('policies', () => {
  test('optional checks that fail do not fail the transaction', async () => {
    const { id, code, path } = await sandbox.verification(policy('optional'));
    await capture(id, 'consent', { code });
    await capture(id, 'document', { code });
    await capture(id, 'selfie', { code, outcome: 'fail' });
    const { json } = await sandbox.untilStatus(path, 'SUCCESS');
    expect(checksOf(json)).toEqual({
      FACIAL_COMPARISON_DOCUMENT: 'FAIL',
      GOVERNMENT_ID: 'SUCCESS',
      LIVENESS: 'SUCCESS',
    });
    const skipped = await sandbox.verification(policy('optional'));
    await capture(skipped.id, 'consent', { code: skipped.code });
    expect((await capture(skipped.id, 'document', { code: skipped.code, outcome: 'skip' })).status).toBe(409);
    await capture(skipped.id, 'document', { code: skipped.code });
    await capture(skipped.id, 'selfie', { code: skipped.code, outcome: 'skip' });
    expect(checksOf((await sandbox.untilStatus(skipped.path, 'SUCCESS')).json)).toMatchObject({
      LIVENESS: 'NOT_REQUIRED',
    });
  });

  test('collecting data alone checks nothing', async () => {
    const started = await sandbox.verification(policy('dataOnly'));
    await walk(started);
    const { json } = await sandbox.untilStatus(started.path, 'SUCCESS');
    expect(new Set(Object.values(checksOf(json) ?? {}).map(String))).toEqual(new Set(['NOT_REQUIRED']));
    expect((await metadata(started.path))?.metaData).toEqual([]);
    const data = (await sandbox.api('GET', `${started.path}/verifiedData`)).json._embedded?.verifiedData ?? [];
    expect(data.map(({ type }) => type)).not.toContain('GOVERNMENT_ID');
    expect((await sandbox.api('GET', `${started.path}/documents`)).json).toMatchObject({ size: 3 });
  });

  test('names have to match where the policy compares them', async () => {
    const asks = (family_name: string) => ({
      ...policy('strict'),
      requirements: { family_name: { value: family_name } },
    });
    const other = await sandbox.verification(asks('Zimmermann'));
    await walk(other);
    await sandbox.untilStatus(other.path, 'FAIL');
    const same = await sandbox.verification(asks('ANDERSON'));
    await walk(same);
    await sandbox.untilStatus(same.path, 'SUCCESS');
  });

  test('each attempt is on record, check by check', async () => {
    const { id, code, path } = await sandbox.verification(policy('retries'));
    await capture(id, 'consent', { code });
    for (const outcome of ['fail', 'fail', 'pass']) await capture(id, 'document', { code, outcome });
    expect((await capture(id, 'selfie', { code, outcome: 'fail' })).json.retry).toMatchObject({ step: 'selfie' });
    await capture(id, 'selfie', { code });
    await sandbox.untilStatus(path, 'SUCCESS');
    const found = await metadata(path);
    const shown = (list: Json | undefined) =>
      [...(list ?? [])].map(({ type, status, retry }) => `${type} ${status} ${retry?.attempt}`).sort();
    expect(shown(found?.metaData)).toEqual([
      'DOCUMENT_AUTHENTICATION SUCCESS 3',
      'FACIAL_COMPARISON SUCCESS 2',
      'LIVENESS SUCCESS 2',
    ]);
    expect(shown(found?.previousAttempts)).toEqual([
      'DOCUMENT_AUTHENTICATION FAIL 1',
      'DOCUMENT_AUTHENTICATION FAIL 2',
      'FACIAL_COMPARISON FAIL 1',
      'LIVENESS SUCCESS 1',
    ]);
    const { json } = await sandbox.api('GET', `${path}/verifiedData?type=FRONT_IMAGE,SELFIE`);
    const [front, selfie] = json._embedded?.verifiedData ?? [];
    expect(front).toMatchObject({ type: 'FRONT_IMAGE', retry: { attempt: 3, previousAttempts: [{}, {}] } });
    expect(selfie).toMatchObject({ type: 'SELFIE', retry: { attempt: 2, previousAttempts: [{}] } });
  });

  test('after the last attempt it has failed', async () => {
    const { id, code, path } = await sandbox.verification(policy('retries'));
    await capture(id, 'consent', { code });
    for (let attempt = 0; attempt < 3; attempt++) await capture(id, 'document', { code, outcome: 'fail' });
    await capture(id, 'selfie', { code });
    await sandbox.untilStatus(path, 'FAIL');
  });

  test('another provider and a second look have their own records', async () => {
    const make = async (governmentId: object) => {
      const input = { name: `Look ${++people}`, governmentId: { verify: 'REQUIRED', ...governmentId } };
      return { verifyPolicy: { id: String((await sandbox.call('POST', '/sandbox/policies', input)).json.id) } };
    };
    const seen = async (governmentId: object) => {
      const { id, path } = await sandbox.verification(await make(governmentId));
      await sandbox.finish(id, 'FAIL', { reason: 'UNSUPPORTED' });
      const list = [...((await metadata(path))?.metaData ?? [])];
      return list.filter(({ status }) => status === 'FAIL').map(({ type, provider }) => `${type} ${provider}`);
    };
    expect(await seen({ provider: { auto: 'VERIFF' } })).toEqual(['DOCUMENT_AUTHENTICATION VERIFF']);
    expect(await seen({ inspectionType: 'STEP_UP' })).toEqual([
      'DOCUMENT_AUTHENTICATION MITEK',
      'DOCUMENT_MANUAL_AUTHENTICATION MITEK',
    ]);
    expect(await seen({ inspectionType: 'MANUAL', verifyAamva: true })).toEqual([
      'DOCUMENT_MANUAL_AUTHENTICATION MITEK',
      'AAMVA MITEK',
    ]);
  });
});

describe('passcodes', () => {
  const send = (id: string, channel: string, body: object) => capture(id, `${channel}/send`, body);
  const check = (id: string, channel: string, body: object) => capture(id, `${channel}/check`, body);
  const lastCode = async () => String((await sandbox.call('GET', '/sandbox/inbox')).json[0]?.code);

  test('prove an address and a number', async () => {
    const { id, code, path } = await sandbox.verification({
      ...policy('contactCheck'),
      requirements: { email: { options: ['alice@example.test', 'work@example.test'] } },
    });
    const begun = (await capture(id, 'consent', { code })).json;
    expect(begun.otp).toMatchObject({
      email: { choices: ['a****@example.test', 'w***@example.test'], isFree: false, sentTo: null, guessesLeft: 5 },
      phone: { choices: ['********2671'] },
    });
    expect((await check(id, 'email', { code, otp: '1' })).status).toBe(409);
    expect((await send(id, 'email', { code, option: 1 })).json.otp?.email).toMatchObject({
      sentTo: 'w***@example.test',
    });
    const [message] = [...(await sandbox.call('GET', '/sandbox/inbox')).json];
    expect(message).toMatchObject({ template: 'email_phone_verification', method: 'EMAIL', to: 'work@example.test' });
    expect(message?.text).toContain(String(message?.code));
    expect((await send(id, 'email', { code, option: 1 })).json.message).toMatch(/in \d+ seconds/);
    expect((await check(id, 'email', { code, otp: 'no' })).status).toBe(409);
    expect((await check(id, 'email', { code, otp: await lastCode() })).status).toBe(200);
    await sandbox.untilStatus(path, 'PARTIAL');
    await send(id, 'phone', { code });
    await check(id, 'phone', { code, otp: await lastCode() });
    expect(checksOf((await sandbox.untilStatus(path, 'SUCCESS')).json)).toEqual({ EMAIL: 'SUCCESS', PHONE: 'SUCCESS' });
    const { json } = await sandbox.api('GET', `${path}/verifiedData?type=EMAIL`);
    expect(json._embedded?.verifiedData?.[0]?.data).toEqual({ EMAIL: 'work@example.test' });
  });

  test('guessed too often fail the check; too many or too old ones are refused', async () => {
    const { id, code, path } = await sandbox.verification(policy('contactCheck'));
    await capture(id, 'consent', { code });
    await send(id, 'email', { code });
    await sandbox.call('POST', '/sandbox/clock', { advanceSeconds: 11 * 60 });
    expect((await check(id, 'email', { code, otp: await lastCode() })).json.message).toMatch(/too old/);
    for (let delivery = 0; delivery < 2; delivery++) {
      expect((await send(id, 'email', { code })).status).toBe(200);
      await sandbox.call('POST', '/sandbox/clock', { advanceSeconds: 31 });
    }
    expect((await send(id, 'email', { code })).json.message).toMatch(/No more/);
    for (let guess = 0; guess < 4; guess++) expect((await check(id, 'email', { code, otp: 'x' })).status).toBe(409);
    expect((await check(id, 'email', { code, otp: 'x' })).status).toBe(200);
    await send(id, 'phone', { code });
    await check(id, 'phone', { code, otp: await lastCode() });
    const { json } = await sandbox.untilStatus(path, 'FAIL');
    expect(checksOf(json)).toEqual({ EMAIL: 'FAIL', PHONE: 'SUCCESS' });
  });

  test('go anywhere when no address was asked for', async () => {
    const { id, code } = await sandbox.verification({
      ...policy('contactCheck'),
      requirements: { email: { options: [] } },
    });
    await capture(id, 'consent', { code });
    expect((await send(id, 'email', { code, address: 'not one' })).status).toBe(400);
    expect((await send(id, 'email', { code, address: 'new@example.test' })).json.otp?.email).toMatchObject({
      isFree: true,
      sentTo: 'n***@example.test',
    });
  });
});
