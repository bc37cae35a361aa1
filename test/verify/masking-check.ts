// Who reads in the tests of masking, and what each of them must be given of a whole answer. The ways and the rules are in masking.ts.
import { randomUUID } from 'node:crypto';
import { type Answer, Person } from '../support/person.js';
import type { TestSandbox } from '../support/sandbox.js';
import { leftFor, mayRead, queryOf, type Rights, ruleOf, shapeOf, type Way } from './masking.js';

export interface ViewerRow {
  readonly name: string;
  readonly permissions: readonly string[];
  readonly is?: 'owner' | 'other user';
}

const ALL = [
  'USERS_READ',
  'USERS_WRITE',
  'VERIFY_READ',
  'VERIFY_WRITE',
  'VERIFY_APPROVE',
  'PII_READ',
  'PII_REVEAL',
  'MFA_READ',
  'MFA_WRITE',
  'MITEK_READ',
  'MITEK_WRITE',
  'AUDIT_READ',
  'SYSTEM_READ',
  'WEBHOOKS_READ',
  'WEBHOOKS_WRITE',
];
const SUPPORT = ['USERS_READ', 'VERIFY_READ', 'VERIFY_WRITE', 'MITEK_READ', 'MITEK_WRITE', 'MFA_READ', 'PII_REVEAL'];

/** Services hold exactly what their token's scopes say. */
export const service = (...permissions: readonly string[]): ViewerRow => ({
  name: `a service with ${permissions.join(', ')}`,
  permissions,
});

/** Those who come up in every test: the user whose data it is, another one, and the callers that a deployment has. */
export const EVERYONE: readonly ViewerRow[] = [
  { name: 'the owner', permissions: [], is: 'owner' },
  { name: 'another user', permissions: [], is: 'other user' },
  { name: 'support', permissions: SUPPORT },
  { name: 'admin', permissions: [...ALL, 'PRIVACY_ERASE'] },
  { name: 'the backend service', permissions: ALL },
];

/** Arguments of fields by coordinate. */
export type Arguments = Readonly<Record<string, string>>;

/** A way, asked with one subject, and all that there is to read. */
export interface Question {
  readonly way: Way;
  readonly root: string;
  readonly document: string;
  readonly whole: Given;
}

export type Given = Pick<Answer<Record<string, unknown>>, 'data' | 'errors' | 'extensions'>;

/** Does something for each item, some at once. */
export async function forEachOf<Item, Result>(
  items: readonly Item[],
  atOnce: number,
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  for (let index = 0; index < items.length; index += atOnce) {
    results.push(...(await Promise.all(items.slice(index, index + atOnce).map(work))));
  }
  return results;
}

/** Asks for everything on a way as someone who may read everything. @throws Error when that fails */
export async function askWhole(admin: Person, way: Way, subject: Arguments): Promise<Question> {
  const root = way.steps[0]?.name ?? '';
  const document = queryOf(way, subject);
  const whole = await askAs(admin, { way, document });
  if (whole.errors) throw new Error(`${way.name}: ${JSON.stringify(whole.errors)}`);
  return { way, root, document, whole };
}

/** The answer to a question; of a subscription the first event, or how it was refused. */
export async function askAs(person: Person, { way, document }: Pick<Question, 'way' | 'document'>): Promise<Given> {
  return way.operation === 'subscription' ? person.firstEvent(document) : person.query(document);
}

/** What a viewer must be given: what the published rules leave, and word of the rest. */
export function expectedOf(viewer: ViewerRow, { way, root, whole }: Question) {
  if (reaches(viewer, way)) {
    const { data: left, masked } = leftFor(rightsOf(viewer), root, whole.data?.[root], way.operation);
    return { left, masked, code: null };
  }
  const nothing = { left: null, masked: [] };
  // Users are not told whether there is something of others; where they have no business at all, they are told so.
  if (!viewer.is || !ruleOfRoot(way)?.owner) return { ...nothing, code: 'FORBIDDEN' };
  if (way.operation === 'subscription') return { ...nothing, code: 'NOT_FOUND' };
  const part = way.steps[1]?.name ?? '';
  return { ...nothing, left: way.operation === 'mutation' ? { [part]: null } : null, code: null };
}

/** What a viewer was given, in the same form. */
export function actualOf({ data, errors, extensions }: Given, { way, root }: Question) {
  const masked = Array.isArray(extensions?.masked) ? extensions.masked.map((path) => JSON.stringify(path)).sort() : [];
  const left = shapeOf(root, data?.[root] ?? null, way.operation);
  return { left, masked, code: errors?.[0]?.extensions.code ?? null };
}

/** Whether the rule of its root field lets a viewer go a way. */
export function reaches(viewer: ViewerRow, way: Way): boolean {
  const rule = ruleOfRoot(way);
  return rule !== null && mayRead(rightsOf(viewer), rule);
}

export function rightsOf({ permissions, is }: ViewerRow): Rights {
  return { permissions, isOwner: is === 'owner' };
}

/** Signs everybody in. @param userId the owner of everything */
export async function signIn(
  viewers: readonly ViewerRow[],
  sandbox: TestSandbox,
  gateway: ConstructorParameters<typeof Person>[0]['gateway'],
  userId: string,
): Promise<(viewer: ViewerRow) => Person> {
  const people = new Map<string, Person>();
  for (const viewer of viewers) {
    const token = await tokenOf(viewer, sandbox, userId);
    people.set(viewer.name, new Person({ gateway, token, userId: null }));
  }
  return ({ name }) => {
    const person = people.get(name);
    if (!person) throw new Error(`Nobody is ${name}.`);
    return person;
  };
}

function ruleOfRoot({ steps }: Way): ReturnType<typeof ruleOf> {
  return steps[0] ? ruleOf(steps[0]) : null;
}

async function tokenOf({ name, permissions, is }: ViewerRow, sandbox: TestSandbox, userId: string): Promise<string> {
  const { tokens } = sandbox.ready;
  if (is) return is === 'owner' ? sandbox.token({ user: userId }) : tokens.bob;
  if (name === 'support' || name === 'admin') return tokens[name];
  const clientId = `service-${randomUUID()}`;
  const scope = permissions.map((permission) => `gateway:${permission.toLowerCase().replaceAll('_', '.')}`).join(' ');
  // What is told of who acted is the same for all of them.
  return sandbox.token({ user: clientId, clientId, scope, name });
}
