// Browser code of the inbox: reads the messages again every two seconds and shows them newest first.

export const INBOX_SCRIPT = `
import { byId, call, element, repeat, timeOfDay, webAddress } from './browser.js';

const REFRESH_MS = 2000;
const CHANNELS = { SMS: 'Text message', EMAIL: 'E-mail' };
let shown = '';

function messageCard(message) {
  const target = webAddress(message.link);
  return element('li', { class: 'card message' },
    element('div', { class: 'meta' },
      element('span', { class: 'pill' }, CHANNELS[message.method] ?? message.method),
      element('span', { class: 'to' }, message.to),
      element('time', { class: 'muted small', datetime: message.at }, timeOfDay(message.at))),
    ...(message.subject ? [element('h2', {}, message.subject)] : []),
    element('p', { class: 'body' }, message.text ?? ''),
    ...(target === null ? [] : [
      element('div', { class: 'row' },
        element('a', { class: 'button primary', href: target, target: '_blank', rel: 'noopener' }, 'Open the link')),
      element('a', { class: 'link mono', href: target, target: '_blank', rel: 'noopener' }, target),
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
      const newestFirst = [...messages].sort((left, right) => Date.parse(right.at) - Date.parse(left.at));
      byId('messages').replaceChildren(...newestFirst.map(messageCard));
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
