// People with MFA devices of every kind that tests ask for, and what passes by: authentications, pairing keys and codes.
import { randomUUID } from 'node:crypto';
import { TestAuthenticator } from '../../sandbox/src/mfa/test-authenticator.js';
import { Person } from '../support/person.js';
import type { TestSandbox } from '../support/sandbox.js';

/** Where the relying party of the sandbox's policies is. */
export const ORIGIN = 'http://localhost:3000';
export const RP_ID = 'localhost';
export const EMAIL = 'ana.devices@example.test';
export const PHONE = '+14155552671';

export interface MadeDevice {
  readonly id: string;
  /** Of a device in test mode. */
  readonly test: { readonly otp: string | null } | null;
  readonly publicKeyCredentialCreationOptionsRaw: string | null;
}

export interface StartedAuthentication {
  readonly id: string;
  readonly status: string;
  readonly test: { readonly otp: string | null } | null;
  readonly publicKeyCredentialRequestOptionsRaw: string | null;
}

interface UserError {
  readonly code: string;
}

/** Makes everything as an operator who may ask for everything. */
export class MfaSubjects {
  readonly admin: Person;

  constructor(
    private readonly sandbox: TestSandbox,
    gateway: ConstructorParameters<typeof Person>[0]['gateway'],
  ) {
    this.admin = new Person({ gateway, token: sandbox.ready.tokens.admin, userId: null });
  }

  get applicationId(): string {
    return this.sandbox.ready.applicationId;
  }

  /** @returns id of a user who has no device yet */
  async user(): Promise<string> {
    const username = `ana-${randomUUID()}`;
    const input = { username, email: `${username}@example.test`, name: { given: 'Ana', family: 'Adams' } };
    return (await this.make<'user', { id: string }>('createUser', 'user', 'id', input)).id;
  }

  /** Adds a device. */
  async add(userId: string, input: object): Promise<MadeDevice> {
    const fields = 'id test { otp } publicKeyCredentialCreationOptionsRaw';
    return this.make('createDevice', 'device', fields, { userId, ...input });
  }

  /** One that waits for the passcode in `test`. */
  waiting(userId: string): Promise<MadeDevice> {
    return this.add(userId, { type: 'SMS', phone: PHONE, testMode: true });
  }

  /** One that passcodes go to; they are told, not sent. */
  active(userId: string): Promise<MadeDevice> {
    return this.add(userId, { type: 'EMAIL', email: EMAIL, status: 'ACTIVE', testMode: true });
  }

  /** An authenticator app. */
  async app(userId: string): Promise<string> {
    const { id } = await this.add(userId, { type: 'TOTP' });
    await this.make('activateDevice', 'device', 'id', { userId, deviceId: id, otp: await this.passcode(id) });
    return id;
  }

  /** What an app or token shows. @param ahead steps after now */
  async passcode(deviceId: string, ahead = 0): Promise<string> {
    const { otp } = await this.control<{ otp: string }>('GET', `/devices/${deviceId}/passcode?ahead=${ahead}`);
    return otp;
  }

  /** A passkey that waits, with what can answer for it. */
  async newPasskey(
    userId: string,
    input: object = {},
  ): Promise<{ id: string; attestation: string; key: TestAuthenticator }> {
    const key = new TestAuthenticator();
    const { id, publicKeyCredentialCreationOptionsRaw } = await this.add(userId, { type: 'FIDO2', ...input });
    return { id, key, attestation: key.attest(publicKeyCredentialCreationOptionsRaw ?? '', ORIGIN) };
  }

  async passkey(userId: string): Promise<{ id: string; key: TestAuthenticator }> {
    const { id, key, attestation } = await this.newPasskey(userId);
    const input = { userId, deviceId: id, attestationRaw: attestation, origin: ORIGIN };
    await this.make('activateDevice', 'device', 'id', input);
    return { id, key };
  }

  /** A phone with the app. @returns id of the device */
  async phone(userId: string): Promise<string> {
    const { id } = await this.pairingKey(userId);
    return (await this.claim(id)).device?.id ?? '';
  }

  pairingKey(userId: string): Promise<{ readonly id: string }> {
    return this.make('createPairingKey', 'pairingKey', 'id', { userId });
  }

  /** Lets a phone use a pairing key. @param error text of a failure on the phone */
  claim(pairingKeyId: string, error?: string): Promise<{ readonly device: { readonly id: string } | null }> {
    return this.control('POST', `/pairing-keys/${pairingKeyId}/claim`, error === undefined ? {} : { error });
  }

  async authenticationCode(input: object = {}): Promise<string> {
    const all = { applicationId: this.applicationId, ...input };
    const made = await this.make<'authenticationCode', { id: string }>(
      'createAuthenticationCode',
      'authenticationCode',
      'id',
      all,
    );
    return made.id;
  }

  /** Lets a phone scan a code. */
  async scan(authenticationCodeId: string, deviceId: string): Promise<void> {
    await this.control('POST', `/authentication-codes/${authenticationCodeId}`, { action: 'claim', deviceId });
  }

  start(input: object): Promise<StartedAuthentication> {
    const fields = 'id status test { otp } publicKeyCredentialRequestOptionsRaw';
    return this.make('createDeviceAuthentication', 'deviceAuthentication', fields, input);
  }

  /** A policy of the sandbox's. @returns its id */
  async policy(input: object = {}): Promise<string> {
    const policy = { name: `Policy ${randomUUID()}`, ...input };
    return (await this.control<{ id: string }>('POST', '/policies', policy)).id;
  }

  private async make<Name extends string, Made>(
    field: string,
    name: Name,
    fields: string,
    input: object,
  ): Promise<Made> {
    const inputType = `${field.charAt(0).toUpperCase()}${field.slice(1)}Input!`;
    const document = `mutation ($input: ${inputType}) { made: ${field}(input: $input) { ${name} { ${fields} } userErrors { code field message } } }`;
    type Payload = { readonly [Key in Name]: Made | null } & { readonly userErrors: readonly UserError[] };
    const { made } = await this.admin.ask<{ made: Payload }, object>(document, { input });
    const value = made[name];
    if (value === null) throw new Error(`${field} was refused: ${JSON.stringify(made.userErrors)}`);
    return value;
  }

  private async control<T>(method: string, path: string, body?: object): Promise<T> {
    const response = await fetch(`${this.sandbox.ready.control}/sandbox/mfa${path}`, {
      method,
      ...(body ? { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) } : {}),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`The sandbox answers ${response.status} to ${method} ${path}: ${text}`);
    return JSON.parse(text) as T;
  }
}
