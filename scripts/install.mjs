// Installs the packages of the lockfile when they are missing or belong to another lockfile. Needs nothing but Node and npm.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './root.mjs';

/** Makes `node_modules` match `package-lock.json`; ends the process when that fails. */
export function ensureInstalled() {
  const notePath = join(root, 'node_modules', '.idgw-lock-hash');
  const hash = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
  if (readNote(notePath) === hash) return;
  console.error('Installing packages (npm ci) ...');
  // All output goes to stderr: stdout may be read by a program.
  const npm = ['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'];
  const inherited = process.env.npm_execpath;
  const [file, args] = inherited?.endsWith('.js') ? [process.execPath, [inherited, ...npm]] : ['npm', npm];
  const { status, signal, error } = spawnSync(file, args, { cwd: root, stdio: ['ignore', 2, 2] });
  if (status !== 0) {
    console.error(`npm ci failed (${error?.message ?? signal ?? `exit code ${status}`}): nothing was started.`);
    process.exit(status || 1);
  }
  writeFileSync(notePath, hash);
}

function readNote(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
