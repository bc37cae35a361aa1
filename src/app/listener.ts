// Puts the listening connection together: which part is woken by what other instances, and the database itself, tell of.
import { Listener } from '../store/listener.js';
import { LOG_CHANNEL } from '../store/status-log.js';
import { TRACKER_CHANNEL } from '../store/tracking.js';
import { WEBHOOK_CHANNEL } from '../store/webhook-deliveries.js';
import { describeError, type Logger } from '../telemetry/logger.js';

interface Wakeable {
  wake(): void;
}

export interface WokenParts {
  readonly feed: Wakeable;
  readonly tracker: Wakeable;
  readonly dispatcher: Wakeable;
}

/** @param directUrl address of the database past any pooler */
export function createListener(directUrl: string, { feed, tracker, dispatcher }: WokenParts, logger: Logger): Listener {
  return new Listener(directUrl, [LOG_CHANNEL, TRACKER_CHANNEL, WEBHOOK_CHANNEL], {
    onWake: (channel) => {
      if (channel === LOG_CHANNEL) feed.wake();
      if (channel === TRACKER_CHANNEL) tracker.wake();
      // News of the log are news for webhooks too.
      else dispatcher.wake();
    },
    // What was told while nobody listened is looked for.
    onConnected: () => {
      feed.wake();
      tracker.wake();
      dispatcher.wake();
    },
    onError: (error) =>
      logger.warn({ err: describeError(error) }, 'The listening connection broke; the sweep goes on.'),
  });
}
