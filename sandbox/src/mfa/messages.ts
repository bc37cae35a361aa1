/** Messages of MFA to people: their text, the waits between them, and the inbox they land in. */
import { randomUUID } from 'node:crypto';
import type { Sandbox } from '../sandbox.js';
import { deliveryLimited } from './errors.js';
import { type MessageType, type MfaPolicyRecord, type NotificationTemplate, spanMs } from './model.js';
import { notificationsPolicyOf } from './policies.js';

const MAX_MESSAGES = 1_000;
/** How long an address rests once the limit of messages is reached. */
const REST_MS = 30 * 60_000;

export type MessagePurpose = 'device_pairing' | 'strong_authentication' | 'transaction';

/** Where a message goes. */
export interface MessageTarget {
  readonly userId: string;
  readonly type: MessageType;
  /** E-mail address, or number in E.164. */
  readonly address: string;
}

type Texts = { readonly [Part in MessagePurpose | 'subject']: string };

const TEXTS: { readonly [language: string]: Texts } = {
  en: {
    subject: 'Your passcode',
    device_pairing: 'Your passcode for adding this device is {otp}.',
    strong_authentication: 'Your passcode for signing in is {otp}.',
    transaction: 'Your passcode for approving the transaction is {otp}.',
  },
  es: {
    subject: 'Su código',
    device_pairing: 'Su código para añadir este dispositivo es {otp}.',
    strong_authentication: 'Su código para iniciar sesión es {otp}.',
    transaction: 'Su código para aprobar la operación es {otp}.',
  },
  fr: {
    subject: 'Votre code',
    device_pairing: 'Votre code pour ajouter cet appareil est {otp}.',
    strong_authentication: 'Votre code de connexion est {otp}.',
    transaction: 'Votre code pour approuver l’opération est {otp}.',
  },
  de: {
    subject: 'Ihr Code',
    device_pairing: 'Ihr Code zum Hinzufügen dieses Geräts lautet {otp}.',
    strong_authentication: 'Ihr Code zur Anmeldung lautet {otp}.',
    transaction: 'Ihr Code zur Freigabe des Vorgangs lautet {otp}.',
  },
};

/**
 * Checks and counts one more message to an address.
 * @throws ApiError 400 LIMIT_EXCEEDED when it comes too soon after the last one, or was one too many
 */
export function spendDelivery(sandbox: Sandbox, target: MessageTarget, policy: MfaPolicyRecord): void {
  const { mfa } = sandbox.state;
  const cooldown = notificationsPolicyOf(mfa, policy)?.cooldown;
  if (cooldown?.enabled !== true) return;
  const key = `${target.type} ${target.address}`;
  const nowMs = sandbox.clock.now();
  const before = mfa.deliveries.get(key);
  const sinceMs = before === undefined ? REST_MS : nowMs - Date.parse(before.lastAt);
  if (before === undefined || sinceMs >= REST_MS || sinceMs < 0) {
    mfa.deliveries.set(key, { count: 1, lastAt: sandbox.clock.timestamp() });
    return;
  }
  const period = cooldown.periods[Math.min(before.count, cooldown.periods.length) - 1];
  const waitMs = before.count > cooldown.resendLimit ? REST_MS : period === undefined ? 0 : spanMs(period);
  if (sinceMs < waitMs) throw deliveryLimited(target.type, Date.parse(before.lastAt) + waitMs);
  mfa.deliveries.set(key, { count: before.count + 1, lastAt: sandbox.clock.timestamp() });
}

/** Puts a passcode into the inbox, in the language asked for or the person's own. */
export function deliver(
  sandbox: Sandbox,
  target: MessageTarget,
  code: string,
  purpose: MessagePurpose,
  template: NotificationTemplate | null,
): void {
  const { state } = sandbox;
  const locale = template?.locale ?? state.users.get(target.userId)?.profile.preferredLanguage ?? 'en';
  const texts = TEXTS[locale.slice(0, 2).toLowerCase()] ?? TEXTS.en;
  if (texts === undefined) throw new Error('The English texts are missing.');
  const variables = Object.entries(template?.variables ?? {}).map(([name, value]) => `${name}: ${value}`);
  state.inbox.push({
    id: randomUUID(),
    at: sandbox.clock.timestamp(),
    method: target.type,
    to: target.address,
    template: template?.variant === undefined ? purpose : `${purpose}/${template.variant}`,
    subject: texts.subject,
    text: [texts[purpose].replace('{otp}', code), ...variables].join('\n'),
    link: '',
    code,
    userId: target.userId,
    transactionId: '',
  });
  state.inbox = state.inbox.slice(-MAX_MESSAGES);
  sandbox.store.changed();
}
