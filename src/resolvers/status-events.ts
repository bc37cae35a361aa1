// The stream behind the status subscriptions: updates of the feed as events of the schema, cursors in and out.
import { GraphQLError } from 'graphql';
import type { VerificationStatusEvent } from '../schema/verification-event.js';
import { mapItems } from '../verifications/iterators.js';
import { SubscriptionLagged } from '../verifications/subscriber.js';
import { CursorOutOfLog, type StatusUpdate } from '../verifications/watching.js';
import type { Context } from './context.js';
import { type Cursors, cursorInvalid } from './cursors.js';

/** A status event on its way through an operation: what the schema shows, and the id of what it is about. */
export interface StatusEventNode extends VerificationStatusEvent {
  readonly verificationId: string;
}

/**
 * Opens a stream of events.
 * @param cursor `after` as the client sent it
 * @throws GraphQLError CURSOR_INVALID; while streaming SUBSCRIPTION_LAGGED with the last cursor that was delivered
 */
export async function statusEvents(
  { services: { cursors } }: Context,
  cursor: string | null | undefined,
  open: (after: bigint | null) => Promise<AsyncIterableIterator<StatusUpdate>>,
): Promise<AsyncIterableIterator<StatusEventNode>> {
  const after = cursor === null || cursor === undefined ? null : cursors.toPosition(cursor);
  try {
    return lagTold(
      mapItems(await open(after), (update) => toStatusEvent(update, cursors)),
      cursors,
    );
  } catch (error) {
    if (error instanceof CursorOutOfLog) throw cursorInvalid({ oldestCursor: cursors.ofPosition(error.oldest) });
    throw error;
  }
}

function toStatusEvent(update: StatusUpdate, cursors: Cursors): StatusEventNode {
  const { position, ...event } = update;
  return { ...event, cursor: cursors.ofPosition(position) };
}

/** The feed knows positions; clients know cursors. */
function lagTold<T>(events: AsyncIterableIterator<T>, cursors: Cursors): AsyncIterableIterator<T> {
  return {
    async next() {
      try {
        return await events.next();
      } catch (error) {
        if (!(error instanceof SubscriptionLagged)) throw error;
        throw new GraphQLError('The client read too slowly; subscribe again with `after`.', {
          extensions: { code: 'SUBSCRIPTION_LAGGED', cursor: cursors.ofPosition(error.position) },
        });
      }
    },
    return: async () => (await events.return?.()) ?? { done: true, value: undefined },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}
