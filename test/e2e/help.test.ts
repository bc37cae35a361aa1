// Help before anything is installed or built: what the built command says, word for word.
import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const run = promisify(execFile);

/** A checkout as it is just after it was cloned, as far as help needs it. */
let clone: string;
beforeAll(() => {
  clone = mkdtempSync(join(tmpdir(), 'idgw-help-'));
  cpSync(join(ROOT, 'scripts'), join(clone, 'scripts'), { recursive: true });
  mkdirSync(join(clone, 'src', 'config'), { recursive: true });
  for (const file of ['package.json', 'package-lock.json', 'src/config/commands.json']) {
    cpSync(join(ROOT, file), join(clone, file));
  }
});
afterAll(() => rmSync(clone, { recursive: true, force: true }));

test.for([
  ['dev', '--help'],
  ['dev', '--json', '-h'],
  ['start', '--help'],
])('%s %s', async ([command = '', ...args]) => {
  // Without a way to npm nothing could be installed.
  const options = { cwd: clone, env: { PATH: '' } };
  const { stdout, stderr } = await run(process.execPath, ['scripts/run.mjs', command, ...args], options);
  const built = await run(process.execPath, [join(ROOT, 'dist', 'main.js'), command, '--help']);
  expect(stdout).toBe(built.stdout);
  expect(stderr).toBe('');
  expect(readdirSync(clone).sort()).toEqual(['package-lock.json', 'package.json', 'scripts', 'src']);
});
