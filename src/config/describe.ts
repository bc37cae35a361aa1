// The table of variables as text: for `--help` and for the page in docs/.
import { type Variable, variables } from './variables.js';

/** One line per variable, for a terminal. */
export function describeForTerminal(): string {
  return rows()
    .map(({ name, text }) => `  ${name.padEnd(24)}${text}`)
    .join('\n');
}

/** The table in Markdown, as it stands in docs/configuration.md. */
export function describeForDocs(): string {
  const lines = rows().map(({ name, spec }) => {
    const file = spec.secret ? `<br>or \`${name}_FILE\`` : '';
    return `| \`${name}\`${file} | ${spec.default ? `\`${spec.default}\`` : ''} | ${spec.description} |`;
  });
  return ['| Variable | Default | Meaning |', '| --- | --- | --- |', ...lines].join('\n');
}

function rows(): readonly { name: string; spec: Variable<unknown>; text: string }[] {
  return Object.entries<Variable<unknown>>(variables).map(([name, spec]) => ({
    name,
    spec,
    text:
      spec.description +
      (spec.default ? ` (default ${spec.default})` : '') +
      (spec.secret ? ` Also ${name}_FILE.` : ''),
  }));
}
