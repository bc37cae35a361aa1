// Turns FIDO options and answers between PingOne's form and the JSON form of W3C Web Authentication, which browsers take and give.
import { isOpenObject, type OpenObject, openList } from '../values.js';

/** Options for the browser, and the same as PingOne sent them; each null where there is none. */
export interface CredentialOptions {
  /** What `PublicKeyCredential.parse…OptionsFromJSON` takes; also null where PingOne's form cannot be read. */
  readonly json: OpenObject | null;
  readonly raw: string | null;
}

/** Options for making a credential. @param sent JSON text or object; bytes as signed or unsigned numbers, Base64 or Base64URL. */
export function toCreationOptions(sent: string | OpenObject | null | undefined): CredentialOptions {
  return convert(sent, ({ challenge, user, pubKeyCredParams, excludeCredentials, ...rest }) => ({
    ...rest,
    challenge: base64UrlOf(challenge),
    user: isOpenObject(user) ? { ...user, id: base64UrlOf(user.id) } : unreadable(),
    pubKeyCredParams: openList(pubKeyCredParams).flatMap(toAlgorithm),
    ...(excludeCredentials == null ? {} : { excludeCredentials: openList(excludeCredentials).map(toDescriptor) }),
  }));
}

/** Options for using a credential. @param sent as for `toCreationOptions`. */
export function toRequestOptions(sent: string | OpenObject | null | undefined): CredentialOptions {
  return convert(sent, ({ challenge, allowCredentials, ...rest }) => ({
    ...rest,
    challenge: base64UrlOf(challenge),
    ...(allowCredentials == null ? {} : { allowCredentials: openList(allowCredentials).map(toDescriptor) }),
  }));
}

/** What activates a FIDO device. @param credential `toJSON()` of what `navigator.credentials.create` gave. @returns PingOne's text; null when the credential is no such thing. */
export function toAttestationText(credential: unknown): string | null {
  return answer(credential, ['clientDataJSON', 'attestationObject'], [], (given) => ({
    clientExtensionResults: isOpenObject(given.clientExtensionResults) ? given.clientExtensionResults : {},
  }));
}

/** What proves a FIDO device. @param credential `toJSON()` of what `navigator.credentials.get` gave. @returns PingOne's text; null when the credential is no such thing. */
export function toAssertionText(credential: unknown): string | null {
  return answer(credential, ['clientDataJSON', 'authenticatorData', 'signature'], ['userHandle'], () => ({}));
}

/** Bytes that are none. */
class Unreadable extends Error {}

function unreadable(): never {
  throw new Unreadable();
}

function convert(
  sent: string | OpenObject | null | undefined,
  toJson: (options: OpenObject) => OpenObject,
): CredentialOptions {
  if (sent === null || sent === undefined || sent === '') return { json: null, raw: null };
  const raw = typeof sent === 'string' ? sent : JSON.stringify(sent);
  try {
    const options = parsed(sent);
    return { json: isOpenObject(options) ? withExtensions(withoutNulls(toJson(options))) : null, raw };
  } catch (error) {
    if (error instanceof Unreadable || error instanceof SyntaxError) return { json: null, raw };
    throw error;
  }
}

/** Some clients of PingOne wrap the text once more. */
function parsed(sent: string | OpenObject): unknown {
  const once: unknown = typeof sent === 'string' ? JSON.parse(sent) : sent;
  return typeof once === 'string' ? JSON.parse(once) : once;
}

function toAlgorithm(parameter: unknown): OpenObject[] {
  if (!isOpenObject(parameter)) return [];
  const alg = Number(parameter.alg);
  return Number.isInteger(alg) && alg !== 0 ? [{ ...parameter, type: parameter.type ?? 'public-key', alg }] : [];
}

function toDescriptor(credential: unknown): OpenObject {
  if (!isOpenObject(credential)) return unreadable();
  return { ...credential, type: credential.type ?? 'public-key', id: base64UrlOf(credential.id) };
}

/** A browser takes null for a value of its own where a property should be left out. */
function withoutNulls(options: OpenObject): OpenObject {
  return Object.fromEntries(
    Object.entries(options).flatMap(([name, value]) => {
      if (value === null) return [];
      return [[name, isOpenObject(value) ? withoutNulls(value) : value]];
    }),
  );
}

function withExtensions(options: OpenObject): OpenObject {
  return isOpenObject(options.extensions)
    ? { ...options, extensions: textInPlaceOfBytes(options.extensions) }
    : options;
}

/** Inputs of extensions hold bytes in places that differ by extension. */
function textInPlaceOfBytes(value: OpenObject): OpenObject {
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => {
      const bytes = bytesOf(inner);
      if (bytes !== null) return [name, bytes.toString('base64url')];
      return [name, isOpenObject(inner) ? textInPlaceOfBytes(inner) : inner];
    }),
  );
}

function base64UrlOf(value: unknown): string {
  const bytes = typeof value === 'string' ? decoded(value) : bytesOf(value);
  return bytes === null ? unreadable() : bytes.toString('base64url');
}

/** Numbers from -128 to 255, or the form in which Node writes a Buffer; null for anything else and for none. */
function bytesOf(value: unknown): Buffer | null {
  const numbers: unknown = isOpenObject(value) && value.type === 'Buffer' ? value.data : value;
  if (!Array.isArray(numbers) || numbers.length === 0) return null;
  const bytes = numbers.filter((number) => Number.isInteger(number) && number >= -128 && number <= 255);
  return bytes.length === numbers.length ? Buffer.from(bytes) : null;
}

/** Base64 or Base64URL, padded or not; null for anything else and for no bytes. */
function decoded(text: string): Buffer | null {
  const bare = text.replace(/=+$/, '');
  if (!/^(?:[\w-]+|[A-Za-z0-9+/]+)$/.test(bare) || bare.length % 4 === 1) return null;
  return Buffer.from(bare, 'base64'); // takes both alphabets
}

/** A browser's answer as PingOne wants it: JSON text with standard Base64, but for the id. */
function answer(
  credential: unknown,
  needed: readonly string[],
  possible: readonly string[],
  more: (credential: OpenObject) => OpenObject,
): string | null {
  if (!isOpenObject(credential) || !isOpenObject(credential.response)) return null;
  const { response } = credential;
  const id = bytesIn(credential.rawId ?? credential.id);
  const parts = [...needed, ...possible].map((name) => [name, bytesIn(response[name])] as const);
  if (id === null || parts.some(([name, bytes]) => bytes === null && needed.includes(name))) return null;
  return JSON.stringify({
    id: id.toString('base64url'),
    type: 'public-key',
    rawId: id.toString('base64'),
    response: Object.fromEntries(parts.flatMap(([name, bytes]) => (bytes ? [[name, bytes.toString('base64')]] : []))),
    ...more(credential),
  });
}

function bytesIn(value: unknown): Buffer | null {
  return typeof value === 'string' ? decoded(value) : null;
}
