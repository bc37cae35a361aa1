// Checks that imports point downward through the rooms of src/ and never between the gateway and the sandbox.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { root } from './root.mjs';

/** From top to bottom. A room may import rooms below it, and a neighbour on its own line as long as no circle forms. */
const lines = [
  ['main'],
  ['app', 'audit-command'],
  ['server'],
  ['operations'],
  ['resolvers', 'webhooks'],
  ['verifications', 'authentications'],
  ['datasources', 'store', 'auth', 'audit', 'media'],
  ['telemetry', 'config'],
];
/** The GraphQL types stand beside the house: only these rooms know them, and they know only what is named here. */
const schemaReaders = ['app', 'operations', 'resolvers'];
const schemaMayImport = ['src/auth/access.ts', 'src/auth/permissions.ts'];
const schemaPackages = ['graphql', 'graphql-scalars', 'reflect-metadata', 'type-graphql'];

const depth = new Map(lines.flatMap((rooms, index) => rooms.map((room) => [room, index])));
const neighbours = new Map();
const complaints = [];

for (const file of [...sourcesIn('src'), ...sourcesIn('sandbox/src')]) {
  for (const { specifier, line } of importsOf(join(root, file))) {
    const target = specifier.startsWith('.') ? resolve(file, specifier) : undefined;
    const reason = target === undefined ? judgePackage(file, specifier) : judge(file, target);
    if (reason !== undefined) complaints.push(`${file}:${line}: imports ${specifier}: ${reason}`);
  }
}
for (const circle of circles()) complaints.push(`rooms import each other in a circle: ${circle.join(' -> ')}`);

for (const complaint of complaints) console.error(complaint);
process.exit(complaints.length === 0 ? 0 : 1);

function judge(file, target) {
  // Data that both sides read; it imports nothing itself.
  if (target.startsWith('profiles/')) return undefined;
  if (file.startsWith('sandbox/')) {
    return target.startsWith('sandbox/src/') ? undefined : 'the sandbox stands alone';
  }
  if (!target.startsWith('src/') && target !== 'package.json') return 'the gateway imports nothing outside src/';
  if (target === 'package.json') return file === 'src/main.ts' ? undefined : 'only main.ts says which version this is';
  const [from, to] = [roomOf(file), roomOf(target)];
  if (from === to) return undefined;
  if (from === 'schema') {
    return schemaMayImport.includes(target) ? undefined : `schema/ may only import ${schemaMayImport.join(', ')}`;
  }
  if (to === 'schema') {
    return schemaReaders.includes(from) ? undefined : `only ${schemaReaders.join(', ')} may import schema/`;
  }
  const [above, below] = [depth.get(from), depth.get(to)];
  if (above === undefined) return `"${from}" is not a room of src/ (see scripts/check-layers.mjs)`;
  if (below === undefined) return `"${to}" is not a room of src/ (see scripts/check-layers.mjs)`;
  if (above > below) return `${from} stands below ${to}`;
  if (above === below) neighbours.set(from, (neighbours.get(from) ?? new Set()).add(to));
  return undefined;
}

function judgePackage(file, specifier) {
  if (file.startsWith('src/') && specifier.startsWith('@identity-gateway/')) return 'the gateway imports no workspace';
  if (!file.startsWith('src/schema/') || specifier.startsWith('node:')) return undefined;
  return schemaPackages.includes(specifier) ? undefined : `schema/ may only import ${schemaPackages.join(', ')}`;
}

/** The first part of the path inside src/: `src/store/records.ts` and `src/store.ts` are both `store`. */
function roomOf(path) {
  return path.split('/')[1].replace(/\.ts$/, '');
}

function circles() {
  const found = [];
  const visit = (room, path) => {
    for (const next of neighbours.get(room) ?? []) {
      if (next === path[0]) found.push([...path, next]);
      else if (!path.includes(next) && next > path[0]) visit(next, [...path, next]);
    }
  };
  for (const room of neighbours.keys()) visit(room, [room]);
  return found;
}

/** Tests may look anywhere: they are not part of the house. */
function sourcesIn(folder) {
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder), { recursive: true })
    .filter((path) => path.endsWith('.ts') && !path.endsWith('.test.ts'))
    .map((path) => `${folder}/${path.split(sep).join('/')}`);
}

function importsOf(path) {
  const text = readFileSync(path, 'utf8');
  const found = text.matchAll(/(?:^|[\s;}])(?:from|import)\s*\(?\s*(['"])([^'"\n]+)\1/g);
  return [...found].map((match) => ({
    specifier: match[2],
    line: text.slice(0, match.index + match[0].length).split('\n').length,
  }));
}

function resolve(file, specifier) {
  const path = relative(root, join(root, dirname(file), specifier))
    .split(sep)
    .join('/');
  return path.replace(/\.js$/, '.ts');
}
