// Every input property that Mitek's connector, PingOne's Verify connector and PingOne's REST page list for creating a journey or a transaction:
// where GraphQL takes it, and where it goes. Data, no tests. Those of MFA are in inputs-mfa.ts.
import type { InputProperties, InputProperty } from './capability.js';

const input = (graphql: string | readonly string[], wire: string): InputProperty => ({
  graphql: typeof graphql === 'string' ? [graphql] : graphql,
  wire,
});
/** A property that is not sent as such. */
const noted = (graphql: string | readonly string[], note: string): InputProperty => ({
  ...input(graphql, ''),
  wire: null,
  note,
});

const JOURNEY = 'CreateMitekJourneyInput';
const SCOPE = [`${JOURNEY}.scope`];

const TRANSACTION = 'CreateVerifyTransactionInput';
const REQUIRED = 'VerifyRequirementsInput';
const relayed = noted(
  [`${TRANSACTION}.callback`, 'VerifyCallbackInput.url'],
  'the gateway calls it; at PingOne it gives an address and a secret of its own',
);
/** One entry goes as `value`, several as `options`. */
const alternatives = (name: string, field: string): InputProperties => ({
  [`requirements.${name}.value`]: input(`${REQUIRED}.${field}`, `requirements.${name}.value`),
  [`requirements.${name}.options`]: input(`${REQUIRED}.${field}`, `requirements.${name}.options`),
});

const NOTIFICATION = `${TRANSACTION}.notification`;
const notifyPhone = input([NOTIFICATION, 'VerifyNotificationInput.phone'], 'sendNotification.phone');
const notifyEmail = input([NOTIFICATION, 'VerifyNotificationInput.email'], 'sendNotification.email');
const policy = input(`${TRANSACTION}.verifyPolicyId`, 'verifyPolicy.id');
const requirements = input(`${TRANSACTION}.requirements`, 'requirements');
const emails = input(`${REQUIRED}.emails`, 'requirements.email.options');
const selfie = input(`${REQUIRED}.referenceSelfie`, 'requirements.referenceSelfie.value');
const redirectUrl = input([`${TRANSACTION}.redirect`, 'VerifyRedirectInput.url'], 'redirect.url');
const redirectMessage = input('VerifyRedirectInput.message', 'redirect.message');

export const CREATE_INPUTS = {
  createJourney: {
    mitekName: input(`${JOURNEY}.name`, 'name'),
    mitekSendChoice: noted(`${JOURNEY}.deliveryMethod`, 'chosen by which contact is sent'),
    mitekEmail: input(`${JOURNEY}.email`, 'email'),
    mitekPhone: input(`${JOURNEY}.phone`, 'phone'),
    mitekEnvironment: input(`${JOURNEY}.environment`, 'environment'),
    mitekReference: input(`${JOURNEY}.reference`, 'reference'),
    mitekUseDefaults: input(`${JOURNEY}.useDefaults`, 'use_defaults'),
    mitekScopeSelfie: input([...SCOPE, 'MitekScopeInput.selfie'], 'scope'),
    mitekScopeDocuments: input([...SCOPE, 'MitekScopeInput.documents'], 'scope'),
    mitekDocumentTypes: input('MitekScopeInput.documentTypes', 'scope'),
    mitekScopeAttachments: input([...SCOPE, 'MitekScopeInput.attachments'], 'scope'),
    mitekAttachmentNames: input('MitekScopeInput.attachmentKeys', 'scope'),
    mitekEndDate: input(`${JOURNEY}.endDate`, 'end_date'),
    mitekTabsOrder: input(`${JOURNEY}.tabsOrder`, 'tabs_order'),
    mitekNote: input(`${JOURNEY}.note`, 'note'),
    mitekLanguage: input(`${JOURNEY}.language`, 'language'),
    '(added by the gateway)': noted([`${JOURNEY}.userId`, `${JOURNEY}.idempotencyKey`], 'kept by the gateway'),
  },
  createVerifyTransaction: {
    userId: input(`${TRANSACTION}.userId`, 'path'),
    deviceOsType: noted(`${TRANSACTION}.deviceOsType`, 'capture in the browser is the only kind that the REST API has'),
    verifyPolicy: policy,
    verifyPolicyId: policy,
    notifyPhone,
    notifyEmail,
    verifyPhone: input(`${REQUIRED}.phones`, 'requirements.phone.options'),
    verifyEmail: emails,
    referenceImage: selfie,
    biographic: input(
      ['givenName', 'familyName', 'name', 'address', 'birthDate'].map((field) => `${REQUIRED}.${field}`),
      'requirements',
    ),
    challenge: noted(`${TRANSACTION}.challenge`, 'kept by the gateway'),
    redirectUri: redirectUrl,
    redirectMessage,
  },
  restCreateVerifyTransaction: {
    callback: relayed,
    'callback.url': relayed,
    'callback.headers': noted(
      ['VerifyCallbackInput.headers', 'HttpHeaderInput.name', 'HttpHeaderInput.value'],
      'go along when the gateway calls it',
    ),
    redirect: redirectUrl,
    'redirect.url': redirectUrl,
    'redirect.message': redirectMessage,
    requirements,
    'sendNotification.email': notifyEmail,
    'sendNotification.phone': notifyPhone,
    'verifyPolicy.id': policy,
    ...alternatives('address', 'address'),
    ...alternatives('birth_date', 'birthDate'),
    'requirements.email.options': emails,
    ...alternatives('family_name', 'familyName'),
    ...alternatives('given_name', 'givenName'),
    ...alternatives('name', 'name'),
    'requirements.phone.value': input(`${REQUIRED}.phones`, 'requirements.phone.value'),
    'requirements.referenceSelfie.value': selfie,
    '(added by the gateway)': noted(
      [`${TRANSACTION}.reference`, `${TRANSACTION}.idempotencyKey`],
      'kept by the gateway',
    ),
  },
} as const satisfies Readonly<Record<string, InputProperties>>;
