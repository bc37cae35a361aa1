/** The user directory: create, read, list. */
import { randomUUID } from 'node:crypto';
import { invalidRequest, notFound } from '../http/errors.js';
import type { VendorCall, VendorRoutes } from '../http/vendor-routes.js';
import { isMfaEnabled } from '../mfa/users.js';
import type { Sandbox } from '../sandbox.js';
import type { UserRecord } from '../state/state.js';
import { decodeCursor, encodeCursor } from './cursor.js';
import { parseFilter } from './scim.js';
import { readNewUser } from './user-body.js';

const MAX_PAGE = 200;
const DEFAULT_PAGE = 100;

/** Adds the routes; `routes` stands below one environment. */
export function addUserRoutes(routes: VendorRoutes, sandbox: Sandbox): void {
  routes.post('/users', { 'application/json': (call) => createUser(call, sandbox) });
  routes.get('/users', (call) => listUsers(call, sandbox));
  routes.get('/users/:userId', (call) => {
    const user = findUser(sandbox, call.param('userId'));
    return userResource(sandbox, user, call.query.get('expand') === 'population');
  });
}

/** @throws ApiError 404 */
export function findUser(sandbox: Sandbox, userId: string): UserRecord {
  const user = sandbox.state.users.get(userId);
  if (user === undefined) throw notFound('The requested user');
  return user;
}

/** A user as the API shows it. */
export function userResource(sandbox: Sandbox, user: UserRecord, expandPopulation: boolean): object {
  const { state } = sandbox;
  const environment = sandbox.environmentUrl();
  const self = `${environment}/users/${user.id}`;
  const populationUrl = `${environment}/populations/${user.populationId}`;
  return {
    _links: {
      self: { href: self },
      environment: { href: environment },
      population: { href: populationUrl },
      devices: { href: `${self}/devices` },
      roleAssignments: { href: `${self}/roleAssignments` },
      linkedAccounts: { href: `${self}/linkedAccounts` },
      memberOfGroups: { href: `${self}/memberOfGroups` },
    },
    ...(expandPopulation
      ? {
          _embedded: {
            population: {
              _links: { self: { href: populationUrl } },
              ...state.population,
              environment: { id: state.environmentId },
            },
          },
        }
      : {}),
    id: user.id,
    environment: { id: state.environmentId },
    account: { canAuthenticate: true, status: 'OK' },
    ...user.profile,
    ...(user.profile.email === undefined ? {} : { emailVerified: false }),
    enabled: true,
    identityProvider: { type: 'PING_ONE' },
    lifecycle: { status: 'ACCOUNT_OK' },
    mfaEnabled: isMfaEnabled(sandbox, user.id),
    population: { id: user.populationId },
    verifyStatus: user.verifyStatus,
    createdAt: user.createdAt,
    updatedAt: user.updatedAt,
  };
}

function createUser(call: VendorCall, sandbox: Sandbox): object {
  const { state } = sandbox;
  const wanted = readNewUser(
    call.body,
    (username) => isTaken(sandbox, username),
    (id) => id === state.population.id,
  );
  const now = sandbox.clock.timestamp();
  const user: UserRecord = {
    id: randomUUID(),
    profile: wanted.profile,
    populationId: wanted.populationId ?? state.population.id,
    verifyStatus: 'NOT_INITIATED',
    createdAt: now,
    updatedAt: now,
  };
  state.users.set(user.id, user);
  sandbox.store.changed();
  call.reply.code(201).header('Location', `${sandbox.environmentUrl()}/users/${user.id}`);
  return userResource(sandbox, user, false);
}

function isTaken(sandbox: Sandbox, username: string): boolean {
  const wanted = username.toLowerCase();
  for (const { profile } of sandbox.state.users.values()) {
    if (profile.username.toLowerCase() === wanted) return true;
  }
  return false;
}

function listUsers(call: VendorCall, sandbox: Sandbox): object {
  const cursorText = call.query.get('cursor');
  const cursor = cursorText === null ? undefined : decodeCursor(cursorText);
  const filterText = call.query.get('filter') ?? cursor?.filter ?? null;
  const limit = readLimit(call.query.get('limit')) ?? cursor?.limit ?? DEFAULT_PAGE;
  const all = [...sandbox.state.users.values()].sort(byAge);
  const matching = filterText === null ? all : all.filter(parseFilter(filterText));
  const rest =
    cursor === undefined
      ? matching
      : matching.filter((user) => byAge(user, { createdAt: cursor.afterCreatedAt, id: cursor.afterId }) > 0);
  const page = rest.slice(0, limit);
  const last = page.at(-1);
  const url = `${sandbox.environmentUrl()}/users`;
  const next =
    last !== undefined && rest.length > page.length
      ? encodeCursor({ filter: filterText, limit, afterCreatedAt: last.createdAt, afterId: last.id })
      : undefined;
  return {
    _links: {
      self: { href: `${url}${call.query.size === 0 ? '' : `?${call.query.toString()}`}` },
      ...(next === undefined ? {} : { next: { href: `${url}?cursor=${next}` } }),
    },
    _embedded: { users: page.map((user) => userResource(sandbox, user, false)) },
    count: matching.length,
    size: page.length,
  };
}

function byAge(a: Pick<UserRecord, 'createdAt' | 'id'>, b: Pick<UserRecord, 'createdAt' | 'id'>): number {
  if (a.createdAt !== b.createdAt) return a.createdAt < b.createdAt ? -1 : 1;
  return a.id < b.id ? -1 : Number(a.id > b.id);
}

/** A page larger than the service allows is cut down without a word, as the vendor warns. */
function readLimit(text: string | null): number | undefined {
  if (text === null) return undefined;
  const limit = Number(text);
  if (Number.isInteger(limit) && limit >= 1) return Math.min(limit, MAX_PAGE);
  throw invalidRequest('The request could not be completed. The limit is not valid.', {
    code: 'INVALID_PARAMETER',
    target: 'limit',
    message: `must be a whole number from 1 to ${MAX_PAGE}`,
  });
}
