// Each PingOne call: method, path, query, body, and what is read out of the answer.
import { expect, test } from 'vitest';
import { failureOf } from '../http/client-fixture.js';
import { json } from '../http/scripted-server.js';
import type { PingOne } from './pingone.js';
import { base, key, pingOne } from './pingone-fixture.js';
import { eq } from './scim.js';

const transaction = { id: 't1', transactionStatus: { status: 'REQUESTED' } };

test.each<[string, string, string, (api: PingOne) => Promise<unknown>, unknown, unknown]>([
  ['readUser', 'GET', `${base}/users/u1?expand=population`, (api) => api.users.readUser('u1'), { id: 'u1' }, undefined],
  [
    'createUser',
    'POST',
    `${base}/users`,
    (api) => api.users.createUser({ username: 'ana' }),
    { id: 'u1' },
    { username: 'ana' },
  ],
  [
    'createTransaction',
    'POST',
    `${base}/users/u1/verifyTransactions`,
    (api) => api.verify.createTransaction('u1', { verifyPolicyId: 'p1' }),
    transaction,
    { verifyPolicy: { id: 'p1' } },
  ],
  [
    'readTransaction',
    'GET',
    `${base}/users/u1/verifyTransactions/t1`,
    (api) => api.verify.readTransaction(key),
    transaction,
    undefined,
  ],
  [
    'listTransactions',
    'GET',
    `${base}/users/u1/verifyTransactions?limit=1`,
    (api) => api.verify.listTransactions('u1', 1),
    {},
    undefined,
  ],
  [
    'approveTransaction',
    'PUT',
    `${base}/users/u1/verifyTransactions/t1`,
    (api) => api.verify.approveTransaction(key, 'APPROVED_MANUALLY'),
    transaction,
    { transactionStatus: { status: 'APPROVED_MANUALLY' } },
  ],
  [
    'deleteTransaction',
    'DELETE',
    `${base}/users/u1/verifyTransactions/t1`,
    (api) => api.verify.deleteTransaction(key),
    {},
    undefined,
  ],
  [
    'listVerifiedData',
    'GET',
    `${base}/users/u1/verifyTransactions/t1/verifiedData?type=SELFIE%2CGOVERNMENT_ID&attempt=LATEST`,
    (api) => api.verify.listVerifiedData(key, { types: ['SELFIE', 'GOVERNMENT_ID'], attempt: 'LATEST' }),
    {},
    undefined,
  ],
  [
    'listMetadata',
    'GET',
    `${base}/users/u1/verifyTransactions/t1/metaData`,
    (api) => api.verify.listMetadata(key),
    {},
    undefined,
  ],
  ['readPolicy', 'GET', `${base}/verifyPolicies/p1`, (api) => api.verify.readPolicy('p1'), { id: 'p1' }, undefined],
  [
    'listPolicies',
    'GET',
    `${base}/verifyPolicies?filter=name%20eq%20%22a%20b%22`,
    (api) => api.verify.listPolicies({ name: 'a b' }),
    {},
    undefined,
  ],
])('%s is %s %s', async (_, method, url, act, answer, body) => {
  const { api, server } = await pingOne(json(200, answer));
  await act(api);
  const request = server.seen.at(-1);
  expect(request).toMatchObject({ method, url, headers: { authorization: 'Bearer w1', accept: 'application/json' } });
  expect(request?.body).toBe(body === undefined ? '' : JSON.stringify(body));
});

test('a page of users carries the cursor of the next one', async () => {
  const next = { href: 'https://api.pingone.eu/v1/environments/env-1/users?limit=2&cursor=ab%2Fc' };
  const { api, server } = await pingOne(
    json(200, { _links: { next }, _embedded: { users: [{ id: 'u1' }, { id: 'u2' }] }, count: 7, size: 2 }),
  );
  const page = await api.users.listUsers({ filter: eq('email', 'a@b'), limit: 2, cursor: 'x/y' });
  expect(page).toMatchObject({ users: [{ id: 'u1' }, { id: 'u2' }], totalCount: 7, nextCursor: 'ab/c' });
  expect(server.seen.at(-1)?.url).toBe(`${base}/users?filter=email%20eq%20%22a%40b%22&limit=2&cursor=x%2Fy`);
});

test('what upstream echoes of secrets is gone', async () => {
  const { api } = await pingOne(
    json(200, {
      ...transaction,
      requirements: { referenceSelfie: { value: 'BASE64' } },
      callback: { url: 'https://a.test/c', headers: { authorization: 'hush' } },
    }),
  );
  const read = await api.verify.readTransaction(key);
  expect(read).toMatchObject({
    userId: 'u1',
    environmentId: 'env-1',
    requirements: { hasReferenceSelfie: true },
    callback: { url: 'https://a.test/c', headerNames: ['authorization'] },
  });
  expect(JSON.stringify(read)).not.toMatch(/BASE64|hush/);
});

test('lists read as arrays', async () => {
  const _embedded = {
    verifyTransactions: [transaction],
    verifiedData: [{ id: 'd1', type: 'SELFIE', retry: { attempt: 2, previousAttempts: [{ id: 'd0' }] } }],
    metaData: [{ id: 'm1', type: 'LIVENESS', data: { probability: 0.9 } }],
    previousAttempts: [{ id: 'm0' }],
    verifyPolicies: [{ id: 'p1', governmentId: { verify: 'REQUIRED', failExpiredId: 'true' } }],
  };
  const { api } = await pingOne(json(200, { _embedded, size: 1 }));
  expect(await api.verify.listTransactions('u1')).toMatchObject([{ id: 't1', status: 'REQUESTED' }]);
  expect(await api.verify.listVerifiedData(key, { attempt: 'LATEST' })).toMatchObject([{ id: 'd1', attempt: 2 }]);
  expect(await api.verify.listVerifiedData(key, { attempt: 'ALL' })).toMatchObject([{ id: 'd1' }, { id: 'd0' }]);
  expect(await api.verify.listMetadata(key)).toMatchObject({
    latest: [{ id: 'm1' }],
    previousAttempts: [{ id: 'm0' }],
  });
  expect(await api.verify.listPolicies()).toMatchObject([{ id: 'p1', governmentId: { failExpiredId: true } }]);
});

test('an answer without a status is broken', async () => {
  const { api } = await pingOne(json(200, { id: 't1' }));
  const error = await failureOf(api.verify.readTransaction(key));
  expect(error).toMatchObject({ source: 'PINGONE_VERIFY', kind: 'broken' });
  expect(String(error.cause)).toContain('transactionStatus');
});

test('health tells each service apart', async () => {
  const { api } = await pingOne(json(200, { id: 'u1' }));
  await api.users.readUser('u1');
  expect(api.health()).toMatchObject([
    { name: 'PINGONE_TOKEN', circuit: 'CLOSED', errorRate: 0 },
    { name: 'PINGONE_USERS', circuit: 'CLOSED', errorRate: 0, lastSuccessAt: expect.any(Date) },
    { name: 'PINGONE_VERIFY', circuit: 'CLOSED', errorRate: null, lastSuccessAt: null },
    { name: 'PINGONE_MFA', circuit: 'CLOSED', errorRate: null, lastSuccessAt: null },
  ]);
});

test('MFA does as badly as the worse of its two hosts', async () => {
  const { api } = await pingOne((response, request) =>
    json(request.url.startsWith('/v1/') ? 200 : 401, { id: 'd1' })(response, request),
  );
  await api.mfa.readDevice({ userId: 'u1', deviceId: 'd1' });
  await failureOf(api.authentications.readDeviceAuthentication('a1'));
  expect(api.health().find(({ name }) => name === 'PINGONE_MFA')).toMatchObject({
    errorRate: 1,
    lastSuccessAt: expect.any(Date),
  });
});
