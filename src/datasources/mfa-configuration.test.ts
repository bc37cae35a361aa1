// How MFA is set up is read once a minute, whoever asks.
import { expect, test, vi } from 'vitest';
import { UpstreamError } from './http/errors.js';
import { MfaConfiguration } from './mfa-configuration.js';
import { toDevicePolicy, toMfaSettings } from './pingone/mfa/device-policy.js';

const missing = new UpstreamError({
  source: 'PINGONE_MFA',
  kind: 'not-found',
  status: 404,
  code: 'NOT_FOUND',
  mayHaveTakenEffect: false,
});
const application = (id: string) => ({ id, name: `App ${id}`, nativeName: null, version: null, pushSandbox: null });

function configuration() {
  const policy = toDevicePolicy({
    id: 'p1',
    default: true,
    sms: { enabled: true },
    mobile: { enabled: true, applications: [{ id: 'n1' }, { id: 'gone' }] },
  });
  const upstream = {
    readPolicy: vi.fn(async () => policy),
    listPolicies: vi.fn(async () => [policy]),
    readSettings: vi.fn(async () => toMfaSettings({ pairing: { maxAllowedDevices: 5 } })),
    readApplication: vi.fn(async (id: string) => {
      if (id === 'gone') throw missing;
      return application(id);
    }),
  };
  return { upstream, mfa: new MfaConfiguration(upstream) };
}

test('the settings of the devices of several users cost one reading of each part', async () => {
  const { mfa, upstream } = configuration();
  const [one, other] = await Promise.all([mfa.deviceSettings(['d1']), mfa.deviceSettings([])]);
  expect(one).toMatchObject({
    allowedTypes: ['SMS', 'MOBILE'],
    maxAllowedDevices: 5,
    order: ['d1'],
    applications: [application('n1')],
  });
  expect(other).toMatchObject({ order: [], maxAllowedDevices: 5 });
  expect(upstream.listPolicies).toHaveBeenCalledTimes(1);
  expect(upstream.readSettings).toHaveBeenCalledTimes(1);
  expect(upstream.readApplication).toHaveBeenCalledTimes(2);
});

test('a failure is not kept', async () => {
  const { mfa, upstream } = configuration();
  upstream.readSettings.mockRejectedValueOnce(new Error('away'));
  await expect(mfa.settings()).rejects.toThrow('away');
  expect(await mfa.settings()).toMatchObject({ maxAllowedDevices: 5 });
});
