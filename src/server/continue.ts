// Continue links: the status of one verification as JSON, long-polled. The link is the only key it takes; links are made in auth/.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { StatusTokens } from '../auth/status-token.js';
import { toTransactionNode } from '../resolvers/verification-nodes.js';
import type { VerificationRecord } from '../store/records.js';
import { isFinal } from '../verifications/transitions.js';
import type { Verifications } from '../verifications/verifications.js';
import type { Watching } from '../verifications/watching.js';
import { problem } from '../webhooks/problems.js';

/** Where continue links lead; their secret follows. */
export const CONTINUE_PATH = '/continue';

const WAIT_MS = 25_000;
/** More than the app of one person ever needs, and few enough that a link in wrong hands cannot use up the gateway. */
const MAX_WAITING_PER_VERIFICATION = 16;
const RETRY_AFTER_SECONDS = 5;
const VERSION = /^\d{1,9}$/;

export interface ContinueParts {
  readonly statusTokens: StatusTokens;
  readonly verifications: Verifications;
  readonly watching: Watching;
}

interface ContinueRequest {
  readonly Params: { readonly '*': string };
  readonly Querystring: { readonly version?: unknown };
}

/**
 * Adds the route. Without `version` it answers at once; with it, as soon as the verification is newer than that or final,
 * after 25 seconds at the latest.
 */
export async function registerContinue(app: FastifyInstance, parts: ContinueParts): Promise<void> {
  const { statusTokens, verifications, watching } = parts;
  const draining = new AbortController();
  const waiting = new Map<string, number>();
  // Before the server waits for the requests in flight: what is waited for here may take long.
  app.addHook('preClose', async () => draining.abort());

  app.get<ContinueRequest>(
    // A named parameter may have a hundred characters only.
    `${CONTINUE_PATH}/*`,
    { exposeHeadRoute: false },
    async (request: FastifyRequest<ContinueRequest>, reply) => {
      const pass = statusTokens.passOfLink(request.params['*']);
      const record = pass && (await verifications.find(pass.verificationId));
      if (!pass || !record) return problem(reply, 404, 'Not Found');
      const known = request.query.version;
      if (known === undefined) return statusOf(record);
      if (typeof known !== 'string' || !VERSION.test(known)) {
        return problem(reply, 400, 'Bad Request', '`version` is a whole number.');
      }
      if (isNews(record, Number(known))) return statusOf(record);

      const count = waiting.get(record.id) ?? 0;
      if (count >= MAX_WAITING_PER_VERIFICATION) {
        reply.header('retry-after', RETRY_AFTER_SECONDS);
        return problem(reply, 429, 'Too Many Requests');
      }
      waiting.set(record.id, count + 1);
      try {
        const waitMs = Math.min(WAIT_MS, Math.max(0, pass.expiresAt.getTime() - Date.now()));
        const enough = AbortSignal.any([draining.signal, goneSignal(reply), AbortSignal.timeout(waitMs)]);
        await untilNews(watching, record, Number(known), enough);
      } finally {
        const left = (waiting.get(record.id) ?? 1) - 1;
        if (left > 0) waiting.set(record.id, left);
        else waiting.delete(record.id);
      }
      return statusOf(await verifications.mustFind(record.id));
    },
  );
}

/** Waits for a version above the known one, or for the end of the feed. */
async function untilNews(
  watching: Watching,
  record: VerificationRecord,
  version: number,
  enough: AbortSignal,
): Promise<void> {
  const updates = await watching.watchOne(record, null);
  const leave = () => void updates.return?.();
  enough.addEventListener('abort', leave, { once: true });
  try {
    if (enough.aborted) return;
    for await (const update of updates) if (isNews(update, version)) return;
  } finally {
    enough.removeEventListener('abort', leave);
    await updates.return?.();
  }
}

function isNews(state: Pick<VerificationRecord, 'version' | 'lifecycle'>, version: number): boolean {
  return state.version > version || isFinal(state.lifecycle);
}

/** Aborted when the connection is closed, answered or not. */
function goneSignal(reply: FastifyReply): AbortSignal {
  const controller = new AbortController();
  if (reply.raw.destroyed) controller.abort();
  reply.raw.once('close', () => controller.abort());
  return controller.signal;
}

function statusOf(record: VerificationRecord): object {
  const { id, status, lifecycle, decision, version, expiresAt } = toTransactionNode(record);
  return { id, status, lifecycle, decision, version, expiresAt, final: isFinal(lifecycle) };
}
