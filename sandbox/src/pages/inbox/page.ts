// The markup of the inbox: messages that a real tenant would have sent by text message or e-mail.

import { renderPage } from '../layout.js';

export function renderInboxPage(): string {
  return renderPage({
    title: 'Sandbox inbox',
    styles: ['base.css', 'console.css'],
    script: 'inbox.js',
    bodyClass: 'console',
    body: `<main>
<header class="top">
<div><h1>Inbox</h1><p class="muted">Messages PingOne and Mitek would have sent to people's phones and mailboxes.</p></div>
<nav aria-label="Sandbox"><a href="/">Sandbox home</a></nav>
</header>
<p class="said" id="status" role="status" aria-live="polite">Loading…</p>
<section class="card empty" id="empty" hidden>
<svg viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.6" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true"><rect x="2.5" y="5" width="19" height="14" rx="2.5"/><path d="M3 7l9 6.5 9-6.5"/></svg>
<h2>No messages yet</h2>
<p class="muted">Create a verification with a phone number or an e-mail address and it appears here.</p>
</section>
<ol class="messages" id="messages" aria-label="Messages, newest first"></ol>
</main>`,
  });
}
