// Browser code of a journey: reads where it stands, shows that view, sends each step.

export const JOURNEY_SCRIPT = `
import { byId, call, CallFailed, element, repeat } from './browser.js';

const texts = JSON.parse(byId('journey').dataset.texts);
const address = location.pathname + '/state';
const ICONS = { passed: 'verified', failed: 'not-verified', expired: 'timed-out', bypassed: 'verified', cancelled: 'abandoned', abandoned: 'abandoned' };
const STEPS = ['selfie', 'documents', 'attachments'];

let state = null;
let shown = null;
let sending = false;
// Answers to reads that began before the latest step was sent would turn the page back.
let epoch = 0;

function showSteps() {
  const list = byId('steps');
  list.replaceChildren(
    ...state.steps.map(({ name, isDone }) =>
      element('li', { 'data-state': isDone ? 'done' : 'todo', 'aria-current': name === state.view ? 'step' : undefined },
        texts[name],
        ...(isDone ? [element('span', { class: 'visually-hidden' }, ' ' + texts.done)] : [])),
    ),
  );
  list.hidden = state.view === 'result' || state.view === 'review';
}

function showResult() {
  byId('result').dataset.journey = state.outcome;
  byId('result').dataset.outcome = ICONS[state.outcome];
  byId('result-title').textContent = texts[state.outcome];
  byId('result-text').textContent = texts[state.outcome + 'Text'];
}

function show() {
  if (state === null) return;
  const changed = state.view !== shown;
  shown = state.view;
  for (const section of document.querySelectorAll('[data-view]')) section.hidden = section.dataset.view !== shown;
  showSteps();
  if (shown === 'result') showResult();
  // The heading says it to those who see; the live region says it to those who listen.
  const heading = document.querySelector('[data-view="' + shown + '"] h1');
  byId('status').classList.add('visually-hidden');
  if (byId('status').textContent !== heading.textContent) byId('status').textContent = heading.textContent;
  byId('cancel').hidden = shown !== 'welcome';
  byId('abandon').hidden = !STEPS.includes(shown);
  for (const button of document.querySelectorAll('main button')) button.disabled = sending;
  if (changed) heading.focus({ preventScroll: true });
}

function trouble(text) {
  byId('trouble').textContent = text ?? '';
  byId('trouble').hidden = text === null;
}

async function refresh() {
  const begun = epoch;
  try {
    const answer = await call('GET', address);
    if (begun !== epoch) return;
    state = answer;
    trouble(null);
  } catch {
    if (begun !== epoch) return;
    trouble(texts.offline);
  }
  show();
}

async function send(body) {
  if (sending) return;
  sending = true;
  epoch += 1;
  trouble(null);
  show();
  try {
    state = await call('POST', address, body);
  } catch (failure) {
    trouble(failure instanceof CallFailed ? texts.trouble : texts.offline);
  }
  epoch += 1;
  sending = false;
  show();
}

byId('begin').addEventListener('click', () => send({ action: 'begin' }));
byId('cancel').addEventListener('click', () => send({ action: 'cancel' }));
byId('abandon').addEventListener('click', () => send({ action: 'abandon' }));
for (const button of document.querySelectorAll('button[data-step]')) {
  button.addEventListener('click', () => {
    const { step, outcome } = button.dataset;
    const kind = document.querySelector('input[name="kind"]:checked');
    send({ action: 'step', step, outcome, ...(step === 'documents' ? { documentType: kind.value } : {}) });
  });
}

function showDrawing() {
  const chosen = document.querySelector('input[name="kind"]:checked')?.dataset.drawing;
  for (const drawing of document.querySelectorAll('svg[data-kind]')) {
    drawing.toggleAttribute('hidden', drawing.dataset.kind !== chosen);
  }
}
for (const choice of document.querySelectorAll('input[name="kind"]')) choice.addEventListener('change', showDrawing);
showDrawing();

repeat(async () => {
  if (!sending && shown !== 'result') await refresh();
}, () => (shown === 'checking' ? 400 : 1500));
`;
