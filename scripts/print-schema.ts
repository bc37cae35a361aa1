// Prints the schema of the gateway to schema.graphql; with --check only tells whether that file is up to date.
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { printSchemaWithDirectives } from '@graphql-tools/utils';
import { lexicographicSortSchema } from 'graphql';
import { buildGatewaySchema } from '../src/operations/schema.js';
import { resolvers } from '../src/resolvers/index.js';

const file = fileURLToPath(new URL('../schema.graphql', import.meta.url));
const printed = `${printSchemaWithDirectives(lexicographicSortSchema(buildGatewaySchema(resolvers)))}\n`;

if (process.argv.includes('--check')) {
  const present = await readFile(file, 'utf8').catch(() => '');
  if (present !== printed) {
    process.stderr.write(
      `schema.graphql differs from the code. Run: npm run schema\n${firstDifference(present, printed)}\n`,
    );
    process.exitCode = 1;
  }
} else {
  await writeFile(file, printed);
}

function firstDifference(present: string, wanted: string): string {
  const presentLines = present.split('\n');
  const wantedLines = wanted.split('\n');
  const at = wantedLines.findIndex((line, index) => line !== presentLines[index]);
  const index = at === -1 ? wantedLines.length : at;
  return `line ${index + 1}\n- ${presentLines[index] ?? '(end of file)'}\n+ ${wantedLines[index] ?? '(end of file)'}`;
}
