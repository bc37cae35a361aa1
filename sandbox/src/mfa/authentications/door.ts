/** The door of the authentication host: environment and bearer token. Its address has neither /v1 nor /environments. */
import type { FastifyInstance } from 'fastify';
import { insufficientPermissions, invalidToken } from '../../http/errors.js';
import type { Tokens } from '../../issuer/tokens.js';
import type { Sandbox } from '../../sandbox.js';

/** Guards every route of `app`. The token of a worker is good, and that of a person as the knob says. */
export function addAuthenticationDoor(app: FastifyInstance, sandbox: Sandbox, tokens: () => Tokens): void {
  app.addHook('onRequest', async (request) => {
    const token = /^bearer\s+(\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
    if (token === undefined) throw invalidToken();
    const mayBePerson = sandbox.knobs.get('mfaUserTokens') === 'accept';
    const isGood = (await tokens().isWorkerToken(token)) || (mayBePerson && (await tokens().isPersonToken(token)));
    if (!isGood) throw invalidToken();
    if (request.url.split('/')[1] !== sandbox.state.environmentId) throw insufficientPermissions();
  });
}
