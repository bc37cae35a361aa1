// A device authentication from GraphQL to the sandbox and back: a passcode that is right, guesses that are cut off, and whose it is.
import { expect, test } from '../support/fixtures.js';
import type { Person } from '../support/person.js';

interface Payload {
  readonly deviceAuthentication: {
    readonly id: string;
    readonly status: string;
    readonly test: { readonly otp: string | null } | null;
  } | null;
  readonly userErrors: readonly { readonly code: string; readonly retryAt: string | null }[];
}

async function run(person: Person, mutation: string, input: string): Promise<Payload> {
  const document = `mutation { answer: ${mutation}(input: { ${input} }) { deviceAuthentication { id status test { otp } } userErrors { code retryAt } } }`;
  return (await person.ask<{ answer: Payload }, object>(document)).answer;
}

const contact = 'oneTimeDevice: { type: EMAIL, email: "alice@example.test", testMode: true }';

test('the passcode completes it; someone else’s looks like none', async ({ admin, alice, bob }) => {
  const started = await run(admin, 'createDeviceAuthentication', `userId: "${alice.id}", ${contact}`);
  expect(started).toMatchObject({ deviceAuthentication: { status: 'OTP_REQUIRED' }, userErrors: [] });
  const id = started.deviceAuthentication?.id;
  const input = `deviceAuthenticationId: "${id}", otp: "${started.deviceAuthentication?.test?.otp}"`;
  expect(await run(bob, 'checkOtp', input)).toMatchObject({ userErrors: [{ code: 'NOT_FOUND' }] });
  const read = `{ deviceAuthentication(id: "${id}") { status oneTimeDevice { type maskedContact } test { otp } } }`;
  expect((await bob.ask<{ deviceAuthentication: null }, object>(read)).deviceAuthentication).toBeNull();
  const { data } = await alice.query<{ deviceAuthentication: object }, object>(read);
  expect(data?.deviceAuthentication).toMatchObject({ status: 'OTP_REQUIRED', oneTimeDevice: { type: 'EMAIL' } });
  expect(await run(alice, 'checkOtp', input)).toMatchObject({ deviceAuthentication: { status: 'COMPLETED' } });
  expect(await run(alice, 'checkOtp', input)).toMatchObject({
    userErrors: [{ code: 'DEVICE_AUTHENTICATION_NOT_ACTIONABLE' }],
  });
});

test('a new authentication for each guess does not help', async ({ admin, bob, sandbox }) => {
  const started = await Promise.all(
    Array.from({ length: 12 }, () => run(admin, 'createDeviceAuthentication', `userId: "${bob.id}", ${contact}`)),
  );
  await sandbox.clearRequests();
  const guesses = await Promise.all(
    started.map(({ deviceAuthentication }) =>
      run(bob, 'checkOtp', `deviceAuthenticationId: "${deviceAuthentication?.id}", otp: "000000"`),
    ),
  );
  const checks = (await sandbox.requests()).filter(({ contentType }) => contentType?.includes('otp.check'));
  expect(checks).toHaveLength(5);
  const codes = guesses.flatMap(({ userErrors }) => userErrors.map(({ code }) => code));
  expect(codes.filter((code) => code === 'OTP_ATTEMPTS_EXCEEDED').length).toBeGreaterThanOrEqual(7);
});

test('without any device there is one answer', async ({ bob }) => {
  const { userErrors } = await run(bob, 'createDeviceAuthentication', `userId: "${bob.id}"`);
  expect(userErrors).toMatchObject([{ code: 'NO_USABLE_DEVICES' }]);
});
