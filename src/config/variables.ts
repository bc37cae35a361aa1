// Every environment variable of the gateway, described once: `--help`, the docs and the checks are all made from this table.
import { z } from 'zod';
import { type AddressRanges, holdsAll, parseRanges } from './address-ranges.js';

/** One variable: what it means, how it is checked, what holds when it is unset. */
export interface Variable<T> {
  readonly description: string;
  readonly schema: z.ZodType<T>;
  /** Shown in help and docs. Undefined: no default, the variable is optional or its need depends on others. */
  readonly default?: string;
  /** A secret may also be given as NAME_FILE, the path of a file that holds it. */
  readonly secret?: boolean;
}

function variable<T>(
  description: string,
  schema: z.ZodType<T>,
  options: { default?: string; secret?: boolean } = {},
): Variable<T> {
  return { description, schema, ...options };
}

const wholeNumber = (min: number, max: number) =>
  z
    .string()
    .regex(/^-?\d+$/, 'must be a whole number')
    .transform(Number)
    .refine((value) => value >= min && value <= max, `must be from ${min} to ${max}`);

const positiveNumber = (max: number) =>
  z
    .string()
    .regex(/^-?\d+(\.\d+)?$/, 'must be a number')
    .transform(Number)
    .refine((value) => value > 0 && value <= max, `must be above 0 and at most ${max}`);

const httpUrl = z.string().transform((text, context) => {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || (url.protocol !== 'http:' && url.protocol !== 'https:')) {
    context.addIssue({ code: 'custom', message: 'must be a full http or https address' });
    return z.NEVER;
  }
  return url.href.replace(/\/$/, '');
});

/** Kept letter by letter: tokens must name it exactly so, down to a slash at the end. */
const issuer = z
  .string()
  .refine((text) => httpUrl.safeParse(text).success, { message: 'must be a full http or https address' });

const commaList = z.string().transform((text) =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== ''),
);

const origins = commaList.pipe(
  z.array(
    z.string().refine((text) => URL.canParse(text) && new URL(text).origin === text, {
      message: 'must be an origin such as https://app.example.com, without a path',
    }),
  ),
);

const addressRanges = commaList.transform((texts, context): AddressRanges => {
  const ranges = parseRanges(texts);
  if (ranges) return ranges;
  const message = 'must be an address or a range such as 192.0.2.0/24';
  texts.forEach((text, index) => {
    if (!parseRanges([text])) context.addIssue({ code: 'custom', path: [index], message });
  });
  return z.NEVER;
});

const proxies = addressRanges.refine((ranges) => !holdsAll(ranges), {
  message: 'must not hold all addresses: anybody could then say where a request comes from',
});

const waits = commaList.pipe(z.array(positiveNumber(604_800)).max(50, 'must have at most 50 parts'));

const postgresUrl = z.string().regex(/^postgres(ql)?:\/\/\S+$/, 'must start with postgres:// or postgresql://');
const uuid = z.uuid({ message: 'must be a UUID' });
const nonEmpty = z.string().min(1, 'must not be empty');

const secretsOf = (length: number) =>
  commaList.pipe(
    z.array(z.string().min(length, `must have ${length} characters or more`)).min(1, 'must hold at least one secret'),
  );

/** They say how a request is sent, and so can hold no secret. */
const HTTP_HEADERS = new Set([
  'accept',
  'accept-encoding',
  'connection',
  'content-encoding',
  'content-length',
  'content-type',
  'date',
  'expect',
  'host',
  'keep-alive',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'user-agent',
]);

const permissionMap = z.string().transform((text, context): Readonly<Record<string, readonly string[]>> => {
  try {
    return z.record(z.string(), z.array(z.string())).parse(JSON.parse(text));
  } catch {
    context.addIssue({
      code: 'custom',
      message: 'must be a JSON object from scope or role to a list of permissions, such as {"support":["USERS_READ"]}',
    });
    return z.NEVER;
  }
});

export const SIGNING_ALGORITHMS = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'EdDSA'];

export const variables = {
  NODE_ENV: variable(
    '`production` turns the explorer and introspection off and asks for PUBLIC_URL.',
    z.enum(['development', 'production', 'test'], { message: 'must be development, production or test' }),
    { default: 'development' },
  ),
  HOST: variable('Address to listen on.', nonEmpty, { default: '127.0.0.1' }),
  PORT: variable('Port to listen on; 0 picks a free one.', wholeNumber(0, 65_535), { default: '4000' }),
  PUBLIC_URL: variable(
    'Address under which clients and PingOne reach this gateway. Default: the address it listens on.',
    httpUrl,
  ),
  TRUSTED_PROXIES: variable(
    'Addresses and ranges, separated by commas, of the proxies in front of the gateway. Their X-Forwarded-For says where a request comes from: in the audit log, and for MITEK_CALLBACK_ADDRESSES. Default: none; that of the last hop counts.',
    proxies,
    { default: '' },
  ),
  LOG_LEVEL: variable(
    'How much to log: fatal, error, warn, info, debug or silent. `npm start` takes warn where this is unset.',
    z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent'], {
      message: 'must be fatal, error, warn, info, debug or silent',
    }),
    { default: 'info' },
  ),
  DATA_DIR: variable('Folder of the embedded database and of generated keys.', nonEmpty, { default: '.data' }),
  DATABASE_URL: variable('PostgreSQL 14 or newer. Unset: a private PostgreSQL runs inside DATA_DIR.', postgresUrl, {
    secret: true,
  }),
  DATABASE_DIRECT_URL: variable(
    'The same database without a pooler in between, for LISTEN. Default: DATABASE_URL.',
    postgresUrl,
    { secret: true },
  ),
  GATEWAY_SECRETS: variable(
    'Keys of the gateway, each 32 characters or more, separated by commas; the first signs, all verify. Needed with DATABASE_URL, else made in DATA_DIR.',
    secretsOf(32),
    { secret: true },
  ),
  PINGONE_REGION: variable(
    'Region of the PingOne tenant: NA, CA, EU, AU, SG or AP.',
    z.enum(['NA', 'CA', 'EU', 'AU', 'SG', 'AP'], { message: 'must be NA, CA, EU, AU, SG or AP' }),
  ),
  PINGONE_API_URL: variable('Base address of the PingOne API, in place of the region.', httpUrl),
  PINGONE_AUTH_URL: variable('Base address of PingOne sign-on, in place of the region.', httpUrl),
  PINGONE_ENVIRONMENT_ID: variable('PingOne environment.', uuid),
  PINGONE_CLIENT_ID: variable('Client id of the worker application.', nonEmpty),
  PINGONE_CLIENT_SECRET: variable('Client secret of the worker application.', nonEmpty, { secret: true }),
  PINGONE_MFA_POLICY_ID: variable(
    'Device authentication policy for devices and device authentications that name none. Default: that of the environment.',
    uuid,
  ),
  PINGONE_WEBHOOK_SECRET: variable(
    'Texts, one of which webhooks of the PingOne platform bring in a header, separated by commas, 16 characters or more each. Unset: POST /webhooks/pingone is not there.',
    secretsOf(16),
    { secret: true },
  ),
  PINGONE_WEBHOOK_HEADER: variable(
    'Header in which they bring it.',
    z
      .string()
      .regex(/^[A-Za-z0-9-]+$/, 'must be the name of a header')
      .transform((name) => name.toLowerCase())
      .refine((name) => !HTTP_HEADERS.has(name), 'must be a header that HTTP itself does not use'),
    { default: 'x-webhook-secret' },
  ),
  MITEK_HOST: variable(
    'Host of the Mitek tenant, such as eu-west.id.miteksystems.com. Mitek is set up when this, MITEK_API_VERSION, MITEK_CLIENT_ID and MITEK_CLIENT_SECRET are given, else not at all.',
    z
      .string()
      .regex(
        /^[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?(?::\d{1,5})?$/,
        'must be a host name alone, without https:// and path',
      ),
  ),
  MITEK_URL: variable('Base address of Mitek, in place of the host.', httpUrl),
  MITEK_API_VERSION: variable(
    'Version of Mitek’s request API, such as 4.4.',
    z.string().regex(/^[0-9]+(\.[0-9]+)*$/, 'must be a version such as 4.4'),
  ),
  MITEK_CLIENT_ID: variable('Client id at Mitek.', nonEmpty),
  MITEK_CLIENT_SECRET: variable('Client secret at Mitek.', nonEmpty, { secret: true }),
  MITEK_ENVIRONMENT: variable('Mitek environment of journeys that name none. Letter case matters.', nonEmpty, {
    default: 'live',
  }),
  MITEK_PROFILE_FILE: variable(
    'JSON file with the profile of the API version: names, paths and words. Default: the built-in profile of 4.4.',
    nonEmpty,
  ),
  MITEK_DATA_HOURS: variable(
    'How long what Mitek found is kept, and, from the end of a journey on, whom it was for; in hours.',
    positiveNumber(8_760),
    {
      default: '24',
    },
  ),
  MITEK_CALLBACK_BASIC: variable(
    'User name and password, as name:password, that Mitek’s callbacks must bring where the profile asks for basic.',
    z.string().regex(/^[^:]+:.+$/, 'must be name:password'),
    { secret: true },
  ),
  MITEK_CALLBACK_SECRETS: variable(
    'Secrets, separated by commas, one of which the callback’s header must hold where the profile asks for header-secret.',
    secretsOf(16),
    { secret: true },
  ),
  MITEK_CALLBACK_HMAC_KEYS: variable(
    'Keys, separated by commas, with one of which callbacks must be signed where the profile asks for hmac.',
    secretsOf(16),
    { secret: true },
  ),
  MITEK_CALLBACK_ADDRESSES: variable(
    'Addresses and ranges, separated by commas, that callbacks may come from where the profile asks for address-list; behind a proxy, name that in TRUSTED_PROXIES.',
    addressRanges,
  ),
  AUTH_ISSUER: variable('Issuer of the tokens that callers send. Default: that of the PingOne environment.', issuer),
  AUTH_AUDIENCE: variable('Audience that callers’ tokens must name.', nonEmpty, { default: 'identity-gateway' }),
  AUTH_JWKS_URL: variable('Where the issuer publishes its keys. Default: AUTH_ISSUER followed by /jwks.', httpUrl),
  AUTH_ALGORITHMS: variable(
    'Signature algorithms that are accepted.',
    commaList.pipe(
      z
        .array(z.enum(SIGNING_ALGORITHMS, { message: `must be among ${SIGNING_ALGORITHMS.join(', ')}` }))
        .min(1, 'must name at least one algorithm'),
    ),
    { default: 'RS256,ES256' },
  ),
  AUTH_ROLES_CLAIM: variable('Claim that lists the roles of staff. A token that has it is an operator’s.', nonEmpty, {
    default: 'roles',
  }),
  AUTH_PERMISSIONS: variable(
    'JSON object from scope or role to permissions; `*` is all of them. Adds to the scopes `gateway:<permission>`, such as gateway:verify.read.',
    permissionMap,
    { default: '{}' },
  ),
  CORS_ORIGINS: variable(
    'Browser origins that may call the API and open sockets, separated by commas. Default: none but its own.',
    origins,
    { default: '' },
  ),
  REDIRECT_ORIGINS: variable(
    'Origins that `redirect` and `callback` addresses may have, separated by commas. Empty: any https address.',
    origins,
    { default: '' },
  ),
  STATUS_LOG_DAYS: variable(
    'How long status events are kept, which is how far back a client can resume.',
    wholeNumber(1, 3650),
    {
      default: '90',
    },
  ),
  POLL_FAST_SECONDS: variable(
    'Shortest time between two readings of an unfinished transaction.',
    positiveNumber(86_400),
    {
      default: '2',
    },
  ),
  POLL_SLOW_SECONDS: variable('Longest time between two readings of a quiet transaction.', positiveNumber(86_400), {
    default: '30',
  }),
  WEBHOOK_ALLOW_PRIVATE: variable(
    '`true` lets outgoing webhooks and relayed callbacks go to private and loopback addresses too, and webhooks over plain http.',
    z.enum(['true', 'false'], { message: 'must be true or false' }).transform((text) => text === 'true'),
    { default: 'false' },
  ),
  WEBHOOK_RETRY_SECONDS: variable(
    'Waits after each failed attempt of an outgoing webhook, separated by commas; after the last one it is given up.',
    waits,
    { default: '5,300,1800,7200,18000,36000,50400,72000,86400' },
  ),
  DRAIN_SECONDS: variable('How long work in flight may take when the gateway is told to stop.', positiveNumber(600), {
    default: '20',
  }),
} as const;

export type VariableName = keyof typeof variables;

/** Output type of each variable's check. */
export type Values = { readonly [N in VariableName]: (typeof variables)[N] extends Variable<infer T> ? T : never };
