/** Messages that would have been sent to people; they land in the inbox of the sandbox. */
import { randomUUID } from 'node:crypto';
import type { Sandbox } from '../sandbox.js';
import type { InboxMessage, NotificationResult, UserRecord } from '../state/state.js';
import { webVerificationUrl } from './resource.js';

const MAX_MESSAGES = 1_000;

/** "Sends" the link of a transaction by each way asked for. @returns what the API says about it */
export function sendLink(
  sandbox: Sandbox,
  transaction: { readonly id: string; readonly code: string },
  user: UserRecord,
  to: { readonly phone: string | undefined; readonly email: string | undefined },
): NotificationResult[] {
  const ways: [NotificationResult['method'], string | undefined][] = [
    ['SMS', to.phone],
    ['EMAIL', to.email],
  ];
  const results: NotificationResult[] = [];
  for (const [method, address] of ways) {
    if (address === undefined) continue;
    const message = compose(sandbox, transaction, user, method, address);
    sandbox.state.inbox.push(message);
    results.push({ method, sent: true, notification: { id: message.id } });
  }
  sandbox.state.inbox = sandbox.state.inbox.slice(-MAX_MESSAGES);
  return results;
}

/** "Sends" a one-time passcode. */
export function sendPasscode(
  sandbox: Sandbox,
  transaction: { readonly id: string; readonly code: string; readonly userId: string },
  message: { readonly method: InboxMessage['method']; readonly to: string; readonly code: string },
): void {
  sandbox.state.inbox.push({
    id: randomUUID(),
    at: sandbox.clock.timestamp(),
    ...message,
    template: 'email_phone_verification',
    subject: 'Your one-time passcode',
    text: `Your one-time passcode is ${message.code}. Do not share it with anybody.`,
    link: webVerificationUrl(sandbox, transaction),
    userId: transaction.userId,
    transactionId: transaction.id,
  });
  sandbox.state.inbox = sandbox.state.inbox.slice(-MAX_MESSAGES);
}

function compose(
  sandbox: Sandbox,
  transaction: { readonly id: string; readonly code: string },
  user: UserRecord,
  method: InboxMessage['method'],
  to: string,
): InboxMessage {
  const link = webVerificationUrl(sandbox, transaction);
  const greeting = user.profile.name?.given ?? user.profile.username;
  return {
    id: randomUUID(),
    at: sandbox.clock.timestamp(),
    method,
    to,
    template: 'id_verification',
    subject: 'Verify your identity',
    text: `Hello ${greeting}, please verify your identity. Your code is ${transaction.code}. Open this link: ${link}`,
    link,
    code: transaction.code,
    userId: user.id,
    transactionId: transaction.id,
  };
}
