// The server process: what its pid file says, starting it, stopping it. Who may stop it is decided by the leases.
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { open, readFile, readlink, rename, stat, unlink } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { type PostgresHome, serverEnvironment } from './home.js';

export interface Postmaster {
  readonly pid: number;
  /** TCP port on 127.0.0.1; undefined while it has not written one yet. */
  readonly port: number | undefined;
  readonly status: 'starting' | 'ready' | 'stopping';
}

/**
 * The server that runs on this data now, whoever started it. A pid file whose process is gone is left to PostgreSQL,
 * which also checks for surviving backends; one whose number now belongs to a stranger is removed here, because
 * PostgreSQL would refuse to start beside it.
 */
export async function findPostmaster(dataPath: string): Promise<Postmaster | undefined> {
  const pidPath = join(dataPath, 'postmaster.pid');
  const text = await readFile(pidPath, 'utf8').catch(() => '');
  const [pidLine, path, , port, , , , status] = text.split('\n').map((line) => line.trim());
  const pid = Number(pidLine);
  if (!Number.isInteger(pid) || pid <= 0 || !isAlive(pid)) return undefined;
  if (!(await serves(pid, dataPath, path))) {
    const unchanged = (await readFile(pidPath, 'utf8').catch(() => '')) === text;
    if (unchanged && isAlive(pid)) await unlink(pidPath).catch(() => undefined);
    return undefined;
  }
  return {
    pid,
    port: Number(port) > 0 ? Number(port) : undefined,
    status: status === 'ready' || status === 'stopping' ? status : 'starting',
  };
}

/** A start that failed. A port taken meanwhile and a predecessor still going are worth another try. */
/** A server's home, and how many connections it takes at one time. */
export type ServerHome = PostgresHome & { readonly maxConnections: number };

export class StartFailure extends Error {
  constructor(
    readonly reason: 'port taken' | 'predecessor' | 'other',
    lastWords: string,
  ) {
    super(`The embedded PostgreSQL did not start: ${lastWords}`);
  }
}

/**
 * Starts the server and waits until it answers. It outlives this process: a crash of the gateway must not be one of
 * the database, and Ctrl-C in a terminal must not reach it before the gateway has drained.
 *
 * @throws StartFailure when the process ends instead.
 */
export async function startPostmaster(home: ServerHome, port: number, timeoutMs: number): Promise<Postmaster> {
  const logFile = await openLog(home.logPath);
  const logStart = (await logFile.stat()).size;
  const { file, args, ...account } = home.account.command(home.binaries.postgres, serverArguments(home, port));
  const child = spawn(file, [...args], {
    ...account,
    cwd: '/',
    detached: true,
    env: serverEnvironment,
    stdio: ['ignore', logFile.fd, logFile.fd],
  });
  await logFile.close();
  child.unref();
  const ended = endOf(child);
  const deadline = Date.now() + timeoutMs;
  while (Date.now() < deadline) {
    if ((await Promise.race([ended, delay(10, 'running')])) !== 'running') {
      throw failure((await readFile(home.logPath, 'utf8')).slice(logStart));
    }
    const found = await findPostmaster(home.dataPath);
    if (found?.pid === child.pid && found?.status === 'ready') return found;
  }
  throw new StartFailure('other', `not ready within ${timeoutMs} ms, see ${home.logPath}`);
}

/** Stops the server: open transactions are rolled back and data is flushed; by force when that takes too long. */
export async function stopPostmaster(dataPath: string, graceMs: number): Promise<void> {
  const found = await findPostmaster(dataPath);
  if (found === undefined) return;
  // Fast, immediate (recovers from the log at the next start), and the operating system's own.
  for (const [signal, waitMs] of [
    ['SIGINT', graceMs],
    ['SIGQUIT', 2_000],
    ['SIGKILL', 2_000],
  ] as const) {
    if (!isAlive(found.pid)) return;
    try {
      process.kill(found.pid, signal);
    } catch {
      return;
    }
    const deadline = Date.now() + waitMs;
    while (Date.now() < deadline) {
      if (!isAlive(found.pid) || !(await serves(found.pid, dataPath, dataPath))) return;
      await delay(10);
    }
  }
}

/** A TCP port on 127.0.0.1 that is free now. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}

/** Small, durable, and silent about the data: neither statements nor values get into its log. */
function serverArguments(home: ServerHome, port: number): readonly string[] {
  const settings = {
    listen_addresses: '127.0.0.1',
    port: String(port),
    unix_socket_directories: '',
    max_connections: String(home.maxConnections),
    shared_buffers: '32MB',
    max_wal_size: '256MB',
    wal_level: 'minimal',
    max_wal_senders: '0',
    max_worker_processes: '2',
    max_parallel_workers_per_gather: '0',
    autovacuum_max_workers: '1',
    autovacuum_worker_slots: '2',
    io_method: 'sync',
    jit: 'off',
    timezone: 'UTC',
    log_timezone: 'UTC',
    log_checkpoints: 'off',
    log_min_error_statement: 'panic',
    log_error_verbosity: 'terse',
    cluster_name: 'identity-gateway',
  };
  return ['-D', home.dataPath, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])];
}

async function openLog(path: string) {
  const size = await stat(path).then(
    (info) => info.size,
    () => 0,
  );
  if (size > 1_000_000) await rename(path, `${path}.old`);
  return open(path, 'a', 0o600);
}

function failure(words: string): StartFailure {
  if (/could not bind|could not create any TCP/.test(words)) return new StartFailure('port taken', words.trim());
  if (/lock file ".*" already exists|pre-existing shared memory block/.test(words)) {
    return new StartFailure('predecessor', words.trim());
  }
  return new StartFailure('other', words.trim().slice(-2_000) || 'no reason given');
}

function endOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('exit', () => resolve('ended'));
  });
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Whether a live process is a PostgreSQL server on this very folder, and not a stranger with a reused number. */
async function serves(pid: number, dataPath: string, writtenPath: string | undefined): Promise<boolean> {
  if (process.platform === 'linux') {
    // The server's working directory is its data; this also tells a copied or moved folder from the running one.
    try {
      return (await readlink(`/proc/${pid}/cwd`)) === dataPath;
    } catch (error) {
      // Otherwise it is gone, or a zombie.
      if ((error as NodeJS.ErrnoException).code !== 'EACCES' || writtenPath !== dataPath) return false;
      return (await readFile(`/proc/${pid}/comm`, 'utf8').catch(() => '')).trim() === 'postgres';
    }
  }
  if (writtenPath !== dataPath) return false;
  return new Promise((resolve) => {
    execFile('ps', ['-p', String(pid), '-o', 'comm='], (_error, name) => resolve(name.includes('postgres')));
  });
}
