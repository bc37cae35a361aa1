// The look of the home and inbox pages: a wide column of cards, tables that stay usable on a phone.

export const CONSOLE_CSS = `
.console main { max-width: 1120px; margin: 0 auto; padding: 24px 16px 48px; display: grid; gap: 20px; }
.console header.top { display: flex; flex-wrap: wrap; gap: 12px 24px; align-items: end; justify-content: space-between; }
.console header.top p { margin-top: 6px; }
.console nav { display: flex; flex-wrap: wrap; gap: 6px 18px; }
.card > header { display: flex; flex-wrap: wrap; gap: 8px 16px; justify-content: space-between; align-items: baseline; margin-bottom: 14px; }
.card { padding: 20px; min-width: 0; }
.grid { display: grid; gap: 20px; grid-template-columns: minmax(0, 1fr); }
@media (min-width: 860px) { .grid.two { grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); } }
.stack { display: grid; gap: 12px; }
.row { display: flex; flex-wrap: wrap; gap: 8px; align-items: center; }
.label { font-size: 0.875rem; font-weight: 600; display: block; margin-bottom: 4px; }
.scroll { overflow: auto; max-height: 420px; border-radius: 10px; }
.decide { margin-bottom: 12px; }
.decide select { max-width: 320px; }
.scroll.whole table + table { margin-top: 20px; }
.scroll.whole { max-height: none; }
table { width: 100%; border-collapse: collapse; font-size: 0.875rem; }
th { text-align: left; font-weight: 600; color: var(--muted); position: sticky; top: 0; background: var(--card); }
th, td { padding: 8px 10px 8px 0; border-bottom: 1px solid var(--line); vertical-align: top; }
td { overflow-wrap: anywhere; }
td.tight, th.tight { white-space: nowrap; overflow-wrap: normal; }
.path { min-width: 220px; }
td.acts { vertical-align: middle; padding: 2px 0; text-align: right; }
@media (max-width: 639px) { .wide-only { display: none; } }
.knobs { display: grid; margin-top: 12px; }
.knob { display: grid; grid-template-columns: minmax(0, 1fr); gap: 6px 20px; padding: 12px 0; border-top: 1px solid var(--line); align-items: center; }
.knob:first-child { border-top: 0; padding-top: 0; }
@media (min-width: 640px) { .knob { grid-template-columns: minmax(0, 1fr) 300px; } }
.knob .name { font-weight: 600; overflow-wrap: anywhere; }
.knob .set { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: 8px; }
.knob.changed .name::after { content: "changed"; margin-left: 8px; font: 600 0.75rem system-ui, sans-serif; color: var(--warn); background: var(--warn-bg); padding: 1px 8px; border-radius: 999px; }
textarea.token { font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; font-size: 0.8125rem; min-height: 96px; resize: vertical; }
.said { min-height: 1.5em; font-size: 0.875rem; color: var(--muted); }
.said.bad { color: var(--bad); }
.messages { display: grid; gap: 14px; list-style: none; margin: 0; padding: 0; }
.message { display: grid; gap: 10px; }
.message .meta { display: flex; flex-wrap: wrap; gap: 6px 12px; align-items: center; }
.message .to { font-weight: 600; overflow-wrap: anywhere; }
.message .body { white-space: pre-wrap; overflow-wrap: anywhere; }
.message a.link { overflow-wrap: anywhere; font-size: 0.8125rem; }
.empty { text-align: center; padding: 48px 20px; }
.empty svg { width: 48px; height: 48px; color: var(--muted); margin-bottom: 12px; }
`;
