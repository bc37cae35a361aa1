// A subscriber who is cut off again and again and goes on with the cursor of the last event; and the book it keeps.
import { once, setMaxListeners } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { WatchTransactionDocument, WatchVerificationsDocument } from '../generated/graphql.js';
import type { Gateway } from '../support/gateway.js';
import { Person } from '../support/person.js';
import type { StatusEvent } from '../support/watch.js';

/** What a follower saw that it should not have, and did not see that it should have. */
export interface Findings {
  readonly lost: readonly string[];
  readonly duplicated: readonly string[];
  readonly outOfOrder: readonly string[];
}

/** A change as the log has it. */
export interface Change {
  readonly id: string;
  readonly version: number;
}

export interface Following {
  readonly name: string;
  readonly token: string;
  /** Which gateway to connect to next. */
  readonly next: () => Gateway;
  /** How often it breaks off by itself, in milliseconds; null: never. */
  readonly restlessMs: number | null;
}

const PAUSE_MS = 50;

/** Everything of a verification, or of everybody. */
type Subject =
  | { readonly kind: 'one'; readonly document: string; readonly id: string }
  | { readonly kind: 'everybody' };

export class Follower {
  /** Every event, in the order in which it came. */
  readonly seen: Change[] = [];
  /** How often it connected. */
  connections = 0;
  /** Codes of the errors that its subscriptions ended with. */
  readonly errors: string[] = [];
  private cursor: string | undefined;
  private isOver = false;
  private readonly leaving = new AbortController();
  private readonly told: Promise<void>;
  private readonly done: Promise<void>;

  private constructor(
    private readonly how: Following,
    private readonly subject: Subject,
    after?: string,
  ) {
    this.cursor = after;
    // One listener per pause, and pauses outlast connections that fail: many are no leak.
    setMaxListeners(0, this.leaving.signal);
    this.told = once(this.leaving.signal, 'abort').then(() => undefined);
    this.done = this.follow();
  }

  /** Follows one verification from its present state to its end. @param document a subscription whose only field is the event */
  static ofOne(how: Following, id: string, document: string = WatchTransactionDocument.toString()): Follower {
    return new Follower(how, { kind: 'one', document, id });
  }

  /** Follows everything that comes after a cursor, until it is told to stop. */
  static ofEverybody(how: Following, after: string): Follower {
    return new Follower(how, { kind: 'everybody' }, after);
  }

  /** Resolves when the feed has ended by itself, or it was told to stop. */
  ended(): Promise<void> {
    return this.done;
  }

  async stop(): Promise<void> {
    this.leaving.abort();
    await this.done;
  }

  /** @param log every change of every verification, in the order of the log */
  compare(log: readonly Change[]): Findings {
    const { subject, seen, how } = this;
    // Who begins with the present state has not missed what was before.
    const first = subject.kind === 'one' ? (seen[0]?.version ?? 1) : 1;
    const due = log.filter(
      ({ id, version }) => version >= first && (subject.kind === 'everybody' || id === subject.id),
    );
    return compare(how.name, seen, due);
  }

  private async follow(): Promise<void> {
    while (!this.leaving.signal.aborted) {
      if (await this.connect()) return;
      await this.pause(PAUSE_MS);
    }
  }

  /** @returns whether the feed has come to its end */
  private async connect(): Promise<boolean> {
    this.connections += 1;
    const { subject, how } = this;
    const person = new Person({ gateway: how.next(), token: how.token, userId: null });
    const document = subject.kind === 'one' ? subject.document : WatchVerificationsDocument.toString();
    const variables = { ...(subject.kind === 'one' ? { id: subject.id } : {}), after: this.cursor };
    // What still comes in while a socket closes comes again over the next one, which began with the cursor before it.
    let isListening = true;
    const watch = person.subscribe(document, variables, (data: Readonly<Record<string, StatusEvent>>) => {
      if (isListening) for (const event of Object.values(data)) this.note(event);
    });
    const enough = how.restlessMs === null ? [] : [this.pause(how.restlessMs)];
    const ending = await Promise.race([watch.closed, this.told, ...enough]);
    isListening = false;
    // Leaving fails where the connection was never made.
    await person.leave().catch(() => undefined);
    if (!ending) return false;
    for (const { extensions } of ending.errors)
      this.errors.push(typeof extensions?.code === 'string' ? extensions.code : 'no connection');
    return this.isOver && ending.errors.length === 0;
  }

  private note({ verification: { id }, version, cursor, lifecycle }: StatusEvent): void {
    this.seen.push({ id, version });
    this.cursor = cursor;
    this.isOver = this.subject.kind === 'one' && FINAL.has(lifecycle);
  }

  private async pause(ms: number): Promise<void> {
    // Told to stop, it stops pausing too.
    await delay(ms, undefined, { signal: this.leaving.signal }).catch(() => undefined);
  }
}

/**
 * Holds what somebody saw against what there was to see.
 * @param due in the order in which it was to come
 */
export function compare(name: string, seen: readonly Change[], due: readonly Change[]): Findings {
  const place = new Map(due.map((change, index) => [textOf(change), index]));
  const met = new Set<string>();
  const duplicated: string[] = [];
  const outOfOrder: string[] = [];
  let furthest = -1;
  for (const text of seen.map(textOf)) {
    const at = place.get(text);
    if (met.has(text)) duplicated.push(`${name}: ${text}`);
    else if (at === undefined || at < furthest) outOfOrder.push(`${name}: ${text}`);
    met.add(text);
    furthest = Math.max(furthest, at ?? -1);
  }
  const lost = due
    .map(textOf)
    .filter((text) => !met.has(text))
    .map((text) => `${name}: ${text}`);
  return { lost, duplicated, outOfOrder };
}

const FINAL: ReadonlySet<string> = new Set(['FINISHED', 'EXPIRED', 'CANCELLED', 'ABANDONED']);

function textOf({ id, version }: Change): string {
  return `${id} version ${version}`;
}
