// Deliveries of outgoing webhooks as they are listed and queued again. How they are attempted is in webhook-deliveries.ts.
import { sql } from 'kysely';
import type { Database } from './database.js';
import { type DeliveryStatus, type StoredDelivery, WEBHOOK_CHANNEL } from './webhook-deliveries.js';

export interface DeliveryFilter {
  /** A UUID. */
  readonly endpointId?: string | null | undefined;
  readonly status?: DeliveryStatus | null | undefined;
}

/** Where a delivery stands in the list. */
export interface DeliveryPlace {
  readonly position: bigint;
  readonly id: string;
}

/** A delivery to an endpoint; callbacks are not listed. */
export interface ListedDelivery extends StoredDelivery {
  readonly endpointId: string;
}

/** A stretch of the status log: after one position, up to and including another. */
export interface Stretch {
  readonly after: bigint;
  readonly upTo: bigint;
}

const QUEUED_AGAIN = sql`status = 'PENDING', failures = 0, queued_at = clock_timestamp(), settled_at = null`;

export class WebhookList {
  constructor(private readonly db: Database) {}

  /** Deliveries that meet every condition, newest event first, before a place. */
  async read(filter: DeliveryFilter, before: DeliveryPlace | null, limit: number): Promise<readonly ListedDelivery[]> {
    const { rows } = await sql<ListedDelivery>`
      select id, endpoint_id, verification_id, source, position, event_type, version, lifecycle, decision, occurred_at,
        status, attempts, next_attempt_at
      from webhook_deliveries
      where ${matching(filter)} ${before ? sql`and (position, id) < (${before.position}, ${before.id})` : sql``}
      order by position desc, id desc limit ${limit}
    `.execute(this.db);
    return rows;
  }

  /** How many meet every condition. */
  async count(filter: DeliveryFilter): Promise<number> {
    const { rows } = await sql<{ count: number }>`
      select count(*)::int as count from webhook_deliveries where ${matching(filter)}
    `.execute(this.db);
    return rows[0]?.count ?? 0;
  }

  /** Which of the given ones the endpoint has. */
  async existing(endpointId: string, ids: readonly string[]): Promise<ReadonlySet<string>> {
    const { rows } = await sql<{ id: string }>`
      select id from webhook_deliveries where endpoint_id = ${endpointId} and id = any (${[...ids]}::uuid[])
    `.execute(this.db);
    return new Set(rows.map(({ id }) => id));
  }

  /** Queues the given ones of an endpoint again. @returns how many */
  async requeue(endpointId: string, ids: readonly string[]): Promise<number> {
    const { rows } = await sql`
      update webhook_deliveries d set ${QUEUED_AGAIN}, next_attempt_at = case when w.enabled then now() end
      from webhook_endpoints w
      where w.id = d.endpoint_id and d.endpoint_id = ${endpointId} and d.id = any (${[...ids]}::uuid[])
      returning 1
    `.execute(this.db);
    await this.wakeAll();
    return rows.length;
  }

  /** How many events of a stretch the endpoint wants; counted up to one more than `limit`. */
  async countWanted(endpointId: string, { after, upTo }: Stretch, limit: number): Promise<number> {
    const { rows } = await sql<{ count: number }>`
      select count(*)::int as count from (
        select from verification_events e join webhook_endpoints w on w.id = ${endpointId}
        where e.position > ${after} and e.position <= ${upTo} and (w.event_types = '{}' or e.type = any (w.event_types))
        limit ${limit + 1}
      ) wanted
    `.execute(this.db);
    return rows[0]?.count ?? 0;
  }

  /** Queues the events of a stretch that the endpoint wants, whether they were sent before or not. @returns how many */
  async requeueStretch(endpointId: string, { after, upTo }: Stretch): Promise<number> {
    const { rows } = await sql`
      insert into webhook_deliveries as d (endpoint_id, target, verification_id, source, position, event_type, version,
        lifecycle, decision, occurred_at, next_attempt_at)
      select w.id, w.id::text, e.verification_id, v.source, e.position, e.type, e.version, e.lifecycle, e.decision,
        e.occurred_at, case when w.enabled then now() end
      from verification_events e
        join verifications v on v.id = e.verification_id
        join webhook_endpoints w on w.id = ${endpointId}
      where e.position > ${after} and e.position <= ${upTo} and (w.event_types = '{}' or e.type = any (w.event_types))
      on conflict (endpoint_id, position) do update set ${QUEUED_AGAIN}, next_attempt_at = excluded.next_attempt_at
      returning 1
    `.execute(this.db);
    await this.wakeAll();
    return rows.length;
  }

  private async wakeAll(): Promise<void> {
    await sql`select pg_notify(${WEBHOOK_CHANNEL}, '')`.execute(this.db);
  }
}

function matching({ endpointId, status }: DeliveryFilter) {
  return sql.join(
    [
      endpointId ? sql`endpoint_id = ${endpointId}` : sql`endpoint_id is not null`,
      status ? sql`status = ${status}` : sql`true`,
    ],
    sql` and `,
  );
}
