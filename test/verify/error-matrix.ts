// The error matrix: tries every failure of PingOne at an operation, and compares what a client is told with what is promised.
import { randomUUID } from 'node:crypto';
import { expect } from '../support/fixtures.js';
import type { Answer, Person } from '../support/person.js';
import type { TestSandbox } from '../support/sandbox.js';
import { type MatrixOperation, type Service, type Subject, subjectOf } from './matrix-operations.js';
import { CANARY, type Detail, HERE, type UpstreamFailure } from './upstream-errors.js';

/** What a client is told: user errors of a mutation, the code of a GraphQL error, or that there is nothing. */
type Outcome =
  | { readonly userErrors: readonly { readonly code: string; readonly field: readonly string[] }[] }
  | { readonly error: string }
  | 'nothing';

const FORBIDDEN_TEXTS = new RegExp(`${CANARY}|INTERNAL_SERVER_ERROR`);

export type MakeSubject = (
  admin: Person,
  sandbox: TestSandbox,
  operation: Pick<MatrixOperation, 'state'>,
) => Promise<Subject>;

/** Tries every failure at an operation, and compares what is told with what is promised. */
export async function tryAll(
  operation: MatrixOperation,
  failures: readonly UpstreamFailure[],
  makeSubject: MakeSubject,
  admin: Person,
  sandbox: TestSandbox,
): Promise<void> {
  let subject = await makeSubject(admin, sandbox, operation);
  const told: Record<string, unknown> = {};
  for (const failure of failures) {
    if (failure.isOutage) await keepCircuitClosed(admin, operation);
    const answer = await askDuring(failure, operation, subject, admin, sandbox);
    told[failure.name] = outcomeOf(answer, operation);
    expect(JSON.stringify(answer)).not.toMatch(FORBIDDEN_TEXTS);
    if (failure.meaning.kind === 'rate limited' && failure.meaning.tellsWhen) {
      expect(Date.parse(String(answer.errors?.[0]?.extensions.retryAt))).toBeGreaterThan(Date.now());
    }
    // Who was told that a thing does not exist keeps it in mind, and guesses at a passcode are few.
    if (failure.meaning.kind === 'not found' || operation.isGuess) {
      subject = await makeSubject(admin, sandbox, operation);
    }
  }
  expect(told).toEqual(Object.fromEntries(failures.map((row) => [row.name, expectedOutcome(row, operation)])));
}

/** Whether the call names what it is about, so that a fault at it strikes nothing else. */
export function isById({ call }: MatrixOperation): boolean {
  return call(subjectOf('this-id')).path.includes('this-id');
}

/** Asks while the failure is at the operation's call. */
export async function askDuring(
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
    case 'limit':
      return mutation
        ? { userErrors: [{ code: mutation.limits?.[meaning.code] ?? meaning.code, field: expect.any(Array) }] }
        : { error: meaning.status === 429 ? 'RATE_LIMITED' : 'UPSTREAM_REJECTED' };
    case 'bad request':
    case 'conflict':
      return mutation
        ? refusal(meaning, mutation)
        : { error: isFilter(meaning.details) ? 'BAD_USER_INPUT' : 'UPSTREAM_REJECTED' };
  }
}

const MENDABLE: Readonly<Record<string, string>> = {
  EXTRA_OTP_REQUIRED: 'EXTRA_OTP_REQUIRED',
  NO_USABLE_DEVICES: 'NO_USABLE_DEVICES',
  PASSWORD_LOCKED_OUT: 'ACCOUNT_NOT_USABLE',
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
  { wire, input, special = {}, refusesState, fields = {} }: NonNullable<MatrixOperation['mutation']>,
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
  const isState = meaning.kind === 'conflict' || (meaning.details.length === 0 && meaning.code !== 'INVALID_REQUEST');
  if (refusesState && isState) {
    return { userErrors: [{ code: refusesState, field: ['input', 'deviceAuthenticationId'] }] };
  }
  const userErrors = meaning.details.flatMap((detail) => {
    const target = detail.target === HERE ? wire : (detail.target ?? '');
    const code = special[`${detail.code} ${target}`] ?? MENDABLE[detail.code];
    return code === undefined ? [] : [{ code, field: fields[detail.code] ?? place(detail) }];
  });
  if (userErrors.length > 0) return { userErrors };
  if (meaning.kind === 'conflict') return { userErrors: [{ code: 'UNIQUENESS_VIOLATION', field: ['input'] }] };
  return { error: isFilter(meaning.details) ? 'BAD_USER_INPUT' : 'UPSTREAM_REJECTED' };
}

function isFilter(details: readonly Detail[]): boolean {
  return details.some(({ code }) => code === 'INVALID_FILTER');
}

/** What a client was told. */
export function outcomeOf(
  { data, errors }: Answer<object>,
  { mutation, answersAt = [], nothing }: MatrixOperation,
): unknown {
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

const READING: Readonly<Record<Service, (id: string) => string>> = {
  users: (id) => `user(id: "${id}") { id }`,
  verify: (id) => `verifyTransaction(id: "${id}", userId: "${id}") { id }`,
  devices: (id) => `device(id: "${id}", userId: "${id}") { id }`,
  authentications: (id) => `deviceAuthentication(id: "${id}") { id }`,
};

/** Calls that succeed, so that the ones that fail are few. A failing call is tried three times at most. */
async function keepCircuitClosed(admin: Person, { service }: MatrixOperation): Promise<void> {
  const aliases = Array.from({ length: 8 }, (_, index) => `a${index}: ${READING[service](randomUUID())}`);
  await admin.ask(`{ ${aliases.join(' ')} }`);
}
