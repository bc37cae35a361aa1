/** Sends HTTP messages to clients of the vendors: in order per key, repeated until taken, lost or doubled as the knobs say. */
import { setMaxListeners } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { Agent, request } from 'undici';
import type { KnobBoard } from '../control/knob-board.js';

export interface Message {
  readonly url: string;
  readonly method: 'POST' | 'PUT';
  readonly headers: { readonly [name: string]: string };
  readonly body: string;
}

/** What became of a message: HTTP statuses or names of errors, one per attempt; none when it was lost on purpose. */
export type Answers = readonly string[];

export class Outbox {
  private readonly agent = new Agent({ keepAliveTimeout: 1_000 });
  private readonly stopping = new AbortController();
  private readonly underway = new Map<string, Promise<void>>();
  private readonly late = new Set<Promise<void>>();

  constructor(private readonly knobs: KnobBoard) {
    // One listener per message underway: many are no leak.
    setMaxListeners(0, this.stopping.signal);
  }

  /** Does something after what is underway under the same key. It must not reject. */
  enqueue(key: string, task: () => Promise<void>): void {
    const done = this.settled(key).then(task);
    this.underway.set(key, done);
    void done.finally(() => {
      if (this.underway.get(key) === done) this.underway.delete(key);
    });
  }

  /** Does something later, which nothing waits for. It must not reject. */
  postpone(waitMs: number, task: () => Promise<void>): void {
    const done = this.pause(waitMs).then(() => (this.stopping.signal.aborted ? undefined : task()));
    this.late.add(done);
    void done.finally(() => this.late.delete(done));
  }

  /** Resolves when everything of a key was answered or given up. Never rejects. */
  async settled(key: string): Promise<void> {
    await this.underway.get(key);
  }

  /** Sends a message until it is taken or given up; the knobs may lose it. Never rejects. */
  async deliver(message: Message): Promise<Answers> {
    if (Math.random() * 100 < this.knobs.get('callbackDropPercent')) return [];
    const answers: string[] = [];
    for (let attempt = 0; attempt <= this.knobs.get('callbackRetries') && !this.stopping.signal.aborted; attempt++) {
      if (attempt > 0) await this.pause(this.knobs.get('callbackRetryBaseMs') * 2 ** (attempt - 1));
      const outcome = await this.post(message);
      answers.push(outcome);
      if (!outcome.startsWith('2')) continue;
      for (let copy = 0; copy < this.knobs.get('callbackDuplicates'); copy++) await this.post(message);
      break;
    }
    return answers;
  }

  /** Sends a message once. @returns the HTTP status, or the name of what went wrong */
  async post({ url, method, headers, body }: Message): Promise<string> {
    try {
      const answer = await request(url, {
        method,
        headers: { ...headers, 'content-type': 'application/json' },
        body,
        dispatcher: this.agent,
        signal: AbortSignal.any([this.stopping.signal, AbortSignal.timeout(this.knobs.get('callbackTimeoutMs'))]),
      });
      await answer.body.dump();
      return String(answer.statusCode);
    } catch (error) {
      return error instanceof Error ? error.name : 'failed';
    }
  }

  /** Gives up what is underway. */
  async close(): Promise<void> {
    this.stopping.abort();
    await Promise.all([...this.underway.values(), ...this.late]);
    await this.agent.destroy();
  }

  private async pause(waitMs: number): Promise<void> {
    // Stopping ends the pause early; the loop then sees it.
    await delay(waitMs, undefined, { signal: this.stopping.signal }).catch(() => undefined);
  }
}
