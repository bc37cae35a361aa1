// How Mitek's capabilities, and the one of PingOne's REST page, are used through GraphQL: the operations, and what they cost and show.
import { randomUUID } from 'node:crypto';
import type { CreateMitekJourneyInput, MitekLanguage } from '../generated/graphql.js';
import { journeyInput } from '../support/journeys.js';
import { publishedExample } from '../support/published-example.js';
import type { Use } from './capability-check.js';

/** Before the first call at PingOne. */
const TOKEN = 'POST /{id}/as/token';
const DAY_MS = 86_400_000;
const PAYLOAD = 'userErrors { code message field }';

const DOCUMENT = `type typeRaw score manuallyReviewed errors firstName lastName fullName documentNumber personalNumber birthDate placeOfBirth
  issueDate expirationDate issuer country nationality gender address`;

const CREATE = `mutation ($input: CreateMitekJourneyInput!) {
  createMitekJourney(input: $input) {
    mitekJourney { id status lifecycle journeyUrl requestId challenge reference environment useDefaults language }
    ${PAYLOAD}
  }
}`;

export const READ_JOURNEY = `query ($id: ID!) {
  mitekJourney(id: $id) {
    status result lifecycle decision upstream { rawStatus rawResult }
    verificationData { score confirmed scores { name value } name picture documents { ${DOCUMENT} } }
    timeline(first: 50) { edges { node { type version rawStatus lifecycle } } }
  }
}`;

/** Mitek's codes for the languages that its connector lists. */
export const LANGUAGE_CODES: Readonly<Record<MitekLanguage, string>> = {
  BRAZILIAN_PORTUGUESE: 'pt-BR',
  BULGARIAN: 'bg',
  DANISH: 'da',
  DUTCH: 'nl',
  ENGLISH: 'en',
  FINNISH: 'fi',
  FRENCH: 'fr',
  GERMAN: 'de',
  GREEK: 'el',
  HUNGARIAN: 'hu',
  ITALIAN: 'it',
  JAPANESE: 'ja',
  LATVIAN: 'lv',
  LITHUANIAN: 'lt',
  NORWEGIAN: 'no',
  POLISH: 'pl',
  PORTUGUESE: 'pt',
  ROMANIAN: 'ro',
  RUSSIAN: 'ru',
  SLOVAKIAN: 'sk',
  SPANISH: 'es',
  SWEDISH: 'sv',
  TURKISH: 'tr',
  US_ENGLISH: 'en-US',
};
export const LANGUAGES = Object.keys(LANGUAGE_CODES) as readonly MitekLanguage[];

const tomorrow = () => new Date(Date.now() + DAY_MS).toISOString().slice(0, 10);

/** Everything that can be said of a journey by e-mail; of one by text message what is different. */
export function fullJourneys(): { readonly byMail: CreateMitekJourneyInput; readonly byText: CreateMitekJourneyInput } {
  const byMail = journeyInput({
    environment: 'mobile-verify',
    scope: {
      selfie: true,
      documents: true,
      documentTypes: ['DRIVING_LICENCE', 'PASSPORT', 'NATIONAL_ID'],
      attachments: true,
      attachmentKeys: ['doc1', 'doc2'],
    },
    endDate: tomorrow(),
    tabsOrder: ['documents', 'selfie', 'attachments'],
    note: 'Welcome to the tests.',
    language: 'DUTCH',
    idempotencyKey: randomUUID(),
  });
  return {
    byMail,
    byText: journeyInput({ deliveryMethod: 'SMS', email: undefined, phone: '00 44 7911 123456', useDefaults: true }),
  };
}

export function createJourneyUses(userId: string): readonly Use[] {
  const { byMail, byText } = fullJourneys();
  const create = (input: CreateMitekJourneyInput, more: Partial<Use> = {}): Use => ({
    document: CREATE,
    variables: { input },
    ...more,
  });
  return [
    create({ ...byMail, userId }, { beside: ['GET {U}', TOKEN] }),
    create(byText),
    ...LANGUAGES.map((language) =>
      create(journeyInput({ language }), { shows: { createMitekJourney: { mitekJourney: { language } } } }),
    ),
  ];
}

const TRANSACTION = `id status lifecycle decision createdAt updatedAt expiresAt upstream { rawStatus } qrUrl qrCode webVerificationCode
  webVerificationUrl(desktop: true) verifyPolicy { id environmentId } user { id } challenge reference
  statusDetails { check checkRaw status statusRaw }
  requirements { address birthDate emails familyName givenName name phones hasReferenceSelfie }
  callback { url headerNames } redirect { url message }
  notifications { email phone results { method sent notificationId } }`;

/** The page's own example, and one that turns each choice of one value or several round. */
export function restCreateUses(userId: string, policyId: string): readonly Use[] {
  const example = publishedExample(userId, policyId);
  const otherWay = {
    ...example,
    deviceOsType: 'MOBILE_WEB',
    challenge: randomUUID(),
    reference: 'case-1',
    idempotencyKey: randomUUID(),
    requirements: {
      ...example.requirements,
      givenName: ['Robert'],
      familyName: ['Redford', 'Redforth'],
      name: ['Robert Redford', 'Bob Redford'],
      address: ['4321 Main Street #407, Hollywood, CA 90027'],
      birthDate: ['1984-08-02', '1984-02-08'],
      emails: [],
      phones: ['+19725551234', '+19725551235'],
    },
  };
  return [example, otherWay].map((input) => ({
    document: `mutation ($input: CreateVerifyTransactionInput!) {
      createVerifyTransaction(input: $input) { verifyTransaction { ${TRANSACTION} } ${PAYLOAD} }
    }`,
    variables: { input },
    beside: ['GET {E}/verifyPolicies/{id}', 'GET {U}', TOKEN],
  }));
}
