// Each capability of PingOne's MFA connector, from GraphQL over HTTP to the sandbox and back: the one upstream call it stands for, on the
// right host, every input property that the connector's page lists as it reaches that call, and every output field.
import { test as base, expect } from '../support/fixtures.js';
import { MFA_CAPABILITIES } from './capabilities-mfa.js';
import type { InputProperties } from './capability.js';
import { notShown, runUses } from './capability-check.js';
import { MFA_USES } from './capability-uses-mfa.js';
import { isInput } from './inputs-given.js';
import { MFA_INPUTS } from './inputs-mfa.js';
import { MfaSubjects } from './mfa-subjects.js';
import { type MfaCapabilityId, TOLD_ONCE } from './seed-fields-mfa.js';

const test = base
  .override('env', async ({ sandbox }) => ({
    POLL_FAST_SECONDS: '3600',
    POLL_SLOW_SECONDS: '3600',
    // Another name for the same address, so that the two hosts of PingOne can be told apart.
    PINGONE_AUTH_URL: sandbox.ready.pingone.replace('127.0.0.1', 'localhost'),
  }))
  .extend('subjects', { scope: 'file' }, async ({ sandbox, gateway }) => new MfaSubjects(sandbox, gateway));

const ROWS = Object.entries(MFA_CAPABILITIES).map(([id, capability]) => {
  return [capability.name, id as MfaCapabilityId, capability] as const;
});

test.for(ROWS)('%s', async ([, id, { upstream }], { admin, sandbox, subjects }) => {
  const shown = await runUses(id, await MFA_USES[id]({ sandbox, subjects }), { admin, sandbox });
  expect([...shown.hosts].map((host) => host.startsWith('localhost:'))).toEqual([upstream?.host === 'auth']);

  const inputs: InputProperties = MFA_INPUTS[id];
  const given = Object.values(inputs).flatMap(({ graphql }) => graphql);
  expect(given.filter((coordinate) => !shown.inputs.has(coordinate))).toEqual([]);
  const sent = Object.values(inputs).flatMap(({ wire }) => (wire === null || wire === 'path' ? [] : [wire]));
  expect(sent.filter((property) => !shown.wire.has(property))).toEqual([]);

  const adds = id === 'createDevice' || id === 'workforceCreateDevice';
  expect(notShown(id, shown, adds ? [] : TOLD_ONCE)).toEqual([]);
  expect(TOLD_ONCE.filter((coordinate) => shown.outputs.has(coordinate))).toEqual(adds ? TOLD_ONCE : []);
});

test('each input property of the page has a place in the published schema', () => {
  const missing = Object.entries(MFA_INPUTS).flatMap(([capability, inputs]) =>
    Object.entries<InputProperties[string]>(inputs)
      .filter(([, { graphql }]) => !graphql.every(isInput))
      .map(([property]) => `${capability}: ${property}`),
  );
  expect(missing).toEqual([]);
});
