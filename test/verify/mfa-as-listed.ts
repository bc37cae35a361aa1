// What PingOne's MFA answers look like when they hold everything that the connector's page lists: for what the sandbox has no cause to tell.
import type { FaultInput } from '../../sandbox/src/http/faults.js';
import { EMAIL, PHONE } from './mfa-subjects.js';

/** An answer in place of the sandbox's. */
export type Answered = Partial<FaultInput>;

/** Bytes as PingOne writes them. */
const BYTES = [-85, 59, -40, 126, 17, 11, -105, -114, 112, 98, 26, -11, 65, 108, 101, 35];
const CREATION_OPTIONS = JSON.stringify({
  rp: { id: 'bank.example.com', name: 'Bank' },
  user: { id: BYTES, displayName: 'Ana', name: 'ana' },
  challenge: BYTES,
  pubKeyCredParams: [{ type: 'public-key', alg: '-7' }],
  timeout: 120_000,
});
const REQUEST_OPTIONS = JSON.stringify({ challenge: BYTES, timeout: 120_000, rpId: 'bank.example.com' });
const TIMES = { createdAt: '2026-03-01T09:00:00.101Z', updatedAt: '2026-03-01T09:00:01.202Z' };

/** A device with every field that the page has, although none has all of them at once. */
export function listedDevice(id: string): object {
  return {
    id,
    type: 'SECURITY_KEY',
    status: 'ACTIVE',
    nickname: 'Ana’s key',
    phone: PHONE,
    extension: '12,#3',
    email: EMAIL,
    secret: 'JBSWY3DPEHPK3PXP',
    keyUri: 'otpauth://totp/PingOne:ana?secret=JBSWY3DPEHPK3PXP',
    oathToken: '71053192',
    serialNumber: '8830012345',
    rp: { id: 'bank.example.com', name: 'Bank' },
    platform: 'macOS',
    publicKeyCredentialCreationOptions: CREATION_OPTIONS,
    pingIdDesktopCredentialCreationOptions: 'eyJhbGciOiJub25lIn0.e30.',
    attributes: { previousDeviceType: 'PLATFORM', isCrossPlatform: true },
    displayName: 'Security key',
    test: { otp: '012345' },
    ...TIMES,
  };
}

/** A device authentication with every field that the page has; its devices show contacts masked. */
export function listedAuthentication(id: string, about: ListedAuthentication): object {
  const { environmentId, userId, policyId, deviceId, applicationId } = about;
  const device = { ...listedDevice(deviceId), phone: '*******71', email: 'an****@example.test' };
  return {
    _links: { self: {}, 'assertion.check': {}, 'device.select': {} },
    _embedded: { devices: [device], blockedDevices: [] },
    id,
    environment: { id: environmentId },
    user: { id: userId },
    policy: { id: policyId },
    selectedDevice: { id: deviceId },
    application: { id: applicationId },
    status: 'ASSERTION_REQUIRED',
    authenticators: ['user', 'mfa'],
    publicKeyCredentialRequestOptions: REQUEST_OPTIONS,
    test: { otp: '012345' },
    ...TIMES,
  };
}

export interface ListedAuthentication {
  readonly environmentId: string;
  readonly userId: string;
  readonly policyId: string;
  readonly deviceId: string;
  readonly applicationId: string;
}

export function listedPairingKey(id: string): object {
  const error = { code: 'MissingPushCredentials', message: 'The application has no push credentials.' };
  return { id, code: '018827788072', status: 'FAILED', error, ...TIMES, expiresAt: '2026-03-01T09:10:00.000Z' };
}

export function listedAuthenticationCode(id: string, userId: string, deviceId: string): object {
  return {
    id,
    code: 'K7P2QX9M',
    uri: 'pingonesdk?authentication_code=K7P2QX9M',
    status: 'DENIED',
    userApproval: 'REQUIRED',
    user: { id: userId },
    lifeTime: { duration: 2, timeUnit: 'MINUTES' },
    clientContext: { header: 'Sign in' },
    _embedded: {
      device: {
        id: deviceId,
        os: { type: 'iOS', version: '26.1' },
        model: { name: 'iPhone18,1', marketingName: 'iPhone 17' },
        application: { nativeName: 'Bank', version: '7.3' },
      },
    },
    error: { code: 'DENIED', message: 'The user has refused.' },
    ...TIMES,
    expiresAt: '2026-03-01T09:02:00.000Z',
  };
}

export function listedDevices(...ids: readonly string[]): object {
  return { _embedded: { devices: ids.map(listedDevice), order: ids.map((id) => ({ id })) }, size: ids.length };
}
