// The embedded PostgreSQL, for installations without a DATABASE_URL: started, adopted, kept running, stopped.
import { setTimeout as delay } from 'node:timers/promises';
import { locateBinaries } from './embedded/binaries.js';
import { openHome } from './embedded/home.js';
import { type Lease, serverUrl, takeLease } from './embedded/lease.js';
import {
  findPostmaster,
  freePort,
  type ServerHome,
  StartFailure,
  startPostmaster,
  stopPostmaster,
} from './embedded/postmaster.js';

export interface EmbeddedPostgresOptions {
  /** Folder of the gateway's data; the server keeps to `postgres/` in it. Not to be shared between machines. */
  readonly dataDir: string;
  readonly log: (message: string) => void;
  /** Connections that the server takes at one time; one gateway uses up to 21. Default 60. */
  readonly maxConnections?: number;
}

export interface EmbeddedPostgres {
  /** Connection address, password included. It stays the same when the server has to be started again. */
  readonly url: string;
  /** True when the server ran already: left by a gateway that crashed, or shared with one that lives. */
  readonly adopted: boolean;
  /** Gives the server up; the last gateway that does so stops it. Close other connections first. */
  stop(): Promise<void>;
}

/**
 * Runs a private PostgreSQL on `<dataDir>/postgres`, listening on 127.0.0.1 only.
 *
 * Every gateway that uses it holds a lease, a lock inside the database that ends with its process. So a server left
 * by a crash is adopted by the next start, and nobody stops it under another gateway. When the server dies while it
 * is in use, it is started again on the same port.
 *
 * @throws Error that says what to do when it cannot run here.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const { dataDir, log, maxConnections = 60 } = options;
  const home = { ...(await openHome(dataDir, await locateBinaries(), log)), maxConnections };
  if (home.created) log(`made a new PostgreSQL database in ${home.dataPath}`);
  const first = await hold(home);
  const gone = new AbortController();
  let held: Promise<Hold | undefined> = Promise.resolve(first);
  let stopping: Promise<void> | undefined;

  const keepRunning = async (): Promise<void> => {
    for (let current = await held; current !== undefined; current = await held) {
      await current.lease.lost;
      if (gone.signal.aborted) return;
      log('the embedded PostgreSQL went away and is started again');
      held = holdAgain(home, gone.signal, log);
      const port = (await held)?.port ?? first.port;
      if (port !== first.port) log(`the embedded PostgreSQL moved to port ${port}: restart the gateway`);
    }
  };
  const kept = keepRunning();

  const stop = async (): Promise<void> => {
    gone.abort();
    const current = await held;
    if (current === undefined) return;
    const last = await current.lease.release().catch(() => false);
    // What release() left on the server keeps others from beginning to use it while it stops.
    if (last) await stopPostmaster(home.dataPath, stopGraceMs);
    await current.lease.close();
    await kept;
  };

  return {
    url: serverUrl(first.port, home.password),
    adopted: first.adopted,
    stop: () => {
      stopping ??= stop();
      return stopping;
    },
  };
}

const stopGraceMs = 10_000;
/** Recovery after a crash reads the log since the last checkpoint, which is bounded by max_wal_size. */
const readyTimeoutMs = 120_000;

interface Hold {
  readonly lease: Lease;
  readonly port: number;
  readonly adopted: boolean;
}

/** Finds the server running, waits for one that is starting or stopping, or starts it; then takes a lease. */
async function hold(home: ServerHome): Promise<Hold> {
  const deadline = Date.now() + readyTimeoutMs;
  let startedPid: number | undefined;
  let port = await home.lastPort();
  while (Date.now() < deadline) {
    const running = await findPostmaster(home.dataPath);
    if (running?.status === 'ready' && running.port !== undefined) {
      const lease = await takeLease(serverUrl(running.port, home.password));
      if (lease !== undefined) return { lease, port: running.port, adopted: running.pid !== startedPid };
    }
    if (running !== undefined) {
      await delay(20);
      continue;
    }
    port ??= await freePort();
    try {
      startedPid = (await startPostmaster(home, port, readyTimeoutMs)).pid;
      await home.rememberPort(port);
    } catch (error) {
      if (!(error instanceof StartFailure) || error.reason === 'other') throw error;
      if (error.reason === 'port taken') port = undefined;
      await delay(100);
    }
  }
  throw new Error(`The PostgreSQL on ${home.dataPath} does not answer; see ${home.logPath}`);
}

async function holdAgain(
  home: ServerHome,
  signal: AbortSignal,
  log: (message: string) => void,
): Promise<Hold | undefined> {
  while (!signal.aborted) {
    try {
      return await hold(home);
    } catch (error) {
      log(error instanceof Error ? error.message : String(error));
      await delay(1_000, undefined, { signal }).catch(() => undefined);
    }
  }
  return undefined;
}
