/** The authorization server's endpoints: discovery, key set and the token endpoint for client credentials. */
import formbody from '@fastify/formbody';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { isObject } from '../http/problems.js';
import type { SandboxState } from '../state/state.js';
import { ALGORITHM, publicJwk } from './keys.js';
import { type Tokens, WORKER_TOKEN_SECONDS } from './tokens.js';

/** Adds the routes below `/{environmentId}/as`. */
export async function addIssuerRoutes(app: FastifyInstance, state: SandboxState, tokens: () => Tokens): Promise<void> {
  await app.register(formbody);
  const base = `/${state.environmentId}/as`;

  app.get(`${base}/.well-known/openid-configuration`, async () => {
    const { issuer } = tokens();
    return {
      issuer,
      jwks_uri: `${issuer}/jwks`,
      token_endpoint: `${issuer}/token`,
      grant_types_supported: ['client_credentials'],
      response_types_supported: ['token'],
      subject_types_supported: ['public'],
      id_token_signing_alg_values_supported: [ALGORITHM],
      token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post'],
    };
  });

  app.get(`${base}/jwks`, async () => ({ keys: [publicJwk(state.signingKey)] }));

  app.post(`${base}/token`, async (request, reply) => {
    reply.header('Cache-Control', 'no-store');
    const form = isObject(request.body) ? request.body : {};
    const client = credentials(request, form);
    const token = client && (await tokenFor(client, state, tokens()));
    if (form.grant_type !== 'client_credentials') {
      return form.grant_type === undefined
        ? refuse(reply, 400, 'invalid_request', 'grant_type is missing')
        : refuse(reply, 400, 'unsupported_grant_type', 'only client_credentials is supported');
    }
    if (token === undefined) {
      reply.header('WWW-Authenticate', 'Basic realm="PingOne sandbox"');
      return refuse(reply, 401, 'invalid_client', 'Request denied: unknown client, or wrong secret');
    }
    return { access_token: token, token_type: 'Bearer', expires_in: WORKER_TOKEN_SECONDS };
  });
}

interface Client {
  readonly id: string;
  readonly secret: string;
}

async function tokenFor(client: Client, state: SandboxState, tokens: Tokens): Promise<string | undefined> {
  const is = (known: { readonly clientId: string; readonly clientSecret: string }) =>
    known.clientId === client.id && known.clientSecret === client.secret;
  if (is(state.worker)) return tokens.mintWorker();
  return is(state.backend) ? tokens.mintBackend() : undefined;
}

/** Basic takes the id and the secret form-encoded; the form takes them as fields. */
function credentials(request: FastifyRequest, form: { readonly [name: string]: unknown }): Client | undefined {
  const basic = /^basic\s+(\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
  if (basic !== undefined) {
    const text = Buffer.from(basic, 'base64').toString();
    const colon = text.indexOf(':');
    if (colon === -1) return undefined;
    const [id, secret] = [decodeForm(text.slice(0, colon)), decodeForm(text.slice(colon + 1))];
    return id === undefined || secret === undefined ? undefined : { id, secret };
  }
  const { client_id: id, client_secret: secret } = form;
  return typeof id === 'string' && typeof secret === 'string' ? { id, secret } : undefined;
}

function decodeForm(text: string): string | undefined {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return undefined;
  }
}

function refuse(reply: FastifyReply, status: number, error: string, description: string): FastifyReply {
  return reply.code(status).send({ error, error_description: description });
}
