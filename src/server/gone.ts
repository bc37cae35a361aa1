// Clients that go away before they have their answer.
import type { FastifyReply } from 'fastify';

/** Aborted when the client goes away before it has its answer. */
export function whenGone(reply: FastifyReply): AbortSignal {
  const controller = new AbortController();
  reply.raw.once('close', () => {
    if (!reply.raw.writableFinished) controller.abort(new Error('The client has gone.'));
  });
  return controller.signal;
}
