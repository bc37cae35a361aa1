// A subscription as a test sees it: a real graphql-ws client on a socket of its own, whose events can be awaited.
import { type Client, createClient } from 'graphql-ws';
import WebSocket from 'ws';
import type { WatchTransactionSubscription } from '../generated/graphql.js';
import { within } from './waiting.js';

/** A change of status as the subscriptions of the test documents ask for it. */
export type StatusEvent = WatchTransactionSubscription['verifyTransactionStatusChanged'];

export interface WatchError {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly extensions?: Readonly<Record<string, unknown>>;
}

/** How a subscription ended. `errors` are the gateway's; `code` is that of the socket when it was closed first. */
export interface Ending {
  readonly errors: readonly WatchError[];
  readonly code: number | null;
  readonly reason: string | null;
}

export interface WatchTarget {
  readonly url: string;
  readonly token: string;
}

const FINAL = new Set(['FINISHED', 'EXPIRED', 'CANCELLED', 'ABANDONED']);

export class Watch<Event = StatusEvent> {
  /** Resolves when no more events will come, for whatever reason. */
  readonly closed: Promise<Ending>;
  private readonly client: Client;
  private readonly received: Event[] = [];
  private handedOut = 0;
  private ending: Ending | null = null;
  private wake = () => {};

  /** @param pick finds the event in the data of a message */
  constructor(
    { url, token }: WatchTarget,
    document: string,
    variables: Record<string, unknown>,
    pick: (data: unknown) => Event,
  ) {
    let socketClose: { code: number | null; reason: string | null } = { code: null, reason: null };
    this.client = createClient({
      url,
      webSocketImpl: WebSocket,
      connectionParams: { authorization: `Bearer ${token}` },
      retryAttempts: 0,
      on: {
        closed: (event) => {
          if (isCloseEvent(event)) socketClose = { code: event.code, reason: event.reason };
        },
      },
    });
    this.closed = new Promise((resolve) => {
      const end = (errors: readonly WatchError[]) => {
        this.ending = { errors, ...socketClose };
        this.wake();
        resolve(this.ending);
      };
      this.client.subscribe<unknown>(
        { query: document, variables },
        {
          next: ({ data, errors }) => {
            if (errors) return end(errors as readonly WatchError[]);
            this.received.push(pick(data));
            this.wake();
          },
          complete: () => end([]),
          error: (cause) => {
            if (Array.isArray(cause)) end(cause as readonly WatchError[]);
            else if (isCloseEvent(cause)) {
              socketClose = { code: cause.code, reason: cause.reason };
              end([]);
            } else end([{ message: String(cause) }]);
          },
        },
      );
    });
  }

  /** Every event so far. */
  get events(): readonly Event[] {
    return this.received;
  }

  /** The next n events. @throws Error when the subscription ends before */
  async take(count: number): Promise<readonly Event[]> {
    const end = this.handedOut + count;
    await this.whenever(() => this.received.length >= end, `${count} more events`);
    const taken = this.received.slice(this.handedOut, end);
    this.handedOut = end;
    return taken;
  }

  /** Every event from here to the final one; the subscription has completed then. */
  async untilFinal(): Promise<readonly Event[]> {
    const { errors, code } = await within(this.closed, 'the subscription completes');
    if (errors.length > 0 || code !== null) throw this.failure('the final event');
    const rest = this.received.slice(this.handedOut);
    this.handedOut = this.received.length;
    const last: unknown = rest.at(-1);
    if (rest.length > 0 && !isFinal(last)) throw new Error(`It completed with ${JSON.stringify(last)}.`);
    return rest;
  }

  /** The ending, which must come. */
  ended(): Promise<Ending> {
    return within(this.closed, 'the subscription ends');
  }

  /** Goes away as a closed app does. */
  async stop(): Promise<void> {
    await this.client.dispose();
  }

  private async whenever(isThere: () => boolean, what: string): Promise<void> {
    const come = async () => {
      while (!isThere()) {
        if (this.ending) throw this.failure(what);
        await new Promise<void>((resolve) => {
          this.wake = resolve;
        });
      }
    };
    await within(come(), `${what}; there were ${JSON.stringify(this.received)}`);
  }

  private failure(what: string): Error {
    return new Error(`The subscription ended before ${what}: ${JSON.stringify(this.ending)}`);
  }
}

/** A whole message of a subscription. */
export interface Message<Data> {
  readonly data: Data | null;
  readonly errors: readonly WatchError[] | undefined;
  readonly extensions: Readonly<Record<string, unknown>> | undefined;
}

/** The first message of a subscription, or the errors that it ends with before there is one; it is left after that. */
export async function firstMessage<Data>({ url, token }: WatchTarget, document: string): Promise<Message<Data>> {
  const client = createClient({
    url,
    webSocketImpl: WebSocket,
    connectionParams: { authorization: `Bearer ${token}` },
    retryAttempts: 0,
  });
  const first = new Promise<Message<Data>>((resolve, reject) => {
    client.subscribe<Data>(
      { query: document },
      {
        next: ({ data, errors, extensions }) =>
          resolve({ data: data ?? null, errors, extensions: extensions as Message<Data>['extensions'] }),
        complete: () => reject(new Error('The subscription ended without any message.')),
        error: (cause) => {
          if (Array.isArray(cause)) resolve({ data: null, errors: cause, extensions: undefined });
          else reject(cause instanceof Error ? cause : new Error('The socket was closed.', { cause }));
        },
      },
    );
  });
  try {
    return await within(first, 'the first message');
  } finally {
    await client.dispose();
  }
}

function isCloseEvent(event: unknown): event is { code: number; reason: string } {
  return typeof event === 'object' && event !== null && 'code' in event && typeof event.code === 'number';
}

function isFinal(event: unknown): boolean {
  return typeof event === 'object' && event !== null && 'lifecycle' in event && FINAL.has(String(event.lifecycle));
}
