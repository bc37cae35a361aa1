// Browser code of the phone: reads what is asked every two seconds, and answers through the control API.

export const PHONE_SCRIPT = `
import { byId, call, element, repeat } from './browser.js';

const REFRESH_MS = 2000;
const EMPTY = { devices: [], pushes: [], codes: [] };
let shown = '';

function say(id, text, failed = false) {
  const line = byId(id);
  line.textContent = text;
  line.classList.toggle('bad', failed);
}

function timeLeft(expiresAt, now) {
  const seconds = Math.max(0, Math.round((Date.parse(expiresAt) - Date.parse(now)) / 1000));
  return seconds < 120 ? seconds + ' seconds left' : Math.round(seconds / 60) + ' minutes left';
}

function wordsOf(context) {
  if (context === null || context === undefined) return [];
  return Object.entries(context).map(([name, value]) =>
    element('p', { class: 'small' }, name + ': ' + (typeof value === 'object' ? JSON.stringify(value) : String(value))));
}

/** A button that answers once, and then shows what came of it. */
function answerButton(id, text, kind, address, body) {
  return element('button', {
    id, type: 'button', class: kind,
    onclick: async (event) => {
      event.currentTarget.disabled = true;
      try {
        const answer = await call('POST', address, body);
        await refresh();
        say('status', 'Answered: ' + answer.status + '.');
      } catch (failure) {
        await refresh();
        say('status', failure.message, true);
      }
    },
  }, text);
}

function pushCard(push, now) {
  const address = '/sandbox/mfa/push/' + encodeURIComponent(push.id);
  const approvals = push.number === null
    ? [answerButton('approve-' + push.id, 'Approve', 'primary', address, { answer: 'APPROVE' })]
    : push.choices.map((number) =>
      answerButton('number-' + push.id + '-' + number, number, 'primary', address, { answer: 'APPROVE', number }));
  return element('div', { class: 'notice stack' },
    element('h3', {}, push.number === null ? 'Is it you who is signing in?' : 'Tap the number you see'),
    ...(push.number === null ? [] : [element('p', { class: 'small' }, 'The sign-on page would show ' + push.number + '.')]),
    ...wordsOf(push.clientContext),
    element('p', { class: 'small left', 'data-expires': push.expiresAt }, timeLeft(push.expiresAt, now)),
    element('div', { class: 'row' }, ...approvals,
      answerButton('deny-' + push.id, 'Deny', 'secondary', address, { answer: 'DENY' }),
      answerButton('timeout-' + push.id, 'Let it time out', 'quiet', address, { answer: 'TIMEOUT' })));
}

function codeCard(code, now) {
  const address = '/sandbox/mfa/authentication-codes/' + encodeURIComponent(code.id);
  return element('div', { class: 'notice stack' },
    element('h3', {}, 'Sign in with code ' + code.code + '?'),
    ...wordsOf(code.clientContext),
    element('p', { class: 'small left', 'data-expires': code.expiresAt }, timeLeft(code.expiresAt, now)),
    element('div', { class: 'row' },
      answerButton('code-approve-' + code.id, 'Approve', 'primary', address, { action: 'approve' }),
      answerButton('code-deny-' + code.id, 'Deny', 'secondary', address, { action: 'deny' })));
}

function phoneCard(device, state) {
  const trouble = device.isBlocked ? 'Blocked' : device.isLocked ? 'Locked' : null;
  const mine = (entry) => entry.deviceId === device.id;
  const questions = [
    ...state.pushes.filter(mine).map((push) => pushCard(push, state.now)),
    ...state.codes.filter(mine).map((code) => codeCard(code, state.now)),
  ];
  return element('li', { class: 'card message' },
    element('div', { class: 'meta' },
      element('span', { class: 'pill' }, device.os === 'iOS' ? 'iOS' : 'Android'),
      element('h2', { class: 'to' }, (device.username ?? 'Somebody') + ' · ' + (device.nickname ?? device.model)),
      ...(trouble === null ? [] : [element('span', { class: 'pill bad' }, trouble)])),
    ...(device.passcode === null ? [] : [
      element('p', {}, 'Passcode ', element('strong', { class: 'mono' }, device.passcode)),
    ]),
    ...(questions.length > 0 ? questions : [element('p', { class: 'muted small' }, 'Nothing is asked.')]));
}

function showDeviceChoices(devices) {
  const list = byId('scan-device');
  const chosen = list.value;
  list.replaceChildren(element('option', { value: '' }, 'Any that can'), ...devices.map((device) =>
    element('option', { value: device.id }, (device.username ?? 'Somebody') + ' · ' + (device.nickname ?? device.model))));
  list.value = devices.some((device) => device.id === chosen) ? chosen : '';
}

async function refresh() {
  try {
    const state = { ...EMPTY, ...(await call('GET', '/sandbox/mfa/phone')) };
    // Without the time, which always changes: rebuilt only on change, so that focus outlives the refresh.
    const fingerprint = JSON.stringify({ ...state, now: null });
    if (fingerprint !== shown) {
      shown = fingerprint;
      const focused = document.activeElement?.id;
      byId('phones').replaceChildren(...state.devices.map((device) => phoneCard(device, state)));
      showDeviceChoices(state.devices);
      byId('empty').hidden = state.devices.length > 0;
      const count = state.pushes.length + state.codes.length;
      say('status', count === 0 ? 'Nothing is asked.' : count === 1 ? '1 question waits.' : count + ' questions wait.');
      if (focused) document.getElementById(focused)?.focus();
    }
    for (const line of document.querySelectorAll('.left')) line.textContent = timeLeft(line.dataset.expires, state.now);
  } catch {
    say('status', 'The phones could not be read. Trying again…', true);
    shown = '';
  }
}

function onForm(name, buttonId, saidId, task) {
  byId(name).addEventListener('submit', async (event) => {
    event.preventDefault();
    const button = byId(buttonId);
    button.disabled = true;
    try {
      say(saidId, await task());
      await refresh();
    } catch (failure) {
      say(saidId, failure.message, true);
    } finally {
      button.disabled = false;
    }
  });
}

function typed(id, what) {
  const text = byId(id).value.trim();
  if (text !== '') return text;
  byId(id).focus();
  throw new Error('Give ' + what + ' first.');
}

onForm('pair', 'pair-button', 'pair-said', async () => {
  const code = typed('pairing-code', 'the pairing code');
  const model = byId('model').value.trim() || 'Sandbox Phone';
  const key = await call('POST', '/sandbox/mfa/pairing-keys/' + encodeURIComponent(code) + '/claim', {
    model, os: byId('os').value,
  });
  if (key.status !== 'CLAIMED') throw new Error('Not paired: ' + (key.error?.message ?? key.status));
  byId('pairing-code').value = '';
  return 'Paired.';
});

onForm('scan', 'scan-button', 'scan-said', async () => {
  // What a QR code holds ends in the code itself.
  const code = typed('authentication-code', 'the authentication code').split('=').at(-1);
  const deviceId = byId('scan-device').value;
  const answer = await call('POST', '/sandbox/mfa/authentication-codes/' + encodeURIComponent(code), {
    action: 'claim', ...(deviceId === '' ? {} : { deviceId }),
  });
  byId('authentication-code').value = '';
  return answer.status === 'CLAIMED' ? 'Scanned. Approve or deny it below.' : 'Signed in.';
});

repeat(refresh, REFRESH_MS);
`;
