// Each capability of PingOne's Verify connector, from GraphQL over HTTP to the sandbox and back: the one upstream call it stands for, and
// every output field that the connector's page lists.
import { isObjectType, OperationTypeNode, parse } from 'graphql';
import { test as base, expect } from '../support/fixtures.js';
import { callsOf, noteValues, schema, templateOf } from './answers.js';
import { CAPABILITIES, type Capability, coordinatesOf } from './capabilities.js';
import { USES } from './capability-uses.js';
import { type CapabilityId, SEED_FIELDS } from './seed-fields.js';
import { Subjects } from './subjects.js';

const test = base
  // Only what is asked for is called; nothing is polled.
  .override('env', { POLL_FAST_SECONDS: '3600', POLL_SLOW_SECONDS: '3600' })
  .extend('subjects', { scope: 'file' }, async ({ sandbox, gateway }) => new Subjects(sandbox, gateway))
  .extend('passed', { scope: 'file' }, async ({ subjects }) => subjects.passed());

const ROWS = Object.entries(CAPABILITIES).map(
  ([id, capability]) => [capability.name, id as CapabilityId, capability] as const,
);

test.for(ROWS)('%s', async ([, id, capability], { admin, alice, sandbox, subjects, passed }) => {
  const seen = new Set<string>();
  for (const { document, variables, beside = [], times = 1, shows = {} } of await USES[id]({
    alice,
    sandbox,
    subjects,
    passed,
  })) {
    await sandbox.clearRequests();
    const answer = await admin.query<object, object>(document, variables);
    expect(answer.errors).toBeUndefined();
    expect(answer.extensions?.masked).toBeUndefined();
    expect(answer.data).toMatchObject(shows);
    noteValues(answer.data, isMutation(document) ? 'mutation' : 'query', seen);

    const calls = await callsOf(answer, sandbox);
    const own = calls.filter((call) => isCallOf(capability, call));
    expect(own).toHaveLength(capability.upstream === null ? 0 : times);
    const others = calls.filter((call) => !own.includes(call)).map(templateOf);
    expect(without(others, beside)).toEqual([]);
    for (const { status, correlationId } of upstreamOf(answer.extensions)) {
      expect([status, correlationId]).toEqual([expect.toBeOneOf([200, 201, 204]), expect.any(String)]);
    }
  }
  const operations = capability.operations.filter((coordinate) => !isLive(coordinate));
  expect([...operations, ...coordinatesOf(id)].filter((coordinate) => !seen.has(coordinate))).toEqual([]);
});

test('Read Transaction, live', async ({ alice, sandbox, subjects }) => {
  const transaction = await subjects.open();
  const watch = alice.watch(transaction);
  await watch.take(1);
  await sandbox.clearRequests();
  await sandbox.finish(transaction);
  const events = await watch.untilFinal();
  expect(events.at(-1)).toMatchObject({ rawStatus: 'SUCCESS', decision: 'APPROVED' });
  const calls = (await sandbox.requests()).filter(({ path }) => path.includes(transaction.id));
  expect(new Set(calls.map(templateOf))).toEqual(new Set(['GET {T}']));
});

test('each output field of the page has a place in the published schema', () => {
  const missing = Object.entries(SEED_FIELDS).flatMap(([capability, fields]) =>
    Object.entries<readonly string[]>(fields)
      .filter(([, coordinates]) => coordinates.length === 0 || !coordinates.every(exists))
      .map(([field]) => `${capability}: ${field}`),
  );
  expect(missing).toEqual([]);
});

test('each operation of the table is in the published schema', () => {
  const operations = Object.values(CAPABILITIES).flatMap(({ operations }) => operations);
  expect(operations.filter((coordinate) => !exists(coordinate))).toEqual([]);
});

function exists(coordinate: string): boolean {
  const [typeName = '', fieldName = ''] = coordinate.split('.');
  const type = schema.getType(typeName);
  return isObjectType(type) && fieldName in type.getFields();
}

function isLive(coordinate: string): boolean {
  return coordinate.startsWith('Subscription.');
}

function isMutation(document: string): boolean {
  const [definition] = parse(document).definitions;
  return definition?.kind === 'OperationDefinition' && definition.operation === OperationTypeNode.MUTATION;
}

/** Whether a request is the call that a capability stands for: method, path, selecting content type and query. */
function isCallOf(
  { upstream }: Capability,
  call: Parameters<typeof templateOf>[0] & { contentType: string | null },
): boolean {
  if (upstream === null) return false;
  const { method, path, contentType, query = '' } = upstream;
  if (templateOf(call) !== `${method} ${path.replaceAll(/\/\{\w{2,}\}/g, '/{id}')}`) return false;
  if (call.contentType !== contentType) return false;
  const [, asked = ''] = call.path.split('?');
  const [wanted, given] = [new URLSearchParams(query), new URLSearchParams(asked)];
  return [...wanted].every(([name, value]) => given.has(name) && (value.startsWith('{') || given.get(name) === value));
}

/** What remains of a list when each of the others is taken out of it once. */
function without(list: readonly string[], others: readonly string[]): readonly string[] {
  return others.reduce((rest, other) => (rest.includes(other) ? rest.toSpliced(rest.indexOf(other), 1) : rest), list);
}

function upstreamOf(extensions: Readonly<Record<string, unknown>> | undefined) {
  return (extensions?.upstream ?? []) as readonly { readonly status: number; readonly correlationId: string }[];
}
