// Deliveries of outgoing webhooks: made from the status log, claimed, settled, sent again, listed. Which are retried when is not decided here.
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { Database } from './database.js';
import type { Decision, EventType, Lifecycle, Source } from './records.js';
import type { StoredSecret } from './webhook-endpoints.js';

/** Channel on which instances tell each other that deliveries are due. */
export const WEBHOOK_CHANNEL = 'idgw_webhooks';

export type DeliveryStatus = 'PENDING' | 'DELIVERED' | 'DEAD';

export interface StoredAttempt {
  /** ISO form. */
  readonly at: string;
  readonly httpStatus: number | null;
  readonly durationMs: number;
  readonly failure: string | null;
}

/** What of an event is told. */
export interface DeliveredEvent {
  readonly verificationId: string;
  readonly source: Source;
  readonly position: bigint;
  readonly eventType: EventType;
  readonly version: number;
  readonly lifecycle: Lifecycle;
  readonly decision: Decision;
  readonly occurredAt: Date;
}

export interface StoredDelivery extends DeliveredEvent {
  readonly id: string;
  /** Null: the callback that the verification was started with. */
  readonly endpointId: string | null;
  readonly status: DeliveryStatus;
  readonly attempts: readonly StoredAttempt[];
  /** Null: settled, or waiting for its endpoint to be turned on. */
  readonly nextAttemptAt: Date | null;
}

/** A delivery that one instance alone may attempt until its lease runs out, and what it needs for that. */
export interface DeliveryClaim extends StoredDelivery {
  readonly leaseId: string;
  /** The endpoint by its id, or the origin of the callback. */
  readonly target: string;
  /** Failed attempts since it was queued, or queued again. */
  readonly failures: number;
  /** Null: a callback. */
  readonly endpoint: {
    readonly url: string;
    readonly enabled: boolean;
    readonly secrets: readonly StoredSecret[];
  } | null;
  /** Address and headers of the callback, encrypted. Null: an endpoint, or erased meanwhile. */
  readonly callbackSealed: Buffer | null;
}

/** How many deliveries may be claimed: in all, and to targets that are not among the proven ones. */
export interface ClaimShare {
  readonly all: number;
  readonly unproven: number;
}

export interface ClaimShares {
  readonly endpoints: ClaimShare;
  readonly callbacks: ClaimShare;
  /** Targets that are known to answer. */
  readonly proven: readonly string[];
}

/** What an attempt led to. */
export type Settlement =
  | { readonly status: 'DELIVERED' }
  | { readonly status: 'PENDING'; readonly nextInMs: number }
  | { readonly status: 'DEAD'; readonly disableEndpoint: boolean };

const COLUMNS = sql`d.id, d.endpoint_id, d.verification_id, d.source, d.position, d.event_type, d.version, d.lifecycle,
  d.decision, d.occurred_at, d.status, d.attempts, d.next_attempt_at`;
const EVENT_COLUMNS = sql`verification_id, source, position, event_type, version, lifecycle, decision, occurred_at`;
const EVENT = sql`e.verification_id, v.source, e.position, e.type, e.version, e.lifecycle, e.decision, e.occurred_at`;

export class WebhookDeliveries {
  constructor(private readonly db: Database) {}

  /**
   * Turns the next entries of the log into deliveries. One instance does it at a time; the others leave at once.
   * @returns how many entries were read; fewer than `limit`: there are no more, or another instance is at it
   */
  async fanOut(limit: number): Promise<number> {
    // One statement sees one moment: an endpoint that was there before an event is there with it. The log's positions become visible
    // in their order, so what lies behind the cursor stays behind it.
    const { rows } = await sql<{ read: number; made: number }>`
      with cursor as (
        select position from webhook_cursor for update skip locked
      ), page as (
        select e.* from verification_events e, cursor c where e.position > c.position order by e.position limit ${limit}
      ), sent as (
        insert into webhook_deliveries (endpoint_id, target, ${EVENT_COLUMNS})
        select w.id, w.id::text, ${EVENT}
        from page e
          join verifications v on v.id = e.verification_id
          join webhook_endpoints w on w.enabled and e.position > w.starts_after
            and (w.event_types = '{}' or e.type = any (w.event_types))
        on conflict do nothing returning 1
      ), relayed as (
        insert into webhook_deliveries (target, ${EVENT_COLUMNS})
        select coalesce(substring(lower(v.callback_url) from '^[^/]+//[^/?#]+'), ''), ${EVENT}
        from page e join verifications v on v.id = e.verification_id
        where e.grew and v.callback_url is not null
        on conflict do nothing returning 1
      ), moved as (
        update webhook_cursor set position = (select max(position) from page) where exists (select from page)
      )
      select (select count(*) from page)::int as read,
        ((select count(*) from sent) + (select count(*) from relayed))::int as made
    `.execute(this.db);
    const { read = 0, made = 0 } = rows[0] ?? {};
    if (made > 0) await this.wakeAll();
    return read;
  }

  /**
   * Takes up to `limit` due deliveries. Nobody else gets them until `leaseMs` has passed or they are settled or released.
   * @param perTarget the most that are under way to one endpoint, or to one origin of callbacks, in all instances together
   * @param shares how much of it each kind may have; default: as much as there is
   */
  async claim(
    limit: number,
    perTarget: number,
    leaseMs: number,
    shares: ClaimShares = { endpoints: allOf(limit), callbacks: allOf(limit), proven: [] },
  ): Promise<readonly DeliveryClaim[]> {
    const { endpoints, callbacks, proven } = shares;
    const leaseId = randomUUID();
    // First the targets, by skipping through the index; then of each as many as it may have, one target after the other, so that none waits
    // behind all that others have.
    const { rows } = await sql<ClaimRow>`
      with recursive targets as (
        (select target from webhook_deliveries where next_attempt_at is not null order by target limit 1)
        union all
        select (
          select d.target from webhook_deliveries d
          where d.next_attempt_at is not null and d.target > t.target order by d.target limit 1
        ) from targets t where t.target is not null
      ), offered as (
        select first.*, t.target = any (${proven}::text[]) as is_proven,
          busy.count + row_number() over (partition by t.target order by first.next_attempt_at, first.position) as turn
        from targets t cross join lateral (
          select count(*) from webhook_deliveries r where r.target = t.target and r.lease_until >= now()
        ) busy cross join lateral (
          select d.id, d.endpoint_id is null as is_callback, d.next_attempt_at, d.position from webhook_deliveries d
          where d.target = t.target and d.next_attempt_at <= now() and (d.lease_until is null or d.lease_until < now())
          order by d.next_attempt_at, d.position
          limit greatest(0, ${perTarget}::int - busy.count)
        ) first
      ), judged as (
        select *, row_number() over (partition by is_callback, is_proven order by turn, next_attempt_at, position) as place
        from offered
      ), shared as (
        select *, row_number() over (partition by is_callback order by turn, next_attempt_at, position) as place_of_kind
        from judged where is_proven or place <= case when is_callback then ${callbacks.unproven}::int else ${endpoints.unproven}::int end
      ), picked as (
        select id from shared
        where place_of_kind <= case when is_callback then ${callbacks.all}::int else ${endpoints.all}::int end
        order by turn, next_attempt_at, position limit ${limit}
      ), due as (
        -- Asked again of each row under its lock: another instance may have taken it since.
        select d.id from webhook_deliveries d join picked on picked.id = d.id
        where d.next_attempt_at <= now() and (d.lease_until is null or d.lease_until < now())
        for update of d skip locked
      ), leased as (
        update webhook_deliveries d set lease_id = ${leaseId}, lease_until = now() + ${leaseMs} * interval '1 ms'
        from due where d.id = due.id
        returning d.*
      )
      select ${COLUMNS}, d.lease_id, d.target, d.failures, w.url, w.enabled, w.secrets, v.callback_sealed
      from leased d
        left join webhook_endpoints w on w.id = d.endpoint_id
        left join verifications v on d.endpoint_id is null and v.id = d.verification_id
      order by d.next_attempt_at, d.position
    `.execute(this.db);
    return rows.map(toClaim);
  }

  /**
   * Records what came of a claim. Nothing is recorded when its lease has passed to another.
   * @returns whether its endpoint is turned off by this
   */
  async settle(claim: DeliveryClaim, attempts: readonly StoredAttempt[], settlement: Settlement): Promise<boolean> {
    const { status } = settlement;
    const nextInMs = settlement.status === 'PENDING' ? settlement.nextInMs : null;
    const disables = settlement.status === 'DEAD' && settlement.disableEndpoint;
    const isErased = claim.endpointId === null && claim.callbackSealed === null;
    const { rows } = await sql<{ isTurnedOff: boolean }>`
      with settled as (
        update webhook_deliveries set
          status = ${status},
          -- Of a callback that was erased while this delivery was being made, its address goes too.
          target = case when ${isErased} then '' else target end,
          attempts = ${JSON.stringify(attempts)},
          failures = case when ${status === 'DELIVERED'} then 0 else failures + 1 end,
          next_attempt_at = now() + ${nextInMs}::float8 * interval '1 ms',
          settled_at = case when ${nextInMs === null} then now() end,
          lease_id = null,
          lease_until = null
        where id = ${claim.id} and lease_id = ${claim.leaseId}
        returning endpoint_id
      )
      update webhook_endpoints w set
        last_success_at = case when ${status === 'DELIVERED'} then now() else w.last_success_at end,
        failing_since = case when ${status === 'DELIVERED'} then null else coalesce(w.failing_since, now()) end,
        enabled = w.enabled and not ${disables}::boolean
      from settled where w.id = settled.endpoint_id
        -- A success each second is enough to tell; more would only leave dead rows behind.
        and (${status !== 'DELIVERED'} or w.failing_since is not null or w.last_success_at is null
          or w.last_success_at < now() - interval '1 second')
      returning ${disables}::boolean as is_turned_off
    `.execute(this.db);
    return rows[0]?.isTurnedOff ?? false;
  }

  /** Gives a claim back as it was, to be attempted at once by whoever comes first. */
  async release({ id, leaseId }: DeliveryClaim): Promise<void> {
    await sql`
      update webhook_deliveries set lease_id = null, lease_until = null where id = ${id} and lease_id = ${leaseId}
    `.execute(this.db);
  }

  /** Lets what waits for an endpoint rest, if it is turned off. */
  async pause(endpointId: string): Promise<void> {
    await this.db.transaction().execute(async (transaction) => {
      // The lock keeps the endpoint from being turned on in between, which would leave its deliveries at rest for good.
      const { rows } = await sql<{ enabled: boolean }>`
        select enabled from webhook_endpoints where id = ${endpointId} for share
      `.execute(transaction);
      if (rows[0]?.enabled !== false) return;
      await sql`
        update webhook_deliveries set next_attempt_at = null where endpoint_id = ${endpointId} and next_attempt_at is not null
      `.execute(transaction);
    });
  }

  /** Makes due what rested while an endpoint was turned off. */
  async resume(endpointId: string): Promise<void> {
    await sql`
      update webhook_deliveries set next_attempt_at = now(), failures = 0
      where endpoint_id = ${endpointId} and status = 'PENDING' and next_attempt_at is null
    `.execute(this.db);
    await this.wakeAll();
  }

  /** Milliseconds until the next one that is not due yet will be; null when there is none. */
  async nextDueInMs(): Promise<number | null> {
    const { rows } = await sql<{ dueInMs: number | null }>`
      select (extract(epoch from min(next_attempt_at) - now()) * 1000)::float8 as due_in_ms
      from webhook_deliveries where next_attempt_at > now()
    `.execute(this.db);
    return rows[0]?.dueInMs ?? null;
  }

  /** Deliveries that wait for an attempt, and how long the oldest of them has. */
  async backlog(): Promise<{ readonly pending: number; readonly oldestSeconds: number }> {
    const { rows } = await sql<{ pending: number; oldestSeconds: number | null }>`
      select count(*)::int as pending, extract(epoch from now() - min(queued_at))::float8 as oldest_seconds
      from webhook_deliveries where next_attempt_at is not null
    `.execute(this.db);
    return { pending: rows[0]?.pending ?? 0, oldestSeconds: Math.max(0, rows[0]?.oldestSeconds ?? 0) };
  }

  /** Tells every instance that something is due. */
  async wakeAll(): Promise<void> {
    await sql`select pg_notify(${WEBHOOK_CHANNEL}, '')`.execute(this.db);
  }

  /** Removes what was delivered more than `deliveredDays` ago, and the rest after `days`; at most `limit` of each. Returns how many went. */
  async clear(deliveredDays: number, days: number, limit: number): Promise<number> {
    const delivered = await sql`
      delete from webhook_deliveries where id in (
        select id from webhook_deliveries
        where status = 'DELIVERED' and settled_at < now() - ${deliveredDays} * interval '1 day' limit ${limit}
      ) returning 1
    `.execute(this.db);
    const others = await sql`
      delete from webhook_deliveries where id in (
        select id from webhook_deliveries where queued_at < now() - ${days} * interval '1 day' limit ${limit}
      ) returning 1
    `.execute(this.db);
    return Math.max(delivered.rows.length, others.rows.length);
  }
}

function allOf(limit: number): ClaimShare {
  return { all: limit, unproven: limit };
}

type ClaimRow = StoredDelivery & {
  readonly leaseId: string;
  readonly target: string;
  readonly failures: number;
  readonly url: string | null;
  readonly enabled: boolean | null;
  readonly secrets: readonly StoredSecret[] | null;
  readonly callbackSealed: Buffer | null;
};

function toClaim({ url, enabled, secrets, ...rest }: ClaimRow): DeliveryClaim {
  const endpoint = url !== null && enabled !== null && secrets !== null ? { url, enabled, secrets } : null;
  return { ...rest, endpoint };
}
