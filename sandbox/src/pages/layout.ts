// The frame every sandbox page shares: document head, ribbon, and escaping; no page's own content.

export interface PageParts {
  /** Plain text for the browser tab; escaped here. */
  readonly title: string;
  /** Style sheets and scripts, as names under the assets route. */
  readonly styles: readonly string[];
  readonly script: string | null;
  /** Trusted markup written in this folder; never holds data from outside. */
  readonly body: string;
  readonly bodyClass: string;
  /** Language of the page, default English. */
  readonly lang?: string;
  /** What the ribbon says in that language. */
  readonly ribbon?: string;
  readonly noScript?: string;
}

export const ASSETS_PATH = '/pages/assets';

/** Escape text for HTML content and quoted attributes. */
export function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}

/** A whole HTML document. Styles and scripts are linked, never inline, so that a strict content policy can hold. */
export function renderPage(parts: PageParts): string {
  const styles = parts.styles.map((name) => `<link rel="stylesheet" href="${ASSETS_PATH}/${name}">`).join('\n');
  const script = parts.script === null ? '' : `<script type="module" src="${ASSETS_PATH}/${parts.script}"></script>`;
  return `<!doctype html>
<html lang="${escapeHtml(parts.lang ?? 'en')}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<title>${escapeHtml(parts.title)}</title>
<link rel="icon" href="${ASSETS_PATH}/icon.svg" type="image/svg+xml">
${styles}
${script}
</head>
<body class="${parts.bodyClass}">
<p class="ribbon"><strong>Sandbox</strong> <span>${escapeHtml(parts.ribbon ?? 'No real camera, checks or messages.')}</span></p>
${parts.body}
<noscript><p class="notice bad">${escapeHtml(parts.noScript ?? 'This page needs JavaScript.')}</p></noscript>
</body>
</html>
`;
}

export const ICON_SVG = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">
<rect width="32" height="32" rx="8" fill="#3b4ce0"/>
<path d="M9 16.5l5 5L23.5 11" fill="none" stroke="#fff" stroke-width="3.2" stroke-linecap="round" stroke-linejoin="round"/>
</svg>
`;
