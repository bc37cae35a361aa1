// Every field of MFA with a rule, on every way there is to it, as each kind of viewer reads it: in queries, in what mutations answer and in
// what subscriptions push. What the published rules say, no more and no less.
import { randomUUID } from 'node:crypto';
import { describe } from 'vitest';
import { test as base, expect } from '../support/fixtures.js';
import type { Person } from '../support/person.js';
import { NO_REQUEST_LIMITS } from '../support/sandbox.js';
import { noteValues } from './answers.js';
import { guardedFields, typesOn, type Way, waysBelow } from './masking.js';
import {
  type Arguments,
  actualOf,
  askAs,
  askWhole,
  EVERYONE,
  expectedOf,
  forEachOf,
  type Question,
  reaches,
  service,
  signIn,
  type ViewerRow,
} from './masking-check.js';
import {
  listedAuthentication,
  listedAuthenticationCode,
  listedDevice,
  listedDevices,
  listedPairingKey,
} from './mfa-as-listed.js';
import { MfaSubjects, PHONE } from './mfa-subjects.js';
import { TOLD_ONCE } from './seed-fields-mfa.js';

const VIEWERS: readonly ViewerRow[] = [
  ...EVERYONE,
  service('MFA_READ'),
  service('MFA_WRITE'),
  service('PII_READ'),
  service('MFA_READ', 'PII_READ'),
  service('MFA_READ', 'MFA_WRITE'),
  service('MFA_WRITE', 'PII_READ'),
  service('USERS_READ'),
  service('USERS_READ', 'MFA_READ'),
  service('USERS_READ', 'MFA_READ', 'MFA_WRITE', 'PII_READ'),
];

const isAboutDevices = (way: Way) => typesOn(way).some((type) => type === 'Device' || type === 'DeviceSettings');
const leadsOver = (type: string) => (way: Way) => typesOn(way).includes(type);
const not = (test: (way: Way) => boolean) => (way: Way) => !test(way);

const isAboutOthers = (way: Way) => leadsOver('VerifyTransaction')(way) || leadsOver('MitekJourney')(way);

/** What stands below a transaction is read in the test of Verify, whichever way the transaction was reached; journeys are no part of MFA. */
const QUERIES: readonly Way[] = [
  ...['user', 'verifyTransaction']
    .flatMap((root) => waysBelow(root).filter(isAboutDevices))
    .filter(not(leadsOver('CollectedDocument')))
    .filter(not(leadsOver('MitekJourney'))),
  ...['device', 'deviceAuthentication', 'pairingKey', 'authenticationCode']
    .flatMap((root) => waysBelow(root))
    .filter(not(isAboutOthers)),
  ...waysBelow('deviceAuthenticationPolicy'),
  ...waysBelow('deviceAuthenticationPolicies'),
];

/** Those whose answers hold more than users; and those that change the order of devices. */
const MUTATIONS: readonly Way[] = [
  ...['createDevice', 'activateDevice', 'resendDeviceActivationOtp', 'updateDeviceNickname'],
  ...['blockDevice', 'unblockDevice', 'unlockDevice'],
  ...['createDeviceAuthentication', 'selectDevice', 'checkOtp', 'checkAssertion', 'cancelDeviceAuthentication'],
  ...['createPairingKey', 'createAuthenticationCode'],
]
  .flatMap((root) => waysBelow(root, 'mutation').filter(not(leadsOver('User'))))
  .concat(
    ['setDeviceOrder', 'setDefaultDevice', 'removeDeviceOrder', 'setUserMfaEnabled'].flatMap((root) =>
      waysBelow(root, 'mutation').filter((way) => typesOn(way).length < 5 && !isAboutOthers(way)),
    ),
  )
  .filter(({ steps }) => steps.length > 1);

const SUBSCRIPTIONS: readonly Way[] = [
  'deviceAuthenticationStatusChanged',
  'authenticationCodeStatusChanged',
  'pairingKeyStatusChanged',
].flatMap((root) => waysBelow(root, 'subscription').filter(not(leadsOver('User'))));

/** Types and fields that this test is about. */
const OURS =
  /^(?:Device\w*|PairingKey|AuthenticationCode)\.|^User\.(?:devices|defaultDevice|deviceSettings|mfaEnabled)$/;

/** Fewer than the passcodes that one may get wrong. */
const AT_ONCE = 4;

interface World {
  readonly personOf: (viewer: ViewerRow) => Person;
  /** Each way with each subject, and all that there is to read. */
  readonly questions: readonly Question[];
}

const test = base
  .override('env', { POLL_FAST_SECONDS: '3600', POLL_SLOW_SECONDS: '3600' })
  .override('knobs', NO_REQUEST_LIMITS)
  .extend('world', { scope: 'file' }, async ({ sandbox, gateway }): Promise<World> => {
    const subjects = new MfaSubjects(sandbox, gateway);
    const userId = await subjects.user();
    const { environmentId, mfaPolicies, applicationId } = sandbox.ready;
    const policyId = mfaPolicies.default ?? '';
    const [waiting, passkey, phone] = [
      await subjects.waiting(userId),
      await subjects.passkey(userId),
      await subjects.phone(userId),
    ];
    const messaged = await subjects.start({ userId, oneTimeDevice: { type: 'SMS', phone: PHONE, testMode: true } });
    const asked = await subjects.start({ userId, deviceId: passkey.id });
    const keyId = (await subjects.pairingKey(userId)).id;
    const codeId = await subjects.authenticationCode();
    await subjects.scan(codeId, phone);
    const { id: transactionId } = await subjects.admin.startVerification({ userId });

    // From here on some things are as the pages list them, which no real ones are.
    const [listed, failed, running] = [randomUUID(), randomUUID(), randomUUID()];
    const about = { environmentId, userId, policyId, deviceId: listed, applicationId };
    const blocked = { devices: [listedDevice(listed)], blockedDevices: [listedDevice(listed)] };
    const failure = { code: 'NO_USABLE_DEVICES', message: 'None.', unavailableDevices: [{ id: listed }] };
    const underWay = { ...listedAuthentication(running, about), _embedded: blocked };
    const end = { ...listedAuthentication(failed, about), _embedded: blocked, status: 'FAILED', error: failure };
    const links = { 'otp.check': {}, 'assertion.check': {}, 'device.select': {}, 'cancel.push.authentication': {} };
    const newKey = { ...listedPairingKey(randomUUID()), status: 'UNCLAIMED' };
    for (const [method, path, body, status = 200] of [
      ['GET', `*/devices/${listed}`, listedDevice(listed)],
      ['POST', `*/devices/${listed}`, listedDevice(listed)],
      ['PUT', `*/devices/${listed}/nickname`, {}],
      ['GET', `*/users/${userId}/devices?*`, listedDevices(listed)],
      ['POST', `*/users/${userId}/devices`, listedDevice(listed), 201],
      ['POST', `*/users/${userId}/pairingKeys`, newKey, 201],
      ['GET', `*/deviceAuthentications/${failed}`, end],
      ['GET', `*/deviceAuthentications/${running}`, { ...underWay, _links: links }],
      ['POST', `*/deviceAuthentications/${running}`, { ...underWay, status: 'COMPLETED' }],
      ['POST', '*/deviceAuthentications', underWay, 201],
      ['POST', '*/authenticationCodes', listedAuthenticationCode(randomUUID(), userId, phone), 201],
    ] as const) {
      await sandbox.fault({ match: { method, path }, status, body });
    }

    const device = `userId: "${userId}", deviceId: "${listed}"`;
    const step = `deviceAuthenticationId: "${running}"`;
    const one: Arguments = {
      'Query.user': `id: "${userId}"`,
      'Query.verifyTransaction': `id: "${transactionId}"`,
      'Query.pairingKey': `userId: "${userId}", id: "${keyId}"`,
      'Query.authenticationCode': `id: "${codeId}"`,
      'Query.deviceAuthenticationPolicy': `id: "${policyId}"`,
      'Query.device': `userId: "${userId}", id: "${listed}"`,
      'Query.deviceAuthentication': `id: "${failed}"`,
      'Subscription.deviceAuthenticationStatusChanged': `id: "${failed}"`,
      'Subscription.authenticationCodeStatusChanged': `id: "${codeId}"`,
      'Subscription.pairingKeyStatusChanged': `userId: "${userId}", id: "${keyId}"`,
      'Mutation.createDevice': `input: { userId: "${userId}", type: SMS, phone: "${PHONE}" }`,
      'Mutation.activateDevice': `input: { ${device}, otp: "123456" }`,
      'Mutation.resendDeviceActivationOtp': `input: { ${device} }`,
      'Mutation.updateDeviceNickname': `input: { ${device}, nickname: "Work" }`,
      'Mutation.blockDevice': `input: { ${device} }`,
      'Mutation.unblockDevice': `input: { ${device} }`,
      'Mutation.unlockDevice': `input: { ${device} }`,
      'Mutation.setDeviceOrder': `input: { userId: "${userId}", deviceIds: ["${listed}"] }`,
      'Mutation.setDefaultDevice': `input: { ${device} }`,
      'Mutation.removeDeviceOrder': `input: { userId: "${userId}" }`,
      'Mutation.setUserMfaEnabled': `input: { userId: "${userId}", mfaEnabled: true }`,
      'Mutation.createDeviceAuthentication': `input: { userId: "${userId}" }`,
      'Mutation.selectDevice': `input: { ${step}, deviceId: "${listed}" }`,
      'Mutation.checkOtp': `input: { ${step}, otp: "123456" }`,
      'Mutation.checkAssertion': `input: { ${step}, assertionRaw: "{}", origin: "http://localhost:3000" }`,
      'Mutation.cancelDeviceAuthentication': `input: { ${step}, reason: DEFAULT }`,
      'Mutation.createPairingKey': `input: { userId: "${userId}" }`,
      'Mutation.createAuthenticationCode': `input: { applicationId: "${applicationId}" }`,
    };
    /** Real ones, as far as their fields are not those of everybody’s user. */
    const real: Readonly<Record<string, readonly Arguments[]>> = {
      device: [{ 'Query.device': `userId: "${userId}", id: "${waiting.id}"` }],
      deviceAuthentication: [messaged, asked].map(({ id }) => ({ 'Query.deviceAuthentication': `id: "${id}"` })),
    };
    const toAsk = [...QUERIES, ...MUTATIONS, ...SUBSCRIPTIONS].flatMap((way) => {
      const others = leadsOver('User')(way) ? [] : (real[way.steps[0]?.name ?? ''] ?? []);
      return [{}, ...others].map((more) => ({ way, subject: { ...one, ...more } }));
    });
    const questions = await forEachOf(toAsk, AT_ONCE, ({ way, subject }) => askWhole(subjects.admin, way, subject));
    return { personOf: await signIn(VIEWERS, sandbox, gateway, userId), questions };
  });

describe.for(VIEWERS)('$name', (viewer) => {
  test('is given of every object of MFA on every way what the rules leave, and is told what they do not', async ({
    world,
  }) => {
    const judge = async (question: Question) => {
      const answer = await askAs(world.personOf(viewer), question);
      const [expected, actual] = [expectedOf(viewer, question), actualOf(answer, question)];
      const { operation, name } = question.way;
      return JSON.stringify(actual) === JSON.stringify(expected) ? [] : [{ operation, name, expected, actual }];
    };
    const wrong = (await forEachOf(world.questions, AT_ONCE, judge)).flat();
    expect(wrong).toEqual([]);
  });
});

test('each guarded field has been there to be seen, and each root field has let someone in and kept someone out', async ({
  world,
}) => {
  const seen = new Set<string>();
  for (const { way, whole } of world.questions)
    if (way.operation !== 'subscription') noteValues(whole.data, way.operation, seen);
  expect(guardedFields().filter((coordinate) => OURS.test(coordinate) && !seen.has(coordinate))).toEqual([]);
  const judged = world.questions.map(({ way }) => VIEWERS.map((viewer) => reaches(viewer, way)));
  expect(judged.filter((verdicts) => !verdicts.includes(true) || !verdicts.includes(false))).toEqual([]);
});

test('the key of an authenticator app is told where it is added and nowhere else', async ({ world }) => {
  const told = world.questions.filter(({ whole }) => {
    const seen = new Set<string>();
    noteValues(whole.data, 'query', seen);
    noteValues(whole.data, 'mutation', seen);
    return TOLD_ONCE.some((coordinate) => seen.has(coordinate));
  });
  expect(new Set(told.map(({ way }) => way.name))).toEqual(new Set(['createDevice.device']));
});
