// Proves a capability: uses it through GraphQL and looks at the call that reached the sandbox, at what the call took along and at the answer.
import { isObjectType, OperationTypeNode, parse } from 'graphql';
import type { FaultInput } from '../../sandbox/src/http/faults.js';
import type { RequestEntry } from '../../sandbox/src/http/request-log.js';
import { expect } from '../support/fixtures.js';
import type { Person } from '../support/person.js';
import type { TestSandbox } from '../support/sandbox.js';
import { callsOf, noteValues, schema, templateOf } from './answers.js';
import { CAPABILITIES, type CapabilityId, coordinatesOf } from './capabilities.js';
import type { Capability } from './capability.js';
import { documentedCallOf } from './contract-check.js';
import { inputsGiven } from './inputs-given.js';

/** One operation that a capability is used by. */
export interface Use {
  readonly document: string;
  readonly variables: object;
  /** Calls that it may make beside the one it stands for, each as often as it stands here at most. */
  readonly beside?: readonly string[];
  /** How often it makes the one it stands for; default once. */
  readonly times?: number;
  /** What must stand in the data. */
  readonly shows?: object;
  /** What PingOne answers in place of the sandbox, for what a page lists and the sandbox has no cause to tell. */
  readonly answered?: readonly Partial<FaultInput>[];
}

/** What the uses of a capability have shown together. */
export interface Shown {
  /** Coordinates that held a value. */
  readonly outputs: ReadonlySet<string>;
  /** Coordinates of input fields and arguments that were given. */
  readonly inputs: ReadonlySet<string>;
  /** Dotted paths of the bodies that its own calls had. */
  readonly wire: ReadonlySet<string>;
  /** Hosts that its own calls went to. */
  readonly hosts: ReadonlySet<string>;
}

/** Runs every use as an operator who may do everything; each must make the call that the capability stands for, and no unexpected one. */
export async function runUses(
  id: CapabilityId,
  uses: readonly Use[],
  { admin, sandbox }: { readonly admin: Person; readonly sandbox: TestSandbox },
): Promise<Shown> {
  const capability: Capability = CAPABILITIES[id];
  const [outputs, inputs, wire, hosts] = [new Set<string>(), new Set<string>(), new Set<string>(), new Set<string>()];
  for (const { document, variables, beside = [], times = 1, shows = {}, answered = [] } of uses) {
    for (const answer of answered) await sandbox.fault({ times: 1, status: 200, ...answer });
    await sandbox.clearRequests();
    const before = (await sandbox.traffic()).length;
    const answer = await admin.query<object, object>(document, variables);
    await sandbox.clearFaults();
    expect(answer.errors).toBeUndefined();
    expect(answer.extensions?.masked).toBeUndefined();
    expect(answer.data).toMatchObject(shows);
    noteValues(answer.data, isMutation(document) ? 'mutation' : 'query', outputs);
    for (const coordinate of inputsGiven(document, variables)) inputs.add(coordinate);

    const calls = await callsOf(answer, sandbox);
    const own = calls.filter((call) => isCallOf(capability, call));
    expect(own).toHaveLength(capability.upstream === null ? 0 : times);
    const others = calls.filter((call) => !own.includes(call)).map(templateOf);
    expect(without(others, beside)).toEqual([]);
    for (const call of own) hosts.add(call.host);
    for (const call of (await sandbox.traffic()).slice(before)) {
      const isOwn = own.some(({ method, path }) => method === call.method && path.split('?')[0] === call.path);
      if (isOwn && documentedCallOf(call)) for (const key of call.bodyKeys ?? []) wire.add(key);
    }
    for (const { status, correlationId } of upstreamOf(answer.extensions)) {
      expect([status, correlationId]).toEqual([expect.toBeOneOf([200, 201, 204]), expect.any(String)]);
    }
  }
  return { outputs, inputs, wire, hosts };
}

/** Operations and output fields of a capability that its uses have not shown. @param told coordinates that it need not show */
export function notShown(id: CapabilityId, { outputs }: Shown, told: readonly string[] = []): readonly string[] {
  const operations = CAPABILITIES[id].operations.filter((coordinate) => !isLive(coordinate));
  return [...operations, ...coordinatesOf(id)].filter(
    (coordinate) => !outputs.has(coordinate) && !told.includes(coordinate),
  );
}

/** Whether an object type of the published schema has this field. */
export function exists(coordinate: string): boolean {
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
function isCallOf({ upstream }: Capability, call: RequestEntry): boolean {
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
