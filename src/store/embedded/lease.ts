// A gateway's hold on the embedded server: a shared lock in the database itself, so it ends with the process that has it.
import { Client } from 'pg';
import { superuser } from './home.js';

// Any two numbers that no other user of advisory locks in this database takes.
const lock = '1768387169, 1';

export interface Lease {
  /** Settles when the connection that carries the lease is gone. */
  readonly lost: Promise<void>;
  /** Gives the lease up. True when no other gateway holds one and none can get one on this server any more. */
  release(): Promise<boolean>;
  /** Closes the connection that carries the lease. */
  close(): Promise<void>;
}

/** The address under which a server on this port is reached. */
export function serverUrl(port: number, password: string): string {
  return `postgres://${superuser}:${password}@127.0.0.1:${port}/postgres`;
}

/**
 * Takes a lease; waits while another gateway is stopping the server.
 *
 * @returns undefined when the server does not answer (yet, or any more).
 * @throws Error when it answers but refuses this password: it is not ours.
 */
export async function takeLease(url: string): Promise<Lease | undefined> {
  const client = new Client({
    connectionString: url,
    application_name: 'identity-gateway lease',
    connectionTimeoutMillis: 5_000,
  });
  const lost = new Promise<void>((resolve) => {
    client.on('error', () => resolve());
    client.on('end', () => resolve());
  });
  try {
    await client.connect();
    await client.query(`select pg_advisory_lock_shared(${lock})`);
  } catch (error) {
    await client.end().catch(() => undefined);
    const code = String((error as { readonly code?: unknown }).code);
    if (code.startsWith('28')) {
      throw new Error('The embedded PostgreSQL refuses its own password: was the file "password" in DATA_DIR changed?');
    }
    return undefined;
  }
  return {
    lost,
    async release() {
      await client.query(`select pg_advisory_unlock_shared(${lock})`);
      const { rows } = await client.query<{ last: boolean }>(`select pg_try_advisory_lock(${lock}) as last`);
      return rows[0]?.last === true;
    },
    close: () => client.end().catch(() => undefined),
  };
}
