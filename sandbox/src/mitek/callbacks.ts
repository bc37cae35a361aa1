/** Callbacks of journeys to the address they were created with: signed, late, disordered, lost or forged as a test wants. */
import { createHmac, randomBytes, randomUUID } from 'node:crypto';
import { type Answers, type Message, Outbox } from '../http/outbox.js';
import type { Sandbox } from '../sandbox.js';
import { callbackBody, stateOf } from './callback-body.js';
import type { DeliveryRecord, JourneyRecord, JourneyState } from './model.js';
import type { MitekProfile } from './profile.js';

const KEPT_DELIVERIES = 50;
const NOT_STARTED: JourneyState = { status: 'SENT', result: null };

export const DELIVERIES = ['normal', 'duplicate', 'disordered', 'late', 'lost'] as const;
export type Delivery = (typeof DELIVERIES)[number];
export const FORGERIES = ['token', 'reference', 'signature'] as const;
export type Forgery = (typeof FORGERIES)[number];

export class MitekCallbacks {
  private readonly outbox: Outbox;

  constructor(
    private readonly sandbox: Sandbox,
    private readonly profile: MitekProfile,
  ) {
    this.outbox = new Outbox(sandbox.knobs);
  }

  /**
   * Sends the present state after what is underway for the same journey.
   * @param how `duplicate`: three times; `disordered`: an older one after it; `late`: after `delayMs`, holding up nothing
   */
  send(journey: JourneyRecord, how: Delivery = 'normal', delayMs = this.lateMs()): void {
    const { knobs } = this.sandbox;
    if (journey.callbackUrl === null || knobs.get('callbacks') === 'off') return;
    const state = stateOf(journey);
    const url = journey.callbackUrl;
    const isForgedToo = Math.random() * 100 < knobs.get('mitekForgedCallbackPercent');
    const isLate = how === 'late' || Math.random() * 100 < knobs.get('mitekLateCallbackPercent');
    // Written down now: the journey may have moved on when its turn comes.
    const body = callbackBody(journey, { profile: this.profile, knobs });
    const task = async () => {
      if (isForgedToo) await this.forge(journey, Math.random() < 0.5 ? 'token' : 'reference');
      const message = this.message(url, await body);
      if (how === 'lost') return this.note(journey, 'lost', state, []);
      const answers = await this.outbox.deliver(message);
      this.note(journey, answers.length === 0 ? 'lost' : isLate ? 'late' : 'sent', state, answers);
      if (how === 'duplicate') {
        for (let copy = 0; copy < 2; copy++) this.note(journey, 'copy', state, [await this.outbox.post(message)]);
      }
      if (how === 'disordered') await this.sendOld(journey, url);
    };
    if (isLate) this.outbox.postpone(delayMs, task);
    else this.outbox.enqueue(journey.requestId, task);
  }

  /** Sends what somebody else might: COMPLETED with PASS, with one thing wrong. @returns how it was answered */
  async forge(journey: JourneyRecord, what: Forgery): Promise<string> {
    if (journey.callbackUrl === null) return 'no callback address';
    const claimed: JourneyState = { status: 'COMPLETED', result: 'PASS' };
    const subject = what === 'reference' ? { ...journey, reference: randomUUID() } : journey;
    const body = await callbackBody(subject, { profile: this.profile, knobs: this.sandbox.knobs }, claimed);
    const url = what === 'token' ? otherToken(journey.callbackUrl) : journey.callbackUrl;
    const message = this.message(url, body);
    const answer = await this.outbox.post(what === 'signature' ? { ...message, headers: {} } : message);
    this.note(journey, 'forged', claimed, [answer]);
    return answer;
  }

  /** Whether the receiver is to ask for more than the address and the reference, so that one that brings no more is no good callback. */
  get areSigned(): boolean {
    return ['basic', 'header-secret', 'hmac'].some((way) => this.profile.callback.auth.includes(way));
  }

  /** Resolves when every callback of a journey was answered or given up, but for late ones. Never rejects. */
  settled(requestId: string): Promise<void> {
    return this.outbox.settled(requestId);
  }

  /** Gives up what is underway. */
  close(): Promise<void> {
    return this.outbox.close();
  }

  private async sendOld(journey: JourneyRecord, url: string): Promise<void> {
    const body = await callbackBody(journey, { profile: this.profile, knobs: this.sandbox.knobs }, NOT_STARTED);
    this.note(journey, 'old', NOT_STARTED, [await this.outbox.post(this.message(url, body))]);
  }

  private message(url: string, content: object): Message {
    const { knobs } = this.sandbox;
    const body = JSON.stringify(content);
    const headers: { [name: string]: string } = {};
    for (const line of knobs.get('mitekCallbackHeaders')) {
      const colon = line.indexOf(':');
      if (colon > 0) headers[line.slice(0, colon).trim()] = line.slice(colon + 1).trim();
    }
    const secret = knobs.get('mitekCallbackSecret');
    const { header, algorithm, encoding } = this.profile.callback.hmac;
    if (secret !== '') headers[header] = createHmac(algorithm, secret).update(body).digest(encoding);
    return { url, method: 'POST', headers, body };
  }

  private note(journey: JourneyRecord, kind: DeliveryRecord['kind'], state: JourneyState, answers: Answers): void {
    const { status, result } = state;
    const { log, store } = this.sandbox;
    journey.deliveries.push({ at: new Date().toISOString(), kind, status, result, answers });
    journey.deliveries = journey.deliveries.slice(-KEPT_DELIVERIES);
    store.changed();
    log.info('Mitek callback', { requestId: journey.requestId, kind, status, outcome: answers.join(' ') });
  }

  private lateMs(): number {
    return Math.ceil(Math.random() * this.sandbox.knobs.get('mitekLateCallbackMs'));
  }
}

/** The same address with another token, which is its last part. */
function otherToken(address: string): string {
  const url = new URL(address);
  url.pathname = url.pathname.replace(/[^/]*$/, randomBytes(32).toString('base64url'));
  return url.href;
}
