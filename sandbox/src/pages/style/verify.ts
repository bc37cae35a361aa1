// The look of the verification walk: one narrow column, a camera-like frame, the result badge.

export const VERIFY_CSS = `
.verify { display: flex; flex-direction: column; }
.verify main { width: 100%; max-width: 460px; margin: 0 auto; padding: 20px 16px 32px; flex: 1; display: flex; flex-direction: column; gap: 16px; }
@media (min-width: 700px) and (min-height: 860px) { .verify main { justify-content: center; } }
.topline { display: flex; align-items: center; justify-content: space-between; gap: 12px; min-height: 32px; }
.brand { display: flex; align-items: center; gap: 10px; font-weight: 650; }
.brand img { width: 28px; height: 28px; }
.countdown { font-variant-numeric: tabular-nums; color: var(--muted); font-size: 0.875rem; }
.countdown.soon { color: var(--bad); font-weight: 600; }
.steps { display: flex; gap: 8px; list-style: none; margin: 0; padding: 0; }
.steps li { flex: 1; font-size: 0.8125rem; color: var(--muted); padding-top: 8px; border-top: 4px solid var(--line); }
.steps li[data-state="done"] { border-color: var(--good); color: var(--good); }
.steps li[aria-current="step"] { border-color: var(--accent); color: var(--ink); font-weight: 600; }
.view { display: flex; flex-direction: column; gap: 16px; }
.view.card { padding: 24px 20px; }
.view p { text-wrap: pretty; }
/* What was typed elsewhere can be one long word. */
.view h1, .view p, .view ul.plain strong { overflow-wrap: anywhere; }
.view ul.plain { margin: 0; padding: 0; list-style: none; display: grid; gap: 12px; }
.view ul.plain li { display: grid; grid-template-columns: 40px minmax(0, 1fr); gap: 12px; align-items: center; }
.view ul.plain svg { width: 40px; height: 40px; padding: 8px; border-radius: 12px; background: var(--tint); color: var(--accent); }
.view ul.plain strong { display: block; line-height: 1.3; }
.code-box { text-align: left; display: flex; align-items: center; justify-content: space-between; gap: 12px; background: var(--sunk); border-radius: 12px; padding: 12px 14px; }
.code-box .digits { font-size: 1.5rem; font-weight: 650; letter-spacing: 0.14em; font-variant-numeric: tabular-nums; }
.actions { display: grid; gap: 10px; }
.actions.pair { grid-template-columns: 1fr 1fr; }
@media (max-width: 339px) { .actions.pair { grid-template-columns: 1fr; } }
.actions button, .actions .button { width: 100%; padding-inline: 12px; }
.kinds { border: 0; margin: 0; padding: 4px; display: grid; grid-template-columns: 1.25fr 1fr 1fr; gap: 4px; background: var(--sunk); border-radius: 14px; }
/* As many kinds as a journey allows, each as wide as its name. */
.kinds.allowed { grid-template-columns: none; grid-auto-flow: column; grid-auto-columns: auto; }
.kinds label { position: relative; display: grid; place-items: center; min-height: 44px; padding: 4px; border-radius: 11px; font-size: 0.875rem; text-align: center; line-height: 1.2; cursor: pointer; color: var(--muted); }
.kinds input { position: absolute; inset: 0; width: 100%; height: 100%; margin: 0; opacity: 0; cursor: pointer; }
.kinds label:has(:checked) { background: var(--card); color: var(--ink); font-weight: 600; box-shadow: inset 0 0 0 1.5px var(--field); }
@media (max-width: 400px) { .kinds label { font-size: 0.8125rem; } }
.kinds label:has(:focus-visible) { outline: 3px solid var(--accent); outline-offset: 1px; }
.camera { position: relative; overflow: hidden; border-radius: 16px; background: radial-gradient(circle at 50% 35%, #39405c, #12141f 80%); aspect-ratio: 4 / 3; display: grid; place-items: center; }
.camera.portrait { aspect-ratio: 1 / 1; max-height: 46vh; width: 100%; }
.camera svg.subject { width: 84%; height: 84%; }
.camera.portrait svg.subject { width: 100%; height: 100%; }
.camera .corners { position: absolute; inset: 12px; width: calc(100% - 24px); height: calc(100% - 24px); color: #fff; opacity: 0.9; pointer-events: none; }
.camera .sweep { position: absolute; left: 6%; right: 6%; top: 10%; height: 2px; background: #9aa6ff; box-shadow: 0 0 16px 3px rgb(154 166 255 / 55%); animation: sweep 3.2s ease-in-out infinite alternate; }
@keyframes sweep { to { top: 89%; } }
.camera .caption { position: absolute; inset: auto 0 16px; text-align: center; color: #fff; font-size: 0.875rem; }
.camera .caption span { background: rgb(10 12 22 / 72%); border-radius: 999px; padding: 4px 12px; }
.spinner { width: 64px; height: 64px; margin: 8px auto; border-radius: 50%; border: 5px solid var(--line); border-top-color: var(--accent); animation: turn 900ms linear infinite; }
@keyframes turn { to { transform: rotate(360deg); } }
.centered { text-align: center; align-items: stretch; }
.badge { width: 76px; height: 76px; border-radius: 50%; margin: 0 auto; display: grid; place-items: center; background: var(--tint); color: var(--ink); }
.badge svg { width: 38px; height: 38px; }
.badge.warn { background: var(--warn-bg); color: var(--warn); }
.view form.stack { display: flex; flex-direction: column; gap: 14px; padding: 0; }
.view form[hidden], .view form [hidden] { display: none; }
.view form input, .view form select { width: 100%; }
.view form input.digits { font-size: 1.5rem; letter-spacing: 0.3em; text-align: center; font-variant-numeric: tabular-nums; }
#result .badge svg { display: none; }
#result[data-outcome="verified"] .badge { background: var(--good-bg); color: var(--good); }
#result[data-outcome="not-verified"] .badge { background: var(--bad-bg); color: var(--bad); }
#result[data-outcome="timed-out"] .badge { background: var(--warn-bg); color: var(--warn); }
#result[data-outcome="verified"] .icon-verified, #result[data-outcome="not-verified"] .icon-not-verified,
#result[data-outcome="timed-out"] .icon-timed-out, #result[data-outcome="abandoned"] .icon-abandoned { display: block; }
.qr { width: min(240px, 70vw); aspect-ratio: 1; margin: 0 auto; padding: 12px; border-radius: 16px; background: #fff; border: 1px solid var(--line); }
.qr img { width: 100%; height: 100%; display: block; }
#status { color: var(--muted); font-size: 0.875rem; text-align: center; min-height: 1.5em; }
.leave { display: flex; justify-content: center; }
`;
