// The HTML of the explorer: its frame, the bar above GraphiQL and the data its script reads; no behaviour.
import type { Example } from './example.js';

export const ASSETS_PATH = '/explorer/assets';

export interface PageData {
  readonly graphqlPath: string;
  readonly tokens: Readonly<Record<string, string>>;
  readonly examples: readonly Example[];
}

export const ICON_SVG = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">
<rect width="32" height="32" rx="8" fill="#3b4ce0"/>
<path d="M9 16.5l5 5L23.5 11" fill="none" stroke="#fff" stroke-width="3.2" stroke-linecap="round" stroke-linejoin="round"/>
</svg>
`;

/** The whole document. Its data stands in a script element that is never run, in which no text can end the element. */
export function renderPage(data: PageData): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>Explorer · Identity gateway</title>
<link rel="icon" href="${ASSETS_PATH}/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="${ASSETS_PATH}/graphiql.css">
<link rel="stylesheet" href="${ASSETS_PATH}/explorer.css">
<script type="application/json" id="explorer-data">${embed(data)}</script>
<script src="${ASSETS_PATH}/explorer.js" defer></script>
<script src="${ASSETS_PATH}/graphiql.js" defer></script>
</head>
<body>
<header class="bar">
<strong class="bar-title"><img src="${ASSETS_PATH}/icon.svg" alt="" width="20" height="20"><span>Identity gateway</span></strong>
<label class="bar-field">Send as <select id="person"></select></label>
<span id="note" class="bar-note" role="status" hidden></span>
<form id="paste" class="bar-field" hidden>
<input id="pasted" type="password" aria-label="Bearer token" placeholder="Bearer token" autocomplete="off" spellcheck="false">
<button type="submit">Use it</button>
</form>
<span id="about" class="bar-about" role="status"></span>
<a id="verify" target="_blank" rel="noopener noreferrer" hidden>Open the verification page</a>
<label class="bar-field">Examples <select id="examples"><option value="">Choose one…</option></select></label>
</header>
<div id="root"><p class="bar-loading">Loading…</p></div>
<noscript>This page needs JavaScript.</noscript>
</body>
</html>
`;
}

function embed(data: PageData): string {
  return JSON.stringify(data).replaceAll('<', '\\u003c');
}
