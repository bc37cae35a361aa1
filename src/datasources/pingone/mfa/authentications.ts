// PingOne device authentications and authentication codes, which are on PingOne's other host: one method per upstream call.
import type { UpstreamClient } from '../../http/client.js';
import { path, type UpstreamPath } from '../../http/path.js';
import {
  type AuthenticationCode,
  type NewAuthenticationCode,
  toAuthenticationCode,
  toWireNewAuthenticationCode,
} from './authentication-code.js';
import { type DeviceAuthentication, toDeviceAuthentication } from './device-authentication.js';
import {
  type NewDeviceAuthentication,
  toWireNewDeviceAuthentication,
  type WebAuthnCompatibility,
} from './new-device-authentication.js';
import { WireAuthenticationCode, WireDeviceAuthentication } from './wire.js';

/** What proves a FIDO or desktop device. */
export interface AssertionProof {
  /** PingOne's own text, see fido.ts, or the token of a desktop app. */
  readonly assertion: string;
  /** Of the page that made it. */
  readonly origin: string;
  readonly compatibility?: WebAuthnCompatibility | null | undefined;
}

/** Upstream takes any other reason for DEFAULT. */
export type CancelReason = 'SIGNOUT' | 'CHANGE_DEVICE' | 'ADD_DEVICE' | 'DEFAULT';

/**
 * https://developer.pingidentity.com/pingone-api/mfa/mfa-authentication/mfa-device-authentications.html and its neighbours.
 *
 * An authentication that fails is answered with status FAILED and an `error`, at other times refused; callers must expect both.
 * Nothing but reading is ever sent twice: each of the others sends a message or counts as an attempt.
 */
export class AuthenticationsApi {
  readonly #http: UpstreamClient;
  readonly #environmentId: string;
  readonly #environment: UpstreamPath;

  constructor(http: UpstreamClient, environmentId: string) {
    this.#http = http;
    this.#environmentId = environmentId;
    this.#environment = path`/${environmentId}`;
  }

  /** Start one. @throws UpstreamError `rejected` with details, such as NO_USABLE_DEVICES, INVALID_OTP or LIMIT_EXCEEDED with `coolDownExpiresAt`. */
  async createDeviceAuthentication(
    authentication: NewDeviceAuthentication,
    signal?: AbortSignal,
  ): Promise<DeviceAuthentication> {
    const body = toWireNewDeviceAuthentication(authentication);
    const authentications = path`${this.#environment}/deviceAuthentications`;
    return this.#toModel(await this.#http.post(authentications, body, WireDeviceAuthentication, { signal }));
  }

  /** Read one. @param options.fresh true: not the answer to a read that began before. @throws UpstreamError `not-found` also once upstream has forgotten it. */
  async readDeviceAuthentication(
    id: string,
    signal?: AbortSignal,
    options: { readonly fresh?: boolean } = {},
  ): Promise<DeviceAuthentication> {
    const read = { signal, fresh: options.fresh };
    return this.#toModel(await this.#http.get(this.#authentication(id), WireDeviceAuthentication, read));
  }

  /** Go on with a device; the same one again is sent another message. @throws UpstreamError `rejected`, `not-found`. */
  selectDevice(
    id: string,
    choice: { readonly deviceId: string; readonly compatibility?: WebAuthnCompatibility | null | undefined },
    signal?: AbortSignal,
  ): Promise<DeviceAuthentication> {
    const body = { device: { id: choice.deviceId }, compatibility: choice.compatibility ?? undefined };
    return this.#act(id, 'device.select', body, signal);
  }

  /** Check a passcode. @throws UpstreamError `rejected` with INVALID_OTP, or QUOTA_EXCEEDED with `coolDownExpiresAt`; `not-found`. */
  checkOtp(id: string, otp: string, signal?: AbortSignal): Promise<DeviceAuthentication> {
    return this.#act(id, 'otp.check', { otp }, signal);
  }

  /** Check what a FIDO or desktop device answered. @throws UpstreamError `rejected`, `not-found`. */
  checkAssertion(id: string, proof: AssertionProof, signal?: AbortSignal): Promise<DeviceAuthentication> {
    const { assertion, origin, compatibility } = proof;
    return this.#act(id, 'assertion.check', { origin, assertion, compatibility: compatibility ?? undefined }, signal);
  }

  /** Stop waiting for the app; another device can be chosen then. @throws UpstreamError `rejected` in a state that has nothing to stop; `not-found`. */
  cancelDeviceAuthentication(id: string, reason: CancelReason, signal?: AbortSignal): Promise<DeviceAuthentication> {
    return this.#act(id, 'cancel.push.authentication', { reason }, signal);
  }

  /** Make an authentication code. https://developer.pingidentity.com/pingone-api/mfa/mfa-authentication/mfa-authentication-code.html @throws UpstreamError `rejected`. */
  async createAuthenticationCode(code: NewAuthenticationCode, signal?: AbortSignal): Promise<AuthenticationCode> {
    const body = toWireNewAuthenticationCode(code);
    const codes = path`${this.#environment}/authenticationCodes`;
    return toAuthenticationCode(await this.#http.post(codes, body, WireAuthenticationCode, { signal }));
  }

  /** Read an authentication code. @param options.fresh true: not the answer to a read that began before. @throws UpstreamError `not-found`. */
  async readAuthenticationCode(
    id: string,
    signal?: AbortSignal,
    options: { readonly fresh?: boolean } = {},
  ): Promise<AuthenticationCode> {
    const read = { signal, fresh: options.fresh };
    return toAuthenticationCode(await this.#http.get(this.#code(id), WireAuthenticationCode, read));
  }

  /** Delete an authentication code. @throws UpstreamError `not-found` also when an earlier try of the same call had deleted it. */
  deleteAuthenticationCode(id: string, signal?: AbortSignal): Promise<void> {
    return this.#http.delete(this.#code(id), { signal });
  }

  async #act(id: string, action: string, body: object, signal: AbortSignal | undefined): Promise<DeviceAuthentication> {
    const options = { signal, contentType: `application/vnd.pingidentity.${action}+json` };
    return this.#toModel(await this.#http.post(this.#authentication(id), body, WireDeviceAuthentication, options));
  }

  #toModel(wire: WireDeviceAuthentication): DeviceAuthentication {
    return toDeviceAuthentication(wire, this.#environmentId);
  }

  #authentication(id: string): UpstreamPath {
    return path`${this.#environment}/deviceAuthentications/${id}`;
  }

  #code(id: string): UpstreamPath {
    return path`${this.#environment}/authenticationCodes/${id}`;
  }
}
