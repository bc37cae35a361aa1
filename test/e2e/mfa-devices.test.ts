// A person's MFA devices from GraphQL to the sandbox and back: added, activated, ordered, locked against guessing, removed.
import { expect, test } from '../support/fixtures.js';
import type { Person } from '../support/person.js';

interface DevicePayload {
  readonly device: {
    readonly id: string;
    readonly status: string;
    readonly test: { otp: string | null } | null;
  } | null;
  readonly userErrors: readonly {
    readonly code: string;
    readonly field: readonly string[];
    readonly retryAt: string | null;
  }[];
}

async function change(person: Person, mutation: string, input: string): Promise<DevicePayload> {
  const document = `mutation { answer: ${mutation}(input: { ${input} }) { device { id status test { otp } } userErrors { code field retryAt } } }`;
  return (await person.ask<{ answer: DevicePayload }, object>(document)).answer;
}

test('a passcode activates a device; five wrong ones lock it before PingOne is asked a sixth time', async ({
  alice,
  admin,
  sandbox,
}) => {
  const user = `userId: "${alice.id}"`;
  const made = await change(admin, 'createDevice', `${user}, type: SMS, phone: "+14155552671", testMode: true`);
  expect(made).toMatchObject({ device: { status: 'ACTIVATION_REQUIRED' }, userErrors: [] });
  const otp = made.device?.test?.otp ?? '';
  const active = await change(alice, 'activateDevice', `${user}, deviceId: "${made.device?.id}", otp: "${otp}"`);
  expect(active).toMatchObject({ device: { status: 'ACTIVE' }, userErrors: [] });

  const other = await change(alice, 'createDevice', `${user}, type: EMAIL, email: "alice@example.test"`);
  await sandbox.clearRequests();
  const guesses = await Promise.all(
    Array.from({ length: 30 }, () =>
      change(alice, 'activateDevice', `${user}, deviceId: "${other.device?.id}", otp: "000000"`),
    ),
  );
  const locked = guesses.flatMap(({ userErrors }) => userErrors).filter(({ retryAt }) => retryAt !== null);
  expect(locked.length).toBeGreaterThanOrEqual(25);
  expect(locked.every(({ code }) => code === 'OTP_ATTEMPTS_EXCEEDED')).toBe(true);
  const checks = (await sandbox.requests()).filter(({ contentType }) => contentType?.includes('device.activate'));
  expect(checks.length).toBeLessThanOrEqual(5);
});

test('contacts are whole for the owner and masked for staff; the default is the first in order', async ({
  alice,
  admin,
  support,
}) => {
  const user = `userId: "${alice.id}"`;
  const ids: (string | undefined)[] = [];
  for (const email of ['one@example.test', 'two@example.test']) {
    const { device } = await change(admin, 'createDevice', `${user}, type: EMAIL, email: "${email}", status: ACTIVE`);
    ids.push(device?.id);
  }
  await admin.ask(
    `mutation { setDefaultDevice(input: { ${user}, deviceId: "${ids[1]}" }) { userErrors { code } user { id } } }`,
  );
  const document = `{ user(id: "${alice.id}") { mfaEnabled defaultDevice { id email maskedContact } deviceSettings { order maxAllowedDevices } } }`;
  const { user: own } = await alice.ask<{ user: object }, object>(document);
  expect(own).toMatchObject({
    mfaEnabled: true,
    defaultDevice: { id: ids[1], email: 'two@example.test', maskedContact: 'tw****@example.test' },
  });
  const { data, extensions } = await support.query<{ user: object }, object>(document);
  expect(data?.user).toMatchObject({ defaultDevice: { email: null, maskedContact: 'tw****@example.test' } });
  expect(extensions?.masked).toEqual([['user', 'defaultDevice', 'email']]);
});

test('what an end user may not set, and what is missing, is told with its path', async ({ alice }) => {
  const { userErrors } = await change(
    alice,
    'createDevice',
    `userId: "${alice.id}", type: SMS, status: ACTIVE, testMode: true`,
  );
  expect(userErrors).toMatchObject([
    { code: 'INVALID_VALUE', field: ['input', 'status'] },
    { code: 'INVALID_VALUE', field: ['input', 'testMode'] },
    { code: 'REQUIRED_VALUE', field: ['input', 'phone'] },
  ]);
});

test('a repeated create answers with the same device and without its key', async ({ alice }) => {
  const document = `mutation { createDevice(input: { userId: "${alice.id}", type: TOTP, idempotencyKey: "totp-1" }) { device { id secret keyUri } userErrors { code } } }`;
  interface Made {
    readonly createDevice: { readonly device: { id: string; secret: string | null; keyUri: string | null } };
  }
  const { createDevice: first } = await alice.ask<Made, object>(document);
  const { createDevice: again } = await alice.ask<Made, object>(document);
  expect(first.device.secret).toMatch(/^[A-Z2-7]+$/);
  expect(first.device.keyUri).toMatch(/^otpauth:\/\/totp\//);
  expect(again.device).toEqual({ id: first.device.id, secret: null, keyUri: null });
});
