// What a callback of Mitek must bring beside the token in its address: whatever the profile asks for, all of it together.
import { createHmac, type Hmac } from 'node:crypto';
import { sameBytes, sha256 } from '../auth/keys.js';
import { type AddressRanges, isWithin } from '../config/address-ranges.js';
import { ConfigError, type MitekConfig } from '../config/config.js';
import type { MitekProfile } from '../datasources/mitek/profile.js';

/** A callback of which the body has not been read. */
export interface CallbackHead {
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  /** Where it comes from, as trusted proxies say; that of the last hop where there are none. */
  readonly ip: string;
}

/** A callback as it came in. */
export interface IncomingCallback extends CallbackHead {
  readonly body: Buffer;
}

export interface CallbackGuard {
  /** Whether a callback brings everything that is asked for beside its body, so that this is worth reading. */
  admitsHead(callback: CallbackHead): boolean;
  /** Whether the body, too, is as it must be. */
  admitsBody(callback: IncomingCallback): boolean;
  /** Nothing at all is asked for, and the address is one for all journeys: anybody could call. */
  readonly isOpen: boolean;
}

interface Check {
  readonly head: (callback: CallbackHead) => boolean;
  readonly body?: (callback: IncomingCallback) => boolean;
}

/**
 * @param secrets what the environment gives for it
 * @throws ConfigError naming each variable that the profile needs and that is not set, and each that is set and that it asks nothing of
 */
export function createCallbackGuard(
  { callback }: Pick<MitekProfile, 'callback'>,
  secrets: MitekConfig['callback'],
): CallbackGuard {
  const problems: string[] = [];
  const ways: Readonly<Record<MitekProfile['callback']['auth'][number], () => readonly Check[]>> = {
    // Looked at by the route, which knows whose token it is.
    'path-token': () => [],
    basic: () => basicCheck(secrets.basic, problems),
    'header-secret': () => headerCheck(callback.headerSecret, secrets.secrets, problems),
    hmac: () => hmacCheck(callback.hmac, secrets.hmacKeys, problems),
    'address-list': () => addressCheck(secrets.addresses, problems),
  };
  const checks = callback.auth.flatMap((way) => ways[way]());
  problems.push(...unasked(callback.auth, secrets));
  if (problems.length > 0) throw new ConfigError(problems);
  return {
    admitsHead: (incoming) => checks.every(({ head }) => head(incoming)),
    admitsBody: (incoming) => checks.every(({ body }) => body === undefined || body(incoming)),
    isOpen: callback.url === 'fixed' && checks.length === 0,
  };
}

function basicCheck(basic: string | null, problems: string[]): readonly Check[] {
  if (basic === null) return missing('MITEK_CALLBACK_BASIC', 'basic', problems);
  const wanted = sha256(`Basic ${Buffer.from(basic).toString('base64')}`);
  return [{ head: ({ headers }) => sameBytes(sha256(textOf(headers.authorization)), wanted) }];
}

function headerCheck(
  settings: MitekProfile['callback']['headerSecret'],
  secrets: readonly string[],
  problems: string[],
): readonly Check[] {
  if (!settings) return unsaid('callback.headerSecret', 'header-secret', problems);
  if (secrets.length === 0) return missing('MITEK_CALLBACK_SECRETS', 'header-secret', problems);
  const wanted = secrets.map((secret) => sha256(secret));
  const name = settings.header.toLowerCase();
  return [{ head: ({ headers }) => isAmong(sha256(textOf(headers[name])), wanted) }];
}

function hmacCheck(
  settings: MitekProfile['callback']['hmac'],
  keys: readonly string[],
  problems: string[],
): readonly Check[] {
  if (!settings) return unsaid('callback.hmac', 'hmac', problems);
  if (keys.length === 0) return missing('MITEK_CALLBACK_HMAC_KEYS', 'hmac', problems);
  const { algorithm, encoding } = settings;
  const name = settings.header.toLowerCase();
  const sign = (mac: Hmac, body: Buffer) => mac.update(body).digest();
  const hashBytes = sign(createHmac(algorithm, ''), Buffer.alloc(0)).length;
  // Some write the name of the algorithm before the signature.
  const signatureOf = ({ headers }: CallbackHead) =>
    Buffer.from(textOf(headers[name]).replace(/^sha\d+=/, ''), encoding);
  return [
    {
      head: (head) => signatureOf(head).length === hashBytes,
      body: (callback) =>
        isAmong(
          signatureOf(callback),
          keys.map((key) => sign(createHmac(algorithm, key), callback.body)),
        ),
    },
  ];
}

function addressCheck(ranges: AddressRanges, problems: string[]): readonly Check[] {
  if (ranges.length === 0) return missing('MITEK_CALLBACK_ADDRESSES', 'address-list', problems);
  return [{ head: ({ ip }) => isWithin(ranges, ip) }];
}

/** Whoever sets a secret believes that callbacks have to bring it. */
function unasked(asked: MitekProfile['callback']['auth'], secrets: MitekConfig['callback']): readonly string[] {
  const given = [
    ['MITEK_CALLBACK_BASIC', 'basic', secrets.basic !== null],
    ['MITEK_CALLBACK_SECRETS', 'header-secret', secrets.secrets.length > 0],
    ['MITEK_CALLBACK_HMAC_KEYS', 'hmac', secrets.hmacKeys.length > 0],
    ['MITEK_CALLBACK_ADDRESSES', 'address-list', secrets.addresses.length > 0],
  ] as const;
  return given
    .filter(([, way, isGiven]) => isGiven && !asked.includes(way))
    .map(
      ([variable, way]) =>
        `${variable} is set, but the profile of Mitek asks callbacks for no ${way}: name it in callback.auth of MITEK_PROFILE_FILE, or unset the variable.`,
    );
}

/** Compares with all, so that the time does not tell with which. */
function isAmong(given: Buffer, wanted: readonly Buffer[]): boolean {
  return wanted.filter((one) => sameBytes(given, one)).length > 0;
}

function textOf(header: string | readonly string[] | undefined): string {
  return typeof header === 'string' ? header : '';
}

function missing(variable: string, way: string, problems: string[]): readonly Check[] {
  problems.push(`${variable} is missing: the profile of Mitek asks for ${way} on callbacks.`);
  return [];
}

function unsaid(field: string, way: string, problems: string[]): readonly Check[] {
  problems.push(`MITEK_PROFILE_FILE: ${field} is missing: callback.auth asks for ${way}.`);
  return [];
}
