// Pictures by their short-lived addresses. An address is the only key this takes; addresses are made in media/.
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { VerifyApi } from '../datasources/pingone/verify.js';
import { fetchPicture } from '../media/picture.js';
import type { PictureAddresses } from '../media/picture-address.js';
import type { ErrorFormatter } from '../operations/errors.js';
import { runInScope } from '../telemetry/scope.js';
import type { Verifications } from '../verifications/verifications.js';
import { problem } from '../webhooks/problems.js';
import { answerFailure } from './failures.js';
import { whenGone } from './gone.js';

/** Where pictures lie; the secret of their address follows. */
export const MEDIA_PATH = '/media';

const DEADLINE_MS = 30_000;

/** What is shown was taken in from outside: it is a picture and nothing else, whatever it tries to be. */
const HEADERS = {
  'content-security-policy': "default-src 'none'; sandbox; frame-ancestors 'none'",
  'content-disposition': 'inline',
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  // Pages of other origins show it in an `img`; what keeps others out is that nobody else knows the address.
  'cross-origin-resource-policy': 'cross-origin',
} as const;

export interface MediaParts {
  readonly addresses: PictureAddresses;
  readonly verify: VerifyApi;
  readonly verifications: Pick<Verifications, 'find'>;
  readonly formatError: ErrorFormatter;
}

/**
 * Adds the route, for GET and HEAD. Each request reads PingOne anew, so that nothing is shown that has been deleted there; what was
 * erased on request is not asked for, as PingOne may still hold it.
 */
export async function registerMedia(
  app: FastifyInstance,
  { addresses, verify, verifications, formatError }: MediaParts,
) {
  app.setErrorHandler((error, request, reply) =>
    runInScope(request.id, () => answerFailure(reply, error, formatError)),
  );

  app.get<{ Params: { '*': string } }>(`${MEDIA_PATH}/*`, (request, reply) =>
    runInScope(request.id, async (): Promise<FastifyReply> => {
      const place = addresses.placeOf(request.params['*']);
      const signal = AbortSignal.any([whenGone(reply), AbortSignal.timeout(DEADLINE_MS)]);
      const record = place && (await verifications.find(place.transactionId));
      const isShown = record !== null && record.redactedAt === null;
      const picture = place && isShown ? await fetchPicture(verify, place, signal) : null;
      if (!picture) return problem(reply, 404, 'Not Found');
      return reply.headers(HEADERS).type(picture.contentType).send(picture.content);
    }),
  );
}
