// What the tests of PingOne calls share: everything the gateway calls, at a server that gives out a token and one scripted answer.
import { afterwards, upstream } from '../http/client-fixture.js';
import { json, type ScriptedServer, type Step } from '../http/scripted-server.js';
import { createPingOne, type PingOne } from './pingone.js';

export const key = { userId: 'u1', transactionId: 't1' };
export const base = '/v1/environments/env-1';

/** @param answer to every call but those for a token */
export async function pingOne(answer: Step): Promise<{ readonly api: PingOne; readonly server: ScriptedServer }> {
  const server = await upstream((response, request) =>
    request.url.endsWith('/as/token')
      ? json(200, { access_token: 'w1', token_type: 'Bearer', expires_in: 3600 })(response, request)
      : answer(response, request),
  );
  const api = createPingOne({
    apiUrl: `${server.url}/v1`,
    authUrl: server.url,
    environmentId: 'env-1',
    clientId: 'worker',
    clientSecret: 'secret',
  });
  afterwards(() => api.close());
  return { api, server };
}
