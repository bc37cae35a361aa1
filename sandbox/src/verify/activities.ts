/** Webhooks of the platform in the format ACTIVITY: one subscription, set up by knobs. They tell that something happened, not what came of it. */
import { randomUUID } from 'node:crypto';
import { setMaxListeners } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { Agent, request } from 'undici';
import type { Sandbox } from '../sandbox.js';
import type { TransactionRecord } from '../state/state.js';

const MOST_EVENTS = 500;

export class Activities {
  private readonly agent = new Agent({ keepAliveTimeout: 1_000 });
  private readonly stopping = new AbortController();
  private readonly waiting: object[] = [];
  private sending: Promise<void> | undefined;

  constructor(private readonly sandbox: Sandbox) {
    setMaxListeners(0, this.stopping.signal);
  }

  /** Tells of a transaction. Never rejects. */
  tell(transaction: TransactionRecord, what: 'CREATED' | 'UPDATED' | 'DELETED'): void {
    if (this.sandbox.knobs.get('activityWebhookUrl') === '') return;
    this.waiting.push(this.event(transaction, what));
    this.sending ??= this.sendAll().finally(() => {
      this.sending = undefined;
    });
  }

  /** Gives up what was not sent. */
  async close(): Promise<void> {
    this.stopping.abort();
    await this.sending;
    await this.agent.destroy();
  }

  /** The first batch is sent again until it is answered with exactly 200; nothing later goes out before. */
  private async sendAll(): Promise<void> {
    while (this.waiting.length > 0 && !this.stopping.signal.aborted) {
      const batch = this.waiting.slice(0, MOST_EVENTS);
      if (await this.post(batch)) this.waiting.splice(0, batch.length);
      else await this.pause();
    }
  }

  private async post(batch: readonly object[]): Promise<boolean> {
    const { knobs, log } = this.sandbox;
    const url = knobs.get('activityWebhookUrl');
    if (url === '') return true;
    const isLines = knobs.get('activityWebhookFormat') === 'ND_JSON';
    try {
      const answer = await request(url, {
        method: 'POST',
        headers: {
          'content-type': isLines ? 'application/x-ndjson' : 'application/json',
          [knobs.get('activityWebhookHeader')]: knobs.get('activityWebhookSecret'),
        },
        body: isLines ? batch.map((event) => JSON.stringify(event)).join('\n') : JSON.stringify(batch),
        dispatcher: this.agent,
        signal: AbortSignal.any([this.stopping.signal, AbortSignal.timeout(knobs.get('callbackTimeoutMs'))]),
      });
      await answer.body.dump();
      log.info('activity webhook', { events: batch.length, status: answer.statusCode });
      return answer.statusCode === 200;
    } catch (error) {
      log.info('activity webhook', { events: batch.length, failure: error instanceof Error ? error.name : 'failed' });
      return false;
    }
  }

  private event({ id, userId }: TransactionRecord, what: 'CREATED' | 'UPDATED' | 'DELETED'): object {
    const { sandbox } = this;
    const environment = { id: sandbox.state.environmentId };
    const base = `${sandbox.origin}/v1/environments/${environment.id}`;
    const user = { type: 'USER', id: userId, environment, population: {}, href: `${base}/users/${userId}` };
    const href = `${base}/users/${userId}/verifyTransactions/${id}`;
    const transaction = { type: 'VALIDATION_TRANSACTION', id, environment, href };
    return {
      _embedded: {},
      id: randomUUID(),
      recordedAt: sandbox.clock.timestamp(),
      action: { type: `VALIDATION_TRANSACTION.${what}` },
      actors: { user },
      resources: sandbox.knobs.get('activityWebhookResources') === 'user' ? [user] : [transaction],
      result: { status: 'SUCCESS', description: `Validation Transaction ${what.toLowerCase()}` },
    };
  }

  private async pause(): Promise<void> {
    // Stopping ends the pause early; the loop then sees it.
    const waitMs = this.sandbox.knobs.get('callbackRetryBaseMs');
    await delay(waitMs, undefined, { signal: this.stopping.signal }).catch(() => undefined);
  }
}
