// The embedded PostgreSQL through its life: first start, restart, crashes of either side, sharing.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { locateBinaries } from './embedded/binaries.js';
import { findPostmaster } from './embedded/postmaster.js';
import { type EmbeddedPostgres, startEmbeddedPostgres } from './embedded.js';

let dataDir: string;
let opened: EmbeddedPostgres[];

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'embedded-postgres-'));
  opened = [];
});

afterEach(async () => {
  for (const database of opened) await database.stop();
  const orphan = await running();
  if (orphan !== undefined) process.kill(orphan.pid, 'SIGKILL');
  await rm(dataDir, { recursive: true, force: true, maxRetries: 5 });
});

test('a first start makes a durable database that only its password opens', async () => {
  const database = await start();
  expect(database.adopted).toBe(false);
  const settings = await ask(
    database.url,
    `select current_setting('fsync') as fsync, current_setting('TimeZone') as zone,
            current_setting('listen_addresses') as address, current_setting('server_encoding') as encoding`,
  );
  expect(settings).toEqual([{ fsync: 'on', zone: 'UTC', address: '127.0.0.1', encoding: 'UTF8' }]);
  const stranger = new URL(database.url);
  stranger.password = 'guess';
  await expect(ask(stranger.href, 'select 1')).rejects.toMatchObject({ code: '28P01' });
});

test('data, port and password survive stop and start', async () => {
  const first = await start();
  await ask(first.url, 'create table kept as select 7 as number');
  await first.stop();
  expect(await running()).toBeUndefined();
  const second = await start();
  expect(second).toMatchObject({ adopted: false, url: first.url });
  expect(await ask(second.url, 'select number from kept')).toEqual([{ number: 7 }]);
});

test('a server whose gateway was killed is adopted, and then stopped by its new owner', async () => {
  const { gateway, url } = await startElsewhere();
  await ask(url, 'create table kept as select 7 as number');
  const left = await running();
  await kill(gateway);
  const database = await start();
  expect(database).toMatchObject({ adopted: true, url });
  expect(await running()).toEqual(left);
  expect(await ask(database.url, 'select number from kept')).toEqual([{ number: 7 }]);
  await database.stop();
  expect(await running()).toBeUndefined();
});

test('when gateway and server were both killed, nothing that was committed is lost', async () => {
  const { gateway, url } = await startElsewhere();
  await ask(url, 'create table kept as select 7 as number');
  process.kill((await running())?.pid ?? 0, 'SIGKILL');
  await kill(gateway);
  const database = await start();
  expect(await ask(database.url, 'select number from kept')).toEqual([{ number: 7 }]);
});

test('a server that dies while in use comes back under the same address', async () => {
  const database = await start();
  const before = await running();
  process.kill(before?.pid ?? 0, 'SIGKILL');
  await vi.waitFor(async () => expect(await ask(database.url, 'select 1 as one')).toEqual([{ one: 1 }]), 20_000);
  expect((await running())?.pid).not.toBe(before?.pid);
});

test('gateways on one folder share the server; the last one to leave stops it', async () => {
  const [first, second] = await Promise.all([start(), start()]);
  expect(second.url).toBe(first.url);
  expect([first.adopted, second.adopted].sort()).toEqual([false, true]);
  await first.stop();
  expect(await ask(second.url, 'select 1 as one')).toEqual([{ one: 1 }]);
  await second.stop();
  expect(await running()).toBeUndefined();
});

test('a start that meets a stop waits for it', async () => {
  const first = await start();
  const [, second] = await Promise.all([first.stop(), start()]);
  expect(await ask(second.url, 'select 1 as one')).toEqual([{ one: 1 }]);
});

test('a pid file whose number now belongs to another process is no obstacle', async () => {
  const first = await start();
  const pidPath = join(dataDir, 'postgres', 'data', 'postmaster.pid');
  const pidFile = await readFile(pidPath, 'utf8');
  await first.stop();
  await writeFile(pidPath, pidFile.replace(/^\d+/, String(process.ppid)), { mode: 0o600 });
  const second = await start();
  expect(second.adopted).toBe(false);
});

test('a port that was taken in the meantime is replaced', async () => {
  const first = await start();
  await first.stop();
  const squatter = spawn(process.execPath, ['-e', listenAndTell(new URL(first.url).port)]);
  await once(squatter.stdout, 'data');
  const second = await start();
  expect(second.url).not.toBe(first.url);
  await kill(squatter);
});

test('without programs for the platform the error names the way out', async () => {
  await expect(locateBinaries('plan9-mips')).rejects.toThrow(/plan9-mips.*DATABASE_URL/s);
});

test('data of another major version is refused, not touched', async () => {
  await (await start()).stop();
  await writeFile(join(dataDir, 'postgres', 'data', 'PG_VERSION'), '17\n');
  await expect(startEmbeddedPostgres({ dataDir, log: () => undefined })).rejects.toThrow(/PostgreSQL 17.*ships.*18/s);
});

async function start(): Promise<EmbeddedPostgres> {
  const database = await startEmbeddedPostgres({ dataDir, log: () => undefined });
  opened.push(database);
  return database;
}

/** Starts it from a process of its own, which then idles as a gateway would. */
async function startElsewhere(): Promise<{ gateway: ChildProcess; url: string }> {
  const script = `
    import { startEmbeddedPostgres } from ${JSON.stringify(new URL('./embedded.ts', import.meta.url).href)};
    const { url } = await startEmbeddedPostgres({ dataDir: ${JSON.stringify(dataDir)}, log: () => undefined });
    process.stdout.write(url);
    setInterval(() => undefined, 60_000);`;
  const gateway = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script]);
  const [url] = await once(gateway.stdout, 'data');
  return { gateway, url: String(url) };
}

async function kill(child: ChildProcess): Promise<void> {
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
}

function running() {
  return findPostmaster(join(dataDir, 'postgres', 'data'));
}

function listenAndTell(port: string): string {
  return `require('net').createServer().listen(${port}, '127.0.0.1', () => console.log('taken'))`;
}

async function ask(url: string, sql: string): Promise<unknown[]> {
  const client = new Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}
