// Webhooks of PingOne's platform: who brings the secret may say that something happened. What happened is read at PingOne.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { sameBytes, sha256 } from '../auth/keys.js';
import type { PlatformEvents } from '../store/platform-events.js';
import type { Metrics } from '../telemetry/metrics.js';
import { type ReadEvent, readEvents } from './pingone-event.js';
import { problem } from './problems.js';

/** Where a webhook of the format ACTIVITY is to be sent. */
export const PINGONE_PLATFORM_PATH = '/webhooks/pingone';

/** A batch is four mebibytes at most, as PingOne lets it be set up. */
const MAX_BODY_BYTES = 5 * 1024 * 1024;

export interface PlatformParts {
  readonly events: Pick<PlatformEvents, 'receive'>;
  readonly metrics: Metrics;
  readonly environmentId: string;
  /** Name of the header, in lower case, and the texts it may bring. */
  readonly header: string;
  readonly secrets: readonly string[];
  /** Called when a user may have to be looked at. */
  readonly onNews: () => void;
}

/**
 * Adds the route. Of who does not bring the secret no body is read. PingOne sends a batch again until the answer is exactly 200, and nothing later before, so what cannot be read
 * is counted and taken all the same.
 */
export async function registerPingOnePlatform(app: FastifyInstance, parts: PlatformParts): Promise<void> {
  const { events, metrics, environmentId, header } = parts;
  const hashes = parts.secrets.map(sha256);
  const count = (outcome: string, times: number) => metrics.platformEvents.inc({ outcome }, times);
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'string', bodyLimit: MAX_BODY_BYTES }, (_request, body, done) =>
    done(null, body),
  );

  const onRequest = async (request: FastifyRequest, reply: FastifyReply) => {
    const given = request.headers[header];
    const hash = sha256(typeof given === 'string' ? given : '');
    // Every secret is compared, so that the time of the answer does not tell which one is near.
    if (hashes.map((known) => sameBytes(hash, known)).includes(true)) return;
    count('refused', 1);
    return problem(reply, 401, 'Unauthorized', 'The request does not bring the secret of the webhook.');
  };
  app.post(PINGONE_PLATFORM_PATH, { onRequest }, async (request, reply) => {
    const read = readEvents(typeof request.body === 'string' ? request.body : '', environmentId);
    const news = read.flatMap((item) => (item.kind === 'verification' ? [item.event] : []));
    const fresh = await events.receive(news);
    count('accepted', fresh.size);
    count('repeated', news.length - fresh.size);
    count('ignored', countOf(read, 'other'));
    count('malformed', countOf(read, 'malformed'));
    if (fresh.size > 0) parts.onNews();
    return reply.code(200).send();
  });
}

function countOf(read: readonly ReadEvent[], kind: ReadEvent['kind']): number {
  return read.filter((item) => item.kind === kind).length;
}
