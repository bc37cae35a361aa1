// How each capability of PingOne's Verify connector is used through GraphQL: the operations, and what they cost and show.
import { isEnumType } from 'graphql';
import { expect } from '../support/fixtures.js';
import type { Person } from '../support/person.js';
import { TINY_JPEG } from '../support/published-example.js';
import type { TestSandbox } from '../support/sandbox.js';
import { schema } from './answers.js';
import type { Use } from './capability-check.js';
import type { VerifyCapabilityId } from './seed-fields.js';
import type { Subjects } from './subjects.js';

export interface World {
  readonly sandbox: TestSandbox;
  readonly subjects: Subjects;
  readonly alice: Person;
  /** A transaction that passed, with a piece of every kind of data. */
  readonly passed: { readonly id: string };
}

const TRANSACTION = ['GET {T}'];

const verifiedDataType = schema.getType('VerifiedDataType');
const VERIFIED_DATA_TYPES = isEnumType(verifiedDataType) ? verifiedDataType.getValues().map(({ name }) => name) : [];

const STATUS = `id status lifecycle decision createdAt updatedAt expiresAt challenge
  upstream { rawStatus } verifyPolicy { id } qrUrl qrCode webVerificationUrl webVerificationCode`;

const GOVERNMENT_ID = `firstName lastName middleName gender birthDate issueDate expirationDate idNumber personalNumber addressStreet
  addressCity addressState addressZip country issuingCountry nationality weight height hairColor eyeColor idTypes idTypesRaw`;

const DATES = { birthDate: '1990-04-12', issueDate: '2022-05-03', expirationDate: '2032-04-12' };
const ID_TYPES = ['DRIVERS_LICENSE_FRONT', 'DRIVERS_LICENSE_BACK'];

const IMAGE = 'image { format formatRaw dataUri url bytes sha256 }';
const VERIFIED_DATA = `id type typeRaw attempt createdAt ${IMAGE} governmentId { ${GOVERNMENT_ID} } barcode { text } voice { dataUri }
  endUserClient { sources { ipAddress userAgent } }`;

const DOCUMENT = `id environmentId type typeRaw value status statusRaw source { provider }
  user { id } verifyTransaction { id }`;

const PAYLOAD = 'userErrors { code message field }';

const CONTACT =
  'verify createMfaDevice otp { attempts deliveries templateName variantName lifeTime { ...s } cooldown { ...s } }';
const POLICY = `id environmentId name description default createdAt updatedAt governmentId { verify }
  facialComparison { verify threshold } liveness { verify threshold } email { ${CONTACT} } phone { ${CONTACT} }`;
const SPAN = 'fragment s on TimeSpan { duration timeUnit }';

/** A capability without an entry does not compile. */
export const USES: Readonly<Record<VerifyCapabilityId, (world: World) => Promise<readonly Use[]>>> = {
  createVerifyTransaction: async ({ alice, sandbox }) => [
    {
      document: `mutation ($input: CreateVerifyTransactionInput!) {
        createVerifyTransaction(input: $input) { verifyTransaction { ${STATUS} } ${PAYLOAD} }
      }`,
      variables: { input: { userId: alice.id, verifyPolicyId: sandbox.policies.default } },
      beside: ['GET {E}/verifyPolicies/{id}'],
    },
  ],

  readVerifyTransaction: async ({ subjects, passed }) => {
    const document = `query ($id: ID!) {
      verifyTransaction(id: $id) { ${STATUS} providerMessages verifiedDocuments { type } }
    }`;
    const ask = (id: string) => ({ document, variables: { id }, beside: ['GET {E}/verifyPolicies/{id}'] });
    const [open, failed] = [await subjects.open(), await subjects.failed()];
    return [ask(open.id), ask(failed.id), ask(passed.id)];
  },

  readVerifyTransactions: async ({ alice, passed }) => [
    {
      document: `query ($id: ID!) {
        user(id: $id) { verifyTransactions { totalCount edges { node { id status } } } latestVerifyTransaction { id } }
      }`,
      variables: { id: alice.id },
      beside: ['GET {U}'],
      shows: {
        user: {
          verifyTransactions: { edges: expect.arrayContaining([{ node: { id: passed.id, status: 'SUCCESS' } }]) },
        },
      },
    },
  ],

  readUserData: async ({ passed: { id } }) => [
    {
      document: `query ($id: ID!) { verifyTransaction(id: $id) { id status verifiedUserData { ${GOVERNMENT_ID} } } }`,
      variables: { id },
      beside: TRANSACTION,
      shows: { verifyTransaction: { verifiedUserData: { ...DATES, idTypes: ID_TYPES } } },
    },
  ],

  readGovernmentID: async ({ passed: { id } }) => [
    {
      document: `query ($id: ID!) {
        verifyTransaction(id: $id) { governmentId { id type attempt createdAt governmentId { ${GOVERNMENT_ID} } } }
      }`,
      variables: { id },
      beside: TRANSACTION,
      shows: {
        verifyTransaction: { governmentId: { type: 'GOVERNMENT_ID', governmentId: { ...DATES, idTypes: ID_TYPES } } },
      },
    },
  ],

  readVerifiedData: async ({ passed: { id } }) => {
    const read = (attempt: string) => ({
      document: `query ($id: ID!, $types: [VerifiedDataType!]) {
        verifyTransaction(id: $id) { verifiedData(types: $types, attempt: ${attempt}) { ${VERIFIED_DATA} } }
      }`,
      variables: { id, types: VERIFIED_DATA_TYPES.filter((type) => type !== 'UNKNOWN') },
      beside: TRANSACTION,
    });
    return [
      ...['LATEST', 'ALL', 'ATTEMPT_1', 'ATTEMPT_2', 'ATTEMPT_3', 'ATTEMPT_4'].map(read),
      {
        document: `query ($id: ID!) { verifyTransaction(id: $id) { verifiedData { ${VERIFIED_DATA} } } }`,
        variables: { id },
        // The list tells which kinds there are, among them those that have no name yet.
        beside: ['GET {T}', 'GET {T}/verifiedData'],
        shows: {
          verifyTransaction: {
            verifiedData: expect.arrayContaining([expect.objectContaining({ type: 'UNKNOWN', typeRaw: 'IRIS_SCAN' })]),
          },
        },
      },
      {
        document: `mutation ($input: RevealVerifiedDataInput!) {
          revealVerifiedData(input: $input) { verifiedData { ${VERIFIED_DATA} } auditEventId ${PAYLOAD} }
        }`,
        variables: { input: { transactionId: id, types: ['SELFIE', 'GOVERNMENT_ID'], reason: 'Seen in a test.' } },
        beside: TRANSACTION,
        shows: { revealVerifiedData: { auditEventId: expect.any(String) } },
      },
    ];
  },

  readSelfie: async ({ passed: { id } }) => [
    {
      document: `query ($id: ID!) { verifyTransaction(id: $id) { selfie { id type attempt createdAt ${IMAGE} } } }`,
      variables: { id },
      beside: TRANSACTION,
      shows: {
        verifyTransaction: {
          selfie: { type: 'SELFIE', image: { format: 'JPEG', sha256: expect.stringMatching(/^[0-9a-f]{64}$/) } },
        },
      },
    },
  ],

  readMetaData: async ({ passed: { id } }) => [
    {
      document: `query ($id: ID!) {
        verifyTransaction(id: $id) {
          metadata {
            id type provider status attempt createdAt similarity probability measurements { name value }
            documentTests { name judgement } biographicMatches { field confidence rawScore probeValue galleryValue }
          }
        }
      }`,
      variables: { id },
      beside: TRANSACTION,
    },
  ],

  readVerifyPolicy: async ({ sandbox, subjects }) => {
    const contact = { verify: 'REQUIRED', createMfaDevice: true, variantName: 'short' } as const;
    const name = 'Everything that a policy can ask for';
    const policyId = await sandbox.policy({ name, description: 'For tests.', email: contact, phone: contact });
    const { id } = await subjects.open('short');
    return [
      {
        document: `query ($id: ID!) { verifyPolicy(id: $id) { ${POLICY} } } ${SPAN}`,
        variables: { id: policyId },
        shows: {
          verifyPolicy: {
            name,
            email: { otp: { variantName: 'short', cooldown: { duration: 30, timeUnit: 'SECONDS' } } },
          },
        },
      },
      {
        document: `query ($name: String) { verifyPolicies(name: $name) { ${POLICY} } } ${SPAN}`,
        variables: { name: name.toUpperCase() },
        // By name from the list, which a short cache keeps.
        times: 0,
        beside: ['GET {E}/verifyPolicies'],
        shows: { verifyPolicies: [{ id: policyId, name }] },
      },
      {
        document: 'query ($id: ID!) { verifyTransaction(id: $id) { verifyPolicy { name } } }',
        variables: { id },
        // Read when the transaction was started, less than a minute ago.
        times: 0,
        beside: TRANSACTION,
        shows: { verifyTransaction: { verifyPolicy: { name: 'Short' } } },
      },
    ];
  },

  setVerifyStatus: async ({ alice }) =>
    ['DISABLED', 'NOT_INITIATED', 'ENABLED'].map((verifyStatus) => ({
      document: `mutation ($input: SetUserVerifyStatusInput!) { setUserVerifyStatus(input: $input) { user { verifyStatus } ${PAYLOAD} } }`,
      variables: { input: { userId: alice.id, verifyStatus } },
      beside: ['GET {U}'],
      shows: { setUserVerifyStatus: { user: { verifyStatus } } },
    })),

  readDocuments: async ({ subjects }) => {
    const { id } = await subjects.collecting();
    const document = `query ($id: ID!, $types: [CollectedDocumentType!]) {
      verifyTransaction(id: $id) { documents(types: $types) { id type status } }
    }`;
    const ask = (types: readonly string[] | null, documents: object) => ({
      document,
      variables: { id, types },
      beside: TRANSACTION,
      shows: { verifyTransaction: { documents } },
    });
    return [ask(null, [{ type: 'SELFIE' }]), ask(['SELFIE'], [{ type: 'SELFIE' }]), ask(['EMAIL'], [])];
  },

  readDocument: async ({ subjects }) => {
    const { id, documentId } = await subjects.collecting();
    return [
      {
        document: `query ($id: ID!, $documentId: ID!) { verifyTransaction(id: $id) { document(id: $documentId) { ${DOCUMENT} } } }`,
        variables: { id, documentId },
        beside: ['GET {T}', 'GET {U}'],
        shows: { verifyTransaction: { document: { id: documentId, verifyTransaction: { id } } } },
      },
    ];
  },

  createDocument: async ({ subjects }) => {
    const { id } = await subjects.open();
    return [
      {
        document: `mutation ($input: SubmitVerifyDocumentInput!) { submitVerifyDocument(input: $input) { document { ${DOCUMENT} } ${PAYLOAD} } }`,
        variables: { input: { transactionId: id, type: 'DRIVER_LICENSE_FRONT', value: TINY_JPEG } },
        // Whose it is and what its state allows before, what it has become after.
        beside: ['GET {T}', 'GET {T}', 'GET {U}'],
        shows: { submitVerifyDocument: { document: { value: TINY_JPEG, status: 'COLLECTED' } } },
      },
    ];
  },

  updateDocument: async ({ subjects }) => {
    const { id, documentId } = await subjects.collecting();
    return [
      {
        document: `mutation ($input: UpdateVerifyDocumentInput!) { updateVerifyDocument(input: $input) { document { ${DOCUMENT} } ${PAYLOAD} } }`,
        variables: { input: { transactionId: id, documentId, type: 'SELFIE', value: TINY_JPEG } },
        beside: ['GET {T}', 'GET {T}', 'GET {U}'],
        shows: { updateVerifyDocument: { document: { id: documentId } } },
      },
    ];
  },

  deleteDocument: async ({ subjects }) => {
    const { id, documentId } = await subjects.collecting();
    return [
      {
        document: `mutation ($input: DeleteVerifyDocumentInput!) { deleteVerifyDocument(input: $input) { deletedDocumentId ${PAYLOAD} } }`,
        variables: { input: { transactionId: id, documentId } },
        beside: TRANSACTION,
        shows: { deleteVerifyDocument: { deletedDocumentId: documentId } },
      },
    ];
  },

  processDocuments: async ({ subjects }) => {
    const transaction = await subjects.collecting();
    await subjects.handIn(transaction, 'DRIVER_LICENSE_FRONT');
    return [
      {
        document: `mutation ($input: ProcessVerifyDocumentsInput!) {
          processVerifyDocuments(input: $input) { documents { id type status } verifyTransaction { id } ${PAYLOAD} }
        }`,
        variables: { input: { transactionId: transaction.id } },
        beside: ['GET {T}', 'GET {T}', 'GET {T}/documents'],
      },
    ];
  },

  createExtClientResponse: async ({ subjects }) => {
    const { webVerificationUrl, challenge } = await subjects.open();
    return [
      {
        document: `mutation ($input: CreateExternalClientResponseInput!) {
          createExternalClientResponse(input: $input) {
            externalClientResponse { clientState webVerificationUrl continueLink challenge } ${PAYLOAD}
          }
        }`,
        variables: { input: { webVerificationUrl, challenge, isLastClientStep: false } },
        shows: { createExternalClientResponse: { externalClientResponse: { webVerificationUrl, challenge } } },
      },
    ];
  },

  backgroundReplacer: async ({ passed: { id } }) => [
    {
      document: `mutation ($input: ReplaceSelfieBackgroundInput!) {
        replaceSelfieBackground(input: $input) { verifiedData { id typeRaw createdAt ${IMAGE} } ${PAYLOAD} }
      }`,
      variables: { input: { transactionId: id, backgroundColor: '#1166CC', aspectWidth: 3, aspectHeight: 4 } },
      // The selfie is looked up in the list.
      beside: ['GET {T}', 'GET {T}/verifiedData'],
    },
  ],

  identityRecordMatching: async ({ alice }) => {
    const record = {
      givenName: ['Alice'],
      familyName: ['Anderson'],
      name: ['Alice Anderson'],
      address: ['4321 Main Street #407, Hollywood'],
      birthDate: ['1990-04-12'],
    };
    return [
      {
        document: `mutation ($input: MatchIdentityRecordInput!) {
          matchIdentityRecord(input: $input) {
            identityRecordMatch {
              detailedResults { field confidence confidenceRaw rawScore probeValue galleryValue }
              overallWeightedScore overallConfidence overallConfidenceRaw
            }
            ${PAYLOAD}
          }
        }`,
        variables: { input: { userId: alice.id, gallery: record, probe: record } },
        shows: {
          matchIdentityRecord: {
            identityRecordMatch: {
              detailedResults: expect.toSatisfy((results: readonly { field: string }[]) =>
                ['ADDRESS', 'BIRTH_DATE', 'GIVEN_NAME', 'FAMILY_NAME', 'NAME'].every((field) =>
                  results.some((result) => result.field === field),
                ),
              ),
              overallWeightedScore: 1,
              overallConfidence: 'HIGH',
            },
          },
        },
      },
    ];
  },
};
