// Policies and settings of MFA as PingOne sends them, in our words.
import { expect, test } from 'vitest';
import { toDevicePolicy, toDeviceSettings, toMfaSettings } from './device-policy.js';
import { WireDevicePolicy, WireMfaSettings } from './wire.js';

const policyOf = (sent: object) => toDevicePolicy(WireDevicePolicy.parse({ id: 'p1', ...sent }));
const minutes = (duration: number) => ({ duration, timeUnit: 'MINUTES' });

test('limits of passcodes, and of attempts where there is no passcode', () => {
  const policy = policyOf({
    authentication: { deviceSelection: 'PROMPT_TO_SELECT' },
    sms: {
      enabled: true,
      pairingDisabled: false,
      promptForNicknameOnPairing: true,
      otp: { failure: { count: 3, coolDown: minutes(0) }, lifeTime: minutes(30), otpLength: 8 },
    },
    mobile: {
      enabled: true,
      otp: { failure: { count: 3, coolDown: minutes(2) }, window: { stepSize: { duration: 30, timeUnit: 'SECONDS' } } },
      applications: [{ id: 'n1' }, { id: 'n2' }],
    },
    fido2: { enabled: true, failure: { count: '4', coolDown: { duration: 2, timeUnit: 'FORTNIGHTS' } } },
    platform: { enabled: false },
  });
  expect(policy).toMatchObject({
    deviceSelection: 'PROMPT_TO_SELECT',
    sms: {
      enabled: true,
      pairingDisabled: false,
      promptForNicknameOnPairing: true,
      otp: {
        failureCount: 3,
        failureCoolDown: { ...minutes(0), timeUnitRaw: 'MINUTES' },
        lifeTime: minutes(30),
        windowStepSize: null,
        length: 8,
      },
    },
    mobile: { otp: { windowStepSize: { duration: 30, timeUnit: 'SECONDS' }, lifeTime: null } },
    fido2: { otp: { failureCount: 4, failureCoolDown: { timeUnit: 'UNKNOWN', timeUnitRaw: 'FORTNIGHTS' } } },
    platform: { enabled: false, otp: null },
    totp: null,
    applicationIds: ['n1', 'n2'],
  });
});

test('the types that may be added are those that are on and open for pairing', () => {
  const { allowedTypesRaw } = policyOf({
    sms: { enabled: true },
    email: { enabled: true, pairingDisabled: true },
    voice: { enabled: false },
    totp: { enabled: true, pairingDisabled: false },
    yubikey: { enabled: true },
  });
  expect(allowedTypesRaw).toEqual(['SMS', 'TOTP', 'YUBIKEY']);
});

test('a policy of which only the id is known', () => {
  expect(policyOf({})).toMatchObject({ name: '', default: false, deviceSelection: null, allowedTypesRaw: [] });
});

test('the settings of devices are gathered from where they are kept', () => {
  const settings = toMfaSettings(
    WireMfaSettings.parse({
      environment: { id: 'e1' },
      pairing: { maxAllowedDevices: 5 },
      authentication: { deviceSelection: 'DEFAULT_TO_FIRST' },
    }),
  );
  const policy = policyOf({ sms: { enabled: true }, authentication: { deviceSelection: 'AT_RANDOM' } });
  const parts = { order: ['d1'], applications: [] };
  expect(toDeviceSettings({ settings, policy, ...parts })).toEqual({
    environmentId: 'e1',
    allowedTypes: ['SMS'],
    allowedTypesRaw: ['SMS'],
    order: ['d1'],
    applications: [],
    maxAllowedDevices: 5,
    deviceSelection: 'UNKNOWN',
    deviceSelectionRaw: 'AT_RANDOM',
  });
  expect(toDeviceSettings({ settings, policy: null, ...parts })).toMatchObject({
    allowedTypes: [],
    deviceSelection: 'DEFAULT_TO_FIRST',
  });
});
