// The markup of the verification walk: every view of it, all hidden until the script shows one.

import { ASSETS_PATH, renderPage } from '../layout.js';
import {
  DOCUMENT_DRAWINGS,
  FRAME_CORNERS,
  ICON_AGAIN,
  ICON_CLOCK,
  ICON_DOCUMENT,
  ICON_FACE,
  ICON_MAIL,
  ICON_PHONE,
  RESULT_ICONS,
  SELFIE_DRAWING,
} from './drawings.js';

const CODE_BOX = `<div class="code-box">
<span class="small muted">Code. It is the same on your other screen.</span>
<span class="digits" data-text="code"></span>
</div>`;

const HANDOVER = `<section class="view card centered" data-view="handover" aria-labelledby="handover-title" hidden>
<h1 id="handover-title" tabindex="-1">Continue on your phone</h1>
<p class="muted">Scan this with your phone's camera. This page follows along and tells you when it is done.</p>
<div class="qr"><img id="qr" alt="QR code with the address of this verification" width="216" height="216"></div>
${CODE_BOX}
<div class="actions"><button type="button" class="secondary" id="continue-here">Continue here</button></div>
<p class="small muted">In the sandbox a phone must be able to reach this machine's address. No phone at hand? Continue here.</p>
</section>`;

const CONSENT = `<section class="view card" data-view="consent" aria-labelledby="consent-title" hidden>
<h1 id="consent-title" tabindex="-1">Hi <span data-text="first-name">there</span>, let us check it is you</h1>
<ul class="plain" id="plan">
<li data-plan="email">${ICON_MAIL}<span><strong>Your e-mail address</strong><span class="small muted">We send you a passcode</span></span></li>
<li data-plan="phone">${ICON_PHONE}<span><strong>Your phone number</strong><span class="small muted">We send you a passcode</span></span></li>
<li data-plan="document">${ICON_DOCUMENT}<span><strong>A photo of your ID</strong><span class="small muted">Driver license, passport or ID card</span></span></li>
<li data-plan="selfie">${ICON_FACE}<span><strong>A selfie</strong><span class="small muted">So we can compare the faces</span></span></li>
<li>${ICON_CLOCK}<span><strong>About a minute</strong><span class="small muted">Have good light around you</span></span></li>
</ul>
${CODE_BOX}
<p class="small muted">By beginning you agree that your pictures are used to check your identity, and for nothing else.</p>
<div class="actions"><button type="button" class="primary" id="begin">Agree and begin</button></div>
</section>`;

/** Proof of one contact: where the passcode goes, then the passcode. */
function contactView(name: 'email' | 'phone', title: string, type: string, label: string): string {
  return `<section class="view card" data-view="${name}" aria-labelledby="${name}-title" hidden>
<h1 id="${name}-title" tabindex="-1">${title}</h1>
<form class="stack" id="${name}-send-form">
<div id="${name}-choice"><label class="label" for="${name}-option">Send the passcode to</label><select id="${name}-option"></select></div>
<div id="${name}-free"><label class="label" for="${name}-address">${label}</label><input id="${name}-address" type="${type}" autocomplete="${name === 'email' ? 'email' : 'tel'}" maxlength="254"></div>
<div class="actions"><button type="submit" class="primary" id="${name}-send">Send passcode</button></div>
</form>
<form class="stack" id="${name}-check-form" hidden>
<p class="muted">We sent a passcode to <strong data-text="${name}-sent-to"></strong>. In the sandbox it lands in the <a href="/inbox" target="_blank" rel="noopener">inbox</a>.</p>
<div><label class="label" for="${name}-otp">Passcode</label><input id="${name}-otp" class="digits" inputmode="numeric" autocomplete="one-time-code" maxlength="6" required></div>
<p class="small muted" data-text="${name}-left"></p>
<div class="actions"><button type="submit" class="primary" id="${name}-check">Confirm</button></div>
<div class="actions"><button type="button" class="quiet small" id="${name}-again">Send another one</button></div>
</form>
</section>`;
}

const EMAIL = contactView('email', 'Confirm your e-mail address', 'email', 'E-mail address');
const PHONE = contactView('phone', 'Confirm your phone number', 'tel', 'Phone number with country code');

const DOCUMENT = `<section class="view card" data-view="document" aria-labelledby="document-title" hidden>
<h1 id="document-title" tabindex="-1">Photo of your ID</h1>
<fieldset class="kinds">
<legend class="visually-hidden">Kind of document</legend>
<label><input type="radio" name="kind" value="driver_license" checked>Driver license</label>
<label><input type="radio" name="kind" value="passport">Passport</label>
<label><input type="radio" name="kind" value="identity_card">ID card</label>
</fieldset>
<div class="camera">${DOCUMENT_DRAWINGS}<div class="sweep"></div>${FRAME_CORNERS}</div>
<p class="small muted">A drawing stands in for your camera. Choose how the check should see it.</p>
<div class="actions pair">
<button type="button" class="primary" id="document-pass">Looks good</button>
<button type="button" class="secondary" id="document-fail">Unreadable photo</button>
</div>
<div class="actions"><button type="button" class="quiet small" id="document-skip" hidden>Go on without a document</button></div>
</section>`;

const SELFIE = `<section class="view card" data-view="selfie" aria-labelledby="selfie-title" hidden>
<h1 id="selfie-title" tabindex="-1">Take a selfie</h1>
<div class="camera portrait">${SELFIE_DRAWING}<p class="caption"><span>Keep your face in the oval</span></p></div>
<p class="small muted">A drawing stands in for your camera. Choose how the check should see it.</p>
<div class="actions pair">
<button type="button" class="primary" id="selfie-pass">Looks like me</button>
<button type="button" class="secondary" id="selfie-fail">Someone else</button>
</div>
<div class="actions"><button type="button" class="quiet small" id="selfie-skip" hidden>Go on without a selfie</button></div>
</section>`;

const AGAIN = `<section class="view card centered" data-view="again" aria-labelledby="again-title" hidden>
<div class="badge warn">${ICON_AGAIN}</div>
<h1 id="again-title" tabindex="-1">Let us try that again</h1>
<p class="muted" id="again-message" data-text="again-message"></p>
<div class="actions"><button type="button" class="primary" id="try-again">Try again</button></div>
</section>`;

const CHECKING = `<section class="view card centered" data-view="checking" aria-labelledby="checking-title" hidden>
<div class="spinner"></div>
<h1 id="checking-title" tabindex="-1">Checking your details</h1>
<p class="muted">This takes a few seconds. You can leave this page open.</p>
</section>`;

const RESULT = `<section class="view card centered" id="result" data-view="result" aria-labelledby="result-title" hidden>
<div class="badge">${RESULT_ICONS}</div>
<h1 id="result-title" tabindex="-1" data-text="result-title"></h1>
<p class="muted" data-text="result-text"></p>
<p class="notice" id="redirect-message" hidden></p>
<div class="actions"><a class="button primary" id="redirect" rel="noreferrer" hidden>Continue</a></div>
</section>`;

const PROBLEM = `<section class="view card centered" id="problem" data-view="problem" role="alert" aria-labelledby="problem-title" hidden>
<h1 id="problem-title" tabindex="-1" data-text="problem-title"></h1>
<p class="muted" data-text="problem-text"></p>
<div class="actions"><button type="button" class="secondary" id="retry">Try again</button></div>
</section>`;

/** The whole page. It holds no data: the script reads the transaction with the code from the address. */
export function renderVerifyPage(): string {
  return renderPage({
    title: 'Verify your identity',
    styles: ['base.css', 'verify.css'],
    script: 'verify.js',
    bodyClass: 'verify',
    body: `<main>
<div class="topline">
<span class="brand"><img src="${ASSETS_PATH}/icon.svg" alt="">Identity check</span>
<span class="countdown" id="countdown" role="timer" hidden></span>
</div>
<ol class="steps" id="steps" aria-label="Progress" hidden></ol>
<p class="notice bad" id="trouble" role="alert" hidden></p>
${[HANDOVER, CONSENT, EMAIL, PHONE, DOCUMENT, SELFIE, AGAIN, CHECKING, RESULT, PROBLEM].join('\n')}
<p id="status" role="status" aria-live="polite">Loading…</p>
<div class="leave"><button type="button" class="quiet small" id="abandon" hidden>Abandon</button></div>
</main>`,
  });
}

/** What a link to another environment's page shows. */
export function renderForeignLinkPage(): string {
  return renderPage({
    title: 'Not found',
    styles: ['base.css', 'verify.css'],
    script: null,
    bodyClass: 'verify',
    body: `<main>
<section class="view card centered">
<h1>This link leads elsewhere</h1>
<p class="muted">It belongs to another environment than this sandbox's. After a fresh start of the sandbox, older links stop working: ask for a new one.</p>
</section>
</main>`,
  });
}
