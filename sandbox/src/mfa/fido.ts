/** FIDO: options in the vendor's own shape, and the proof of what a browser sends back. */
import { randomBytes } from 'node:crypto';
import { verifyAuthenticationResponse, verifyRegistrationResponse } from '@simplewebauthn/server';
import { z } from 'zod';
import { invalidData } from '../http/errors.js';
import type { Sandbox } from '../sandbox.js';
import { invalidValue } from './errors.js';
import { type DeviceRecord, type Fido2PolicyRecord, type FidoRecord, type MfaPolicyRecord, spanMs } from './model.js';

const ALGORITHMS = [-7, -37, -257];
const MIN_CHALLENGE_BYTES = 32;

/** How an authentication was asked for; kept with it until the assertion arrives. */
export interface AssertionRequest {
  readonly rpId: string;
  /** Base64URL. */
  readonly challenge: string;
  readonly userVerification: FidoRecord['userVerification'];
}

/** Values are standard Base64, as the vendor's own sample sends them; Base64URL is understood too. */
const base64 = z
  .string()
  .regex(/^[A-Za-z0-9+/_-]+={0,2}$/)
  .transform((text) => Buffer.from(text, 'base64').toString('base64url'));
const clientExtensionResults = z.record(z.string(), z.unknown()).optional();
const attestationBody = z.object({
  id: z.string(),
  type: z.literal('public-key'),
  rawId: base64,
  response: z.object({
    clientDataJSON: base64,
    attestationObject: base64,
    transports: z.array(z.string()).optional(),
  }),
  clientExtensionResults,
});
const assertionBody = z.object({
  id: z.string(),
  type: z.literal('public-key'),
  rawId: base64,
  response: z.object({
    clientDataJSON: base64,
    authenticatorData: base64,
    signature: base64,
    userHandle: base64.or(z.literal('')).nullish(),
  }),
  clientExtensionResults,
});

/** The FIDO policy that a device policy uses. */
export function fidoPolicyOf(sandbox: Sandbox, policy: MfaPolicyRecord): Fido2PolicyRecord {
  const { fido2Policies } = sandbox.state.mfa;
  const named = fido2Policies.get(policy.fido2.fido2PolicyId ?? '');
  const found = named ?? [...fido2Policies.values()].find((candidate) => candidate.default);
  if (found === undefined) throw new Error('MFA has no FIDO policy.');
  return found;
}

/**
 * Begins a credential.
 * @param rp relying party asked for; else that of the policy
 */
export function newFidoRecord(
  sandbox: Sandbox,
  policy: MfaPolicyRecord,
  userId: string,
  rp: { readonly id: string | undefined; readonly name: string | undefined },
): FidoRecord {
  const fidoPolicy = fidoPolicyOf(sandbox, policy);
  return {
    rpId: rp.id ?? fidoPolicy.relyingPartyId,
    rpName: rp.name ?? rp.id ?? 'PingOne',
    challenge: randomBytes(32).toString('base64url'),
    userHandle: Buffer.from(userId.replaceAll('-', ''), 'hex').toString('base64url'),
    userVerification: toUserVerification(fidoPolicy),
    credential: null,
  };
}

/** publicKeyCredentialCreationOptions as JSON text, with bytes as the knob says. */
export function creationOptions(
  sandbox: Sandbox,
  device: DeviceRecord,
  policy: MfaPolicyRecord,
  exclude: readonly DeviceRecord[],
): string {
  const { fido } = device;
  if (fido === undefined) throw new Error('This is no FIDO device.');
  const fidoPolicy = fidoPolicyOf(sandbox, policy);
  const profile = sandbox.state.users.get(device.userId)?.profile;
  const residentKey = fidoPolicy.discoverableCredentials.toLowerCase();
  const attachment = attachmentOf(device, fidoPolicy);
  return JSON.stringify({
    rp: { id: fido.rpId, name: fido.rpName },
    user: {
      id: bytes(sandbox, fido.userHandle),
      displayName: profile?.name?.formatted ?? profile?.username ?? '',
      name: profile?.username ?? '',
    },
    challenge: bytes(sandbox, fido.challenge),
    pubKeyCredParams: ALGORITHMS.map((alg) => ({ type: 'public-key', alg: String(alg) })),
    timeout: spanMs(fidoPolicy.userPresenceTimeout),
    excludeCredentials: credentials(sandbox, exclude),
    authenticatorSelection: {
      residentKey,
      requireResidentKey: residentKey === 'required',
      userVerification: fido.userVerification,
      ...(attachment === undefined ? {} : { authenticatorAttachment: attachment }),
    },
    attestation: fidoPolicy.attestationRequirements.toLowerCase(),
    extensions: { credProps: true, hmacCreateSecret: true },
  });
}

/**
 * Proves an attestation and keeps the credential in the device.
 * @throws ApiError 400 INVALID_VALUE for anything that does not fit
 */
export async function keepAttestation(
  sandbox: Sandbox,
  device: DeviceRecord,
  policy: MfaPolicyRecord,
  attestation: unknown,
  origin: unknown,
): Promise<void> {
  const { fido } = device;
  if (fido === undefined) throw new Error('This is no FIDO device.');
  const body = parse(attestationBody, attestation, 'attestation');
  const expectedOrigin = readOrigin(origin, fido.rpId);
  const { transports } = body.response;
  const verified = await verifyRegistrationResponse({
    response: {
      id: body.rawId,
      rawId: body.rawId,
      type: 'public-key',
      response: { clientDataJSON: body.response.clientDataJSON, attestationObject: body.response.attestationObject },
      clientExtensionResults: {},
    },
    expectedChallenge: fido.challenge,
    expectedOrigin,
    expectedRPID: fido.rpId,
    requireUserVerification: fido.userVerification === 'required',
    supportedAlgorithmIDs: ALGORITHMS,
  }).catch((error: unknown) => refuse('attestation', error));
  if (!verified.verified) throw invalidValue('attestation', 'The attestation could not be verified.');
  const { credential, fmt, aaguid, credentialDeviceType, credentialBackedUp } = verified.registrationInfo;
  if (isTaken(sandbox, credential.id)) throw invalidValue('attestation', 'The credential is already registered.');
  fido.credential = {
    id: credential.id,
    publicKey: Buffer.from(credential.publicKey).toString('base64url'),
    counter: credential.counter,
    transports: transports ?? [],
    attestationType: fmt.toUpperCase(),
    aaguid,
    isCrossPlatform: isCrossPlatform(transports, attachmentOf(device, fidoPolicyOf(sandbox, policy))),
    backupEligible: credentialDeviceType === 'multiDevice',
    backedUp: credentialBackedUp,
  };
}

/**
 * Begins an assertion.
 * @param challenge Base64URL given by the caller; else a random one
 * @throws ApiError 400 when the given challenge is too short or no Base64URL
 */
export function newAssertionRequest(
  sandbox: Sandbox,
  policy: MfaPolicyRecord,
  { rpId, challenge }: { readonly rpId: string | undefined; readonly challenge: string | undefined },
): AssertionRequest {
  const fidoPolicy = fidoPolicyOf(sandbox, policy);
  return {
    rpId: rpId ?? fidoPolicy.relyingPartyId,
    challenge: challenge === undefined ? randomBytes(32).toString('base64url') : readChallenge(challenge),
    userVerification: toUserVerification(fidoPolicy),
  };
}

/**
 * publicKeyCredentialRequestOptions as JSON text, with bytes as the knob says.
 * @param devices those that may answer; undefined lets the browser offer any passkey of the site
 */
export function fidoRequestOptions(
  sandbox: Sandbox,
  policy: MfaPolicyRecord,
  request: AssertionRequest,
  devices: readonly DeviceRecord[] | undefined,
): string {
  return JSON.stringify({
    challenge: bytes(sandbox, request.challenge),
    timeout: spanMs(fidoPolicyOf(sandbox, policy).userPresenceTimeout),
    rpId: request.rpId,
    ...(devices === undefined ? {} : { allowCredentials: credentials(sandbox, devices) }),
    userVerification: request.userVerification,
  });
}

/**
 * Proves an assertion.
 * @param devices those that may answer; undefined takes any FIDO device of anybody
 * @returns the device that signed; its counter has moved on
 * @throws ApiError 400 INVALID_VALUE for anything that does not fit
 */
export async function verifyAssertion(
  sandbox: Sandbox,
  request: AssertionRequest,
  devices: readonly DeviceRecord[] | undefined,
  assertion: unknown,
  origin: unknown,
): Promise<DeviceRecord> {
  const body = parse(assertionBody, assertion, 'assertion');
  const expectedOrigin = readOrigin(origin, request.rpId);
  const candidates = devices ?? [...sandbox.state.mfa.devices.values()];
  const device = candidates.find(({ fido }) => fido?.credential?.id === body.rawId);
  const credential = device?.fido?.credential;
  if (device === undefined || credential === undefined || credential === null || device.status !== 'ACTIVE') {
    throw invalidValue('assertion', 'The credential does not belong to a usable device.');
  }
  const { userHandle } = body.response;
  if (userHandle && userHandle !== device.fido?.userHandle) {
    throw invalidValue('assertion', 'The user handle belongs to somebody else.');
  }
  const verified = await verifyAuthenticationResponse({
    response: {
      id: body.rawId,
      rawId: body.rawId,
      type: 'public-key',
      response: {
        clientDataJSON: body.response.clientDataJSON,
        authenticatorData: body.response.authenticatorData,
        signature: body.response.signature,
      },
      clientExtensionResults: {},
    },
    expectedChallenge: request.challenge,
    expectedOrigin,
    expectedRPID: request.rpId,
    requireUserVerification: request.userVerification === 'required',
    credential: {
      id: credential.id,
      publicKey: new Uint8Array(Buffer.from(credential.publicKey, 'base64url')),
      counter: credential.counter,
    },
  }).catch((error: unknown) => refuse('assertion', error));
  if (!verified.verified) throw invalidValue('assertion', 'The assertion could not be verified.');
  credential.counter = verified.authenticationInfo.newCounter;
  sandbox.store.changed();
  return device;
}

/** FIDO options as they travel: a text that holds JSON, or what it holds, as the knob says. */
export function asSent(sandbox: Sandbox, optionsText: string): unknown {
  return sandbox.knobs.get('mfaFidoOptions') === 'object' ? JSON.parse(optionsText) : optionsText;
}

/** Told by the ways the authenticator can be reached, which few clients pass on; else by what was asked for. */
function isCrossPlatform(transports: readonly string[] | undefined, attachment: string | undefined): boolean {
  if (transports !== undefined) return !transports.includes('internal');
  return attachment === 'cross-platform';
}

/** Which kind of authenticator may answer; undefined means both. */
function attachmentOf({ type }: DeviceRecord, policy: Fido2PolicyRecord): string | undefined {
  if (type === 'PLATFORM') return 'platform';
  if (type === 'SECURITY_KEY') return 'cross-platform';
  if (policy.authenticatorAttachment === 'BOTH') return undefined;
  return policy.authenticatorAttachment === 'PLATFORM' ? 'platform' : 'cross-platform';
}

function toUserVerification({ userVerification }: Fido2PolicyRecord): FidoRecord['userVerification'] {
  if (userVerification.option === 'REQUIRED') return 'required';
  return userVerification.option === 'PREFERRED' ? 'preferred' : 'discouraged';
}

function credentials(sandbox: Sandbox, devices: readonly DeviceRecord[]): object[] {
  return devices.flatMap(({ fido }) => {
    const credential = fido?.credential ?? null;
    if (credential === null) return [];
    const { id, transports } = credential;
    return [{ type: 'public-key', id: bytes(sandbox, id), ...(transports.length > 0 ? { transports } : {}) }];
  });
}

/** Bytes as the vendor writes them: signed numbers of a Java byte array. */
function bytes(sandbox: Sandbox, base64url: string): string | number[] {
  if (sandbox.knobs.get('mfaFidoBinary') === 'base64url') return base64url;
  return [...new Int8Array(Buffer.from(base64url, 'base64url'))];
}

function isTaken({ state }: Sandbox, credentialId: string): boolean {
  for (const { fido } of state.mfa.devices.values()) if (fido?.credential?.id === credentialId) return true;
  return false;
}

function readChallenge(text: string): string {
  const isBase64Url = /^[A-Za-z0-9_-]+={0,2}$/.test(text);
  if (!isBase64Url || Buffer.from(text, 'base64url').length < MIN_CHALLENGE_BYTES) {
    throw invalidValue('webAuthn.challenge', `must be Base64URL of at least ${MIN_CHALLENGE_BYTES} bytes`);
  }
  return text.replace(/=+$/, '');
}

/** The origin must be the relying party's domain or lie below it. */
function readOrigin(origin: unknown, rpId: string): string {
  if (typeof origin !== 'string' || origin === '')
    throw invalidData({ code: 'REQUIRED_VALUE', target: 'origin', message: 'must not be empty' });
  const host = URL.canParse(origin) ? new URL(origin).hostname : '';
  if (host !== rpId && !host.endsWith(`.${rpId}`)) {
    throw invalidValue('origin', 'must be the relying party or a subdomain of it');
  }
  return origin;
}

function parse<T>(schema: z.ZodType<T>, text: unknown, target: string): T {
  if (typeof text !== 'string') throw invalidValue(target, 'must be a string that holds JSON');
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw invalidValue(target, 'must be a string that holds JSON');
  }
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw invalidValue(target, `is not valid: ${parsed.error.issues[0]?.path.join('.') ?? ''}`);
  return parsed.data;
}

function refuse(target: string, error: unknown): never {
  throw invalidValue(target, error instanceof Error ? error.message : 'could not be verified');
}
