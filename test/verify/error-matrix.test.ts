// Every way in which PingOne can fail, at every operation of Verify: what a client is told is one of few things, and never PingOne's own words.
import { randomUUID } from 'node:crypto';
import { test as base, expect } from '../support/fixtures.js';
import type { Answer, Person } from '../support/person.js';
import type { TestSandbox } from '../support/sandbox.js';
import { MATRIX_OPERATIONS, type MatrixOperation, newSubject, type Subject } from './matrix-operations.js';
import { CANARY, type Detail, HERE, UPSTREAM_FAILURES, type UpstreamFailure } from './upstream-errors.js';

const test = base.override('env', { POLL_FAST_SECONDS: '3600', POLL_SLOW_SECONDS: '3600' }).override('knobs', {
  dwellMs: 0,
  callbacks: 'off',
  verifyRequestsPerMinute: 1_000_000,
  directoryRequestsPerSecond: 1_000_000,
});

/** What a client is told: user errors of a mutation, the code of a GraphQL error, or that there is nothing. */
type Outcome =
  | { readonly userErrors: readonly { readonly code: string; readonly field: readonly string[] }[] }
  | { readonly error: string }
  | 'nothing';

const SECONDS_MS = 1000;
const FORBIDDEN_TEXTS = new RegExp(`${CANARY}|INTERNAL_SERVER_ERROR`);

const rowsOf = (operations: readonly MatrixOperation[]) =>
  operations.map((operation) => [operation.name, operation] as const);
const OPTIONS = { timeout: 300 * SECONDS_MS };

// A fault is told by the ids in a path. One in a path without ids would strike others too.
test.concurrent.for(rowsOf(MATRIX_OPERATIONS.filter(isById)))(
  '%s',
  OPTIONS,
  async ([, operation], { admin, sandbox }) => {
    await tryAll(operation, admin, sandbox);
  },
);
test.for(rowsOf(MATRIX_OPERATIONS.filter((operation) => !isById(operation))))(
  '%s',
  OPTIONS,
  async ([, operation], { admin, sandbox }) => {
    await tryAll(operation, admin, sandbox);
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

/** Tries every failure at an operation, and compares what is told with what is promised. */
async function tryAll(operation: MatrixOperation, admin: Person, sandbox: TestSandbox): Promise<void> {
  let subject = await newSubject(admin, sandbox, operation);
  const told: Record<string, unknown> = {};
  for (const failure of UPSTREAM_FAILURES) {
    if (failure.isOutage) await keepCircuitClosed(admin, operation);
    const answer = await askDuring(failure, operation, subject, admin, sandbox);
    told[failure.name] = outcomeOf(answer, operation);
    expect(JSON.stringify(answer)).not.toMatch(FORBIDDEN_TEXTS);
    if (failure.meaning.kind === 'rate limited' && failure.meaning.tellsWhen) {
      expect(Date.parse(String(answer.errors?.[0]?.extensions.retryAt))).toBeGreaterThan(Date.now());
    }
    // Who was told that a thing does not exist keeps it in mind.
    if (failure.meaning.kind === 'not found') subject = await newSubject(admin, sandbox, operation);
  }
  expect(told).toEqual(Object.fromEntries(UPSTREAM_FAILURES.map((row) => [row.name, expectedOutcome(row, operation)])));
}

function isById({ call }: MatrixOperation): boolean {
  const ids = { userId: 'this-id', transactionId: 'this-id', policyId: 'this-id', documentId: 'this-id' };
  return call(ids).path.includes('this-id');
}

async function askDuring(
  { fault }: UpstreamFailure,
  operation: MatrixOperation,
  subject: Subject,
  admin: Person,
  sandbox: TestSandbox,
): Promise<Answer<object>> {
  const endFault = await sandbox.fault(inWords(fault, operation, subject));
  try {
    return await admin.query<object, object>(operation.document, operation.variables(subject));
  } finally {
    await endFault();
  }
}

/** The fault at the operation's call, about a property of it. */
function inWords(
  fault: UpstreamFailure['fault'],
  operation: MatrixOperation,
  subject: Subject,
): UpstreamFailure['fault'] {
  const target = JSON.stringify(operation.mutation?.wire ?? 'filter');
  const body: unknown = JSON.parse(JSON.stringify(fault.body ?? null).replaceAll(JSON.stringify(HERE), target));
  return { ...fault, ...(fault.body === undefined ? {} : { body }), match: operation.call(subject) };
}

/** What the product promises: by what the failure means, and by what was asked. */
function expectedOutcome({ meaning }: UpstreamFailure, { mutation }: MatrixOperation): Outcome {
  switch (meaning.kind) {
    case 'not found':
      return mutation ? { userErrors: [{ code: mutation.notFound, field: expect.any(Array) }] } : 'nothing';
    case 'unauthorized':
    case 'refused':
      return { error: 'UPSTREAM_REJECTED' };
    case 'rate limited':
      return { error: 'RATE_LIMITED' };
    case 'unavailable':
      return { error: 'UPSTREAM_UNAVAILABLE' };
    case 'bad request':
    case 'conflict':
      return mutation
        ? refusal(meaning, mutation)
        : { error: isFilter(meaning.details) ? 'BAD_USER_INPUT' : 'UPSTREAM_REJECTED' };
  }
}

const MENDABLE: Readonly<Record<string, string>> = {
  INVALID_VALUE: 'INVALID_VALUE',
  EMPTY_VALUE: 'INVALID_VALUE',
  CONSTRAINT_VIOLATION: 'INVALID_VALUE',
  REQUIRED_VALUE: 'REQUIRED_VALUE',
  OUT_OF_RANGE: 'OUT_OF_RANGE',
  SIZE_LIMIT_EXCEEDED: 'SIZE_LIMIT_EXCEEDED',
  UNIQUENESS_VIOLATION: 'UNIQUENESS_VIOLATION',
  INVALID_OTP: 'INVALID_OTP',
  ACCOUNT_NOT_USABLE: 'ACCOUNT_NOT_USABLE',
};

function refusal(
  meaning: { readonly kind: string; readonly details: readonly Detail[]; readonly code?: string },
  { wire, input, special = {} }: NonNullable<MatrixOperation['mutation']>,
): Outcome {
  const place = ({ target }: Detail) => (target === HERE ? ['input', ...input] : ['input']);
  const isBodiless = special.none !== undefined && meaning.kind === 'bad request';
  if (
    isBodiless &&
    (meaning.details.length === 0
      ? meaning.code !== 'INVALID_REQUEST'
      : meaning.details.some(({ code }) => special[code]))
  ) {
    return { userErrors: [{ code: 'DOCUMENTS_MISSING', field: ['input', 'transactionId'] }] };
  }
  const userErrors = meaning.details.flatMap((detail) => {
    const target = detail.target === HERE ? wire : (detail.target ?? '');
    const code = special[`${detail.code} ${target}`] ?? MENDABLE[detail.code];
    return code === undefined ? [] : [{ code, field: place(detail) }];
  });
  if (userErrors.length > 0) return { userErrors };
  if (meaning.kind === 'conflict') return { userErrors: [{ code: 'UNIQUENESS_VIOLATION', field: ['input'] }] };
  return { error: isFilter(meaning.details) ? 'BAD_USER_INPUT' : 'UPSTREAM_REJECTED' };
}

function isFilter(details: readonly Detail[]): boolean {
  return details.some(({ code }) => code === 'INVALID_FILTER');
}

function outcomeOf({ data, errors }: Answer<object>, { mutation, answersAt = [], nothing }: MatrixOperation): unknown {
  const [error] = errors ?? [];
  if (error) return { error: error.extensions.code };
  if (mutation) {
    const userErrors = at(data, [mutation.field, 'userErrors']);
    return {
      userErrors: Array.isArray(userErrors) ? userErrors.map(({ code, field }) => ({ code, field })) : userErrors,
    };
  }
  const value = at(data, answersAt);
  return JSON.stringify(value) === JSON.stringify(nothing) ? 'nothing' : value;
}

function at(value: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (part, key) => (typeof part === 'object' && part !== null ? Reflect.get(part, key) : part),
    value,
  );
}

/** Calls that succeed, so that the ones that fail are few. A failing call is tried three times at most. */
async function keepCircuitClosed(admin: Person, { service }: MatrixOperation): Promise<void> {
  const reading = (id: string) =>
    service === 'users' ? `user(id: "${id}") { id }` : `verifyTransaction(id: "${id}", userId: "${id}") { id }`;
  const aliases = Array.from({ length: 8 }, (_, index) => `a${index}: ${reading(randomUUID())}`);
  await admin.ask(`{ ${aliases.join(' ')} }`);
}
