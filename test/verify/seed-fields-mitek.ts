// Every output that the page of Mitek's connector and PingOne's REST page Create Verify Transaction list, and where the GraphQL API answers it.
// Data, no tests.
import type { OutputFields } from './capability.js';

const DOCUMENT = [
  ...['type', 'typeRaw', 'score', 'manuallyReviewed', 'firstName', 'lastName', 'fullName', 'documentNumber'],
  ...['personalNumber', 'birthDate', 'placeOfBirth', 'issueDate', 'expirationDate', 'issuer', 'country'],
  ...['nationality', 'gender', 'address'],
].map((name) => `MitekDocumentResult.${name}`);

export const MITEK_FIELDS = {
  createJourney: {
    body: ['CreateMitekJourneyPayload.mitekJourney', 'MitekJourney.journeyUrl', 'MitekJourney.requestId'],
    challenge: ['MitekJourney.challenge'],
  },
  mitekWebhook: {
    status: [
      'MitekJourney.status',
      'MitekJourney.result',
      'UpstreamState.rawStatus',
      'UpstreamState.rawResult',
      'MitekJourney.lifecycle',
      'MitekJourney.decision',
    ],
    'verification data': [
      'MitekJourney.verificationData',
      'MitekVerificationData.score',
      'MitekVerificationData.confirmed',
      'MitekVerificationData.scores',
      'Measurement.name',
      'Measurement.value',
      'MitekVerificationData.name',
      'MitekVerificationData.picture',
      'MitekVerificationData.documents',
      ...DOCUMENT,
    ],
    'repeated and interim callbacks': [
      'MitekJourney.timeline',
      'VerificationEventConnection.edges',
      'VerificationEventEdge.node',
      'VerificationEvent.type',
      'VerificationEvent.version',
      'VerificationEvent.rawStatus',
    ],
  },
} as const satisfies Readonly<Record<string, OutputFields>>;

const requirement = (name: string): readonly string[] => [
  'VerifyTransaction.requirements',
  `VerifyRequirements.${name}`,
];

export const REST_FIELDS = {
  restCreateVerifyTransaction: {
    id: ['CreateVerifyTransactionPayload.verifyTransaction', 'VerifyTransaction.id'],
    'verifyPolicy.id': ['VerifyTransaction.verifyPolicy', 'VerifyPolicy.id'],
    'transactionStatus.status': [
      'VerifyTransaction.status',
      'VerifyTransaction.lifecycle',
      'VerifyTransaction.decision',
      'UpstreamState.rawStatus',
    ],
    'transactionStatus.verificationStatus': [
      'VerifyTransaction.statusDetails',
      'VerifyCheck.check',
      'VerifyCheck.checkRaw',
      'VerifyCheck.status',
      'VerifyCheck.statusRaw',
    ],
    qrUrl: ['VerifyTransaction.qrUrl', 'VerifyTransaction.qrCode'],
    webVerificationUrl: ['VerifyTransaction.webVerificationUrl'],
    webVerificationCode: ['VerifyTransaction.webVerificationCode'],
    'requirements.address': requirement('address'),
    'requirements.birth_date': requirement('birthDate'),
    'requirements.email': requirement('emails'),
    'requirements.family_name': requirement('familyName'),
    'requirements.given_name': requirement('givenName'),
    'requirements.name': requirement('name'),
    'requirements.phone': requirement('phones'),
    'requirements.referenceSelfie': requirement('hasReferenceSelfie'),
    'callback.url': ['VerifyTransaction.callback', 'VerifyCallback.url'],
    'callback.headers': ['VerifyCallback.headerNames'],
    'redirect.url': ['VerifyTransaction.redirect', 'VerifyRedirect.url'],
    'redirect.message': ['VerifyRedirect.message'],
    'sendNotification.email': ['VerifyTransaction.notifications', 'VerifyNotifications.email'],
    'sendNotification.phone': ['VerifyNotifications.phone'],
    'sendNotification.results': [
      'VerifyNotifications.results',
      'NotificationResult.method',
      'NotificationResult.sent',
      'NotificationResult.notificationId',
    ],
    createdAt: ['VerifyTransaction.createdAt'],
    updatedAt: ['VerifyTransaction.updatedAt'],
    expiresAt: ['VerifyTransaction.expiresAt'],
    '_links.user': ['VerifyTransaction.user', 'User.id'],
    '_links.environment': ['VerifyPolicy.environmentId'],
  },
} as const satisfies Readonly<Record<string, OutputFields>>;

export type MitekCapabilityId = keyof typeof MITEK_FIELDS;
export type RestCapabilityId = keyof typeof REST_FIELDS;
