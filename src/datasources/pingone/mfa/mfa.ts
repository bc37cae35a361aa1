// PingOne MFA devices, pairing keys, policies and settings: one method per upstream call. Device authentications are on another host, see authentications.ts.
import type { UpstreamClient } from '../../http/client.js';
import { path, type UpstreamPath } from '../../http/path.js';
import { and, eq, or } from '../scim.js';
import { type Device, type DeviceList, type KnownDeviceStatus, type KnownDeviceType, toDevice } from './device.js';
import { type DevicePolicy, type MfaSettings, toDevicePolicy, toMfaSettings } from './device-policy.js';
import { type MobileApplication, toApplication } from './mobile-details.js';
import { type NewDevice, toWireNewDevice } from './new-device.js';
import { type NewPairingKey, type PairingKey, toPairingKey, toWireNewPairingKey } from './pairing-key.js';
import {
  WireAnything,
  WireApplication,
  WireDevice,
  WireDeviceList,
  WireDevicePolicy,
  WireDevicePolicyList,
  WireMfaEnabled,
  WireMfaSettings,
  WirePairingKey,
} from './wire.js';

/** A device is only ever addressed through its user. */
export interface DeviceKey {
  readonly userId: string;
  readonly deviceId: string;
}

export interface PairingKeyKey {
  readonly userId: string;
  readonly pairingKeyId: string;
}

/** Which devices to list; left out: any. */
export interface DeviceFilter {
  readonly status?: KnownDeviceStatus | null | undefined;
  readonly types?: readonly KnownDeviceType[] | null | undefined;
}

/** What activates a device. All of it is secret but the origin. */
export type DeviceProof =
  | {
      readonly otp: string;
      /** For an OATH token that is out of step. */
      readonly oathResync?: boolean | undefined;
    }
  | {
      /** PingOne's own text, see fido.ts, or the token of a desktop app. */
      readonly attestation: string;
      /** Of the page that made it; a desktop app has none. */
      readonly origin?: string | null | undefined;
    };

/** https://developer.pingidentity.com/pingone-api/mfa/users/mfa-devices.html and its neighbours. */
export class MfaApi {
  readonly #http: UpstreamClient;
  readonly #environment: UpstreamPath;

  constructor(http: UpstreamClient, environmentId: string) {
    this.#http = http;
    this.#environment = path`/v1/environments/${environmentId}`;
  }

  /** Read a device. @throws UpstreamError `not-found`. */
  async readDevice(key: DeviceKey, signal?: AbortSignal): Promise<Device> {
    return toDevice(await this.#http.get(this.#device(key), WireDevice, { signal }), key.userId);
  }

  /** Devices of a user with their order. @throws UpstreamError `not-found` when there is no such user. */
  async listDevices(userId: string, filter: DeviceFilter = {}, signal?: AbortSignal): Promise<DeviceList> {
    const query = { filter: filterText(filter), expand: 'order' };
    const list = await this.#http.get(this.#devices(userId), WireDeviceList, { signal, query });
    return {
      devices: list.devices.map((device) => toDevice(device, userId)),
      order: list.order.map(({ id }) => id),
    };
  }

  /**
   * Add a device. A message goes out with it, so it is sent once; after an error with `mayHaveTakenEffect` it may exist all the same.
   *
   * @throws UpstreamError `rejected` with details, such as LIMIT_EXCEEDED with `maximumAllowed`; `not-found` when there is no such user.
   */
  async createDevice(userId: string, device: NewDevice, signal?: AbortSignal): Promise<Device> {
    const wire = await this.#http.post(this.#devices(userId), toWireNewDevice(device), WireDevice, { signal });
    return toDevice(wire, userId);
  }

  /** Activate a device. @throws UpstreamError `rejected` with details, such as INVALID_OTP or EXTRA_OTP_REQUIRED; `not-found`. */
  activateDevice(key: DeviceKey, proof: DeviceProof, signal?: AbortSignal): Promise<Device> {
    const body =
      'otp' in proof
        ? { otp: proof.otp, oathResync: proof.oathResync || undefined }
        : { attestation: proof.attestation, origin: proof.origin || undefined };
    return this.#act(key, 'activate', body, signal);
  }

  /** Send another passcode to a device that waits for activation. @throws UpstreamError `rejected`, such as LIMIT_EXCEEDED with `coolDownExpiresAt`. */
  resendActivationOtp(key: DeviceKey, signal?: AbortSignal): Promise<Device> {
    return this.#act(key, 'sendActivationCode', undefined, signal);
  }

  /** Block a device until it is unblocked. @throws UpstreamError `not-found`. */
  blockDevice(key: DeviceKey, signal?: AbortSignal): Promise<Device> {
    return this.#act(key, 'block', undefined, signal);
  }

  /** @throws UpstreamError `not-found`. */
  unblockDevice(key: DeviceKey, signal?: AbortSignal): Promise<Device> {
    return this.#act(key, 'unblock', undefined, signal);
  }

  /** End the lock that failures led to. @throws UpstreamError `not-found`. */
  unlockDevice(key: DeviceKey, signal?: AbortSignal): Promise<Device> {
    return this.#act(key, 'unlock', undefined, signal);
  }

  /** Set the nickname; upstream does not answer with the device. @param nickname up to 100 characters; empty: none. @throws UpstreamError `not-found`. */
  async setNickname(key: DeviceKey, nickname: string, signal?: AbortSignal): Promise<void> {
    await this.#http.put(path`${this.#device(key)}/nickname`, { nickname }, WireAnything, { signal });
  }

  /** Remove a device. @throws UpstreamError `not-found` also when an earlier try of the same call had removed it. */
  deleteDevice(key: DeviceKey, signal?: AbortSignal): Promise<void> {
    return this.#http.delete(this.#device(key), { signal });
  }

  /** Put active devices in an order, the default first. @throws UpstreamError `rejected` for a device that is not the user's or not active. */
  async setDeviceOrder(userId: string, deviceIds: readonly string[], signal?: AbortSignal): Promise<void> {
    const contentType = 'application/vnd.pingidentity.devices.reorder+json';
    const body = { order: deviceIds.map((id) => ({ id })) };
    await this.#http.post(this.#devices(userId), body, WireAnything, { signal, contentType, retry: 'idempotent' });
  }

  /** Leave a user's devices without order, so that there is no default. @throws UpstreamError `not-found` when there is no such user. */
  async removeDeviceOrder(userId: string, signal?: AbortSignal): Promise<void> {
    const contentType = 'application/vnd.pingidentity.devices.order.remove+json';
    await this.#http.post(this.#devices(userId), undefined, WireAnything, { signal, contentType, retry: 'idempotent' });
  }

  /** Whether MFA is on for a user. https://developer.pingidentity.com/pingone-api/mfa/users/enable-users-mfa.html @throws UpstreamError `not-found`. */
  async readMfaEnabled(userId: string, signal?: AbortSignal): Promise<boolean> {
    const { mfaEnabled } = await this.#http.get(this.#mfaEnabled(userId), WireMfaEnabled, { signal });
    return mfaEnabled;
  }

  /** Turn MFA on or off for a user. @returns what holds now. @throws UpstreamError `not-found` when there is no such user. */
  async setMfaEnabled(userId: string, mfaEnabled: boolean, signal?: AbortSignal): Promise<boolean> {
    const answer = await this.#http.put(this.#mfaEnabled(userId), { mfaEnabled }, WireMfaEnabled, { signal });
    return answer.mfaEnabled;
  }

  /** Read a pairing key. https://developer.pingidentity.com/pingone-api/mfa/users/mfa-pairing-keys.html @throws UpstreamError `not-found`. */
  async readPairingKey(
    key: PairingKeyKey,
    signal?: AbortSignal,
    options: { readonly fresh?: boolean } = {},
  ): Promise<PairingKey> {
    const read = { signal, fresh: options.fresh };
    return toPairingKey(await this.#http.get(this.#pairingKey(key), WirePairingKey, read), key.userId);
  }

  /** Make a pairing key. Sent once. @throws UpstreamError `rejected`, such as LIMIT_EXCEEDED; `not-found` when there is no such user. */
  async createPairingKey(userId: string, pairingKey: NewPairingKey, signal?: AbortSignal): Promise<PairingKey> {
    const body = toWireNewPairingKey(pairingKey);
    const keys = path`${this.#user(userId)}/pairingKeys`;
    return toPairingKey(await this.#http.post(keys, body, WirePairingKey, { signal }), userId);
  }

  /** Delete a pairing key that nobody has claimed. @throws UpstreamError `not-found` also when an earlier try of the same call had deleted it. */
  deletePairingKey(key: PairingKeyKey, signal?: AbortSignal): Promise<void> {
    return this.#http.delete(this.#pairingKey(key), { signal });
  }

  /** Read a device authentication policy. https://developer.pingidentity.com/pingone-api/mfa/device-authentication-policy.html @throws UpstreamError `not-found`. */
  async readPolicy(policyId: string, signal?: AbortSignal): Promise<DevicePolicy> {
    const policy = path`${this.#environment}/deviceAuthenticationPolicies/${policyId}`;
    return toDevicePolicy(await this.#http.get(policy, WireDevicePolicy, { signal }));
  }

  /** Device authentication policies of the environment. */
  async listPolicies(signal?: AbortSignal): Promise<DevicePolicy[]> {
    const policies = path`${this.#environment}/deviceAuthenticationPolicies`;
    const list = await this.#http.get(policies, WireDevicePolicyList, { signal });
    return list.map(toDevicePolicy);
  }

  /** Settings of the environment. https://developer.pingidentity.com/pingone-api/mfa/mfa-settings.html */
  async readSettings(signal?: AbortSignal): Promise<MfaSettings> {
    return toMfaSettings(await this.#http.get(path`${this.#environment}/mfaSettings`, WireMfaSettings, { signal }));
  }

  /** A native application. https://developer.pingidentity.com/pingone-api/platform/applications.html @throws UpstreamError `not-found`. */
  async readApplication(applicationId: string, signal?: AbortSignal): Promise<MobileApplication> {
    const application = path`${this.#environment}/applications/${applicationId}`;
    const { id, name } = await this.#http.get(application, WireApplication, { signal });
    return toApplication({ id: id ?? applicationId, name });
  }

  async #act(key: DeviceKey, action: DeviceAction, body: object | undefined, signal?: AbortSignal): Promise<Device> {
    const contentType = `application/vnd.pingidentity.device.${action}+json`;
    const retry = REPEATABLE.includes(action) ? 'idempotent' : 'never';
    const options = { signal, contentType, retry } as const;
    return toDevice(await this.#http.post(this.#device(key), body, WireDevice, options), key.userId);
  }

  #user(userId: string): UpstreamPath {
    return path`${this.#environment}/users/${userId}`;
  }

  #devices(userId: string): UpstreamPath {
    return path`${this.#user(userId)}/devices`;
  }

  #device({ userId, deviceId }: DeviceKey): UpstreamPath {
    return path`${this.#devices(userId)}/${deviceId}`;
  }

  #mfaEnabled(userId: string): UpstreamPath {
    return path`${this.#user(userId)}/mfaEnabled`;
  }

  #pairingKey({ userId, pairingKeyId }: PairingKeyKey): UpstreamPath {
    return path`${this.#user(userId)}/pairingKeys/${pairingKeyId}`;
  }
}

/** What the content type of a call on a device asks for. */
type DeviceAction = 'activate' | 'sendActivationCode' | 'block' | 'unblock' | 'unlock';

/** Doing these twice is as good as once. */
const REPEATABLE: readonly DeviceAction[] = ['block', 'unblock', 'unlock'];

function filterText({ status, types }: DeviceFilter): string | undefined {
  const ofTypes = or(...(types ?? []).map((type) => eq('type', type)));
  const filters = [status ? eq('status', status) : null, ofTypes].filter((filter) => filter !== null);
  return and(...filters) ?? undefined;
}
