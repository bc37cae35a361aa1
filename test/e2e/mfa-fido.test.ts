// Passkeys in a real browser: added and used by a page that knows nothing but GraphQL and what every browser has.
import { randomBytes } from 'node:crypto';
import { afterAll, onTestFinished } from 'vitest';
import type { Knobs } from '../../sandbox/src/control/knobs.js';
import { openBrowser } from '../support/browser.js';
import { test as base, expect } from '../support/mfa.js';
import { PasskeyPage, servePasskeyPage } from '../support/passkey-page.js';
import type { Person } from '../support/person.js';

const site = await servePasskeyPage();
const imitation = await servePasskeyPage();
afterAll(() => Promise.all([site.close(), imitation.close()]));

const test = base
  .override('env', { CORS_ORIGINS: `${site.origin},${imitation.origin}` })
  .extend('browser', { scope: 'file' }, async ({ env: _env }, { onCleanup }) => {
    const browser = await openBrowser();
    onCleanup(() => browser.close());
    return browser;
  })
  /** Opens the page in a browser that was never used before. */
  .extend('open', async ({ browser, gateway }, { onCleanup }) => {
    const close: (() => Promise<void>)[] = [];
    onCleanup(async () => {
      await Promise.all(close.map((one) => one()));
    });
    return async ({ token }: Pick<Person, 'token'>, where = site): Promise<PasskeyPage> => {
      const context = await browser.newContext();
      close.push(() => context.close());
      const page = await context.newPage();
      page.setDefaultTimeout(30_000);
      return PasskeyPage.open(page, where, { graphql: gateway.graphql, token });
    };
  });

const SHAPES: readonly Partial<Knobs>[] = [
  { mfaFidoBinary: 'signedBytes', mfaFidoOptions: 'text' },
  { mfaFidoBinary: 'signedBytes', mfaFidoOptions: 'object' },
  { mfaFidoBinary: 'base64url', mfaFidoOptions: 'text' },
  { mfaFidoBinary: 'base64url', mfaFidoOptions: 'object' },
];

test.for(SHAPES)(
  'a passkey is added and signs in, with and without a user name (%o)',
  async (shape, { sandbox, newcomer, signOnService, open, gateway }) => {
    await sandbox.knobs(shape);
    const person = await newcomer();
    const { username } = person;
    const page = await open(person);
    await page.plugIn();

    const added = await page.register({ userId: person.id, type: 'FIDO2', nickname: 'Laptop' });
    expect(added.userErrors).toEqual([]);
    expect(added.device).toMatchObject({
      status: 'ACTIVE',
      rp: { id: 'localhost' },
      fido: { credentialId: added.attestation.id },
    });
    expect(added.options).toMatchObject({
      challenge: expect.stringMatching(/^[\w-]{43}$/),
      user: { id: expect.stringMatching(/^[\w-]{22}$/), name: username },
      pubKeyCredParams: expect.arrayContaining([{ type: 'public-key', alg: -7 }]),
    });

    // Who signs in has no token yet: the sign-on page asks with its own.
    await page.signInAs({ graphql: gateway.graphql, token: signOnService.token });
    const named = await page.signOn({ username });
    expect(named.options).toMatchObject({ rpId: 'localhost', allowCredentials: [{ id: added.attestation.id }] });
    expect(named).toMatchObject({
      deviceAuthentication: { status: 'COMPLETED', user: { id: person.id } },
      userErrors: [],
    });
    expect(named.deviceAuthentication?.authenticators).toContain('mfa');

    const usernameless = await page.signOn(null);
    expect(usernameless.options).not.toHaveProperty('allowCredentials');
    expect(usernameless.deviceAuthentication).toMatchObject({ status: 'COMPLETED', user: { id: person.id } });
  },
);

test('the owner signs in with their own token; nobody else sees whose attempt it was', async ({
  newcomer,
  open,
  bob,
}) => {
  const person = await newcomer();
  const page = await open(person);
  await page.plugIn();
  const { deviceId } = await page.register({ userId: person.id, type: 'FIDO2' });
  const read = `query ($id: ID!) { deviceAuthentication(id: $id) { status user { id } selectedDevice { id } } }`;
  const signedOn = await page.signOn({ userId: person.id }, { deviceId });
  expect(signedOn.deviceAuthentication).toMatchObject({ status: 'COMPLETED' });
  expect(await person.ask<object, object>(read, { id: signedOn.id })).toEqual({
    deviceAuthentication: { status: 'COMPLETED', user: { id: person.id }, selectedDevice: { id: deviceId } },
  });
  expect(await bob.ask<object, object>(read, { id: signedOn.id })).toEqual({ deviceAuthentication: null });
});

test('an origin that is not that of the page is refused, and the device waits on', async ({ newcomer, open }) => {
  const person = await newcomer();
  const page = await open(person);
  await page.plugIn();
  const input = { userId: person.id, type: 'FIDO2' };
  for (const origin of ['https://bank.example.test', imitation.origin]) {
    const { deviceId, attestation, ...refused } = await page.register(input, { origin });
    expect(refused).toMatchObject({ device: null, userErrors: [{ code: 'INVALID_ASSERTION' }] });
    const read = `query ($userId: ID!, $id: ID!) { device(userId: $userId, id: $id) { status fido { credentialId } } }`;
    expect(await person.ask<object, object>(read, { userId: person.id, id: deviceId })).toEqual({
      device: { status: 'ACTIVATION_REQUIRED', fido: null },
    });
    const honest = { userId: person.id, deviceId, attestation, origin: site.origin };
    if (origin === imitation.origin) expect((await page.activate(honest)).device).toMatchObject({ status: 'ACTIVE' });
  }
});

test('an attestation for another challenge is refused', async ({ newcomer, open }) => {
  const person = await newcomer();
  const page = await open(person);
  await page.plugIn();
  const input = { userId: person.id, type: 'FIDO2' };
  const wrong = { origin: 'https://bank.example.test' };
  const first = await page.register(input, wrong);
  const second = await page.register(input, wrong);
  const proof = { userId: person.id, attestation: first.attestation, origin: site.origin };
  expect(await page.activate({ ...proof, deviceId: second.deviceId })).toEqual({
    device: null,
    userErrors: [{ code: 'INVALID_ASSERTION', field: ['input', 'attestation'] }],
  });
});

test('a replayed assertion is refused, and a fresh one still completes the attempt', async ({
  newcomer,
  signOnService,
  open,
  gateway,
}) => {
  const person = await newcomer();
  const { username } = person;
  const page = await open(person);
  await page.plugIn();
  await page.register({ userId: person.id, type: 'FIDO2' });
  await page.signInAs({ graphql: gateway.graphql, token: signOnService.token });
  const { assertion, id } = await page.signOn({ username });
  const again = await page.check({ deviceAuthenticationId: id, assertion, origin: site.origin });
  expect(again.userErrors).toMatchObject([{ code: 'DEVICE_AUTHENTICATION_NOT_ACTIONABLE' }]);

  const replayed = await page.signOn({ username }, {}, { assertion });
  expect(replayed).toMatchObject({
    deviceAuthentication: null,
    userErrors: [{ code: 'INVALID_ASSERTION', field: ['input', 'assertion'] }],
  });
  const lying = await page.signOn({ username }, {}, { origin: imitation.origin });
  expect(lying.userErrors).toMatchObject([{ code: 'INVALID_ASSERTION' }]);
  const proof = { deviceAuthenticationId: lying.id, assertion: lying.assertion, origin: site.origin };
  expect((await page.check(proof)).deviceAuthentication).toMatchObject({ status: 'COMPLETED' });
});

test('a passkey of someone else does not sign in', async ({ newcomer, signOnService, open, gateway }) => {
  const [owner, other] = [await newcomer(), await newcomer()];
  const theirs = await open(owner);
  await theirs.plugIn();
  await theirs.register({ userId: owner.id, type: 'FIDO2' });
  const page = await open(other);
  await page.plugIn();
  await page.register({ userId: other.id, type: 'FIDO2' });
  await page.signInAs({ graphql: gateway.graphql, token: signOnService.token });
  const { assertion } = await page.signOn(null);
  const refused = await page.signOn({ username: owner.username }, {}, { assertion });
  expect(refused.userErrors).toMatchObject([{ code: 'INVALID_ASSERTION' }]);
});

test('a challenge of the app’s own is what the passkey signs', async ({ newcomer, signOnService, open, gateway }) => {
  const person = await newcomer();
  const { username } = person;
  const page = await open(person);
  await page.plugIn();
  await page.register({ userId: person.id, type: 'FIDO2' });
  await page.signInAs({ graphql: gateway.graphql, token: signOnService.token });
  const challenge = randomBytes(48).toString('base64url');
  const { options, deviceAuthentication, assertion } = await page.signOn({ username }, { challenge });
  expect(options.challenge).toBe(challenge);
  expect(deviceAuthentication).toMatchObject({ status: 'COMPLETED' });
  expect(JSON.stringify(clientDataOf(assertion))).toContain(challenge);
  await expect(page.signOn({ username }, { challenge: 'dG9vIHNob3J0' })).rejects.toThrow(/INVALID_VALUE.*challenge/);
});

test('the older types: the biometrics of the machine, and a key that is plugged in', async ({
  newcomer,
  signOnService,
  open,
  gateway,
}) => {
  const person = await newcomer();
  const { username } = person;
  const page = await open(person);
  const unplug = await page.plugIn('internal');
  const builtIn = await page.register({ userId: person.id, type: 'PLATFORM' });
  expect(builtIn.options.authenticatorSelection).toMatchObject({ authenticatorAttachment: 'platform' });
  expect(builtIn.device).toMatchObject({ status: 'ACTIVE', attributes: { isCrossPlatform: false } });
  await unplug();
  await page.plugIn('usb');
  const key = await page.register({ userId: person.id, type: 'SECURITY_KEY' });
  expect(key.options.authenticatorSelection).toMatchObject({ authenticatorAttachment: 'cross-platform' });
  expect(key.device).toMatchObject({ status: 'ACTIVE', attributes: { isCrossPlatform: true } });

  // This browser can use keys only, so the machine's own passkey is not asked, although it is the default.
  await page.signInAs({ graphql: gateway.graphql, token: signOnService.token });
  const keysOnly = { compatibility: 'SECURITY_KEY_ONLY' };
  const signedOn = await page.signOn({ username }, { ...keysOnly, deviceId: key.deviceId });
  expect(signedOn.options).toMatchObject({ allowCredentials: [{ id: key.attestation.id }] });
  expect(signedOn.deviceAuthentication).toMatchObject({ status: 'COMPLETED', user: { id: person.id } });
  const unfit = page.signOn({ username }, { ...keysOnly, deviceId: builtIn.deviceId });
  await expect(unfit).rejects.toThrow(/NO_USABLE_DEVICES/);
  await expect(page.signOn({ username }, { compatibility: 'NONE' })).rejects.toThrow(/NO_USABLE_DEVICES/);
});

test('a page that the gateway does not know cannot call it', async ({ open, alice }) => {
  const stranger = await servePasskeyPage();
  onTestFinished(() => stranger.close());
  const page = await open(alice, stranger);
  await page.plugIn();
  await expect(page.register({ userId: alice.id, type: 'FIDO2' })).rejects.toThrow(/Failed to fetch/);
});

function clientDataOf({ response }: Readonly<Record<string, unknown>>): unknown {
  const { clientDataJSON } = response as { readonly clientDataJSON: string };
  return JSON.parse(Buffer.from(clientDataJSON, 'base64url').toString());
}
