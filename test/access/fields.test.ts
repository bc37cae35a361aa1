// Every guarded field of the published schema, read by everyone on alice's records: the value, or null and its path in `masked`.
import { type GraphQLObjectType, getNullableType, isListType, isObjectType } from 'graphql';
import { expect } from '../support/fixtures.js';
import { createJourney, journeyThat } from '../support/journeys.js';
import { Person } from '../support/person.js';
import { test as base, CALLERS, type Caller, mayRead } from './callers.js';
import { callOf, type Field, fieldsOf, objectOf, rootFields, ruleOf, type Subject, schema } from './published.js';

/** Guarded fields for which the sandbox has nothing to show under any circumstances that are made up here. */
const NEVER_FILLED = [
  'BarcodeData.text',
  'CollectedDocument.value',
  // Told only while a device is added, or of devices that the sandbox cannot have.
  'Device.desktopCredentialCreationOptions',
  'Device.keyUri',
  'Device.oathToken',
  'Device.publicKeyCredentialCreationOptions',
  'Device.publicKeyCredentialCreationOptionsRaw',
  'Device.secret',
  'GovernmentIdData.fullName',
  'GovernmentIdData.nationality',
  'GovernmentIdData.personalNumber',
  'PersonName.honorificPrefix',
  'PersonName.honorificSuffix',
  'PersonName.middle',
  'VerifyTransaction.document',
  'VoiceData.dataUri',
];

/** A way from the root to an object type. */
interface Way {
  readonly type: GraphQLObjectType;
  readonly steps: readonly Field[];
}

/** The shortest way to each type with guarded fields, beginning at what a record of one's own is reached by. */
const WAYS = waysFrom(['verifyTransaction', 'mitekJourney', 'user', 'viewer']).filter(
  ({ type }) => guardedOf(type).length > 0,
);

interface Records {
  /** One transaction that is under way, one that is decided, one that failed and was approved by hand; of journeys two that are decided and one that is under way. */
  readonly subjects: readonly Subject[];
}

const test = base.extend('records', { scope: 'file' }, async ({ sandbox, gateway }): Promise<Records> => {
  const { tokens, users } = sandbox.ready;
  const admin = new Person({ gateway, token: tokens.admin, userId: null });
  const start = () => admin.startVerification({ ...EVERYTHING, userId: users.alice });
  const [open, decided, failed] = [await start(), await start(), await start()];
  await sandbox.finish(decided, 'SUCCESS');
  await sandbox.finish(failed, 'FAIL');
  await admin.ask(
    `mutation { approveVerifyTransaction(input: { transactionId: "${failed.id}", reason: "Seen in person." }) { userErrors { code } } }`,
  );
  const person = { userId: users.alice, name: 'Alice Anderson', note: 'Welcome, Alice.' };
  const byMail = await createJourney(admin, person);
  const byText = await createJourney(admin, { ...person, deliveryMethod: 'SMS', phone: '+14155552671' });
  const sent = await createJourney(admin, person);
  const journeys = [byMail, byText, sent];
  for (const { reference } of [byMail, byText]) {
    await sandbox.moveJourney(reference, { outcome: 'PASS' });
    await journeyThat(admin, reference, 'it is decided', ({ lifecycle }) => lifecycle === 'FINISHED');
  }
  for (const device of DEVICES) {
    const { createDevice } = await admin.ask<{ createDevice: { userErrors: readonly object[] } }, object>(
      `mutation { createDevice(input: { userId: "${users.alice}", ${device} }) { userErrors { code field } } }`,
    );
    expect(createDevice.userErrors).toEqual([]);
  }
  const subjects = [open, decided, failed].map(({ id }, index) => ({
    userId: users.alice,
    transactionId: id,
    journeyId: journeys[index]?.id ?? '',
    policyId: sandbox.policies.default ?? '',
    deviceId: '',
    devicePolicyId: '',
    pairingKeyId: '',
    authenticationCodeId: '',
    deviceAuthenticationId: '',
  }));
  return { subjects };
});

const DEVICES = [
  'type: EMAIL, email: "alice@example.test", status: ACTIVE',
  'type: SMS, phone: "+14155552671", testMode: true',
  'type: VOICE, phone: "+14155552672", extension: "12"',
  'type: FIDO2',
];

const EVERYTHING = {
  notification: { email: 'alice@example.test', phone: '+14155552671' },
  requirements: {
    givenName: ['Alice'],
    familyName: ['Anderson'],
    name: ['Alice Anderson'],
    address: ['4321 Main Street #407, Hollywood'],
    birthDate: ['1990-04-12'],
    emails: ['alice@example.test'],
    phones: ['+14155552671'],
  },
};

// This provider's comparison holds the values that were compared.
test.override('knobs', { biographicProvider: 'BABEL_STREET' });

const MATRIX = WAYS.flatMap((way) => CALLERS.map((caller) => ({ name: way.type.name, caller, way })));

test.for(MATRIX)('$name as $caller reads it', async ({ way, caller }, { callers, records }) => {
  for (const subject of records.subjects) {
    const document = `query { ${selectionOf(way, subject)} }`;
    const all = await callers.admin.query<Data, object>(document);
    expect(all.extensions?.masked).toBeUndefined();
    const root = way.steps[0];
    // The viewer is another object for everyone; anyone's own is open to them.
    const reference = root?.name === 'viewer' ? await callers[caller].query<Data, object>(document) : all;
    const expected = seenBy(caller, root, reference.data ?? {});
    const answer = await callers[caller].query<Data, object>(document);
    expect(answer.errors).toBeUndefined();
    expect(present(answer.data)).toEqual(present(expected.data));
    expect(sorted(answer.extensions?.masked)).toEqual(sorted(expected.masked));
  }
});

test('what is guarded was there to be seen', async ({ callers, records }) => {
  const seen = new Set<string>();
  for (const way of WAYS) {
    for (const subject of records.subjects) {
      const { data } = await callers.admin.query<Data, object>(`query { ${selectionOf(way, subject)} }`);
      note(data ?? {}, schema.getQueryType(), seen);
    }
  }
  const guarded = WAYS.flatMap(({ type }) => guardedOf(type).map((field) => `${type.name}.${field.name}`));
  expect(guarded.filter((coordinate) => !seen.has(coordinate) && !NEVER_FILLED.includes(coordinate))).toEqual([]);
});

test('a mask names the path in the answer, with aliases and indices', async ({ callers, records: { subjects } }) => {
  const id = subjects[1]?.transactionId;
  const document = `{ one: verifyTransaction(id: "${id}") { data: verifiedData(types: [GOVERNMENT_ID]) { card: governmentId { first: firstName } } } }`;
  const { data, extensions } = await callers.support.query(document);
  expect(data).toEqual({ one: { data: [{ card: { first: null } }] } });
  expect(extensions?.masked).toEqual([['one', 'data', 0, 'card', 'first']]);
});

type Data = Readonly<Record<string, unknown>>;

function isList({ type }: Field): boolean {
  return isListType(getNullableType(type));
}

function guardedOf(type: GraphQLObjectType): readonly Field[] {
  return fieldsOf(type).filter((field) => ruleOf(field) !== null);
}

function waysFrom(names: readonly string[]): readonly Way[] {
  const roots = names.map((name) => rootFields('query').find((field) => field.name === name));
  const ways = new Map<string, Way>();
  const next: Field[][] = roots.flatMap((field) => (field ? [[field]] : []));
  for (let steps = next.shift(); steps; steps = next.shift()) {
    const last = steps.at(-1);
    const type = last && objectOf(last);
    if (!type || ways.has(type.name)) continue;
    ways.set(type.name, { type, steps });
    // Lists first: what a type is reached by there is filled for every kind of it.
    const [single, lists] = [false, true].map((list) => fieldsOf(type).filter((field) => isList(field) === list));
    next.push(...[...(lists ?? []), ...(single ?? [])].map((field) => [...(steps ?? []), field]));
  }
  return [...ways.values()];
}

/** All guarded fields of the type at the end of the way. */
function selectionOf({ steps, type }: Way, subject: Subject): string {
  const guarded = guardedOf(type).map((field) => callOf(field, subject, '__typename'));
  return steps.reduceRight((selection, field) => callOf(field, subject, selection), guarded.join(' '));
}

/** What is left for a caller of an answer that holds everything, and what is masked. Only alice's records are asked for. */
function seenBy(caller: Caller, root: Field | undefined, all: Data): { data: Data; masked: unknown[] } {
  const name = root?.name ?? '';
  const masked: unknown[] = [];
  const isOwn = name === 'viewer';
  const reached = isOwn || (root && ruleOf(root) && mayRead(caller, ruleOf(root) ?? OPEN));
  if (!reached) return { data: { [name]: null }, masked };
  const strip = (value: unknown, type: GraphQLObjectType | null, path: readonly (string | number)[]): unknown => {
    if (Array.isArray(value)) return value.map((item, index) => strip(item, type, [...path, index]));
    if (typeof value !== 'object' || value === null || !type) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, part]) => {
        const field = type.getFields()[key];
        const rule = field ? ruleOf(field) : null;
        if (field && rule && !isOwn && !mayRead(caller, rule)) {
          masked.push([...path, key]);
          return [key, null];
        }
        return [key, strip(part, field ? objectOf(field) : null, [...path, key])];
      }),
    );
  };
  return { data: { [name]: strip(all[name], root ? objectOf(root) : null, [name]) }, masked };
}

const OPEN = { requires: [], owner: false };

/** Where values stand, whatever they are: some are made anew for each answer. */
function present(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(present);
  if (typeof value !== 'object' || value === null) return value === null ? null : 'a value';
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, present(part)]));
}

function note(value: unknown, type: GraphQLObjectType | null | undefined, seen: Set<string>): void {
  if (Array.isArray(value)) for (const item of value) note(item, type, seen);
  else if (typeof value === 'object' && value !== null && isObjectType(type)) {
    for (const [key, part] of Object.entries(value)) {
      const field = type.getFields()[key];
      if (!field || part === null) continue;
      seen.add(`${type.name}.${key}`);
      note(part, objectOf(field), seen);
    }
  }
}

function sorted(paths: unknown): readonly string[] {
  return Array.isArray(paths) ? paths.map((path) => JSON.stringify(path)).sort() : [];
}
