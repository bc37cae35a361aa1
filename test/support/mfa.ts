// Changes of devices and device authentications as a test makes them through GraphQL, and people who have no devices yet.
import { test as base } from './fixtures.js';
import { Person } from './person.js';

export { expect } from './fixtures.js';

/** A user error as the schema has it. */
export interface UserErrorShown {
  readonly code: string;
  readonly field: readonly string[] | null;
  readonly retryAt: string | null;
  readonly limit: number | null;
}

/** A device as far as tests look at it. */
export interface DeviceShown {
  readonly id: string;
  readonly type: string;
  readonly status: string;
  readonly nickname: string | null;
  readonly phone: string | null;
  readonly extension: string | null;
  readonly email: string | null;
  readonly serialNumber: string | null;
  readonly secret: string | null;
  readonly keyUri: string | null;
  readonly desktopCredentialCreationOptions: string | null;
  readonly publicKeyCredentialCreationOptions: Readonly<Record<string, unknown>> | null;
  readonly attributes: { readonly isCrossPlatform: boolean | null } | null;
  readonly mobile: { readonly model: { readonly name: string | null } | null } | null;
  readonly lock: { readonly status: string; readonly expiresAt: string | null } | null;
  readonly block: { readonly status: string; readonly blockedAt: string | null } | null;
  readonly usableStatus: { readonly statusRaw: string | null; readonly reason: string | null } | null;
  readonly test: { readonly otp: string | null } | null;
}

/** A device authentication as far as tests look at it. */
export interface AuthenticationShown {
  readonly id: string;
  readonly status: string;
  readonly authenticators: readonly string[];
  readonly policy: { readonly id: string } | null;
  readonly user: { readonly id: string } | null;
  readonly selectedDevice: { readonly id: string } | null;
  readonly oneTimeDevice: { readonly type: string; readonly maskedContact: string | null } | null;
  readonly devices: readonly DeviceShown[];
  readonly application: { readonly id: string | null } | null;
  readonly publicKeyCredentialRequestOptions: Readonly<Record<string, unknown>> | null;
  readonly desktopCredentialRequestOptions: string | null;
  readonly test: { readonly otp: string | null } | null;
}

export interface DevicePayload {
  readonly device: DeviceShown | null;
  readonly userErrors: readonly UserErrorShown[];
}

export interface AuthenticationPayload {
  readonly deviceAuthentication: AuthenticationShown | null;
  readonly userErrors: readonly UserErrorShown[];
}

type DeviceMutation =
  | 'createDevice'
  | 'activateDevice'
  | 'resendDeviceActivationOtp'
  | 'updateDeviceNickname'
  | 'blockDevice'
  | 'unblockDevice'
  | 'unlockDevice';
type AuthenticationMutation =
  | 'createDeviceAuthentication'
  | 'selectDevice'
  | 'checkOtp'
  | 'checkAssertion'
  | 'cancelDeviceAuthentication';

const ERRORS = 'userErrors { code field retryAt limit }';
const DEVICE = `id type status nickname phone extension email serialNumber secret keyUri desktopCredentialCreationOptions
  publicKeyCredentialCreationOptions attributes { isCrossPlatform } mobile { model { name } }
  lock { status expiresAt } block { status blockedAt } usableStatus { statusRaw reason } test { otp }`;
const AUTHENTICATION = `id status authenticators policy { id } user { id } selectedDevice { id }
  oneTimeDevice { type maskedContact } devices { id type nickname usableStatus { statusRaw reason } } application { id }
  publicKeyCredentialRequestOptions desktopCredentialRequestOptions test { otp }`;

/** Changes a device, or makes one. */
export async function changeDevice(person: Person, mutation: DeviceMutation, input: object): Promise<DevicePayload> {
  return send(person, mutation, input, `device { ${DEVICE} } ${ERRORS}`);
}

/** Makes a device, which must succeed. */
export async function addDevice(person: Person, input: object): Promise<DeviceShown> {
  const { device, userErrors } = await changeDevice(person, 'createDevice', input);
  if (!device) throw new Error(`The device was refused: ${JSON.stringify(userErrors)}`);
  return device;
}

/** Starts a device authentication, or takes one on. */
export async function authenticate(
  person: Person,
  mutation: AuthenticationMutation,
  input: object,
): Promise<AuthenticationPayload> {
  return send(person, mutation, input, `deviceAuthentication { ${AUTHENTICATION} } ${ERRORS}`);
}

/** Starts a device authentication, which must succeed. */
export async function startAuthentication(person: Person, input: object): Promise<AuthenticationShown> {
  const { deviceAuthentication, userErrors } = await authenticate(person, 'createDeviceAuthentication', input);
  if (!deviceAuthentication) throw new Error(`The authentication was refused: ${JSON.stringify(userErrors)}`);
  return deviceAuthentication;
}

/** Makes any change. @param selection what to ask of its payload */
export async function send<Payload>(
  person: Person,
  mutation: string,
  input: object,
  selection = ERRORS,
): Promise<Payload> {
  const type = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input`;
  const document = `mutation Change($input: ${type}!) { answer: ${mutation}(input: $input) { ${selection} } }`;
  return (await person.ask<{ answer: Payload }, { input: object }>(document, { input })).answer;
}

/** The devices of a person as they see them. @param choice arguments such as `(types: [SMS])` */
export async function devicesOf(person: Person, choice = ''): Promise<readonly DeviceShown[]> {
  const document = `query Devices($id: ID!) { user(id: $id) { devices${choice} { ${DEVICE} } } }`;
  const { user } = await person.ask<{ user: { devices: readonly DeviceShown[] } }, { id: string }>(document, {
    id: person.id,
  });
  return user.devices;
}

let people = 0;

export const test = base
  /** Makes a person who has no devices yet, signed in. */
  .extend('newcomer', async ({ admin, gateway, sandbox }, { onCleanup }) => {
    const made: Person[] = [];
    onCleanup(async () => {
      await Promise.all(made.map((person) => person.leave()));
    });
    return async (): Promise<Person & { readonly username: string }> => {
      people += 1;
      const username = `person-${people}`;
      const input = { username, email: `${username}@example.test` };
      const { user } = await send<{ user: { id: string } }>(admin, 'createUser', input, 'user { id }');
      const person = new Person({ gateway, token: await sandbox.token({ user: user.id }), userId: user.id });
      made.push(person);
      return Object.assign(person, { username });
    };
  })
  /** The program behind a sign-on page: it finds people and runs device authentications, no more. */
  .extend('signOnService', async ({ gateway, sandbox }) => {
    const scope = 'gateway:users.read gateway:mfa.read gateway:mfa.write';
    const token = await sandbox.token({ user: 'sign-on', clientId: 'sign-on', scope });
    return new Person({ gateway, token, userId: null });
  });
