// Browser code of the verification walk: reads the transaction, shows the view its state asks for, sends each step.

export const VERIFY_SCRIPT = `
import { byId, call, CallFailed, element, repeat, webAddress } from './browser.js';
import { outcomeOf, problemOf, RESULTS, statusText, STEP_LABELS, viewOf } from './verify-state.js';

const query = new URLSearchParams(location.search);
const transactionId = query.get('txnid') ?? '';
const code = query.get('code') ?? '';
// The "url" parameter names the capture API too, but the code must never travel to a host that a link can choose.
const address = '/v1/idValidations/webVerifications/' + encodeURIComponent(transactionId);

let state = null;
let view = null;
let problem = null;
let sending = false;
// Answers to reads that began before the latest step was sent would turn the page back.
let epoch = 0;
let seenTries = 0;
const CONTACTS = ['email', 'phone'];
// With a mouse and a wide window there is usually no good camera, so the walk is offered to a phone first.
let handover = query.get('dt') !== '1' && matchMedia('(pointer: fine) and (min-width: 800px)').matches;

const remainingMs = () => Date.parse(state.expiresAt) - (Date.now() + state.clockAheadMs);

const outcome = () => outcomeOf(state, remainingMs());

function setTexts(name, text) {
  for (const node of document.querySelectorAll('[data-text="' + name + '"]')) node.textContent = text;
}

function showSteps() {
  const list = byId('steps');
  const names = [...state.steps.map((step) => step.name), 'checking'];
  const done = (name) => (name === 'checking' ? view === 'result' : state.steps.find((step) => step.name === name)?.state === 'done');
  list.replaceChildren(
    ...names.map((name) =>
      element('li', { 'data-state': done(name) ? 'done' : 'todo', 'aria-current': name === view ? 'step' : undefined },
        STEP_LABELS[name] ?? name,
        ...(done(name) ? [element('span', { class: 'visually-hidden' }, ' done')] : [])),
    ),
  );
  list.hidden = view === 'problem' || view === 'handover' || view === 'result';
}

function showResult() {
  const kind = outcome();
  byId('result').dataset.outcome = kind;
  setTexts('result-title', RESULTS[kind][0]);
  setTexts('result-text', RESULTS[kind][1]);
  const message = byId('redirect-message');
  message.textContent = state.redirect?.message ?? '';
  message.hidden = message.textContent === '';
  const target = webAddress(state.redirect?.url);
  const link = byId('redirect');
  link.hidden = target === null;
  if (target !== null) link.setAttribute('href', target);
}

/** Where the passcode can go, or the field for the passcode that was sent. */
function showContact(name) {
  const otp = state.otp?.[name];
  if (otp === undefined) return;
  const sent = otp.sentTo !== null;
  byId(name + '-send-form').hidden = sent;
  byId(name + '-check-form').hidden = !sent;
  byId(name + '-choice').hidden = otp.isFree;
  byId(name + '-free').hidden = !otp.isFree;
  byId(name + '-address').required = otp.isFree;
  const list = byId(name + '-option');
  if (list.options.length !== otp.choices.length) {
    list.replaceChildren(...otp.choices.map((choice, index) => element('option', { value: index }, choice)));
  }
  setTexts(name + '-sent-to', otp.sentTo ?? '');
  setTexts(name + '-left', otp.guessesLeft === 1 ? 'One more try.' : otp.guessesLeft + ' tries left.');
  byId(name + '-again').hidden = otp.deliveriesLeft < 1;
}

function showCountdown() {
  const countdown = byId('countdown');
  const ticking = state !== null && view !== 'problem' && view !== 'result' && view !== 'checking';
  countdown.hidden = !ticking;
  if (!ticking) return;
  const seconds = Math.max(0, Math.ceil(remainingMs() / 1000));
  countdown.textContent = Math.floor(seconds / 60) + ':' + String(seconds % 60).padStart(2, '0') + ' left';
  countdown.classList.toggle('soon', seconds <= 60);
}

function show() {
  if (state === null && problem === null) return;
  const next = problem === null ? viewOf(state, outcome(), handover, seenTries) : 'problem';
  const changed = next !== view;
  view = next;
  for (const section of document.querySelectorAll('[data-view]')) section.hidden = section.dataset.view !== view;
  const status = byId('status');
  if (problem !== null) {
    setTexts('problem-title', problem.title);
    setTexts('problem-text', problem.text);
    byId('retry').hidden = !problem.retry;
    byId('steps').hidden = true;
  } else {
    status.dataset.status = state.status;
    setTexts('code', state.webVerificationCode);
    setTexts('first-name', state.person?.firstName || 'there');
    for (const item of document.querySelectorAll('[data-plan]')) {
      item.hidden = !state.steps.some((step) => step.name === item.dataset.plan);
    }
    showSteps();
    for (const name of CONTACTS) showContact(name);
    for (const name of ['document', 'selfie']) {
      byId(name + '-skip').hidden = state.steps.find((step) => step.name === name)?.skippable !== true;
    }
    setTexts('again-message', state.retry?.message ?? '');
    if (view === 'result') showResult();
  }
  const text = view === 'problem' ? '' : sending ? 'Sending…' : statusText(view, state, outcome());
  if (status.textContent !== text) status.textContent = text;
  // There the heading already says it to those who see; the live region says it to those who listen.
  status.classList.toggle('visually-hidden', view === 'result' || view === 'checking');
  byId('abandon').hidden = !['consent', ...CONTACTS, 'document', 'selfie', 'again'].includes(view);
  for (const button of document.querySelectorAll('main button')) button.disabled = sending;
  showCountdown();
  if (changed) document.querySelector('[data-view="' + view + '"] h1')?.focus({ preventScroll: true });
}

function trouble(text) {
  const line = byId('trouble');
  line.textContent = text ?? '';
  line.hidden = text === null;
}

async function refresh() {
  if (problem !== null && !problem.retry) return;
  const begun = epoch;
  try {
    const answer = await call('GET', address + '?code=' + encodeURIComponent(code));
    if (begun !== epoch) return;
    // The vendor's clock can be moved on purpose: what is left is counted by it, not by this device's.
    state = { ...answer, clockAheadMs: Date.parse(answer.serverTime) - Date.now() };
    problem = null;
    trouble(null);
  } catch (failure) {
    if (begun !== epoch) return;
    if (failure instanceof CallFailed) problem = problemOf(failure.status, failure.message);
    else if (state === null) problem = { title: 'No connection', text: 'The sandbox did not answer.', retry: true };
    else trouble('Connection lost. Trying again…');
  }
  show();
}

async function send(step, body) {
  if (sending) return;
  sending = true;
  epoch += 1;
  trouble(null);
  show();
  try {
    await call('POST', address + '/' + step, { code, ...body });
  } catch (failure) {
    trouble(failure instanceof CallFailed ? 'That did not work: ' + failure.message : 'No connection. Please try again.');
  }
  epoch += 1;
  const said = byId('trouble').textContent;
  await refresh();
  sending = false;
  if (said !== '') trouble(said);
  show();
}

const documentKind = () => document.querySelector('input[name="kind"]:checked').value;

byId('begin').addEventListener('click', () => send('consent', {}));
byId('document-pass').addEventListener('click', () => send('document', { outcome: 'pass', kind: documentKind() }));
byId('document-fail').addEventListener('click', () => send('document', { outcome: 'fail', kind: documentKind() }));
byId('selfie-pass').addEventListener('click', () => send('selfie', { outcome: 'pass' }));
byId('selfie-fail').addEventListener('click', () => send('selfie', { outcome: 'fail' }));
for (const name of ['document', 'selfie']) {
  byId(name + '-skip').addEventListener('click', () => send(name, { outcome: 'skip' }));
}
for (const name of CONTACTS) {
  const choice = () => ({ option: Number(byId(name + '-option').value || 0), address: byId(name + '-address').value || undefined });
  byId(name + '-send-form').addEventListener('submit', async (event) => {
    event.preventDefault();
    await send(name + '/send', choice());
    byId(name + '-otp').focus();
  });
  byId(name + '-again').addEventListener('click', () => send(name + '/send', choice()));
  byId(name + '-check-form').addEventListener('submit', async (event) => {
    event.preventDefault();
    await send(name + '/check', { otp: byId(name + '-otp').value });
    byId(name + '-otp').value = '';
  });
}
byId('try-again').addEventListener('click', () => {
  seenTries = state.retry?.tries ?? 0;
  show();
});
byId('abandon').addEventListener('click', () => send('abandon', {}));
byId('retry').addEventListener('click', () => refresh());
byId('continue-here').addEventListener('click', () => {
  handover = false;
  query.set('dt', '1');
  history.replaceState(null, '', '?' + query);
  show();
});
for (const choice of document.querySelectorAll('input[name="kind"]')) {
  choice.addEventListener('change', () => {
    for (const drawing of document.querySelectorAll('svg[data-kind]')) {
      drawing.toggleAttribute('hidden', drawing.dataset.kind !== choice.value);
    }
  });
}

if (transactionId === '' || code === '') {
  problem = { title: 'This link is incomplete', text: 'It names no verification, or no code. Copy the whole link and try again.', retry: false };
  show();
} else {
  if (handover) byId('qr').src = '/pages/qr.svg?text=' + encodeURIComponent(location.href);
  setInterval(() => {
    if (state !== null && remainingMs() <= 0) show();
    else showCountdown();
  }, 500);
  repeat(async () => {
    if (!sending) await refresh();
  }, () => (view === 'checking' ? 400 : 1500));
}
`;
