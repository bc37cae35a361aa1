// Every check of the project in one run: what `npm test` and CI do. Installs what is missing first.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureInstalled } from './install.mjs';
import { root } from './root.mjs';

const help = `npm test                  every check: format, lint, layers, types, schema and document drift, build, tests
npm test -- <filter> ...  builds, then runs only the tests that match; all arguments go to vitest
                          (npm test -- embedded, npm test -- -t "resumes")

The last line is "N passed, N failed"; the exit code is 1 when anything failed.
The browser tests use CHROME_PATH, an installed Chromium or Chrome, or (root on Debian) install Chromium.`;

const filter = process.argv.slice(2);
if (filter.includes('--help') || filter.includes('-h')) {
  console.log(help);
  process.exit(0);
}

const tools = join(root, 'node_modules', '.bin');
const node = process.execPath;
const checks = [
  ['format and lint', join(tools, 'biome'), 'ci', '--colors=off', '--error-on-warnings', '.'],
  ['layers', node, 'scripts/check-layers.mjs'],
  ['types', join(tools, 'tsc'), '--noEmit', '-p', '.'],
  ['schema.graphql is current', join(tools, 'tsx'), 'scripts/print-schema.ts', '--check'],
  ['documentation is current', join(tools, 'tsx'), 'scripts/write-docs.ts', '--check'],
  ['typed documents are current', join(tools, 'graphql-codegen'), '--config', 'codegen.yml', '--check'],
];
const preparations = [
  ['build', node, 'scripts/build.mjs'],
  ['browser', node, 'scripts/ensure-chromium.mjs'],
];

ensureInstalled();
let passed = 0;
let failed = 0;
let chromePath;
for (const [name, ...command] of filter.length > 0 ? preparations : [...checks, ...preparations]) {
  const { ok, stdout, output, seconds } = await run(command);
  if (ok && name === 'browser') chromePath = stdout.trim().split('\n').at(-1);
  if (ok) passed += 1;
  else failed += 1;
  console.log(`${ok ? 'ok    ' : 'FAILED'} ${name} (${seconds} s)`);
  if (!ok) console.log(output.trimEnd());
}
const tests = await runTests(filter, chromePath);
console.log(`${passed + tests.passed} passed, ${failed + tests.failed} failed`);
process.exitCode = failed + tests.failed > 0 ? 1 : 0;

function run([file, ...args]) {
  const startedAt = Date.now();
  return new Promise((resolve) => {
    const child = spawn(file, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
    let stdout = '';
    let output = '';
    child.stdout.on('data', (text) => {
      stdout += text;
      output += text;
    });
    child.stderr.on('data', (text) => {
      output += text;
    });
    child.once('error', (error) => {
      output += error.message;
    });
    child.once('close', (code) => {
      resolve({ ok: code === 0, stdout, output, seconds: ((Date.now() - startedAt) / 1000).toFixed(1) });
    });
  });
}

/** Counts come from vitest's own report; a run that failed outside any test counts as one failure. */
async function runTests(filterArgs, browser) {
  const folder = mkdtempSync(join(tmpdir(), 'idgw-test-'));
  const reportPath = join(folder, 'report.json');
  const args = ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${reportPath}`, ...filterArgs];
  const env = browser === undefined ? process.env : { ...process.env, CHROME_PATH: browser };
  const code = await new Promise((resolve) => {
    const child = spawn(join(tools, 'vitest'), args, { cwd: root, env, stdio: ['ignore', 'inherit', 'inherit'] });
    child.once('error', () => resolve(1));
    child.once('close', resolve);
  });
  const { passed, failed, skipped } = countTests(reportPath);
  rmSync(folder, { recursive: true, force: true });
  if (skipped > 0) console.log(`${skipped} tests were skipped.`);
  return { passed, failed: code === 0 ? failed : Math.max(failed, 1) };
}

function countTests(reportPath) {
  let report;
  try {
    report = JSON.parse(readFileSync(reportPath, 'utf8'));
  } catch {
    return { passed: 0, failed: 1, skipped: 0 };
  }
  // A file that could not even be loaded has no tests in it, and must not pass for an empty one.
  const unloadable = report.testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && !assertionResults.some((test) => test.status === 'failed'),
  );
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + unloadable.length,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}
