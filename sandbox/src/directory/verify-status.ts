/** The deprecated verify status of a person: read and set. Verify itself no longer looks at it. */
import { isObject, Problems } from '../http/problems.js';
import type { VendorRoutes } from '../http/vendor-routes.js';
import type { Sandbox } from '../sandbox.js';
import type { UserRecord, VerifyStatus } from '../state/state.js';
import { findUser } from './routes.js';

const STATUSES: readonly VerifyStatus[] = ['NOT_INITIATED', 'ENABLED', 'DISABLED'];

/** Adds the routes; `routes` stands below one environment. */
export function addVerifyStatusRoutes(routes: VendorRoutes, sandbox: Sandbox): void {
  const path = '/users/:userId/verifyStatus';
  routes.get(path, (call) => resource(sandbox, findUser(sandbox, call.param('userId'))));
  routes.put(path, {
    'application/json': (call) => {
      const user = findUser(sandbox, call.param('userId'));
      const updated = { ...user, verifyStatus: readStatus(call.body), updatedAt: sandbox.clock.timestamp() };
      sandbox.state.users.set(user.id, updated);
      sandbox.store.changed();
      return resource(sandbox, updated);
    },
  });
}

function readStatus(body: unknown): VerifyStatus {
  const problems = new Problems();
  const value = isObject(body) ? body.verifyStatus : undefined;
  const status = STATUSES.find((candidate) => candidate === value);
  if (value === undefined || value === null) problems.required('verifyStatus');
  else if (status === undefined) {
    problems.invalid('verifyStatus', `must be one of ${STATUSES.join(', ')}`, { allowedValues: STATUSES });
  }
  problems.throwIfAny();
  return status ?? 'NOT_INITIATED';
}

function resource(sandbox: Sandbox, { id, verifyStatus }: UserRecord): object {
  const user = `${sandbox.environmentUrl()}/users/${id}`;
  return { _links: { self: { href: `${user}/verifyStatus` }, user: { href: user } }, verifyStatus };
}
