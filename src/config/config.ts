// Environment to typed Config. All mistakes are found in one go; nothing else in the gateway reads the environment.
import { readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import type { AddressRanges } from './address-ranges.js';
import { type Values, type Variable, type VariableName, variables } from './variables.js';

export interface Config {
  readonly production: boolean;
  readonly host: string;
  readonly port: number;
  /** Null: the address it listens on. */
  readonly publicUrl: string | null;
  /** Proxies in front; what others say of where a request comes from is not believed. */
  readonly trustedProxies: AddressRanges;
  readonly logLevel: string;
  readonly dataDir: string;
  /** Null: embedded. */
  readonly database: { readonly url: string; readonly directUrl: string } | null;
  /** Null: generated in the data folder. */
  readonly secrets: readonly string[] | null;
  readonly pingOne: {
    readonly apiUrl: string;
    readonly authUrl: string;
    readonly environmentId: string;
    readonly clientId: string;
    readonly clientSecret: string;
  };
  /** Null: not set up. */
  readonly mitek: MitekConfig | null;
  /** Null: the default of the environment. */
  readonly mfaPolicyId: string | null;
  /** What webhooks of the PingOne platform bring; null: none are taken. */
  readonly platformWebhooks: { readonly header: string; readonly secrets: readonly string[] } | null;
  readonly auth: {
    readonly issuer: string;
    readonly audience: string;
    readonly jwksUrl: string;
    readonly algorithms: readonly string[];
    readonly rolesClaim: string;
    readonly permissions: Readonly<Record<string, readonly string[]>>;
  };
  readonly corsOrigins: readonly string[];
  readonly redirectOrigins: readonly string[];
  readonly statusLogDays: number;
  readonly pollFastMs: number;
  readonly pollSlowMs: number;
  readonly drainMs: number;
  readonly webhooks: { readonly allowPrivate: boolean; readonly retryMs: readonly number[] };
}

export interface MitekConfig {
  readonly baseUrl: string;
  readonly apiVersion: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly environment: string;
  /** Null: the built-in one. */
  readonly profileFile: string | null;
  readonly dataHours: number;
  /** What callbacks must bring, as far as the profile asks for it; null or empty: nothing is given for it. */
  readonly callback: {
    readonly basic: string | null;
    readonly secrets: readonly string[];
    readonly hmacKeys: readonly string[];
    readonly addresses: AddressRanges;
  };
}

/** All that is wrong with a configuration; `problems` has one sentence per mistake. */
export class ConfigError extends Error {
  constructor(readonly problems: readonly string[]) {
    super(`The configuration has ${problems.length === 1 ? 'a mistake' : `${problems.length} mistakes`}.`);
    this.name = 'ConfigError';
  }
}

/** Variables of a process, by name. */
export type Environment = Readonly<Record<string, string | undefined>>;

const TLD_OF_REGION = { NA: 'com', CA: 'ca', EU: 'eu', AU: 'com.au', SG: 'sg', AP: 'asia' } as const;

/**
 * Reads and checks the whole configuration.
 * @param permissions the names that AUTH_PERMISSIONS may use
 * @throws ConfigError with every mistake at once.
 */
export function loadConfig(env: Environment, permissions: readonly string[]): Config {
  const problems: string[] = [...misspelt(env)];
  const values = readValues(env, problems);
  const named = Object.values(values.AUTH_PERMISSIONS ?? {}).flat();
  if (named.some((name) => name !== '*' && !permissions.includes(name))) {
    problems.push(`AUTH_PERMISSIONS names a permission that there is not; there are ${permissions.join(', ')} and *.`);
  }
  const pingOne = pingOneUrls(env, values, problems);

  const mitek = mitekConfig(env, values, problems);

  const needed: readonly VariableName[] = ['PINGONE_ENVIRONMENT_ID', 'PINGONE_CLIENT_ID', 'PINGONE_CLIENT_SECRET'];
  for (const name of needed) {
    if (!isSet(env, name)) problems.push(`${name} is missing. ${variables[name].description}`);
  }
  if (isSet(env, 'DATABASE_URL') && !isSet(env, 'GATEWAY_SECRETS')) {
    problems.push('GATEWAY_SECRETS is missing: with DATABASE_URL all instances must share the same keys.');
  }
  if (isSet(env, 'DATABASE_DIRECT_URL') && !isSet(env, 'DATABASE_URL')) {
    problems.push('DATABASE_DIRECT_URL is set without DATABASE_URL.');
  }
  if (isSet(env, 'PINGONE_WEBHOOK_HEADER') && !isSet(env, 'PINGONE_WEBHOOK_SECRET')) {
    problems.push('PINGONE_WEBHOOK_HEADER is set without PINGONE_WEBHOOK_SECRET.');
  }
  if (values.NODE_ENV === 'production' && !isSet(env, 'PUBLIC_URL')) {
    problems.push('PUBLIC_URL is missing: in production the gateway cannot guess the address PingOne calls back.');
  }
  const { POLL_FAST_SECONDS: fast, POLL_SLOW_SECONDS: slow } = values;
  if (fast !== undefined && slow !== undefined && fast > slow) {
    problems.push('POLL_FAST_SECONDS must not be above POLL_SLOW_SECONDS.');
  }
  if (problems.length > 0 || !isComplete(values)) throw new ConfigError(problems);

  const issuer = values.AUTH_ISSUER ?? `${pingOne.authUrl}/${values.PINGONE_ENVIRONMENT_ID}/as`;
  return {
    production: values.NODE_ENV === 'production',
    host: values.HOST,
    port: values.PORT,
    publicUrl: values.PUBLIC_URL ?? null,
    trustedProxies: values.TRUSTED_PROXIES,
    logLevel: values.LOG_LEVEL,
    dataDir: values.DATA_DIR,
    database: databaseOf(values),
    secrets: values.GATEWAY_SECRETS ?? null,
    pingOne: {
      ...pingOne,
      environmentId: values.PINGONE_ENVIRONMENT_ID,
      clientId: values.PINGONE_CLIENT_ID,
      clientSecret: values.PINGONE_CLIENT_SECRET,
    },
    mitek,
    mfaPolicyId: values.PINGONE_MFA_POLICY_ID ?? null,
    platformWebhooks: values.PINGONE_WEBHOOK_SECRET
      ? { header: values.PINGONE_WEBHOOK_HEADER, secrets: values.PINGONE_WEBHOOK_SECRET }
      : null,
    auth: {
      issuer,
      audience: values.AUTH_AUDIENCE,
      jwksUrl: values.AUTH_JWKS_URL ?? `${issuer.replace(/\/$/, '')}/jwks`,
      algorithms: values.AUTH_ALGORITHMS,
      rolesClaim: values.AUTH_ROLES_CLAIM,
      permissions: values.AUTH_PERMISSIONS,
    },
    corsOrigins: values.CORS_ORIGINS,
    redirectOrigins: values.REDIRECT_ORIGINS,
    statusLogDays: values.STATUS_LOG_DAYS,
    pollFastMs: values.POLL_FAST_SECONDS * 1000,
    pollSlowMs: values.POLL_SLOW_SECONDS * 1000,
    drainMs: values.DRAIN_SECONDS * 1000,
    webhooks: {
      allowPrivate: values.WEBHOOK_ALLOW_PRIVATE,
      retryMs: values.WEBHOOK_RETRY_SECONDS.map((seconds) => seconds * 1000),
    },
  };
}

/**
 * Where the data is, for commands that need nothing else.
 * @throws ConfigError with every mistake in the variables of the database.
 */
export function loadStoreConfig(env: Environment): Pick<Config, 'dataDir' | 'database'> {
  const problems: string[] = [];
  const ofStore: readonly VariableName[] = ['DATA_DIR', 'DATABASE_URL', 'DATABASE_DIRECT_URL'];
  const names = ofStore.flatMap((name) => [name, `${name}_FILE`]);
  const values = readValues(Object.fromEntries(names.map((name) => [name, env[name]])), problems);
  if (problems.length > 0 || values.DATA_DIR === undefined) throw new ConfigError(problems);
  return { dataDir: values.DATA_DIR, database: databaseOf(values) };
}

/**
 * The environment of the process, with the lines of a `.env` file below it (the process wins). A missing file is fine.
 * @throws ConfigError when the file exists and cannot be read.
 */
export function withEnvFile(env: Environment, path: string): Environment {
  try {
    return { ...parseEnv(readFileSync(path, 'utf8')), ...env };
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return env;
    throw new ConfigError([`The file ${path} cannot be read.`]);
  }
}

const OPTIONAL = [
  'PUBLIC_URL',
  'DATABASE_URL',
  'DATABASE_DIRECT_URL',
  'GATEWAY_SECRETS',
  'PINGONE_REGION',
  'PINGONE_API_URL',
  'PINGONE_AUTH_URL',
  'PINGONE_MFA_POLICY_ID',
  'PINGONE_WEBHOOK_SECRET',
  'MITEK_HOST',
  'MITEK_URL',
  'MITEK_API_VERSION',
  'MITEK_CLIENT_ID',
  'MITEK_CLIENT_SECRET',
  'MITEK_PROFILE_FILE',
  'MITEK_CALLBACK_BASIC',
  'MITEK_CALLBACK_SECRETS',
  'MITEK_CALLBACK_HMAC_KEYS',
  'MITEK_CALLBACK_ADDRESSES',
  'AUTH_ISSUER',
  'AUTH_JWKS_URL',
] as const satisfies readonly VariableName[];

type OptionalName = (typeof OPTIONAL)[number];
type Read = { -readonly [N in VariableName]?: Values[N] };
type Complete = Omit<Values, OptionalName> & Partial<Pick<Values, OptionalName>>;

function isComplete(values: Read): values is Complete {
  const optional: ReadonlySet<string> = new Set(OPTIONAL);
  return Object.keys(variables).every((name) => optional.has(name) || name in values);
}

function isSet(env: Environment, name: VariableName): boolean {
  const file: Variable<unknown> = variables[name];
  return filled(env[name]) !== undefined || (file.secret === true && filled(env[`${name}_FILE`]) !== undefined);
}

function filled(text: string | undefined): string | undefined {
  const trimmed = text?.trim();
  return trimmed === '' ? undefined : trimmed;
}

function readValues(env: Environment, problems: string[]): Read {
  const values: Record<string, unknown> = {};
  for (const [name, spec] of Object.entries<Variable<unknown>>(variables)) {
    const text = readText(env, name, spec, problems) ?? spec.default;
    if (text === undefined) continue;
    const result = spec.schema.safeParse(text);
    if (result.success) values[name] = result.data;
    else problems.push(`${name}${faultOf(result.error.issues)}.`);
  }
  return values;
}

/** What is wrong with a value, once for each kind of fault; in a list by the places of those it is wrong with. */
function faultOf(issues: readonly { readonly path: readonly PropertyKey[]; readonly message: string }[]): string {
  const places = new Map<string, number[]>();
  for (const { path, message } of issues) {
    const [index] = path;
    places.set(message, [...(places.get(message) ?? []), ...(typeof index === 'number' ? [index + 1] : [])]);
  }
  const faults = [...places].map(([message, entries]) =>
    entries.length === 0 ? message : `${named(entries)} ${message}`,
  );
  return `${[...places.values()].flat().length === 0 ? ' ' : ': '}${faults.join('; ')}`;
}

function named(entries: readonly number[]): string {
  return `${entries.length === 1 ? 'entry' : 'entries'} ${entries.join(', ')}`;
}

function readText(env: Environment, name: string, spec: Variable<unknown>, problems: string[]): string | undefined {
  const direct = filled(env[name]);
  const file = spec.secret ? filled(env[`${name}_FILE`]) : undefined;
  if (direct !== undefined && file !== undefined) {
    problems.push(`${name} and ${name}_FILE are both set; keep one.`);
  }
  if (direct !== undefined || file === undefined) return direct;
  try {
    const text = filled(readFileSync(file, 'utf8'));
    if (text === undefined) problems.push(`${name}_FILE names an empty file.`);
    return text;
  } catch {
    problems.push(`${name}_FILE names a file that cannot be read.`);
    return undefined;
  }
}

function databaseOf({ DATABASE_URL: url, DATABASE_DIRECT_URL: directUrl }: Read): Config['database'] {
  return url ? { url, directUrl: directUrl ?? url } : null;
}

function pingOneUrls(env: Environment, values: Read, problems: string[]): { apiUrl: string; authUrl: string } {
  const { PINGONE_REGION: region, PINGONE_API_URL: apiUrl, PINGONE_AUTH_URL: authUrl } = values;
  const [hasRegion, hasApi, hasAuth] = [
    isSet(env, 'PINGONE_REGION'),
    isSet(env, 'PINGONE_API_URL'),
    isSet(env, 'PINGONE_AUTH_URL'),
  ];
  if (hasRegion && (hasApi || hasAuth)) {
    problems.push('PINGONE_REGION and PINGONE_API_URL or PINGONE_AUTH_URL are both set; keep one form.');
  } else if (!hasRegion && !hasApi && !hasAuth) {
    problems.push('PINGONE_REGION is missing (or PINGONE_API_URL with PINGONE_AUTH_URL).');
  } else if (!hasRegion && !(hasApi && hasAuth)) {
    problems.push('PINGONE_API_URL and PINGONE_AUTH_URL must be set together.');
  }
  if (apiUrl !== undefined && authUrl !== undefined) return { apiUrl, authUrl };
  const tld = TLD_OF_REGION[region ?? 'NA'];
  return { apiUrl: `https://api.pingone.${tld}`, authUrl: `https://auth.pingone.${tld}` };
}

/** Mitek is set up wholly or not at all. */
function mitekConfig(env: Environment, values: Read, problems: string[]): MitekConfig | null {
  const given = (Object.keys(variables) as VariableName[]).filter((name) => /^MITEK_/.test(name) && isSet(env, name));
  if (given.length === 0) return null;
  if (isSet(env, 'MITEK_HOST') && isSet(env, 'MITEK_URL')) {
    problems.push('MITEK_HOST and MITEK_URL are both set; keep one.');
  }
  if (!isSet(env, 'MITEK_HOST') && !isSet(env, 'MITEK_URL')) {
    problems.push(`MITEK_HOST is missing, but ${given[0]} is set. ${variables.MITEK_HOST.description}`);
  }
  for (const name of ['MITEK_API_VERSION', 'MITEK_CLIENT_ID', 'MITEK_CLIENT_SECRET'] as const) {
    if (!isSet(env, name)) problems.push(`${name} is missing, but ${given[0]} is set. ${variables[name].description}`);
  }
  const { MITEK_HOST: host, MITEK_ENVIRONMENT: environment, MITEK_DATA_HOURS: dataHours } = values;
  const baseUrl = values.MITEK_URL ?? (host === undefined ? undefined : `https://${host}`);
  const { MITEK_API_VERSION: apiVersion, MITEK_CLIENT_ID: clientId, MITEK_CLIENT_SECRET: clientSecret } = values;
  if (!baseUrl || !apiVersion || !clientId || !clientSecret || !environment || !dataHours) return null;
  return {
    baseUrl,
    apiVersion,
    clientId,
    clientSecret,
    environment,
    profileFile: values.MITEK_PROFILE_FILE ?? null,
    dataHours,
    callback: {
      basic: values.MITEK_CALLBACK_BASIC ?? null,
      secrets: values.MITEK_CALLBACK_SECRETS ?? [],
      hmacKeys: values.MITEK_CALLBACK_HMAC_KEYS ?? [],
      addresses: values.MITEK_CALLBACK_ADDRESSES ?? [],
    },
  };
}

/** Names that start like ours and are not ours are nearly always typing mistakes, which would otherwise pass in silence. */
function* misspelt(env: Environment): Iterable<string> {
  for (const name of Object.keys(env)) {
    if (!/^(PINGONE|GATEWAY|MITEK|WEBHOOK)_/.test(name) || name in variables) continue;
    const plain = name.replace(/_FILE$/, '');
    const known: Variable<unknown> | undefined = plain in variables ? variables[plain as VariableName] : undefined;
    if (!known || (plain !== name && !known.secret)) yield `${name} is not a variable of the gateway.`;
  }
}
