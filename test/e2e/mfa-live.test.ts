// What is under way in MFA, watched over a socket: a push on a phone, a code to scan, a key to pair with.
import { createClient } from 'graphql-ws';
import WebSocket from 'ws';
import { authenticate, expect, send, startAuthentication, test } from '../support/mfa.js';
import type { Person } from '../support/person.js';
import type { TestSandbox } from '../support/sandbox.js';
import { until, within } from '../support/waiting.js';
import type { Watch } from '../support/watch.js';

interface Seen {
  readonly status: string;
  readonly user: { readonly id: string } | null;
}

const AUTHENTICATION =
  'subscription($id: ID!) { seen: deviceAuthenticationStatusChanged(id: $id) { status user { id } } }';
const CODE = 'subscription($id: ID!) { seen: authenticationCodeStatusChanged(id: $id) { status user { id } } }';
const KEY =
  'subscription($id: ID!, $userId: ID!) { seen: pairingKeyStatusChanged(id: $id, userId: $userId) { status user { id } } }';
const PUSHED = { status: 'PUSH_CONFIRMATION_REQUIRED' };
const CHOOSING = { status: 'DEVICE_SELECTION_REQUIRED' };
const NOT_FOUND = { errors: [{ extensions: { code: 'NOT_FOUND' } }] };

function watch(person: Person, document: string, variables: Record<string, string>): Watch<Seen> {
  return person.subscribe<{ seen: Seen }, Record<string, string>, Seen>(document, variables, ({ seen }) => seen);
}

function watchAuthentication(person: Person, id: string): Watch<Seen> {
  return watch(person, AUTHENTICATION, { id });
}

/** What the person does on the phone. */
async function onPhone<Result>({ ready }: TestSandbox, path: string, body?: object): Promise<Result> {
  const response = await fetch(`${ready.control}/sandbox/mfa/${path}`, {
    method: body ? 'POST' : 'GET',
    ...(body ? { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) } : {}),
  });
  if (!response.ok) throw new Error(`The phone answers ${response.status}: ${await response.text()}`);
  return (await response.json()) as Result;
}

function answerPush(sandbox: TestSandbox, id: string, answer: 'APPROVE' | 'DENY'): Promise<unknown> {
  return onPhone(sandbox, `push/${id}`, { answer });
}

async function newKey(person: Person, input: object = {}): Promise<string> {
  const { pairingKey } = await send<{ pairingKey: { id: string } }>(
    person,
    'createPairingKey',
    { userId: person.id, ...input },
    'pairingKey { id }',
  );
  return pairingKey.id;
}

/** Gives a person a phone with the app. @returns the id of the device */
async function withPhone(person: Person, sandbox: TestSandbox): Promise<string> {
  const deviceId = await sandbox.pairPhone(await newKey(person));
  if (deviceId === null) throw new Error('The phone could not be paired.');
  return deviceId;
}

async function startPush(person: Person, input: object = {}): Promise<string> {
  const { id, status } = await startAuthentication(person, { userId: person.id, ...input });
  expect(status).toBe('PUSH_CONFIRMATION_REQUIRED');
  return id;
}

/** How often the object was read at PingOne since the list of requests was emptied. */
async function readsOf(sandbox: TestSandbox, id: string): Promise<number> {
  return (await sandbox.requests()).filter(({ method, path }) => method === 'GET' && path.includes(id)).length;
}

test('a push that is approved arrives as COMPLETED, and that is the end', async ({ newcomer, sandbox }) => {
  const person = await newcomer();
  await withPhone(person, sandbox);
  const id = await startPush(person);
  const watched = watchAuthentication(person, id);
  expect(await watched.take(1)).toEqual([{ ...PUSHED, user: { id: person.id } }]);
  await answerPush(sandbox, id, 'APPROVE');
  expect(await watched.take(1)).toMatchObject([{ status: 'COMPLETED' }]);
  expect(await watched.ended()).toMatchObject({ errors: [], code: null });

  const late = watchAuthentication(person, id);
  expect(await late.ended()).toMatchObject({ errors: [] });
  expect(late.events).toMatchObject([{ status: 'COMPLETED' }]);
});

test('a push that is denied arrives, as a status of its own or as the end', async ({ newcomer, sandbox }) => {
  const person = await newcomer();
  await withPhone(person, sandbox);
  const rejected = await startPush(person);
  const first = watchAuthentication(person, rejected);
  await first.take(1);
  await answerPush(sandbox, rejected, 'DENY');
  expect(await first.take(1)).toMatchObject([{ status: 'PUSH_CONFIRMATION_REJECTED' }]);

  await sandbox.knob('mfaRejectedPush', 'FAILED');
  const failed = await startPush(person);
  const second = watchAuthentication(person, failed);
  await second.take(1);
  await answerPush(sandbox, failed, 'DENY');
  await sandbox.knob('mfaRejectedPush', 'REJECTED');
  expect(await second.take(1)).toMatchObject([{ status: 'FAILED' }]);
  expect(await second.ended()).toMatchObject({ errors: [] });
});

test('a push that nobody answers arrives as timed out; the same phone can be asked again', async ({
  newcomer,
  sandbox,
}) => {
  const person = await newcomer();
  const deviceId = await withPhone(person, sandbox);
  const id = await startPush(person, { policyId: sandbox.ready.mfaPolicies.short });
  const watched = watchAuthentication(person, id);
  expect(await watched.take(2)).toMatchObject([PUSHED, { status: 'PUSH_CONFIRMATION_TIMED_OUT' }]);
  await authenticate(person, 'selectDevice', { deviceAuthenticationId: id, deviceId });
  expect(await watched.take(1)).toMatchObject([PUSHED]);
});

test('cancelling goes back to the choice of a device, and the same phone again is asked anew', async ({
  newcomer,
  sandbox,
}) => {
  const person = await newcomer();
  const deviceId = await withPhone(person, sandbox);
  const id = await startPush(person);
  const watched = watchAuthentication(person, id);
  await watched.take(1);
  const { sentAt } = await onPhone<{ sentAt: string }>(sandbox, `push/${id}`);
  await authenticate(person, 'cancelDeviceAuthentication', { deviceAuthenticationId: id, reason: 'CHANGE_DEVICE' });
  await expect(onPhone(sandbox, `push/${id}`)).rejects.toThrow('404');
  await authenticate(person, 'selectDevice', { deviceAuthenticationId: id, deviceId });
  const again = await onPhone<{ sentAt: string }>(sandbox, `push/${id}`);
  expect(Date.parse(again.sentAt)).toBeGreaterThan(Date.parse(sentAt));
  await answerPush(sandbox, id, 'APPROVE');
  expect(await watched.take(3)).toMatchObject([CHOOSING, PUSHED, { status: 'COMPLETED' }]);
});

test('choosing the device again sends another passcode; the right one ends the feed at once', async ({
  newcomer,
  admin,
  sandbox,
}) => {
  const person = await newcomer();
  const phone = { userId: person.id, type: 'SMS', phone: '+14155552671', status: 'ACTIVE' };
  const { device } = await send<{ device: { id: string } }>(admin, 'createDevice', phone, 'device { id }');
  const { id } = await startAuthentication(person, { userId: person.id });
  const watched = watchAuthentication(person, id);
  expect(await watched.take(1)).toMatchObject([{ status: 'OTP_REQUIRED' }]);
  const messages = async () => (await sandbox.inbox()).filter(({ userId }) => userId === person.id);
  expect(await messages()).toHaveLength(1);
  const step = { deviceAuthenticationId: id };
  await authenticate(person, 'selectDevice', { ...step, deviceId: device.id });
  const [newest, ...others] = await messages();
  expect(others).toHaveLength(1);
  await authenticate(person, 'checkOtp', { ...step, otp: newest?.code });
  expect(await watched.take(1)).toMatchObject([{ status: 'COMPLETED' }]);
  expect(await watched.ended()).toMatchObject({ errors: [] });
});

test('what another instance does is seen here, and a stop of this one closes the socket', async ({
  newcomer,
  sandbox,
  startGateway,
}) => {
  const person = await newcomer();
  await withPhone(person, sandbox);
  const id = await startPush(person);
  const other = await startGateway();
  const watched = watchAuthentication(person.with({ gateway: other }), id);
  await watched.take(1);
  await authenticate(person, 'cancelDeviceAuthentication', { deviceAuthenticationId: id, reason: 'SIGNOUT' });
  expect(await watched.take(1)).toMatchObject([CHOOSING]);
  await other.stop();
  expect(await watched.ended()).toMatchObject({ code: 1012 });
});

test('a bad time of PingOne delays what is watched and does not end it', async ({ newcomer, sandbox }) => {
  const person = await newcomer();
  await withPhone(person, sandbox);
  const id = await startPush(person);
  const watched = watchAuthentication(person, id);
  await watched.take(1);
  await sandbox.clearRequests();
  await sandbox.fault({ match: { path: id }, status: 429, retryAfterSeconds: 1, times: 2 });
  await sandbox.fault({ match: { path: id }, status: 503, times: 4 });
  await until(
    'the faults are through',
    () => readsOf(sandbox, id),
    (count) => count >= 7,
  );
  await answerPush(sandbox, id, 'APPROVE');
  expect(await watched.take(1)).toMatchObject([{ status: 'COMPLETED' }]);
});

test('two hundred who watch one push cost one reading per second, and none once they are told', async ({
  newcomer,
  gateway,
  sandbox,
}) => {
  const person = await newcomer();
  await withPhone(person, sandbox);
  const id = await startPush(person);
  const client = createClient({
    url: gateway.subscriptions,
    webSocketImpl: WebSocket,
    connectionParams: { authorization: `Bearer ${person.token}` },
    retryAttempts: 0,
  });
  const seen = Array.from({ length: 200 }, (): string[] => []);
  const ends = seen.map(
    (statuses) =>
      new Promise<void>((resolve, reject) => {
        client.subscribe<{ seen: Seen }>(
          { query: AUTHENTICATION, variables: { id } },
          { next: ({ data }) => statuses.push(data?.seen.status ?? 'nothing'), complete: resolve, error: reject },
        );
      }),
  );
  const all = Promise.all(ends);
  await until('each has the present state', () => seen.every(({ length }) => length === 1));
  await sandbox.clearRequests();
  const startedAtMs = performance.now();
  const reads = await until(
    'some readings',
    () => readsOf(sandbox, id),
    (count) => count >= 3,
  );
  expect(reads).toBeLessThanOrEqual((performance.now() - startedAtMs) / 1_000 + 1);
  await answerPush(sandbox, id, 'APPROVE');
  await within(all, 'all are told');
  expect(new Set(seen.map((statuses) => statuses.join()))).toEqual(new Set([`${PUSHED.status},COMPLETED`]));
  await client.dispose();
});

test('someone else’s looks like none, and an attempt without a user is staff’s to watch', async ({
  newcomer,
  sandbox,
  admin,
  bob,
}) => {
  const person = await newcomer();
  await withPhone(person, sandbox);
  const id = await startPush(person);
  const key = await newKey(person);
  const nobodys = await startAuthentication(admin, { rpId: 'localhost' });
  const unknown = '7d0e2c4e-6a2a-4b7e-9a8f-0f6f3d3c2b1a';
  for (const refused of [
    watchAuthentication(bob, id),
    watchAuthentication(bob, unknown),
    watchAuthentication(person, nobodys.id),
    watchAuthentication(admin, unknown),
    watch(bob, KEY, { id: key, userId: person.id }),
    watch(bob, KEY, { id: key, userId: bob.id }),
    watch(admin, CODE, { id: unknown }),
  ]) {
    expect(await refused.ended()).toMatchObject(NOT_FOUND);
  }
  expect(await watch(person, CODE, { id: unknown }).ended()).toMatchObject({
    errors: [{ extensions: { code: 'FORBIDDEN' } }],
  });
  expect(await watchAuthentication(admin, nobodys.id).take(1)).toEqual([{ status: 'ASSERTION_REQUIRED', user: null }]);
});

test('a pairing key is told until it is claimed, has failed, is past its time or deleted', async ({
  newcomer,
  sandbox,
}) => {
  const person = await newcomer();
  const policyId = await sandbox.mfaPolicy({
    name: 'Keys for a second',
    pairingKeyLifetime: { duration: 1, timeUnit: 'SECONDS' },
  });
  const [claimed, failed, deleted, late] = await Promise.all([
    newKey(person),
    newKey(person),
    newKey(person),
    newKey(person, { policyId }),
  ]);
  const [first, second, third, fourth] = [claimed, failed, deleted, late].map((id) =>
    watch(person, KEY, { id, userId: person.id }),
  );
  for (const watched of [first, second, third, fourth]) {
    expect(await watched?.take(1)).toEqual([{ status: 'UNCLAIMED', user: { id: person.id } }]);
  }
  await sandbox.pairPhone(claimed);
  expect(await first?.take(1)).toMatchObject([{ status: 'CLAIMED' }]);
  await sandbox.pairPhone(failed, { error: 'PushDisabled' });
  expect(await second?.take(1)).toMatchObject([{ status: 'FAILED' }]);
  await send(person, 'deletePairingKey', { userId: person.id, pairingKeyId: deleted });
  for (const watched of [first, second, third, fourth]) expect(await watched?.ended()).toMatchObject({ errors: [] });
  expect([third, fourth].map((watched) => watched?.events.length)).toEqual([1, 1]);
});

test('an authentication code is told as it is scanned, approved, refused, deleted or runs out', async ({
  newcomer,
  sandbox,
  admin,
}) => {
  const person = await newcomer();
  const deviceId = await withPhone(person, sandbox);
  const newCode = async () => {
    const input = { applicationId: sandbox.ready.applicationId };
    const selection = 'authenticationCode { id }';
    return (await send<{ authenticationCode: { id: string } }>(admin, 'createAuthenticationCode', input, selection))
      .authenticationCode.id;
  };
  const [approved, denied, deleted, late] = await Promise.all([newCode(), newCode(), newCode(), newCode()]);
  const [first, second, third, fourth] = [approved, denied, deleted, late].map((id) => watch(admin, CODE, { id }));
  for (const watched of [first, second, third, fourth]) {
    expect(await watched?.take(1)).toEqual([{ status: 'UNCLAIMED', user: null }]);
  }
  for (const [id, watched] of [
    [approved, first],
    [denied, second],
  ] as const) {
    await onPhone(sandbox, `authentication-codes/${id}`, { action: 'claim', deviceId });
    expect(await watched?.take(1)).toEqual([{ status: 'CLAIMED', user: { id: person.id } }]);
  }
  await onPhone(sandbox, `authentication-codes/${approved}`, { action: 'approve' });
  await onPhone(sandbox, `authentication-codes/${denied}`, { action: 'deny' });
  await send(admin, 'deleteAuthenticationCode', { authenticationCodeId: deleted });
  expect(await first?.take(1)).toMatchObject([{ status: 'COMPLETED' }]);
  expect(await second?.take(1)).toMatchObject([{ status: 'DENIED' }]);
  await sandbox.advance(61);
  expect(await fourth?.take(1)).toMatchObject([{ status: 'EXPIRED' }]);
  for (const watched of [first, second, third, fourth]) expect(await watched?.ended()).toMatchObject({ errors: [] });
  expect(third?.events).toHaveLength(1);
});

test.for(['404', '410'] as const)(
  'what PingOne has forgotten (%s) ends the feed',
  async (answer, { newcomer, sandbox }) => {
    await sandbox.knob('mfaExpiredAuthentication', answer);
    const person = await newcomer();
    await withPhone(person, sandbox);
    const id = await startPush(person);
    const watched = watchAuthentication(person, id);
    await watched.take(1);
    await sandbox.advance(31 * 60);
    expect(await watched.ended()).toMatchObject({ errors: [], code: null });
    expect(await watchAuthentication(person, id).ended()).toMatchObject(NOT_FOUND);
  },
);
