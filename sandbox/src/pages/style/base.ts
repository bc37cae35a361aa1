// The look all sandbox pages share: colours for light and dark, type, cards, buttons; nothing of one page.

export const BASE_CSS = `
:root {
  color-scheme: light dark;
  --bg: #f3f4f9; --card: #ffffff; --sunk: #f0f2f8; --ink: #14172b; --muted: #555a75; --line: #d9dce8; --field: #83889f;
  --accent: #3b4ce0; --accent-hover: #2f3ec2; --on-accent: #ffffff; --tint: #e9ebfd;
  --good: #0a6b42; --good-bg: #e2f5ea; --bad: #a8201a; --bad-bg: #fdeae8; --warn: #7a4b00; --warn-bg: #fff1d6;
  --shadow: 0 1px 2px rgb(20 23 43 / 6%), 0 12px 32px rgb(20 23 43 / 8%);
  --radius: 18px;
}
@media (prefers-color-scheme: dark) {
  :root {
    --bg: #0d0f1c; --card: #171a2c; --sunk: #10131f; --ink: #eef0fb; --muted: #abb1cc; --line: #2d3250; --field: #7b82a6;
    --accent: #98a3ff; --accent-hover: #b3bbff; --on-accent: #0d0f1c; --tint: #242948;
    --good: #6fdca6; --good-bg: #12301f; --bad: #ffa39b; --bad-bg: #3a1715; --warn: #ffcf7d; --warn-bg: #35270b;
    --shadow: 0 1px 2px rgb(0 0 0 / 40%), 0 12px 32px rgb(0 0 0 / 35%);
  }
}
* { box-sizing: border-box; }
[hidden] { display: none !important; }
html { -webkit-text-size-adjust: 100%; }
body {
  margin: 0; min-height: 100vh; min-height: 100dvh; background: var(--bg); color: var(--ink);
  font: 16px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif;
}
h1, h2, h3 { line-height: 1.2; margin: 0; letter-spacing: -0.015em; }
h1 { font-size: 1.6rem; }
h2 { font-size: 1.15rem; }
h1:focus, h2:focus { outline: none; }
p { margin: 0; }
a { color: var(--accent); text-underline-offset: 3px; }
code, .mono { font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace; font-size: 0.9em; }
.muted { color: var(--muted); }
.small { font-size: 0.875rem; }
.ribbon {
  display: flex; flex-wrap: wrap; gap: 0 8px; justify-content: center; padding: 6px 16px; text-align: center;
  background: var(--warn-bg); color: var(--warn); font-size: 0.8125rem;
}
.ribbon strong { letter-spacing: 0.08em; text-transform: uppercase; font-size: 0.75rem; line-height: 1.65; }
.card { background: var(--card); border: 1px solid var(--line); border-radius: var(--radius); box-shadow: var(--shadow); padding: 24px; }
button, .button {
  appearance: none; display: inline-flex; align-items: center; justify-content: center; gap: 8px; min-height: 44px;
  padding: 10px 18px; border: 1px solid transparent; border-radius: 12px; font: inherit; font-weight: 600; text-decoration: none;
  cursor: pointer; transition: background-color 120ms, border-color 120ms;
}
button.primary, .button.primary { background: var(--accent); color: var(--on-accent); }
button.primary:hover, .button.primary:hover { background: var(--accent-hover); }
button.secondary, .button.secondary { background: transparent; color: var(--ink); border-color: var(--field); }
button.secondary:hover, .button.secondary:hover { background: var(--sunk); }
button.quiet, .button.quiet { background: transparent; color: var(--muted); font-weight: 500; }
button.quiet:hover, .button.quiet:hover { color: var(--ink); background: var(--sunk); }
button.small, .button.small { min-height: 36px; padding: 6px 12px; font-size: 0.875rem; border-radius: 10px; }
button:disabled { opacity: 0.55; cursor: default; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
input, select, textarea {
  font: inherit; color: inherit; background: var(--card); border: 1px solid var(--field); border-radius: 10px;
  min-height: 40px; padding: 6px 12px; width: 100%; min-width: 0;
}
.notice { border-radius: 12px; padding: 12px 14px; font-size: 0.9375rem; background: var(--tint); }
.notice.bad { background: var(--bad-bg); color: var(--bad); }
.pill {
  display: inline-block; border-radius: 999px; padding: 2px 10px; font-size: 0.8125rem; font-weight: 600;
  background: var(--tint); color: var(--ink); white-space: nowrap;
}
.pill.good { background: var(--good-bg); color: var(--good); }
.pill.bad { background: var(--bad-bg); color: var(--bad); }
.visually-hidden { position: absolute; width: 1px; height: 1px; margin: -1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
@media (prefers-reduced-motion: reduce) {
  *, *::before, *::after { animation-duration: 0.01ms !important; animation-iteration-count: 1 !important; transition: none !important; }
}
`;
