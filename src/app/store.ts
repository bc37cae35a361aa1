// Puts the store together: the embedded database or the configured one, opened and brought up to date.
import type { Config } from '../config/config.js';
import { type Database, openDatabase } from '../store/database.js';
import { startEmbeddedPostgres } from '../store/embedded.js';
import { migrate } from '../store/migrations.js';
import { describeError, type Logger } from '../telemetry/logger.js';
import type { Stops } from './stops.js';

export interface OpenStore {
  readonly db: Database;
  /** Address past any pooler, for a connection that listens. */
  readonly directUrl: string;
}

/** Together what an instance takes of a server, but for the connection that listens. */
const CONNECTIONS = { maxConnections: 14, ownConnections: 6 } as const;

/** @throws when the database cannot be had, or not be brought up to date */
export async function openStore(config: Config, logger: Logger, stops: Stops): Promise<OpenStore> {
  const { url, directUrl } = config.database ?? (await embedded(config, logger, stops));
  const db = openDatabase(url, {
    ...CONNECTIONS,
    onError: (error) => logger.warn({ err: describeError(error) }, 'A database connection broke.'),
  });
  stops.add(() => db.destroy());
  await migrate(db);
  return { db, directUrl };
}

async function embedded({ dataDir }: Config, logger: Logger, stops: Stops) {
  const { url, stop } = await startEmbeddedPostgres({
    dataDir,
    log: (message) => logger.info({ part: 'database' }, message),
  });
  stops.add(stop);
  return { url, directUrl: url };
}
