// Verify transactions between PingOne's words and ours.
import { expect, test } from 'vitest';
import { toWireNewTransaction } from './new-transaction.js';
import { type NewTransaction, toTransaction } from './transaction.js';
import { WireTransaction } from './wire.js';

const owner = { userId: 'u1', environmentId: 'env-1' };
const read = (wire: object) =>
  toTransaction(WireTransaction.parse({ id: 't1', transactionStatus: { status: 'REQUESTED' }, ...wire }), owner);
const withStatus = (transactionStatus: object) => read({ transactionStatus: { status: 'FAIL', ...transactionStatus } });

test('a whole transaction', () => {
  const transaction = read({
    verifyPolicy: { id: 'p1' },
    transactionStatus: { status: 'REQUESTED', verificationStatus: { LIVENESS: 'REQUESTED' } },
    qrUrl: 'https://api.pingone.eu/v1/idValidations/webVerifications/t1/qr',
    webVerificationUrl: 'https://apps.pingone.eu/x?code=041907',
    webVerificationCode: '041907',
    redirect: { url: 'https://shop.test/done', message: 'Thank you' },
    callback: { url: 'https://gateway.test/c', headers: { 'x-secret': 'hush' } },
    sendNotification: {
      email: 'ana@example.test',
      results: [
        { method: 'EMAIL', sent: true, notification: { id: 'n1' } },
        { method: 'PIGEON', sent: false },
      ],
    },
    createdAt: '2026-03-01T10:00:00.000Z',
    updatedAt: '2026-03-01T10:00:01.000Z',
    expiresAt: '2026-03-01T10:30:00.000Z',
  });
  expect(transaction).toEqual({
    id: 't1',
    environmentId: 'env-1',
    userId: 'u1',
    verifyPolicyId: 'p1',
    status: 'REQUESTED',
    checks: [{ check: 'LIVENESS', checkRaw: 'LIVENESS', status: 'REQUESTED', statusRaw: 'REQUESTED' }],
    verificationStatus: { LIVENESS: 'REQUESTED' },
    providerMessages: null,
    qrUrl: 'https://api.pingone.eu/v1/idValidations/webVerifications/t1/qr',
    webVerificationUrl: 'https://apps.pingone.eu/x?code=041907',
    webVerificationCode: '041907',
    verifiedDocuments: [],
    requirements: null,
    redirect: { url: 'https://shop.test/done', message: 'Thank you' },
    callback: { url: 'https://gateway.test/c', headerNames: ['x-secret'] },
    notifications: {
      phone: null,
      email: 'ana@example.test',
      results: [
        { method: 'EMAIL', methodRaw: 'EMAIL', sent: true, notificationId: 'n1' },
        { method: 'UNKNOWN', methodRaw: 'PIGEON', sent: false, notificationId: null },
      ],
    },
    createdAt: new Date('2026-03-01T10:00:00.000Z'),
    updatedAt: new Date('2026-03-01T10:00:01.000Z'),
    expiresAt: new Date('2026-03-01T10:30:00.000Z'),
  });
});

test.each<[unknown, object[]]>([
  [undefined, []],
  [null, []],
  ['LIVENESS', []],
  [{ LIVENESS: 'SUCCESS' }, [{ check: 'LIVENESS', status: 'SUCCESS' }]],
  [{ LIVENESS: 'TRANSACTION_TIMED_OUT' }, [{ status: 'TIMED_OUT', statusRaw: 'TRANSACTION_TIMED_OUT' }]],
  [{ LIVENESS: 'SUCCESSFUL' }, [{ status: 'UNKNOWN', statusRaw: 'SUCCESSFUL' }]],
  [{ LIVENESS: { status: 'FAIL', reason: 'TRANSACTION_TIMED_OUT' } }, [{ status: 'FAIL', statusRaw: 'FAIL' }]],
  [{ LIVENESS: 7 }, [{ status: 'UNKNOWN', statusRaw: null }]],
  [{ AADHAAR: 'SUCCESS' }, [{ check: 'UNKNOWN', checkRaw: 'AADHAAR', status: 'SUCCESS' }]],
  [{ constructor: 'SUCCESS' }, [{ check: 'UNKNOWN', checkRaw: 'constructor' }]],
])('checks %j', (verificationStatus, checks) => {
  expect(withStatus({ verificationStatus }).checks).toMatchObject(checks);
});

test('a status with U+0000 becomes one that can be kept', () => {
  expect(withStatus({ status: 'FAIL\0ED' }).status).toBe('FAIL\ufffdED');
});

test.each<[unknown, readonly string[] | null]>([
  [undefined, null],
  [[{ messages: 'blurred' }], ['blurred']],
  [
    [{ messages: ['blurred', 'dark'] }, { messages: 'expired' }],
    ['blurred', 'dark', 'expired'],
  ],
  [['blurred'], ['blurred']],
  [{ messages: 'blurred' }, ['blurred']],
  [[7, {}, { messages: { text: 'x' } }], []],
])('messages %j', (providerMessagesList, messages) => {
  expect(withStatus({ providerMessagesList }).providerMessages).toEqual(messages);
});

test.each<[unknown, object[]]>([
  [['driver_license'], [{ type: 'DRIVER_LICENSE', typeRaw: 'driver_license' }]],
  ['passport', [{ type: 'PASSPORT' }]],
  [
    ['library_card', 'residence_permit'],
    [{ type: 'UNKNOWN', typeRaw: 'library_card' }, { type: 'RESIDENCE_PERMIT' }],
  ],
  [17, []],
])('verified documents %j', (verifiedDocuments, documents) => {
  expect(read({ verifiedDocuments }).verifiedDocuments).toMatchObject(documents);
});

test('requirements read as lists, and tell only that there is a selfie', () => {
  const { requirements } = read({
    requirements: {
      given_name: { value: 'Ana' },
      family_name: { options: ['Sample', 'Samples'] },
      birth_date: { options: ['1990-02-03', '1990-02-31', 'spring'] },
      email: { options: [] },
      phone: { value: '+15125551234' },
      address: 'somewhere',
      referenceSelfie: { value: 'BASE64' },
    },
  });
  expect(requirements).toEqual({
    givenName: ['Ana'],
    familyName: ['Sample', 'Samples'],
    name: null,
    address: null,
    birthDate: ['1990-02-03'],
    emails: [],
    phones: ['+15125551234'],
    hasReferenceSelfie: true,
  });
  expect(read({ requirements: { name: { value: 'Ana Sample' } } }).requirements).toMatchObject({
    hasReferenceSelfie: false,
  });
});

test('a transaction in odd forms still reads', () => {
  const transaction = read({
    verifyPolicy: null,
    transactionStatus: { status: 'HIBERNATING', verificationStatus: [] },
    webVerificationCode: 4190,
    qrUrl: 17,
    webVerificationUrl: 'not an address',
    redirect: { url: '/done' },
    callback: {},
    sendNotification: {},
    expiresAt: 'soon',
  });
  expect(transaction).toMatchObject({
    verifyPolicyId: null,
    status: 'HIBERNATING',
    checks: [],
    webVerificationCode: '004190',
    qrUrl: null,
    webVerificationUrl: null,
    redirect: null,
    callback: null,
    notifications: { phone: null, email: null, results: [] },
    expiresAt: null,
  });
});

test.each<[string, NewTransaction, object]>([
  ['nothing', {}, {}],
  ['nulls', { verifyPolicyId: null, notification: null, requirements: null, redirect: null, callback: null }, {}],
  ['empty parts', { notification: {}, requirements: { givenName: [], phones: [] } }, {}],
  ['a policy', { verifyPolicyId: 'p1' }, { verifyPolicy: { id: 'p1' } }],
  ['a message', { notification: { phone: '+1', email: null } }, { sendNotification: { phone: '+1' } }],
  [
    'one value each',
    { requirements: { givenName: ['Ana'], birthDate: ['1990-02-03'], emails: ['a@b.test'], phones: ['+1'] } },
    {
      requirements: {
        given_name: { value: 'Ana' },
        birth_date: { value: '1990-02-03' },
        email: { options: ['a@b.test'] },
        phone: { value: '+1' },
      },
    },
  ],
  [
    'several values',
    { requirements: { familyName: ['A', 'B'], name: ['C', 'D'], address: ['E', 'F'], phones: ['+1', '+2'] } },
    {
      requirements: {
        family_name: { options: ['A', 'B'] },
        name: { options: ['C', 'D'] },
        address: { options: ['E', 'F'] },
        phone: { options: ['+1', '+2'] },
      },
    },
  ],
  ['any e-mail address', { requirements: { emails: [] } }, { requirements: { email: { options: [] } } }],
  [
    'a selfie as data URI',
    { requirements: { referenceSelfie: 'data:image/jpeg;base64,/9j/4AAQ' } },
    { requirements: { referenceSelfie: { value: '/9j/4AAQ' } } },
  ],
  [
    'places to go',
    {
      redirect: { url: 'https://shop.test', message: null },
      callback: { url: 'https://gateway.test/c', headers: { 'x-secret': 'hush' } },
    },
    {
      redirect: { url: 'https://shop.test' },
      callback: { url: 'https://gateway.test/c', headers: { 'x-secret': 'hush' } },
    },
  ],
])('a new transaction with %s', (_, transaction, body) => {
  expect(JSON.parse(JSON.stringify(toWireNewTransaction(transaction)))).toEqual(body);
});
