// Help for `npm start` and `npm run gateway` that needs nothing installed and nothing built: the words are those of src/config/commands.json.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './root.mjs';

const HELP = ['-h', '--help'];
const WIDTH = 80;

/** The help that the arguments ask for, as the command itself would print it; undefined when they ask for none that is told here. */
export function helpFor([command, ...args]) {
  const commands = JSON.parse(readFileSync(join(root, 'src', 'config', 'commands.json'), 'utf8'));
  if (!Object.hasOwn(commands, command) || !args.some((text) => HELP.includes(text))) return undefined;
  const { description, options } = commands[command];
  const rows = Object.entries({ ...options, '-h, --help': 'display help for command' });
  const width = Math.max(...rows.map(([flags]) => flags.length));
  return [
    `Usage: idgw ${command} [options]`,
    '',
    ...wrapped(description),
    '',
    'Options:',
    ...rows.map(([flags, text]) => `  ${flags.padEnd(width)}  ${text}`),
    '',
  ].join('\n');
}

function wrapped(text) {
  const lines = [''];
  for (const word of text.split(' ')) {
    const line = lines.at(-1);
    if (line !== '' && line.length + 1 + word.length > WIDTH) lines.push(word);
    else lines[lines.length - 1] = line === '' ? word : `${line} ${word}`;
  }
  return lines;
}
