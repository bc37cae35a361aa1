// From the environment to a configuration: defaults, every mistake at once, and nothing that looks set but is not.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { ConfigError, loadConfig, withEnvFile } from './config.js';
import { describeForDocs, describeForTerminal } from './describe.js';
import { type Variable, variables } from './variables.js';

const PERMISSIONS = ['USERS_READ', 'VERIFY_READ'];
const ENVIRONMENT = '0e5b0000-1111-4a11-8a11-000000000001';
const GOOD = {
  PINGONE_REGION: 'EU',
  PINGONE_ENVIRONMENT_ID: ENVIRONMENT,
  PINGONE_CLIENT_ID: 'worker',
  PINGONE_CLIENT_SECRET: 'secret',
};
const folder = mkdtempSync(join(tmpdir(), 'config-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

type Environment = Parameters<typeof loadConfig>[0];

function load(changes: Environment = {}) {
  return loadConfig({ ...GOOD, ...changes }, PERMISSIONS);
}

function problems(changes: Environment, base: Environment = GOOD): readonly string[] {
  try {
    loadConfig({ ...base, ...changes }, PERMISSIONS);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
}

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

test('what is needed, and defaults for the rest', () => {
  expect(load()).toEqual({
    production: false,
    host: '127.0.0.1',
    port: 4000,
    publicUrl: null,
    trustedProxies: [],
    logLevel: 'info',
    mfaPolicyId: null,
    platformWebhooks: null,
    dataDir: '.data',
    database: null,
    secrets: null,
    pingOne: {
      apiUrl: 'https://api.pingone.eu',
      authUrl: 'https://auth.pingone.eu',
      environmentId: ENVIRONMENT,
      clientId: 'worker',
      clientSecret: 'secret',
    },
    mitek: null,
    auth: {
      issuer: `https://auth.pingone.eu/${ENVIRONMENT}/as`,
      audience: 'identity-gateway',
      jwksUrl: `https://auth.pingone.eu/${ENVIRONMENT}/as/jwks`,
      algorithms: ['RS256', 'ES256'],
      rolesClaim: 'roles',
      permissions: {},
    },
    corsOrigins: [],
    redirectOrigins: [],
    statusLogDays: 90,
    pollFastMs: 2_000,
    pollSlowMs: 30_000,
    drainMs: 20_000,
    webhooks: { allowPrivate: false, retryMs: expect.any(Array) },
  });
});

describe('Mitek', () => {
  const MITEK = {
    MITEK_HOST: 'eu-west.id.miteksystems.com',
    MITEK_API_VERSION: '4.4',
    MITEK_CLIENT_ID: 'client',
    MITEK_CLIENT_SECRET: 'secret',
  };

  test('is set up wholly, with defaults for the rest', () => {
    expect(load({ ...MITEK, MITEK_PROFILE_FILE: '/etc/mitek.json' }).mitek).toEqual({
      baseUrl: 'https://eu-west.id.miteksystems.com',
      apiVersion: '4.4',
      clientId: 'client',
      clientSecret: 'secret',
      environment: 'live',
      profileFile: '/etc/mitek.json',
      dataHours: 24,
      callback: { basic: null, secrets: [], hmacKeys: [], addresses: [] },
    });
  });

  test.each(Object.keys(MITEK))('without %s says so', (name) => {
    expect(problems({ ...MITEK, [name]: '' })).toEqual([expect.stringMatching(`^${name} is missing, but MITEK_`)]);
  });

  test('set up by half tells all that is missing', () => {
    expect(problems({ MITEK_ENVIRONMENT: 'production' })).toHaveLength(4);
  });

  test.each(['https://id.miteksystems.com', 'id.miteksystems.com/api', 'user@id.miteksystems.com', 'a b'])(
    'takes no %j for a host',
    (host) => {
      expect(problems({ ...MITEK, MITEK_HOST: host })).toEqual([
        'MITEK_HOST must be a host name alone, without https:// and path.',
      ]);
    },
  );

  test('takes a host or an address, not both', () => {
    expect(load({ ...MITEK, MITEK_HOST: '', MITEK_URL: 'http://127.0.0.1:9' }).mitek?.baseUrl).toBe(
      'http://127.0.0.1:9',
    );
    expect(problems({ ...MITEK, MITEK_URL: 'http://127.0.0.1:9' })).toEqual([
      'MITEK_HOST and MITEK_URL are both set; keep one.',
    ]);
  });

  test.each([
    ['MITEK_API_VERSION', '../4'],
    ['MITEK_CALLBACK_BASIC', 'no-colon'],
    ['MITEK_CALLBACK_SECRETS', 'short'],
    ['MITEK_CALLBACK_HMAC_KEYS', 'short'],
    ['MITEK_DATA_HOURS', '0'],
    ['MITEK_HOST_FILE', '/etc/hostname'],
    ['MITEK_CALBACK_SECRETS', 'misspelt-and-long-enough'],
  ])('%s as %j is a mistake', (name, value) => {
    expect(problems({ ...MITEK, [name]: value })).toEqual([expect.stringMatching(`^${name}:? `)]);
  });
});

describe('PingOne’s addresses', () => {
  test.each([
    ['NA', 'com'],
    ['CA', 'ca'],
    ['EU', 'eu'],
    ['AU', 'com.au'],
    ['SG', 'sg'],
    ['AP', 'asia'],
  ])('of the region %s end in %s', (region, tld) => {
    const { apiUrl, authUrl } = load({ PINGONE_REGION: region }).pingOne;
    expect([apiUrl, authUrl]).toEqual([`https://api.pingone.${tld}`, `https://auth.pingone.${tld}`]);
  });

  test('can be given in full, both of them and without a region', () => {
    const own = {
      PINGONE_REGION: '',
      PINGONE_API_URL: 'http://127.0.0.1:1/api/',
      PINGONE_AUTH_URL: 'http://127.0.0.1:2',
    };
    expect(load(own).pingOne).toMatchObject({ apiUrl: 'http://127.0.0.1:1/api', authUrl: 'http://127.0.0.1:2' });
    const { PINGONE_REGION: _region, ...none } = GOOD;
    expect(problems({}, none)).toEqual([expect.stringContaining('PINGONE_REGION is missing')]);
    expect(problems({ PINGONE_API_URL: 'http://a.test' }, none)).toEqual([expect.stringContaining('set together')]);
    expect(problems({ PINGONE_AUTH_URL: 'http://a.test' })).toEqual([expect.stringContaining('keep one form')]);
  });
});

describe('one mistake', () => {
  test.each<[string, Environment, string]>([
    ['a needed one is missing', { PINGONE_CLIENT_ID: undefined }, 'PINGONE_CLIENT_ID is missing'],
    ['a needed one is blank', { PINGONE_CLIENT_SECRET: '   ' }, 'PINGONE_CLIENT_SECRET is missing'],
    ['no UUID', { PINGONE_ENVIRONMENT_ID: 'prod' }, 'PINGONE_ENVIRONMENT_ID must be a UUID'],
    ['no region', { PINGONE_REGION: 'eu' }, 'PINGONE_REGION must be NA, CA, EU, AU, SG or AP'],
    ['no port', { PORT: '65536' }, 'PORT must be from 0 to 65535'],
    ['no number', { PORT: '4e3' }, 'PORT must be a whole number'],
    ['no time', { POLL_FAST_SECONDS: '0' }, 'POLL_FAST_SECONDS must be above 0'],
    ['a negative time', { DRAIN_SECONDS: '-1' }, 'DRAIN_SECONDS must be above 0'],
    ['a negative number', { STATUS_LOG_DAYS: '-1' }, 'STATUS_LOG_DAYS must be from 1 to 3650'],
    [
      'no wait',
      { WEBHOOK_RETRY_SECONDS: '5,-5,0,soon' },
      'entries 2, 3 must be above 0 and at most 604800; entry 4 must be a',
    ],
    [
      'a header of platform webhooks alone',
      { PINGONE_WEBHOOK_HEADER: 'x-hook' },
      'PINGONE_WEBHOOK_HEADER is set without',
    ],
    ['misspelt, of webhooks', { WEBHOOK_ALLOW_PRIVAT: 'true' }, 'WEBHOOK_ALLOW_PRIVAT is not a variable'],
    ['fast is slower than slow', { POLL_FAST_SECONDS: '31' }, 'POLL_FAST_SECONDS must not be above'],
    ['no level', { LOG_LEVEL: 'verbose' }, 'LOG_LEVEL must be'],
    ['no environment', { NODE_ENV: 'prod' }, 'NODE_ENV must be'],
    ['no address', { PUBLIC_URL: 'gateway.example.test' }, 'PUBLIC_URL must be a full http or https address'],
    ['an issuer that is no address', { AUTH_ISSUER: 'issuer' }, 'AUTH_ISSUER must be a full http or https address'],
    ['an origin with a path', { CORS_ORIGINS: 'https://a.test/' }, 'CORS_ORIGINS: entry 1 must be an origin such as'],
    [
      'a proxy by its name',
      { TRUSTED_PROXIES: 'proxy.internal' },
      'TRUSTED_PROXIES: entry 1 must be an address or a range',
    ],
    [
      'a range that is none',
      { TRUSTED_PROXIES: '10.0.0.0/33' },
      'TRUSTED_PROXIES: entry 1 must be an address or a range',
    ],
    ['a number for an address', { TRUSTED_PROXIES: '1' }, 'TRUSTED_PROXIES: entry 1 must be an address or a range'],
    ['everybody for a proxy', { TRUSTED_PROXIES: '10.0.0.1,0.0.0.0/0' }, 'TRUSTED_PROXIES must not hold all addresses'],
    ['everybody of IPv6', { TRUSTED_PROXIES: '::/0' }, 'TRUSTED_PROXIES must not hold all addresses'],
    ['no algorithm', { AUTH_ALGORITHMS: ',' }, 'AUTH_ALGORITHMS must name at least one'],
    ['the algorithm none', { AUTH_ALGORITHMS: 'RS256,none' }, 'AUTH_ALGORITHMS: entry 2 must be among'],
    ['a shared secret as algorithm', { AUTH_ALGORITHMS: 'HS256' }, 'AUTH_ALGORITHMS: entry 1 must be among'],
    ['no JSON', { AUTH_PERMISSIONS: '{support}' }, 'AUTH_PERMISSIONS must be a JSON object'],
    ['no lists', { AUTH_PERMISSIONS: '{"support":"USERS_READ"}' }, 'AUTH_PERMISSIONS must be a JSON object'],
    [
      'no permission',
      { AUTH_PERMISSIONS: '{"support":["FLY"]}' },
      'AUTH_PERMISSIONS names a permission that there is not',
    ],
    [
      'a short secret',
      { GATEWAY_SECRETS: `${'a'.repeat(32)},short` },
      'GATEWAY_SECRETS: entry 2 must have 32 characters or more.',
    ],
    ['no PostgreSQL', { DATABASE_URL: 'mysql://a', GATEWAY_SECRETS: 'a'.repeat(32) }, 'DATABASE_URL must start with'],
    ['a database without shared keys', { DATABASE_URL: 'postgres://a/b' }, 'GATEWAY_SECRETS is missing'],
    ['a direct address alone', { DATABASE_DIRECT_URL: 'postgres://a/b' }, 'DATABASE_DIRECT_URL is set without'],
    ['production without an address', { NODE_ENV: 'production' }, 'PUBLIC_URL is missing'],
    ['misspelt', { PINGONE_CLIENTID: 'x' }, 'PINGONE_CLIENTID is not a variable'],
    ['misspelt, of ours', { GATEWAY_SECRET: 'x' }, 'GATEWAY_SECRET is not a variable'],
    ['a file for what is no secret', { PINGONE_CLIENT_ID_FILE: 'x' }, 'PINGONE_CLIENT_ID_FILE is not a variable'],
  ])('%s', (_what, changes, problem) => {
    expect(problems(changes)).toEqual([expect.stringContaining(problem)]);
  });

  test('no text of it holds a value that may be secret', () => {
    const secret = 'hunter2hunter2';
    const all = problems({
      GATEWAY_SECRETS: secret,
      DATABASE_URL: secret,
      PUBLIC_URL: secret,
      AUTH_ISSUER: secret,
      PORT: secret,
    });
    expect(all.length).toBeGreaterThanOrEqual(5);
    expect(all.join()).not.toContain(secret);
  });
});

test('all mistakes are told at once', () => {
  expect(problems({ PORT: 'x', LOG_LEVEL: 'x', AUTH_ALGORITHMS: 'x', PINGONE_X: 'x' }, {})).toEqual([
    'PINGONE_X is not a variable of the gateway.',
    expect.stringMatching(/^LOG_LEVEL|^PORT/),
    expect.stringMatching(/^LOG_LEVEL|^PORT/),
    expect.stringMatching(/^AUTH_ALGORITHMS/),
    expect.stringMatching(/^PINGONE_REGION is missing/),
    expect.stringMatching(/^PINGONE_ENVIRONMENT_ID is missing/),
    expect.stringMatching(/^PINGONE_CLIENT_ID is missing/),
    expect.stringMatching(/^PINGONE_CLIENT_SECRET is missing/),
  ]);
});

describe('secrets in files', () => {
  const { PINGONE_CLIENT_SECRET: _secret, ...base } = GOOD;

  test('are read, without the line end', () => {
    const path = file('secret', 'from a file\n');
    expect(loadConfig({ ...base, PINGONE_CLIENT_SECRET_FILE: path }, PERMISSIONS).pingOne.clientSecret).toBe(
      'from a file',
    );
    const database = file('database', 'postgres://ana:pw@db.test/gateway\n');
    const secrets = file('secrets', `${'a'.repeat(32)},\n${'b'.repeat(32)}\n`);
    expect(load({ DATABASE_URL_FILE: database, GATEWAY_SECRETS_FILE: secrets })).toMatchObject({
      database: { url: 'postgres://ana:pw@db.test/gateway', directUrl: 'postgres://ana:pw@db.test/gateway' },
      secrets: ['a'.repeat(32), 'b'.repeat(32)],
    });
  });

  test('that are not there, empty, or given twice are mistakes', () => {
    expect(problems({ PINGONE_CLIENT_SECRET_FILE: join(folder, 'nowhere') }, base)).toEqual([
      'PINGONE_CLIENT_SECRET_FILE names a file that cannot be read.',
    ]);
    expect(problems({ PINGONE_CLIENT_SECRET_FILE: file('empty', '\n') }, base)).toEqual([
      'PINGONE_CLIENT_SECRET_FILE names an empty file.',
    ]);
    expect(problems({ PINGONE_CLIENT_SECRET_FILE: file('both', 'x') })).toEqual([
      'PINGONE_CLIENT_SECRET and PINGONE_CLIENT_SECRET_FILE are both set; keep one.',
    ]);
  });
});

test('the issuer is kept letter by letter, since tokens must name it so', () => {
  expect(load({ AUTH_ISSUER: 'https://Tenant.example.test/' }).auth).toMatchObject({
    issuer: 'https://Tenant.example.test/',
    jwksUrl: 'https://Tenant.example.test/jwks',
  });
});

test('lists, times and the permission map are read', () => {
  const config = load({
    CORS_ORIGINS: ' https://a.test , http://localhost:5173 ,',
    POLL_FAST_SECONDS: '0.25',
    DRAIN_SECONDS: '1.5',
    AUTH_PERMISSIONS: '{"support":["USERS_READ"],"boss":["*"]}',
    DATABASE_URL: 'postgresql://pooler/b',
    DATABASE_DIRECT_URL: 'postgresql://direct/b',
    GATEWAY_SECRETS: 'a'.repeat(32),
    NODE_ENV: 'production',
    PUBLIC_URL: 'https://gateway.example.test/',
  });
  expect(config).toMatchObject({
    production: true,
    publicUrl: 'https://gateway.example.test',
    corsOrigins: ['https://a.test', 'http://localhost:5173'],
    pollFastMs: 250,
    drainMs: 1_500,
    auth: { permissions: { support: ['USERS_READ'], boss: ['*'] } },
    database: { url: 'postgresql://pooler/b', directUrl: 'postgresql://direct/b' },
  });
});

describe('a .env file', () => {
  test('lies below the environment of the process, and may be missing', () => {
    const path = file('.env', 'PORT=1\nHOST="0.0.0.0"\n# PORT=2\n');
    expect(withEnvFile({ PORT: '3' }, path)).toEqual({ PORT: '3', HOST: '0.0.0.0' });
    expect(withEnvFile({ PORT: '3' }, join(folder, 'none'))).toEqual({ PORT: '3' });
    expect(() => withEnvFile({}, folder)).toThrow(ConfigError);
  });
});

test('help and docs name every variable, what it means and what holds without it', () => {
  const [terminal, docs] = [describeForTerminal(), describeForDocs()];
  for (const [name, spec] of Object.entries<Variable<unknown>>(variables)) {
    for (const text of [terminal, docs]) expect(text).toContain(name);
    expect(docs).toContain(spec.description);
    expect(docs.includes(`${name}_FILE`)).toBe(spec.secret === true);
  }
  expect(terminal).toContain('(default 4000)');
});

test('webhooks of the platform: several secrets, and the header in lower case', () => {
  const secrets = ['a-secret-of-sixteen', 'another-of-sixteen'];
  const { platformWebhooks } = load({ PINGONE_WEBHOOK_SECRET: secrets.join(' , '), PINGONE_WEBHOOK_HEADER: 'X-Hook' });
  expect(platformWebhooks).toEqual({ header: 'x-hook', secrets });
  expect(problems({ PINGONE_WEBHOOK_SECRET: 'short' })).toEqual([
    'PINGONE_WEBHOOK_SECRET: entry 1 must have 16 characters or more.',
  ]);
  for (const header of ['content-type', 'Host', 'Content-Length']) {
    expect(problems({ PINGONE_WEBHOOK_SECRET: secrets.join(), PINGONE_WEBHOOK_HEADER: header })).toEqual([
      'PINGONE_WEBHOOK_HEADER must be a header that HTTP itself does not use.',
    ]);
  }
});
