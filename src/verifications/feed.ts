// The feed: reads the status log once per instance and hands each entry to whoever follows its topic. Lost wake-ups only delay it.

import type { StoredEvent } from '../store/records.js';
import type { StatusLog, Topic } from '../store/status-log.js';
import type { Logger } from '../telemetry/logger.js';
import { describeError } from '../telemetry/logger.js';
import type { Metrics } from '../telemetry/metrics.js';
import { Subscriber } from './subscriber.js';

export interface FeedOptions {
  /** How often the log is read without being told, in milliseconds. */
  readonly sweepMs: number;
  /** Entries one subscriber may lag behind before it is ended. */
  readonly bufferSize: number;
}

const MAX_PAGE = 500;
const CATCH_UP_PAGE = 100;
const EVERYBODY = 'everybody';

export class Feed {
  private readonly subscribers = new Map<string, Set<Subscriber>>();
  private position = 0n;
  private reading: Promise<void> | null = null;
  private again = false;
  private timer: NodeJS.Timeout | null = null;
  private count = 0;
  private stopped = false;

  constructor(
    private readonly log: StatusLog,
    private readonly options: FeedOptions,
    private readonly logger: Logger,
    private readonly metrics: Metrics,
  ) {}

  /** Begins at the present end of the log. */
  async start(): Promise<void> {
    this.position = await this.log.head();
    this.timer = setInterval(() => this.wake(), this.options.sweepMs);
  }

  /** Ends every subscription and waits for the reading under way. */
  async stop(): Promise<void> {
    this.stopped = true;
    if (this.timer) clearInterval(this.timer);
    for (const set of this.subscribers.values()) for (const subscriber of set) subscriber.end();
    await this.reading;
  }

  /** Subscriptions open now. */
  get active(): number {
    return this.count;
  }

  /** Says that the log may have grown. Any number of calls while a reading is under way make one more. */
  wake(): void {
    if (this.stopped) return;
    if (this.reading) {
      this.again = true;
      return;
    }
    this.reading = this.readOn().finally(() => {
      this.reading = null;
    });
  }

  /**
   * Every version of a topic after a position, in order, each once: first what the log holds, then what comes. Begins with the first `next`.
   * @param isOver asked before each look into the log (with null), and after the newest entry found there or come live: whether the feed ends there.
   * @throws SubscriptionLagged when the reader is too slow; nothing has been skipped up to its cursor.
   */
  follow(
    topic: Topic,
    after: bigint,
    isOver: (last: StoredEvent | null) => boolean | Promise<boolean>,
  ): AsyncIterableIterator<StoredEvent, void, undefined> {
    const subscriber = new Subscriber(this.options.bufferSize);
    const entries = this.entries(subscriber, topic, after, isOver);
    return {
      next: () => entries.next(),
      // A generator that waits for an entry would not hear of `return` before the next one comes.
      return: () => {
        subscriber.end();
        return entries.return();
      },
      [Symbol.asyncIterator]() {
        return this;
      },
    };
  }

  private async *entries(
    subscriber: Subscriber,
    topic: Topic,
    after: bigint,
    isOver: (last: StoredEvent | null) => boolean | Promise<boolean>,
  ): AsyncGenerator<StoredEvent, void, undefined> {
    const leave = this.join(topic, subscriber);
    let last = after;
    try {
      for (;;) {
        // What arrives from here on is kept by the subscriber; what came before is in the log already.
        subscriber.restart();
        // Asked first, so that what ended it is found in the log; asked later, the end could come in between and go untold.
        const over = await isOver(null);
        const page = await this.log.read(topic, last, CATCH_UP_PAGE);
        for (const entry of page) {
          last = entry.position;
          yield entry;
        }
        if (page.length === CATCH_UP_PAGE) continue;
        const newest = page.at(-1);
        // What ended it can also have come between the question and the look into the log.
        if (over || (newest && (await isOver(newest)))) return;
        if (subscriber.goLive()) break;
      }
      for (;;) {
        const entry = await subscriber.take(last);
        if (!entry) return;
        if (entry.position <= last) continue;
        last = entry.position;
        yield entry;
        if (await isOver(entry)) return;
      }
    } finally {
      leave();
    }
  }

  private async readOn(): Promise<void> {
    // Half of what a subscriber can hold: those who keep up have room for it when it comes, however much the log has grown.
    const limit = Math.max(1, Math.min(MAX_PAGE, Math.floor(this.options.bufferSize / 2)));
    do {
      this.again = false;
      try {
        const page = await this.log.read({ everybody: true }, this.position, limit);
        for (const entry of page) {
          this.position = entry.position;
          this.deliver(entry);
        }
        if (page.length === limit) this.again = true;
      } catch (error) {
        this.logger.warn(
          { err: describeError(error) },
          'The status log could not be read; the next sweep tries again.',
        );
        return;
      }
    } while (this.again && !this.stopped);
  }

  private deliver(entry: StoredEvent): void {
    const followers = [
      ...(this.subscribers.get(keyOf({ verificationId: entry.verificationId })) ?? []),
      ...(entry.userId === null ? [] : (this.subscribers.get(keyOf({ userId: entry.userId })) ?? [])),
      ...(this.subscribers.get(EVERYBODY) ?? []),
    ];
    if (followers.length === 0) return;
    this.metrics.pushDelay.observe(Math.max(0, Date.now() - entry.recordedAt.getTime()) / 1000);
    for (const subscriber of followers) {
      if (subscriber.offer(entry) === 'lagged') this.metrics.subscriptionsLagged.inc();
    }
  }

  private join(topic: Topic, subscriber: Subscriber): () => void {
    const key = keyOf(topic);
    const set = this.subscribers.get(key) ?? new Set();
    this.subscribers.set(key, set.add(subscriber));
    this.count += 1;
    this.metrics.subscriptions.inc();
    if (this.stopped) subscriber.end();
    return () => {
      set.delete(subscriber);
      if (set.size === 0 && this.subscribers.get(key) === set) this.subscribers.delete(key);
      this.count -= 1;
      this.metrics.subscriptions.dec();
    };
  }
}

function keyOf(topic: Topic): string {
  if ('verificationId' in topic) return `verification ${topic.verificationId}`;
  return 'userId' in topic ? `user ${topic.userId}` : EVERYBODY;
}
