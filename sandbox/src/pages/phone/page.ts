// The markup of the phone: questions to answer, pairing by code, scanning a code; one page plays every paired phone.

import { renderPage } from '../layout.js';

export function renderPhonePage(): string {
  return renderPage({
    title: 'Sandbox phone',
    styles: ['base.css', 'console.css'],
    script: 'phone.js',
    bodyClass: 'console',
    body: `<main>
<header class="top">
<div><h1>Phone</h1><p class="muted">Plays the app on people's phones: approve, deny, pair and scan.</p></div>
<nav aria-label="Sandbox"><a href="/">Sandbox home</a> <a href="/inbox">Inbox</a></nav>
</header>
<p class="said" id="status" role="status" aria-live="polite">Loading…</p>
<div class="grid two">
<section class="card" aria-labelledby="pair-title">
<header><h2 id="pair-title">Pair a phone</h2></header>
<form class="stack" id="pair" novalidate>
<div><label class="label" for="pairing-code">Pairing code</label>
<input id="pairing-code" inputmode="text" autocomplete="off" autocapitalize="characters" spellcheck="false" maxlength="40"></div>
<div><label class="label" for="model">Model</label>
<input id="model" value="Sandbox Phone" autocomplete="off" maxlength="100"></div>
<div><label class="label" for="os">System</label>
<select id="os"><option value="ANDROID">Android</option><option value="iOS">iOS</option></select></div>
<div class="row"><button type="submit" class="primary" id="pair-button">Pair</button></div>
<p class="said" id="pair-said" role="status" aria-live="polite"></p>
</form>
</section>
<section class="card" aria-labelledby="scan-title">
<header><h2 id="scan-title">Scan a code</h2></header>
<form class="stack" id="scan" novalidate>
<p class="small muted">Type the eight characters that the app would read from the QR code.</p>
<div><label class="label" for="authentication-code">Authentication code</label>
<input id="authentication-code" autocomplete="off" autocapitalize="characters" spellcheck="false" maxlength="60"></div>
<div><label class="label" for="scan-device">Phone that scans</label>
<select id="scan-device"><option value="">Any that can</option></select></div>
<div class="row"><button type="submit" class="primary" id="scan-button">Scan</button></div>
<p class="said" id="scan-said" role="status" aria-live="polite"></p>
</form>
</section>
</div>
<section class="card empty" id="empty" hidden>
<svg viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.6" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true"><rect x="6.5" y="2.5" width="11" height="19" rx="2.5"/><path d="M10.5 18.5h3"/></svg>
<h2>No phones yet</h2>
<p class="muted">Create a pairing key and type its code above.</p>
</section>
<ul class="messages" id="phones" aria-label="Paired phones"></ul>
</main>`,
  });
}
