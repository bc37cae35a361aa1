// The pictures of the verification walk, drawn as SVG: documents, a face, icons; no behaviour.
// Colours are attributes or classes because the page's content policy forbids inline styles.

const PORTRAIT = `<g class="portrait">
<rect x="24" y="70" width="84" height="106" rx="6" fill="#dfe5f2"/>
<circle cx="66" cy="112" r="22" fill="#e8b999"/>
<path d="M43 110c0-18 10-28 23-28s23 10 23 28c-5-10-12-14-23-14s-18 4-23 14z" fill="#4a3428"/>
<path d="M30 176c2-24 16-36 36-36s34 12 36 36z" fill="#4b5fa8"/>
</g>`;

function textLines(x: number, widths: readonly number[]): string {
  return widths
    .map(
      (width, index) =>
        `<rect x="${x}" y="${78 + index * 20}" width="${width}" height="8" rx="4" fill="#7d88a6" opacity="${index === 0 ? 1 : 0.6}"/>`,
    )
    .join('');
}

function card(kind: string, hidden: boolean, background: string, header: string, title: string, extra: string): string {
  return `<svg class="subject" data-kind="${kind}" viewBox="0 0 320 204" aria-hidden="true"${hidden ? ' hidden' : ''}>
<rect x="2" y="2" width="316" height="200" rx="14" fill="${background}" stroke="#fff" stroke-opacity=".5"/>
<path d="M2 46V16A14 14 0 0 1 16 2h288a14 14 0 0 1 14 14v30z" fill="${header}"/>
<text x="24" y="32" font-family="system-ui, sans-serif" font-size="17" font-weight="700" letter-spacing="2" fill="#fff">${title}</text>
<text x="296" y="31" text-anchor="end" font-family="system-ui, sans-serif" font-size="12" font-weight="600" fill="#fff" opacity=".85">SPECIMEN</text>
${PORTRAIT}${extra}
</svg>`;
}

/** One drawing per kind of document; all but the first start hidden. */
export const DOCUMENT_DRAWINGS = [
  card(
    'driver_license',
    false,
    '#f4f7fd',
    '#3553b5',
    'DRIVER LICENSE',
    `${textLines(128, [130, 96, 150, 84])}<path d="M232 170h58v-9l-8-3-7-13c-1-2-3-3-5-3h-21c-2 0-4 1-5 3l-6 12-6 3z" fill="#3553b5" opacity=".55"/><circle cx="246" cy="171" r="7" fill="#26345f"/><circle cx="277" cy="171" r="7" fill="#26345f"/>`,
  ),
  card(
    'passport',
    true,
    '#fbf4f2',
    '#8c2f39',
    'PASSPORT',
    `${textLines(128, [140, 100, 120])}<text x="128" y="160" font-family="ui-monospace, Menlo, monospace" font-size="10.5" fill="#4c4450">P&lt;UTOSPECIMEN&lt;&lt;ALEX&lt;&lt;&lt;&lt;</text><text x="128" y="176" font-family="ui-monospace, Menlo, monospace" font-size="10.5" fill="#4c4450">L898902C36UTO7408122F</text>`,
  ),
  card(
    'identity_card',
    true,
    '#f1f9f5',
    '#1d6f5c',
    'ID CARD',
    `${textLines(128, [110, 150, 90])}<rect x="250" y="138" width="44" height="34" rx="6" fill="#d9b44a"/><path d="M250 150h14v10h-14M294 150h-14v10h14M272 138v34" fill="none" stroke="#8d6f1c" stroke-width="2"/>`,
  ),
].join('\n');

/** A face looking out of an oval; everything outside the oval is dimmed. */
export const SELFIE_DRAWING = `<svg class="subject" viewBox="0 0 320 320" preserveAspectRatio="xMidYMid slice" aria-hidden="true">
<defs><mask id="oval"><rect width="320" height="320" fill="#fff"/><ellipse cx="160" cy="152" rx="92" ry="118" fill="#000"/></mask></defs>
<rect width="320" height="320" fill="#8fa3c9"/>
<path d="M34 330c6-70 50-98 126-98s120 28 126 98z" fill="#3f529a"/>
<path d="M130 205h60v38c-12 16-48 16-60 0z" fill="#d9a682"/>
<path d="M94 150c-14-70 22-104 66-104s80 34 66 104z" fill="#3c2a20"/>
<ellipse cx="160" cy="150" rx="57" ry="72" fill="#e8b999"/>
<path d="M103 142c2-50 30-68 57-68s55 18 57 68c-14-12-20-28-22-40-18 14-62 14-74 4-2 14-8 26-18 36z" fill="#3c2a20"/>
<path d="M126 138q10-7 20 0M174 138q10-7 20 0" fill="none" stroke="#3c2a20" stroke-width="4" stroke-linecap="round"/>
<circle cx="136" cy="152" r="5.5" fill="#2a1e18"/><circle cx="184" cy="152" r="5.5" fill="#2a1e18"/>
<path d="M160 156v18q-7 3-9 1" fill="none" stroke="#b98260" stroke-width="4" stroke-linecap="round"/>
<path d="M140 192q20 15 40 0" fill="none" stroke="#a34a48" stroke-width="5" stroke-linecap="round"/>
<rect width="320" height="320" fill="#0b0d18" opacity=".72" mask="url(#oval)"/>
<ellipse cx="160" cy="152" rx="92" ry="118" fill="none" stroke="#fff" stroke-width="3" stroke-dasharray="10 8"/>
</svg>`;

export const FRAME_CORNERS = `<svg class="corners" viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true">
<path d="M0 14V0h12M88 0h12v14M100 86v14H88M12 100H0V86" fill="none" stroke="currentColor" stroke-width="3" vector-effect="non-scaling-stroke"/>
</svg>`;

function icon(className: string, paths: string): string {
  return `<svg class="${className}" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">${paths}</svg>`;
}

export const ICON_DOCUMENT = icon(
  'icon',
  '<rect x="2.5" y="5" width="19" height="14" rx="2.5"/><circle cx="8.5" cy="11" r="2"/><path d="M5.5 16c.5-1.8 1.6-2.6 3-2.6s2.5.8 3 2.6M14.5 10h4M14.5 14h4"/>',
);
export const ICON_FACE = icon(
  'icon',
  '<circle cx="12" cy="12" r="9"/><path d="M9 10h.01M15 10h.01M8.5 14.5c1 1.3 2.2 2 3.5 2s2.5-.7 3.5-2"/>',
);
export const ICON_MAIL = icon(
  'icon',
  '<rect x="2.5" y="5" width="19" height="14" rx="2.5"/><path d="M3.5 7.5L12 13l8.5-5.5"/>',
);
export const ICON_PHONE = icon('icon', '<rect x="7" y="2.5" width="10" height="19" rx="2.5"/><path d="M11 18.5h2"/>');
export const ICON_AGAIN = icon('icon', '<path d="M20 12a8 8 0 1 1-2.3-5.6M20 3v4.5h-4.5"/>');
export const ICON_CLOCK = icon('icon', '<circle cx="12" cy="12" r="9"/><path d="M12 7v5.5l3.5 2"/>');

export const RESULT_ICONS = [
  icon('icon-verified', '<path d="M5 12.5l4.5 4.5L19 7.5"/>'),
  icon('icon-not-verified', '<path d="M7 7l10 10M17 7L7 17"/>'),
  icon('icon-timed-out', '<circle cx="12" cy="12" r="9"/><path d="M12 7v5.5l3.5 2"/>'),
  icon('icon-abandoned', '<path d="M14 4h4a2 2 0 0 1 2 2v12a2 2 0 0 1-2 2h-4M10 8l-4 4 4 4M6 12h9"/>'),
].join('');
