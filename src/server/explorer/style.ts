// The look of the bar above GraphiQL, in GraphiQL's own light and dark; GraphiQL brings its own style.

export const STYLE = `
html, body { height: 100%; margin: 0; }
body { display: flex; flex-direction: column; }
#root { flex: 1; min-height: 0; height: auto; }
/* GraphiQL takes the whole window for its own. */
#root .graphiql-container, #root .graphiql-container .graphiql-main { height: 100%; width: 100%; }
[hidden] { display: none !important; }
.bar {
  --bar: #f3f4f9; --ink: #14172b; --muted: #555a75; --line: #d9dce8; --field: #ffffff; --accent: #3b4ce0; --bad: #a8201a;
  display: flex; flex-wrap: wrap; align-items: center; gap: 6px 18px; padding: 6px 16px;
  background: var(--bar); color: var(--ink); border-bottom: 1px solid var(--line);
  font: 14px/1.4 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif;
}
body.graphiql-dark .bar {
  --bar: #171a2c; --ink: #eef0fb; --muted: #abb1cc; --line: #2d3250; --field: #0d0f1c; --accent: #98a3ff; --bad: #ffa39b;
  color-scheme: dark;
}
@media (prefers-color-scheme: dark) {
  body:not(.graphiql-light) .bar {
    --bar: #171a2c; --ink: #eef0fb; --muted: #abb1cc; --line: #2d3250; --field: #0d0f1c; --accent: #98a3ff; --bad: #ffa39b;
    color-scheme: dark;
  }
}
.bar-title { display: inline-flex; align-items: center; gap: 8px; }
.bar-field { display: inline-flex; align-items: center; gap: 8px; color: var(--muted); }
.bar a { color: var(--accent); }
.bar-about { margin-right: auto; color: var(--muted); font-size: 13px; }
.bar-about.bad { color: var(--bad); font-weight: 600; }
.bar-note { color: var(--accent); font-weight: 600; font-size: 13px; }
.bar select, .bar input, .bar button {
  font: inherit; color: var(--ink); background: var(--field); border: 1px solid var(--muted); border-radius: 8px;
  min-height: 32px; padding: 3px 10px; max-width: 100%;
}
.bar button { cursor: pointer; font-weight: 600; }
.bar :focus-visible { outline: 3px solid var(--accent); outline-offset: 1px; }
/* On a phone there is no room side by side: what is asked stands above what is answered, and nothing takes room that says little. */
@media (max-width: 700px) {
  .bar { gap: 6px 12px; padding: 6px 8px; }
  .bar-title span, #root .graphiql-logo, #root .graphiql-horizontal-drag-bar { display: none; }
  #root .graphiql-container { --sidebar-width: 44px; --toolbar-width: 32px; }
  #root .graphiql-container .graphiql-sidebar { padding: 4px; }
  #root .graphiql-container .graphiql-sessions { margin: 4px 4px 4px 0; }
  #root .graphiql-container .graphiql-main { flex-direction: column; }
  #root .graphiql-container #graphiql-session { flex-direction: column; min-height: 0; padding: 0 4px 4px; }
  /* GraphiQL sets how the two share their width. */
  #root .graphiql-container .graphiql-editors { flex: 5 1 0 !important; min-height: 0; }
  #root .graphiql-container .graphiql-response { flex: 4 1 0 !important; min-height: 0; padding-top: 8px; }
  #root .graphiql-container .graphiql-query-editor, #root .graphiql-container .graphiql-editor-tool { padding: 8px; column-gap: 8px; min-height: 0; }
  #root .graphiql-container .graphiql-editor-tools { padding: 0 8px; }
}
.bar-loading { padding: 24px; font: 15px system-ui, sans-serif; color: #6b708a; }
`;
