// Browser code of the inbox: reads the messages again every two seconds and shows them as they come, newest first.

export const INBOX_SCRIPT = `
import { byId, call, element, repeat, timeOfDay, webAddress } from './browser.js';

const REFRESH_MS = 2000;
const CHANNELS = { SMS: 'Text message', EMAIL: 'E-mail', VOICE: 'Phone call', WHATSAPP: 'WhatsApp' };
let shown = '';

const linkTo = (target) => element('a', { class: 'link mono', href: target, target: '_blank', rel: 'noopener' }, target);

/** The message's text with its link made clickable where it stands, or below when the text does not hold it. */
function messageBody(message, target) {
  const text = message.text ?? '';
  if (target === null) return element('p', { class: 'body' }, text);
  const [before, ...after] = text.split(message.link);
  return element('p', { class: 'body' }, before, after.length > 0 ? '' : '\\n', linkTo(target), after.join(message.link));
}

function messageCard(message) {
  const target = webAddress(message.link);
  return element('li', { class: 'card message' },
    element('div', { class: 'meta' },
      element('span', { class: 'pill' }, CHANNELS[message.method] ?? message.method),
      element('span', { class: 'to' }, message.to),
      element('time', { class: 'muted small', datetime: message.at }, timeOfDay(message.at))),
    ...(message.subject ? [element('h2', {}, message.subject)] : []),
    messageBody(message, target),
    ...(target === null ? [] : [
      element('div', { class: 'row' },
        element('a', { class: 'button primary', href: target, target: '_blank', rel: 'noopener' }, 'Open the link')),
    ]));
}

async function refresh() {
  const status = byId('status');
  try {
    const messages = await call('GET', '/sandbox/inbox');
    const fingerprint = JSON.stringify(messages);
    if (fingerprint !== shown) {
      // Rebuilt only on change, so that focus and selected text outlive the refresh.
      shown = fingerprint;
      byId('messages').replaceChildren(...messages.map(messageCard));
      byId('empty').hidden = messages.length > 0;
    }
    const text = messages.length === 1 ? '1 message' : messages.length + ' messages';
    if (status.textContent !== text) status.textContent = text;
    status.classList.remove('bad');
  } catch (failure) {
    status.textContent = 'The inbox could not be read. Trying again…';
    status.classList.add('bad');
  }
}

repeat(refresh, REFRESH_MS);
`;
