// Finds a Chromium for the browser tests, or installs Debian's. Run directly, it prints the path.
import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, realpathSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];
const fixedPaths = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];
const aptPackages = ['chromium', 'fonts-dejavu-core'];

/** Path of an installed browser: `CHROME_PATH`, else the first of the usual names; undefined when there is none. */
export function findChromium() {
  const chosen = process.env.CHROME_PATH;
  if (chosen !== undefined && chosen !== '') {
    if (isProgram(chosen)) return chosen;
    throw new Error(`CHROME_PATH is ${chosen}, which is not a program.`);
  }
  const folders = (process.env.PATH ?? '').split(delimiter);
  const usual = folders.flatMap((folder) => names.map((name) => join(folder, name)));
  return [...usual, ...fixedPaths].find(isProgram);
}

/** Like findChromium(), but installs one where that can be done without asking. @throws with the command to run. */
export function ensureChromium() {
  const found = findChromium();
  if (found !== undefined) return found;
  const command = `apt-get install -y --no-install-recommends ${aptPackages.join(' ')}`;
  if (process.getuid?.() !== 0 || !existsSync('/etc/debian_version')) {
    throw new Error(`The browser tests need Chromium: install it (on Debian: sudo ${command}), or set CHROME_PATH.`);
  }
  console.error(`Installing Chromium (${command}) ...`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  for (const args of [['update', '-q'], command.split(' ').slice(1)]) {
    // stdout belongs to the caller.
    if (spawnSync('apt-get', args, { env, stdio: ['ignore', 2, 2] }).status !== 0) {
      throw new Error(`apt-get ${args.join(' ')} failed: install Chromium by hand, or set CHROME_PATH.`);
    }
  }
  const installed = findChromium();
  if (installed === undefined) throw new Error('Chromium was installed but is not on PATH: set CHROME_PATH.');
  return installed;
}

function isProgram(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

if (process.argv[1] !== undefined && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  try {
    console.log(ensureChromium());
  } catch (error) {
    console.error(error.message);
    process.exit(1);
  }
}
