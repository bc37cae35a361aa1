// Every operation of PingOne Verify, with the call at PingOne that the error matrix breaks, and what it means there that a thing is missing.
import { randomUUID } from 'node:crypto';
import type { Person } from '../support/person.js';
import { TINY_JPEG } from '../support/published-example.js';
import type { TestSandbox } from '../support/sandbox.js';

/** What an operation is tried on; everyone has their own, for a fault is told by the ids in the path. */
export interface Subject {
  readonly userId: string;
  readonly transactionId: string;
  readonly policyId: string;
  readonly documentId: string;
  readonly deviceId: string;
  readonly authenticationId: string;
  readonly pairingKeyId: string;
  readonly codeId: string;
}

/** The hosts and services that fail alone. */
export type Service = 'users' | 'verify' | 'devices' | 'authentications';

export interface MatrixOperation {
  readonly name: string;
  readonly document: string;
  readonly variables: (subject: Subject) => object;
  /** The call that fails; `*` stands for anything. */
  readonly call: (subject: Subject) => { readonly method: string; readonly path: string };
  readonly service: Service;
  /** What the subject's transaction has come to, or its device or device authentication. */
  readonly state?:
    | 'passed'
    | 'failed'
    | 'collecting'
    | 'activating'
    | 'asking for a passcode'
    | 'asking for an assertion';
  /** Guesses at a passcode, which are limited. */
  readonly isGuess?: boolean;
  /** Of a query: where the answer stands, and what it is when there is nothing. */
  readonly answersAt?: readonly string[];
  readonly nothing?: unknown;
  /** Of a mutation. */
  readonly mutation?: MutationRules;
}

export interface MutationRules {
  readonly field: string;
  /** A property of the upstream call, and the input field that it comes from. */
  readonly wire: string;
  readonly input: readonly string[];
  /** User error for a 404 or 410. */
  readonly notFound: string;
  /** What a detail means here in particular, by `<code> <wire path>`, or `<code>` for any. */
  readonly special?: Readonly<Record<string, string>>;
  /** User error for a refusal without a reason, and for a conflict. */
  readonly refusesState?: string;
  /** Where a detail belongs in particular, by its code. */
  readonly fields?: Readonly<Record<string, readonly string[]>>;
  /** What a limit is called here in particular, by its usual code. */
  readonly limits?: Readonly<Record<string, string>>;
}

/** One id for everything. */
export function subjectOf(id: string): Subject {
  return {
    userId: id,
    transactionId: id,
    policyId: id,
    documentId: id,
    deviceId: id,
    authenticationId: id,
    pairingKeyId: id,
    codeId: id,
  };
}

const T = ({ transactionId }: Subject) => `*/verifyTransactions/${transactionId}`;

export const query = (
  name: string,
  answersAt: readonly string[],
  nothing: unknown,
  document: string,
  path: (subject: Subject) => string,
  more: Partial<MatrixOperation> = {},
): MatrixOperation => ({
  name,
  document,
  variables: (subject) => ({ ...subject }),
  call: (subject) => ({ method: 'GET', path: path(subject) }),
  service: 'verify',
  answersAt,
  nothing,
  ...more,
});

/** A field of a transaction, which is read first. */
const field = (
  name: string,
  nothing: unknown,
  selection: string,
  path: string,
  more: Partial<MatrixOperation> = {},
): MatrixOperation =>
  query(
    `VerifyTransaction.${name}`,
    ['verifyTransaction', name],
    nothing,
    `query ($transactionId: ID!${selection.includes('$documentId') ? ', $documentId: ID!' : ''}) {
      verifyTransaction(id: $transactionId) { ${selection} }
    }`,
    (subject) => `${T(subject)}${path.replace('{id}', subject.documentId)}`,
    { state: 'passed', ...more },
  );

export const mutation = (
  rules: MutationRules,
  method: string,
  path: (subject: Subject) => string,
  input: (subject: Subject) => object,
  more: Partial<MatrixOperation> = {},
): MatrixOperation => {
  const inputType = `${rules.field.charAt(0).toUpperCase()}${rules.field.slice(1)}Input!`;
  return {
    name: `Mutation.${rules.field}`,
    document: `mutation ($input: ${inputType}) { ${rules.field}(input: $input) { userErrors { code field message limit } } }`,
    variables: (subject) => ({ input: input(subject) }),
    call: (subject) => ({ method, path: path(subject) }),
    service: 'verify',
    mutation: rules,
    ...more,
  };
};

const inTransaction = ({ transactionId, userId }: Subject) => ({ transactionId, userId });
const DOCUMENT_RULES = {
  wire: 'value',
  input: ['value'],
  special: { 'INVALID_VALUE type': 'DOCUMENT_TYPE_NOT_ACCEPTED' },
} as const;
const NAME = { givenName: ['Ana'] };

export const MATRIX_OPERATIONS: readonly MatrixOperation[] = [
  query(
    'Query.verifyTransaction',
    ['verifyTransaction'],
    null,
    'query ($transactionId: ID!, $userId: ID) { verifyTransaction(id: $transactionId, userId: $userId) { id status } }',
    T,
  ),
  field('verifiedData', [], 'verifiedData(types: [SELFIE]) { id image { bytes } }', '/verifiedData?*'),
  field('governmentId', null, 'governmentId { id }', '/verifiedData?*'),
  field('selfie', null, 'selfie { id }', '/verifiedData?*'),
  field('verifiedUserData', null, 'verifiedUserData { lastName }', '/verifiedData?*'),
  field('metadata', [], 'metadata { id }', '/metaData'),
  field('documents', [], 'documents { id }', '/documents', { state: 'collecting' }),
  field('document', null, 'document(id: $documentId) { id }', '/documents/{id}', { state: 'collecting' }),
  query(
    'User.verifyTransactions',
    ['user', 'verifyTransactions', 'edges'],
    [],
    'query ($userId: ID!) { user(id: $userId) { verifyTransactions { edges { node { id } } } } }',
    ({ userId }) => `*/users/${userId}/verifyTransactions`,
  ),
  query(
    'User.latestVerifyTransaction',
    ['user', 'latestVerifyTransaction'],
    null,
    'query ($userId: ID!) { user(id: $userId) { latestVerifyTransaction { id } } }',
    ({ userId }) => `*/users/${userId}/verifyTransactions`,
  ),
  query(
    'Query.user',
    ['user'],
    null,
    'query ($userId: ID!) { user(id: $userId) { id username } }',
    ({ userId }) => `*/users/${userId}?*`,
    { service: 'users' },
  ),
  query('Query.users', ['users'], null, '{ users(first: 3) { edges { node { id } } } }', () => '*/users?*', {
    service: 'users',
  }),
  query(
    'Query.verifyPolicy',
    ['verifyPolicy'],
    null,
    'query ($policyId: ID!) { verifyPolicy(id: $policyId) { id } }',
    ({ policyId }) => `*/verifyPolicies/${policyId}`,
  ),
  query('Query.verifyPolicies', ['verifyPolicies'], null, '{ verifyPolicies { id } }', () => '*/verifyPolicies'),

  mutation(
    {
      field: 'createVerifyTransaction',
      wire: 'requirements.birth_date.value',
      input: ['requirements', 'birthDate'],
      notFound: 'NOT_FOUND',
      special: {
        'REQUIRED_VALUE requirements.referenceSelfie': 'REFERENCE_SELFIE_REQUIRED',
        'INVALID_VALUE verifyPolicy.id': 'VERIFY_POLICY_NOT_FOUND',
      },
    },
    'POST',
    ({ userId }) => `*/users/${userId}/verifyTransactions`,
    ({ userId }) => ({ userId }),
  ),
  mutation(
    {
      field: 'approveVerifyTransaction',
      wire: 'transactionStatus.status',
      input: ['status'],
      notFound: 'NOT_FOUND',
      special: {
        'INVALID_VALUE transactionStatus.status': 'TRANSACTION_NOT_ACTIONABLE',
        'CONSTRAINT_VIOLATION transactionStatus.status': 'TRANSACTION_NOT_ACTIONABLE',
      },
    },
    'PUT',
    T,
    (subject) => ({ ...inTransaction(subject), reason: 'Seen in person.' }),
    { state: 'failed' },
  ),
  mutation(
    { field: 'deleteVerifyTransaction', wire: 'id', input: [], notFound: 'NOT_FOUND' },
    'DELETE',
    T,
    inTransaction,
  ),
  mutation(
    { field: 'submitVerifyDocument', notFound: 'NOT_FOUND', ...DOCUMENT_RULES },
    'POST',
    (subject) => `${T(subject)}/documents`,
    (subject) => ({ ...inTransaction(subject), type: 'SELFIE', value: TINY_JPEG }),
  ),
  {
    ...mutation(
      { field: 'submitVerifyDocument', notFound: 'NOT_FOUND', wire: 'id', input: [] },
      'GET',
      T,
      (subject) => ({ ...inTransaction(subject), type: 'SELFIE', value: TINY_JPEG }),
    ),
    name: 'Mutation.submitVerifyDocument, while it finds the transaction',
  },
  mutation(
    { field: 'updateVerifyDocument', notFound: 'NOT_FOUND', ...DOCUMENT_RULES },
    'PUT',
    (subject) => `${T(subject)}/documents/${subject.documentId}`,
    (subject) => ({
      ...inTransaction(subject),
      documentId: subject.documentId,
      type: 'SELFIE',
      value: TINY_JPEG,
    }),
    { state: 'collecting' },
  ),
  mutation(
    { field: 'deleteVerifyDocument', wire: 'id', input: [], notFound: 'NOT_FOUND' },
    'DELETE',
    (subject) => `${T(subject)}/documents/${subject.documentId}`,
    (subject) => ({ ...inTransaction(subject), documentId: subject.documentId }),
    { state: 'collecting' },
  ),
  mutation(
    {
      field: 'processVerifyDocuments',
      wire: 'documents',
      input: [],
      notFound: 'NOT_FOUND',
      // There is no body that could be wrong, so it is the evidence.
      special: Object.fromEntries(
        ['REQUIRED_VALUE', 'INVALID_VALUE', 'EMPTY_VALUE', 'CONSTRAINT_VIOLATION', 'none'].map((code) => [
          code,
          'DOCUMENTS_MISSING',
        ]),
      ),
    },
    'POST',
    (subject) => `${T(subject)}/documents`,
    inTransaction,
    { state: 'collecting' },
  ),
  mutation(
    {
      field: 'replaceSelfieBackground',
      wire: 'aspectRatio.aspectHeight',
      input: ['aspectHeight'],
      notFound: 'NOT_FOUND',
    },
    'POST',
    (subject) => `${T(subject)}/verifiedData/*`,
    inTransaction,
    { state: 'passed' },
  ),
  mutation(
    // Nothing of a transaction that had something.
    { field: 'revealVerifiedData', wire: 'type', input: [], notFound: 'VERIFIED_DATA_EXPIRED' },
    'GET',
    (subject) => `${T(subject)}/verifiedData?*`,
    (subject) => ({ ...inTransaction(subject), types: ['SELFIE'], reason: 'A test.' }),
    { state: 'passed' },
  ),
  mutation(
    {
      field: 'matchIdentityRecord',
      wire: 'gallery.given_name.value',
      input: ['gallery', 'givenName'],
      notFound: 'NOT_FOUND',
    },
    'POST',
    ({ userId }) => `*/users/${userId}/identityRecordMatching`,
    ({ userId }) => ({ userId, gallery: NAME, probe: NAME }),
  ),
  mutation(
    { field: 'setUserVerifyStatus', wire: 'verifyStatus', input: ['verifyStatus'], notFound: 'NOT_FOUND' },
    'PUT',
    ({ userId }) => `*/users/${userId}/verifyStatus`,
    ({ userId }) => ({ userId }),
  ),
  mutation(
    { field: 'createUser', wire: 'name.given', input: ['name', 'given'], notFound: 'NOT_FOUND' },
    'POST',
    () => '*/users',
    () => ({ username: `dave-${randomUUID()}`, name: { given: 'Dave' } }),
    { service: 'users' },
  ),
];

/** Makes a subject of its own for an operation. */
export async function newSubject(
  admin: Person,
  sandbox: TestSandbox,
  { state }: Pick<MatrixOperation, 'state'>,
): Promise<Subject> {
  const userId = await newUser(admin);
  const policyId = await sandbox.policy({ name: `Policy ${randomUUID()}` });
  const { id: transactionId } = await admin.startVerification({ userId });
  if (state === 'passed') await sandbox.finish(transactionId, 'SUCCESS');
  if (state === 'failed') await sandbox.finish(transactionId, 'FAIL');
  const documentId = state === 'collecting' ? await handIn(admin, transactionId) : randomUUID();
  return { ...subjectOf(randomUUID()), userId, transactionId, policyId, documentId };
}

/** Makes a person. @returns their id */
export async function newUser(admin: Person): Promise<string> {
  const username = `carol-${randomUUID()}`;
  const { createUser: made } = await admin.ask<{ createUser: { user: { id: string } } }, object>(
    'mutation ($input: CreateUserInput!) { createUser(input: $input) { user { id } } }',
    { input: { username, email: `${username}@example.test`, name: { given: 'Carol', family: 'Clark' } } },
  );
  return made.user.id;
}

async function handIn(admin: Person, transactionId: string): Promise<string> {
  const { submitVerifyDocument: made } = await admin.ask<
    { submitVerifyDocument: { document: { id: string } } },
    object
  >('mutation ($input: SubmitVerifyDocumentInput!) { submitVerifyDocument(input: $input) { document { id } } }', {
    input: { transactionId, type: 'SELFIE', value: TINY_JPEG },
  });
  return made.document.id;
}
