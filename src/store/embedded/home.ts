// The folder of the embedded server: its data, password, port and log. Made whole or not at all; never started here.
import { createHash, randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import {
  chown,
  lchown,
  lstat,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  realpath,
  rename,
  rm,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { canReach, chooseAccount, runToEnd, type ServerAccount } from './account.js';
import { type PostgresBinaries, stageBinaries } from './binaries.js';

export const superuser = 'gateway';

export interface PostgresHome {
  readonly account: ServerAccount;
  readonly binaries: PostgresBinaries;
  /** The server's own data folder, without links in its path. */
  readonly dataPath: string;
  readonly logPath: string;
  readonly password: string;
  /** True when this call made it. */
  readonly created: boolean;
  /** The port used last; undefined before the first start. */
  lastPort(): Promise<number | undefined>;
  rememberPort(port: number): Promise<void>;
}

/** The environment of the server: nothing of ours, so that neither secrets nor PG* variables reach it. */
export const serverEnvironment: NodeJS.ProcessEnv = { PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' };

/**
 * Opens `<dataDir>/postgres`, making it first when it is not there.
 *
 * Several processes may do so at once: each makes a folder of its own and renames it into place, the first wins.
 *
 * @throws Error when no account may run it, or the data is of another major version.
 */
export async function openHome(
  dataDir: string,
  packaged: PostgresBinaries,
  log: (message: string) => void,
): Promise<PostgresHome> {
  await mkdir(dataDir, { recursive: true });
  const link = join(await realpath(dataDir), 'postgres');
  const ownerUid = existsSync(link) ? (await lstat(await realpath(link))).uid : undefined;
  const account = chooseAccount(ownerUid);
  const binaries = canReach(account, '-x', packaged.initdb) ? packaged : await stageBinaries(packaged, stagingRoot);
  const created = ownerUid === undefined && (await createHome(link, account, binaries, log));
  const path = await realpath(link);
  if (!created) await handOver(path, account);
  const dataPath = join(path, 'data');
  await checkVersion(dataPath, binaries.version);
  return {
    account,
    binaries,
    dataPath,
    created,
    logPath: join(path, 'postgres.log'),
    password: await readFile(join(path, 'password'), 'utf8'),
    async lastPort() {
      const port = Number(await readFile(join(path, 'port'), 'utf8').catch(() => ''));
      return Number.isInteger(port) && port > 0 && port < 65_536 ? port : undefined;
    },
    rememberPort: (port) => writeFile(join(path, 'port'), String(port), { mode: 0o600 }),
  };
}

/** Where data and programs go when the account that runs the server cannot reach their own place. */
const stagingRoot = '/var/lib/identity-gateway';

async function createHome(
  link: string,
  account: ServerAccount,
  binaries: PostgresBinaries,
  log: (message: string) => void,
): Promise<boolean> {
  await removeAbandoned(link);
  let target = link;
  let draft = await draftFolder(target, account);
  if (!canReach(account, '-w', draft)) {
    await rm(draft, { recursive: true });
    target = join(stagingRoot, createHash('sha256').update(link).digest('hex').slice(0, 16));
    await mkdir(stagingRoot, { recursive: true, mode: 0o755 });
    draft = await draftFolder(target, account);
    log(`${account.label} cannot reach ${dirname(link)}: the data of the embedded PostgreSQL goes to ${target}`);
  }
  try {
    await initialise(draft, account, binaries);
    await rename(draft, target);
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    if (existsSync(target)) return false;
    throw error;
  }
  if (target !== link) await symlink(target, link);
  return true;
}

async function draftFolder(target: string, account: ServerAccount): Promise<string> {
  const draft = await mkdtemp(`${target}.new-`);
  if (account.owner !== undefined) await chown(draft, account.owner.uid, account.owner.gid);
  return draft;
}

async function initialise(draft: string, account: ServerAccount, binaries: PostgresBinaries): Promise<void> {
  const passwordPath = join(draft, 'password');
  await writeFile(passwordPath, randomBytes(24).toString('base64url'), { mode: 0o600 });
  if (account.owner !== undefined) await chown(passwordPath, account.owner.uid, account.owner.gid);
  const args = [
    `--pgdata=${join(draft, 'data')}`,
    `--username=${superuser}`,
    `--pwfile=${passwordPath}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    // The server's own C.UTF-8: sorts alike on every machine and asks nothing of the operating system.
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--locale=C',
    '--no-instructions',
  ];
  await runToEnd(account.command(binaries.initdb, args), serverEnvironment).catch((error: Error) => {
    throw new Error(`The embedded PostgreSQL could not be set up: ${error.message}`);
  });
}

/** Removes what a start that was killed while setting up left behind. */
async function removeAbandoned(link: string): Promise<void> {
  const oldestMs = Date.now() - 3_600_000;
  for (const name of await readdir(dirname(link))) {
    const path = join(dirname(link), name);
    if (!path.startsWith(`${link}.new-`) || (await lstat(path)).mtimeMs > oldestMs) continue;
    await rm(path, { recursive: true, force: true });
  }
}

/** Data made in a namespace belongs to root; where namespaces are refused since, it is given to the other account. */
async function handOver(path: string, account: ServerAccount): Promise<void> {
  const { owner } = account;
  if (owner !== undefined && (await lstat(path)).uid !== owner.uid) {
    for (const entry of ['.', ...(await readdir(path, { recursive: true }))]) {
      await lchown(join(path, entry), owner.uid, owner.gid);
    }
  }
  if (canReach(account, '-w', join(path, 'data'))) return;
  throw new Error(
    `${path} is there but ${account.label} may not write to it. ` +
      'Start the gateway from the account that made it, give DATA_DIR another folder, or set DATABASE_URL.',
  );
}

async function checkVersion(dataPath: string, shipped: string): Promise<void> {
  const found = (await readFile(join(dataPath, 'PG_VERSION'), 'utf8')).trim();
  const [major] = shipped.split('.');
  if (found === major) return;
  throw new Error(
    `${dataPath} was written by PostgreSQL ${found}, but this gateway ships PostgreSQL ${major}. ` +
      'Dump and load it, or give DATA_DIR another folder.',
  );
}
