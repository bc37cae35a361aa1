// Every output field that the page of PingOne's Verify connector lists, by capability, and where the GraphQL API answers it. Data, no tests.

import type { OutputFields } from './capability.js';

const STARTED: OutputFields = {
  'transaction.id': ['VerifyTransaction.id'],
  'transaction.verifyPolicy.id': ['VerifyTransaction.verifyPolicy', 'VerifyPolicy.id'],
  'transaction.transactionStatus.status': [
    'VerifyTransaction.status',
    'VerifyTransaction.lifecycle',
    'VerifyTransaction.decision',
    'UpstreamState.rawStatus',
  ],
  'transaction.qrUrl': ['VerifyTransaction.qrUrl', 'VerifyTransaction.qrCode'],
  'transaction.webVerificationUrl': ['VerifyTransaction.webVerificationUrl'],
  'transaction.webVerificationCode': ['VerifyTransaction.webVerificationCode'],
  'transaction.createdAt': ['VerifyTransaction.createdAt'],
  'transaction.updatedAt': ['VerifyTransaction.updatedAt'],
  'transaction.expiresAt': ['VerifyTransaction.expiresAt'],
};

const verifiedDataList = (name: string, list: readonly string[], content: readonly string[]): OutputFields => ({
  [name]: list,
  [`${name}._embedded.verifiedData`]: [
    'VerifiedData.id',
    'VerifiedData.type',
    'VerifiedData.createdAt',
    'VerifiedData.attempt',
    ...content,
  ],
  [`${name}.size`]: list,
});

const IMAGE = ['VerifiedData.image', 'VerifiedImage.dataUri', 'VerifiedImage.format', 'VerifiedImage.url'];

const contactCheck = (check: 'email' | 'phone'): OutputFields => ({
  [`verifyPolicy.${check}.verify`]: [`VerifyPolicy.${check}`, 'ContactCheckPolicy.verify'],
  [`verifyPolicy.${check}.createMfaDevice`]: [`VerifyPolicy.${check}`, 'ContactCheckPolicy.createMfaDevice'],
  [`verifyPolicy.${check}.otp.attempts.count`]: ['ContactCheckPolicy.otp', 'ContactOtpPolicy.attempts'],
  [`verifyPolicy.${check}.otp.lifeTime.duration`]: ['ContactOtpPolicy.lifeTime', 'TimeSpan.duration'],
  [`verifyPolicy.${check}.otp.lifeTime.timeUnit`]: ['ContactOtpPolicy.lifeTime', 'TimeSpan.timeUnit'],
  [`verifyPolicy.${check}.otp.deliveries.count`]: ['ContactOtpPolicy.deliveries'],
  [`verifyPolicy.${check}.otp.deliveries.cooldown.duration`]: ['ContactOtpPolicy.cooldown', 'TimeSpan.duration'],
  [`verifyPolicy.${check}.otp.deliveries.cooldown.timeUnit`]: ['ContactOtpPolicy.cooldown', 'TimeSpan.timeUnit'],
  [`verifyPolicy.${check}.otp.notification.templateName`]: ['ContactOtpPolicy.templateName'],
  [`verifyPolicy.${check}.otp.notification.variantName`]: ['ContactOtpPolicy.variantName'],
});

const thresholdCheck = (check: 'facialComparison' | 'liveness'): OutputFields => ({
  [`verifyPolicy.${check}.verify`]: [`VerifyPolicy.${check}`, 'ThresholdCheckPolicy.verify'],
  [`verifyPolicy.${check}.threshold`]: [`VerifyPolicy.${check}`, 'ThresholdCheckPolicy.threshold'],
});

const document = (payload: string): OutputFields => ({
  'document.id': [payload, 'CollectedDocument.id'],
  'document.environment.id': ['CollectedDocument.environmentId'],
  'document.user.id': ['CollectedDocument.user', 'User.id'],
  'document.verifyTransaction.id': ['CollectedDocument.verifyTransaction', 'VerifyTransaction.id'],
  'document.type': ['CollectedDocument.type', 'CollectedDocument.typeRaw'],
  'document.value': ['CollectedDocument.value'],
  'document.status': ['CollectedDocument.status', 'CollectedDocument.statusRaw'],
  'document.source.provider': ['CollectedDocument.source', 'DocumentSource.provider'],
});

const GOVERNMENT_ID = [
  'firstName',
  'lastName',
  'middleName',
  'gender',
  'expirationDate',
  'idNumber',
  'addressStreet',
  'addressCity',
  'addressState',
  'addressZip',
  'country',
  'issueDate',
  'weight',
  'height',
  'hairColor',
  'eyeColor',
  'nationality',
  'issuingCountry',
  'personalNumber',
  'birthDate',
];

const userData: OutputFields = {
  'userData.id': ['VerifyTransaction.id'],
  'userData.transactionStatus.status': ['VerifyTransaction.status'],
  'userData.verifiedUserData': ['VerifyTransaction.verifiedUserData'],
  ...Object.fromEntries(
    GOVERNMENT_ID.map((name) => [`userData.verifiedUserData.${name}`, [`GovernmentIdData.${name}`]]),
  ),
  'userData.verifiedUserData.idType': ['GovernmentIdData.idTypes', 'GovernmentIdData.idTypesRaw'],
};

const matchedField = (name: string): OutputFields => {
  const place = `matchingResults.detailedResults.${name}`;
  return {
    [place]: ['IdentityRecordMatch.detailedResults', 'BiographicMatch.field'],
    [`${place}.probeValue`]: ['BiographicMatch.probeValue'],
    [`${place}.galleryValue`]: ['BiographicMatch.galleryValue'],
    [`${place}.rawScore`]: ['BiographicMatch.rawScore'],
    [`${place}.confidence`]: ['BiographicMatch.confidence', 'BiographicMatch.confidenceRaw'],
  };
};

/** By the names that the page has for its capabilities. */
export const VERIFY_FIELDS = {
  createVerifyTransaction: { ...STARTED, challenge: ['VerifyTransaction.challenge'] },
  readVerifyTransaction: {
    ...STARTED,
    'transaction.transactionStatus.providerMessagesList': ['VerifyTransaction.providerMessages'],
    'transaction.verifiedDocuments': ['VerifyTransaction.verifiedDocuments', 'VerifiedDocument.type'],
  },
  readVerifyTransactions: {
    transactions: ['User.verifyTransactions'],
    'transactions._embedded.verifyTransactions': [
      'VerifyTransactionConnection.edges',
      'VerifyTransactionEdge.node',
      'User.latestVerifyTransaction',
    ],
    'transactions.size': ['VerifyTransactionConnection.totalCount'],
  },
  readUserData: userData,
  readGovernmentID: verifiedDataList(
    'governmentID',
    ['VerifyTransaction.governmentId'],
    ['VerifiedData.governmentId', ...GOVERNMENT_ID.map((name) => `GovernmentIdData.${name}`)],
  ),
  readVerifiedData: verifiedDataList(
    'verifiedData',
    ['VerifyTransaction.verifiedData'],
    [
      ...IMAGE,
      'VerifiedData.governmentId',
      'VerifiedData.barcode',
      'BarcodeData.text',
      'VerifiedData.voice',
      'VoiceData.dataUri',
      'VerifiedData.endUserClient',
      'EndUserClientSource.ipAddress',
      'EndUserClientSource.userAgent',
    ],
  ),
  readSelfie: verifiedDataList('selfie', ['VerifyTransaction.selfie'], IMAGE),
  readMetaData: {
    metaData: ['VerifyTransaction.metadata'],
    'metaData._embedded.metaData': [
      'VerificationMetadata.id',
      'VerificationMetadata.type',
      'VerificationMetadata.provider',
      'VerificationMetadata.status',
      'VerificationMetadata.attempt',
      'VerificationMetadata.createdAt',
      'VerificationMetadata.similarity',
      'VerificationMetadata.probability',
      'VerificationMetadata.measurements',
      'VerificationMetadata.documentTests',
      'DocumentTest.name',
      'DocumentTest.judgement',
      'VerificationMetadata.biographicMatches',
      'BiographicMatch.field',
      'BiographicMatch.confidence',
      'BiographicMatch.probeValue',
      'BiographicMatch.galleryValue',
      'BiographicMatch.rawScore',
    ],
    'metaData.size': ['VerifyTransaction.metadata'],
  },
  readVerifyPolicy: {
    verifyPolicy: ['Query.verifyPolicy', 'Query.verifyPolicies', 'VerifyTransaction.verifyPolicy'],
    'verifyPolicy.id': ['VerifyPolicy.id'],
    'verifyPolicy.environment.id': ['VerifyPolicy.environmentId'],
    'verifyPolicy.name': ['VerifyPolicy.name'],
    'verifyPolicy.description': ['VerifyPolicy.description'],
    'verifyPolicy.default': ['VerifyPolicy.default'],
    'verifyPolicy.governmentId.verify': ['VerifyPolicy.governmentId', 'GovernmentIdPolicy.verify'],
    ...thresholdCheck('facialComparison'),
    ...thresholdCheck('liveness'),
    ...contactCheck('email'),
    ...contactCheck('phone'),
    'verifyPolicy.createdAt': ['VerifyPolicy.createdAt'],
    'verifyPolicy.updatedAt': ['VerifyPolicy.updatedAt'],
  },
  setVerifyStatus: { 'verifyStatus.verifyStatus': ['SetUserVerifyStatusPayload.user', 'User.verifyStatus'] },
  readDocuments: {
    documents: ['VerifyTransaction.documents'],
    'documents._embedded.documents': ['CollectedDocument.id', 'CollectedDocument.type', 'CollectedDocument.status'],
    'documents.size': ['VerifyTransaction.documents'],
  },
  readDocument: document('VerifyTransaction.document'),
  createDocument: document('SubmitVerifyDocumentPayload.document'),
  updateDocument: document('UpdateVerifyDocumentPayload.document'),
  deleteDocument: { '(nothing but the envelope)': ['DeleteVerifyDocumentPayload.deletedDocumentId'] },
  processDocuments: {
    documents: ['ProcessVerifyDocumentsPayload.documents'],
    'documents._embedded.documents': ['CollectedDocument.id', 'CollectedDocument.type', 'CollectedDocument.status'],
    'documents.size': ['ProcessVerifyDocumentsPayload.documents'],
  },
  createExtClientResponse: {
    clientState: ['ExternalClientResponse.clientState'],
    webVerificationUrl: ['ExternalClientResponse.webVerificationUrl'],
    continueLink: ['ExternalClientResponse.continueLink'],
    challenge: ['ExternalClientResponse.challenge'],
  },
  backgroundReplacer: {
    backgroundReplace: ['ReplaceSelfieBackgroundPayload.verifiedData'],
    'backgroundReplace.id': ['VerifiedData.id'],
    'backgroundReplace.type': ['VerifiedData.typeRaw'],
    'backgroundReplace.data.IMAGE': ['VerifiedData.image', 'VerifiedImage.dataUri'],
    'backgroundReplace.data.FORMAT': ['VerifiedImage.format', 'VerifiedImage.formatRaw'],
    'backgroundReplace.createdAt': ['VerifiedData.createdAt'],
  },
  identityRecordMatching: {
    ...matchedField('address'),
    ...matchedField('birth_date'),
    ...matchedField('given_name'),
    ...matchedField('family_name'),
    ...matchedField('name'),
    'matchingResults.overallWeightedScore': ['IdentityRecordMatch.overallWeightedScore'],
    'matchingResults.overallConfidenceScore': [
      'IdentityRecordMatch.overallConfidence',
      'IdentityRecordMatch.overallConfidenceRaw',
    ],
  },
} as const satisfies Readonly<Record<string, OutputFields>>;

/** A capability, by the name that the page has for it. */
export type VerifyCapabilityId = keyof typeof VERIFY_FIELDS;
