// Personal data read with a stated reason: readable inside that payload alone, for callers who otherwise see none of it, and recorded.
import { randomUUID } from 'node:crypto';
import { test as base, expect } from '../support/fixtures.js';
import { Person } from '../support/person.js';
import { Subjects } from './subjects.js';

const test = base
  .override('env', { POLL_FAST_SECONDS: '3600', POLL_SLOW_SECONDS: '3600' })
  .extend('subjects', { scope: 'file' }, async ({ sandbox, gateway }) => new Subjects(sandbox, gateway))
  .extend('passed', { scope: 'file' }, async ({ subjects }) => subjects.passed())
  /** Holds just the two permissions that it takes. */
  .extend('clerk', { scope: 'file' }, async ({ sandbox, gateway }) => {
    const clientId = `clerk-${randomUUID()}`;
    const token = await sandbox.token({ user: clientId, clientId, scope: 'gateway:verify.read gateway:pii.reveal' });
    return new Person({ gateway, token, userId: null });
  });

const DATA = `id type image { dataUri bytes sha256 } barcode { text } voice { dataUri }
  governmentId { firstName lastName birthDate idNumber addressStreet eyeColor } endUserClient { sources { ipAddress } }`;
const TYPES = ['SELFIE', 'GOVERNMENT_ID', 'BARCODE', 'VOICE_SAMPLE', 'END_USER_CLIENT'];
const REASON = 'Complaint 4207: the person asks what was read.';

interface Revealed {
  readonly revealVerifiedData: {
    readonly verifiedData: readonly { readonly id: string; readonly type: string }[] | null;
    readonly auditEventId: string | null;
    readonly userErrors: readonly object[];
  };
}

const REVEAL = `mutation ($input: RevealVerifiedDataInput!) {
  revealVerifiedData(input: $input) { verifiedData { ${DATA} } auditEventId userErrors { code field } }
}`;

test('shows all of it to who may reveal, and nothing of it to the same caller otherwise', async ({
  admin,
  clerk,
  passed: { id },
}) => {
  const reading = `query ($id: ID!, $types: [VerifiedDataType!]) {
    verifyTransaction(id: $id) { verifiedData(types: $types) { ${DATA} } }
  }`;
  const whole = await admin.ask<{ verifyTransaction: { verifiedData: object[] } }, object>(reading, {
    id,
    types: TYPES,
  });
  const input = { transactionId: id, types: TYPES, reason: REASON };
  const { data, extensions } = await clerk.query<Revealed, object>(REVEAL, { input });
  expect(extensions).toBeUndefined();
  expect(data?.revealVerifiedData).toEqual({
    verifiedData: whole.verifyTransaction.verifiedData,
    auditEventId: expect.any(String),
    userErrors: [],
  });

  const plain = await clerk.query<object, object>(reading, { id, types: TYPES });
  expect(plain.extensions?.masked).toHaveLength(10);
  expect(JSON.stringify(plain.data)).not.toMatch(/ANDERSON|data:|1990|D4207711|127\.0\.0\.1/);
});

test('opens nothing outside its payload, in the same operation', async ({ alice, support, passed: { id } }) => {
  const path = (item: string) => `user { verifyTransactions(first: 100) { edges { node { id ${item} } } } }`;
  const { data, extensions } = await support.query<
    Revealed & {
      readonly createVerifyTransaction: {
        readonly verifyTransaction: {
          readonly user: { readonly verifyTransactions: { readonly edges: readonly { readonly node: Node }[] } };
        };
      };
    },
    object
  >(
    `mutation ($reveal: RevealVerifiedDataInput!, $create: CreateVerifyTransactionInput!) {
      revealVerifiedData(input: $reveal) { verifiedData { id governmentId { lastName } } }
      createVerifyTransaction(input: $create) {
        verifyTransaction { ${path('governmentId { id governmentId { lastName } }')} }
      }
    }`,
    {
      reveal: { transactionId: id, types: ['GOVERNMENT_ID'], reason: REASON },
      create: { userId: alice.id },
    },
  );
  expect(data?.revealVerifiedData.verifiedData).toMatchObject([{ governmentId: { lastName: 'ANDERSON' } }]);
  const { edges } = data?.createVerifyTransaction.verifyTransaction.user.verifyTransactions ?? { edges: [] };
  const index = edges.findIndex(({ node }) => node.id === id);
  const revealedId = data?.revealVerifiedData.verifiedData?.[0]?.id;
  expect(edges[index]?.node).toEqual({ id, governmentId: { id: revealedId, governmentId: { lastName: null } } });
  const masked = ['createVerifyTransaction', 'verifyTransaction', 'user', 'verifyTransactions', 'edges', index, 'node'];
  expect(extensions?.masked).toContainEqual([...masked, 'governmentId', 'governmentId', 'lastName']);
});

interface Node {
  readonly id: string;
  readonly governmentId: object | null;
}

test('is recorded with its reason and the fields that were read', async ({ admin, alice, clerk, passed: { id } }) => {
  const input = { transactionId: id, types: ['GOVERNMENT_ID'], reason: REASON };
  const { revealVerifiedData } = await clerk.ask<Revealed, object>(
    `mutation ($input: RevealVerifiedDataInput!) {
      revealVerifiedData(input: $input) { verifiedData { governmentId { lastName idNumber } } auditEventId }
    }`,
    { input },
  );
  const { auditLog, verifyTransaction } = await admin.ask<
    { auditLog: { edges: object[] }; verifyTransaction: { timeline: { edges: object[] } } },
    object
  >(
    `query ($filter: AuditLogFilter, $id: ID!) {
      auditLog(filter: $filter, first: 1) {
        edges { node { id action outcome reason fields targetType targetId user { id } actor { kind } } }
      }
      verifyTransaction(id: $id) { timeline(first: 100) { edges { node { type reason actor { kind } } } } }
    }`,
    { filter: { action: 'revealVerifiedData', targetId: id }, id },
  );
  expect(auditLog.edges).toEqual([
    {
      node: {
        id: revealVerifiedData.auditEventId,
        action: 'revealVerifiedData',
        outcome: 'SUCCEEDED',
        reason: REASON,
        fields: ['GovernmentIdData.idNumber', 'GovernmentIdData.lastName'],
        targetType: 'VerifyTransaction',
        targetId: id,
        user: { id: alice.id },
        actor: { kind: 'SERVICE' },
      },
    },
  ]);
  expect(verifyTransaction.timeline.edges.at(-1)).toEqual({
    node: { type: 'DATA_REVEALED', reason: REASON, actor: { kind: 'SERVICE' } },
  });
});

test('is refused, and recorded as refused, without the permission', async ({
  admin,
  sandbox,
  gateway,
  passed: { id },
}) => {
  const clientId = `reader-${randomUUID()}`;
  const scope = 'gateway:verify.read gateway:pii.read';
  const reader = new Person({ gateway, token: await sandbox.token({ user: clientId, clientId, scope }), userId: null });
  const input = { transactionId: id, types: TYPES, reason: REASON };
  const { data, errors } = await reader.query<Revealed, object>(REVEAL, { input });
  expect([data, errors?.[0]?.extensions.code]).toEqual([null, 'FORBIDDEN']);
  const { auditLog } = await admin.ask<{ auditLog: { edges: object[] } }, object>(
    'query ($filter: AuditLogFilter) { auditLog(filter: $filter) { edges { node { action outcome targetId fields } } } }',
    { filter: { actorId: clientId } },
  );
  expect(auditLog.edges).toEqual([
    { node: { action: 'revealVerifiedData', outcome: 'DENIED', targetId: id, fields: [] } },
  ]);
});

test('is not for the person: one’s own data needs no revealing', async ({ alice, passed: { id } }) => {
  const { errors } = await alice.query<Revealed, object>(REVEAL, {
    input: { transactionId: id, types: TYPES, reason: REASON },
  });
  expect(errors?.map(({ extensions }) => extensions.code)).toEqual(['FORBIDDEN']);
});
