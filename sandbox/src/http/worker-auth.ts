/** The door of the vendor API: bearer token, environment, roles and rate limit, in the order the vendor checks them. */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { KnobBoard } from '../control/knob-board.js';
import type { Tokens } from '../issuer/tokens.js';
import { insufficientPermissions, invalidToken } from './errors.js';
import type { RateLimits } from './rate-limit.js';

const DATA_ADMIN = 'Identity Data Admin';
const ENVIRONMENT_ADMIN = 'Environment Admin';

/** Guards every route of `app`, which are those below one environment. */
export function addWorkerAuth(
  app: FastifyInstance,
  parts: {
    readonly environmentId: string;
    readonly tokens: () => Tokens;
    readonly knobs: KnobBoard;
    readonly limits: RateLimits;
  },
): void {
  app.addHook('onRequest', async (request) => {
    const token = /^bearer\s+(\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
    if (token === undefined || !(await parts.tokens().isWorkerToken(token))) throw invalidToken();
    const [, , , environmentId] = pathOf(request).split('/');
    if (environmentId !== parts.environmentId) throw insufficientPermissions();
    const isPolicy = pathOf(request).includes('/verifyPolicies');
    const roles = parts.knobs.get('workerRoles');
    if (!roles.includes(DATA_ADMIN) && !(isPolicy && roles.includes(ENVIRONMENT_ADMIN)))
      throw insufficientPermissions();
    const isVerify = isPolicy || /\/(?:verifyTransactions|identityRecordMatching)(?:\/|$)/.test(pathOf(request));
    parts.limits.spend(isVerify ? 'verify' : 'directory');
  });
}

function pathOf(request: FastifyRequest): string {
  return request.url.split('?')[0] ?? '';
}
