/** Calls `callback.url` when a status has changed. The vendor documents only the address and the headers; the rest are knobs. */
import { setMaxListeners } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { Agent, request } from 'undici';
import type { Sandbox } from '../sandbox.js';
import type { TransactionRecord } from '../state/state.js';
import { shownStatus, transactionResource } from './resource.js';

/** Headers that belong to the connection and cannot be given by a client. */
const OWN_HEADERS: ReadonlySet<string> = new Set([
  'connection',
  'content-length',
  'content-type',
  'expect',
  'host',
  'keep-alive',
  'transfer-encoding',
  'upgrade',
]);

export class Callbacks {
  private readonly agent = new Agent({ keepAliveTimeout: 1_000 });
  private readonly stopping = new AbortController();
  private readonly underway = new Map<string, Promise<void>>();

  constructor(private readonly sandbox: Sandbox) {
    // One listener per callback underway: many are no leak.
    setMaxListeners(0, this.stopping.signal);
  }

  /** Sends the present state after what is underway for the same transaction. */
  send(transaction: TransactionRecord): void {
    const { callback } = transaction.request;
    if (callback === undefined || this.sandbox.knobs.get('callbacks') === 'off') return;
    const body = this.body(transaction);
    const delivered = this.settled(transaction.id).then(() => this.deliver(transaction.id, callback, body));
    this.underway.set(transaction.id, delivered);
    void delivered.finally(() => {
      if (this.underway.get(transaction.id) === delivered) this.underway.delete(transaction.id);
    });
  }

  /** Resolves when every callback of a transaction was answered or given up. Never rejects. */
  async settled(transactionId: string): Promise<void> {
    await this.underway.get(transactionId);
  }

  /** Gives up what is underway. */
  async close(): Promise<void> {
    this.stopping.abort();
    await Promise.all(this.underway.values());
    await this.agent.destroy();
  }

  private async deliver(
    transactionId: string,
    callback: NonNullable<TransactionRecord['request']['callback']>,
    body: string,
  ): Promise<void> {
    const { knobs, log } = this.sandbox;
    if (Math.random() * 100 < knobs.get('callbackDropPercent')) {
      log.info('callback lost', { transactionId });
      return;
    }
    for (let attempt = 0; attempt <= knobs.get('callbackRetries') && !this.stopping.signal.aborted; attempt++) {
      if (attempt > 0) await this.pause(knobs.get('callbackRetryBaseMs') * 2 ** (attempt - 1));
      const outcome = await this.post(callback, body);
      log.info('callback', { transactionId, attempt, outcome });
      if (outcome.startsWith('2')) {
        for (let copy = 0; copy < knobs.get('callbackDuplicates'); copy++) await this.post(callback, body);
        return;
      }
    }
  }

  /** @returns the HTTP status, or the name of what went wrong */
  private async post(callback: NonNullable<TransactionRecord['request']['callback']>, body: string): Promise<string> {
    const { knobs } = this.sandbox;
    try {
      const answer = await request(callback.url, {
        method: knobs.get('callbackMethod'),
        headers: { ...clientHeaders(callback.headers), 'content-type': 'application/json' },
        body,
        dispatcher: this.agent,
        signal: AbortSignal.any([this.stopping.signal, AbortSignal.timeout(knobs.get('callbackTimeoutMs'))]),
      });
      await answer.body.dump();
      return String(answer.statusCode);
    } catch (error) {
      return error instanceof Error ? error.name : 'failed';
    }
  }

  private async pause(waitMs: number): Promise<void> {
    // Stopping ends the pause early; the loop then sees it.
    await delay(waitMs, undefined, { signal: this.stopping.signal }).catch(() => undefined);
  }

  private body(transaction: TransactionRecord): string {
    const form = this.sandbox.knobs.get('callbackBody');
    if (form === 'empty') return '';
    if (form === 'transaction') return JSON.stringify(transactionResource(this.sandbox, transaction));
    return JSON.stringify({ id: transaction.id, transactionStatus: { status: shownStatus(transaction) } });
  }
}

function clientHeaders(headers: { readonly [name: string]: string } = {}): { [name: string]: string } {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !OWN_HEADERS.has(name.toLowerCase())));
}
