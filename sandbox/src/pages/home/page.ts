// The markup of the sandbox home: people and tokens, outcomes, clock, knobs, the log of requests.

import { MITEK_NAMES } from '../../mitek/magic-names.js';
import { FAILURES } from '../../verify/failures.js';
import { MAGIC_NAMES } from '../../verify/magic-names.js';
import { escapeHtml, renderPage } from '../layout.js';

const PEOPLE = `<section class="card" aria-labelledby="people-title">
<header><h2 id="people-title">People</h2></header>
<div class="stack">
<p class="small muted">Get a bearer token for the gateway. Alice and Bob verify themselves; support and admin look after others.</p>
<div class="row" id="people">
<button type="button" class="secondary small" data-user="alice">Alice</button>
<button type="button" class="secondary small" data-user="bob">Bob</button>
<button type="button" class="secondary small" data-user="support">Support</button>
<button type="button" class="secondary small" data-user="admin">Admin</button>
</div>
<div id="token-box" hidden>
<label class="label" for="token" id="token-label">Token</label>
<textarea class="token" id="token" readonly spellcheck="false"></textarea>
</div>
<p class="said" id="people-said" role="status" aria-live="polite"></p>
</div>
</section>`;

const OUTCOME = `<section class="card" aria-labelledby="outcome-title">
<header><h2 id="outcome-title">Decide a verification</h2></header>
<div class="stack">
<div>
<label class="label" for="transaction">Transaction id</label>
<input id="transaction" class="mono" list="known-transactions" autocomplete="off" spellcheck="false" placeholder="00000000-0000-0000-0000-000000000000">
<datalist id="known-transactions"></datalist>
</div>
<p class="small muted">It walks through every state in between, as if a person did it.</p>
<div class="row" id="outcomes">
<button type="button" class="primary small" data-outcome="SUCCESS">Success</button>
<button type="button" class="secondary small" data-outcome="FAIL">Fail</button>
<button type="button" class="secondary small" data-outcome="INITIATED">Initiated</button>
<button type="button" class="secondary small" data-outcome="PARTIAL">Partial</button>
<button type="button" class="secondary small" data-outcome="IN_PROGRESS">In progress</button>
</div>
<div>
<label class="label" for="reason">Reason of a failure</label>
<select id="reason"><option value="">The usual one</option>${Object.entries(FAILURES)
  .map(([name, { message }]) => `<option value="${name}">${escapeHtml(`${name}: ${message}`)}</option>`)
  .join('')}</select>
</div>
<p class="said" id="outcome-said" role="status" aria-live="polite"></p>
</div>
</section>`;

const MAGIC = `<section class="card" aria-labelledby="magic-title">
<header><h2 id="magic-title">Names that decide</h2><p class="small muted">Whoever has such a given name or family name, in the directory or in the request, verifies like this on the page and through the API.</p></header>
<div class="scroll whole">
<table>
<thead><tr><th class="tight">Name</th><th>What happens</th></tr></thead>
<tbody id="magic-names">${namesTable(MAGIC_NAMES)}</tbody>
</table>
<table>
<thead><tr><th class="tight">Word in the name</th><th>How a journey at Mitek ends</th></tr></thead>
<tbody>${namesTable(MITEK_NAMES)}</tbody>
</table>
</div>
</section>`;

const CLOCK = `<section class="card" aria-labelledby="clock-title">
<header><h2 id="clock-title">Clock</h2></header>
<div class="stack">
<p class="small muted">Moves the vendor's time forward: links expire, evidence is purged. Tokens keep real time.</p>
<div class="row" id="clock">
<button type="button" class="secondary small" data-seconds="60">+1 minute</button>
<button type="button" class="secondary small" data-seconds="900">+15 minutes</button>
<button type="button" class="secondary small" data-seconds="1860">+31 minutes</button>
<button type="button" class="secondary small" data-seconds="86400">+1 day</button>
</div>
<p class="said" id="clock-said" role="status" aria-live="polite"></p>
</div>
</section>`;

const START_OVER = `<section class="card" aria-labelledby="reset-title">
<header><h2 id="reset-title">Start over</h2></header>
<div class="stack">
<p class="small muted">Removes verifications, messages, faults and changed knobs.</p>
<div class="row"><button type="button" class="secondary small" id="reset">Reset the sandbox</button></div>
<p class="said" id="reset-said" role="status" aria-live="polite"></p>
</div>
</section>`;

const KNOBS = `<section class="card" aria-labelledby="knobs-title">
<header><h2 id="knobs-title">Knobs</h2><p class="small muted">What the vendor's documentation leaves open, you decide here.</p></header>
<p class="said" id="knobs-said" role="status" aria-live="polite"></p>
<div class="knobs" id="knobs"></div>
</section>`;

const VERIFICATIONS = `<section class="card" aria-labelledby="verifications-title">
<header><h2 id="verifications-title">Recent verifications</h2><span class="said" id="verifications-said"></span></header>
<div class="scroll" tabindex="0" role="region" aria-labelledby="verifications-title">
<table>
<thead><tr><th class="tight wide-only">Created</th><th class="tight">Person</th><th class="tight">Status</th><th class="wide-only">Transaction</th><th class="tight"><span class="visually-hidden">Actions</span></th></tr></thead>
<tbody id="verifications"></tbody>
</table>
</div>
</section>`;

const JOURNEYS = `<section class="card" aria-labelledby="journeys-title">
<header><h2 id="journeys-title">Mitek journeys</h2><span class="said" id="journeys-said" role="status" aria-live="polite"></span></header>
<div class="row decide" id="journey-decisions">
<select id="journey-decision" aria-label="What the buttons decide">
<option value="PASS">Walk to PASS</option>
<option value="FAIL">Walk to FAIL</option>
<option value="FRAUD">Walk to FRAUD</option>
<option value="CONFIRMATION">CONFIRMATION</option>
<option value="EXPIRED">EXPIRED</option>
<option value="CANCELLED">CANCELLED</option>
<option value="ABANDONED">ABANDONED</option>
<option value="BYPASSED">BYPASSED</option>
<option value="PARKED">PARKED (an unknown status)</option>
</select>
</div>
<div class="scroll" tabindex="0" role="region" aria-labelledby="journeys-title">
<table>
<thead><tr><th class="tight wide-only">Created</th><th class="tight">Person</th><th class="tight">Status</th><th class="wide-only">Reference</th><th class="tight"><span class="visually-hidden">Actions</span></th></tr></thead>
<tbody id="journeys"></tbody>
</table>
</div>
</section>`;

const DEVICES = `<section class="card" aria-labelledby="devices-title">
<header><h2 id="devices-title">Devices of MFA</h2><span class="said" id="devices-said" role="status" aria-live="polite"></span></header>
<div class="scroll" tabindex="0" role="region" aria-labelledby="devices-title">
<table>
<thead><tr><th class="tight">Person</th><th class="tight">Type</th><th class="tight">State</th><th>Contact</th><th class="tight"><span class="visually-hidden">Actions</span></th></tr></thead>
<tbody id="devices"></tbody>
</table>
</div>
</section>`;

const REQUESTS = `<section class="card" aria-labelledby="requests-title">
<header>
<h2 id="requests-title">Recent requests</h2>
<div class="row"><span class="said" id="requests-said"></span><button type="button" class="quiet small" id="clear-requests">Clear</button></div>
</header>
<div class="scroll" tabindex="0" role="region" aria-labelledby="requests-title">
<table>
<thead><tr><th class="tight">Time</th><th class="tight">Method</th><th>Path</th><th class="tight">Status</th></tr></thead>
<tbody id="requests"></tbody>
</table>
</div>
</section>`;

function namesTable(rows: readonly { readonly name: string; readonly description: string }[]): string {
  return rows
    .map(
      ({ name, description }) =>
        `<tr><td class="tight mono">${escapeHtml(name)}</td><td>${escapeHtml(description)}</td></tr>`,
    )
    .join('');
}

/** The whole page. @param environmentId shown as text; everything else is read by the script. */
export function renderHomePage(environmentId: string): string {
  return renderPage({
    title: 'Sandbox of PingOne and Mitek',
    styles: ['base.css', 'console.css'],
    script: 'home.js',
    bodyClass: 'console',
    body: `<main>
<header class="top">
<div><h1>Sandbox of PingOne and Mitek</h1><p class="muted small">Environment <code>${escapeHtml(environmentId)}</code></p></div>
<nav aria-label="Sandbox"><a href="/inbox">Inbox <span id="inbox-count"></span></a> <a href="/phone">Phone</a></nav>
</header>
<div class="grid two">${OUTCOME}${PEOPLE}${CLOCK}${START_OVER}</div>
${VERIFICATIONS}
${JOURNEYS}
${DEVICES}
${REQUESTS}
${MAGIC}
${KNOBS}
</main>`,
  });
}
