// What a run of tests shares: a fresh build of the programs and one PostgreSQL server. What a test file has for itself is in fixtures.ts.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { startEmbeddedPostgres } from '../../src/store/embedded.js';

declare module 'vitest' {
  interface ProvidedContext {
    /** Address of the run's PostgreSQL server; its account may create databases. */
    readonly postgresUrl: string;
  }
}

/** Several gateways of several test files use the server at one time. */
const MAX_CONNECTIONS = 300;

/** Builds what is out of date and starts PostgreSQL. @returns what stops it again */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  await build();
  const dataDir = mkdtempSync(join(tmpdir(), 'idgw-tests-'));
  const postgres = await startEmbeddedPostgres({ dataDir, log: () => undefined, maxConnections: MAX_CONNECTIONS });
  project.provide('postgresUrl', postgres.url);
  return async () => {
    await postgres.stop();
    rmSync(dataDir, { recursive: true, force: true });
  };
}

async function build(): Promise<void> {
  const child = spawn(process.execPath, ['scripts/build.mjs'], { stdio: ['ignore', 'ignore', 'inherit'] });
  const [code] = await once(child, 'exit');
  if (code !== 0) throw new Error('The build failed: there is nothing to test.');
}
