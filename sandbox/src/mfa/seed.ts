/** What MFA holds in a new sandbox and after a reset: settings, policies, one application, hardware tokens. */
import { randomUUID } from 'node:crypto';
import type { ApplicationRecord, Fido2PolicyRecord, MfaState, NotificationsPolicyRecord, OathSecret } from './model.js';
import { createMfaPolicy, type MfaPolicyInput } from './policies.js';

const SEEDED_AT = '2026-01-05T09:00:00.000Z';

/** Policies by key; their ids are in the ready line. */
export const SEED_MFA_POLICIES: { readonly [key: string]: MfaPolicyInput } = {
  default: { name: 'Default MFA policy', default: true },
  promptToSelect: { name: 'Ask which device', deviceSelection: 'PROMPT_TO_SELECT' },
  alwaysDisplayDevices: { name: 'Always show the devices', deviceSelection: 'ALWAYS_DISPLAY_DEVICES' },
  short: {
    name: 'Short times',
    failureCount: 2,
    coolDown: { duration: 5, timeUnit: 'SECONDS' },
    otpLifeTime: { duration: 5, timeUnit: 'SECONDS' },
    pushTimeout: { duration: 2, timeUnit: 'SECONDS' },
    pairingKeyLifetime: { duration: 5, timeUnit: 'SECONDS' },
  },
  longCodes: { name: 'Passcodes of eight digits', otpLength: 8 },
  numberMatching: { name: 'Push with number matching', numberMatching: true },
  waits: { name: 'Waits between messages', notificationsPolicy: 'waits' },
  onlyEmail: { name: 'E-mail only', methods: ['email'] },
  noNewDevices: { name: 'No new devices', pairingDisabled: true },
};

/** Known to everybody, so that a test can play the token. */
const SEED_TOKENS: readonly OathSecret[] = [
  token('8830012345', 'HOTP', 6, 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ'),
  token('8830012346', 'HOTP', 8, 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP'),
  token('8830054321', 'TOTP', 6, 'MFRGGZDFMZTWQ2LKMFRGGZDFMZTWQ2LK'),
];

/** MFA of a sandbox that has none yet. */
export function newMfaState(): MfaState {
  const state: MfaState = {
    seedIds: {},
    settings: defaultSettings(),
    users: new Map(),
    devices: new Map(),
    policies: new Map(),
    notificationsPolicies: new Map(),
    fido2Policies: new Map(),
    applications: new Map(),
    oathTokens: new Map(),
    deliveries: new Map(),
    authentications: new Map(),
    pairingKeys: new Map(),
    authenticationCodes: new Map(),
  };
  seedMfa(state);
  return state;
}

/** Brings MFA back to the beginning. Ids of what is seeded stay. */
export function seedMfa(state: MfaState): void {
  for (const part of Object.values(state)) if (part instanceof Map) part.clear();
  const idOf = (key: string): string => {
    const id = state.seedIds[key] ?? randomUUID();
    state.seedIds[key] = id;
    return id;
  };
  state.settings = defaultSettings();
  const application: ApplicationRecord = {
    id: idOf('application'),
    name: 'Sandbox Bank',
    description: 'The app on the phone page.',
    type: 'NATIVE_APP',
    createdAt: SEEDED_AT,
  };
  state.applications.set(application.id, application);
  for (const key of ['notifications', 'waits']) {
    const policy = notificationsPolicy(idOf(`notificationsPolicy.${key}`), key === 'waits');
    state.notificationsPolicies.set(policy.id, policy);
  }
  const fido = fido2Policy(idOf('fido2Policy.default'));
  state.fido2Policies.set(fido.id, fido);
  for (const [key, input] of Object.entries(SEED_MFA_POLICIES)) {
    const policy = createMfaPolicy(state, input, SEEDED_AT, idOf(`policy.${key}`));
    state.policies.set(policy.id, policy);
  }
  for (const imported of SEED_TOKENS) state.oathTokens.set(imported.serialNumber ?? '', { ...imported });
}

/** Ids of the seeded MFA policies by key. */
export function seededMfaPolicies({ seedIds }: MfaState): { readonly [key: string]: string } {
  const keys = Object.keys(SEED_MFA_POLICIES);
  return Object.fromEntries(keys.map((key) => [key, seedIds[`policy.${key}`] ?? '']));
}

/** The settings of an environment that nobody has changed. */
export function defaultSettings(): MfaState['settings'] {
  return {
    pairing: { maxAllowedDevices: 5, pairingKeyFormat: 'NUMERIC' },
    lockout: null,
    phoneExtensions: { enabled: true },
    users: { mfaEnabled: true },
    updatedAt: SEEDED_AT,
  };
}

function notificationsPolicy(id: string, waits: boolean): NotificationsPolicyRecord {
  return {
    id,
    name: waits ? 'Waits between messages' : 'Default Notification Policy',
    default: !waits,
    cooldown: {
      enabled: waits,
      periods: [
        { duration: 10, timeUnit: 'SECONDS' },
        { duration: 20, timeUnit: 'SECONDS' },
        { duration: 30, timeUnit: 'SECONDS' },
      ],
      resendLimit: 3,
    },
    createdAt: SEEDED_AT,
    updatedAt: SEEDED_AT,
  };
}

function fido2Policy(id: string): Fido2PolicyRecord {
  return {
    id,
    name: 'Passkeys',
    default: true,
    deviceDisplayName: 'fidoPolicy.deviceDisplayName01',
    relyingPartyId: 'localhost',
    discoverableCredentials: 'PREFERRED',
    authenticatorAttachment: 'BOTH',
    userVerification: { option: 'PREFERRED', enforceDuringAuthentication: false },
    userPresenceTimeout: { duration: 2, timeUnit: 'MINUTES' },
    backupEligibility: { allow: true, enforceDuringAuthentication: false },
    attestationRequirements: 'NONE',
    createdAt: SEEDED_AT,
    updatedAt: SEEDED_AT,
  };
}

function token(
  serialNumber: string,
  kind: OathSecret['kind'],
  digits: OathSecret['digits'],
  secret: string,
): OathSecret {
  return { secret, kind, digits, serialNumber, pairingEndsAt: null, nextCounter: 0, resyncCounter: null };
}
