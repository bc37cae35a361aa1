// Every way in which PingOne can fail, at every operation of Verify: what a client is told is one of few things, and never PingOne's own words.
import { randomUUID } from 'node:crypto';
import { test as base, expect } from '../support/fixtures.js';
import { NO_REQUEST_LIMITS } from '../support/sandbox.js';
import { askDuring, isById, outcomeOf, tryAll } from './error-matrix.js';
import { MATRIX_OPERATIONS, type MatrixOperation, newSubject } from './matrix-operations.js';
import { CANARY, UPSTREAM_FAILURES } from './upstream-errors.js';

const test = base.override('env', { POLL_FAST_SECONDS: '3600', POLL_SLOW_SECONDS: '3600' }).override('knobs', {
  dwellMs: 0,
  callbacks: 'off',
  ...NO_REQUEST_LIMITS,
});

const SECONDS_MS = 1000;
const rowsOf = (operations: readonly MatrixOperation[]) =>
  operations.map((operation) => [operation.name, operation] as const);
const OPTIONS = { timeout: 300 * SECONDS_MS };

// A fault is told by the ids in a path. One in a path without ids would strike others too.
test.concurrent.for(rowsOf(MATRIX_OPERATIONS.filter(isById)))(
  '%s',
  OPTIONS,
  async ([, operation], { admin, sandbox }) => {
    await tryAll(operation, UPSTREAM_FAILURES, newSubject, admin, sandbox);
  },
);
test.for(rowsOf(MATRIX_OPERATIONS.filter((operation) => !isById(operation))))(
  '%s',
  OPTIONS,
  async ([, operation], { admin, sandbox }) => {
    await tryAll(operation, UPSTREAM_FAILURES, newSubject, admin, sandbox);
  },
);

test.for(['400', '404'] as const)(
  'a policy that PingOne answers with %s is told by its own code',
  async (status, { admin, alice, sandbox }) => {
    await sandbox.knob('unknownPolicy', status);
    const create = (userId: string, verifyPolicyId: string) =>
      admin.ask<object, object>(
        'mutation ($input: CreateVerifyTransactionInput!) { createVerifyTransaction(input: $input) { userErrors { code field } } }',
        { input: { userId, verifyPolicyId } },
      );
    expect(await create(alice.id, randomUUID())).toEqual({
      createVerifyTransaction: {
        userErrors: [{ code: 'VERIFY_POLICY_NOT_FOUND', field: ['input', 'verifyPolicyId'] }],
      },
    });
    expect(await create(randomUUID(), sandbox.policies.default ?? '')).toEqual({
      createVerifyTransaction: { userErrors: [{ code: 'NOT_FOUND', field: ['input', 'userId'] }] },
    });
  },
);

test('an answer that does not come in time is UPSTREAM_TIMEOUT', async ({ admin, sandbox }) => {
  const subject = await newSubject(admin, sandbox, {});
  const [operation] = MATRIX_OPERATIONS;
  if (!operation) throw new Error('There are operations.');
  const hanging = { name: 'hangs', fault: { delayMs: 8 * SECONDS_MS }, meaning: { kind: 'unavailable' } } as const;
  const answer = await askDuring(hanging, operation, subject, admin, sandbox);
  expect(outcomeOf(answer, operation)).toEqual({ error: 'UPSTREAM_TIMEOUT' });
});

test('afterwards the gateway works, and its log holds nothing that PingOne wrote', async ({
  admin,
  gateway,
  sandbox,
}) => {
  const { transactionId } = await newSubject(admin, sandbox, {});
  const { verifyTransaction } = await admin.ask<{ verifyTransaction: object }, object>(
    'query ($id: ID!) { verifyTransaction(id: $id) { status statusDetails { check } } }',
    { id: transactionId },
  );
  expect(verifyTransaction).toMatchObject({ status: 'REQUESTED' });
  expect(gateway.logs()).not.toContain(CANARY);
});
