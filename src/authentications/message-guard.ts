// Keeps end users from flooding people with passcodes: each message that one causes is counted, whichever instance sends it.
import type { MessageSubject, SentMessages } from '../store/sent-messages.js';
import { hadNoEffect, Refusal } from '../verifications/refusal.js';

export const MESSAGE_LIMIT = { toOneContact: 10, inAll: 30, windowSeconds: 15 * 60 } as const;

/** What may send a message. */
export interface Sending<T> {
  readonly subject: MessageSubject;
  readonly send: () => Promise<T>;
  /** Whether the answer says that a message went out; left out: every answer does. */
  readonly wasSent?: (answer: T) => boolean;
  /** Asked when there is no message left: whether none is going to be sent. Left out: one is. */
  readonly isSilent?: () => Promise<boolean>;
}

export class MessageGuard {
  constructor(private readonly messages: SentMessages) {}

  /**
   * Does what may send a message, if there is one left. It is taken before the call, so that parallel callers cannot share one, and
   * given back when nothing was sent.
   * @throws Refusal NOTIFICATION_LIMIT_EXCEEDED without that call, and what `send` throws
   */
  async guard<T>({ subject, send, wasSent = () => true, isSilent = async () => false }: Sending<T>): Promise<T> {
    const outcome = await this.messages.reserve(subject);
    if (outcome.state === 'spent') {
      if (await isSilent()) return send();
      const { retryAt, most: limit } = outcome;
      const message = 'Too many messages were sent.';
      throw new Refusal([{ code: 'NOTIFICATION_LIMIT_EXCEEDED', message, field: ['input'], retryAt, limit }]);
    }
    const giveBack = () => this.messages.giveBack(subject, outcome.id).catch(() => undefined);
    let answer: T;
    try {
      answer = await send();
    } catch (error) {
      if (hadNoEffect(error)) await giveBack();
      throw error;
    }
    if (!wasSent(answer)) await giveBack();
    return answer;
  }
}
