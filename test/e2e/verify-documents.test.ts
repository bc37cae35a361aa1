// Evidence handed in through the API: from the first picture to the verdict, who may do and see what, and what is not taken.
import { describe } from 'vitest';
import {
  CollectedDocumentDocument,
  CollectedDocumentsDocument,
  type CollectedDocumentType,
  DeleteDocumentDocument,
  ProcessDocumentsDocument,
  SubmitDocumentDocument,
  type SubmitVerifyDocumentInput,
  TimelineDocument,
  UpdateDocumentDocument,
} from '../generated/graphql.js';
import { expect, test } from '../support/fixtures.js';
import type { Person } from '../support/person.js';
import { TINY_JPEG } from '../support/published-example.js';
import { until } from '../support/waiting.js';

const NO_SUCH_ID = '00000000-0000-4000-8000-000000000000';
const TINY_PNG = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
const LICENCE_AND_SELFIE = ['DRIVER_LICENSE_FRONT', 'DRIVER_LICENSE_BACK', 'SELFIE'] as const;
const AUDIT_LOG = `query($userId: ID!) {
  auditLog(filter: { userId: $userId }) {
    edges { node { action outcome actor { displayName } targetType targetId fields } }
  }
}`;

interface AuditAnswer {
  readonly auditLog: {
    readonly edges: readonly {
      readonly node: {
        readonly action: string;
        readonly outcome: string;
        readonly actor: { readonly displayName: string };
        readonly targetType: string;
        readonly targetId: string;
        readonly fields: readonly string[];
      };
    }[];
  };
}

describe('a driving licence and a selfie', () => {
  test('are handed in and checked, and the feed shows it to the end', async ({ alice, sandbox }) => {
    const transaction = await alice.startVerification();
    const watch = alice.watch(transaction);
    for (const type of LICENCE_AND_SELFIE) {
      const document = await submit(alice, { transactionId: transaction.id, type });
      expect(document).toMatchObject({
        environmentId: sandbox.ready.environmentId,
        type,
        typeRaw: expect.stringMatching(/^(Driver License (Front|Back)|Selfie)$/),
        voiceSampleIndex: null,
        value: TINY_JPEG,
        status: 'COLLECTED',
        statusRaw: 'COLLECTED',
        source: { provider: 'AUTHENTICATED_CLIENT', providerRaw: 'AUTHENTICATED_CLIENT' },
        createdAt: expect.stringMatching(/Z$/),
        updatedAt: expect.stringMatching(/Z$/),
        user: { id: alice.id },
        verifyTransaction: { id: transaction.id },
      });
    }

    const { processVerifyDocuments: payload } = await alice.ask(ProcessDocumentsDocument, {
      input: { transactionId: transaction.id },
    });
    expect(payload.userErrors).toEqual([]);
    expect(payload.documents?.map(({ type, status }) => [type, status]).sort()).toEqual(
      LICENCE_AND_SELFIE.map((type) => [type, 'PROCESSED']).sort(),
    );
    expect(payload.verifyTransaction).toMatchObject({ id: transaction.id, decision: 'NONE' });
    const closed = ['TRANSACTION_NOT_ACTIONABLE input.transactionId'];
    expect(await refusalsOf(alice, { transactionId: transaction.id, type: 'SELFIE' })).toEqual(closed);

    const events = await watch.untilFinal();
    expect(events.map(({ version, rawStatus }) => [version, rawStatus])).toEqual([
      [1, 'REQUESTED'],
      [2, 'INITIATED'],
      [3, 'PARTIAL'],
      [4, 'IN_PROGRESS'],
      [5, 'SUCCESS'],
    ]);
    const { verifyTransaction } = await alice.ask(TimelineDocument, { id: transaction.id });
    const told = verifyTransaction?.timeline.edges.map(({ node }) => node.type) ?? [];
    expect(told.filter((type) => type.startsWith('DOCUMENT'))).toEqual([
      ...LICENCE_AND_SELFIE.map(() => 'DOCUMENT_SUBMITTED'),
      'DOCUMENTS_PROCESSED',
    ]);
    expect(await refusalsOf(alice, { transactionId: transaction.id, type: 'SELFIE' })).toEqual(closed);
  });

  test('can be replaced, taken back and read one by one until then', async ({ alice }) => {
    const { id: transactionId } = await alice.startVerification();
    const front = await submit(alice, { transactionId, type: 'DRIVER_LICENSE_FRONT' });
    const selfie = await submit(alice, { transactionId, type: 'SELFIE' });

    const { updateVerifyDocument: replaced } = await alice.ask(UpdateDocumentDocument, {
      input: { transactionId, documentId: front.id, type: 'DRIVER_LICENSE_FRONT', value: TINY_PNG },
    });
    expect(replaced).toMatchObject({ document: { id: front.id, value: TINY_PNG }, userErrors: [] });
    const { verifyTransaction: one } = await alice.ask(CollectedDocumentDocument, {
      id: transactionId,
      documentId: front.id,
    });
    expect(one?.document).toMatchObject({ id: front.id, type: 'DRIVER_LICENSE_FRONT', value: TINY_PNG });
    const { verifyTransaction: some } = await alice.ask(CollectedDocumentsDocument, {
      id: transactionId,
      types: ['SELFIE', 'PHONE'],
    });
    expect(some?.documents?.map(({ id }) => id)).toEqual([selfie.id]);
    const { verifyTransaction: all } = await alice.ask(CollectedDocumentsDocument, { id: transactionId, types: [] });
    expect(all?.documents?.map(({ id }) => id)).toEqual([front.id, selfie.id]);

    const { deleteVerifyDocument: deleted } = await alice.ask(DeleteDocumentDocument, {
      input: { transactionId, documentId: selfie.id },
    });
    expect(deleted).toEqual({ deletedDocumentId: selfie.id, userErrors: [] });
    const { verifyTransaction: rest } = await alice.ask(CollectedDocumentsDocument, { id: transactionId });
    expect(rest?.documents?.map(({ id }) => id)).toEqual([front.id]);
    const { verifyTransaction: gone } = await alice.ask(CollectedDocumentDocument, {
      id: transactionId,
      documentId: selfie.id,
    });
    expect(gone?.document).toBeNull();
  });

  test('with the same key is handed in once', async ({ alice }) => {
    const { id: transactionId } = await alice.startVerification();
    const input = { transactionId, type: 'SELFIE', idempotencyKey: 'one selfie' } as const;
    const [first, again] = [await submit(alice, input), await submit(alice, input)];
    expect(again).toEqual(first);
    const { verifyTransaction } = await alice.ask(CollectedDocumentsDocument, { id: transactionId });
    expect(verifyTransaction?.documents).toHaveLength(1);
    const other = { ...input, value: TINY_PNG };
    expect(await refusalsOf(alice, other)).toEqual(['IDEMPOTENCY_CONFLICT input.idempotencyKey']);
  });

  test('are gone after half an hour, which is no error', async ({ alice, sandbox }) => {
    const { id: transactionId } = await alice.startVerification();
    const { id: documentId } = await submit(alice, { transactionId, type: 'SELFIE' });
    await sandbox.advance(31 * 60);
    const read = () => alice.ask(CollectedDocumentsDocument, { id: transactionId });
    await until('the document is gone', read, ({ verifyTransaction }) => verifyTransaction?.documents?.length === 0);
    const { verifyTransaction } = await alice.ask(CollectedDocumentDocument, { id: transactionId, documentId });
    expect(verifyTransaction?.document).toBeNull();
  });
});

describe('what is not taken', () => {
  test('a kind that the policy does not ask for', async ({ alice, sandbox }) => {
    const verifyPolicyId = sandbox.policies.documentOnly ?? '';
    const { id: transactionId } = await alice.startVerification({ verifyPolicyId });
    for (const type of ['SELFIE', 'PHONE', 'VOICE_INPUT'] as const) {
      const value = type === 'PHONE' ? '+15125551234' : TINY_JPEG;
      expect(await refusalsOf(alice, { transactionId, type, value })).toEqual([
        'DOCUMENT_TYPE_NOT_ACCEPTED input.type',
      ]);
    }
  });

  test('an end of the collection while something is missing', async ({ alice }) => {
    const { id: transactionId } = await alice.startVerification();
    await submit(alice, { transactionId, type: 'DRIVER_LICENSE_FRONT' });
    const { processVerifyDocuments: payload } = await alice.ask(ProcessDocumentsDocument, { input: { transactionId } });
    expect(payload).toMatchObject({
      documents: null,
      verifyTransaction: null,
      userErrors: [{ code: 'DOCUMENTS_MISSING', field: ['input', 'transactionId'] }],
    });
    await submit(alice, { transactionId, type: 'SELFIE' });
  });

  test('content that is not what it is said to be, before PingOne is asked', async ({ alice, sandbox }) => {
    const { id: transactionId } = await alice.startVerification();
    const refuse = (type: CollectedDocumentType, value: string, more: Partial<SubmitVerifyDocumentInput> = {}) =>
      refusalsOf(alice, { transactionId, type, value, ...more });
    await sandbox.clearRequests();
    expect(await refuse('UNKNOWN', TINY_JPEG)).toEqual(['INVALID_VALUE input.type']);
    expect(await refuse('SELFIE', Buffer.from('GIF89a').toString('base64'))).toEqual(['INVALID_VALUE input.value']);
    expect(await refuse('PHONE', '555')).toEqual(['INVALID_VALUE input.value']);
    expect(await refuse('SELFIE', TINY_JPEG, { voiceSampleIndex: 1 })).toEqual([
      'INVALID_VALUE input.voiceSampleIndex',
    ]);
    expect(await refuse('SELFIE', `${TINY_JPEG.slice(0, 40)}${'A'.repeat(7_000_000)}`)).toEqual([
      'SIZE_LIMIT_EXCEEDED input.value',
    ]);
    const calls = (await sandbox.requests()).filter(({ path }) => path.includes('/documents'));
    expect(calls).toEqual([]);
  });
});

describe('who', () => {
  test('somebody else’s transaction looks like none, whatever is tried', async ({ alice, bob, sandbox }) => {
    const { id: hers } = await alice.startVerification();
    const { id: documentId } = await submit(alice, { transactionId: hers, type: 'SELFIE' });
    const value = TINY_JPEG;
    await sandbox.clearRequests();
    for (const transactionId of [hers, NO_SUCH_ID]) {
      const input = { transactionId, documentId, type: 'SELFIE', value } as const;
      const answers = [
        (await bob.ask(SubmitDocumentDocument, { input: { transactionId, type: 'SELFIE', value } }))
          .submitVerifyDocument,
        (await bob.ask(UpdateDocumentDocument, { input })).updateVerifyDocument,
        (await bob.ask(DeleteDocumentDocument, { input: { transactionId, documentId } })).deleteVerifyDocument,
        (await bob.ask(ProcessDocumentsDocument, { input: { transactionId } })).processVerifyDocuments,
      ];
      for (const { userErrors } of answers) {
        expect(userErrors).toEqual([
          {
            code: 'NOT_FOUND',
            message: 'There is no such transaction.',
            field: ['input', 'transactionId'],
            retryAt: null,
            limit: null,
          },
        ]);
      }
      expect(await bob.ask(CollectedDocumentsDocument, { id: transactionId })).toEqual({ verifyTransaction: null });
    }
    const calls = (await sandbox.requests()).filter(({ path }) => path.includes(hers));
    expect(calls.filter(({ path }) => path.includes('/documents'))).toEqual([]);
  });

  test('staff see that there is evidence; its content is for those who may, and is on record', async ({
    alice,
    support,
    admin,
  }) => {
    const { id } = await alice.startVerification();
    const { id: documentId } = await submit(alice, { transactionId: id, type: 'SELFIE' });

    const masked = await support.query(CollectedDocumentsDocument, { id });
    expect(masked.data?.verifyTransaction?.documents).toMatchObject([{ id: documentId, value: null }]);
    expect(masked.extensions?.masked).toContainEqual(['verifyTransaction', 'documents', 0, 'value']);
    const shown = await admin.ask(CollectedDocumentsDocument, { id });
    expect(shown.verifyTransaction?.documents).toMatchObject([{ id: documentId, value: TINY_JPEG }]);
    await alice.ask(CollectedDocumentsDocument, { id });

    const { auditLog } = await admin.ask<AuditAnswer, { userId: string }>(AUDIT_LOG, { userId: alice.id });
    const entries = auditLog.edges.map(({ node }) => node).filter(({ targetId }) => targetId === id);
    expect(entries).toEqual([
      {
        action: 'verifyTransaction',
        outcome: 'SUCCEEDED',
        actor: { displayName: 'Ada Admin' },
        targetType: 'VerifyTransaction',
        targetId: id,
        fields: ['CollectedDocument.value'],
      },
    ]);
  });

  test('staff hand in for somebody, and that is on record too', async ({ alice, support, admin }) => {
    const { id } = await alice.startVerification();
    const { submitVerifyDocument: payload } = await support.ask(SubmitDocumentDocument, {
      input: { transactionId: id, type: 'SELFIE', value: TINY_JPEG },
    });
    expect(payload).toMatchObject({ document: { type: 'SELFIE', value: null }, userErrors: [] });
    const { auditLog } = await admin.ask<AuditAnswer, { userId: string }>(AUDIT_LOG, { userId: alice.id });
    expect(auditLog.edges[0]?.node).toMatchObject({
      action: 'submitVerifyDocument',
      outcome: 'SUCCEEDED',
      targetType: 'CollectedDocument',
      targetId: payload.document?.id,
    });
  });
});

/** Hands in a piece of evidence that must be taken; without a value of its own a tiny picture. */
async function submit(person: Person, input: Omit<SubmitVerifyDocumentInput, 'value'> & { readonly value?: string }) {
  const { submitVerifyDocument: made } = await person.ask(SubmitDocumentDocument, {
    input: { value: TINY_JPEG, ...input },
  });
  if (!made.document) throw new Error(`It was refused: ${JSON.stringify(made.userErrors)}`);
  return made.document;
}

/** What is wrong with a piece of evidence, as `CODE path`. */
async function refusalsOf(
  person: Person,
  input: Omit<SubmitVerifyDocumentInput, 'value'> & { readonly value?: string },
): Promise<readonly string[]> {
  const { submitVerifyDocument: payload } = await person.ask(SubmitDocumentDocument, {
    input: { value: TINY_JPEG, ...input },
  });
  expect(payload.document).toBeNull();
  return payload.userErrors.map(({ code, field }) => `${code} ${field?.join('.')}`);
}
