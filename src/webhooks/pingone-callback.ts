// PingOne's callback: who knows the transaction's secret may say that something changed. What changed is read at PingOne.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { sameBytes, sha256 } from '../auth/keys.js';
import type { Starts } from '../store/starts.js';
import type { Metrics } from '../telemetry/metrics.js';
import { CALLBACK_SECRET_HEADER } from '../verifications/transaction-starts.js';
import { problem } from './problems.js';

/** Where PingOne calls back; the id of the start follows. */
export const PINGONE_CALLBACK_PATH = '/callbacks/pingone';

const MAX_BODY_BYTES = 1024 * 1024;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
/** Compared with when there is no such start, so that the time of the answer does not tell. */
const NO_HASH = Buffer.alloc(32);

export interface CallbackParts {
  readonly starts: Starts;
  readonly metrics: Metrics;
}

interface CallbackRequest {
  readonly Params: { readonly startId: string };
}

/** Adds the route. Whatever the body holds is not looked at; it is only taken in up to 1 MiB, and of who brings the secret. */
export async function registerPingOneCallback(app: FastifyInstance, { starts, metrics }: CallbackParts): Promise<void> {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: MAX_BODY_BYTES }, (_request, _body, done) =>
    done(null),
  );

  const onRequest = async (request: FastifyRequest<CallbackRequest>, reply: FastifyReply) => {
    const { startId } = request.params;
    const secret = request.headers[CALLBACK_SECRET_HEADER];
    const hash = UUID.test(startId) ? await starts.secretHashOf(startId) : null;
    const matches = sameBytes(sha256(typeof secret === 'string' ? secret : ''), hash ?? NO_HASH);
    if (hash && matches) return;
    metrics.callbacks.inc({ source: 'PINGONE_VERIFY', outcome: 'refused' });
    return problem(reply, 401, 'Unauthorized', 'The callback does not bring the secret of its transaction.');
  };
  app.post<CallbackRequest>(`${PINGONE_CALLBACK_PATH}/:startId`, { onRequest }, async (request, reply) => {
    await starts.recordCallback(request.params.startId, 'PINGONE_VERIFY');
    metrics.callbacks.inc({ source: 'PINGONE_VERIFY', outcome: 'accepted' });
    return reply.code(200).send();
  });
}
