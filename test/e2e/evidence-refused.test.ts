// What PingOne may answer to evidence, record matching and the verify status, and what a client is told of it.
import { describe } from 'vitest';
import {
  CollectedDocumentsDocument,
  DeleteDocumentDocument,
  MatchRecordDocument,
  ProcessDocumentsDocument,
  ReplaceBackgroundDocument,
  SetVerifyStatusDocument,
  SubmitDocumentDocument,
  type TypedDocumentString,
  UpdateDocumentDocument,
  type UserErrorPartsFragment,
} from '../generated/graphql.js';
import { expect, test } from '../support/fixtures.js';
import { TINY_JPEG } from '../support/published-example.js';

const NO_SUCH_ID = '00000000-0000-4000-8000-000000000000';
const DECIDED = ['replaceSelfieBackground'];

type Detail = { readonly code: string; readonly target?: string; readonly innerError?: object };
interface Call {
  readonly document: TypedDocumentString<unknown, unknown>;
  readonly method: string;
  readonly path: string;
  readonly input: (subject: { transactionId: string; userId: string }) => object;
}

const selfie = { type: 'SELFIE', value: TINY_JPEG } as const;
const call = (document: unknown, method: string, path: string, input: Call['input']): Call => ({
  // The answers of all of them are read alike.
  document: document as Call['document'],
  method,
  path,
  input,
});

/** Each mutation, and the upstream call that it makes. */
const CALLS = {
  submitVerifyDocument: call(SubmitDocumentDocument, 'POST', '*/documents', ({ transactionId }) => ({
    transactionId,
    ...selfie,
  })),
  updateVerifyDocument: call(UpdateDocumentDocument, 'PUT', '*/documents/*', ({ transactionId }) => ({
    transactionId,
    documentId: NO_SUCH_ID,
    ...selfie,
  })),
  deleteVerifyDocument: call(DeleteDocumentDocument, 'DELETE', '*/documents/*', ({ transactionId }) => ({
    transactionId,
    documentId: NO_SUCH_ID,
  })),
  processVerifyDocuments: call(ProcessDocumentsDocument, 'POST', '*/documents', ({ transactionId }) => ({
    transactionId,
  })),
  replaceSelfieBackground: call(ReplaceBackgroundDocument, 'POST', '*/verifiedData/*', ({ transactionId }) => ({
    transactionId,
    selfieId: NO_SUCH_ID,
  })),
  matchIdentityRecord: call(MatchRecordDocument, 'POST', '*/identityRecordMatching', ({ userId }) => ({
    userId,
    gallery: { givenName: ['Ana'] },
    probe: { givenName: ['Anna'] },
  })),
  setUserVerifyStatus: call(SetVerifyStatusDocument, 'PUT', '*/verifyStatus', ({ userId }) => ({ userId })),
};
type Name = keyof typeof CALLS;
const NAMES = Object.keys(CALLS) as Name[];

describe('what a person or client can put right', () => {
  const invalid = (...details: Detail[]) => ({ status: 400, body: { code: 'INVALID_DATA', message: 'No.', details } });
  const notFound = { status: 404, body: { code: 'NOT_FOUND', message: 'No.' } };
  const required = { code: 'REQUIRED_VALUE' };
  const wrongType = { code: 'INVALID_VALUE', target: 'type' };
  const tooBig = { code: 'SIZE_LIMIT_EXCEEDED', target: 'value', innerError: { maximumValue: 42 } };

  const notHere = (field: string) => ({ code: 'NOT_FOUND', field: ['input', field] });
  const notTaken = { code: 'DOCUMENT_TYPE_NOT_ACCEPTED', field: ['input', 'type'] };
  const closed = { code: 'INVALID_VALUE', target: 'transactionStatus.status' };
  const notActionable = { code: 'TRANSACTION_NOT_ACTIONABLE', field: ['input', 'transactionId'] };
  const missing = { code: 'DOCUMENTS_MISSING', field: ['input', 'transactionId'] };
  const tooLarge = { code: 'SIZE_LIMIT_EXCEEDED', field: ['input', 'value'], limit: 42 };
  const aspect = { code: 'OUT_OF_RANGE', target: 'aspectRatio.aspectHeight' };
  const birthDate = { code: 'REQUIRED_VALUE', target: 'gallery.birth_date.value' };
  const status = { code: 'INVALID_VALUE', target: 'verifyStatus' };

  test.for<[Name, string, object, object]>([
    ['submitVerifyDocument', 'a kind that the policy does not take', invalid(wrongType), notTaken],
    ['submitVerifyDocument', 'too much of it', invalid(tooBig), tooLarge],
    ['submitVerifyDocument', 'no such transaction', notFound, notHere('transactionId')],
    ['submitVerifyDocument', 'a transaction that is gone', { status: 410 }, notHere('transactionId')],
    ['updateVerifyDocument', 'a kind that the policy does not take', invalid(wrongType), notTaken],
    ['updateVerifyDocument', 'no such document', notFound, notHere('documentId')],
    ['deleteVerifyDocument', 'no such document', notFound, notHere('documentId')],
    ['processVerifyDocuments', 'a document missing', invalid(required), missing],
    ['processVerifyDocuments', 'something missing, without detail', invalid(), missing],
    ['processVerifyDocuments', 'no such transaction', notFound, notHere('transactionId')],
    ['submitVerifyDocument', 'a collection that is closed', invalid(closed), notActionable],
    ['deleteVerifyDocument', 'a collection that is closed', invalid(closed), notActionable],
    ['processVerifyDocuments', 'a collection that is closed', invalid(closed), notActionable],
    ['replaceSelfieBackground', 'no such selfie', notFound, notHere('selfieId')],
    ['replaceSelfieBackground', 'a shape', invalid(aspect), { code: 'OUT_OF_RANGE', field: ['input', 'aspectHeight'] }],
    [
      'matchIdentityRecord',
      'a field missing',
      invalid(birthDate),
      { code: 'REQUIRED_VALUE', field: ['input', 'gallery', 'birthDate'] },
    ],
    ['matchIdentityRecord', 'no such user', notFound, notHere('userId')],
    ['setUserVerifyStatus', 'a status', invalid(status), { code: 'INVALID_VALUE', field: ['input', 'verifyStatus'] }],
    ['setUserVerifyStatus', 'no such user', notFound, notHere('userId')],
  ])('%s: %s', async ([name, _, fault, expected], { admin, alice, sandbox }) => {
    const { document, method, path, input } = CALLS[name];
    const { id: transactionId } = await alice.startVerification();
    if (DECIDED.includes(name)) await sandbox.finish(transactionId);
    const endFault = await sandbox.fault({ match: { method, path }, ...fault });
    const data = await admin.ask(document, { input: input({ transactionId, userId: alice.id }) });
    await endFault();

    const { userErrors, ...made } = payloadOf(data, name);
    expect(userErrors).toMatchObject([expected]);
    expect(Object.values(made).every((value) => value === null)).toBe(true);
  });

  test('a transaction that has moved on meanwhile is told apart, and its record is up to date', async ({
    alice,
    sandbox,
  }) => {
    const { id: transactionId } = await alice.startVerification();
    const fault = {
      match: { method: 'POST', path: '*/documents' },
      delayMs: 3000,
      ...invalid({ code: 'INVALID_VALUE' }),
    };
    const endFault = await sandbox.fault(fault);
    const submitted = alice.ask(SubmitDocumentDocument, { input: { transactionId, ...selfie } });
    await sandbox.finish(transactionId, 'FAIL');

    const { submitVerifyDocument: payload } = await submitted;
    await endFault();
    expect(payload).toMatchObject({
      document: null,
      userErrors: [{ code: 'TRANSACTION_NOT_ACTIONABLE', field: ['input', 'transactionId'] }],
    });
  });
});

describe('what nobody who asks can put right', () => {
  test.for<[number, string]>([
    [401, 'UPSTREAM_REJECTED'],
    [403, 'UPSTREAM_REJECTED'],
    [405, 'UPSTREAM_REJECTED'],
    [415, 'UPSTREAM_REJECTED'],
    [422, 'UPSTREAM_REJECTED'],
    [429, 'RATE_LIMITED'],
    [503, 'UPSTREAM_UNAVAILABLE'],
  ])('%d is %s, whatever was asked', async ([status, code], { admin, alice, sandbox, startGateway }) => {
    // Failures of the server open the circuit breaker of a gateway, which other tests must not feel.
    const someone = status < 500 ? admin : admin.with({ gateway: await startGateway() });
    const { id: open } = await alice.startVerification();
    const { id: decided } = await alice.startVerification();
    await sandbox.finish(decided);
    for (const name of NAMES) {
      const { document, method, path, input } = CALLS[name];
      const transactionId = DECIDED.includes(name) ? decided : open;
      const endFault = await sandbox.fault({ match: { method, path }, status });
      const { errors } = await someone.query(document, { input: input({ transactionId, userId: alice.id }) });
      await endFault();
      expect([name, errors?.[0]?.extensions.code]).toEqual([name, code]);
    }
  });

  test('evidence that cannot be read is none, or an error, but never a failure of the gateway', async ({
    admin,
    alice,
    sandbox,
  }) => {
    const { id } = await alice.startVerification();
    const match = { method: 'GET', path: '*/documents' };
    const endFault = await sandbox.fault({ match, status: 404 });
    expect(await admin.ask(CollectedDocumentsDocument, { id })).toEqual({ verifyTransaction: { id, documents: [] } });
    await endFault();
    const endOther = await sandbox.fault({ match, status: 400 });
    const { data, errors } = await admin.query(CollectedDocumentsDocument, { id });
    await endOther();
    expect(data).toEqual({ verifyTransaction: { id, documents: null } });
    expect(errors?.map(({ extensions }) => extensions.code)).toEqual(['UPSTREAM_REJECTED']);
  });
});

function payloadOf(data: unknown, name: Name) {
  // Every payload has its own field and `userErrors`.
  const payload = (data as Record<string, { userErrors: readonly UserErrorPartsFragment[] } | undefined>)[name];
  if (!payload) throw new Error(`There is no ${name} in the answer.`);
  return payload;
}
