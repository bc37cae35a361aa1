// The calls on documents, verified data, record matching and verify status: what is sent, and what is read out of the answer.
import { expect, test } from 'vitest';
import { failureOf } from '../http/client-fixture.js';
import { json, type SeenRequest, type Step } from '../http/scripted-server.js';
import { base, key, pingOne } from './pingone-fixture.js';
import type { VerifyApi } from './verify.js';

const transaction = `${base}/users/u1/verifyTransactions/t1`;
const document = { id: 'd1', type: 'Selfie', value: '/9j/', status: 'COLLECTED' };
const JSON_TYPE = 'application/json';
const nothing: Step = (response) => {
  response.writeHead(204).end();
};
const match = { overallConfidenceScore: 'HIGH', detailedResults: { name: { rawScore: 1, confidence: 'HIGH' } } };

interface Call {
  readonly name: string;
  readonly act: (verify: VerifyApi) => Promise<unknown>;
  readonly answer: Step;
  /** Method, path, content type and body. */
  readonly sent: readonly [method: string, url: string, contentType: string | undefined, body: unknown];
  /** Left out: the call gives nothing back. */
  readonly result?: object;
}

const calls: readonly Call[] = [
  {
    name: 'listDocuments',
    act: (verify) => verify.listDocuments(key),
    answer: json(200, { _embedded: { documents: [document] }, previousAttempts: [document], size: 1 }),
    sent: ['GET', `${transaction}/documents`, undefined, undefined],
    result: [{ id: 'd1', type: 'SELFIE', userId: 'u1', transactionId: 't1', environmentId: 'env-1' }],
  },
  {
    name: 'readDocument',
    act: (verify) => verify.readDocument(key, 'd1'),
    answer: json(200, document),
    sent: ['GET', `${transaction}/documents/d1`, undefined, undefined],
    result: { id: 'd1', type: 'SELFIE', status: 'COLLECTED' },
  },
  {
    name: 'submitDocument',
    act: (verify) => verify.submitDocument(key, { type: 'SELFIE', value: 'data:image/jpeg;base64,/9j/' }),
    answer: json(201, document),
    sent: ['POST', `${transaction}/documents`, JSON_TYPE, { type: 'Selfie', value: '/9j/' }],
    result: { id: 'd1', status: 'COLLECTED' },
  },
  {
    name: 'updateDocument',
    act: (verify) => verify.updateDocument(key, 'd1', { type: 'EMAIL', value: 'ana@a.test' }),
    answer: json(200, { ...document, type: 'Email', value: 'ana@a.test' }),
    sent: ['PUT', `${transaction}/documents/d1`, JSON_TYPE, { type: 'Email', value: 'ana@a.test' }],
    result: { type: 'EMAIL', value: 'ana@a.test' },
  },
  {
    name: 'deleteDocument',
    act: (verify) => verify.deleteDocument(key, 'd1'),
    answer: nothing,
    sent: ['DELETE', `${transaction}/documents/d1`, undefined, undefined],
  },
  {
    name: 'completeDocuments',
    act: (verify) => verify.completeDocuments(key),
    answer: json(201, { _embedded: { documents: [{ ...document, status: 'PROCESSED' }] } }),
    sent: ['POST', `${transaction}/documents`, 'application/vnd.pingidentity.documents.complete+json', undefined],
    result: [{ id: 'd1', status: 'PROCESSED' }],
  },
  {
    name: 'readVerifiedData',
    act: (verify) => verify.readVerifiedData(key, 'v1'),
    answer: json(200, { id: 'v1', type: 'SELFIE', data: { IMAGE: '/9j/4A==', FORMAT: 'JPEG' } }),
    sent: ['GET', `${transaction}/verifiedData/v1`, undefined, undefined],
    result: { id: 'v1', type: 'SELFIE', image: { format: 'JPEG' } },
  },
  {
    name: 'deleteVerifiedData',
    act: (verify) => verify.deleteVerifiedData(key),
    answer: nothing,
    sent: ['DELETE', `${transaction}/verifiedData`, undefined, undefined],
  },
  {
    name: 'deleteMetadata',
    act: (verify) => verify.deleteMetadata(key),
    answer: nothing,
    sent: ['DELETE', `${transaction}/metaData`, undefined, undefined],
  },
  {
    name: 'replaceBackground',
    act: (verify) => verify.replaceBackground(key, 'v1', { color: { red: 1, green: 2, blue: 3 } }),
    answer: json(200, { id: 'v2', type: 'SELFIE', data: { IMAGE: '/9j/4A==', FORMAT: 'JPEG' } }),
    sent: [
      'POST',
      `${transaction}/verifiedData/v1`,
      'application/vnd.pingidentity.replace.background+json',
      { backgroundColor: { red: 1, green: 2, blue: 3 } },
    ],
    result: { id: 'v2', image: { bytes: 4 } },
  },
  {
    name: 'replaceBackground to another shape, into a kind without a name here',
    act: (verify) =>
      verify.replaceBackground(key, 'v1', {
        color: { red: 255, green: 255, blue: 255 },
        aspect: { width: 4, height: 3 },
      }),
    answer: json(201, { id: 'v2', type: 'PORTRAIT', data: { IMAGE: '/9j/4A==' } }),
    sent: [
      'POST',
      `${transaction}/verifiedData/v1`,
      'application/vnd.pingidentity.replace.background+json',
      { backgroundColor: { red: 255, green: 255, blue: 255 }, aspectRatio: { aspectHeight: 3, aspectWidth: 4 } },
    ],
    result: { type: 'UNKNOWN', typeRaw: 'PORTRAIT', image: { bytes: 4 } },
  },
  {
    name: 'matchIdentityRecord',
    act: (verify) => verify.matchIdentityRecord('u1', { gallery: { name: ['Ana S'] }, probe: { name: 'Ana' } }),
    answer: json(200, match),
    sent: [
      'POST',
      `${base}/users/u1/identityRecordMatching`,
      JSON_TYPE,
      { probe: { name: 'Ana' }, gallery: { name: { value: 'Ana S' } } },
    ],
    result: { overallConfidence: 'HIGH', detailedResults: [{ field: 'NAME', rawScore: 1 }] },
  },
  {
    name: 'readVerifyStatus',
    act: (verify) => verify.readVerifyStatus('u1'),
    answer: json(200, { verifyStatus: 'NOT_VERIFIED' }),
    sent: ['GET', `${base}/users/u1/verifyStatus`, undefined, undefined],
    result: { verifyStatus: 'UNKNOWN', verifyStatusRaw: 'NOT_VERIFIED' },
  },
  {
    name: 'setVerifyStatus',
    act: (verify) => verify.setVerifyStatus('u1', 'ENABLED'),
    answer: json(200, { verifyStatus: 'ENABLED' }),
    sent: ['PUT', `${base}/users/u1/verifyStatus`, JSON_TYPE, { verifyStatus: 'ENABLED' }],
    result: { verifyStatus: 'ENABLED' },
  },
];

test.each(calls)('$name', async ({ act, answer, sent, result }) => {
  const { api, server } = await pingOne(answer);
  const outcome = await act(api.verify);
  if (result === undefined) expect(outcome).toBeUndefined();
  else expect(outcome).toMatchObject(result);
  const request = server.seen.at(-1);
  expect(request && asSent(request)).toEqual(sent);
});

function asSent({ method, url, headers, body }: SeenRequest): unknown {
  return [method, url, headers['content-type'], body === '' ? undefined : JSON.parse(body)];
}

test.each<[string, Step, object[]]>([
  ['one document', json(201, { ...document, status: 'PROCESSED' }), [{ id: 'd1', status: 'PROCESSED' }]],
  ['a list without documents', json(201, { size: 0 }), []],
  ['the transaction', json(201, { id: 't1', transactionStatus: { status: 'IN_PROGRESS' } }), []],
  ['nothing', nothing, []],
])('the end of collection answered with %s', async (_, answer, documents) => {
  const { api } = await pingOne(answer);
  expect(await api.verify.completeDocuments(key)).toMatchObject(documents);
});

test('a document of a kind that the policy does not ask for', async () => {
  const details = [{ code: 'INVALID_VALUE', target: 'type', message: 'invalid document type for transaction' }];
  const { api, server } = await pingOne(json(400, { code: 'INVALID_DATA', details }));
  const error = await failureOf(api.verify.submitDocument(key, { type: 'PASSPORT_FRONT', value: '/9j/' }));
  expect(error).toMatchObject({ kind: 'rejected', details: [{ code: 'INVALID_VALUE', target: 'type' }] });
  expect(server.seen.filter(({ method, url }) => method === 'POST' && url.endsWith('/documents'))).toHaveLength(1);
});
