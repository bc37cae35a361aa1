// Every way in which PingOne can fail, at every operation of MFA: what a client is told is one of few things, and never PingOne's own words.
import { test as base, expect } from '../support/fixtures.js';
import { NO_REQUEST_LIMITS } from '../support/sandbox.js';
import { askDuring, isById, outcomeOf, tryAll } from './error-matrix.js';
import { MFA_OPERATIONS, newMfaSubject } from './matrix-mfa.js';
import type { MatrixOperation } from './matrix-operations.js';
import { CANARY, MFA_FAILURES, UPSTREAM_FAILURES } from './upstream-errors.js';

const test = base.override('knobs', NO_REQUEST_LIMITS);

const SECONDS_MS = 1000;
const FAILURES = [...UPSTREAM_FAILURES, ...MFA_FAILURES];
const OPTIONS = { timeout: 300 * SECONDS_MS };
const rowsOf = (operations: readonly MatrixOperation[]) =>
  operations.map((operation) => [operation.name, operation] as const);

// A fault is told by the ids in a path. One in a path without ids would strike others too.
test.concurrent.for(rowsOf(MFA_OPERATIONS.filter(isById)))('%s', OPTIONS, async ([, operation], { admin, sandbox }) => {
  await tryAll(operation, FAILURES, newMfaSubject, admin, sandbox);
});
test.for(rowsOf(MFA_OPERATIONS.filter((operation) => !isById(operation))))(
  '%s',
  OPTIONS,
  async ([, operation], { admin, sandbox }) => {
    await tryAll(operation, FAILURES, newMfaSubject, admin, sandbox);
  },
);

test.for(['Query.deviceAuthentication', 'Mutation.checkOtp'])(
  '%s without an answer in time is UPSTREAM_TIMEOUT',
  OPTIONS,
  async (name, { admin, sandbox }) => {
    const operation = MFA_OPERATIONS.find((candidate) => candidate.name === name);
    if (!operation) throw new Error('There is no such operation.');
    const subject = await newMfaSubject(admin, sandbox, operation);
    const hanging = { name: 'hangs', fault: { delayMs: 20 * SECONDS_MS }, meaning: { kind: 'unavailable' } } as const;
    const answer = await askDuring(hanging, operation, subject, admin, sandbox);
    expect(outcomeOf(answer, operation)).toEqual({ error: 'UPSTREAM_TIMEOUT' });
  },
);

test('afterwards the gateway works, and its log holds nothing that PingOne wrote', async ({
  admin,
  gateway,
  sandbox,
}) => {
  const { userId, deviceId } = await newMfaSubject(admin, sandbox, {});
  const document = 'query ($userId: ID!, $deviceId: ID!) { device(userId: $userId, id: $deviceId) { status } }';
  const { device } = await admin.ask<{ device: object }, object>(document, { userId, deviceId });
  expect(device).toEqual({ status: 'ACTIVE' });
  expect(gateway.logs()).not.toContain(CANARY);
});
