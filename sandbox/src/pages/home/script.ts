// Browser code of the sandbox home: a client of the sandbox's public control API and of nothing else.

export const HOME_SCRIPT = `
import { byId, call, copyText, element, repeat, timeOfDay, webAddress } from './browser.js';

const REFRESH_MS = 2000;
const SHOWN_REQUESTS = 50;
// The list of requests is whole: a long one is read less often.
const LONG_LIST = 2000;
const LONG_REFRESH_MS = 15000;
const APPROVED = ['SUCCESS', 'APPROVED_MANUALLY', 'APPROVED_NO_REQUEST', 'NOT_REQUIRED'];

function say(id, text, failed = false) {
  const line = byId(id);
  line.textContent = text;
  line.classList.toggle('bad', failed);
}

/** Do one thing for a button: disabled meanwhile, its failure told beside it. */
async function act(button, saidId, task) {
  button.disabled = true;
  try {
    say(saidId, await task());
  } catch (failure) {
    const detail = failure.details?.[0]?.message;
    say(saidId, detail ? failure.message + ' ' + detail : failure.message, true);
  } finally {
    button.disabled = false;
  }
}

function onButtons(containerId, saidId, task) {
  for (const button of byId(containerId).querySelectorAll('button')) {
    button.addEventListener('click', () => act(button, saidId, () => task(button)));
  }
}

onButtons('people', 'people-said', async (button) => {
  const user = button.dataset.user;
  const minted = await call('POST', '/sandbox/tokens', { user });
  byId('token').value = minted.token;
  byId('token-label').textContent = 'Token for ' + user;
  byId('token-box').hidden = false;
  if (await copyText(minted.token)) return 'Copied to the clipboard.';
  byId('token').select();
  return 'Ready to copy.';
});

onButtons('outcomes', 'outcome-said', async (button) => {
  const id = byId('transaction').value.trim();
  if (id === '') {
    byId('transaction').focus();
    throw new Error('Give a transaction id first.');
  }
  await call('POST', '/sandbox/verify/' + encodeURIComponent(id), {
    outcome: button.dataset.outcome,
    ...(button.dataset.outcome === 'FAIL' && byId('reason').value !== '' ? { reason: byId('reason').value } : {}),
  });
  return 'On its way to ' + button.dataset.outcome + '.';
});

const vendorTime = (clock) => 'The vendor has ' + new Date(clock.now).toLocaleString() + '.';

async function readClock() {
  say('clock-said', vendorTime(await call('GET', '/sandbox/clock')));
}

onButtons('clock', 'clock-said', async (button) => {
  return vendorTime(await call('POST', '/sandbox/clock', { advanceSeconds: Number(button.dataset.seconds) }));
});

let resetArmedUntil = 0;
byId('reset').addEventListener('click', (event) => {
  const button = event.currentTarget;
  if (Date.now() > resetArmedUntil) {
    resetArmedUntil = Date.now() + 5000;
    button.textContent = 'Click again to reset';
    setTimeout(() => {
      button.textContent = 'Reset the sandbox';
    }, 5000);
    return;
  }
  resetArmedUntil = 0;
  button.textContent = 'Reset the sandbox';
  act(button, 'reset-said', async () => {
    await call('POST', '/sandbox/reset', {});
    await Promise.all([readKnobs(), readClock(), refresh()]);
    return 'Everything is as it was at the start.';
  });
});

byId('clear-requests').addEventListener('click', (event) =>
  act(event.currentTarget, 'requests-said', async () => {
    await call('DELETE', '/sandbox/requests');
    await refresh();
    return '';
  }),
);

/** A field fitting the knob's kind of value. */
function knobField(knob, id) {
  const label = { id, 'aria-label': knob.name };
  if (Array.isArray(knob.choices)) {
    const field = element('select', label, ...knob.choices.map((choice) => element('option', { value: choice }, choice)));
    field.value = String(knob.value);
    return field;
  }
  if (typeof knob.default === 'number') {
    return element('input', { ...label, type: 'number', step: 1, min: knob.min, max: knob.max, required: true, value: knob.value });
  }
  return element('input', { ...label, type: 'text', spellcheck: 'false', value: asText(knob.value) });
}

const asText = (value) => (Array.isArray(value) ? value.join(', ') : String(value));

/** The field's text as the kind of value the knob holds. */
function knobValue(knob, text) {
  if (Array.isArray(knob.default)) return text.split(',').map((part) => part.trim()).filter((part) => part !== '');
  return typeof knob.default === 'number' ? Number(text) : text;
}

function knobRow(knob) {
  const id = 'knob-' + knob.name;
  const field = knobField(knob, id);
  const button = element('button', { type: 'submit', class: 'secondary small' }, 'Set');
  const form = element('form', { class: 'set' }, field, button);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    act(button, 'knobs-said', async () => {
      await call('PUT', '/sandbox/knobs', { [knob.name]: knobValue(knob, field.value) });
      await readKnobs();
      byId(id)?.focus();
      return knob.name + ' is set.';
    });
  });
  const changed = JSON.stringify(knob.value) !== JSON.stringify(knob.default);
  return element('div', { class: changed ? 'knob changed' : 'knob' },
    element('div', {},
      element('div', { class: 'name mono' }, knob.name),
      element('div', { class: 'small muted' }, knob.description + ' Default: ' + asText(knob.default) + '.')),
    form);
}

async function readKnobs() {
  const knobs = await call('GET', '/sandbox/knobs');
  byId('knobs').replaceChildren(...knobs.map(knobRow));
}

function statusClass(status) {
  if (status >= 400) return 'pill bad';
  return status >= 200 && status < 300 ? 'pill good' : 'pill';
}

function requestRow(request) {
  return element('tr', {},
    element('td', { class: 'tight muted' }, timeOfDay(request.at)),
    element('td', { class: 'tight' }, request.method),
    element('td', { class: 'path mono' }, request.path),
    element('td', { class: 'tight' }, element('span', { class: statusClass(request.status) }, String(request.status))));
}

function transactionPill(status) {
  return element('span', { class: APPROVED.includes(status) ? 'pill good' : status === 'FAIL' ? 'pill bad' : 'pill' }, status);
}

function verificationRow(verification) {
  const target = webAddress(verification.webVerificationUrl);
  const choose = () => {
    byId('transaction').value = verification.id;
    byId('transaction').focus();
  };
  return element('tr', {},
    element('td', { class: 'tight muted wide-only' }, timeOfDay(verification.createdAt)),
    element('td', { class: 'tight' }, verification.username ?? ''),
    element('td', { class: 'tight' }, transactionPill(verification.status)),
    element('td', { class: 'path mono wide-only' }, verification.id),
    element('td', { class: 'tight acts' },
      element('button', { type: 'button', class: 'quiet small', onclick: choose, 'aria-label': 'Decide ' + verification.id }, 'Decide'),
      ...(target === null ? [] : [element('a', { class: 'button quiet small', href: target, target: '_blank', rel: 'noopener', 'aria-label': 'Open the page of ' + verification.id }, 'Open')])));
}

const WALKS = ['PASS', 'FAIL', 'FRAUD'];

function journeyRow(journey) {
  const target = webAddress(journey.link);
  const words = [journey.status, journey.result].filter(Boolean).join(' ');
  const button = element('button', { type: 'button', class: 'quiet small', 'aria-label': 'Decide ' + journey.reference }, 'Decide');
  button.addEventListener('click', () => act(button, 'journeys-said', async () => {
    const chosen = byId('journey-decision').value;
    await call('POST', '/sandbox/mitek/' + encodeURIComponent(journey.requestId), WALKS.includes(chosen) ? { outcome: chosen } : { status: chosen });
    return 'On its way to ' + chosen + '.';
  }));
  return element('tr', {},
    element('td', { class: 'tight muted wide-only' }, timeOfDay(journey.createdAt)),
    element('td', {}, journey.name),
    element('td', { class: 'tight' }, element('span', { class: journey.result === 'PASS' ? 'pill good' : journey.result === null ? 'pill' : 'pill bad' }, words)),
    element('td', { class: 'path mono wide-only' }, journey.reference),
    element('td', { class: 'tight acts' }, button,
      ...(target === null ? [] : [element('a', { class: 'button quiet small', href: target, target: '_blank', rel: 'noopener', 'aria-label': 'Open the page of ' + journey.reference }, 'Open')])));
}

function deviceState(device) {
  if (device.block.status === 'BLOCKED') return 'BLOCKED';
  return device.lock.status === 'LOCKED' ? 'LOCKED' : device.status;
}

function deviceRow(device) {
  const state = deviceState(device);
  const contact = device.email ?? device.phone ?? device.serialNumber ?? device.model?.marketingName ?? device.rp?.id ?? '';
  const button = element('button', { type: 'button', class: 'quiet small', 'aria-label': 'Code of ' + device.type + ' ' + device.id }, 'Code');
  button.addEventListener('click', () => act(button, 'devices-said', async () => {
    return 'It shows ' + (await call('GET', '/sandbox/mfa/devices/' + device.id + '/passcode')).otp + '.';
  }));
  return element('tr', {},
    element('td', { class: 'tight' }, device.username ?? ''),
    element('td', { class: 'tight' }, device.type),
    element('td', { class: 'tight' }, element('span', { class: state === 'ACTIVE' ? 'pill good' : state === 'ACTIVATION_REQUIRED' ? 'pill' : 'pill bad' }, state)),
    element('td', { class: 'path' }, contact),
    element('td', { class: 'tight acts' }, ...(['TOTP', 'OATH_TOKEN'].includes(device.type) ? [button] : [])));
}

/** Fill a table body, but only when its rows changed, so that focus and selected text outlive the refresh. */
function fill(id, items, toRow) {
  const fingerprint = JSON.stringify(items);
  const table = byId(id);
  if (table.dataset.shown === fingerprint) return;
  table.dataset.shown = fingerprint;
  table.replaceChildren(...items.map(toRow));
}

let requestCount = 0;
async function refresh() {
  try {
    const [requests, messages, verifications, devices, journeys] = await Promise.all(
      ['/sandbox/requests', '/sandbox/inbox', '/sandbox/verify', '/sandbox/mfa/devices', '/sandbox/mitek'].map((address) => call('GET', address)),
    );
    requestCount = requests.length;
    fill('requests', requests.slice(-SHOWN_REQUESTS).reverse(), requestRow);
    fill('verifications', verifications, verificationRow);
    fill('devices', devices, deviceRow);
    fill('journeys', journeys, journeyRow);
    fill('known-transactions', verifications.map(({ id }) => id), (id) => element('option', { value: id }));
    say('requests-said', requestCount > SHOWN_REQUESTS ? 'Last ' + SHOWN_REQUESTS + ' of ' + requestCount : requestCount === 0 ? 'None yet' : '');
    say('verifications-said', verifications.length === 0 ? 'None yet' : '');
    byId('inbox-count').textContent = messages.length === 0 ? '' : '(' + messages.length + ')';
  } catch {
    say('requests-said', 'Connection lost. Trying again…', true);
  }
}

Promise.all([readKnobs(), readClock()]).catch((failure) => say('knobs-said', failure.message, true));
repeat(refresh, () => (requestCount > LONG_LIST ? LONG_REFRESH_MS : REFRESH_MS));
`;
