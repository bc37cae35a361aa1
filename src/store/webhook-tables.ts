// The tables of outgoing webhooks: endpoints, deliveries, and how far the status log has been turned into deliveries.
import { type Kysely, type Migration, sql } from 'kysely';

/** Step of the migrations. */
export const webhookTables: Migration = {
  async up(db: Kysely<unknown>) {
    await sql`
      create table webhook_endpoints (
        id uuid primary key,
        url text not null,
        description text,
        event_types text[] not null default '{}',
        enabled boolean not null default true,
        secrets jsonb not null,
        starts_after bigint not null,
        created_at timestamptz not null default clock_timestamp(),
        last_success_at timestamptz,
        failing_since timestamptz
      )`.execute(db);
    await sql`
      create table webhook_deliveries (
        id uuid primary key default gen_random_uuid(),
        endpoint_id uuid references webhook_endpoints (id) on delete cascade,
        target text collate "C" not null,
        verification_id text not null,
        source text not null,
        position bigint not null,
        event_type text not null,
        version integer not null,
        lifecycle text not null,
        decision text not null,
        occurred_at timestamptz not null,
        status text not null default 'PENDING',
        attempts jsonb not null default '[]',
        failures integer not null default 0,
        queued_at timestamptz not null default clock_timestamp(),
        next_attempt_at timestamptz default clock_timestamp(),
        lease_id uuid,
        lease_until timestamptz,
        settled_at timestamptz
      )`.execute(db);
    // Each event goes once to each endpoint, and once to the callback of its verification.
    await sql`create unique index webhook_deliveries_once on webhook_deliveries (endpoint_id, position)`.execute(db);
    await sql`create unique index webhook_deliveries_relayed_once on webhook_deliveries (position) where endpoint_id is null`.execute(
      db,
    );
    await sql`create index webhook_deliveries_list on webhook_deliveries (position, id) where endpoint_id is not null`.execute(
      db,
    );
    await sql`create index webhook_deliveries_dead on webhook_deliveries (position, id) where status = 'DEAD' and endpoint_id is not null`.execute(
      db,
    );
    await sql`create index webhook_deliveries_target on webhook_deliveries (target, next_attempt_at, position) where next_attempt_at is not null`.execute(
      db,
    );
    await sql`create index webhook_deliveries_due on webhook_deliveries (next_attempt_at) where next_attempt_at is not null`.execute(
      db,
    );
    await sql`create index webhook_deliveries_leased on webhook_deliveries (target) where lease_until is not null`.execute(
      db,
    );
    await sql`create index webhook_deliveries_settled on webhook_deliveries (settled_at) where settled_at is not null`.execute(
      db,
    );
    await sql`create table webhook_cursor (singleton boolean primary key default true check (singleton), position bigint not null)`.execute(
      db,
    );
    // What happened before there were webhooks is told to nobody.
    await sql`insert into webhook_cursor (position) select coalesce(max(position), 0) from verification_events`.execute(
      db,
    );
  },
};
