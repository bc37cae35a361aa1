// Who gets a connection to the database: callers share one pool, each no more than its part of it, and what the gateway itself lives on has another.
import type { PostgresPool } from 'kysely';
import type pg from 'pg';
import { currentScope } from '../telemetry/scope.js';
import { Turns } from '../telemetry/turns.js';

/** Two pools that are used as one: which of them a statement runs on depends on whose work it is. */
export class Connections implements PostgresPool {
  private readonly turns = new Turns();

  constructor(
    private readonly ofCallers: pg.Pool,
    /** For work without a caller: the feed, the tracker, callbacks, health. */
    private readonly own: pg.Pool,
  ) {}

  /** @throws the reason of the scope's signal, where nobody waits for the result any more */
  async connect(): Promise<pg.PoolClient> {
    const scope = currentScope();
    if (!scope?.caller) return this.own.connect();
    const { name, connections } = scope.caller;
    const end = await this.turns.take(name, connections);
    try {
      scope.wanted?.throwIfAborted();
      return whenReleased(await this.ofCallers.connect(), end);
    } catch (error) {
      end();
      throw error;
    }
  }

  async end(): Promise<void> {
    await Promise.all([this.ofCallers.end(), this.own.end()]);
  }
}

/** The pool gives a client a new `release` each time it hands it out. */
function whenReleased(client: pg.PoolClient, tell: () => void): pg.PoolClient {
  const release = client.release.bind(client);
  client.release = (error) => {
    release(error);
    tell();
  };
  return client;
}
