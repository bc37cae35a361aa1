// Endpoints of outgoing webhooks as they are stored. What is on its way to them is in webhook-deliveries.ts.
import { type RawBuilder, sql } from 'kysely';
import type { Database } from './database.js';

/** A signing secret, encrypted. */
export interface StoredSecret {
  /** Base64. */
  readonly sealed: string;
  /** When it stops signing, in ISO form; null while it is the newest. */
  readonly expiresAt: string | null;
}

export interface StoredEndpoint {
  readonly id: string;
  readonly url: string;
  readonly description: string | null;
  /** Empty: all. */
  readonly eventTypes: readonly string[];
  readonly enabled: boolean;
  readonly createdAt: Date;
  readonly lastSuccessAt: Date | null;
  readonly failingSince: Date | null;
  /** Newest first; some may be past their time. */
  readonly secrets: readonly StoredSecret[];
}

export type NewEndpoint = Pick<StoredEndpoint, 'id' | 'url' | 'description' | 'eventTypes' | 'secrets'>;
/** What to change; what is left out stays. */
export type EndpointChanges = Partial<Pick<StoredEndpoint, 'url' | 'description' | 'eventTypes' | 'enabled'>>;

const COLUMNS = sql`id, url, description, event_types, enabled, created_at, last_success_at, failing_since, secrets`;
const BATCH = 5_000;

export class WebhookEndpoints {
  constructor(private readonly db: Database) {}

  /** All of them, oldest first. */
  async list(): Promise<readonly StoredEndpoint[]> {
    return (
      await sql<StoredEndpoint>`select ${COLUMNS} from webhook_endpoints order by created_at, id`.execute(this.db)
    ).rows;
  }

  /** Those that are there. @param ids UUIDs */
  async findMany(ids: readonly string[]): Promise<readonly StoredEndpoint[]> {
    if (ids.length === 0) return [];
    const found = sql<StoredEndpoint>`select ${COLUMNS} from webhook_endpoints where id = any (${[...ids]}::uuid[])`;
    return (await found.execute(this.db)).rows;
  }

  /** Adds one, which gets the events that are recorded from now on. */
  async add({ id, url, description, eventTypes, secrets }: NewEndpoint): Promise<StoredEndpoint> {
    const { rows } = await sql<StoredEndpoint>`
      insert into webhook_endpoints (id, url, description, event_types, secrets, starts_after)
      values (${id}, ${url}, ${description}, ${[...eventTypes]}, ${JSON.stringify(secrets)},
        (select coalesce(max(position), 0) from verification_events))
      returning ${COLUMNS}
    `.execute(this.db);
    const [added] = rows;
    if (!added) throw new Error('The endpoint was not stored.');
    return added;
  }

  /** Changes one. Turned on (again), it begins without a past of failures. Null: there is no such endpoint. */
  async change(id: string, changes: EndpointChanges): Promise<StoredEndpoint | null> {
    const { url, description, eventTypes, enabled } = changes;
    const sets: RawBuilder<unknown>[] = [sql`id = id`];
    if (url !== undefined) sets.push(sql`url = ${url}`);
    if (description !== undefined) sets.push(sql`description = ${description}`);
    if (eventTypes !== undefined) sets.push(sql`event_types = ${[...eventTypes]}`);
    if (enabled !== undefined) sets.push(sql`enabled = ${enabled}`);
    if (enabled === true) sets.push(sql`failing_since = case when enabled then failing_since end`);
    const { rows } = await sql<StoredEndpoint>`
      update webhook_endpoints set ${sql.join(sets)} where id = ${id} returning ${COLUMNS}
    `.execute(this.db);
    return rows[0] ?? null;
  }

  /** Replaces the secrets under the lock of the row. @param decide told the present ones. Null: there is no such endpoint. */
  async changeSecrets(
    id: string,
    decide: (present: readonly StoredSecret[]) => readonly StoredSecret[],
  ): Promise<StoredEndpoint | null> {
    return this.db.transaction().execute(async (transaction) => {
      const present = await sql<Pick<StoredEndpoint, 'secrets'>>`
        select secrets from webhook_endpoints where id = ${id} for update
      `.execute(transaction);
      const [row] = present.rows;
      if (!row) return null;
      const { rows } = await sql<StoredEndpoint>`
        update webhook_endpoints set secrets = ${JSON.stringify(decide(row.secrets))} where id = ${id} returning ${COLUMNS}
      `.execute(transaction);
      return rows[0] ?? null;
    });
  }

  /** Removes one with all that was sent or waits. False: there was none. */
  async remove(id: string): Promise<boolean> {
    // Off first, so that nothing is added while its deliveries go in batches.
    if (!(await this.change(id, { enabled: false }))) return false;
    for (let gone = BATCH; gone === BATCH; ) {
      const { rows } = await sql`
        delete from webhook_deliveries where id in (
          select id from webhook_deliveries where endpoint_id = ${id} limit ${BATCH}
        ) returning 1
      `.execute(this.db);
      gone = rows.length;
    }
    await sql`delete from webhook_endpoints where id = ${id}`.execute(this.db);
    return true;
  }
}
