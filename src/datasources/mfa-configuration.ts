// How MFA is set up in the environment: policies, settings and applications, each read at most once a minute by the whole process.
import { KeptAnswers, nullIfMissing } from './kept-answers.js';
import {
  type DevicePolicy,
  type DeviceSettings,
  type MfaSettings,
  toDeviceSettings,
} from './pingone/mfa/device-policy.js';
import type { MfaApi } from './pingone/mfa/mfa.js';
import type { MobileApplication } from './pingone/mfa/mobile-details.js';
import { PolicyCache } from './policy-cache.js';

const MAX_AGE_MS = 60_000;
const MAX_APPLICATIONS = 1_000;

export class MfaConfiguration {
  /** Device authentication policies. */
  readonly policies: PolicyCache<DevicePolicy>;
  readonly #mfa: Pick<MfaApi, 'readSettings' | 'readApplication'>;
  readonly #settings: KeptAnswers<MfaSettings>;
  readonly #applications: KeptAnswers<MobileApplication | null>;

  /** @param maxAgeMs how old an answer may be */
  constructor(
    mfa: Pick<MfaApi, 'readPolicy' | 'listPolicies' | 'readSettings' | 'readApplication'>,
    maxAgeMs = MAX_AGE_MS,
  ) {
    this.#mfa = mfa;
    this.policies = new PolicyCache(mfa, maxAgeMs);
    this.#settings = new KeptAnswers({ max: 1, maxAgeMs });
    this.#applications = new KeptAnswers({ max: MAX_APPLICATIONS, maxAgeMs });
  }

  /** Settings of the environment. @param signal ends the wait of this caller only. */
  settings(signal?: AbortSignal): Promise<MfaSettings> {
    return this.#settings.get('settings', () => this.#mfa.readSettings(), signal);
  }

  /** A native application; null when there is none. @param signal ends the wait of this caller only. */
  application(applicationId: string, signal?: AbortSignal): Promise<MobileApplication | null> {
    const read = () => this.#mfa.readApplication(applicationId).catch(nullIfMissing);
    return this.#applications.get(applicationId, read, signal);
  }

  /** What applies to the devices of a user. @param order of the user's devices, which is theirs alone. */
  async deviceSettings(order: readonly string[], signal?: AbortSignal): Promise<DeviceSettings> {
    const [settings, policy] = await Promise.all([this.settings(signal), this.policies.default(signal)]);
    const ids = policy?.applicationIds ?? [];
    const applications = await Promise.all(ids.map((id) => this.application(id, signal)));
    return toDeviceSettings({
      settings,
      policy,
      order,
      applications: applications.filter((application) => application !== null),
    });
  }
}
