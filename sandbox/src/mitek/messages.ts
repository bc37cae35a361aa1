/** Invitations to journeys, in the journey's language; they land in the inbox of the sandbox. */
import { randomUUID } from 'node:crypto';
import type { Sandbox } from '../sandbox.js';
import { textsFor } from './languages.js';
import type { JourneyRecord } from './model.js';

const MAX_MESSAGES = 1_000;

/** "Sends" the link to whichever contact there is. */
export function sendInvitation(sandbox: Sandbox, journey: JourneyRecord, link: string): void {
  const { state } = sandbox;
  const { texts } = textsFor(journey.language);
  const ways = [
    ['EMAIL', journey.email],
    ['SMS', journey.phone],
  ] as const;
  for (const [method, to] of ways) {
    if (to === null) continue;
    state.inbox.push({
      id: randomUUID(),
      at: sandbox.clock.timestamp(),
      method,
      to,
      template: 'mitek_invitation',
      subject: texts.inviteSubject,
      text: `${texts.invite.replace('{name}', journey.name)} ${link}`,
      link,
      code: '',
      userId: '',
      transactionId: journey.requestId,
    });
  }
  state.inbox = state.inbox.slice(-MAX_MESSAGES);
  sandbox.store.changed();
}
