// Guessing passcodes in every way there is, at two gateways that share a database: five checks reach PingOne, then none.
import { randomUUID } from 'node:crypto';
import type { RequestEntry } from '../../sandbox/src/http/request-log.js';
import {
  type AuthenticationPayload,
  addDevice,
  authenticate,
  test as base,
  changeDevice,
  expect,
  send,
  startAuthentication,
  type UserErrorShown,
} from '../support/mfa.js';
import type { Person } from '../support/person.js';
import { NO_REQUEST_LIMITS, type TestSandbox } from '../support/sandbox.js';

const GUESSES = 100;
const ALLOWED = 5;
const ALLOWED_TO_USER = 20;
const MAX_ALIASES = 15;

/** PingOne itself counts too; it must not be what stops the guessing here. */
const test = base.override('knobs', NO_REQUEST_LIMITS);

/** What one guess came to. */
interface Guessed {
  readonly userErrors: readonly UserErrorShown[];
}

const SMS = { type: 'SMS', phone: '+14155550123', testMode: true } as const;

async function patientPolicy(sandbox: TestSandbox): Promise<string> {
  return sandbox.mfaPolicy({ name: `Patient ${Math.random()}`, failureCount: 1_000 });
}

/** Guesses many times at once, by turns at both gateways. */
function manyAtOnce<T>(
  at: readonly [Person, Person],
  guess: (person: Person, index: number) => Promise<T>,
): Promise<T[]> {
  return Promise.all(Array.from({ length: GUESSES }, (_, index) => guess(at[index % 2 === 0 ? 0 : 1], index)));
}

function expectCutOff(
  guesses: readonly Guessed[],
  requests: readonly RequestEntry[],
  contentType: string,
  allowed = ALLOWED,
): void {
  expect(requests.filter((request) => request.contentType?.includes(contentType))).toHaveLength(allowed);
  const codes = guesses.map(({ userErrors }) => userErrors.map(({ code }) => code).join());
  expect(codes.filter((code) => code === 'INVALID_OTP')).toHaveLength(allowed);
  const refused = guesses.filter(({ userErrors }) => userErrors[0]?.code === 'OTP_ATTEMPTS_EXCEEDED');
  expect(refused).toHaveLength(guesses.length - allowed);
  for (const { userErrors } of refused) {
    expect(Date.parse(userErrors[0]?.retryAt ?? '')).toBeGreaterThan(Date.now());
    expect(userErrors[0]?.field).toEqual(['input', 'otp']);
  }
}

test('by many requests at one authentication, and afterwards without any call', async ({
  admin,
  newcomer,
  sandbox,
  startGateway,
}) => {
  const person = await newcomer();
  const both = [person, person.with({ gateway: await startGateway() })] as const;
  const user = { userId: person.id, policyId: await patientPolicy(sandbox) };
  await addDevice(admin, { ...user, ...SMS, status: 'ACTIVE' });
  const { id, test: shown } = await startAuthentication(person, user);
  const check = (by: Person, otp: string): Promise<AuthenticationPayload> =>
    authenticate(by, 'checkOtp', { deviceAuthenticationId: id, otp });
  await sandbox.clearRequests();
  const guesses = await manyAtOnce(both, (by) => check(by, 'no'));
  expectCutOff(guesses, await sandbox.requests(), 'otp.check');

  await sandbox.clearRequests();
  for (const by of both) {
    expect((await check(by, shown?.otp ?? '')).userErrors).toMatchObject([{ code: 'OTP_ATTEMPTS_EXCEEDED' }]);
  }
  expect(await sandbox.requests()).toEqual([]);
});

test('by a new authentication for each guess', async ({ admin, newcomer, sandbox, startGateway }) => {
  const person = await newcomer();
  const both = [person, person.with({ gateway: await startGateway() })] as const;
  const user = { userId: person.id, policyId: await patientPolicy(sandbox) };
  await addDevice(admin, { ...user, ...SMS, status: 'ACTIVE' });
  await sandbox.clearRequests();
  const guesses = await manyAtOnce(both, async (by) => {
    const { id } = await startAuthentication(by, user);
    return authenticate(by, 'checkOtp', { deviceAuthenticationId: id, otp: 'no' });
  });
  expectCutOff(guesses, await sandbox.requests(), 'otp.check');
});

test('by a one-time contact that is written in another way each time', async ({
  admin,
  newcomer,
  sandbox,
  startGateway,
}) => {
  const person = await newcomer();
  const both = [person, person.with({ gateway: await startGateway() })] as const;
  const emails = ['dora@example.test', 'Dora@example.test', 'DORA@Example.Test', 'dORA@example.TEST'];
  const starts = await Promise.all(
    Array.from({ length: GUESSES }, (_, index) => {
      const oneTimeDevice = { type: 'EMAIL', email: emails[index % emails.length], testMode: true };
      return startAuthentication(admin, { userId: person.id, oneTimeDevice });
    }),
  );
  await sandbox.clearRequests();
  const ofMail = await manyAtOnce(both, (by, index) =>
    authenticate(by, 'checkOtp', { deviceAuthenticationId: starts[index]?.id, otp: 'no' }),
  );
  expectCutOff(ofMail, await sandbox.requests(), 'otp.check');

  const phones = ['+1 415 555 0199', '+14155550199', '+1.415.555.0199', '+1 (415) 555-0199'];
  const types = ['SMS', 'VOICE'];
  const calls = await Promise.all(
    Array.from({ length: GUESSES }, (_, index) => {
      const phone = phones[index % phones.length];
      const oneTimeDevice = { type: types[Math.floor(index / phones.length) % types.length], phone, testMode: true };
      return startAuthentication(admin, { userId: person.id, oneTimeDevice });
    }),
  );
  await sandbox.clearRequests();
  const ofPhone = await manyAtOnce(both, (by, index) =>
    authenticate(by, 'checkOtp', { deviceAuthenticationId: calls[index]?.id, otp: 'no' }),
  );
  expectCutOff(ofPhone, await sandbox.requests(), 'otp.check');
});

test('by starting with a passcode, whether or not the device is named', async ({ newcomer, sandbox, startGateway }) => {
  const person = await newcomer();
  const both = [person, person.with({ gateway: await startGateway() })] as const;
  const user = { userId: person.id, policyId: await patientPolicy(sandbox) };
  const { id: deviceId } = await addDevice(person, { ...user, type: 'TOTP' });
  const otp = await sandbox.passcode(deviceId);
  await changeDevice(person, 'activateDevice', { userId: person.id, deviceId, otp });
  await sandbox.clearRequests();
  const guesses = await manyAtOnce(both, (by, index) =>
    authenticate(by, 'createDeviceAuthentication', { ...user, otp: '0', ...(index % 3 === 0 ? { deviceId } : {}) }),
  );
  const starts = (await sandbox.requests()).filter(({ path }) => path.endsWith('/deviceAuthentications'));
  expectCutOff(guesses, starts, 'application/json');

  await sandbox.clearRequests();
  const right = await sandbox.passcode(deviceId, 1);
  const { userErrors } = await authenticate(person, 'createDeviceAuthentication', { ...user, deviceId, otp: right });
  expect(userErrors).toMatchObject([{ code: 'OTP_ATTEMPTS_EXCEEDED' }]);
  expect(await sandbox.requests()).toEqual([]);
});

test('by activating a device', async ({ newcomer, sandbox, startGateway }) => {
  const person = await newcomer();
  const both = [person, person.with({ gateway: await startGateway() })] as const;
  const user = { userId: person.id, policyId: await patientPolicy(sandbox) };
  const { id: deviceId } = await addDevice(person, { ...user, type: 'EMAIL', email: `${person.id}@example.test` });
  await sandbox.clearRequests();
  const guesses = await manyAtOnce(both, (by) =>
    changeDevice(by, 'activateDevice', { userId: person.id, deviceId, otp: 'no' }),
  );
  expectCutOff(guesses, await sandbox.requests(), 'device.activate');

  const again = await sandbox.requests();
  const { userErrors } = await changeDevice(person, 'activateDevice', { userId: person.id, deviceId, otp: 'no' });
  expect(userErrors).toMatchObject([{ code: 'OTP_ATTEMPTS_EXCEEDED' }]);
  expect(await sandbox.requests()).toHaveLength(again.length);
});

test('by removing the device and adding it again', async ({ newcomer, sandbox, startGateway }) => {
  const person = await newcomer();
  const both = [person, person.with({ gateway: await startGateway() })] as const;
  const user = { userId: person.id, policyId: await patientPolicy(sandbox) };
  const phones = ['+1 415 555 0177', '+14155550177', '+1.415.555.0177'];
  const types = ['SMS', 'VOICE', 'WHATSAPP'];
  const guesses: Guessed[] = [];
  await sandbox.clearRequests();
  for (let round = 0; round < 4; round += 1) {
    const [by, other] = round % 2 === 0 ? both : [both[1], both[0]];
    const phone = phones[round % phones.length];
    const { id: deviceId } = await addDevice(by, { ...user, type: types[round % types.length], phone });
    for (const guesser of [by, other, by]) {
      guesses.push(await changeDevice(guesser, 'activateDevice', { userId: person.id, deviceId, otp: 'no' }));
    }
    await send(by, 'deleteDevice', { userId: person.id, deviceId });
  }
  expectCutOff(guesses, await sandbox.requests(), 'device.activate');
});

test('by writing ids in another way', async ({ admin, newcomer, sandbox }) => {
  const person = await newcomer();
  const user = { userId: person.id, policyId: await patientPolicy(sandbox) };
  const { id: deviceId } = await addDevice(admin, { ...user, type: 'TOTP' });
  const otp = await sandbox.passcode(deviceId);
  await changeDevice(person, 'activateDevice', { userId: person.id, deviceId, otp });
  const waiting = await addDevice(person, { ...user, type: 'TOTP' });
  await sandbox.clearRequests();
  const spellings = (id: string) => [id, id.toUpperCase(), `${id.slice(0, -1)}${id.slice(-1).toUpperCase()}`];
  const starts: Guessed[] = [];
  const activations: Guessed[] = [];
  for (let round = 0; round < 3; round += 1) {
    for (const [index, id] of spellings(deviceId).entries()) {
      // Staff may write the user in another way too.
      const [by, userId] = index === 0 ? [person, user.userId] : [admin, user.userId.toUpperCase()];
      const input = { ...user, userId, deviceId: id, otp: '0' };
      starts.push(await authenticate(by, 'createDeviceAuthentication', input));
    }
    for (const id of spellings(waiting.id)) {
      const input = { userId: user.userId.toUpperCase(), deviceId: id, otp: '0' };
      activations.push(await changeDevice(admin, 'activateDevice', input));
    }
  }
  const requests = await sandbox.requests();
  expectCutOff(
    starts,
    requests.filter(({ path }) => path.endsWith('/deviceAuthentications')),
    'application/json',
  );
  expectCutOff(activations, requests, 'device.activate');

  await sandbox.clearRequests();
  for (const id of [` ${deviceId}`, deviceId.replaceAll('-', ''), `{${deviceId}}`, 'x'.repeat(100_000)]) {
    const start = { ...user, deviceId: id, otp: '0' };
    expect((await authenticate(person, 'createDeviceAuthentication', start)).userErrors).toMatchObject([
      { code: 'NOT_FOUND', field: ['input', 'deviceId'] },
    ]);
    const activation = { userId: person.id, deviceId: id, otp: '0' };
    expect((await changeDevice(person, 'activateDevice', activation)).userErrors).toMatchObject([
      { code: 'NOT_FOUND', field: ['input', 'deviceId'] },
    ]);
    const check = { deviceAuthenticationId: id, otp: '0' };
    expect((await authenticate(person, 'checkOtp', check)).userErrors).toMatchObject([{ code: 'NOT_FOUND' }]);
  }
  expect(await sandbox.requests()).toEqual([]);
});

test('at one device after the other, and at devices that do not exist', async ({ database, newcomer, sandbox }) => {
  const person = await newcomer();
  const user = { userId: person.id, policyId: await patientPolicy(sandbox) };
  for (let count = 0; count < GUESSES; count += 1) {
    const made = { userId: person.id, deviceId: randomUUID(), otp: 'no' };
    expect((await changeDevice(person, 'activateDevice', made)).userErrors).toMatchObject([{ code: 'NOT_FOUND' }]);
  }
  const devices = await Promise.all(
    Array.from({ length: ALLOWED_TO_USER / ALLOWED + 2 }, () => addDevice(person, { ...user, type: 'TOTP' })),
  );
  await sandbox.clearRequests();
  const guesses = await Promise.all(
    devices.flatMap(({ id: deviceId }) =>
      Array.from({ length: ALLOWED }, () =>
        changeDevice(person, 'activateDevice', { userId: person.id, deviceId, otp: 'no' }),
      ),
    ),
  );
  expectCutOff(guesses, await sandbox.requests(), 'device.activate', ALLOWED_TO_USER);
  const stored = 'select jsonb_array_length(guesses) as count from otp_attempts where user_id = $1';
  expect(await database.sql(stored, [person.id])).toEqual([{ count: ALLOWED_TO_USER }]);
});

test('by aliases: no document checks more than one', async ({ admin, newcomer, sandbox }) => {
  const person = await newcomer();
  const { id: userId } = person;
  await addDevice(admin, { userId, ...SMS, status: 'ACTIVE' });
  const { id } = await startAuthentication(person, { userId });
  await sandbox.clearRequests();
  const checks = (count: number) =>
    Array.from(
      { length: count },
      (_, index) =>
        `a${index}: checkOtp(input: { deviceAuthenticationId: "${id}", otp: "${index}" }) { userErrors { code } }`,
    ).join(' ');
  const codesOf = async (document: string, variables: object = {}) =>
    (await person.query<object, object>(document, variables)).errors?.map(({ extensions }) => extensions.code);
  expect(await codesOf(`mutation { ${checks(GUESSES)} }`)).toEqual(expect.arrayContaining(['QUERY_TOO_COSTLY']));
  expect(await codesOf(`mutation { ${checks(MAX_ALIASES)} }`)).toEqual(['OPERATION_NOT_ALLOWED']);
  const inFragments = `mutation ($yes: Boolean!) { ...F ... @include(if: $yes) { b: checkOtp(input: { deviceAuthenticationId: "${id}", otp: "1" }) { userErrors { code } } } } fragment F on Mutation { ${checks(1)} }`;
  expect(await codesOf(inFragments, { yes: true })).toEqual(['OPERATION_NOT_ALLOWED']);
  const mixed =
    'mutation ($start: CreateDeviceAuthenticationInput!, $check: CheckOtpInput!) { createDeviceAuthentication(input: $start) { userErrors { code } } checkOtp(input: $check) { userErrors { code } } }';
  const inputs = { start: { userId, otp: '1' }, check: { deviceAuthenticationId: id, otp: '1' } };
  expect(await codesOf(mixed, inputs)).toEqual(['OPERATION_NOT_ALLOWED']);
  expect(await sandbox.requests()).toEqual([]);
});

test('and no passcode is told, logged or stored, right or wrong', async ({ database, gateway, newcomer, sandbox }) => {
  const person = await newcomer();
  const { id: userId } = person;
  const { id: deviceId } = await addDevice(person, { userId, type: 'TOTP' });
  const right = await sandbox.passcode(deviceId);
  const wrong = '73019482';
  const told: unknown[] = [];
  for (const otp of [wrong, right]) told.push(await changeDevice(person, 'activateDevice', { userId, deviceId, otp }));
  const start = { userId, otp: wrong, idempotencyKey: 'a-guess' };
  told.push(await authenticate(person, 'createDeviceAuthentication', start));
  const { id } = await startAuthentication(person, { userId });
  const endFault = await sandbox.fault({
    match: { method: 'POST', path: `*/deviceAuthentications/${id}` },
    status: 500,
  });
  const check = 'mutation ($input: CheckOtpInput!) { checkOtp(input: $input) { userErrors { code } } }';
  for (const otp of [wrong, { wrong }]) {
    told.push(await person.query<object, object>(check, { input: { deviceAuthenticationId: id, otp } }));
  }
  await endFault();
  const tables = await database.sql("select table_name from information_schema.tables where table_schema = 'public'");
  const stored = await Promise.all(
    tables.map(({ table_name: name }) => database.sql(`select row::text from "${String(name)}" row`)),
  );
  for (const text of [JSON.stringify(told), gateway.logs(), JSON.stringify(stored)]) {
    expect(text).not.toMatch(new RegExp(`(?<![\\w.])(${right}|${wrong})(?!\\w)`));
  }
});
