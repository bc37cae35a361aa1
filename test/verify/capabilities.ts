// The capabilities of PingOne's Verify connector: which GraphQL operation has each, and what it calls at PingOne; and the table of all 48, those
// of MFA, of Mitek and of PingOne's REST page too.
// The tests beside prove every row, and docs/capabilities.md is written from it.
import { MFA_CAPABILITIES } from './capabilities-mfa.js';
import { MITEK_CAPABILITIES, REST_CAPABILITIES } from './capabilities-mitek.js';
import type { Capability, OutputFields } from './capability.js';
import { VERIFY_FIELDS, type VerifyCapabilityId } from './seed-fields.js';
import { MFA_FIELDS } from './seed-fields-mfa.js';
import { MITEK_FIELDS, REST_FIELDS } from './seed-fields-mitek.js';

const JSON_TYPE = 'application/json';

export const VERIFY_CAPABILITIES: Readonly<Record<VerifyCapabilityId, Capability>> = {
  createVerifyTransaction: {
    name: 'Create Transaction',
    operations: ['Mutation.createVerifyTransaction'],
    upstream: { method: 'POST', path: '{U}/verifyTransactions', contentType: JSON_TYPE },
  },
  readVerifyTransaction: {
    name: 'Read Transaction',
    operations: ['Query.verifyTransaction', 'Subscription.verifyTransactionStatusChanged'],
    upstream: { method: 'GET', path: '{T}', contentType: null },
  },
  readVerifyTransactions: {
    name: 'Read Transactions',
    operations: ['User.verifyTransactions', 'User.latestVerifyTransaction'],
    upstream: { method: 'GET', path: '{U}/verifyTransactions', contentType: null },
  },
  readUserData: {
    name: 'Read User Data',
    operations: ['VerifyTransaction.verifiedUserData'],
    upstream: {
      method: 'GET',
      path: '{T}/verifiedData',
      query: 'type=GOVERNMENT_ID&attempt=LATEST',
      contentType: null,
    },
  },
  readGovernmentID: {
    name: 'Read Government ID',
    operations: ['VerifyTransaction.governmentId'],
    upstream: {
      method: 'GET',
      path: '{T}/verifiedData',
      query: 'type=GOVERNMENT_ID&attempt=LATEST',
      contentType: null,
    },
  },
  readVerifiedData: {
    name: 'Read Verified Data',
    operations: ['VerifyTransaction.verifiedData', 'Mutation.revealVerifiedData'],
    upstream: { method: 'GET', path: '{T}/verifiedData', query: 'type={types}&attempt={attempt}', contentType: null },
  },
  readSelfie: {
    name: 'Read Selfie',
    operations: ['VerifyTransaction.selfie'],
    upstream: { method: 'GET', path: '{T}/verifiedData', query: 'type=SELFIE&attempt=LATEST', contentType: null },
  },
  readMetaData: {
    name: 'Read Metadata',
    operations: ['VerifyTransaction.metadata'],
    upstream: { method: 'GET', path: '{T}/metaData', contentType: null },
  },
  readVerifyPolicy: {
    name: 'Read Verify Policy',
    operations: ['Query.verifyPolicy', 'Query.verifyPolicies', 'VerifyTransaction.verifyPolicy'],
    upstream: { method: 'GET', path: '{E}/verifyPolicies/{verifyPolicyID}', contentType: null },
  },
  setVerifyStatus: {
    name: 'Set Verify Status',
    operations: ['Mutation.setUserVerifyStatus'],
    upstream: { method: 'PUT', path: '{U}/verifyStatus', contentType: JSON_TYPE },
  },
  readDocuments: {
    name: 'Return All Collected Data',
    operations: ['VerifyTransaction.documents'],
    upstream: { method: 'GET', path: '{T}/documents', contentType: null },
  },
  readDocument: {
    name: 'Read Collected Data',
    operations: ['VerifyTransaction.document'],
    upstream: { method: 'GET', path: '{T}/documents/{documentID}', contentType: null },
  },
  createDocument: {
    name: 'Submit Collected Data',
    operations: ['Mutation.submitVerifyDocument'],
    upstream: { method: 'POST', path: '{T}/documents', contentType: JSON_TYPE },
  },
  updateDocument: {
    name: 'Update Collected Data',
    operations: ['Mutation.updateVerifyDocument'],
    upstream: { method: 'PUT', path: '{T}/documents/{documentID}', contentType: JSON_TYPE },
  },
  deleteDocument: {
    name: 'Delete Collected Data',
    operations: ['Mutation.deleteVerifyDocument'],
    upstream: { method: 'DELETE', path: '{T}/documents/{documentID}', contentType: null },
  },
  processDocuments: {
    name: 'Process All Data Collected',
    operations: ['Mutation.processVerifyDocuments'],
    upstream: {
      method: 'POST',
      path: '{T}/documents',
      contentType: 'application/vnd.pingidentity.documents.complete+json',
    },
  },
  createExtClientResponse: {
    name: 'Create Response for External Client',
    operations: ['Mutation.createExternalClientResponse'],
    upstream: null,
  },
  backgroundReplacer: {
    name: 'Replace Background',
    operations: ['Mutation.replaceSelfieBackground'],
    upstream: {
      method: 'POST',
      path: '{T}/verifiedData/{verifiedDataID}',
      contentType: 'application/vnd.pingidentity.replace.background+json',
    },
  },
  identityRecordMatching: {
    name: 'Identity Record Matching',
    operations: ['Mutation.matchIdentityRecord'],
    upstream: { method: 'POST', path: '{U}/identityRecordMatching', contentType: JSON_TYPE },
  },
};

export const CAPABILITIES = {
  ...VERIFY_CAPABILITIES,
  ...MFA_CAPABILITIES,
  ...MITEK_CAPABILITIES,
  ...REST_CAPABILITIES,
} as const;
export const SEED_FIELDS = { ...VERIFY_FIELDS, ...MFA_FIELDS, ...MITEK_FIELDS, ...REST_FIELDS } as const;

/** A capability, by the name or the title that its page has for it. */
export type CapabilityId = keyof typeof CAPABILITIES;

/** The coordinates that hold the output fields of a capability, each once. */
export function coordinatesOf(id: CapabilityId): readonly string[] {
  const fields: OutputFields = SEED_FIELDS[id];
  return [...new Set(Object.values(fields).flat())];
}
