// Starts a command of the gateway (or the sandbox) from the sources: installs and builds what is missing first.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from './build.mjs';
import { helpFor } from './help.mjs';
import { ensureInstalled } from './install.mjs';
import { root } from './root.mjs';

const help = helpFor(process.argv.slice(2));
if (help !== undefined) {
  process.stdout.write(help);
  process.exit(0);
}
ensureInstalled();
try {
  await build();
} catch {
  // The bundler has said where; a stack of its own insides would only hide it.
  console.error('The build failed: nothing was started.');
  process.exit(1);
}

// Imported, not spawned: one process, so signals and the exit code need no passing on.
const [command, ...rest] = process.argv.slice(2);
const program = join(root, command === 'sandbox' ? 'sandbox/dist/main.js' : 'dist/main.js');
const args = command === 'sandbox' ? rest : process.argv.slice(2);
process.argv.splice(1, process.argv.length - 1, program, ...args);
process.setSourceMapsEnabled(true);
await import(pathToFileURL(program).href);
