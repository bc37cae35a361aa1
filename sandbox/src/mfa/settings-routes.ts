/** The routes of MFA's settings: the switch and the bypass of a person, settings, policies and applications. */
import { findUser } from '../directory/routes.js';
import { ApiError, notFound } from '../http/errors.js';
import { Problems } from '../http/problems.js';
import type { VendorCall, VendorRoutes } from '../http/vendor-routes.js';
import type { Sandbox } from '../sandbox.js';
import { objectOf } from './create-body.js';
import { invalidValue } from './errors.js';
import type { ApplicationRecord, MfaSettingsRecord } from './model.js';
import { mfaPolicyResource } from './policy-resource.js';
import { defaultSettings } from './seed.js';
import { isMfaEnabled, mfaUser } from './users.js';

/** Adds the routes; `routes` stands below one environment. */
export function addMfaSettingsRoutes(routes: VendorRoutes, sandbox: Sandbox): void {
  const { mfa } = sandbox.state;
  routes.get('/users/:userId/mfaEnabled', (call) =>
    switchResource(sandbox, findUser(sandbox, call.param('userId')).id),
  );
  routes.put('/users/:userId/mfaEnabled', { 'application/json': (call) => setSwitch(call, sandbox) });

  routes.get('/mfaSettings', () => settingsResource(sandbox));
  routes.put('/mfaSettings', {
    'application/json': (call) => {
      mfa.settings = readSettings(call.body, mfa.settings, sandbox.clock.timestamp());
      sandbox.store.changed();
      return settingsResource(sandbox);
    },
  });
  routes.delete('/mfaSettings', (call) => {
    mfa.settings = { ...defaultSettings(), updatedAt: sandbox.clock.timestamp() };
    sandbox.store.changed();
    return sandbox.knobs.get('mfaSettingsReset') === '204' ? call.reply.code(204).send() : settingsResource(sandbox);
  });

  addCollection(routes, sandbox, 'deviceAuthenticationPolicies', mfa.policies, (policy) =>
    mfaPolicyResource(sandbox, policy),
  );
  routes.delete('/deviceAuthenticationPolicies/:id', (call) => {
    const policy = mfa.policies.get(call.param('id'));
    if (policy === undefined) throw notFound('The requested policy');
    if (policy.default) throw constraint('The default policy cannot be deleted.');
    mfa.policies.delete(policy.id);
    sandbox.store.changed();
    return call.reply.code(204).send();
  });
  addCollection(routes, sandbox, 'fido2Policies', mfa.fido2Policies, (policy) =>
    plainResource(sandbox, 'fido2Policies', policy),
  );
  addCollection(routes, sandbox, 'notificationsPolicies', mfa.notificationsPolicies, ({ cooldown, ...policy }) => {
    const method = { enabled: cooldown.enabled, periods: cooldown.periods, resendLimit: cooldown.resendLimit };
    const cooldownConfiguration = { sms: method, voice: method, email: method, whatsApp: method };
    return plainResource(sandbox, 'notificationsPolicies', { ...policy, quotas: [], cooldownConfiguration });
  });
  addCollection(routes, sandbox, 'applications', mfa.applications, (application: ApplicationRecord) => ({
    ...plainResource(sandbox, 'applications', application),
    enabled: true,
    protocol: 'OPENID_CONNECT',
    mobile: { bundleId: 'test.example.sandbox', packageName: 'test.example.sandbox' },
  }));
}

/** Reading a collection and one of it. */
function addCollection<Item extends { readonly id: string }>(
  routes: VendorRoutes,
  sandbox: Sandbox,
  name: string,
  items: ReadonlyMap<string, Item>,
  toResource: (item: Item) => object,
): void {
  routes.get(`/${name}`, () => ({
    _links: { self: { href: `${sandbox.environmentUrl()}/${name}` } },
    _embedded: { [name]: [...items.values()].map(toResource) },
    count: items.size,
    size: items.size,
  }));
  routes.get(`/${name}/:id`, (call) => {
    const item = items.get(call.param('id'));
    if (item === undefined) throw notFound('The requested resource');
    return toResource(item);
  });
}

function plainResource<Item extends { readonly id: string }>(sandbox: Sandbox, collection: string, item: Item): object {
  const environment = sandbox.environmentUrl();
  return {
    _links: { self: { href: `${environment}/${collection}/${item.id}` }, environment: { href: environment } },
    environment: { id: sandbox.state.environmentId },
    ...item,
  };
}

function constraint(message: string): ApiError {
  return new ApiError(400, 'REQUEST_FAILED', 'The request could not be completed.', [
    { code: 'CONSTRAINT_VIOLATION', message },
  ]);
}

function setSwitch(call: VendorCall, sandbox: Sandbox): object {
  const { id } = findUser(sandbox, call.param('userId'));
  const { mfaEnabled } = objectOf(call.body);
  const problems = new Problems();
  if (mfaEnabled === undefined || mfaEnabled === null) problems.required('mfaEnabled');
  else if (typeof mfaEnabled !== 'boolean') problems.invalid('mfaEnabled', 'must be true or false');
  problems.throwIfAny();
  mfaUser(sandbox, id).mfaEnabled = mfaEnabled === true;
  sandbox.store.changed();
  return switchResource(sandbox, id);
}

function switchResource(sandbox: Sandbox, userId: string): object {
  const user = `${sandbox.environmentUrl()}/users/${userId}`;
  return {
    _links: { self: { href: `${user}/mfaEnabled` }, user: { href: user } },
    mfaEnabled: isMfaEnabled(sandbox, userId),
  };
}

function settingsResource(sandbox: Sandbox): object {
  const { lockout, ...settings } = sandbox.state.mfa.settings;
  const environment = sandbox.environmentUrl();
  return {
    _links: { self: { href: `${environment}/mfaSettings` }, environment: { href: environment } },
    environment: { id: sandbox.state.environmentId },
    ...settings,
    ...(lockout === null ? {} : { lockout }),
  };
}

/** PUT replaces: what is left out goes back to its default, except what is required. */
function readSettings(body: unknown, before: MfaSettingsRecord, updatedAt: string): MfaSettingsRecord {
  const problems = new Problems();
  const input = objectOf(body);
  const pairing = objectOf(input.pairing);
  const maxAllowedDevices = pairing.maxAllowedDevices ?? before.pairing.maxAllowedDevices;
  if (!isWhole(maxAllowedDevices, 1, 15)) problems.outOfRange('pairing.maxAllowedDevices', 1, 15);
  const { pairingKeyFormat = before.pairing.pairingKeyFormat } = pairing;
  if (pairingKeyFormat !== 'NUMERIC' && pairingKeyFormat !== 'ALPHANUMERIC') {
    problems.invalid('pairing.pairingKeyFormat', 'must be NUMERIC or ALPHANUMERIC', {
      allowedValues: ['NUMERIC', 'ALPHANUMERIC'],
    });
  }
  const lockout = problems.object(input.lockout, 'lockout');
  if (lockout !== undefined && !isWhole(lockout.failureCount, 1, 1_000)) {
    problems.outOfRange('lockout.failureCount', 1, 1_000);
  }
  problems.throwIfAny();
  if (!isWhole(maxAllowedDevices, 1, 15)) throw invalidValue('pairing.maxAllowedDevices', 'must be a whole number');
  return {
    pairing: {
      maxAllowedDevices,
      pairingKeyFormat: pairingKeyFormat === 'ALPHANUMERIC' ? 'ALPHANUMERIC' : 'NUMERIC',
    },
    lockout: lockout === undefined ? null : readLockout(lockout.failureCount, lockout.durationSeconds),
    phoneExtensions: { enabled: objectOf(input.phoneExtensions).enabled === true },
    users: { mfaEnabled: objectOf(input.users).mfaEnabled !== false },
    updatedAt,
  };
}

function readLockout(failureCount: unknown, durationSeconds: unknown): MfaSettingsRecord['lockout'] {
  if (!isWhole(failureCount, 1, 1_000)) return null;
  return { failureCount, ...(isWhole(durationSeconds, 0, 31_536_000) ? { durationSeconds } : {}) };
}

function isWhole(value: unknown, min: number, max: number): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max;
}
