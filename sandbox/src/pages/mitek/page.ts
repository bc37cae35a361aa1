// The markup of a journey, in the journey's language: every view of it, all hidden until the script shows one.

import type { JourneyTexts } from '../../mitek/texts/en.js';
import { ASSETS_PATH, escapeHtml, renderPage } from '../layout.js';
import {
  DOCUMENT_DRAWINGS,
  FRAME_CORNERS,
  ICON_DOCUMENT,
  ICON_FACE,
  RESULT_ICONS,
  SELFIE_DRAWING,
} from '../verify/drawings.js';
import { ICON_PAPERS, ICON_PEOPLE, PAPER_DRAWING } from './drawings.js';

export interface JourneyPage {
  readonly lang: string;
  readonly texts: JourneyTexts;
  readonly name: string;
  /** Welcome text of the first page. */
  readonly note: string | null;
  /** In their order. */
  readonly steps: readonly ('selfie' | 'documents' | 'attachments')[];
  /** Wire token and documented name of each type that is allowed. */
  readonly documents: readonly { readonly token: string; readonly type: string }[];
  readonly attachmentKeys: readonly string[];
}

/** Which drawing stands for a type of document. */
const DRAWINGS: { readonly [type: string]: string } = {
  PASSPORT: 'passport',
  DRIVING_LICENCE: 'driver_license',
  NATIONAL_ID: 'identity_card',
};
const ICONS = { selfie: ICON_FACE, documents: ICON_DOCUMENT, attachments: ICON_PAPERS };

/** The whole page. Where the journey stands is read by the script. */
export function renderJourneyPage(page: JourneyPage): string {
  const { lang, texts } = page;
  const t = escaped(texts);
  const views = { selfie: selfie(t), documents: documents(page, t), attachments: attachments(page, t) };
  return renderPage({
    title: texts.title,
    lang,
    ribbon: texts.ribbon,
    noScript: texts.noScript,
    styles: ['base.css', 'verify.css'],
    script: 'journey.js',
    bodyClass: 'verify',
    // The script says the rest in the same language, from here.
    body: `<main id="journey" data-texts="${escapeHtml(JSON.stringify(texts))}">
<div class="topline"><span class="brand"><img src="${ASSETS_PATH}/icon.svg" alt="">${t.brand}</span></div>
<ol class="steps" id="steps" aria-label="${t.progress}" hidden></ol>
<p class="notice bad" id="trouble" role="alert" hidden></p>
${[welcome(page, t), ...page.steps.map((step) => views[step]), waiting(t), RESULT].join('\n')}
<p id="status" role="status" aria-live="polite">${t.loading}</p>
<div class="leave">
<button type="button" class="quiet small" id="abandon" hidden>${t.abandon}</button>
<button type="button" class="quiet small" id="cancel" hidden>${t.cancel}</button>
</div>
</main>`,
  });
}

/** What a link to no journey shows. */
export function renderNoJourneyPage({ lang, texts }: { readonly lang: string; readonly texts: JourneyTexts }): string {
  return renderPage({
    title: texts.notFound,
    lang,
    ribbon: texts.ribbon,
    styles: ['base.css', 'verify.css'],
    script: null,
    bodyClass: 'verify',
    body: `<main>
<section class="view card centered">
<h1>${escapeHtml(texts.notFound)}</h1>
<p class="muted">${escapeHtml(texts.notFoundText)}</p>
</section>
</main>`,
  });
}

const RESULT = `<section class="view card centered" id="result" data-view="result" aria-labelledby="result-title" hidden>
<div class="badge">${RESULT_ICONS}</div>
<h1 id="result-title" tabindex="-1"></h1>
<p class="muted" id="result-text"></p>
</section>`;

function welcome({ name, note, steps }: JourneyPage, t: JourneyTexts): string {
  const plan = steps.map(
    (step) =>
      `<li>${ICONS[step]}<span><strong>${t[step]}</strong><span class="small muted">${t[`${step}Text`]}</span></span></li>`,
  );
  const message =
    note === null
      ? ''
      : `<div class="notice" id="note"><strong class="small">${t.noteFrom}</strong><p>${escapeHtml(note)}</p></div>`;
  return `<section class="view card" data-view="welcome" aria-labelledby="welcome-title" hidden>
<h1 id="welcome-title" tabindex="-1">${t.welcome.replace('{name}', () => escapeHtml(name))}</h1>
<p class="muted">${t.welcomeText}</p>
${message}
<ul class="plain">${plan.join('')}</ul>
<p class="small muted">${t.consent}</p>
<div class="actions"><button type="button" class="primary" id="begin">${t.begin}</button></div>
</section>`;
}

function selfie(t: JourneyTexts): string {
  return `<section class="view card" data-view="selfie" aria-labelledby="selfie-title" hidden>
<h1 id="selfie-title" tabindex="-1">${t.selfieTitle}</h1>
<div class="camera portrait">${SELFIE_DRAWING}<p class="caption"><span>${t.oval}</span></p></div>
<p class="small muted">${t.drawing}</p>
<div class="actions pair">
<button type="button" class="primary" id="selfie-pass" data-step="selfie" data-outcome="pass">${t.looksLikeMe}</button>
<button type="button" class="secondary" id="selfie-fail" data-step="selfie" data-outcome="fail">${t.someoneElse}</button>
</div>
</section>`;
}

function documents({ documents: allowed }: JourneyPage, t: JourneyTexts): string {
  const labels: { readonly [type: string]: string } = {
    PASSPORT: t.passport,
    DRIVING_LICENCE: t.driving,
    NATIONAL_ID: t.id,
  };
  const kinds = allowed.map(
    ({ token, type }, index) =>
      `<label><input type="radio" name="kind" value="${escapeHtml(token)}" data-drawing="${DRAWINGS[type] ?? 'identity_card'}"${index === 0 ? ' checked' : ''}>${labels[type] ?? escapeHtml(token)}</label>`,
  );
  return `<section class="view card" data-view="documents" aria-labelledby="documents-title" hidden>
<h1 id="documents-title" tabindex="-1">${t.documentsTitle}</h1>
<fieldset class="kinds allowed">
<legend class="visually-hidden">${t.documentKind}</legend>
${kinds.join('\n')}
</fieldset>
<div class="camera">${DOCUMENT_DRAWINGS}<div class="sweep"></div>${FRAME_CORNERS}</div>
<p class="small muted">${t.drawing}</p>
<div class="actions">
<button type="button" class="primary" id="documents-pass" data-step="documents" data-outcome="pass">${t.looksGood}</button>
</div>
<div class="actions pair">
<button type="button" class="secondary" id="documents-fail" data-step="documents" data-outcome="fail">${t.unreadable}</button>
<button type="button" class="secondary" id="documents-fraud" data-step="documents" data-outcome="fraud">${t.forged}</button>
</div>
</section>`;
}

function attachments({ attachmentKeys }: JourneyPage, t: JourneyTexts): string {
  const papers = attachmentKeys.map((key) => `<li>${ICON_PAPERS}<strong>${escapeHtml(key)}</strong></li>`);
  const list =
    papers.length === 0
      ? `${PAPER_DRAWING}<p class="muted">${t.attachmentsAny}</p>`
      : `<ul class="plain" id="papers">${papers.join('')}</ul>`;
  return `<section class="view card" data-view="attachments" aria-labelledby="attachments-title" hidden>
<h1 id="attachments-title" tabindex="-1">${t.attachmentsTitle}</h1>
${list}
<p class="small muted">${t.attachmentsHint}</p>
<div class="actions">
<button type="button" class="primary" id="attachments-pass" data-step="attachments" data-outcome="pass">${t.attach}</button>
<button type="button" class="secondary" id="attachments-fail" data-step="attachments" data-outcome="fail">${t.attachUnreadable}</button>
</div>
</section>`;
}

function waiting(t: JourneyTexts): string {
  return `<section class="view card centered" data-view="checking" aria-labelledby="checking-title" hidden>
<div class="spinner"></div>
<h1 id="checking-title" tabindex="-1">${t.checking}</h1>
<p class="muted">${t.checkingText}</p>
</section>
<section class="view card centered" data-view="review" aria-labelledby="review-title" hidden>
<div class="badge">${ICON_PEOPLE}</div>
<h1 id="review-title" tabindex="-1">${t.review}</h1>
<p class="muted">${t.reviewText}</p>
</section>`;
}

function escaped(texts: JourneyTexts): JourneyTexts {
  const entries = Object.entries(texts).map(([key, text]) => [key, escapeHtml(text)]);
  // The same keys, each text escaped.
  return Object.fromEntries(entries) as JourneyTexts;
}
