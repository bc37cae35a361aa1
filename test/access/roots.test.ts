// Every root field of the published schema, asked by everyone: who gets in is what `@access` says, and nothing else.
import { randomUUID } from 'node:crypto';
import { getNamedType } from 'graphql';
import { RawSocket, send } from '../bad-input/raw.js';
import { expect } from '../support/fixtures.js';
import type { Gateway } from '../support/gateway.js';
import { createJourney } from '../support/journeys.js';
import type { Person } from '../support/person.js';
import type { TestSandbox } from '../support/sandbox.js';
import { within } from '../support/waiting.js';
import { CALLERS, type Caller, holds, test } from './callers.js';
import { callOf, type Field, OPERATIONS, type Operation, rootFields, ruleOf, type Subject } from './published.js';

// Hundreds of transactions that are polled would use up what the sandbox allows.
test.override('env', { POLL_FAST_SECONDS: '3600', POLL_SLOW_SECONDS: '3600' });

interface Row {
  readonly coordinate: string;
  readonly operation: Operation;
  readonly field: Field;
}

const ROWS: readonly Row[] = OPERATIONS.flatMap((operation) =>
  rootFields(operation).map((field) => ({ coordinate: `${operation} ${field.name}`, operation, field })),
);
const MATRIX = ROWS.flatMap((row) => CALLERS.map((caller) => ({ ...row, caller })));
const OWNED = ROWS.filter(({ field }) => ruleOf(field)?.owner);

test.for(ROWS)('$coordinate has a rule', ({ field }) => {
  expect(ruleOf(field)).not.toBeNull();
});

test.for(MATRIX)('$coordinate by $caller', async ({ operation, field, caller }, { callers, gateway, sandbox }) => {
  const subject = await alicesOwn(callers, sandbox, field);
  const reply = await ask(gateway, callers[caller], operation, callOf(field, subject));
  const verdict = verdictOf(field, caller);
  if (verdict === 'forbidden') {
    expect(reply.codes).toEqual(['FORBIDDEN']);
    expect(reply.value).toBeNull();
  } else if (verdict === 'not there') {
    expect(reply).toMatchObject(NOT_THERE[operation]);
  } else {
    expect(reply.codes).not.toContain('FORBIDDEN');
    expect(reply.codes).not.toContain('INTERNAL_SERVER_ERROR');
    if (operation === 'query') expect(reply.value).not.toBeNull();
    if (operation === 'subscription') expect(reply.codes).toEqual([]);
  }
});

test.for(OWNED)(
  '$coordinate: what is not yours answers as what is not there',
  async ({ operation, field }, { callers, gateway, sandbox }) => {
    const subject = await alicesOwn(callers, sandbox, field);
    const nobodys = {
      ...subject,
      userId: randomUUID(),
      transactionId: randomUUID(),
      journeyId: randomUUID(),
      deviceId: randomUUID(),
      pairingKeyId: randomUUID(),
    };
    const alices = await ask(gateway, callers.bob, operation, callOf(field, subject));
    const absent = await ask(gateway, callers.bob, operation, callOf(field, nobodys));
    expect(withoutIds(alices.text, subject)).toBe(withoutIds(absent.text, nobodys));
  },
);

test.for(ROWS)('$coordinate without a token', async ({ operation, field }, { gateway, callers, sandbox }) => {
  const subject = await alicesOwn(callers, sandbox, field);
  const query = `${operation} { ${callOf(field, subject)} }`;
  const { status, text } = await send(gateway, {
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
  });
  expect(status).toBe(401);
  expect(JSON.parse(text)).toMatchObject({ errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] });
});

type Verdict = 'allowed' | 'not there' | 'forbidden';

/** What the rule means for a caller who asks for a record of alice's. */
function verdictOf(field: Field, caller: Caller): Verdict {
  const rule = ruleOf(field);
  if (rule && holds(caller, rule)) return 'allowed';
  if (!rule?.owner || (caller !== 'alice' && caller !== 'bob')) return 'forbidden';
  return caller === 'alice' ? 'allowed' : 'not there';
}

const NOT_THERE: Readonly<Record<Operation, object>> = {
  query: { codes: [], value: null },
  // NOT_FOUND, or what is wrong with the input whomever it is about; below, the answer is held against that for no record at all.
  mutation: { codes: [], value: { userErrors: [{ code: expect.any(String) }] } },
  subscription: { codes: ['NOT_FOUND'] },
};

interface Reply {
  readonly codes: readonly string[];
  /** Of the root field. */
  readonly value: unknown;
  readonly text: string;
}

interface Body {
  readonly data?: Readonly<Record<string, unknown>> | null;
  readonly errors?: readonly { readonly extensions: { readonly code: string } }[] | undefined;
}

async function ask(gateway: Gateway, person: Person, operation: Operation, call: string): Promise<Reply> {
  const document = `${operation} { ${call} }`;
  if (operation === 'subscription') return replyOf(await firstOf(gateway, person, document));
  const { data, errors } = await person.query<Body['data'], object>(document);
  return replyOf({ data: data ?? null, errors });
}

/** The first answer of a subscription. */
async function firstOf(gateway: Gateway, person: Person, document: string): Promise<Body> {
  const socket = await RawSocket.signedIn(gateway, person.token);
  socket.subscribe('1', document);
  const first = await within(socket.next(), 'a first answer');
  socket.close();
  return first.type === 'error' ? { errors: first.payload as Body['errors'] } : (first.payload as Body);
}

function replyOf({ data, errors }: Body): Reply {
  const value = Object.values(data ?? {})[0] ?? null;
  return {
    codes: (errors ?? []).map(({ extensions }) => extensions.code),
    value,
    text: JSON.stringify({ data, errors }),
  };
}

/** Fresh records of alice's, of those kinds that the field is about, so that no row finds what another one left. */
async function alicesOwn(
  { alice, admin }: Readonly<Record<'alice' | 'admin', Person>>,
  { policies }: TestSandbox,
  field: Field,
): Promise<Subject> {
  const { name: type } = getNamedType(field.type);
  const subject: Subject = {
    userId: alice.id,
    transactionId: randomUUID(),
    journeyId: randomUUID(),
    policyId: policies.default ?? '',
    deviceId: type === 'Device' ? await newDevice(alice) : randomUUID(),
    devicePolicyId: type === 'DeviceAuthenticationPolicy' ? await defaultDevicePolicy(admin) : randomUUID(),
    pairingKeyId: type === 'PairingKey' ? await newPairingKey(alice) : randomUUID(),
    authenticationCodeId: type === 'AuthenticationCode' ? await newAuthenticationCode(admin, alice.id) : randomUUID(),
    deviceAuthenticationId: randomUUID(),
  };
  const isNamed = (id: string) => callOf(field, subject).includes(id);
  return {
    ...subject,
    ...(isNamed(subject.transactionId) ? { transactionId: (await alice.startVerification()).id } : {}),
    ...(isNamed(subject.journeyId) ? { journeyId: (await createJourney(admin, { userId: alice.id })).id } : {}),
    ...(isNamed(subject.deviceAuthenticationId)
      ? { deviceAuthenticationId: await newDeviceAuthentication(admin, alice.id) }
      : {}),
  };
}

async function newDevice(alice: Person): Promise<string> {
  const { createDevice } = await alice.ask<{ createDevice: { device: { id: string } } }, object>(
    `mutation { createDevice(input: { userId: "${alice.id}", type: EMAIL, email: "${randomUUID()}@example.test" }) { device { id } } }`,
  );
  return createDevice.device.id;
}

async function newPairingKey(alice: Person): Promise<string> {
  const { createPairingKey } = await alice.ask<{ createPairingKey: { pairingKey: { id: string } } }, object>(
    `mutation { createPairingKey(input: { userId: "${alice.id}" }) { pairingKey { id } } }`,
  );
  return createPairingKey.pairingKey.id;
}

async function newAuthenticationCode(admin: Person, userId: string): Promise<string> {
  const { user } = await admin.ask<Applications, object>(
    `{ user(id: "${userId}") { deviceSettings { applications { id } } } }`,
  );
  const { createAuthenticationCode } = await admin.ask<
    { createAuthenticationCode: { authenticationCode: { id: string } } },
    object
  >(
    `mutation { createAuthenticationCode(input: { applicationId: "${user?.deviceSettings.applications[0]?.id}" }) { authenticationCode { id } } }`,
  );
  return createAuthenticationCode.authenticationCode.id;
}

async function newDeviceAuthentication(admin: Person, userId: string): Promise<string> {
  const { answer } = await admin.ask<{ answer: { deviceAuthentication: { id: string } } }, object>(
    `mutation { answer: createDeviceAuthentication(input: { userId: "${userId}", oneTimeDevice: { type: EMAIL, email: "alice@example.test", testMode: true } }) { deviceAuthentication { id } userErrors { code } } }`,
  );
  return answer.deviceAuthentication.id;
}

interface Applications {
  readonly user: { readonly deviceSettings: { readonly applications: readonly { readonly id: string }[] } } | null;
}

async function defaultDevicePolicy(admin: Person): Promise<string> {
  const { policies } = await admin.ask<{ policies: readonly { id: string }[] }, object>(
    '{ policies: deviceAuthenticationPolicies { id } }',
  );
  return policies[0]?.id ?? '';
}

function withoutIds(
  text: string,
  { userId, transactionId, journeyId, deviceId, pairingKeyId, deviceAuthenticationId }: Subject,
): string {
  return text
    .replaceAll(userId, 'user')
    .replaceAll(transactionId, 'transaction')
    .replaceAll(journeyId, 'journey')
    .replaceAll(deviceId, 'device')
    .replaceAll(pairingKeyId, 'pairing key')
    .replaceAll(deviceAuthenticationId, 'device authentication')
    .replaceAll(/"requestId":"[^"]+"/g, '"requestId":""');
}
