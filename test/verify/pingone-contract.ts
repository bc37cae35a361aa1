// The calls that PingOne documents for Verify and its users, as far as anyone here may make them: method, path, content type, query and body.
// Written from the documentation of its API, not from our code, so that both can be held against each other.

/** One documented call. */
export interface DocumentedCall {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Each name in braces stands for one part. */
  readonly path: string;
  /** Names of the query that it knows. */
  readonly query?: readonly string[];
  /** Null: no body. */
  readonly contentType: string | null;
  readonly body?: DocumentedBody;
  /** Of the answer when all went well. */
  readonly status?: number;
}

/** Properties by their dotted paths; `[]` stands for the items of a list, `*` for any one name. */
export interface DocumentedBody {
  readonly required: readonly string[];
  /** Beside the required ones. */
  readonly optional?: readonly string[];
  /** Where one is there, these are too. */
  readonly needs?: Readonly<Record<string, readonly string[]>>;
  /** Of each of these there is exactly one where the property above them is there; at the top, always. */
  readonly oneOf?: readonly (readonly string[])[];
}

const ENVIRONMENT = '/v1/environments/{envID}';
const USERS = `${ENVIRONMENT}/users`;
const USER = `${USERS}/{userID}`;
const TRANSACTIONS = `${USER}/verifyTransactions`;
const TRANSACTION = `${TRANSACTIONS}/{transactionID}`;
const JSON_TYPE = 'application/json';

const read = (path: string, ...query: readonly string[]): DocumentedCall => ({
  method: 'GET',
  path,
  query,
  contentType: null,
});
const remove = (path: string): DocumentedCall => ({ method: 'DELETE', path, contentType: null });
const write = (method: 'POST' | 'PUT', path: string, body: DocumentedBody): DocumentedCall => ({
  method,
  path,
  contentType: JSON_TYPE,
  body,
});

const BIOGRAPHIC = ['given_name', 'family_name', 'name', 'address', 'birth_date'];
const REQUIREMENTS = [...BIOGRAPHIC, 'phone'].map((name) => `requirements.${name}`);
const GALLERY = BIOGRAPHIC.map((name) => `gallery.${name}`);

/** A property with one value or several that will do. */
const alternatives = (path: string) => [path, `${path}.value`, `${path}.options`, `${path}.options[]`];

const NEW_TRANSACTION: DocumentedBody = {
  required: [],
  optional: [
    'verifyPolicy',
    'verifyPolicy.id',
    'sendNotification',
    'sendNotification.phone',
    'sendNotification.email',
    'callback',
    'callback.url',
    'callback.headers',
    'callback.headers.*',
    'redirect',
    'redirect.url',
    'redirect.message',
    'requirements',
    ...REQUIREMENTS.flatMap(alternatives),
    'requirements.email',
    'requirements.email.options',
    'requirements.email.options[]',
    'requirements.referenceSelfie',
    'requirements.referenceSelfie.value',
  ],
  needs: {
    verifyPolicy: ['verifyPolicy.id'],
    callback: ['callback.url'],
    redirect: ['redirect.url'],
    'requirements.email': ['requirements.email.options'],
    'requirements.referenceSelfie': ['requirements.referenceSelfie.value'],
  },
  oneOf: REQUIREMENTS.map((path) => [`${path}.value`, `${path}.options`]),
};

const NEW_DOCUMENT: DocumentedBody = { required: ['type', 'value'] };

const USER_PROFILE: DocumentedBody = {
  required: ['username'],
  optional: [
    'email',
    'name',
    ...['given', 'middle', 'family', 'formatted', 'honorificPrefix', 'honorificSuffix'].map((name) => `name.${name}`),
    'address',
    ...['streetAddress', 'locality', 'region', 'postalCode', 'countryCode'].map((name) => `address.${name}`),
    ...['nickname', 'title', 'type', 'locale', 'externalId', 'accountId', 'primaryPhone', 'mobilePhone'],
    ...['preferredLanguage', 'timezone', 'photo', 'photo.href', 'population', 'population.id'],
  ],
  needs: { population: ['population.id'] },
};

export const VERIFY_CONTRACT: readonly DocumentedCall[] = [
  {
    method: 'POST',
    path: '/{envID}/as/token',
    contentType: 'application/x-www-form-urlencoded',
    body: { required: ['grant_type'] },
  },

  write('POST', TRANSACTIONS, NEW_TRANSACTION),
  read(TRANSACTIONS, 'limit'),
  read(TRANSACTION, 'expand'),
  write('PUT', TRANSACTION, { required: ['transactionStatus', 'transactionStatus.status'] }),
  remove(TRANSACTION),

  read(`${TRANSACTION}/verifiedData`, 'type', 'attempt'),
  read(`${TRANSACTION}/verifiedData/{verifiedDataID}`),
  remove(`${TRANSACTION}/verifiedData`),
  remove(`${TRANSACTION}/verifiedData/{verifiedDataID}`),
  {
    method: 'POST',
    path: `${TRANSACTION}/verifiedData/{verifiedDataID}`,
    contentType: 'application/vnd.pingidentity.replace.background+json',
    body: {
      required: ['backgroundColor', 'backgroundColor.red', 'backgroundColor.green', 'backgroundColor.blue'],
      optional: ['aspectRatio', 'aspectRatio.aspectWidth', 'aspectRatio.aspectHeight'],
      needs: { aspectRatio: ['aspectRatio.aspectWidth', 'aspectRatio.aspectHeight'] },
    },
  },

  read(`${TRANSACTION}/metaData`),
  read(`${TRANSACTION}/metaData/{metaDataID}`),
  remove(`${TRANSACTION}/metaData`),
  remove(`${TRANSACTION}/metaData/{metaDataID}`),

  read(`${TRANSACTION}/documents`),
  read(`${TRANSACTION}/documents/{documentID}`),
  write('POST', `${TRANSACTION}/documents`, NEW_DOCUMENT),
  write('PUT', `${TRANSACTION}/documents/{documentID}`, NEW_DOCUMENT),
  remove(`${TRANSACTION}/documents/{documentID}`),
  {
    method: 'POST',
    path: `${TRANSACTION}/documents`,
    contentType: 'application/vnd.pingidentity.documents.complete+json',
  },

  write('POST', `${USER}/identityRecordMatching`, {
    required: ['probe', 'gallery'],
    optional: [
      ...BIOGRAPHIC.map((name) => `probe.${name}`),
      ...GALLERY.flatMap((path) => [...alternatives(path), `${path}.expression`]),
    ],
    needs: Object.fromEntries(BIOGRAPHIC.map((name) => [`probe.${name}`, [`gallery.${name}`]])),
    oneOf: GALLERY.map((path) => [`${path}.value`, `${path}.options`, `${path}.expression`]),
  }),
  read(`${USER}/verifyStatus`),
  write('PUT', `${USER}/verifyStatus`, { required: ['verifyStatus'] }),

  read(`${ENVIRONMENT}/verifyPolicies`, 'filter'),
  read(`${ENVIRONMENT}/verifyPolicies/{verifyPolicyID}`),

  read(USERS, 'filter', 'limit', 'cursor'),
  read(USER, 'expand', 'include'),
  write('POST', USERS, USER_PROFILE),
];
