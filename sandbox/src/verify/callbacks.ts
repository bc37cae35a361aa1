/** Calls `callback.url` when a status has changed. The vendor documents only the address and the headers; the rest are knobs. */
import { Outbox } from '../http/outbox.js';
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
  private readonly outbox: Outbox;

  constructor(private readonly sandbox: Sandbox) {
    this.outbox = new Outbox(sandbox.knobs);
  }

  /** Sends the present state after what is underway for the same transaction. */
  send(transaction: TransactionRecord): void {
    const { callback } = transaction.request;
    const { knobs, log } = this.sandbox;
    if (callback === undefined || knobs.get('callbacks') === 'off') return;
    const message = {
      url: callback.url,
      method: knobs.get('callbackMethod'),
      headers: clientHeaders(callback.headers),
      body: this.body(transaction),
    };
    this.outbox.enqueue(transaction.id, async () => {
      const answers = await this.outbox.deliver(message);
      log.info('callback', { transactionId: transaction.id, outcome: answers.join(' ') || 'lost' });
    });
  }

  /** Resolves when every callback of a transaction was answered or given up. Never rejects. */
  settled(transactionId: string): Promise<void> {
    return this.outbox.settled(transactionId);
  }

  /** Gives up what is underway. */
  close(): Promise<void> {
    return this.outbox.close();
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
